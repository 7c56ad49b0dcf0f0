from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.canonical import canonical
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.package import (
    LARGEST_MANIFEST,
    Absent,
    Addressee,
    Arrived,
    FileFact,
    Manifest,
    Sender,
    Unsigned,
    content_id,
    manifest_bytes,
    package_id,
    read_manifest,
    set_digest,
)

A, B, C = "a" * 64, "b" * 64, "c" * 64
FULL = Manifest(
    "return",
    "o1",
    "2026-11-16T09:00:00.000+08:00",
    "0.1.0",
    Sender(A, "team", "一队", "T1", "r1", "王芳"),
    Addressee("office", "创建办"),
    rounds=("2026-Q4",),
    counts={"answer": 1166, "change": 3000, "blob": 412},
    expected={"answer": 1166, "photo": 412},
    files={"data.db": FileFact(8192, B, "0a1b2c3d")},
    changes=C,
    blobs=A,
    builds_on=(B,),
    unsigned=(Unsigned(A, "救回.cjdb"),),
    missing=(Absent(C, 200_000),),
    erased=(B,),
    receipt=(Arrived(A, "一队.cjpkg", B, "2026-11-16T10:00:00+08:00", {"change": 5}),),
    part=(1, 2),
)
PLAIN = Manifest("assignment", "o1", "2026-11-16T09:00:00+08:00", "0.1.0", Sender(A, "office", "办"))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAME = st.binary(min_size=32, max_size=32).map(bytes.hex)


@pytest.mark.parametrize("manifest", [FULL, PLAIN])
def test_what_is_written_is_read_back(manifest: Manifest) -> None:
    assert read_manifest(manifest_bytes(manifest)) == manifest


@given(
    st.builds(
        Manifest,
        st.sampled_from(["assignment", "return", "correction", "receipt", "reply"]),
        TEXT,
        st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
        TEXT,
        st.builds(Sender, NAME, st.sampled_from(["office", "team", "unit"]), TEXT, TEXT, TEXT, TEXT),
        rounds=st.lists(TEXT).map(tuple),
        counts=st.dictionaries(st.from_regex(r"[a-z_]{1,9}", fullmatch=True), st.integers(0, 2**53 - 1)),
        missing=st.lists(st.builds(Absent, NAME, st.integers(0, 2**53 - 1))).map(tuple),
    )
)
def test_any_manifest_is_read_back(manifest: Manifest) -> None:
    raw = manifest_bytes(manifest)
    assert read_manifest(raw) == manifest
    assert raw == canonical(json.loads(raw))


def test_the_id_is_that_of_the_content_and_of_what_a_receipt_tells() -> None:
    other = replace(PLAIN, changes=FULL.changes, blobs=FULL.blobs)
    assert package_id(other) == content_id(FULL.changes, FULL.blobs) != package_id(PLAIN)
    assert package_id(replace(other, receipt=FULL.receipt)) == package_id(FULL) != package_id(other)


def test_a_set_digest_is_a_sum_that_wraps() -> None:
    assert set_digest(2**256 + 5) == "0" * 63 + "5"


def test_the_signer_stands_first_in_the_sender() -> None:
    assert b'"sender":{"key":"' + A.encode() in manifest_bytes(FULL)


GONE = object()


def changed(**places: object) -> bytes:
    """The full manifest with other values at some places (`sender__role` is `role` of the sender)."""
    value = cast("dict[str, Any]", json.loads(manifest_bytes(FULL)))
    for place, new in places.items():
        inner, _, name = place.rpartition("__")
        at = value
        for step in filter(None, inner.split("__")):
            at = at[step.replace("data_db", "data.db")]
        if new is GONE:
            del at[name]
        else:
            at[name] = new
    return canonical(value)


@pytest.mark.parametrize(
    "places",
    [
        {"part": GONE},
        {"more": 1},
        {"kind": "workspace"},
        {"purpose": "gift"},
        {"purpose": 1},
        {"office": None},
        {"made_at": "2026-11-16T09:00:00"},
        {"made_at": "yesterday"},
        {"changes": A.upper()},
        {"changes": 5},
        {"part": [2, 1]},
        {"part": [0, 1]},
        {"part": [1]},
        {"counts": {"answer": -1}},
        {"counts": {"answer": True}},
        {"counts": []},
        {"rounds": "2026"},
        {"builds_on": ["x"]},
        {"format": "0.9"},
        {"format": "1"},
        {"format": "01.0"},
        {"format": 1},
        {"sender__role": "king"},
        {"sender__key": A[:-1]},
        {"sender__name": GONE},
        {"addressee__role": "king"},
        {"addressee__extra": 1},
        {"files__data_db__crc32": "xyz"},
        {"files__data_db__crc32": 7},
    ],
    ids="+".join,
)
def test_a_manifest_that_is_not_as_it_must_be_is_damaged(places: dict[str, object]) -> None:
    with pytest.raises(Refusal) as caught:
        read_manifest(changed(**places))
    assert caught.value.code == "M02"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"kind":"package"}',
        b"[" * 100_000,
        b'{"kind":"package","part":1.5}',
        b" " * (LARGEST_MANIFEST + 1),
        manifest_bytes(FULL) + b"\n",
        manifest_bytes(FULL).replace(b",", b", ", 1),
        manifest_bytes(FULL).replace(b'{"addressee"', b'{"format":"1.0","addressee"'),
    ],
    ids=range(11),
)
def test_other_bytes_are_damaged(raw: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        read_manifest(raw)
    assert caught.value.code == "M02"


@pytest.mark.parametrize("at", ["", "x", "2026-11-16T10:00:00"])
def test_a_receipt_says_when_in_a_time_that_can_be_read(at: str) -> None:
    line: dict[str, object] = {"counts": {}, "file": "一队.cjpkg", "id": A, "sha256": B, "taken_at": at}
    with pytest.raises(Refusal) as caught:
        read_manifest(changed(receipt=[line]))
    assert caught.value.code == "M02"
    assert read_manifest(changed(receipt=[{**line, "taken_at": "2026-11-16T10:00:00+08:00"}])).receipt


def test_a_newer_major_version_is_told_by_its_number_whatever_it_looks_like() -> None:
    with pytest.raises(Refusal) as caught:
        read_manifest(b'{"format":"2.7","kind":"package","sender":5}')
    assert (caught.value.code, caught.value.details["n"]) == ("M03", "2.7")


def test_a_newer_minor_version_may_say_more() -> None:
    raw = changed(format="1.3", weather="晴")
    assert read_manifest(raw) == replace(FULL, format="1.3")
