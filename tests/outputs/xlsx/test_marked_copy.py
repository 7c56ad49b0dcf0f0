"""The marked copy of an imported workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from chuangjian_desktop.domain.tables import Grid, GridCell, GridRow, GridSheet, MergedRange, RejectedRow
from chuangjian_desktop.inputs.tables import sites_of
from chuangjian_desktop.inputs.workbook import read_grid
from chuangjian_desktop.outputs.xlsx.marked_copy import write_marked_copy
from tests.helpers.workbooks import TYPES, OfficeSheet, site, write_office


def test_rejected_rows_are_marked_where_they_stood(tmp_path: Path) -> None:
    rows = [site(1, "解放路"), site(2, "", 点位名称=None), site(3, "和平路", "月球基地")]
    source = write_office(tmp_path / "a.xlsx", OfficeSheet(rows=rows, title_rows=2, notes=["注：=以上"]))
    table = sites_of(read_grid(source), TYPES)
    assert [row.row for row in table.rejected] == [5, 6]
    assert write_marked_copy(table.grid, table.rejected, tmp_path / "marked.xlsx") == ()
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx")["点位表"]
    assert marked["C4"].value == "解放路"
    assert marked["U5"].value == "缺少点位名称"
    assert "月球基地" in marked["U6"].value
    assert marked["A5"].fill.fgColor.rgb == "FFFCEAE8"
    assert marked["A4"].fill.fgColor.rgb != "FFFCEAE8"
    assert str(next(iter(marked.merged_cells.ranges))) in {"A1:T1", "A2:T2"}
    assert (marked["A4"].value, marked["P4"].value) == (1, 114.3065)
    assert marked["O4"].value == 13800000001


def test_the_marked_copy_can_be_imported_again(tmp_path: Path) -> None:
    source = write_office(tmp_path / "a.xlsx", OfficeSheet(rows=[site(1, "解放路"), site(2, "和平路", "无此类")]))
    first = sites_of(read_grid(source), TYPES)
    write_marked_copy(first.grid, first.rejected, tmp_path / "b.xlsx")
    again = sites_of(read_grid(tmp_path / "b.xlsx"), TYPES)
    assert again.rows == first.rows
    assert again.rejected == first.rejected


def test_strange_titles_and_text_do_no_harm(tmp_path: Path) -> None:
    cells = (GridCell(1, "=1+1"), GridCell(2, "1e999", "number"), GridCell(300, "far"), GridCell(3, "\ufffe"))
    sheets = tuple(
        GridSheet(title, (GridRow(2, cells),), (MergedRange(1, 1, 9, 9),)) for title in ("a/b", "a:b", "'", "附表")
    )
    path = tmp_path / "a.xlsx"
    write_marked_copy(Grid("x", sheets), [RejectedRow("附表", 2, "原因", "why")], path)
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) == 4
    assert [(sheet["A2"].data_type, sheet["A2"].value, sheet["B2"].value) for sheet in book] == [
        ("s", "=1+1", "1e999")
    ] * 4
    write_marked_copy(Grid("x", ()), [], path)
    assert len(openpyxl.load_workbook(path).worksheets) == 1
