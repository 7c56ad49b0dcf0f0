"""The tables of the 合并报告: files, totals, conflicts, scores."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from chuangjian_desktop.domain.exchange_papers import (
    ConflictLine,
    KindCount,
    MergeReport,
    PackageLine,
    ScoreChange,
    kind_totals,
)
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.outputs.pdf.exchange_words import thousands
from chuangjian_desktop.outputs.pdf.flow import Section
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style
from chuangjian_desktop.outputs.pdf.pen import MM
from chuangjian_desktop.outputs.pdf.table import Cell, Row, Writer
from chuangjian_desktop.outputs.wording import numeral

TEXT = Style("song", 9)
LABEL = Style("hei", 9)
LEADING = 12.5
STATUS = {"taken": "已收入", "already": "先前已收入", "refused": "拒收"}
NONE = "—"

_KINDS = (18, 13, 12, 13)  # mm: 种类, 新增, 修改, 相同
_TALLIES = (10, 10, 10, 10)  # 冲突, 克隆, 重复, 缺照片


class Tables:
    """Makes the sections of one report."""

    def __init__(self, fonts: FontSet, width: float) -> None:
        self.width = width
        self.text = Writer(fonts, TEXT, LEADING, 3.0, ragged=True)
        self.label = Writer(fonts, LABEL, LEADING, 3.0, ragged=True)

    def packages(self, report: MergeReport) -> Section:
        """One row per file; what was refused says why over the width of the counts."""
        widths = self._columns((9, 0, 19, *_KINDS, *_TALLIES))
        names = (
            "序号",
            "来源与文件",
            "结果",
            "种类",
            "新增",
            "修改",
            "相同",
            "冲突",
            "疑似克隆",
            "疑似重复",
            "缺少照片",
        )
        head = self.label.row(names, widths, "c" * len(names))
        rows = [row for number, line in enumerate(report.packages, 1) for row in self._package(number, line, widths)]
        return Section("一、收到的文件", head, tuple(rows))

    def _package(self, number: int, line: PackageLine, widths: tuple[float, ...]) -> Iterable[Row]:
        first = self._lead(number, line, widths)
        if line.status == "refused":
            wide = (*widths[:3], sum(widths[3:]))
            return (Row(wide, (*first, self.text.cell(line.reason or NONE, wide[3])), padding=3.0),)
        kinds = self._kind_cells(line.counts, widths[3:7])
        tallies = (line.conflicts, line.clones, line.duplicates, line.photos_missing)
        cells = (
            self.text.cell(thousands(tally) if tally else NONE, width, centred=True)
            for tally, width in zip(tallies, widths[7:], strict=True)
        )
        row = Row(widths, (*first, *kinds, *cells), padding=3.0)
        notes = "；".join(line.notes)
        if not notes:
            return (row,)
        wide = (widths[0], sum(widths[1:]))
        return row, Row(wide, (Cell(), self.text.cell(f"说明：{notes}", wide[1])), padding=3.0)

    def _lead(self, number: int, line: PackageLine, widths: tuple[float, ...]) -> tuple[Cell, ...]:
        """Number, who and which file, what became of it."""
        who = self.label.cell(line.sender, widths[1]).items if line.sender else ()
        made = f"{line.made_at} 制作" if line.made_at else ""
        rest = "\n".join(part for part in (line.file, line.by, made) if part)
        source = Cell((*who, *self.text.cell(rest, widths[1]).items))
        mark = self.text.cell("未核实签名", widths[2], centred=True).items if line.unverified else ()
        status = Cell((*self.label.cell(STATUS[line.status], widths[2], centred=True).items, *mark))
        return self.text.cell(str(number), widths[0], centred=True), source, status

    def _kind_cells(self, counts: tuple[KindCount, ...], widths: tuple[float, ...]) -> Iterable[Cell]:
        """Lines of the four columns stand beside each other: labels are one line each."""
        columns = (
            "\n".join(count.label for count in counts),
            *(
                "\n".join(thousands(number) for number in numbers)
                for numbers in zip(*((count.new, count.changed, count.same) for count in counts), strict=True)
            ),
        )
        padded = (*columns, *("",) * (4 - len(columns)))
        return (self.text.cell(text, width, centred=True) for text, width in zip(padded, widths, strict=True))

    def totals(self, report: MergeReport) -> Section:
        """New, changed and same records of all files, and what is left to do."""
        widths = self._columns((0, 40, 40, 40))
        head = self.label.row(("种类", "新增", "修改", "相同"), widths, "cccc")
        rows = [
            self.text.row(
                (kind.label, thousands(kind.new), thousands(kind.changed), thousands(kind.same)), widths, "cccc"
            )
            for kind in kind_totals(report.packages)
        ]
        totals = report.totals
        left = (
            f"待核定冲突{totals.conflicts:,}处",
            f"疑似克隆电脑{totals.clones:,}台",
            f"疑似重复问题{totals.duplicates:,}对",
            f"缺少照片{totals.photos_missing:,}张",
        )
        rows.append(self.label.row(("，".join(left) + "。",), (self.width,)))
        return Section("二、合计", head, tuple(rows))

    def conflicts(self, report: MergeReport) -> Section:
        """Every conflict with all its values; the shown one is marked."""
        if not report.conflicts:
            none = self.text.row(("无。",), (self.width,))
            return Section("三、待核定的冲突", None, (none,))
        widths = self._columns((9, 38, 43, 0))
        head = self.label.row(("序号", "点位", "记录与字段", "各方取值（● 为当前显示）"), widths, "cccc")
        rows = (self._conflict(number, line, widths) for number, line in enumerate(report.conflicts, 1))
        return Section(f"三、待核定的冲突（{len(report.conflicts):,}处）", head, tuple(rows))

    def _conflict(self, number: int, line: ConflictLine, widths: tuple[float, ...]) -> Row:
        values: list[Cell] = []
        for value in line.values:
            text = f"{'●' if value.shown else '○'} {value.text or '（空）'}"
            source = "，".join(part for part in (value.by, value.at, value.laptop) if part)
            values.append(self.label.cell(text, widths[3]))
            values.append(self.text.cell(f"\u3000{source}", widths[3]))
        record = Cell((*self.text.cell(line.record, widths[2]).items, *self.label.cell(line.field, widths[2]).items))
        cells = (
            self.text.cell(str(number), widths[0], centred=True),
            self.text.cell(line.site, widths[1]),
            record,
            Cell(tuple(item for value in values for item in value.items)),
        )
        return Row(widths, cells, padding=3.0)

    def scores(self, number: int, changes: tuple[ScoreChange, ...]) -> Section:
        """Rates and ranks of one level before and after."""
        level = changes[0].level
        widths = self._columns((0, 23, 23, 20, 19, 19, 16))
        names = (level, "合并前得分率", "合并后得分率", "增减", "合并前名次", "合并后名次", "升降")
        head = self.label.row(names, widths, "c" * len(names))
        rows = [self.text.row(_score_texts(change), widths, " cccccc") for change in changes]
        return Section(f"{numeral(number)}、{level}得分率与名次变化", head, tuple(rows))

    def _columns(self, parts: tuple[float, ...]) -> tuple[float, ...]:
        """Widths in mm; 0 takes what is left."""
        rest = self.width - sum(parts) * MM
        return tuple(part * MM if part else rest for part in parts)


def _score_texts(change: ScoreChange) -> tuple[str, ...]:
    before, after = change.before, change.after
    moved = NONE if before is None or after is None else _signed(after - before)
    ranks = (change.rank_before, change.rank_after)
    return (
        change.name,
        NONE if before is None else f"{two_decimals(before)}%",
        NONE if after is None else f"{two_decimals(after)}%",
        moved,
        *(NONE if rank is None else str(rank) for rank in ranks),
        _climb(*ranks),
    )


def _signed(difference: Decimal) -> str:
    if not difference:
        return NONE
    return ("+" if difference > 0 else "−") + two_decimals(abs(difference))


def _climb(before: int | None, after: int | None) -> str:
    """↑2 is two places better."""
    if before is None or after is None or before == after:
        return NONE
    return f"↑{before - after}" if after < before else f"↓{after - before}"
