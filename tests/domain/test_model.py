"""The model of the laws, on histories that were worked out by hand; and the program's fold beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

import pytest

from tests.helpers.model import Journal, Json, text_of

SHA, OTHER = "ab" * 32, "cd" * 32
SITE = "office.site"
PHOTO: Json = {"blob": SHA, "size": 5}


class Paper:
    """Changes under names of one's own, and the dump that they make, with those names in place of the ids."""

    def __init__(self, entity: str = "finding") -> None:
        self.entity = entity
        self.bodies: list[bytes] = []
        self.names: dict[str, str] = {}

    def write(
        self, name: str, kind: str, fields: Mapping[str, Json] | None = None, parents: str = "", **how: str
    ) -> str:
        """One change; `parents` are names with spaces between. A capital O at the front: an office writes."""
        named = {short: identity for identity, short in self.names.items()}
        raw: dict[str, Json] = {
            "at": "2026-11-16T09:00:00+08:00",
            "author": None,
            "entity": how.get("entity", self.entity),
            "fields": dict(fields or {}),
            "kind": kind,
            "parents": [*sorted(named[parent] for parent in parents.split())],
            "prev": None,
            "record": how.get("record", "one"),
            "replica": how.get("replica", name),
            "role": "office" if name.startswith("O") else "team",
        }
        body = text_of(raw).encode()
        self.bodies.append(body)
        self.names[hashlib.sha256(body).hexdigest()] = name
        return name

    def lines(self) -> list[str]:
        lines = Journal(self.bodies).lines()
        for identity, name in self.names.items():
            lines = [line.replace(f'"{identity}"', name) for line in lines]
        return lines


def record(fields: str, more: str = "", entity: str = "finding", name: str = "one") -> str:
    return f'{{"entity":"{entity}","fields":{{{fields}}},"record":"{name}"{more}}}'


def conflict(field: str, candidates: Sequence[tuple[str, str]], entity: str = "finding", name: str = "one") -> str:
    listed = ",".join(f'{{"ids":[{ids}],"value":{value}}}' for ids, value in candidates)
    return f'{{"candidates":[{listed}],"conflict":"{field}","entity":"{entity}","record":"{name}"}}'


def one_of(lines: list[str], *wanted: list[str]) -> None:
    """The order of candidates is that of hashes, which nobody works out by hand."""
    assert lines in wanted


def test_a_later_write_takes_the_place_of_an_earlier_one_field_by_field() -> None:
    paper = Paper()
    paper.write("a", "put", {"text": "旧", "count": 1})
    paper.write("b", "put", {"text": "新"}, "a")
    assert paper.lines() == [record('"count":1,"text":"新"')]


def test_two_that_did_not_know_each_other() -> None:
    paper = Paper()
    paper.write("a", "put", {"x": 0, "y": 0})
    paper.write("b", "put", {"x": 1}, "a")
    paper.write("c", "put", {"x": 2, "y": 3}, "a")
    b, c = ("b", "1"), ("c", "2")
    one_of(
        paper.lines(),
        [record('"x":2,"y":3'), conflict("x", [b, c])],
        [record('"x":1,"y":3'), conflict("x", [c, b])],
    )
    paper.write("e", "put", {"y": 4}, "b c")
    assert [line for line in paper.lines() if '"conflict":"x"' in line]
    paper.write("f", "settle", {"x": 2}, "e")
    assert paper.lines() == [record('"x":2,"y":4')]


def test_equal_writes_are_no_conflict_and_true_is_not_one() -> None:
    paper = Paper()
    paper.write("a", "put", {"x": 0})
    paper.write("b", "put", {"x": 1}, "a")
    paper.write("c", "put", {"x": 1}, "a")
    assert paper.lines() == [record('"x":1')]
    paper.write("e", "put", {"x": True}, "a")
    assert len(paper.lines()) == 2


