"""A workbook written as a stream: openpyxl makes the package, the rows go through unlinked temporary files.

Why not openpyxl's own write-only mode: a formula there has no stored result, so a sheet that is opened in a protected
view (received by mail or chat) shows empty totals; and text such as `_x000D_` or a carriage return does not come back.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.outputs.xlsx import celltext, styles
from chuangjian_desktop.outputs.xlsx.styles import Look, Looks, Paper

_EMU = 9525
_HOLE = b"<sheetData></sheetData>"
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_APPENDIX = "附表"
_PIECE = 30_000


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its leading "=", and the program's own result, shown until the reader calculates."""

    text: str
    result: Decimal | int | str


Value = str | int | Decimal | Formula | None


class Sheet:
    """One sheet, filled from the top. Made by `Book.sheet`."""

    def __init__(self, book: Book, frame: Worksheet, widths: Sequence[float]) -> None:
        self._book = book
        self.frame = frame
        self.widths = tuple(widths)
        self.rows = 0
        self._letters = [get_column_letter(index) for index in range(1, len(widths) + 1)]
        self._heads: tuple[str, ...] = ()
        self.stream: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the book
        for letter, width in zip(self._letters, self.widths, strict=True):
            frame.column_dimensions[letter].width = width

    def head(self, names: Sequence[str]) -> None:
        """Write the head of the table; its names serve to say which text was too long."""
        self._heads = tuple(names)
        lines = max(celltext.line_count(name, width) for name, width in zip(names, self.widths, strict=True))
        self.row(names, [styles.HEAD] * len(names), celltext.height_of(lines, 26))

    def row(self, values: Sequence[Value], looks: Sequence[Look], height: float | None = None) -> int:
        """Write the next row and return its number. Without `height`, it is as high as its wrapped text needs."""
        self.rows += 1
        number = self.rows
        tall = height if height is not None else self.height_for(values)
        parts = [f'<row r="{number}" ht="{tall:g}" customHeight="1">']
        for letter, value, look in zip(self._letters, values, looks, strict=False):
            parts.append(self._cell(f"{letter}{number}", value, self._book.looks.number(look)))
        parts.append("</row>")
        self.stream.write("".join(parts).encode())
        return number

    def height_for(self, values: Sequence[Value], least: float = 21.0) -> float:
        """The height that shows all text of such a row."""
        pairs = zip(values, self.widths, strict=False)
        lines = [celltext.line_count(value[:3000], width) for value, width in pairs if isinstance(value, str) and value]
        return celltext.height_of(max(lines, default=1), least)

    def merge(self, row: int, first: int, last: int) -> None:
        """Join cells of one row, columns counted from 1."""
        self.merge_block(row, first, row, last)

    def merge_block(self, top: int, left: int, bottom: int, right: int) -> None:
        """Join a block of cells, both corners included."""
        if (top, left) != (bottom, right):
            self.frame.merged_cells.add(CellRange(min_row=top, max_row=bottom, min_col=left, max_col=right))

    def picture(self, jpeg: bytes, row: int, column: int, box: tuple[int, int]) -> None:
        """Lay a picture into a cell, within `box` pixels. OSError or ValueError when it is not a picture."""
        image = Image(io.BytesIO(jpeg))
        scale = min(box[0] / image.width, box[1] / image.height, 1.0)
        size = XDRPositiveSize2D(int(image.width * scale) * _EMU, int(image.height * scale) * _EMU)
        marker = AnchorMarker(col=column - 1, row=row - 1, colOff=3 * _EMU, rowOff=3 * _EMU)
        image.anchor = OneCellAnchor(_from=marker, ext=size)
        self.frame.add_image(image)

    def _cell(self, place: str, value: Value, style: int) -> str:
        if value is None or value == "":
            return f'<c r="{place}" s="{style}"/>'
        if isinstance(value, str):
            if celltext.too_long(value):
                value = self._book.shortened(self, place, value)
            return f'<c r="{place}" s="{style}" t="s"><v>{self._book.shared(value)}</v></c>'
        if isinstance(value, Formula):
            kind = ' t="str"' if isinstance(value.result, str) else ""
            text, result = celltext.escaped(value.text), celltext.escaped(str(value.result))
            return f'<c r="{place}" s="{style}"{kind}><f>{text}</f><v>{result}</v></c>'
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'

    def letter(self, place: int) -> str:
        """The letter of a column, counted from 0."""
        return self._letters[place]

    def field_of(self, place: str) -> str:
        """The name of the column in which a cell stands."""
        column = self._letters.index(re.sub(r"\d", "", place))
        return self._heads[column] if column < len(self._heads) else place


