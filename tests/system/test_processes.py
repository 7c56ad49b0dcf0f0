"""Whether a process still runs."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from chuangjian_desktop.system.processes import HERE, lives


def test_this_one_lives_and_one_that_ended_does_not() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert lives(os.getpid())
    assert not lives(ended.pid)


def test_in_doubt_it_lives() -> None:
    assert lives(2**40)
    assert lives(4 if sys.platform == "win32" else 1)


class Kernel:
    """What Windows answers about a process."""

    def __init__(self, handle: int | None, status: int = 0, told: int = 1) -> None:
        self.status = status
        self.told = told
        self.closed: list[int | None] = []
        self.OpenProcess = Function(lambda *_: handle)
        self.GetExitCodeProcess = Function(self.tell)
        self.CloseHandle = Function(self.close)

    def close(self, handle: ctypes.c_void_p) -> None:
        self.closed.append(handle.value)

    def library(self, _name: str, *, use_last_error: bool) -> Kernel:
        assert use_last_error
        return self

    def tell(self, handle: ctypes.c_void_p, place: object) -> int:
        ctypes.cast(place, ctypes.POINTER(ctypes.c_uint32))[0] = self.status  # pyright: ignore[reportArgumentType]
        return self.told


class Function:
    """A function of a library: it is called, and told its types."""

    restype: object = None

    def __init__(self, answer: Callable[..., object]) -> None:
        self._answer = answer

    def __call__(self, *given: object) -> object:
        return self._answer(*given)


HANDLE = 2**40 + 4


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers itself there")
@pytest.mark.parametrize(
    ("kernel", "error", "alive"),
    [
        (Kernel(None), 87, False),
        (Kernel(None), 5, True),
        (Kernel(HANDLE, 259), 0, True),
        (Kernel(HANDLE, 0), 0, False),
        (Kernel(HANDLE, 0, told=0), 5, True),
    ],
    ids=["no such", "access denied", "runs", "has ended", "does not tell"],
)
def test_what_windows_answers(monkeypatch: pytest.MonkeyPatch, kernel: Kernel, error: int, alive: bool) -> None:
    monkeypatch.setattr(ctypes, "WinDLL", kernel.library, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: error, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    found = lives(77), lives(2**40)
    monkeypatch.undo()
    assert found == (alive, True)
    assert kernel.OpenProcess.restype is ctypes.c_void_p
    assert kernel.closed == [HANDLE] * (kernel.OpenProcess() is not None)


def test_the_mark_of_this_computer_fits_into_a_name() -> None:
    assert len(HERE) == 8
    assert set(HERE) <= set("0123456789abcdef")
