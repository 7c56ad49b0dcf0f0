"""Profiles are tuned, kept beside each other and tried without touching an answer."""

from __future__ import annotations

from collections.abc import Generator
from fractions import Fraction
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.scoring import LEAGUE, Option, ScoringProfile, rate_text
from chuangjian_desktop.services import records, results
from chuangjian_desktop.services.fieldwork import answers, findings, refused, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.rounds import profiles
from chuangjian_desktop.services.office.rounds.whatif import what_if
from chuangjian_desktop.services.places import current_round, site_by_code, sites, today
from chuangjian_desktop.services.results import four_places
from chuangjian_desktop.services.workspace import Workspace, add_round, use_round
from chuangjian_desktop.store.queries import rounds
from tests.helpers.city import city, noted

TRIED: list[dict[str, Option]] = [
    {"na": "full"},
    {"na": "zero", "missing_type": "mean", "city": "mean"},
    {"missing_type": "previous", "city": "sites", "not_visited": "zero"},
    {"same_problem": "each", "solved_percent": 50, "weights": [["ZG", 3]]},
    {"repeated": "once", "ties": ["vetoes", "findings"], "leagues": [["东区/光明街道", "甲组"]]},
    {"finder": [["district", 50]], "teams": [["T1", "district"]], "decimals": 1},
    {"city": "weights", "area_weights": [["东区", 3]], "repeated": "points"},
]


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def written(workspace: Workspace) -> int:
    """How much stands in the journal."""
    with workspace.store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM change").scalar_one())


def shown(workspace: Workspace, level: str) -> dict[str, tuple[str | None, int | None]]:
    return {row.key: (row.rate, row.rank) for row in results.score(workspace, level).rows}


@pytest.mark.parametrize("options", TRIED)
def test_what_if_foretells_every_level_and_writes_nothing(office: Workspace, options: dict[str, Option]) -> None:
    noted(office, "ZG-002", "ZG03", FindingDraft("路面有垃圾", "06010", 2, place="路口"))
    noted(office, "ZG-002", "ZG16", FindingDraft("门前有垃圾", "06010", 1, place="路口"))
    before, now = written(office), {level: shown(office, level) for level in results.LEVELS}
    profile = profiles.changed(profiles.profile_named(office).profile, options)

    told = what_if(office, profile)

    assert written(office) == before
    assert {level: shown(office, level) for level in results.LEVELS} == now
    profiles.keep(office, profile)
    for level in results.LEVELS:
        rows = told.levels[level]
        then = {row.key: (row.rate_after, row.rank_after) for row in rows if row.rank_after or row.rate_after}
        assert then == {key: pair for key, pair in shown(office, level).items() if any(pair)}, level
        assert {row.key: (row.rate_before, row.rank_before) for row in rows if row.key in now[level]} == now[level]
        assert told.changed[level] == sum(row.changes for row in rows)


def test_rows_and_explanations_agree_under_a_tuned_profile(office: Workspace) -> None:
    profiles.keep(office, profiles.changed(ScoringProfile(), {"city": "weights", "area_weights": [["东区", 3]]}))
    (whole,) = results.score(office, "round").rows
    told = results.explain(office, "round", whole.key)
    assert [(line.what, line.weight) for line in told.formula] == [("东区", "3"), ("西区", "1")]
    assert told.rate == whole.rate == "91.84"  # (3 · 93.4205 + 87.1053) ÷ 4


def test_a_profile_is_kept_or_saved_as_another_one(office: Workspace) -> None:
    own = profiles.profile_named(office)
    profiles.keep(office, profiles.changed(own.profile, {"na": "zero"}))
    assert profiles.profile_named(office).profile.na == "zero"
    assert profiles.profile_named(office).id == own.id
    second = profiles.save_as(office, profiles.preset(own.profile, "league"), "街道联赛")
    listed = profiles.profiles(office)
    assert [(each.profile.code, each.profile.name, each.used) for each in listed] == [
        ("default", "模拟测评", True),
        ("P2", "街道联赛", False),
    ]
    assert listed[1].profile.finder == LEAGUE.finder
    assert results.score(office, "area", "P2").profile == "街道联赛"
    profiles.use(office, second)
    assert results.score(office, "area").profile == "街道联赛"
    third = profiles.save_as(office, ScoringProfile(), "第三个", use=True)
    assert profiles.profile_named(office).id == third


def test_what_a_newer_program_stored_stays(office: Workspace) -> None:
    own = profiles.profile_named(office)
    records.edit(office, "profile", own.id, {"options": '{"of_next_year": 7, "na": "full"}'})
    profiles.keep(office, profiles.changed(profiles.profile_named(office).profile, {"na": "zero"}))
    with office.store.reading() as connection:
        assert rounds.options(connection, own.id) == {"of_next_year": 7, "na": "zero"}


@pytest.mark.parametrize(("key", "value"), [("na", "moon"), ("luck", 1), ("weights", [["ZG", "x"]])])
def test_an_answer_that_an_option_does_not_take_is_refused(office: Workspace, key: str, value: Option) -> None:
    with pytest.raises(Refusal, match="M27"):
        profiles.changed(ScoringProfile(), {key: value})


