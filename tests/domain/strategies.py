"""Rounds as they may be recorded, and profiles as an office may choose them, for the laws of scoring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chuangjian_desktop.domain.scoring import AnswerFact, FindingFact, ScoringProfile
from chuangjian_desktop.domain.scoring.digest import Recorded
from chuangjian_desktop.domain.standard import OUTSIDE, CampaignNode, Grade, Item, Rule, Tier
from tests.domain.examples import item

CODES = ("A", "B", "C", "D")
CAMPAIGNS = ("W", "H", "Y")
GRADES = (Grade("A", 300), Grade("B", 200), Grade("C#", 0))
TIERS = (Tier(9500, 800), Tier(9000, 600), Tier(8000, 300))

RULES: SearchStrategy[Rule] = st.one_of(
    st.builds(Rule, st.just("per_occurrence"), st.integers(1, 300), st.integers(0, 1200)),
    st.builds(Rule, st.just("shortage"), st.integers(1, 300), st.just(0), st.integers(1, 9)),
    st.builds(Rule, st.sampled_from(["all_or_nothing", "pass_fail", "ledger"])),
    st.builds(Rule, st.just("ratio"), required=st.integers(0, 9)),
    st.builds(Rule, st.just("tier"), tiers=st.just(TIERS), falling=st.booleans()),
    st.builds(
        Rule,
        st.sampled_from(["grade_sample", "grade_value", "grade_conditions"]),
        required=st.just(3),
        grades=st.just(GRADES),
        falling=st.booleans(),
    ),
    st.builds(
        Rule,
        st.sampled_from(["linear", "bonus"]),
        each=st.integers(0, 300),
        step=st.integers(0, 500),
        base=st.integers(0, 600),
        target=st.integers(0, 10_000),
        tiers=st.sampled_from([(), (Tier(200, 400),)]),
        falling=st.booleans(),
    ),
    st.builds(Rule, st.just("penalty"), st.integers(1, 300), st.sampled_from([0, 500])),
)
ANSWERS = st.builds(
    AnswerFact, st.sampled_from(["unanswered", "conforming", "exempt", "na"]), st.none() | st.integers(-500, 12_000)
)


def found_at(codes: Sequence[str], **more: SearchStrategy[str | int | bool]) -> SearchStrategy[FindingFact]:
    """Findings on the items of some codes; `more` draws what is rarer."""
    return st.builds(
        FindingFact,
        st.uuids().map(str),
        st.sampled_from(codes),
        st.sampled_from(["", "06010", "N001"]),
        st.sampled_from(["", "东门"]),
        st.integers(1, 40),
        st.none() | st.integers(-10, 2000),
        st.booleans(),
        **more,
    )


FOUND = found_at(
    CODES,
    joined_to=st.sampled_from(["", "", "", "another"]),
    recurrence=st.integers(0, 4),
    finder=st.sampled_from(["T1", "T2"]),
    upheld=st.sampled_from([False, False, False, True]),
)
PERCENTS = st.sampled_from([0, 50, 100, 200])
PROFILES = st.builds(
    ScoringProfile,
    na=st.sampled_from(["drop", "full", "zero"]),
    same_problem=st.sampled_from(["one", "each"]),
    repeated=st.sampled_from(["cap", "points", "once"]),
    solved_percent=PERCENTS,
    recurrence=st.sampled_from(["same", "double", "each", "table"]),
    recurrence_table=st.sampled_from([(), (100, 300), (50, 100, 200)]),
    finder=st.dictionaries(st.sampled_from(["city", "street"]), PERCENTS),
    teams=st.just({"T2": "street"}),
    grades=st.sampled_from([{"A": 100, "B": 60, "C": 0}, {"A": 90, "B": 50, "C": 20}]),
)


@st.composite
def items(draw: st.DrawFn) -> tuple[Item, ...]:
    """A sheet: items of every kind, some with other points under a campaign."""
    return tuple(draw(_items(code)) for code in CODES)


@st.composite
def _items(draw: st.DrawFn, code: str) -> Item:
    how = draw(RULES)
    campaigns = draw(st.lists(st.sampled_from(CAMPAIGNS), unique=True))
    nodes = [CampaignNode(each, f"{each}-1", draw(st.none() | st.integers(1, 2000))) for each in campaigns]
    points = 0 if how.kind in OUTSIDE else draw(st.integers(1, 1500))
    veto = draw(st.sampled_from(["", "", "", "item", "site", "campaign"]))
    made = item(code, "1", how, veto="")
    return replace(made, points=points, campaigns=tuple(nodes), veto=veto)


@st.composite
def recorded(draw: st.DrawFn, sheets: Sequence[tuple[Item, ...]]) -> Recorded:
    """A visit of one of some sheets."""
    answers: dict[str, AnswerFact] = {**draw(st.dictionaries(st.sampled_from(CODES), ANSWERS))}
    return Recorded(draw(st.sampled_from(sheets)), answers, tuple(draw(st.lists(FOUND, max_size=6))))


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Recorded, ...]:
    """A few visits of two sheets."""
    sheets = [draw(items()), draw(items())]
    return tuple(draw(st.lists(recorded(sheets), min_size=1, max_size=4)))
