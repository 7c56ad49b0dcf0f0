"""合并报告: what the office took in, from whom, what is open, what it did to scores and ranks; 收讫 to cut off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from chuangjian_desktop.domain.exchange_papers import MergeReport
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.pdf.check import missing_in
from chuangjian_desktop.outputs.pdf.exchange_words import count_texts, file_texts, height_of, short_hash
from chuangjian_desktop.outputs.pdf.flow import Part, Section, draw_parts, paged
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style, computer_fonts
from chuangjian_desktop.outputs.pdf.merge_tables import LABEL, LEADING, TEXT, Tables
from chuangjian_desktop.outputs.pdf.pen import A4, ASCENT, MM, Job, Pen, write
from chuangjian_desktop.outputs.pdf.received import HALF, draw_received
from chuangjian_desktop.outputs.pdf.table import Row, Writer, draw_rows

LEFT, WIDTH = 18 * MM, 174 * MM
TOP, BOTTOM = A4[1] - 20 * MM, 22 * MM
HEIGHT = TOP - BOTTOM
TITLE = Style("title", 22)
FOOT = Style("song", 9)


def write_merge_report(
    report: MergeReport, path: Path, progress: Progress | None = None, *, fonts: FontSet | None = None
) -> None:
    """Write the 合并报告, with a 收讫 of half a page for each of `received`. Refusals as `write_letter`."""
    fonts = fonts or computer_fonts()
    job = Job(path, fonts, f"合并报告 {report.made_at}", report.office, progress)
    write(job, missing_in(_texts(report), fonts), A4, lambda pen: _Report(report, pen).draw())


def _texts(report: MergeReport) -> Iterator[tuple[str, str]]:
    yield from (("单位", report.office), ("轮次", report.round_name), ("合并时间", report.made_at))
    yield "经办人", report.made_by
    for number, line in enumerate(report.packages, 1):
        kinds = "".join(count.label for count in line.counts)
        for text in (line.file, line.sender, line.by, line.made_at, line.reason, kinds, *line.notes):
            yield f"第{number}个文件", text
    for number, line in enumerate(report.conflicts, 1):
        values = (text for value in line.values for text in (value.text, value.by, value.at, value.laptop))
        for text in (line.site, line.record, line.field, *values):
            yield f"第{number}处冲突", text
    for change in report.scores:
        yield f"成绩“{change.level}”", change.level + change.name
    for one in report.received:
        yield from file_texts(one.files)
        yield from count_texts(one.counts)
        for text in (one.team, one.leader, one.receipt, *one.notes):
            yield f"收讫“{one.team}”", text


class _Report:
    """One report on its pages."""

    def __init__(self, report: MergeReport, pen: Pen) -> None:
        self.report = report
        self.pen = pen
        self.tables = Tables(pen.fonts, WIDTH)

    def draw(self) -> None:
        """Lay out and draw every page; the 收讫 have pages of their own, without number."""
        facts = self._facts()
        room = HEIGHT - TITLE.size - 14 - height_of(facts)
        pages = paged(self._sections(), room, HEIGHT)
        halves = [self.report.received[place : place + 2] for place in range(0, len(self.report.received), 2)]
        self.pen.centred(LEFT + WIDTH / 2, TOP - ASCENT * TITLE.size, "数据合并报告", TITLE)
        top = draw_rows(self.pen, facts, LEFT, TOP - TITLE.size - 14)
        for number, parts in enumerate(pages, 1):
            self._page(parts, top if number == 1 else TOP, number, len(pages))
        for pair in halves:
            self.pen.new_page()
            for place, one in enumerate(pair):
                draw_received(self.pen, self.report, one, A4[1] - place * HALF)
            self.pen.dashes((0, HALF), (A4[0], HALF))

    def _page(self, parts: list[Part], top: float, number: int, total: int) -> None:
        if number > 1:
            self.pen.new_page()
        draw_parts(self.pen, parts, LEFT, top)
        self.pen.centred(A4[0] / 2, BOTTOM - 9 * MM, f"第{number}页，共{total}页", FOOT)

    def _facts(self) -> list[Row]:
        report = self.report
        ended = f"收入{report.count('taken')}，先前已收入{report.count('already')}，拒收{report.count('refused')}"
        pairs = (
            (("合并单位", report.office), ("测评轮次", report.round_name)),
            (("合并时间", report.made_at), ("经办人", report.made_by)),
            (("交换文件", f"共{len(report.packages)}个：{ended}"), ("数据摘要", short_hash(report.digest))),
        )
        name, half = 20 * MM, WIDTH / 2
        widths = (name, half - name) * 2
        label, text = (Writer(self.pen.fonts, style, LEADING, 3.5, ragged=True) for style in (LABEL, TEXT))
        rows: list[Row] = []
        for pair in pairs:
            cells = [
                cell
                for title, value in pair
                for cell in (label.cell(title, name, centred=True), text.cell(value, half - name))
            ]
            rows.append(Row(widths, tuple(cells)))
        return rows

    def _sections(self) -> list[Section]:
        report, tables = self.report, self.tables
        levels = [tuple(changes) for _, changes in groupby(report.scores, key=lambda change: change.level)]
        found = [tables.packages(report), tables.totals(report), tables.conflicts(report)]
        return found + [tables.scores(number, changes) for number, changes in enumerate(levels, 4)]
