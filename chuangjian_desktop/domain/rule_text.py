"""评分规则 as a clerk writes them ("每处扣0.5分，扣完为止"), read into `Rule` and written back."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Literal

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.domain.standard import Rule, Tier

Language = Literal["zh", "en"]

_NUMBER = r"(\d{1,6}(?:\.\d{1,2})?)"
_CAP = rf"(?:，(?:扣完为止|最多扣{_NUMBER}分))?"
_EACH = re.compile(rf"每(?:发现)?(?:一|1)?[处个次人项辆件]扣{_NUMBER}分{_CAP}")
_SHORTAGE = re.compile(rf"要求(\d{{1,6}})[处个次人项辆件]，每(?:少|缺)(?:1|一)[处个次人项辆件]扣{_NUMBER}分{_CAP}")
_RATIO = re.compile(r"按比例，要求(\d{1,6})")
_TIER = re.compile(rf"≥{_NUMBER}%?得{_NUMBER}分?")
_TIERS = "分档："
_ALL = frozenset({"一处即不得分", "发现一处即不得分"})
_CONFORMS = "符合或不符合"
_TYPED = str.maketrans("０１２３４５６７８９．,;；:％", "0123456789.，，，：%")


class RuleTextRefusal(Refusal):
    """A rule text that says nothing known, or that does not fit the item's points (M27 with field "rule")."""

    def __init__(self, text: str, reason_zh: str, reason_en: str) -> None:
        super().__init__("M27", field="rule", value=text)
        self.reason_zh = reason_zh
        self.reason_en = reason_en


def parse_rule(text: str, points: int) -> Rule:
    """Read a clerk's rule for an item of `points` hundredths; `RuleTextRefusal` when it is none of the known forms.

    A cap is always explicit in the value: 扣完为止, or no words about it, means the item's points. `required` is a
    plain count, `Tier.at_least` hundredths of the measured unit.
    """
    plain = re.sub(r"\s+", "", text).translate(_TYPED).replace(">=", "≥")
    for reader in _READERS:
        rule = reader(plain, points)
        if rule is not None:
            _check(rule, points, text)
            return rule
    raise RuleTextRefusal(
        text,
        f"评分规则“{text}”看不懂，可写：每处扣0.5分，扣完为止",
        f'rule "{text}" is of no known form, such as 每处扣0.5分，扣完为止',
    )


def rule_words(rule: Rule, lang: Language = "zh", points: int = 0) -> str:
    """The rule in words. With `points`, a cap that equals the item's points reads 扣完为止 ("until none is left").

    The Chinese words are read back by `parse_rule` into the same rule.
    """
    return _CHINESE[rule.kind](rule, points) if lang == "zh" else _ENGLISH[rule.kind](rule, points)


# ---- reading -----------------------------------------------------------------------------------------------------


def _read_each(text: str, points: int) -> Rule | None:
    found = _EACH.fullmatch(text)
    if found is None:
        return None
    cap = to_hundredths(found[2]) if found[2] else points
    return Rule("per_occurrence", each=to_hundredths(found[1]), cap=cap)


def _read_shortage(text: str, points: int) -> Rule | None:
    found = _SHORTAGE.fullmatch(text)
    if found is None:
        return None
    cap = to_hundredths(found[3]) if found[3] else points
    return Rule("shortage", each=to_hundredths(found[2]), cap=cap, required=int(found[1]))


def _read_ratio(text: str, _points: int) -> Rule | None:
    found = _RATIO.fullmatch(text)
    return None if found is None else Rule("ratio", required=int(found[1]))


def _read_tier(text: str, _points: int) -> Rule | None:
    if not text.startswith(_TIERS):
        return None
    tiers: list[Tier] = []
    for part in text.removeprefix(_TIERS).split("，"):
        found = _TIER.fullmatch(part)
        if found is None:
            return None
        tiers.append(Tier(to_hundredths(found[1]), to_hundredths(found[2])))
    return Rule("tier", tiers=tuple(tiers))


def _read_all(text: str, _points: int) -> Rule | None:
    return Rule("all_or_nothing") if text in _ALL else None


def _read_pass(text: str, _points: int) -> Rule | None:
    return Rule("pass_fail") if text == _CONFORMS else None


_READERS: tuple[Callable[[str, int], Rule | None], ...] = (
    _read_each,
    _read_shortage,
    _read_ratio,
    _read_tier,
    _read_all,
    _read_pass,
)


def _check(rule: Rule, points: int, text: str) -> None:
    if rule.kind in ("per_occurrence", "shortage") and not 0 < rule.each <= rule.cap <= points:
        raise RuleTextRefusal(
            text,
            f"评分规则“{text}”的扣分须大于0、不超过上限，上限不超过本条分值{short(points)}",
            f'in rule "{text}" the deduction must be above 0 and within its cap, that within {short(points)} points',
        )
    if rule.kind in ("shortage", "ratio") and rule.required < 1:
        raise RuleTextRefusal(text, f"评分规则“{text}”的要求数须大于0", f'rule "{text}" must require at least 1')
    if rule.kind == "tier" and not _falling(rule.tiers, points):
        raise RuleTextRefusal(
            text,
            f"评分规则“{text}”须由高到低分档，得分逐档减少且不超过本条分值{short(points)}",
            f'the tiers of rule "{text}" must fall, in measure and in points, from at most {short(points)} points',
        )


def _falling(tiers: tuple[Tier, ...], points: int) -> bool:
    steps = pairwise(tiers)
    return tiers[0].points <= points and all(a.at_least > b.at_least and a.points > b.points for a, b in steps)


# ---- writing -----------------------------------------------------------------------------------------------------

_Words = Callable[[Rule, int], str]


def _cap_zh(rule: Rule, points: int) -> str:
    return "，扣完为止" if rule.cap == points else f"，最多扣{short(rule.cap)}分"


def _cap_en(rule: Rule, points: int) -> str:
    return ", until none is left" if rule.cap == points else f", at most {short(rule.cap)}"


def _tiers_zh(rule: Rule, _points: int) -> str:
    return _TIERS + "，".join(f"≥{short(tier.at_least)}得{short(tier.points)}" for tier in rule.tiers)


def _tiers_en(rule: Rule, _points: int) -> str:
    return "By level: " + ", ".join(f"≥{short(tier.at_least)} earns {short(tier.points)}" for tier in rule.tiers)


_CHINESE: dict[str, _Words] = {
    "per_occurrence": lambda rule, points: f"每处扣{short(rule.each)}分{_cap_zh(rule, points)}",
    "shortage": lambda rule, points: f"要求{rule.required}处，每少1处扣{short(rule.each)}分{_cap_zh(rule, points)}",
    "ratio": lambda rule, _points: f"按比例，要求{rule.required}",
    "tier": _tiers_zh,
    "all_or_nothing": lambda _rule, _points: "一处即不得分",
    "pass_fail": lambda _rule, _points: _CONFORMS,
}
_ENGLISH: dict[str, _Words] = {
    "per_occurrence": lambda rule, points: f"{short(rule.each)} off each{_cap_en(rule, points)}",
    "shortage": lambda rule, points: (
        f"{rule.required} required, {short(rule.each)} off each missing{_cap_en(rule, points)}"
    ),
    "ratio": lambda rule, _points: f"In proportion, {rule.required} required",
    "tier": _tiers_en,
    "all_or_nothing": lambda _rule, _points: "One finding loses the item",
    "pass_fail": lambda _rule, _points: "Conforms or not",
}
