"""What an office sets about its cases, by clicks and keys, read back from the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QScrollArea, QSpinBox, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services import calendar
from chuangjian_desktop.services import workspace as workspaces
from chuangjian_desktop.services.casework.options import CaseOptions, case_options
from chuangjian_desktop.ui import testing_names as names
from tests.helpers.typing import click_on, type_text
from tests.helpers.window import Person, window

TAB = "整改"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with window(qtbot, tmp_path) as made:
        yield made


def tabs(person: Person, folder: Path, role: str) -> list[str]:
    """Open a file's settings, at the page about cases where there is one."""
    path = folder / f"{role}.cjdb"
    workspaces.create(path, role, "云川市创建办", person.installation).close()
    person.open(path)
    person.click(names.RAIL.format(name=names.SETTINGS))
    person.settle()
    found = person.find(QTabWidget, names.SETTINGS_TABS)
    words = [found.tabText(place) for place in range(found.count())]
    if TAB in words:
        bar = found.tabBar()
        click_on(person.qtbot, bar, bar.tabRect(words.index(TAB)).center())
    return words


def show(person: Person, name: str) -> None:
    """Scroll to a part of the page."""
    part = person.await_(QWidget, name)
    area = next(each for each in person.window.findChildren(QScrollArea) if each.isAncestorOf(part))
    area.ensureWidgetVisible(part)


def number(person: Person, name: str, value: int) -> None:
    show(person, name)
    box = person.find(QSpinBox, name)
    box.selectAll()
    type_text(box, str(value))


def test_labels_sizes_and_hours_are_kept(person: Person, tmp_path: Path) -> None:
    tabs(person, tmp_path, "office")
    person.write(names.SETTINGS_CASES_LABEL.format(n=1), "定人")
    person.write(names.SETTINGS_CASES_LABEL.format(n=5), " ")
    number(person, names.SETTINGS_CASES_NUMBER.format(name="window_days"), 90)
    number(person, names.SETTINGS_CASES_NUMBER.format(name="black_bureaus"), 2)
    person.click(names.SETTINGS_CASES_SAVE)
    person.settle()
    labels = ("定人", "定部门", "定任务", "定进度")
    assert case_options(person.workspace) == CaseOptions(labels, window_days=90, black_bureaus=2)
    show(person, names.SETTINGS_CASES_SAVE_HOURS)
    person.write(names.SETTINGS_CASES_HOURS, "早九晚五")
    person.click(names.SETTINGS_CASES_SAVE_HOURS)
    person.await_(QWidget, names.REFUSAL_SENTENCE)
    person.click(names.REFUSAL_OK)
    person.write(names.SETTINGS_CASES_HOURS, "9:00-12:00 13:00-17:00")
    person.click(names.SETTINGS_CASES_SAVE_HOURS)
    person.until(lambda: calendar.hours_text(person.workspace) == "9:00-12:00 13:00-17:00")


def test_days_of_a_year_are_entered_and_removed(person: Person, tmp_path: Path) -> None:
    tabs(person, tmp_path, "office")
    number(person, names.SETTINGS_CASES_YEAR, 2026)
    person.until(lambda: ("2026-01-04", "上班", "元旦调休上班") in person.rows(names.SETTINGS_CASES_DAYS))
    shipped = len(person.rows(names.SETTINGS_CASES_DAYS))
    show(person, names.SETTINGS_CASES_PUT)
    person.write(names.SETTINGS_CASES_DATE, "2026-05-31")
    person.turn_to(names.SETTINGS_CASES_KIND, "上班")
    person.write(names.SETTINGS_CASES_NAME, "迎检")
    person.click(names.SETTINGS_CASES_PUT)
    person.until(lambda: ("2026-05-31", "上班", "迎检") in person.rows(names.SETTINGS_CASES_DAYS))
    person.row_click(names.SETTINGS_CASES_DAYS, "2026-01-01")
    person.click(names.SETTINGS_CASES_DROP)
    person.until(lambda: len(person.rows(names.SETTINGS_CASES_DAYS)) == shipped)
    kept = {day.date.isoformat(): (day.kind, day.name) for day in calendar.special_days(person.workspace, 2026)}
    assert kept["2026-05-31"] == ("work", "迎检")
    assert "2026-01-01" not in kept


def test_a_team_has_no_such_page(person: Person, tmp_path: Path) -> None:
    assert TAB not in tabs(person, tmp_path, "team")
