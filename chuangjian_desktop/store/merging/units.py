"""What a responsible unit sends is held to its own cases: replies, photos and objections, each from where the case
stood when the unit wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fold import fold
from chuangjian_desktop.domain.journal import Change, ref_of
from chuangjian_desktop.domain.unit_acts import leads, may_write
from chuangjian_desktop.store.queries.unit_selection import is_of_unit
from chuangjian_desktop.store.writer import history


@dataclass(slots=True)
class UnitShare:
    """The share of one unit in a file, while a source of its is proven. `moved` are cases that it answers and that
    another unit has by now."""

    held: Connection
    unit: str
    file: str
    cases: dict[str, list[Change]] = field(default_factory=dict[str, list[Change]])
    its: dict[str, bool] = field(default_factory=dict[str, bool])
    moved: set[str] = field(default_factory=set[str])

    def takes(self, change: Change) -> bool:
        """Whether it comes in: what is said of a case that was transferred since stays out, and comes once the unit
        has the case again, since a unit always sends all that it said. `Refusal` M22 for whatever is not the unit's to
        say."""
        if change.role != "unit" or not may_write(change) or not self._allowed(change):
            raise Refusal("M22", file=self.file, role="unit", what=change.entity, detail=change.id[:12])
        case = change.record if change.entity == "case" else ref_of(change.fields.get("case"))
        if case is None or is_of_unit(self.held, case, self.unit):
            return True
        self.moved.add(case)
        return False

    def _allowed(self, change: Change) -> bool:
        if change.entity == "case":
            return self._is_its(change.record) and self._follows(change)
        if change.kind == "erase":
            return True
        if self._is_here(change):
            return False
        return change.entity == "office.person" or self._is_its(ref_of(change.fields.get("case")) or "")

    def _is_here(self, change: Change) -> bool:
        """What is new may not speak of a record that is not."""
        statement = "SELECT 1 FROM record WHERE id = ? AND entity = ?"
        return self.held.exec_driver_sql(statement, (change.record, change.entity)).first() is not None

    def _is_its(self, case: str) -> bool:
        """Whether the case is the unit's, or was."""
        if case not in self.its:
            past = self._past(case)
            finding = next((ref_of(each.fields["finding"]) for each in past if "finding" in each.fields), None)
            told = [*past, *(history(self.held, "finding", finding) if finding else ())]
            self.its[case] = any(ref_of(each.fields.get("unit")) == self.unit for each in told)
        return self.its[case]

    def _follows(self, change: Change) -> bool:
        past = self._past(change.record)
        allowed = "state" not in change.fields or leads(_state(past, change.parents), change.fields["state"])
        past.append(change)
        return allowed

    def _past(self, case: str) -> list[Change]:
        if case not in self.cases:
            self.cases[case] = history(self.held, "case", case)
        return self.cases[case]


def share_of(held: Connection, unit: str | None, file: str) -> UnitShare | None:
    """The share of the unit that a file comes from, None for a file of anybody else."""
    return None if unit is None else UnitShare(held, unit, file)


def _state(past: Sequence[Change], heads: Sequence[str]) -> Value:
    """The state that those who wrote had before them."""
    known = {each.id: each for each in past}
    waiting, seen = list(heads), set[str]()
    while waiting:
        each = waiting.pop()
        if each in known and each not in seen:
            seen.add(each)
            waiting.extend(known[each].parents)
    found = [each for each in past if each.id in seen]
    return fold(found).fields.get("state") if found else None
