"""Filled-in questionnaires as offices keep them: a row per respondent with a column per question, or a tally."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.city.answers import AnswerRow, AnswerSheet, CountRow, bare, is_personal
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.tables import Grid, GridCell, GridRow, GridSheet, RejectedRow
from chuangjian_desktop.domain.text import unfit
from chuangjian_desktop.inputs.columns import HEAD_WITHIN, Columns, Line, lines_of, narrow
from chuangjian_desktop.inputs.sandbox import Limits
from chuangjian_desktop.inputs.workbook import read_grid

LIMITS = Limits(seconds=60.0, processor_seconds=10, memory=500_000_000)
"""5,000 households with 20 questions take 3 s of the processor; a hostile workbook is let go of soon after."""
MOST_QUESTIONS = 300
LONGEST = 200
MOST_COUNT = 10_000_000
BATCHES = frozenset({"批次", "调查批次", "批次名称"})
TALLY_COLUMNS = Columns(
    {
        "number": ("序号", "序", "no"),
        "question": ("题目", "问题", "题", "题号", "调查问题", "调查内容", "question"),
        "option": ("选项", "答案", "回答", "选项内容", "option", "answer"),
        "count": ("数量", "人数", "票数", "计数", "选择人数", "份数", "小计", "count"),
        "batch": ("批次", "调查批次", "批次名称", "batch"),
    },
    needed=("option",),
    filled_down=frozenset({"question", "batch"}),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a workbook of questionnaires gave; `grid` serves the marked copy."""

    sheets: tuple[AnswerSheet, ...]
    rejected: tuple[RejectedRow, ...]
    grid: Grid


def read_surveys(path: Path, limits: Limits | None = None) -> Answers:
    """The sheets of a workbook that hold answers, and the rows of them that nobody can count.

    `Refusal` M20 when the workbook cannot be read, or no sheet of it looks like answers.
    """
    return surveys_of(read_grid(path, limits or LIMITS))


def surveys_of(grid: Grid) -> Answers:
    """The same from a grid that was read before."""
    rejected: list[RejectedRow] = []
    sheets = [found for sheet in grid.sheets if (found := _sheet(sheet, rejected)) is not None]
    if not sheets:
        raise no_answers(grid.file)
    return Answers(tuple(sheets), tuple(rejected), grid)


def no_answers(file: str) -> Refusal:
    """M20: the workbook holds no questionnaire, with what one looks like."""
    chinese = "没有找到问卷数据：应一行一份、一列一题，或有“题目、选项、人数”三栏"
    english = "no answers were found: one row per respondent and a column per question, or question, option, count"
    return Refusal("M20", file=file, detail_zh=chinese, detail_en=english)


def _sheet(sheet: GridSheet, rejected: list[RejectedRow]) -> AnswerSheet | None:
    lines = lines_of(sheet, TALLY_COLUMNS)
    if lines and {"question", "option", "count"} <= set(lines[0].values) | {k for each in lines for k in each.values}:
        rows = tuple(_counts(sheet.title, lines, rejected))
        return AnswerSheet(sheet.title, counts=rows) if rows or rejected else None
    return _respondents(sheet, rejected)


def _counts(title: str, lines: list[Line], rejected: list[RejectedRow]) -> Iterator[CountRow]:
    for line in lines:
        question, option, count = line.get("question"), line.get("option"), _count(line.get("count"))
        if line.uncalculated:
            rejected.append(_uncalculated(title, line.number))
        elif not question or not option:
            rejected.append(RejectedRow(title, line.number, "缺少题目或选项", "question or option is missing"))
        elif (bad := _unfit((question, option, line.get("batch")))) is not None:
            rejected.append(RejectedRow(title, line.number, *bad))
        elif count is None:
            words = line.get("count")[:20]
            rejected.append(
                RejectedRow(
                    title, line.number, f"人数应为整数，现为“{words}”", f"the count must be whole, not “{words}”"
                )
            )
        else:
            yield CountRow(line.number, question, option, count, line.get("batch"))


def _count(text: str) -> int | None:
    plain = narrow(text).removesuffix(".0").replace(",", "")
    return int(plain) if plain.isascii() and plain.isdecimal() and int(plain) <= MOST_COUNT else None


def _uncalculated(title: str, number: int) -> RejectedRow:
    return RejectedRow(
        title,
        number,
        "公式没有保存计算结果，请用 Excel 或 WPS 打开并保存后再导入",
        "a formula has no stored result; open and save the workbook in Excel or WPS first",
    )


def _unfit(texts: tuple[str, ...]) -> tuple[str, str] | None:
    for text in texts:
        if bad := next((character for character in text if unfit(character)), ""):
            point = f"U+{ord(bad):04X}"
            return f"含有不能保存的字符 {point}", f"holds {point}, which cannot be kept"
        if len(text) > LONGEST:
            return f"文字超过 {LONGEST} 字", f"a text is longer than {LONGEST} characters"
    return None


# ---- a row per respondent --------------------------------------------------------------------------------------------


def _respondents(sheet: GridSheet, rejected: list[RejectedRow]) -> AnswerSheet | None:
    head = _head(sheet)
    if head is None:
        return None
    named = {cell.column: cell.text.strip() for cell in head.cells if cell.text.strip()}
    batch = next((column for column, text in named.items() if bare(text) in BATCHES), 0)
    asked = [column for column in named if column != batch][:MOST_QUESTIONS]
    rows: list[AnswerRow] = []
    for row in sheet.rows:
        cells = {cell.column: cell for cell in row.cells}
        if row.number <= head.number or not any(column in cells and cells[column].text.strip() for column in asked):
            continue
        answered = tuple(_text(cells.get(column)) for column in asked)
        columns = [cells[column] for column in asked if column in cells]
        if any(cell.kind == "formula" and not cell.text for cell in columns):
            rejected.append(_uncalculated(sheet.title, row.number))
        elif (bad := _bad_answer(named, asked, answered)) is not None:
            rejected.append(RejectedRow(sheet.title, row.number, *bad))
        elif not _is_total(answered):
            rows.append(AnswerRow(row.number, answered, _text(cells.get(batch))))
    texts = tuple(named[column] for column in asked)
    return AnswerSheet(sheet.title, texts, tuple(rows)) if rows else None


def _text(cell: GridCell | None) -> str:
    """A number as an answer is written without its empty decimals."""
    return "" if cell is None else cell.text.strip().removesuffix(".0")


def _bad_answer(named: dict[int, str], asked: list[int], answers: tuple[str, ...]) -> tuple[str, str] | None:
    """Free words beside the questions may be as long as they like."""
    given = zip(asked, answers, strict=True)
    return _unfit(tuple(text[:LONGEST] for column, text in given if not is_personal(named[column])))


def _is_total(answers: tuple[str, ...]) -> bool:
    return bare(next((text for text in answers if text), "")) in {"合计", "总计", "小计", "平均"}


def _head(sheet: GridSheet) -> GridRow | None:
    """The first row that is as broad as the answers below it, and has a heading in words."""
    early = [row for row in sheet.rows if row.number <= HEAD_WITHIN]
    broad = max((_filled(row) for row in early), default=0)
    for row in early:
        if _filled(row) >= 2 and _filled(row) * 2 > broad and any(_is_heading(cell) for cell in row.cells):
            return row
    return None


def _filled(row: GridRow) -> int:
    return sum(bool(cell.text.strip()) for cell in row.cells)


def _is_heading(cell: GridCell) -> bool:
    return cell.kind == "text" and len(cell.text) <= LONGEST
