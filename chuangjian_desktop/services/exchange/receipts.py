"""Receipts: the office tells a team in writing what has arrived; the team's program then knows it too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from chuangjian_desktop.domain.filenames import safe_name
from chuangjian_desktop.domain.journal import role_named
from chuangjian_desktop.domain.package import Addressee, Arrived, read_manifest
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.files import as_refusal
from chuangjian_desktop.services.exchange.packing import Packed, Parcel, draft, pack
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.merging import chronicle
from chuangjian_desktop.store.merging.chronicle import Entry
from chuangjian_desktop.store.packages.loading import Load
from chuangjian_desktop.store.store import Reading


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A hand-in of this workspace: when, the file names, ids of its packages, up to which change it went, and whether
    a receipt for all of it is here."""

    at: str
    files: tuple[str, ...]
    packages: tuple[str, ...]
    covered: int
    arrived_at: str


def write_receipts(workspace: Workspace, ids: Sequence[str], folder: Path, progress: Progress) -> tuple[Packed, ...]:
    """One receipt file for each sender of these packages: everything of theirs that has arrived here so far.

    `Refusal` M06, M07, M16.
    """
    with workspace.store.reading() as connection:
        entries = [each for each in chronicle.entries(connection) if each.taken_in is not None and each.manifest]
    senders = {each.sender for each in entries if each.id in ids and each.sender is not None}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise as_refusal(fault, folder) from fault
    made: list[Packed] = []
    for key, name, team, role in sorted({(one.key, one.name, one.team, one.role) for one in senders}):
        mine = [each for each in entries if each.sender is not None and each.sender.key == key]
        to = Addressee(role_named(role), name, team)
        manifest = replace(draft(workspace, "receipt", to), receipt=tuple(_line(each) for each in mine))
        out = _free(folder / f"{safe_name(f'回执-{name}')}.cjpkg")
        parcel = Parcel(manifest, Load(chosen=frozenset(), named={}))
        made += pack(workspace, out, partial(_given, parcel), progress)
    return tuple(made)


def _given(parcel: Parcel, _seen: Workspace) -> Parcel:
    return parcel


def _free(out: Path) -> Path:
    """A name nobody has: receipts of two senders of one name do not overwrite each other."""
    number = 2
    place = out
    while place.exists():
        place = out.with_name(f"{out.stem}-{number}{out.suffix}")
        number += 1
    return place


def _line(entry: Entry) -> Arrived:
    told = entry.taken_in or {}
    counts = json.loads(entry.manifest)["counts"]
    return Arrived(entry.id, str(told["file"]), str(told["sha256"]), str(told["at"]), counts)


def hand_ins(workspace: Workspace) -> tuple[HandedIn, ...]:
    """What this workspace handed in, oldest first, each with what its receipt says."""
    with workspace.store.reading() as connection:
        return _hand_ins(connection)


def _hand_ins(connection: Reading) -> tuple[HandedIn, ...]:
    entries = chronicle.entries(connection)
    arrived = _arrived(entries)
    calls: dict[str, list[Entry]] = {}
    for each in entries:
        if each.made is not None and each.made["purpose"] in ("return", "reply"):
            calls.setdefault(str(each.made["call"]), []).append(each)
    return tuple(_handed_in(each, arrived) for each in calls.values())


def _arrived(entries: Sequence[Entry]) -> dict[str, str]:
    """When which package arrived, by the receipts that are here."""
    receipts = [
        read_manifest(each.manifest.encode()) for each in entries if each.manifest and each.taken_in is not None
    ]
    return {line.id: line.taken_at for receipt in receipts for line in receipt.receipt}


def _handed_in(parts: list[Entry], arrived: dict[str, str]) -> HandedIn:
    ordered = sorted(parts, key=lambda each: int((each.made or {})["order"]))
    told = ordered[0].made or {}
    ids = tuple(str(one) for one in told["parts"])
    times = [arrived[one] for one in ids if one in arrived]
    files = tuple(str((each.made or {})["file"]) for each in ordered)
    whole = max(times) if len(times) == len(ids) else ""
    return HandedIn(str(told["at"]), files, ids, int(told["covered"]), whole)
