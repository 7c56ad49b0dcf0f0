"""Walking a site through the services alone: what the window and the command line stand on."""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.sheet import AnswerState, VisitSheet
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import info, places, upkeep
from chuangjian_desktop.services.fieldwork import answers, findings, photos, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.fieldwork.undo import redo, undo
from chuangjian_desktop.services.workspace import Workspace, act_as
from chuangjian_desktop.store.writer import Written
from tests.helpers.offices import opened
from tests.outputs.xlsx.documents import jpeg


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with opened(tmp_path) as found:
        yield found
        assert upkeep.check(found) == []


def begin(workspace: Workspace, code: str = "ZG-001") -> str:
    site = places.site_by_code(workspace, code)
    assert site is not None
    return visits.visit_of(workspace, site.id)


@pytest.fixture
def visit(workspace: Workspace) -> str:
    return begin(workspace)


def sheet(workspace: Workspace, visit: str) -> VisitSheet:
    return visits.sheet(workspace, visit)


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.code


def test_a_site_is_begun_once(workspace: Workspace, visit: str) -> None:
    assert begin(workspace) == visit != begin(workspace, "ZG-002")
    assert visits.begun_visit(workspace, "ZG-001") == visit
    for wrong in ("ZG-001/2", "NM-001", "XX"):
        with pytest.raises(Refusal):
            visits.begun_visit(workspace, wrong)
    with pytest.raises(Refusal) as refused:
        visits.visit_of(workspace, "nowhere")
    assert code_of(refused) == "M21"
    second = visits.visit_of(workspace, sheet(workspace, visit).site_id, pass_no=2)
    assert visits.begun_visit(workspace, "ZG-001/2") == second


@pytest.mark.parametrize(
    ("state", "reason", "earned"),
    [("conforming", "", 1000), ("exempt", "正在清扫", 1000), ("unanswered", "", None)],
)
def test_answers(workspace: Workspace, visit: str, state: AnswerState, reason: str, earned: int | None) -> None:
    answers.set_answer(workspace, visit, "ZG03", state, reason)
    row = sheet(workspace, visit).row("ZG03")
    assert (row.state, row.reason, row.earned) == (state, reason, earned)


def test_answers_that_are_not_allowed(workspace: Workspace, visit: str) -> None:
    answers.set_answer(workspace, visit, "ZG12", "na")
    assert sheet(workspace, visit).row("ZG12").state == "na"
    before = info.digest(workspace)
    wrong: list[tuple[str, AnswerState, str]] = [
        ("ZG03", "na", ""),
        ("ZG03", "exempt", "  "),
        ("ZG03", "deducted", ""),
        ("ZG03", "exempt", "a\0"),
    ]
    for item, state, reason in wrong:
        with pytest.raises(Refusal) as refused:
            answers.set_answer(workspace, visit, item, state, reason)
        assert code_of(refused) == "M27"
    with pytest.raises(Refusal) as refused:
        answers.set_answer(workspace, visit, "none", "conforming")
    assert code_of(refused) == "M21"
    assert info.digest(workspace) == before


