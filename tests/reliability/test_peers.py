"""Twelve ordinary shapes of merging: this program passes all; the same judge sees what others do to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reliability.page import put_section
from tests.reliability.peers import ours, rebasing, sessions
from tests.reliability.peers.judging import faults
from tests.reliability.peers.shapes import SHAPES, Aborted, Merged, Shape

NAMES = [shape.name for shape in SHAPES]
REBASED: tuple[tuple[str, ...], ...] = (
    ("re-parented", "renamed", "order"),
    (),
    (),
    ("order",),
    ("lost", "unlisted"),
    ("renamed",),
    ("renamed",),
    ("aborted",),
    ("aborted",),
    ("aborted",),
    ("aborted",),
    (),
)
SESSIONS: tuple[tuple[str, ...], ...] = (
    ("order",),
    (),
    (),
    ("order",),
    ("order",),
    (),
    (),
    (),
    (),
    ("order",),
    ("lost",),
    ("order",),
)


@pytest.mark.parametrize("shape", SHAPES, ids=NAMES)
def test_this_program_passes(tmp_path: Path, shape: Shape) -> None:
    assert faults(shape, ours.merge(shape, tmp_path)) == ()


@pytest.mark.parametrize(("shape", "found"), list(zip(SHAPES, REBASED, strict=True)), ids=NAMES)
def test_what_rebasing_does(tmp_path: Path, shape: Shape, found: tuple[str, ...]) -> None:
    if rebasing.library() is None:
        pytest.skip("pygeodiff is not built for this machine")
    assert faults(shape, rebasing.merge(shape, tmp_path)) == found


@pytest.mark.parametrize(("shape", "found"), list(zip(SHAPES, SESSIONS, strict=True)), ids=NAMES)
def test_what_sessions_do(tmp_path: Path, shape: Shape, found: tuple[str, ...]) -> None:
    assert faults(shape, sessions.merge(shape, tmp_path)) == found


def test_a_result_and_none_are_judged() -> None:
    nothing = Merged({}, {}, {}, frozenset())
    assert faults(SHAPES[3], (nothing, Aborted("told so"))) == ("aborted", "lost", "unlisted")


def test_sections_of_the_page_leave_each_other_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    put_section("one", ["first"], page)
    put_section("two", ["second"], page)
    put_section("one", ["changed"], page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# 可靠性")
    assert text.endswith(
        "<!-- begin one -->\nchanged\n<!-- end one -->\n\n<!-- begin two -->\nsecond\n<!-- end two -->\n"
    )
