"""The command line as its contract says: every command, its keys, its exit status, and all sorts of wrong input."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chuangjian_desktop.domain.format import FORMAT
from tests.helpers.command import Command, program
from tests.helpers.offices import workspace_file
from tests.helpers.workbooks import SITE_HEAD, OfficeSheet, site, write_office
from tests.outputs.xlsx.documents import jpeg

HERE = ("--site", "ZG-001", "--item", "ZG03")


@pytest.fixture
def team(tmp_path: Path) -> Path:
    return workspace_file(tmp_path / "team.cjdb")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return workspace_file(tmp_path / "office.cjdb", "office")


def findings(call: Command, file: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in call("dump", file).out.splitlines()]
    return [line for line in lines if line.get("entity") == "finding" and not line.get("removed")]


def test_new_info_and_the_first_round(call: Command, tmp_path: Path) -> None:
    file = tmp_path / "二组.cjdb"
    made = call.done("new", file, "--role", "team", "--name", "第二组", "--round", "冬季测评", person="李强")
    assert set(made) == {"replica", "round", "warnings"}
    assert made["round"] == "R1"
    found = call.done("info", file)
    assert {"kind", "role", "name", "format", "program", "replicas", "counts"} <= set(found)
    assert (found["kind"], found["role"], found["name"], found["format"]) == ("workspace", "team", "第二组", FORMAT)
    assert set(found["counts"]) == {
        *("site", "visit", "answer", "finding", "photo", "blob", "change", "conflict", "notice"),
    }
    assert {"id", "name", "changes"} == set(found["replicas"][0])
    assert made["replica"] in {each["id"] for each in found["replicas"]}
    assert call.refused("new", file, "--role", "team", "--name", "x") == "M26"


def test_standards_sites_and_items_are_listed(call: Command, team: Path) -> None:
    standards = call.done("standards", "list", team)["standards"]
    assert all({"code", "title", "edition", "nodes", "confirmed"} <= set(each) for each in standards)
    sites = call.done("sites", "list", team)["sites"]
    assert sites[0] == {
        "code": "GD-001",
        "name": "东方广场工地",
        "type": "GD",
        "area": "西区/和平街道",
        "unit": "",
    }
    items = call.done("items", team, "--type", "ZG")["items"]
    assert {"code", "title", "points", "rule", "na_allowed", "units", "problems"} <= set(items[0])
    rules = {
        each["code"]: each["rule"]
        for kind in ("ZG", "GD")
        for each in call.done("items", team, "--type", kind)["items"]
    }
    assert rules["ZG03"] == {"kind": "per_occurrence", "each": "0.50", "cap": "10.00"}
    assert rules["ZG10"] == {"kind": "all_or_nothing"}
    assert rules["ZG01"] | {"cap": ""} == {"kind": "shortage", "required": 5, "each": "2.00", "cap": ""}
    assert rules["GD02"]["kind"] == "tier"
    assert sum(Decimal(each["points"]) for each in items) == 100
    assert call.done("units", "list", team)["units"][0]["roles"] == ["城管"]
    assert call.refused("items", team, "--type", "??") == "M21"


def test_teams_are_listed(call: Command, office: Path) -> None:
    teams = call.done("teams", "list", office)["teams"]
    assert [each["code"] for each in teams] == ["T1", "T2"]
    assert "王敏" in teams[0]["people"]


def test_a_workbook_of_sites(call: Command, team: Path, tmp_path: Path) -> None:
    rows = [site(7, "文昌路"), site(8, "某处", "什么都不是")]
    book = write_office(tmp_path / "点位.xlsx", OfficeSheet(head=SITE_HEAD, rows=rows))
    dry = call.done("sites", "import", team, book, "--dry-run", lang="en")
    assert (dry["added"], dry["changed"], dry["same"]) == (1, 0, 0)
    assert set(dry["rejected"][0]) == {"sheet", "row", "reason"}
    assert dry["rejected"][0]["reason"].isascii() or "什么都不是" in dry["rejected"][0]["reason"]
    marked = tmp_path / "marked.xlsx"
    assert call.done("sites", "import", team, book, "--marked", marked)["added"] == 1
    assert marked.exists()
    again = call.done("sites", "import", team, book)
    assert (again["added"], again["changed"], again["same"]) == (0, 0, 1)
    assert call.refused("sites", "import", team, team) == "M20"


def test_answers(call: Command, team: Path) -> None:
    def answer(*words: str) -> dict[str, Any]:
        return call.done("answer", team, "--site", "ZG-001", *words)

    first = answer("--item", "ZG03", "--state", "conforming")["answer"]
    assert answer("--item", "ZG03", "--state", "unanswered")["answer"] == first
    answer("--item", "ZG12", "--state", "na")
    answer("--item", "ZG04", "--state", "exempt", "--reason", "正在清运")
    refused = [
        (("--item", "ZG03", "--state", "na"), "M27"),
        (("--item", "ZG03", "--state", "exempt"), "M27"),
        (("--item", "ZG99", "--state", "conforming"), "M21"),
        (("--item", "NM01", "--state", "conforming"), "M21"),
        (("--item", "ZG03", "--state", "conforming", "--measured", "x"), "M27"),
        (("--item", "ZG03", "--state", "conforming", "--measured", "5"), "M27"),
        (("--item", "ZG04", "--state", "exempt", "--reason", "a\x01"), "M27"),
    ]
    for words, code in refused:
        assert call.refused("answer", team, "--site", "ZG-001", *words) == code
    said = call("answer", team, *HERE, "--state", "conforming", "--measured", "NaN").json["error"]["message"]
    assert "（实测值）" in said
    assert call("answer", team, *HERE, "--state", "deducted").status == 2


def test_what_contradicts_or_asks_too_much_is_told(call: Command, team: Path) -> None:
    assert call.done("add", team, *HERE, "--points", "10")["warnings"] == []
    (said,) = call.done("add", team, *HERE, "--points", "10.5")["warnings"]
    assert (said["code"], "10.50" in said["message"]) == ("M28", True)
    (said,) = call.done("answer", team, *HERE, "--state", "conforming")["warnings"]
    assert (said["code"], "矛盾" in said["message"]) == ("M28", True)
    (said,) = call.done("answer", team, *HERE, "--state", "conforming", lang="en")["warnings"]
    assert "contradict" in said["message"]
    assert "两位小数" in call("add", team, *HERE, "--points", "1.255").json["error"]["message"]


def test_add_edit_remove_restore(call: Command, team: Path, tmp_path: Path) -> None:
    picture = tmp_path / "1.jpg"
    picture.write_bytes(jpeg(1, (400, 300)))
    broken = tmp_path / "2.jpg"
    broken.write_bytes(b"no picture")
    added = call.done("add", team, *HERE, "--count", "3", "--note", "<b>=1+1", "--photo", picture, "--photo", broken)
    assert set(added) == {"finding", "photos", "warnings"}
    assert len(added["photos"]) == 1
    assert [each["code"] for each in added["warnings"]] == ["M09"]
    fields = findings(call, team)[0]["fields"]
    assert (fields["count"], fields["note"]) == (3, "<b>=1+1")
    row = call.done("score", team, "--by", "visit")["rows"][0]
    assert (row["score"], row["possible"], row["findings"]) == ("8.50", "10.00", 1)
    edited = call.done("edit", team, "finding", added["finding"], "count=4", "points=2.5")
    assert len(edited["change"]) == 64
    assert call.done("score", team, "--by", "visit")["rows"][0]["score"] == "7.50"
    assert "change" in call.done("remove", team, "finding", added["finding"])
    assert findings(call, team) == []
    assert "change" in call.done("restore-record", team, "finding", added["finding"])
    assert call.done("info", team)["counts"]["photo"] == 1
    wrong = [("count=0", "M27"), ("count=x", "M27"), ("nothing=1", "M27"), ("count", "M27"), ("points=1e9", "M27")]
    for word, code in wrong:
        assert call.refused("edit", team, "finding", added["finding"], word) == code
    assert call.refused("edit", team, "nonsense", added["finding"], "a=1") == "M21"
    assert call.refused("remove", team, "finding", "nowhere") == "M21"
    assert call.refused("restore-record", team, "finding", "nowhere") == "M21"
    assert call.done("check", team) == {"ok": True, "problems": [], "warnings": []}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--site", "XX-9", "--item", "ZG03"), "M21"),
        (("--site", "ZG-001", "--item", "XX99"), "M21"),
        (("--site", "ZG-001", "--item", "NM01"), "M21"),
        ((*HERE, "--problem", "99999"), "M21"),
        ((*HERE, "--unit", "无此单位"), "M21"),
        ((*HERE, "--count", "0"), "M27"),
        ((*HERE, "--count", "-5"), "M27"),
        ((*HERE, "--count", "99999999999999999999"), "M27"),
        ((*HERE, "--points", "0.005"), "M27"),
        ((*HERE, "--points", "-1"), "M27"),
        ((*HERE, "--points", "1e999999999"), "M27"),
        ((*HERE, "--points", "abc"), "M27"),
        ((*HERE, "--note", "a\x07b"), "M27"),
        ((*HERE, "--note", "解\udfff"), "M27"),
        ((*HERE, "--place", "\ufffe"), "M27"),
        ((*HERE, "--round", "R9"), "M21"),
        (("--site", "ZG-001"), "M27"),
        (("--item", "ZG03"), "M27"),
    ],
)
def test_wrong_input_is_refused_and_changes_nothing(
    call: Command, team: Path, words: tuple[str, ...], code: str
) -> None:
    call.done("score", team, "--by", "round")
    before = call.done("digest", team)["digest"]
    assert call.refused("add", team, *words) == code
    assert call.refused("add", team, *words, lang="en") == code
    assert findings(call, team) == []
    assert call.done("digest", team)["digest"] == before


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("fly",),
        ("add",),
        ("score", "a.cjdb", "--by", "moon"),
        ("score", "a.cjdb"),
        ("score", "a.cjdb", "--by", "visit", "--lost-by", "unit"),
        ("add", "a.cjdb", "--count", "x"),
        ("new", "a.cjdb", "--role", "guest", "--name", "x"),
        ("notices",),
        ("export", "sheet", "a.cjdb"),
    ],
)
def test_wrong_usage(call: Command, words: tuple[str, ...]) -> None:
    if words:
        assert call(*words).status == 2


def test_what_was_typed_is_named_as_typed(call: Command, team: Path) -> None:
    said = call("add", team, *HERE, "--points", "-1")
    assert said.json["error"]["details"]["value"] == "-1.00"


def test_a_visit_is_finished_and_reopened(call: Command, team: Path) -> None:
    call.done("add", team, *HERE)
    finished = call.done("visit", "finish", team, "--site", "ZG-001", "--people", "李强、赵静")
    assert finished["state"] == "finished"
    assert "ZG04" in finished["unanswered"]
    assert finished["missing_photos"] == ["ZG03"]
    assert call.refused("add", team, *HERE) == "M23"
    assert call.refused("answer", team, *HERE, "--state", "conforming") == "M23"
    assert call.refused("visit", "finish", team, "--site", "ZG-001") == "M23"
    assert call.done("visit", "reopen", team, "--site", "ZG-001", "--reason", "漏记")["state"] == "open"
    call.done("add", team, *HERE)
    assert call.refused("visit", "finish", team, "--site", "??") == "M21"


def test_scores_and_their_explanations(call: Command, team: Path) -> None:
    call.done("add", team, *HERE, "--count", "3", "--unit", "东区城市管理局")
    call.done("answer", team, "--site", "ZG-002", "--item", "ZG03", "--state", "conforming")
    for level in ("visit", "site_type", "area", "unit", "team", "item", "campaign", "round"):
        found = call.done("score", team, "--by", level)
        assert set(found) == {"rows", "profile", "warnings"}
        keys = {"key", "name", "possible", "score", "rate", "rank", "findings", "unanswered", "vetoes"}
        assert all(set(row) == keys for row in found["rows"])
        for row in found["rows"]:
            lines = call.done("score", team, "--by", level, "--explain", row["key"])["lines"]
            assert sum(Decimal(each["points"]) for each in lines if "points" in each) == Decimal(row["score"]), row
    visits = call.done("score", team, "--by", "visit")["rows"]
    assert [(row["key"], row["rate"], row["rank"]) for row in visits] == [
        ("ZG-002", "100.00", 1),
        ("ZG-001", "85.00", 2),
    ]
    lost = call.done("score", team, "--lost-by", "unit")["rows"]
    assert [(row["key"], row["lost"]) for row in lost] == [("东区城市管理局", "1.50")]
    lines = call.done("score", team, "--lost-by", "unit", "--explain", "东区城市管理局")["lines"]
    assert sum(Decimal(each["points"]) for each in lines) == Decimal("1.50")
    assert call.refused("score", team, "--by", "visit", "--profile", "none") == "M21"
    assert call.refused("score", team, "--by", "visit", "--explain", "none") == "M21"


def test_documents(call: Command, team: Path, tmp_path: Path) -> None:
    call.done("add", team, *HERE, "--unit", "东区城市管理局")
    out = tmp_path / "out"
    out.mkdir()
    made = [
        call.done("export", "sheet", team, "--site", "ZG-001", "--out", out / "a.xlsx"),
        call.done("export", "sheet", team, "--site", "ZG-001", "--out", out / "a.pdf"),
        call.done("export", "summary", team, "--out", out / "b.xlsx"),
        call.done("export", "ledger", team, "--out", out / "c.xlsx"),
        call.done("standards", "export", team, "ZG", "--out", out / "d.xlsx"),
        call.done("export", "notice", team, "--all", "--out", out, "--form", "table"),
    ]
    files = [Path(name) for each in made for name in each["files"]]
    assert len(files) == 6
    assert all(file.is_absolute() and file.stat().st_size > 500 for file in files)
    assert call.refused("export", "sheet", team, "--site", "ZG-001", "--out", out / "a.doc") == "M27"
    assert call.refused("export", "sheet", team, "--site", "ZG-999", "--out", out / "e.pdf") == "M21"
    assert call.refused("standards", "export", team, "??", "--out", out / "e.xlsx") == "M21"
    assert call("export", "summary", team, "--out", tmp_path / "no" / "b.xlsx").status in (3, 4)


def test_notices(call: Command, office: Path, team: Path, tmp_path: Path) -> None:
    call.done("add", office, *HERE, "--unit", "东区城市管理局")
    call.done("add", office, "--site", "ZG-002", "--item", "ZG05")
    issue = ("--kind", "整改通知书", "--out", tmp_path / "out")
    made = call.done("notices", "issue", office, "--all", *issue)
    assert len(made["notices"]) == len(made["files"]) == 2
    assert {"id", "number", "unit", "kind", "issued_at", "void"} <= set(made["notices"][0])
    listed = call.done("notices", "list", office)["notices"]
    assert [each["void"] for each in listed] == [False, False]
    void = call.done("notices", "void", office, listed[0]["id"], "--reason", "写错")["notices"][0]
    assert void["void"] is True
    assert len(call.done("export", "notice", office, "--all", "--out", tmp_path / "again")["files"]) == 2
    assert call.refused("notices", "issue", office, "--all", "--kind", "情书", "--out", tmp_path) == "M27"
    assert call.refused("notices", "issue", office, "--unit", "无", *issue) == "M21"
    assert call.refused("notices", "void", office, "nowhere", "--reason", "x") == "M21"
    assert call.refused("notices", "issue", team, "--all", *issue) == "M22"


def test_backup_and_restore(call: Command, team: Path, tmp_path: Path) -> None:
    call.done("add", team, *HERE)
    before = call.done("digest", team)["digest"]
    copy = tmp_path / "copy.cjdb"
    assert call.done("backup", team, "--out", copy)["files"] == [str(copy)]
    call.done("add", team, *HERE)
    kept = call.done("restore", copy, "--out", team)["kept"]
    assert Path(kept).exists()
    assert call.done("digest", team)["digest"] == before
    assert call.done("check", team, "--rebuild")["ok"]
    assert call.refused("backup", team, "--out", team) == "M26"
    other = workspace_file(tmp_path / "office.cjdb", "office")
    theirs = other.read_bytes()
    assert call.refused("backup", team, "--out", other) == "M26"
    assert other.read_bytes() == theirs
    assert call.done("backup", team, "--out", copy)["files"] == [str(copy)]
    assert call.refused("restore", tmp_path / "nothing", "--out", team) == "M01"
    assert call.refused("backup", team, "--out", tmp_path / "away" / "b.cjdb", status=4) == "M07"
    (tmp_path / "notes.txt").write_text("no backup" * 99)
    said = call("restore", tmp_path / "notes.txt", "--out", tmp_path / "new.cjdb")
    assert (said.code, said.json["error"]["details"]["file"]) == ("M01", "notes.txt")
    assert not (tmp_path / "new.cjdb").exists()


@pytest.mark.parametrize("name", ["folder", "missing.cjdb", "text.cjdb", "empty.cjdb"])
def test_what_is_no_workspace(call: Command, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    elif name != "missing.cjdb":
        path.write_bytes(b"" if name.startswith("empty") else b"text" * 99)
    before = path.read_bytes() if path.is_file() else None
    for words in (
        ("info", path),
        ("check", path),
        ("dump", path),
        ("add", path, *HERE),
        ("score", path, "--by", "round"),
    ):
        assert call.refused(*words) == "M01"
    assert (path.read_bytes() if path.is_file() else None) == before


def test_no_document_replaces_the_workspace_or_its_source(call: Command, office: Path, tmp_path: Path) -> None:
    book = write_office(tmp_path / "点位.xlsx", OfficeSheet(head=SITE_HEAD, rows=[site(9, "新路")]))
    digest, source = call.done("digest", office)["digest"], book.read_bytes()
    for words in (
        ("export", "ledger", office, "--out", office),
        ("export", "summary", office, "--out", office),
        ("sites", "import", office, book, "--marked", office),
        ("export", "summary", office, "--out", tmp_path / "汇总.pdf"),
    ):
        assert call.refused(*words) == "M27"
    assert call.refused("sites", "import", office, book, "--marked", book) == "M26"
    assert (call.done("digest", office)["digest"], book.read_bytes()) == (digest, source)


def test_text_for_people_and_english(call: Command, team: Path) -> None:
    said = call("sites", "list", team, json_=False)
    assert "解放路" in said.out
    zh, en = call("info", team / "x", json_=False), call("info", team / "x", json_=False, lang="en")
    assert zh.status == en.status == 3
    assert zh.err.startswith("M01")
    assert zh.err != en.err
    refused = call("add", team, "--site", "no", "--item", "ZG03", lang="en")
    assert "\u7684" not in refused.json["error"]["message"]


def test_self_check_and_demo_limits(call: Command, tmp_path: Path) -> None:
    found = call.done("self-check")
    assert found["ok"], [each for each in found["checks"] if not each["ok"]]
    assert call.refused("demo", tmp_path / "d", "--sites", "0") == "M27"


def test_the_program_itself(team: Path, tmp_path: Path) -> None:
    said = program(tmp_path / "data", "digest", team)
    assert (said.status, len(said.json["digest"])) == (0, 64)
    assert said.err == ""
    assert program(tmp_path / "data", "info", tmp_path).status == 3
    assert program(tmp_path / "data", "fly").status == 2
