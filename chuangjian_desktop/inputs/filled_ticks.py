"""符合 and 不符合 as two columns to tick."""

from __future__ import annotations

from collections.abc import Iterator

from chuangjian_desktop.inputs.checklists.values import Remark
from chuangjian_desktop.inputs.columns import narrow

_CROSSED = frozenset({"×", "✗", "✘", "x", "否"})
_TICKED = frozenset({"√", "✓", "✔", "○", "●", "是", "y", "1", "符合", "合格"})
_EMPTY = frozenset({"", "/", "-", "—", "无", "0", "否"})


def ticked(cells: dict[str, str]) -> Iterator[Remark]:
    """Turn the two columns (`good`, `bad`) of a line into its result. Words below 不符合 are the problem."""
    good, bad = (narrow(cells.pop(key, "")) for key in ("good", "bad"))
    wrong = bad.casefold() not in _EMPTY
    right = good.casefold() in _TICKED
    if wrong and bad.casefold() not in _TICKED | _CROSSED | {"不符合", "不合格"}:
        cells["problems"] = "；".join(part for part in (cells.get("problems", ""), bad) if part)
    wrong = wrong or good.casefold() in _CROSSED
    if (wrong or right) and not cells.get("result"):
        cells["result"] = "不符合" if wrong else "符合"
    if wrong and right:
        yield Remark(
            "result",
            "符合和不符合都打了勾",
            "both conforming and not conforming are ticked",
            "只留一个",
            "keep one of them",
        )
