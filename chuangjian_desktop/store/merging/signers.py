"""The signers that a workspace knows. They belong to the file and do not travel."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from chuangjian_desktop.domain.merging import Signer
from chuangjian_desktop.store import schema

SIGNER = "signer:"


def signers(facts: dict[str, str]) -> dict[str, Signer]:
    """The signers that this workspace knows, by key."""
    found: dict[str, Signer] = {}
    for name, value in facts.items():
        if name.startswith(SIGNER):
            told = json.loads(value)
            key = name.removeprefix(SIGNER)
            found[key] = Signer(key, told["role"], told["name"], told["since"], told.get("unit", ""))
    return found


def enrol(connection: Connection, signer: Signer, since: str) -> None:
    """Remember a signer in this workspace."""
    unit = {"unit": signer.unit} if signer.unit else {}
    told = {"role": signer.role, "name": signer.name, "since": since, **unit}
    schema.set_fact(connection, SIGNER + signer.key, json.dumps(told, ensure_ascii=False))
