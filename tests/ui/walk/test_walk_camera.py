"""The laptop's camera in the Walk, with a film in its place: machines that run tests have none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit

from chuangjian_desktop.services.fieldwork.camera import CameraChoice, LaptopCamera
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.camera import CameraDialog
from chuangjian_desktop.ui.fieldwork.walk.camera_feed import Preview
from chuangjian_desktop.ui.fieldwork.walk.gateway import WorkspaceWalk
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.drops import CameraButton
from chuangjian_desktop.ui.widgets.parts import Banner
from tests.helpers.typing import click_on, press_on
from tests.helpers.walks import Street
from tests.ui.walk.conftest import Walk

Key = Qt.Key
BLUE, GREEN = (200, 60, 20), (40, 180, 60)
CAMERAS: list[CameraChoice] = []


def film_file(path: Path, colour: tuple[int, int, int], frames: int) -> Path:
    import cv2
    import numpy as np

    library = cast("Any", cv2)
    writer = library.VideoWriter(str(path), library.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    assert writer.isOpened()
    for _number in range(frames):
        writer.write(np.full((240, 320, 3), colour, np.uint8))
    writer.release()
    return path


@pytest.fixture(name="plugged")
def plugged_cameras() -> Iterator[list[CameraChoice]]:
    """The cameras that the laptop has during a test; none to begin with."""
    CAMERAS.clear()
    yield CAMERAS
    CAMERAS.clear()


@pytest.fixture(name="a_street")
def street_with_camera(a_street: Street) -> Street:
    camera = LaptopCamera(lambda: tuple(CAMERAS))
    a_street.services = WorkspaceWalk(a_street.workspace, a_street.worker, camera)
    return a_street


def wait_for_picture(walk: Walk) -> CameraDialog:
    dialog = walk.find(CameraDialog, names.CAMERA_DIALOG)
    walk.qtbot.waitUntil(walk.find(Button, names.CAMERA_TAKE).isEnabled, timeout=20_000)
    return dialog


def colour_shown(walk: Walk) -> tuple[int, int, int]:
    image = walk.find(Preview, names.CAMERA_PREVIEW).image
    return seen(image) if image is not None else (0, 0, 0)


def seen(image: QImage) -> tuple[int, int, int]:
    colour = image.pixelColor(image.width() // 2, image.height() // 2)
    return colour.blue(), colour.green(), colour.red()


def near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 25 for a, b in zip(one, other, strict=True))


def test_c_and_space_put_a_picture_with_the_finding(walk: Walk, plugged: list[CameraChoice], tmp_path: Path) -> None:
    plugged.append(CameraChoice(film_file(tmp_path / "a.avi", BLUE, 300), "内置相机"))
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    walk.press(Key.Key_C)
    dialog = wait_for_picture(walk)
    assert near(colour_shown(walk), BLUE)
    press_on(walk.qtbot, dialog, Key.Key_Space)
    walk.settle()
    photo = walk.row().findings[0].photos[0]
    assert photo.name == "拍照 104207.jpg"
    assert near(seen(QImage.fromData(walk.street.services.picture(photo.blob))), BLUE)
    assert not walk.has(names.CAMERA_DIALOG)


def test_clicks_do_the_same_and_the_picture_waits_for_a_draft(
    walk: Walk, plugged: list[CameraChoice], tmp_path: Path
) -> None:
    plugged.append(CameraChoice(film_file(tmp_path / "a.avi", GREEN, 300), "内置相机"))
    click_on(walk.qtbot, walk.find(CameraButton, names.WALK_CAMERA))
    wait_for_picture(walk)
    click_on(walk.qtbot, walk.find(Button, names.CAMERA_TAKE))
    walk.settle()
    walk.press(Key.Key_2, Key.Key_Return)
    assert [photo.name for photo in walk.row().findings[0].photos] == ["拍照 104207.jpg"]


def test_c_goes_to_the_next_camera_and_escape_takes_nothing(
    walk: Walk, plugged: list[CameraChoice], tmp_path: Path
) -> None:
    plugged.append(CameraChoice(film_file(tmp_path / "a.avi", BLUE, 300), "前"))
    plugged.append(CameraChoice(film_file(tmp_path / "b.avi", GREEN, 300), "后"))
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    walk.press(Key.Key_C)
    dialog = wait_for_picture(walk)
    press_on(walk.qtbot, dialog, Key.Key_C)
    walk.qtbot.waitUntil(lambda: near(colour_shown(walk), GREEN), timeout=20_000)
    press_on(walk.qtbot, dialog, Key.Key_Escape)
    walk.settle()
    assert walk.row().findings[0].photos == ()
    assert not walk.has(names.CAMERA_DIALOG)


def test_without_a_camera_a_sentence_says_what_to_do(walk: Walk, plugged: list[CameraChoice]) -> None:
    assert not plugged
    walk.press(Key.Key_C)
    walk.settle()
    sentence = walk.find(Banner, names.CAMERA_SENTENCE).text()
    assert "没有找到相机" in sentence
    assert "手机" in sentence
    assert not walk.find(Button, names.CAMERA_TAKE).isEnabled()
    press_on(walk.qtbot, walk.find(CameraDialog, names.CAMERA_DIALOG), Key.Key_Escape)
    assert not walk.has(names.CAMERA_DIALOG)


def test_a_camera_that_goes_away_says_so_and_keeps_nothing(
    walk: Walk, plugged: list[CameraChoice], tmp_path: Path
) -> None:
    plugged.append(CameraChoice(film_file(tmp_path / "a.avi", BLUE, 3), "内置相机"))
    walk.press(Key.Key_C)
    walk.settle()
    assert "不再给画面" in walk.find(Banner, names.CAMERA_SENTENCE).text()
    press_on(walk.qtbot, walk.find(CameraDialog, names.CAMERA_DIALOG), Key.Key_Space)
    assert walk.has(names.CAMERA_DIALOG)
    press_on(walk.qtbot, walk.find(CameraDialog, names.CAMERA_DIALOG), Key.Key_Escape)


def test_c_in_a_field_is_a_letter(walk: Walk, plugged: list[CameraChoice]) -> None:
    assert not plugged
    walk.press(Key.Key_1, Key.Key_Tab, Key.Key_C)
    assert walk.find(QLineEdit, names.WALK_PLACE).text() == "c"
    assert not walk.has(names.CAMERA_DIALOG)
