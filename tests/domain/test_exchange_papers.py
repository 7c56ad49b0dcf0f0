"""What the papers of an exchange derive from their values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chuangjian_desktop.domain.exchange_papers import Count, kind_totals, slip_code
from tests.helpers.exchange_papers import package, report, slip

ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_a_code_says_ids_key_and_counts_in_capitals() -> None:
    mine = slip()
    text = slip_code(mine)
    assert set(text) <= ALPHANUMERIC
    assert text == (
        f"CJPKG:1 ID:{mine.files[0].package.upper()} KEY:042139912033871509260041768235"
        " ANSWER:1166/1166 PHOTO:412/412 FINDING:181 SITE:24/24"
    )


def test_a_code_counts_the_parts_beyond_its_room() -> None:
    text = slip_code(slip(parts=30))
    assert text.count("+") == 7
    assert " MORE:22 KEY:" in text


@pytest.mark.parametrize(("have", "expected", "lack"), [(3, 5, 2), (5, 5, 0), (6, 5, 0), (3, None, 0)])
def test_what_is_lacking(have: int, expected: int | None, lack: int) -> None:
    assert Count("photo", "照片", "张", have, expected).lack == lack


def test_complete_means_nothing_counted_and_nothing_named() -> None:
    assert slip().complete
    assert not slip(lacks=1).complete
    assert not replace(slip(), missing=("一张照片",)).complete


def test_totals_leave_out_what_was_refused() -> None:
    lines = (package(1), replace(package(2), status="refused"), package(3, "already"))
    assert [(each.label, each.new, each.changed, each.same) for each in kind_totals(lines)] == [
        ("逐项结果", 401, 6, 240),
        ("问题", 80, 2, 24),
        ("照片", 133, 0, 80),
    ]
    assert [report(14).count(status) for status in ("taken", "already", "refused")] == [11, 2, 1]
