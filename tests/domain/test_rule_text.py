"""Rules in a clerk's words: read, written back, refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.rule_text import (
    RuleTextRefusal,
    check_rule,
    parse_rule,
    resolved,
    rule_lines,
    rule_words,
)
from chuangjian_desktop.domain.standard import Grade, Rule, Tier

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
        ("分档：≤5得10，≤10得6", Rule("tier", tiers=(Tier(500, 1000), Tier(1000, 600)), falling=True)),
        ("符合或不符合", Rule("pass_fail")),
        (
            "抽查5处：A符合5处，B符合4处，其余C",
            Rule("grade_sample", required=5, grades=(Grade("A", 500), Grade("B", 400), Grade("C", 0))),
        ),
        (
            "分级：A＞85，B＞80，其余C",
            Rule("grade_value", grades=(Grade("A", 8500, strict=True), Grade("B", 8000, strict=True), Grade("C", 0))),
        ),
        (
            "分级：优秀>=90%，合格>=60%，否则不合格",
            Rule("grade_value", grades=(Grade("优秀", 9000), Grade("合格", 6000), Grade("不合格", 0))),
        ),
        (
            "分级：A＜60，B＜65，其余C",
            Rule(
                "grade_value",
                grades=(Grade("A", 6000, strict=True), Grade("B", 6500, strict=True), Grade("C", 0)),
                falling=True,
            ),
        ),
        (
            "条件：①有制度；②有人员；③有记录。A符合3项，B符合2项，其余C#",
            Rule(
                "grade_conditions",
                grades=(Grade("A", 300), Grade("B", 200), Grade("C#", 0)),
                conditions=("有制度", "有人员", "有记录"),
            ),
        ),
        ("达到75得满分，每低5扣1分", Rule("linear", each=100, target=7500, step=500)),
        ("≥75%得满分，每低5个百分点扣1分，扣完为止", Rule("linear", each=100, target=7500, step=500)),
        ("不超过55得满分，每高1扣2分", Rule("linear", each=200, target=5500, step=100, falling=True)),
        (
            "达到10得6分，每优1加2分，优2及以上加4分，未达到不得分",
            Rule("bonus", each=200, tiers=(Tier(200, 400),), target=1000, step=100, base=600),
        ),
        ("不超过10得6分，每优1加2分", Rule("bonus", each=200, target=1000, step=100, base=600, falling=True)),
        (
            "达到10得6分，优2加4分，优1加2分",
            Rule("bonus", tiers=(Tier(200, 400), Tier(100, 200)), target=1000, base=600),
        ),
        ("百分制外每次扣3分", Rule("penalty", each=300)),
        ("百分制外每起扣3分，最多扣9分", Rule("penalty", each=300, cap=900)),
        ("加减分", Rule("ledger")),
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
        ("分档：≥80得10，≤50得6", "看不懂"),
        ("分级：A＞85，B＞80", "看不懂"),
        ("分级：A＞85，B＜80，其余C", "看不懂"),
        ("分级：A大于85，其余C", "看不懂"),
        ("分级：其余C", "看不懂"),
        ("分级：A＞80，B＞85，其余C", "由好到差"),
        ("分级：A＜65，B＜60，其余C", "由好到差"),
        ("分级：A＞85，A＞80，其余C", "等级不得重复"),
        ("抽查5处：A符合5处，B大约4处，其余C", "看不懂"),
        ("抽查5处：其余C", "看不懂"),
        ("抽查5处：A符合6处，其余C", "不超过5"),
        ("抽查0处：A符合0处，其余C", "不超过0"),
        ("抽查5处：A符合4处，B符合5处，其余C", "由好到差"),
        ("条件：有制度。A符合1项，其余C", "看不懂"),
        ("条件：①有制度；②；③有记录。A符合3项，其余C", "看不懂"),
        ("条件：①有制度；②有人员。A大概2项，其余C", "看不懂"),
        ("条件：①有制度；②有人员。A符合3项，其余C", "不超过2"),
        ("达到75得满分，每高5扣1分", "看不懂"),
        ("达到75得满分，每低0扣1分", "每档和扣分须大于0"),
        ("达到75得满分，每低5扣11分", "不超过本条分值10"),
        ("达到10得6分，未达到不得分", "看不懂"),
        ("达到10得6分，优一点加2分", "看不懂"),
        ("达到10得6分，优2加5分", "合计不超过本条分值10"),
        ("达到10得6分，优1加2分，优2加4分", "加分由高到低"),
        ("达到10得6分，每优0加2分", "须大于0"),
        ("百分制外每次扣0分", "须大于0"),
        ("百分制外每次扣3分，最多扣2分", "不超过上限"),
    ],
)
def test_what_fits_no_form_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(RuleTextRefusal, match="M27") as refused:
        parse_rule(text, TEN)
    assert reason in refused.value.reason_zh
    assert refused.value.reason_en
    assert refused.value.details == {"field": "rule", "value": text}


def _sunk(draw: st.DrawFn, most: int, size: int) -> list[int]:
    return sorted(draw(st.lists(st.integers(1, most), min_size=1, max_size=size, unique=True)), reverse=True)


def _grades(draw: st.DrawFn, steps: list[int], *, strict: bool = False) -> tuple[Grade, ...]:
    labels = draw(st.sampled_from(["ABCDEF", ("优秀", "良好", "合格", "较差", "差", "无")]))
    upper = [Grade(labels[index], step, strict) for index, step in enumerate(steps)]
    return (*upper, Grade(labels[len(steps)], 0))


_CONDITION = st.text("有无制度台账人员公示，、（）", min_size=1, max_size=6).map(lambda text: f"有{text}的")


@st.composite
def graded_rules(draw: st.DrawFn) -> Rule:
    counts = [count * 100 for count in _sunk(draw, 20, 5)]
    values = _sunk(draw, 99_999, 5)
    strict, falling = draw(st.booleans()), draw(st.booleans())
    conditions = tuple(draw(st.lists(_CONDITION, min_size=counts[0] // 100, max_size=20)))
    forms = [
        Rule("grade_sample", required=counts[0] // 100, grades=_grades(draw, counts)),
        Rule("grade_conditions", conditions=conditions, grades=_grades(draw, counts)),
        Rule(
            "grade_value",
            grades=_grades(draw, values[::-1] if falling else values, strict=strict),
            falling=falling,
        ),
    ]
    return draw(st.sampled_from(forms))


@st.composite
def measured_rules(draw: st.DrawFn) -> tuple[Rule, int]:
    points = draw(st.integers(2, 10_000))
    base = draw(st.integers(1, points - 1))
    each = draw(st.integers(1, points - base))
    step, target = draw(st.integers(1, 9_999)), draw(st.integers(0, 999_999))
    better, gains = _sunk(draw, 9_999, 4), _sunk(draw, points - base, 4)
    tiers = tuple(Tier(floor, gain) for floor, gain in zip(better, gains, strict=False))
    falling = draw(st.booleans())
    forms = [
        Rule("linear", each=each, step=step, target=target, falling=falling),
        Rule("bonus", each=each, step=step, target=target, base=base, falling=falling),
        Rule("bonus", tiers=tiers, target=target, base=base, falling=falling),
        Rule("bonus", each=each, step=step, tiers=tiers, target=target, base=base, falling=falling),
        Rule("penalty", each=each),
        Rule("penalty", each=each, cap=each + base),
    ]
    return draw(st.sampled_from(forms)), points


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
        Rule("ledger"),
        draw(graded_rules()),
    ]
    return draw(st.one_of(measured_rules(), st.tuples(st.sampled_from(forms), st.just(points))))


@given(rules_of_points())
def test_words_are_read_back_as_the_same_rule(case: tuple[Rule, int]) -> None:
    rule, points = case
    assert parse_rule(rule_words(rule), points) == rule
    assert parse_rule(rule_words(rule, "zh", points), points) == rule
    assert rule_words(rule, "en", points)


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
    assert rule_words(parse_rule("加减分", TEN), "en") == "Entered, plus or minus"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("分档：≤5得10，≤10得6", "By level: ≤5 earns 10, ≤10 earns 6"),
        ("抽查5处：A符合5处，B符合4处，其余C", "Sample of 5: A with 5 conforming, B with 4 conforming, otherwise C"),
        ("分级：A＞85，B＞80，其余C", "Graded: A >85, B >80, otherwise C"),
        ("分级：A＜60，B＜65，其余C", "Graded: A <60, B <65, otherwise C"),
        ("分级：A≤60，其余B", "Graded: A ≤60, otherwise B"),
        (
            "条件：①有制度；②有人员。A符合2项，其余C",
            "Conditions: ①有制度；②有人员. A with 2 met, otherwise C",
        ),
        ("达到75得满分，每低5扣1分", "Full points at ≥75, 1 off per 5 below"),
        ("不超过55得满分，每高1扣2分", "Full points at ≤55, 2 off per 1 above"),
        ("达到10得6分，优2及以上加4分，未达到不得分", "6 at ≥10, 4 more from 2 better, none short of it"),
        ("不超过10得6分，每优1加2分，未达到不得分", "6 at ≤10, 2 more per 1 better, none short of it"),
        ("百分制外每次扣3分", "3 off each, outside the 100"),
        ("百分制外每次扣3分，最多扣9分", "3 off each, outside the 100, at most 9"),
    ],
)
def test_every_kind_has_words(text: str, english: str) -> None:
    rule = parse_rule(text, TEN)
    assert rule_words(rule) == text
    assert rule_words(rule, "en") == english


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("每处扣{单处扣分}分，扣完为止", (("each", "单处扣分"),)),
        ("每处扣1分，最多扣{上限}分", (("cap", "上限"),)),
        ("要求{公益广告数量}处，每少1处扣2分，最多扣{上限}分", (("required", "公益广告数量"), ("cap", "上限"))),
        ("按比例，要求{数量}", (("required", "数量"),)),
        (
            "分档：≥{围挡公益广告占比}得10，≥20得{次档}",
            (("tiers.0.at_least", "围挡公益广告占比"), ("tiers.1.points", "次档")),
        ),
        ("分级：A＞{优}，B＞80，其余C", (("grades.0.at_least", "优"),)),
        ("抽查{样本}处：A符合{全部}处，其余C", (("required", "样本"), ("grades.0.at_least", "全部"))),
        ("条件：①有制度；②有人员。A符合{项数}项，其余C", (("grades.0.at_least", "项数"),)),
        ("达到{目标}得满分，每低{每档}扣1分", (("target", "目标"), ("step", "每档"))),
        ("达到{目标}得{基本}分，每优1加2分，未达到不得分", (("target", "目标"), ("base", "基本"))),
        ("百分制外每次扣{负面}分", (("each", "负面"),)),
    ],
)
def test_a_number_may_be_a_parameter_of_the_city(text: str, places: tuple[tuple[str, str], ...]) -> None:
    rule = parse_rule(text, TEN)
    assert rule.parameters == places
    assert rule_words(rule, "zh", TEN) == text
    assert "{" in rule_words(rule, "en")


def test_parameters_are_filled_in() -> None:
    tiers = parse_rule("分档：≥{占比}得10，≥20得6", TEN)
    assert resolved(tiers, {"占比": 5000}) == Rule("tier", tiers=(Tier(5000, 1000), Tier(2000, 600)))
    shortage = parse_rule("要求{数量}处，每少1处扣2分", TEN)
    assert resolved(shortage, {"数量": 500, "别的": 1}) == Rule("shortage", each=200, cap=TEN, required=5)
    linear = parse_rule("达到{目标}得满分，每低5扣1分", TEN)
    assert resolved(linear, {"目标": 7550}).target == 7550
    with pytest.raises(Refusal, match="M21"):
        resolved(linear, {})


def test_a_parameter_out_of_bounds_shows_once_it_is_filled_in() -> None:
    rule = parse_rule("每处扣{单处扣分}分", TEN)
    check_rule(resolved(rule, {"单处扣分": 1000}), TEN, "每处扣{单处扣分}分")
    with pytest.raises(RuleTextRefusal, match="M27"):
        check_rule(resolved(rule, {"单处扣分": 1001}), TEN, "每处扣{单处扣分}分")


def test_each_condition_is_read_on_a_line_of_its_own() -> None:
    text = "条件：①有制度；有人员；②有记录；③有考核。A符合3项，B符合2项，其余C"
    rule = parse_rule(text, 1000)
    assert rule_lines(rule, "zh", 1000).replace("\n", "") == rule_words(rule, "zh", 1000)
    assert [line[:5] for line in rule_lines(rule, "en", 1000).splitlines()] == ["Condi", "②有记录；", "③有考核."]
    plain = parse_rule("每处扣0.5分，扣完为止", 1000)
    assert rule_lines(plain) == rule_words(plain)