def test_a_finding_deducts_and_a_contradiction_shows(workspace: Workspace, visit: str) -> None:
    answers.set_answer(workspace, visit, "ZG03", "conforming")
    first = findings.record(workspace, visit, "ZG03", FindingDraft("暴露垃圾", "06010", count=3, place="东口"))
    findings.record(workspace, visit, "ZG03", FindingDraft("烟头", points=125, note="<b>"))
    row = sheet(workspace, visit).row("ZG03")
    assert (row.state, row.contradiction, row.lost, row.photos_missing) == ("deducted", True, 275, 1)
    assert [(each.number, each.lost) for each in row.findings] == [(1, 150), (2, 125)]
    draft = findings.draft_of(workspace, first)
    findings.edit(workspace, first, FindingDraft(draft.text, draft.problem, 30, None, "西口"))
    row = sheet(workspace, visit).row("ZG03")
    assert (row.findings[0].place, row.findings[0].lost, row.lost) == ("西口", 1000, 1000)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (FindingDraft("x", count=0), "M27"),
        (FindingDraft("x", count=10_001), "M27"),
        (FindingDraft("x", points=-1), "M27"),
        (FindingDraft("x", points=100_001), "M27"),
        (FindingDraft("x", problem="nothing"), "M21"),
        (FindingDraft("x", deadline="someday"), "M27"),
        (FindingDraft("x", severity="huge"), "M27"),
        (FindingDraft("x\0"), "M27"),
        (FindingDraft("x", place="\ud800"), "M27"),
    ],
)
def test_findings_that_cannot_be(workspace: Workspace, visit: str, draft: FindingDraft, code: str) -> None:
    before = info.digest(workspace)
    with pytest.raises(Refusal) as refused:
        findings.record(workspace, visit, "ZG03", draft)
    assert code_of(refused) == code
    assert info.digest(workspace) == before
    with pytest.raises(Refusal):
        findings.draft_of(workspace, "nowhere")


def test_a_unit_whose_name_begins_with_its_district_is_no_other_districts(workspace: Workspace) -> None:
    with workspace.writing() as writer:
        for unit in places.units(workspace):
            name = f"云川市{unit.name}" if unit.name.startswith("东区") else unit.name
            writer.put("office.unit", unit.id, {"area": None, "name": name})
    assert findings.propose(workspace, begin(workspace), "ZG05").unit == "云川市东区城市管理局"
    assert findings.propose(workspace, begin(workspace, "ZG-002"), "ZG05").unit == "西区城市管理局"
    assert findings.propose(workspace, begin(workspace), "ZG08").unit == "市住房和城乡建设局"


def test_units_are_proposed_by_area_and_role(workspace: Workspace, visit: str) -> None:
    proposed = findings.propose(workspace, visit, "ZG05")
    assert (proposed.unit, proposed.assists) == ("东区城市管理局", ("光明街道办事处",))
    assert findings.propose(workspace, begin(workspace, "ZG-002"), "ZG05").unit == "西区城市管理局"
    assert findings.propose(workspace, visit, "ZG08").unit == "市住房和城乡建设局"
    local = findings.propose(workspace, visit, "ZG03")
    assert (local.unit, local.assists) == ("光明街道办事处", ())
    nobody = findings.propose(workspace, begin(workspace, "WC-001"), "WC02")
    assert (nobody.unit_id, nobody.deadline != "") == ("", True)
    finding = findings.record(workspace, visit, "ZG05", FindingDraft("店外经营"))
    stored = findings.draft_of(workspace, finding)
    assert (stored.unit_id, stored.assist_ids) == (proposed.unit_id, proposed.assist_ids)


def test_the_problem_says_what_the_item_leaves_open(tmp_path: Path) -> None:
    with opened(tmp_path, "office") as workspace:
        visit = begin(workspace)
        assert findings.propose(workspace, visit, "ZG05", "06001").deadline == "now"
        with workspace.writing() as writer:
            writer.put("office.item", workspace.catalogue.item_ids["ZG05"], {"deadline": "", "departments": []})
        assert findings.propose(workspace, visit, "ZG05").deadline == ""
        proposed = findings.propose(workspace, visit, "ZG05", "06001")
        assert (proposed.unit, proposed.deadline) == ("东区城市管理局", "15d")
        finding = findings.record(workspace, visit, "ZG05", FindingDraft("私搭乱建", "06001"))
        assert findings.draft_of(workspace, finding).deadline == "15d"


