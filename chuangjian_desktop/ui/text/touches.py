"""What a finding costs in each campaign, in one line. No Qt."""

from __future__ import annotations

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.sheet import Touch
from chuangjian_desktop.ui.text.words import t

MINUS = "\u2212"


def touch_line(touches: tuple[Touch, ...]) -> str:
    """文明城市 基础设施 −1.00、卫生城市 市容环境 0.00; empty where nothing else counts."""
    return t("、").join(f"{_title(each)} {each.nodes[0][1]} {_lost(each.lost)}" for each in touches)


def touch_rows(touches: tuple[Touch, ...]) -> str:
    """The same with every node's code, a line each."""
    return "\n".join(
        f"{each.title}  {t('、').join(f'{title}（{code}）' for code, title in each.nodes)}  {_lost(each.lost)}"
        for each in touches
    )


def _title(touch: Touch) -> str:
    return touch.title.removeprefix("全国").removeprefix("国家") or touch.title


def _lost(hundredths: int) -> str:
    return f"{MINUS if hundredths else ''}{two_decimals(hundredths)}"
