"""Editing, finishing, locking, reopening; refusals and the look of the screen in both languages and themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.header import ElidedLabel
from chuangjian_desktop.ui.fieldwork.walk.view import WalkView
from chuangjian_desktop.ui.jobs.runner import JobRunner
from chuangjian_desktop.ui.text.language import switch
from chuangjian_desktop.ui.widgets.buttons import AnswerButton, Button
from chuangjian_desktop.ui.widgets.chips import ProblemChip
from chuangjian_desktop.ui.widgets.item_list import ItemList
from chuangjian_desktop.ui.widgets.parts import Banner
from chuangjian_desktop.ui.widgets.ruler import Ruler
from chuangjian_desktop.ui.widgets.theme import Theme
from tests.helpers.typing import click_on, press_on, type_text
from tests.helpers.walks import street
from tests.ui.walk.conftest import Walk

Key = Qt.Key


def click(walk: Walk, name: str) -> None:
    click_on(walk.qtbot, walk.find(Button, name))


def test_finishing_lists_what_is_missing_and_locks(walk: Walk) -> None:
    walk.press(Key.Key_P)
    walk.settle()
    click(walk, names.WALK_FINISH)
    walk.settle()
    assert walk.find(Banner, names.FINISH_LIST).text().startswith("还有没做完的")
    people = walk.find(QLineEdit, names.FINISH_PEOPLE)
    people.clear()
    type_text(people, "王敏、李强")
    click(walk, names.FINISH_OK)
    walk.settle()
    sheet = walk.street.sheet()
    assert sheet.finished
    assert set(sheet.people) == {"王敏", "李强"}
    assert "锁定" in walk.find(Banner, names.WALK_BANNER).text()
    walk.press(Key.Key_J, Key.Key_P)
    assert walk.row().state == "unanswered"


def test_reopening_asks_a_reason_and_unlocks(walk: Walk) -> None:
    walk.press(Key.Key_P)
    walk.settle()
    walk.street.services.finish(walk.street.visit_id, ("王敏",))
    walk.view.open_visit(walk.street.visit_id)
    walk.settle()
    click_on(walk.qtbot, walk.find(Banner, names.WALK_BANNER).button())
    assert not walk.find(Button, names.REOPEN_OK).isEnabled()
    type_text(walk.find(QLineEdit, names.REOPEN_REASON), "漏记一处")
    click(walk, names.REOPEN_OK)
    walk.settle()
    assert not walk.street.sheet().finished
    assert not walk.has(names.WALK_BANNER)


def test_going_on_measuring_changes_nothing(walk: Walk) -> None:
    walk.press(Key.Key_P)
    walk.settle()
    click(walk, names.WALK_FINISH)
    walk.settle()
    press_on(walk.qtbot, walk.find(QWidget, names.FINISH_DIALOG), Key.Key_Escape)
    walk.settle()
    assert not walk.street.sheet().finished


def test_every_field_of_a_finding_can_be_changed(walk: Walk) -> None:
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    walk.press(Key.Key_U, control=True)
    unit = walk.find(QComboBox, names.WALK_UNIT)
    unit.setCurrentText("东湖区市场监督管理局")
    unit.activated.emit(unit.currentIndex())
    walk.settle()
    deadline = walk.find(QComboBox, names.WALK_DEADLINE)
    deadline.setCurrentIndex(deadline.findData("3d"))
    deadline.activated.emit(deadline.currentIndex())
    walk.settle()
    severity = walk.find(QComboBox, names.WALK_SEVERITY)
    severity.setCurrentIndex(severity.findData("grave"))
    severity.activated.emit(severity.currentIndex())
    walk.settle()
    for name, text in ((names.WALK_NOTE, "持续两周"), (names.WALK_PLACE, "东门"), (names.WALK_POINTS_OVERRIDE, "0.5")):
        field = walk.find(QLineEdit, name)
        field.setFocus()
        type_text(field, text)
        walk.press(Key.Key_Return)
        walk.settle()
    found = walk.row().findings[0]
    assert (found.unit, found.deadline, found.severity) == ("东湖区市场监督管理局", "3d", "grave")
    assert (found.note, found.place, found.points_override, found.lost) == ("持续两周", "东门", 50, 50)


def test_points_that_are_no_number_are_refused(walk: Walk) -> None:
    walk.press(Key.Key_1)
    walk.press(Key.Key_U, control=True)
    field = walk.find(QLineEdit, names.WALK_POINTS_OVERRIDE)
    field.setFocus()
    type_text(field, "很多")
    walk.press(Key.Key_Return)
    assert walk.has(names.WALK_BANNER)
    assert walk.row().findings == ()


def test_the_ruler_jumps_to_the_item_under_the_mouse(walk: Walk) -> None:
    ruler = walk.find(Ruler, names.WALK_RULER)
    code, rect = ruler.pieces()[4]
    click_on(walk.qtbot, ruler, rect.center().toPoint())
    assert walk.code() == code
    assert ruler.accessibleName().startswith("已答 0 项")


def test_a_narrow_window_puts_the_right_side_into_a_drawer(walk: Walk) -> None:
    walk.window.resize(900, 600)
    walk.view.setGeometry(0, 0, 900, 600)
    assert not walk.has(names.WALK_DROP)
    walk.press(Key.Key_F4)
    assert walk.has(names.WALK_DROP)
    walk.press(Key.Key_Escape)
    assert not walk.has(names.WALK_DROP)


def test_models_obey_qt(walk: Walk, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(  # pyright: ignore[reportUnknownMemberType]
        walk.find(ItemList, names.WALK_ITEMS).model()
    )


def overlaps(parts: list[QWidget], within: QWidget) -> list[tuple[str, str]]:
    def box(part: QWidget) -> QRect:
        return QRect(part.mapTo(within, QPoint(3, 3)), part.size()).adjusted(0, 0, -6, -6)

    return [
        (one.objectName(), other.objectName())
        for place, one in enumerate(parts)
        for other in parts[place + 1 :]
        if box(one).intersects(box(other))
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(1093, 540), (1093, 614), (1366, 768), (1920, 1080), (900, 560)])
def test_it_fits_every_window(walk: Walk, qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    switch(walk.window.windowHandle() and QApplication.instance(), language)  # type: ignore[arg-type]
    try:
        walk.window.resize(*size)
        walk.view.setGeometry(0, 0, *size)
        walk.press(Key.Key_1)
        walk.settle()
        answers = [
            walk.find(AnswerButton, name)
            for name in (names.WALK_CONFORMING, names.WALK_DEDUCTED, names.WALK_EXEMPT, names.WALK_NA)
        ]
        chips = [
            chip for n in range(1, 10) if (chip := walk.find(ProblemChip, names.WALK_CHIP.format(n=n))).isVisible()
        ]
        title = walk.find(ElidedLabel, names.WALK_ITEM_TITLE)
        assert chips
        assert overlaps([title, *answers, *chips], walk.view) == []
        assert all(button.width() >= button.minimumSizeHint().width() for button in answers)
        assert walk.view.minimumSizeHint().width() <= max(size[0] - 64, 840)
    finally:
        switch(QApplication.instance(), "zh")  # type: ignore[arg-type]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_paint(walk: Walk, look: Theme, theme: str) -> None:
    look.apply(theme)  # type: ignore[arg-type]
    try:
        image = walk.window.grab().toImage()
        middle = image.pixelColor(image.width() // 2, image.height() - 60)
        assert (middle.lightness() > 128) is (theme == "light")
    finally:
        look.apply("light")


def test_an_item_judged_by_a_value_takes_it(qtbot: QtBot, look: Theme, tmp_path: Path) -> None:
    with street(tmp_path, "GD", "东湖花园二期") as mall:
        row = next((row for row in mall.sheet().rows if row.item.rule.kind in {"ratio", "tier"}), None)
        assert row is not None
        runner = JobRunner()
        view = WalkView(mall.services, runner)
        qtbot.addWidget(view)
        view.resize(1093, 614)
        view.show()
        view.open_visit(mall.visit_id, row.item.code)
        qtbot.waitUntil(lambda: not runner.busy, timeout=20_000)
        field = view.findChild(QLineEdit, names.WALK_MEASURED)
        assert field is not None
        assert field.isVisible()
        type_text(field, "35")
        press_on(qtbot, field, Key.Key_Return)
        qtbot.waitUntil(lambda: not runner.busy, timeout=20_000)
        stored = mall.sheet().row(row.item.code)
        assert (stored.measured, stored.earned) == (3500, 600)
        runner.shutdown()
