"""Words for cases: states, days and hours left, steps, what speaks for and against photos."""

from __future__ import annotations

import datetime as dt

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.local_time import local, local_day
from chuangjian_desktop.domain.rectification import AT_UNIT, TRANSITIONS
from chuangjian_desktop.domain.repair_photos import DOUBTS
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.file import CaseFile
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.ui.office.cases.state import Check
from chuangjian_desktop.ui.text.case_states import MOODS, pick, state_words
from chuangjian_desktop.ui.text.words import t

SEVERITY_ORDER = ("light", "normal", "grave")


def act_words(action: str) -> str:
    """The name of a transition of the table."""
    rule = TRANSITIONS[action]
    return pick((rule.label_zh, rule.label_en))


def severity_words(code: str) -> str:
    """How grave a problem is."""
    return {"light": t("轻微"), "normal": t("一般"), "grave": t("严重")}.get(code, code)


def deadline_words(code: str) -> str:
    """A class of deadline."""
    found = DEADLINES.get(code)
    return "—" if found is None else pick((found.label_zh, found.label_en))


def day_words(text: str) -> str:
    """A moment in a table: 11-18 10:31."""
    found = local(text)
    return f"{found:%m-%d %H:%M}" if found else text


def years_words(years: tuple[int, ...]) -> str:
    """That time limits end in years whose holidays nobody entered; empty for none."""
    if not years:
        return ""
    named = t("、").join(map(str, years))
    return t("有整改时限落在 {years} 年，那一年的节假日和调休还没有录入，只按周末推算，录入后请核对。", years=named)


def row_day(row: CaseRow, now: dt.datetime) -> tuple[str, str]:
    """The day of a case in the list, with its mood: 今天 10:00, 11-18 in red when it is over."""
    due = reading.due_moment(row)
    if row.state == "closed":
        return (local_day(row.closed_at)[5:], "quiet")
    if due is None or row.state not in AT_UNIT:
        return ("—" if due is None else f"{due:%m-%d}", "quiet")
    if due < now:
        return (f"{due:%m-%d}", "loss")
    end = due
    clock = "" if (end.hour, end.minute) == (23, 59) else f" {end:%H:%M}"
    days = (end.date() - now.date()).days
    if days == 0:
        return (t("今天") + clock, "lack")
    return (t("明天") + clock if days == 1 else f"{end:%m-%d}", "quiet")


def row_state(row: CaseRow, now: dt.datetime) -> tuple[str, str, str]:
    """The state of a case in the list: words, mood, icon; overdue says for how long."""
    if reading.overdue(row, now):
        return (late_words(row, now), "loss", "clock")
    icon = {"closed": "tick", "returned": "return"}.get(row.state, "")
    return (state_words(row.state), MOODS[row.state], icon)


def late_words(row: CaseRow, now: dt.datetime) -> str:
    """逾期 2 天, 逾期 3 小时."""
    due = reading.due_moment(row)
    over = now - due if due is not None else dt.timedelta()
    return t("逾期 {n} 天", n=over.days) if over.days else t("逾期 {n} 小时", n=over.seconds // 3600)


def left_words(row: CaseRow, now: dt.datetime) -> tuple[str, str, float | None]:
    """The countdown of a case with its mood, and how much of its time is over."""
    due = reading.due_moment(row)
    if row.state == "closed":
        return (t("已销号 {time}", time=day_words(row.closed_at)), "gain", None)
    if row.state == "longterm":
        return (t("长期挂账"), "exempt", None)
    if row.state == "void":
        return (state_words(row.state), "plain", None)
    if due is None:
        return (t("还没有交办") if not row.assigned_at else t("没有时限"), "plain", None)
    if row.state not in AT_UNIT:
        return (t("时限 {time}", time=day_words(row.due_at)), "plain", None)
    if due < now:
        return (late_words(row, now), "loss", 1.0)
    begun = local(row.assigned_at)
    share = (now - begun) / (due - begun) if begun is not None and due > begun else 0.0
    return (_left(due - now), "lack" if due - now < dt.timedelta(days=1) else "plain", max(0.0, min(1.0, share)))


def _left(rest: dt.timedelta) -> str:
    hours, minutes = rest.seconds // 3600, rest.seconds // 60 % 60
    if rest.days:
        return t("还剩 {days} 天 {hours} 小时", days=rest.days, hours=hours)
    if hours:
        return t("还剩 {hours} 小时 {minutes} 分钟", hours=hours, minutes=minutes)
    return t("还剩 {minutes} 分钟", minutes=minutes)


def _begun(words: str) -> str:
    """With a capital, as a tag of its own begins."""
    return words[:1].upper() + words[1:]


def checks(file: CaseFile) -> tuple[Check, ...]:
    """What is known of the photos of the repair: every doubt, and what was looked at and found in order."""
    after = (*file.photos.after, *file.photos.recheck)
    if not after:
        return ()
    doubted = {each.doubt for each in file.doubts}
    found = [Check(_begun(pick(DOUBTS[doubt])), "doubt") for doubt in DOUBTS if doubt in doubted]
    if "same" not in doubted:
        found.append(Check(t("不是整改前的照片"), "good"))
    if "used" not in doubted:
        found.append(Check(t("没有用于别的事项"), "good"))
    if any(each.taken_at for each in after):
        if not doubted & {"older", "future"}:
            found.append(Check(t("拍摄时间合理"), "good"))
    else:
        found.append(Check(t("照片里没有时间"), "open"))
    if all(each.latitude is None for each in after):
        found.append(Check(t("照片里没有位置，请人工看清地点"), "open"))
    elif "far" not in doubted:
        found.append(Check(t("拍摄位置在点位附近"), "good"))
    return tuple(found)
