"""The journal's one kind of entry: an immutable change that names itself (`db/README.md`)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict, cast, get_args

from chuangjian_desktop.domain.canonical import Fields, Value, canonical, is_list, is_map, parse, read_canonical
from chuangjian_desktop.domain.errors import Refusal

Kind = Literal["put", "remove", "restore", "settle", "erase"]
Role = Literal["office", "team", "unit"]
KINDS = frozenset(get_args(Kind))
ROLES = frozenset(get_args(Role))
OFFICE = "office."


@dataclass(frozen=True, slots=True)
class Change:
    """One entry. `id` is the SHA-256 (hex) of `body`; `parents` are the heads of the record that the writer had seen;
    `prev` is the replica's previous change or None; `author` is a person's record id or None. `at` is never used to
    decide anything."""

    id: str
    parents: tuple[str, ...]
    prev: str | None
    replica: str
    role: Role
    author: str | None
    at: str
    entity: str
    record: str
    kind: Kind
    fields: Fields

    @property
    def by_office(self) -> bool:
        """Whether an office wrote it."""
        return self.role == "office"


def role_named(text: str) -> Role:
    """A workspace's role as changes have it; what is neither an office nor a unit is a team."""
    return "office" if text == "office" else "unit" if text == "unit" else "team"


def body(change: Change) -> bytes:
    """The canonical form: everything but the id."""
    return canonical(
        {
            "at": change.at,
            "author": change.author,
            "entity": change.entity,
            "fields": change.fields,
            "kind": change.kind,
            "parents": list(change.parents),
            "prev": change.prev,
            "record": change.record,
            "replica": change.replica,
            "role": change.role,
        }
    )


def name_of(text: bytes) -> str:
    """The id that a canonical body has."""
    return hashlib.sha256(text).hexdigest()


def entered(unnamed: Change) -> tuple[Change, bytes]:
    """A new change as the journal will read it, under its name, with its canonical body. `Refusal` M27."""
    raw = body(unnamed)
    return _from_map(parse(raw), name_of(raw)), raw


def read_change(text: str | bytes) -> Change:
    """A change from its canonical body. `Refusal` M02 when it is not one, or not in canonical form."""
    raw = text.encode() if isinstance(text, str) else text
    try:
        return _from_map(read_canonical(raw), name_of(raw))
    except (ValueError, KeyError, TypeError, RecursionError, Refusal) as fault:
        reason = str(fault) if str(fault) == "not canonical" else type(fault).__name__
        raise Refusal("M02", detail=f"change {name_of(raw)[:12]}: {reason}") from fault


def held_change(text: str, identity: str = "") -> Change:
    """A change out of a journal of ours, which was proven when it came in; its id may be handed in."""
    held = cast("Held", json.loads(text))
    return Change(
        identity or name_of(text.encode()),
        tuple(held["parents"]),
        held["prev"],
        held["replica"],
        held["role"],
        held["author"],
        held["at"],
        held["entity"],
        held["record"],
        held["kind"],
        held["fields"],
    )


class Held(TypedDict):
    """A body as JSON has it."""

    at: str
    author: str | None
    entity: str
    fields: Fields
    kind: Kind
    parents: list[str]
    prev: str | None
    record: str
    replica: str
    role: Role


def _from_map(value: Value, identity: str) -> Change:
    if not is_map(value) or len(value) != 10:
        raise ValueError
    kind, role, fields = value["kind"], value["role"], value["fields"]
    if kind not in KINDS or role not in ROLES or not is_map(fields):
        raise ValueError
    return Change(
        identity,
        _ids(value["parents"]),
        _text_or_none(value["prev"]),
        _text(value["replica"]),
        cast("Role", role),
        _text_or_none(value["author"]),
        _text(value["at"]),
        _text(value["entity"]),
        _text(value["record"]),
        cast("Kind", kind),
        fields,
    )


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _text_or_none(value: Value) -> str | None:
    return None if value is None else _text(value)


def _ids(value: Value) -> tuple[str, ...]:
    if not is_list(value):
        raise TypeError
    ids = tuple(_text(each) for each in value)
    if list(ids) != sorted(set(ids)):
        raise ValueError
    return ids


def ref(entity: str, record: str) -> Mapping[str, Sequence[str]]:
    """A value that refers to another record."""
    return {"ref": [entity, record]}


def blob(sha256: str, size: int) -> Mapping[str, Value]:
    """A value that names bytes."""
    return {"blob": sha256, "size": size}


def ref_of(value: Value) -> str | None:
    """The record id a reference names, or None for anything else."""
    if not isinstance(value, dict) or len(value) != 1:
        return None
    target = value.get("ref")
    found = target[1] if is_list(target) and len(target) == 2 else None
    return found if isinstance(found, str) else None


def refs_in(value: Value) -> list[tuple[str, str]]:
    """All (entity, record) pairs that a value refers to, also inside lists."""
    if isinstance(value, dict):
        target = value.get("ref") if len(value) == 1 else None
        if is_list(target) and len(target) == 2 and isinstance(target[0], str) and isinstance(target[1], str):
            return [(target[0], target[1])]
        return [pair for inner in value.values() for pair in refs_in(inner)]
    if isinstance(value, list | tuple):
        return [pair for inner in value for pair in refs_in(inner)]
    return []


def blobs_in(value: Value) -> list[tuple[str, int]]:
    """All (sha256, size) pairs that a value names. What only looks like a name is a plain value."""
    if isinstance(value, dict):
        sha256, size = value.get("blob"), value.get("size")
        if len(value) == 2 and isinstance(sha256, str) and type(size) is int and size >= 0 and is_sha256(sha256):
            return [(sha256, size)]
        return [pair for inner in value.values() for pair in blobs_in(inner)]
    if isinstance(value, list | tuple):
        return [pair for inner in value for pair in blobs_in(inner)]
    return []


def is_sha256(text: str) -> bool:
    """Whether a text is a SHA-256 as this format writes it: 64 digits, small letters."""
    return _SHA256.fullmatch(text) is not None


_SHA256 = re.compile(r"[0-9a-f]{64}")
