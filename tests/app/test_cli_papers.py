"""Every kind of notice, papers of cases and the weekly list by command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.helpers.command import Command
from tests.helpers.pdf_reading import all_text

GARDEN = "花园街道办事处"


def test_a_kind_as_word_with_its_workbook(call: Command, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "文书"
    made = call.done(
        "notices", "issue", office, "--unit", GARDEN, "--kind", "问题清单", "--format", "docx", "--out", out
    )
    (notice,) = made["notices"]
    assert (notice["kind"], notice["unit"]) == ("问题清单", GARDEN)
    assert [Path(each).name for each in made["files"]] == [f"问题清单-{GARDEN}-{notice['number']}.docx"]
    assert [Path(each).name for each in made["replies"]] == [f"回复-{GARDEN}.xlsx"]
    again = call.done("export", "notice", office, "--unit", GARDEN, "--out", tmp_path / "再印", "--replies")
    assert [Path(each).suffix for each in (*again["files"], *again["replies"])] == [".pdf", ".xlsx"]


def test_all_in_one_file(call: Command, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "总册"
    made = call.done("notices", "issue", office, "--all", "--kind", "交办单", "--one-file", "--out", out)
    (volume,) = made["files"]
    assert len(made["replies"]) == len(made["notices"]) == 5
    printed = all_text(Path(volume))
    assert all(each["number"] in printed for each in made["notices"])
    assert call.done("notices", "issue", office, "--all", "--kind", "交办单", "--out", out)["notices"] == []


def test_papers_and_the_weekly_list(call: Command, office: Path, tmp_path: Path) -> None:
    call.done("notices", "issue", office, "--all", "--kind", "交办单", "--out", tmp_path / "文书")
    papers = ("export", "case-papers", office, "WC-001-01", "WC-001-02", "--out", tmp_path)
    found = call.done(*papers, "--kind", "复查记录")["files"]
    assert [Path(each).name for each in found] == ["复查记录-WC-001-01.pdf", "复查记录-WC-001-02.pdf"]
    before = Path(found[0]).read_bytes()
    again = call.done(*papers, "--kind", "复查记录")["files"]
    assert [Path(each).name for each in again] == ["复查记录-WC-001-01-2.pdf", "复查记录-WC-001-02-2.pdf"]
    assert Path(found[0]).read_bytes() == before
    (letter,) = call.done(*papers, "--kind", "催办通知", "--format", "docx", "--number", "云创催〔2026〕1号")["files"]
    assert any(each.text == "云创催〔2026〕1号" for each in docx.Document(letter).paragraphs)
    assert call.refused(*papers, "--kind", "销号单") == "M26"
    (book,) = call.done("export", "weekly", office, "--out", tmp_path / "周报.xlsx", "--since", "2026-01-01")["files"]
    rows = call.done("cases", "rates", office, "--since", "2026-01-01")["rows"]
    sheet = openpyxl.load_workbook(book, data_only=True).worksheets[0]
    told = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4, max_row=3 + len(rows))]
    assert [(line[2], line[3], f"{line[11]:.2f}") for line in told] == [
        (row["unit"], row["told"], row["rate"]) for row in rows
    ]
    assert call.refused("export", "weekly", office, "--out", tmp_path / "周报.xlsx", "--since", "昨天") == "M27"


def test_a_file_where_a_folder_should_be_is_named(call: Command, office: Path, tmp_path: Path) -> None:
    call.done("cases", "assign", office, "WC-001-01")
    (tmp_path / "旧文书").write_bytes(b"a file")
    for command in (("notices", "issue", office, "--all", "--kind", "交办单"), ("export", "notice", office, "--all")):
        said = call(*command, "--out", tmp_path / "旧文书")
        assert (said.status, said.code) == (3, "M27")
        assert "旧文书" in said.json["error"]["message"]
        assert "不是文件夹" in said.json["error"]["message"]
    assert call.done("notices", "list", office)["notices"] == []
    assert call.refused("screenshots", tmp_path / "没有.cjdb", "--out", tmp_path / "图") == "M01"


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_that_has_enough_ends_nothing_badly(office: Path, tmp_path: Path) -> None:
    words = [
        sys.executable,
        "main.py",
        "--data-dir",
        str(tmp_path / "installation"),
        "--json",
        "cases",
        "list",
        str(office),
    ]
    root = Path(__file__).parents[2]
    with subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as said:
        assert said.stdout is not None
        assert said.stderr is not None
        said.stdout.close()
        told = said.stderr.read().decode()
    assert (said.returncode, told) == (0, "")


def test_the_template_of_a_kind(call: Command, office: Path, tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("本办格式 {{正文}}".replace(" ", "\n"))
    own.add_paragraph("{{正文}}")
    own.save(str(tmp_path / "本办.docx"))
    set_ = ("notices", "template", office, "--kind", "交办单")
    assert call.done(*set_, "--set", tmp_path / "本办.docx")["templates"] == {"交办单": "本办.docx"}
    assert call.done(*set_, "--clear")["templates"] == {}


def test_replies_come_in_and_what_is_not_certain_is_listed(call: Command, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "文书"
    (name,) = call.done("notices", "issue", office, "--unit", GARDEN, "--kind", "交办单", "--out", out)["replies"]
    book = openpyxl.load_workbook(name)
    sheet = book.worksheets[0]
    for place, (day, state) in enumerate((("2099-12-31", "正在整改"), ("明天", "已完成")), 6):
        sheet.cell(place, 9, day)
        sheet.cell(place, 10, state)
    book.save(name)
    dry = call.done("replies", "import", office, name, "--dry-run")
    assert (dry["matched"], dry["same"]) == (1, 0)
    found = call.done("replies", "import", office, name)
    assert [(each["state"], each["planned"], each["done_on"]) for each in found["replies"]] == [
        ("正在整改", "2099-12-31", "")
    ]
    assert [(each["sheet"], each["row"]) for each in found["unmatched"]] == [("整改回复", 7)]
    assert call.done("replies", "import", office, name)["same"] == 1
    said = call.done("cases", "show", office, found["replies"][0]["id"])["case"]["reply"]
    assert said["source"] == Path(name).name
    assert said["file"]["size"] == Path(name).stat().st_size
