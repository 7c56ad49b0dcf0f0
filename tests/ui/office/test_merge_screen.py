"""Merging through the window: drop, see, decide, take in, papers, receipts, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.services import places, registry
from chuangjian_desktop.services.exchange import handin, keys, merging, opening
from chuangjian_desktop.services.info import digest
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.exchange.proof import Fingerprint
from chuangjian_desktop.ui.exchange.taking.files import FileList
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner
from tests.helpers.colleagues import colleague
from tests.helpers.handing import MORE, drop
from tests.helpers.returns import Round
from tests.helpers.typing import click_on
from tests.helpers.window import Person, window


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with window(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def city(person: Person, tmp_path: Path) -> Round:
    return Round(tmp_path, person.installation)


def begin(person: Person, city: Round) -> QWidget:
    person.open(city.office)
    person.click(names.RAIL.format(name="merge"))
    person.settle()
    return person.await_(QWidget, names.MERGE)


def cards(person: Person) -> list[str]:
    """What the list says of each file."""
    model = person.await_(FileList, names.MERGE_FILES).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def examined(person: Person, count: int) -> list[str]:
    person.until(lambda: person.seek(FileList, names.MERGE_FILES) is not None and len(cards(person)) == count)
    person.settle()
    return cards(person)


def pick(person: Person, words: str) -> None:
    """Click a file's card."""
    files = person.await_(FileList, names.MERGE_FILES)
    place = next(n for n, said in enumerate(cards(person)) if words in said)
    index = files.model().index(place, 0)
    files.scrollTo(index)
    click_on(person.qtbot, files.viewport(), files.visualRect(index).center())


def decide(person: Person, words: str, how: str) -> None:
    """Answer what a file waits for."""
    pick(person, words)
    person.press(Qt.Key.Key_D, modifier=Qt.KeyboardModifier.ControlModifier)
    person.click(names.SIGNER_CHOICE.format(how=how))
    person.click(names.SIGNER_OK)
    person.settle()


def result(person: Person) -> str:
    return person.await_(Banner, names.MERGE_RESULT).text()


def test_a_team_is_compared_enrolled_taken_in_told_and_taken_back(person: Person, city: Round) -> None:
    package = city.brought("T1", "东门入口")
    screen = begin(person, city)
    before = digest(person.workspace)
    drop(screen, [package])
    assert "签名者未登记" in examined(person, 1)[0]
    assert not person.find(Button, names.MERGE_TAKE).isEnabled()
    person.press(Qt.Key.Key_D, modifier=Qt.KeyboardModifier.ControlModifier)
    own = keys.own_fingerprint(city.computer("T1"))
    assert own.replace("-", " ") in person.await_(Fingerprint, names.SIGNER_FINGERPRINT).accessibleName()
    person.click(names.SIGNER_CHOICE.format(how="team"))
    person.click(names.SIGNER_OK)
    person.settle()
    assert "可并入" in cards(person)[0]
    assert digest(person.workspace) == before
    person.click(names.MERGE_TAKE)
    person.until(lambda: "已并入 1 个文件" in result(person))
    person.settle()
    assert digest(person.workspace) != before
    assert [each.fingerprint for each in merging.known_signers(person.workspace)] == [own]
    person.click(names.MERGE_AFTER.format(name="undo"))
    person.click(names.UNMERGE_OK)
    person.until(lambda: digest(person.workspace) == before)
    person.settle()
    assert "已整体撤回" in person.await_(Banner, names.MERGE_BANNER).text()


def test_receipts_lie_beside_the_packages_and_the_report_is_printed(person: Person, city: Round) -> None:
    package = city.brought("T1", "东门入口")
    drop(begin(person, city), [package])
    examined(person, 1)
    decide(person, "T1.cjpkg", "team")
    person.click(names.MERGE_TAKE)
    person.until(lambda: "已并入" in result(person))
    person.click(names.MERGE_AFTER.format(name="receipts"))
    person.choose_file("merge.receipts.place", package.parent)
    person.until(lambda: person.seek(Banner, names.MERGE_BANNER) is not None)
    person.settle()
    made = [each for each in package.parent.iterdir() if each.name.startswith("回执")]
    told = opening.envelope(made[0])
    assert [line.file for line in told.receipt] == [package.name]
    assert fingerprint(bytes.fromhex(told.sender.key)) == keys.own_fingerprint(person.installation)
    person.click(names.MERGE_AFTER.format(name="report"))
    out = package.parent / "合并报告.pdf"
    person.click(names.REPORT_SAVE)
    person.choose_file("report.place", out)
    person.until(out.exists)
    person.settle()
    assert out.read_bytes().startswith(b"%PDF")


