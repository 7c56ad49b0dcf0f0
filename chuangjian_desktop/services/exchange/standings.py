"""Where a case stands, in conflict: its state, unit, times and how it ended are one matter, which is settled for one
side as a whole. Field by field, it could become what the table of transitions does not allow."""

from __future__ import annotations

from collections.abc import Iterable

from chuangjian_desktop.domain.canonical import Value, canonical
from chuangjian_desktop.domain.fold import Record
from chuangjian_desktop.domain.rectification import STANDING_FIELDS
from chuangjian_desktop.store.queries import conflicts as queries
from chuangjian_desktop.store.queries.conflicts import Claim, Contest
from chuangjian_desktop.store.store import Reading
from chuangjian_desktop.store.writer import Writer


def concerns(entity: str, field: str) -> bool:
    """Whether a field is part of where a case stands."""
    return entity == "case" and field in STANDING_FIELDS


def quarrelled(record: Record) -> tuple[str, ...]:
    """The fields of a case's standing that are in conflict, by name; the state, if it is one of them, first."""
    if record.entity != "case":
        return ()
    return leading(STANDING_FIELDS & set(record.conflicts))


def leading(fields: Iterable[str]) -> tuple[str, ...]:
    """Fields by name, the state first: it says most, so it stands for the others."""
    return tuple(sorted(fields, key=lambda name: (name != "state", name)))


def lead(connection: Reading, found: Contest) -> Contest:
    """The conflict by which a rule decides all of the standing: of the state, else the first."""
    names = quarrelled(found.record) if concerns(found.record.entity, found.field) else ()
    if not names or names[0] == found.field:
        return found
    return queries.contest(connection, f"{found.record.entity}/{found.record.id}/{names[0]}") or found


def values(connection: Reading, found: Contest, claim: Claim, meant: str = "") -> dict[str, Value]:
    """What has to be written so that a case stands as on the side that made a claim: all that is in conflict, and
    what only the other side wrote."""
    mine, now = queries.side(connection, found, claim, meant).fields, found.record.fields
    differing = {name for name in STANDING_FIELDS if canonical(mine.get(name)) != canonical(now.get(name))}
    return {name: mine.get(name) for name in sorted(differing | set(quarrelled(found.record)))}


def settle(writer: Writer, found: Contest, claim: Claim, meant: str = "") -> list[str]:
    """Write that in one change; answers it, none where the case stands so already."""
    fields = values(writer.connection, found, claim, meant)
    if not fields:
        return []
    writer.settle(found.record.entity, found.record.id, fields)
    return [writer.prev or ""]
