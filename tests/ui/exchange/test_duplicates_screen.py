"""Likely duplicates joined, parted and taken back by keys, read back from the file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from chuangjian_desktop.services import upkeep
from chuangjian_desktop.services.exchange import duplicates
from chuangjian_desktop.services.exchange.duplicates import Duplicates
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.exchange.compare.cards import SideCard
from chuangjian_desktop.ui.exchange.compare.lines import Lines
from chuangjian_desktop.ui.widgets.parts import Banner
from tests.helpers.quarrels import Quarrel
from tests.helpers.window import Person

LINES, TABS, HINT = (
    names.COMPARE_PART.format(screen=names.DUPLICATES, part=part) for part in ("lines", "tabs", "hint")
)


def found(person: Person) -> Duplicates:
    return duplicates.overview(person.workspace)


def count(person: Person) -> int:
    lines = person.seek(Lines, LINES)
    return 0 if lines is None else len(lines.titles())


def tab(person: Person, place: int) -> None:
    buttons = person.find(QWidget, TABS).findChildren(QAbstractButton)
    person.qtbot.mouseClick(buttons[place], Qt.MouseButton.LeftButton)  # pyright: ignore[reportUnknownMemberType]
    person.settle()


def badge(person: Person) -> str:
    return person.find(QWidget, names.RAIL.format(name=names.DUPLICATES)).accessibleDescription()


def test_a_pair_is_compared_joined_and_taken_back(person: Person, quarrelling: Quarrel) -> None:
    person.until(lambda: badge(person) == "1 处待定")
    person.click(names.RAIL.format(name=names.DUPLICATES))
    person.until(lambda: count(person) == 1)
    person.settle()
    assert "同一点位、同一测评项" in person.find(Banner, HINT).text()
    said = [card.accessibleName() for card in person.window.findChildren(SideCard) if card.isVisible()]
    assert ["第一组" in said[0] or "第一组" in said[1], "东侧" in "".join(said)] == [True, True]
    kept = found(person).proposals[0].second.line.id
    person.press(Qt.Key.Key_2)
    person.until(lambda: len(found(person).joined) == 1)
    assert found(person).joined[0].first.line.id == kept
    person.until(lambda: count(person) == 0)
    person.until(lambda: badge(person) == "")
    tab(person, 1)
    person.until(lambda: count(person) == 1)
    person.press(Qt.Key.Key_T)
    person.until(lambda: len(found(person).proposals) == 1)
    assert not found(person).joined
    person.settle()
    assert upkeep.check(person.workspace) == []


def test_a_pair_is_parted_and_undone(person: Person) -> None:
    person.click(names.RAIL.format(name=names.DUPLICATES))
    person.until(lambda: count(person) == 1)
    person.settle()
    person.press(Qt.Key.Key_D)
    person.until(lambda: len(found(person).distinct) == 1)
    person.until(lambda: count(person) == 0)
    person.settle()
    person.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: len(found(person).proposals) == 1)
    person.until(lambda: count(person) == 1)
    person.click(names.COMPARE_TAKE.format(n=1))
    person.until(lambda: len(found(person).joined) == 1)
    person.settle()
