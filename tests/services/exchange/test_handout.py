"""What is a team's task, and what corrects one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.package import Purpose
from chuangjian_desktop.services.exchange.handout import hand_down, hand_out, handed_out
from chuangjian_desktop.services.exchange.opening import create_from
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.offices import opened


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with opened(tmp_path, "office") as workspace:
        yield workspace


def sent(office: Workspace, code: str, folder: Path) -> Purpose:
    return hand_out(office, code, folder / f"{code}.cjpkg").packages[0].manifest.purpose


def called(office: Workspace, code: str, name: str) -> None:
    with office.writing() as writer:
        writer.put("office.team", named("office.team", office.office, code), {"name": name})


def test_a_team_is_known_by_its_code_whatever_it_is_called(office: Workspace, tmp_path: Path) -> None:
    assert sent(office, "T1", tmp_path) == "assignment"
    called(office, "T2", "第一组")
    assert sent(office, "T2", tmp_path) == "assignment"
    called(office, "T1", "城区组")
    assert sent(office, "T1", tmp_path) == "correction"
    assert set(handed_out(office)) == {("T1", ""), ("T2", "")}


def test_offices_that_get_the_same_are_told_apart(office: Workspace, tmp_path: Path) -> None:
    def down(name: str) -> Purpose:
        return hand_down(office, name, tmp_path / f"{name}.cjpkg").packages[0].manifest.purpose

    assert [down("东区创建办"), down("西区创建办"), down("东区创建办")] == ["assignment", "assignment", "correction"]
    assert set(handed_out(office)) == {("", "东区创建办"), ("", "西区创建办")}
    assert sent(office, "T1", tmp_path) == "assignment"


def test_a_team_gets_the_city_numbers_and_not_its_score(office: Workspace, tmp_path: Path) -> None:
    with office.writing() as writer:
        for entity in ("entry", "document", "survey", "tally", "bonus", "view", "scenario", "confirmation"):
            writer.put(f"office.{entity}", named(f"office.{entity}", office.office, "1"), {"note": "x"})
    sent(office, "T1", tmp_path)
    made = create_from(tmp_path / "team.cjdb", tmp_path / "T1.cjpkg", Installation(tmp_path / "team"))
    with closing(made), made.store.reading() as connection:
        held = {str(entity) for (entity,) in connection.exec_driver_sql("SELECT DISTINCT entity FROM record")}
    assert {"office.confirmation", "office.parameter", "office.item"} <= held
    kept = {"entry", "document", "survey", "tally", "bonus", "view", "scenario"}
    assert not held & {f"office.{each}" for each in kept}
