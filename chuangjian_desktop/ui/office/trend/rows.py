"""Rows of the comparison: what two rounds have on the same items, and what does not compare. No Qt."""

from __future__ import annotations

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.scoring import difference
from chuangjian_desktop.services.office.rounds.comparing import Left, Trend, TypeTrend
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.text.words import t

WHOLE = "*"
"""The key of the row that stands for all types."""
MINUS = "\u2212"


def columns() -> tuple[Column, ...]:
    """Heads of the table."""
    return (
        Column("name", t("点位类别")),
        Column("old", t("上一次"), 84, right=True),
        Column("new", t("这一次"), 84, right=True),
        Column("moved", t("变化"), 84, right=True),
        Column("items", t("可比条目"), 112, right=True),
        Column("visits", t("点位"), 96, right=True),
    )


def left_columns() -> tuple[Column, ...]:
    """Heads of what does not compare."""
    return (Column("item", t("不可比的条目")), Column("why", t("原因"), 132))


def rows_of(found: Trend) -> tuple[Row, ...]:
    """The whole, then every type of site."""
    old, new = found.steps
    rates, visits = (old.comparable, new.comparable), (old.visits, new.visits)
    whole = _cells(t("全部类别"), rates, f"{found.compared} / {found.items}", visits)
    return (Row(WHOLE, whole), *(_type(each) for each in found.types))


def _type(each: TypeTrend) -> Row:
    old, new = each.comparable
    if not each.everywhere:
        rates = (each.rates[0], each.rates[1])
        said = t("只有一轮测过")
        return Row(each.code, _cells(each.title, rates, said, (each.visits[0], each.visits[1])), quiet=True)
    counted = f"{each.compared} / {each.items}"
    return Row(each.code, _cells(each.title, (old, new), counted, (each.visits[0], each.visits[1])))


def _cells(name: str, rates: tuple[str | None, str | None], items: str, visits: tuple[int, int]) -> tuple[Cell, ...]:
    words, ink = moved(*rates)
    return (
        Cell(name, bold=True),
        Cell(rates[0] or "—", "text_2"),
        Cell(rates[1] or "—", bold=True),
        Cell(words, ink),
        Cell(items, "text_2"),
        Cell(f"{visits[0]} → {visits[1]}", "text_3"),
    )


def moved(old: str | None, new: str | None) -> tuple[str, str]:
    """How far a rate moved, and its ink; an equal one is told, too."""
    if old is None or new is None:
        return "", "text_2"
    said = difference(old, new)
    if not said:
        return t("持平"), "text_2"
    return said.replace("-", MINUS), "gain" if said.startswith("+") else "loss"


def left_rows(found: Trend, chosen: str) -> tuple[Row, ...]:
    """The items of a type, or of all, that do not compare."""
    wanted = [each for each in found.left_out if chosen in (WHOLE, each.type)]
    return tuple(
        Row(f"{each.type}/{each.code}", (Cell(f"{each.code} {each.title}"), Cell(_why(each), "text_2")))
        for each in wanted
    )


def _why(each: Left) -> str:
    words = {
        "new": t("新增的"),
        "dropped": t("已删去"),
        "points": t("分值 {old} → {new}", old=short(each.before), new=short(each.after)),
        "rule": t("扣分办法改了"),
        "meaning": t("含义已变"),
    }
    return words[each.why]
