"""What summary and ledger have in common: a titled table with many rows and a line of totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass
from decimal import Decimal

from chuangjian_desktop.domain.documents import Table
from chuangjian_desktop.domain.points import rounded
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.xlsx import styles
from chuangjian_desktop.outputs.xlsx.book import Formula, Sheet, Value
from chuangjian_desktop.outputs.xlsx.styles import Look

HEAD_ROW = 3
FIRST_ROW = HEAD_ROW + 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its width in digits, how its cells look."""

    name: str
    width: float
    look: Look = styles.TEXT


class Totals:
    """Adds up what was written, so that no total is printed that its rows do not bear out."""

    def __init__(self) -> None:
        self.count = 0
        self.lost = Decimal(0)

    def add(self, count: int, lost: Decimal) -> None:
        """One row was written."""
        self.count += count
        self.lost += lost

    def check(self, table: Table) -> None:
        """ValueError when the rows do not add up to the totals of the table; then nothing may be kept."""
        if self.count != table.total_count or rounded(self.lost) != rounded(table.total_lost):
            message = f"rows add up to {self.count}, {self.lost}; stated {table.total_count}, {table.total_lost}"
            raise ValueError(message)


def expect(progress: Progress | None, rows: Iterable[object]) -> Progress:
    """A progress to step, told how many rows there are where that is known."""
    told = progress or Progress()
    if isinstance(rows, Sized):
        told.expect(len(rows))
    return told


def write_opening(sheet: Sheet, table: Table, columns: Sequence[Column]) -> None:
    """Title, facts and head."""
    last = len(columns)
    blank: list[Value] = [None] * (last - 1)
    sheet.merge(sheet.row([table.title, *blank], [styles.TITLE] * last, 36), 1, last)
    facts = f"轮次：{table.round_name}　　制表日期：{table.made_on}"
    sheet.merge(sheet.row([facts, *blank], [styles.FACT] * last, 21), 1, last)
    sheet.head([column.name for column in columns])


def write_totals(sheet: Sheet, table: Table, columns: Sequence[Column]) -> None:
    """The last line: 合计, with sums as formulas under 处数 and 扣分."""
    names = [column.name for column in columns]
    first, last = FIRST_ROW, sheet.rows
    values: list[Value] = [None] * len(names)
    looks = [styles.LABEL] * len(names)
    values[0] = "合计"
    for name, result in (("处数", table.total_count), ("扣分", rounded(table.total_lost))):
        place = names.index(name)
        span = f"{sheet.letter(place)}{first}:{sheet.letter(place)}{last}"
        total = f"SUM({span})" if isinstance(result, int) else f"ROUND(SUM({span}),2)"
        values[place] = Formula(total, result) if last >= first else result
        looks[place] = styles.TOTAL_COUNT if isinstance(result, int) else styles.TOTAL
    row = sheet.row(values, looks, 24)
    sheet.merge(row, 1, next(place for place, value in enumerate(values) if place and value is not None))
