"""What the panel of a case says first: the act it waits for, the time it has, what was put right at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QWidget

from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.fieldwork import findings, photos, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.cases import reviewing
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.office.cases.draw_dialog import DrawDialog
from chuangjian_desktop.ui.office.cases.drawing import Drawing
from chuangjian_desktop.ui.office.cases.timeline import Timeline
from chuangjian_desktop.ui.widgets.parts import Banner
from tests.helpers import rectifying
from tests.helpers.cases_screen import take
from tests.helpers.city import visit_at
from tests.helpers.typing import type_text
from tests.helpers.window import Person

pytestmark = pytest.mark.usefixtures("light_children")


def answer(person: Person, name: str, text: str) -> None:
    """Write into a field of the question."""
    field = person.await_(QWidget, names.CASE_ASK_FIELD.format(name=name))
    field.setFocus()
    type_text(field, text)


def test_what_a_case_waits_for_comes_first(person: Person) -> None:
    take(person, "WC-001-01")
    recheck, redo = (person.find(QWidget, names.CASES_ACT.format(name=name)) for name in ("recheck", "redo"))
    assert (recheck.y(), recheck.x()) < (redo.y(), redo.x())
    recheck.setFocus()
    person.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is person.find(QWidget, names.CASES_MORE)
    take(person, "NM-001-01")
    person.press(Qt.Key.Key_P)
    answer(person, "reason", "不归我局管")
    person.press(Qt.Key.Key_Return)
    decide = person.await_(QWidget, names.CASES_ACT.format(name="decide"))
    check = person.find(QWidget, names.CASES_ACT.format(name="check"))
    assert (decide.y(), decide.x()) < (check.y(), check.x())


def test_a_plan_by_stages_has_lines(person: Person) -> None:
    take(person, "NM-001-01")
    person.press(Qt.Key.Key_L)
    answer(person, "stages", "2027-03-31 立项")
    person.press(Qt.Key.Key_Return)
    answer(person, "stages", "2027-06-30 拆除")
    plan = person.find(QPlainTextEdit, names.CASE_ASK_FIELD.format(name="stages"))
    assert plan.toPlainText().splitlines() == ["2027-03-31 立项", "2027-06-30 拆除"]
    person.press(Qt.Key.Key_Escape)


def mended_at_once(office: Workspace) -> str:
    """A finding with a photo of either stage, recorded in one visit."""
    visit = visit_at(office, "WC-001")
    visits.reopen(office, visit, "补记")
    made = findings.record(office, visit, "WC04", FindingDraft("洗手台漏水", solved=True))
    photos.attach(office, made, rectifying.photo(1))
    photos.attach(office, made, rectifying.photo(2), stage="after")
    visits.finish(office, visit)
    return made


def test_what_was_put_right_at_once_says_so_in_its_history(person: Person) -> None:
    number = reading.case(person.workspace, mended_at_once(person.workspace)).number
    take(person, number)
    told = person.find(Timeline, names.CASES_TIMELINE).steps()
    assert [(each.title, each.under) for each in told[1:]] == [("当场整改", "照片 1 张")]


def test_a_void_case_has_no_time_left(person: Person) -> None:
    reviewing.reject(person.workspace, reading.resolve(person.workspace, ["ZG-001-01"]), "重复登记")
    take(person, "ZG-001-01")
    assert person.find(QLabel, names.CASES_DUE).text() == "作废"


def test_drawing_says_that_there_is_no_team(person: Person) -> None:
    dialog = DrawDialog(Drawing(4, 20, ()), person.window)
    dialog.open()
    assert person.find(QComboBox, names.DRAW_TEAM).count() == 0
    assert any("还没有测评组" in each.text() for each in dialog.findChildren(Banner))
    dialog.reject()
