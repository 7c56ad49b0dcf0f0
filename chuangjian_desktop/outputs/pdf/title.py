"""Breaking a title by its sense: balanced lines that begin and end at words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from chuangjian_desktop.outputs.pdf.linebreak import NO_END, NO_START, kind_of, may_break
from chuangjian_desktop.outputs.wording import paragraphs

WORDS = (
    "创建",
    "测评",
    "整改",
    "通知",
    "通知书",
    "通知单",
    "问题",
    "发现",
    "模拟",
    "实地",
    "考察",
    "工作",
    "办公室",
    "领导小组",
    "文明",
    "卫生",
    "城市",
    "全国",
    "国家",
    "季度",
    "关于",
    "存在",
    "限期",
    "督办",
    "管理",
    "人民",
    "政府",
    "委员会",
    "街道",
    "市场",
    "社区",
    "轮次",
    "第一",
    "第二",
    "第三",
    "第四",
    "责令",
    "立即",
    "有关",
    "情况",
    "点位",
    "检查",
    "专项",
    "行动",
)
BEFORE = ("发现", "存在", "整改", "问题", "限期", "有关", "相关", "模拟", "实地", "责令")
AFTER = ("的", "》", "、", "，")


def title_lines(title: str, measure: Callable[[str], float], width: float) -> list[str]:
    """The lines of a title. Breaks that are given stand; a line that is too long is broken at the best place."""
    found: list[str] = []
    for line in paragraphs(title):
        found.extend(_balanced(line, measure, width))
    return found


def _balanced(line: str, measure: Callable[[str], float], width: float) -> list[str]:
    found: list[str] = []
    while True:
        sums = list(accumulate(map(measure, line)))
        if not sums or sums[-1] <= width:
            return [*found, line]
        place = _best(line, sums, width, measure("创"))
        found.append(line[:place])
        line = line[place:]


def _best(line: str, sums: list[float], width: float, cell: float) -> int:
    """The place with the smallest cost: far from an even share is dear, inside a word dearer, at a sense cheaper."""
    aim = sums[-1] / -(-sums[-1] // (width * 0.96))
    limit = max(2, bisect_right(sums, width) + 1)
    places = [place for place in range(1, limit) if _allowed(line, place)] or [limit - 1]
    return min(places, key=lambda place: abs(sums[place - 1] - aim) / cell + _cost(line, place))


def _cost(line: str, place: int) -> float:
    for word in WORDS:
        start = line.find(word, max(0, place - len(word) + 1), place + len(word) - 1)
        if 0 <= start < place < start + len(word):
            return 12.0
    if line.startswith(BEFORE, place) or line[:place].endswith(AFTER):
        return -1.0 if line[place] != "的" else 12.0
    return 12.0 if line[place] == "的" else 2.0


def _allowed(line: str, place: int) -> bool:
    if line[place] in NO_START or line[place - 1] in NO_END or kind_of(line[place - 1]) == kind_of(" "):
        return False
    return may_break(line, place, place - 1)
