"""Rules in a clerk's words: read, written back, refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.rule_text import RuleTextRefusal, parse_rule, rule_words
from chuangjian_desktop.domain.standard import Rule, Tier

TEN = 1000


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("每处扣0.5分，扣完为止", Rule("per_occurrence", each=50, cap=TEN)),
        ("每处扣1分，最多扣5分", Rule("per_occurrence", each=100, cap=500)),
        ("每发现一处扣１分", Rule("per_occurrence", each=100, cap=TEN)),
        (" 每人 扣 2 分 , 扣完为止", Rule("per_occurrence", each=200, cap=TEN)),
        ("一处即不得分", Rule("all_or_nothing")),
        ("发现一处即不得分", Rule("all_or_nothing")),
        ("要求5处，每少1处扣2分", Rule("shortage", each=200, cap=TEN, required=5)),
        ("要求5个，每缺一个扣2分，最多扣6分", Rule("shortage", each=200, cap=600, required=5)),
        ("按比例，要求10", Rule("ratio", required=10)),
        ("分档：≥80得10，≥50得6", Rule("tier", tiers=(Tier(8000, 1000), Tier(5000, 600)))),
        ("分档:>=80%得10分；>=50%得6.5分", Rule("tier", tiers=(Tier(8000, 1000), Tier(5000, 650)))),
        ("符合或不符合", Rule("pass_fail")),
    ],
)
def test_what_clerks_write_is_read(text: str, rule: Rule) -> None:
    assert parse_rule(text, TEN) == rule


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "看不懂"),
        ("扣一点", "看不懂"),
        ("每处扣0.123分", "看不懂"),
        ("分档：80分以上得10", "看不懂"),
        ("每处扣0分", "须大于0"),
        ("每处扣11分", "不超过本条分值10"),
        ("每处扣1分，最多扣11分", "不超过本条分值10"),
        ("每处扣2分，最多扣1分", "不超过上限"),
        ("要求0处，每少1处扣2分", "要求数须大于0"),
        ("按比例，要求0", "要求数须大于0"),
        ("分档：≥50得6，≥80得10", "由高到低"),
        ("分档：≥80得6，≥50得6", "由高到低"),
        ("分档：≥80得12，≥50得6", "不超过本条分值10"),
    ],
)
def test_what_fits_no_form_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(RuleTextRefusal, match="M27") as refused:
        parse_rule(text, TEN)
    assert reason in refused.value.reason_zh
    assert refused.value.reason_en
    assert refused.value.details == {"field": "rule", "value": text}


@st.composite
def rules_of_points(draw: st.DrawFn) -> tuple[Rule, int]:
    points = draw(st.integers(1, 10_000))
    cap = draw(st.integers(1, points))
    each = draw(st.integers(1, cap))
    required = draw(st.integers(1, 999_999))
    floors = draw(st.lists(st.integers(0, 10_000), min_size=1, max_size=6, unique=True))
    earned = draw(st.lists(st.integers(0, points), min_size=1, max_size=6, unique=True))
    ladder = zip(sorted(floors, reverse=True), sorted(earned, reverse=True), strict=False)
    forms = [
        Rule("per_occurrence", each=each, cap=cap),
        Rule("shortage", each=each, cap=cap, required=required),
        Rule("ratio", required=required),
        Rule("tier", tiers=tuple(Tier(floor, gain) for floor, gain in ladder)),
        Rule("all_or_nothing"),
        Rule("pass_fail"),
    ]
    return draw(st.sampled_from(forms)), points


@given(rules_of_points())
def test_words_are_read_back_as_the_same_rule(case: tuple[Rule, int]) -> None:
    rule, points = case
    assert parse_rule(rule_words(rule), points) == rule
    assert parse_rule(rule_words(rule, "zh", points), points) == rule
    assert rule_words(rule, "en", points).isascii() or rule.kind == "tier"


def test_words_in_both_languages() -> None:
    each = parse_rule("每处扣0.5分", TEN)
    assert rule_words(each, "zh", TEN) == "每处扣0.5分，扣完为止"
    assert rule_words(each) == "每处扣0.5分，最多扣10分"
    assert rule_words(each, "en", TEN) == "0.5 off each, until none is left"
    assert rule_words(parse_rule("要求5处，每少1处扣2分", TEN), "en") == "5 required, 2 off each missing, at most 10"
    assert rule_words(parse_rule("按比例，要求10", TEN), "en") == "In proportion, 10 required"
    assert rule_words(parse_rule("分档：≥80得10", TEN), "en") == "By level: ≥80 earns 10"
    assert rule_words(parse_rule("一处即不得分", TEN), "en") == "One finding loses the item"
    assert rule_words(parse_rule("符合或不符合", TEN), "en") == "Conforms or not"
