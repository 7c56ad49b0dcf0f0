"""Words that the screens of an exchange share."""

from __future__ import annotations

import pytest

from chuangjian_desktop.ui.exchange import words
from chuangjian_desktop.ui.exchange.taking.words import field_words


@pytest.mark.parametrize("at", ["", "x", "2026-13-40T09:00:00+08:00"])
def test_what_is_no_time_is_shown_as_it_is(at: str) -> None:
    assert words.when(at) == at


def test_erasing_is_called_the_same_everywhere() -> None:
    assert field_words("$erased:0") == "彻底删除照片"
