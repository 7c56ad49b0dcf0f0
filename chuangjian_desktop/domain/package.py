"""The manifest of a package: what it holds, from whom and for whom, in one canonical form that is signed.

A manifest says; it decides nothing. Whom to trust and what to take in is for whoever reads it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeVar, cast, get_args

from chuangjian_desktop.domain.canonical import Value, canonical, is_list, is_map, parse
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.format import FORMAT, FORMAT_MAJOR, FORMAT_MINOR
from chuangjian_desktop.domain.journal import ROLES, Role, is_sha256

KIND = "package"
DATA = "data.db"
LARGEST_MANIFEST = 8 * 1024 * 1024
EMPTY_SET = "0" * 64
"""The set digest of nothing."""

Purpose = Literal["assignment", "return", "correction", "receipt", "reply"]
PURPOSES = frozenset(get_args(Purpose))
_CRC = re.compile(r"[0-9a-f]{8}")
_FORMAT = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})")
_KEYS = 20

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who signed: the raw public key in hex, and what the sender says about itself."""

    key: str
    role: Role
    name: str
    team: str = ""
    replica: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """For whom it was made; an empty role means anybody."""

    role: Role | Literal[""] = ""
    name: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class FileFact:
    """Size in bytes, SHA-256 and CRC-32 (hex) of a file in the package; the zip around it states the CRC too."""

    size: int
    sha256: str
    crc32: str = "0" * 8


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A source that was taken in unverified and went into what is sent."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Absent:
    """A blob that the records name and the sender lacks."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """One line of a receipt: a package that the receiver holds."""

    id: str
    file: str
    sha256: str
    taken_at: str
    counts: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is signed. `counts` has entity names, "change" and "blob"; `changes` and `blobs` are set digests (hex sums
    modulo 2^256); `builds_on` names the packages that a delta leaves out; `erased` are blobs named but erased."""

    purpose: Purpose
    office: str
    made_at: str
    program: str
    sender: Sender
    addressee: Addressee = Addressee()
    rounds: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    expected: Mapping[str, int] = field(default_factory=dict[str, int])
    files: Mapping[str, FileFact] = field(default_factory=dict[str, FileFact])
    changes: str = EMPTY_SET
    blobs: str = EMPTY_SET
    builds_on: tuple[str, ...] = ()
    unsigned: tuple[Unsigned, ...] = ()
    missing: tuple[Absent, ...] = ()
    erased: tuple[str, ...] = ()
    receipt: tuple[Arrived, ...] = ()
    part: tuple[int, int] = (1, 1)
    format: str = FORMAT


def package_id(manifest: Manifest) -> str:
    """The name of what a package holds, whoever packed it: SHA-256 (hex) over both set digests, and over what a
    receipt tells."""
    held: dict[str, Value] = {"changes": manifest.changes, "blobs": manifest.blobs}
    if manifest.receipt:
        held["receipt"] = [_line(each) for each in manifest.receipt]
    return hashlib.sha256(canonical(held)).hexdigest()


def content_id(changes: str, blobs: str) -> str:
    """The same for what is no package, from the set digests of its changes and blobs."""
    return hashlib.sha256(canonical({"changes": changes, "blobs": blobs})).hexdigest()


def set_digest(total: int) -> str:
    """A sum of SHA-256 names as the manifest writes it."""
    return f"{total % 2**256:064x}"


def manifest_bytes(manifest: Manifest) -> bytes:
    """The canonical form that is signed. `Refusal` M27 for what it cannot hold."""
    m = manifest
    return canonical(
        {
            "addressee": {"name": m.addressee.name, "role": m.addressee.role, "team": m.addressee.team},
            "blobs": m.blobs,
            "builds_on": list(m.builds_on),
            "changes": m.changes,
            "counts": dict(m.counts),
            "erased": list(m.erased),
            "expected": dict(m.expected),
            "files": {name: _fact(each) for name, each in m.files.items()},
            "format": m.format,
            "kind": KIND,
            "made_at": m.made_at,
            "missing": [{"sha256": each.sha256, "size": each.size} for each in m.missing],
            "office": m.office,
            "part": list(m.part),
            "program": m.program,
            "purpose": m.purpose,
            "receipt": [_line(each) for each in m.receipt],
            "rounds": list(m.rounds),
            "sender": _sender(m.sender),
            "unsigned": [{"id": each.id, "name": each.name} for each in m.unsigned],
        }
    )


def _fact(each: FileFact) -> Value:
    return {"crc32": each.crc32, "sha256": each.sha256, "size": each.size}


def _sender(each: Sender) -> Value:
    return {
        "key": each.key,
        "name": each.name,
        "person": each.person,
        "replica": each.replica,
        "role": each.role,
        "team": each.team,
    }


