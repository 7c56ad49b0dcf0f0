"""The camera, with a film in its place: machines that run tests have none."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, cast

import pytest

from chuangjian_desktop.inputs.camera import Camera, CameraError, CameraInfo, cameras, grab_frames
from chuangjian_desktop.inputs.photos.prepare import prepare

FRAMES = 5


@pytest.fixture(name="film")
def film_file(tmp_path: Path) -> Path:
    import cv2
    import numpy as np

    path = tmp_path / "film.avi"
    library = cast("Any", cv2)
    writer = library.VideoWriter(str(path), library.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    assert writer.isOpened()
    for number in range(FRAMES):
        frame = np.full((240, 320, 3), (200, 100, 20 + number), np.uint8)
        writer.write(frame)
    writer.release()
    return path


def test_a_frame_is_a_picture_in_its_colours(film: Path) -> None:
    from tests.inputs.photos.pictures import decoded

    with Camera(film) as camera:
        photo = prepare(camera.read(), "camera.jpg")
    assert (photo.width, photo.height) == (320, 240)
    red, _green, blue = cast("tuple[int, int, int]", decoded(photo.working).getpixel((100, 100)))
    assert red < 60
    assert blue > 170


def test_frames_come_until_the_end_or_until_told_to_stop(film: Path) -> None:
    assert len(list(grab_frames(film, threading.Event()))) == FRAMES
    stop = threading.Event()
    seen = 0
    for _frame in grab_frames(film, stop):
        seen += 1
        stop.set()
    assert seen == 1


def test_a_closed_camera_and_a_missing_one_say_so(film: Path, tmp_path: Path) -> None:
    camera = Camera(film)
    camera.close()
    camera.close()
    with pytest.raises(CameraError):
        camera.read()
    with pytest.raises(CameraError):
        Camera(tmp_path / "none.avi")
    with pytest.raises(CameraError):
        Camera(97)


def test_the_cameras_of_this_machine_are_listed_without_harm() -> None:
    assert all(isinstance(info, CameraInfo) and info.name for info in cameras())


def test_the_library_is_not_loaded_before_it_is_used() -> None:
    code = "import sys, chuangjian_desktop.inputs.camera; print('cv2' in sys.modules)"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
