"""Handing in by clicks and keys: what is missing, the leader's word, the package, the slip, and the receipt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services import places
from chuangjian_desktop.services.exchange import keys, opening, receipts
from chuangjian_desktop.services.fieldwork import answers, visits
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.exchange.proof import QrCode
from chuangjian_desktop.ui.fieldwork.handin.done import DonePage
from chuangjian_desktop.ui.fieldwork.handin.state import Written
from chuangjian_desktop.ui.widgets.buttons import Button
from tests.helpers.handing import drop, receipt, task, team_file, words_in
from tests.helpers.offices import opened
from tests.helpers.window import Person, window


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with window(qtbot, tmp_path) as made:
        made.open(team_file(tmp_path, made.installation, task(tmp_path)))
        yield made


def begin_visit(person: Person, code: str = "WC-001") -> str:
    site = places.site_by_code(person.workspace, code)
    assert site is not None
    return visits.visit_of(person.workspace, site.id)


def answer_some(person: Person, visit: str, count: int = 2) -> None:
    for row in visits.sheet(person.workspace, visit).rows[:count]:
        answers.set_answer(person.workspace, visit, row.item.code, "conforming")


def to_hand_in(person: Person) -> None:
    person.press(Qt.Key.Key_5, modifier=Qt.KeyboardModifier.AltModifier)
    person.await_(QWidget, names.HANDIN)
    person.settle()


def hand_in(person: Person, out: Path) -> None:
    to_hand_in(person)
    person.write(names.HANDIN_LEADER, "王敏")
    click_tick(person)
    person.click(names.HANDIN_WRITE)
    person.choose_file("handin.place", out)
    person.await_(QWidget, names.HANDIN_FINGERPRINT)
    person.settle()


def labels_in(person: Person, name: str) -> str:
    return " ".join(each.text() for each in person.await_(QWidget, name).findChildren(QLabel))


def click_tick(person: Person) -> None:
    tick = person.await_(QCheckBox, names.HANDIN_CONFIRM)
    tick.setFocus()
    person.press(Qt.Key.Key_Space)
    assert tick.isChecked()


def test_what_is_missing_leads_to_its_item(person: Person) -> None:
    visit = begin_visit(person)
    answer_some(person, visit)
    to_hand_in(person)
    rows = person.rows(names.HANDIN_MISSING)
    assert any(row[0] == "未作答" and row[1] == "中山公厕" for row in rows)
    assert [row[1] for row in rows if row[0] == "未测评"] == ["东方广场工地", "东门农贸市场", "解放路", "人民路"]
    asked = next(row for row in rows if row[0] == "未作答")
    person.row_click(names.HANDIN_MISSING, asked[2])
    person.press(Qt.Key.Key_Return)
    person.await_(QWidget, names.WALK)
    person.settle()
    assert person.await_(QLabel, names.WALK_ITEM_CODE).text() in asked[2]


def test_an_unvisited_site_is_found_on_the_sites_screen(person: Person) -> None:
    to_hand_in(person)
    person.row_click(names.HANDIN_MISSING, "解放路")
    person.press(Qt.Key.Key_Return)
    assert person.await_(QLineEdit, names.SITES_SEARCH).text() == "ZG-001"


def test_nothing_is_written_before_somebody_confirms(person: Person) -> None:
    to_hand_in(person)
    write = person.await_(Button, names.HANDIN_WRITE)
    assert person.await_(QLineEdit, names.HANDIN_LEADER).text() == "王敏"
    assert not write.isEnabled()
    person.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    tick = person.await_(QCheckBox, names.HANDIN_CONFIRM)
    person.until(tick.hasFocus)
    person.press(Qt.Key.Key_Space)
    assert write.isEnabled()


def test_the_stick_may_go_once_the_package_was_compared(person: Person, tmp_path: Path) -> None:
    answer_some(person, begin_visit(person))
    out = tmp_path / "stick" / "交回.cjpkg"
    out.parent.mkdir()
    hand_in(person, out)
    manifest = opening.envelope(out)
    assert manifest.sender.person == "王敏"
    assert manifest.counts["answer"] == 2
    said = words_in(person, names.HANDIN_DONE)
    assert "2 项" in said
    person.until(lambda: "交回.cjpkg" in words_in(person, names.HANDIN_DONE))
    assert any(
        label.text() == "可以拔出 U 盘" for label in person.find(QWidget, names.HANDIN_DONE).findChildren(QLabel)
    )
    own = keys.own_fingerprint(person.installation)
    assert own.replace("-", " ") in person.find(QWidget, names.HANDIN_FINGERPRINT).accessibleName()
    assert own.replace("-", "") in person.find(QrCode, names.HANDIN_CODE).text()
    person.click(names.HANDIN_SLIP)
    person.choose_file("handin.slip.place", tmp_path / "slip.pdf")
    person.until((tmp_path / "slip.pdf").is_file)
    person.settle()
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    person.click(names.HANDIN_AGAIN)
    assert "未送达" in labels_in(person, names.HANDIN_EARLIER)


def test_a_receipt_says_what_has_arrived_and_makes_the_next_one_small(person: Person, tmp_path: Path) -> None:
    visit = begin_visit(person)
    answer_some(person, visit)
    hand_in(person, tmp_path / "1.cjpkg")
    person.click(names.HANDIN_AGAIN)
    assert not person.await_(QRadioButton, names.HANDIN_SINCE).isEnabled()
    drop(person.find(QWidget, names.HANDIN_MISSING), [receipt(tmp_path, tmp_path / "1.cjpkg")])
    person.click(names.RECEIVE_OK)
    told = person.await_(QWidget, names.RECEIVE_TOLD)
    assert "已送达" in told.accessibleName()
    person.click(names.RECEIVE_OK)
    person.settle()
    assert receipts.hand_ins(person.workspace)[0].arrived_at
    answer_some(person, visit, 4)
    to_hand_in(person)
    since = person.await_(QRadioButton, names.HANDIN_SINCE)
    person.until(since.isEnabled)
    since.setFocus()
    person.press(Qt.Key.Key_Space)
    hand_in(person, tmp_path / "2.cjpkg")
    second = opening.envelope(tmp_path / "2.cjpkg")
    assert second.builds_on == receipts.hand_ins(person.workspace)[0].packages
    assert (tmp_path / "2.cjpkg").stat().st_size < (tmp_path / "1.cjpkg").stat().st_size


def test_a_hand_in_can_be_stopped_and_leaves_nothing(person: Person, tmp_path: Path) -> None:
    answer_some(person, begin_visit(person))
    to_hand_in(person)
    click_tick(person)
    gate = Event()
    person.session.runner.run(lambda _progress: gate.wait(), lambda _result: None, person.faults.append)
    person.click(names.HANDIN_WRITE)
    (tmp_path / "stick").mkdir()
    person.choose_file("handin.place", tmp_path / "stick" / "交回.cjpkg")
    person.click(names.PROGRESS_CANCEL)
    gate.set()
    person.until(lambda: person.seek(QWidget, names.PROGRESS) is None)
    person.settle()
    assert not list((tmp_path / "stick").iterdir())
    assert person.seek(QWidget, names.HANDIN_DONE) is None
    assert person.await_(QCheckBox, names.HANDIN_CONFIRM).isChecked()
    assert not receipts.hand_ins(person.workspace)


def test_several_files_are_said_plainly(qtbot: QtBot) -> None:
    page = DonePage()
    qtbot.addWidget(page)
    files = tuple((f"交回-{n}.cjpkg", "4.0 GB", "0" * 64) for n in (1, 2))
    page.show_written(Written("写好了", "分成了 2 个，要一起交。", "0-1-2-3-4-5", "CJPKG:1", files))
    page.show()
    said = " ".join(each.accessibleName() for each in page.findChildren(QWidget))
    assert "要一起交" in said
    assert "交回-2.cjpkg" in said


def test_today_tells_where_handing_in_stands(person: Person, tmp_path: Path) -> None:
    def today() -> str:
        person.press(Qt.Key.Key_1, modifier=Qt.KeyboardModifier.AltModifier)
        person.settle()
        return person.await_(QWidget, names.TODAY_HANDIN_WORDS).accessibleName()

    visit = begin_visit(person)
    answer_some(person, visit)
    assert "还没有交回过" in today()
    assert "2 项结果" in today()
    hand_in(person, tmp_path / "1.cjpkg")
    assert "未送达" in today()
    drop(person.window, [receipt(tmp_path, tmp_path / "1.cjpkg")])
    person.click(names.RECEIVE_OK)
    person.await_(QWidget, names.RECEIVE_TOLD)
    person.click(names.RECEIVE_OK)
    person.settle()
    assert "已送达" in today()
    answer_some(person, visit, 3)
    person.settle()
    assert "之后又有：1 项结果" in today()
    person.click(names.TODAY_HANDIN)
    person.await_(QWidget, names.HANDIN)


def test_an_office_hands_in_to_the_one_above(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path / "below", "office") as office:
        path = office.path
    with window(qtbot, tmp_path) as person:
        person.open(path)
        assert person.window.area is not None
        person.window.area.go("handin", "")
        person.settle()
        person.write(names.HANDIN_LEADER, "周主任")
        click_tick(person)
        person.click(names.HANDIN_WRITE)
        person.choose_file("handin.place", tmp_path / "up.cjpkg")
        person.await_(QWidget, names.HANDIN_FINGERPRINT)
        manifest = opening.envelope(tmp_path / "up.cjpkg")
        assert (manifest.purpose, manifest.sender.role, manifest.addressee.role) == ("return", "office", "office")
