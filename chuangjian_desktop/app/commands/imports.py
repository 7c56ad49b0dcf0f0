"""Checklists in and out, and score sheets that come back filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from chuangjian_desktop.app.commands.context import Answer, Context, absolute
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import from_hundredths, to_hundredths, two_decimals
from chuangjian_desktop.domain.tables import Grid, RejectedRow
from chuangjian_desktop.inputs.checklists.layout import laid_out
from chuangjian_desktop.inputs.checklists.reading import read_cells
from chuangjian_desktop.inputs.checklists.values import Placed
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.inputs.standard_book import holds_standard
from chuangjian_desktop.outputs.files import require_workbook
from chuangjian_desktop.services.fieldwork import findings_import
from chuangjian_desktop.services.fieldwork.findings_import import import_findings
from chuangjian_desktop.services.office.standards import books
from chuangjian_desktop.services.office.standards import importing as standards_import
from chuangjian_desktop.services.office.standards.import_warnings import warnings_of
from chuangjian_desktop.services.office.standards.importing import Plan, Preview, Wish
from chuangjian_desktop.services.standards import export_checklist
from chuangjian_desktop.services.workspace import Workspace


def standards_take_in(context: Context) -> Answer:
    """An office's own checklist, or a standard that it completed."""
    args = context.args
    _check_marked(args.marked, args.workbook)
    grid = read_cells(args.workbook)
    if holds_standard(grid):
        return _take_in_standard(context, grid)
    with context.opened(writing=True) as opened:
        wish = Wish(state="draft" if args.draft else "published")
        preview = standards_import.understand(opened, laid_out(grid), wish)
        if args.type or args.title:
            first = preview.plans[0].target
            wish = replace(wish, targets={0: (args.type or first.code, args.title)})
            preview = standards_import.understand(opened, preview.draft, wish)
        if not args.dry_run:
            standards_import.take_in(opened, preview)
    context.warnings.extend(warnings_of(preview))
    files = _marked(preview, args.marked)
    return {**_answer(preview, context.lang), **files}


def _take_in_standard(context: Context, grid: Grid) -> Answer:
    args = context.args
    with context.opened(writing=True) as opened:
        preview = books.look(opened, grid)
        if not args.dry_run:
            books.take_in(opened, preview)
    english = context.lang == "en"
    answer = {
        "code": preview.standard.code,
        "added": preview.added,
        "changed": preview.changed,
        "same": preview.same,
        "dropped": preview.dropped,
        "rejected": [
            {"sheet": each.sheet, "row": each.row, "reason": each.reason_en if english else each.reason_zh}
            for each in preview.wrong
        ],
        "orphans": list(preview.orphans),
    }
    if args.marked is None:
        return answer
    from chuangjian_desktop.outputs.xlsx.marked_copy import write_marked_copy

    write_marked_copy(grid, list(preview.wrong), args.marked)
    return {**answer, "files": absolute([args.marked])}


def _check_marked(marked: Path | None, workbook: Path) -> None:
    if marked is not None:
        require_workbook(marked)
        if marked.resolve() == workbook.resolve():
            raise Refusal("M26", what=marked.name, reason="same workbook")


def _marked(preview: Preview, marked: Path | None) -> Answer:
    if marked is None:
        return {}
    from chuangjian_desktop.outputs.xlsx.marked_copy import write_marked_copy

    rows = [
        RejectedRow(each.sheet, each.row, f"{each.remark.zh}；{each.remark.hint_zh}", each.remark.en)
        for each in standards_import.remarks_of(preview)
    ]
    write_marked_copy(preview.draft.grid, rows, marked)
    return {"files": absolute([marked])}


def _answer(preview: Preview, lang: str) -> Answer:
    plans = preview.plans
    remarks = list(standards_import.remarks_of(preview))
    return {
        "code": plans[0].target.code,
        "added": sum(plan.added for plan in plans),
        "changed": sum(plan.changed for plan in plans),
        "same": sum(plan.same for plan in plans),
        "understood": preview.counted("understood"),
        "doubtful": preview.counted("doubtful"),
        "wrong_totals": sum(plan.odd for plan in plans),
        "rejected": [_placed(each, lang) for each in remarks if each.remark.fatal],
        "doubts": [_placed(each, lang) for each in remarks if not each.remark.fatal],
        "skipped": [
            {"sheet": each.sheet, "row": each.row, "what": each.en if lang == "en" else each.zh}
            for each in preview.skipped
        ],
        "checklists": [_checklist(plan) for plan in plans],
        "left_out": [*preview.draft.left, *preview.draft.grid.hidden],
    }


def _placed(each: Placed, lang: str) -> Answer:
    english = lang == "en"
    return {
        "sheet": each.sheet,
        "row": each.row,
        "column": each.column,
        "heading": each.heading,
        "reason": each.remark.en if english else each.remark.zh,
        "hint": each.remark.hint_en if english else each.remark.hint_zh,
    }


def _checklist(plan: Plan) -> Answer:
    return {
        "code": plan.target.code,
        "title": plan.target.title,
        "new": plan.target.new,
        "version": plan.version.checklist.version if plan.version else "",
        "items": len(plan.version.checklist.items) if plan.version else plan.same,
        "state": plan.version.checklist.state if plan.version else "",
        "points": two_decimals(from_hundredths(to_hundredths(plan.points))),
        "dropped": list(plan.dropped),
        "kept": list(plan.kept),
    }


def findings_take_in(context: Context) -> Answer:
    """Score sheets filled in by hand."""
    args = context.args
    with context.opened(writing=True) as opened, PhotoWorker() as worker:
        report = import_findings(opened, worker, args.workbook, site=args.site, dry_run=args.dry_run)
    context.warnings.extend(report.warnings)
    preview = report.preview
    return {
        "added": preview.added,
        "same": preview.same,
        "answers": preview.answers,
        "photos": report.photos,
        "understood": preview.understood,
        "sites": [sheet.site.code for sheet in preview.sheets],
        "rejected": [_placed(each, context.lang) for each in preview.remarks if each.remark.fatal],
        "doubts": [_placed(each, context.lang) for each in preview.remarks if not each.remark.fatal],
        "left_out": [*preview.book.left, *preview.book.grid.hidden],
    }


def standards_undo(context: Context) -> Answer:
    """Take the last import of checklists, or of a standard, back."""
    return _undo(context, standards_import.undo)


def findings_undo(context: Context) -> Answer:
    """Take the last import of score sheets back."""
    return _undo(context, findings_import.undo)


def _undo(context: Context, undo: Callable[[Workspace], bool]) -> Answer:
    with context.opened(writing=True) as opened:
        if not undo(opened):
            raise Refusal("M26", what="import", reason="no import")
    return {}


def standards_export(context: Context) -> Answer:
    """A checklist or a standard as a workbook."""
    args = context.args
    with context.opened(writing=False) as opened:
        context.warnings.extend(export_checklist(opened, args.code, args.out, args.version))
    return {"files": absolute([args.out])}
