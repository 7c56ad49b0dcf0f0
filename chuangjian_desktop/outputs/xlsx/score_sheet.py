"""评分表: the measurement sheet of one visit, as it is printed, signed and filed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from chuangjian_desktop.domain.documents import ScoreSheet, SheetRow
from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.points import rounded
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.xlsx import celltext, styles
from chuangjian_desktop.outputs.xlsx.book import Book, Formula, Sheet, Value
from chuangjian_desktop.outputs.xlsx.styles import Look
from chuangjian_desktop.outputs.xlsx.tables import Column

COLUMNS = (
    Column("序号", 5, styles.COUNT),
    Column("测评项目", 11, styles.CENTRE),
    Column("测评内容", 16),
    Column("测评标准", 32),
    Column("分值", 8, styles.POINTS),
    Column("评分规则", 16),
    Column("数量(处)", 7, styles.COUNT),
    Column("扣分", 8, styles.POINTS),
    Column("得分", 8, styles.POINTS),
    Column("不适用", 7, styles.CENTRE),
    Column("问题描述", 26),
    Column("照片编号", 10, styles.CENTRE),
    Column("责任单位", 13),
    Column("备注", 12),
)
_HEAD_ROW = 5
_FIRST = _HEAD_ROW + 1
# Columns that a label and its value of the block above the table take (first, last), counted from 1.
_FACT_SPANS = (((1, 2), (3, 4)), ((5, 5), (6, 7)), ((8, 9), (10, 11)), ((12, 12), (13, 14)))
_LABEL_LOOK, _VALUE_LOOK = styles.LABEL, styles.TEXT


def write_score_sheet(sheet: ScoreSheet, path: Path) -> tuple[Warn, ...]:
    """Write the 评分表 to `path`; the earlier file stays as it is until the new one is complete.

    Totals are formulas over the rows. Where the stated total differs from the sum of the rows (a veto), a line 调整
    carries the difference. M13 is returned for columns whose text did not fit into a cell.
    """
    with written_beside(path) as temporary, Book() as book:
        page = book.sheet("评分表", [column.width for column in COLUMNS], head_row=_HEAD_ROW)
        _write_block(page, sheet)
        page.head([column.name for column in COLUMNS])
        looks = [column.look for column in COLUMNS]
        for row in sheet.rows:
            page.row(_values(row, blank=sheet.blank), looks)
        _write_foot(page, sheet)
        book.save(temporary)
        return book.warnings


def _write_block(page: Sheet, sheet: ScoreSheet) -> None:
    last = len(COLUMNS)
    title = "实地测评评分表（草稿）" if sheet.draft else "实地测评评分表"
    page.merge(page.row([title, *[None] * (last - 1)], [styles.TITLE] * last, 36), 1, last)
    site = f"{sheet.site_code}　{sheet.site_name}" if sheet.site_code else sheet.site_name
    lines = (
        (("城市", sheet.city), ("轮次", sheet.round_name), ("点位", site), ("类别", sheet.site_type)),
        (("日期", sheet.date), ("天气", sheet.weather), ("起止时间", sheet.times), ("测评组", sheet.team)),
        (("组长", sheet.leader), ("测评员", sheet.evaluators), ("记录员", ""), ("评分办法", sheet.profile)),
    )
    for facts in lines:
        _write_facts(page, facts)


def _write_facts(page: Sheet, facts: tuple[tuple[str, str], ...]) -> None:
    values: list[Value] = [None] * len(COLUMNS)
    looks = [_VALUE_LOOK] * len(COLUMNS)
    merged: list[tuple[int, int]] = []
    lines = 1
    for (label, value), (label_span, value_span) in zip(facts, _FACT_SPANS, strict=True):
        values[label_span[0] - 1], values[value_span[0] - 1] = label, value
        looks[label_span[0] - 1 : label_span[1]] = [_LABEL_LOOK] * (label_span[1] - label_span[0] + 1)
        merged += [label_span, value_span]
        lines = max(lines, _lines_across(page, value, value_span))
    row = page.row(values, looks, 9.0 + 15.0 * min(lines, 20))
    for first, last in merged:
        page.merge(row, first, last)


def _lines_across(page: Sheet, text: str, span: tuple[int, int]) -> int:
    return celltext.line_count(text, sum(page.widths[span[0] - 1 : span[1]]))


def _values(row: SheetRow, *, blank: bool) -> tuple[Value, ...]:
    absent = row.state == "na"
    title = f"{row.code} {row.title}" if row.code else row.title
    measured = (row.number, row.section, title, row.requirement, row.points, row.rule)
    result = (row.occurrences or None, None if absent or row.earned is None else row.lost, row.earned)
    return (
        *measured,
        *result,
        "√" if absent else None,
        row.problems,
        row.photo_numbers,
        row.unit,
        "" if blank else _note(row),
    )


def _note(row: SheetRow) -> str:
    words = {"unanswered": "未答", "exempt": "免扣"}.get(row.state, "")
    if not words or row.note.startswith(words):
        return row.note
    return f"{words}：{row.note}" if row.note else words


def _write_foot(page: Sheet, sheet: ScoreSheet) -> None:
    _write_adjustment(page, sheet)
    last, place = page.rows, page.rows + 1
    earned_sum, possible_cell = f"SUM(I{_FIRST}:I{last})", f"E{place}"
    totals = (
        ("应得分", f"ROUND(SUMPRODUCT(ISNUMBER(I{_FIRST}:I{last})*E{_FIRST}:E{last}),2)", rounded(sheet.possible)),
        ("实得分", f"ROUND({earned_sum},2)", rounded(sheet.earned)),
        ("得分率", f'IF({possible_cell}=0,"",ROUND({earned_sum}/{possible_cell}*100,2))', _shown(sheet.rate)),
    )
    notes = (
        "应得分：已答且适用项目的分值之和",
        "实得分：各项得分之和" + ("" if sheet.blank else f"；未答 {sheet.unanswered} 项"),
        "得分率：实得分÷应得分，四舍五入保留两位小数",
    )
    for (label, text, result), note in zip(totals, notes, strict=True):
        value = Formula(text, result) if sheet.rows else result
        _write_total(page, label, value, note)
    _write_signatures(page)


def _write_adjustment(page: Sheet, sheet: ScoreSheet) -> None:
    counted = [row for row in sheet.rows if row.earned is not None]
    earned = sheet.earned - sum((row.earned or Decimal(0) for row in counted), Decimal(0))
    possible = sheet.possible - sum((row.points for row in counted), Decimal(0))
    if sheet.rows and (earned or possible):
        values: list[Value] = [None, "调整", None, "按评分办法对总分的调整", possible, None, None, None, earned]
        page.row([*values, *[None] * 5], [column.look for column in COLUMNS])


def _shown(rate: Decimal | None) -> Decimal | str:
    return "" if rate is None else rounded(rate)


def _write_total(page: Sheet, label: str, value: Value, note: str) -> None:
    number = styles.RATE if label == "得分率" else styles.TOTAL
    looks: list[Look] = [*[styles.LABEL] * 4, *[number] * 2, *[styles.TEXT] * 8]
    row = page.row([label, None, None, None, value, None, note, *[None] * 7], looks, 24)
    for first, last in ((1, 4), (5, 6), (7, 14)):
        page.merge(row, first, last)


def _write_signatures(page: Sheet) -> None:
    last = len(COLUMNS)
    values: list[Value] = [None] * last
    for place, label in ((0, "组长（签字）："), (3, "测评员（签字）："), (6, "记录员（签字）："), (11, "日期：")):
        values[place] = label
    row = page.row(values, [styles.SIGNATURE] * last, 45)
    for first, end in ((1, 3), (4, 6), (7, 11), (12, 14)):
        page.merge(row, first, end)
