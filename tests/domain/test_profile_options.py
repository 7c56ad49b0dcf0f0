"""A profile as it is stored: every option goes there and back, what does not fit is left aside."""

from __future__ import annotations

import json

import pytest

from chuangjian_desktop.domain.canonical import canonical
from chuangjian_desktop.domain.scoring import (
    LEAGUE,
    PRESETS,
    ScoringProfile,
    as_typed,
    choices,
    fits,
    form_of,
    option_name,
    option_names,
    options_of,
    profile_from,
    taken_by,
    unsound,
)

TUNED = ScoringProfile(
    "P2",
    "试算",
    na="zero",
    missing_type="previous",
    not_visited="zero",
    refused="zero",
    same_problem="each",
    repeated="once",
    solved_percent=50,
    recurrence="table",
    recurrence_table=(100, 250),
    finder={"city": 100, "street": 40},
    teams={"第一组": "street"},
    grades={"A": 100, "B": 70},
    decimals=1,
    ties=("vetoes", "rectified"),
    leagues={"东区/光明街道": "甲组"},
    city="weights",
    area_weights={"东区": 3},
    weights={"ZG": 2},
    quarter=(70, 20, 10),
    late_percent=25,
    false_malus=100,
)


@pytest.mark.parametrize("profile", [ScoringProfile(), LEAGUE, TUNED])
def test_stored_and_read_back(profile: ScoringProfile) -> None:
    stored = options_of(profile)
    canonical(stored)
    assert profile_from(profile.code, profile.name, json.loads(json.dumps(stored))) == profile
    assert options_of(ScoringProfile("x", "y")) == {}


def test_every_option_is_tuned_above() -> None:
    assert set(options_of(TUNED)) == set(option_names())


@pytest.mark.parametrize(
    ("key", "value", "fitting"),
    [
        ("na", "drop", True),
        ("na", "sometimes", False),
        ("na", 1, False),
        ("decimals", 1, True),
        ("decimals", True, False),
        ("decimals", 3, False),
        ("solved_percent", 0, True),
        ("solved_percent", -1, False),
        ("solved_percent", True, False),
        ("solved_percent", "50", False),
        ("solved_percent", 1_000_001, False),
        ("recurrence_table", [100, 200], True),
        ("recurrence_table", [100, "x"], False),
        ("recurrence_table", 100, False),
        ("ties", ["vetoes"], True),
        ("ties", ["luck"], False),
        ("weights", {"ZG": 2}, True),
        ("weights", [["ZG", 2]], True),
        ("weights", [["ZG", 2, 3]], False),
        ("weights", [[1, 2]], False),
        ("weights", ["ZG"], False),
        ("weights", [None], False),
        ("weights", "ZG", False),
        ("leagues", [["东区", "甲组"]], True),
        ("leagues", [["东区", 1]], False),
    ],
)
def test_what_an_option_takes(key: str, value: object, fitting: bool) -> None:
    assert fits(key, value) is fitting
    found = profile_from("x", "y", {key: value, "of_next_year": 1})
    assert (found == ScoringProfile("x", "y")) or fitting


def test_what_is_no_map_of_options_is_none() -> None:
    assert profile_from("x", "y", [1]) == ScoringProfile("x", "y")


def test_words_and_forms() -> None:
    assert choices("city") == ("pool", "mean", "sites", "weights")
    assert choices("ties") == ("rectified", "vetoes", "findings")
    assert choices("weights") == () == choices("quarter")
    assert [form_of(key) for key in ("na", "late_percent", "quarter", "leagues")] == ["word", "number", "list", "map"]
    assert set(PRESETS) == {"simulation", "league"}
    assert ScoringProfile(grades={"B": 60}).share("优秀", 30) == 0


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("solved_percent", 100, ""),
        ("solved_percent", 250, "大于100"),
        ("late_percent", 101, "大于100"),
        ("grades", [["A", 100], ["B", 120]], "大于100"),
        ("grades", {"A": 100, "B": 60}, ""),
        ("quarter", [70, 20, 10], ""),
        ("quarter", (80, 20), ""),
        ("quarter", [50, 20, 10], "之和应为100"),
        ("quarter", [40, 30, 20, 10], "之和应为100"),
        ("quarter", [], "之和应为100"),
        ("finder", {"city": 150}, ""),
        ("finder", [["mars", 2]], "没有这个级别"),
        ("teams", [["T1", "street"]], ""),
        ("teams", [["T1", "90"]], "没有这个级别"),
        ("grades", [["D", 1]], "从A起"),
        ("grades", [], "从A起"),
        ("grades", [["A", 60], ["B", 100]], "从A起"),
        ("grades", [["C", 0], ["A", 100], ["B", 60]], ""),
        ("grades", [["优秀", 100], ["合格", 60]], ""),
        ("recurrence_table", [], "大于0"),
        ("recurrence_table", (0, 0, 0), "大于0"),
        ("recurrence_table", [0, 100], ""),
        ("leagues", [["东区", ""]], "组名"),
        ("leagues", [], ""),
        ("weights", [["ZG", 1], ["ZG", 2]], "两次"),
        ("ties", ["vetoes", "vetoes"], "两次"),
        ("ties", ["vetoes", "findings"], ""),
        ("na", "drop", ""),
    ],
)
def test_what_makes_no_sense_though_it_fits(key: str, value: object, reason: str) -> None:
    assert fits(key, value)
    fault = unsound(key, value)
    assert (fault is None) == (not reason)
    assert reason in (fault or ("", ""))[0]


@pytest.mark.parametrize("key", option_names())
def test_every_option_has_a_name_and_says_what_it_takes(key: str) -> None:
    assert all(said.endswith(key) and said != key for said in option_name(key))
    zh, en = taken_by(key)
    assert zh != en
    assert all(str(word) in zh and str(word) in en for word in choices(key))


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ("drop", "drop"),
        (50, "50"),
        ((80, 20, 0), "80,20,0"),
        ([["T1", 90], ["T2", "street"]], "T1:90,T2:street"),
        ({"ZG": 2}, "ZG:2"),
        ([["", "ZG"]], "ZG"),
        ([], ""),
    ],
)
def test_an_answer_is_shown_as_it_is_typed(value: object, typed: str) -> None:
    assert as_typed(value) == typed
