"""Rules with grades and numbers: A/B/C by sample, by value, by conditions; tiers; so much off per percent short."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.domain.rule_text.reading import MARKS

_NUMBER = r"(\d{1,6}(?:\.\d{1,2})?)"
_THING = r"(?:处|个|条|项|次|户|块|段|点|家|辆|人|名|座)"
_SIGNS = {"大于": ">", "高于": ">", "超过": ">", "多于": ">", "不低于": "≥", "不小于": "≥", "不少于": "≥", "达到": "≥",
          "大于等于": "≥", "大于或等于": "≥", "小于": "<", "低于": "<", "少于": "<", "不足": "<", "不到": "<",
          "未达到": "<", "达不到": "<", "不高于": "≤", "不大于": "≤", "不超过": "≤", "小于等于": "≤", "小于或等于": "≤",
          "≥": "≥", "≤": "≤", ">": ">", "<": "<"}  # fmt: skip
_SIGN = "(" + "|".join(sorted(_SIGNS, key=len, reverse=True)) + ")"
_MEASURED = r"(?:%|分贝|dB(?:[（(]A[)）])?|个百分点|平方米|公里|米|天|分钟|小时|度)?"
_BY = r"(?:%|个百分点|个点|分贝|分钟|小时|公里|米|天|度)?"
"""Of what a step is."""
_LABEL = "([A-D])"
_AFTER = r"(?:级|档|等)?[：、.]?"
"""What may stand after a label: A级：, B. and the like."""
_NOUN = r"[^A-Z，。；：\d><≥≤]{0,12}?"
"""What is measured: A：亮灯率＞98%."""
_VALUE = (
    re.compile(rf"(?<![A-Za-z]){_LABEL}{_AFTER}(?:为|是)?{_NOUN}{_SIGN}{_NUMBER}{_MEASURED}"),
    re.compile(rf"{_SIGN}{_NUMBER}{_MEASURED}的?(?:以上)?，?(?:为|得|评为|记为|是)?{_LABEL}(?![A-Za-z])"),
    re.compile(rf"{_NUMBER}{_MEASURED}(及?以上)的?，?(?:为|得|评为|记为|是){_LABEL}(?![A-Za-z])"),
)
_VALUE_BARE = re.compile(
    rf"(?<![A-Za-z]){_LABEL}{_AFTER}(?:为|是)?{_NOUN}{_NUMBER}(?:%|分贝)(及?以上|以下|以内)?(?!\d|[-~～至到])"
)
_COUNT = (
    re.compile(
        rf"(?<![A-Za-z]){_LABEL}{_AFTER}(?:为|是)?"
        rf"(?:有|全部|满足|达到|符合)?(?:其中)?(\d{{1,3}}){_THING}(?:都|均|全部)?(?:符合|达标|合格|满足|条件)?"
    ),
    re.compile(rf"(?<![A-Za-z]){_LABEL}{_AFTER}(?:符合|满足|达到)(?:其中)?(\d{{1,3}}){_THING}"),
    re.compile(
        rf"(?:符合|满足|达到|具备|有)?(?:其中)?(\d{{1,3}}){_THING}(?:及以上)?(?:条件|要求)?(?:都|均|全部)?(?:的)?"
        rf"(?:符合|达标|合格|满足|齐全|齐备|具备)?(?:要求|条件|标准)?的?，?(?:为|得|评为|记为|是)?{_LABEL}(?![A-Za-z])"
    ),
)
_REST = re.compile(
    rf"(?:其余|其他|否则|不足的?|以下的?|未达到的?)(?:情况)?(?:均|都|一律)?(?:为|得|评为|记为|是)?{_LABEL}#?"
)
_REST_FIRST = re.compile(rf"(?<![A-Za-z]){_LABEL}{_AFTER}(?:为|是)?(?:其余|其他|否则|以下|未达到)")
_SAMPLED = re.compile(rf"(?:抽查|随机抽取|随机抽查|抽取|实地考察|考察|抽检)(?:主次干道|点位|现场)?(\d{{1,3}}){_THING}")
_CONDITIONS = re.compile(rf"[{MARKS}][^{MARKS}]+")
_FULL = re.compile(rf"{_SIGN}?{_NUMBER}{_MEASURED}(?:及?以上)?的?，?得(?:满分|全分|{_NUMBER}分)")
_TARGET = re.compile(rf"{_SIGN}{_NUMBER}{_MEASURED}")
_BASE = re.compile(
    rf"(?:(?:达到|符合|满足)(?:国家|规定)?(?:标准|要求|指标)|达标|{_SIGN}{_NUMBER}{_MEASURED})(?:值)?(?:的|时|者)?，?(?:得|计|记)?{_NUMBER}分"
)
_BETTER = re.compile(
    rf"每(?:再)?(低|少|下降|降低|减少|高|多|超过|超|增加|上升|提高)(?:出|于)?{_NUMBER}{_BY}，?(?:再|另)?加{_NUMBER}分"
)
_BETTER_TIER = re.compile(
    rf"(?:低|少|下降|降低|减少|高|多|超过|超|增加|上升|提高)(?:出|于)?{_NUMBER}(?:%|个百分点|个点|个|分贝|天)?(?:及?以上)的?，?加{_NUMBER}分"
)
_FALLING = frozenset({"低", "少", "下降", "降低", "减少"})
_FALL = re.compile(rf"每(?:低|少|下降|降低|减少)(?:于)?{_NUMBER}{_BY}，?(?:扣|减){_NUMBER}分")
_RISE = re.compile(rf"每(?:高|超过|超|增加|上升)(?:出|于)?{_NUMBER}{_BY}，?(?:扣|减){_NUMBER}分")
_TIER = re.compile(
    rf"(?<![\d.%~～至到-])(?:{_SIGN}{_NUMBER}{_MEASURED}(?:及?以上)?|{_NUMBER}{_MEASURED}(?:及?以上)|{_NUMBER}%(?:[-~～至到]{_NUMBER}%)?)的?，?"
    rf"(?:得|给|计|记){_NUMBER}分"
)
_COUNTED = re.compile(
    rf"(?<![每\d.])(?:{_SIGN}?{_NUMBER}({_THING})(及?以上)?|(没有|无|未发现)[^，。；\d得]{{0,8}})的?，?(?:得|给|计|记){_NUMBER}分"
)
_BEYOND = re.compile(
    rf"(?:(超过|超出|高于|大于|多于)|低于|不足|少于|不到|未达到|小于){_NUMBER}{_MEASURED}的?(?:部分)?，?(?=每(?:再)?[超高增低少减])"
)
"""From where on each step costs something: 超过15分钟的，每超5分钟扣2分."""
_EARNED = re.compile(r"(?:得|给|计|记|加)(\d{1,4}(?:\.\d{1,2})?)分(?!钟)")
_BARE = {"": "≥", "以上": "≥", "以下": "<", "以内": "≤"}
_NAMED = re.compile(r"(?<![A-Za-z])([A-D])(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Graded:
    """A rule in the words of the strict reader; `incomplete` when the last grade had to be made up, `guessed` when the
    size of the sample was taken from the first grade."""

    words: str
    incomplete: bool = False
    guessed: str = ""
    unsigned: bool = False
    """A grade names a value without saying on which side of it."""
    left: str = ""
    """What else is earned, and was not understood."""


def has_grades(plain: str) -> bool:
    """Whether a text grades or names values at all."""
    return graded(plain, "") is not None


def graded(plain: str, requirement: str) -> Graded | None:
    """Grades, tiers or a linear rule in a tidy text; None when it holds none of them."""
    return (
        _bonus(plain, requirement)
        or _linear(plain, requirement)
        or _tiers(plain)
        or _by_value(plain)
        or _by_count(plain, requirement)
        or _counted(plain)
    )


def names_grades(plain: str) -> bool:
    """Whether a text speaks of grades A and B, whatever it says of them."""
    return {"A", "B"} <= set(_NAMED.findall(plain))


_GIVEN = re.compile(r"(?:为|得|评为|记为)([A-D])(?![A-Za-z0-9])|(?<![A-Za-z0-9])([A-D])(?:级|档)")


def gives_grades(plain: str) -> bool:
    """Whether a text says that something is an A or a B."""
    return {"A", "B"} <= {each[1] or each[2] for each in _GIVEN.finditer(plain)}


def earned(plain: str) -> str:
    """The points that a text gives, in words; nothing where there are none."""
    amounts = [each for each in _EARNED.findall(plain) if to_hundredths(each)]
    return "、".join(dict.fromkeys(amounts))[:40]


def full_points(plain: str) -> str:
    """What a linear text gives to whoever reaches its target, where it says so in points."""
    found = _FULL.search(plain)
    return (
        found[3] or "" if found and (_FALL.search(plain) or _RISE.search(plain)) and not _BETTER.search(plain) else ""
    )


def base_without_target(plain: str) -> str:
    """What reaching "the standard" earns, in a text that gives more beyond it."""
    base = _BASE.search(plain)
    return base[3] if base is not None and _BETTER.search(plain) else ""


def _bonus(plain: str, requirement: str) -> Graded | None:
    """So much at the standard, so much more for each step beyond it; the requirement may say what the standard is."""
    base, step = _BASE.search(plain), _BETTER.search(plain)
    if base is None or step is None:
        return None
    falling = step[1] in _FALLING
    sign, target = (base[1], base[2]) if base[2] else _target(requirement)
    if not target or (_SIGNS[sign] in "<≤") != falling:
        return None
    better = sorted(((to_hundredths(value), points) for value, points in _BETTER_TIER.findall(plain)), reverse=True)
    tiers = "".join(f"，优{short(value)}及以上加{points}分" for value, points in better)
    reach = "不超过" if falling else "达到"
    return Graded(f"{reach}{target}得{base[3]}分，每优{step[2]}加{step[3]}分{tiers}，未达到不得分")


def _target(requirement: str) -> tuple[str, str]:
    """Sign and number of the one target that a requirement names."""
    found = {(each[1], each[2]) for each in _TARGET.finditer(requirement)}
    return found.pop() if len(found) == 1 else ("", "")


def _linear(plain: str, requirement: str) -> Graded | None:
    full, falling = _FULL.search(plain), False
    step = _FALL.search(plain)
    if step is None:
        step, falling = _RISE.search(plain), True
    if step is None:
        return None
    beyond = _BEYOND.search(plain)
    if full is None and beyond is not None and bool(beyond[1]) == falling:
        sign, target = "", beyond[2]
    else:
        sign, target = (full[1], full[2]) if full is not None else _target(requirement)
    if not target or (sign and (_SIGNS[sign] in "<≤") != falling):
        return None
    reach, worse = ("不超过", "高") if falling else ("达到", "低")
    return Graded(f"{reach}{target}得满分，每{worse}{step[1]}扣{step[2]}分")


def _by_value(plain: str) -> Graded | None:
    found: dict[str, tuple[str, str]] = {}
    for each in _VALUE[0].finditer(plain):
        found.setdefault(each[1], (_SIGNS[each[2]], each[3]))
    for each in _VALUE[1].finditer(plain):
        found.setdefault(each[3], (_SIGNS[each[1]], each[2]))
    for each in _VALUE[2].finditer(plain):
        found.setdefault(each[3], ("≥", each[1]))
    unsigned = False
    for each in _VALUE_BARE.finditer(plain):
        if each[1] not in found:
            found[each[1]] = (_BARE[(each[3] or "")[-2:]], each[2])
            unsigned |= not each[3]
    rest = _rest(plain)
    if not found or (len(found) < 2 and not rest) or _lacks(plain, found, rest):
        return None
    labels = sorted(found)
    falling = found[labels[0]][0] in "<≤"
    graded_ = [label for label in labels if (found[label][0] in "<≤") == falling and label != rest]
    # C：<80 beside A：>85 and B：>80 only says again what is left.
    last = rest or next((label for label in labels if label not in graded_), "")
    made_up = last or chr(ord(labels[-1]) + 1)
    words = "，".join(f"{label}{_wide(found[label][0])}{found[label][1]}" for label in graded_)
    return Graded(f"分级：{words}，其余{made_up}", not last, unsigned=unsigned)


def _lacks(plain: str, found: Collection[str], rest: str) -> bool:
    """Whether a better grade than one of these is named and not understood: A must not be lost in silence."""
    worst = max(found)
    return any(label < worst and label not in found and label != rest for label in _NAMED.findall(plain))


def _wide(sign: str) -> str:
    return {">": "＞", "<": "＜"}.get(sign, sign)


def _by_count(plain: str, requirement: str) -> Graded | None:
    counts: dict[str, str] = {}
    for pattern in _COUNT[:2]:
        for each in pattern.finditer(plain):
            counts.setdefault(each[1], each[2])
    for each in _COUNT[2].finditer(plain):
        counts.setdefault(each[2], each[1])
    rest = _rest(plain)
    if not counts or (len(counts) < 2 and not rest) or _lacks(plain, counts, rest):
        return None
    labels = [label for label in sorted(counts) if label != rest]
    made_up = rest or chr(ord(labels[-1]) + 1)
    sampled = _SAMPLED.search(plain) or _SAMPLED.search(requirement)
    conditions = _conditions(plain) or _conditions(requirement)
    if conditions and (sampled is None or len(conditions) >= int(counts[labels[0]])):
        said = "；".join(f"{MARKS[n]}{words}" for n, words in enumerate(conditions))
        met = "，".join(f"{label}符合{counts[label]}项" for label in labels)
        return Graded(f"条件：{said}。{met}，其余{made_up}", not rest)
    number = sampled[1] if sampled else counts[labels[0]]
    met = "，".join(f"{label}符合{counts[label]}处" for label in labels)
    # 5项全部符合, 3项齐全 say themselves of how many.
    told = sampled or re.search(rf"(?<!\d){number}{_THING}(?:都|均|全|齐)", plain)
    return Graded(f"抽查{number}处：{met}，其余{made_up}", not rest, "" if told else number)


def _conditions(text: str) -> list[str]:
    """What stands after ①, ② …; the grades that follow the last one are none of it."""
    found = [each[0][1:] for each in _CONDITIONS.finditer(text)][: len(MARKS)]
    if len(found) < 2:
        return []
    found[-1] = re.split(r"[。；]|(?=[A-D](?:级|：|:|符合|为))|(?=(?:符合|满足|达到)\d+[项条个])", found[-1])[0]
    return [re.sub(r"[，；。、]+$", "", words) or "符合要求" for words in found]


def _rest(plain: str) -> str:
    found = _REST.search(plain) or _REST_FIRST.search(plain)
    return found[1] if found else ""


def _tiers(plain: str) -> Graded | None:
    """So much earns so much: ≥80%得10分; also 5%得1分，10%得2分, where what more is worth says on which side."""
    found = list(_TIER.finditer(plain))
    signs = {_SIGNS[each[1]] for each in found if each[1]} | {"≥" for each in found if each[3]}
    if len(found) < 2 or len({sign in "<≤" for sign in signs}) > 1:
        return None
    levels = [(each[2] or each[3] or each[4], each[5] or "", each[6]) for each in found]
    values = [(to_hundredths(low), to_hundredths(points)) for low, _, points in levels]
    if not signs and sorted(values) == sorted(values, key=lambda level: (-level[1], level[0])):
        signs = {"≤"}
    falling = bool(signs & {"<", "≤"})
    sign = "≤" if falling else "≥"
    said = sorted(
        ((to_hundredths(points), high if falling and high else low) for low, high, points in levels), reverse=True
    )
    words = "，".join(f"{sign}{value}得{short(points)}" for points, value in said)
    return Graded(f"分档：{words}", left=earned(_TIER.sub("", plain)))


def _counted(plain: str) -> Graded | None:
    """So many 处 earn so much: 3处以上得10分，2处得5分. The most are worth most, or the fewest."""
    found = list(_COUNTED.finditer(plain))
    levels = sorted((to_hundredths(each[2] or 0), to_hundredths(each[6]), bool(each[4] or each[1])) for each in found)
    signs = {_SIGNS[each[1]] for each in found if each[1]}
    if len(levels) < 2 or signs - {"≥"} or len({value for value, _, _ in levels}) < len(levels):
        return None
    earned = [points for _, points, _ in levels]
    rising = earned == sorted(set(earned))
    open_ended = [place for place, level in enumerate(levels) if level[2]]
    if rising:
        kept = [level for level in reversed(levels) if level[0] > 0]
        return _in_tiers("≥", kept)
    if earned != sorted(set(earned), reverse=True) or [place for place in open_ended if place < len(levels) - 1]:
        return None
    kept = [level for level in levels if not level[2] and level[1]]
    lost = not open_ended or levels[-1][1] == 0
    return _in_tiers("≤", kept) if lost else None


def _in_tiers(sign: str, levels: list[tuple[int, int, bool]]) -> Graded:
    return Graded("分档：" + "，".join(f"{sign}{short(value)}得{short(points)}" for value, points, _ in levels))
