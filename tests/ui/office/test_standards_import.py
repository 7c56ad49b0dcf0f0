"""Importing an office's own checklist through the window: see every row, put cells right in place, take it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget

from chuangjian_desktop.ui.testing_names import (
    CHECKLIST_IMPORT,
    CHECKLIST_IMPORT_CODE,
    CHECKLIST_IMPORT_DROP,
    CHECKLIST_IMPORT_EDITOR,
    CHECKLIST_IMPORT_FILE,
    CHECKLIST_IMPORT_OK,
    CHECKLIST_IMPORT_PASTE,
    CHECKLIST_IMPORT_ROWS,
    CHECKLIST_IMPORT_TITLE,
    CHECKLIST_IMPORT_TYPE,
    STANDARDS_IMPORT,
)
from chuangjian_desktop.ui.text.words import use_language
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u
from tests.helpers.checklists import HEAD, write_book
from tests.helpers.handing import drop
from tests.helpers.typing import type_text
from tests.helpers.window import Person

ROWS = [
    ["地铁站测评细则"],
    HEAD,
    [1, "环境", "站厅地面干净", 5, "每处扣0.5分", "轨道公司"],
    [2, "环境", "站台墙面干净", "若干", "发现一处扣1分", "轨道公司"],
    [3, "秩序", "排队候车", 5, "看情况办", "公安"],
    [None, "小计", None, 15],
]


@pytest.fixture
def person(clerk: Person) -> Person:
    area = clerk.window.area
    assert area is not None
    area.go("standards", "checklists")
    clerk.settle()
    clerk.click(STANDARDS_IMPORT)
    return clerk


def open_book(person: Person, path: Path) -> None:
    person.click(CHECKLIST_IMPORT_FILE)
    person.choose_file("checklist_import.place", path)
    person.until(lambda: bool(person.rows(CHECKLIST_IMPORT_ROWS)))
    person.settle()


def verdicts(person: Person) -> list[str]:
    return [row[1] for row in person.rows(CHECKLIST_IMPORT_ROWS)]


def change(person: Person, words: str, column: str, text: str) -> None:
    """Open a cell as a double click does, write, press Enter."""
    table = person.find(Table, CHECKLIST_IMPORT_ROWS)
    place = next(n for n, row in enumerate(person.rows(CHECKLIST_IMPORT_ROWS)) if words in "|".join(row))
    keys = [each.key for each in table.rows.columns()]
    table.setCurrentIndex(table.rows.index(place, keys.index(column)))
    table.setFocus()
    person.press(Qt.Key.Key_Return)
    editor = person.await_(QLineEdit, CHECKLIST_IMPORT_EDITOR)
    editor.selectAll()
    type_text(editor, text)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.seek(QLineEdit, CHECKLIST_IMPORT_EDITOR) is None)
    person.settle()


def test_cells_are_put_right_in_place_and_one_import_is_taken_back(person: Person, tmp_path: Path) -> None:
    open_book(person, write_book(tmp_path / "a.xlsx", ROWS))
    assert verdicts(person) == ["没看懂", "没看懂"]
    change(person, "站台墙面干净", "points", "5分")
    person.until(lambda: verdicts(person) == ["没看懂"])
    change(person, "排队候车", "rule", "一人次扣1分")
    person.until(lambda: len(verdicts(person)) > 1 and "没看懂" not in verdicts(person))
    person.click(CHECKLIST_IMPORT_OK)
    person.until(lambda: "DT" in person.workspace.catalogue.checklists)
    checklist = person.workspace.catalogue.checklists["DT"]
    assert [(item.code, item.title, item.points) for item in checklist.items] == [
        ("DT01", "站厅地面干净", 500), ("DT02", "站台墙面干净", 500), ("DT03", "排队候车", 500),
    ]  # fmt: skip
    person.settle()
    banner = next(each for each in person.window.findChildren(Banner) if "已导入 3 条" in each.text())
    banner.button().click()
    person.until(lambda: "DT" not in person.workspace.catalogue.checklists)
    person.settle()
    assert not [each for each in person.workspace.catalogue.written.values() if each.checklist.code == "DT"]


def test_cells_are_put_right_by_keys_and_not_lost_by_one_escape(person: Person, tmp_path: Path) -> None:
    open_book(person, write_book(tmp_path / "a.xlsx", ROWS))
    table = person.find(Table, CHECKLIST_IMPORT_ROWS)
    table.setCurrentIndex(table.rows.index(0, 0))
    table.setFocus()
    person.press(Qt.Key.Key_Return)
    assert person.await_(QLineEdit, CHECKLIST_IMPORT_EDITOR).text() == "发现一处扣1分"
    person.press(Qt.Key.Key_Backtab, modifier=Qt.KeyboardModifier.ShiftModifier)
    points = person.await_(QLineEdit, CHECKLIST_IMPORT_EDITOR)
    assert points.text() == "若干"
    points.selectAll()
    type_text(points, "5")
    person.press(Qt.Key.Key_Tab)
    person.until(lambda: verdicts(person) == ["没看懂"])
    person.settle()
    person.press(Qt.Key.Key_Escape)
    assert any("改过 1 处" in each.text() for each in table.window().findChildren(Banner))
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: person.seek(Table, CHECKLIST_IMPORT_ROWS) is None)


def test_a_workbook_is_dropped_where_the_dialog_asks_for_it(person: Person, tmp_path: Path) -> None:
    dialog = person.find(QWidget, CHECKLIST_IMPORT)
    asked = [each.title().text() for each in dialog.findChildren(EmptyState) if each.isVisible()]
    assert asked == ["把工作簿拖到这里"]
    drop(dialog, [write_book(tmp_path / "a.xlsx", ROWS)])
    person.until(lambda: person.seek(Table, CHECKLIST_IMPORT_ROWS) is not None)
    person.settle()
    assert verdicts(person) == ["没看懂", "没看懂"]


def test_what_is_not_whole_stays_a_draft_and_says_so(person: Person, tmp_path: Path) -> None:
    open_book(person, write_book(tmp_path / "a.xlsx", ROWS))
    person.click(CHECKLIST_IMPORT_OK)
    person.until(lambda: any("先存为草稿" in each.text() for each in person.window.findChildren(Banner)))
    assert "DT" not in person.workspace.catalogue.checklists
    (draft,) = [each for each in person.workspace.catalogue.written.values() if each.checklist.code == "DT"]
    assert draft.checklist.state == "draft"


def test_a_new_type_gets_the_name_that_the_person_gives(person: Person, tmp_path: Path) -> None:
    open_book(person, write_book(tmp_path / "a.xlsx", [*ROWS[:3], ROWS[4]]))
    person.write(CHECKLIST_IMPORT_CODE, "gd9")
    person.write(CHECKLIST_IMPORT_TITLE, "轨道站点")
    person.press(Qt.Key.Key_Tab)
    person.until(lambda: "GD9" in person.find(QComboBox, CHECKLIST_IMPORT_TYPE).currentText())
    person.click(CHECKLIST_IMPORT_DROP)
    person.settle()
    person.click(CHECKLIST_IMPORT_OK)
    person.until(lambda: "GD9" in person.workspace.catalogue.checklists)
    assert person.workspace.catalogue.checklists["GD9"].title == "轨道站点"
    assert [item.code for item in person.workspace.catalogue.checklists["GD9"].items] == ["GD901"]


def test_content_and_reasons_have_room_in_a_small_window(clerk: Person, tmp_path: Path) -> None:
    area = clerk.window.area
    assert area is not None
    clerk.window.resize(1093, 614)
    area.go("standards", "checklists")
    clerk.settle()
    clerk.click(STANDARDS_IMPORT)
    open_book(clerk, write_book(tmp_path / "a.xlsx", ROWS))
    table = clerk.find(Table, CHECKLIST_IMPORT_ROWS)
    keys = [each.key for each in table.rows.columns()]
    widths = {key: table.columnWidth(place) for place, key in enumerate(keys)}
    assert min(widths["title"], widths["why"]) >= u(200)
    assert table.window().height() <= 614
    assert table.viewport().height() >= 4 * table.rowHeight(0)


def test_what_was_copied_out_of_a_table_is_pasted(person: Person) -> None:
    QGuiApplication.clipboard().setText(
        "项目\t内容\t分值\t评分细则\n环境\t候车亭整洁\t5\t每处扣1分\n环境\t站牌完好\t5\t酌情扣分\n"
    )
    person.click(CHECKLIST_IMPORT_PASTE)
    person.until(lambda: verdicts(person) == ["看懂", "存疑"])
    box = person.find(QComboBox, CHECKLIST_IMPORT_TYPE)
    place = next(n for n in range(box.count()) if str(box.itemData(n)) == "GJ")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    person.until(lambda: any("GJ" in row[2] for row in person.rows(CHECKLIST_IMPORT_ROWS)))
    person.settle()
    before = person.workspace.catalogue.checklists["GJ"]
    person.click(CHECKLIST_IMPORT_OK)
    person.until(lambda: person.workspace.catalogue.checklists["GJ"].version == f"{before.version}-01")
    assert [item.title for item in person.workspace.catalogue.checklists["GJ"].items] == ["候车亭整洁", "站牌完好"]


def test_what_was_pasted_is_named_in_the_language_in_force(person: Person) -> None:
    QGuiApplication.clipboard().setText("项目\t内容\t分值\t评分细则\n环境\t站牌完好\t5\t酌情扣分\n")
    use_language("en")
    try:
        person.click(CHECKLIST_IMPORT_PASTE)
        person.until(lambda: verdicts(person) != [])
        person.settle()
        labels = [each.text() for top in QApplication.topLevelWidgets() for each in top.findChildren(QLabel)]
        assert "Clipboard, row 2" in labels
    finally:
        use_language("zh")
