"""What is entered for a city's score beside visits, and one finding under many campaigns: city set|carry|documents|
document|bonus|surveys|tally|touches; scores import; export campaigns."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from chuangjian_desktop.app.commands.city import survey_answer
from chuangjian_desktop.app.commands.context import Answer, Context, absolute
from chuangjian_desktop.domain.city.facts import Document, Entry, Ledger, Survey, overdue
from chuangjian_desktop.domain.city.surveys import survey_score
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.points import to_hundredths, two_decimals
from chuangjian_desktop.outputs.files import require_workbook
from chuangjian_desktop.services import campaigns, places
from chuangjian_desktop.services.office.city import entries, importing, ledger, reviews, scoring, surveys
from chuangjian_desktop.services.workspace import Workspace, now

# ---- what is entered -------------------------------------------------------------------------------------------------


def enter(context: Context) -> Answer:
    """A value in its slot."""
    args = context.args
    names = ("value", "numerator", "denominator", "before")
    numbers = {name: None if (text := getattr(args, name)) is None else to_hundredths(text, name) for name in names}
    met = None if args.met is None else args.met == "yes"
    texts = {"basis": args.basis, "date": args.date, "note": args.note}
    given = {name: each for name, each in {**numbers, "met": met, **texts}.items() if each not in (None, "")}
    if not given and not args.clear:
        raise Refusal("M27", field="value", value="")
    with context.opened(writing=True) as opened:
        before = entries.entries_of(opened, args.standard).get(args.slot, Entry())
        entry = Entry() if args.clear else _changed(before, given)
        record = entries.enter(opened, args.standard, args.slot, entry)
    return {"entry": record}


def _changed(before: Entry, given: Mapping[str, Any]) -> Entry:
    """What stood there, with what is given in its place; a value takes the place of a ratio, and a ratio of a value."""
    ratio = {"numerator", "denominator"}
    if "value" in given:
        before = replace(before, numerator=None, denominator=None)
    elif ratio & given.keys():
        before = replace(before, value=None)
    return replace(before, **given)


def carry(context: Context) -> Answer:
    """What an earlier round entered."""
    with context.opened(writing=True) as opened:
        return {"added": entries.carry_over(opened, context.args.standard, context.args.source)}


def documents(context: Context) -> Answer:
    """The documents of a standard."""
    with context.opened(writing=False) as opened:
        scoring.standard_of(opened, context.args.standard)
        found = reviews.documents_of(opened, context.args.standard)
        units = {unit.id: unit.name for unit in places.units(opened)}
    today = now().date().isoformat()
    return {
        "documents": [
            {
                "id": each.id,
                "node": each.node,
                "code": each.code,
                "title": each.title,
                "due": each.due,
                "state": each.state,
                "overdue": overdue(each, today),
                "points": two_decimals(each.points),
                "earned": None if each.earned is None else two_decimals(each.earned),
                "files": list(each.files),
                "unit": units.get(each.unit, ""),
                "note": each.note,
            }
            for each in found
        ]
    }


def document(context: Context) -> Answer:
    """Ask for a document, change one, take one away, or ask for one under every node."""
    args = context.args
    with context.opened(writing=True) as opened:
        if args.plan:
            return {"added": reviews.plan_documents(opened, args.standard, args.due or "")}
        if args.remove:
            reviews.remove_document(opened, args.id or "")
            return {"document": args.id}
        unit = None if args.unit is None else _unit(opened, args.unit)
        if args.id is not None:
            reviews.change_document(opened, args.id, _change(args, unit))
            return {"document": args.id}
        asked = Document(
            "",
            args.node or "",
            args.code or "",
            args.title or "",
            to_hundredths(args.points or "1"),
            args.due or "",
            args.state or "open",
            None if args.earned is None else to_hundredths(args.earned),
            tuple(args.papers or ()),
            unit or "",
            args.note or "",
        )
        return {"document": reviews.add_document(opened, args.standard, asked)}


def _change(args: argparse.Namespace, unit: str | None) -> reviews.DocumentChange:
    points = None if args.points is None else to_hundredths(args.points)
    earned = None if args.earned in (None, "") else to_hundredths(args.earned)
    files = None if args.papers is None else tuple(each for each in args.papers if each)
    return reviews.DocumentChange(
        args.node,
        args.code,
        args.title,
        points,
        args.due,
        args.state,
        earned,
        files,
        unit,
        args.note,
        no_points=args.earned == "",
    )


def _unit(opened: Workspace, name: str) -> str:
    if not name:
        return ""
    found = next((unit.id for unit in places.units(opened) if unit.name == name), None)
    if found is None:
        raise Refusal("M21", what="unit", value=name)
    return found


def bonus(context: Context) -> Answer:
    """The ledger: what it holds, a line more, or a line made void."""
    args = context.args
    with context.opened(writing=args.kind is not None or args.void is not None) as opened:
        if args.void is not None:
            ledger.void_line(opened, args.void, args.reason)
            return {"bonus": args.void}
        if args.kind is not None:
            unit, points = _unit(opened, args.unit), to_hundredths(args.points)
            line = Ledger("", args.kind, points, args.reason, args.code, args.date, unit)
            return {"bonus": ledger.add_line(opened, args.standard, line)}
        scoring.standard_of(opened, args.standard)
        units = {unit.id: unit.name for unit in places.units(opened)}
        found = ledger.ledger_of(opened, args.standard)
    names = ("id", "kind", "code", "reason", "date", "void", "void_reason")
    return {
        "ledger": [
            {name: getattr(each, name) for name in names}
            | {"points": two_decimals(each.points), "unit": units.get(each.unit, "")}
            for each in found
        ]
    }


# ---- one finding, many campaigns -----------------------------------------------------------------------------------


def touches(context: Context) -> Answer:
    """What a finding costs in each campaign."""
    with context.opened(writing=False) as opened:
        found = campaigns.touches(opened, context.args.finding)
    return {
        "touches": [
            {
                "campaign": each.campaign,
                "title": each.title,
                "nodes": [{"code": code, "title": title} for code, title in each.nodes],
                "lost": two_decimals(each.lost),
            }
            for each in found
        ]
    }


def export_campaigns(context: Context) -> Answer:
    """The findings of the round, a sheet for each campaign."""
    args = context.args
    with context.opened(writing=False) as opened:
        context.warnings.extend(campaigns.export_campaigns(opened, args.out))
    return {"files": absolute([args.out])}


# ---- questionnaires --------------------------------------------------------------------------------------------------


def surveys_list(context: Context) -> Answer:
    """Questionnaires with their results."""
    with context.opened(writing=False) as opened:
        scoring.standard_of(opened, context.args.standard)
        found = surveys.surveys_of(opened, context.args.standard)
    return {"surveys": [survey_answer(survey_score(each)) for each in found]}


def tally(context: Context) -> Answer:
    """How often each option of a question was chosen in a batch; its other questions stay as they are."""
    args = context.args
    with context.opened(writing=True) as opened:
        survey = _survey_named(surveys.surveys_of(opened, args.standard), args.survey)
        counts = {(q, o): n for (batch, q, o), n in survey.counts.items() if batch == args.batch}
        for part in args.count:
            option, _, number = part.partition("=")
            if not (number.isascii() and number.isdecimal()):
                raise Refusal("M27", field="count", value=part)
            counts[args.question, option] = int(number)
        surveys.set_tally(opened, survey.id, args.batch, counts)
        found = survey_score(surveys.survey_of(opened, survey.id))
    return {"surveys": [survey_answer(found)]}


def _survey_named(known: tuple[Survey, ...], name: str) -> Survey:
    found = next((each for each in known if name in (each.code, each.title)), None)
    if found is None:
        raise Refusal("M21", what="survey", value=name)
    return found


def _guesses(surveys: tuple[Survey, ...]) -> Iterator[Warn]:
    """What an import read out of mere words: shares that were guessed, and answers that earn none yet."""
    for survey in surveys:
        options = [each for question in survey.questions for each in question.options if each.guessed]
        without = sum(each.share is None for each in options)
        if without < len(options):
            n = len(options) - without
            told = {"detail_zh": f"{n} 个选项的比例按用语推定", "detail_en": f"the shares of {n} answers are guessed"}
            yield Warn("M28", {"what": survey.title, **told})
        if without:
            told = {"detail_zh": f"{without} 个选项没有比例", "detail_en": f"{without} answers have no share"}
            yield Warn("M28", {"what": survey.title, **told})


def scores_import(context: Context) -> Answer:
    """Filled-in questionnaires."""
    args = context.args
    if args.marked is not None:
        require_workbook(args.marked)
        if args.marked.resolve() == args.workbook.resolve():
            raise Refusal("M26", what=args.marked.name, reason="same workbook")
    wanted = importing.Wanted(args.standard, args.survey, args.batch)
    with context.opened(writing=True) as opened:
        report = importing.import_answers(opened, args.workbook, wanted, dry_run=args.dry_run)
    if args.marked is not None:
        importing.save_marked_copy(report, args.marked)
    context.warnings.extend(_guesses(report.surveys))
    english = context.lang == "en"
    rejected = [
        {"sheet": each.sheet, "row": each.row, "reason": each.reason_en if english else each.reason_zh}
        for each in report.rejected
    ]
    return {
        "added": report.added,
        "changed": report.changed,
        "same": report.same,
        "rejected": rejected,
        "skipped": list(report.skipped),
        "left_out": list(report.left),
        "standard": report.standard,
        "created": list(report.created),
        "guessed": report.guessed,
        "surveys": [survey_answer(survey_score(each)) for each in report.surveys],
        **({"files": absolute([args.marked])} if args.marked is not None else {}),
    }
