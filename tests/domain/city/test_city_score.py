"""A city's total: worked by hand, exact, with lines that add up, and nothing unknown taken as zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.assessment import (
    Component,
    ComponentKind,
    Cycle,
    Gate,
    Indicator,
    Negative,
    Sanction,
)
from chuangjian_desktop.domain.city.facts import (
    CityFacts,
    Document,
    Entry,
    FieldFacts,
    Ledger,
    Option,
    Pooled,
    Question,
    Survey,
    overdue,
)
from chuangjian_desktop.domain.city.score import city_score
from chuangjian_desktop.domain.city.values import CityScore
from tests.domain.city.examples import FIELD, PAPERS, PEOPLE, entries, field, standard, text, total_of

# ---- components ------------------------------------------------------------------------------------------------------


def test_field_documents_and_questions_join_by_their_weights() -> None:
    """82.5 × 60 % + 90 × 25 % + 76 × 15 % = 49.5 + 22.5 + 11.4 = 83.40."""
    question = Question("1", "满意吗", (Option("A", "满意", 10_000), Option("B", "不满意", 0)))
    facts = CityFacts(
        documents=(
            Document("d1", "W-1", "1", "规划", 600, state="passed"),
            Document("d2", "W-1", "2", "总结", 400, state="returned", earned=300),
        ),
        surveys=(Survey("s", "Q1", "入户问卷", 25, (question,), {("一", "1", "A"): 19, ("一", "1", "B"): 6}),),
        field=field("400", "330"),
    )
    score = city_score(standard(FIELD, PAPERS, PEOPLE), facts)
    assert [text(each.rate) for each in score.components] == ["82.50", "90.00", "76.00"]
    assert [each.contribution for each in score.components] == [Fraction("49.5"), Fraction("22.5"), Fraction("11.4")]
    assert [each.state for each in score.components] == ["scored"] * 3
    assert text(score.effective) == "83.40"
    assert score.complete
    assert total_of(score.lines) == score.effective == score.raw == score.round_total


def test_a_component_without_anything_hands_its_weight_on_and_is_named() -> None:
    """(82.5 × 60 + 90 × 25) ÷ 85 = 7200 ÷ 85 = 84.7058…"""
    facts = CityFacts(
        documents=(Document("d", "W-1", "1", "规划", 1_000, state="passed", earned=900),), field=field("400", "330")
    )
    score = city_score(standard(FIELD, PAPERS, PEOPLE), facts)
    assert score.components[2].state == "missing"
    assert (score.components[2].rate, score.components[2].contribution) == (None, None)
    assert (text(score.effective), score.effective) == ("84.71", Fraction(7200, 85))
    assert score.missing == ("component.Q",)
    assert not score.complete


def test_nothing_known_is_no_number_at_all() -> None:
    score = city_score(standard(FIELD, PAPERS, PEOPLE, cycle=Cycle((2_000, 2_000, 6_000))), CityFacts())
    assert (score.round_total, score.raw, score.effective, score.lines) == (None, None, None, ())
    assert score.missing == ("component.F", "component.D", "component.Q", "year.1", "year.2", "year.3")


def test_an_unfinished_round_is_scored_in_part() -> None:
    score = city_score(standard(FIELD), CityFacts(field=field("100", "90", unanswered=4)))
    assert (score.components[0].state, score.components[0].open) == ("partial", 4)
    assert score.missing == ("component.F",)
    unvisited = city_score(standard(FIELD), CityFacts(field=FieldFacts(Pooled(unanswered=9))))
    assert (unvisited.components[0].state, unvisited.components[0].open) == ("missing", 9)


def test_the_lines_of_the_field_are_its_nodes_and_add_up() -> None:
    one, two = Pooled(6_000, 4_500), Pooled(4_000, 4_000)
    facts = CityFacts(field=FieldFacts(one + two, {"W-1": one, "W-2": two, "W-9": Pooled()}))
    part = city_score(standard(FIELD), facts).components[0]
    assert [(line.what, line.points, line.detail) for line in part.lines] == [
        ("公共环境", Fraction(45), "45.00 ÷ 60.00"),
        ("公共秩序", Fraction(40), "40.00 ÷ 40.00"),
    ]
    assert total_of(part.lines) == part.rate == 85


def test_documents_that_wait_are_left_out_and_counted() -> None:
    facts = CityFacts(
        documents=(
            Document("1", "W-1", "1", "规划", 500, state="passed"),
            Document("2", "W-1", "2", "总结", 300, state="submitted"),
            Document("3", "W-1", "3", "台账", 200, due="2026-09-30"),
            Document("4", "W-1", "4", "照片", 0, state="passed"),
            Document("5", "W-1", "5", "问卷", 500, state="returned"),
        )
    )
    part = city_score(standard(PAPERS), facts).components[0]
    assert (part.state, part.open, text(part.rate)) == ("partial", 2, "50.00")
    assert [line.rate for line in part.lines] == [100, None, 0]
    assert not city_score(standard(PAPERS), CityFacts(documents=facts.documents[1:3])).components[0].lines


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        ("open", "2026-09-30", True),
        ("open", "2026-10-01", False),
        ("open", "", False),
        ("returned", "2026-09-30", True),
        ("submitted", "2026-09-30", False),
        ("passed", "2026-09-30", False),
    ],
)
def test_a_document_is_overdue_after_its_day_unless_it_is_with_the_office(state: str, due: str, late: bool) -> None:
    document = Document("1", "W-1", "1", "规划", 500, due=due, state=state)  # pyright: ignore[reportArgumentType]
    assert overdue(document, "2026-10-01") is late


def test_an_entered_number_counts_and_what_was_computed_is_kept_beside() -> None:
    third_party = replace(FIELD, full=100_000)
    facts = CityFacts({"component.F": Entry(81_250, basis="第三方", note="复核")}, field=field("100", "90"))
    part = city_score(standard(third_party), facts).components[0]
    assert (text(part.rate), part.score, part.computed) == ("81.25", Fraction("812.5"), 90)
    assert part.lines[0].detail == "第三方 复核"
    assert city_score(standard(FIELD), replace(facts, entries={"component.F": Entry()})).components[0].rate == 90


def test_the_visit_in_between_is_a_component_of_its_own() -> None:
    secret = Component("S", "中期暗访", "secret", 2_000)
    facts = CityFacts(field=field("100", "90"), between=field("100", "70"))
    score = city_score(standard(replace(FIELD, weight=8_000), secret), facts)
    assert [text(each.rate) for each in score.components] == ["90.00", "70.00"]
    assert text(score.effective) == "86.00"
    assert city_score(standard(secret), CityFacts()).components[0].state == "missing"


def test_the_distance_to_the_pass_mark_is_on_the_component_s_own_scale() -> None:
    table = Component("T", "暗访评价表", "entered", 0, full=100_000, pass_mark=80_000)
    part = city_score(standard(table), CityFacts(entries(component_T="787.5"))).components[0]
    assert (part.score, part.to_pass, part.contribution) == (Fraction("787.5"), Fraction("-12.5"), None)
    empty = city_score(standard(table), CityFacts())
    assert (empty.components[0].to_pass, empty.effective) == (None, None)
    assert city_score(standard(FIELD), CityFacts(field=field("1", "1"))).components[0].to_pass is None


def test_components_of_weight_zero_make_no_total() -> None:
    score = city_score(standard(replace(FIELD, weight=0)), CityFacts(field=field("100", "90")))
    assert (score.components[0].rate, score.effective) == (90, None)


# ---- questionnaires --------------------------------------------------------------------------------------------------


def test_an_answer_without_a_share_is_not_counted_and_a_small_sample_tells() -> None:
    """Of 40 + 10 + 30 counted answers: (40 × 100 + 10 × 60) ÷ 80 = 57.5; the other question 20 of 25 = 80, twice as
    heavy: (57.5 + 160) ÷ 3 = 72.5."""
    options = (Option("A", "满意", 10_000), Option("B", "基本满意", 6_000), Option("C", "不满意", 0))
    first = Question("1", "环境", (*options, Option("D", "说不清", None)))
    second = Question("2", "知晓", (Option("Y", "知道", 10_000), Option("N", "不知道", 0)), weight=2)
    third = Question("3", "没有人答", options)
    counts = {("一", "1", "A"): 40, ("一", "1", "B"): 10, ("二", "1", "C"): 30, ("二", "1", "D"): 15}
    counts |= {("一", "2", "Y"): 20, ("一", "2", "N"): 5}
    survey = Survey("s", "Q1", "问卷", 96, (first, second, third), counts)
    score = city_score(standard(PEOPLE), CityFacts(surveys=(survey,)))
    found = score.surveys[0]
    assert (found.respondents, found.reached) == (50 + 45, False)
    assert [(each.answered, each.counted, text(each.rate)) for each in found.questions] == [
        (95, 80, "57.50"),
        (25, 25, "80.00"),
        (0, 0, None),
    ]
    part = score.components[0]
    assert (part.rate, part.state, part.open) == (Fraction("72.5"), "partial", 2)
    assert total_of(part.lines) == part.rate
    enough = replace(survey, sample=95, questions=(first, second))
    assert city_score(standard(PEOPLE), CityFacts(surveys=(enough,))).components[0].state == "scored"
    assert city_score(standard(PEOPLE), CityFacts(surveys=(replace(survey, counts={}),))).components[0].open == 3


# ---- the ledger ------------------------------------------------------------------------------------------------------

ACCIDENT = Negative("G15", "较大安全事故", "points", 300)


def test_plus_minus_and_negative_entries_count_outside_the_hundred() -> None:
    """90 + 5 − 2 − 3 = 90; void lines and those of a unit cost the city nothing."""
    ledger = (
        Ledger("1", "plus", 500, "市级表彰"),
        Ledger("2", "minus", 200, "迟报", date="2026-05-01"),
        Ledger("3", "negative", 0, "火灾", "G15", "2026-06-01"),
        Ledger("4", "plus", 900, "重复", void=True),
        Ledger("5", "minus", 900, "单位", unit="u1"),
        Ledger("6", "negative", 100, "旧条目", "G99"),
    )
    score = city_score(standard(FIELD, negatives=(ACCIDENT,)), CityFacts(field=field("100", "90"), ledger=ledger))
    assert [(line.level, line.points) for line in score.ledger] == [
        ("bonus", 5),
        ("bonus", -2),
        ("negative", -3),
        ("negative", -1),
    ]
    assert score.ledger[2].what == "G15 较大安全事故"
    assert (score.effective, total_of(score.lines)) == (89, 89)
    assert score.vetoes == ()
    assert city_score(standard(FIELD), CityFacts(ledger=ledger[:1])).effective is None


def test_penalties_never_take_a_number_below_zero_and_a_line_says_so() -> None:
    facts = CityFacts(field=field("100", "10"), ledger=(Ledger("1", "minus", 2_500, "通报"),))
    score = city_score(standard(FIELD), facts)
    assert score.effective == 0
    assert [(line.level, line.points) for line in score.lines] == [("component", 10), ("bonus", -25), ("floor", 15)]


@pytest.mark.parametrize("sanction", [each for each in get_args(Sanction) if each != "points"])
def test_a_grave_entry_takes_the_title_and_the_raw_number_is_kept(sanction: Sanction) -> None:
    judging = {"negatives": (Negative("G1", "严重违纪", sanction),)}
    facts = CityFacts(field=field("100", "92.5"), ledger=(Ledger("1", "negative", 0, "案件", "G1"),))
    score = city_score(standard(FIELD, **judging), facts)
    assert (score.raw, score.effective) == (Fraction("92.5"), 0)
    assert [(each.level, each.what, each.sanction) for each in score.vetoes] == [("negative", "G1 严重违纪", sanction)]
    assert total_of(score.lines) == 0
    assert score.lines[-1].level == "veto"
    for spared in (replace(facts.ledger[0], void=True), replace(facts.ledger[0], unit="u")):
        assert city_score(standard(FIELD, **judging), replace(facts, ledger=(spared,))).vetoes == ()


def test_a_finding_may_veto_the_title() -> None:
    score = city_score(standard(FIELD), CityFacts(field=field("100", "92.5", vetoes=("NM-001 活禽",))))
    assert (score.vetoes[0].level, score.raw, score.effective) == ("finding", Fraction("92.5"), 0)


def test_a_basic_indicator_that_is_missed_vetoes_and_one_that_is_open_does_not() -> None:
    basic = Indicator("1", "W-1", "无重大事故", "", "yes", basic=True)
    where = standard(FIELD, indicators=(basic,))
    missed = city_score(where, CityFacts({"indicator.1": Entry(met=False)}, field=field("100", "90")))
    assert (missed.vetoes[0].what, missed.effective) == ("1 无重大事故", 0)
    assert city_score(where, CityFacts(field=field("100", "90"))).vetoes == ()
    alone = city_score(replace(where, judging=replace(where.judging, components=())), CityFacts(
        {"indicator.1": Entry(met=False)}
    ))  # fmt: skip
    assert (len(alone.vetoes), alone.raw, alone.effective, alone.lines) == (1, None, None, ())


# ---- laws ------------------------------------------------------------------------------------------------------------


@st.composite
def cities(draw: st.DrawFn) -> CityScore:
    number = st.integers(0, 10_000)
    maybe: st.SearchStrategy[int | None] = st.none() | number
    kinds: tuple[ComponentKind, ...] = ("entered", "field", "entered")
    parts = [Component(str(n), "", kind, draw(st.integers(0, 60))) for n, kind in enumerate(kinds)]
    gates = (Gate("M", "", 8_500, draw(st.sampled_from((0, 2_000)))),)
    cycle = Cycle(draw(st.sampled_from(((), (2_000, 2_000, 6_000), (5_000, 5_000)))))
    names = (*(f"component.{n}" for n in range(3)), "gate.M", "year.1", "year.2", "cycle.year")
    given_: Mapping[str, Entry] = {name: Entry(draw(maybe)) for name in names}
    possible = draw(number)
    whole = Pooled(possible, draw(st.integers(0, possible)))
    ledger = tuple(
        Ledger(str(n), draw(st.sampled_from(("plus", "minus"))), draw(st.integers(0, 500)), "")
        for n in range(draw(st.integers(0, 3)))
    )
    vetoes = draw(st.sampled_from(((), ("活禽",))))
    facts = CityFacts(given_, ledger=ledger, field=FieldFacts(whole, {"W-1": whole}, vetoes=vetoes))
    return city_score(standard(*parts, gates=gates, cycle=cycle), facts)


@settings(max_examples=50)
@given(cities())
def test_every_number_is_the_sum_of_its_lines_and_within_bounds(score: CityScore) -> None:
    assert (score.effective is None) == (not score.lines)
    if score.effective is not None and score.raw is not None:
        assert total_of(score.lines) == score.effective
        most = 100 + sum(max(line.points or Fraction(0), Fraction(0)) for line in score.ledger)
        assert 0 <= score.effective <= score.raw <= most
        assert score.effective == (0 if score.vetoes else score.raw)
    for part in score.components:
        assert part.rate is None or (0 <= part.rate <= 100 and total_of(part.lines) == part.rate)
        assert (part.rate is None) == (part.state == "missing")
