"""Parameters of a pack: the numbers that every city sets for itself, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chuangjian_desktop.domain.assessment import Certainty
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.standard import Parameter
from chuangjian_desktop.inputs.pack_cells import CERTAINTIES, amount, check_unique, needed, word, wrong
from chuangjian_desktop.inputs.pack_files import Row
from chuangjian_desktop.inputs.pack_problems import Report

PARAMETER_HEADERS = ("参数", "名称", "单位", "数值", "最小", "最大", "依据程度", "来源")
_KEY = re.compile(r"[^\s{}，,；;、]+")
_SPAN = (0, 100_000_000)


def parameters_of(rows: Iterable[Row], report: Report) -> tuple[Parameter, ...]:
    """The parameters of `parameters.csv`. Faults go into the report."""
    rows = tuple(rows)
    check_unique([(row, row.text("参数")) for row in rows], "参数", report)
    return tuple(_parameter(row, report) for row in rows)


def _parameter(row: Row, report: Report) -> Parameter:
    key = needed(row, "参数", report)
    if key and _KEY.fullmatch(key) is None:
        wrong(row, report, f"参数“{key}”不能有空格、标点和花括号", f'key "{key}" must have no blanks, marks or braces')
    least, most = amount(row, "最小", report, _SPAN), amount(row, "最大", report, _SPAN)
    value = amount(row, "数值", report, _SPAN)
    if not least <= value <= most:
        low, high = short(least), short(most)
        wrong(row, report, f"数值“{short(value)}”须在{low}至{high}之间", f"the value must lie between {low} and {high}")
    certainty: Certainty = word(row, "依据程度", CERTAINTIES, report)
    label, unit = needed(row, "名称", report), row.text("单位")
    return Parameter(key, label, unit, value, least, most, certainty, row.text("来源"))
