"""new, demo, info, standards, items, sites, units, teams."""

from __future__ import annotations

from chuangjian_desktop.app.commands.context import Answer, Context, absolute
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.standard import Item, Rule
from chuangjian_desktop.outputs.files import require_workbook
from chuangjian_desktop.services import info as info_service
from chuangjian_desktop.services import places, registry, workspace
from chuangjian_desktop.services.office.standards.confirming import open_figures


def new(context: Context) -> Answer:
    """Make a workspace."""
    args = context.args
    if args.package is not None:
        from chuangjian_desktop.app.commands.exchange import new_from

        return new_from(context)
    made = workspace.create(args.file, args.role, args.name, context.installation, args.round, standards=args.standards)
    return context.begun(made)


def demo(context: Context) -> Answer:
    """Make the demo city."""
    args = context.args
    if not (1 <= args.sites <= 2000 and 1 <= args.teams <= 20):
        raise Refusal("M27", field="sites", value=f"{args.sites}/{args.teams}")
    from chuangjian_desktop.services.demo import make_demo

    files = make_demo(args.folder, context.installation, args.sites, args.teams, args.seed)
    packages = sorted(files.tasks.iterdir()), files.returned()
    listed = [
        files.planned,
        *packages[0],
        *files.teams,
        *packages[1],
        files.office,
        *sorted(p for p in files.documents.rglob("*") if p.is_file()),
    ]
    return {"files": absolute(listed), "documents": str(files.documents.resolve())}


def info(context: Context) -> Answer:
    """What a file is; never writes."""
    return info_service.info(context.args.file, context.installation)


def sites_list(context: Context) -> Answer:
    """All sites."""
    with context.opened(writing=False) as opened:
        rows = places.sites(opened)
    return {"sites": [{"code": s.code, "name": s.name, "type": s.type, "area": s.area, "unit": s.unit} for s in rows]}


def units_list(context: Context) -> Answer:
    """All units."""
    with context.opened(writing=False) as opened:
        rows = places.units(opened)
    return {"units": [{"name": u.name, "roles": list(u.roles), "area": u.area, "phone": u.phone} for u in rows]}


def teams_list(context: Context) -> Answer:
    """All teams."""
    with context.opened(writing=False) as opened:
        rows = places.teams(opened)
    return {"teams": [{"code": t.code, "name": t.name, "people": [name for name, _ in t.members]} for t in rows]}


def take_in(context: Context) -> Answer:
    """Sites import, units import, teams import."""
    args = context.args
    act = {"sites": registry.import_sites, "units": registry.import_units, "teams": registry.import_teams}
    if args.marked is not None:
        require_workbook(args.marked)
        if args.marked.resolve() == args.workbook.resolve():
            raise Refusal("M26", what=args.marked.name, reason="same workbook")
    with context.opened(writing=True) as opened:
        report = act[args.command](opened, args.workbook, dry_run=args.dry_run)
    if args.marked is not None:
        registry.save_marked_copy(report, args.marked)
    reasons = [
        {"sheet": r.sheet, "row": r.row, "reason": r.reason_en if context.lang == "en" else r.reason_zh}
        for r in report.rejected
    ]
    files = {"files": absolute([args.marked])} if args.marked is not None else {}
    counts = {"added": report.added, "changed": report.changed, "same": report.same}
    return {**counts, "rejected": reasons, "skipped": list(report.skipped), **files}


def items(context: Context) -> Answer:
    """Items of a site type."""
    with context.opened(writing=False) as opened:
        catalogue = opened.catalogue
    checklist = catalogue.checklists.get(context.args.type)
    if checklist is None:
        raise Refusal("M21", what="site_type", value=context.args.type)
    return {"items": [_item(item) for item in checklist.items]}


def _item(item: Item) -> Answer:
    return {
        "code": item.code,
        "title": item.title,
        "points": two_decimals(item.points),
        "rule": rule_json(item.rule),
        "na_allowed": item.na_allowed,
        "units": list(item.departments),
        "problems": list(dict.fromkeys(phrase.problem for phrase in item.phrases)),
        "phrases": [{"text": phrase.text, "problem": phrase.problem} for phrase in item.phrases],
        "section": item.section,
        "deadline": item.deadline,
    }


def rule_json(rule: Rule) -> Answer:
    """A rule with its kind and the parameters that kind has."""
    tiers = [{"at_least": two_decimals(t.at_least), "points": two_decimals(t.points)} for t in rule.tiers]
    grades = [{"label": g.label, "at_least": two_decimals(g.at_least), "strict": g.strict} for g in rule.grades]
    each, target = two_decimals(rule.each), two_decimals(rule.target)
    levels: Answer = {"target": target, "step": two_decimals(rule.step), "each": each, "falling": rule.falling}
    parts: dict[str, Answer] = {
        "per_occurrence": {"each": each, "cap": two_decimals(rule.cap)},
        "shortage": {"required": rule.required, "each": each, "cap": two_decimals(rule.cap)},
        "ratio": {"required": rule.required},
        "tier": {"tiers": tiers, **({"falling": True} if rule.falling else {})},
        "grade_sample": {"required": rule.required, "grades": grades},
        "grade_value": {"grades": grades, "falling": rule.falling},
        "grade_conditions": {"conditions": list(rule.conditions), "grades": grades},
        "linear": levels,
        "bonus": {**levels, "base": two_decimals(rule.base), "tiers": tiers},
        "penalty": {"each": each, **({"cap": two_decimals(rule.cap)} if rule.cap else {})},
    }
    return {"kind": rule.kind, **parts.get(rule.kind, {})}


def standards_list(context: Context) -> Answer:
    """Standards with the number of their nodes, and of the figures that the office is still asked to confirm."""
    with context.opened(writing=False) as opened:
        standards = sorted(opened.catalogue.standards.values(), key=lambda each: each.code)
        uncertain = open_figures(opened)
    rows = [
        {
            "code": s.code,
            "title": s.title,
            "edition": s.edition,
            "nodes": len(s.nodes),
            "confirmed": s.confirmed,
            "uncertain": uncertain[s.code],
            "complete": s.judging.complete,
        }
        for s in standards
    ]
    return {"standards": rows}
