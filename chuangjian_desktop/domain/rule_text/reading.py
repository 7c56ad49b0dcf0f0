"""From a clerk's words to a `Rule`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.domain.rule_text.checking import RuleTextRefusal, check_rule
from chuangjian_desktop.domain.standard import Grade, Rule, Tier

MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""Before the conditions of a rule, one each."""

_KEY = r"\{[^{}]{1,40}\}"
_NUMBER = rf"(\d{{1,6}}(?:\.\d{{1,2}})?|{_KEY})"
_COUNT = rf"(\d{{1,6}}|{_KEY})"
_THING = "[处个次人项辆件条例起张段块户]"
_LABEL = r"([A-Z]#?|[\u4e00-\u9fff]{1,4}?)"
_CAP = rf"(?:，(?:扣完为止|最多扣{_NUMBER}分))?"
_EACH = re.compile(rf"每(?:发现)?(?:一|1)?{_THING}扣{_NUMBER}分{_CAP}")
_SHORTAGE = re.compile(rf"要求{_COUNT}{_THING}，每(?:少|缺)(?:1|一){_THING}扣{_NUMBER}分{_CAP}")
_RATIO = re.compile(rf"按比例，要求{_COUNT}")
_TIER = re.compile(rf"([≥≤]){_NUMBER}%?得{_NUMBER}分?")
_GRADE = re.compile(rf"{_LABEL}([>≥<≤]){_NUMBER}%?")
_COUNTED = re.compile(rf"{_LABEL}符合{_COUNT}{_THING}")
_REST = re.compile(rf"(?:其余|否则){_LABEL.replace('?)', ')')}")
_SAMPLE = re.compile(rf"抽查{_COUNT}{_THING}：(.+)")
_CONDITIONS = re.compile(rf"条件：([{MARKS}].+)。([^。]+)")
_PERCENT = r"(?:%|个百分点)?"
_LINEAR = re.compile(rf"(达到|≥|不超过|≤){_NUMBER}%?得满分，每(低|高){_NUMBER}{_PERCENT}扣{_NUMBER}分(?:，扣完为止)?")
_BONUS = re.compile(
    rf"(达到|≥|不超过|≤){_NUMBER}%?得{_NUMBER}分(?:，每优{_NUMBER}{_PERCENT}加{_NUMBER}分)?"
    rf"((?:，优[^，]+)*)(?:，未达到不得分)?"
)
_BETTER = re.compile(rf"优{_NUMBER}{_PERCENT}(?:及以上|以上)?加{_NUMBER}分")
_PENALTY = re.compile(rf"百分制外每(?:发现)?(?:一|1)?{_THING}扣{_NUMBER}分(?:，最多扣{_NUMBER}分)?")
_FIXED: dict[str, Rule] = {
    "一处即不得分": Rule("all_or_nothing"),
    "发现一处即不得分": Rule("all_or_nothing"),
    "符合或不符合": Rule("pass_fail"),
    "加减分": Rule("ledger"),
}
_TYPED = str.maketrans("０１２３４５６７８９．,;；:％＞＜", "0123456789.，，，：%><")


def parse_rule(text: str, points: int) -> Rule:
    """Read a clerk's rule for an item of `points` hundredths; `RuleTextRefusal` when it is none of the known forms.

    A cap is always explicit in the value: 扣完为止, or no words about it, means the item's points (of a penalty outside
    the 100: no cap). `required` is a plain count, `Tier.at_least` hundredths of the measured unit. A number may be a
    parameter, `{key}`: its value is 0 until it is `resolved`.
    """
    plain = re.sub(r"\s+", "", text).translate(_TYPED).replace(">=", "≥").replace("<=", "≤")
    for reader in _READERS:
        numbers = _Numbers()
        rule = reader(plain, points, numbers)
        if rule is not None:
            rule = replace(rule, parameters=tuple(numbers.parameters))
            check_rule(rule, points, text)
            return rule
    raise RuleTextRefusal(
        text,
        f"评分规则“{text}”看不懂，可写：每处扣0.5分，扣完为止",
        f'rule "{text}" is of no known form, such as 每处扣0.5分，扣完为止',
    )


class _Numbers:
    """Reads numbers, and remembers which of them are parameters."""

    def __init__(self) -> None:
        self.parameters: list[tuple[str, str]] = []

    def hundredths(self, text: str | None, place: str) -> int:
        """Nothing is 0."""
        return 0 if not text or self._is_key(text, place) else to_hundredths(text)

    def count(self, text: str, place: str) -> int:
        return 0 if self._is_key(text, place) else int(text)

    def _is_key(self, text: str, place: str) -> bool:
        if not text.startswith("{"):
            return False
        self.parameters.append((place, text[1:-1]))
        return True


def _read_fixed(text: str, _points: int, _numbers: _Numbers) -> Rule | None:
    return _FIXED.get(text)


def _read_each(text: str, points: int, numbers: _Numbers) -> Rule | None:
    found = _EACH.fullmatch(text)
    if found is None:
        return None
    each = numbers.hundredths(found[1], "each")
    return Rule("per_occurrence", each=each, cap=numbers.hundredths(found[2], "cap") if found[2] else points)


