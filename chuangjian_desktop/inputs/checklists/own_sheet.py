"""Knowing a sheet that the program wrote (`outputs.xlsx.checklist_sheet`), by the facts above its head."""

from __future__ import annotations

from chuangjian_desktop.domain.checklist_sheet import CODE, DATE, STATE, SYNONYMS, TITLE, VERSION, unnamed
from chuangjian_desktop.domain.tables import GridSheet
from chuangjian_desktop.inputs.checklists.values import Head

_WITHIN = 4


def head_of(sheet: GridSheet) -> Head | None:
    """What such a sheet says of its checklist; None for an office's own."""
    labels = {CODE, TITLE, VERSION, DATE, STATE, SYNONYMS}
    found: dict[str, str] = {}
    for row in sheet.rows:
        if row.number > _WITHIN:
            break
        texts = {cell.column: cell.text for cell in row.cells}
        for column, text in texts.items():
            if text in labels:
                value = texts.get(column + 1, "")
                found.setdefault(text, "" if value in labels else value)
    if not found.get(CODE) or VERSION not in found:
        return None
    return Head(
        found.get(TITLE, ""),
        found[CODE],
        found[VERSION],
        found.get(DATE, ""),
        found.get(STATE, ""),
        unnamed(found.get(SYNONYMS, "")),
        exact=True,
    )
