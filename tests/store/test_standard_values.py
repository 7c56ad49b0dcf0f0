"""Standards and parameters come out of a file as they went in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from chuangjian_desktop.domain.canonical import canonical, parse
from chuangjian_desktop.domain.standard import Pack
from chuangjian_desktop.inputs.packs import load_all
from chuangjian_desktop.resources import STANDARDS
from chuangjian_desktop.store.queries import standards
from chuangjian_desktop.store.standard_values import standard_fields
from chuangjian_desktop.store.tables import standard as table
from tests.helpers.offices import opened


@pytest.fixture(scope="module")
def packs() -> tuple[Pack, ...]:
    return load_all(STANDARDS)


def test_every_shipped_standard_reads_back_as_its_pack_says(tmp_path: Path, packs: tuple[Pack, ...]) -> None:
    with opened(tmp_path, "office") as office, office.store.reading() as connection:
        read = standards.shipped(connection)
    assert read == {standard.code: standard for pack in packs for standard in pack.standards}


def test_every_shipped_parameter_reads_back_as_its_pack_says(tmp_path: Path, packs: tuple[Pack, ...]) -> None:
    with opened(tmp_path, "office") as office, office.store.reading() as connection:
        read = standards.shipped_parameters(connection)
    assert read == {parameter.key: parameter for pack in packs for parameter in pack.parameters}


def test_what_a_later_version_adds_is_left_out(tmp_path: Path, packs: tuple[Pack, ...]) -> None:
    known = next(standard for pack in packs for standard in pack.standards if standard.code == "W")
    later = replace(known, code="Z", title="后来的标准")
    fields = json.loads(canonical(standard_fields(later)))
    fields["nodes"][0].append("a seventh value")
    fields["judging"]["moods"] = ["blue"]
    fields["judging"]["gates"][0]["colour"] = "red"
    with opened(tmp_path, "office") as office:
        with office.writing() as writer:
            written = parse(json.dumps(fields))
            assert isinstance(written, dict)
            writer.put("office.standard", "later", written)
        with office.store.reading() as connection:
            assert standards.shipped(connection)["Z"] == later


def test_a_standard_of_the_first_release_is_an_empty_tree_of_the_same_nodes(tmp_path: Path) -> None:
    """Files from before had pairs of code and title, and nothing about judging."""
    old = {"code": "Z", "title": "旧", "edition": "", "date": "", "nodes": [["Z-1", "一"]], "confirmed": False}
    with opened(tmp_path, "office") as office:
        with office.writing() as writer:
            writer.put("office.standard", "old", old)
        with office.store.reading() as connection:
            found = standards.shipped(connection)["Z"]
            assert connection.execute(table.select().where(table.c.id == "old")).mappings().one()["judging"] is None
    assert [(node.code, node.title, node.parent) for node in found.nodes] == [("Z-1", "一", "")]
    assert (found.judging.judgement, found.judging.components) == ("unknown", ())
