"""Whether a process still runs."""

from __future__ import annotations

import os
import subprocess
import sys

from chuangjian_desktop.system.processes import HERE, lives


def test_this_one_lives_and_one_that_ended_does_not() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert lives(os.getpid())
    assert not lives(ended.pid)


def test_in_doubt_it_lives() -> None:
    assert lives(2**40)
    assert lives(1)


def test_the_mark_of_this_computer_fits_into_a_name() -> None:
    assert len(HERE) == 8
    assert set(HERE) <= set("0123456789abcdef")