@pytest.mark.parametrize(
    ("key", "strange", "right"),
    [
        ("weights", [["QQ", 2]], [["ZG", 2]]),
        ("teams", [["T9", "street"]], [["T1", "street"]]),
        ("area_weights", [["东区/光明街道", 1]], [["东区", 1]]),
        ("leagues", [["没有区", "甲"]], [["东区/光明街道", "甲"], ["T1", "乙"], ["ZG-001", "丙"]]),
        ("grades", [["A", 100], ["绝佳", 50]], [["A", 100], ["B", 50]]),
    ],
)
def test_a_name_that_nothing_has_is_refused(office: Workspace, key: str, strange: Option, right: Option) -> None:
    known = profiles.known_names(office)
    with pytest.raises(Refusal, match="M21") as caught:
        profiles.changed(ScoringProfile(), {key: strange}, known)
    assert key in sentence("M21", caught.value.details)
    assert profiles.changed(ScoringProfile(), {key: right}, known) != ScoringProfile()


def test_what_an_older_program_stored_is_read_and_kept(office: Workspace) -> None:
    own = profiles.profile_named(office)
    records.edit(office, "profile", own.id, {"options": '{"weights": [["QQ", 2]], "recurrence_table": []}'})
    found = profiles.profile_named(office).profile
    assert (found.weights, found.recurrence_table) == ({"QQ": 2}, ())
    profiles.keep(office, profiles.changed(found, {"na": "zero"}, profiles.known_names(office)))
    assert profiles.profile_named(office).profile.weights == {"QQ": 2}


def test_refusals(office: Workspace) -> None:
    for name in ("", "  ", "模拟测评"):
        with pytest.raises(Refusal, match="M27"):
            profiles.save_as(office, ScoringProfile(), name)
    with pytest.raises(Refusal, match="M27"):
        profiles.preset(ScoringProfile(), "moon")
    with pytest.raises(Refusal, match="M21"):
        profiles.profile_named(office, "没有")
    with pytest.raises(Refusal, match="M21"):
        profiles.use(office, "none")


def test_a_site_that_refuses_is_replaced_or_counts_as_the_profile_says(office: Workspace) -> None:
    site = site_by_code(office, "ZG-003")
    assert site is not None
    with pytest.raises(Refusal, match="M27"):
        refused.refuse(office, site.id, " ")
    noted = refused.refuse(office, site.id, "大门关闭，无人应答")
    visit = visits.begun_visit(office, "ZG-003")
    assert (noted.visit_id, noted.reserve) == (visit, ())
    assert "ZG-003" not in shown(office, "visit")
    with pytest.raises(Refusal, match="M23"):
        refused.refuse(office, site.id, "再记一次")
    profiles.keep(office, profiles.changed(ScoringProfile(), {"refused": "zero"}))
    assert shown(office, "visit")["ZG-003"][0] == "0.00"
    (whole,) = results.score(office, "round").rows
    assert whole.possible == "577.00"
    visits.reopen(office, visit, "又开门了")
    assert shown(office, "visit")["ZG-003"][0] is None


def test_the_reserve_names_the_nearest_of_its_kind(office: Workspace) -> None:
    walked = site_by_code(office, "ZG-001")
    assert walked is not None
    assert [each.code for each in refused.reserve(office, walked.id)] == ["ZG-003"]
    begun = visits.begun_visit(office, "ZG-001")
    visits.reopen(office, begun, "补测")
    with pytest.raises(Refusal, match="M27"):
        refused.refuse(office, walked.id, "已有记录的不能再记拒访")
    for act in (lambda: refused.reserve(office, "nowhere"), lambda: refused.refuse(office, "nowhere", "关门")):
        with pytest.raises(Refusal, match="M21"):
            act()


def test_a_note_that_nobody_could_get_in_is_taken_back_as_one_step(office: Workspace) -> None:
    def state() -> str:
        return next(each.state for each in sites(office) if each.code == "ZG-003")

    site = site_by_code(office, "ZG-003")
    assert site is not None
    assert not refused.undo(office)
    refused.refuse(office, site.id, "关门停业")
    assert (state(), today(office).refused) == ("refused", 1)
    assert refused.undo(office)
    assert (state(), today(office).refused) == ("", 0)
    begun = visits.visit_of(office, site.id)
    refused.refuse(office, site.id, "关门停业")
    assert refused.undo(office)
    assert (state(), visits.begun_visit(office, "ZG-003")) == ("open", begun)


def test_such_a_note_stands_once_something_was_recorded(office: Workspace) -> None:
    site = site_by_code(office, "ZG-003")
    assert site is not None
    visit = refused.refuse(office, site.id, "关门停业").visit_id
    visits.reopen(office, visit, "又开门了")
    answers.set_answer(office, visit, "ZG03", "conforming")
    with pytest.raises(Refusal, match="M26"):
        refused.undo(office)
    assert visits.sheet(office, visit).answered == 1
    assert current_round(office).code


def test_a_missing_type_may_count_with_the_round_before(office: Workspace) -> None:
    """东区 had ZG 93.75, NM 96.5116 and WC 90; in the new round it has only ZG: (ZG + 96.5116 + 90) ÷ 3."""
    with office.writing() as writer:
        add_round(writer, office.office, "R2", "第二轮")
    use_round(office, "R2")
    profiles.keep(office, profiles.changed(ScoringProfile(), {"missing_type": "previous"}))
    site = site_by_code(office, "ZG-001")
    assert site is not None
    visit = visits.visit_of(office, site.id)
    items = office.catalogue.checklists["ZG"].items
    for item in items:
        answers.set_answer(office, visit, item.code, "conforming")
    findings.record(office, visit, items[0].code, FindingDraft("问题", count=999))
    rate = results.score(office, "visit").rows[0].rate
    assert rate is not None
    now = shown(office, "area")
    expected = (Fraction(rate) + Fraction("96.5116") + 90) / 3
    assert now["东区"][0] == rate_text(expected)
    told = results.explain(office, "area", "东区")
    assert [line.rate for line in told.formula] == ["96.5116", "90.0000", four_places(Fraction(rate))]
