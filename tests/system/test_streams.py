"""Children that do what a hostile file could make them do."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.system.limits import MEBIBYTE
from chuangjian_desktop.system.streams import Serve, Stream, StreamBroken, StreamLimits
from tests.helpers.liars import deaf, half, heir


def echo(connection: Connection, argument: str) -> None:
    connection.send_bytes(argument.encode())
    while True:
        try:
            connection.send_bytes(connection.recv_bytes()[::-1])
        except EOFError:
            return


def hang(_connection: Connection, _argument: str) -> None:
    while True:
        pass


def swell(connection: Connection, _argument: str) -> None:
    kept = [bytes(50 * MEBIBYTE) for _ in range(100)]
    connection.send_bytes(str(len(kept)).encode())


def crash(_connection: Connection, _argument: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def flood(connection: Connection, argument: str) -> None:
    while True:
        connection.send_bytes(bytes(int(argument)))


def shout(connection: Connection, _argument: str) -> None:
    sys.stderr.write("nobody reads this")
    print("nor this")  # noqa: T201 - what is tested
    connection.send_bytes(b"quiet")


def test_frames_go_there_and_back(capfd: pytest.CaptureFixture[str]) -> None:
    with Stream(echo, "你好", StreamLimits()) as stream:
        assert stream.receive().decode() == "你好"
        for frame in (b"abc", b"", bytes(range(256)) * 20_000):
            stream.send(frame)
            assert stream.receive() == frame[::-1]
        assert stream.pid is not None
    assert stream.pid is None
    stream.close()
    with Stream(shout, "", StreamLimits()) as stream:
        assert stream.receive() == b"quiet"
    assert capfd.readouterr() == ("", "")


def test_a_child_that_hangs_is_killed_when_our_patience_ends() -> None:
    began = time.monotonic()
    with Stream(hang, "", StreamLimits(waiting_seconds=0.5)) as stream, pytest.raises(StreamBroken) as caught:
        stream.receive()
    assert caught.value.reason == "time"
    assert stream.pid is None
    assert time.monotonic() - began < 5


@pytest.mark.skipif(sys.platform == "win32", reason="processor time is watched by the parent there")
def test_a_child_that_uses_up_its_processor_time_is_ended() -> None:
    with Stream(hang, "", StreamLimits(processor_seconds=1)) as stream, pytest.raises(StreamBroken) as caught:
        stream.receive()
    assert (caught.value.reason, caught.value.status) == ("time", -signal.SIGXCPU)


def test_a_child_that_swells_harms_only_itself() -> None:
    with Stream(swell, "", StreamLimits(memory=400 * MEBIBYTE)) as stream, pytest.raises(StreamBroken) as caught:
        stream.receive()
    assert caught.value.reason == "memory"


def test_a_child_that_crashes_is_told_by_its_signal() -> None:
    with Stream(crash, "", StreamLimits()) as stream, pytest.raises(StreamBroken) as caught:
        stream.receive()
    assert caught.value.reason == "ended"
    with pytest.raises(StreamBroken):
        stream.send(b"anybody there?")


@pytest.mark.parametrize(
    "limits", [StreamLimits(frame_bytes=50_000), StreamLimits(total_bytes=500_000)], ids=["frame", "total"]
)
def test_a_child_that_talks_too_much_is_stopped(limits: StreamLimits) -> None:
    with Stream(flood, "100000", limits) as stream, pytest.raises(StreamBroken) as caught:
        drain(stream)
    assert caught.value.reason == "output"


def overfeed(stream: Stream) -> None:
    stream.send(bytes(20 * MEBIBYTE))


def drain(stream: Stream) -> None:
    for _ in range(10):
        stream.receive()


def test_a_wish_to_stop_is_heard_while_we_wait() -> None:
    progress = Progress()
    progress.cancel()
    with Stream(hang, "", StreamLimits(), progress.heed) as stream, pytest.raises(Cancelled):
        stream.receive()
    assert stream.pid is None


posix = pytest.mark.skipif(sys.platform == "win32", reason="frames come whole there")


@posix
def test_time_is_over_in_the_middle_of_a_frame_too() -> None:
    began = time.monotonic()
    with Stream(half, "", StreamLimits(waiting_seconds=2)) as stream, pytest.raises(StreamBroken) as caught:
        stream.receive()
    assert (caught.value.reason, stream.pid) == ("time", None)
    assert time.monotonic() - began < 6


@posix
def test_a_child_that_handed_its_pipe_on_does_not_hold_us(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    os.mkfifo(kept)
    holding = os.open(kept, os.O_RDWR)
    try:
        with Stream(heir, str(kept), StreamLimits(waiting_seconds=2)) as stream, pytest.raises(StreamBroken) as caught:
            stream.receive()
    finally:
        os.close(holding)
    assert caught.value.reason == "time"


def test_time_is_over_for_a_child_that_does_not_listen() -> None:
    began = time.monotonic()
    with Stream(deaf, "", StreamLimits(waiting_seconds=2)) as stream, pytest.raises(StreamBroken) as caught:
        overfeed(stream)
    assert (caught.value.reason, stream.pid) == ("time", None)
    assert time.monotonic() - began < 6


@posix
@pytest.mark.parametrize(("serve", "call"), [(half, drain), (deaf, overfeed)])
def test_a_wish_to_stop_is_heard_within_a_frame(serve: Serve, call: Callable[[Stream], None]) -> None:
    progress = Progress()
    timer = threading.Timer(1, progress.cancel)
    timer.start()
    with Stream(serve, "", StreamLimits(), progress.heed) as stream, pytest.raises(Cancelled):
        call(stream)
    timer.join()


def test_time_is_counted_over_all_frames() -> None:
    with Stream(echo, "x", StreamLimits(waiting_seconds=2)) as stream, pytest.raises(StreamBroken) as caught:
        drain(stream)
    assert caught.value.reason == "time"


def test_what_cannot_be_started_leaves_nothing_behind() -> None:
    with pytest.raises((AttributeError, TypeError), match=r"pickle|local object"):
        Stream(lambda connection, argument: None, "", StreamLimits())
