"""What a line of a score sheet that was filled in by hand says in points: lost, earned, or among the words."""

from __future__ import annotations

import re

from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.domain.standard import OUTSIDE, Item
from chuangjian_desktop.inputs.checklists.values import Remark
from chuangjian_desktop.inputs.columns import narrow
from chuangjian_desktop.inputs.filled_sheets import FilledRow
from chuangjian_desktop.services.fieldwork.filled_remarks import remark

NOTHING = frozenset(
    {"", "无", "-", "—", "/", "无问题", "未发现问题", "符合", "符合要求", "正常", "合格", "达标", "√", "好"}
)
"""Words that say that there is nothing to say."""
NUMBER = re.compile(r"[-－−]?(\d{1,5}(?:\.\d{1,2})?)\s*分?")
"""Points and nothing else."""
_TAKEN_OFF = re.compile(r"^(?:共|合计)?(?:扣|减)(?:除|去|掉)?\s*")
_SPOKEN_LOST = re.compile(r"(?<!每)(?<!每[处个次项人辆])(?:扣|减)(?:除|去|掉)?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分")


class Misread(Exception):
    """A line that is not understood, with what is said about it."""

    def __init__(self, found: Remark) -> None:
        super().__init__(found.zh)
        self.remark = found


def amount(row: FilledRow, key: str) -> int | None:
    """Points in hundredths in a column, None where nothing stands there; `Misread` for what is no number."""
    text = row.text(key)
    return _number(text, key) if text and narrow(text) not in NOTHING else None


def lost_of(row: FilledRow, item: Item, said: list[Remark] | None = None) -> int | None:
    """The points that a line takes off: as written, else what it leaves of the item's; None where it says neither.

    `said` gets what is doubtful about it. `Misread` where more is left than the item has.
    """
    lost, earned = amount(row, "lost"), amount(row, "earned")
    if earned is None or item.rule.kind in OUTSIDE:
        return lost
    if earned > item.points:
        raise Misread(remark("over", text=short(earned), site=short(item.points)))
    if lost is None:
        return item.points - earned
    if said is not None and lost + earned != item.points:
        said.append(remark("apart", text=short(lost), site=short(earned)))
    return lost


def said_lost(row: FilledRow, problems: int) -> int | None:
    """What the words take off, where they say so of each problem: 坑洼1处扣2分."""
    amounts = [to_hundredths(each) for each in _SPOKEN_LOST.findall(narrow(row.text("problems")))]
    return sum(amounts) if amounts and len(amounts) == problems else None


def _number(text: str, key: str) -> int:
    plain = narrow(text).removesuffix("%")
    found = NUMBER.fullmatch(_TAKEN_OFF.sub("", plain) if key == "lost" else plain)
    if found is None:
        raise Misread(remark("number", text=text, key=key))
    return to_hundredths(found[1])
