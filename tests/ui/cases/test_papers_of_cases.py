"""Papers from the screens of an office: forms about cases, letters of a stage, the weekly list, a Word template."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QMenu

from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.office.cases import closing
from chuangjian_desktop.services.office.papers import templates
from chuangjian_desktop.services.office.settings import KINDS
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.widgets.parts import Banner
from tests.helpers.cases_screen import take, to_cases
from tests.helpers.pdf_reading import all_text
from tests.helpers.typing import click_on
from tests.helpers.window import Person

pytestmark = pytest.mark.usefixtures("light_children")

PRINT = names.CASES_ACT.format(name="print")


def to_chase(person: Person) -> None:
    to_cases(person)
    person.turn_to(names.CASES_PART, "催办")
    person.until(lambda: bool(person.rows(names.CHASE_UNITS)))


def pick_from(person: Person, menu: str, entry: str) -> None:
    """Click an entry of a menu."""
    opened = person.await_(QMenu, menu)
    action = next(each for each in opened.actions() if each.objectName() == entry)
    assert action.isEnabled()
    click_on(person.qtbot, opened, opened.actionGeometry(action).center())


def kinds(person: Person) -> list[str]:
    box = person.await_(QComboBox, names.CASE_ASK_FIELD.format(name="paper"))
    return [box.itemText(place) for place in range(box.count())]


def answer(person: Person, name: str, value: str) -> None:
    box = person.await_(QComboBox, names.CASE_ASK_FIELD.format(name=name))
    box.setCurrentIndex(box.findData(value))


def test_the_papers_that_fit_a_closed_case_are_printed(person: Person, tmp_path: Path) -> None:
    out = tmp_path / "文书"
    out.mkdir()
    take(person, "WC-001-03")
    person.click(names.CASES_MORE)
    pick_from(person, f"{names.CASES_MORE}.menu", PRINT)
    assert kinds(person) == ["复查记录", "销号单"]
    answer(person, "paper", "销号单")
    person.click(names.CASE_ASK_OK)
    person.choose_file(f"{PRINT}.place", out)
    person.until(lambda: str(out) in person.find(Banner, names.CASES_TOLD).text())
    assert [each.name for each in out.iterdir()] == ["销号单-WC-001-03.pdf"]
    assert "WC-001-03" in all_text(out / "销号单-WC-001-03.pdf")


def test_many_get_one_kind_as_word(person: Person, tmp_path: Path) -> None:
    out = tmp_path / "文书"
    out.mkdir()
    found = to_cases(person)
    person.until(lambda: found.cases.rowCount() == 7)
    person.press(Qt.Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: "已选 7 件" in person.find(QLabel, names.CASES_NUMBER).text())
    person.click(names.CASES_MORE)
    pick_from(person, f"{names.CASES_MORE}.menu", PRINT)
    assert kinds(person) == ["复查记录"]
    answer(person, "format", "docx")
    person.click(names.CASE_ASK_OK)
    person.choose_file(f"{PRINT}.place", out)
    person.until(lambda: "7" in person.find(Banner, names.CASES_TOLD).text())
    assert len(list(out.glob("复查记录-*.docx"))) == 7


def test_a_unit_gets_the_letter_of_its_stage_and_the_week_its_list(person: Person, tmp_path: Path) -> None:
    case = reading.case(person.workspace, "ZG-001-01")
    with person.workspace.writing() as writer:
        writer.put("case", case.id, {"due_at": "2026-11-01T12:00:00+08:00"})
    closing.escalate(person.workspace, [case.finding_id], 4, "逾期未改", "马主任")
    to_chase(person)
    person.row_click(names.CHASE_UNITS, case.unit)
    person.click(names.CHASE_PRINT)
    assert kinds(person) == ["催办通知", "约谈通知书"]
    answer(person, "paper", "约谈通知书")
    answer(person, "format", "docx")
    person.click(names.CASE_ASK_OK)
    person.choose_file(f"{PRINT}.place", tmp_path)
    person.until(lambda: bool(list(tmp_path.glob("约谈通知书-*.docx"))))
    person.settle()
    (letter,) = tmp_path.glob("约谈通知书-*.docx")
    assert any("ZG-001-01" in each.text for each in docx.Document(str(letter)).paragraphs)
    for name in ("周报.xlsx", "周报.pdf"):
        person.click(names.CHASE_WEEKLY)
        person.choose_file(f"{names.CHASE_WEEKLY}.place", tmp_path / name)
        person.until((tmp_path / name).exists)
        person.settle()
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "周报.xlsx").worksheets[0].values for cell in row]
    rates = {row[1]: row[3] for row in person.rows(names.CHASE_RATES)}
    assert case.unit in cells
    assert rates[case.unit] in {str(cell) for cell in cells}
    assert "截至" in all_text(tmp_path / "周报.pdf")


def test_an_office_has_a_word_template_of_its_own(person: Person, tmp_path: Path) -> None:
    own = tmp_path / "我办的模板.docx"
    made = docx.Document()
    made.add_paragraph("{{正文}}")
    made.save(str(own))
    person.press(Qt.Key.Key_3, modifier=Qt.KeyboardModifier.AltModifier)
    person.settle()
    person.click(names.NOTICES_TEMPLATE)
    pick_from(person, f"{names.NOTICES_TEMPLATE}.menu", f"{names.NOTICES_TEMPLATE}.choose")
    person.choose_file(f"{names.NOTICES_TEMPLATE}.place", own)
    person.until(lambda: templates.template_names(person.workspace) == {KINDS[0]: own.name})
    person.settle()
    person.click(names.NOTICES_TEMPLATE)
    pick_from(person, f"{names.NOTICES_TEMPLATE}.menu", f"{names.NOTICES_TEMPLATE}.clear")
    person.until(lambda: not templates.template_names(person.workspace))
    person.settle()
