"""What was measured on a score sheet that was filled in by hand: in a column of its own, in 备注 as our own sheets
write it, under 数量 of an item that only a value scores, or under 得分 of a ledger."""

from __future__ import annotations

import re
from dataclasses import replace

from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.domain.scoring import MEASURED, ScoringProfile, by_value, measured_points
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.inputs.checklists.values import Remark
from chuangjian_desktop.inputs.columns import narrow
from chuangjian_desktop.inputs.filled_sheets import FilledRow
from chuangjian_desktop.services.documents import ENTERED_NOTE, MEASURED_NOTE

_NOTED = re.compile(rf"(?:{MEASURED_NOTE}|{ENTERED_NOTE})\s*[:：]?\s*([-+]?\d{{1,6}}(?:\.\d{{1,2}})?)\s*(?:[；;]|$)")
_COUNTED = re.compile(r"(?:[≥>约]?)([-+]?\d{1,6}(?:\.\d{1,2})?)\s*(?:[处个项条次%％]|个百分点)?")


def measured_apart(row: FilledRow, item: Item) -> FilledRow:
    """The line with what was measured in its own column, wherever the sheet says it. Lines of other items stay."""
    if not takes_value(item):
        return row
    cells = dict(row.cells)
    if noted := _NOTED.match(row.text("note")):
        cells["note"] = row.text("note")[noted.end() :].strip()
        cells.setdefault("measured", noted[1])
    elif item.rule.kind in MEASURED and not row.text("measured") and value_in(row.text("count")) is not None:
        cells["measured"] = cells.pop("count")
    elif item.rule.kind == "ledger" and value_in(row.text("earned")):
        cells.setdefault("measured", cells.pop("earned"))
    return replace(row, cells=cells)


def takes_value(item: Item) -> bool:
    """Whether an item has room for a value: one that scores it, or an amount that is entered."""
    return by_value(item.rule) or item.rule.kind == "ledger"


def value_in(text: str) -> int | None:
    """A value in hundredths: 83, 83.5％, 4处; None for anything else."""
    found = _COUNTED.fullmatch(narrow(text))
    return to_hundredths(found[1]) if found else None


def disagreement(item: Item, measured: int | None, stated: int | None, profile: ScoringProfile) -> Remark | None:
    """What is to be said where the points of the sheet (`stated`, lost) are not those that the value gives."""
    if measured is None or stated is None or not by_value(item.rule):
        return None
    lost = item.points - measured_points(item.rule, item.points, measured, profile)
    if stated == lost:
        return None
    said, right, value = short(stated), short(lost), short(measured)
    zh = f"按实测值 {value} 应扣 {right} 分，表上扣 {said} 分，按实测值计"
    en = f"the value {value} takes {right} off, the sheet {said}; the value counts"
    return Remark("lost", zh, en, "核对实测值和扣分", "compare the value with the deduction", fatal=False)