def test_wordings_are_learned_and_come_first(workspace: Workspace, visit: str) -> None:
    shipped = findings.chips(workspace, visit, "ZG03")
    assert shipped
    assert not any(chip.learned for chip in shipped)
    for text in ("树池内烟头", shipped[-1].text, "树池内烟头"):
        findings.record(workspace, visit, "ZG03", FindingDraft(text))
    learned = findings.chips(workspace, begin(workspace, "ZG-002"), "ZG03")
    assert [chip.text for chip in learned][:2] == ["树池内烟头", shipped[-1].text]
    assert [chip.learned for chip in learned[:3]] == [True, True, False]
    assert len(learned) == len(shipped) + 1
    assert {chip.costs for chip in learned} == {50}
    findings.record(workspace, visit, "ZG03", FindingDraft("很多", count=99))
    assert {chip.costs for chip in findings.chips(workspace, visit, "ZG03")} == {0}


def test_the_last_finding_is_repeated(workspace: Workspace, visit: str) -> None:
    assert findings.repeat_last(workspace, visit, "ZG03") is None
    findings.record(workspace, visit, "ZG03", FindingDraft("暴露垃圾", "06010", count=2, note="n"))
    again = findings.repeat_last(workspace, visit, "ZG03")
    other = findings.repeat_last(workspace, visit, "ZG05")
    assert again is not None
    assert other is not None
    assert findings.draft_of(workspace, again).count == 2
    assert findings.draft_of(workspace, other).unit_id != findings.draft_of(workspace, again).unit_id


