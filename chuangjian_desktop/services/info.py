"""What a file is, and its logical state. Never writes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from chuangjian_desktop import __version__
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.domain.format import FORMAT
from chuangjian_desktop.domain.identity import NIL
from chuangjian_desktop.domain.journal import read_change
from chuangjian_desktop.domain.package import package_id
from chuangjian_desktop.services.exchange.staging import staging
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store import dump as store_dump
from chuangjian_desktop.store.engine import SQLITE_VERSION
from chuangjian_desktop.store.merging.chronicle import entries
from chuangjian_desktop.store.packages.arrival import arrive
from chuangjian_desktop.store.queries import overview
from chuangjian_desktop.store.store import Store

_COUNTED = ("site", "visit", "answer", "finding", "photo", "blob", "change", "conflict", "notice")
_PACKAGE = b"PK"


def info(path: Path, installation: Installation) -> dict[str, Any]:
    """Kind, role, name, format, program, replicas and counts of a workspace or a package, told apart by their bytes;
    `Refusal` as for opening one."""
    if path.is_file():
        with path.open("rb") as file:
            package = file.read(len(_PACKAGE)) == _PACKAGE
        if package:
            return _package(path, installation)
    return _workspace(path)


def _package(path: Path, installation: Installation) -> dict[str, Any]:
    """What is in a package, read like any foreign file: from a copy, in a child process."""
    with staging(installation) as folder:
        arrival = arrive(path, folder)
        with arrival.reading() as reader:
            replicas, records = Counter[str](), set[tuple[str, str]]()
            for body in reader.bodies():
                change = read_change(body)
                replicas[change.replica] += 1
                records.add((change.entity.removeprefix("office."), change.record))
            blobs = len(reader.blob_names())
    manifest = arrival.manifest
    if manifest is None:
        raise Refusal("M01", file=path.name, detail="no package")
    counts = Counter(entity for entity, _ in records)
    held = {**dict.fromkeys(_COUNTED, 0), **counts, "blob": blobs, "change": sum(replicas.values()), "conflict": 0}
    names = {manifest.sender.replica: manifest.sender.name, NIL: "shipped"}
    return {
        "kind": "package",
        "role": manifest.sender.role,
        "name": manifest.sender.name,
        "format": manifest.format,
        "program": manifest.program,
        "purpose": manifest.purpose,
        "office": manifest.office,
        "for": manifest.addressee.name,
        "made_at": manifest.made_at,
        "id": package_id(manifest),
        "fingerprint": fingerprint(bytes.fromhex(manifest.sender.key)),
        "part": list(manifest.part),
        "builds_on": list(manifest.builds_on),
        "missing": len(manifest.missing),
        "replicas": [{"id": key, "name": names.get(key, ""), "changes": n} for key, n in sorted(replicas.items())],
        "counts": {name: held[name] for name in _COUNTED},
    }


def _workspace(path: Path) -> dict[str, Any]:
    store = Store.open(path, now, renew=False)
    try:
        facts = store.facts()
        with store.reading() as connection:
            counts, replicas = overview.counts(connection), overview.replicas(connection)
            senders = {one.replica: one.name for each in entries(connection) if (one := each.sender) is not None}
    finally:
        store.close()
    names = {**senders, facts.get("replica", ""): facts["name"], NIL: "shipped"}
    return {
        "kind": "workspace",
        "role": facts["role"],
        "name": facts["name"],
        "format": FORMAT,
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
