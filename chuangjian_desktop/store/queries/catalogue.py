"""The standards a workspace holds, as one value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Connection, RowMapping, select

from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.parameters import in_force
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
from chuangjian_desktop.domain.versions import Review, Verdict, Version
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries import standards


def catalogue(connection: Connection, round_id: str = "") -> Catalogue:
    """Read it whole (a few hundred rows), with what a round chose to use."""
    by_list: dict[str, dict[str, Item]] = {}
    order = tables.item.c.position, tables.item.c.id
    for row in connection.execute(select(tables.item).order_by(*order)).mappings():
        by_list.setdefault(str(row["checklist"]), {})[str(row["id"])] = _item(row)
    rows = connection.execute(select(tables.checklist).order_by(tables.checklist.c.code, tables.checklist.c.id))
    parameters = standards.parameters(connection)
    written = [_version(row, by_list.get(str(row["id"]), {})) for row in rows.mappings()]
    problems = [_problem(row) for row in connection.execute(select(tables.problem_type)).mappings()]
    return Catalogue(
        {each.id: in_force(each, parameters) for each in written},
        _chosen(connection, round_id),
        _by_code(problems),
        standards.in_force(connection),
        parameters,
        {each.id: each for each in written},
    )


def _chosen(connection: Connection, round_id: str) -> frozenset[str]:
    r = tables.round_
    raw = connection.execute(select(r.c.checklists).where(r.c.id == round_id)).scalar()
    return frozenset(str(each) for each in _listed(json.loads(raw))) if raw else frozenset()


def _by_code(problems: list[ProblemType]) -> dict[str, ProblemType]:
    """Newest table first: 01001 is a facility in one table and a matter in another, a matter is meant by its code."""
    order = {"local": 0, "gb47678.5-2026": 1, "gb30428.2-2013": 2}
    ranked = sorted(problems, key=lambda each: (order.get(each.table, 3), each.kind == "facility"), reverse=True)
    return {each.code: each for each in ranked}


def _version(row: RowMapping, items: dict[str, Item]) -> Version:
    checklist = Checklist(
        row["code"],
        row["title"],
        tuple(json.loads(row["synonyms"] or "[]")),
        row["version"],
        tuple(items.values()),
        row["state"] or "published",
        row["date"] or "",
    )
    review = review_from(json.loads(row["review"] or "{}"))
    return Version(str(row["id"]), checklist, items, row["base"] or "", review, row["note"] or "")


def review_from(said: object) -> Review:
    """A review from its stored form; what is of another form says nothing."""
    given = cast("dict[str, object]", said) if isinstance(said, dict) else {}
    pairs = [cast("list[object]", each) for each in _listed(given.get("verdicts")) if isinstance(each, list)]
    verdicts: dict[str, Verdict] = {
        str(each[0]): _VERDICTS[str(each[1])] for each in pairs if len(each) == 2 and str(each[1]) in _VERDICTS
    }
    return Review(verdicts, frozenset(str(each) for each in _listed(given.get("dropped"))))


_VERDICTS: dict[str, Verdict] = {"same": "same", "changed": "changed", "new": "new"}


def _listed(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


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
    return ProblemType(
        row["scheme"],
        row["code"],
        row["title"],
        row["group"],
        row["kind"],
        words,
        row["help"],
        same,
        row["severity"] or "normal",
        row["deadline"] or "",
        tuple(json.loads(row["departments"] or "[]")),
    )
