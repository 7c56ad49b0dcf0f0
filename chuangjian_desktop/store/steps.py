"""Steps of a person that may be taken back later, in any session: where in the journal each lies, and what undoes it.

Only the place is noted, in the workspace table; what undoes a step is read out of the journal, and written as new
changes like everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fold import fold
from chuangjian_desktop.domain.journal import OFFICE, Change, held_change
from chuangjian_desktop.domain.message_words import word
from chuangjian_desktop.store import rows, schema
from chuangjian_desktop.store.writer import Act, history

_NOTE = "step."


@dataclass(frozen=True, slots=True)
class Step:
    """The changes of one transaction, in their order."""

    changes: tuple[Change, ...]


def place(connection: Connection) -> int:
    """Where the journal ends now."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM change").scalar() or 0)


def note(connection: Connection, kind: str, after: int) -> None:
    """Remember what this transaction wrote behind a place as the last step of its kind; nothing written, nothing
    noted."""
    ids = "SELECT lower(hex(id)) FROM change WHERE seq > ? ORDER BY seq"
    written = [str(each) for (each,) in connection.exec_driver_sql(ids, (after,))]
    if written:
        schema.set_fact(connection, f"{_NOTE}{kind}", f"{written[0]} {written[-1]}")


def last(connection: Connection, kind: str) -> Step | None:
    """The last step of a kind that was not taken back."""
    first, _, final = schema.facts(connection).get(f"{_NOTE}{kind}", "").partition(" ")
    seq = "SELECT seq FROM change WHERE id = ?"
    ends = [connection.exec_driver_sql(seq, (bytes.fromhex(each),)).scalar() for each in (first, final) if each]
    if len(ends) < 2 or None in ends:
        return None
    bodies = connection.exec_driver_sql("SELECT body FROM change WHERE seq BETWEEN ? AND ? ORDER BY seq", tuple(ends))
    return Step(tuple(held_change(str(body)) for (body,) in bodies))


def forget(connection: Connection, kind: str) -> None:
    """It was taken back."""
    schema.set_fact(connection, f"{_NOTE}{kind}", "")


def acts(connection: Connection, step: Step) -> list[Act]:
    """What takes a step back, last things first. `Refusal` M26 naming what was changed since."""
    final = {(change.entity, change.record): change.id for change in step.changes}
    for (entity, record), newest in final.items():
        found = rows.load(connection, entity, record)
        if found is None or set(found.heads) != {newest}:
            zh, en = (word(entity.removeprefix(OFFICE), lang) for lang in ("zh", "en"))
            raise Refusal(
                "M26", what="import", reason_zh=f"后来又改过其中的{zh}", reason_en=f"a {en} of it was changed since"
            )
    return [_inverse(history(connection, each.entity, each.record), each) for each in reversed(step.changes)]


def _inverse(changes: Sequence[Change], change: Change) -> Act:
    ids = [each.id for each in changes]
    earlier = changes[: ids.index(change.id)]
    key = (change.entity, change.record)
    if change.kind == "put" and earlier:
        before = fold(earlier).fields
        return Act(*key, "put", {name: before.get(name) for name in change.fields})
    return Act(*key, "restore" if change.kind == "remove" else "remove", {})
