"""Values that no version of the program writes: refused at the pen, as merging would refuse them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import blob, ref
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.store.plausible import holds_nul, implausible
from chuangjian_desktop.store.store import Store

SHA = "ab" * 32


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    facts = {"role": "team", "name": "t", "office": fresh(), "replica": fresh()}
    with closing(Store.create(tmp_path / "t.cjdb", facts, now)) as made:
        yield made


@pytest.mark.parametrize(
    ("entity", "field", "value"),
    [
        ("finding", "count", -1),
        ("finding", "count", "two"),
        ("finding", "points", -50),
        ("finding", "count", 0),
        ("finding", "count", None),
        ("finding", "count", True),
        ("finding", "count", 2**52),
        ("finding", "count", {"max": 3}),
        ("finding", "points", 2**52),
        ("finding", "text", 7),
        ("finding", "visit", "not a reference"),
        ("finding", "assists", [ref("office.unit", "u"), "loose"]),
        ("photo", "blob", {"blob": SHA}),
        ("office.site", "always", "yes"),
    ],
)
def test_what_nobody_writes_is_refused(store: Store, entity: str, field: str, value: Value) -> None:
    assert implausible(entity, {field: value}) == field
    with pytest.raises(Refusal) as refused, store.writing() as writer:
        writer.put(entity, fresh(), {field: value})
    assert (refused.value.code, refused.value.details["field"]) == ("M27", field)


@pytest.mark.parametrize(
    ("entity", "fields"),
    [
        ("finding", {"count": 1, "points": None, "text": "", "visit": ref("visit", "v"), "assists": []}),
        ("finding", {"smell": 5}),
        ("visit", {"people": {"union": ["王敏"]}, "started": {"min": "2026"}}),
        ("photo", {"blob": blob(SHA, 5), "latitude": -300}),
        ("drone", {"count": "any"}),
    ],
)
def test_what_is_written_and_what_is_not_known_passes(entity: str, fields: dict[str, Value]) -> None:
    assert implausible(entity, fields) == ""


def test_nul_is_told_from_its_name(store: Store) -> None:
    assert holds_nul(b'{"a":"x\\u0000"}')
    assert holds_nul(b'{"a":"x\\\\\\u0000"}')
    assert not holds_nul(b'{"a":"x\\\\u0000"}')
    with pytest.raises(Refusal) as refused, store.writing() as writer:
        writer.put("finding", fresh(), {"text": "a\x00b"})
    assert refused.value.code == "M27"
