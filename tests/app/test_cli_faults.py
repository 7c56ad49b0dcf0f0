"""What scripts are told when something cannot be written, or the clock is wrong."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from chuangjian_desktop.app import entry
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.store.store import Store
from tests.helpers.command import Command, program
from tests.helpers.offices import workspace_file

SITE = ("--site", "ZG-001", "--item", "ZG03")
LINE = json.dumps({"site": "ZG-001", "item": "ZG03"}) + "\n"


def tomorrow() -> datetime:
    return now() + timedelta(days=1)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return workspace_file(tmp_path / "office.cjdb", "office")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_folder_that_is_not_there_is_named_with_the_package(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    call = Command(tmp_path / "data", capsys)
    for words in (("handin", office), ("handout", office, "--team", "T1")):
        said = call(*words, "--out", tmp_path / "nowhere" / "a.cjpkg", lang=lang)
        assert (said.status, said.code) == (4, "M07")
        message = said.json["error"]["message"]
        assert message.startswith("a.cjpkg")
        assert "office.cjdb" not in message
        assert ("找不到文件或文件夹" if lang == "zh" else "no such file or folder") in message


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a folder that nobody may write in")
def test_a_medium_that_refuses_is_told_with_the_final_name(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = Command(tmp_path / "data", capsys)("handin", office, "--out", "/proc/self/a.cjpkg")
    assert said.status == 4
    assert said.json["error"]["message"].startswith("a.cjpkg")
    assert ".part" not in said.out


@pytest.mark.parametrize(("lang", "safe"), [("zh", "没有丢失"), ("en", "nothing is lost")])
def test_a_fault_of_the_program_says_what_is_safe_and_where_the_log_is(
    office: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    lang: str,
    safe: str,
) -> None:
    call = Command(tmp_path / "data", capsys)
    monkeypatch.setattr(entry, "COMMANDS", {**entry.COMMANDS, "info": "nothing:nobody"})
    said = call("info", office, lang=lang)
    assert said.status == 1
    message = said.json["error"]["message"]
    assert safe in message
    assert str(tmp_path / "data" / "log" / "chuangjian.log") in message
    assert message in call("info", office, lang=lang, json_=False).err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_cannot_be_taken_back_or_has_no_signer_is_told_usefully(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    call = Command(tmp_path / "data", capsys)
    assert call("unmerge", office, lang=lang).json["error"]["message"].startswith("office.cjdb")
    bare = tmp_path / "bare.cjdb"
    bare.write_bytes(office.read_bytes())
    (told,) = call("merge", office, bare, lang=lang).json["packages"]
    assert (told["code"], told["made_at"]) == ("M19", "")
    assert "--accept-unsigned" in told["message"]
    assert ("当面核对" if lang == "zh" else "in person") not in told["message"]


@pytest.mark.parametrize(("given", "refused"), [(LINE, False), ("{broken\n" + LINE, True)])
def test_a_clock_that_went_back_is_told_with_the_first_line(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str, *, refused: bool
) -> None:
    _written_tomorrow(office, tmp_path, capsys)
    said = program(tmp_path / "data", "add", office, "--lines", "-", given=given)
    first, *rest = [json.loads(line) for line in said.out.splitlines()]
    assert [each["code"] for each in first["warnings"]] == ["M10"]
    assert ("error" in first) == refused
    assert [each["warnings"] for each in rest] == [[]] * len(rest)


def test_a_clock_that_went_back_is_told_without_lines_too(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _written_tomorrow(office, tmp_path, capsys)
    said = program(tmp_path / "data", "add", office, "--lines", "-")
    assert (said.status, said.out) == (0, "")
    assert "M10" in said.err


def _written_tomorrow(office: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finding = Command(folder / "data", capsys).done("add", office, *SITE)["finding"]
    with closing(Store.open(office, tomorrow)) as store, store.writing() as writer:
        writer.put("finding", str(finding), {"note": "明天"})
