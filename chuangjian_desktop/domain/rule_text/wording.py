"""From a `Rule` to words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.rule_text.reading import MARKS
from chuangjian_desktop.domain.standard import Grade, Rule

Language = Literal["zh", "en"]


def rule_words(rule: Rule, lang: Language = "zh", points: int = 0) -> str:
    """The rule in words. With `points`, a cap that equals the item's points reads 扣完为止 ("until none is left").

    The Chinese words are read back by `parse_rule` into the same rule.
    """
    said = _Said(rule, points)
    return (_CHINESE if lang == "zh" else _ENGLISH)[rule.kind](said)


def rule_lines(rule: Rule, lang: Language = "zh", points: int = 0) -> str:
    """The same words to be read by people: each condition stands on a line of its own."""
    words = rule_words(rule, lang, points)
    for mark in MARKS[1 : len(rule.conditions)]:
        words = words.replace(f"；{mark}", f"；\n{mark}", 1)
    return words


class _Said:
    """A rule's numbers as they are written: points and values short, parameters by their keys."""

    def __init__(self, rule: Rule, points: int) -> None:
        self.rule = rule
        self._keys = {place: f"{{{key}}}" for place, key in rule.parameters}
        self._whole = rule.cap == points and "cap" not in self._keys

    def __call__(self, place: str, hundredths: int) -> str:
        return self._keys.get(place) or short(hundredths)

    @property
    def each(self) -> str:
        return self("each", self.rule.each)

    @property
    def required(self) -> str:
        return self("required", self.rule.required * 100)

    @property
    def target(self) -> str:
        return self("target", self.rule.target)

    @property
    def step(self) -> str:
        return self("step", self.rule.step)

    @property
    def cap_zh(self) -> str:
        return "，扣完为止" if self._whole else f"，最多扣{self('cap', self.rule.cap)}分"

    @property
    def cap_en(self) -> str:
        return ", until none is left" if self._whole else f", at most {self('cap', self.rule.cap)}"

    def tiers(self, words: str) -> list[str]:
        """Each tier in `words`, with its number and its points."""
        return [
            words.format(
                self(f"tiers.{index}.at_least", tier.at_least),
                self(f"tiers.{index}.points", tier.points),
            )
            for index, tier in enumerate(self.rule.tiers)
        ]

    def grades(self, words: Callable[[Grade, str], str]) -> list[str]:
        """Each grade in `words`, but for the last one, which is all the rest."""
        upper = self.rule.grades[:-1]
        return [words(grade, self(f"grades.{i}.at_least", grade.at_least)) for i, grade in enumerate(upper)]

    @property
    def rest(self) -> str:
        return self.rule.grades[-1].label


def _joined_zh(said: _Said, grades: list[str]) -> str:
    return "，".join((*grades, f"其余{said.rest}"))


def _joined_en(said: _Said, grades: list[str]) -> str:
    return ", ".join((*grades, f"otherwise {said.rest}"))


def _value_zh(said: _Said) -> str:
    strict, loose = ("＜", "≤") if said.rule.falling else ("＞", "≥")
    graded = said.grades(lambda grade, number: f"{grade.label}{strict if grade.strict else loose}{number}")
    return "分级：" + _joined_zh(said, graded)


def _value_en(said: _Said) -> str:
    strict, loose = ("<", "≤") if said.rule.falling else (">", "≥")
    graded = said.grades(lambda grade, number: f"{grade.label} {strict if grade.strict else loose}{number}")
    return "Graded: " + _joined_en(said, graded)


def _tiers_zh(said: _Said) -> str:
    return "分档：" + "，".join(said.tiers("≤{}得{}" if said.rule.falling else "≥{}得{}"))


def _tiers_en(said: _Said) -> str:
    return "By level: " + ", ".join(said.tiers("≤{} earns {}" if said.rule.falling else "≥{} earns {}"))


def _sample_zh(said: _Said) -> str:
    graded = said.grades(lambda grade, number: f"{grade.label}符合{number}处")
    return f"抽查{said.required}处：" + _joined_zh(said, graded)


