"""Words that the pages of Standards share."""

from __future__ import annotations

from collections.abc import Mapping

from chuangjian_desktop.domain.assessment import Certainty, Figure, Judgement
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.ui.text.units import unit_words
from chuangjian_desktop.ui.text.words import language, t


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
    number = short(value)
    return f"{number}%" if unit == "%" else f"{number} {unit_words(unit, one=number == '1')}".strip()


def figure_words(figure: Figure) -> str:
    """What a figure is: the title of its part, which is the standard's own, and which of its numbers."""
    if language() == "zh":
        return figure.label
    what, _, number = figure.label.rpartition(" · ")
    if figure.key.startswith("cycle."):
        what = t("第 {n} 年", n=figure.key.removeprefix("cycle."))
    names = {
        "分值": t("分值"),
        "权重": t("权重"),
        "合格线": t("合格线"),
        "目标值": t("目标值"),
        "最低分": t("最低分"),
        "计入比例": t("计入比例"),
        "占比": t("占比"),
    }
    return f"{what} · {names.get(number, number)}"
