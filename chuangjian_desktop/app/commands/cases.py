"""cases and recheck."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chuangjian_desktop.app.commands.context import Answer, Context, day_of
from chuangjian_desktop.domain.deadlines import deadline_of
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.rectification import AT_UNIT, DERIVED, State, stage_named, state_named
from chuangjian_desktop.domain.scoring.numbers import rate_text
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import calendar, places
from chuangjian_desktop.services.casework import file, reading, rechecking, searching
from chuangjian_desktop.services.casework.doubting import doubt_warnings
from chuangjian_desktop.services.casework.reading import CaseFilter, CaseRow, LedgerFilter
from chuangjian_desktop.services.casework.rechecking import Seen
from chuangjian_desktop.services.fieldwork import photos
from chuangjian_desktop.services.fieldwork import rechecks as evaluators
from chuangjian_desktop.services.fieldwork.submitting import submit
from chuangjian_desktop.services.office.cases import answers, closing, disputes, quarters, rates, rechecks, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.quarters import QuarterRow
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.workspace import Workspace, now


def cases_list(context: Context) -> Answer:
    """Cases of the round by state, unit, overdue. What is derived narrows the states that are named beside it."""
    args = context.args
    late, recurring = (name in args.state for name in DERIVED)
    states: tuple[State, ...] = tuple(state_named(each) for each in args.state if each not in DERIVED)
    with context.opened(writing=False) as opened:
        unit = places.unit_by_name(opened, args.unit) if args.unit else ""
        moment = now()
        at = moment.isoformat() if args.overdue or late else ""
        where = LedgerFilter(opened.round_id, unit_id=unit)
        wanted = CaseFilter(where, states, overdue_at=at, recurring=recurring)
        rows = reading.cases(opened, wanted).rows
    return {"cases": [_case(row, moment) for row in rows]}


def cases_show(context: Context) -> Answer:
    """One case with its history, by what stands on a paper too; of a document that names several, all of them."""
    with context.opened(writing=False) as opened:
        found = searching.meant(opened, context.args.id)
        if len(found) > 1:
            return {"cases": [_case(each, now()) for each in reading.shown(opened, found)]}
        told = file.case_file(opened, next(iter(found), context.args.id))
        row, held = told.row, told.photos
        context.warnings.extend(doubt_warnings(opened, [row]))
    kinds = ("before", "after", "recheck", "objection")
    pictures = {name: [photo.blob for photo in getattr(held, name)] for name in kinds}
    said: dict[str, Any] = {
        "text": row.line.words,
        "place": row.line.place,
        "severity": row.severity,
        "deadline": "long" if row.state == "longterm" else row.deadline,
        "fives": [list(pair) for pair in row.fives],
        "reason": row.reason,
        "reply": dict(row.reply),
        "objection": dict(row.objection),
        "extension": dict(row.extension),
        "longterm": dict(row.longterm),
        "photos": pictures,
        "steps": [
            {
                "action": each.action,
                "before": each.before,
                "after": each.after,
                "at": each.at,
                "by": told.people.get(each.by, ""),
                "note": each.note,
            }
            for each in told.steps
        ],
    }
    return {"case": _case(row, now()) | said}


def _case(row: CaseRow, moment: dt.datetime) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "finding": row.finding_id,
        "site": row.line.site_code,
        "item": row.line.item_code,
        "unit": row.unit,
        "state": reading.state_label(row.state),
        "due_at": row.due_at or None,
        "overdue": reading.overdue(row, moment),
        "recurrence_of": row.recurs if row.recurs and not row.unlinked else None,
        "recurred": row.recurred,
        "again": row.again,
        "stage": row.stage,
        "false_repair": row.false_repair,
        "closed_at": row.closed_at or None,
    }


def cases_rates(context: Context) -> Answer:
    """整改率 by unit with the red and the black list, over what units were told in a period."""
    args = context.args
    begin, end = day_of(args.since), day_of(args.until)
    with context.opened(writing=False) as opened:
        report = rates.rates(opened, begin, end)
        found = quarters.quarters(opened, begin, end, args.profile)
    return {
        "rows": [_rate(row) for row in report.rows],
        "red": [row.rate.unit for row in report.rows if row.listed == "red"],
        "black": [row.rate.unit for row in report.rows if row.listed == "black"],
        "quarters": [_quarter(row) for row in found],
    }


CITY = "全市"
"""The name of the line about all units together."""


def _quarter(row: QuarterRow) -> dict[str, Any]:
    """`of` names the parts that the score is made of; there is none without a field part. `weights` are the profile's
    percents (α, β, γ), `exact` the parts as fractions: the score is made of these and rounded once."""
    cases, parts = row.closing, row.quarter
    entered = (("field", parts.field), ("rectification", parts.rectified))
    return {
        "unit": row.unit or CITY,
        "field": rate_text(parts.field),
        "rectification": rate_text(parts.rectified),
        "score": rate_text(parts.score),
        "of": [] if parts.score is None else [name for name, part in entered if part is not None],
        "malus": rate_text(parts.malus),
        "weights": dict(zip(("field", "rectification", "other"), parts.shares, strict=True)),
        "exact": {name: None if part is None else str(part) for name, part in (*entered, ("score", parts.score))},
        "due": cases.due,
        "in_time": cases.in_time,
        "late": cases.late,
        "false": cases.false,
    }


def _rate(row: rates.RateRow) -> dict[str, Any]:
    each = row.rate
    counts = {
        "told": each.told,
        "closed": each.closed,
        "in_time": each.in_time,
        "open": each.open,
        "overdue": each.overdue,
        "false_repairs": each.false_repairs,
        "recurring": each.recurring,
        "again": each.again,
    }
    head = {"unit": each.unit, "group": "属地" if each.local else "部门", "rate": rate_text(each.rate)}
    return head | {"rank": row.rank, "list": row.listed} | counts


def recheck_plan(context: Context) -> Answer:
    """Draw closed cases for a team."""
    args = context.args
    with context.opened(writing=True) as opened:
        states: tuple[State, ...] = tuple(state_named(each) for each in args.state) or rechecks.ENDED
        made = rechecks.plan(opened, args.team, args.count, args.seed, args.date, states=states)
        rows = reading.cases(opened, CaseFilter(findings=tuple(task.finding_id for task in made.tasks))).rows
    if args.count is not None and len(made.tasks) < args.count:
        told = {"what": "recheck", "detail_zh": f"只能抽出 {len(made.tasks)} 件，没有更多可复查的"}
        context.warnings.append(Warn("M28", {**told, "detail_en": f"only {len(made.tasks)} could be drawn"}))
    numbers = {row.finding_id: row.number for row in rows}
    tasks = [
        {"id": task.id, "case": task.case_id, "number": numbers[task.finding_id], "team": task.team}
        for task in made.tasks
    ]
    return {"seed": made.seed, "population": made.population, "tasks": tasks}


def recheck_list(context: Context) -> Answer:
    """Tasks of rechecking with their results."""
    with context.opened(writing=False) as opened:
        found = evaluators.tasks(opened)
    return {
        "tasks": [
            {
                "id": each.task.id,
                "case": each.case.id,
                "number": each.case.number,
                "site": each.case.line.site_code,
                "text": each.case.line.words,
                "team": each.task.team,
                "planned_at": each.task.planned_at,
                "result": each.task.result,
                "note": each.task.note,
                "photos": len(each.photos.before),
            }
            for each in found
        ]
    }


_LOOKED_AT = frozenset(("reply", "check", "recheck", "close"))
"""Acts at which somebody should hear what speaks against the photos."""
_Act = Callable[[Workspace, tuple[str, ...], argparse.Namespace, tuple[PreparedPhoto, ...]], object]


def cases_act(context: Context) -> Answer:
    """One act on one case or many: all of them or, when one is refused, none."""
    args = context.args
    if args.photo and len(args.ids) > 1:
        zh, en = f"一次只能给一件，这里是 {len(args.ids)} 件", f"for one case at a time, these are {len(args.ids)}"
        raise Refusal("M27", field="photos", detail_zh=zh, detail_en=en)
    ready: list[PreparedPhoto] = []
    if args.photo:
        with PhotoWorker() as worker:
            ready, warnings = photos.prepare(worker, args.photo)
        context.warnings.extend(warnings)
    with context.opened(writing=True) as opened:
        findings = reading.resolve(opened, args.ids)
        warnings = reviewing.passed_over(opened, findings) if args.act == "assign" else ()
        _ACTS[args.act](opened, findings, args, tuple(ready))
        rows = {row.finding_id: row for row in reading.cases(opened, CaseFilter(findings=findings)).rows}
        running = [row.due_at for row in rows.values() if row.state in AT_UNIT]
        doubted = doubt_warnings(opened, tuple(rows.values())) if args.act in _LOOKED_AT else ()
        context.warnings.extend((*calendar.uncertain(opened, running), *warnings, *doubted))
    moment = now()
    return {"cases": [_case(rows[each], moment) for each in findings]}


def _drafted(opened: Workspace, args: argparse.Namespace) -> CaseDraft:
    return CaseDraft(
        None if args.unit is None else places.unit_by_name(opened, args.unit),
        None if args.assist is None else tuple(places.unit_by_name(opened, each) for each in args.assist),
        args.severity,
        None if args.deadline is None else deadline_of(args.deadline).code,
        None if args.five is None else tuple(_pair(each, "fives") for each in args.five),
    )


def _pair(text: str, field: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise Refusal("M27", field=field, value=text)
    return name.strip(), value.strip()


def _extend(opened: Workspace, findings: Sequence[str], args: argparse.Namespace, _: tuple[PreparedPhoto, ...]) -> None:
    if args.ask:
        answers.ask_time(opened, findings, args.until, args.note)
    elif args.refuse:
        answers.deny_time(opened, findings, args.note)
    else:
        answers.extend(opened, findings, args.note, args.until)


def _longterm(
    opened: Workspace, findings: Sequence[str], args: argparse.Namespace, _: tuple[PreparedPhoto, ...]
) -> None:
    stages = [_pair(each, "longterm") for each in args.stage]
    answers.longterm(opened, findings, args.note, stages, args.approved_by)


def _reply(
    opened: Workspace, findings: Sequence[str], args: argparse.Namespace, ready: tuple[PreparedPhoto, ...]
) -> None:
    said = Reply(args.cause, args.measure, args.done, args.state, args.handler, args.signed)
    answers.reply_all(opened, findings, said, ready, args.note)


def _check(opened: Workspace, findings: Sequence[str], args: argparse.Namespace, _: tuple[PreparedPhoto, ...]) -> None:
    (closing.send_back if args.send_back else closing.check)(opened, findings, args.note)


_ACTS: Mapping[str, _Act] = {
    "submit": lambda w, ids, a, _: submit(w, ids, a.note),
    "accept": lambda w, ids, a, _: reviewing.accept(w, ids, a.note, _drafted(w, a)),
    "reject": lambda w, ids, a, _: reviewing.reject(w, ids, a.note),
    "restore": lambda w, ids, a, _: reviewing.restore(w, ids, a.note),
    "assign": lambda w, ids, a, _: reviewing.assign(w, ids, _drafted(w, a), a.note),
    "edit": lambda w, ids, a, _: reviewing.edit(w, ids, _drafted(w, a), a.note),
    "transfer": lambda w, ids, a, _: reviewing.transfer(w, ids, places.unit_by_name(w, a.unit), a.note),
    "receive": lambda w, ids, a, _: answers.receive(w, ids, a.note),
    "refuse": lambda w, ids, a, _: answers.refuse(w, ids, a.note),
    "extend": _extend,
    "longterm": _longterm,
    "resume": lambda w, ids, a, _: answers.resume(w, ids, a.note, deadline_of(a.deadline).code if a.deadline else ""),
    "reply": _reply,
    "check": _check,
    "recheck": lambda w, ids, a, ready: rechecking.recheck(w, ids, Seen(a.result, a.note, ready, a.task)),
    "close": lambda w, ids, a, ready: closing.close(w, ids, a.note, ready),
    "reopen": lambda w, ids, a, _: closing.reopen(w, ids, a.note),
    "escalate": lambda w, ids, a, _: closing.escalate(w, ids, stage_named(a.stage), a.note, a.approved_by),
    "object": lambda w, ids, a, ready: disputes.objection(w, ids, a.note, ready),
    "decide": lambda w, ids, a, _: disputes.decide(w, ids, upheld=a.uphold, reason=a.note),
    "unlink": lambda w, ids, a, _: reviewing.unlink(w, ids, a.note),
    "relink": lambda w, ids, a, _: reviewing.relink(w, ids, a.note),
}