class Book:
    """A workbook in the making. Use as a context manager; `save` once, at the end.

    `warnings` holds M13 for every column in which a text did not fit into its cell.
    """

    def __init__(self) -> None:
        self._workbook = Workbook()
        self._workbook.remove(self._workbook.worksheets[0])
        self.looks = Looks(self._workbook)
        self._sheets: list[Sheet] = []
        self._appendix: Sheet | None = None
        self._long = 0
        self._strings: dict[str, int] = {}
        self._string_stream: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the book
        self._warned: dict[str, Warn] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._string_stream.close()
        for sheet in self._sheets:
            sheet.stream.close()

    @property
    def warnings(self) -> tuple[Warn, ...]:
        """What deserves attention."""
        return tuple(self._warned.values())

    def sheet(self, title: str, widths: Sequence[float], *, paper: Paper = "A4", head_row: int = 0) -> Sheet:
        """Add a sheet with columns of these widths (in digits) whose head stands in `head_row` (0: none)."""
        frame = self._workbook.create_sheet(title)
        styles.set_page(frame, paper, head_row)
        made = Sheet(self, frame, widths)
        self._sheets.append(made)
        return made

    def shared(self, text: str) -> int:
        """The number of a string in the table of strings."""
        number = self._strings.get(text)
        if number is None:
            number = self._strings[text] = len(self._strings)
            item = f'<si><t xml:space="preserve">{celltext.escaped(text)}</t></si>'
            self._string_stream.write(item.encode())
        return number

    def shortened(self, sheet: Sheet, place: str, text: str) -> str:
        """Put a text that is too long for its cell on the extra sheet; what to write into the cell instead."""
        if self._appendix is None:
            self._appendix = self.sheet(_APPENDIX, (8, 18, 12, 16, 8, 110), head_row=1)
            self._appendix.head(("编号", "工作表", "单元格", "栏目", "段", "全文"))
        self._long += 1
        field = sheet.field_of(place)
        self._warned.setdefault(field, Warn("M13", {"field": field}))
        looks = [styles.COUNT, styles.CENTRE, styles.CENTRE, styles.CENTRE, styles.COUNT, styles.TEXT]
        for part, piece in enumerate(celltext.pieces(text, _PIECE), 1):
            self._appendix.row((self._long, sheet.frame.title, place, field, part, piece), looks)
        pointer = f"……（文字过长，全文见“{_APPENDIX}”第{self._long}号）"
        return celltext.pieces(text, celltext.LONGEST - len(pointer))[0] + pointer

    def save(self, path: Path) -> None:
        """Write the workbook to `path`, a temporary name (`outputs.files.written_beside`)."""
        frame = io.BytesIO()
        self._workbook.save(frame)
        with zipfile.ZipFile(frame) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                self._copy(source, target, name)
            strings = f'<sst xmlns="{_NAMESPACE}" uniqueCount="{len(self._strings)}">'.encode()
            _stream_into(target, "xl/sharedStrings.xml", (strings, self._string_stream, b"</sst>"))

    def _copy(self, source: zipfile.ZipFile, target: zipfile.ZipFile, name: str) -> None:
        content = source.read(name)
        if name == "[Content_Types].xml":
            entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_PART}" />'
            content = _insert(content, b"</Types>", entry)
        elif name == "xl/_rels/workbook.xml.rels":
            entry = f'<Relationship Type="{_RELATION}" Target="/xl/sharedStrings.xml" Id="rIdStrings" />'
            content = _insert(content, b"</Relationships>", entry)
        sheet = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
        if sheet is None:
            target.writestr(name, content)
        else:
            self._copy_sheet(target, name, content, self._sheets[int(sheet[1]) - 1])

    def _copy_sheet(self, target: zipfile.ZipFile, name: str, content: bytes, sheet: Sheet) -> None:
        last = f"{get_column_letter(len(sheet.widths))}{max(sheet.rows, 1)}"
        content = re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="A1:{last}"'.encode(), content, count=1)
        head, hole, tail = content.partition(_HOLE)
        if not hole:
            raise AssertionError(name)
        _stream_into(target, name, (head + b"<sheetData>", sheet.stream, b"</sheetData>" + tail))


def _insert(content: bytes, before: bytes, entry: str) -> bytes:
    head, found, tail = content.rpartition(before)
    if not found:
        raise AssertionError(before)
    return head + entry.encode() + found + tail


def _stream_into(target: zipfile.ZipFile, name: str, parts: tuple[bytes, IO[bytes], bytes]) -> None:
    head, stream, tail = parts
    stream.seek(0)
    with target.open(name, "w") as out:
        out.write(head)
        while chunk := stream.read(1 << 20):
            out.write(chunk)
        out.write(tail)
