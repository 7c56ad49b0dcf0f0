"""评分规则 in whatever words an office has: brought into a form that the strict reader takes, with what is doubtful.

The strict reader (`domain.rule_text`) stays the judge: everything here ends in words that it reads, or in nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from chuangjian_desktop.domain.numerals import NUMERAL, arabic
from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.domain.rule_text import RuleTextRefusal, parse_rule
from chuangjian_desktop.domain.standard import Rule
from chuangjian_desktop.inputs.checklists import grades
from chuangjian_desktop.inputs.checklists.rule_doubts import DOUBTS, EXAMPLE, FAULTS, HINTS, NO_MEASURE
from chuangjian_desktop.inputs.checklists.values import Remark

_UNIT = r"(?:平方米|平米|公里|厘米|[处个次人项辆件条例起张段块户家盏座株棵名点米宗只根副幅桶栋幢间份套批摊堆])"
_ONE = f"(?:1)?{_UNIT}"
_AMOUNT = r"(\d{1,4}(?:\.\d{1,2})?)"
_OFF = rf"(?:扣|减)(?:除|去)?{_AMOUNT}(?:分|(?=[，。；）]|$))"
"""Points taken off; some offices leave 分 out at the end: 发现一处扣1.0."""
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Not by Unicode's normal form: that makes a plain 1 of ①."""
_MARKS = str.maketrans(",;:()", "，；：（）")
_CHINESE_NUMBER = re.compile(rf"{NUMERAL}(?=分(?![类级档工之析批])|{_UNIT}(?!票))")
_CAP = re.compile(
    rf"(?:最多|最高|至多|累计|合计|上限|封顶)[^，。；\d]{{0,6}}{_AMOUNT}(?:分|(?=[，。；）]|$))|扣[满完足光够]{_AMOUNT}分(?:为止)?"
    rf"|(?:扣分)?(?:最多)?不超过{_AMOUNT}分|{_AMOUNT}分(?:为限|封顶|为上限)|扣[至到]{_AMOUNT}分(?:为止|封顶)"
)
_LIMIT = re.compile(r"封顶|上限|为限|为止|(?:最多|最高|至多)扣")
"""Words of a cap; what they limit must have been read."""
_UNTIL_NONE = re.compile(r"(?:直[到至])?扣完(?:本项|该项|此项)?(?:分值|分数|分)?为止|扣完为止|直[到至]扣完|扣光为止")
_EACH = (
    re.compile(rf"(?:扣|减)(?:除|去)?{_AMOUNT}分?[/每](?:1)?{_UNIT}"),
    re.compile(rf"[-－]{_AMOUNT}分?[/每](?:1)?{_UNIT}"),
    re.compile(rf"{_AMOUNT}分[/每](?:1)?{_UNIT}"),
    re.compile(
        rf"(?:每|凡|发现|有|出现|存在|查出|查到)(?:发现|有|出现|存在|查出|查到)?{_ONE}[^，。；扣]{{0,24}}，?"
        rf"(?:各|均|就)?{_OFF}"
    ),
    re.compile(rf"(?<![少缺失])1{_UNIT}[^，。；扣缺少]{{0,24}}，?(?:各|均|就)?{_OFF}"),
    re.compile(rf"(?:每|1){_UNIT}/?{_AMOUNT}分"),
)
_SHORTAGE = re.compile(rf"(?:每|凡)?(?:少于|少|缺少|缺失|缺|不足|差|减少)(?:1)?{_UNIT}[^，。；扣]{{0,16}}，?{_OFF}")
_REQUIRED = re.compile(
    rf"(?:不少于|不得少于|不低于|至少|应有|要求|≥|达到|设置|须有|需有|须|共)(?:设置|设|有|达到)?(\d{{1,4}})(?:{_UNIT}|幅|米)"
)
_NONE_LEFT = re.compile(
    r"(?:该项|本项|此项|该条|本条)?(?:即|则|一律|均)?(?:不得分|不给分|得0分|记0分|计0分|为0分|0分处理)"
    r"|(?:全扣|扣全分|扣全部分|扣除全部分|全部扣除|扣完(?:本项|该项|此项|全部)?分?)"
)
_AT_ONCE = re.compile(rf"(?<![\d.])1{_UNIT}(?![以及]|得|给|计)")
"""One of something: no number beside 不得分."""
_VETO = re.compile(r"1?票否决|一票否决")
_VETO_OF_SITE = re.compile(
    r"(?:点位|站点|场所|考察点|测评点|本点|该点|检查点)(?:的?总分|得分|成绩)?(?:即|均|则|一律|直接)?(?:判为|判定为|评为|定为|计为|记为|为)?"
    r"(?:不得分|不合格|记0分|计0分|得0分|0分|零分)"
)
"""What a veto takes, where it is more than the item."""
_OUTSIDE = re.compile(
    rf"(?:从|在)?(?:总分|总成绩|总得分|年度总分|百分制)(?:中|内|里|外|以外)?[^，。；扣]{{0,12}}(?:另|再|额外)?{_OFF}"
    rf"|{_OFF}，?(?:从|在)(?:总分|总成绩|总得分|年度总分)(?:中|内|里)(?:直接)?(?:扣|减)(?:除|去|掉)?"
)
_ONCE = re.compile(_OFF)
_RANGE = re.compile(r"(?:扣|减)(?:除|去)?(\d{1,4}(?:\.\d{1,2})?)(?:分)?[-~—～至到](\d{1,4}(?:\.\d{1,2})?)分")
_AT_WILL = re.compile(r"酌情|视情|视情况|适当(?:扣|减)")
_RATIO = re.compile(
    r"按(?:完成|达标|覆盖|实际)?(?:比例|比率|百分比)(?:得|计|给|扣|折)?分?|得分=.{0,20}[×x*/÷]"
    r"|率[×xX*乘](?:以)?(?:\d|[^，。；]{0,8}分)|按[^，。；\d]{1,10}率[^，。；\d]{0,6}[计得折算给]分"
)
_NUMBERS = re.compile(r"\d{1,9}(?:\.\d{1,9})?%?")
_FORMULA = re.compile(r"得分=[^，。；]{0,40}")
_DIVIDED = re.compile(rf"[÷/]{_AMOUNT}[×xX*](\d{{1,4}}(?:\.\d{{1,2}})?)")
_FACTOR = re.compile(r"[×xX*乘](?:以)?(\d{1,4}(?:\.\d{1,2})?)")
_ADDED = re.compile(r"加(\d{1,3}(?:\.\d{1,2})?)分(?!钟)")
_LEDGER = re.compile(rf"加减分|加分项|{_ADDED.pattern}|酌情加分")
_STEP = re.compile(
    r"每[^，。；\d]{0,6}(?:高|低|少|多|超过|超出|增加|增长|降低|下降|减少|上升|提高|提升|优)[^，。；\d]{0,4}\d{1,4}(?:\.\d{1,2})?"
    r"(?:%|个?百分点|个点|分贝|度|天|小时)"
)
_YES_NO = re.compile(
    rf"(?:符合|合格|达标|有|是)[^，。；/\d不得计给]{{0,8}}，?(?:得|计|给)?{_AMOUNT}分?[，。；/]"
    r"(?:不符合|不合格|不达标|没有|无|否)[^，。；/\d得计给]{0,8}，?(?:(?:得|计|给|为)?0(?:\.0{1,2})?分?|不得分|不给分)。?"
)
_OR_NOTHING = re.compile(rf"{_AMOUNT}分?/0(?:\.0{{1,2}})?分?")
"""The whole or nothing, as forms of ratings say it: 符合5.0，不符合0; 1.0/0."""
_PASS = re.compile(r"(?:是|符合|合格|达标|有)(?:/|或|、)(?:否|不符合|不合格|不达标|无)|是否符合|观察项|仅作?记录")