def shots(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for number, path in enumerate(paths):
        path.write_bytes(jpeg(number, (320, 240)))
    return paths


def test_the_same_photo_is_stored_once_and_noticed(workspace: Workspace, visit: str, tmp_path: Path) -> None:
    one, other = (findings.record(workspace, visit, "ZG03", FindingDraft(text)) for text in ("a", "b"))
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff")
    with PhotoWorker() as worker:
        ready, warnings = photos.prepare(worker, [*shots(tmp_path, "1.jpg"), broken])
    assert [each.code for each in warnings] == ["M09"]
    first = photos.attach(workspace, one, ready[0])
    assert (first.fresh, first.twins) == (True, ())
    assert photos.attach(workspace, one, ready[0]).fresh is False
    second = photos.attach(workspace, other, ready[0])
    assert [each.id for each in second.twins] == [first.photo.id]
    counts = info.info(workspace.path, workspace.installation)["counts"]
    assert (counts["photo"], counts["blob"]) == (2, 2)
    photos.move(workspace, second.photo.id, None)
    assert sheet(workspace, visit).row("ZG03").photos_missing == 0
    photos.move(workspace, second.photo.id, one)
    photos.remove(workspace, second.photo.id)
    assert photos.to_tray(workspace, ready[0]).fresh is False
    for call in (lambda: photos.attach(workspace, "nowhere", ready[0]), lambda: photos.remove(workspace, "nowhere")):
        with pytest.raises(Refusal):
            call()


def test_a_finding_leaves_with_its_photos_and_comes_back_with_them(
    workspace: Workspace, visit: str, tmp_path: Path
) -> None:
    with PhotoWorker() as worker:
        ready, _ = photos.prepare(worker, shots(tmp_path, "1.jpg", "2.jpg"))
    finding = photos.with_finding(workspace, visit, "ZG03", FindingDraft("a"), [*ready, ready[0]])
    assert len(sheet(workspace, visit).row("ZG03").findings[0].photos) == 2
    findings.remove(workspace, finding)
    assert sheet(workspace, visit).row("ZG03").state == "unanswered"
    assert info.info(workspace.path, workspace.installation)["counts"]["photo"] == 0
    assert undo(workspace, visit)
    assert len(sheet(workspace, visit).row("ZG03").findings[0].photos) == 2


def test_undo_and_redo_over_a_whole_visit(workspace: Workspace, visit: str) -> None:
    seen: list[VisitSheet] = [sheet(workspace, visit)]

    def note() -> None:
        seen.append(sheet(workspace, visit))

    answers.set_answer(workspace, visit, "ZG04", "conforming")
    note()
    answers.set_answer(workspace, visit, "ZG04", "exempt", "清运中")
    note()
    finding = findings.record(workspace, visit, "ZG03", FindingDraft("垃圾", count=2))
    note()
    findings.edit(workspace, finding, FindingDraft("垃圾", count=5))
    note()
    findings.remove(workspace, finding)
    note()

    def facts(each: VisitSheet) -> object:
        return [(row.state, row.reason, row.lost, [f.count for f in row.findings]) for row in each.rows]

    for before in reversed(seen[:-1]):
        assert undo(workspace, visit)
        assert facts(sheet(workspace, visit)) == facts(before)
    assert not undo(workspace, visit)
    for after in seen[1:]:
        assert redo(workspace, visit)
        assert facts(sheet(workspace, visit)) == facts(after)
    assert not redo(workspace, visit)
    undo(workspace, visit)
    answers.set_answer(workspace, visit, "ZG05", "conforming")
    assert not redo(workspace, visit)


def test_an_item_is_answered_again_after_its_answer_was_taken_back(workspace: Workspace, visit: str) -> None:
    answers.set_answer(workspace, visit, "ZG03", "conforming")
    assert undo(workspace, visit)
    assert sheet(workspace, visit).row("ZG03").state == "unanswered"
    answers.set_answer(workspace, visit, "ZG03", "exempt", "道路施工")
    assert sheet(workspace, visit).row("ZG03").state == "exempt"
    assert undo(workspace, visit)
    assert sheet(workspace, visit).row("ZG03").state == "unanswered"


def test_a_finished_visit_is_locked_and_its_reopening_recorded(workspace: Workspace, visit: str) -> None:
    act_as(workspace, "王敏")
    finding = findings.record(workspace, visit, "ZG03", FindingDraft("垃圾"))
    missing = visits.finish(workspace, visit, ("李强", " 赵静 ", ""))
    assert ("ZG03", "路面人行道干净无垃圾") in missing.missing_photos
    assert len(missing.unanswered) == len(sheet(workspace, visit).rows) - 1
    locked = sheet(workspace, visit)
    assert (locked.finished, locked.people) == (True, ("李强", "赵静"))
    for act in (
        lambda: findings.record(workspace, visit, "ZG03", FindingDraft("x")),
        lambda: findings.edit(workspace, finding, FindingDraft("x")),
        lambda: findings.remove(workspace, finding),
        lambda: answers.set_answer(workspace, visit, "ZG04", "conforming"),
        lambda: visits.describe(workspace, visit, weather="晴"),
        lambda: visits.finish(workspace, visit),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert code_of(refused) == "M23"
    assert not undo(workspace, visit)
    visits.reopen(workspace, visit, "漏记一项")
    visits.reopen(workspace, visit, "again")
    visits.describe(workspace, visit, people_=("李强",), weather="晴")
    assert not sheet(workspace, visit).finished
    visits.finish(workspace, visit)
    with workspace.store.reading() as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM change WHERE entity='visit' ORDER BY seq")
        written = [json.loads(row[0]) for row in bodies]
    states = [each["fields"]["state"] for each in written if "state" in each["fields"]]
    assert states == ["open", "finished", "open", "finished"]
    reopened = next(each for each in written if each["fields"].get("reason") == "漏记一项")
    assert (reopened["author"], reopened["at"] != "") == (workspace.author, True)
    for strange in (lambda: visits.reopen(workspace, "nowhere"), lambda: visits.sheet(workspace, "nowhere")):
        with pytest.raises(Refusal):
            strange()


def test_screens_are_told_what_changed(workspace: Workspace, visit: str) -> None:
    heard: list[Written] = []
    workspace.listeners.append(heard.append)
    act_as(workspace, "新来的人")
    findings.record(workspace, visit, "ZG03", FindingDraft("x"))
    undo(workspace, visit)
    assert [sorted(each.touched) for each in heard] == [["finding", "office.person"], ["finding"]]
