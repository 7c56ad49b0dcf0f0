"""The `package` table: every package that was taken in or made here, with its report.

A report is JSON: `in` says what taking it in brought (and is gone once that was undone), `out` that it was made here,
`log` every time that it came or was undone. `order` counts all of these, whatever the clock says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from chuangjian_desktop.domain.package import Sender, read_manifest

Report = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One package. `manifest` is its JSON text, empty for a bare workspace; `taken_in` and `made` are None where
    there is no such thing (any more)."""

    id: str
    at: str
    manifest: str
    taken_in: Report | None
    made: Report | None
    log: tuple[Report, ...]

    @property
    def sender(self) -> Sender | None:
        """Who signed it, None for a bare workspace."""
        return read_manifest(self.manifest.encode()).sender if self.manifest else None

    @property
    def receipt(self) -> bool:
        """Whether it only tells what arrived elsewhere; it depends on nothing that came before."""
        return bool(self.manifest) and read_manifest(self.manifest.encode()).purpose == "receipt"

    @property
    def order(self) -> int:
        """The place of the last event among all."""
        return max((int(each["order"]) for each in self.log), default=0)


def entries(connection: Connection) -> list[Entry]:
    """All packages in the order of their last event."""
    found = connection.exec_driver_sql("SELECT id, taken_at, manifest, report FROM package")
    return sorted((_entry(*row) for row in found), key=lambda entry: entry.order)


def _entry(identity: str, at: str, manifest: str, report: str) -> Entry:
    told = json.loads(report)
    return Entry(identity, at, manifest, told.get("in"), told.get("out"), tuple(told.get("log", ())))


def held(connection: Connection) -> frozenset[str]:
    """Packages whose content is here now: taken in and not undone, or made here."""
    return frozenset(each.id for each in entries(connection) if each.taken_in is not None or each.made is not None)


def next_order(connection: Connection) -> int:
    """The place of the event that is about to happen."""
    return max((each.order for each in entries(connection)), default=0) + 1


def undone(connection: Connection) -> int:
    """How often something was taken back."""
    return sum(event["what"] == "undone" for each in entries(connection) for event in each.log)


def note_in(connection: Connection, identity: str, manifest: str, told: Report) -> None:
    """Enter that a package came. One that came again, and brought nothing, only adds to the log."""
    known = _known(connection, identity, manifest)
    event = {**told, "what": "in", "order": next_order(connection)}
    taken_in = event if known.taken_in is None or told.get("first") is not None else known.taken_in
    _save(connection, replace(known, at=str(told["at"]), taken_in=taken_in, log=(*known.log, event)))


def note_out(connection: Connection, identity: str, manifest: str, told: Report) -> None:
    """Enter that a package was made here."""
    known = _known(connection, identity, manifest)
    event = {**told, "what": "out", "order": next_order(connection)}
    _save(connection, replace(known, at=str(told["at"]), made=event, log=(*known.log, event)))


def retract(connection: Connection, identity: str, call: str) -> None:
    """A package that was entered as made did not come about after all."""
    known = _known(connection, identity, "")
    log = tuple(each for each in known.log if each.get("call") != call)
    made = next((each for each in reversed(log) if each["what"] == "out"), None)
    if log:
        _save(connection, replace(known, at=str(log[-1]["at"]), made=made, log=log))
    else:
        connection.exec_driver_sql("DELETE FROM package WHERE id = ?", (identity,))


def _known(connection: Connection, identity: str, manifest: str) -> Entry:
    row = connection.exec_driver_sql("SELECT * FROM package WHERE id = ?", (identity,)).first()
    return Entry(identity, "", manifest, None, None, ()) if row is None else _entry(*row)


def undo(connection: Connection, entry: Entry, at: str) -> None:
    """What a package brought was taken back."""
    event = {"what": "undone", "order": next_order(connection), "at": at}
    _save(connection, replace(entry, taken_in=None, log=(*entry.log, event)))


def _save(connection: Connection, entry: Entry) -> None:
    report = {"in": entry.taken_in, "out": entry.made, "log": list(entry.log)}
    connection.exec_driver_sql(
        "INSERT INTO package (id, taken_at, manifest, report) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET taken_at = excluded.taken_at, manifest = excluded.manifest, report = excluded.report",
        (entry.id, entry.at, entry.manifest, json.dumps(report, ensure_ascii=False)),
    )


def records_in(connection: Connection, entity: str, first: int, last: int) -> frozenset[str]:
    """The records of an entity that changes of a range of `change.seq` write."""
    statement = "SELECT DISTINCT record FROM change WHERE seq BETWEEN ? AND ? AND entity = ?"
    return frozenset(str(key) for (key,) in connection.exec_driver_sql(statement, (first, last, entity)))