VetoLevel = Literal["", "item", "site"]
"""What a text vetoes, if anything."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule, what it was taken to say, what is doubtful about it, and whether it vetoes. Without a rule, the doubts
    say why (they are fatal then)."""

    rule: Rule | None
    words: str = ""
    doubts: tuple[Remark, ...] = ()
    veto: VetoLevel = ""


def has_rule(text: str) -> bool:
    """Whether a text speaks of scoring at all."""
    plain = tidy(text)
    signals = (_NONE_LEFT, _YES_NO, _ONCE, _SHORTAGE, _OUTSIDE, _RATIO, _PASS, _AT_WILL, _VETO, _LEDGER, *_EACH)
    return any(each.search(plain) for each in signals) or grades.has_grades(plain) or grades.gives_grades(plain)


def tidy(text: str) -> str:
    """Half-width digits, full-width commas, no blanks, Chinese numbers before 分 and 处 as digits."""
    plain = re.sub(r"\s+", "", text.translate(_WIDE)).translate(_MARKS).replace(">=", "≥").replace("<=", "≤")
    return _CHINESE_NUMBER.sub(lambda found: arabic(found[0]), plain)


@lru_cache(maxsize=512)
def read_rule(text: str, points: int, requirement: str = "") -> Reading:
    """What a text says about scoring an item of `points` hundredths; `requirement` may say how many are asked for."""
    try:
        return Reading(parse_rule(text, points), text)
    except RuleTextRefusal as refusal:
        known = refusal
    plain = tidy(text)
    veto = _veto(plain)
    if fault := _fault(plain, points, tidy(requirement)):
        return Reading(None, "", (fault,), veto)
    doubts: list[Remark] = []
    if veto or _VETO.search(plain):
        _doubt(doubts, {"": "veto apart", "item": "veto", "site": "veto of site"}[veto])
    for reader in _READERS:
        words = reader(plain, points, tidy(requirement), doubts)
        if words:
            return _strict(words, points, tuple(doubts), veto=veto)
    if veto:
        return _strict("一处即不得分", points, tuple(doubts), veto=veto)
    return Reading(None, "", (_unknown(text, known, points),), veto)


