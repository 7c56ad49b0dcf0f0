"""The standards a workspace holds, as one value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from chuangjian_desktop.domain.assessment import Node, Standard
from chuangjian_desktop.domain.standard import (
    CampaignNode,
    Checklist,
    Grade,
    Item,
    Phrase,
    ProblemType,
    Rule,
    Tier,
)
from chuangjian_desktop.store import tables


@dataclass(frozen=True)
class Catalogue:
    """Checklists by site type code, item ids both ways, problem types by code, standards by code."""

    checklists: Mapping[str, Checklist]
    items: Mapping[str, Item]
    item_ids: Mapping[str, str]
    problems: Mapping[str, ProblemType]
    standards: Mapping[str, Standard]

    @cached_property
    def type_names(self) -> dict[str, str]:
        """Every name by which a workbook may call a site type, lower case, to its code."""
        names: dict[str, str] = {}
        for checklist in self.checklists.values():
            for name in (checklist.code, checklist.title, *checklist.synonyms):
                names.setdefault(name.lower(), checklist.code)
        return names


def catalogue(connection: Connection) -> Catalogue:
    """Read it whole (a few hundred rows)."""
    by_list: dict[str, list[tuple[str, Item]]] = {}
    rows = connection.execute(select(tables.item).order_by(tables.item.c.position)).mappings()
    for row in rows:
        by_list.setdefault(str(row["checklist"]), []).append((str(row["id"]), _item(row)))
    pairs = [pair for listed in by_list.values() for pair in listed]
    checklists = [
        _checklist(row, by_list.get(str(row["id"]), []))
        for row in connection.execute(select(tables.checklist).order_by(tables.checklist.c.code)).mappings()
    ]
    problems = [_problem(row) for row in connection.execute(select(tables.problem_type)).mappings()]
    standards = [_standard(row) for row in connection.execute(select(tables.standard)).mappings()]
    return Catalogue(
        {each.code: each for each in checklists},
        dict(pairs),
        {item.code: identity for identity, item in pairs},
        _by_code(problems),
        {each.code: each for each in standards},
    )


def _by_code(problems: list[ProblemType]) -> dict[str, ProblemType]:
    """Newest table first: 01001 is a facility in one table and a matter in another, a matter is meant by its code."""
    order = {"local": 0, "gb47678.5-2026": 1, "gb30428.2-2013": 2}
    ranked = sorted(problems, key=lambda each: (order.get(each.table, 3), each.kind == "facility"), reverse=True)
    return {each.code: each for each in ranked}


def _checklist(row: RowMapping, listed: list[tuple[str, Item]]) -> Checklist:
    items = tuple(item for _, item in listed)
    return Checklist(row["code"], row["title"], tuple(json.loads(row["synonyms"])), row["version"], items)


def _item(row: RowMapping) -> Item:
    return Item(
        row["code"],
        row["section"],
        row["title"],
        row["requirement"],
        row["how_to_check"],
        row["method"],
        row["unit"],
        row["points"],
        rule_from(json.loads(row["rule"])),
        bool(row["na_allowed"]),
        row["veto"],
        row["exemption"],
        tuple(json.loads(row["departments"])),
        tuple(Phrase(each["text"], each["problem"]) for each in json.loads(row["phrases"])),
        row["deadline"],
        row["severity"],
        row["photos_required"],
        row["photos_most"],
        tuple(
            CampaignNode(each["campaign"], each["node"], each.get("points")) for each in json.loads(row["campaigns"])
        ),
        row["position"],
        row["confidence"],
        tuple(json.loads(row["replaces"] or "[]")),
    )


def rule_from(value: Mapping[str, Any]) -> Rule:
    """A rule from its stored form."""
    return Rule(
        value["kind"],
        value.get("each", 0),
        value.get("cap", 0),
        value.get("required", 0),
        tuple(Tier(each["at_least"], each["points"]) for each in value.get("tiers", [])),
        tuple(Grade(*each) for each in value.get("grades", [])),
        tuple(value.get("conditions", [])),
        value.get("target", 0),
        value.get("step", 0),
        value.get("base", 0),
        value.get("falling", False),
        tuple((place, key) for place, key in value.get("parameters", [])),
    )


def _problem(row: RowMapping) -> ProblemType:
    words, same = tuple(json.loads(row["words"])), tuple(json.loads(row["same_as"]))
    return ProblemType(row["scheme"], row["code"], row["title"], row["group"], row["kind"], words, row["help"], same)


def _standard(row: RowMapping) -> Standard:
    nodes = tuple(Node(str(code), str(title)) for code, title in json.loads(row["nodes"]))
    return Standard(row["code"], row["title"], row["edition"], row["date"], nodes, bool(row["confirmed"]))
