"""Figures and parameters from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.helpers.command import Command
from tests.helpers.offices import workspace_file

FIELD = "component.实地.weight"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return workspace_file(tmp_path / "office.cjdb", "office")


def listed(call: Command, office: Path, code: str) -> dict[str, Any]:
    return next(each for each in call.done("standards", "list", office)["standards"] if each["code"] == code)


def test_a_standard_tells_what_it_asks_for_and_takes_the_answer(call: Command, office: Path) -> None:
    assert (listed(call, office, "W")["uncertain"], listed(call, office, "W")["confirmed"]) == (6, False)
    asked = call.done("standards", "figures", office, "W", "--open")["figures"]
    assert len(asked) == 6
    assert {each["certainty"] for each in asked} == {"low"}
    assert all(each["source"] for each in asked)
    made = call.done("standards", "confirm", office, "W", FIELD, "--value", "55", "--note", "手册第3页", person="王敏")
    (line,) = [line for line in call("dump", office).out.splitlines() if made["confirmation"] in line]
    assert "5500" in line
    figures = {each["figure"]: each for each in call.done("standards", "figures", office, "W")["figures"]}
    assert (figures[FIELD]["value"], figures[FIELD]["shipped"]) == ("55.00", "50.00")
    assert (figures[FIELD]["certainty"], figures[FIELD]["note"]) == ("confirmed", "手册第3页")
    for each in asked:
        call.done("standards", "confirm", office, "W", each["figure"])
    assert (listed(call, office, "W")["uncertain"], listed(call, office, "W")["confirmed"]) == (0, True)
    call.done("standards", "withdraw", office, "W", FIELD)
    assert listed(call, office, "W")["uncertain"] == 1


def test_outlines_are_told_apart(call: Command, office: Path) -> None:
    outline = listed(call, office, "SWM")
    assert (outline["complete"], outline["confirmed"], outline["nodes"]) == (False, False, 3)


def test_a_parameter_changes_what_an_item_asks_for(call: Command, office: Path) -> None:
    def required() -> int:
        items = call.done("items", office, "--type", "ZG")["items"]
        return next(each["rule"]["required"] for each in items if each["code"] == "ZG01")

    before = next(each for each in call.done("parameters", "list", office)["parameters"] if "ZG01" in each["items"])
    assert required() == 5
    call.done("parameters", "set", office, "主干道公益广告数", "8", "--note", "市文明办通知")
    assert required() == 8
    call.done("parameters", "reset", office, "主干道公益广告数")
    assert required() == 5
    assert before["items"] == ["CG01", "ZG01"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("standards", "figures", "QQ"), "M21"),
        (("standards", "confirm", "W", "component.nobody.weight"), "M21"),
        (("standards", "confirm", "W", FIELD, "--value", "101"), "M27"),
        (("standards", "confirm", "W", FIELD, "--value", "半数"), "M27"),
        (("standards", "confirm", "Y", "indicator.Y01.target"), "M27"),
        (("standards", "withdraw", "W", FIELD), "M21"),
        (("parameters", "set", "没有", "1"), "M21"),
        (("parameters", "set", "亮灯率", "101"), "M27"),
        (("parameters", "reset", "亮灯率"), "M21"),
    ],
)
def test_what_cannot_be_is_refused(call: Command, office: Path, words: tuple[str, ...], code: str) -> None:
    before = call.done("digest", office)["digest"]
    command, act, *rest = words
    assert call.refused(command, act, office, *rest) == code
    assert call.done("digest", office)["digest"] == before


def test_a_team_may_only_read(call: Command, tmp_path: Path) -> None:
    team = workspace_file(tmp_path / "team.cjdb")
    assert call.done("standards", "figures", team, "W")["figures"]
    assert call.done("parameters", "list", team)["parameters"]
    assert call.refused("standards", "confirm", team, "W", FIELD) == "M22"
    assert call.refused("parameters", "set", team, "亮灯率", "98") == "M22"


def test_sample_sizes_plan_a_round(call: Command, office: Path) -> None:
    free = call.done("standards", "quotas", office)
    assert (free["standard"], free["size"], len(free["sizes"])) == ("H", "", 3)
    assert {each["planned"] for each in free["quotas"]} == {None}
    wholes = [call.done("standards", "quotas", office, "--size", f"{n}")["quotas"][0]["planned"] for n in (1, 2, 3)]
    assert wholes == [161, 215, 267]
    kept = call.done("standards", "quotas", office, "--size", "215", "--choose")
    again = call.done("standards", "quotas", office)
    assert again["quotas"] == kept["quotas"]
    roads = next(each for each in again["quotas"] if each["types"] == ["ZG", "CG"])
    assert roads["planned"] - roads["visited"] == roads["missing"] == 12
    assert call.refused("standards", "quotas", office, "--size", "4") == "M27"
