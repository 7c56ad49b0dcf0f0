"""The warm child: comes back after a crash, is ended when it is slow or greedy, leaves nothing behind."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from PIL import Image

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.inputs.photos.child import pack, unpack
from chuangjian_desktop.inputs.photos.prepare import prepare
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from tests.inputs.photos.pictures import corner_picture, encoded

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc")


@pytest.fixture(name="photo")
def photo_file(tmp_path: Path) -> Path:
    path = tmp_path / "照片 1.jpg"
    path.write_bytes(encoded(corner_picture((640, 480))))
    return path


def test_the_worker_gives_what_the_function_gives(photo: Path) -> None:
    with PhotoWorker() as worker:
        ours = worker.prepare(photo)
    direct = prepare(photo, photo.name)
    assert (ours.working, ours.thumb, ours.fingerprint) == (direct.working, direct.thumb, direct.fingerprint)
    assert ours.time_source == "file"
    assert ours.original_name == "照片 1.jpg"


def test_the_child_stays_warm(photo: Path) -> None:
    with PhotoWorker() as worker:
        worker.start()
        first = worker.pid
        worker.prepare(photo)
        worker.prepare(photo, "other name.jpg")
        assert worker.pid == first


@posix
def test_a_killed_child_is_replaced(photo: Path) -> None:
    with PhotoWorker() as worker:
        worker.prepare(photo)
        first = worker.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert worker.prepare(photo).width == 640
        assert worker.pid != first


@posix
def test_a_child_killed_at_work_costs_nothing_when_the_picture_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "big.png"
    Image.new("L", (6000, 6000), 90).save(path, compress_level=1)
    with PhotoWorker() as worker:
        worker.start()
        pid = worker.pid
        assert pid is not None
        future = worker.submit(path)
        os.kill(pid, signal.SIGKILL)
        assert future.result(30).width == 2016


@posix
def test_a_picture_that_takes_too_long_is_refused_and_the_next_one_works(photo: Path, tmp_path: Path) -> None:
    endless = tmp_path / "endless.jpg"
    os.mkfifo(endless)
    slow = tmp_path / "slow.png"
    Image.new("RGB", (9000, 9000), "navy").save(slow, compress_level=1)
    with PhotoWorker(seconds=0.1) as worker:
        with pytest.raises(Refusal) as late:
            worker.prepare(slow)
        assert late.value.code == "M09"
        assert late.value.details["cause"] == "time"
        assert worker.pid is None
    with PhotoWorker() as worker:
        with pytest.raises(Refusal) as missing:
            worker.prepare(endless)
        assert missing.value.details["cause"] == "missing"
        assert worker.prepare(photo).height == 480


@posix
def test_a_picture_that_needs_too_much_memory_is_refused(photo: Path, tmp_path: Path) -> None:
    greedy = tmp_path / "greedy.png"
    Image.new("RGB", (9000, 9000), "navy").save(greedy)
    with PhotoWorker(memory_bytes=420 * 1024 * 1024) as worker:
        with pytest.raises(Refusal) as caught:
            worker.prepare(greedy)
        assert caught.value.details["cause"] == "memory"
        assert worker.prepare(photo).width == 640


def test_futures_keep_the_order_and_hold_refusals(photo: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 nothing more")
    with PhotoWorker() as worker:
        futures = [worker.submit(path) for path in (photo, broken, photo)]
        assert futures[0].result(30).width == 640
        refusal = futures[1].exception(30)
        assert isinstance(refusal, Refusal)
        assert refusal.details["file"] == "broken.jpg"
        assert futures[2].result(30) == futures[0].result()


def test_closing_ends_everything_and_later_calls_are_told(photo: Path) -> None:
    before = threading.active_count()
    worker = PhotoWorker()
    futures = [worker.submit(photo) for _ in range(20)]
    futures[0].result(30)
    child = worker.pid
    worker.close()
    worker.close()
    assert all(future.done() for future in futures)
    assert any(isinstance(outcome_of(future), CancelledError) for future in futures)
    assert worker.pid is None
    assert threading.active_count() == before
    if sys.platform == "linux":
        assert not Path(f"/proc/{child}").exists()
    with pytest.raises(RuntimeError):
        worker.submit(photo)
    with pytest.raises(RuntimeError):
        worker.prepare(photo)


def outcome_of(future: object) -> BaseException | None:
    from concurrent.futures import Future

    assert isinstance(future, Future)
    try:
        return future.exception(0)
    except CancelledError as cancelled:
        return cancelled


def test_answers_of_a_taken_over_child_are_not_believed(photo: Path) -> None:
    good = pack(prepare(photo, "a.jpg"))
    assert unpack(good) == prepare(photo, "a.jpg")
    for bad in (
        b"",
        b"x",
        good[:-1],
        good + b"x",
        good[:12] + b"!" * (len(good) - 12),
        b"\x02\0\0\0" + bytes(8) + b"{}",
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - any refusal to read it
            unpack(bad)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_child_ends_when_the_program_is_killed(tmp_path: Path) -> None:
    import subprocess

    script = tmp_path / "program.py"
    script.write_text(
        "import sys, time\n"
        "from chuangjian_desktop.inputs.photos.worker import PhotoWorker\n"
        "if __name__ == '__main__':\n"
        "    worker = PhotoWorker(); worker.start(); print(worker.pid, flush=True); time.sleep(60)\n"
    )
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment, text=True) as program:
        assert program.stdout is not None
        child = int(program.stdout.readline())
        program.kill()
    deadline = time.monotonic() + 10
    while is_running(child):
        assert time.monotonic() < deadline, "the child outlives the program"
        threading.Event().wait(0.02)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
