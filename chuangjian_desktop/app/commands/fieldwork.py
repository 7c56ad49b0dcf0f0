"""answer, add, edit, remove, restore-record, visit."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from chuangjian_desktop.app.commands.context import Answer, Context, warned
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.points import to_hundredths, two_decimals
from chuangjian_desktop.domain.scoring import cap_of
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.domain.versions import Version
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import records, workspace
from chuangjian_desktop.services.fieldwork import answers, findings, moving, photos, refused, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.places import site_by_code, unit_by_name
from chuangjian_desktop.services.workspace import Workspace

_KEYS = frozenset(("site", "item", "problem", "count", "points", "note", "unit", "photos", "by", "place", "text"))


def answer(context: Context) -> Answer:
    """Answer an item."""
    args = context.args
    measured = None if args.measured is None else to_hundredths(args.measured, "measured")
    with context.opened(writing=True) as opened:
        site, version = _site_with(opened, args.site, args.item)
        answers.check(version, args.item, args.state, args.reason, measured)
        visit = visits.visit_of(opened, site)
        stored = answers.set_answer(opened, visit, args.item, args.state, args.reason, measured=measured)
        if visits.sheet(opened, visit).row(args.item).contradiction:
            context.warnings.append(_contradiction(args.site, args.item))
        return {"answer": stored}


def _contradiction(site: str, item: str) -> Warn:
    chinese = "该条已有问题记录，与此答案矛盾，仍按问题扣分"
    english = "the item has findings, which contradict it and still count"
    return Warn("M28", {"what": f"{site} {item}", "detail_zh": chinese, "detail_en": english})


def _above(item: Item, draft: FindingDraft) -> list[Warn]:
    """Points above what the item has; it never loses more."""
    most = cap_of(item)
    if draft.points is None or draft.points <= most:
        return []
    asked, left = two_decimals(draft.points), two_decimals(most)
    chinese, english = f"扣分 {asked} 超过本条最多可扣的 {left}", f"{asked} is above the {left} that the item can lose"
    return [Warn("M28", {"what": item.code, "detail_zh": chinese, "detail_en": english})]


def _site_with(opened: Workspace, code: str, item: str) -> tuple[str, Version]:
    """A site by its code, with its checklist, which has the item; `Refusal` M21. Nothing is begun for what is
    refused."""
    site = site_by_code(opened, code)
    if site is None:
        raise Refusal("M21", what="site", value=code)
    version = visits.version_at(opened, site)
    answers.item_id(version, item)
    return site.id, version


def add(context: Context) -> Answer:
    """One finding, or with `--lines -` one for each line of standard input."""
    args = context.args
    with context.opened(writing=True) as opened, PhotoWorker() as worker:
        if args.lines:
            return _add_lines(context, opened, worker)
        if not args.site or not args.item:
            raise Refusal("M27", field="site" if not args.site else "item", value="")
        wanted = {
            "site": args.site,
            "item": args.item,
            "problem": args.problem,
            "count": args.count,
            "points": args.points,
            "note": args.note,
            "unit": args.unit,
            "place": args.place,
            "photos": [str(path) for path in args.photo],
        }
        added, warnings = _add_one(opened, worker, wanted)
        context.warnings.extend(warnings)
        return added


def _add_lines(context: Context, opened: Workspace, worker: PhotoWorker) -> Answer:
    """Each line is answered after its own commit; a refused one does not stop the others. What opening the file warned
    of comes with the first answer."""
    people: dict[str, str] = {}
    accepted = refused = 0
    for raw in sys.stdin.buffer:
        try:
            added, warnings = _add_line(opened, worker, raw, people)
            accepted += 1
            _say(context, {**added, "warnings": _warned(context, warnings)})
        except Refusal as refusal:
            if refusal.not_now and context.args.json:
                raise  # the answer of the whole call is this line's too
            refused += 1
            error = {"code": refusal.code, "message": sentence(refusal.code, refusal.details, context.lang)}
            told = _warned(context, [])
            _say(context, {"error": {**error, "details": refusal.details}, **({"warnings": told} if told else {})})
            if refusal.not_now:
                raise
    return {"accepted": accepted, "refused": refused, "silent": True}


def _say(context: Context, answer: Answer) -> None:
    context.out(json.dumps(answer, ensure_ascii=False))


def _warned(context: Context, warnings: list[Warn]) -> list[dict[str, str]]:
    """The warnings of one line, after those of the call that were not told yet."""
    told = warned([*context.warnings, *warnings], context.lang)
    context.warnings.clear()
    return told


def _add_line(opened: Workspace, worker: PhotoWorker, raw: bytes, people: dict[str, str]) -> tuple[Answer, list[Warn]]:
    wanted = _object(raw)
    before = opened.author
    by = _text(wanted, "by")
    if by:
        if by not in people:
            workspace.act_as(opened, by)
            people[by] = opened.author or ""
        opened.author = people[by]
    try:
        return _add_one(opened, worker, wanted)
    finally:
        opened.author = before


def _object(raw: bytes) -> Mapping[str, object]:
    """One line of standard input; `Refusal` M27 when it is no JSON object or has a key nobody would read."""
    try:
        found: object = json.loads(raw)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refusal("M27", field="line", value=raw[:60].decode(errors="replace").strip())
    wanted = cast("dict[str, object]", found)
    for name in wanted:
        if name not in _KEYS:
            raise Refusal("M27", field="line", value=name[:60])
    return wanted


def _text(wanted: Mapping[str, object], name: str) -> str:
    value = wanted.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refusal("M27", field=name, value=str(value)[:60])
    return fit(name, value)


def _add_one(opened: Workspace, worker: PhotoWorker, wanted: Mapping[str, object]) -> tuple[Answer, list[Warn]]:
    """A finding with its photos: pictures are decoded first, then everything is one durable step."""
    item = _text(wanted, "item")
    site, version = _site_with(opened, _text(wanted, "site"), item)
    draft = _draft(opened, version.items[version.item_ids[item]], wanted)
    above = _above(version.items[version.item_ids[item]], draft)
    findings.check(opened, draft)
    ready, warnings = photos.prepare(worker, _pictures(wanted))
    visit = visits.visit_of(opened, site)
    stored = photos.with_finding(opened, visit, item, draft, ready)
    return {"finding": stored, "photos": [each.original_sha256 for each in ready]}, [*above, *warnings]


def _pictures(wanted: Mapping[str, object]) -> list[Path]:
    paths = wanted.get("photos")
    if not paths:
        return []
    if not isinstance(paths, list):
        raise Refusal("M27", field="photos", value=str(paths)[:60])
    found: list[Path] = []
    for path in cast("list[object]", paths):
        if not isinstance(path, str) or "\0" in path:
            raise Refusal("M27", field="photos", value=str(path)[:60])
        found.append(Path(path))
    return found


def _draft(opened: Workspace, item: Item, wanted: Mapping[str, object]) -> FindingDraft:
    problem, note, unit = _text(wanted, "problem"), _text(wanted, "note"), _text(wanted, "unit")
    count, points = wanted.get("count", 1), wanted.get("points")
    if not isinstance(count, int) or isinstance(count, bool):
        raise Refusal("M27", field="count", value=str(count)[:60])
    if points is not None and (isinstance(points, float) or not isinstance(points, str | int)):
        raise Refusal("M27", field="points", value=str(points)[:60])
    return FindingDraft(
        _text(wanted, "text") or findings.wording(opened, item, problem),
        problem,
        count,
        None if points is None else to_hundredths(points),
        _text(wanted, "place"),
        note,
        unit_by_name(opened, unit) if unit else None,
    )


def edit(context: Context) -> Answer:
    """Change fields of a record."""
    args = context.args
    values: dict[str, str] = {}
    for pair in args.fields:
        name, sign, value = pair.partition("=")
        if not sign:
            raise Refusal("M27", field=name, value="")
        values[name] = value
    with context.opened(writing=True) as opened:
        return {"change": records.edit(opened, args.entity, args.id, values)}


def remove(context: Context) -> Answer:
    """Hide a record."""
    with context.opened(writing=True) as opened:
        return {"change": records.remove(opened, context.args.entity, context.args.id)}


def restore_record(context: Context) -> Answer:
    """Bring a removed record back."""
    with context.opened(writing=True) as opened:
        return {"change": records.restore(opened, context.args.entity, context.args.id)}


def visit_finish(context: Context) -> Answer:
    """Lock a visit; what was missing is named."""
    args = context.args
    names = tuple(name for name in args.people.replace("，", ",").replace("、", ",").split(",") if name)
    with context.opened(writing=True) as opened:
        visit = visits.visit_of(opened, context.site_id(opened, args.site))
        if args.person and not names:
            names = (args.person,)
        missing = visits.finish(opened, visit, names)
    return {
        "visit": visit,
        "state": "finished",
        "unanswered": [code for code, _ in missing.unanswered],
        "missing_photos": [code for code, _ in missing.missing_photos],
    }


def visit_refuse(context: Context) -> Answer:
    """Nobody was let in; sites that may stand in are named."""
    args = context.args
    with context.opened(writing=True) as opened:
        noted = refused.refuse(opened, context.site_id(opened, args.site), args.reason)
    reserve = [{"code": each.code, "name": each.name, "area": each.area} for each in noted.reserve]
    return {"visit": noted.visit_id, "state": "refused", "reserve": reserve}


def visit_move(context: Context) -> Answer:
    """Go on with the checklist that the round uses now; a dry run only tells what changes."""
    args = context.args
    with context.opened(writing=not args.dry_run) as opened:
        visit = visits.begun_visit(opened, args.site)
        found = moving.preview(opened, visit) if args.dry_run else moving.move(opened, visit)
    items = [
        {"item": each.code, "title": each.title, "change": each.change, "findings": each.findings, "kept": each.kept}
        for each in found.rows
    ]
    rates = {"rate_before": found.rate_before, "rate_after": found.rate_after}
    return {"visit": visit, "from": found.before, "to": found.after, "items": items, **rates}


def visit_reopen(context: Context) -> Answer:
    """Unlock a visit."""
    args = context.args
    with context.opened(writing=True) as opened:
        visit = visits.visit_of(opened, context.site_id(opened, args.site))
        visits.reopen(opened, visit, args.reason)
    return {"visit": visit, "state": "open"}