def _veto(plain: str) -> VetoLevel:
    """What a text vetoes. One that also takes points off each would lose all with each: its veto needs its own row."""
    if _VETO.search(plain) is None or _amounts(plain):
        return ""
    return "site" if _VETO_OF_SITE.search(plain) else "item"


def _strict(words: str, points: int, doubts: tuple[Remark, ...], *, veto: VetoLevel) -> Reading:
    try:
        return Reading(parse_rule(words, points), words, doubts, veto)
    except RuleTextRefusal as refusal:
        return Reading(None, words, (Remark("rule", refusal.reason_zh, refusal.reason_en, *_hint(words)),), veto)


def _hint(words: str) -> tuple[str, str]:
    return next((said for start, said in HINTS.items() if words.startswith(start)), HINTS["每处"])


def _unknown(text: str, refusal: RuleTextRefusal, points: int) -> Remark:
    if not text.strip():
        return Remark("rule", "没有评分规则", "there is no scoring rule", *EXAMPLE)
    if grades.names_grades(tidy(text)):
        return Remark("rule", *NO_MEASURE)
    worded = "看不懂" not in refusal.reason_zh
    zh = refusal.reason_zh if worded else f"评分规则“{_cut(text)}”看不懂"
    en = refusal.reason_en if worded else f'the rule "{_cut(text)}" is of no known form'
    if worded and points:
        return Remark("rule", zh, en, *_hint(tidy(text)))
    return Remark("rule", zh, en, *EXAMPLE)


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _doubt(doubts: list[Remark], about: str, low: str = "", high: str = "") -> None:
    words = (each.format(low=low, high=high) for each in DOUBTS[about])
    doubts.append(Remark("rule", *words, fatal=False))


