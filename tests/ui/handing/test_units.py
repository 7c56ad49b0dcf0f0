"""A unit by clicks: its cases go out by the dialog, and its package lands on 整改 beside a workbook's place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.exchange import opening
from chuangjian_desktop.services.exchange.handin import hand_in
from chuangjian_desktop.services.office.cases import answers, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.ui import testing_names as names
from tests.helpers.city import city, unit_named
from tests.helpers.handing import drop
from tests.helpers.window import Person, window

UNIT = "东区城市管理局"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with city(tmp_path / "office") as office:
        found = reading.resolve(office, ("WC-001-01", "WC-001-02"))
        reviewing.assign(office, found, CaseDraft(unit_id=unit_named(office, UNIT)))
        path = office.path
    with window(qtbot, tmp_path) as made:
        made.open(path)
        yield made


def handed_out(person: Person, folder: Path) -> Path:
    assert person.window.area is not None
    person.window.area.go("sites", "")
    person.settle()
    person.click(names.SITES_HANDOUT)
    units = person.await_(QComboBox, names.HANDOUT_UNIT)
    person.until(lambda: units.count() == 2)
    for code in ("T1", "T2"):
        person.click(names.HANDOUT_TEAM.format(code=code))
    person.click(names.HANDOUT_UNITS)
    folder.mkdir()
    person.click(names.HANDOUT_WRITE)
    person.choose_file("handout.place", folder)
    person.await_(QWidget, names.HANDOUT_RESULT)
    person.settle()
    (made,) = folder.iterdir()
    return made


def test_a_unit_gets_its_cases_and_its_package_lands(person: Person, tmp_path: Path) -> None:
    package = handed_out(person, tmp_path / "stick")
    assert opening.envelope(package).addressee.name == UNIT
    person.click(names.HANDOUT_WRITE)
    with closing(opening.create_from(tmp_path / "单位.cjdb", package, person.installation)) as unit:
        answers.reply(unit, reading.resolve(unit, ("WC-001-01",))[0], Reply(measure="已清理"))
        back = hand_in(unit, tmp_path / "回复包.cjpkg").packages[0].path
    assert person.window.area is not None
    person.window.area.go("cases", "")
    person.settle()
    drop(person.await_(QWidget, names.CASES), [back])
    person.await_(QWidget, names.BRING_LANDINGS)
    (row,) = person.rows(names.BRING_LANDINGS)
    assert (row[0], row[-1]) == ("WC-001-01", "新")
    person.click(names.BRING_OK)
    person.until(lambda: person.seek(QWidget, names.CASES_TOLD) is not None)
    assert reading.case(person.workspace, "WC-001-01").state == "replied"


def test_a_units_window_has_its_own_acts_only(person: Person, tmp_path: Path) -> None:
    package = handed_out(person, tmp_path / "stick")
    person.click(names.HANDOUT_WRITE)
    path = tmp_path / "单位.cjdb"
    opening.create_from(path, package, person.installation).close()
    person.open(path)
    assert person.window.area is not None
    assert person.window.area.names() == ("cases", "notices", "handin", "conflicts", "settings")
    person.settle()
    assert person.seek(QWidget, names.CASES_BRING) is None
    assert person.seek(QWidget, names.CASES_PART) is None
