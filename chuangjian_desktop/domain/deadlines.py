"""整改时限: the classes of deadlines, when each ends, and the words notices use for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chuangjian_desktop.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Deadline:
    """A class of deadline. `hours` is clock time from the minute of issue; `days` end at 24:00 of the last day, day 0
    being the day of issue. `working` marks working days; none shipped counts them. Long-term ones have neither."""

    code: str
    label_zh: str
    label_en: str
    hours: int | None = None
    days: int | None = None
    working: bool = False


_SHIPPED = (
    Deadline("now", "立行立改", "At once", days=0),
    Deadline("24h", "24小时", "24 hours", hours=24),
    Deadline("1d", "1日", "1 day", days=1),
    Deadline("3d", "3日", "3 days", days=3),
    Deadline("5d", "5日", "5 days", days=5),
    Deadline("7d", "7日", "7 days", days=7),
    Deadline("15d", "15日", "15 days", days=15),
    Deadline("long", "长期", "Long-term"),
)
DEADLINES: dict[str, Deadline] = {deadline.code: deadline for deadline in _SHIPPED}


def deadline_of(text: str) -> Deadline:
    """The class by its code or its Chinese label; `Refusal` M27 when there is none."""
    for deadline in _SHIPPED:
        if text in (deadline.code, deadline.label_zh):
            return deadline
    raise Refusal("M27", field="deadline", value=text)


def due_at(code: str, issued: dt.datetime) -> dt.datetime | None:
    """The last minute that is still in time, in the clock of `issued`; None for long-term ones.

    24 hours end at the same minute of the next day. Days end at 23:59 of the last day.
    """
    deadline = deadline_of(code)
    if deadline.hours is not None:
        return issued + dt.timedelta(hours=deadline.hours)
    if deadline.days is None:
        return None
    last = issued + dt.timedelta(days=deadline.days)
    return last.replace(hour=23, minute=59, second=0, microsecond=0)


def due_words(code: str, issued: dt.datetime) -> str:
    """The demand as a notice words it: 11月20日10时前, 11月25日前, 立行立改，当日完成, 按计划分阶段完成.

    The year stands in front when the deadline falls into another one.
    """
    deadline = deadline_of(code)
    due = due_at(code, issued)
    if due is None:
        return "按计划分阶段完成"
    if deadline.days == 0:
        return "立行立改，当日完成"
    year = "" if due.year == issued.year else f"{due.year}年"
    minute = f"{due.minute}分" if due.minute else ""
    hour = f"{due.hour}时{minute}" if deadline.hours is not None else ""
    return f"{year}{due.month}月{due.day}日{hour}前"
