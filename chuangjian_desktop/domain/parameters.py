"""Numbers that every city sets for itself, put where item texts and rules name them: `{key}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.rule_text.parameters import resolved
from chuangjian_desktop.domain.standard import Item, Parameter, Rule
from chuangjian_desktop.domain.versions import Version

_PLACE = re.compile(r"\{([^{}]+)\}")


def keys_in(item: Item) -> frozenset[str]:
    """The parameters that an item names, in its texts and in its rule."""
    return frozenset(_PLACE.findall("".join(_texts(item)))) | {key for _, key in item.rule.parameters}


def filled(item: Item, parameters: Mapping[str, Parameter]) -> Item:
    """The item as it reads and is scored in this city. A name that is no parameter stays as it is written."""
    if not keys_in(item):
        return item
    return replace(
        item,
        title=_said(item.title, parameters),
        requirement=_said(item.requirement, parameters),
        how_to_check=_said(item.how_to_check, parameters),
        exemption=_said(item.exemption, parameters),
        phrases=tuple(replace(phrase, text=_said(phrase.text, parameters)) for phrase in item.phrases),
        rule=_rule(item.rule, parameters),
    )


def in_force(version: Version, parameters: Mapping[str, Parameter]) -> Version:
    """A version of a checklist with the city's numbers in its items."""
    items = {identity: filled(item, parameters) for identity, item in version.items.items()}
    checklist = replace(version.checklist, items=tuple(items.values()))
    return replace(version, items=items, checklist=checklist)


def _texts(item: Item) -> tuple[str, ...]:
    phrases = (phrase.text for phrase in item.phrases)
    return (item.title, item.requirement, item.how_to_check, item.exemption, *phrases)


def _said(text: str, parameters: Mapping[str, Parameter]) -> str:
    return _PLACE.sub(lambda found: short(parameters[found[1]].value) if found[1] in parameters else found[0], text)


def _rule(rule: Rule, parameters: Mapping[str, Parameter]) -> Rule:
    if not all(key in parameters for _, key in rule.parameters):
        return rule
    return resolved(rule, {key: parameter.value for key, parameter in parameters.items()})
