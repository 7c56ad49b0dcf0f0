"""Versions of checklists, the mapping and trends from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.helpers.command import Command


def streets(call: Command, office: Path) -> list[dict[str, Any]]:
    return call.done("standards", "versions", office, "ZG")["versions"]


def test_a_version_goes_from_draft_to_use_and_out_of_it(call: Command, office: Path) -> None:
    (first,) = streets(call, office)
    assert (first["in_force"], first["visits"], first["state"]) == (True, 2, "published")
    made = call.done("standards", "draft", office, "ZG", "--note", "按省里要求")
    name = f"ZG/{made['version']}"
    before, after = streets(call, office)
    assert (after["id"], after["base"], after["note"], after["in_force"]) == (
        made["draft"], before["id"], "按省里要求", False,
    )  # fmt: skip
    told = call.done("standards", "check", office, name)
    assert (told["ready"], told["faults"], told["runs"], told["unreviewed"]) == (True, [], [], [])
    rows = call.done("standards", "review", office, name)["items"]
    assert {row["verdict"] for row in rows} == {"same"}
    call.done("standards", "publish", office, name, "--from-next-round")
    assert [each["in_force"] for each in streets(call, office)] == [True, False]
    call.done("standards", "use", office, name)
    assert [each["in_force"] for each in streets(call, office)] == [False, True]
    call.done("standards", "retire", office, first["id"])
    assert [each["state"] for each in streets(call, office)] == ["retired", "published"]
    assert call.refused("standards", "publish", office, name) == "M26"


def test_a_draft_tells_what_it_lacks(call: Command, office: Path) -> None:
    made = call.done("standards", "draft", office, "ZG")["draft"]
    items = [
        line
        for line in call("dump", office).out.splitlines()
        if '"office.item"' in line and '"ZG05"' in line and made in line
    ]
    assert len(items) == 1
    call.done("standards", "discard", office, made)
    assert [each["state"] for each in streets(call, office)] == ["published"]
    for words in (("check", "ZG/9"), ("draft", "QQ"), ("versions", "QQ"), ("trend", "R9")):
        assert call.refused("standards", words[0], office, words[1]) == "M21"


def test_items_are_mapped_and_unmapped(call: Command, office: Path) -> None:
    def served() -> dict[str, dict[str, Any]]:
        return {row["key"]: row for row in call.done("score", office, "--by", "campaign")["rows"]}

    before = served()["S"]["findings"]
    assert call.done("standards", "map", office, "S-生态福利", "NM05", "--points", "3")["changed"] == 1
    assert served()["S"]["findings"] == before + 1
    assert call.done("standards", "map", office, "S-生态福利", "NM05", "--off")["changed"] == 1
    assert served()["S"]["findings"] == before
    assert call.refused("standards", "map", office, "S-没有", "NM05") == "M21"
    assert call.refused("standards", "map", office, "S-生态福利", "NM99") == "M21"


def test_a_trend_of_one_round_is_its_rate(call: Command, office: Path) -> None:
    found = call.done("standards", "trend", office, "R1")
    (row,) = call.done("score", office, "--by", "round")["rows"]
    assert found["rounds"] == [
        {"code": "R1", "name": row["name"], "rate": row["rate"], "comparable": row["rate"], "visits": 5}
    ]
    assert found["left_out"] == []
    assert {each["code"]: each["everywhere"] for each in found["types"]} == {"NM": True, "WC": True, "ZG": True}


def test_the_next_round_stands_beside_the_last_one(call: Command, office: Path) -> None:
    assert call.refused("rounds", "begin", office, " ") == "M27"
    assert call.done("rounds", "begin", office, "第二轮") == {"round": "R2", "warnings": []}
    told = call.done("rounds", "list", office)["rounds"]
    assert [(each["code"], each["present"]) for each in told] == [("R1", False), ("R2", True)]
    call.done("add", office, "--site", "ZG-001", "--item", "ZG05")
    found = call.done("standards", "trend", office, "R1", "R2")
    types = {each["code"]: each for each in found["types"]}
    assert (types["ZG"]["visits"], types["WC"]["everywhere"]) == ([2, 1], False)
    assert found["compared"] == types["ZG"]["compared"]


def test_a_begun_visit_moves_to_the_version_of_the_round(call: Command, office: Path) -> None:
    first = streets(call, office)[0]["version"]
    made = call.done("standards", "draft", office, "ZG")
    call.done("standards", "publish", office, f"ZG/{made['version']}")
    move = ("visit", "move", office, "--site", "ZG-001")
    call.done("visit", "reopen", office, "--site", "ZG-001", "--reason", "换用新表")
    told = call.done(*move, "--dry-run")
    assert (told["from"].split()[-1], told["to"].split()[-1], told["items"]) == (first, made["version"], [])
    assert told["rate_before"] == told["rate_after"] == "93.75"
    assert call.done(*move)["to"] == told["to"]
    assert {each["version"]: each["visits"] for each in streets(call, office)} == {first: 1, made["version"]: 1}
    assert call.refused(*move) == "M26"


def test_the_standards_of_this_program_are_all_there(call: Command, office: Path) -> None:
    assert call.done("standards", "refresh", office)["added"] == 0
