"""What an office enters beside visits: kept in the journal, refused when it cannot be, and scored."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from chuangjian_desktop.domain.city.facts import Document, Entry, Ledger, Option, Question, Survey
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.scoring import rate_text
from chuangjian_desktop.services import places, results, upkeep
from chuangjian_desktop.services.office.city import entries, ledger, reviews, scoring, surveys
from chuangjian_desktop.services.office.city.reviews import DocumentChange
from chuangjian_desktop.services.office.city.words import exact_text
from chuangjian_desktop.services.workspace import Workspace, add_round, use_round
from tests.helpers.city import city
from tests.helpers.offices import opened

NODE = "W-公共环境"


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def component(workspace: Workspace, kind: str, code: str = "W") -> str:
    judging = scoring.standard_of(workspace, code).judging
    return next(each.code for each in judging.components if each.kind == kind)


def rate(workspace: Workspace, kind: str, code: str = "W") -> str | None:
    score = scoring.city_score_of(workspace, code)
    return next(rate_text(each.rate) for each in score.components if each.component.kind == kind)


# ---- visits ----------------------------------------------------------------------------------------------------------


def test_the_field_part_is_what_score_by_campaign_says(office: Workspace) -> None:
    rows = {row.key: row for row in results.score(office, "campaign").rows}
    for code in ("W", "H", "Y", "S", "O"):
        whole = scoring.city_facts(office, code).field.whole
        assert (two_decimals(whole.possible), two_decimals(whole.earned)) == (rows[code].possible, rows[code].score)
        assert rate_text(whole.rate) == rows[code].rate
    assert rate(office, "field") == rows["W"].rate


def test_every_shipped_standard_scores_without_anything_entered(office: Workspace) -> None:
    for code in office.catalogue.standards:
        score = scoring.city_score_of(office, code)
        assert all(each.verdict == "missing" for each in score.indicators)
        assert score.vetoes == ()
    assert scoring.campaigns_of(office)[:3] == ("W", "H", "Y")


def test_a_secret_round_in_between_is_its_own_component(office: Workspace) -> None:
    field = rate(office, "field")
    first = places.current_round(office).code
    with office.writing() as writer:
        later = add_round(writer, office.office, "R2", "正式测评", ("W",))
    use_round(office, "R2")
    assert rate(office, "secret") is None
    entries.enter(office, "W", f"component.{component(office, 'secret')}", Entry(basis=f"round:{first}"))
    assert rate(office, "secret") == field
    assert rate(office, "field") is None
    entries.enter(office, "W", f"component.{component(office, 'secret')}", Entry())
    with office.writing() as writer:
        writer.put(
            "office.round", next(each.id for each in places.rounds(office) if each.code == first), {"kind": "secret"}
        )
    assert rate(office, "secret") == field
    assert office.round_id == later


# ---- entries ---------------------------------------------------------------------------------------------------------


def test_an_entry_is_kept_changed_and_emptied(office: Workspace) -> None:
    slot = f"component.{component(office, 'documents')}"
    assert entries.enter(office, "W", slot, Entry(8_000, basis="第三方")) == entries.enter(
        office, "W", slot, Entry(8_150)
    )
    assert entries.entries_of(office, "W")[slot] == Entry(8_150)
    assert rate(office, "documents") == "81.50"
    entries.enter(office, "W", slot, Entry())
    entries.enter(office, "W", slot, Entry())
    assert slot not in entries.entries_of(office, "W")
    assert rate(office, "documents") is None
    entries.enter(office, "W", slot, Entry(9_000))
    assert rate(office, "documents") == "90.00"
    assert upkeep.check(office) == []


@pytest.mark.parametrize(
    ("slot", "entry", "field"),
    [
        ("component.材料", Entry(10_001), "value"),
        ("component.材料", Entry(-1), "value"),
        ("gate.未成年人", Entry(10_001), "value"),
        ("year.1", Entry(30_000), "value"),
        ("cycle.year", Entry(400), "value"),
        ("goal", Entry(9_000, date="昨天"), "date"),
        ("goal", Entry(10_001), "value"),
        ("goal", Entry(9_000, note="\x00"), "note"),
    ],
)
def test_what_cannot_be_entered_is_refused_by_name(office: Workspace, slot: str, entry: Entry, field: str) -> None:
    with pytest.raises(Refusal, match="M27") as told:
        entries.enter(office, "W", slot, entry)
    assert told.value.details["field"] == field
    assert slot not in entries.entries_of(office, "W")


def test_numerator_and_denominator_belong_together(office: Workspace) -> None:
    for entry, field in (
        (Entry(numerator=5), "denominator"),
        (Entry(numerator=5, denominator=0), "denominator"),
        (Entry(denominator=5), "numerator"),
    ):
        with pytest.raises(Refusal, match="M27") as told:
            entries.enter(office, "S", "indicator.S02", entry)
        assert told.value.details["field"] == field
    entries.enter(office, "S", "indicator.S02", Entry(numerator=4_050, denominator=10_000))
    found = next(each for each in scoring.city_score_of(office, "S").indicators if each.indicator.code == "S02")
    assert (found.verdict, exact_text(found.value)) == ("met", "40.50")


def test_unknown_slots_and_standards_and_a_team_are_refused(office: Workspace, tmp_path: Path) -> None:
    for code, slot in (("W", "component.没有"), ("W", "没有"), ("没有", "goal")):
        with pytest.raises(Refusal, match="M21"):
            entries.enter(office, code, slot, Entry(1))
    with opened(tmp_path / "team") as team, pytest.raises(Refusal, match="M22"):
        entries.enter(team, "W", "goal", Entry(1))


def test_several_slots_are_one_act_or_none(office: Workspace) -> None:
    with pytest.raises(Refusal, match="M27"):
        entries.enter_all(office, "W", {"year.1": Entry(8_000), "gate.未成年人": Entry(20_000)})
    assert entries.entries_of(office, "W") == {}
    entries.enter_all(office, "W", {"year.1": Entry(8_000), "gate.未成年人": Entry(9_000)})
    assert set(entries.entries_of(office, "W")) == {"year.1", "gate.未成年人"}


def test_years_hold_in_every_round_and_other_entries_are_carried_over_once(office: Workspace) -> None:
    entries.enter(office, "W", "year.1", Entry(8_231))
    entries.enter(office, "W", "gate.未成年人", Entry(8_950))
    entries.enter(office, "W", "component.材料", Entry(8_000))
    with office.writing() as writer:
        add_round(writer, office.office, "R2", "下一轮", ("W",))
    use_round(office, "R2")
    assert set(entries.entries_of(office, "W")) == {"year.1"}
    assert entries.carried(office, "W", "R1") == {"gate.未成年人": Entry(8_950)}
    assert set(entries.entries_of(office, "W")) == {"year.1"}
    assert entries.carry_over(office, "W", "R1") == 1
    assert entries.carry_over(office, "W", "R1") == 0
    assert entries.entries_of(office, "W")["gate.未成年人"] == Entry(8_950)
    with pytest.raises(Refusal, match="M21"):
        entries.carry_over(office, "W", "R9")


# ---- documents -------------------------------------------------------------------------------------------------------


def test_documents_are_asked_for_handed_in_and_judged(office: Workspace) -> None:
    asked = Document("", NODE, "1", "清扫保洁方案", 500, "2026-09-30")
    first = reviews.add_document(office, "W", asked)
    second = reviews.add_document(office, "W", replace(asked, title="台账", points=300))
    reviews.change_document(office, first, DocumentChange(state="passed", files=("方案.pdf", "照片.zip")))
    reviews.change_document(office, second, DocumentChange(state="returned", earned=150, note="缺盖章"))
    found = {each.id: each for each in reviews.documents_of(office, "W")}
    assert (found[first].state, found[first].files) == ("passed", ("方案.pdf", "照片.zip"))
    assert (found[second].earned, found[second].note) == (150, "缺盖章")
    assert rate(office, "documents") == "81.25"  # (5 + 1.5) ÷ 8
    reviews.change_document(office, second, DocumentChange(no_points=True))
    assert rate(office, "documents") == "62.50"
    reviews.remove_document(office, second)
    assert rate(office, "documents") == "100.00"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"node": "没有"}, "M21"),
        ({"title": " "}, "M27"),
        ({"points": 0}, "M27"),
        ({"earned": 501}, "M27"),
        ({"due": "九月"}, "M27"),
        ({"state": "丢了"}, "M27"),
        ({"files": ("\x00",)}, "M27"),
    ],
)
def test_documents_that_cannot_be_are_refused(office: Workspace, change: dict[str, object], code: str) -> None:
    asked = replace(Document("", NODE, "1", "方案", 500), **change)  # pyright: ignore[reportArgumentType]
    with pytest.raises(Refusal, match=code):
        reviews.add_document(office, "W", asked)
    with pytest.raises(Refusal, match="M21"):
        reviews.change_document(office, "没有", DocumentChange(note="x"))


def test_a_list_by_node_asks_once_for_each(office: Workspace) -> None:
    nodes = scoring.standard_of(office, "W").nodes
    leaves = {each.code for each in nodes} - {each.parent for each in nodes}
    assert reviews.plan_documents(office, "W", "2026-10-31") == len(leaves)
    assert reviews.plan_documents(office, "W") == 0
    assert {each.node for each in reviews.documents_of(office, "W")} == leaves


# ---- the ledger ------------------------------------------------------------------------------------------------------


def test_lines_are_added_and_made_void_with_their_reason(office: Workspace) -> None:
    entries.enter(office, "W", "component.材料", Entry(8_000))
    line = ledger.add_line(office, "W", Ledger("", "plus", 200, "省级表彰", date="2026-05-01"))
    grave = next(each for each in scoring.standard_of(office, "W").judging.negatives if each.sanction != "points")
    hit = ledger.add_line(office, "W", Ledger("", "negative", 0, "事故", grave.code))
    score = scoring.city_score_of(office, "W")
    assert [each.points for each in score.ledger][:1] == [2]
    assert (len(score.vetoes), score.effective) == (1, 0)
    ledger.void_line(office, hit, "查无实据")
    score = scoring.city_score_of(office, "W")
    assert (score.vetoes, score.effective) == ((), score.raw)
    assert [(each.void, each.void_reason) for each in ledger.ledger_of(office, "W")] == [
        (False, ""),
        (True, "查无实据"),
    ]
    with pytest.raises(Refusal, match="M26"):
        ledger.void_line(office, hit, "再次")
    with pytest.raises(Refusal, match="M27"):
        ledger.void_line(office, line, " ")
    with pytest.raises(Refusal, match="M21"):
        ledger.void_line(office, "没有", "理由")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (Ledger("", "plus", 0, "表彰"), "M27"),
        (Ledger("", "plus", 10_001, "表彰"), "M27"),
        (Ledger("", "minus", 100, " "), "M27"),
        (Ledger("", "minus", 100, "迟报", date="五月"), "M27"),
        (Ledger("", "negative", 0, "事故", "G99"), "M21"),
        (Ledger("", "不知", 100, "事故"), "M27"),  # pyright: ignore[reportArgumentType]
    ],
)
def test_lines_that_cannot_be_are_refused(office: Workspace, line: Ledger, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        ledger.add_line(office, "W", line)
    assert ledger.ledger_of(office, "W") == ()


# ---- questionnaires --------------------------------------------------------------------------------------------------

ASKED = Question("1", "满意吗", (Option("A", "满意", 10_000, guessed=True), Option("B", "不满意", 0)))


def test_a_questionnaire_is_made_counted_by_batch_and_taken_away(office: Workspace) -> None:
    record = surveys.save_survey(office, "W", Survey("", "Q1", "入户", 60, (ASKED,)))
    surveys.set_tally(office, record, "东区", {("1", "A"): 30, ("1", "B"): 10})
    surveys.set_tally(office, record, "西区", {("1", "A"): 20})
    assert rate(office, "survey") == "83.33"  # 50 of 60
    found = scoring.city_score_of(office, "W").surveys[0]
    assert (found.respondents, found.reached, found.guessed) == (60, True, 0)
    surveys.set_tally(office, record, "东区", {("1", "B"): 40})
    assert rate(office, "survey") == "33.33"
    surveys.remove_survey(office, record)
    assert upkeep.check(office) == []
    assert (surveys.surveys_of(office, "W"), rate(office, "survey")) == ((), None)
    with pytest.raises(Refusal, match="M21"):
        surveys.survey_of(office, record)


@pytest.mark.parametrize(
    ("survey", "code"),
    [
        (Survey("", " ", "入户", 0, ()), "M27"),
        (Survey("", "Q1", " ", 0, ()), "M27"),
        (Survey("", "Q1", "入户", -1, ()), "M27"),
        (Survey("", "Q1", "入户", 0, (ASKED, ASKED)), "M27"),
        (Survey("", "Q1", "入户", 0, (replace(ASKED, text=" "),)), "M27"),
        (Survey("", "Q1", "入户", 0, (replace(ASKED, weight=0),)), "M27"),
        (Survey("", "Q1", "入户", 0, (replace(ASKED, indicator="没有"),)), "M21"),
        (Survey("", "Q1", "入户", 0, (replace(ASKED, options=(Option("A", "满意", 10_001),)),)), "M27"),
        (Survey("", "Q1", "入户", 0, (replace(ASKED, options=(Option("A", " ", None),)),)), "M27"),
    ],
)
def test_questionnaires_that_cannot_be_are_refused(office: Workspace, survey: Survey, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        surveys.save_survey(office, "W", survey)
    assert surveys.surveys_of(office, "W") == ()


def test_a_code_stands_once_and_counts_are_of_known_answers(office: Workspace) -> None:
    record = surveys.save_survey(office, "W", Survey("", "Q1", "入户", 0, (ASKED,)))
    with pytest.raises(Refusal, match="M27"):
        surveys.save_survey(office, "W", Survey("", "Q1", "别的", 0, ()))
    with pytest.raises(Refusal, match="M21"):
        surveys.set_tally(office, record, "", {("1", "Z"): 1})
    with pytest.raises(Refusal, match="M27"):
        surveys.set_tally(office, record, "", {("1", "A"): -1})
    assert surveys.surveys_of(office, "W")[0].counts == {}
