"""Words and numbers that the pages of a campaign share. No Qt."""

from __future__ import annotations

from fractions import Fraction

from chuangjian_desktop.domain.city.values import IndicatorScore, Line, Verdict
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.scoring import rate_text
from chuangjian_desktop.services.office.city.reviews import STATES
from chuangjian_desktop.services.office.city.words import exact_text
from chuangjian_desktop.ui.office.city import state
from chuangjian_desktop.ui.text.words import language, t

MINUS = "\u2212"
NONE = "—"


def rate(value: Fraction | None) -> str:
    """Two decimals, or a dash."""
    return signed(rate_text(value)) if value is not None else NONE


def signed(text: str | None) -> str:
    """A number as text with a true minus."""
    return NONE if text is None else MINUS + text[1:] if text.startswith("-") else text


def exact(value: Fraction | None) -> str:
    """As many decimals as are needed, or a dash."""
    return signed(exact_text(value))


def margin(value: Fraction | None) -> str:
    """What is above a mark, with its sign."""
    if value is None:
        return ""
    return rate(value) if value < 0 else f"+{rate(value)}"


def plain(hundredths: int | None) -> str:
    """A number to be edited: without needless zeros, empty when it is not known."""
    return "" if hundredths is None else short(hundredths)


def state_word(name: str) -> str:
    """未交, 已交, 通过, 退回."""
    found = STATES.get(name, (name, name))
    return found[1] if language() == "en" else found[0]


VERDICT_MOODS: dict[Verdict, str] = {"met": "gain", "improving": "gain", "not_met": "loss", "missing": "lack"}


def verdict_word(score: IndicatorScore) -> str:
    """What became of an indicator."""
    if score.verdict == "missing":
        return {
            "target": t("待确认目标"),
            "before": t("待录上年值"),
            "years": t("年份不全"),
            "rule": t("规则看不懂"),
        }.get(score.why, t("未录入"))
    return {"met": t("达标"), "improving": t("持续改善"), "not_met": t("未达标")}[score.verdict]


def line(each: Line) -> state.Line:
    """A line of a sum as the side panel shows it."""
    plain = {
        "year": t("第 {n} 年", n=each.key),
        "floor": t("不低于 0"),
        "vetoed": t("整个点位被否决"),
        "unvisited": t("没有去的点位"),
    }
    what = each.what or plain.get(each.level, each.key)
    if each.level == "veto":
        what = t("一票否决：{what}", what=each.what)
    middle = f"× {rate(each.weight).rstrip('0').rstrip('.')}%" if each.weight is not None else ""
    if each.rate is not None and each.weight is not None:
        middle = f"{rate(each.rate)} {middle}"
    value = exact(each.points) if each.points is not None else rate(each.rate)
    ink = "loss" if each.points is not None and each.points < 0 else "text_1"
    return state.Line(f"{what}  {_detail(each)}".rstrip(), middle, value, ink)


def _detail(each: Line) -> str:
    """What a line says besides; the first word of an indicator's tells where its value is from."""
    words = {
        "met": t("达标"),
        "improving": t("持续改善"),
        "not_met": t("未达标"),
        "entered": t("录入"),
        "ratio": t("分子÷分母"),
        "survey": t("取自问卷"),
    }
    first, _, rest = each.detail.partition(" ")
    return f"{words.get(first, first)} {rest}".strip()
