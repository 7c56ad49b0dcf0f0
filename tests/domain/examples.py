"""Items, findings and visits for the tests of scores; points are written as people write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.domain.scoring import AnswerFact, FindingFact, ScoringProfile, VisitScore, score_visit
from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.domain.standard import CampaignNode, Item, Rule, RuleKind, Tier
from chuangjian_desktop.domain.totals import Scored

Veto = Literal["", "item", "site", "campaign"]


def rule(kind: RuleKind, each: str = "0", cap: str = "0", required: int = 0, tiers: Sequence[Tier] = ()) -> Rule:
    return Rule(kind, to_hundredths(each), to_hundredths(cap), required, tuple(tiers))


def per(each: str, cap: str = "0") -> Rule:
    return rule("per_occurrence", each, cap)


def item(code: str, points: str, how: Rule | None = None, *, veto: Veto = "", campaigns: Sequence[str] = ()) -> Item:
    return Item(
        code,
        "环境卫生",
        f"项目{code}",
        "",
        "",
        "observe",
        "处",
        to_hundredths(points),
        how or per("1"),
        na_allowed=True,
        veto=veto,
        exemption="",
        departments=(),
        phrases=(),
        deadline="",
        severity="normal",
        photos_required=0,
        photos_most=9,
        campaigns=tuple(CampaignNode(each, f"{each}-1") for each in campaigns),
        order=0,
    )


def finding(code: str, count: int = 1, points: str | None = None, **more: str | bool) -> FindingFact:
    return FindingFact(
        str(more.get("id", f"{code}-{count}")),
        code,
        str(more.get("problem", "")),
        str(more.get("place", "")),
        count,
        None if points is None else to_hundredths(points),
        bool(more.get("solved", False)),
    )


def answered(**states: AnswerState) -> Mapping[str, AnswerFact]:
    return {code: AnswerFact(state) for code, state in states.items()}


def visit(
    key: str,
    rate: str,
    site_type: str = "ZG",
    *,
    areas: Sequence[str] = ("东区",),
    unit: str = "",
    team: str = "",
) -> Scored:
    """A visit of 100 points that has this rate."""
    lost = 10_000 - to_hundredths(rate)
    whole = item("A", "100", per("0.01"), campaigns=("W",))
    found = [finding("A", lost)] if lost else []
    score = score_visit([whole], answered(A="unanswered" if lost else "conforming"), found, ScoringProfile())
    return Scored(key, f"点位{key}", site_type, tuple(areas), unit, team, score)


def nothing(key: str, site_type: str = "ZG", *, areas: Sequence[str] = ("东区",)) -> Scored:
    """A visit in which nothing is answered."""
    score: VisitScore = score_visit([item("A", "100", campaigns=("W",))], {}, [], ScoringProfile())
    return Scored(key, f"点位{key}", site_type, tuple(areas), "", "", score)
