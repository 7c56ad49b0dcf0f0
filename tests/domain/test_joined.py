"""Findings that count with another one: they are listed and change no number, and one of every problem does count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.duplicates import counted_with
from chuangjian_desktop.domain.scoring import AnswerFact, FindingFact, ScoringProfile, score_visit
from chuangjian_desktop.domain.standard import Tier
from tests.domain.examples import answered, finding, item, per, rule

PLAIN = ScoringProfile()
IDS = st.sampled_from("ABCDEF")


def test_a_second_finding_counts_with_the_first_and_so_on() -> None:
    assert counted_with([]) == {}
    assert counted_with([("A", "B")]) == {"B": "A"}
    assert counted_with([("A", "B"), ("B", "C")]) == {"B": "A", "C": "A"}
    assert counted_with([("B", "C"), ("A", "C")]) == {"C": "A"}


def test_a_circle_counts_its_smallest() -> None:
    assert counted_with([("A", "B"), ("B", "C"), ("C", "A")]) == {"B": "A", "C": "A"}
    assert counted_with([("B", "A"), ("C", "B"), ("B", "C"), ("A", "D")]) == {"A": "B", "C": "B", "D": "B"}


@given(st.lists(st.tuples(IDS, IDS).filter(lambda pair: pair[0] != pair[1])))
def test_what_others_count_with_counts_itself(pairs: list[tuple[str, str]]) -> None:
    found = counted_with(pairs)
    assert not set(found.values()) & set(found)
    assert set(found) <= {second for _, second in pairs}
    assert found == counted_with(reversed(pairs))


def joined(item_code: str, count: int = 1, **said: str) -> FindingFact:
    return replace(finding(item_code, count), id="second", joined_to="first", **said)


@pytest.mark.parametrize("state", ["unanswered", "conforming", "na"])
def test_a_joined_finding_changes_no_number_of_its_visit(state: str) -> None:
    items = [item("A", "10", per("1", "10")), item("B", "8", rule("tier", tiers=(Tier(9000, 800), Tier(0, 300))))]
    answers = {"A": AnswerFact(state), "B": AnswerFact("conforming", 5000)}  # pyright: ignore[reportArgumentType]
    without = score_visit(items, answers, [], PLAIN)
    within = score_visit(items, answers, [joined("A", 3), joined("B")], PLAIN)
    assert (within.possible, within.earned, within.unanswered) == (without.possible, without.earned, without.unanswered)
    assert [each.state for each in within.items] == [each.state for each in without.items]
    assert not any(each.contradiction for each in within.items)
    assert [(one.asked, one.lost) for each in within.items for one in each.costs] == [(0, 0), (0, 0)]
    assert not [one for each in within.items for one in each.counted]


def test_a_joined_finding_vetoes_nothing_and_takes_no_share_of_the_cap() -> None:
    items = [item("A", "10", per("2", "4")), replace(item("B", "8", per("1")), veto="site")]
    here = [joined("A", 9), finding("A", 1), joined("B")]
    score = score_visit(items, answered(B="conforming"), here, PLAIN)
    assert (score.earned, score.possible, score.vetoes) == (1600, 1800, 0)
    assert [(one.finding.joined_to, one.lost) for one in score.items[0].costs] == [("first", 0), ("", 200)]


def test_a_joined_finding_does_not_take_the_place_of_one_that_costs() -> None:
    """One problem at one place under two items costs once, where it costs most; a joined one takes no part in that."""
    items = [item("A", "10", per("2")), item("B", "10", per("1"))]
    twice = [joined("A", problem="01", place="门前"), replace(finding("B", 1), problem="01", place="门前")]
    assert score_visit(items, {}, twice, PLAIN).earned == 900
