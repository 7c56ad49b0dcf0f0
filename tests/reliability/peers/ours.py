"""This program: an office hands out a task, a team works on two laptops, each hands in a package, the office merges.

Everything goes through the services that the window uses. The program gives ids of its own, so shapes that differ only
in their keys are one and the same to it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.tables import SiteTableRow, TeamTableRow
from chuangjian_desktop.services import places, records, registry
from chuangjian_desktop.services.exchange.handin import hand_in
from chuangjian_desktop.services.exchange.handout import hand_out
from chuangjian_desktop.services.exchange.merging import choice_of
from chuangjian_desktop.services.exchange.merging import merge as exchange
from chuangjian_desktop.services.exchange.opening import create_from
from chuangjian_desktop.services.fieldwork import findings, visits
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, create, open_workspace
from chuangjian_desktop.store.dump import digest, dump
from tests.reliability.peers.shapes import (
    BASE,
    Aborted,
    Act,
    AddDeduction,
    AddSite,
    Deduction,
    Drop,
    Edit,
    Merged,
    Outcome,
    Shape,
)


def merge(shape: Shape, folder: Path) -> tuple[Outcome, Outcome]:
    """With A first, then with B first."""
    for name, data in zip(("office", "team"), _begun(), strict=True):
        (folder / f"{name}.cjdb").write_bytes(data)
    a, b = _laptop(folder, "a", shape.a), _laptop(folder, "b", shape.b)
    given = {**a.given, **b.given}
    return _merged(folder, (a, b), given), _merged(folder, (b, a), given)


@cache
def _begun() -> tuple[bytes, bytes]:
    """The file of the office that handed out a task, and that of the team with what it has recorded so far."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = create(folder / "office.cjdb", "office", "市创建办", Installation(folder / "office"), standards="W")
        registry.add_teams(office, [TeamTableRow("", 1, "T1", "第一组")])
        _play(office, (act for act in BASE if isinstance(act, AddSite)))
        hand_out(office, "T1", folder / "task.cjpkg")
        office.close()
        team = create_from(folder / "team.cjdb", folder / "task.cjpkg", Installation(folder / "team"))
        _play(team, (act for act in BASE if not isinstance(act, AddSite)))
        team.close()
        return (folder / "office.cjdb").read_bytes(), (folder / "team.cjdb").read_bytes()


@dataclass(frozen=True, slots=True)
class _Brought:
    name: str
    package: Path
    fingerprint: str
    given: dict[str, str]


def _laptop(folder: Path, name: str, acts: tuple[Act, ...]) -> _Brought:
    """What the team does on one more laptop, and the package that this laptop hands in."""
    path = Path(shutil.copy(folder / "team.cjdb", folder / f"{name}.cjdb"))
    with _opened(path, name) as workspace:
        _play(workspace, acts)
        shown = _seen(workspace)
        handed = hand_in(workspace, folder / f"{name}.cjpkg")
    keys = {mark: each.key for mark, each in shown.deductions.items()}
    return _Brought(name, handed.packages[0].path, handed.fingerprint, {**shown.sites, **keys})


@contextmanager
def _opened(path: Path, name: str) -> Generator[Workspace]:
    workspace = open_workspace(path, Installation(path.parent / name))
    try:
        yield workspace
    finally:
        workspace.close()


def _merged(folder: Path, brought: tuple[_Brought, _Brought], given: dict[str, str]) -> Outcome:
    """The office's file after one merge for each package, whose signer it enrols by fingerprint."""
    path = Path(shutil.copy(folder / "office.cjdb", folder / f"{brought[0].name}-first.cjdb"))
    with _opened(path, "office") as workspace:
        for each in brought:
            report = exchange(workspace, [each.package], choice_of([each.fingerprint]))
            if refusal := report.packages[0].refusal:
                return Aborted(refusal.code)
        shown = _seen(workspace)
    return Merged(shown.sites, shown.deductions, given, shown.listed, shown.digest)


# ---- acts, as people do them -----------------------------------------------------------------------------------------


def _play(workspace: Workspace, acts: Iterable[Act]) -> None:
    for act in acts:
        match act:
            case AddSite():
                registry.add_sites(workspace, [SiteTableRow("", 1, act.code, act.mark, "ZG")])
            case AddDeduction():
                _deduct(workspace, act)
            case Edit(field="risk"):
                with workspace.writing() as writer:
                    writer.put("finding", _finding(workspace, act.mark), {act.field: act.value})
            case Edit():
                records.edit(workspace, "finding", _finding(workspace, act.mark), {act.field: act.value})
            case Drop():
                records.remove(workspace, "finding", _finding(workspace, act.mark))
            case _:
                continue


def _deduct(workspace: Workspace, act: AddDeduction) -> None:
    site = next(each for each in places.sites(workspace) if each.name == act.site)
    visit = visits.visit_of(workspace, site.id)
    item = visits.sheet(workspace, visit).rows[0].item.code
    draft = findings.FindingDraft(act.text, note=act.mark)
    finding = findings.record(workspace, visit, item, draft)
    records.edit(workspace, "finding", finding, {"points": act.points})


def _finding(workspace: Workspace, mark: str) -> str:
    return _seen(workspace).deductions[mark].key


# ---- what a file shows -----------------------------------------------------------------------------------------------


def _seen(workspace: Workspace) -> Merged:
    """By its dump, which leaves nothing out."""
    with workspace.store.reading() as connection:
        lines: list[dict[str, Any]] = [json.loads(line) for line in dump(connection)]
        total = digest(connection)
    visible = [each for each in lines if "fields" in each and "removed" not in each]
    shown = {(each["entity"], each["record"]): each["fields"] for each in visible}
    sites = {key: fields["name"] for (entity, key), fields in shown.items() if entity == "office.site"}
    deductions: dict[str, Deduction] = {}
    for (entity, key), fields in shown.items():
        if entity == "finding":
            visit = shown["visit", fields["visit"]["ref"][1]]
            told = {name: _worded(name, fields[name]) for name in ("points", "text", "risk") if name in fields}
            deductions[fields["note"]] = Deduction(key, sites[visit["site"]["ref"][1]], told)
    listed = {
        _worded(each["conflict"], candidate["value"])
        for each in lines
        if "conflict" in each
        for candidate in each["candidates"]
    }
    return Merged({name: key for key, name in sites.items()}, deductions, {}, frozenset(listed), total)


def _worded(field: str, value: object) -> str:
    return two_decimals(value) if field == "points" and isinstance(value, int) else str(value)
