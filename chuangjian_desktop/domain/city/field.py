"""A round's visits as one standard counts them: by node of its tree, and by row of its table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chuangjian_desktop.domain.assessment import Block, Node, Standard
from chuangjian_desktop.domain.city.facts import FieldFacts, Pooled
from chuangjian_desktop.domain.scoring import ItemScore
from chuangjian_desktop.domain.totals import Scored


@dataclass(slots=True)
class _Sums:
    of: dict[str, Pooled] = field(default_factory=dict[str, Pooled])

    def add(self, key: str, part: Pooled) -> None:
        self.of[key] = self.of.get(key, Pooled()) + part


def field_facts(standard: Standard, visits: Iterable[Scored]) -> FieldFacts:
    """What visits earned under a standard. An item that serves it counts once for the whole, at every node that it
    serves and above, and in every row of the table that names one of these nodes or the type of the site."""
    above = ancestors(standard.nodes)
    parts, nodes, blocks = _Sums(), _Sums(), _Sums()
    whole = Pooled()
    vetoes: list[str] = []
    for visit in visits:
        for item in visit.score.items:
            served = tuple(each.node for each in item.item.campaigns if each.campaign == standard.code)
            around = {up for code in served for up in above.get(code, (code,))}
            if not served:
                continue
            part = counted(item)
            whole += part
            parts.add(served[0], part)
            for code in around:
                nodes.add(code, part)
            for row in standard.judging.blocks:
                if _feeds(row, around, visit.site_type):
                    blocks.add(row.code, part)
            if item.vetoed and item.item.veto == "campaign":
                vetoes.append(f"{visit.key} {visit.site_name} {item.item.code} {item.item.title}")
    return FieldFacts(whole, parts.of, nodes.of, blocks.of, tuple(vetoes))


def _feeds(block: Block, around: set[str], site_type: str) -> bool:
    return site_type in block.types or not around.isdisjoint(block.nodes)


def counted(item: ItemScore) -> Pooled:
    """An item's points as a campaign pools them."""
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
