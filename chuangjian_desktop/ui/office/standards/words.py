"""Words that the pages of Standards share."""

from __future__ import annotations

from collections.abc import Mapping

from chuangjian_desktop.domain.assessment import Certainty, Judgement
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.ui.text.words import t


def certainty_words(certainty: Certainty) -> str:
    """How sure a figure is, in a word or two."""
    words: Mapping[Certainty, str] = {
        "found": t("公开资料"),
        "high": t("把握大"),
        "medium": t("把握中等"),
        "low": t("把握小"),
        "confirmed": t("已确认"),
    }
    return words[certainty]


def certainty_mood(certainty: Certainty) -> str:
    """The tone in which it is said."""
    return {"confirmed": "gain", "low": "lack", "medium": "lack"}.get(certainty, "plain")


def judgement_words(judgement: Judgement) -> str:
    """How a title is judged."""
    words: Mapping[Judgement, str] = {
        "points": t("按得分"),
        "indicators": t("按指标达标"),
        "conditions": t("按条件逐条"),
        "mixed": t("得分与指标并用"),
        "unknown": t("办法未公开"),
    }
    return words[judgement]


def amount(value: int | None, unit: str) -> str:
    """A figure with its unit: 60%, 85 分, 7 处; a dash for one that nobody knows."""
    if value is None:
        return "—"
    return f"{short(value)}%" if unit == "%" else f"{short(value)} {unit}".strip()