def test_one_bad_file_does_not_stop_the_others_and_boxes_choose(person: Person, city: Round) -> None:
    good, other = city.brought("T1", "东门入口"), city.brought("T2", "西门路口")
    raw = bytearray(good.read_bytes())
    raw[len(raw) // 2] ^= 1
    (good.parent / "坏.cjpkg").write_bytes(raw)
    (good.parent / "说明.txt").write_text("不相干", encoding="utf-8")
    drop(begin(person, city), [good.parent])
    said = examined(person, 3)
    assert sum("未登记" in each for each in said) == 2
    bad = next(each for each in said if "坏.cjpkg" in each)
    assert "未并入 M0" in bad
    decide(person, "T1.cjpkg", "team")
    decide(person, "T2.cjpkg", "once")
    assert sum("可并入" in each for each in cards(person)) == 2
    assert any("未验证" in each for each in cards(person))
    pick(person, "T1.cjpkg")
    person.press(Qt.Key.Key_Space)
    person.settle()
    assert person.find(Button, names.MERGE_TAKE).text() == "并入选中的 1 个"
    person.click(names.MERGE_TAKE)
    person.until(lambda: "已并入 1 个文件" in result(person))
    person.settle()
    came = [each.taken_in for each in merging.history(person.workspace) if each.taken_in is not None]
    assert [each["file"] for each in came] == [other.name]
    assert [each["marks"] for each in came] == [["unsigned"]]
    assert merging.known_signers(person.workspace) == ()


def test_a_rescued_workspace_is_taken_in_by_explicit_choice_only(person: Person, city: Round) -> None:
    with city.team("T1") as team:
        city.find(team, "东门入口")
        rescued = team.path
    drop(begin(person, city), [rescued])
    assert "没有签名" in examined(person, 1)[0]
    decide(person, rescued.name, "once")
    assert "未验证" in cards(person)[0]
    person.click(names.MERGE_TAKE)
    person.until(lambda: "已并入" in result(person))
    person.settle()
    assert [each.taken_in["marks"] for each in merging.history(person.workspace) if each.taken_in] == [["unsigned"]]


def test_putting_everything_aside_leaves_the_file_as_it_was(person: Person, city: Round) -> None:
    package = city.brought("T1", "东门入口")
    drop(begin(person, city), [package])
    before = digest(person.workspace)
    examined(person, 1)
    decide(person, "T1.cjpkg", "team")
    person.click(names.MERGE_CLEAR)
    person.settle()
    assert person.seek(FileList, names.MERGE_FILES) is None
    assert digest(person.workspace) == before
    assert merging.known_signers(person.workspace) == ()
    assert not list((person.installation.folder / "staging").iterdir())


def test_history_and_signers_are_there_after_reopening(person: Person, city: Round) -> None:
    package = city.brought("T1", "东门入口")
    drop(begin(person, city), [package])
    examined(person, 1)
    decide(person, "T1.cjpkg", "team")
    person.click(names.MERGE_TAKE)
    person.until(lambda: "已并入" in result(person))
    person.settle()
    begin(person, city)
    person.turn_to(names.MERGE_PAGES, "历史")
    person.until(lambda: len(person.rows(names.MERGE_HISTORY)) == 2)
    newest, oldest = person.rows(names.MERGE_HISTORY)
    assert (newest[1], newest[2]) == ("收到", package.name)
    assert oldest[1] == "发出"
    detail = [row[1] for row in person.rows(names.MERGE_HISTORY_DETAIL)]
    assert "1 条问题" in detail
    assert "签名者已核对登记" in detail
    person.turn_to(names.MERGE_PAGES, "签名者")
    assert [row[2] for row in person.rows(names.MERGE_SIGNERS)] == [keys.own_fingerprint(city.computer("T1"))]
    person.turn_to(names.MERGE_PAGES, "历史")
    person.click(names.MERGE_UNDO)
    person.click(names.UNMERGE_OK)
    person.until(lambda: person.rows(names.MERGE_HISTORY)[0][1] == "已撤回")


def test_what_was_built_on_a_merge_keeps_it(person: Person, city: Round) -> None:
    package = city.brought("T1", "东门入口")
    drop(begin(person, city), [package])
    examined(person, 1)
    decide(person, "T1.cjpkg", "team")
    person.click(names.MERGE_TAKE)
    person.until(lambda: "已并入" in result(person))
    person.click(names.MERGE_AFTER.format(name="receipts"))
    person.choose_file("merge.receipts.place", package.parent)
    person.until(lambda: person.seek(Banner, names.MERGE_BANNER) is not None)
    person.settle()
    held = digest(person.workspace)
    person.click(names.MERGE_AFTER.format(name="undo"))
    person.click(names.UNMERGE_OK)
    told = person.await_(QWidget, names.REFUSAL_SENTENCE).accessibleName()
    assert "此后已发出交换文件" in told
    person.click(names.REFUSAL_OK)
    assert digest(person.workspace) == held


def test_a_merge_that_is_stopped_leaves_everything_as_it_was(person: Person, city: Round) -> None:
    package = city.brought("T1", "东门入口")
    drop(begin(person, city), [package])
    examined(person, 1)
    decide(person, "T1.cjpkg", "team")
    before, gate = digest(person.workspace), Event()
    person.session.runner.run(lambda _progress: gate.wait(30), lambda _ended: None, person.faults.append)
    person.click(names.MERGE_TAKE)
    person.click(names.MERGE_CANCEL)
    gate.set()
    person.settle()
    assert digest(person.workspace) == before
    assert merging.last_merge(person.workspace) == ()
    assert "可并入" in cards(person)[0]
    person.click(names.MERGE_TAKE)
    person.until(lambda: "已并入" in result(person))
    person.settle()
    assert digest(person.workspace) != before


def test_what_was_dropped_while_stopping_is_not_kept_unseen(person: Person, city: Round) -> None:
    package, other = city.brought("T1", "东门入口"), city.brought("T2", "西门路口")
    screen, gate = begin(person, city), Event()
    for _lane in range(2):
        person.session.runner.run(lambda _p: gate.wait(30), lambda _e: None, person.faults.append, lane="work")
    drop(screen, [package])
    person.click(names.MERGE_CANCEL)
    drop(screen, [other])
    gate.set()
    person.settle()
    said = [each.text() for each in screen.findChildren(Banner) if each.isVisible()]
    assert "还有 1 个文件没有查看，需要时请再拖进来" in said
    drop(screen, [other])
    assert "T2.cjpkg" in examined(person, 1)[0]


def test_what_is_written_in_the_offices_name_needs_a_word_of_its_own(person: Person, city: Round) -> None:
    with colleague(city.office, city.folder / "other", "另一台", role="office") as other:
        registry.add_sites(other, MORE)
        package = handin.hand_in(other, city.folder / "另一台.cjpkg").packages[0].path
    drop(begin(person, city), [package])
    examined(person, 1)
    decide(person, package.name, "team")
    assert "越权内容" in cards(person)[0]
    assert not person.find(Button, names.MERGE_TAKE).isEnabled()
    decide(person, package.name, "as_office")
    assert "代办内容" in cards(person)[0]
    person.click(names.MERGE_TAKE)
    person.until(lambda: "已并入" in result(person))
    person.settle()
    assert places.site_by_code(person.workspace, "ZG-009") is not None
    person.turn_to(names.MERGE_PAGES, "历史")
    assert person.rows(names.MERGE_HISTORY)[0][5] == "代办内容"


def test_files_that_come_later_join_those_that_wait(person: Person, city: Round) -> None:
    first, second = city.brought("T1", "东门入口"), city.brought("T2", "西门路口")
    screen = begin(person, city)
    drop(screen, [first])
    examined(person, 1)
    decide(person, first.name, "team")
    drop(screen, [second, first])
    assert len(examined(person, 2)) == 2
    decide(person, second.name, "team")
    person.click(names.MERGE_TAKE)
    person.until(lambda: "已并入 2 个文件" in result(person))
    person.settle()
    assert len(merging.known_signers(person.workspace)) == 2
