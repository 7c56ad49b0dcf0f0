"""Moments are read in this computer's time."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Generator

import pytest

from chuangjian_desktop.domain.local_time import local, local_day, local_minute


@pytest.fixture(autouse=True)
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of this computer cannot be set here")
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    assert os.environ.get("TZ") == before
    time.tzset()


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("2026-11-22T23:59:00+00:00", "2026-11-23 07:59"),
        ("2026-11-22T23:59:00+08:00", "2026-11-22 23:59"),
        ("2026-11-22T23:59:00", "2026-11-22 23:59"),
        ("2026-11-22", "2026-11-22 00:00"),
    ],
)
def test_every_moment_is_shown_in_the_time_of_this_computer(text: str, minute: str) -> None:
    found = local(text)
    assert found is not None
    assert found.utcoffset() == dt.timedelta(hours=8)
    assert (local_minute(text), local_day(text)) == (minute, minute[:10])


def test_what_is_no_moment_stays_as_it_is() -> None:
    assert (local("尽快"), local_day("尽快"), local_minute("尽快")) == (None, "", "尽快")
    assert local("0001-01-01T00:00:00+23:00") is None
