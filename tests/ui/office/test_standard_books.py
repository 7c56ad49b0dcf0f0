"""A standard out as a workbook and in again, from the library's header."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtWidgets import QWidget

from chuangjian_desktop.ui import testing_names as names
from tests.helpers.window import Person


@pytest.fixture
def person(clerk: Person) -> Person:
    clerk.click(names.RAIL.format(name=names.STANDARDS))
    clerk.settle()
    clerk.until(lambda: bool(clerk.rows(names.STANDARDS_LIBRARY)))
    return clerk


def take_place(person: Person, button: str, path: Path) -> None:
    """Press a button and name the file it asks for."""
    person.click(button)
    person.choose_file(f"{button}.place", path)
    person.settle()


def written(person: Person, path: Path, title: str) -> Path:
    person.row_click(names.STANDARDS_LIBRARY, title)
    person.settle()
    take_place(person, names.STANDARDS_BOOK_OUT, path)
    person.until(path.is_file)
    return path


def change(path: Path, sheet: str, place: str, text: str) -> None:
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    assert isinstance(page, Worksheet)
    page[place].value = text
    book.save(path)


def test_a_standard_goes_out_and_comes_back_changed_and_gives_way_again(person: Person, tmp_path: Path) -> None:
    book = written(person, tmp_path / "三优.xlsx", "三优文明城市")
    change(book, "标准", "B4", "2026年省级文本")
    assert person.seek(QWidget, names.STANDARDS_BOOK_BACK) is None
    take_place(person, names.STANDARDS_BOOK_IN, book)
    done = person.await_(QWidget, names.STANDARDS_BOOK_OK)
    person.until(done.isEnabled)
    person.click(names.STANDARDS_BOOK_OK)
    person.settle()
    person.until(lambda: person.workspace.catalogue.standards["O"].edition == "2026年省级文本")
    person.await_(QWidget, names.STANDARDS_BOOK_BACK)
    person.click(names.STANDARDS_BOOK_BACK)
    person.settle()
    person.until(lambda: person.workspace.catalogue.standards["O"].edition != "2026年省级文本")
    person.until(lambda: person.seek(QWidget, names.STANDARDS_BOOK_BACK) is None)


def test_a_workbook_with_a_fault_is_not_taken_in(person: Person, tmp_path: Path) -> None:
    book = written(person, tmp_path / "文明.xlsx", "全国文明城市")
    change(book, "组成", "D2", "五成")
    take_place(person, names.STANDARDS_BOOK_IN, book)
    rows = f"{names.STANDARDS_BOOK}.rows"
    person.until(lambda: bool(person.rows(rows)))
    assert "权重“五成”须为0至100" in str(person.rows(rows))
    assert not person.find(QWidget, names.STANDARDS_BOOK_OK).isEnabled()