def test_what_belongs_to_the_office() -> None:
    paper = Paper(SITE)
    paper.write("O1", "put", {"name": "甲"})
    paper.write("t", "put", {"name": "乙"}, "O1")
    o, t = ("O1", '"甲"'), ("t", '"乙"')
    shown = record('"name":"甲"', entity=SITE)
    one_of(paper.lines(), [shown, conflict("name", [o, t], SITE)], [shown, conflict("name", [t, o], SITE)])
    paper.write("t2", "settle", {"name": "乙"}, "t")
    assert paper.lines()[0] == shown
    paper.write("O2", "settle", {"name": "乙"}, "t2")
    assert paper.lines() == [record('"name":"乙"', entity=SITE)]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([{"min": 3}, {"min": 2}], "2"),
        ([{"max": "09:10"}, {"max": "09:05"}], '"09:10"'),
        ([{"union": ["王", "李"]}, {"union": ["赵", "李"]}], '["李","王","赵"]'),
        ([{"min": 3}, {"min": 3}], "3"),
    ],
)
def test_joins_combine_what_is_concurrent(values: list[Json], shown: str) -> None:
    paper = Paper()
    paper.write("a", "put", {"x": 0})
    for number, value in enumerate(values):
        paper.write(f"b{number}", "put", {"x": value}, "a")
    assert paper.lines() == [record(f'"x":{shown}')]
    paper.write("c", "put", {"x": {"min": 9}}, "b0 b1")
    assert paper.lines() == [record('"x":9')]


def test_joins_of_two_kinds_are_a_conflict() -> None:
    paper = Paper()
    paper.write("a", "put", {"x": {"min": 3}})
    paper.write("b", "put", {"x": {"max": 4}})
    a, b = ("a", '{"min":3}'), ("b", '{"max":4}')
    one_of(paper.lines(), [record('"x":4'), conflict("x", [a, b])], [record('"x":3'), conflict("x", [b, a])])


def test_removed_and_brought_back() -> None:
    paper = Paper()
    paper.write("a", "put", {"x": 1})
    paper.write("b", "remove", {}, "a")
    paper.write("c", "remove", {}, "a")
    assert paper.lines() == [record('"x":1', ',"removed":true')]
    paper.write("e", "restore", {}, "b c")
    assert paper.lines() == [record('"x":1')]
    paper.write("f", "settle", {"$removed": True}, "e")
    assert paper.lines() == [record('"x":1', ',"removed":true')]


def test_a_removal_beside_a_put_stays_visible() -> None:
    paper = Paper()
    paper.write("a", "put", {"x": 1})
    paper.write("b", "remove", {}, "a")
    paper.write("c", "put", {"y": 2}, "a")
    gone, kept = ("b", "true"), ("c", "false")
    one_of(
        paper.lines(),
        [record('"x":1,"y":2'), conflict("$removed", [gone, kept])],
        [record('"x":1,"y":2'), conflict("$removed", [kept, gone])],
    )
    paper.write("e", "settle", {"x": 3}, "b c")
    assert len(paper.lines()) == 2
    paper.write("f", "settle", {"$removed": True}, "e")
    assert paper.lines() == [record('"x":3,"y":2', ',"removed":true')]


def test_a_team_does_not_remove_what_the_office_put() -> None:
    paper = Paper(SITE)
    paper.write("O1", "put", {"x": 1})
    paper.write("t", "remove", {}, "O1")
    assert paper.lines()[0] == record('"x":1', entity=SITE)
    assert sorted(paper.lines()[1].count(part) for part in ("[O1]", "[t]")) == [1, 1]
    paper.write("O2", "remove", {}, "t")
    assert paper.lines() == [record('"x":1', ',"removed":true', entity=SITE)]
    paper.write("t2", "restore", {}, "O2")
    assert '"$removed"' in paper.lines()[1]


def test_a_removal_is_held_up_while_something_visible_refers_to_the_record() -> None:
    paper = Paper()
    paper.write("a", "put", {"x": 1}, entity="visit", record="v")
    paper.write("a2", "put", {"x": 2}, "a", entity="visit", record="v")
    paper.write("b", "remove", {}, "a2", entity="visit", record="v")
    paper.write("c", "put", {"visit": [{"ref": ["visit", "v"]}]})
    finding = record('"visit":[{"ref":["visit","v"]}]')
    visit = record('"x":2', entity="visit", name="v")
    gone, kept = ("b", "true"), ("a2", "false")
    one_of(
        paper.lines(),
        [finding, visit, conflict("$removed", [gone, kept], "visit", "v")],
        [finding, visit, conflict("$removed", [kept, gone], "visit", "v")],
    )
    paper.write("e", "remove", {}, "c")
    gone_visit = record('"x":2', ',"removed":true', entity="visit", name="v")
    assert paper.lines() == [record('"visit":[{"ref":["visit","v"]}]', ',"removed":true'), gone_visit]


