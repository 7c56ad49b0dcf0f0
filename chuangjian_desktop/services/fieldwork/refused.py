"""Sites that nobody was let into, or that were closed: noted with the reason, and replaced from the reserve."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.fieldwork.visits import require_open
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import places, visits

MOST_OFFERED = 20


@dataclass(frozen=True, slots=True)
class Reserve:
    """A site that may stand in: of the same kind, not walked in this round."""

    id: str
    code: str
    name: str
    area: str


def refuse(workspace: Workspace, visit_id: str, reason: str) -> tuple[Reserve, ...]:
    """Note that a site could not be measured; answers what may stand in for it, the nearest first.

    The visit counts as the round's profile says (`refused`); it can be reopened like a finished one. `Refusal` M27
    without a reason, or when something is recorded already; M23 for a finished visit.
    """
    require_open(workspace, visit_id)
    if not reason.strip():
        raise Refusal("M27", field="reason", value="")
    with workspace.store.reading() as connection:
        recorded = visits.answers(connection, visit_id) or visits.findings(connection, visit_id)
        visit = visits.visit(connection, visit_id)
    if recorded or visit is None:
        raise Refusal("M27", field="state", value="refused")
    with workspace.writing() as writer:
        fields: dict[str, Value] = {"state": "refused", "reason": fit("reason", reason), "ended": {"max": writer.now}}
        writer.put("visit", visit_id, fields)
    return reserve(workspace, visit.site_id)


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
