"""One case with everything around it: its history with names, its photos and what speaks against them, its links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chuangjian_desktop.domain.repair_photos import Doubted
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework import reading, recurring
from chuangjian_desktop.services.casework.doubting import photo_doubts
from chuangjian_desktop.services.casework.reading import CasePhotos, CaseRow, StepRow
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import case_file as queries
from chuangjian_desktop.store.queries import cases, duplicates


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as its page shows it. `people` and `units` are names by id; `notice` is the number of the document that
    names it. Problems' numbers by finding: `later` are cases that recur from this one; it counts as one with that in
    `counts_with`, and those in `evidence` count with it."""

    row: CaseRow
    steps: tuple[StepRow, ...]
    photos: CasePhotos
    doubts: tuple[Doubted, ...]
    people: Mapping[str, str]
    units: Mapping[str, str]
    later: Mapping[str, str]
    notice: str
    counts_with: Mapping[str, str]
    evidence: Mapping[str, str]


def case_file(workspace: Workspace, name: str) -> CaseFile:
    """The case that an id, its finding's id or its problem's number means; refused like `reading.case`."""
    row = reading.case(workspace, name)
    steps = reading.steps(workspace, row.finding_id)
    acting = {step.by for step in steps} | {row.recorded_by, str(row.objection.get("by") or "")}
    with workspace.store.reading() as connection:
        joined = duplicates.joined(connection)
        kept = joined.get(row.finding_id)
        evidence = sorted(other for other, counted in joined.items() if counted == row.finding_id)
        twins = cases.numbers_of_findings(connection, [*evidence, *([kept] if kept else ())])
        back = recurring.returning(connection, [row])
        later = [each.finding_id for each in queries.later_cases(connection, row.id)]
        later += [finding for finding, old in back.items() if old.case == row.id]
        numbers = cases.numbers_of_findings(connection, later)
        people = queries.names(connection, acting - {""})
        notice = queries.notice_number(connection, row.notice_id) if row.notice_id else ""
    doubts = photo_doubts(workspace, [row]).get(row.finding_id, ())
    units = {unit.id: unit.name for unit in places.units(workspace)}
    photos = reading.photos(workspace, row)
    counts_with = {kept: twins.get(kept, "")} if kept else {}
    beside = {each: twins.get(each, "") for each in evidence}
    return CaseFile(row, steps, photos, doubts, people, units, numbers, notice, counts_with, beside)
