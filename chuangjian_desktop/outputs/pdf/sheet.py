"""评分表 of one visit on landscape A4: every item with its points, losses and problems, totals, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.documents import ScoreSheet, SheetRow
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.pdf.check import missing_in_sheet
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style, computer_fonts
from chuangjian_desktop.outputs.pdf.pen import A4, ASCENT, MM, Job, Pen, write
from chuangjian_desktop.outputs.pdf.table import Cell, Row, Writer, draw_rows, fill
from chuangjian_desktop.outputs.wording import DRAFT

SIZE = (A4[1], A4[0])
MARGIN = 15 * MM
WIDTH = SIZE[0] - 2 * MARGIN
TOP, BOTTOM = SIZE[1] - 25 * MM, 20 * MM  # landscape pages are bound at their upper edge
TEXT = Style("song", 8)
LABEL = Style("hei", 8)
TITLE = Style("title", 18)
FOOT = Style("song", 9)
LEADING = 11.0
HEADS = (
    "序号",
    "测评项目",
    "测评内容",
    "测评标准",
    "分值",
    "评分规则",
    "数量（处）",
    "扣分",
    "得分",
    "不适用",
    "问题描述",
    "照片编号",
    "责任单位",
    "备注",
)
CENTRED = "c   c cccc c  "
WIDTHS = tuple(part * MM for part in (8, 20, 31, 52, 11, 25, 10, 11, 11, 9, 34, 15, 18, 12))
_ALWAYS = frozenset({"城市", "轮次", "点位", "类别", "日期"})
ANSWERS = {"unanswered": "未答", "exempt": "免扣"}


def write_score_sheet(
    sheet: ScoreSheet, path: Path, progress: Progress | None = None, *, fonts: FontSet | None = None
) -> None:
    """Write the 评分表. An unfinished visit is marked as draft; an undercover one names nobody and has no signatures.

    Refusals as `write_letter`.
    """
    fonts = fonts or computer_fonts()
    job = Job(path, fonts, f"评分表 {sheet.site_name}", sheet.city, progress)
    write(job, missing_in_sheet(sheet, fonts), SIZE, lambda pen: _Sheet(sheet, pen).draw())


@dataclass(slots=True)
class _Sheet:
    """One score sheet on its pages."""

    sheet: ScoreSheet
    pen: Pen

    def draw(self) -> None:
        """Lay out and draw every page."""
        text, label = (Writer(self.pen.fonts, style, LEADING, 2.5) for style in (TEXT, LABEL))
        head = label.row(HEADS, WIDTHS, "c" * len(HEADS))
        facts = self._facts(text, label)
        closing = self._closing(text, label)
        top = TOP - 30
        other = TOP - BOTTOM - head.height
        first = other - 30 - sum(row.height for row in facts) - 4
        pages = fill([self._row(row, text) for row in self.sheet.rows], first, other)
        room = first if len(pages) == 1 else other
        if sum(row.height for row in (*pages[-1], *closing)) > room:
            pages.append(pages[-1][-1:])
            del pages[-2][-1:]
        title = "实地测评评分表" + (DRAFT if self.sheet.draft else "")
        self.pen.centred(SIZE[0] / 2, TOP - ASCENT * TITLE.size, title, TITLE)
        y = draw_rows(self.pen, facts, MARGIN, top) - 4
        for number, page in enumerate(pages, 1):
            if number > 1:
                self.pen.new_page()
                y = TOP
            y = draw_rows(self.pen, [head, *page], MARGIN, y)
            if number == len(pages):
                draw_rows(self.pen, closing, MARGIN, y)
            self.pen.centred(SIZE[0] / 2, BOTTOM - 8 * MM, f"第{number}页，共{len(pages)}页", FOOT)

    def _facts(self, text: Writer, label: Writer) -> list[Row]:
        sheet = self.sheet
        site = f"{sheet.site_name}（{sheet.site_code}）" if sheet.site_code else sheet.site_name
        facts = [
            ("城市", sheet.city),
            ("轮次", sheet.round_name),
            ("点位", site),
            ("类别", sheet.site_type),
            ("日期", sheet.date),
            ("天气", sheet.weather),
            ("测评组", sheet.team),
            ("组长", sheet.leader),
            ("测评员", sheet.evaluators),
            ("起止时间", sheet.times),
        ]
        named = [fact for fact in facts if fact[1] or sheet.blank or fact[0] in _ALWAYS]
        named.append(("计分办法", sheet.profile))
        named.extend([("", "")] * (-len(named) % 4))
        widths = (16 * MM, WIDTH / 4 - 16 * MM) * 4
        rows: list[Row] = []
        for place in range(0, len(named), 4):
            cells: list[Cell] = []
            for name, value in named[place : place + 4]:
                cells.extend((label.cell(name, widths[0], centred=True), text.cell(value, widths[1])))
            rows.append(Row(widths, tuple(cells)))
        return rows

    def _row(self, row: SheetRow, text: Writer) -> Row:
        open_ = "" if self.sheet.blank else ANSWERS.get(row.state, "—")
        earned = open_ if row.earned is None else two_decimals(row.earned)
        lost = f"−{two_decimals(row.lost)}" if row.lost else ""
        note = "；".join(part for part in ("免扣" if row.state == "exempt" else "", row.note) if part)
        title = f"{row.code} {row.title}" if row.code else row.title
        texts = (
            str(row.number),
            row.section,
            title,
            row.requirement,
            two_decimals(row.points),
            row.rule,
            str(row.occurrences) if row.occurrences else "",
            lost,
            earned,
            "√" if row.state == "na" else "",
            row.problems,
            row.photo_numbers,
            row.unit,
            note,
        )
        return text.row(texts, WIDTHS, CENTRED[: len(texts)])

    def _closing(self, text: Writer, label: Writer) -> list[Row]:
        """Totals and, where people are named, room for their signatures."""
        sheet = self.sheet
        rate = "—" if sheet.rate is None else f"{two_decimals(sheet.rate)}%"
        totals = [
            ("应得分", two_decimals(sheet.possible)),
            ("实得分", two_decimals(sheet.earned)),
            ("得分率", rate),
            ("未答", f"{sheet.unanswered}项"),
        ]
        if sheet.blank:
            totals = [(name, "") for name, _ in totals]
        rows = [self._quarters(totals, text, label, 18.0)]
        if sheet.blank or sheet.team or sheet.leader or sheet.evaluators:
            names = [("测评员签字", ""), ("组长签字", ""), ("陪同人签字", ""), ("签字日期", "年\u3000月\u3000日")]
            rows.append(self._quarters(names, text, label, 30.0))
        return rows

    @staticmethod
    def _quarters(pairs: list[tuple[str, str]], text: Writer, label: Writer, least: float) -> Row:
        widths = (24 * MM, WIDTH / 4 - 24 * MM) * 4
        cells: list[Cell] = []
        for name, value in pairs:
            cells.extend((label.cell(name, widths[0], centred=True), text.cell(value, widths[1], centred=True)))
        return Row(widths, tuple(cells), least)