def _fault(plain: str, points: int, requirement: str) -> Remark | None:
    """Why a text with numbers that change with a measure is not understood: it must not be taken for less than it
    says."""
    full, factor = grades.full_points(plain), _FACTOR.search(plain)
    if grades.graded(plain, requirement) is not None:
        return _refused("full", full, short(points)) if full and not _same(full, points) else None
    if (whole := _whole(plain)) and not _same(whole, points):
        return _refused("full", whole, short(points))
    if base := grades.base_without_target(plain):
        return _refused("target", base)
    if _STEP.search(plain):
        return _refused("step")
    if _RATIO.search(plain) is None:
        return None
    if factor is not None and not _same(factor[1], points):
        return _refused("factor", factor[1], short(points))
    formula = _FORMULA.search(plain)
    strange = _NUMBERS.findall(_FACTOR.sub("", _DIVIDED.sub("", formula[0]))) if formula else []
    return _refused("formula", "、".join(strange)[:40]) if strange else None


def _refused(about: str, low: str = "", high: str = "") -> Remark:
    zh, en, hint_zh, hint_en = (each.format(low=low, high=high) for each in FAULTS[about])
    return Remark("rule", zh, en, hint_zh, hint_en)


# ---- readers, in the order in which they are tried -------------------------------------------------------------------


def _grades(plain: str, _points: int, requirement: str, doubts: list[Remark]) -> str:
    found = grades.graded(plain, requirement)
    if found and found.incomplete:
        _doubt(doubts, "grade")
    if found and found.guessed:
        _doubt(doubts, "sample", found.guessed)
    if found and found.unsigned:
        _doubt(doubts, "sign")
    if found and found.left:
        _doubt(doubts, "earned", found.left)
    return found.words if found else ""


def _outside(plain: str, _points: int, _requirement: str, _doubts: list[Remark]) -> str:
    found = _OUTSIDE.search(plain)
    return f"百分制外每次扣{found[1] or found[2]}分" if found else ""


def _at_will(plain: str, points: int, _requirement: str, doubts: list[Remark]) -> str:
    found = _RANGE.search(plain)
    if found is not None:
        _doubt(doubts, "range", found[1], found[2])
        return f"每处扣{found[1]}分{_cap_words(plain, points, doubts)}"
    if _AT_WILL.search(plain) is None or _amounts(plain):
        return ""
    _doubt(doubts, "at will")
    return "符合或不符合"


def _shortage(plain: str, points: int, requirement: str, doubts: list[Remark]) -> str:
    found = _SHORTAGE.search(plain)
    if found is None:
        return ""
    _several(plain, doubts)
    cap = _cap_words(plain, points, doubts)
    required = _REQUIRED.search(plain) or _REQUIRED.search(requirement)
    if required is None:
        _doubt(doubts, "required")
        return f"每处扣{found[1]}分{cap}"
    return f"要求{required[1]}处，每少1处扣{found[1]}分{cap}"


def _each(plain: str, points: int, _requirement: str, doubts: list[Remark]) -> str:
    amounts = _amounts(plain)
    if not amounts:
        return ""
    _several(plain, doubts)
    if _NONE_LEFT.search(_UNTIL_NONE.sub("", _CAP.sub("", plain))) and _VETO.search(plain) is None:
        _doubt(doubts, "both")
    _also_earned(plain, doubts)
    return f"每处扣{amounts[0]}分{_cap_words(plain, points, doubts)}"


def _lose_all(plain: str, _points: int, _requirement: str, doubts: list[Remark]) -> str:
    rest = _UNTIL_NONE.sub("", plain)
    if _NONE_LEFT.search(rest) is None:
        return ""
    if numbers := _NUMBERS.findall(_AT_ONCE.sub("", _NONE_LEFT.sub("", _VETO.sub("", rest)))):
        _doubt(doubts, "all", "、".join(dict.fromkeys(numbers))[:40])
    return "一处即不得分"


