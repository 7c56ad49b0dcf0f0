"""pygeodiff: the second laptop's file is rebased upon the first one's, as Mergin Maps does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.reliability.peers import rows
from tests.reliability.peers.shapes import Aborted, Act, Outcome, Shape


def library() -> Any:  # noqa: ANN401 - it comes without types
    """The library, or None on machines for which it is not built."""
    try:
        import pygeodiff  # pyright: ignore[reportMissingTypeStubs]
    except ImportError:
        return None
    return pygeodiff


def merge(shape: Shape, folder: Path) -> tuple[Outcome, Outcome]:
    """With A first, then with B first."""
    base = rows.lay(shape, folder)
    files = {"a": _written(base, "a", shape, shape.a), "b": _written(base, "b", shape, shape.b)}
    given = rows.keys_in(base, *files.values())
    return _rebased(base, files["a"], files["b"], given), _rebased(base, files["b"], files["a"], given)


def _written(base: Path, name: str, shape: Shape, acts: tuple[Act, ...]) -> Path:
    path = rows.copied(base, f"{name}.db")
    connection = rows.opened(path)
    for act in acts:
        rows.play(connection, shape.keys, act)
    connection.close()
    return path


def _rebased(base: Path, theirs: Path, mine: Path, given: dict[str, str]) -> Outcome:
    merged = rows.copied(mine, f"{mine.stem}-upon-{theirs.stem}.db")
    told = merged.with_suffix(".json")
    pygeodiff = library()
    tool = pygeodiff.GeoDiff()
    tool.set_maximum_logger_level(0)
    try:
        tool.rebase(str(base), str(theirs), str(merged), str(told))
    except pygeodiff.GeoDiffLibError as error:
        return Aborted(str(error) or type(error).__name__)
    return rows.seen(merged, given, _listed(told))


def _listed(told: Path) -> frozenset[str]:
    """Every value in the file of conflicts."""
    if not told.exists():
        return frozenset()
    found: set[str] = set()
    for record in json.loads(told.read_text(encoding="utf-8")).get("geodiff", []):
        for change in record.get("changes", []):
            found |= {str(change[side]) for side in ("base", "old", "new") if side in change}
    return frozenset(found)
