"""整改 by clicks and keys: what the table allows is done, the rest says why not; read back from the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QMenu, QPlainTextEdit, QSpinBox, QWidget

from chuangjian_desktop.domain.replies import document_code
from chuangjian_desktop.domain.scoring import rate_text
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.rechecking import Seen, recheck
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.cases import answers, disputes, quarters, reviewing
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.office.cases.board import BoardList
from chuangjian_desktop.ui.office.cases.case_list import CaseList
from chuangjian_desktop.ui.office.cases.timeline import Timeline
from chuangjian_desktop.ui.widgets.before_after import BeforeAfter
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner
from chuangjian_desktop.ui.widgets.viewer import Viewer
from tests.helpers import rectifying
from tests.helpers.cases_screen import take, to_cases
from tests.helpers.city import noted, visit_at
from tests.helpers.handing import drop
from tests.helpers.notices import jpeg
from tests.helpers.typing import click_on, press_on, type_text
from tests.helpers.window import Person

pytestmark = pytest.mark.usefixtures("light_children")


def state_of(person: Person, number: str) -> str:
    return reading.case(person.workspace, number).state


def answer(person: Person, name: str, text: str) -> None:
    """Write into a field of the question."""
    field = person.await_(QWidget, names.CASE_ASK_FIELD.format(name=name))
    field.setFocus()
    type_text(field, text)


def test_a_case_goes_its_way_by_keys(person: Person) -> None:
    take(person, "ZG-001-01")
    person.press(Qt.Key.Key_C)
    assert person.seek(QWidget, names.CASE_ASK) is None
    person.press(Qt.Key.Key_S)
    person.until(lambda: state_of(person, "ZG-001-01") == "received")
    person.settle()
    person.press(Qt.Key.Key_R)
    answer(person, "measure", "已清除小广告")
    today = f"{now():%Y-%m-%d}"
    answer(person, "done_on", today)
    person.click(names.CASE_ASK_OK)
    person.until(lambda: state_of(person, "ZG-001-01") == "replied")
    row = reading.case(person.workspace, "ZG-001-01")
    assert (row.reply["measure"], row.reply["done_on"]) == ("已清除小广告", today)
    person.settle()
    for key, state in ((Qt.Key.Key_Y, "to_recheck"), (Qt.Key.Key_K, "passed"), (Qt.Key.Key_C, "closed")):
        person.press(key)
        if key == Qt.Key.Key_K:
            person.click(names.CASE_ASK_OK)
        person.until(lambda state=state: state_of(person, "ZG-001-01") == state)
        person.settle()
    told = person.find(Timeline, names.CASES_TIMELINE).steps()
    assert [each.title for each in told[:7]] == ["发现", "交办", "签收", "反馈", "核查通过", "复查通过", "销号"]
    assert reading.steps(person.workspace, "ZG-001-01")[-1].by == person.workspace.author


def test_sending_back_needs_its_reason(person: Person) -> None:
    take(person, "NM-001-01")
    person.click(names.CASES_ACT.format(name="redo"))
    reason = person.await_(QPlainTextEdit, names.CASE_ASK_FIELD.format(name="reason"))
    reason.setFocus()
    person.press(Qt.Key.Key_Return)
    assert person.seek(QWidget, names.CASE_ASK) is not None
    answer(person, "reason", "照片看不清")
    assert reason.toPlainText() == "照片看不清"
    person.press(Qt.Key.Key_Return)
    person.until(lambda: state_of(person, "NM-001-01") == "assigned")
    assert reading.case(person.workspace, "NM-001-01").again == 1


def test_the_menu_says_why_an_act_is_not_possible(person: Person) -> None:
    take(person, "ZG-001-01")
    person.click(names.CASES_MORE)
    menu = person.await_(QMenu, f"{names.CASES_MORE}.menu")
    below = next(sub for action in menu.actions() if isinstance(sub := action.menu(), QMenu))
    acts = {action.objectName(): action for action in (*menu.actions(), *below.actions())}
    assert all(action.isEnabled() for action in menu.actions())
    assert not any(action.isEnabled() for action in below.actions())
    close, transfer = (acts.get(names.CASES_ACT.format(name=name)) for name in ("close", "longterm"))
    assert close is not None
    assert not close.isEnabled()
    assert close.toolTip().endswith("复查通过")
    assert transfer is not None
    assert transfer.isEnabled()
    menu.close()


def test_many_are_closed_at_once(person: Person) -> None:
    recheck(person.workspace, reading.resolve(person.workspace, ["WC-001-01", "WC-001-02"]), Seen("passed"))
    found = to_cases(person)
    board = person.find(BoardList, names.CASES_BOARD)
    place = next(n for n, line in enumerate(board.lines()) if line.key == "passed")
    index = board.model().index(place, 0)
    board.scrollTo(index)
    click_on(person.qtbot, board.viewport(), board.visualRect(index).center())
    person.until(lambda: found.cases.rowCount() == 2)
    person.settle()
    person.press(Qt.Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: "已选 2 件" in person.find(QLabel, names.CASES_NUMBER).text())
    assert person.find(Button, names.CASES_ACT.format(name="close")).text() == "销号 2"
    person.press(Qt.Key.Key_C)
    person.click(names.CASE_ASK_OK)
    person.until(lambda: state_of(person, "WC-001-02") == "closed")
    assert state_of(person, "WC-001-01") == "closed"
    person.until(lambda: "2 件" in person.find(Banner, names.CASES_TOLD).text())


def test_a_scanned_code_opens_its_case(person: Person) -> None:
    to_cases(person)
    code = document_code(reading.case(person.workspace, "WC-002-01").id)
    person.press(Qt.Key.Key_K, modifier=Qt.KeyboardModifier.ControlModifier)
    search = person.find(QLineEdit, names.CASES_SEARCH)
    assert search.hasFocus()
    type_text(search, code.replace("-", "").lower())
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.find(QLabel, names.CASES_NUMBER).text() == "WC-002-01")
    assert person.find(CaseList, names.CASES_LIST).cases.rowCount() == 1
    board = person.find(BoardList, names.CASES_BOARD).model()
    assert board.index(0, 0).data() == "查到的"
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: person.find(CaseList, names.CASES_LIST).cases.rowCount() == 7)
    person.until(lambda: board.index(0, 0).data() == "全部")


def test_an_objection_is_decided_by_a_second_person(person: Person) -> None:
    finding = reading.case(person.workspace, "ZG-001-01").finding_id
    disputes.objection(person.workspace, [finding], "不属我单位管辖")
    take(person, "ZG-001-01")
    person.press(Qt.Key.Key_D)
    verdict = person.await_(QComboBox, names.CASE_ASK_FIELD.format(name="verdict"))
    verdict.setCurrentIndex(verdict.findData("upheld"))
    answer(person, "reason", "属区管路段")
    person.click(names.CASE_ASK_OK)
    person.await_(QWidget, names.REFUSAL)
    person.click(names.REFUSAL_OK)
    assert state_of(person, "ZG-001-01") == "assigned"
    person.press(Qt.Key.Key_D)
    person.write(names.CASE_ASK_FIELD.format(name="person"), "马主任")
    verdict = person.await_(QComboBox, names.CASE_ASK_FIELD.format(name="verdict"))
    verdict.setCurrentIndex(verdict.findData("upheld"))
    answer(person, "reason", "属区管路段")
    person.click(names.CASE_ASK_OK)
    person.until(lambda: state_of(person, "ZG-001-01") == "void")
    assert person.workspace.actor == "周敏"


def test_a_transfer_names_a_known_unit(person: Person) -> None:
    take(person, "ZG-001-01")
    before = reading.case(person.workspace, "ZG-001-01").unit
    person.press(Qt.Key.Key_T)
    box = person.await_(QComboBox, names.CASE_ASK_FIELD.format(name="unit"))
    other = next(box.itemText(n) for n in range(box.count()) if box.itemText(n) != before)
    edit = box.lineEdit()
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    type_text(edit, other)
    answer(person, "reason", "路段归其管理")
    person.click(names.CASE_ASK_OK)
    person.until(lambda: reading.case(person.workspace, "ZG-001-01").unit == other)


def units(person: Person) -> QLineEdit:
    """The line in which assisting units are found."""
    edit = person.await_(QComboBox, names.CASE_ASK_ADD.format(name="assist")).lineEdit()
    assert edit is not None
    return edit


def assist(person: Person, *units_: str) -> None:
    """Take assisting units by their names."""
    for unit in units_:
        edit = units(person)
        edit.setFocus()
        type_text(edit, unit)
        press_on(person.qtbot, edit, Qt.Key.Key_Return)


def assisting(person: Person, number: str) -> list[str]:
    known = {each.id: each.name for each in places.units(person.workspace)}
    return [known[each] for each in reading.case(person.workspace, number).assist_ids]


def test_two_cases_are_joined_and_parted(person: Person) -> None:
    found = to_cases(person)
    take(person, "WC-001-01")
    person.press(Qt.Key.Key_I)
    other = reading.case(person.workspace, "WC-001-02").finding_id
    index = found.cases.index(found.cases.place_of(other))
    found.scrollTo(index)
    click_on(person.qtbot, found.viewport(), found.visualRect(index).center(), Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: "已选 2 件" in person.find(QLabel, names.CASES_NUMBER).text())
    person.press(Qt.Key.Key_I)
    person.await_(QWidget, names.CASES_JOIN)
    buttons = [person.find(QWidget, names.CASES_JOIN_KEEP.format(n=n)) for n in (1, 2)]
    kept = next(n for n, each in enumerate(buttons, 1) if "WC-001-01" in each.accessibleName())
    person.press(Qt.Key.Key_1 if kept == 1 else Qt.Key.Key_2)
    person.until(lambda: state_of(person, "WC-001-02") == "void")
    assert state_of(person, "WC-001-01") == "to_recheck"
    person.until(lambda: person.seek(QWidget, names.CASES_LINK.format(n=1)) is not None)
    assert "WC-001-02" in person.find(QWidget, names.CASES_LINK.format(n=1)).accessibleName()
    person.settle()
    person.click(names.CASES_LINK.format(n=1))
    person.until(lambda: person.find(QLabel, names.CASES_NUMBER).text() == "WC-001-02")
    person.settle()
    person.click(names.CASES_MORE)
    menu = person.await_(QMenu, f"{names.CASES_MORE}.menu")
    next(each for each in menu.actions() if each.objectName() == names.CASES_ACT.format(name="part")).trigger()
    menu.close()
    person.until(lambda: state_of(person, "WC-001-02") == "to_recheck")
    person.until(lambda: person.seek(QWidget, names.CASES_LINK.format(n=1)) is None)


def test_a_case_has_several_assisting_units(person: Person) -> None:
    take(person, "ZG-002-01")
    proposed = assisting(person, "ZG-002-01")
    person.press(Qt.Key.Key_J)
    assist(person, "东区城市管理局", "西区城市管理局", "花园街道办事处")
    west = next(each.id for each in places.units(person.workspace) if each.name == "西区城市管理局")
    person.click(names.CASE_ASK_TAKEN.format(unit=west))
    person.click(names.CASE_ASK_OK)
    person.until(lambda: state_of(person, "ZG-002-01") == "assigned")
    assert assisting(person, "ZG-002-01") == [*proposed, "东区城市管理局", "花园街道办事处"]
    person.settle()
    person.press(Qt.Key.Key_T)
    answer(person, "unit", "花园街道办事处")
    assist(person, "西区城市管理局")
    answer(person, "reason", "路段归其管理")
    person.click(names.CASE_ASK_OK)
    person.until(lambda: reading.case(person.workspace, "ZG-002-01").unit == "花园街道办事处")
    assert assisting(person, "ZG-002-01") == [*proposed, "东区城市管理局", "西区城市管理局"]
    person.settle()
    person.press(Qt.Key.Key_M)
    type_text(units(person), "没有这个单位")
    person.click(names.CASE_ASK_OK)
    person.await_(QWidget, names.REFUSAL)
    person.click(names.REFUSAL_OK)
    assert assisting(person, "ZG-002-01") == [*proposed, "东区城市管理局", "西区城市管理局"]


def test_assigning_what_nobody_reviewed_is_told_before_and_after(person: Person) -> None:
    take(person, "ZG-002-01")
    person.press(Qt.Key.Key_J)
    told = person.await_(Banner, names.CASE_ASK_FIELD.format(name="unreviewed"))
    assert "还没有审核" in told.text()
    person.click(names.CASE_ASK_OK)
    person.until(lambda: state_of(person, "ZG-002-01") == "assigned")
    person.until(lambda: "未经审核" in person.find(Banner, names.CASES_TOLD).text())
    assert "已合并 1 件（ZG-002-01）" in person.find(Banner, names.CASES_TOLD).text()
    reviewing.accept(person.workspace, reading.resolve(person.workspace, ["WC-002-01"]))
    person.settle()
    take(person, "WC-002-01")
    person.press(Qt.Key.Key_J)
    person.await_(QWidget, names.CASE_ASK)
    assert person.seek(Banner, names.CASE_ASK_FIELD.format(name="unreviewed")) is None
    person.click(names.CASE_ASK_OK)
    person.until(lambda: state_of(person, "WC-002-01") == "assigned")
    person.until(lambda: "未经审核" not in person.find(Banner, names.CASES_TOLD).text())


def test_dropped_photos_are_shown_before_they_are_entered(person: Person, tmp_path: Path) -> None:
    folder = tmp_path / "整改照片"
    folder.mkdir()
    (folder / "ZG-001-01 后.jpg").write_bytes(jpeg(9))
    (folder / "不知道是哪.jpg").write_bytes(jpeg(8))
    to_cases(person)
    drop(person.find(QWidget, names.CASES), [folder])
    person.until(lambda: bool(person.seek(QWidget, names.BRING)))
    assert [row[0] for row in person.rows(names.BRING_LANDINGS)] == ["ZG-001-01"]
    assert [row[0] for row in person.rows(names.BRING_LEFT)] == ["不知道是哪.jpg"]
    assert state_of(person, "ZG-001-01") == "assigned"
    person.click(names.BRING_OK)
    person.until(lambda: state_of(person, "ZG-001-01") == "replied")
    row = reading.case(person.workspace, "ZG-001-01")
    assert [each.name for each in reading.photos(person.workspace, row).after] == ["ZG-001-01 后.jpg"]


def test_before_and_after_are_compared_by_keys_and_looked_at_large(person: Person) -> None:
    finding = reading.case(person.workspace, "NM-001-01")
    take(person, "NM-001-01")
    pair = person.find(BeforeAfter, names.CASES_PICTURES)
    assert "没有整改前照片" in pair.accessibleName()
    person.press(Qt.Key.Key_V)
    viewer = person.await_(Viewer, names.VIEWER)
    assert viewer.current().id == reading.photos(person.workspace, finding).after[0].id
    viewer.close()
    person.settle()


def test_a_recurrence_is_told_on_both_and_can_be_cut(person: Person) -> None:
    old = reading.case(person.workspace, "WC-001-03")
    new = noted(person.workspace, "WC-001", "WC06", FindingDraft("无洗手液"))
    reviewing.accept(person.workspace, [new])
    number = reading.case(person.workspace, new).number
    person.settle()
    take(person, number)
    person.until(lambda: person.seek(QWidget, names.CASES_BADGE) is not None)
    person.click(names.CASES_LINK.format(n=1))
    person.until(lambda: person.find(QLabel, names.CASES_NUMBER).text() == old.number)
    link = person.await_(QWidget, names.CASES_LINK.format(n=1))
    assert number in link.accessibleName()
    person.press(Qt.Key.Key_Escape)
    take(person, number)
    person.press(Qt.Key.Key_H)
    person.until(lambda: reading.case(person.workspace, number).unlinked)


def test_the_walk_says_how_far_a_problem_has_come(person: Person) -> None:
    new = noted(person.workspace, "WC-001", "WC06", FindingDraft("无洗手液"))
    reviewing.accept(person.workspace, [new])
    person.settle()
    assert person.window.area is not None
    person.window.area.go("walk", f"{visit_at(person.workspace, 'WC-001')}\nWC06")
    person.settle()
    cards = person.await_(QListView, names.WALK_FINDINGS).model()
    person.until(lambda: cards.rowCount() == 2)
    spoken = [str(cards.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(2)]
    assert spoken[0].endswith("，已销号")
    assert spoken[1].endswith("，已审核，反弹")


def test_units_are_chased_and_drawn_cases_get_a_team(person: Person) -> None:
    overdue = reading.case(person.workspace, "ZG-001-01")
    with person.workspace.writing() as writer:
        writer.put("case", overdue.id, {"due_at": "2026-11-01T12:00:00+08:00"})
    to_cases(person)
    person.turn_to(names.CASES_PART, "催办")
    person.until(lambda: any(row[1] == "1" for row in person.rows(names.CHASE_UNITS)))
    person.row_click(names.CHASE_UNITS, overdue.unit)
    person.press(Qt.Key.Key_U)
    answer(person, "reason", "逾期未改")
    person.click(names.CASE_ASK_OK)
    person.until(lambda: reading.case(person.workspace, "ZG-001-01").stage == 1)
    person.settle()
    rates = {row[1]: row[8] for row in person.rows(names.CHASE_RATES)}
    assert rates[overdue.unit].endswith("%")
    person.click(names.CHASE_TABLE)
    menu = person.await_(QMenu, f"{names.CHASE_TABLE}.menu")
    entry = next(each for each in menu.actions() if each.text() == "季度成绩")
    click_on(person.qtbot, menu, menu.actionGeometry(entry).center())
    person.until(lambda: len(person.rows(names.CHASE_RATES)[0]) == 9)
    told = {row.unit or "全市": row for row in quarters.quarters(person.workspace)}
    shown = {row[0]: row for row in person.rows(names.CHASE_RATES)}
    assert shown.keys() == told.keys()
    assert all(row[-1] == (rate_text(told[unit].quarter.score) or "—") for unit, row in shown.items())
    assert shown["全市"][2] == str(told["全市"].closing.due) != "0"


def test_years_without_holidays_are_told_and_entered(person: Person) -> None:
    to_cases(person)
    assert person.seek(Banner, names.CASES_YEARS) is None
    held = reading.case(person.workspace, "ZG-001-01").finding_id
    answers.extend(person.workspace, [held], "工程量大", "2031-02-10")
    told = person.await_(Banner, names.CASES_YEARS)
    assert "2031" in told.text()
    click_on(person.qtbot, told.button(), told.button().rect().center())
    year = person.await_(QSpinBox, names.SETTINGS_CASES_YEAR)
    assert year.value() == 2031
    person.settle()
    person.write(names.SETTINGS_CASES_DATE, "2031-01-01")
    person.click(names.SETTINGS_CASES_PUT)
    person.until(lambda: len(person.rows(names.SETTINGS_CASES_DAYS)) == 1)
    to_cases(person)
    person.until(lambda: person.seek(Banner, names.CASES_YEARS) is None)


def test_finding_the_right_case_among_states(person: Person) -> None:
    to_cases(person)
    board = person.find(BoardList, names.CASES_BOARD)
    shown = {line.key: line.count for line in board.lines() if not line.head}
    counts = reading.counts(person.workspace)
    assert shown["closed"] == counts["closed"] == 1
    assert shown[""] == sum(counts.values()) == 7
    assert rectifying.states(person.workspace, "WC-001-01", "WC-001-02") == ["to_recheck", "to_recheck"]
