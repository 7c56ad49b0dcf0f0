"""Turns what was read into what is drawn: lines of the board and of the list, and the page of a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from chuangjian_desktop.domain.rectification import STAGES, STATES, UNREVIEWED
from chuangjian_desktop.domain.sheet import PhotoRow
from chuangjian_desktop.services.casework.file import CaseFile
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.ui.exchange.compare.state import Tile
from chuangjian_desktop.ui.office.cases.history import step_lines
from chuangjian_desktop.ui.office.cases.reading import Board
from chuangjian_desktop.ui.office.cases.state import BoardLine, CaseLine, CasePage, Choices, Link, Wanted
from chuangjian_desktop.ui.office.cases.words import (
    checks,
    day_words,
    deadline_words,
    left_words,
    row_day,
    row_state,
    severity_words,
)
from chuangjian_desktop.ui.text.case_states import MOODS, pick, state_words
from chuangjian_desktop.ui.text.words import t

MOST_UNITS = 60


FOUND = "found"
"""The line of the board for cases that were looked up: all others are out of sight until another line is taken."""


def board_lines(board: Board, wanted: Wanted) -> tuple[BoardLine, ...]:
    """The board: what was looked up, what presses, then every state that has cases, then the units by what they owe."""
    counts = board.counts
    new = sum(counts.get(state, 0) for state in UNREVIEWED)
    first = (
        ("", t("全部"), sum(counts.values()), "plain"),
        ("overdue", t("已逾期"), board.overdue, "loss"),
        ("today", t("今天到期"), board.today, "lack"),
        ("recurring", t("反弹"), board.recurring, "loss"),
    )
    lines = [BoardLine(key, title, count, mood=mood) for key, title, count, mood in first]
    lines.append(BoardLine("head:state", t("按状态"), head=True))
    if new:
        lines.append(BoardLine("new", t("待审核"), new))
    lines += [
        BoardLine(state, state_words(state), counts[state])
        for state in STATES
        if state not in UNREVIEWED and counts.get(state, 0)
    ]
    named = FOUND if wanted.findings else wanted.state
    if wanted.findings:
        lines.insert(0, BoardLine(FOUND, t("查到的"), len(wanted.findings)))
    lines = [_chosen(line, named) for line in lines]
    if board.units:
        lines.append(BoardLine("head:unit", t("按责任单位"), head=True))
    lines += [
        BoardLine(f"unit:{each.unit_id}", each.unit, each.open, each.overdue, chosen=each.unit_id == wanted.unit)
        for each in board.units[:MOST_UNITS]
    ]
    return tuple(lines)


def _chosen(line: BoardLine, key: str) -> BoardLine:
    same = line.key == key and not line.head
    return BoardLine(line.key, line.title, line.count, line.late, line.head, same, line.mood)


def case_line(row: CaseRow, now: dt.datetime) -> CaseLine:
    """A case in the list."""
    day, day_mood = row_day(row, now)
    state, mood, icon = row_state(row, now)
    under = _said(row.line.site, row.line.place)
    return CaseLine(row.finding_id, row.line.words, under, day, day_mood, state, mood, icon)


def case_page(file: CaseFile, now: dt.datetime) -> CasePage:
    """The page of a case."""
    row = file.row
    due, mood, share = left_words(row, now)
    under = _said(row.line.site, row.line.place, f"{row.line.item_code} {row.line.item}")
    again = bool(row.recurs) and not row.unlinked
    return CasePage(
        row.finding_id,
        row.number,
        row.line.words,
        under,
        state_words(row.state),
        MOODS[row.state],
        t("反弹") if again else "",
        _tiles(file.photos.before, t("整改前")),
        _tiles(file.photos.after, t("整改后")),
        (*_tiles(file.photos.recheck, t("复查")), *_tiles(file.photos.objection, t("异议"))),
        checks(file),
        due,
        mood,
        deadline_words("long" if row.state == "longterm" else row.deadline),
        share,
        step_lines(file),
        _facts(file),
        _links(file),
    )


def _tiles(photos: tuple[PhotoRow, ...], what: str) -> tuple[Tile, ...]:
    return tuple(Tile(each.id, each.thumb, each.blob, f"{what} {day_words(each.taken_at)}".strip()) for each in photos)


def _facts(file: CaseFile) -> Choices:
    row = file.row
    said = row.reply
    asked = row.extension
    objection = row.objection
    unit = row.unit or "—"
    assists = t("、").join(file.units.get(each, "") for each in row.assist_ids)
    rows = (
        (t("责任单位"), unit),
        (t("协办单位"), assists),
        (t("严重程度"), severity_words(row.severity)),
        (t("文书"), file.notice),
        (t("督促"), pick(STAGES[row.stage]) if row.stage else ""),
        (t("二次交办"), t("{n} 次", n=row.again) if row.again else ""),
        (t("虚假整改"), t("复查未通过") if row.false_repair else ""),
        *row.fives,
        (t("反馈"), _said(said.get("state"), said.get("cause"), said.get("measure"))),
        (t("完成日期"), str(said.get("done_on") or "")),
        (t("计划完成"), str(said.get("planned") or "")),
        (t("经办人"), _said(said.get("handler"), said.get("signed"))),
        (t("申请延期"), _asked(asked)),
        (t("异议"), _objection(file)),
        (t("裁定"), _said(objection.get("decision"))),
        (t("作废理由"), row.reason if row.state in ("void", "returned") else ""),
        (t("分阶段计划"), _stages(row)),
        (t("备注"), row.line.note),
    )
    return tuple((caption, words) for caption, words in rows if words)


def _said(*parts: object) -> str:
    return " · ".join(str(each) for each in parts if each)


def _asked(asked: Mapping[str, Any]) -> str:
    if not asked:
        return ""
    outcome = {"asked": t("待批"), "granted": t("已批准"), "refused": t("已驳回")}.get(str(asked.get("state")), "")
    return _said(outcome, day_words(str(asked.get("until") or "")), asked.get("reason"))


def _objection(file: CaseFile) -> str:
    said = file.row.objection
    if not said:
        return ""
    outcome = {"open": t("待裁定"), "upheld": t("成立"), "dismissed": t("不成立")}.get(str(said.get("state")), "")
    return _said(outcome, said.get("reason"), file.people.get(str(said.get("by") or ""), ""))


def _stages(row: CaseRow) -> str:
    stages: Sequence[Sequence[str]] = row.longterm.get("stages") or ()
    return "\n".join(" ".join(each) for each in stages)


def _links(file: CaseFile) -> tuple[Link, ...]:
    row = file.row
    made: list[Link] = []
    if row.recurs and not row.unlinked:
        made.append(Link(row.recurs, t("反弹自 {number}", number=row.recurs_number or row.recurs[:8])))
    made += [Link(finding, t("后来反弹为 {number}", number=number)) for finding, number in file.later.items()]
    for finding, number in file.counts_with.items():
        made.append(Link(finding, t("与 {number} 算作一条，由它计", number=number), "link"))
    for finding, number in file.evidence.items():
        made.append(Link(finding, t("{number} 与这条算作一条", number=number), "link"))
    return tuple(made)