def _read_shortage(text: str, points: int, numbers: _Numbers) -> Rule | None:
    found = _SHORTAGE.fullmatch(text)
    if found is None:
        return None
    required = numbers.count(found[1], "required")
    each = numbers.hundredths(found[2], "each")
    cap = numbers.hundredths(found[3], "cap") if found[3] else points
    return Rule("shortage", each=each, cap=cap, required=required)


def _read_ratio(text: str, _points: int, numbers: _Numbers) -> Rule | None:
    found = _RATIO.fullmatch(text)
    return None if found is None else Rule("ratio", required=numbers.count(found[1], "required"))


def _read_tier(text: str, _points: int, numbers: _Numbers) -> Rule | None:
    if not text.startswith("分档："):
        return None
    tiers: list[Tier] = []
    signs: set[str] = set()
    for index, part in enumerate(text.removeprefix("分档：").split("，")):
        found = _TIER.fullmatch(part)
        if found is None:
            return None
        signs.add(found[1])
        at_least = numbers.hundredths(found[2], f"tiers.{index}.at_least")
        tiers.append(Tier(at_least, numbers.hundredths(found[3], f"tiers.{index}.points")))
    return None if len(signs) > 1 else Rule("tier", tiers=tuple(tiers), falling=signs == {"≤"})


def _read_value(text: str, _points: int, numbers: _Numbers) -> Rule | None:
    if not text.startswith("分级："):
        return None
    *parts, last = text.removeprefix("分级：").split("，")
    found = [_GRADE.fullmatch(part) for part in parts]
    rest = _REST.fullmatch(last)
    signs = {each[2] in "<≤" for each in found if each is not None}
    if rest is None or None in found or len(signs) != 1:
        return None
    grades = [
        Grade(each[1], numbers.hundredths(each[3], f"grades.{index}.at_least"), each[2] in "<>")
        for index, each in enumerate(found)
        if each is not None
    ]
    return Rule("grade_value", grades=(*grades, Grade(rest[1], 0)), falling=signs == {True})


def _counted(text: str, numbers: _Numbers) -> tuple[Grade, ...] | None:
    *parts, last = text.split("，")
    grades: list[Grade] = []
    for index, part in enumerate(parts):
        found = _COUNTED.fullmatch(part)
        if found is None:
            return None
        place = f"grades.{index}.at_least"
        grades.append(Grade(found[1], numbers.count(found[2], place) * 100))
    rest = _REST.fullmatch(last)
    return (*grades, Grade(rest[1], 0)) if rest is not None and grades else None


def _read_sample(text: str, _points: int, numbers: _Numbers) -> Rule | None:
    found = _SAMPLE.fullmatch(text)
    if found is None:
        return None
    required = numbers.count(found[1], "required")
    grades = _counted(found[2], numbers)
    return None if grades is None else Rule("grade_sample", required=required, grades=grades)


def _read_conditions(text: str, _points: int, numbers: _Numbers) -> Rule | None:
    found = _CONDITIONS.fullmatch(text)
    if found is None:
        return None
    conditions = tuple(part.strip("，。") for part in re.split(f"[{MARKS}]", found[1])[1:])
    grades = _counted(found[2], numbers)
    if grades is None or not all(conditions):
        return None
    return Rule("grade_conditions", conditions=conditions, grades=grades)


def _read_linear(text: str, _points: int, numbers: _Numbers) -> Rule | None:
    found = _LINEAR.fullmatch(text)
    falling = found is not None and found[3] == "高"
    if found is None or falling != (found[1] in ("不超过", "≤")):
        return None
    target, step = numbers.hundredths(found[2], "target"), numbers.hundredths(found[4], "step")
    return Rule("linear", each=numbers.hundredths(found[5], "each"), target=target, step=step, falling=falling)


def _read_bonus(text: str, _points: int, numbers: _Numbers) -> Rule | None:
    found = _BONUS.fullmatch(text)
    if found is None or not (found[4] or found[6]):
        return None
    better = [_BETTER.fullmatch(part) for part in found[6].split("，")[1:]]
    if None in better:
        return None
    target, base = numbers.hundredths(found[2], "target"), numbers.hundredths(found[3], "base")
    step, each = numbers.hundredths(found[4], "step"), numbers.hundredths(found[5], "each")
    tiers = tuple(
        Tier(numbers.hundredths(one[1], f"tiers.{index}.at_least"), numbers.hundredths(one[2], f"tiers.{index}.points"))
        for index, one in enumerate(better)
        if one is not None
    )
    falling = found[1] in ("不超过", "≤")
    return Rule("bonus", each=each, tiers=tiers, target=target, step=step, base=base, falling=falling)


def _read_penalty(text: str, _points: int, numbers: _Numbers) -> Rule | None:
    found = _PENALTY.fullmatch(text)
    if found is None:
        return None
    return Rule("penalty", each=numbers.hundredths(found[1], "each"), cap=numbers.hundredths(found[2], "cap"))


_READERS: tuple[Callable[[str, int, _Numbers], Rule | None], ...] = (
    _read_fixed,
    _read_each,
    _read_shortage,
    _read_ratio,
    _read_tier,
    _read_value,
    _read_sample,
    _read_conditions,
    _read_linear,
    _read_bonus,
    _read_penalty,
)
