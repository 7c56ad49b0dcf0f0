"""Laws 2, 3 and 5 (G1 to G8, G12): whatever a few laptops do and hand each other, in whatever order, grouping and
repetition it is merged, there is one truth, and it is the one that the independent model names."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.journal import Change, body
from tests.helpers.graphs import graphs
from tests.helpers.histories import Story, Tally, stories
from tests.helpers.verdicts import judge_chunks, played_and_judged

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@given(stories(2, 2, 24))
@settings(max_examples=50, suppress_health_check=SLOW)
def test_two_laptops_come_to_one_truth(tmp_path_factory: pytest.TempPathFactory, story: Story) -> None:
    tally = played_and_judged(tmp_path_factory.mktemp("two"), story, Tally())
    assert (tally.counts["lost"], tally.counts["invented"]) == (0, 0)


@given(stories(3, 3, 24))
@settings(max_examples=30, suppress_health_check=SLOW)
def test_three_laptops_come_to_one_truth(tmp_path_factory: pytest.TempPathFactory, story: Story) -> None:
    tally = played_and_judged(tmp_path_factory.mktemp("three"), story, Tally())
    assert (tally.counts["lost"], tally.counts["invented"]) == (0, 0)


@given(stories(4, 5, 30))
@settings(max_examples=6, suppress_health_check=SLOW)
def test_many_laptops_come_to_one_truth(tmp_path_factory: pytest.TempPathFactory, story: Story) -> None:
    tally = played_and_judged(tmp_path_factory.mktemp("many"), story, Tally())
    assert (tally.counts["lost"], tally.counts["invented"]) == (0, 0)


@given(graphs(length=24), st.integers(1, 4), st.randoms(use_true_random=False))
@settings(max_examples=114, suppress_health_check=SLOW)
def test_changes_that_nobody_would_write_come_to_one_truth_too(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Change], pieces: int, dice: random.Random
) -> None:
    judge_chunks(tmp_path_factory.mktemp("chunks"), [body(each) for each in changes], pieces, dice, Tally())
