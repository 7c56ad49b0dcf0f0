"""standards import, standards export and findings import on the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.helpers.checklists import HEAD, write_book
from tests.helpers.command import Command

ROWS = [
    ["2026年地铁站测评细则"],
    [*HEAD, "创建节点"],
    [1, "环境", "站厅地面干净", 5, "每处扣0.5分", "城管局", "W-公共环境"],
    [2, "环境", "站台墙面干净", "若干", "发现一处扣1分", "城管局", "W-公共环境"],
    [3, "秩序", "排队候车", 5, "酌情扣分", "公安", "W-公共秩序"],
]
RIGHT = [*ROWS[:3], [*ROWS[3][:3], 5, *ROWS[3][4:]], ROWS[4]]


def test_a_checklist_is_taken_in(call: Command, office: Path, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", ROWS)
    before = call.done("digest", office)["digest"]
    answer = call.done("standards", "import", office, path, "--dry-run", "--marked", tmp_path / "marked.xlsx")
    assert call.done("digest", office)["digest"] == before
    told = {key: answer[key] for key in ("code", "added", "changed", "same", "understood", "doubtful")}
    assert told == {"code": "DT", "added": 2, "changed": 0, "same": 0, "understood": 1, "doubtful": 1}
    (rejected,) = answer["rejected"]
    assert (rejected["sheet"], rejected["row"], rejected["column"]) == ("评分表", 4, "D")
    assert rejected["reason"] == "分值“若干”不是数"
    assert rejected["hint"]
    assert openpyxl.load_workbook(tmp_path / "marked.xlsx").worksheets[0].cell(4, 8).value
    drafted = call.done("standards", "import", office, path)
    assert (drafted["added"], drafted["checklists"][0]["state"], drafted["checklists"][0]["points"]) == (
        2,
        "draft",
        "10.00",
    )
    assert "1 行没看懂，所以只存为草稿" in drafted["warnings"][0]["message"]
    assert call.refused("items", office, "--type", "DT") == "M21"
    right = write_book(tmp_path / "right.xlsx", RIGHT)
    answer = call.done("standards", "import", office, right)
    assert (answer["checklists"][0]["state"], answer["wrong_totals"]) == ("published", 0)
    items = call.done("items", office, "--type", "DT")["items"]
    assert [item["points"] for item in items] == ["5.00"] * 3
    assert call.done("standards", "import", office, right)["same"] == 3
    english = call("standards", "import", office, path, lang="en").json
    assert english["rejected"][0]["reason"] == 'the points "若干" are no number'


def test_it_goes_out_and_comes_back_as_it_was(call: Command, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "nm.xlsx"
    before = call.done("digest", office)["digest"]
    assert call.done("standards", "export", office, "NM", "--out", out)["files"] == [str(out)]
    answer = call.done("standards", "import", office, out)
    assert (answer["code"], answer["added"], answer["changed"], answer["rejected"]) == ("NM", 0, 0, [])
    assert answer["same"] == answer["understood"]
    assert call.done("digest", office)["digest"] == before
    assert call.refused("standards", "export", office, "NM", "--version", "0", "--out", out) == "M21"


def test_the_type_may_be_named(call: Command, office: Path, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", ROWS)
    answer = call.done("standards", "import", office, path, "--type", "gd", "--draft")
    assert (answer["code"], answer["checklists"][0]["new"]) == ("GD", False)
    assert len(call.done("items", office, "--type", "GD")["items"]) > 2
    other = call.done("standards", "import", office, path, "--type", "RT", "--title", "轨道站")
    assert (other["code"], other["checklists"][0]["title"]) == ("RT", "轨道站")


def test_what_is_no_workbook_is_refused(call: Command, office: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"")
    for act in ("standards", "findings"):
        assert call.refused(act, "import", office, path) == "M20"
        assert call.refused(act, "import", office, tmp_path / "none.xlsx") == "M20"
    book = write_book(tmp_path / "b.xlsx", ROWS)
    assert call.refused("standards", "import", office, book, "--marked", book) == "M26"


def test_filled_sheets_are_taken_in(call: Command, office: Path, tmp_path: Path) -> None:
    rows = [
        ["点位：ZG-003    日期：2026-11-20"],
        ["项目", "内容", "分值", "扣分", "问题描述"],
        ["环境", "路面人行道干净无垃圾", 10, None, "①垃圾②烟头"],
        ["环境", "不存在的一条", 10, None, "垃圾"],
    ]
    path = write_book(tmp_path / "a.xlsx", rows)
    assert call.done("findings", "import", office, path, "--dry-run")["added"] == 2
    answer = call.done("findings", "import", office, path)
    assert (answer["added"], answer["sites"], answer["understood"]) == (2, ["ZG-003"], 1)
    assert [(each["row"], each["column"]) for each in answer["rejected"]] == [(4, "B")]
    again = call.done("findings", "import", office, path)
    assert (again["added"], again["same"]) == (0, 2)
    (row,) = [each for each in call.done("score", office, "--by", "visit")["rows"] if each["key"] == "ZG-003"]
    assert (row["findings"], row["score"]) == (2, "9.00")


def shown(call: Command, office: Path) -> set[str]:
    """Everything that is there; what was taken back stays in the journal as removed."""
    return {line for line in call("dump", office).out.splitlines() if '"removed"' not in line}


def test_an_import_is_taken_back_by_a_later_call(call: Command, office: Path, tmp_path: Path) -> None:
    before = shown(call, office)
    assert call.refused("standards", "undo-import", office) == "M26"
    call.done("standards", "import", office, write_book(tmp_path / "a.xlsx", RIGHT))
    call.done("parameters", "list", office)
    assert call.done("standards", "undo-import", office) == {"warnings": []}
    assert shown(call, office) == before
    assert call.done("check", office)["ok"]
    assert call.refused("standards", "undo-import", office) == "M26"


def test_a_standard_that_was_taken_in_is_taken_back(call: Command, office: Path, tmp_path: Path) -> None:
    before, book = shown(call, office), tmp_path / "J.xlsx"
    call.done("standards", "export", office, "J", "--out", book)
    workbook = openpyxl.load_workbook(book)
    sheet = workbook.worksheets[0]
    cell = next(each for row in sheet.iter_rows() for each in row if each.value == "国家节水型城市")
    cell.value = "国家节水型城市（本市）"
    workbook.save(book)
    call.done("standards", "import", office, book)
    titles = {each["title"] for each in call.done("standards", "list", office)["standards"]}
    assert "国家节水型城市（本市）" in titles
    call.done("standards", "undo-import", office)
    assert shown(call, office) == before


def test_an_import_that_something_was_built_on_stays(call: Command, office: Path, tmp_path: Path) -> None:
    call.done("standards", "import", office, write_book(tmp_path / "a.xlsx", RIGHT), "--draft")
    (version,) = call.done("standards", "versions", office, "DT")["versions"]
    call.done("edit", office, "checklist", version["id"], "note=改过一次")
    said = call("standards", "undo-import", office)
    assert said.code == "M26"
    assert "后来又改过其中的测评表" in said.json["error"]["message"]
    assert call.done("standards", "versions", office, "DT")["versions"] == [{**version, "note": "改过一次"}]


def test_filled_sheets_are_taken_back_by_a_later_call(call: Command, office: Path, tmp_path: Path) -> None:
    rows = [
        ["点位：ZG-003    日期：2026-11-20"],
        ["项目", "内容", "分值", "扣分", "问题描述"],
        ["环境", "路面人行道干净无垃圾", 10, None, "①垃圾②烟头"],
    ]
    path, before = write_book(tmp_path / "a.xlsx", rows), shown(call, office)
    assert call.refused("findings", "undo-import", office) == "M26"
    call.done("findings", "import", office, path)
    call.done("findings", "undo-import", office)
    assert shown(call, office) == before
    call.done("findings", "import", office, path)
    call.done("add", office, "--site", "ZG-003", "--item", "ZG05")
    assert call.refused("findings", "undo-import", office) == "M26"
    (row,) = [each for each in call.done("score", office, "--by", "visit")["rows"] if each["key"] == "ZG-003"]
    assert row["findings"] == 3
