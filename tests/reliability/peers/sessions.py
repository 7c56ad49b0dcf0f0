"""SQLite's session extension: both laptops' changesets are applied to the common base, the first one first; what does
not fit is left out and listed, which is the gentlest policy that the extension offers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import apsw

from tests.reliability.peers import rows
from tests.reliability.peers.shapes import Aborted, Act, Outcome, Shape


def merge(shape: Shape, folder: Path) -> tuple[Outcome, Outcome]:
    """With A first, then with B first."""
    base = rows.lay(shape, folder)
    a, b = _recorded(base, "a", shape, shape.a), _recorded(base, "b", shape, shape.b)
    given = rows.keys_in(base, folder / "a.db", folder / "b.db")
    return _applied(base, (a, b), "a", given), _applied(base, (b, a), "b", given)


def _recorded(base: Path, name: str, shape: Shape, acts: tuple[Act, ...]) -> bytes:
    """The changeset of what a laptop does."""
    connection = rows.opened(rows.copied(base, f"{name}.db"))
    session = apsw.Session(connection, "main")
    session.attach()
    for act in acts:
        rows.play(connection, shape.keys, act)
    found = session.changeset()
    session.close()
    connection.close()
    return found


def _applied(base: Path, changesets: tuple[bytes, bytes], first: str, given: dict[str, str]) -> Outcome:
    path = rows.copied(base, f"{first}-first.db")
    listed: set[str] = set()

    def note(_: int, change: Any) -> int:  # noqa: ANN401
        for values in (change.old, change.new, change.conflict):
            listed.update(str(value) for value in values or () if value is not apsw.no_change)
        return apsw.SQLITE_CHANGESET_OMIT

    connection = rows.opened(path)
    library: Any = apsw.Changeset
    try:
        for changeset in changesets:
            library.apply(changeset, connection, conflict=note)
    except apsw.Error as error:
        return Aborted(str(error))
    finally:
        connection.close()
    return rows.seen(path, given, frozenset(listed))
