"""Workbooks as offices write them, and a canonical dump of workbooks that the program writes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
GOLDEN = ROOT / "tests" / "golden" / "xlsx"

SITE_HEAD = (
    *("序号", "点位编号", "点位名称", "点位类别", "详细地址", "所属区(县)", "街道（乡镇）", "社区(村)", "网格"),
    *("责任单位", "主管部门", "包保单位", "包保领导", "点位负责人", "联系电话", "经度", "纬度"),
    *("长度/面积/户数/摊位数", "是否常检", "备注"),
)
TYPES = {"主次干道": "ZG", "背街小巷": "BX", "农贸市场": "NM", "集贸市场": "NM", "公共厕所": "WC", "公厕": "WC"}


def site(number: int, name: str, kind: str = "主次干道", **more: object) -> list[object]:
    """A line of a 点位表 in the order of `SITE_HEAD`."""
    values: dict[str, object] = {
        "序号": number,
        "点位编号": f"ZG-{number:03d}",
        "点位名称": name,
        "点位类别": kind,
        "详细地址": f"{name}1号至99号",
        "所属区(县)": "东区",
        "街道（乡镇）": "光明街道",
        "责任单位": "光明街道办事处",
        "联系电话": 13800000000 + number,
        "经度": 114.3055 + number / 1000,
        "纬度": 30.5928,
        "是否常检": "是" if number == 1 else "否",
        **more,
    }
    return [values.get(name) for name in SITE_HEAD]


@dataclass
class OfficeSheet:
    """One sheet as an office would make it. `title_rows` merged rows stand above the head."""

    title: str = "点位表"
    head: Sequence[object] = SITE_HEAD
    rows: Sequence[Sequence[object]] = ()
    title_rows: int = 1
    notes: Sequence[str] = ()
    merged: Sequence[str] = ()
    hidden: bool = False
    above: Sequence[str] = ("2026年第三季度实地测评点位表", "填报单位：市创建办", "（盖章）", "")
    formats: dict[str, str] = field(default_factory=dict[str, str])


def write_office(path: Path, *sheets: OfficeSheet) -> Path:
    """Write such sheets into one workbook."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for wanted in sheets:
        _fill(book.create_sheet(wanted.title), wanted)
    book.save(path)
    return path


def _fill(sheet: Worksheet, wanted: OfficeSheet) -> None:
    width = len(wanted.head)
    for number in range(1, wanted.title_rows + 1):
        sheet.cell(number, 1, wanted.above[(number - 1) % len(wanted.above)] or None)
        sheet.merge_cells(f"A{number}:{get_column_letter(width)}{number}")
    for offset, values in enumerate((wanted.head, *wanted.rows, *([note] for note in wanted.notes)), 1):
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(wanted.title_rows + offset, column, value)
    for place in wanted.merged:
        sheet.merge_cells(place)
    for place, form in wanted.formats.items():
        sheet[place].number_format = form
    sheet.sheet_state = "hidden" if wanted.hidden else "visible"


def corpus(*folders: str) -> list[Path]:
    """Every file of these folders of the corpora; the calling test is skipped when they are missing."""
    found: list[Path] = []
    for folder in folders:
        place = CORPORA / folder
        if not place.is_dir():
            pytest.skip(f"../shared/corpora is missing: {folder}")
        found += sorted(file for file in place.rglob("*") if file.is_file())
    return found


def dump(path: Path) -> str:
    """Every cell with its place, type, look and value, and the set-up of every sheet, in one fixed form."""
    values = openpyxl.load_workbook(path, data_only=True)
    lines: list[str] = []
    for sheet in openpyxl.load_workbook(path):
        lines += _set_up(sheet)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    shown = values[sheet.title][cell.coordinate].value
                    result = f" → {shown!r}" if cell.data_type == "f" else ""
                    lines.append(f"{cell.coordinate} {cell.data_type} {_look(cell)} {cell.value!r}{result}")
    return "\n".join(lines) + "\n"


def _set_up(sheet: Worksheet) -> list[str]:
    page = sheet.page_setup
    letters = sorted(sheet.column_dimensions, key=column_index_from_string)
    widths = " ".join(f"{sheet.column_dimensions[letter].width:g}" for letter in letters)
    merged = " ".join(sorted(str(block) for block in sheet.merged_cells.ranges))
    heights = " ".join(f"{sheet.row_dimensions[row].height:g}" for row in range(1, sheet.max_row + 1))
    return [
        f"== {sheet.title} ==",
        f"paper {page.paperSize} {page.orientation} wide {page.fitToWidth} tall {page.fitToHeight}",
        f"titles {sheet.print_title_rows} frozen {sheet.freeze_panes} pictures {len(sheet._images)}",  # noqa: SLF001
        f"widths {widths}",
        f"heights {heights}",
        f"merged {merged}",
    ]


def _look(cell: Any) -> str:  # noqa: ANN401
    edge = "□" if cell.border.left.style == "thin" else "·"
    return f"{cell.font.name}{cell.font.size:g}{edge}{cell.alignment.horizontal} {cell.number_format}"


def assert_golden(path: Path, name: str) -> None:
    """Compare a workbook with its kept dump; `UPDATE_GOLDEN=1` writes the dump anew, to be read in the diff."""
    kept, now = GOLDEN / f"{name}.txt", dump(path)
    if os.environ.get("UPDATE_GOLDEN"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(now, encoding="utf-8")
    assert now == kept.read_text(encoding="utf-8")
