"""assign, handout, handin, merge, unmerge, register, and `new --from`."""

from __future__ import annotations

from pathlib import Path

from chuangjian_desktop.app.commands import exchange_text
from chuangjian_desktop.app.commands.context import Answer, Context, absolute
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.services import workspace
from chuangjian_desktop.services.exchange import handin, handout, merging, papers
from chuangjian_desktop.services.exchange.handin import Returned
from chuangjian_desktop.services.exchange.handout import Handed
from chuangjian_desktop.services.exchange.merging import MergeReport, PackageView
from chuangjian_desktop.services.exchange.opening import create_from

_COUNTED = ("visit", "answer", "finding", "photo")


def new_from(context: Context) -> Answer:
    """A workspace out of a task package."""
    args = context.args
    return context.begun(create_from(args.file, args.package, context.installation))


def hand_out(context: Context) -> Answer:
    """A task package for a team or a lower office, or a unit's own cases."""
    args = context.args
    with context.opened(writing=True) as opened:
        if args.unit is not None:
            made = handout.hand_to_unit(opened, args.unit, args.out)
            return {**_handed(made), "kept_back": made.kept_back}
        if args.office is not None:
            return _handed(handout.hand_down(opened, args.office, args.out))
        return _handed(handout.hand_out(opened, args.team, args.out))


def hand_in(context: Context) -> Answer:
    """A return package, with its slip when one is asked for."""
    args = context.args
    with context.opened(writing=True) as opened:
        made = handin.hand_in(opened, args.out, since_receipt=args.since_receipt, confirmed_by=args.confirmed_by)
        answer = _returned(made)
        if args.slip is not None and context.attempt(lambda: papers.write_slip(opened, made, args.slip)):
            answer = {**answer, "files": absolute([args.slip])}
    text = exchange_text.handed_in(answer, made, context.lang)
    return {**answer, "text": "\n".join((text, *answer.get("files", ())))}


def _handed(made: Handed) -> Answer:
    packages = [
        {"file": str(each.path.resolve()), "sha256": each.sha256, "id": each.id, "counts": dict(each.manifest.counts)}
        for each in made.packages
    ]
    return {"packages": packages, "fingerprint": made.fingerprint}


def _returned(made: Returned) -> Answer:
    """What is in the packages, and what the workspace says of itself. A delta of which nothing is new is empty."""
    answer, state = _handed(made), made.state
    for told, each in zip(answer["packages"], made.packages, strict=True):
        own = {name: each.manifest.counts.get(name, 0) for name in ("change", "blob")}
        told["counts"] = {**dict.fromkeys(_COUNTED, 0), **each.holds, **own}
    return {
        **answer,
        "empty": not any(
            each.manifest.counts.get("change") or each.manifest.counts.get("blob") for each in made.packages
        ),
        "expected": {"answer": state.expected, "photo": state.photos},
        "missing": [
            {"kind": each.kind, "site": each.site_code, "item": each.item_code, "detail": each.detail}
            for each in state.missing
        ],
        "state": {
            "answered": state.answered,
            "expected": state.expected,
            "photos": state.photos,
            "photos_here": state.photos_here,
            "findings": state.findings,
            "sites": state.sites_total,
            "sites_begun": state.sites_begun,
            "sites_finished": state.sites_finished,
        },
    }


def merge(context: Context) -> Answer:
    """Take packages in, or say what they would bring."""
    args = context.args
    choice = merging.choice_of(args.trust, args.trust_office, unsigned=args.accept_unsigned, office=args.accept_office)
    with context.opened(writing=True, untouched=True) as opened:
        if args.dry_run:
            report = merging.dry_run(opened, args.packages, choice)
        else:
            report = merging.merge(opened, args.packages, choice, receipts_to=args.receipts)
        files: list[Path] = [each.path for each in report.receipts]
        if args.report is not None and context.attempt(lambda: papers.write_report(opened, report, args.report)):
            files.append(args.report)
    context.warnings.extend(report.warnings)
    return {
        **_merged(report, context.lang),
        **({"files": absolute(files)} if files else {}),
        "status": _status(report),
        "text": "\n".join((exchange_text.merged(report, context.lang, tried=args.dry_run), *absolute(files))),
    }


def _status(report: MergeReport) -> int:
    return 3 if report.refused else 0


def _merged(report: MergeReport, lang: str) -> Answer:
    scores = [
        {
            "by": each.level,
            "key": each.key,
            "name": each.name,
            "rate": [each.rate_before, each.rate_after],
            "rank": [each.rank_before, each.rank_after],
        }
        for each in report.scores
    ]
    return {
        "packages": [_package(each, lang) for each in report.packages],
        "digest": report.digest,
        **({"scores": scores} if scores else {}),
    }


def _package(view: PackageView, lang: str) -> Answer:
    refusal = view.refusal
    return {
        "file": str(view.path.resolve()),
        "status": view.status,
        "code": None if refusal is None else refusal.code,
        "message": None if refusal is None else sentence(refusal.code, refusal.details, lang),
        "new": dict(view.new),
        "changed": dict(view.changed),
        "same": view.same,
        "conflicts": len(view.conflicts),
        "clones": len(view.clones),
        "photos": view.photos,
        "missing": view.missing,
        "duplicates": view.duplicates,
        "id": view.id,
        "sender": view.sender,
        "made_at": view.made_at,
        "fingerprint": view.fingerprint,
        "verified": view.verified,
        "marks": list(view.marks),
        **({} if refusal is None else {"details": refusal.details}),
    }


def unmerge(context: Context) -> Answer:
    """Take the last merge back."""
    with context.opened(writing=True) as opened:
        return {"digest": merging.unmerge(opened)}


def assign(context: Context) -> Answer:
    """Give sites of the round to a team."""
    args = context.args
    with context.opened(writing=True) as opened:
        handout.assign(opened, args.team, args.site)
    return {"team": args.team, "sites": args.site}


def register(context: Context) -> Answer:
    """Make this copy a replica of its own."""
    with context.opened(writing=True) as opened:
        workspace.register_anew(opened)
        return {"replica": opened.facts["replica"]}
