"""The levels by which a round is scored, as people name them. No Qt."""

from __future__ import annotations

from chuangjian_desktop.ui.text.words import t

LEVELS = ("area", "unit", "site_type", "visit", "team", "item", "campaign")


def level_head(level: str) -> str:
    """The head of a column that names the rows of a level."""
    return t("点位类别") if level == "site_type" else level_word(level)


def level_word(level: str) -> str:
    """A level as a choice names it."""
    return {
        "area": t("区划"),
        "unit": t("责任单位"),
        "site_type": t("类别"),
        "visit": t("点位"),
        "team": t("测评组"),
        "item": t("条目"),
        "campaign": t("创建"),
        "lost": t("单位丢分"),
    }[level]
