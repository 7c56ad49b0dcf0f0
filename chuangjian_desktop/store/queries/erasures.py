"""What was erased: by whom, why, and which records name the bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, or_, select, text

from chuangjian_desktop.domain.fold import ERASED, bringers
from chuangjian_desktop.domain.journal import Change, Role, blobs_in, ref_of
from chuangjian_desktop.domain.references import Key
from chuangjian_desktop.store import rows, tables
from chuangjian_desktop.store.queries.case_selecting import listed
from chuangjian_desktop.store.writer import history


@dataclass(frozen=True, slots=True)
class Erasure:
    """Bytes that were erased: who did it (a person's name, may be empty), in which role, when (shown) and why."""

    sha256: str
    entity: str
    record: str
    by: str
    role: Role
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Naming:
    """A record that names bytes: all names in its history with the replica that brought each, where that is beyond
    doubt; those erased already, and those whose erasing was asked for."""

    entity: str
    record: str
    brought: dict[str, frozenset[str]]
    erased: frozenset[str]
    requested: frozenset[str]


def erasure(connection: Connection, sha256: str) -> Erasure | None:
    """Why bytes of that name are gone; None when nobody erased them."""
    found = connection.execute(
        text("SELECT entity, id FROM record WHERE erased <> '[]' AND instr(erased, :name) > 0 ORDER BY entity, id"),
        {"name": sha256},
    )
    for entity, record in found:
        changes = history(connection, str(entity), str(record))
        may = bringers(changes, sha256)
        wishes = [each for each in changes if each.kind == "erase" and each.fields.get("sha256") == sha256]
        for wish in sorted(wishes, key=lambda each: (not each.by_office, each.id)):
            if wish.by_office or wish.replica in may:
                return _told(connection, wish, sha256)
    return None


def _told(connection: Connection, wish: Change, sha256: str) -> Erasure:
    person = rows.load(connection, "office.person", wish.author) if wish.author else None
    name = person.fields.get("name") if person is not None else None
    reason = wish.fields.get("reason")
    said = (wish.role, wish.at, reason if isinstance(reason, str) else "")
    return Erasure(sha256, wish.entity, wish.record, name if isinstance(name, str) else "", *said)


def naming(connection: Connection, entity: str, record: str) -> Naming | None:
    """What a record names; None for an unknown one."""
    found = rows.load(connection, entity, record)
    if found is None:
        return None
    requested = frozenset(each.removeprefix(ERASED) for each in found.conflicts if each.startswith(ERASED))
    brought = _brought(history(connection, entity, record))
    return Naming(entity, record, brought, found.erased, requested)


def _brought(changes: list[Change]) -> dict[str, frozenset[str]]:
    named = {name for each in changes if each.kind in ("put", "settle") for name, _ in blobs_in(each.fields)}
    return {name: bringers(changes, name) for name in sorted(named)}


def keys_naming(connection: Connection, names: frozenset[str]) -> list[Key]:
    """Records, removed ones too, that name some bytes, or are photos made of an original of that name."""
    both = "SELECT entity, record FROM blob_name WHERE sha256 IN :names"
    both += " UNION SELECT 'photo', id FROM photo WHERE original_sha256 IN :names ORDER BY 1, 2"
    statement = text(both).bindparams(bindparam("names", expanding=True))
    found = connection.execute(statement, {"names": sorted(names)})
    return [(str(entity), str(record)) for entity, record in found]


def workbooks_about(connection: Connection, keys: Iterable[Key]) -> frozenset[str]:
    """Kept reply workbooks in which photos may stand: those of their cases, and of all cases that a document told
    together with them, since such a workbook shows every problem of its document."""
    photos = [rows.load(connection, *key) for key in keys if key[0] == "photo"]
    homes = [each.fields for each in photos if each is not None]
    cases = {found for fields in homes if (found := ref_of(fields.get("case")))}
    findings = {found for fields in homes if (found := ref_of(fields.get("finding")))}
    c, n, s, b = tables.case, tables.notice, tables.step, tables.blob_name
    findings |= {str(each) for each in connection.execute(select(c.c.finding).where(c.c.id.in_(cases))).scalars()}
    told = [set(json.loads(each)) for each in connection.execute(select(n.c.findings)).scalars() if each]
    findings |= {str(each) for together in told if together & findings for each in together}
    about = select(c.c.id).where(c.c.finding.in_(listed(findings)))
    steps = select(s.c.id).where(s.c.case.in_(about))
    of_case, of_step = (
        and_(b.c.entity == "case", b.c.record.in_(about)),
        and_(b.c.entity == "step", b.c.record.in_(steps)),
    )
    return frozenset(connection.execute(select(b.c.sha256).where(or_(of_case, of_step))).scalars())
