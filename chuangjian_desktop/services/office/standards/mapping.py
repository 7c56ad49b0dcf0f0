"""Which items serve which nodes of which campaigns, as a matrix that the office edits (资源共用, 成果共享)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.standard import CampaignNode, Item
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.shipping import item_fields

MOST_POINTS = 100_000


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An item in force, and the nodes that it serves: the item's points there in hundredths, None where they are the
    same as on the checklist."""

    id: str
    type: str
    type_title: str
    item: Item
    nodes: Mapping[str, int | None]


def matrix(workspace: Workspace) -> tuple[MatrixRow, ...]:
    """Every item of every checklist in force, in the order of the checklists."""
    return tuple(
        MatrixRow(identity, code, version.checklist.title, item, {node.node: node.points for node in item.campaigns})
        for code, version in workspace.catalogue.current.items()
        for identity, item in version.items.items()
    )


def serving(workspace: Workspace, standard: str) -> Mapping[str, tuple[MatrixRow, ...]]:
    """The items that serve each node of a standard, by the node's code; nodes without any are left out."""
    found: dict[str, list[MatrixRow]] = {}
    for row in matrix(workspace):
        for node in row.item.campaigns:
            if node.campaign == standard:
                found.setdefault(node.node, []).append(row)
    return {code: tuple(rows) for code, rows in found.items()}


def assign(
    workspace: Workspace,
    items: Iterable[str],
    *nodes: str,
    points: int | None = None,
    only_missing: bool = False,
) -> int:
    """Let items (ids) serve nodes, with points of their own there or with those of the checklist; one act, answers how
    many items changed. With `only_missing` those that serve a node already keep their points.

    `Refusal` M22 unless an office, M21 for an unknown item or node, M27 for points out of range.
    """
    campaigns = {node.code: each.code for each in workspace.catalogue.standards.values() for node in each.nodes}
    if strange := [node for node in nodes if node not in campaigns]:
        raise Refusal("M21", what="node", value=strange[0])
    if points is not None and not 0 < points <= MOST_POINTS:
        raise Refusal("M27", field="points", value=two_decimals(points))
    wanted = {node: CampaignNode(campaigns[node], node, points) for node in nodes}
    return _edit(workspace, items, wanted, only_missing=only_missing)


def unassign(workspace: Workspace, items: Iterable[str], *nodes: str) -> int:
    """Let items (ids) serve nodes no more; one act, answers how many items changed. M22, M21."""
    return _edit(workspace, items, dict.fromkeys(nodes))


def _edit(
    workspace: Workspace,
    items: Iterable[str],
    wanted: Mapping[str, CampaignNode | None],
    *,
    only_missing: bool = False,
) -> int:
    workspace.require_office()
    known = workspace.catalogue.items
    changes: dict[str, Value] = {}
    for identity in items:
        if identity not in known:
            raise Refusal("M21", what="item", value=identity)
        item = known[identity]
        served = {each.node for each in item.campaigns} if only_missing else set[str]()
        for node, to in wanted.items():
            if node not in served:
                item = _with(item, node, to)
        changes[identity] = item_fields(item)["campaigns"]
    with workspace.writing() as writer:
        return sum(writer.put("office.item", each, {"campaigns": value}) for each, value in changes.items())


def _with(item: Item, node: str, wanted: CampaignNode | None) -> Item:
    """The item with the node in its old place, or at the end."""
    kept = [wanted if each.node == node else each for each in item.campaigns]
    if wanted is not None and wanted not in kept:
        kept.append(wanted)
    return replace(item, campaigns=tuple(each for each in kept if each is not None))
