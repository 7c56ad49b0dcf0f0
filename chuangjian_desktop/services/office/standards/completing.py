"""What a sheet does not say of an item comes from the item that it continues, or is proposed after a similar one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.inputs.checklists.values import ReadLine, Remark, Table
from chuangjian_desktop.services.office.standards.drafts import known
from chuangjian_desktop.services.registry import roles_in
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import people

SIMILAR = 0.6
"""From this likeness of titles or requirements on, a row is taken to continue an item."""
_RELATED = 0.3
_RELATED_BY_UNIT = 0.2
"""From this likeness on, an item's nodes are proposed for a row: less is enough where the same department answers."""
_BY_COLUMN = {
    "how": "how_to_check",
    "method": "method",
    "unit": "unit",
    "na": "na_allowed",
    "veto": "veto",
    "exemption": "exemption",
    "departments": "departments",
    "phrases": "phrases",
    "deadline": "deadline",
    "severity": "severity",
    "photos_required": "photos_required",
    "photos_most": "photos_most",
    "nodes": "campaigns",
    "confidence": "confidence",
    "replaces": "replaces",
    "section": "section",
}
"""What stays as it was before where a sheet has no such column."""
_WHERE_EMPTY = ("departments", "phrases", "deadline", "nodes")
"""What is taken over also where the column is there, but says nothing of the row."""


class Likeness:
    """Items by the pairs of characters in their words, for finding the one most like a text."""

    def __init__(self, items: Iterable[Item], words: str) -> None:
        self._items = tuple(items)
        self._words = words
        self._pairs = [_pairs(_words_of(item, words)) for item in self._items]
        self._places: dict[str, list[int]] = {}
        for place, pairs in enumerate(self._pairs):
            for pair in pairs:
                self._places.setdefault(pair, []).append(place)

    def ranked(self, item: Item) -> list[tuple[float, Item]]:
        """The items with how like they are, the likest first."""
        wanted = _pairs(_words_of(item, self._words))
        common = Counter(place for pair in wanted for place in self._places.get(pair, ()))
        scores = [(2 * n / (len(wanted) + len(self._pairs[place])), -place) for place, n in common.items()]
        return [(score, self._items[-place]) for score, place in sorted(scores, reverse=True)[:8]]


@dataclass(frozen=True, slots=True)
class Around:
    """What the workspace knows: departments, units with their departments, the items of all checklists in force."""

    roles: frozenset[str]
    units: Mapping[str, tuple[str, ...]]
    items: Likeness


def around(workspace: Workspace) -> Around:
    """What is known now."""
    catalogue = workspace.catalogue
    problems = {role for problem in catalogue.problems.values() for role in problem.departments}
    with workspace.store.reading() as connection:
        units = {unit.name: unit.roles for unit in people.units(connection)}
    items = (item for each in catalogue.current.values() for item in each.checklist.items if item.campaigns)
    return Around(frozenset({*known(workspace).departments, *problems}), units, Likeness(items, "both"))


def completed(read: ReadLine, before: Item | None, table: Table, surroundings: Around) -> ReadLine:
    """The line with what the sheet leaves open; what was guessed, and departments that nobody knows, are doubts."""
    item = read.item
    if item is None or (table.head.exact and before is None):
        return read
    doubts: list[Remark] = []
    if not table.head.exact:
        item = replace(item, departments=_departments(item.departments, surroundings, doubts))
    if before is not None:
        lacking = (key for key in _BY_COLUMN if _lacks(key, read, table))
        item = replace(item, **{_BY_COLUMN[key]: getattr(before, _BY_COLUMN[key]) for key in lacking})
    elif not item.campaigns and not read.line.text("nodes").strip():
        item = _proposed(item, surroundings, doubts)
    return replace(read, item=item, remarks=(*read.remarks, *doubts))


def _lacks(key: str, read: ReadLine, table: Table) -> bool:
    if key not in table.letters:
        return True
    return not table.head.exact and key in _WHERE_EMPTY and not read.line.text(key).strip()


def _departments(names: tuple[str, ...], surroundings: Around, doubts: list[Remark]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in names:
        told = [str(role) for role in roles_in(name)] or list(surroundings.units.get(name, ()))
        told = told or [role for role in sorted(surroundings.roles) if len(role) > 1 and role in name]
        if not told and name not in surroundings.units:
            doubts.append(_unknown(name[:30]))
        found |= dict.fromkeys(told or [name])
    return tuple(found)


def _unknown(name: str) -> Remark:
    return Remark(
        "departments",
        f"责任单位“{name}”不认识，照原样收下",
        f'the department "{name}" is unknown and was kept as written',
        "核对名称，或先在责任单位表里登记",
        "check the name, or enter the unit in the table of units first",
        fatal=False,
    )


def _proposed(item: Item, surroundings: Around, doubts: list[Remark]) -> Item:
    """The nodes of the likest item of any checklist."""
    for score, other in surroundings.items.ranked(item):
        shared = set(item.departments) & set(other.departments)
        if score >= (_RELATED_BY_UNIT if shared else _RELATED):
            nodes = "、".join(node.node for node in other.campaigns)
            zh, en = (
                f"没有写创建节点，按相近的“{other.title}”（{other.code}）定为 {nodes}",
                f'no campaign nodes are given; those of the similar "{other.title}" ({other.code}) are taken: {nodes}',
            )
            hint = (
                "不对的，在表里加一栏“创建节点”写明，或导入后在“标准 · 对应矩阵”里改",
                "where they are wrong, give them in a further column 创建节点, or map them under Standards afterwards",
            )
            doubts.append(Remark("nodes", zh, en, *hint, fatal=False))
            return replace(item, campaigns=other.campaigns)
    return item


def _words_of(item: Item, words: str) -> str:
    return {"title": item.title, "requirement": item.requirement}.get(words, f"{item.title}，{item.requirement}")


def _pairs(text: str) -> frozenset[str]:
    plain = re.sub(r"[\W_]+", "", text)
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))
