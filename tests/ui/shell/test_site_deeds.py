"""What can be done about a site besides walking it: nobody could get in; going on with a newer checklist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services import places
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.widgets.parts import Banner
from tests.helpers.city import city, visit_at
from tests.helpers.second_round import next_toilets
from tests.helpers.typing import press_on
from tests.helpers.window import Person, window


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with city(tmp_path / "office") as office:
        visits.reopen(office, visit_at(office, "WC-002"), "换用新表")
        next_toilets(office)
        path = office.path
    with window(qtbot, tmp_path) as made:
        made.open(path)
        yield made


def today(person: Person) -> None:
    person.press(Qt.Key.Key_9, modifier=Qt.KeyboardModifier.AltModifier)
    person.settle()
    person.until(lambda: len(person.rows(names.TODAY_SITES)) == 6)


def state(person: Person, code: str) -> str:
    return next(each.state for each in places.sites(person.workspace) if each.code == code)


def take_back(person: Person) -> None:
    button = person.find(Banner, names.DEED_TOLD).button()
    press_on(person.qtbot, button, Qt.Key.Key_Space)
    person.settle()


def test_nobody_could_get_in_is_noted_with_the_reason_and_undone(person: Person) -> None:
    today(person)
    person.row_click(names.TODAY_SITES, "解放路")
    assert person.seek(QWidget, names.DEED_REFUSE) is None
    person.row_click(names.TODAY_SITES, "北环路")
    person.click(names.DEED_REFUSE)
    person.click(names.REFUSE_USUAL.format(n=1))
    assert person.find(QLineEdit, names.REFUSE_REASON).text() == "关门停业"
    person.click(names.REFUSE_OK)
    person.until(lambda: state(person, "ZG-003") == "refused")
    person.until(lambda: {row[1]: row[-1] for row in person.rows(names.TODAY_SITES)}["北环路"] == "没能进去")
    assert "没能进去" in person.find(Banner, names.DEED_TOLD).text()
    take_back(person)
    person.until(lambda: state(person, "ZG-003") == "")


def test_a_refused_site_is_listed_among_the_sites(person: Person) -> None:
    today(person)
    person.click(names.TODAY_FIND)
    person.settle()
    person.until(lambda: len(person.rows(names.SITES_TABLE)) == 6)
    person.row_click(names.SITES_TABLE, "北环路")
    person.click(names.DEED_REFUSE)
    person.write(names.REFUSE_REASON, "大门上锁")
    person.click(names.REFUSE_OK)
    person.until(lambda: person.seek(QWidget, f"{names.SITES_STATE}.refused") is not None)
    person.settle()
    person.click(f"{names.SITES_STATE}.refused")
    person.until(lambda: [row[2] for row in person.rows(names.SITES_TABLE)] == ["北环路"])


def test_a_begun_visit_goes_on_with_the_newer_checklist(person: Person) -> None:
    visit = visit_at(person.workspace, "WC-002")
    before = visits.version_of(person.workspace, visit).id
    today(person)
    person.row_click(names.TODAY_SITES, "花园公厕")
    assert person.seek(QWidget, names.DEED_MOVE) is None
    person.row_click(names.TODAY_SITES, "建设公厕")
    person.click(names.DEED_MOVE)
    person.until(lambda: len(person.rows(names.MOVE_ROWS)) == 5)
    rows = {row[0][:4]: row[1:] for row in person.rows(names.MOVE_ROWS)}
    assert (rows["WC08"][0], rows["WC18"][0], rows["WC02"][1]) == ("已删去", "新增的", "20 → 23")
    assert visits.version_of(person.workspace, visit).id == before
    person.click(names.MOVE_OK)
    person.until(lambda: visits.version_of(person.workspace, visit).id != before)
    person.settle()
    take_back(person)
    person.until(lambda: visits.version_of(person.workspace, visit).id == before)
