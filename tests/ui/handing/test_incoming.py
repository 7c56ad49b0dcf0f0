"""Packages that arrive: by drop on the start screen and on an open file, by double click, for us and for others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.app.window import WindowArgs, begin
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.services import places, registry
from chuangjian_desktop.services.exchange import handin, handout, keys, merging, opening
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import open_workspace
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.widgets.buttons import Button
from tests.helpers.handing import MORE, correction, drop, receipt, task, team_file, words_in
from tests.helpers.offices import opened
from tests.helpers.window import Person, window


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with window(qtbot, tmp_path) as made:
        yield made


def place_at(person: Person, path: Path) -> None:
    person.write(names.TASK_PLACE, str(path))


def site_codes(person: Person) -> list[str]:
    return [site.code for site in places.sites(person.workspace)]


def take_in_correction(person: Person) -> None:
    """Take the package in that is shown, and see the site come that it brings."""
    assert "ZG-009" not in site_codes(person)
    person.click(names.RECEIVE_OK)
    person.await_(QWidget, names.RECEIVE_TOLD)
    person.click(names.RECEIVE_OK)
    person.settle()
    assert "ZG-009" in site_codes(person)


def test_a_task_dropped_on_the_start_screen_begins_the_work(person: Person, tmp_path: Path) -> None:
    drop(person.find(QWidget, names.START), [task(tmp_path)])
    said = words_in(person, names.TASK)
    assert "市创建办" in said
    assert "第一组" in said
    assert person.find(QWidget, names.TASK_FINGERPRINT).accessibleName().count(" ") == 6
    person.write(names.TASK_PERSON, "李强")
    place_at(person, tmp_path / "新的" / "第一组.cjdb")
    person.click(names.TASK_OK)
    person.await_(QWidget, names.TODAY)
    person.settle()
    assert person.workspace.path == tmp_path / "新的" / "第一组.cjdb"
    assert person.workspace.facts["team"] == "T1"
    assert "ZG-001" in site_codes(person)
    assert person.installation.settings.person == "李强"


def test_a_double_click_opens_what_it_is(person: Person, tmp_path: Path) -> None:
    begin(person.window, WindowArgs(task(tmp_path), False, person.installation))
    person.await_(QLineEdit, names.TASK_PLACE)
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: person.seek(QWidget, names.TASK) is None)
    assert person.window.session is None
    renamed = tmp_path / "改名.cjdb"
    renamed.write_bytes((tmp_path / "任务.cjpkg").read_bytes())
    begin(person.window, WindowArgs(renamed, False, person.installation))
    person.await_(QLineEdit, names.TASK_PLACE)


def test_a_taken_name_is_told_and_the_dialog_stays(person: Person, tmp_path: Path) -> None:
    (tmp_path / "有了.cjdb").write_bytes(b"mine")
    drop(person.find(QWidget, names.START), [task(tmp_path)])
    place_at(person, tmp_path / "有了.cjdb")
    person.click(names.TASK_OK)
    person.await_(QWidget, names.REFUSAL_SENTENCE)
    person.click(names.REFUSAL_OK)
    assert (tmp_path / "有了.cjdb").read_bytes() == b"mine"
    place_at(person, tmp_path / "另一个.cjdb")
    person.click(names.TASK_OK)
    person.until(lambda: person.window.session is not None)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_task_and_its_correction_dropped_together_both_come_in(
    person: Person, tmp_path: Path, *, swapped: bool
) -> None:
    paths = [task(tmp_path), correction(tmp_path)]
    drop(person.find(QWidget, names.START), paths[::-1] if swapped else paths)
    assert "这是更正包" not in words_in(person, names.TASK)
    place_at(person, tmp_path / "第一组.cjdb")
    person.click(names.TASK_OK)
    card = person.await_(QWidget, names.RECEIVE_PACKAGE.format(n=0))
    assert "更正包" in card.accessibleName()
    take_in_correction(person)


def test_what_waits_for_a_task_is_forgotten_with_it(person: Person, tmp_path: Path) -> None:
    drop(person.find(QWidget, names.START), [task(tmp_path), correction(tmp_path)])
    person.await_(QWidget, names.TASK)
    person.click(names.TASK_CANCEL)
    person.until(lambda: person.seek(QWidget, names.TASK) is None)
    person.open(tmp_path / "office" / "office.cjdb")
    person.settle()
    person.await_(QWidget, names.LEDGER)


def test_a_file_and_a_package_for_it_dropped_together(person: Person, tmp_path: Path) -> None:
    path = team_file(tmp_path, person.installation, task(tmp_path))
    drop(person.find(QWidget, names.START), [correction(tmp_path), path])
    card = person.await_(QWidget, names.RECEIVE_PACKAGE.format(n=0))
    assert "更正包" in card.accessibleName()
    assert person.workspace.path == path
    person.press(Qt.Key.Key_Escape)


def test_a_damaged_task_is_refused_in_words(person: Person, tmp_path: Path) -> None:
    package = task(tmp_path)
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(data)
    drop(person.find(QWidget, names.START), [package])
    person.await_(QWidget, names.TASK)
    place_at(person, tmp_path / "第一组.cjdb")
    person.click(names.TASK_OK)
    person.await_(QWidget, names.REFUSAL_SENTENCE)
    person.click(names.REFUSAL_OK)
    assert not (tmp_path / "第一组.cjdb").exists()


def test_a_return_waits_for_the_office_to_be_opened(person: Person, tmp_path: Path) -> None:
    package = task(tmp_path)
    path = team_file(tmp_path, person.installation, package)
    workspace = open_workspace(path, person.installation)
    handin.hand_in(workspace, tmp_path / "交回.cjpkg")
    workspace.close()
    drop(person.find(QWidget, names.START), [receipt(tmp_path, tmp_path / "交回.cjpkg")])
    assert "回执" in person.await_(QWidget, names.TASK).windowTitle()
    person.click(names.TASK_OK)
    person.choose_file("open.place", path)
    person.click(names.RECEIVE_OK)
    assert "已送达" in person.await_(QWidget, names.RECEIVE_TOLD).accessibleName()
    person.click(names.RECEIVE_OK)


def test_a_correction_is_seen_before_it_is_taken_in(person: Person, tmp_path: Path) -> None:
    person.open(team_file(tmp_path, person.installation, task(tmp_path)))
    drop(person.find(QWidget, names.TODAY), [correction(tmp_path)])
    card = person.await_(QWidget, names.RECEIVE_PACKAGE.format(n=0))
    assert "更正包" in card.accessibleName()
    assert "1 个点位" in card.accessibleName()
    take_in_correction(person)
    drop(person.find(QWidget, names.TODAY), [tmp_path / "更正.cjpkg"])
    card = person.await_(QWidget, names.RECEIVE_PACKAGE.format(n=0))
    assert "收过" in card.accessibleName()
    assert not person.find(Button, names.RECEIVE_OK).isEnabled()
    person.press(Qt.Key.Key_Escape)


def test_a_new_round_is_the_one_to_work_in(person: Person, tmp_path: Path) -> None:
    person.open(team_file(tmp_path, person.installation, task(tmp_path)))
    assert places.current_round(person.workspace).code != "R9"
    with opened(tmp_path / "office", "office") as office, office.writing() as writer:
        fields = {"code": "R9", "name": "第九轮", "created": "2099-01-04T09:00:00+08:00"}
        writer.put("office.round", named("office.round", office.office, "R9"), fields)
    drop(person.find(QWidget, names.TODAY), [task(tmp_path, name="新一轮.cjpkg")])
    person.click(names.RECEIVE_OK)
    person.await_(QWidget, names.RECEIVE_TOLD)
    person.click(names.RECEIVE_OK)
    person.settle()
    person.until(lambda: places.current_round(person.workspace).code == "R9")


def test_a_task_for_another_team_is_refused_in_words(person: Person, tmp_path: Path) -> None:
    person.open(team_file(tmp_path, person.installation, task(tmp_path)))
    drop(person.find(QWidget, names.TODAY), [task(tmp_path, "T2", "别的.cjpkg")])
    card = person.await_(QWidget, names.RECEIVE_PACKAGE.format(n=0))
    assert "是给“第二组”的" in card.accessibleName()
    assert not person.find(Button, names.RECEIVE_OK).isEnabled()
    person.click(names.RECEIVE_CANCEL)
    assert person.workspace.facts["team"] == "T1"


def test_an_office_with_a_new_key_is_compared_first(person: Person, tmp_path: Path) -> None:
    person.open(team_file(tmp_path, person.installation, task(tmp_path)))
    with opened(tmp_path / "office", "office") as office:
        path = office.path
    moved = open_workspace(path, Installation(tmp_path / "new-computer"))
    handout.hand_out(moved, "T1", tmp_path / "换机.cjpkg")
    moved.close()
    drop(person.find(QWidget, names.TODAY), [tmp_path / "换机.cjpkg"])
    tick = person.await_(QCheckBox, names.RECEIVE_COMPARED.format(n=0))
    assert not person.find(Button, names.RECEIVE_OK).isEnabled()
    tick.setFocus()
    person.press(Qt.Key.Key_Space)
    person.until(lambda: person.find(Button, names.RECEIVE_OK).isEnabled() or "收过" in words_in(person, names.RECEIVE))
    person.press(Qt.Key.Key_Escape)


def test_a_new_key_is_the_offices_only_when_a_person_says_so(person: Person, tmp_path: Path) -> None:
    person.open(team_file(tmp_path, person.installation, task(tmp_path)))
    moved = open_workspace(tmp_path / "office" / "office.cjdb", Installation(tmp_path / "new-computer"))
    registry.add_sites(moved, MORE)
    handout.hand_out(moved, "T1", tmp_path / "换机.cjpkg")
    own = keys.own_fingerprint(moved.installation)
    moved.close()
    drop(person.find(QWidget, names.TODAY), [tmp_path / "换机.cjpkg"])
    person.await_(QCheckBox, names.RECEIVE_COMPARED.format(n=0)).setFocus()
    person.press(Qt.Key.Key_Space)
    person.until(lambda: "才能收下" in words_in(person, names.RECEIVE_PACKAGE.format(n=0)))
    assert person.find(QCheckBox, names.RECEIVE_COMPARED.format(n=0)).isChecked()
    assert not person.find(Button, names.RECEIVE_OK).isEnabled()
    person.find(QCheckBox, names.RECEIVE_OFFICE.format(n=0)).setFocus()
    person.press(Qt.Key.Key_Space)
    person.until(lambda: person.find(Button, names.RECEIVE_OK).isEnabled())
    person.click(names.RECEIVE_OK)
    person.await_(QWidget, names.RECEIVE_TOLD)
    person.click(names.RECEIVE_OK)
    person.settle()
    assert "ZG-009" in site_codes(person)
    assert {each.fingerprint: each.role for each in merging.known_signers(person.workspace)}[own] == "office"


def test_a_compared_signer_is_a_team_unless_a_person_says_more(person: Person, tmp_path: Path) -> None:
    path = team_file(tmp_path, person.installation, task(tmp_path))
    with closing(open_workspace(path, person.installation)) as team:
        handin.hand_in(team, tmp_path / "交回.cjpkg")
    with closing(open_workspace(tmp_path / "office" / "office.cjdb", Installation(tmp_path / "new"))) as moved:
        own = keys.own_fingerprint(moved.installation)
        trust = merging.choice_of([keys.own_fingerprint(person.installation)])
        told = merging.merge(moved, [tmp_path / "交回.cjpkg"], trust, receipts_to=tmp_path / "receipts").receipts
    person.open(path)
    drop(person.find(QWidget, names.TODAY), [told[0].path])
    person.await_(QCheckBox, names.RECEIVE_COMPARED.format(n=0)).setFocus()
    person.press(Qt.Key.Key_Space)
    person.until(lambda: person.find(Button, names.RECEIVE_OK).isEnabled())
    person.click(names.RECEIVE_OK)
    assert "已送达" in person.await_(QWidget, names.RECEIVE_TOLD).accessibleName()
    person.click(names.RECEIVE_OK)
    person.settle()
    assert {each.fingerprint: each.role for each in merging.known_signers(person.workspace)}[own] == "team"


def test_an_office_looks_at_them_on_its_merge_screen(person: Person, tmp_path: Path) -> None:
    path = team_file(tmp_path, person.installation, task(tmp_path))
    team = open_workspace(path, person.installation)
    handin.hand_in(team, tmp_path / "交回 一.cjpkg")
    team.close()
    person.open(tmp_path / "office" / "office.cjdb")
    drop(person.find(QWidget, names.LEDGER), [tmp_path / "交回 一.cjpkg"])
    person.await_(QWidget, names.MERGE)
    person.settle()
    assert "第一组" in words_in(person, names.MERGE)
    assert "交回包" in words_in(person, names.MERGE)


def test_several_returns_wait_for_the_office(person: Person, tmp_path: Path) -> None:
    for code in ("T1", "T2"):
        folder = tmp_path / code
        folder.mkdir()
        path = team_file(folder, person.installation, task(tmp_path, code, f"{code}.cjpkg"))
        team = open_workspace(path, person.installation)
        handin.hand_in(team, tmp_path / f"交回-{code}.cjpkg")
        team.close()
    drop(person.find(QWidget, names.START), [tmp_path / "交回-T1.cjpkg", tmp_path / "交回-T2.cjpkg"])
    assert "交回包" in person.await_(QWidget, names.TASK).windowTitle()
    person.click(names.TASK_OK)
    person.choose_file("open.place", tmp_path / "office" / "office.cjdb")
    person.await_(QWidget, names.MERGE)
    person.settle()
    assert "2 个" in words_in(person, names.MERGE)


def test_a_rescued_file_dropped_on_an_office_is_merged_not_opened(person: Person, tmp_path: Path) -> None:
    path = team_file(tmp_path, person.installation, task(tmp_path))
    person.open(tmp_path / "office" / "office.cjdb")
    drop(person.find(QWidget, names.LEDGER), [path])
    person.await_(QWidget, names.MERGE)
    person.settle()
    assert person.workspace.role == "office"


def test_pictures_stay_with_the_screen_and_packages_go_through(person: Person, tmp_path: Path) -> None:
    person.open(team_file(tmp_path, person.installation, task(tmp_path)))
    person.press(Qt.Key.Key_4, modifier=Qt.KeyboardModifier.AltModifier)
    person.settle()
    drop(person.find(QWidget, names.PHOTOS), [correction(tmp_path)])
    person.await_(QWidget, names.RECEIVE_PACKAGE.format(n=0))
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: person.seek(QWidget, names.RECEIVE) is None)


def test_the_envelope_names_the_office(person: Person, tmp_path: Path) -> None:
    manifest = opening.envelope(task(tmp_path))
    assert manifest.sender.role == "office"
    drop(person.find(QWidget, names.START), [tmp_path / "任务.cjpkg"])
    titles = [label.text() for label in person.await_(QWidget, names.TASK).findChildren(QLabel)]
    assert "第一组的任务包" in titles
