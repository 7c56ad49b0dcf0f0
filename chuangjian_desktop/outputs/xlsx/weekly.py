"""整改情况周报: 整改率 of a period by unit, with the red and the black list."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.papers import RateLine, WeeklyList
from chuangjian_desktop.domain.scoring.numbers import rate_text
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.xlsx import styles
from chuangjian_desktop.outputs.xlsx.book import Book, Formula, Sheet, Value
from chuangjian_desktop.outputs.xlsx.tables import FIRST_ROW, HEAD_ROW, Column

COLUMNS = (
    Column("类别", 9, styles.CENTRE),
    Column("名次", 7, styles.COUNT),
    Column("责任单位", 24),
    Column("交办", 8, styles.COUNT),
    Column("已销号", 8, styles.COUNT),
    Column("按期", 8, styles.COUNT),
    Column("未销号", 8, styles.COUNT),
    Column("逾期", 8, styles.COUNT),
    Column("二次交办", 9, styles.COUNT),
    Column("虚假整改", 9, styles.COUNT),
    Column("反弹", 8, styles.COUNT),
    Column("整改率", 11, styles.RATE),
    Column("红黑榜", 9, styles.CENTRE),
)
_SUMS = range(3, 11)
_RATE, _TOLD, _CLOSED = 11, 3, 4


def write_weekly(told: WeeklyList, path: Path) -> tuple[Warn, ...]:
    """Write the list; sums are formulas with their results. Refusals as the disk's; M13 as `Book`."""
    looks = [column.look for column in COLUMNS]
    with written_beside(path) as temporary, Book() as book:
        sheet = book.sheet("整改率", [column.width for column in COLUMNS], head_row=HEAD_ROW)
        _opening(sheet, told)
        for line in told.lines:
            sheet.row(cells_of(line), looks, 21)
        _totals(sheet, told)
        book.save(temporary)
        return book.warnings


def cells_of(line: RateLine) -> list[Value]:
    """The cells of a unit, in the order of `COLUMNS`."""
    counts = (line.told, line.closed, line.in_time, line.open, line.overdue, line.again, line.false_repairs)
    rate = Decimal(rate_text(line.rate) or "0")
    return [line.group, line.rank, line.unit, *counts, line.recurring, rate, line.listed]


def _opening(sheet: Sheet, told: WeeklyList) -> None:
    last = len(COLUMNS)
    facts = f"制表：{told.issuer}\u3000\u3000轮次：{told.round_name}\u3000\u3000交办期间：{told.period}"
    lines = (
        ("问题整改情况周报", styles.TITLE, 36.0),
        (f"{facts}\u3000\u3000制表日期：{told.made_on}", styles.FACT, 21.0),
    )
    for text, look, height in lines:
        blank: list[Value] = [None] * (last - 1)
        sheet.merge(sheet.row([text, *blank], [look] * last, height), 1, last)
    sheet.head([column.name for column in COLUMNS])


def _totals(sheet: Sheet, told: WeeklyList) -> None:
    values: list[Value] = ["合计", None, None, *([None] * 10)]
    cells = [cells_of(line) for line in told.lines]
    for place in _SUMS:
        result = sum(value for row in cells if isinstance(value := row[place], int))
        span = f"{sheet.letter(place)}{FIRST_ROW}:{sheet.letter(place)}{sheet.rows}"
        values[place] = Formula(f"SUM({span})", result) if cells else 0
    values[_RATE] = Decimal(rate_text(told.rate) or "0") if told.rate is not None else None
    looks = [styles.TOTAL_COUNT] * len(COLUMNS)
    looks[_RATE] = styles.RATE
    row = sheet.row(values, looks, 24)
    sheet.merge(row, 1, 3)
