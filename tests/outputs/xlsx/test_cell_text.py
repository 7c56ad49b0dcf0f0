"""Text in cells: never a formula, never lost, never able to break the workbook."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.inputs.workbook import grid_bytes
from chuangjian_desktop.outputs.xlsx import styles
from chuangjian_desktop.outputs.xlsx.book import Book
from chuangjian_desktop.outputs.xlsx.celltext import escaped, line_count, pieces, units
from chuangjian_desktop.outputs.xlsx.ledger import write_ledger
from chuangjian_desktop.outputs.xlsx.score_sheet import write_score_sheet
from chuangjian_desktop.outputs.xlsx.summary import write_summary
from tests.helpers.workbooks import CORPORA
from tests.outputs.xlsx.documents import ITEM, ledger_rows, score_sheet, summary_rows, table_of

INJECTIONS = (
    *("=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "=IMPORTXML(1)", "+1+1", "+cmd|' /C calc'!A0"),
    *("-1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)", "@A1", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "=", "==", "+", "-"),
    *(
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
        "#N/A",
        "#REF!",
        "TRUE",
        "1E5",
        "007",
        "'=1+1",
        '"=1+1"',
        "=1\r\n+1",
        "%0A=1",
        "|calc",
    ),
)
TRICKY = (
    *(
        "_x000D_",
        "_x0041_",
        "_x005F_",
        "_x005F_x000D_",
        "x005F_",
        "__x0041__x0042_",
        "_x0041",
        "_xZZZZ_",
        "_x0041_x0042_",
    ),
    *(
        "a\rb",
        "a\r\nb",
        " a ",
        "\t",
        "\n\n",
        "a  b",
        "<b>x</b>",
        "</t></si>",
        "&amp;",
        "]]>",
        "\x00",
        "\x01\x1f",
        "\x7f\x85",
    ),
    *("\ufffe\uffff", "\ud800", "a\udfffb", "😀", "𠮷野家", "\u202e反", "\u200b", "_x0041\x01", "_\x01", "e\u0301"),
)


def back(path: Path, texts: Sequence[str]) -> list[str]:
    with Book() as book:
        sheet = book.sheet("表", (30,))
        for text in texts:
            sheet.row([text], [styles.TEXT])
        book.save(path)
    rows = {number: cells[0][1] for number, cells in json.loads(grid_bytes(path))["sheets"][0]["rows"]}
    return [rows.get(number, "") for number in range(1, len(texts) + 1)]


def test_thirty_injections_stay_text(tmp_path: Path) -> None:
    assert len(INJECTIONS) >= 30
    for text in INJECTIONS:
        row = replace(ITEM, section=text, title=text, requirement=text, rule=text, problems=text, unit=text, note=text)
        write_score_sheet(score_sheet(rows=(row,), site_name=text, weather=text, leader=text), tmp_path / "a.xlsx")
        found = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
        for place in ("B6", "C6", "D6", "F6", "K6", "M6", "N6", "F3", "C4"):
            told = f"{row.code} {text}" if place == "C6" else text  # the item's code stands before its title
            assert (found[place].data_type, found[place].value) == ("s", told), place


@pytest.mark.parametrize("text", INJECTIONS[:12])
def test_tables_keep_them_text(tmp_path: Path, text: str) -> None:
    rows = [replace(summary_rows(1)[0], site=text, problem=text, unit=text)]
    write_summary(table_of(rows, text), rows, tmp_path / "a.xlsx")
    found = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [(found[place].data_type, found[place].value) for place in ("A1", "D4", "G4", "J4")] == [("s", text)] * 4
    lines = [replace(ledger_rows(1)[0], place=text, problem=text, note=text)]
    write_ledger(table_of(lines, text), lines, tmp_path / "b.xlsx")
    found = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    assert [(found[place].data_type, found[place].value) for place in ("A1", "G4", "H4", "Y4")] == [("s", text)] * 4


def test_tricky_text_comes_back(tmp_path: Path) -> None:
    assert back(tmp_path / "a.xlsx", TRICKY) == list(TRICKY)


def test_two_halves_of_a_character_become_one(tmp_path: Path) -> None:
    assert back(tmp_path / "a.xlsx", ["\ud83d\ude00"]) == ["😀"]


@pytest.mark.corpora
def test_naughty_strings_come_back_cell_by_cell(tmp_path: Path) -> None:
    file = CORPORA / "text" / "naughty-strings.json"
    if not file.is_file():
        pytest.skip("../shared/corpora is missing: text/naughty-strings.json")
    texts: list[str] = json.loads(file.read_text("utf-8"))
    # Each as it is, behind a sign that could start a formula, and within a line: more than 500 cells.
    texts = [*texts, *(f"={text}" for text in texts), *(f"甲\n{text}\r乙" for text in texts)]
    assert len(texts) > 500
    assert back(tmp_path / "a.xlsx", texts) == texts
    found = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert {found.cell(row, 1).data_type for row in range(1, len(texts) + 1) if texts[row - 1]} == {"s"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(), max_size=30), min_size=1, max_size=20))
def test_any_text_comes_back(tmp_path: Path, texts: list[str]) -> None:
    assert back(tmp_path / "a.xlsx", texts) == texts


@pytest.mark.parametrize("text", ["长" * 32_768, "😀" * 20_000, "=" + "甲乙\n" * 40_000, "a" * 200_000])
def test_text_beyond_a_cell_goes_to_the_extra_sheet(tmp_path: Path, text: str) -> None:
    rows = [replace(ledger_rows(1)[0], problem=text)]
    assert write_ledger(table_of(rows), rows, tmp_path / "a.xlsx") == (Warn("M13", {"field": "问题描述"}),)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = book["问题台账"]["H4"].value
    assert units(cell) <= 32_767
    assert cell.endswith("……（文字过长，全文见“附表”第1号）")
    extra = book["附表"]
    parts = [extra[f"F{row}"].value for row in range(2, extra.max_row + 1)]
    assert "".join(parts) == text
    assert all(units(part) <= 32_767 for part in parts)
    assert [extra[f"{letter}2"].value for letter in "ABCD"] == [1, "问题台账", "H4", "问题描述"]


def test_a_text_that_just_fits_stays_whole(tmp_path: Path) -> None:
    for text in ("长" * 32_767, "😀" * 16_383 + "a"):
        rows = [replace(summary_rows(1)[0], problem=text)]
        assert write_summary(table_of(rows), rows, tmp_path / "a.xlsx") == ()
        assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["G4"].value == text


def test_text_is_cut_between_characters() -> None:
    assert pieces("a😀b", 2) == ["a", "😀", "b"]
    assert escaped("a<b") == "a&lt;b"


def test_lines_are_counted_generously() -> None:
    assert line_count("", 10) == 1
    assert (line_count("一二三四五", 12), line_count("一二三四五六", 12)) == (1, 2)
    assert line_count("a\nb\n", 12) == 2
