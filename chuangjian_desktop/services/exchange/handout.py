"""Handing out: a task package for a team, for an office of a lower level, or for a responsible unit its own cases;
corrections travel the same way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.package import Addressee, Purpose, read_manifest
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services import places
from chuangjian_desktop.services.exchange import keys
from chuangjian_desktop.services.exchange.packing import Packed, Parcel, draft, pack
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.merging import chronicle
from chuangjian_desktop.store.merging.chronicle import Entry, Report
from chuangjian_desktop.store.packages.loading import Load
from chuangjian_desktop.store.queries import selection
from chuangjian_desktop.store.queries.people import TeamRow
from chuangjian_desktop.store.queries.unit_selection import unit_cases, unit_selection, units_told
from chuangjian_desktop.store.store import Reading

_TASKS = ("assignment", "correction")


@dataclass(frozen=True, slots=True)
class Handed:
    """What was written, and the fingerprint by which the receiver knows who packed it."""

    packages: tuple[Packed, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class HandedToUnit(Handed):
    """A unit's cases; `kept_back` counts those of undercover rounds, which no unit is handed."""

    kept_back: int


def hand_out(workspace: Workspace, team_code: str, out: Path, progress: Progress | None = None) -> Handed:
    """A team's task: the present round, its sites, checklists, people and units, and nothing else.

    `Refusal` M22 from anybody but an office, M21 for an unknown team; M06, M07, M16 as for any file.
    """
    workspace.require_office()
    team = _team(workspace, team_code)

    def chosen(connection: Reading) -> selection.Selection:
        return selection.closed(connection, selection.task_roots(connection, workspace.round_id, team.id))

    return _handed(workspace, out, Addressee("team", team.name, team.code), chosen, progress)


def hand_down(workspace: Workspace, office_name: str, out: Path, progress: Progress | None = None) -> Handed:
    """The same for an office of a lower level: everything that belongs to the office, but for the right to number."""
    workspace.require_office()
    if not office_name.strip():
        raise Refusal("M27", field="name", value=office_name)

    def chosen(connection: Reading) -> selection.Selection:
        return selection.closed(connection, selection.office_roots(connection))

    return _handed(workspace, out, Addressee("office", office_name.strip()), chosen, progress)


def hand_to_unit(workspace: Workspace, unit_name: str, out: Path, progress: Progress | None = None) -> HandedToUnit:
    """A responsible unit's own cases, with which it begins a workspace and replies in it.

    `Refusal` M22 from anybody but an office, M21 for an unknown unit, M26 where it was told of no case that may leave
    the office; M06, M07, M16 as for any file.
    """
    workspace.require_office()
    unit_id = places.unit_by_name(workspace, unit_name)
    name = next(each.name for each in places.units(workspace) if each.id == unit_id)
    with workspace.store.reading() as connection:
        mine = unit_cases(connection, unit_id)
    if not mine.cases:
        zh, en = _NOTHING[bool(mine.hidden)]
        raise Refusal("M26", what=name, reason_zh=zh, reason_en=en)

    def chosen(connection: Reading) -> selection.Selection:
        return unit_selection(connection, unit_id, workspace.round_id)

    handed = _handed(workspace, out, Addressee("unit", name, unit_id), chosen, progress)
    return HandedToUnit(handed.packages, handed.fingerprint, mine.hidden)


def units_to_tell(workspace: Workspace) -> tuple[str, ...]:
    """The names of the units that have cases which may be handed to them, in the order of names."""
    known = {each.id: each.name for each in places.units(workspace)}
    with workspace.store.reading() as connection:
        told = units_told(connection)
    return tuple(sorted(known[each] for each in told if each in known))


_NOTHING = (
    ("还没有交办给它的问题", "no case was assigned to it"),
    (
        "它的问题都来自暗访轮次，记录里有测评员和定位，不能下发；请用回复表",
        "all its cases are of undercover rounds, whose records name evaluators and places; use the reply workbook",
    ),
)


def assign(workspace: Workspace, team_code: str, site_codes: Sequence[str], pass_no: int = 1) -> None:
    """Say which sites of the present round a team visits; a task package then holds only these. M21 for an unknown
    team or site, M22 from anybody but an office."""
    workspace.require_office()
    team = _team(workspace, team_code)
    known = {site.code: site.id for site in places.sites(workspace)}
    if strange := [code for code in site_codes if code not in known]:
        raise Refusal("M21", what="site", value=strange[0])
    with workspace.writing() as writer:
        for code in site_codes:
            identity = named("office.assignment", workspace.round_id, known[code], team.id, pass_no)
            fields: dict[str, Value] = {
                "round": ref("office.round", workspace.round_id),
                "site": ref("office.site", known[code]),
                "team": ref("office.team", team.id),
                "pass_no": pass_no,
            }
            writer.put("office.assignment", identity, fields)


def _handed(
    workspace: Workspace,
    out: Path,
    to: Addressee,
    chosen: Callable[[Reading], selection.Selection],
    progress: Progress | None,
) -> Handed:
    def told(seen: Workspace) -> Parcel:
        with seen.store.reading() as connection:
            found = chosen(connection)
        rounds = (places.current_round(seen).code,)
        manifest = replace(draft(seen, _purpose(seen, to), to), rounds=rounds, counts=found.records)
        return Parcel(manifest, Load(chosen=frozenset(found.changes), named=found.blobs))

    return Handed(pack(workspace, out, told, progress or Progress()), keys.own_fingerprint(workspace.installation))


def _purpose(workspace: Workspace, to: Addressee) -> Purpose:
    """The first one is the task, what follows corrects it. A team is known by its code: its name may change, and
    another may have it."""
    return "correction" if (to.team, "" if to.team else to.name) in handed_out(workspace) else "assignment"


def handed_out(workspace: Workspace) -> dict[tuple[str, str], str]:
    """When each receiver was last sent a task or a correction: teams by code and no name, offices by no code and their
    name."""
    with workspace.store.reading() as connection:
        entries = chronicle.entries(connection)
    sent = [(one, each) for each in entries for one in each.log if one["what"] == "out" and one["purpose"] in _TASKS]
    sent.sort(key=lambda pair: int(pair[0]["order"]))
    return {_receiver(one, each): str(one["at"]) for one, each in sent}


def _receiver(event: Report, entry: Entry) -> tuple[str, str]:
    """Older events do not name the team's code; their manifests do."""
    team = str(event["team"]) if "team" in event else read_manifest(entry.manifest.encode()).addressee.team
    return team, "" if team else str(event["to"])


def _team(workspace: Workspace, code: str) -> TeamRow:
    found = next((team for team in places.teams(workspace) if code in (team.code, team.name)), None)
    if found is None:
        raise Refusal("M21", what="team", value=code)
    return found