def test_removed_records_that_refer_only_to_each_other_stay_removed() -> None:
    paper = Paper("visit")
    paper.write("a", "put", {"to": {"ref": ["visit", "w"]}}, record="v")
    paper.write("b", "put", {"to": {"ref": ["visit", "v"]}}, record="w")
    paper.write("c", "remove", {}, "a", record="v")
    paper.write("e", "remove", {}, "b", record="w")
    assert [',"removed":true' in line for line in paper.lines()] == [True, True]
    paper.write("f", "put", {"at": {"ref": ["visit", "v"]}}, record="seen")
    assert [line.count("$removed") for line in paper.lines()] == [0, 0, 0, 1, 1]


def test_an_erasure_counts_from_the_office_and_from_the_one_who_brought_the_bytes() -> None:
    paper = Paper("photo")
    paper.write("a", "put", {"blob": PHOTO}, replica="r1")
    told = '"blob":{"blob":"' + SHA + '","size":5}'
    named = f'{{"sha256":"{SHA}","size":5}}'
    paper.write("b", "erase", {"sha256": SHA, "reason": "人脸"}, "a", replica="r2")
    asked, kept = ("b", "true"), ("a", "false")
    shown = record(told, entity="photo")
    one_of(
        paper.lines(),
        [shown, conflict(f"$erased:{SHA}", [asked, kept], "photo"), named],
        [shown, conflict(f"$erased:{SHA}", [kept, asked], "photo"), named],
    )
    paper.write("c", "settle", {f"$erased:{SHA}": False}, "b", replica="r2")
    assert len(paper.lines()) == 3
    paper.write("e", "settle", {f"$erased:{SHA}": False}, "c", replica="r1")
    assert paper.lines() == [shown, named]
    assert not Journal(paper.bodies).erased()
    paper.write("f", "erase", {"sha256": SHA, "reason": "人脸"}, "e", replica="r1")
    assert paper.lines() == [f'{{"entity":"photo","erased":["{SHA}"],"fields":{{{told}}},"record":"one"}}', named]
    assert Journal(paper.bodies).erased() == {SHA}


def test_the_bytes_of_fields_and_candidates_are_named_and_replaced_ones_are_not() -> None:
    paper = Paper("photo")
    paper.write("a", "put", {"blob": PHOTO})
    paper.write("b", "put", {"blob": {"blob": OTHER, "size": 6}}, "a")
    named = f'{{"sha256":"{OTHER}","size":6}}'
    assert paper.lines()[1:] == [named]
    paper.write("c", "put", {"blob": {"blob": "ef" * 32, "size": 7}}, "a")
    assert paper.lines()[2:] == [named, '{"sha256":"' + "ef" * 32 + '","size":7}']


def test_records_stand_in_order_and_the_digest_is_the_sum_of_the_lines() -> None:
    paper = Paper()
    for entity, name in (("b", "x"), ("a", "z"), ("a", "y"), ("a", "0")):
        paper.write(f"{entity}{name}", "put", {"n": 1}, entity=entity, record=name)
    paper.write("gone", "remove", {}, "a0", entity="a", record="0")
    lines = paper.lines()
    assert [tuple(json.loads(line)[key] for key in ("entity", "record")) for line in lines] == [
        ("a", "y"),
        ("a", "z"),
        ("b", "x"),
        ("a", "0"),
    ]
    total = sum(int.from_bytes(hashlib.sha256(line.encode()).digest(), "big") for line in lines)
    assert Journal(paper.bodies).digest() == format(total % 2**256, "064x")
    assert Journal([*reversed(paper.bodies), *paper.bodies]).lines() == lines
