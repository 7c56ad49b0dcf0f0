"""What the papers of an exchange say: the slip of a hand-in, the report of a merge."""

from __future__ import annotations

import pytest

from chuangjian_desktop.services.exchange import papers


@pytest.mark.parametrize("at", ["", "x", "2026-13-40T09:00:00+08:00"])
def test_what_is_no_time_is_shown_as_it_is(at: str) -> None:
    assert papers.moment(at) == at
    assert papers.moment("2026-11-18T09:05:00+08:00") == "2026年11月18日 09:05"
