"""Numbers of a rule that are a city's own: `{key}` in a text, (place, key) in `Rule.parameters`.

A place is a field of the rule ("target") or of one of its tiers or grades ("grades.0.at_least").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.standard import Grade, Rule, Tier


def resolved(rule: Rule, values: Mapping[str, int]) -> Rule:
    """The rule with every parameter's value (hundredths of its unit) in its place; M21 for one without a value."""
    for place, key in rule.parameters:
        if key not in values:
            raise Refusal("M21", what="parameter", value=key)
        rule = _placed(rule, place, values[key])
    return replace(rule, parameters=())


def _placed(rule: Rule, place: str, value: int) -> Rule:
    name, _, inner = place.partition(".")
    if not inner:
        return replace(rule, **{name: round_count(value) if name == "required" else value})
    index, _, part = inner.partition(".")
    members: list[Tier | Grade] = list(getattr(rule, name))
    members[int(index)] = replace(members[int(index)], **{part: value})
    return replace(rule, **{name: tuple(members)})


def round_count(hundredths: int) -> int:
    """A plain count of hundredths, half up."""
    return (hundredths + 50) // 100
