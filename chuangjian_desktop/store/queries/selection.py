"""Which records a package holds: whole records with their whole histories, closed under references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from chuangjian_desktop.domain.journal import Change, blobs_in, read_change, refs_in
from chuangjian_desktop.domain.references import Key
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries.rechecks import task_records
from chuangjian_desktop.store.writer import history

_KEPT_HOME = frozenset({
    "office.grant", "office.settings", "office.duplicate", "office.entry", "office.document",
    "office.survey", "office.tally", "office.bonus", "office.view", "office.scenario",
})  # fmt: skip
"""What teams have no use for: numbering, the office's own decisions, and what a city's score is entered with."""
_CHOSEN = frozenset({
    "office.round", "office.profile", "office.team", "office.person", "office.site", "office.assignment", "office.task",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Selection:
    """Ids of changes, and the blobs that they name with their sizes."""

    changes: tuple[bytes, ...]
    blobs: dict[str, int]
    records: dict[str, int]


def task_roots(connection: Connection, round_id: str, team_id: str) -> set[Key]:
    """What a team needs for a round: the round with its profile, its sites (those assigned to it, else all) and that
    they are its own, its people, what it is to recheck with the photos of it, and the office's units, areas, checklists
    and standards."""
    record = tables.record
    found = connection.execute(
        select(record.c.entity, record.c.id).where(record.c.entity.startswith("office."), record.c.removed == 0)
    )
    common = {(str(e), str(r)) for e, r in found if e not in _KEPT_HOME | _CHOSEN}
    round_row = connection.execute(select(tables.round_).where(tables.round_.c.id == round_id)).mappings().one()
    people = connection.execute(select(tables.person.c.id).where(tables.person.c.team == team_id)).scalars()
    mine = {("office.round", round_id), ("office.team", team_id)} | {("office.person", str(each)) for each in people}
    if round_row["profile"]:
        mine.add(("office.profile", round_row["profile"]))
    a = tables.assignment
    own = connection.execute(select(a.c.id).where(a.c.round == round_id, a.c.team == team_id)).scalars()
    mine |= {("office.assignment", str(each)) for each in own}
    waiting, photos = task_records(connection, team_id)
    mine |= {("office.task", each) for each in waiting} | {("photo", each) for each in photos}
    return common | mine | {("office.site", site) for site in sites_of(connection, round_id, team_id)}


def sites_of(connection: Connection, round_id: str, team_id: str) -> set[str]:
    """The sites that a team is to visit in a round; without any assignment, all of them."""
    a = tables.assignment
    assigned = connection.execute(select(a.c.site, a.c.team).where(a.c.round == round_id)).all()
    if not assigned:
        return {str(each) for each in connection.execute(select(tables.site.c.id)).scalars()}
    return {str(site) for site, team in assigned if team == team_id}


def office_roots(connection: Connection) -> set[Key]:
    """What an office of a lower level needs: everything that belongs to the office, but for the right to number."""
    record = tables.record
    found = connection.execute(
        select(record.c.entity, record.c.id).where(record.c.entity.startswith("office."), record.c.removed == 0)
    )
    return {(str(e), str(r)) for e, r in found if e not in ("office.grant", "office.settings", "office.task")}


def closed(connection: Connection, roots: Iterable[Key], staying: frozenset[str] = frozenset()) -> Selection:
    """The histories of these records and of all that they refer to or were written by; records of the entities that
    are `staying` only come along where they are named here."""
    waiting = sorted(roots)
    seen: set[Key] = set(waiting)
    ids: list[bytes] = []
    blobs: dict[str, int] = {}
    records: dict[str, int] = {}
    while waiting:
        key = waiting.pop()
        changes = history(connection, *key)
        if changes:
            name = key[0].removeprefix("office.")
            records[name] = records.get(name, 0) + 1
        for change in changes:
            ids.append(bytes.fromhex(change.id))
            blobs.update(named_by(change))
            new = {each for each in _mentioned(change) if each[0] not in staying} - seen
            seen |= new
            waiting.extend(new)
    return Selection(tuple(ids), blobs, records)


def _mentioned(change: Change) -> Iterator[Key]:
    for value in change.fields.values():
        if not isinstance(value, str | int | None):
            yield from refs_in(value)
    if change.author is not None:
        yield "office.person", change.author


def named_by(change: Change) -> dict[str, int]:
    """Blobs that a change names, with their sizes."""
    values = (value for value in change.fields.values() if not isinstance(value, str | int | None))
    return {sha256: size for value in values for sha256, size in blobs_in(value)}


def blobs_named(connection: Connection, after: int = 0, upto: int | None = None) -> dict[str, int]:
    """Blobs that the changes of a range of the journal (`seq` after the first, up to the last) name."""
    found: dict[str, int] = {}
    bodies = connection.exec_driver_sql(
        "SELECT body FROM change WHERE seq > ? AND seq <= ? AND instr(body, '\"blob\":') > 0 ORDER BY seq",
        (after, 2**62 if upto is None else upto),
    )
    for (body,) in bodies:
        found |= named_by(read_change(str(body)))
    return found
