"""Values entered for a standard: components, gates, indicators, rows of a table, years. One slot, one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as calendar_date

from chuangjian_desktop.domain.assessment import Indicator, Standard
from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.city.facts import Entry
from chuangjian_desktop.domain.city.score import GOAL, PRESENT
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.office.city.scoring import standard_of
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import city, rounds
from chuangjian_desktop.store.writer import Writer

MOST = 100_000_000_000_000
HUNDRED = 10_000
BOUNDLESS = (PRESENT, "year.")
"""Slots that belong to a standard's cycle, whatever the round."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What a slot is for: the most that may be entered there, and the indicator, if it is one's."""

    most: int
    indicator: Indicator | None = None


def entries_of(workspace: Workspace, code: str) -> Mapping[str, Entry]:
    """What is entered for a standard in the present round, by slot."""
    with workspace.store.reading() as connection:
        return city.entries(connection, workspace.round_id, code)


def enter(workspace: Workspace, code: str, slot: str, entry: Entry) -> str:
    """Enter a slot anew, whatever stood there; an empty `Entry` empties it. Answers the record.

    `Refusal` M22 for a team, M21 for an unknown standard or slot, M27 for a value out of range.
    """
    workspace.require_office()
    _check(standard_of(workspace, code), slot, entry)
    with workspace.writing() as writer:
        return put_entry(workspace, writer, code, slot, entry)


def enter_all(workspace: Workspace, code: str, wanted: Mapping[str, Entry]) -> None:
    """Several slots of a standard in one act; refused like `enter`, and then none of them is written."""
    workspace.require_office()
    standard = standard_of(workspace, code)
    for slot, entry in wanted.items():
        _check(standard, slot, entry)
    with workspace.writing() as writer:
        for slot, entry in wanted.items():
            put_entry(workspace, writer, code, slot, entry)


def put_entry(workspace: Workspace, writer: Writer, code: str, slot: str, entry: Entry) -> str:
    """Write a checked entry within an act."""
    round_id = "" if slot.startswith(BOUNDLESS) else workspace.round_id
    record = named("office.entry", workspace.office, round_id, code, slot)
    known = writer.exists("office.entry", record)
    if entry == Entry():
        if known:
            writer.remove("office.entry", record)
        return record
    if known:
        writer.restore("office.entry", record)
    writer.put("office.entry", record, _fields(round_id, code, slot, entry))
    return record


def _fields(round_id: str, code: str, slot: str, entry: Entry) -> dict[str, Value]:
    return {
        "standard_code": code,
        "slot": slot,
        "round": ref("office.round", round_id) if round_id else None,
        "value": entry.value,
        "numerator": entry.numerator,
        "denominator": entry.denominator,
        "before": entry.before,
        "met": entry.met,
        "basis": entry.basis,
        "date": entry.date,
        "note": entry.note,
    }


def _check(standard: Standard, slot: str, entry: Entry) -> None:
    place = _places(standard).get(slot)
    if place is None:
        raise Refusal("M21", what="slot", value=slot)
    for name, text in (("basis", entry.basis), ("note", entry.note)):
        fit(name, text)
    checked_date("date", entry.date)
    for name in ("value", "numerator", "denominator", "before"):
        _within(name, getattr(entry, name), place)
    if entry.denominator == 0:
        raise Refusal("M27", field="denominator", value="0.00")
    if (entry.numerator is None) != (entry.denominator is None):
        missing = "numerator" if entry.numerator is None else "denominator"
        raise Refusal("M27", field=missing, value="")


def _within(name: str, value: int | None, place: _Place) -> None:
    least = -MOST if place.indicator is not None and name in ("value", "before") else 0
    if value is not None and not least <= value <= place.most:
        raise Refusal("M27", field=name, value=two_decimals(value))


def checked_date(field: str, text: str) -> str:
    """A day as 2026-09-30, or nothing; `Refusal` M27."""
    if text:
        try:
            calendar_date.fromisoformat(text)
        except ValueError:
            raise Refusal("M27", field=field, value=text) from None
    return text


def _places(standard: Standard) -> dict[str, _Place]:
    """Every slot of a standard."""
    judging = standard.judging
    places = {GOAL: _Place(HUNDRED), PRESENT: _Place(100 * len(judging.cycle.shares))}
    places |= {f"component.{each.code}": _Place(each.full) for each in judging.components}
    places |= {f"gate.{each.code}": _Place(HUNDRED) for each in judging.gates}
    places |= {f"block.{each.code}": _Place(each.points) for each in judging.blocks}
    places |= {f"year.{year}": _Place(2 * HUNDRED) for year in range(1, len(judging.cycle.shares) + 1)}
    for each in judging.indicators:
        places[f"indicator.{each.code}"] = _Place(MOST, each)
        places |= {f"indicator.{each.code}.{back}": _Place(MOST, each) for back in range(1, each.years + 1)}
    return places


def carried(workspace: Workspace, code: str, source_round: str) -> Mapping[str, Entry]:
    """What `carry_over` would take over, by slot; nothing is written. M21 for an unknown round (by code or name)."""
    places = _places(standard_of(workspace, code))
    with workspace.store.reading() as connection:
        source = rounds.by_code(connection, source_round)
        if source is None:
            raise Refusal("M21", what="round", value=source_round)
        there = city.entries(connection, source.id, code)
        here = city.entries(connection, workspace.round_id, code)
    return {
        slot: entry
        for slot, entry in there.items()
        if slot not in here and slot in places and not slot.startswith("component.")
    }


def carry_over(workspace: Workspace, code: str, source_round: str) -> int:
    """Take over what an earlier round entered for a standard where the present one has nothing yet; one act. Answers
    how many slots were filled. A component's number belongs to its round and stays there. M21 for an unknown round
    (by code or name)."""
    workspace.require_office()
    wanted = carried(workspace, code, source_round)
    with workspace.writing() as writer:
        for slot, entry in wanted.items():
            put_entry(workspace, writer, code, slot, entry)
    return len(wanted)
