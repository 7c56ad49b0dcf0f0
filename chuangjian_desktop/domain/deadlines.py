"""整改时限: the classes of deadlines, when each ends, and the words notices use for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Deadline:
    """A class of deadline. `hours` is clock time from the minute of issue; `working_hours` counts only within working
    hours; `days` are working days and end at 24:00 of the last one, day 0 being the day of issue. Long-term ones have
    none of these: they go by a plan with stages."""

    code: str
    label_zh: str
    label_en: str
    hours: int | None = None
    days: int | None = None
    working_hours: int | None = None


_SHIPPED = (
    Deadline("now", "立行立改", "At once", days=0),
    Deadline("2wh", "2个工作时", "2 working hours", working_hours=2),
    Deadline("4wh", "4个工作时", "4 working hours", working_hours=4),
    Deadline("5wh", "5个工作时", "5 working hours", working_hours=5),
    Deadline("24h", "24小时", "24 hours", hours=24),
    Deadline("1d", "1个工作日", "1 working day", days=1),
    Deadline("2d", "2个工作日", "2 working days", days=2),
    Deadline("3d", "3个工作日", "3 working days", days=3),
    Deadline("4d", "4个工作日", "4 working days", days=4),
    Deadline("5d", "5个工作日", "5 working days", days=5),
    Deadline("7d", "7个工作日", "7 working days", days=7),
    Deadline("15d", "15个工作日", "15 working days", days=15),
    Deadline("20d", "20个工作日", "20 working days", days=20),
    Deadline("long", "长期", "Long-term"),
)
DEADLINES: dict[str, Deadline] = {deadline.code: deadline for deadline in _SHIPPED}
CODES = ", ".join(DEADLINES)
_ALSO = {f"{deadline.days}日": deadline for deadline in _SHIPPED if deadline.days}
"""Short forms that tables of offices hold: 3日."""


def deadline_of(text: str) -> Deadline:
    """The class by its code, its Chinese label or its short form; `Refusal` M27, with all that there are, when there
    is none."""
    for deadline in _SHIPPED:
        if text in (deadline.code, deadline.label_zh):
            return deadline
    if text in _ALSO:
        return _ALSO[text]
    zh = "、".join(f"{each.code} {each.label_zh}" for each in _SHIPPED)
    raise Refusal("M27", field="deadline", value=text, detail_zh=f"可填：{zh}", detail_en=f"known: {CODES}")


def due_at(code: str, issued: dt.datetime, calendar: Calendar) -> dt.datetime | None:
    """The last minute that is still in time, in the clock of `issued`; None for long-term ones.

    24 hours end at the same minute of the next day, worked or not. Days end at 23:59 of the last working day; 立行立改
    ends on the day of issue itself.
    """
    deadline = deadline_of(code)
    if deadline.hours is not None:
        return issued + dt.timedelta(hours=deadline.hours)
    if deadline.working_hours is not None:
        return calendar.after_hours(issued, deadline.working_hours)
    if deadline.days is None:
        return None
    last = calendar.after(issued.date(), deadline.days)
    return issued.replace(year=last.year, month=last.month, day=last.day, hour=23, minute=59, second=0, microsecond=0)


def due_words(code: str, issued: dt.datetime, calendar: Calendar) -> str:
    """The demand as a notice words it: 11月20日10时前, 11月25日前, 立行立改，当日完成, 按计划分阶段完成."""
    deadline = deadline_of(code)
    due = due_at(code, issued, calendar)
    if due is None:
        return "按计划分阶段完成"
    return "立行立改，当日完成" if deadline.days == 0 else until_words(due, issued)


def until_words(due: dt.datetime, issued: dt.datetime) -> str:
    """A moment as the end of a time limit; the end of a day needs no hour. The year stands in front when it is another
    one than that of `issued`."""
    year = "" if due.year == issued.year else f"{due.year}年"
    minute = f"{due.minute}分" if due.minute else ""
    hour = "" if (due.hour, due.minute) == (23, 59) else f"{due.hour}时{minute}"
    return f"{year}{due.month}月{due.day}日{hour}前"
