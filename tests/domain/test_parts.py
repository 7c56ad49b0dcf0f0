"""Cutting a hand-in to what a medium holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.parts import split

BLOB = st.tuples(st.text("abcdef", min_size=4, max_size=8), st.integers(1, 900_000))


def test_without_a_limit_there_is_one_part() -> None:
    (part,) = split([(1, 500), (2, 500)], [("a", 10**9)], None)
    assert (part.upto, part.blobs) == (2, ["a"])


def test_nothing_is_one_empty_part() -> None:
    (part,) = split([], [], 1_000_000)
    assert (part.upto, part.blobs) == (0, [])


@given(st.lists(st.integers(1, 100_000), max_size=40), st.lists(BLOB, max_size=20, unique_by=lambda blob: blob[0]))
def test_parts_hold_everything_once_in_order_and_fit(sizes: list[int], blobs: list[tuple[str, int]]) -> None:
    changes = list(enumerate(sizes, 1))
    parts = split(changes, blobs, 2_000_000)
    assert [name for part in parts for name in part.blobs] == [name for name, _ in blobs]
    assert [part.upto for part in parts] == sorted(part.upto for part in parts)
    assert parts[-1].upto == len(sizes)
    held = dict(blobs)
    earlier = 0
    for part in parts:
        inside = sum(size for seq, size in changes if earlier < seq <= part.upto)
        assert inside + sum(held[name] for name in part.blobs) <= 2_000_000
        earlier = part.upto


@pytest.mark.parametrize(("changes", "blobs"), [([(1, 3_000_000)], []), ([], [("a", 3_000_000)])])
def test_what_fits_into_no_part_is_refused(changes: list[tuple[int, int]], blobs: list[tuple[str, int]]) -> None:
    with pytest.raises(Refusal) as refused:
        split(changes, blobs, 2_000_000)
    assert refused.value.code == "M06"


def test_many_changes_are_cut_too() -> None:
    parts = split([(seq, 500_000) for seq in range(1, 8)], [], 2_000_000)
    assert [part.upto for part in parts] == [3, 6, 7]
