"""Many findings as JSON lines on standard input: one answer each, flushed after its own commit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.command import Command, program, started
from tests.helpers.offices import workspace_file

HERE = ("--site", "ZG-001", "--item", "ZG03")
BASE: dict[str, object] = {"site": "ZG-001", "item": "ZG03"}
DEEP = "[" * 50_000 + "]" * 50_000
GIVEN: list[tuple[object, str]] = [
    (BASE | {"count": 2, "note": "first", "by": "李强"}, ""),
    ("{broken", "M27"),
    ("", "M27"),
    (BASE | {"cuont": 3}, "M27"),
    ('"text"', "M27"),
    ("[]", "M27"),
    (DEEP, "M27"),
    (BASE | {"count": 1.5}, "M27"),
    (BASE | {"count": -1}, "M27"),
    (BASE | {"count": True}, "M27"),
    (BASE | {"count": 10**30}, "M27"),
    (BASE | {"count": None}, "M27"),
    (BASE | {"points": 0.1}, "M27"),
    (BASE | {"points": [1]}, "M27"),
    (BASE | {"points": "1.25"}, ""),
    (BASE | {"points": 2}, ""),
    ('{"site":"ZG-001","item":"ZG03","note":"\\ud800"}', "M27"),
    ('{"site":"\\udfff","item":"ZG03"}', "M27"),
    ('{"site":"ZG-001","item":"\\udfff"}', "M27"),
    ('{"site":"ZG-001","item":"ZG03","by":"\\udfff"}', "M27"),
    ('{"site":"ZG-001","item":"ZG03","count":NaN}', "M27"),
    (BASE | {"note": "a\0b"}, "M27"),
    (BASE | {"note": "长" * 100_000}, ""),
    (BASE | {"note": "长" * 300_000}, "M27"),
    (BASE | {"note": 5}, "M27"),
    (BASE | {"site": "nowhere"}, "M21"),
    (BASE | {"site": ["ZG-001"]}, "M27"),
    ({"item": "ZG03"}, "M21"),
    ({}, "M21"),
    (BASE | {"photos": "x.jpg"}, "M27"),
    (BASE | {"photos": [5]}, "M27"),
    (BASE | {"photos": ["a\0.jpg"]}, "M27"),
    ('{"site":"ZG-001","item":"ZG03","photos":["\\ud800.jpg"]}', "+M09"),
    (BASE | {"photos": ["/nowhere/no.jpg"]}, "+M09"),
    (BASE | {"photos": ["/"]}, "+M09"),
    (BASE | {"note": "last \U0001f600 \u202e"}, ""),
]
"""Lines, and what each is answered with: a refusal's code, a warning's (+), or nothing but the finding."""


@pytest.fixture
def team(tmp_path: Path) -> Path:
    return workspace_file(tmp_path / "team.cjdb")


def lines_of(data: Path, file: Path, *given: object) -> list[dict[str, Any]]:
    text = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in given)
    said = program(data, "add", file, "--lines", "-", given=text + "\n")
    assert said.status == 0, said.err
    return [json.loads(line) for line in said.out.splitlines()]


def findings(call: Command, file: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in call("dump", file).out.splitlines()]
    return [line for line in lines if line.get("entity") == "finding"]


def test_lines_are_answered_one_by_one_and_a_bad_one_stops_nothing(
    team: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = lines_of(tmp_path / "data", team, *(line for line, _ in GIVEN))
    assert len(answers) == len(GIVEN)
    for (line, code), answer in zip(GIVEN, answers, strict=True):
        shown = str(line)[:60]
        if code.startswith("M"):
            assert answer["error"]["code"] == code, (shown, answer)
            assert answer["error"]["message"], shown
        else:
            assert answer["finding"], shown
            assert [f"+{each['code']}" for each in answer["warnings"]] == ([code] if code else []), shown
    call = Command(tmp_path / "data", capsys)
    stored = findings(call, team)
    assert {each["record"] for each in stored} == {each["finding"] for each in answers if "finding" in each}
    assert len(stored) == sum(not code.startswith("M") for _, code in GIVEN)
    assert max(len(each["fields"]["note"]) for each in stored) == 100_000
    assert call.done("check", team)["ok"]


def test_each_line_is_answered_before_the_next_is_given(team: Path, tmp_path: Path) -> None:
    process = started(tmp_path / "data", "add", team, "--lines", "-")
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(3):
        process.stdin.write(json.dumps({"site": "ZG-001", "item": "ZG03", "note": str(number)}).encode() + b"\n")
        process.stdin.flush()
        assert "finding" in json.loads(process.stdout.readline())
    busy = program(tmp_path / "data", "add", team, *HERE)
    assert (busy.status, busy.code) == (4, "M08")
    process.stdin.close()
    assert process.wait(timeout=60) == 0
    process.stdout.close()
