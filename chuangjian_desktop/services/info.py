"""What a file is, and its logical state. Never writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chuangjian_desktop import __version__
from chuangjian_desktop.domain.identity import NIL
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store import dump as store_dump
from chuangjian_desktop.store.engine import FORMAT_MAJOR, FORMAT_MINOR, SQLITE_VERSION
from chuangjian_desktop.store.queries import overview
from chuangjian_desktop.store.store import Store


def info(path: Path) -> dict[str, Any]:
    """Kind, role, name, format, program, replicas and counts of a workspace; `Refusal` as for opening one."""
    store = Store.open(path, now, renew=False)
    try:
        facts = store.facts()
        with store.reading() as connection:
            counts, replicas = overview.counts(connection), overview.replicas(connection)
    finally:
        store.close()
    names = {facts.get("replica", ""): facts["name"], NIL: "shipped"}
    return {
        "kind": "workspace",
        "role": facts["role"],
        "name": facts["name"],
        "format": f"{FORMAT_MAJOR}.{FORMAT_MINOR}",
        "program": __version__,
        "sqlite": SQLITE_VERSION,
        "replicas": [{"id": key, "name": names.get(key, ""), "changes": number} for key, number in replicas.items()],
        "counts": counts,
    }


def dump(workspace: Workspace) -> list[str]:
    """The logical state, one JSON object per line, in one defined order."""
    with workspace.store.reading() as connection:
        return [line.decode() for line in store_dump.dump(connection)]


def digest(workspace: Workspace) -> str:
    """The sum modulo 2^256 of the SHA-256 of each line of `dump`, in hex."""
    with workspace.store.reading() as connection:
        return store_dump.digest(connection)
