"""Photos into findings: paste, files, folders, twins, broken ones, the viewer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit

from chuangjian_desktop.services.pictures import erasure
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.findings_panel import CardList
from chuangjian_desktop.ui.widgets.buttons import Button, IconButton
from chuangjian_desktop.ui.widgets.parts import Banner
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.viewer import Canvas, Viewer
from tests.helpers.typing import click_on, press_on, type_text
from tests.helpers.walks import photo_file
from tests.ui.walk.conftest import Walk

Key = Qt.Key


def copy_files(*paths: object) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QApplication.clipboard().setMimeData(mime)


def paste(walk: Walk) -> None:
    walk.press(Key.Key_V, control=True)
    walk.settle()


def test_files_go_to_the_selected_finding(walk: Walk) -> None:
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    copy_files(photo_file(walk.street.folder, "a.jpg", 1), photo_file(walk.street.folder, "b.jpg", 2))
    paste(walk)
    photos = walk.row().findings[0].photos
    assert {photo.name for photo in photos} == {"a.jpg", "b.jpg"}
    assert photos[0].time_source == "exif"
    assert "10:16:42" in walk.find(TextBlock, names.WALK_PHOTO_NOTE).accessibleName()


def test_a_folder_is_taken_with_all_its_pictures(walk: Walk) -> None:
    folder = walk.street.folder / "card" / "DCIM"
    folder.mkdir(parents=True)
    photo_file(folder, "1.jpg", 1)
    photo_file(folder, "2.jpg", 2)
    (folder / "notes.txt").write_text("no picture", "utf-8")
    walk.press(Key.Key_1)
    copy_files(walk.street.folder / "card")
    paste(walk)
    walk.press(Key.Key_Return)
    assert len(walk.row().findings[0].photos) == 2


def test_the_same_photo_twice_is_stored_once_and_noticed(walk: Walk) -> None:
    path = photo_file(walk.street.folder, "a.jpg", 1)
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    copy_files(path)
    paste(walk)
    paste(walk)
    assert len(walk.row().findings[0].photos) == 1
    assert "没有重复存" in walk.find(TextBlock, names.WALK_PHOTO_NOTE).accessibleName()


def test_a_broken_picture_is_refused_and_the_finding_stays(walk: Walk) -> None:
    broken = walk.street.folder / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 not a picture")
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    copy_files(broken)
    paste(walk)
    assert "broken.jpg" in walk.find(Banner, names.WALK_BANNER).text()
    assert len(walk.row().findings) == 1
    assert walk.row().findings[0].photos == ()


def repair(walk: Walk, path: Path) -> None:
    """Press G and take a file."""
    walk.press(Key.Key_G)
    dialog = walk.find(QFileDialog, names.WALK_REPAIR)
    edit = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(edit, QLineEdit)
    edit.setCompleter(None)  # type: ignore[arg-type]
    edit.selectAll()
    type_text(edit, str(path))
    press_on(walk.qtbot, edit, Key.Key_Return)
    walk.qtbot.waitUntil(lambda: not walk.has(names.WALK_REPAIR))
    walk.settle()
    walk.window.activateWindow()
    walk.qtbot.waitUntil(walk.window.isActiveWindow)
    walk.view.focus_list()


def test_a_problem_is_put_right_on_the_spot_with_both_photos(walk: Walk) -> None:
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    after = photo_file(walk.street.folder, "后.jpg", 2)
    repair(walk, after)
    assert "先要有问题的照片" in walk.find(Banner, names.WALK_BANNER).text()
    assert not walk.row().findings[0].solved
    copy_files(photo_file(walk.street.folder, "前.jpg", 1))
    paste(walk)
    repair(walk, after)
    (finding,) = walk.row().findings
    assert (finding.solved, [photo.name for photo in finding.photos]) == (True, ["前.jpg", "后.jpg"])
    cards = walk.find(CardList, names.WALK_FINDINGS).model()
    assert str(cards.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)).endswith("，当场改好")
    walk.press(Key.Key_Z, control=True)
    (finding,) = walk.row().findings
    assert (finding.solved, len(finding.photos)) == (False, 1)


def test_photos_before_a_wording_wait_for_it(walk: Walk) -> None:
    copy_files(photo_file(walk.street.folder, "a.jpg", 1))
    paste(walk)
    assert walk.row().findings == ()
    walk.press(Key.Key_2, Key.Key_Return)
    assert [photo.name for photo in walk.row().findings[0].photos] == ["a.jpg"]


def test_undo_takes_back_finding_and_photos_as_one_step(walk: Walk) -> None:
    walk.press(Key.Key_1)
    copy_files(photo_file(walk.street.folder, "a.jpg", 1))
    paste(walk)
    walk.press(Key.Key_Return)
    walk.settle()
    walk.press(Key.Key_Z, control=True)
    assert walk.row().findings == ()
    walk.press(Key.Key_Y, control=True)
    assert len(walk.row().findings[0].photos) == 1


def test_the_viewer_turns_zooms_and_takes_off(walk: Walk) -> None:
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    copy_files(*(photo_file(walk.street.folder, f"{n}.jpg", n) for n in (1, 2)))
    paste(walk)
    walk.view.open_photo(walk.row().findings[0].id, 0)
    walk.settle()
    viewer = walk.find(Viewer, names.VIEWER)
    first = viewer.current().id
    scale = viewer.canvas.scale()
    press_on(walk.qtbot, viewer, Key.Key_Plus)
    assert viewer.canvas.scale() > scale
    press_on(walk.qtbot, viewer, Key.Key_Right)
    assert viewer.current().id != first
    assert walk.find(QLabel, names.VIEWER_CAPTION).text().startswith("2 / 2")
    click_on(walk.qtbot, walk.find(IconButton, names.VIEWER_REMOVE))
    assert [photo.id for photo in walk.row().findings[0].photos] == [first]


def test_a_photo_is_erased_for_good_with_a_reason(walk: Walk) -> None:
    copy_files(photo_file(walk.street.folder, "a.jpg"))
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    paste(walk)
    photo = walk.row().findings[0].photos[0]
    walk.view.open_photo(walk.row().findings[0].id, 0)
    walk.settle()
    click_on(walk.qtbot, walk.find(Button, names.VIEWER_ERASE))
    walk.settle()
    type_text(walk.find(QLineEdit, names.ERASE_REASON), "拍到路人正脸")
    click_on(walk.qtbot, walk.find(Button, names.ERASE_OK))
    walk.settle()
    said = walk.find(Canvas, names.VIEWER_CANVAS).accessibleDescription()
    assert said.startswith("已删除")
    assert "拍到路人正脸" in said
    gone = erasure(walk.street.workspace, photo.blob)
    assert gone is not None
    assert gone.role == "team"
    walk.find(Viewer, names.VIEWER).reject()
    walk.settle()


def test_plain_text_is_pasted_as_text(walk: Walk) -> None:
    QApplication.clipboard().setText("118 号")
    walk.press(Key.Key_1, Key.Key_Tab)
    walk.press(Key.Key_V, control=True)
    walk.press(Key.Key_Return)
    assert walk.row().findings[0].place == "118 号"
