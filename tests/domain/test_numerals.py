"""Numbers in Chinese characters."""

from __future__ import annotations

import pytest

from chuangjian_desktop.domain.numerals import arabic


@pytest.mark.parametrize(
    ("numeral", "meant"),
    [
        ("二〇二六", "2026"), ("五", "5"), ("两", "2"), ("十", "10"), ("十五", "15"), ("二十", "20"), ("三十六", "36"),
        ("一百", "100"), ("一百零五", "105"), ("一百二十", "120"), ("三百一十二", "312"),
        ("半", "0.5"), ("零点五", "0.5"), ("一点二五", "1.25"), ("十点五", "10.5"),
    ],
)  # fmt: skip
def test_numbers_are_read(numeral: str, meant: str) -> None:
    assert arabic(numeral) == meant


@pytest.mark.parametrize(
    "numeral",
    [
        "",
        "一百二",
        "十百",
        "百",
        "一百百",
        "二三十",
        "十二三",
        "五十十",
        "一百二三",
        "一百零二三",
        "三点半",
        "甲",
        "百零",
    ],
)
def test_what_is_none_stays(numeral: str) -> None:
    assert arabic(numeral) == numeral
