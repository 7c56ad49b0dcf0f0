"""问题整改台账: every problem of a round with photos of before and after, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from chuangjian_desktop.domain.documents import LedgerRow, Table
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.xlsx import styles
from chuangjian_desktop.outputs.xlsx.book import Book, Sheet, Value
from chuangjian_desktop.outputs.xlsx.tables import HEAD_ROW, Column, Totals, expect, write_opening, write_totals

COLUMNS = (
    Column("序号", 6, styles.COUNT),
    Column("问题编号", 13, styles.CENTRE),
    Column("轮次", 11, styles.CENTRE),
    Column("发现日期", 11.5, styles.CENTRE),
    Column("点位类别", 9, styles.CENTRE),
    Column("点位名称", 14),
    Column("具体位置", 14),
    Column("问题描述", 28),
    Column("问题类别/代码", 11, styles.CENTRE),
    Column("所属创建", 8, styles.CENTRE),
    Column("责任单位", 13),
    Column("责任领导", 9, styles.CENTRE),
    Column("责任人", 9, styles.CENTRE),
    Column("整改措施", 14),
    Column("整改时限", 11, styles.CENTRE),
    Column("交办文号", 11, styles.CENTRE),
    Column("反馈日期", 11.5, styles.CENTRE),
    Column("整改情况", 14),
    Column("整改前照片", 17, styles.CENTRE),
    Column("整改后照片", 17, styles.CENTRE),
    Column("复查人/日期", 10, styles.CENTRE),
    Column("复查结果", 9, styles.CENTRE),
    Column("销号日期", 11.5, styles.CENTRE),
    Column("是否反弹", 7, styles.CENTRE),
    Column("备注", 10),
    # Not in the usual form; they make the sum of the round visible without moving any of its columns.
    Column("处数", 6, styles.COUNT),
    Column("扣分", 8, styles.POINTS),
)
_BEFORE, _AFTER = (1 + [column.name for column in COLUMNS].index(name) for name in ("整改前照片", "整改后照片"))
_BOX = (112, 84)
_PHOTO_HEIGHT = 69.0


def write_ledger(
    table: Table, rows: Iterable[LedgerRow], path: Path, progress: Progress | None = None
) -> tuple[Warn, ...]:
    """Write the 问题台账 to `path`; the earlier file stays as it is until the new one is complete.

    `Cancelled` when the progress was stopped; ValueError when the rows do not add up to the totals of `table`. M13
    is returned for columns whose text did not fit, M09 (or the code of a `Refusal` that loading raised) for a
    thumbnail that could not be laid in; its row stands without it.
    """
    told, totals = expect(progress, rows), Totals()
    looks = [column.look for column in COLUMNS]
    warnings: list[Warn] = []
    with written_beside(path) as temporary, Book() as book:
        sheet = book.sheet("问题台账", [column.width for column in COLUMNS], paper="A3", head_row=HEAD_ROW)
        write_opening(sheet, table, COLUMNS)
        for number, row in enumerate(rows, 1):
            values = cells_of(number, row)
            least = _PHOTO_HEIGHT if row.thumbnail or row.after else 21.0
            place = sheet.row(values, looks, sheet.height_for(values, least))
            for column, thumbnail in ((_BEFORE, row.thumbnail), (_AFTER, row.after)):
                warnings.extend(_lay_thumbnail(sheet, row, thumbnail, (place, column)))
            totals.add(row.count, row.lost)
            told.step(row.site)
        totals.check(table)
        write_totals(sheet, table, COLUMNS)
        book.save(temporary)
        return (*book.warnings, *warnings)


def cells_of(number: int, row: LedgerRow) -> tuple[Value, ...]:
    """The cells of a line, in the order of `COLUMNS`."""
    found = (number, row.number, row.round_name, row.found_on, row.site_type, row.site, row.place, row.problem)
    whose = (row.problem_code, row.campaigns, row.unit, row.leader, row.handler, row.measure)
    told = (row.deadline, row.notice_number, row.replied_on, row.state, None, None)
    ended = (row.rechecked, row.recheck_result, row.closed_on, row.recurs)
    return (*found, *whose, *told, *ended, row.note, row.count, row.lost)


def _lay_thumbnail(
    sheet: Sheet, row: LedgerRow, thumbnail: Callable[[], bytes] | None, at: tuple[int, int]
) -> list[Warn]:
    if thumbnail is None:
        return []
    try:
        sheet.picture(thumbnail(), *at, _BOX)
    except Refusal as refusal:
        return [Warn(refusal.code, refusal.details)]
    except (OSError, ValueError) as error:
        return [Warn("M09", {"file": row.number or row.site, "reason": type(error).__name__})]
    return []
