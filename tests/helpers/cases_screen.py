"""The screen of cases as a person gets to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.office.cases.case_list import CaseList
from tests.helpers.typing import click_on
from tests.helpers.window import Person


def to_cases(person: Person) -> CaseList:
    """Turn to the screen; answers its list."""
    person.press(Qt.Key.Key_2, modifier=Qt.KeyboardModifier.AltModifier)
    person.settle()
    return person.await_(CaseList, names.CASES_LIST)


def take(person: Person, number: str) -> None:
    """Click the case of a number."""
    found = to_cases(person)
    key = reading.case(person.workspace, number).finding_id
    person.until(lambda: found.cases.place_of(key) >= 0)
    index = found.cases.index(found.cases.place_of(key))
    found.scrollTo(index)
    click_on(person.qtbot, found.viewport(), found.visualRect(index).center())
    person.until(lambda: person.find(QLabel, names.CASES_NUMBER).text() == number)
