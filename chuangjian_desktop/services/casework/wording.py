"""Cases as papers and the ledger word them: every sentence about a case comes from here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.deadlines import DEADLINES, until_words
from chuangjian_desktop.domain.local_time import local as moment
from chuangjian_desktop.domain.rectification import STATES
from chuangjian_desktop.domain.supervision import late_words
from chuangjian_desktop.services.casework.reading import due_moment, overdue
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import case_papers, notices
from chuangjian_desktop.store.queries.case_papers import RecheckRow
from chuangjian_desktop.store.queries.cases import CaseRow
from chuangjian_desktop.store.queries.ledger import LedgerLine

RESULTS = {"passed": "通过", "failed": "未通过"}
SEVERITIES = {"light": "轻微", "normal": "一般", "grave": "重要"}
HOW_CLOSED = {"check": "核查资料后销号", "recheck": "现场复查后销号", "spot": "当场整改销号"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the cases of a round: numbers of documents by id and when they were issued, last rechecks by
    case, people, and now."""

    notices: dict[str, tuple[str, str]]
    rechecks: dict[str, RecheckRow]
    people: dict[str, str]
    moment: dt.datetime

    def notice(self, row: CaseRow) -> str:
        """The number of the document that assigned a case."""
        return self.notices.get(row.notice_id, ("", ""))[0]

    def told_at(self, row: CaseRow) -> str:
        """When that document was issued; a case may be assigned again since, or have been before by telephone."""
        return self.notices.get(row.notice_id, ("", ""))[1]

    def recheck(self, row: CaseRow) -> RecheckRow | None:
        """Its last recheck."""
        return self.rechecks.get(row.id)


def surroundings(workspace: Workspace) -> Surroundings:
    """Of the present round, read once for many cases."""
    with workspace.store.reading() as connection:
        rechecks = case_papers.last_rechecks(connection, workspace.round_id)
        people = case_papers.people(connection)
        numbers = {each.id: (each.number, each.issued_at) for each in notices.notices(connection)}
    return Surroundings(numbers, rechecks, people, now())


def day_words(text: str) -> str:
    """The day of a moment or of an ISO date: 2026年11月5日; empty for none."""
    found = moment(text)
    return f"{found.year}年{found.month}月{found.day}日" if found else ""


def short_day(text: str, now_: dt.datetime) -> str:
    """The day of a moment; its year only where it is another one than the present."""
    found = moment(text)
    year = f"{found.year}年" if found and found.year != now_.year else ""
    return f"{year}{found.month}月{found.day}日" if found else ""


def iso_day(text: str) -> str:
    """The day of a moment as tables write it: 2026-11-05."""
    found = moment(text)
    return f"{found:%Y-%m-%d}" if found else ""


def iso_due(due: dt.datetime | None) -> str:
    """The end of a time limit as tables write it: with its hour where it ends within a day. Empty for none."""
    if due is None:
        return ""
    return f"{due:%Y-%m-%d}" if (due.hour, due.minute) == (23, 59) else f"{due:%Y-%m-%d %H:%M}"


def longterm_lines(row: CaseRow) -> tuple[str, ...]:
    """长期 and the stages of its plan, for a case on the long-term list: no class of deadline holds there."""
    stages: Sequence[Sequence[str]] = row.longterm.get("stages") or ()
    return ("长期", *(f"{day_words(day)} {what}".strip() for day, what in stages))


def due_text(row: CaseRow) -> str:
    """When the unit's time ends, else the class of its deadline."""
    if row.state == "longterm":
        term, *stages = longterm_lines(row)
        return f"{term}（{'；'.join(stages)}）" if stages else term
    due = due_moment(row)
    if due is not None:
        return f"{due.year}年{until_words(due, due)}"
    found = DEADLINES.get(row.deadline)
    return found.label_zh if found else ""


def state_text(row: CaseRow, moment_: dt.datetime) -> str:
    """Its state, and how late it is."""
    due = due_moment(row)
    late = f"，{late_words(due, moment_)}" if due is not None and overdue(row, moment_) else ""
    return f"{STATES[row.state][0]}{late}"


def reply_text(row: CaseRow) -> str:
    """What the unit answered, on several lines; empty before it did."""
    said = row.reply
    done = day_words(str(said.get("done_on") or ""))
    state = str(said.get("state") or ("未填写" if said else ""))
    parts = (
        ("原因", str(said.get("cause") or "")),
        ("整改措施", str(said.get("measure") or "")),
        ("完成情况", f"{state}{f'（{done}）' if done else ''}"),
        ("计划完成", day_words(str(said.get("planned") or ""))),
    )
    people = (("经办人", str(said.get("handler") or "")), ("单位负责人", str(said.get("signed") or "")))
    named = "\u3000".join(f"{label}：{text}" for label, text in people if text)
    return "\n".join((*(f"{label}：{text}" for label, text in parts if text), *([named] if named else [])))


def problem_text(line: LedgerLine) -> str:
    """A problem as documents word it: place, wording, how many."""
    place = f"{line.place}，" if line.place else ""
    said = line.note.rstrip("。")  # the sentence ends behind the bracket
    note = f"（{said}）" if said and line.note != line.text else ""
    return f"{place}{line.words}{line.count}处{note}。"


def problem_words(row: CaseRow) -> str:
    """The problem with its site."""
    return f"{row.line.site}：{problem_text(row.line)}"
