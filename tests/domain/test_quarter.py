"""How rectification enters a quarter: the worked example, and every part of the formula."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.scoring import ScoringProfile, rate_text
from chuangjian_desktop.domain.scoring.quarter import Closing, quarterly, rectification, together

FIELD = Fraction("7260.125") / 90


def test_example_3_of_the_domain() -> None:
    closing = Closing(due=56, in_time=47)
    assert rate_text(rectification(closing)) == "83.93"
    assert rate_text(quarterly(FIELD, closing, ScoringProfile()).score) == "81.32"


@pytest.mark.parametrize(
    ("closing", "rate"),
    [
        (Closing(0, 0), None),
        (Closing(10, 10), "100.00"),
        (Closing(10, 6, late=2), "70.00"),  # 6 + 2 halves of 10
        (Closing(10, 6, late=2, false=1), "60.00"),  # one case away again
        (Closing(10, 0, false=3), "0.00"),  # never below nothing
        (Closing(3, 2), "66.67"),
    ],
)
def test_rectification(closing: Closing, rate: str | None) -> None:
    assert rate_text(rectification(closing)) == rate


def test_all_parts() -> None:
    """0.7 · 80 + 0.2 · 60 + 0.1 · 90 + 2 − 1 − 3 false ones of 0.5 = 76.5"""
    profile = ScoringProfile(quarter=(70, 20, 10), false_malus=50)
    closing = Closing(10, 9, late=0, false=3)
    found = quarterly(Fraction(80), closing, profile, other=Fraction(90), bonus=Fraction(2), malus=Fraction(1))
    assert (found.rectified, found.malus) == (60, Fraction("2.5"))
    assert found.score == Fraction("76.5")
    halves = ScoringProfile(late_percent=0)
    assert quarterly(Fraction(80), Closing(2, 1, late=1), halves).rectified == 50


def test_a_part_that_there_is_nothing_of_hands_its_weight_on() -> None:
    assert quarterly(Fraction(80), Closing(0, 0), ScoringProfile()).score == 80
    alone = quarterly(None, Closing(4, 3), ScoringProfile())
    assert (alone.score, alone.rectified) == (None, 75)  # rectification alone is no score
    assert quarterly(None, Closing(0, 0), ScoringProfile()).score is None
    assert quarterly(Fraction(80), Closing(4, 3), ScoringProfile(quarter=())).score is None


def test_a_city_s_cases_are_those_of_its_units() -> None:
    assert together((Closing(4, 3, 1, 0), Closing(2, 0, 0, 2))) == Closing(6, 3, 1, 2)
    assert together(()) == Closing(0, 0)


@given(st.integers(1, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 9))
def test_rectification_stays_within_the_hundred(due: int, in_time: int, late: int, false: int) -> None:
    in_time = min(in_time, due)
    found = rectification(Closing(due, in_time, min(late, due - in_time), false))
    assert found is not None
    assert 0 <= found <= 100
