"""Ledger, results, notices, standards and settings of an office, by clicks and keys, read back from the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services import registry, results, upkeep
from chuangjian_desktop.services import workspace as workspaces
from chuangjian_desktop.services.fieldwork import answers, findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.places import sites
from chuangjian_desktop.ui import testing_names as names
from tests.helpers.window import Person, window

ROWS = (
    ("BX-001", "解放路二巷", "背街小巷", "东湖区", "人民路街道", "东湖区城市管理局"),
    ("BX-002", "石板巷", "背街小巷", "西河区", "滨河街道", "西河区城市管理局"),
    ("BX-003", "打铁巷", "背街小巷", "西河区", "滨河街道", "西河区城市管理局"),
)


def an_office(folder: Path, installation: Installation) -> Path:
    """Three lanes: two with the same loss, one clean."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["点位编号", "点位名称", "点位类别", "区", "街道", "责任单位"])
    for row in ROWS:
        book.worksheets[0].append(list(row))
    book.save(folder / "点位表.xlsx")
    path = folder / "创建办.cjdb"
    made = workspaces.create(path, "office", "云川市创建办", installation, "2026年第四季度模拟测评")
    registry.import_sites(made, folder / "点位表.xlsx")
    for number, site in enumerate(sites(made)):
        visit = visits.visit_of(made, site.id)
        items = [row.item for row in visits.sheet(made, visit).rows]
        for item in items[1:]:
            answers.set_answer(made, visit, item.code, "conforming")
        if number < 2:
            findings.record(made, visit, items[0].code, FindingDraft(items[0].phrases[0].text, place="96号门前"))
        else:
            answers.set_answer(made, visit, items[0].code, "conforming")
    made.close()
    return path


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with window(qtbot, tmp_path) as made:
        made.open(an_office(tmp_path, made.installation))
        yield made


def go(person: Person, place: int) -> None:
    person.press(Qt.Key(Qt.Key.Key_0 + place), modifier=Qt.KeyboardModifier.AltModifier)
    person.settle()


def stops(person: Person) -> list[str]:
    """What Tab comes to, once around."""
    found: list[QWidget | None] = []
    while (here := QApplication.focusWidget()) not in found:
        found.append(here)
        person.press(Qt.Key.Key_Tab)
    return [each.objectName() for each in found if each is not None]


def test_the_keyboard_begins_at_the_list_and_tab_reaches_everything(person: Person) -> None:
    beginnings = {1: names.LEDGER_TABLE, 3: names.NOTICES_UNITS, 4: names.RESULTS_TABLE, 5: names.STANDARDS_LIBRARY}
    others = {
        1: {names.LEDGER_SEARCH, names.LEDGER_FILTER.format(name="state"), names.LEDGER_EXPORT},
        3: {names.NOTICES_ISSUE, "notices.kind", names.NOTICES_TEMPLATE},
        4: {names.RESULTS_PROFILE, names.RESULTS_TREND},
        5: {names.STANDARDS_BOOK_IN, names.STANDARDS_FIGURES},
    }
    person.until(lambda: QApplication.focusWidget() is person.seek(QWidget, names.LEDGER_TABLE))
    for place, first in beginnings.items():
        go(person, place)
        around = stops(person)
        assert around[0] == first
        assert others[place] <= set(around)


def test_the_ledger_narrows_adds_up_and_copies_with_heads(person: Person) -> None:
    go(person, 1)
    person.until(lambda: len(person.rows(names.LEDGER_TABLE)) == 2)
    whole = person.find(QLabel, names.LEDGER_SUM).text()
    person.write(names.LEDGER_SEARCH, "石板巷")
    person.until(lambda: len(person.rows(names.LEDGER_TABLE)) == 1)
    assert person.find(QLabel, names.LEDGER_SUM).text() != whole
    person.row_click(names.LEDGER_TABLE, "石板巷")
    person.press(Qt.Key.Key_C, modifier=Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().text().splitlines()
    assert "点位" in copied[0]
    assert "石板巷" in copied[1]
    QApplication.clipboard().clear()
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: len(person.rows(names.LEDGER_TABLE)) == 2)


def test_results_show_ties_and_explain_every_number(person: Person) -> None:
    go(person, 4)
    person.until(lambda: bool(person.rows(names.RESULTS_TABLE)))
    person.turn_to(names.RESULTS_BY, "点位")
    person.until(lambda: [row[0] for row in person.rows(names.RESULTS_TABLE)] == ["1", "2", "2"])
    person.row_click(names.RESULTS_TABLE, "BX-001")
    person.press(Qt.Key.Key_Return)
    lines = f"{names.RESULTS_EXPLAIN}.lines"
    person.until(lambda: any("96号门前" in row[0] for row in person.rows(lines)))
    rate = next(row.rate for row in results.score(person.workspace, "visit").rows if row.key == "BX-001")
    assert any(rate in row for row in person.rows(lines)[:1])
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: person.seek(QWidget, names.RESULTS_EXPLAIN) is None)


def test_a_notice_is_previewed_numbered_printed_and_made_void(person: Person, tmp_path: Path) -> None:
    out = tmp_path / "通知"
    out.mkdir()
    go(person, 3)
    person.until(lambda: len(person.rows(names.NOTICES_UNITS)) == 2)
    person.settle()
    person.click(names.NOTICES_ISSUE)
    person.write("issue.start", "37")
    mine = person.find(QLabel, "issue.unreviewed").text()
    person.click("issue.all")
    every = person.find(QLabel, "issue.unreviewed").text()
    assert mine != every
    assert "未经审核：" in mine
    assert "未经审核：" in every
    person.press(Qt.Key.Key_Return)
    person.choose_file("issue.place", out)
    person.until(lambda: len(notices.listed(person.workspace)) == 2)
    person.settle()
    assert [row.serial for row in notices.listed(person.workspace)] == [37, 38]
    assert len(list(out.glob("*.pdf"))) == 2
    person.turn_to("notices.what", "已发出")
    person.row_click(names.NOTICES_ISSUED, "37号")
    person.click(names.NOTICES_VOID)
    person.write("void.reason", "发错单位")
    person.click("void.ok")
    person.until(lambda: any(row.void for row in notices.listed(person.workspace)))
    assert [row.void_reason for row in notices.listed(person.workspace) if row.void] == ["发错单位"]
    person.settle()


def test_standards_are_read_item_by_item(person: Person) -> None:
    go(person, 5)
    person.turn_to(names.STANDARDS_PAGES, "测评表")
    person.row_click(names.STANDARDS_LISTS, "农贸市场")
    person.until(lambda: any(row[0].startswith("NM") for row in person.rows(names.STANDARDS_ITEMS)))
    codes = {row[0] for row in person.rows(names.STANDARDS_ITEMS)}
    assert codes == {item.code for item in person.workspace.catalogue.checklists["NM"].items}


def test_settings_back_up_and_prove_the_file(person: Person) -> None:
    person.click(names.RAIL.format(name=names.SETTINGS))
    person.settle()
    tabs = person.find(QWidget, names.SETTINGS_TABS)
    tabs.setProperty("currentIndex", 4)
    person.click(names.SETTINGS_BACKUP)
    person.until(lambda: bool(upkeep.backups(person.installation, person.workspace.path)))
    person.settle()
    person.click(names.SETTINGS_CHECK)
    person.until(lambda: "检查完毕" in person.find(QWidget, names.SETTINGS_RESULT).accessibleName())
