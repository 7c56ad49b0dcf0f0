"""Conflicts settled by clicks and keys, read back from the file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services import upkeep
from chuangjian_desktop.services.exchange import conflicts
from chuangjian_desktop.services.exchange.conflicts import Conflict
from chuangjian_desktop.services.pictures import erasure
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.exchange.compare.cards import SideCard
from chuangjian_desktop.ui.exchange.compare.lines import Lines
from chuangjian_desktop.ui.widgets.parts import Banner
from tests.helpers.quarrels import WHY, Quarrel
from tests.helpers.window import Person, window

LINES, TABS = (names.COMPARE_PART.format(screen=names.CONFLICTS, part=part) for part in ("lines", "tabs"))
TOLD = names.COMPARE_PART.format(screen=names.CONFLICTS, part="told")
EMPTY = names.COMPARE_PART.format(screen=names.CONFLICTS, part="empty")
HINT = names.COMPARE_PART.format(screen=names.CONFLICTS, part="hint")


def shown(person: Person) -> list[tuple[str, str, str]]:
    return list(person.await_(Lines, LINES).titles())


def open_screen(person: Person, count: int) -> None:
    person.click(names.RAIL.format(name=names.CONFLICTS))
    person.until(lambda: person.seek(Lines, LINES) is not None and len(shown(person)) == count)
    person.settle()


def to(person: Person, field: str) -> None:
    """Move to a conflict by the keyboard."""
    lines = person.find(Lines, LINES)
    person.until(lambda: any(row[0] == field for row in shown(person)))
    place = next(n for n, row in enumerate(shown(person)) if row[0] == field)
    person.press(Qt.Key.Key_Home, *[Qt.Key.Key_Down] * place)
    person.until(lambda: lines.currentIndex().row() == place)


def tab(person: Person, place: int) -> None:
    buttons = person.find(QWidget, TABS).findChildren(QAbstractButton)
    person.qtbot.mouseClick(buttons[place], Qt.MouseButton.LeftButton)  # pyright: ignore[reportUnknownMemberType]
    person.settle()


def cards(person: Person) -> list[str]:
    """What the cards say, in order."""
    return [card.accessibleName() for card in person.window.findChildren(SideCard) if card.isVisible()]


def listed(person: Person) -> dict[str, Conflict]:
    found = reversed(conflicts.conflicts(person.workspace))  # of several bytes of one photo the first, as on screen
    return {each.field.partition(":")[0]: each for each in found}


def settled(person: Person) -> dict[str, Conflict]:
    return {each.field.partition(":")[0]: each for each in conflicts.settled(person.workspace)}


def badge(person: Person) -> str:
    return person.find(QWidget, names.RAIL.format(name=names.CONFLICTS)).accessibleDescription()


def test_conflicts_are_listed_in_words_and_counted_in_the_rail(person: Person) -> None:
    person.until(lambda: badge(person) == "4 处待定")
    open_screen(person, 4)
    assert {(row[0], row[2]) for row in shown(person)} == {
        ("备注", "2 个值"), ("处数", "2 个值"), ("是否删除", "2 个值"), ("是否彻底删除照片", "申请"),
    }  # fmt: skip
    assert all("ZG-001 解放路" in row[1] for row in shown(person))
    to(person, "处数")
    assert {text.split("，")[0] for text in cards(person)} == {"5 处", "7 处"}
    assert any("李强" in text and "测评组" in text for text in cards(person))
    assert "2 处" in person.find(Banner, HINT).text()
    assert "欧阳晴" in person.find(Banner, HINT).text()


def test_a_key_keeps_a_value_and_the_conflict_moves_to_the_settled(person: Person, quarrelling: Quarrel) -> None:
    open_screen(person, 4)
    to(person, "处数")
    first = listed(person)["count"].candidates[0]
    person.press(Qt.Key.Key_1)
    person.until(lambda: len(shown(person)) == 3)
    person.until(lambda: badge(person) == "3 处待定")
    assert settled(person)["count"].shown == first.value
    assert "已定" in person.find(Banner, TOLD).text()
    tab(person, 1)
    assert [row[0] for row in shown(person)] == ["处数"]
    assert "创建办 欧阳晴" in person.find(Banner, HINT).text()
    other = next(n for n, each in enumerate(settled(person)["count"].candidates, 1) if not each.shown)
    person.click(names.COMPARE_TAKE.format(n=other))
    person.until(lambda: settled(person)["count"].shown != first.value)
    assert len(settled(person)["count"].candidates) == 2
    person.settle()
    assert upkeep.check(person.workspace) == []


def test_both_and_another_value_and_undo(person: Person) -> None:
    open_screen(person, 4)
    to(person, "备注")
    person.press(Qt.Key.Key_B)
    person.until(lambda: "note" in settled(person))
    assert sorted(str(settled(person)["note"].shown).split("；")) == ["乙记", "甲记"]
    person.until(lambda: len(shown(person)) == 3)
    to(person, "处数")
    before = listed(person)["count"].shown
    person.press(Qt.Key.Key_E)
    person.write(names.WRITE_VALUE_FIELD, "6")
    person.click(names.WRITE_VALUE_OK)
    person.until(lambda: "count" in settled(person))
    assert settled(person)["count"].shown == 6
    person.until(lambda: len(shown(person)) == 2)
    person.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: settled(person)["count"].shown == before)
    person.settle()


def test_a_value_that_makes_no_sense_is_refused_in_words(person: Person) -> None:
    open_screen(person, 4)
    to(person, "处数")
    person.press(Qt.Key.Key_E)
    person.write(names.WRITE_VALUE_FIELD, "很多")
    person.click(names.WRITE_VALUE_OK)
    person.click(names.REFUSAL_OK)
    assert "count" in listed(person)


def test_space_goes_on_and_comes_around(person: Person) -> None:
    open_screen(person, 4)
    lines = person.find(Lines, LINES)
    seen: list[int] = []
    for _ in range(5):
        seen.append(lines.currentIndex().row())
        person.press(Qt.Key.Key_Space)
    assert seen == [0, 1, 2, 3, 0]


def test_a_removal_is_kept_or_granted(person: Person, quarrelling: Quarrel) -> None:
    open_screen(person, 4)
    to(person, "是否删除")
    number = next(n for n, each in enumerate(listed(person)["$removed"].candidates, 1) if each.value is True)
    person.press(Qt.Key(Qt.Key.Key_0 + number))
    person.until(lambda: "$removed" in settled(person))
    assert settled(person)["$removed"].shown is True
    person.settle()


def test_a_request_to_erase_is_asked_for_once_more(person: Person, quarrelling: Quarrel) -> None:
    open_screen(person, 4)
    to(person, "是否彻底删除照片")
    assert any(WHY in text for text in cards(person))
    found = listed(person)["$erased"]
    number = next(n for n, each in enumerate(found.candidates, 1) if each.value is True)
    person.press(Qt.Key(Qt.Key.Key_0 + number))
    person.click(names.ERASE_CANCEL)
    assert "$erased" in listed(person)
    person.press(Qt.Key(Qt.Key.Key_0 + number))
    person.click(names.ERASE_OK)
    person.until(lambda: "$erased" not in listed(person))
    gone = erasure(person.workspace, found.photos[0])
    assert gone is not None
    assert (gone.by, gone.reason) == ("欧阳晴", WHY)
    person.until(lambda: len(shown(person)) == 3)
    tab(person, 1)
    assert [row[0] for row in shown(person)] == ["是否彻底删除照片"]
    assert "欧阳晴" in person.find(Banner, HINT).text()


def test_many_at_once_by_a_rule_that_says_how_many_before(person: Person) -> None:
    open_screen(person, 4)
    person.press(Qt.Key.Key_R)
    theirs = next(
        each for each in person.await_(QWidget, names.BY_RULE).findChildren(QRadioButton) if "孙莉" in each.text()
    )
    person.qtbot.mouseClick(theirs, Qt.MouseButton.LeftButton)  # pyright: ignore[reportUnknownMemberType]
    person.until(lambda: person.find(QLabel, names.BY_RULE_COUNT).text() == "会定下 3 处，留下 1 处")
    person.click(names.BY_RULE_OK)
    person.until(lambda: len(shown(person)) == 1)
    assert {name: each.shown for name, each in settled(person).items()} == {
        "count": 7, "note": "乙记", "$removed": False,
    }  # fmt: skip
    assert list(listed(person)) == ["$erased"]
    person.settle()


def test_a_team_sees_its_request_and_that_the_office_decides(qtbot: QtBot, quarrelling: Quarrel) -> None:
    with window(qtbot, quarrelling.team.parent / "other") as team:
        team.open(quarrelling.team)
        team.click(names.RAIL.format(name=names.CONFLICTS))
        team.settle()
        team.until(lambda: [row[0] for row in shown(team)] == ["是否彻底删除照片"])
        assert [card for card in team.window.findChildren(SideCard) if card.take_button().isVisible()] == []
        tab(team, 1)
        team.until(lambda: team.seek(QLabel, EMPTY) is not None)
        assert team.find(QLabel, EMPTY).text() == "还没有定过冲突"
