"""整改情况周报: the rates of a week as a workbook, or as a circular with the red and the black list."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.papers import Annex, Letter, Paragraph, RateLine, WeeklyList
from chuangjian_desktop.domain.scoring.numbers import rate_text
from chuangjian_desktop.services import places
from chuangjian_desktop.services.office.cases.rates import RateReport, rates, week_of
from chuangjian_desktop.services.office.papers.case_papers import write_paper
from chuangjian_desktop.services.office.papers.letters import EVERYBODY, Asked, Said, letter_of
from chuangjian_desktop.services.office.settings import document_settings
from chuangjian_desktop.services.workspace import Workspace, now

LISTS = {"red": "红榜", "black": "黑榜", "": ""}
GROUPS = {False: "部门", True: "属地"}


def export_weekly(
    workspace: Workspace,
    path: Path,
    begin: dt.date | None = None,
    end: dt.date | None = None,
    asked: Asked | None = None,
) -> tuple[Warn, ...]:
    """The list of problems told from one day to another, both within: .xlsx, or a 通报 as .pdf or .docx. Without days
    it is about the last whole week.

    `Refusal` M22 unless an office, M27 for another ending or an end before the begin.
    """
    workspace.require_office()
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".pdf", ".docx"):
        raise Refusal("M27", field="out", value=path.name)
    told = weekly_list(workspace, begin, end)
    if ending != ".xlsx":
        write_paper(weekly_letter(workspace, told, asked or Asked()), path)
        return ()
    from chuangjian_desktop.outputs.xlsx.weekly import write_weekly

    return write_weekly(told, path)


def weekly_list(workspace: Workspace, begin: dt.date | None = None, end: dt.date | None = None) -> WeeklyList:
    """Its values."""
    moment = now()
    if begin is None and end is None:
        begin, end = week_of(moment.date())
    report = rates(workspace, begin, end)
    settings = document_settings(workspace)
    return WeeklyList(
        settings.issuer,
        places.current_round(workspace).name,
        _period(begin, end),
        f"{moment:%Y-%m-%d}",
        _lines(report),
    )


def _lines(report: RateReport) -> tuple[RateLine, ...]:
    return tuple(
        RateLine(
            row.rank,
            row.rate.unit,
            GROUPS[row.rate.local],
            row.rate.told,
            row.rate.closed,
            row.rate.in_time,
            row.rate.open,
            row.rate.overdue,
            row.rate.false_repairs,
            row.rate.recurring,
            row.rate.again,
            row.rate.rate,
            LISTS[row.listed],
        )
        for row in report.rows
    )


def _period(begin: dt.date | None, end: dt.date | None) -> str:
    first = f"{begin.year}年{begin.month}月{begin.day}日" if begin else ""
    year = "" if begin and end and begin.year == end.year else f"{end.year}年" if end else ""
    last = f"{year}{end.month}月{end.day}日" if end else ""
    return f"{first}至{last}" if first and last else f"{first}以来" if first else f"截至{last}" if last else "本轮以来"


def weekly_letter(workspace: Workspace, told: WeeklyList, asked: Asked) -> Letter:
    """The circular: figures of all, both lists with ties, and every unit in the annex."""
    annex = Annex(
        "各单位问题整改率排名表",
        ("类别", "名次", "责任单位", "交办", "已销号", "按期", "逾期", "虚假整改", "反弹", "整改率", "红黑榜"),
        (12, 12, 36, 12, 16, 12, 12, 12, 12, 18, 16),
        tuple(_annexed(line) for line in told.lines),
    )
    paragraphs = [Paragraph(_overall(told)), Paragraph("一、红榜", "level_1"), *_listed(told, "红榜")]
    paragraphs += [Paragraph("二、黑榜", "level_1"), *_listed(told, "黑榜"), Paragraph("三、下步要求", "level_1")]
    demand = (
        "请各单位对照排名查找差距，逾期问题立即整改到位，列入黑榜的单位书面说明原因；连续列入黑榜的，按规定约谈、问责。"
    )
    said = Said(f"关于{told.period}\n交办问题整改情况的通报", EVERYBODY, (*paragraphs, Paragraph(demand)), annex)
    return letter_of(workspace, "通报", said, asked, dt.date.fromisoformat(told.made_on))


def _overall(told: WeeklyList) -> str:
    lines = told.lines
    if not lines:
        return f"{told.period}没有向责任单位交办的问题。"
    closed, whole = sum(line.closed for line in lines), sum(line.told for line in lines)
    parts = (
        ("按期销号", sum(line.in_time for line in lines)),
        ("逾期未销号", sum(line.overdue for line in lines)),
        ("二次交办", sum(line.again for line in lines)),
        ("虚假整改", sum(line.false_repairs for line in lines)),
        ("反弹", sum(line.recurring for line in lines)),
    )
    figures = "，".join(f"{label}{number}个" for label, number in parts if number)
    return (
        f"{told.period}，共向{len(lines)}个单位交办问题{whole}个，已销号{closed}个，整改率{rate_text(told.rate)}%"
        f"{f'；其中{figures}' if figures else ''}。各单位排名见附件。"
    )


def _listed(told: WeeklyList, name: str) -> list[Paragraph]:
    """Bureaus and local units of a list; units of one rate stand together."""
    found: list[Paragraph] = []
    for group in GROUPS.values():
        mine = [line for line in told.lines if line.listed == name and line.group == group]
        tied = [list(lines) for _, lines in groupby(mine, key=lambda line: line.rate)]
        if tied:
            found.append(Paragraph(f"{group}：{'；'.join(_tie(lines) for lines in tied)}。"))
    return found or [Paragraph("本期没有单位列入。")]


def _tie(lines: list[RateLine]) -> str:
    place = f"，{'并列' if len(lines) > 1 else ''}第{lines[0].rank}名" if lines[0].listed == LISTS["red"] else ""
    return f"{'、'.join(line.unit for line in lines)}（整改率{rate_text(lines[0].rate)}%{place}）"


def _annexed(line: RateLine) -> tuple[str, ...]:
    counts = (line.told, line.closed, line.in_time, line.overdue, line.false_repairs, line.recurring)
    return (line.group, str(line.rank), line.unit, *map(str, counts), f"{rate_text(line.rate)}%", line.listed)
