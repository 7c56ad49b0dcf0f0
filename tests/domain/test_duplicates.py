"""Likely duplicates: what is proposed, why, in which order, and in which time."""

from __future__ import annotations

import datetime as dt
import random
import time
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.duplicates import DuplicateRules, FindingFacts, Proposal, proposals, similarity

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
PICTURE = 0x0F1E_2D3C_4B5A_6978
FOUND = FindingFacts("f1", "s1", "ZG-03", "litter", "118号门前垃圾满溢", NOON, "v1", "t1")


def by_another(**values: object) -> FindingFacts:
    """The same problem as team 2 found it."""
    return replace(FOUND, **({"id": "f2", "visit": "v2", "team": "t2"} | values))  # pyright: ignore[reportArgumentType]


def pairs(*facts: FindingFacts, rules: DuplicateRules | None = None) -> list[tuple[str, str]]:
    return [(each.first, each.second) for each in proposals(facts, rules or DuplicateRules())]


def test_the_same_problem_of_two_teams() -> None:
    assert proposals([by_another(), FOUND]) == (Proposal("f1", "f2", ("item", "problem", "phrase"), 60),)


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({"text": "门前垃圾箱满溢"}, ("item", "problem", "text")),
        ({"text": "１１８号门前，垃圾 满溢！"}, ("item", "problem", "phrase")),
        ({"item": "ZG-04"}, ("problem", "phrase")),
        ({"problem": "bins"}, ("item", "phrase")),
        ({"problem": ""}, ("item", "phrase")),
        ({"visit": "v2", "team": "t1"}, ("item", "problem", "phrase")),
        ({"visit": "v1", "team": "t2"}, ("item", "problem", "phrase")),
        ({"found_at": NOON + dt.timedelta(hours=72)}, ("item", "problem", "phrase")),
        ({"found_at": NOON - dt.timedelta(hours=72)}, ("item", "problem", "phrase")),
        ({"text": "果皮箱外溢", "photos": (PICTURE ^ 0b11_1111_1111,)}, ("item", "problem", "photo")),
    ],
)
def test_what_is_proposed(values: dict[str, object], reasons: tuple[str, ...]) -> None:
    (found,) = proposals([replace(FOUND, photos=(1, PICTURE)), by_another(**values)])
    assert found.reasons == reasons


@pytest.mark.parametrize(
    "values",
    [
        {"site": "s2"},
        {"item": "ZG-04", "problem": "bins"},
        {"item": "", "problem": ""},
        {"text": "盲道被占"},
        {"text": ""},
        {"found_at": NOON + dt.timedelta(hours=72, seconds=1)},
        {"visit": "v1", "team": "t1"},
        {"text": "果皮箱外溢", "photos": (PICTURE ^ 0b111_1111_1111,)},
        {"text": "果皮箱外溢", "photos": (0, 1)},
    ],
)
def test_what_is_not(values: dict[str, object]) -> None:
    assert pairs(replace(FOUND, photos=(0, PICTURE)), by_another(**values)) == []


def test_findings_without_words_are_alike_by_their_type_alone() -> None:
    bare = replace(FOUND, text="。")
    assert pairs(bare, by_another(text="")) == [("f1", "f2")]
    assert pairs(replace(bare, problem=""), by_another(text="", problem="")) == []


def test_a_finding_is_no_duplicate_of_itself() -> None:
    assert pairs(FOUND, by_another(id="f1")) == []


def test_the_strongest_come_first_then_ids() -> None:
    late, pictured = by_another(id="f0", found_at=NOON + dt.timedelta(hours=60)), by_another(id="f9", photos=(PICTURE,))
    found = proposals([late, replace(FOUND, photos=(PICTURE,)), pictured])
    assert [(each.first, each.second) for each in found] == [("f1", "f9"), ("f0", "f1")]
    assert [each.strength for each in found] == [100, 52]
    twins = [by_another(), FOUND, by_another(id="f3", visit="v3")]
    assert pairs(*twins) == [("f1", "f2"), ("f1", "f3"), ("f2", "f3")]


