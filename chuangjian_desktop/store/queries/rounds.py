"""Rounds and their scoring profiles."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, RowMapping, select, text

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.scoring import ScoringProfile, profile_from
from chuangjian_desktop.store import tables


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as lists show it."""

    id: str
    code: str
    name: str
    undercover: bool
    keep_originals: bool
    profile_id: str


def all_rounds(connection: Connection) -> tuple[RoundRow, ...]:
    """Oldest first."""
    r = tables.round_
    return tuple(_row(row) for row in connection.execute(select(r).order_by(r.c.created, r.c.code)).mappings())


def latest(connection: Connection) -> str:
    """The id of the round created last, or an empty string."""
    found = all_rounds(connection)
    return found[-1].id if found else ""


def by_code(connection: Connection, code: str) -> RoundRow | None:
    """The round of that code or name."""
    return next((each for each in all_rounds(connection) if code in (each.code, each.name)), None)


def by_id(connection: Connection, identity: str) -> RoundRow:
    """The round of that id; `Refusal` M21."""
    row = connection.execute(select(tables.round_).where(tables.round_.c.id == identity)).mappings().first()
    if row is None:
        raise Refusal("M21", what="round", value=identity)
    return _row(row)


def _row(row: RowMapping) -> RoundRow:
    return RoundRow(
        row["id"],
        row["code"],
        row["name"] or "",
        bool(row["undercover"]),
        bool(row["keep_originals"]),
        row["profile"] or "",
    )


def campaigns(connection: Connection, round_id: str) -> tuple[str, ...]:
    """The codes of the standards that a round is for, in its order."""
    raw = connection.execute(select(tables.round_.c.campaigns).where(tables.round_.c.id == round_id)).scalar()
    found: object = json.loads(raw) if raw else []
    return tuple(str(each) for each in cast("list[object]", found)) if isinstance(found, list) else ()


def profiles(connection: Connection) -> dict[str, ScoringProfile]:
    """Scoring profiles by record id."""
    rows = connection.execute(select(tables.profile)).mappings()
    return {str(row["id"]): profile_from(row["code"], row["name"], json.loads(row["options"] or "{}")) for row in rows}


def options(connection: Connection, profile: str) -> dict[str, Any]:
    """Everything that is stored of a profile, also what only a newer program understands."""
    raw = connection.execute(select(tables.profile.c.options).where(tables.profile.c.id == profile)).scalar()
    found = json.loads(raw or "{}")
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def last_change_at(connection: Connection) -> str:
    """When the last change was written, as shown; empty without any."""
    raw = connection.execute(text("SELECT body FROM change ORDER BY seq DESC LIMIT 1")).scalar()
    return str(json.loads(raw)["at"]) if raw else ""


def change_at(connection: Connection, identity: str) -> str:
    """When a change (id in hex) says that it was written, as shown; empty for one that is not here."""
    try:
        key = bytes.fromhex(identity)
    except ValueError:
        return ""
    raw = connection.execute(text("SELECT body FROM change WHERE id = :key"), {"key": key}).scalar()
    return str(json.loads(raw)["at"]) if raw else ""
