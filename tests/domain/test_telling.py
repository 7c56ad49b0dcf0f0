"""What an explanation says about a number is the arithmetic that makes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.domain.scoring import (
    AnswerFact,
    FindingFact,
    ScoringProfile,
    cost_words,
    measured_words,
    score_item,
)
from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.domain.standard import Item
from tests.domain.examples import finding, item

PLAIN = ScoringProfile()
NOTHING = AnswerFact()
EACH = "每处扣0.5分，最多扣5分"


def ruled(text: str, points: str = "10") -> Item:
    return item("A", points, parse_rule(text, to_hundredths(points)))


def told(what: Item, one: FindingFact, answer: AnswerFact = NOTHING, profile: ScoringProfile = PLAIN) -> str:
    score = score_item(what, answer, [one], profile)
    return cost_words(score, answer, score.costs[0])


@pytest.mark.parametrize(
    ("rule", "one", "words"),
    [
        (EACH, finding("A", 3), "3 × 0.50"),
        (EACH, finding("A", 20), "20 × 0.50 (10.00)，计 5.00"),
        (EACH, finding("A", 3, "9"), "3处，手填 9.00，计 5.00"),
        (EACH, finding("A", 3, "1"), "3处，手填 1.00"),
        (EACH, replace(finding("A", 3), recurrence=1), "3 × 0.50 (1.50)，折算 3.00"),
        (EACH, replace(finding("A", 3), upheld=True), "3 × 0.50 (1.50)"),
        ("一处即不得分", finding("A", 2), "2处，整条 10.00"),
        ("加减分", finding("A", 2), "2处，整条 0.00"),
    ],
)
def test_a_product_only_where_it_is_one(rule: str, one: FindingFact, words: str) -> None:
    assert told(ruled(rule), one) == words


def test_a_veto_and_a_measured_value_take_the_place_of_the_rule() -> None:
    grave = item("A", "10", parse_rule(EACH, 1000), veto="item")
    assert told(grave, finding("A", 2)) == "2处，一票否决，计 10.00"
    sample = ruled("抽查5处：A符合5处，B符合4处，其余C")
    assert told(sample, finding("A"), AnswerFact("conforming", 400)) == "1处，以实测值为准，计 4.00"


@pytest.mark.parametrize(
    ("rule", "measured", "words"),
    [
        ("抽查5处：A符合5处，B符合4处，其余C", "4", "5处中4处符合，B级，60%"),
        ("抽查5处：A符合5处，B符合4处，其余C", "1", "5处中1处符合，C级，0%"),
        ("分级：A＞85，B＞80，其余C", "85.01", "实测 85.01，A级，100%"),
        ("条件：①有制度；②有人员；③有记录。A符合3项，B符合2项，其余C", "2", "3项中2项符合，B级，60%"),
        ("分档：≥80得10，≥50得6", "60", "实测 60，得 6.00"),
        ("达到75得满分，每低5扣1分", "70", "实测 70，目标 75，得 9.00"),
        ("达到10得6分，每优1加2分，优2及以上加4分，未达到不得分", "11", "实测 11，目标 10，得 8.00"),
        ("按比例，要求10", "7", "实测 7，要求 10，得 7.00"),
    ],
)
def test_a_measured_value_says_what_it_earns(rule: str, measured: str, words: str) -> None:
    what, answer = ruled(rule), AnswerFact("conforming", to_hundredths(measured))
    assert measured_words(score_item(what, answer, [], PLAIN), answer, PLAIN) == words


@pytest.mark.parametrize(("state", "measured"), [("na", 400), ("exempt", 400), ("conforming", None)])
def test_what_no_value_decides_says_nothing_of_one(state: AnswerState, measured: int | None) -> None:
    what, answer = ruled("抽查5处：A符合5处，B符合4处，其余C"), AnswerFact(state, measured)
    assert measured_words(score_item(what, answer, [], PLAIN), answer, PLAIN) == ""
