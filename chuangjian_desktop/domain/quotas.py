"""How many sites the examiners visit at least, beside what a round has: registered, visited, still missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.assessment import Quota, Standard
from chuangjian_desktop.domain.standard import Checklist


@dataclass(frozen=True, slots=True)
class Candidate:
    """A site of a type, and whether it was visited to the end in the round."""

    type: str
    visited: bool


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """A quota with the sites that count for it. `planned` is None while the size of the city is not chosen;
    `registered` and `visited` are None where no type of site stands for it, so that nobody can tell."""

    quota: Quota
    depth: int
    planned: int | None
    registered: int | None
    visited: int | None

    @property
    def missing(self) -> int | None:
        """How many visits are still missing."""
        return None if self.planned is None or self.visited is None else max(0, self.planned - self.visited)

    @property
    def unregistered(self) -> int | None:
        """How many sites are to be registered before the quota can be reached."""
        return None if self.planned is None or self.registered is None else max(0, self.planned - self.registered)


def sections(standard: Standard, checklists: Sequence[Checklist]) -> dict[str, str]:
    """For each type of site that serves the standard: the title of the aspect (a node at the top) in which most of its
    points lie there, the first one where two are equal."""
    parents = {node.code: node.parent for node in standard.nodes}
    tops = [node for node in standard.nodes if node.parent not in parents]
    found: dict[str, str] = {}
    for checklist in checklists:
        points = dict.fromkeys((node.code for node in tops), 0)
        served = [(item, each) for item in checklist.items for each in item.campaigns if each.node in parents]
        for item, each in served:
            node = each.node
            while parents.get(node, "") in parents:
                node = parents[node]
            points[node] += item.points if each.points is None else each.points
        if served:
            found[checklist.code] = max(tops, key=lambda node: points[node.code]).title
    return found


def plan(standard: Standard, size: str, section_of: dict[str, str], sites: Sequence[Candidate]) -> tuple[QuotaRow, ...]:
    """Every quota, parents before their children, for a city of that size (one of the standard's `sizes`, or empty).

    Each site counts once: under the quota that names its type, else under the one that is called like its section, else
    in the whole only; and with each also under what lies above. Types that do not serve the standard do not count.
    """
    judging = standard.judging
    column = judging.sizes.index(size) if size in judging.sizes else None
    quotas = {quota.code: quota for quota in judging.quotas}
    named = {kind: quota.code for quota in judging.quotas for kind in quota.types}
    titled = {quota.title: quota.code for quota in judging.quotas if not quota.types}
    whole = next((quota.code for quota in judging.quotas if quota.parent not in quotas), "")
    homes = {kind: named.get(kind) or titled.get(section_of.get(kind, ""), whole) for kind in {*section_of, *named}}
    countable = {code for home in homes.values() for code in _upwards(home, quotas)}
    counts = {code: [0, 0] for code in countable}
    for site in sites:
        for code in _upwards(homes.get(site.type, ""), quotas):
            counts[code][0] += 1
            counts[code][1] += site.visited
    rows: list[QuotaRow] = []
    for quota, depth in _tree(judging.quotas):
        planned = quota.numbers[column] if column is not None and quota.numbers else None
        registered, visited = counts.get(quota.code, (None, None))
        rows.append(QuotaRow(quota, depth, planned, registered, visited))
    return tuple(rows)


def _upwards(code: str, quotas: dict[str, Quota]) -> Iterator[str]:
    """A quota and what lies above it."""
    while code in quotas:
        yield code
        code = quotas[code].parent


def _tree(quotas: Sequence[Quota], parent: str = "", depth: int = 0) -> Iterator[tuple[Quota, int]]:
    known = {quota.code for quota in quotas}
    for quota in quotas:
        if quota.parent == parent or (not parent and quota.parent not in known):
            yield quota, depth
            yield from _tree(quotas, quota.code, depth + 1)
