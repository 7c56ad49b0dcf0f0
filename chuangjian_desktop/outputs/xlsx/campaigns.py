"""Findings by campaign: a sheet with the sums, then one for each campaign under its standard's own numbering."""

from __future__ import annotations

import re
from pathlib import Path

from chuangjian_desktop.domain.campaign_report import CampaignList, CampaignReport, CampaignRow
from chuangjian_desktop.domain.documents import Table
from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.points import from_hundredths
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.xlsx import styles
from chuangjian_desktop.outputs.xlsx.book import Book, Value
from chuangjian_desktop.outputs.xlsx.tables import HEAD_ROW, Column, Totals, write_opening, write_totals

SUMS = (
    Column("代码", 8, styles.CENTRE),
    Column("创建", 26),
    Column("应得", 12, styles.CENTRE),
    Column("得分", 12, styles.CENTRE),
    Column("得分率", 10, styles.CENTRE),
    Column("问题条数", 10, styles.COUNT),
    Column("处数", 8, styles.COUNT),
    Column("扣分", 12, styles.POINTS),
)
COLUMNS = (
    Column("编号", 16, styles.CENTRE),
    Column("节点", 18),
    Column("点位编号", 10, styles.CENTRE),
    Column("点位", 18),
    Column("条目", 22),
    Column("问题描述", 34),
    Column("具体位置", 16),
    Column("处数", 6, styles.COUNT),
    Column("扣分", 8, styles.POINTS),
    Column("责任单位", 18),
    Column("发现日期", 11.5, styles.CENTRE),
)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write_campaigns(report: CampaignReport, path: Path) -> tuple[Warn, ...]:
    """Write the lists to `path`; the earlier file stays as it is until the new one is complete. ValueError when the
    rows of a list do not add up to what the campaign lost."""
    with written_beside(path) as temporary, Book() as book:
        _sums(book, report)
        taken = {"汇总"}
        for each in report.lists:
            _campaign(book, report, each, _sheet_name(each, taken))
        book.save(temporary)
        return book.warnings


def _sheet_name(each: CampaignList, taken: set[str]) -> str:
    """A name that every program takes: 31 characters, none of the forbidden ones, each once."""
    plain = _FORBIDDEN.sub("", f"{each.code} {each.title}")[:31].strip()
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain[:27]} {number}"
    taken.add(name)
    return name


def _sums(book: Book, report: CampaignReport) -> None:
    count = sum(row.count for each in report.lists for row in each.rows)
    lost = sum(each.lost for each in report.lists)
    table = Table("分创建得分与问题汇总表", report.round_name, report.made_on, from_hundredths(lost), count)
    sheet = book.sheet("汇总", [column.width for column in SUMS], head_row=HEAD_ROW)
    write_opening(sheet, table, SUMS)
    looks = [column.look for column in SUMS]
    for each in report.lists:
        counted = sum(row.count for row in each.rows)
        values: tuple[Value, ...] = (
            *(each.code, each.title, each.of, each.score, each.rate or "缺测"),
            *(each.findings, counted, from_hundredths(each.lost)),
        )
        sheet.row(values, looks)
    write_totals(sheet, table, SUMS)
    words = f"计分方案：{report.profile}。同一问题记录一次，在所涉各项创建中分别计分，各表扣分之和即该项创建的失分。"
    row = sheet.row([words, *([None] * (len(SUMS) - 1))], [styles.FACT] * len(SUMS), 36)
    sheet.merge(row, 1, len(SUMS))


def _campaign(book: Book, report: CampaignReport, each: CampaignList, name: str) -> None:
    lost = each.possible - each.earned
    count = sum(row.count for row in each.rows)
    title = f"{each.title}问题清单（得分 {each.score} / {each.of}，得分率 {each.rate or '缺测'}）"
    table = Table(title, report.round_name, report.made_on, from_hundredths(lost), count)
    sheet = book.sheet(name, [column.width for column in COLUMNS], head_row=HEAD_ROW)
    write_opening(sheet, table, COLUMNS)
    looks, totals = [column.look for column in COLUMNS], Totals()
    for row in each.rows:
        values = _values(row)
        sheet.row(values, looks, sheet.height_for(values))
        totals.add(row.count, from_hundredths(row.lost))
    totals.check(table)
    write_totals(sheet, table, COLUMNS)


def _values(row: CampaignRow) -> tuple[Value, ...]:
    where = (row.number, row.node_title, row.site_code, row.site, row.item, row.problem, row.place)
    return (*where, row.count, from_hundredths(row.lost), row.unit, row.found_on)
