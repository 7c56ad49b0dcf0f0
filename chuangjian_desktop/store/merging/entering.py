"""The row that a source gets in the table `package`: its report, and what unverified went into it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from chuangjian_desktop.domain.package import manifest_bytes
from chuangjian_desktop.store.merging import chronicle
from chuangjian_desktop.store.merging.outcomes import Examined, Outcome


def enter(connection: Connection, outcome: Outcome, call: str, at: str) -> None:
    """The package's row with its report."""
    each, brought = outcome.source, outcome.brought
    if each.arrival is None or each.verdict is None or each.vetted is None:
        return
    manifest = each.arrival.manifest
    told: dict[str, Any] = {
        "call": call,
        "at": at,
        "file": each.file,
        "sha256": each.arrival.sha256,
        "status": outcome.status,
        "first": brought.first,
        "last": brought.last,
        "new": dict(brought.new),
        "changed": dict(brought.changed),
        "same": each.vetted.same,
        "conflicts": len(brought.conflicts),
        "clones": [asdict(clone) for clone in brought.clones],
        "photos": brought.new.get("photo", 0),
        "blobs": outcome.blobs,
        "missing": outcome.missing,
        "marks": list(each.verdict.marks),
        "verified": each.verdict.verified,
        "name": each.arrival.facts.get("name", "") if manifest is None else manifest.sender.name,
        "unsigned": _unsigned_upward(each),
    }
    text = "" if manifest is None else manifest_bytes(manifest).decode()
    chronicle.note_in(connection, each.identity, text, told)


def _unsigned_upward(each: Examined) -> list[dict[str, str]]:
    """Sources that were taken in unverified and went into this one; itself, if it is such a one."""
    arrival = each.arrival
    if arrival is None:
        return []
    told = [] if arrival.manifest is None else [asdict(one) for one in arrival.manifest.unsigned]
    for _, _, report in arrival.packages:
        told += unsigned_in(report)
    if each.verdict is not None and each.verdict.marks:
        name = arrival.facts.get("name", "") if arrival.manifest is None else arrival.manifest.sender.name
        told.append({"id": each.identity, "name": name or each.file})
    return [dict(pair) for pair in {one["id"]: one for one in told}.values()]


def unsigned_in(report: str) -> list[dict[str, str]]:
    """The unverified sources that a row of `package` names; a row that cannot be read names none."""
    try:
        found = json.loads(report)["in"]["unsigned"]
        return [{"id": str(one["id"]), "name": str(one["name"])} for one in found]
    except (ValueError, KeyError, TypeError):
        return []
