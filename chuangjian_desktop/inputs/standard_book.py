"""A standard out of a workbook with a sheet for each of its tables, as `outputs.xlsx.standard_book` writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from chuangjian_desktop.domain.assessment import Cycle, Standard
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.domain.standard_sheet import CERTAINTIES, COMPLETE, EVIDENCE, FACTS, HEADING, JUDGEMENTS, PARTS
from chuangjian_desktop.domain.tables import Grid, GridSheet, RejectedRow
from chuangjian_desktop.inputs.pack_files import SPLIT, Row
from chuangjian_desktop.inputs.pack_problems import Report
from chuangjian_desktop.inputs.pack_standards import PERIOD, Heading, standard_of

_CODE = re.compile(r"[A-Z]{1,8}")
_LONGEST = 5_000
_MOST_ROWS = 2_000


Chosen = TypeVar("Chosen")


def holds_standard(grid: Grid) -> bool:
    """Whether a workbook is one of a standard, told by its sheets."""
    return {HEADING, PARTS["nodes"].sheet} <= {sheet.title.strip() for sheet in grid.sheets}


def standard_in(grid: Grid, parameters: Mapping[str, int]) -> tuple[Standard, tuple[RejectedRow, ...]]:
    """The standard of such a workbook, and everything that is wrong with it by sheet and row: it may be taken in when
    nothing is. `parameters` are the numbers that rules may name."""
    report = Report()
    sheets = {sheet.title.strip(): sheet for sheet in grid.sheets}
    rows = {part: _rows(sheets.get(table.sheet), part, report) for part, table in PARTS.items()}
    heading = _Heading(sheets[HEADING], report).read()
    if not rows["nodes"]:
        report.add(PARTS["nodes"].sheet, 1, "没有节点", "there are no nodes")
    standard = standard_of(heading, rows, parameters, report, certainties=CERTAINTIES)
    wrong = sorted(report.problems, key=lambda each: (each.file, each.line))
    return standard, tuple(RejectedRow(each.file, each.line, each.reason_zh, each.reason_en) for each in wrong)


def _rows(sheet: GridSheet | None, part: str, report: Report) -> list[Row]:
    """The rows under a table's head; a sheet that is missing has none."""
    if sheet is None:
        return []
    headers = (*PARTS[part].headers, *EVIDENCE)
    found: list[Row] = []
    columns: dict[str, int] | None = None
    for row in sheet.rows:
        texts = {cell.column: cell.text.strip() for cell in row.cells}
        if columns is None:
            here = {text: column for column, text in texts.items()}
            columns = {header: here[header] for header in headers} if here.keys() >= set(headers) else None
            continue
        cells = {header: texts.get(column, "") for header, column in columns.items()}
        if any(cells.values()):
            if len(found) == _MOST_ROWS:
                report.add(sheet.title, row.number, f"超过{_MOST_ROWS}行", f"more than {_MOST_ROWS} rows")
                break
            found.append(Row(sheet.title.strip(), row.number, cells))
            if max(map(len, cells.values())) > _LONGEST:
                report.add(sheet.title, row.number, "文字过长", "a text is too long")
    if columns is None and sheet.rows:
        words = "、".join(headers)
        report.add(sheet.title, 1, f"找不到表头：{words}", f"the head is missing: {words}")
    return found


class _Heading:
    """The facts of the first sheet."""

    def __init__(self, sheet: GridSheet, report: Report) -> None:
        self._sheet = sheet.title.strip()
        self._report = report
        self._facts: dict[str, tuple[int, str]] = {}
        for row in sheet.rows:
            texts = [cell.text.strip() for cell in row.cells]
            if texts[0] in FACTS:
                self._facts.setdefault(texts[0], (row.number, texts[1] if len(texts) > 1 else ""))

    def read(self) -> Heading:
        return Heading(
            code=self._checked("编号", _CODE, "须为大写字母", "must be capital letters"),
            title=self._needed("名称"),
            edition=self._needed("版本"),
            date=self._checked("日期", PERIOD, "须写成2026-11-22", "must read like 2026-11-22"),
            judgement=self._word("判定", JUDGEMENTS),
            success=self._text("规则"),
            sizes=self._several("城市规模"),
            complete=self._word("内容", COMPLETE),
            cycle=self._cycle(),
        )

    def _text(self, name: str) -> str:
        return self._facts.get(name, (0, ""))[1]

    def _wrong(self, name: str, reason_zh: str, reason_en: str) -> None:
        line = self._facts.get(name, (1, ""))[0]
        self._report.add(self._sheet, line, f"{name}{reason_zh}", f"{name} {reason_en}")

    def _needed(self, name: str) -> str:
        if not self._text(name):
            self._wrong(name, "未填", "is empty")
        return self._text(name)

    def _checked(self, name: str, form: re.Pattern[str], reason_zh: str, reason_en: str) -> str:
        text = self._text(name)
        if form.fullmatch(text) is None:
            self._wrong(name, f"“{text}”{reason_zh}", reason_en)
        return text

    def _several(self, name: str) -> tuple[str, ...]:
        return tuple(part for part in SPLIT.split(self._text(name)) if part)

    def _word(self, name: str, words: Mapping[str, Chosen]) -> Chosen:
        text = self._text(name)
        if text not in words:
            known = "、".join(words)
            self._wrong(name, f"“{text}”未知，应为：{known}", f"must be one of {known}")
        return words.get(text, next(iter(words.values())))

    def _cycle(self) -> Cycle:
        said = self._several("各年占比")
        if not said:
            return Cycle()
        try:
            shares = tuple(to_hundredths(share) for share in said)
        except Refusal:
            shares = ()
        if sum(shares) != 10_000 or min(shares) <= 0:
            self._wrong("各年占比", "须为合计100的数，用顿号分开", "must be numbers that add to 100")
        return Cycle(shares, self._word("占比依据程度", CERTAINTIES), self._text("占比来源"))
