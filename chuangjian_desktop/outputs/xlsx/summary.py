"""扣分汇总表: every deduction of a round on one line, with the sums."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from chuangjian_desktop.domain.documents import SummaryRow, Table
from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.xlsx import styles
from chuangjian_desktop.outputs.xlsx.book import Book, Value
from chuangjian_desktop.outputs.xlsx.tables import HEAD_ROW, Column, Totals, expect, write_opening, write_totals

COLUMNS = (
    Column("序号", 6, styles.COUNT),
    Column("区", 9, styles.CENTRE),
    Column("街道", 11, styles.CENTRE),
    Column("点位", 18),
    Column("类别", 11, styles.CENTRE),
    Column("项目", 18),
    Column("问题描述", 34),
    Column("处数", 6, styles.COUNT),
    Column("扣分", 8, styles.POINTS),
    Column("责任单位", 16),
    Column("组别", 8, styles.CENTRE),
    Column("日期", 11.5, styles.CENTRE),
)


def write_summary(
    table: Table, rows: Iterable[SummaryRow], path: Path, progress: Progress | None = None
) -> tuple[Warn, ...]:
    """Write the 扣分汇总表 to `path`; the earlier file stays as it is until the new one is complete.

    `Cancelled` when the progress was stopped; ValueError when the rows do not add up to the totals of `table`. M13
    is returned for columns whose text did not fit into a cell.
    """
    told, totals = expect(progress, rows), Totals()
    looks = [column.look for column in COLUMNS]
    with written_beside(path) as temporary, Book() as book:
        sheet = book.sheet("扣分汇总表", [column.width for column in COLUMNS], head_row=HEAD_ROW)
        write_opening(sheet, table, COLUMNS)
        for number, row in enumerate(rows, 1):
            sheet.row(_values(number, row), looks)
            totals.add(row.count, row.lost)
            told.step(row.site)
        totals.check(table)
        write_totals(sheet, table, COLUMNS)
        book.save(temporary)
        return book.warnings


def _values(number: int, row: SummaryRow) -> tuple[Value, ...]:
    place = (row.district, row.street, row.site, row.site_type)
    return (number, *place, row.item, row.problem, row.count, row.lost, row.unit, row.team, row.date)