def _line(each: Arrived) -> Value:
    return {
        "counts": dict(each.counts),
        "file": each.file,
        "id": each.id,
        "sha256": each.sha256,
        "taken_at": each.taken_at,
    }


def read_manifest(raw: bytes) -> Manifest:
    """A manifest from its bytes. `Refusal` M03 for a newer major version (`n`), M02 for what is none.

    A newer minor version may hold more than we know; of our own version only the canonical form is accepted.
    """
    try:
        if len(raw) > LARGEST_MANIFEST:
            raise ValueError("too large")
        value = parse(raw)
        if not is_map(value) or value.get("kind") != KIND:
            raise ValueError("not a manifest")
        newer = _newer(_text(value["format"]))
        manifest = _manifest(value)
        if not newer and (len(value) != _KEYS or manifest_bytes(manifest) != raw):
            raise ValueError("not canonical")
    except Refusal as fault:
        raise fault if fault.code == "M03" else Refusal("M02", detail="manifest") from fault
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise Refusal("M02", detail=f"manifest: {type(fault).__name__}") from fault
    return manifest


def _newer(text: str) -> bool:
    """Whether it is a newer minor version of the format that we know; M03 for a newer major one."""
    found = _FORMAT.fullmatch(text)
    if found is None:
        raise ValueError("format")
    major, minor = int(found[1]), int(found[2])
    if major > FORMAT_MAJOR:
        raise Refusal("M03", n=text)
    if major < FORMAT_MAJOR or f"{major}.{minor}" != text:
        raise ValueError("format")
    return minor > FORMAT_MINOR


def _manifest(value: Mapping[str, Value]) -> Manifest:
    return Manifest(
        purpose=cast("Purpose", _one_of(value["purpose"], PURPOSES)),
        office=_text(value["office"]),
        made_at=_moment(value["made_at"]),
        program=_text(value["program"]),
        sender=_read_sender(_map(value["sender"])),
        addressee=_read_addressee(_map(value["addressee"])),
        rounds=_many(value["rounds"], _text),
        counts=_counts(value["counts"]),
        expected=_counts(value["expected"]),
        files={name: _file(_map(each)) for name, each in _map(value["files"]).items()},
        changes=_hex(value["changes"]),
        blobs=_hex(value["blobs"]),
        builds_on=_many(value["builds_on"], _hex),
        unsigned=_many(value["unsigned"], lambda each: Unsigned(_text(_map(each)["id"]), _text(_map(each)["name"]))),
        missing=_many(value["missing"], lambda each: Absent(_hex(_map(each)["sha256"]), _count(_map(each)["size"]))),
        erased=_many(value["erased"], _hex),
        receipt=_many(value["receipt"], lambda each: _arrived(_map(each))),
        part=_part(value["part"]),
        format=_text(value["format"]),
    )


def _read_sender(value: Mapping[str, Value]) -> Sender:
    role = cast("Role", _one_of(value["role"], ROLES))
    texts = [_text(value[name]) for name in ("name", "team", "replica", "person")]
    return Sender(_hex(value["key"]), role, *texts)


def _read_addressee(value: Mapping[str, Value]) -> Addressee:
    role = cast("Role", _one_of(value["role"], ROLES | {""}))
    return Addressee(role, _text(value["name"]), _text(value["team"]))


def _file(value: Mapping[str, Value]) -> FileFact:
    return FileFact(_count(value["size"]), _hex(value["sha256"]), _crc(value["crc32"]))


def _arrived(value: Mapping[str, Value]) -> Arrived:
    return Arrived(
        _text(value["id"]),
        _text(value["file"]),
        _hex(value["sha256"]),
        _moment(value["taken_at"]),
        _counts(value["counts"]),
    )


def _part(value: Value) -> tuple[int, int]:
    numbers = _many(value, _count)
    if len(numbers) != 2 or not 1 <= numbers[0] <= numbers[1]:
        raise ValueError("part")
    return numbers[0], numbers[1]


def _many(value: Value, read: Callable[[Value], T]) -> tuple[T, ...]:
    if not is_list(value):
        raise TypeError("list")
    return tuple(read(each) for each in value)


def _map(value: Value) -> Mapping[str, Value]:
    if not is_map(value):
        raise TypeError("object")
    return value


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _hex(value: Value) -> str:
    if not isinstance(value, str) or not is_sha256(value):
        raise ValueError("digest")
    return value


def _crc(value: Value) -> str:
    if not isinstance(value, str) or _CRC.fullmatch(value) is None:
        raise ValueError("crc")
    return value


def _count(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("count")
    return value


def _counts(value: Value) -> Mapping[str, int]:
    return {name: _count(each) for name, each in _map(value).items()}


def _one_of(value: Value, known: frozenset[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise ValueError("word")
    return value


def _moment(value: Value) -> str:
    text = _text(value)
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("moment")
    return text
