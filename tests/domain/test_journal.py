from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.journal import (
    Change,
    blob,
    blobs_in,
    body,
    held_change,
    name_of,
    read_change,
    ref,
    ref_of,
    refs_in,
)
from tests.helpers.journals import change

SHA = "ab" * 32


def plain() -> dict[str, Any]:
    return {
        "at": "2026-11-16T09:00:00.000+08:00",
        "author": None,
        "entity": "finding",
        "fields": {"count": 2, "text": "店外经营"},
        "kind": "put",
        "parents": ["aa", "bb"],
        "prev": "cc",
        "record": "f1",
        "replica": "r1",
        "role": "team",
    }


def raw(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def test_a_change_is_named_by_its_bytes() -> None:
    text = raw(plain())
    read = read_change(text)
    assert read == Change(
        hashlib.sha256(text).hexdigest(),
        ("aa", "bb"),
        "cc",
        "r1",
        "team",
        None,
        "2026-11-16T09:00:00.000+08:00",
        "finding",
        "f1",
        "put",
        {"count": 2, "text": "店外经营"},
    )
    assert body(read) == text
    assert read.id == name_of(text)
    assert read_change(text.decode()) == read
    assert not read.by_office


def test_the_writer_s_role_tells() -> None:
    assert change(role="office").by_office


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "delete"},
        {"role": "guest"},
        {"fields": []},
        {"parents": "aa"},
        {"parents": ["bb", "aa"]},
        {"parents": ["aa", "aa"]},
        {"parents": [1]},
        {"prev": 5},
        {"replica": None},
        {"at": 17},
        {"entity": ["finding"]},
        {"record": {}},
        {"author": True},
        {"more": 1},
    ],
    ids=str,
)
def test_what_is_no_change_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refusal:
        read_change(raw(plain() | wrong))
    assert refusal.value.code == "M02"


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\xff",
        b'{"a":1.5}',
        b"[" * 100_000,
        raw({key: value for key, value in plain().items() if key != "kind"}),
        json.dumps(plain()).encode(),
        raw(plain() | {"fields": {"a": "\\ud800"}}).replace(b"\\\\", b"\\"),
        raw(plain() | {"fields": {"n": 2**53}}),
    ],
)
def test_bytes_that_are_no_change_are_refused(text: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        read_change(text)
    assert refusal.value.code == "M02"


def test_references_and_blobs_describe_themselves() -> None:
    assert ref_of(ref("office.unit", "u1")) == "u1"
    assert ref_of({"ref": ["office.unit"]}) is None
    assert ref_of({"ref": ["a", "b"], "more": 1}) is None
    assert ref_of("u1") is None
    nested = {"a": [ref("visit", "v1"), {"b": ref("photo", "p1")}], "text": "ref"}
    assert refs_in(nested) == [("visit", "v1"), ("photo", "p1")]
    assert refs_in({"ref": [1, 2]}) == []
    assert refs_in(None) == []
    other = "cd" * 32
    assert blobs_in([blob(SHA, 5), {"x": blob(other, 6)}, 1]) == [(SHA, 5), (other, 6)]
    for strange in (blob("cd", 6), blob(SHA.upper(), 6), blob(SHA, -3), {"blob": SHA, "size": True}):
        assert blobs_in(strange) == []
    assert ref_of({"ref": ["visit", 1]}) is None
    assert blobs_in({"blob": SHA, "size": "5"}) == []


def test_a_held_change_is_read_without_proof() -> None:
    one = change(fields={"text": "a"})
    text = body(one).decode()
    assert held_change(text) == held_change(text, one.id) == one
