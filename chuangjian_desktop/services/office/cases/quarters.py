"""季度成绩: how rectification enters the score of a quarter, by unit and for the whole round."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chuangjian_desktop.domain.scoring.quarter import Closing, Quarter, quarterly
from chuangjian_desktop.services.office.cases.rates import closings
from chuangjian_desktop.services.results.levels import standing_under, totals
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import people


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A unit's quarter (the whole round's under an empty name): its cases, and the exact parts of its score."""

    unit: str
    closing: Closing
    quarter: Quarter


def quarters(
    workspace: Workspace, begin: dt.date | None = None, end: dt.date | None = None, profile: str | None = None
) -> tuple[QuarterRow, ...]:
    """The quarterly score of the round and of every unit that has sites of its own (属地) or cases due: the field part
    as results show it, rectification over cases due from one day to another. Weights are the profile's."""
    standing = standing_under(workspace, profile)
    field = {total.name: total.rate for total in totals(standing, "unit")}
    (whole,) = totals(standing, "round")
    cases = closings(workspace, begin, end)
    with workspace.store.reading() as connection:
        names = {unit.id: unit.name for unit in people.units(connection)}
    by_name = {names[unit]: closing for unit, closing in cases.items() if unit in names}
    listed = [unit for unit in sorted(field.keys() | by_name.keys()) if unit in field or by_name[unit].due]
    none = Closing(0, 0)
    rows = [("", whole.rate, cases[""]), *((unit, field.get(unit), by_name.get(unit, none)) for unit in listed)]
    return tuple(QuarterRow(unit, closing, quarterly(rate, closing, standing.profile)) for unit, rate, closing in rows)
