"""An evaluator's first day: from an empty folder to a printed sheet and a draft notice, by clicks and keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services import places, results, upkeep
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.widgets.item_list import ItemList
from tests.helpers.typing import press_on
from tests.helpers.window import Person, window

HEADS = ("点位编号", "点位名称", "点位类别", "区", "街道", "责任单位", "地址")
SITES = (
    ("ZG-014", "解放路（人民路—建设路）", "主干道", "东湖区", "人民路街道", "东湖区城市管理局", "人民路96号"),
    ("BX-041", "解放路二巷", "背街小巷", "东湖区", "人民路街道", "东湖区城市管理局", "解放路二巷"),
    ("NM-008", "新桥农贸市场", "农贸市场", "东湖区", "滨河街道", "东湖区市场监管局", "滨河路8号"),
    ("XX-001", "星河网咖", "太空站", "东湖区", "滨河街道", "", ""),
)


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with window(qtbot, tmp_path) as made:
        yield made


def a_table_of_sites(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["云川市2026年点位表"])
    sheet.append(list(HEADS))
    for row in SITES:
        sheet.append(list(row))
    book.save(folder / "点位表.xlsx")
    return folder / "点位表.xlsx"


def create(person: Person, folder: Path) -> None:
    person.press(Qt.Key.Key_3)
    person.write(names.CREATE_NAME, "第二组")
    person.write(names.CREATE_PERSON, "李梅")
    person.press(Qt.Key.Key_Return)
    person.choose_file("create.place", folder / "第二组.cjdb")
    person.until(lambda: person.window.area is not None)
    person.settle()


def import_sites(person: Person, folder: Path) -> None:
    person.press(Qt.Key.Key_2, modifier=Qt.KeyboardModifier.AltModifier)
    person.click(names.SITES_IMPORT)
    person.click(names.IMPORT_FILE)
    person.choose_file("import.place", a_table_of_sites(folder))
    person.until(lambda: "太空站" in str(person.rows(names.IMPORT_REJECTED)))
    person.click(names.IMPORT_MARKED)
    person.choose_file("import.marked.place", folder / "标注.xlsx")
    person.until((folder / "标注.xlsx").is_file)
    person.click(names.IMPORT_OK)
    person.until(lambda: person.seek(QWidget, names.IMPORT) is None)
    person.until(lambda: len(person.rows(names.SITES_TABLE)) == 3)


def find_by_initials(person: Person) -> None:
    person.write(names.SITES_SEARCH, "jfl")
    person.until(lambda: len(person.rows(names.SITES_TABLE)) == 2)
    person.row_click(names.SITES_TABLE, "ZG-014")
    person.press(Qt.Key.Key_Return)
    person.await_(ItemList, names.WALK_ITEMS)
    person.settle()


def walk(person: Person) -> str:
    """One deduction, the rest conforms; then the visit is finished. Answers the visit."""
    visit = visits.visit_of(person.workspace, places.site_by_code(person.workspace, "ZG-014").id)  # type: ignore[union-attr]
    count = len(visits.sheet(person.workspace, visit).rows)
    person.press(Qt.Key.Key_1)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: any(row.findings for row in visits.sheet(person.workspace, visit).rows))
    for done in range(2, count + 1):
        person.press(Qt.Key.Key_Space)
        person.settle()
        person.press(Qt.Key.Key_P)
        person.until(lambda done=done: visits.sheet(person.workspace, visit).answered >= done)
        person.settle()
    person.click(names.WALK_FINISH)
    person.await_(QWidget, names.FINISH_DIALOG)
    person.click(names.FINISH_OK)
    person.until(lambda: visits.sheet(person.workspace, visit).finished)
    person.settle()
    return visit


def print_draft(person: Person, folder: Path) -> Path:
    out = folder / "通知"
    out.mkdir()
    person.press(Qt.Key.Key_7, modifier=Qt.KeyboardModifier.AltModifier)
    person.until(lambda: bool(person.rows(names.NOTICES_UNITS)))
    person.settle()
    person.click(names.NOTICES_ISSUE)
    person.choose_file("notices.place", out)
    person.until(lambda: bool(list(out.glob("*.pdf"))))
    person.settle()
    return next(out.glob("*.pdf"))


def export_ledger(person: Person, folder: Path) -> Path:
    person.press(Qt.Key.Key_6, modifier=Qt.KeyboardModifier.AltModifier)
    person.until(lambda: bool(person.rows(names.LEDGER_TABLE)))
    person.click(names.LEDGER_EXPORT)
    person.await_(QWidget, "ledger.export.menu")
    menu = person.find(QWidget, "ledger.export.menu")
    press_on(person.qtbot, menu, Qt.Key.Key_Down)
    press_on(person.qtbot, menu, Qt.Key.Key_Return)
    person.choose_file("ledger.export.place", folder / "台账.xlsx")
    person.until((folder / "台账.xlsx").is_file)
    person.settle()
    return folder / "台账.xlsx"


def export_sheet(person: Person, place: Path) -> None:
    person.press(Qt.Key.Key_2, modifier=Qt.KeyboardModifier.AltModifier)
    person.until(lambda: bool(person.rows(names.SITES_TABLE)))
    person.row_click(names.SITES_TABLE, "解放路（人民路—建设路）")
    person.click(names.SITES_SHEET)
    person.choose_file("sites.sheet.place", place)
    person.until(place.is_file)
    person.settle()


@pytest.mark.slow
def test_from_an_empty_folder_to_a_printed_sheet_and_a_draft_notice(person: Person, tmp_path: Path) -> None:
    create(person, tmp_path)
    import_sites(person, tmp_path)
    find_by_initials(person)
    visit = walk(person)

    sheet = visits.sheet(person.workspace, visit)
    assert sheet.answered == len(sheet.rows)
    assert sheet.lost > 0
    row = results.score(person.workspace, "visit").rows[0]
    person.press(Qt.Key.Key_8, modifier=Qt.KeyboardModifier.AltModifier)
    person.until(lambda: any(row.rate in line for line in person.rows(names.RESULTS_TABLE)))

    ledger = openpyxl.load_workbook(export_ledger(person, tmp_path))
    assert "解放路（人民路—建设路）" in str(list(ledger.worksheets[0].values))
    draft = print_draft(person, tmp_path)
    assert "草稿" in draft.name
    assert draft.read_bytes().startswith(b"%PDF")
    export_sheet(person, tmp_path / "评分表.xlsx")
    cells = openpyxl.load_workbook(tmp_path / "评分表.xlsx", data_only=True).worksheets[0].values
    assert any(value == float(row.score) for line in cells for value in line)
    export_sheet(person, tmp_path / "评分表.pdf")
    assert (tmp_path / "评分表.pdf").read_bytes().startswith(b"%PDF")
    assert upkeep.check(person.workspace) == []
    assert not (tmp_path / "标注.xlsx").samefile(tmp_path / "点位表.xlsx")
