"""A checklist as a workbook that a clerk changes and that comes back without loss (`inputs.checklists`)."""

from __future__ import annotations

from pathlib import Path

from chuangjian_desktop.domain.checklist_sheet import LABELS, SYNONYMS, cells, facts
from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.points import from_hundredths
from chuangjian_desktop.domain.standard import Checklist
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.xlsx import styles
from chuangjian_desktop.outputs.xlsx.book import Book, Sheet, Value
from chuangjian_desktop.outputs.xlsx.styles import Look

_HEAD_ROW = 4
_WIDTHS = {
    "number": 6, "code": 10, "section": 14, "title": 22, "requirement": 44, "how": 36, "method": 10, "unit": 7,
    "points": 8, "rule": 28, "na": 9, "veto": 9, "exemption": 36, "departments": 18, "deadline": 10, "severity": 9,
    "photos_required": 9, "photos_most": 9, "nodes": 26, "phrases": 46, "confidence": 9, "replaces": 12, "data": 20,
}  # fmt: skip
_LOOKS: dict[str, Look] = {
    "number": styles.COUNT,
    "points": styles.POINTS,
    "photos_required": styles.COUNT,
    "photos_most": styles.COUNT,
}


def write_checklist(checklist: Checklist, path: Path) -> tuple[Warn, ...]:
    """Write a checklist to `path`; the earlier file stays as it is until the new one is complete.

    The facts above the head say which version it is: with them, every text comes back to the last character. The column
    for rules that words cannot say is there only where one is needed.
    """
    rows = [cells(item) for item in checklist.items]
    keys = [key for key in LABELS if key != "data" or any(row["data"] for row in rows)]
    with written_beside(path) as temporary, Book() as book:
        page = book.sheet("测评表", [_WIDTHS[key] for key in keys], paper="A3", head_row=_HEAD_ROW)
        _write_facts(page, checklist, len(keys))
        page.head([LABELS[key][0] for key in keys])
        looks = [_LOOKS.get(key, styles.TEXT) for key in keys]
        for item, row in zip(checklist.items, rows, strict=True):
            numbers: dict[str, Value] = {
                "number": item.order,
                "points": from_hundredths(item.points),
                "photos_required": item.photos_required,
                "photos_most": item.photos_most,
            }
            page.row([numbers.get(key, row[key]) for key in keys], looks)
        book.save(temporary)
        return book.warnings


def _write_facts(page: Sheet, checklist: Checklist, width: int) -> None:
    title = f"{checklist.title}测评表"
    page.merge(page.row([title, *[None] * (width - 1)], [styles.TITLE] * width, 36), 1, width)
    told = dict(facts(checklist))
    first = [value for pair in told.items() if pair[0] != SYNONYMS for value in pair]
    for values in (first, [SYNONYMS, told[SYNONYMS]]):
        looks = [styles.LABEL, styles.TEXT] * (len(values) // 2)
        page.row(values, looks)
