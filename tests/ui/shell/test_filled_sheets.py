"""Score sheets that were filled in by hand, taken in through the window and taken back."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.ui.dialogs.import_tables import ImportDialog
from chuangjian_desktop.ui.testing_names import IMPORT_FILE, IMPORT_OK, IMPORT_REJECTED
from chuangjian_desktop.ui.widgets.parts import Banner
from tests.helpers.checklists import write_book
from tests.helpers.city import city, visit_at
from tests.helpers.window import Person, window

ROWS = [
    ["点位：ZG-003    日期：2026-11-20"],
    ["项目", "内容", "分值", "扣分", "问题描述"],
    ["环境", "路面人行道干净无垃圾", 10, None, "①垃圾②烟头"],
    ["环境", "不存在的一条", 10, None, "垃圾"],
]


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Generator[Person]:
    with city(tmp_path / "city"):
        pass
    with window(qtbot, tmp_path) as made:
        made.open(tmp_path / "city" / "office.cjdb")
        yield made


def banner(person: Person) -> Banner:
    dialog = person.window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    found = dialog.findChild(Banner)
    assert isinstance(found, Banner)
    return found


def test_what_was_found_comes_in_and_goes_back(person: Person, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", ROWS)
    area = person.window.area
    assert area is not None
    dialog = ImportDialog(area.desk, "filled", person.window)
    dialog.open()
    person.click(IMPORT_FILE)
    person.choose_file("import.place", path)
    person.until(lambda: bool(person.rows(IMPORT_REJECTED)))
    ((_sheet, row, why),) = person.rows(IMPORT_REJECTED)
    assert (row, "不存在的一条" in why) == ("4", True)
    assert "新增 2" in banner(person).text()
    person.click(IMPORT_OK)
    person.until(lambda: "已记入 2 个问题" in banner(person).text())
    assert len(visits.sheet(person.workspace, visit_at(person.workspace, "ZG-003")).row("ZG03").findings) == 2
    banner(person).button().click()
    person.until(lambda: "新增 2" in banner(person).text())
    person.settle()
    with pytest.raises(Refusal):
        visit_at(person.workspace, "ZG-003")
    dialog.reject()