def test_limits_are_parameters() -> None:
    rules = DuplicateRules(window=dt.timedelta(), similarity=1.0, bits=0)
    assert pairs(FOUND, by_another(), rules=rules) == [("f1", "f2")]
    assert pairs(FOUND, by_another(found_at=NOON + dt.timedelta(seconds=1)), rules=rules) == []
    assert pairs(FOUND, by_another(text="门前垃圾箱满溢"), rules=rules) == []
    pictured = replace(FOUND, photos=(PICTURE,))
    assert pairs(pictured, by_another(text="", photos=(PICTURE ^ 1,)), rules=rules) == []
    assert pairs(pictured, by_another(text="", photos=(PICTURE,)), rules=rules) == [("f1", "f2")]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "", 0.0), ("垃圾", "", 0.0), ("垃", "垃", 1.0), ("AB", "ａｂ", 1.0), ("abc", "abd", 0.5), ("甲", "乙", 0.0)],
)
def test_similarity(one: str, other: str, expected: float) -> None:
    assert similarity(one, other) == similarity(other, one) == expected


FACTS = st.builds(
    FindingFacts,
    id=st.integers(0, 30).map(str),
    site=st.sampled_from("ab"),
    item=st.sampled_from(["", "i", "j"]),
    problem=st.sampled_from(["", "p", "q"]),
    text=st.text("垃圾满溢箱 ", max_size=5),
    found_at=st.integers(0, 100).map(lambda hours: NOON + dt.timedelta(hours=hours)),
    visit=st.sampled_from("vw"),
    team=st.sampled_from("tu"),
    photos=st.lists(st.sampled_from([0, PICTURE, PICTURE ^ 0xFFF, PICTURE ^ 0x1F]), max_size=2).map(tuple),
)
LISTS = st.lists(FACTS, max_size=12, unique_by=lambda fact: fact.id)


@given(LISTS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(facts: list[FindingFacts], chance: random.Random) -> None:
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert proposals(facts) == proposals(shuffled)


@given(LISTS)
def test_a_small_group_misses_nothing(facts: list[FindingFacts]) -> None:
    """Every pair alone is proposed exactly when it is proposed among the others."""
    alone = {each for one, other in combinations(facts, 2) for each in proposals([one, other])}
    found = proposals(facts)
    assert set(found) == alone
    assert list(found) == sorted(found, key=lambda each: (-each.strength, each.first, each.second))
    assert all(each.first < each.second and 0 <= each.strength <= 100 for each in found)


@given(LISTS, st.integers(1, 3))
def test_a_crowd_is_bounded_and_keeps_equal_words(facts: list[FindingFacts], neighbours: int) -> None:
    found = proposals(facts, DuplicateRules(neighbours=neighbours))
    assert set(found) <= set(proposals(facts))
    assert len(found) <= 4 * neighbours * len(facts)


def test_equal_words_are_found_in_a_crowd() -> None:
    crowd = [
        by_another(id=f"x{number:05}", text=f"{number:05}", found_at=NOON + dt.timedelta(seconds=number))
        for number in range(200)
    ]
    found = pairs(FOUND, *crowd, by_another(id="f9", found_at=NOON + dt.timedelta(hours=1)))
    assert ("f1", "f9") in found


def city(findings: int, sites: int) -> list[FindingFacts]:
    chance = random.Random(20261116)
    words = ("垃圾满溢", "店外经营、商品摆出门口", "盲道被共享单车占压", "墙面张贴小广告", "流动摊贩占道")
    return [
        FindingFacts(
            f"{number:06}",
            f"s{number % sites}",
            f"i{chance.randrange(20)}",
            f"p{chance.randrange(8)}",
            f"{chance.randrange(200)}号门前{chance.choice(words)}{chance.randrange(1, 9)}处",
            NOON + dt.timedelta(minutes=chance.randrange(20_000)),
            f"v{number % sites}-{number // sites % 3}",
            f"t{number // sites % 3}",
            (chance.getrandbits(64),),
        )
        for number in range(findings)
    ]


@pytest.mark.parametrize("sites", [1200, 1])
def test_work_grows_as_the_findings_do(sites: int) -> None:
    """A city at large, and everything at one site: three times the findings take about three times as long."""
    spent: list[float] = []
    for count in (1_000, 3_000):
        facts = city(count, sites)
        start = time.process_time()
        proposals(facts)
        spent.append(time.process_time() - start)
    assert spent[1] < 6 * spent[0] + 0.5
