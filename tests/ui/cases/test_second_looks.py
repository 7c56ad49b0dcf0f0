"""回头看: drawn in the office by a dialog, looked at on a team's laptop, with a photo and a result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.rechecking import Seen, recheck
from chuangjian_desktop.services.exchange import handout, opening
from chuangjian_desktop.services.fieldwork import rechecks as team_rechecks
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.office.cases import closing, rechecks
from chuangjian_desktop.services.workspace import open_workspace
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.exchange.compare.lines import Lines
from chuangjian_desktop.ui.widgets.parts import Banner
from tests.helpers.handing import drop
from tests.helpers.notices import jpeg
from tests.helpers.typing import type_text
from tests.helpers.window import Person, window
from tests.ui.cases.conftest import begun

pytestmark = pytest.mark.usefixtures("light_children")


def test_a_share_is_drawn_from_a_seed_for_a_team(person: Person) -> None:
    rest = reading.resolve(person.workspace, ["WC-001-01", "WC-001-02"])
    recheck(person.workspace, rest, Seen("passed"))
    closing.close(person.workspace, rest)
    person.press(Qt.Key.Key_2, modifier=Qt.KeyboardModifier.AltModifier)
    person.settle()
    person.click(names.CASES_DRAW)
    share = person.await_(QSpinBox, names.DRAW_PERCENT)
    share.setValue(60)
    assert person.find(QLabel, names.DRAW_COUNT).text() == "2 件"
    person.write(names.DRAW_SEED, "7")
    person.click(names.DRAW_OK)
    person.until(lambda: len(rechecks.tasks(person.workspace)) == 2)
    tasks = rechecks.tasks(person.workspace)
    assert {task.draw for task in tasks} == {"seed=7 n=2 of=3"}
    person.until(lambda: "种子 7" in person.find(Banner, names.CASES_TOLD).text())


@pytest.fixture
def team(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """A team's window on its task package with two cases to look at again."""
    office = open_workspace(begun(tmp_path), Installation(tmp_path / "office-computer"))
    rechecks.plan(office, "T1", count=2, seed=7, states=rechecks.SAMPLED)
    package = handout.hand_out(office, "T1", tmp_path / "task.cjpkg").packages[0].path
    office.close()
    with window(qtbot, tmp_path / "team") as made:
        path = tmp_path / "一组.cjdb"
        opening.create_from(path, package, made.installation).close()
        made.open(path)
        assert made.window.area is not None
        made.window.area.go(names.RECHECKS, "")
        made.settle()
        yield made


def test_a_team_says_what_it_sees(team: Person, tmp_path: Path) -> None:
    lines = team.await_(Lines, names.RECHECKS_LIST)
    team.until(lambda: len(lines.titles()) == 2)
    first, second = (each.task.id for each in team_rechecks.tasks(team.workspace))
    (tmp_path / "现在.jpg").write_bytes(jpeg(11))
    drop(team.find(QWidget, names.RECHECKS), [tmp_path / "现在.jpg"])
    team.until(lambda: "现在" in team.find(QWidget, names.RECHECKS_PICTURES).accessibleName())
    team.settle()
    team.press(Qt.Key.Key_Y)
    team.until(lambda: done(team, first) == "passed")
    team.settle()
    case = next(each for each in team_rechecks.tasks(team.workspace) if each.task.id == first).case
    assert len(reading.photos(team.workspace, case).recheck) == 1
    team.until(lambda: case.number in team.find(Banner, names.RECHECKS_TOLD).text())
    team.click(names.RECHECKS_FAILED)
    assert done(team, second) == ""
    type_text(team.find(QWidget, names.RECHECKS_NOTE), "又堆上了")
    team.click(names.RECHECKS_FAILED)
    team.until(lambda: done(team, second) == "failed")
    team.until(lambda: {each[2] for each in lines.titles()} == {"通过", "未通过"})


def done(team: Person, task: str) -> str:
    return next(each.task.result for each in team_rechecks.tasks(team.workspace) if each.task.id == task)
