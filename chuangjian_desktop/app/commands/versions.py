"""standards versions|draft|review|check|publish|retire|use|discard|refresh|map|trend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from chuangjian_desktop.app.commands.context import Answer, Context
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import to_hundredths, two_decimals
from chuangjian_desktop.domain.versions import Version
from chuangjian_desktop.services import places
from chuangjian_desktop.services.office.rounds import comparing
from chuangjian_desktop.services.office.standards import drafts, mapping, publishing, scenarios
from chuangjian_desktop.services.workspace import Workspace


def versions(context: Context) -> Answer:
    """Every version, those of a type in the order in which they follow each other."""
    code = context.args.code
    with context.opened(writing=False) as opened:
        catalogue, used = opened.catalogue, publishing.visits_by_version(opened)
    listed = [each for each in catalogue.versions.values() if code in ("", each.checklist.code)]
    if code and not listed:
        raise Refusal("M21", what="site_type", value=code)
    listed.sort(key=lambda each: (each.checklist.code, each.checklist.state == "draft", each.order))
    return {
        "versions": [
            {
                "id": each.id,
                "code": each.checklist.code,
                "title": each.checklist.title,
                "version": each.checklist.version,
                "state": each.checklist.state,
                "date": each.checklist.date,
                "in_force": catalogue.current.get(each.checklist.code) is each,
                "base": each.base,
                "items": len(each.items),
                "visits": used.get(each.id, 0),
                "note": each.note,
            }
            for each in listed
        ]
    }


def draft(context: Context) -> Answer:
    """The next version of a checklist."""
    with context.opened(writing=True) as opened:
        base = opened.catalogue.current.get(context.args.code)
        if base is None:
            raise Refusal("M21", what="site_type", value=context.args.code)
        made = drafts.new_draft(opened, base.id, context.args.note)
        return {"draft": made, "version": opened.catalogue.versions[made].checklist.version}


def review(context: Context) -> Answer:
    """Items of a draft beside those of the version before."""
    with context.opened(writing=context.args.accept) as opened:
        found = _version(opened, context.args.version)
        accepted = publishing.accept_all(opened, found.id) if context.args.accept else 0
        rows = publishing.review(opened, found.id)
    items = [
        {"item": row.match.code, "old": list(row.match.old), "verdict": row.match.verdict, "reviewed": row.done}
        for row in rows
    ]
    return {"items": items, "accepted": accepted}


def check(context: Context) -> Answer:
    """What a draft lacks; its test runs."""
    with context.opened(writing=False) as opened:
        found = _version(opened, context.args.version)
        lacking = publishing.readiness(opened, found.id)
        runs = scenarios.run_all(opened, found.id)
    english = context.lang == "en"
    return {
        "ready": lacking.ready,
        "faults": [
            {"item": each.item, "field": each.field, "reason": each.reason_en if english else each.reason_zh}
            for each in lacking.faults
        ],
        "runs": [
            {
                "name": each.scenario.name,
                "expected": two_decimals(each.scenario.expected),
                "score": two_decimals(each.earned),
                "possible": two_decimals(each.possible),
                "passed": each.passed,
            }
            for each in runs
        ],
        "unreviewed": list(lacking.unreviewed),
    }


def publish(context: Context) -> Answer:
    """Put a draft in force."""
    later = context.args.from_next_round
    return _act(context, lambda opened, version: publishing.publish(opened, version, from_next_round=later))


def retire(context: Context) -> Answer:
    """Begin no more visits with a version."""
    return _act(context, publishing.retire)


def use(context: Context) -> Answer:
    """Begin the round's visits with a version."""
    return _act(context, publishing.use)


def discard(context: Context) -> Answer:
    """Throw a draft away."""
    return _act(context, drafts.discard)


def _act(context: Context, act: Callable[[Workspace, str], None]) -> Answer:
    with context.opened(writing=True) as opened:
        found = _version(opened, context.args.version)
        act(opened, found.id)
        return {"version": found.id}


def refresh(context: Context) -> Answer:
    """Take in the standards of this program."""
    with context.opened(writing=True) as opened:
        return {"added": publishing.take_in_shipped(opened)}


def map_items(context: Context) -> Answer:
    """Let items serve a node, or no more."""
    args = context.args
    points = None if args.points is None else to_hundredths(args.points)
    with context.opened(writing=True) as opened:
        items = [_item(opened, code) for code in args.items]
        if args.off:
            return {"changed": mapping.unassign(opened, items, args.node)}
        return {"changed": mapping.assign(opened, items, args.node, points=points)}


def trend(context: Context) -> Answer:
    """Rounds compared by the items that mean the same in all of them."""
    with context.opened(writing=False) as opened:
        known = {each.code: each.id for each in places.rounds(opened)}
        if strange := [code for code in context.args.rounds if code not in known]:
            raise Refusal("M21", what="round", value=strange[0])
        found = comparing.trend(opened, [known[code] for code in context.args.rounds])
    steps = [{key: value for key, value in asdict(step).items() if key != "round_id"} for step in found.steps]
    types = [asdict(each) for each in found.types]
    left = [{"type": each.type, "item": each.code, "title": each.title, "why": each.why} for each in found.left_out]
    return {"rounds": steps, "types": types, "items": found.items, "compared": found.compared, "left_out": left}


def _version(opened: Workspace, text: str) -> Version:
    """A version by its record, or as CODE/VERSION; `Refusal` M21."""
    known = opened.catalogue.versions
    if text in known:
        return known[text]
    code, _, name = text.partition("/")
    for each in known.values():
        if (each.checklist.code, each.checklist.version) == (code, name):
            return each
    raise Refusal("M21", what="checklist", value=text)


def _item(opened: Workspace, code: str) -> str:
    found = opened.catalogue.item_ids.get(code)
    if found is None:
        raise Refusal("M21", what="item", value=code)
    return found
