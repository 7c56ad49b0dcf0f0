"""Words for what an earlier round entered for a standard and the present one may take over. No Qt."""

from __future__ import annotations

from collections.abc import Mapping

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.city.facts import Entry
from chuangjian_desktop.domain.city.score import GOAL
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.city.words import plain
from chuangjian_desktop.ui.text.words import t


def carried_columns() -> tuple[Column, ...]:
    """What is taken over, its value, and what it rests on."""
    return (
        Column("what", t("项目")),
        Column("value", t("录入值"), 130, right=True),
        Column("basis", t("依据"), 190),
        Column("date", t("日期"), 92),
    )


def carried_rows(standard: Standard, entries: Mapping[str, Entry]) -> tuple[Row, ...]:
    """A row for each slot, in the order of the standard's own parts."""
    return tuple(
        Row(
            slot,
            (
                Cell(words := slot_words(standard, slot), spoken=words),
                Cell(value_words(entry), bold=True),
                Cell(said := entry.basis or entry.note, "text_2", spoken=said),
                Cell(entry.date, "text_2"),
            ),
        )
        for slot, entry in sorted(entries.items())
    )


def slot_words(standard: Standard, slot: str) -> str:
    """The name of a slot as the pages call it; of an indicator's earlier year, how far back it is."""
    if slot == GOAL:
        return t("本市目标分")
    kind, _, rest = slot.partition(".")
    judging = standard.judging
    titles = {
        "gate": {each.code: each.title for each in judging.gates},
        "block": {each.code: each.title for each in judging.blocks},
        "indicator": {each.code: f"{each.code} {each.title}" for each in judging.indicators},
    }.get(kind, {})
    if rest in titles:
        return titles[rest]
    code, _, back = rest.rpartition(".")
    return t("{title}（{n} 年前）", title=titles[code], n=back) if code in titles else slot


def value_words(entry: Entry) -> str:
    """What was entered, in short."""
    if entry.value is not None:
        return plain(entry.value)
    if entry.numerator is not None:
        return f"{plain(entry.numerator)} / {plain(entry.denominator)}"
    return "—" if entry.met is None else t("已达到") if entry.met else t("未达到")