def _once(plain: str, points: int, _requirement: str, doubts: list[Remark]) -> str:
    found = _ONCE.search(_CAP.sub("", plain))
    if found is None:
        return ""
    _doubt(doubts, "once", found[1])
    _several(plain, doubts)
    _also_earned(plain, doubts)
    return f"每处扣{found[1]}分{_cap_words(plain, points, doubts)}"


def _ratio(plain: str, _points: int, requirement: str, doubts: list[Remark]) -> str:
    if _RATIO.search(plain) is None:
        return ""
    required = _DIVIDED.search(plain) or _REQUIRED.search(plain) or _REQUIRED.search(requirement)
    if required is not None:
        return f"按比例，要求{required[1]}"
    _doubt(doubts, "ratio")
    return "按比例，要求100"


def _ledger(plain: str, _points: int, _requirement: str, doubts: list[Remark]) -> str:
    """Amounts that are added, or added and taken off; what loses points each, or earns them, is no ledger."""
    if _LEDGER.search(plain) is None or _amounts(plain) or _NONE_LEFT.search(plain):
        return ""
    rest = _ADDED.sub("", plain)
    if grades.earned(rest) or (_ONCE.search(rest) and "加" not in plain):
        return ""
    if amounts := [*_ADDED.findall(plain), *(f"-{each}" for each in _ONCE.findall(rest))]:
        _doubt(doubts, "ledger", "、".join(dict.fromkeys(amounts))[:40])
    return "加减分"


def _also_earned(plain: str, doubts: list[Remark]) -> None:
    if amounts := grades.earned(plain):
        _doubt(doubts, "earned", amounts)


def _yes_no(plain: str, _points: int, _requirement: str, _doubts: list[Remark]) -> str:
    return "符合或不符合" if _whole(plain) else ""


def _whole(plain: str) -> str:
    """What conforming earns in a text that gives nothing else."""
    found = _YES_NO.fullmatch(plain) or _OR_NOTHING.fullmatch(plain)
    return found[1] if found else ""


def _conforms(plain: str, _points: int, _requirement: str, _doubts: list[Remark]) -> str:
    return "符合或不符合" if _PASS.search(plain) else ""


_READERS: tuple[Callable[[str, int, str, list[Remark]], str], ...] = (
    _yes_no, _grades, _outside, _at_will, _shortage, _ledger, _each, _lose_all, _once, _ratio, _conforms,
)  # fmt: skip


def _cap_words(plain: str, points: int, doubts: list[Remark]) -> str:
    found = _CAP.search(plain)
    if found is None:
        if _LIMIT.search(_UNTIL_NONE.sub("", plain)):
            _doubt(doubts, "cap")
        return "，扣完为止"
    amount = next(group for group in found.groups() if group)
    return "，扣完为止" if _same(amount, points) else f"，最多扣{amount}分"


def _same(amount: str, points: int) -> bool:
    return to_hundredths(amount) == points


def _amounts(plain: str) -> list[str]:
    """What each occurrence costs, in the order of the text, every different amount once."""
    rest = _CAP.sub("，", plain)
    found = sorted((place, amount) for place, amount in _found(rest))
    return list(dict.fromkeys(amount for _, amount in found))


def _found(rest: str) -> Iterator[tuple[int, str]]:
    for pattern in _EACH:
        for found in pattern.finditer(rest):
            yield found.start(1), found[1]


def _several(plain: str, doubts: list[Remark]) -> None:
    rest = _CAP.sub("，", plain)
    amounts = dict.fromkeys(found[1] for found in _ONCE.finditer(rest))
    if len(amounts) > 1:
        _doubt(doubts, "several", "、".join(amounts))
