"""Shipped standards as records: the same bytes on every machine, so that two workspaces agree without talking."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.fold import Record, fold
from chuangjian_desktop.domain.identity import NIL, named
from chuangjian_desktop.domain.journal import Change, entered, ref
from chuangjian_desktop.domain.standard import CampaignNode, Checklist, Item, Pack, ProblemType, Rule
from chuangjian_desktop.store import rows
from chuangjian_desktop.store.standard_values import parameter_fields, standard_fields
from chuangjian_desktop.store.writer import append

Shipped = tuple[str, str, Mapping[str, Value]]


def ship(connection: Connection, pack: Pack) -> int:
    """Put a pack's records into a file, those that are not there yet; answers how many were new."""
    new: list[Record] = []
    for entity, record, fields in records(pack):
        if rows.load(connection, entity, record) is None:
            change, raw = _first(entity, record, fields, _moment(pack))
            append(connection, change, raw)
            new.append(fold([change]))
    rows.save_all(connection, new, new=True)
    return len(new)


def shipped_ids(packs: Iterable[Pack]) -> frozenset[str]:
    """The ids of all changes that some packs ship: the same on every machine."""
    return frozenset(
        _first(entity, record, fields, _moment(pack))[0].id
        for pack in packs
        for entity, record, fields in records(pack)
    )


def _moment(pack: Pack) -> str:
    return f"{pack.date}T00:00:00.000+08:00"


def _first(entity: str, record: str, fields: Mapping[str, Value], at: str) -> tuple[Change, bytes]:
    unnamed = Change("", (), None, NIL, "office", None, at, entity, record, "put", fields)
    return entered(unnamed)


def records(pack: Pack) -> Iterator[Shipped]:
    """Every record of a pack: entity, id and fields."""
    for standard in pack.standards:
        yield "office.standard", _id("office.standard", pack, standard.code), standard_fields(standard)
    for problem in pack.problems:
        code = f"{problem.table}/{problem.kind}/{problem.code}"
        yield "office.problem_type", _id("office.problem_type", pack, code), _problem(problem)
    for parameter in pack.parameters:
        yield "office.parameter", _id("office.parameter", pack, parameter.key), parameter_fields(parameter)
    for checklist in pack.checklists:
        home = _id("office.checklist", pack, checklist.code)
        yield "office.checklist", home, _checklist(checklist, pack)
        for item in checklist.items:
            fields = {"checklist": ref("office.checklist", home), **item_fields(item)}
            yield "office.item", _id("office.item", pack, item.code), fields


def _id(entity: str, pack: Pack, code: str) -> str:
    return named(entity, NIL, pack.code, pack.version, code)


def _problem(problem: ProblemType) -> dict[str, Value]:
    return {
        "scheme": problem.table,
        "code": problem.code,
        "title": problem.title,
        "group": problem.group,
        "kind": problem.kind,
        "words": list(problem.words),
        "help": problem.help,
        "same_as": list(problem.same_as),
        "severity": problem.severity,
        "deadline": problem.deadline,
        "departments": list(problem.departments),
    }


def _checklist(checklist: Checklist, pack: Pack) -> dict[str, Value]:
    return {
        "code": checklist.code,
        "title": checklist.title,
        "synonyms": list(checklist.synonyms),
        "version": checklist.version,
        "state": checklist.state,
        "date": checklist.date or pack.date,
    }


_AS_THEY_ARE = tuple(
    each.name
    for each in dataclasses.fields(Item)
    if each.name not in ("rule", "departments", "phrases", "campaigns", "order", "replaces")
)


def item_fields(item: Item) -> dict[str, Value]:
    """An item's fields but for the checklist it belongs to."""
    plain: dict[str, Value] = {name: getattr(item, name) for name in _AS_THEY_ARE}
    return plain | {
        "rule": _rule(item.rule),
        "departments": list(item.departments),
        "phrases": [{"text": each.text, "problem": each.problem} for each in item.phrases],
        "campaigns": [_node(each) for each in item.campaigns],
        "replaces": list(item.replaces),
        "position": item.order,
    }


def _node(node: CampaignNode) -> dict[str, Value]:
    """The item's points there only where they differ."""
    fields: dict[str, Value] = {"campaign": node.campaign, "node": node.node}
    return fields if node.points is None else fields | {"points": node.points}


def _rule(rule: Rule) -> dict[str, Value]:
    """The parts that the rule has; `queries.catalogue.rule_from` takes the others as they are by themselves."""
    parts: dict[str, Value] = {
        "kind": rule.kind,
        "each": rule.each,
        "cap": rule.cap,
        "required": rule.required,
        "tiers": [{"at_least": tier.at_least, "points": tier.points} for tier in rule.tiers],
        "grades": [[grade.label, grade.at_least, grade.strict] for grade in rule.grades],
        "conditions": list(rule.conditions),
        "target": rule.target,
        "step": rule.step,
        "base": rule.base,
        "falling": rule.falling,
        "parameters": [[place, key] for place, key in rule.parameters],
    }
    return {name: part for name, part in parts.items() if part}
