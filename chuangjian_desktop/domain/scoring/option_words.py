"""The options of a profile in people's words, each in Chinese and English: what it is called, what it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from chuangjian_desktop.domain.scoring.options import choices, form_of

Both = tuple[str, str]
"""The same in Chinese and in English."""

_NAMES: Mapping[str, Both] = {
    "na": ("不适用的条目", "items that do not apply"),
    "missing_type": ("缺某类点位", "a kind of site is missing"),
    "not_visited": ("计划了没去的点位", "planned sites nobody went to"),
    "refused": ("拒访或关闭的点位", "sites that refused or were closed"),
    "same_problem": ("同一问题记在几条", "one problem under several items"),
    "repeated": ("同一条多处问题", "several places under one item"),
    "solved_percent": ("立行立改", "solved on the spot"),
    "recurrence": ("反弹的问题", "problems that come back"),
    "recurrence_table": ("反弹扣分表", "table for recurrence"),
    "finder": ("谁发现的", "who found it"),
    "teams": ("各组属哪一级", "level of each team"),
    "grades": ("等级折分", "points of grades"),
    "decimals": ("名次比到几位", "decimals that ranks compare"),
    "ties": ("同分怎么办", "equal rates"),
    "leagues": ("分组排名", "leagues"),
    "city": ("全市怎么合成", "how the city's rate comes about"),
    "area_weights": ("各区权重", "weights of districts"),
    "weights": ("类别权重", "weights of kinds"),
    "quarter": ("季度得分三部分占比", "shares of the parts of the quarterly score"),
    "late_percent": ("逾期后整改", "closed late"),
    "false_malus": ("虚假整改", "false rectification"),
}
_PERCENT: Both = ("0至100的整数", "a whole number from 0 to 100")
_LEVELS: Both = ("级别可填 city（市）、district（区）、street（街道）", "the level is city, district or street")
_TAKEN: Mapping[str, Both] = {
    "solved_percent": _PERCENT,
    "late_percent": _PERCENT,
    "false_malus": ("0至1000000的整数", "a whole number from 0 to 1000000"),
    "recurrence_table": (
        "首次起各次的百分比，整数，用逗号分开，如 100,300,600",
        "whole percents from the first time on, with commas, as 100,300,600",
    ),
    "quarter": (
        "实地、整改、其他各占的百分比，整数，用逗号分开，如 80,20,0",
        "whole percents of field, rectification and other, with commas, as 80,20,0",
    ),
    "finder": (f"如 city:100,district:50；{_LEVELS[0]}", f"as city:100,district:50; {_LEVELS[1]}"),
    "teams": (f"测评组代码和级别，如 T1:street；{_LEVELS[0]}", f"team and level, as T1:street; {_LEVELS[1]}"),
    "grades": ("等级和0至100的整数，如 A:100,B:60,C:0", "grade and a whole number from 0 to 100, as A:100,B:60,C:0"),
    "leagues": ("成绩表的行和组名，如 东区/光明街道:甲组", "row of the results and league, as East/Bright Street:A"),
    "area_weights": ("区名和整数，如 东区:3,西区:2", "district and a whole number, as East:3,West:2"),
    "weights": ("点位类别代码和整数，如 ZG:2,NM:1", "kind of site and a whole number, as ZG:2,NM:1"),
}


def option_name(key: str) -> Both:
    """What people call an option, with the key by which commands call it."""
    return f"{_NAMES[key][0]} {key}", f"{_NAMES[key][1]}, {key}"


def taken_by(key: str) -> Both:
    """What an option takes."""
    words = [str(word) for word in choices(key)]
    if not words:
        return _TAKEN[key]
    some: Both = ("，可写几个，用逗号分开", ", several with commas") if form_of(key) == "list" else ("", "")
    return f"可填 {'、'.join(words)}{some[0]}", f"one of {', '.join(words)}{some[1]}"


def as_typed(value: object) -> str:
    """An answer as it is typed: `ZG:2,NM:1`, `80,20,0`, `drop`; also one that an option does not take."""
    if isinstance(value, Mapping):
        return as_typed(list(cast("Mapping[str, object]", value).items()))
    if not isinstance(value, list | tuple):
        return str(value)
    return ",".join(_member(each) for each in cast("Sequence[object]", value))


def _member(value: object) -> str:
    parts = cast("Sequence[object]", value) if isinstance(value, list | tuple) else (value,)
    return ":".join(str(part) for part in parts if part != "")
