"""Test runs: what is not named conforms, and the score is what a visit would get."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.scenarios import Said, Scenario, moved, play
from chuangjian_desktop.domain.scoring import rate_text
from chuangjian_desktop.domain.standard import Checklist, Item, Rule

FIRST = Item(
    "A", "环境", "墙面", "整洁", "看", "inspect", "处", 1000, Rule("per_occurrence", 100, 1000),
    na_allowed=True, veto="", exemption="", departments=("城管",), phrases=(), deadline="now", severity="normal",
    photos_required=0, photos_most=3, campaigns=(), order=1,
)  # fmt: skip
SHEET = Checklist(
    "ZG",
    "主次干道",
    (),
    "1",
    (
        FIRST,
        replace(FIRST, code="B", points=800, rule=Rule("per_occurrence", 50, 800)),
        replace(FIRST, code="C", points=600),
        replace(FIRST, code="D", points=600),
    ),
)


def test_the_first_worked_example() -> None:
    # 10/8/6/6 points; 3 × 1, 20 × 0.5 capped at 8, one not applicable, one clean: 13 of 24.
    run = Scenario("", "例一", (Said("A", count=3), Said("B", count=20), Said("C", "na")), 1300)
    played = play(SHEET, run)
    assert (played.earned, played.possible, rate_text(played.rate), played.passed) == (1300, 2400, "54.17", True)
    assert not play(SHEET, replace(run, expected=1299)).passed


def test_amounts_of_ones_own_and_measured_values() -> None:
    assert play(SHEET, Scenario("", "", (Said("A", count=2, points=250),), 2750)).earned == 3000 - 250
    ratio = replace(SHEET, items=(replace(FIRST, rule=Rule("ratio", required=10)),))
    assert play(ratio, Scenario("", "", (Said("A", measured=500),), 500)).passed


def test_an_item_that_is_not_on_the_sheet_fails_the_run() -> None:
    played = play(SHEET, Scenario("", "", (Said("Z", count=1),), 3000))
    assert (played.earned, played.unknown, played.passed) == (3000, ("Z",), False)


def test_items_may_move_to_other_codes() -> None:
    run = Scenario("id", "n", (Said("A", count=3), Said("B", "na")), 0)
    assert moved(run, {"A": "A2"}).said == (Said("A2", count=3), Said("B", "na"))
