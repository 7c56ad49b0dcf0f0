"""Time of a confined child: its own processor's counts first, and who waits for a busy machine is told so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.inputs.sandbox import Limits, run_confined
from chuangjian_desktop.system.limits import COUNTED, limit_this_process

counted = pytest.mark.skipif(not COUNTED, reason="the system does not count a child's processor time")


def burn(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        sum(range(10_000))


def waiting(staged: Path) -> bytes:
    """Never gets a turn."""
    threading.Event().wait(60)
    return staged.name.encode()


def endless(staged: Path) -> bytes:
    """Keeps the processor busy without end."""
    burn(60)
    return staged.name.encode()


def slow_to_start(staged: Path) -> bytes:
    """Has used up more than a second of the processor before its file is looked at."""
    while time.process_time() % 1 > 0.05 or time.process_time() < 1:
        sum(range(10_000))
    limit_this_process(2_000_000_000, 1)
    burn(0.3)
    return staged.read_bytes()


def told(work: Callable[[Path], bytes], file: Path, limits: Limits) -> str:
    with pytest.raises(Refusal) as caught:
        run_confined(work, file, limits)
    assert caught.value.code == "M20"
    return str(caught.value.details["detail_zh"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bin"
    path.write_bytes(b"x")
    return path


@counted
def test_who_never_gets_a_turn_is_told_to_try_again(file: Path) -> None:
    said = told(waiting, file, Limits(seconds=0.5, processor_seconds=1))
    assert said.startswith("1.5 秒内未能读完：电脑太忙，其间只轮到 ")
    assert said.endswith("文件不一定有问题，过一会儿再试")


@counted
def test_who_uses_up_the_processor_is_refused_by_that(file: Path) -> None:
    assert told(endless, file, Limits(seconds=60, processor_seconds=1)) == "1 秒内未能读完"


@counted
def test_the_time_of_starting_does_not_count(file: Path) -> None:
    assert run_confined(slow_to_start, file, Limits(seconds=20)) == b"x"
