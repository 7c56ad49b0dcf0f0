"""A begun visit goes on with the version of its checklist that the round uses now; what changes is seen before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.sheet import ItemRow, VisitSheet
from chuangjian_desktop.domain.versions import Version, scored_alike
from chuangjian_desktop.services.fieldwork.visits import require_open, sheet_under, version_of
from chuangjian_desktop.services.workspace import Workspace

Change = Literal["new", "dropped", "changed", "renumbered"]


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that is another one afterwards, with its points before and after (hundredths). `findings` are the
    problems recorded under it; with `kept` False they and its answer have no place on the new sheet."""

    code: str
    title: str
    change: Change
    points_before: int
    points_after: int
    findings: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Moving:
    """From one version (`before`) to another (`after`), both as their names, with the rates of what is recorded."""

    visit_id: str
    before: str
    after: str
    rows: tuple[Moved, ...]
    rate_before: str | None
    rate_after: str | None

    @property
    def left_behind(self) -> int:
        """How many recorded problems have no place on the new sheet."""
        return sum(each.findings for each in self.rows if not each.kept)


def newer(workspace: Workspace, checklist_id: str, site_type: str) -> Version | None:
    """The version that the round uses now, when a visit was begun with another one."""
    own, current = workspace.catalogue.versions.get(checklist_id), workspace.catalogue.current.get(site_type)
    return current if own is not None and current is not None and own.id != current.id else None


def preview(workspace: Workspace, visit_id: str) -> Moving:
    """What would change; nothing is written. `Refusal` M21 for an unknown visit, M26 where the visit has the round's
    version already."""
    own, target = version_of(workspace, visit_id), _target(workspace, visit_id)
    before, after = sheet_under(workspace, visit_id), sheet_under(workspace, visit_id, target)
    rows = tuple(_changes(workspace, (own, before), (target, after)))
    return Moving(visit_id, _name(own), _name(target), rows, _rate(before), _rate(after))


def move(workspace: Workspace, visit_id: str) -> Moving:
    """Go on with the round's version. Nothing that was recorded is touched: what has no place on the new sheet comes
    back when the step is undone (it stands in the visit's own undo). Refused like `preview`; M23 for a finished
    visit."""
    found = preview(workspace, visit_id)
    require_open(workspace, visit_id)
    with workspace.writing(visit_id) as writer:
        writer.put("visit", visit_id, {"checklist": ref("office.checklist", _target(workspace, visit_id).id)})
    return found


def _target(workspace: Workspace, visit_id: str) -> Version:
    own = version_of(workspace, visit_id)
    found = newer(workspace, own.id, own.checklist.code)
    if found is None:
        raise Refusal(
            "M26", what="visit", reason_zh="它用的就是本轮的测评表", reason_en="it has the checklist of the round"
        )
    return found


def _changes(workspace: Workspace, old: tuple[Version, VisitSheet], new: tuple[Version, VisitSheet]) -> Iterator[Moved]:
    """Items of the new sheet that are new or changed, in order, then those that are dropped."""
    (version, before), (target, after) = old, new
    recorded = {row.item.code: row for row in before.rows}
    placed = {code: workspace.catalogue.code_in(target, version.item_ids[code]) for code in recorded}
    came_from = {now: code for code, now in placed.items() if now is not None}
    for row in after.rows:
        earlier = recorded.get(came_from.get(row.item.code, ""))
        if earlier is None:
            yield Moved(row.item.code, row.item.title, "new", 0, row.item.points, 0, kept=True)
        elif (change := _change(earlier, row)) is not None:
            yield _moved(earlier, row, change)
    for code, row in recorded.items():
        if placed[code] is None:
            yield Moved(code, row.item.title, "dropped", row.item.points, 0, len(row.findings), kept=False)


def _change(before: ItemRow, after: ItemRow) -> Change | None:
    same = (before.item.title, before.item.requirement) == (after.item.title, after.item.requirement)
    if not same or not scored_alike(before.item, after.item):
        return "changed"
    return "renumbered" if before.item.code != after.item.code else None


def _moved(before: ItemRow, after: ItemRow, change: Change) -> Moved:
    return Moved(
        after.item.code,
        after.item.title,
        change,
        before.item.points,
        after.item.points,
        len(before.findings),
        kept=True,
    )


def _rate(sheet: VisitSheet) -> str | None:
    return None if sheet.rate is None else two_decimals(sheet.rate)


def _name(version: Version) -> str:
    return f"{version.checklist.title} {version.checklist.version}"
