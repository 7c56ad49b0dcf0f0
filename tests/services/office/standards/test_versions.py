"""Drafts and versions of a checklist: edited, tried, reviewed, published; old sheets stay as they were."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.domain.scenarios import Said, Scenario
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.domain.versions import Verdict, comparable
from chuangjian_desktop.services import documents, places, records, results
from chuangjian_desktop.services.fieldwork import answers, findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.standards import drafts, publishing, scenarios
from chuangjian_desktop.services.workspace import Workspace, add_round, shipped_packs
from chuangjian_desktop.store.shipping import ship
from tests.helpers.city import city, noted, visit_at


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def in_force(office: Workspace, code: str = "ZG") -> str:
    return office.catalogue.current[code].id


def item_of(office: Workspace, version: str, code: str) -> Item:
    return next(each for each in office.catalogue.written[version].checklist.items if each.code == code)


def shifted(office: Workspace, draft: str, first: str, other: str, by: int) -> None:
    """Move points from one item to another, so that they still add up."""
    for code, change in ((first, -by), (other, by)):
        item = item_of(office, draft, code)
        points = item.points + change
        drafts.save_item(
            office, draft, replace(item, points=points, rule=parse_rule("每处扣0.5分，扣完为止", points)), code
        )


def second_version(office: Workspace) -> str:
    """A published next version of ZG in which ZG05 lost two points to ZG06."""
    draft = drafts.new_draft(office, in_force(office))
    shifted(office, draft, "ZG05", "ZG06", 200)
    publishing.accept_all(office, draft)
    publishing.publish(office, draft)
    return draft


def new_visit(office: Workspace) -> str:
    site = places.site_by_code(office, "ZG-003")
    assert site is not None
    return visits.visit_of(office, site.id)


def test_a_draft_is_used_by_nobody(office: Workspace) -> None:
    before = in_force(office)
    draft = drafts.new_draft(office, before, "按省里新要求修改")
    assert in_force(office) == before
    made = office.catalogue.versions[draft]
    assert (made.base, made.checklist.state, made.note) == (before, "draft", "按省里新要求修改")
    assert visits.version_of(office, new_visit(office)).id == before
    with pytest.raises(Refusal, match="M26"):
        publishing.use(office, draft)


def test_old_sheets_keep_their_version_and_their_score(office: Workspace) -> None:
    before = results.score(office, "visit")
    sheet = visits.sheet(office, visit_at(office, "ZG-002"))
    first = in_force(office)
    made = second_version(office)
    assert in_force(office) == made != first
    assert visits.sheet(office, visit_at(office, "ZG-002")) == sheet
    assert results.score(office, "visit") == before
    visit = new_visit(office)
    assert visits.version_of(office, visit).id == made
    rows = {row.item.code: row.item.points for row in visits.sheet(office, visit).rows}
    assert rows["ZG05"] == sheet.row("ZG05").item.points - 200
    assert visits.version_of(office, visit_at(office, "ZG-001")).id == first


def test_both_versions_are_written_to_at_once(office: Workspace) -> None:
    made = second_version(office)
    visit = new_visit(office)
    new = findings.record(office, visit, "ZG05", FindingDraft("店外经营", count=2))
    old = noted(office, "ZG-001", "ZG05", FindingDraft("流动摊贩"))
    answers.set_answer(office, visit, "ZG03", "conforming")
    with office.store.reading() as connection:
        homes = dict(connection.exec_driver_sql("SELECT finding.id, item.checklist FROM finding JOIN item"
                                                " ON item.id = finding.item").all())  # fmt: skip
    assert homes[new] == made
    assert homes[old] != made
    assert [chip.text for chip in findings.chips(office, visit, "ZG05")][:2] == ["店外经营", "流动摊贩"]
    assert documents.score_sheet(office, visit_at(office, "ZG-001")).rows


def test_a_visit_without_a_version_is_read_by_what_it_recorded(office: Workspace) -> None:
    visit = visit_at(office, "ZG-002")
    sheet = visits.sheet(office, visit)
    second_version(office)
    with office.writing() as writer:
        writer.put("visit", visit, {"checklist": None})
    assert visits.sheet(office, visit) == sheet
    assert visits.version_of(office, visit).id != in_force(office)


def test_a_sheet_moved_to_the_next_version_shows_what_was_recorded(office: Workspace) -> None:
    visit = visit_at(office, "ZG-002")
    made = second_version(office)
    before = visits.sheet(office, visit)
    with office.writing() as writer:
        writer.put("visit", visit, {"checklist": {"ref": ["office.checklist", made]}})
    after = visits.sheet(office, visit)
    assert [row.state for row in after.rows] == [row.state for row in before.rows]
    assert [each.id for each in after.row("ZG05").findings] == [each.id for each in before.row("ZG05").findings]


def test_the_present_round_may_go_on_with_the_version_it_uses(office: Workspace) -> None:
    first = in_force(office)
    draft = drafts.new_draft(office, first)
    shifted(office, draft, "ZG05", "ZG06", 100)
    publishing.accept_all(office, draft)
    publishing.publish(office, draft, from_next_round=True)
    assert in_force(office) == first
    with office.writing() as writer:
        office.round_id = add_round(writer, office.office, "R2", "下一轮")
    assert in_force(office) == draft
    publishing.use(office, first)
    assert in_force(office) == first
    publishing.retire(office, draft)
    assert in_force(office) == first
    with pytest.raises(Refusal, match="M26"):
        publishing.retire(office, draft)
    publishing.reinstate(office, draft)
    publishing.use(office, draft)
    assert in_force(office) == draft


def test_what_is_published_stays_as_it_is(office: Workspace) -> None:
    made = second_version(office)
    item = item_of(office, made, "ZG05")
    for act in (
        lambda: drafts.save_item(office, made, item, "ZG05"),
        lambda: drafts.remove_items(office, made, ["ZG05"]),
        lambda: drafts.move_item(office, made, "ZG05", 1),
        lambda: drafts.discard(office, made),
        lambda: publishing.publish(office, made),
        lambda: publishing.decide(office, made, "ZG05", "changed", ("ZG05",)),
    ):
        with pytest.raises(Refusal, match="M26") as refused:
            act()
        assert "已经发布" in sentence("M26", refused.value.details)


def test_faults_name_item_and_field_and_hold_publishing_up(office: Workspace) -> None:
    draft = drafts.new_draft(office, in_force(office))
    item = item_of(office, draft, "ZG05")
    drafts.save_item(office, draft, replace(item, points=item.points + 100, departments=("园艺处",)), "ZG05")
    lacking = publishing.readiness(office, draft)
    told = {(fault.item, fault.field): fault.reason_zh for fault in lacking.faults}
    assert told["", "points"] == "分值合计101，应为100"
    assert "园艺处" in told["ZG05", "departments"]
    assert lacking.unreviewed == ("ZG05",)
    with pytest.raises(Refusal, match="M26") as refused:
        publishing.publish(office, draft)
    assert "还有2处错误、1个条目未核对" in sentence("M26", refused.value.details)
    assert "2 faults" in sentence("M26", refused.value.details, "en")


def test_items_are_added_moved_renamed_and_taken_off(office: Workspace) -> None:
    draft = drafts.new_draft(office, in_force(office))
    old = item_of(office, draft, "ZG05")
    drafts.save_item(office, draft, replace(old, code="ZG99", title="新增条目"), place=0)
    drafts.move_item(office, draft, "ZG99", 2)
    drafts.save_item(office, draft, replace(old, code="ZG05A"), "ZG05")
    drafts.remove_items(office, draft, ["ZG06"])
    codes = [item.code for item in office.catalogue.versions[draft].checklist.items]
    assert codes[2] == "ZG99"
    assert "ZG05A" in codes
    assert not {"ZG05", "ZG06"} & set(codes)
    assert [item.order for item in office.catalogue.versions[draft].checklist.items] == list(range(1, len(codes) + 1))
    with pytest.raises(Refusal, match="M26"):
        drafts.save_item(office, draft, replace(old, code="ZG99"))
    rows = {(each.match.code, each.match.verdict): each for each in publishing.review(office, draft)}
    assert rows["ZG05A", "same"].done
    assert not rows["ZG99", "new"].done
    assert rows["", "dropped"].match.old == ("ZG06",)
    publishing.decide(office, draft, "ZG99", "changed", ("ZG06",))
    assert [each.match.verdict for each in publishing.review(office, draft) if not each.done] == []


def test_a_verdict_must_fit(office: Workspace) -> None:
    draft = drafts.new_draft(office, in_force(office))
    wrong: tuple[tuple[Verdict, tuple[str, ...]], ...] = (
        ("new", ("ZG05",)),
        ("same", ()),
        ("same", ("ZG05", "ZG06")),
    )
    for verdict, old in wrong:
        with pytest.raises(Refusal, match="M27"):
            publishing.decide(office, draft, "ZG05", verdict, old)
    for code, old in (("ZG98", ("ZG05",)), ("ZG05", ("ZG98",))):
        with pytest.raises(Refusal, match="M21"):
            publishing.decide(office, draft, code, "changed", old)
    with pytest.raises(Refusal, match="M21"):
        publishing.drop(office, draft, "ZG98")
    drafts.remove_items(office, draft, ["ZG06"])
    publishing.drop(office, draft, "ZG06")
    assert publishing.readiness(office, draft).unreviewed == ()


def test_test_runs_are_replayed_and_hold_publishing_up(office: Workspace) -> None:
    first = in_force(office)
    lost = item_of(office, first, "ZG05")
    run = Scenario("", "店外经营三处", (Said("ZG05", count=3), Said("ZG12", "na")), 0)
    possible = 10_000 - item_of(office, first, "ZG12").points
    scenarios.save_scenario(office, first, replace(run, expected=possible - 3 * lost.rule.each))
    assert [each.passed for each in scenarios.run_all(office, first)] == [True]
    draft = drafts.new_draft(office, first)
    assert [each.passed for each in scenarios.run_all(office, draft)] == [True]
    dearer = parse_rule("每处扣2分，扣完为止", lost.points)
    drafts.save_item(office, draft, replace(item_of(office, draft, "ZG05"), rule=dearer), "ZG05")
    publishing.accept_all(office, draft)
    failing = publishing.readiness(office, draft).failing
    assert [each.earned for each in failing] == [possible - min(600, lost.points)]
    with pytest.raises(Refusal, match="M26"):
        publishing.publish(office, draft)
    changed = replace(failing[0].scenario, expected=failing[0].earned)
    scenarios.save_scenario(office, draft, changed)
    publishing.publish(office, draft)
    assert [each.passed for each in scenarios.run_all(office, first)] == [True]


def test_a_renamed_item_stays_in_its_test_run_and_a_lost_one_fails_it(office: Workspace) -> None:
    draft = drafts.new_draft(office, in_force(office))
    run = scenarios.save_scenario(office, draft, Scenario("", "一处", (Said("ZG05", count=1),), 9_900))
    drafts.save_item(office, draft, replace(item_of(office, draft, "ZG05"), code="ZG55"), "ZG05")
    assert [each.item for each in scenarios.scenarios(office, draft)[0].said] == ["ZG55"]
    drafts.remove_items(office, draft, ["ZG55"])
    outcome = scenarios.run_all(office, draft)[0]
    assert (outcome.passed, outcome.unknown) == (False, ("ZG55",))
    scenarios.remove_scenario(office, run)
    assert scenarios.run_all(office, draft) == ()


@pytest.mark.parametrize(
    ("code", "scenario"),
    [
        ("M27", Scenario("", " ", (), 0)),
        ("M21", Scenario("", "无此条目", (Said("ZG98"),), 0)),
        ("M27", Scenario("", "处数", (Said("ZG05", count=-1),), 0)),
        ("M27", Scenario("", "状态", (Said("ZG05", "deducted"),), 0)),
        ("M27", Scenario("", "分值", (Said("ZG05", count=1, points=-5),), 0)),
        ("M27", Scenario("", "得分", (), -1)),
    ],
)
def test_a_test_run_says_what_a_visit_could_say(office: Workspace, code: str, scenario: Scenario) -> None:
    with pytest.raises(Refusal, match=code):
        scenarios.save_scenario(office, in_force(office), scenario)


def test_a_blank_checklist_for_a_new_type(office: Workspace) -> None:
    draft = drafts.blank(office, "QL", "桥梁")
    assert publishing.review(office, draft) == ()
    drafts.save_head(office, draft, "城市桥梁", ("天桥", "桥"), "")
    item = replace(item_of(office, in_force(office), "ZG05"), code="QL01", points=10_000)
    drafts.save_item(office, draft, replace(item, rule=parse_rule("每处扣1分，扣完为止", 10_000)))
    publishing.publish(office, draft)
    assert office.catalogue.type_names["天桥"] == "QL"
    for code, title in (("QL", "再来一次"), ("桥", "桥梁"), ("Q1", " ")):
        with pytest.raises(Refusal, match=r"M2[67]"):
            drafts.blank(office, code, title)


def test_a_discarded_draft_is_gone_and_its_number_is_free_again(office: Workspace) -> None:
    first = in_force(office)
    draft = drafts.new_draft(office, first)
    scenarios.save_scenario(office, draft, Scenario("", "空", (), 10_000))
    drafts.discard(office, draft)
    assert draft not in office.catalogue.versions
    again = drafts.new_draft(office, first)
    assert again == draft
    assert len(office.catalogue.versions[again].items) == len(office.catalogue.versions[first].items)


def test_a_checklist_of_an_older_program_stays_beside_the_new_one(office: Workspace) -> None:
    newest = office.catalogue.current["ZG"]
    pack = next(pack for pack in shipped_packs() if any(each.code == "ZG" for each in pack.checklists))
    with office.writing() as writer:
        lists = tuple(replace(each, version="2009.1") for each in pack.checklists)
        ship(writer.connection, replace(pack, version="2009.1", date="2009-01-01", checklists=lists))
        writer.touched["office.checklist"] = set()
    assert publishing.take_in_shipped(office) == 0
    sheets = [each for each in office.catalogue.versions.values() if each.checklist.code == "ZG"]
    older = next(each for each in sheets if each.checklist.version == "2009.1")
    assert office.catalogue.current["ZG"].id == newest.id != older.id
    codes = {item.code for item in newest.checklist.items}
    assert set(comparable(older, newest, office.catalogue.versions)) == codes
    publishing.use(office, older.id)
    assert visits.version_of(office, new_visit(office)).id == older.id
    assert visits.version_of(office, visit_at(office, "ZG-001")).id == newest.id


def test_nothing_published_is_edited_by_hand_but_for_its_nodes(office: Workspace) -> None:
    item = office.catalogue.item_ids["ZG05"]
    for act in (
        lambda: records.edit(office, "item", item, {"points": "3"}),
        lambda: records.edit(office, "checklist", in_force(office), {"title": "别的"}),
        lambda: records.remove(office, "item", item),
    ):
        with pytest.raises(Refusal, match="M26"):
            act()
    nodes = '[{"campaign":"W","node":"W-公共环境"}]'
    assert records.edit(office, "item", item, {"campaigns": nodes})
    draft = drafts.new_draft(office, in_force(office))
    assert records.edit(office, "item", office.catalogue.versions[draft].item_ids["ZG05"], {"title": "沿街"})


def test_a_team_draws_nothing_up(office: Workspace) -> None:
    first = in_force(office)
    office.facts["role"] = "team"
    for act in (
        lambda: drafts.new_draft(office, first),
        lambda: drafts.blank(office, "QL", "桥梁"),
        lambda: publishing.retire(office, first),
        lambda: publishing.use(office, first),
        lambda: publishing.take_in_shipped(office),
        lambda: scenarios.save_scenario(office, first, Scenario("", "空", (), 0)),
    ):
        with pytest.raises(Refusal, match="M22"):
            act()


def test_the_shipped_standards_are_taken_in_anew(office: Workspace) -> None:
    assert publishing.take_in_shipped(office) == 0
    held = dict(office.catalogue.standards)
    older = replace(next(pack for pack in shipped_packs() if pack.standards), version="2009.1", date="2009-01-01")
    renamed = tuple(replace(each, title=f"旧{each.title}") for each in older.standards)
    with office.writing() as writer:
        ship(writer.connection, replace(older, standards=renamed, checklists=()))
    assert publishing.take_in_shipped(office) == 0
    with office.store.reading() as connection:
        titles = [str(row[0]) for row in connection.exec_driver_sql("SELECT title FROM standard ORDER BY code")]
    assert titles == [each.title for _, each in sorted(held.items())]
