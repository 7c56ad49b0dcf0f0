"""One finding, many campaigns: which nodes of which standards it touches, and what it costs in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.scoring import (
    AnswerFact,
    FindingFact,
    ScoringProfile,
    VisitScore,
    campaigns_of,
    score_visit,
    served,
)
from chuangjian_desktop.domain.sheet import Touch
from chuangjian_desktop.domain.standard import Item


def touches_of_visit(
    items: Sequence[Item],
    answers: Mapping[str, AnswerFact],
    findings: Sequence[FindingFact],
    profile: ScoringProfile,
    standards: Mapping[str, Standard],
) -> dict[str, tuple[Touch, ...]]:
    """By finding, in the order of `standards`; only campaigns that a finding's item serves."""
    found: dict[str, list[Touch]] = {}
    concerned = {each.item for each in findings}
    codes = {code for item in items if item.code in concerned for code in campaigns_of(item)}
    for code in ordered(codes, standards):
        score = score_visit(served(items, code), answers, findings, profile)
        for finding, touch in touches_under(code, standards.get(code), score):
            found.setdefault(finding, []).append(touch)
    return {finding: tuple(touches) for finding, touches in found.items()}


def touches_under(campaign: str, standard: Standard | None, score: VisitScore) -> Iterator[tuple[str, Touch]]:
    """What the findings of a visit, scored under a campaign, cost there."""
    titles = {node.code: node.title for node in standard.nodes} if standard is not None else {}
    title = standard.title if standard is not None else campaign
    for item in score.items:
        if item.costs:
            codes = [each.node for each in item.item.campaigns if each.campaign == campaign]
            nodes = tuple((code, titles.get(code, code)) for code in codes)
            for cost in item.costs:
                yield cost.finding.id, Touch(campaign, title, nodes, cost.lost)


def in_order(standards: Mapping[str, Standard], wanted: Sequence[str]) -> dict[str, Standard]:
    """Standards with the wanted codes first, as an office names its campaigns."""
    return {code: standards[code] for code in dict.fromkeys((*wanted, *standards)) if code in standards}


def ordered(codes: Iterable[str], standards: Mapping[str, Standard]) -> list[str]:
    """Codes in the order of `standards`, unknown ones last."""
    places = {code: place for place, code in enumerate(standards)}
    return sorted(codes, key=lambda code: (places.get(code, len(places)), code))
