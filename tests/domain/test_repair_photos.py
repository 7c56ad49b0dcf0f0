"""Doubts about photos of what was put right, and the draw of what is looked at again."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.recheck_draw import drawn, share
from chuangjian_desktop.domain.repair_photos import BITS, PhotoFact, Scene, doubts, same_picture

PRINT = 0x0F0F_3C3C_55AA_1234
FOUND = dt.datetime(2026, 11, 10, 9, tzinfo=dt.UTC)
SCENE = Scene(FOUND, FOUND + dt.timedelta(days=3), (283_500_000, 1_157_200_000))


def photo(identity: str, owner: str = "f", **facts: object) -> PhotoFact:
    return PhotoFact(identity, owner, **facts)  # pyright: ignore[reportArgumentType]


def told(after: PhotoFact, before: tuple[PhotoFact, ...] = (), others: tuple[PhotoFact, ...] = ()) -> list[str]:
    return [each.doubt for each in doubts(after, before, others, SCENE)]


def test_the_photo_of_the_problem_again_is_told_by_its_file_and_by_its_look() -> None:
    before = photo("b", original="aa", fingerprint=PRINT)
    assert told(photo("a", original="aa"), (before,)) == ["same"]
    assert told(photo("a", original="bb", fingerprint=PRINT ^ 0b11), (before,)) == ["same"]
    assert told(photo("a", original="bb", fingerprint=PRINT ^ (2 ** (BITS + 1) - 1)), (before,)) == []


def test_a_photo_used_for_another_problem_is_told() -> None:
    other = photo("o", "g", original="aa")
    (found,) = doubts(photo("a", original="aa"), (), (other,), SCENE)
    assert (found.doubt, found.other) == ("used", "o")


def test_a_black_picture_and_one_without_a_print_tell_nothing() -> None:
    assert not same_picture(photo("a", fingerprint=0), photo("b", fingerprint=0))
    assert not same_picture(photo("a", fingerprint=2**64 - 1), photo("b", fingerprint=PRINT))
    assert not same_picture(photo("a"), photo("b", fingerprint=PRINT))
    assert not same_picture(photo("a", fingerprint=PRINT), photo("b"))


def test_impossible_times_are_told_with_some_patience_for_clocks() -> None:
    minutes = dt.timedelta(minutes=1)
    assert told(photo("a", taken_at=FOUND - 11 * minutes)) == ["older"]
    assert told(photo("a", taken_at=FOUND - 9 * minutes)) == []
    assert told(photo("a", taken_at=FOUND + dt.timedelta(days=3) + 11 * minutes)) == ["future"]
    assert doubts(photo("a", taken_at=FOUND), (), (), Scene()) == []


def test_a_photo_from_elsewhere_is_told() -> None:
    assert told(photo("a", place=(283_500_000, 1_157_200_000))) == []
    assert told(photo("a", place=(283_700_000, 1_157_200_000))) == ["far"]
    assert doubts(photo("a", place=(0, 0)), (), (), Scene()) == []


@settings(max_examples=40)
@given(st.sets(st.text("abcdef0123456789", min_size=4, max_size=8)), st.integers(0, 30), st.integers(0, 9999))
def test_a_draw_depends_on_nothing_but_its_seed_and_the_cases(cases: set[str], count: int, seed: int) -> None:
    first = drawn(sorted(cases), count, seed)
    assert first == drawn(sorted(cases, reverse=True), count, seed)
    assert len(first) == min(count, len(cases))
    assert set(first) <= cases
    assert set(drawn(cases, max(0, count - 1), seed)) <= set(first)


def test_a_share_is_at_least_one_and_never_more_than_all() -> None:
    assert [share(total, 20) for total in (0, 1, 5, 6, 100)] == [0, 1, 1, 2, 20]
    assert share(3, 100) == 3
    assert share(3, 0) == 1
