"""Rates, counts and deadlines are the same wherever they stand: `--json`, xlsx, PDF, Word, reply workbook."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from chuangjian_desktop.services.workspace import Workspace
from tests.helpers import rectifying
from tests.helpers.city import city
from tests.helpers.command import Command
from tests.helpers.paper_faults import read
from tests.helpers.pdf_reading import all_text, plain

GARDEN, EAST, WEST = "花园街道办事处", "东区城市管理局", "西区城市管理局"
COUNTS = ("told", "closed", "in_time", "open", "overdue", "again", "false_repairs", "recurring")
SINCE = ("--since", "2026-01-01")
ANNEX = ("told", "closed", "in_time", "overdue", "false_repairs", "recurring")


def under_way(office: Workspace) -> None:
    """Closed, overdue, answered, long-term and rejected ones."""
    rectifying.closed(office, "ZG-001-01", "WC-001-01")
    late, _ = rectifying.assigned(office, "WC-001-02", "ZG-002-01", deadline="24h")
    with office.writing() as writer:
        writer.put("case", rectifying.row(office, late).id, {"due_at": "2026-11-01T17:30:00+08:00"})


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    with city(tmp_path) as office:
        under_way(office)
    return Command(tmp_path / "installation", capsys)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "office.cjdb"


def sheet(path: Path, head: int) -> list[dict[str, Any]]:
    """The rows under a head, by the names of their columns."""
    rows = list(openpyxl.load_workbook(path, data_only=True).worksheets[0].values)
    names = [str(name) for name in rows[head - 1]]
    return [dict(zip(names, row, strict=True)) for row in rows[head:] if any(row)]


def counts(row: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    return [str(row[name]) for name in names]


def test_the_weekly_list_says_the_rates(command: Command, file: Path, tmp_path: Path) -> None:
    rows = command.done("cases", "rates", file, *SINCE)["rows"]
    for ending in ("xlsx", "pdf", "docx"):
        command.done("export", "weekly", file, "--out", tmp_path / f"周报.{ending}", *SINCE)
    told = sheet(tmp_path / "周报.xlsx", 3)
    names = ("交办", "已销号", "按期", "未销号", "逾期", "二次交办", "虚假整改", "反弹")
    assert [[line[name] for name in names] for line in told] == [
        *([row[name] for name in COUNTS] for row in rows),
        [sum(row[name] for row in rows) for name in COUNTS],
    ]
    assert [(line["名次"], line["责任单位"], f"{line['整改率']:.2f}") for line in told[:-1]] == [
        (row["rank"], row["unit"], row["rate"]) for row in rows
    ]
    whole = f"{told[-1]['整改率']:.2f}"
    assert whole == f"{100 * sum(row['closed'] for row in rows) / sum(row['told'] for row in rows):.2f}"
    word: Any = docx.Document(str(tmp_path / "周报.docx"))
    annexed = [[cell.text for cell in line.cells] for line in word.tables[-1].rows][1:]
    lists = {"red": "红榜", "black": "黑榜", "": ""}
    expected = [
        [row["group"], str(row["rank"]), row["unit"], *counts(row, ANNEX), f"{row['rate']}%", lists[row["list"]]]
        for row in rows
    ]
    assert annexed == expected
    printed = all_text(tmp_path / "周报.pdf")
    assert all("".join(line) in printed for line in expected)
    said = plain("".join(each.text for each in word.paragraphs))
    assert f"整改率{whole}%" in said
    assert f"整改率{whole}%" in printed


def ending(due_at: str | None) -> str:
    """A time limit as tables write it: in the time of this computer, a whole day without its hour."""
    local = f"{dt.datetime.fromisoformat(due_at).astimezone():%Y-%m-%d %H:%M}" if due_at else ""
    return local.removesuffix(" 23:59")


def test_the_ledger_says_what_the_list_says(command: Command, file: Path, tmp_path: Path) -> None:
    command.done("notices", "issue", file, "--unit", WEST, "--kind", "交办单", "--out", tmp_path / "文书")
    command.done("export", "ledger", file, "--out", tmp_path / "台账.xlsx")
    cases = {case["number"]: case for case in command.done("cases", "list", file)["cases"]}
    numbers = {case: each["number"] for each in notices(command, file) for case in each["findings"]}
    rows = [row for row in sheet(tmp_path / "台账.xlsx", 3) if row["问题编号"]]
    assert [row["问题编号"] for row in rows] == list(cases)
    for row in rows:
        case = cases[row["问题编号"]]
        assert row["责任单位"] == case["unit"]
        assert (row["交办文号"] or "") == numbers.get(case["finding"], "")
        assert (row["整改时限"] or "").endswith(ending(case["due_at"]))
        assert (row["销号日期"] or "") == (case["closed_at"] or "")[:10]
        decided = case["state"] not in ("草稿", "已提交", "已合并")
        assert (row["整改情况"] or "").startswith(case["state"] if decided else "")
        assert ("逾期" in (row["整改情况"] or "")) == case["overdue"]


def notices(command: Command, file: Path) -> list[dict[str, Any]]:
    """Documents with the findings of their cases."""
    listed = command.done("notices", "list", file)["notices"]
    for each in listed:
        found = command.done("cases", "show", file, each["number"])
        each["findings"] = [case["finding"] for case in found.get("cases") or [found["case"]]]
    return listed


def limit(due: str) -> str:
    """A moment as papers say it: in the time of the computer."""
    at = dt.datetime.fromisoformat(due).astimezone()
    hour = "" if (at.hour, at.minute) == (23, 59) else f"{at.hour}时" + (f"{at.minute}分" if at.minute else "")
    return f"{at.month}月{at.day}日{hour}前"


@pytest.mark.parametrize(("kind", "form"), [("问题清单", "letter"), ("交办单", "table")])
def test_papers_give_the_deadlines_of_the_cases(
    command: Command, file: Path, tmp_path: Path, kind: str, form: str
) -> None:
    made = command.done("notices", "issue", file, "--all", "--kind", kind, "--form", form, "--out", tmp_path / "文书")
    again = ("export", "notice", file, "--all", "--form", form, "--format", "docx", "--out", tmp_path / "再印")
    words = {plain(told(Path(each))) for each in command.done(*again)["files"]}
    cases = {case["number"]: case for case in command.done("cases", "list", file)["cases"]}
    assert len(made["replies"]) == len(made["notices"]) == 4
    listed = [row for book in made["replies"] for row in sheet(Path(book), 5) if row["问题编号"]]
    assert len(listed) == 5
    for row in listed:
        due = cases[row["问题编号"]]["due_at"]
        assert limit(due) in row["整改时限"] or row["整改时限"] == "立行立改，当日完成"
        printed = [one for one in map(whole, made["files"]) if row["问题编号"] in one]
        typed = [one for one in words if row["问题编号"] in one]
        assert len(printed) == len(typed) == 1
        assert plain(row["整改时限"]) in printed[0]
        assert plain(row["整改时限"]) in typed[0]


def whole(path: str) -> str:
    """A PDF's text without page numbers."""
    return re.sub(r"接下页|序号问题照片整改时限", "", "".join(page.text for page in read(Path(path))))


def told(path: Path) -> str:
    """A Word file's text."""
    document: Any = docx.Document(str(path))
    return "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
