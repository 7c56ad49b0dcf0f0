"""Cells of a pack's tables, read with their faults noted by file, line and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from chuangjian_desktop.domain.assessment import Certainty
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.inputs.pack_files import Row
from chuangjian_desktop.inputs.pack_problems import Report

Value = TypeVar("Value")

CERTAINTIES: dict[str, Certainty] = {"有据": "found", "高": "high", "中": "medium", "低": "low"}
YES_NO: dict[str, bool] = {"是": True, "否": False, "": False}


def wrong(row: Row, report: Report, reason_zh: str, reason_en: str) -> None:
    """Note a fault of a row."""
    report.add(row.file, row.line, reason_zh, reason_en)


def needed(row: Row, header: str, report: Report) -> str:
    """A cell that must say something."""
    text = row.text(header)
    if not text:
        wrong(row, report, f"“{header}”未填", f"{header} is empty")
    return text


def word(row: Row, header: str, words: Mapping[str, Value], report: Report) -> Value:
    """What the word in a cell stands for."""
    text = row.text(header)
    if text in words:
        return words[text]
    known = "、".join(word for word in words if word)
    wrong(row, report, f"{header}“{text}”未知，应为：{known}", f'{header} "{text}" is unknown, one of {known}')
    return next(iter(words.values()))


def amount(row: Row, header: str, report: Report, span: tuple[int, int]) -> int:
    """A number within a span of hundredths; 0 once it is in the report."""
    text, (least, most) = row.text(header), span
    try:
        value = to_hundredths(text)
    except Refusal:
        value = least - 1
    if least <= value <= most:
        return value
    low, high = short(least), short(most)
    wrong(row, report, f"{header}“{text}”须为{low}至{high}", f'{header} "{text}" must lie between {low} and {high}')
    return 0


def amount_if_any(row: Row, header: str, report: Report, span: tuple[int, int]) -> int | None:
    """A number within a span of hundredths, or None where the cell is empty."""
    return amount(row, header, report, span) if row.text(header) else None


def check_unique(named: Iterable[tuple[Row, str]], header: str, report: Report) -> None:
    """Note every code that stands in more than one row."""
    first: dict[str, int] = {}
    for row, code in named:
        if code in first:
            wrong(
                row,
                report,
                f"{header}“{code}”重复，已见于第{first[code]}行",
                f'"{code}" is there already, in line {first[code]}',
            )
        first.setdefault(code, row.line)
