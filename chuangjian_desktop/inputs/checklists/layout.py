"""From a sheet to lines: where the table begins, what is merged, what is no item. Nothing is understood yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from chuangjian_desktop.domain.tables import Grid, GridCell, GridRow, GridSheet
from chuangjian_desktop.inputs.checklists import own_sheet
from chuangjian_desktop.inputs.checklists.headings import COLUMNS, label
from chuangjian_desktop.inputs.checklists.parts import Part, headings, parts_of, titles_again
from chuangjian_desktop.inputs.checklists.unread import guessed_columns, letter_of, unread_columns
from chuangjian_desktop.inputs.checklists.values import Head, Line, Remark, Skipped, Table, Workbook
from chuangjian_desktop.inputs.columns import Head as ColumnHead
from chuangjian_desktop.inputs.columns import caption_rows, downward_fill, no_data
from chuangjian_desktop.inputs.sandbox import refusal

MOST_LINES = 5_000
_SECTION_ROW = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}(?:部分|类|章)"
)
_WORDS = {
    "caption": ("跨栏标题", "a caption across the table"),
    "total": ("小计或合计", "a sub-total or total"),
    "note": ("注释", "a note"),
    "signature": ("落款", "a signature line"),
    "head": ("重复的表头", "the head once more"),
}
_CHINESE = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]?")
_WITHIN = re.compile(r"\d|[（(]")
"""How rows below a section in Chinese numbers are counted."""
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,11}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}( .*)?")


def laid_out(grid: Grid) -> Workbook:
    """The tables of a workbook. `Refusal` M20 when none of its sheets has a head of such a table."""
    tables: list[Table] = []
    left: list[str] = []
    for sheet in grid.sheets:
        parts = parts_of(sheet)
        if not parts:
            left.append(sheet.title)
        own = own_sheet.head_of(sheet)
        for part in parts:
            known, unread = _with_codes(_table(part, own, grid.file))
            left.extend(unread)
            tables.extend(_by_type(known))
    if not tables:
        raise refusal(
            grid.file,
            "前 10 行里找不到表头，需要有“测评内容”或“测评标准”，以及“分值”或“评分规则”等栏目",
            "no head was found in the first 10 rows; columns such as 测评内容, 测评标准, 分值, 评分规则 are needed",
        )
    return Workbook(grid, tuple(tables), tuple(left))


def _table(part: Part, own: Head | None, file: str) -> Table:
    layout = _Layout(part, exact=own is not None)
    lines = tuple(layout.lines())
    if len(lines) > MOST_LINES:
        raise refusal(file, f"条目超过 {MOST_LINES} 行", f"more than {MOST_LINES} rows of items")
    title = part.title or _title(part.sheet, part.head)
    head = own or Head(title or re.sub(r"\.\w{2,5}$", "", file), filed=not title)
    letters = {key: letter_of(column) for column, key in part.head.keys.items()}
    unread = tuple(unread_columns(part, {line.row for line in lines}))
    notes = (*(each.note() for each in unread), *guessed_columns(part))
    lost = tuple(f"{each.letter} {each.heading}".strip() for each in unread if each.is_lost)
    return Table(head, lines, letters, layout.headings(), tuple(layout.skipped), notes, lost)


def _with_codes(table: Table) -> tuple[Table, tuple[str, ...]]:
    """The table with a column of the office's own codes, whatever it is called, as such: 编号 may also number the rows,
    and what is headed 编码 may hold no codes that an item could bear. Such a column is not read, and told."""
    if table.head.exact:
        return table, ()
    if "code" in table.letters:
        filled = [code for line in table.lines if (code := line.text("code").strip())]
        if not filled or 2 * sum(_is_code(code) for code in filled) >= len(filled):
            return table, ()
        place = f"{table.lines[0].sheet}!{table.letters['code']} {table.heads['code']}（{filled[0][:20]}）"
        return _headed(table, "code", "number"), (place,)
    numbers = [number for line in table.lines if (number := line.text("number").strip())]
    if numbers and all(map(_is_code, numbers)):
        return _headed(table, "number", "code"), ()
    return table, ()


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def _headed(table: Table, old: str, new: str) -> Table:
    """The table with a column under another key."""

    def moved(texts: Mapping[str, str]) -> dict[str, str]:
        return {new if key == old else key: text for key, text in texts.items() if key != new}

    lines = tuple(replace(line, cells=moved(line.cells)) for line in table.lines)
    return replace(table, lines=lines, letters=moved(table.letters), heads=moved(table.heads))


def _title(sheet: GridSheet, head: ColumnHead) -> str:
    """What stands above the head, else the name of the sheet; nothing where both say nothing."""
    first = head.first_row
    above = [cell.text.strip() for row in sheet.rows if row.number < first for cell in row.cells[:1]]
    words = [text for text in above if len(text) > 3 and not text.startswith(("填报", "制表", "注", "说明", "单位"))]
    if words:
        return words[0][:200]
    plain_name = re.fullmatch(r"(?i)(sheet|工作表|表)\s*\d*", sheet.title) is not None
    return "" if plain_name else sheet.title


def _by_type(table: Table) -> Iterator[Table]:
    """One table for each type of site, where a column names them."""
    if "type" not in table.letters:
        yield table
        return
    names = dict.fromkeys(line.text("type").strip() for line in table.lines)
    for name in names:
        lines = tuple(line for line in table.lines if line.text("type").strip() == name)
        head = replace(table.head, title=name or table.head.title, filed=table.head.filed and not name)
        yield replace(table, head=head, lines=lines, skipped=table.skipped if name == next(iter(names)) else ())


class _Layout:
    """Walks down one table."""

    def __init__(self, part: Part, *, exact: bool) -> None:
        self._sheet = sheet = part.sheet
        self._head = part.head
        self._exact = exact
        self._captions = caption_rows(sheet)
        self._fill = downward_fill(sheet)
        self._tall = {(m.top, m.left): m.bottom for m in sheet.merged if m.bottom > m.top}
        self._again: frozenset[int] = frozenset() if exact else titles_again(sheet, part.head)
        self._below = {row.number: below for row, below in pairwise(sheet.rows)}
        self._section = ""
        self.skipped: list[Skipped] = []

    def lines(self) -> Iterator[Line]:
        for row in self._sheet.rows:
            if row.number <= self._head.last_row:
                continue
            if row.number in self._again:
                self._told(row.number, "续表的标题", "the title of the table once more")
                continue
            why = "" if self._exact else no_data(row, self._head, COLUMNS, caption=row.number in self._captions)
            if why and why != "blank":
                self._skip(row, why)
            elif heading := self._heading(row):
                self._section = heading
                self._told(row.number, "部分标题", "a heading of a section")
            elif not why and self._says_something(row):
                yield self._line(row)

    def headings(self) -> Mapping[str, str]:
        """The heading of each column as the sheet words it, of the lowest row where the head has several."""
        texts = headings(self._sheet, self._head)
        return {key: texts.get(column, "") or label(key) for column, key in self._head.keys.items()}

    def _skip(self, row: GridRow, why: str) -> None:
        if why == "caption":
            self._section = row.cells[0].text.strip()
        column = next((column for column, key in self._head.keys.items() if key == "points"), 0)
        total = next((cell.text for cell in row.cells if cell.column == column), "") if why == "total" else ""
        label_ = "".join(cell.text for cell in row.cells[:3] if cell.column != column)
        self._told(row.number, *_WORDS[why], total, label_)

    def _told(self, number: int, *words: str) -> None:
        self.skipped.append(Skipped(self._sheet.title, number, *words))

    def _heading(self, row: GridRow) -> str:
        """A row that only says 一、市容环境（20分）, or has nothing but words where the numbers of rows stand."""
        filled = [cell for cell in row.cells if cell.text.strip() or cell.kind == "formula"]
        if self._exact or len(filled) != 1:
            return "" if self._exact else self._numbered_heading(row)
        text = filled[0].text.strip()
        worded = self._head.keys.get(filled[0].column) == "number" and re.search(r"[^\W\d_]{2}", text) is not None
        return text if worded or _SECTION_ROW.match(text) else ""

    def _numbered_heading(self, row: GridRow) -> str:
        """A row such as 一 | 市容环境 | 40 above 1, or 1 | 管理服务（30分） above 1.1: name and points, no rule."""
        said = self._by_key(row)
        names = [said.get(key, "") for key in ("section", "title", "requirement") if said.get(key)]
        number, below = said.get("number", ""), self._by_key(self._below.get(row.number)).get("number", "")
        if len(names) != 1 or said.keys() - {"number", "section", "title", "requirement", "points"}:
            return ""
        counted = _CHINESE.fullmatch(number) is not None and _WITHIN.match(below) is not None
        parent = number.rstrip(".、")
        return names[0] if counted or (parent and re.match(rf"{re.escape(parent)}[.．-]\d", below)) else ""

    def _by_key(self, row: GridRow | None) -> dict[str, str]:
        keys = self._head.keys
        cells = () if row is None else row.cells
        return {keys.get(cell.column, "?"): cell.text.strip() for cell in cells if cell.text.strip()}

    def _says_something(self, row: GridRow) -> bool:
        keys = self._head.keys
        told = [cell for cell in row.cells if cell.column in keys and (cell.text.strip() or cell.kind != "text")]
        return any(keys[cell.column] != "number" for cell in told)

    def _line(self, row: GridRow) -> Line:
        own = {cell.column: cell for cell in row.cells}
        cells: dict[str, str] = {}
        remarks: list[Remark] = []
        for column, key in self._head.keys.items():
            cell = own.get(column)
            above = self._fill.get((row.number, column)) if cell is None else None
            if above is not None and key in COLUMNS.filled_down:
                cell = above
            cells[key] = self._text(cell)
            remarks.extend(self._faults(key, cell))
            if key == "points" and (above is not None or self._is_shared(row.number, column)):
                remarks.append(_shared_points())
        if row.number in self._sheet.hidden:
            remarks.append(_hidden_row())
        if not self._exact and not cells.get("section") and self._section:
            cells["section"] = self._section
        self._section = cells.get("section", "") if not self._exact else ""
        return Line(self._sheet.title, row.number, cells, tuple(remarks))

    def _is_shared(self, number: int, column: int) -> bool:
        """Whether points stand in a cell that reaches over further rows which say something."""
        bottom = self._tall.get((number, column), 0)
        return any(number < row.number <= bottom for row in self._sheet.rows) if bottom else False

    def _text(self, cell: GridCell | None) -> str:
        if cell is None:
            return ""
        return cell.text if self._exact else cell.text.strip()

    def _faults(self, key: str, cell: GridCell | None) -> Iterable[Remark]:
        if cell is None:
            return
        name, english = label(key), label(key, "en")
        if cell.kind == "formula":
            yield Remark(
                key,
                f"“{name}”是公式，没有保存计算结果",
                f"the {english} is a formula without a stored result",
                "用 Excel 或 WPS 打开并保存一次，或直接填数",
                "open and save the workbook in Excel or WPS, or type the value",
            )
        elif cell.kind == "error":
            yield Remark(
                key,
                f"“{name}”是错误值 {cell.text}",
                f"the {english} is an error value, {cell.text}",
                "改正公式，或直接填内容",
                "correct the formula, or type the value",
            )
        elif cell.kind == "date" and key in ("points", "rule") and _DATE.fullmatch(cell.text):
            yield Remark(
                key,
                f"“{name}”被表格程序变成了日期 {cell.text}",
                f"the {english} was turned into a date, {cell.text}",
                "把单元格设为文本格式后重新填写",
                "format the cell as text and type it again",
            )


def _hidden_row() -> Remark:
    return Remark(
        "",
        "这一行在工作簿里是隐藏的，照样读了",
        "this row is hidden in the workbook; it was read all the same",
        "不要的，删去这一行再导入",
        "delete the row where it is not wanted",
        fatal=False,
    )


def _shared_points() -> Remark:
    return Remark(
        "points",
        "分值单元格合并了几行，不知道每行几分",
        "the cell of points is merged over several rows; the points of each are unknown",
        "取消合并，给每一行填上分值",
        "split the cell and give each row its points",
    )