def _sample_en(said: _Said) -> str:
    graded = said.grades(lambda grade, number: f"{grade.label} with {number} conforming")
    return f"Sample of {said.required}: {_joined_en(said, graded)}"


def _conditions(said: _Said) -> str:
    return "；".join(f"{MARKS[index]}{words}" for index, words in enumerate(said.rule.conditions))


def _conditions_zh(said: _Said) -> str:
    graded = said.grades(lambda grade, number: f"{grade.label}符合{number}项")
    return f"条件：{_conditions(said)}。{_joined_zh(said, graded)}"


def _conditions_en(said: _Said) -> str:
    graded = said.grades(lambda grade, number: f"{grade.label} with {number} met")
    return f"Conditions: {_conditions(said)}. {_joined_en(said, graded)}"


def _linear_zh(said: _Said) -> str:
    reach, worse = ("不超过", "高") if said.rule.falling else ("达到", "低")
    return f"{reach}{said.target}得满分，每{worse}{said.step}扣{said.each}分"


def _linear_en(said: _Said) -> str:
    sign, worse = ("≤", "above") if said.rule.falling else ("≥", "below")
    return f"Full points at {sign}{said.target}, {said.each} off per {said.step} {worse}"


def _has_steps(said: _Said) -> bool:
    return said.each != "0"


def _bonus_zh(said: _Said) -> str:
    reach = "不超过" if said.rule.falling else "达到"
    steps = [f"每优{said.step}加{said.each}分"] if _has_steps(said) else []
    parts = [f"{reach}{said.target}得{said('base', said.rule.base)}分", *steps, *said.tiers("优{}及以上加{}分")]
    return "，".join((*parts, "未达到不得分"))


def _bonus_en(said: _Said) -> str:
    sign = "≤" if said.rule.falling else "≥"
    steps = [f"{said.each} more per {said.step} better"] if _has_steps(said) else []
    parts = [f"{said('base', said.rule.base)} at {sign}{said.target}", *steps, *said.tiers("{1} more from {0} better")]
    return ", ".join((*parts, "none short of it"))


def _penalty_zh(said: _Said) -> str:
    cap = said("cap", said.rule.cap)
    return f"百分制外每次扣{said.each}分" + ("" if cap == "0" else f"，最多扣{cap}分")


def _penalty_en(said: _Said) -> str:
    cap = said("cap", said.rule.cap)
    return f"{said.each} off each, outside the 100" + ("" if cap == "0" else f", at most {cap}")


_CHINESE: dict[str, Callable[[_Said], str]] = {
    "per_occurrence": lambda said: f"每处扣{said.each}分{said.cap_zh}",
    "shortage": lambda said: f"要求{said.required}处，每少1处扣{said.each}分{said.cap_zh}",
    "ratio": lambda said: f"按比例，要求{said.required}",
    "tier": _tiers_zh,
    "all_or_nothing": lambda _said: "一处即不得分",
    "pass_fail": lambda _said: "符合或不符合",
    "grade_sample": _sample_zh,
    "grade_value": _value_zh,
    "grade_conditions": _conditions_zh,
    "linear": _linear_zh,
    "bonus": _bonus_zh,
    "penalty": _penalty_zh,
    "ledger": lambda _said: "加减分",
}
_ENGLISH: dict[str, Callable[[_Said], str]] = {
    "per_occurrence": lambda said: f"{said.each} off each{said.cap_en}",
    "shortage": lambda said: f"{said.required} required, {said.each} off each missing{said.cap_en}",
    "ratio": lambda said: f"In proportion, {said.required} required",
    "tier": _tiers_en,
    "all_or_nothing": lambda _said: "One finding loses the item",
    "pass_fail": lambda _said: "Conforms or not",
    "grade_sample": _sample_en,
    "grade_value": _value_en,
    "grade_conditions": _conditions_en,
    "linear": _linear_en,
    "bonus": _bonus_en,
    "penalty": _penalty_en,
    "ledger": lambda _said: "Entered, plus or minus",
}
