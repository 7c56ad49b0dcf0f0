"""Reading the sheets of a sound container. Runs in the child of `inputs.workbook` only."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, cast

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE as BUILT_IN
from openpyxl.styles.numbers import builtin_format_code
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from chuangjian_desktop.domain.tables import CellKind
from chuangjian_desktop.inputs.sandbox import refusal

MOST_CELLS = 300_000
MOST_SHEETS = 100
MOST_MERGED = 20_000
_MOST_COLUMN = 500
_MOST_TEXT = 40_000_000
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_TENTHS = re.compile(r"-?\d+\.\d")
_HUNDREDTHS = re.compile(r"[#,0]*0\.00(?:[^0#?].*)?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def wire_of(path: Path) -> dict[str, Any]:
    """The visible sheets as plain lists, and the names of the hidden ones."""
    if openpyxl.LXML or not openpyxl.DEFUSEDXML:
        message = "defusedxml is not in use"
        raise AssertionError(message)
    # The staged name may end in anything; what counts is the content.
    with path.open("rb") as file:
        reader = _Reader(cast("Any", file), read_only=True, data_only=True, keep_links=False)
        reader.read()
        wire = _Wire()
        for sheet in reader.wb.worksheets:
            wire.take(sheet, reader)
    if not wire.sheets and not wire.hidden:
        raise refusal("", "没有工作表", "it has no sheet")
    return {"sheets": wire.sheets, "hidden": wire.hidden}


class _Reader(ExcelReader):
    """Reads only what the grid needs, and strings as they stand (openpyxl drops "x005F_" from them)."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = list(_strings(source))

    def read_properties(self) -> None:
        """Author and dates are of no interest."""

    def read_custom(self) -> None:
        """Nor are custom properties."""

    def read_theme(self) -> None:
        """Nor is the theme."""


def _strings(source: IO[bytes]) -> Iterator[str]:
    for _, node in iterparse(source):
        if node.tag == f"{{{SHEET_MAIN_NS}}}si":
            yield Text.from_tree(node).content
            node.clear()


class _Parser(WorkSheetParser):
    """Tells a formula that was never calculated from an empty cell."""

    def parse_cell(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 - an XML element, untyped in the base
        cell = super().parse_cell(element)
        if cell["value"] is None and element.find(f"{{{SHEET_MAIN_NS}}}f") is not None:
            cell["data_type"], cell["value"] = "f", ""
        return cell


class _Wire:
    """Gathers sheets for the way back, within the caps."""

    def __init__(self) -> None:
        self.sheets: list[dict[str, Any]] = []
        self.hidden: list[str] = []
        self._cells = 0
        self._text = 0

    def take(self, sheet: Worksheet, reader: ExcelReader) -> None:
        """Add a sheet, or only its name when it is hidden."""
        if sheet.sheet_state != "visible":
            self.hidden.append(sheet.title)
            return
        if len(self.sheets) >= MOST_SHEETS:
            raise refusal("", f"工作表超过 {MOST_SHEETS} 张", f"it has more than {MOST_SHEETS} sheets")
        with reader.archive.open(sheet._worksheet_path) as source:  # noqa: SLF001 - openpyxl has no public way
            parser = _parser(source, reader)
            rows = [found for number, cells in parser.parse() if (found := self._row(number, cells, reader))]
            merged, hidden = _merged(parser), _hidden(parser, {number for number, _ in rows})
        rows.sort(key=lambda row: row[0])
        self.sheets.append({"title": sheet.title, "rows": rows, "merged": merged, "hidden": hidden})

    def _row(
        self, number: int, cells: list[dict[str, Any]], reader: ExcelReader
    ) -> tuple[int, list[tuple[int, str, str]]] | None:
        found: list[tuple[int, str, str]] = []
        for cell in cells:
            text, kind = _text_of(cell["value"], cell["data_type"])
            if kind == "number" and _TENTHS.fullmatch(text) and _shows_hundredths(reader, cell["style_id"]):
                text += "0"
            if (text or kind == "formula") and cell["column"] <= _MOST_COLUMN:
                found.append((cell["column"], text, kind))
                self._text += len(text)
        self._cells += len(found)
        if self._cells > MOST_CELLS or self._text > _MOST_TEXT:
            raise refusal(
                "", f"单元格超过 {MOST_CELLS} 个或文字过多", f"more than {MOST_CELLS} cells, or too much text"
            )
        return (number, found) if found else None


def _shows_hundredths(reader: ExcelReader, style: int) -> bool:
    """Whether a number of this style shows two decimals: what a reader sees as 11.20 is the number 11.2."""
    book: Any = reader.wb
    styles = book._cell_styles  # noqa: SLF001 - openpyxl has no public way
    number = int(styles[style].numFmtId) if style < len(styles) else 0
    custom = book._number_formats  # noqa: SLF001
    # Programs name formats that they did not write down: such a number shows as it is.
    own = custom[number - BUILT_IN] if BUILT_IN <= number < BUILT_IN + len(custom) else ""
    shown = builtin_format_code(number) if number < BUILT_IN else own
    return _HUNDREDTHS.fullmatch(str(shown or "")) is not None


def _parser(source: IO[bytes], reader: ExcelReader) -> _Parser:
    book = reader.wb
    return _Parser(
        source,
        reader.shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,  # noqa: SLF001 - openpyxl has no public way
        timedelta_formats=book._timedelta_formats,  # noqa: SLF001
    )


def _merged(parser: WorkSheetParser) -> list[tuple[int, int, int, int]]:
    ranges: list[Any] = parser.merged_cells.mergeCell if parser.merged_cells else []
    found: list[tuple[int, int, int, int]] = []
    for merged in ranges[:MOST_MERGED]:
        left, top, right, bottom = range_boundaries(merged.ref)
        found.append((top, left, bottom, right))
    return sorted(found)


def _hidden(parser: WorkSheetParser, filled: set[int]) -> list[int]:
    """The filled rows that a reader does not see."""
    rows = cast("dict[str, dict[str, str]]", vars(parser)["row_dimensions"])
    return [number for number in filled if rows.get(str(number), {}).get("hidden") in ("1", "true")]


def _text_of(value: object, data_type: str) -> tuple[str, CellKind]:
    if value is None:
        return "", "text"
    if data_type == "f":
        return "", "formula"
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "boolean"
    if isinstance(value, int):
        return str(value), "number"
    if isinstance(value, float):
        return _plain(value), "number"
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return _moment(value), "date"
    return _unescaped(str(value)), "error" if data_type == "e" else "text"


def _plain(value: float) -> str:
    """A number as a person would type it: no exponent, no needless zeros."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - not a number
        return str(value)
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return str(value)


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return _PAIR.sub(lambda match: match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), plain)
