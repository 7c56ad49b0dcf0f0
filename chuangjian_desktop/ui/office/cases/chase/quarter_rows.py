"""Rows of the quarterly score on the page of chasing: a unit's sites and its cases in one number. No Qt."""

from __future__ import annotations

from fractions import Fraction

from chuangjian_desktop.domain.scoring import rate_text
from chuangjian_desktop.services.office.cases.quarters import QuarterRow
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.text.words import t


def quarter_columns() -> tuple[Column, ...]:
    """The heads of the table."""
    return (
        Column("unit", t("责任单位")),
        Column("field", t("实地分"), 84, right=True),
        Column("due", t("到期"), 60, right=True),
        Column("in_time", t("按时"), 64, right=True),
        Column("late", t("逾期销号"), 80, right=True),
        Column("false", t("虚假"), 60, right=True),
        Column("rectified", t("整改分"), 84, right=True),
        Column("malus", t("扣减"), 64, right=True),
        Column("score", t("季度得分"), 92, right=True),
    )


def quarter_row(each: QuarterRow) -> Row:
    """One unit; without a name the round as a whole."""
    cases, parts = each.closing, each.quarter
    return Row(
        each.unit,
        (
            Cell(each.unit or t("全市"), bold=not each.unit),
            Cell(_rate(parts.field), "text_2"),
            *(Cell(str(count), "text_2") for count in (cases.due, cases.in_time, cases.late)),
            Cell(str(cases.false), "loss" if cases.false else "text_3"),
            Cell(_rate(parts.rectified), "text_2"),
            Cell(_rate(parts.malus or None), "loss" if parts.malus else "text_3"),
            Cell(_rate(parts.score), bold=True),
        ),
    )


def _rate(rate: Fraction | None) -> str:
    return rate_text(rate) or "—"
