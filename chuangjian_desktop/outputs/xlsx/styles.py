"""How workbooks look, in one place: fonts, borders, number forms, paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEAD_FONT = "黑体"
BODY_FONT = "宋体"
POINTS_FORM = "0.00"
RATE_FORM = '0.00"%"'

Paper = Literal["A4", "A3"]
_PAPER_NUMBERS: dict[Paper, int] = {"A4": 9, "A3": 8}
_MARGIN = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The appearance of a cell. Compared by identity, since every cell looks its style number up."""

    font: str = BODY_FONT
    size: float = 10.5
    bold: bool = False
    across: Literal["left", "center", "right"] = "left"
    border: bool = True
    fill: str = ""
    form: str = "General"


TITLE = Look(font=HEAD_FONT, size=18, across="center", border=False)
FACT = Look(size=11, border=False)
SIGNATURE = Look(size=12, border=False)
HEAD = Look(font=HEAD_FONT, size=10.5, across="center", fill="ECEFF2")
TEXT = Look()
CENTRE = replace(TEXT, across="center")
COUNT = replace(TEXT, across="center", form="0")
POINTS = replace(TEXT, across="right", form=POINTS_FORM)
LABEL = replace(TEXT, font=HEAD_FONT, across="center")
TOTAL = replace(POINTS, font=HEAD_FONT)
TOTAL_COUNT = replace(COUNT, font=HEAD_FONT)
RATE = replace(TOTAL, form=RATE_FORM)
TYPED = replace(CENTRE, fill="FFF8DC")
TYPED_TEXT = replace(TEXT, fill="FFF8DC")
FAINT = replace(CENTRE, size=8)
REJECTED = replace(TEXT, fill="FCEAE8")
REASON = replace(REJECTED, bold=True)


class Looks:
    """Turns looks into the style numbers of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._numbers: dict[Look, int] = {}

    def number(self, look: Look) -> int:
        """The style number, registered at the first use."""
        if look not in self._numbers:
            self._numbers[look] = self._register(look)
        return self._numbers[look]

    def _register(self, look: Look) -> int:
        sheet = self._workbook.create_sheet()
        cell = sheet.cell(row=1, column=1)
        cell.font = Font(name=look.font, size=look.size, bold=look.bold)
        cell.alignment = Alignment(horizontal=look.across, vertical="center", wrap_text=True)
        cell.number_format = look.form
        if look.border:
            side = Side(style="thin", color="FF000000")
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=f"FF{look.fill}")
        number = cell.style_id
        self._workbook.remove(sheet)
        return number


def set_page(sheet: Worksheet, paper: Paper, head_row: int) -> None:
    """Landscape, as wide as the paper, head repeated on every page and kept in view, page numbers at the foot."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _PAPER_NUMBERS[paper]
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.page_margins.header = sheet.page_margins.footer = 0.25  # room for a line between paper's end and table
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    if head_row:
        sheet.print_title_rows = f"{head_row}:{head_row}"
        sheet.freeze_panes = f"A{head_row + 1}"
