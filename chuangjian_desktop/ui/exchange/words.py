"""Words that the screens of handing out, handing in and merging share: times, sizes, kinds of records. No Qt."""

from __future__ import annotations

from collections.abc import Mapping

from chuangjian_desktop.domain.local_time import local
from chuangjian_desktop.domain.message_words import word
from chuangjian_desktop.ui.text.words import language, t


def when(moment: str) -> str:
    """A stored time as people say it, with its month and day; what is no time, as it is."""
    told = local(moment)
    if told is None:
        return moment
    if language() == "en":
        return f"{told.day} {told:%b} {told:%H:%M}"
    return t("{month} 月 {day} 日 {time}", month=told.month, day=told.day, time=f"{told:%H:%M}")


def size(count: int) -> str:
    """Bytes with a unit."""
    for unit, each in (("GB", 1_000_000_000), ("MB", 1_000_000)):
        if count >= each:
            return f"{count / each:.1f} {unit}"
    return f"{max(1, round(count / 1000))} kB"


def counted(entity: str, n: int) -> str:
    """So many records of a kind."""
    known = {
        "site": t("{n} 个点位", n=n),
        "visit": t("{n} 次点位测评", n=n),
        "answer": t("{n} 项结果", n=n),
        "finding": t("{n} 条问题", n=n),
        "photo": t("{n} 张照片", n=n),
        "checklist": t("{n} 张测评表", n=n),
        "item": t("{n} 个测评项", n=n),
        "unit": t("{n} 个责任单位", n=n),
        "area": t("{n} 个区划", n=n),
        "person": t("{n} 名人员", n=n),
        "team": t("{n} 个测评组", n=n),
        "round": t("{n} 个轮次", n=n),
    }
    name = entity.removeprefix("office.")
    return known.get(name) or f"{word(name, language())} {n}"


_ORDER = ("visit", "site", "answer", "finding", "photo", "unit", "area", "person", "team", "checklist", "item", "round")


def counts(found: Mapping[str, int], most: int = 0) -> str:
    """Several kinds in one line, the important first; at most so many kinds (0: all)."""
    names = {key: key.removeprefix("office.") for key in found if found[key]}
    ranked = sorted(names, key=lambda key: (_ORDER.index(names[key]) if names[key] in _ORDER else 99, names[key]))
    kept = ranked[:most] if most else ranked
    return t("、").join(counted(key, found[key]) for key in kept)


def purpose(name: str) -> str:
    """What a package is for."""
    return {
        "assignment": t("任务包"),
        "return": t("交回包"),
        "correction": t("更正包"),
        "receipt": t("回执"),
        "reply": t("回复包"),
    }.get(name, t("交换文件"))
