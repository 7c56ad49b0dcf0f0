"""Sites that nobody was let into, or that were closed: noted with the reason, and replaced from the reserve."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.acts import put_back
from chuangjian_desktop.services.fieldwork.visits import fresh_visit, own_team, require_open, visit_to_go_on
from chuangjian_desktop.services.undoing import take_back, undoable
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import people, places, visits

MOST_OFFERED = 20
UNDO = "refused"
"""The kind of step that such a note is."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """A site that may stand in: of the same kind, not walked in this round."""

    id: str
    code: str
    name: str
    area: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The visit of a site that could not be measured, and what may stand in for it, the nearest first."""

    visit_id: str
    reserve: tuple[Reserve, ...]


def refuse(workspace: Workspace, site_id: str, reason: str) -> Refused:
    """Note in one act that a site could not be measured in this round, whether or not its visit was begun.

    The visit counts as the round's profile says (`refused`); it can be reopened like a finished one. `Refusal` M27
    without a reason, or when something is recorded already; M23 for a finished visit.
    """
    if not reason.strip():
        raise Refusal("M27", field="reason", value="")
    with workspace.store.reading() as connection:
        site = places.site_by_id(connection, site_id)
        visit = visit_to_go_on(connection, workspace.round_id, site_id)
        recorded = visit and (visits.answers(connection, visit.id) or visits.findings(connection, visit.id))
        teams = people.teams(connection)
    if site is None:
        raise Refusal("M21", what="site", value=site_id)
    if visit is not None:
        require_open(workspace, visit.id)
    if recorded:
        raise Refusal("M27", field="state", value="refused")
    with undoable(workspace, UNDO) as writer:
        identity, fields = fresh_visit(workspace, site, own_team(workspace, teams), at=writer.now)
        if visit is None:
            put_back(writer, "visit", identity, fields)
        said: dict[str, Value] = {"state": "refused", "reason": fit("reason", reason), "ended": {"max": writer.now}}
        writer.put("visit", visit.id if visit else identity, said)
    return Refused(visit.id if visit else identity, reserve(workspace, site_id))


def undo(workspace: Workspace) -> bool:
    """Take back what was noted last, as one step; False when nothing was. `Refusal` M26 once the visit went on."""
    return take_back(workspace, UNDO)


def reserve(workspace: Workspace, site_id: str) -> tuple[Reserve, ...]:
    """Sites of the same kind that nobody has begun in this round: of the same area first, then of its district."""
    with workspace.store.reading() as connection:
        site = places.site_by_id(connection, site_id)
        begun = {visit.site_id for visit in visits.visits_of(connection, workspace.round_id)}
        known = places.sites(connection)
    if site is None:
        raise Refusal("M21", what="site", value=site_id)
    free = [each for each in known if each.type == site.type and each.id not in begun]
    district = site.area.split("/")[0]

    def distance(area: str) -> int:
        return 0 if area == site.area else 1 if area.split("/", maxsplit=1)[0] == district else 2

    free.sort(key=lambda each: (distance(each.area), each.code))
    return tuple(Reserve(each.id, each.code, each.name, each.area) for each in free[:MOST_OFFERED])
