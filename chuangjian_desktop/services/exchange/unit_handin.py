"""What a responsible unit hands in: its replies, photos and objections with the records that they are written into."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chuangjian_desktop.domain.package import Addressee
from chuangjian_desktop.services import places
from chuangjian_desktop.services.exchange.packing import Parcel, draft
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.packages.loading import Load
from chuangjian_desktop.store.queries import unit_selection


@dataclass(frozen=True, slots=True)
class UnitState:
    """How many cases the unit has, to how many it said something, and its own photos."""

    cases: int
    answered: int
    photos: int


def unit_state(workspace: Workspace) -> UnitState:
    """Where a unit's replies stand."""
    with workspace.store.reading() as connection:
        said = unit_selection.said_by_units(connection)
        total = len(unit_selection.unit_cases(connection, workspace.facts.get("team", "")).cases)
    return UnitState(total, len(said.of("case")), len(said.of("photo")))


def unit_parcel(seen: Workspace, confirmed_by: str) -> Parcel:
    """Whole records into which the unit wrote, with the bytes that it brought: the office has all others."""
    with seen.store.reading() as connection:
        said = unit_selection.said_by_units(connection)
    manifest = replace(
        draft(seen, "reply", Addressee("office"), person=confirmed_by),
        rounds=(places.current_round(seen).code,),
        counts={name: len(said.of(name)) for name in ("case", "step", "photo")},
    )
    return Parcel(manifest, Load(chosen=said.changes, named=said.blobs))
