"""督办: why problems are told of again, in the words of the document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """What speaks for supervising a problem: when its time ended (None where it has not), how often it was assigned
    again, whether it is grave, and the number of the document that told of it first."""

    overdue_since: dt.datetime | None = None
    again: int = 0
    grave: bool = False
    first_number: str = ""


def late_words(due: dt.datetime, now: dt.datetime) -> str:
    """How late something is: whole days by the calendar, hours on the day itself."""
    days = days_late(due, now)
    return f"逾期{days}天" if days else f"逾期{max(1, int((now - due).total_seconds() // 3600))}小时"


def days_late(due: dt.datetime, now: dt.datetime) -> int:
    """Days between the last day of a time limit and today, by the clock of `now`."""
    return (now.date() - due.astimezone(now.tzinfo).date()).days


def remark(ground: Ground, now: dt.datetime) -> str:
    """Why one problem is supervised, with the document that told of it first; nothing where nothing speaks for it."""
    reasons: list[str] = []
    if ground.overdue_since is not None:
        reasons.append(late_words(ground.overdue_since, now))
    if ground.again:
        reasons.append(f"整改不到位，已交办{ground.again + 1}次")
    if ground.grave:
        reasons.append("重要问题")
    first = f"（首次交办：{ground.first_number}）" if ground.first_number else ""
    return f"督办事由：{'，'.join(reasons)}{first}" if reasons else ""


def summary(grounds: Sequence[Ground], now: dt.datetime) -> str:
    """The same of all problems of a document: how many are late, assigned again, grave."""
    late = [each.overdue_since for each in grounds if each.overdue_since is not None]
    again, grave = (sum(bool(x) for x in found) for found in ([g.again for g in grounds], [g.grave for g in grounds]))
    parts: list[str] = []
    if late:
        parts.append(f"逾期未整改{len(late)}个（最长{late_words(min(late), now)}）")
    if again:
        parts.append(f"整改不到位再次交办{again}个")
    if grave:
        parts.append(f"重要问题{grave}个")
    return "，".join(parts)


def first_numbers(grounds: Sequence[Ground], most: int = 3) -> str:
    """The documents that told of them first; of many, the first ones and how many there are."""
    found = tuple(dict.fromkeys(each.first_number for each in grounds if each.first_number))
    listed = "、".join(found[:most])
    return listed if len(found) <= most else f"{listed}等{len(found)}份文书"
