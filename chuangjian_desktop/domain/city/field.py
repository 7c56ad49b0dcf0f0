"""A round's visits as one standard counts them: by node of its tree, and by row of its table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chuangjian_desktop.domain.assessment import Node, Standard
from chuangjian_desktop.domain.city.facts import FieldFacts, Pooled
from chuangjian_desktop.domain.scoring import ItemScore
from chuangjian_desktop.domain.totals import Scored


@dataclass(slots=True)
class _Sums:
    of: dict[str, Pooled] = field(default_factory=dict[str, Pooled])

    def add(self, key: str, part: Pooled) -> None:
        self.of[key] = self.of.get(key, Pooled()) + part


def field_facts(standard: Standard, visits: Iterable[Scored]) -> FieldFacts:
    """What visits earned under a standard.

    `visits` are as the standard counts them: only the items that serve it, with their points there. An item counts
    once for the whole, at every node that it serves and above, and in every row of the table that names one of these
    or the type of the site.
    """
    above = ancestors(standard.nodes)
    parts, nodes, blocks = _Sums(), _Sums(), _Sums()
    whole, vetoed, unvisited = Pooled(), 0, 0
    vetoes: list[str] = []
    for visit in visits:
        score = visit.score
        whole += Pooled(score.possible, score.earned, score.findings, score.unanswered)
        vetoed += score.raw - score.earned
        unvisited += score.possible - sum(item.possible for item in score.items)
        for item in score.items:
            part, around = counted(item), _around(item, standard.code, above)
            parts.add(first_node(item, standard.code), part)
            for code in around:
                nodes.add(code, part)
            for row in standard.judging.blocks:
                if visit.site_type in row.types or not around.isdisjoint(row.nodes):
                    blocks.add(row.code, part)
            if item.vetoed and item.item.veto == "campaign":
                vetoes.append(f"{visit.key} {visit.site_name} {item.item.code} {item.item.title}")
    return FieldFacts(whole, parts.of, nodes.of, blocks.of, tuple(vetoes), vetoed, unvisited)


def _around(item: ItemScore, campaign: str, above: Mapping[str, tuple[str, ...]]) -> set[str]:
    served = (each.node for each in item.item.campaigns if each.campaign == campaign)
    return {up for code in served for up in above.get(code, (code,))}


def first_node(item: ItemScore, campaign: str) -> str:
    """The node under which an item stands in lists of a campaign, "" where it serves none."""
    return next((each.node for each in item.item.campaigns if each.campaign == campaign), "")


def counted(item: ItemScore) -> Pooled:
    """An item's points as they are pooled."""
    return Pooled(item.possible, item.earned, len(item.counted), int(item.state == "unanswered"))


def ancestors(nodes: Iterable[Node]) -> Mapping[str, tuple[str, ...]]:
    """Each node's code to itself and all above it, the nearest first."""
    parents = {node.code: node.parent for node in nodes}
    found: dict[str, tuple[str, ...]] = {}
    for code in parents:
        path = [code]
        while (up := parents.get(path[-1], "")) and up not in path:
            path.append(up)
        found[code] = tuple(path)
    return found
