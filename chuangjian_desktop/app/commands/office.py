"""score, export, notices, dump, digest, check, backup, restore, screenshots, self-check."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from chuangjian_desktop.app import selfcheck
from chuangjian_desktop.app.commands.context import Answer, Context, absolute
from chuangjian_desktop.services import documents, info, places, results, upkeep
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries.notices import NoticeRow


def score(context: Context) -> Answer:
    """Scores by a level, points lost by unit, or the explanation of one number."""
    args = context.args
    with context.opened(writing=False) as opened:
        if args.lost_by is not None:
            return _lost(opened, args.explain, args.profile)
        if args.explain is not None:
            return _explained(opened, args.by, args.explain, args.profile)
        found = results.score(opened, args.by, args.profile)
    return {"rows": [_row(row) for row in found.rows], "profile": found.profile}


def _row(row: results.ScoreRow) -> Answer:
    """What only some rows have is named only there."""
    return {name: value for name, value in asdict(row).items() if value or name not in ("outside", "league", "flagged")}


def _lost(opened: Workspace, key: str | None, profile: str | None) -> Answer:
    if key is None:
        rows = [asdict(row) for row in results.lost_by_unit(opened, profile)]
        return {"rows": rows, "profile": results.profile_name(opened, profile)}
    return {"lines": [_line(line) for line in results.explain_lost(opened, key, profile)]}


def _explained(opened: Workspace, by: str, key: str, profile: str | None) -> Answer:
    found = results.explain(opened, by, key, profile)
    head = {"key": found.key, "name": found.name, "score": found.score, "possible": found.possible}
    formula = [{"exact" if name == "rate" else name: value for name, value in _line(x).items()} for x in found.formula]
    lines = [_line(line) for line in found.lines]
    rates = {"rate": found.rate, "exact": found.exact}
    return {**head, **rates, "formula": formula, "lines": lines, "profile": found.profile}


def _line(line: results.ExplainLine) -> dict[str, Any]:
    return {name: value for name, value in asdict(line).items() if value not in (None, "", ())}


def export_sheet(context: Context) -> Answer:
    """评分表."""
    args = context.args
    with context.opened(writing=False) as opened:
        context.warnings.extend(documents.export_site_sheet(opened, args.site, args.out))
    return {"files": absolute([args.out])}


def export_table(context: Context) -> Answer:
    """扣分汇总表, 问题台账."""
    args = context.args
    act = {"summary": documents.export_summary, "ledger": documents.export_ledger}[args.act]
    with context.opened(writing=False) as opened:
        context.warnings.extend(act(opened, args.out))
    return {"files": absolute([args.out])}


def export_notice(context: Context) -> Answer:
    """Notices again, or as drafts."""
    args = context.args
    how = notices.Reprint(args.form or "", args.format, args.replies)
    with context.opened(writing=False) as opened:
        files, warnings = notices.export(opened, _units(opened, args), args.out, how)
    context.warnings.extend(warnings)
    return _told_apart(files)


def _units(opened: Workspace, args: argparse.Namespace) -> list[str]:
    if args.all:
        return [each.unit_id for each in notices.unit_notices(opened)]
    return [places.unit_by_name(opened, args.unit)]


def notices_issue(context: Context) -> Answer:
    """Number and print; the documents are told apart from the workbooks in which units reply."""
    args = context.args
    with context.opened(writing=not args.dry_run) as opened:
        opened.require_office()
        wanted = notices.Wanted(
            args.kind,
            args.form or "",
            args.out,
            args.number,
            args.reason,
            args.start,
            args.renew,
            format=args.format,
            one_file=args.one_file,
            signer=args.signer,
            accepted=args.accepted,
        )
        if args.dry_run:
            return _foreseen(context, notices.foresee(opened, _units(opened, args), wanted))
        report = notices.issue(opened, _units(opened, args), wanted)
    context.warnings.extend(report.warnings)
    return {"notices": [_notice(each) for each in report.notices], **_told_apart(report.files)}


def _foreseen(context: Context, found: notices.Foreseen) -> Answer:
    context.warnings.extend(found.warnings)
    kind = context.args.kind
    would = [{"unit": rows[0].unit, "kind": kind, "problems": [row.number for row in rows]} for rows in found.units]
    return {"would": would, "notices": [], "files": [], "replies": []}


def _told_apart(files: tuple[Path, ...]) -> Answer:
    """Documents, and the workbooks in which units reply."""
    books = tuple(each for each in files if each.suffix == ".xlsx")
    return {"files": absolute([each for each in files if each not in books]), "replies": absolute(books)}


def notices_list(context: Context) -> Answer:
    """All issued notices, and those that bear one number, as after a restored backup."""
    with context.opened(writing=False) as opened:
        alike = [[each.id for each in group] for group in notices.coincidences(opened)]
        return {"notices": [_notice(each) for each in notices.listed(opened)], "coincidences": alike}


def notices_void(context: Context) -> Answer:
    """Make one void."""
    with context.opened(writing=True) as opened:
        return {"notices": [_notice(notices.void(opened, context.args.id, context.args.reason))]}


def _notice(row: NoticeRow) -> Answer:
    head = {"id": row.id, "number": row.number, "unit": row.unit, "kind": row.kind, "issued_at": row.issued_at}
    return {**head, "void": row.void, "void_reason": row.void_reason, "by_hand_reason": row.by_hand_reason}


def dump(context: Context) -> Answer:
    """The logical state, a line each."""
    with context.opened(writing=False) as opened:
        for line in info.dump(opened):
            context.out(line)
    return {"silent": True}


def digest(context: Context) -> Answer:
    """The sum of the dump's lines."""
    with context.opened(writing=False) as opened:
        return {"digest": info.digest(opened)}


def check(context: Context) -> Answer:
    """Prove a file."""
    rebuild = context.args.rebuild
    with context.opened(writing=rebuild) as opened:
        found = upkeep.check(opened, rebuild=rebuild)
    return {"ok": not found, "problems": [asdict(each) for each in found]}


def backup(context: Context) -> Answer:
    """A verified copy."""
    with context.opened(writing=False) as opened:
        upkeep.backup_to(opened, context.args.out)
    return {"files": absolute([context.args.out])}


def restore(context: Context) -> Answer:
    """Back again."""
    kept = upkeep.restore(context.args.file, context.args.out)
    return {"files": absolute([context.args.out]), "kept": "" if kept is None else str(kept.resolve())}


def screenshots(context: Context) -> Answer:
    """Pictures of every screen."""
    from chuangjian_desktop.app.screenshots import take

    return {"files": absolute(take(context.args.file, context.args.out, context.installation))}


def self_check(context: Context) -> Answer:
    """Everything the program needs is there and works."""
    found = selfcheck.run(context.installation)
    return {"ok": all(each.ok for each in found), "checks": [asdict(each) for each in found]}
