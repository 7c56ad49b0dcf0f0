"""Findings: what is wrong, where, how often, who is to put it right. Recorded in one durable step."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.scoring import FindingFact, cap_of, cost
from chuangjian_desktop.domain.sheet import Chip, Proposal
from chuangjian_desktop.domain.standard import Item, ProblemType
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.fieldwork.answers import item_id
from chuangjian_desktop.services.fieldwork.visits import highest_number, require_open, sheet, version_of
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.plausible import MOST_COUNT, MOST_POINTS
from chuangjian_desktop.store.queries import duplicates, people, places, visits
from chuangjian_desktop.store.queries.people import UnitRow
from chuangjian_desktop.store.queries.places import SiteRow
from chuangjian_desktop.store.queries.visits import StoredFinding
from chuangjian_desktop.store.writer import Writer

_PLACES = frozenset({"office.site", "office.area", "office.unit"})
_SEVERITIES = ("light", "normal", "grave")


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """A finding before it is recorded. What is None is proposed from the item and the site; `points` (hundredths)
    takes the place of what the rule says."""

    text: str
    problem: str = ""
    count: int = 1
    points: int | None = None
    place: str = ""
    note: str = ""
    unit_id: str | None = None
    assist_ids: tuple[str, ...] | None = None
    severity: str | None = None
    deadline: str | None = None
    solved: bool = False


def chips(workspace: Workspace, visit_id: str, item_code: str) -> tuple[Chip, ...]:
    """Wordings offered under an item, those that evaluators used first; stable while nothing new is recorded."""
    version = version_of(workspace, visit_id)
    identity = item_id(version, item_code)
    item = version.items[identity]
    row = sheet(workspace, visit_id).row(item_code)
    costs = min(cost(item.rule, item.points, FindingFact("", item_code)), max(0, cap_of(item) - row.lost))
    with workspace.store.reading() as connection:
        learned = visits.learned_wordings(connection, workspace.catalogue.kin(identity))
    used = {wording for wording, _ in learned}
    offered = [(wording, problem, True) for wording, problem in learned]
    offered += [(each.text, each.problem, False) for each in item.phrases if each.text not in used]
    known = workspace.catalogue.problems
    return tuple(_chip(*each, costs, known.get(each[1])) for each in offered)


def _chip(text: str, problem: str, learned: bool, costs: int, kind: ProblemType | None) -> Chip:
    told = ("", "") if kind is None else (f"{kind.code} {kind.title}", kind.help)
    return Chip(text, problem, costs, learned, *told)


def propose(workspace: Workspace, visit_id: str, item_code: str, problem: str = "") -> Proposal:
    """Responsible and assisting units, severity and deadline for a finding under this item at this site.

    The unit is the one of the site's district whose role is the item's first department; without one, the unit
    answerable for the site. The street (属地) assists. Where the item names no departments or no deadline, those of
    the problem's type stand in.
    """
    version = version_of(workspace, visit_id)
    site = workspace.memory.recall(("site", visit_id), _PLACES, lambda: _site(workspace, visit_id))
    return propose_at(workspace, site, version.items[item_id(version, item_code)], problem)


def propose_at(workspace: Workspace, site: SiteRow, item: Item, problem: str = "") -> Proposal:
    """The same for a site that nobody has begun yet."""
    units = workspace.memory.recall("units", _PLACES, lambda: _units(workspace))
    by_id = {unit.id: unit for unit in units}
    usual = workspace.catalogue.problems.get(problem)
    departments = item.departments or (usual.departments if usual else ())
    lead = _for_departments(departments, site.area, units) or by_id.get(site.unit_id)
    local = by_id.get(site.unit_id)
    assists = (local,) if local is not None and local != lead else ()
    return Proposal(
        lead.id if lead else "",
        lead.name if lead else "",
        tuple(unit.id for unit in assists),
        tuple(unit.name for unit in assists),
        item.severity,
        item.deadline or (usual.deadline if usual else ""),
    )


def _site(workspace: Workspace, visit_id: str) -> SiteRow:
    with workspace.store.reading() as connection:
        visit = visits.visit(connection, visit_id)
        site = None if visit is None else places.site_by_id(connection, visit.site_id)
    if site is None:
        raise Refusal("M21", what="visit", value=visit_id)
    return site


def _units(workspace: Workspace) -> tuple[UnitRow, ...]:
    """All units; where nobody said which area one is of, its name may: 南屏区城管局 is no other district's."""
    with workspace.store.reading() as connection:
        districts = [path for path in places.area_ids(connection) if "/" not in path]
        return tuple(
            each if each.area else replace(each, area=_named_district(each.name, districts))
            for each in people.units(connection)
        )


def _named_district(name: str, districts: Iterable[str]) -> str:
    """The district with which a unit's name begins, the city's name before it or not."""
    found = (each for each in districts if re.match(rf"(?:[^市]{{1,8}}市)?{re.escape(each)}", name))
    return max(found, key=len, default="")


def _for_departments(departments: tuple[str, ...], area: str, units: tuple[UnitRow, ...]) -> UnitRow | None:
    """The unit with the first of the roles whose area holds the site; the nearest area first."""
    for role in departments:
        fitting = [
            u for u in units if role in u.roles and (not u.area or area == u.area or area.startswith(u.area + "/"))
        ]
        if fitting:
            return max(fitting, key=lambda unit: (len(unit.area), unit.name))
    return None


def record(workspace: Workspace, visit_id: str, item_code: str, draft: FindingDraft) -> str:
    """Record a finding; its id is answered only when it is durable. M23 on a locked visit, M21, M27."""
    return record_with(workspace, visit_id, item_code, draft, lambda _writer, _finding: None)


def record_with(
    workspace: Workspace,
    visit_id: str,
    item_code: str,
    draft: FindingDraft,
    more: Callable[[Writer, str], None],
) -> str:
    """Record a finding and whatever belongs to the same step (its photos), in one transaction."""
    finding = fresh()
    with workspace.writing(visit_id) as writer:
        number = highest_number(writer.connection, visit_id) + 1
        fields = fields_of(workspace, visit_id, item_code, draft) | {"number": number}
        fields["found_at"] = writer.now
        if workspace.author is not None:
            fields["by"] = ref("office.person", workspace.author)
        writer.put("finding", finding, fields)
        more(writer, finding)
    return finding


def fields_of(workspace: Workspace, visit_id: str, item_code: str, draft: FindingDraft) -> dict[str, Value]:
    """What a new finding's record holds but for number, time and author; proposals fill what the draft leaves open.

    M21, M27.
    """
    identity = item_id(version_of(workspace, visit_id), item_code)
    whole = _completed(draft, lambda: propose(workspace, visit_id, item_code, draft.problem))
    home = {"visit": ref("visit", visit_id), "item": ref("office.item", identity)}
    return _fields(workspace, whole) | home


def fields_at(
    workspace: Workspace, place: tuple[SiteRow, str], item: tuple[Item, str], draft: FindingDraft
) -> dict[str, Value]:
    """The same for a site with the visit (id) that is begun in the same transaction; the item comes with its id."""
    site, visit_id = place
    whole = _completed(draft, lambda: propose_at(workspace, site, item[0], draft.problem))
    home = {"visit": ref("visit", visit_id), "item": ref("office.item", item[1])}
    return _fields(workspace, whole) | home


def wording(workspace: Workspace, item: Item, problem: str) -> str:
    """The words for a finding that comes with a problem code only: the item's phrase for it, else the code's title;
    M21 for an unknown code, empty without one."""
    if not problem:
        return ""
    found = workspace.catalogue.problems.get(problem)
    if found is None:
        raise Refusal("M21", what="problem", value=problem)
    return next((each.text for each in item.phrases if each.problem == problem), found.title)


def _completed(draft: FindingDraft, proposed: Callable[[], Proposal]) -> FindingDraft:
    if None not in (draft.unit_id, draft.assist_ids, draft.severity, draft.deadline):
        return draft
    proposal = proposed()
    return replace(
        draft,
        unit_id=proposal.unit_id if draft.unit_id is None else draft.unit_id,
        assist_ids=proposal.assist_ids if draft.assist_ids is None else draft.assist_ids,
        severity=draft.severity or proposal.severity,
        deadline=draft.deadline or proposal.deadline,
    )


def check(workspace: Workspace, draft: FindingDraft) -> None:
    """`Refusal` M21 or M27 for what no finding may say; nothing is written."""
    _fields(workspace, draft)


def _fields(workspace: Workspace, draft: FindingDraft) -> dict[str, Value]:
    if not 1 <= draft.count <= MOST_COUNT:
        raise Refusal("M27", field="count", value=draft.count)
    if draft.points is not None and not 0 <= draft.points <= MOST_POINTS:
        raise Refusal("M27", field="points", value=two_decimals(draft.points))
    if draft.problem and draft.problem not in workspace.catalogue.problems:
        raise Refusal("M21", what="problem", value=draft.problem)
    if draft.deadline and draft.deadline not in DEADLINES:
        raise Refusal("M27", field="deadline", value=draft.deadline)
    if draft.severity and draft.severity not in _SEVERITIES:
        raise Refusal("M27", field="severity", value=draft.severity)
    return {
        "text": fit("text", draft.text),
        "problem": draft.problem,
        "count": draft.count,
        "points": draft.points,
        "place": fit("place", draft.place),
        "note": fit("note", draft.note),
        "unit": ref("office.unit", draft.unit_id) if draft.unit_id else None,
        "assists": [ref("office.unit", each) for each in draft.assist_ids or ()],
        "severity": draft.severity or "normal",
        "deadline": draft.deadline or "",
        "solved": draft.solved,
    }


def edit(workspace: Workspace, finding_id: str, draft: FindingDraft) -> None:
    """Replace what a finding says; only what differs is written."""
    stored = _stored(workspace, finding_id)
    require_open(workspace, stored.visit_id)
    with workspace.writing(stored.visit_id) as writer:
        writer.put("finding", finding_id, _fields(workspace, draft))


def draft_of(workspace: Workspace, finding_id: str) -> FindingDraft:
    """A recorded finding as a draft, to change and give to `edit`."""
    stored = _stored(workspace, finding_id)
    return _draft(stored)


def _draft(stored: StoredFinding) -> FindingDraft:
    return FindingDraft(
        stored.text,
        stored.problem,
        stored.count,
        stored.points,
        stored.place,
        stored.note,
        stored.unit_id,
        stored.assist_ids,
        stored.severity,
        stored.deadline,
        stored.solved,
    )


def remove(workspace: Workspace, finding_id: str) -> None:
    """Take a finding off the sheet, its photos go with it; both can be restored. Where it was joined to another one,
    that one counts again."""
    stored = _stored(workspace, finding_id)
    require_open(workspace, stored.visit_id)
    with workspace.store.reading() as connection:
        photos = [p.id for p in visits.photos_of_visit(connection, stored.visit_id) if p.finding_id == finding_id]
    with workspace.writing(stored.visit_id) as writer:
        for photo in photos:
            writer.remove("photo", photo)
        for pair in duplicates.naming(writer.connection, finding_id):
            writer.remove(duplicates.ENTITY, pair)
        writer.remove("finding", finding_id)


def repeat_last(workspace: Workspace, visit_id: str, item_code: str) -> str | None:
    """Record the visit's last finding once more under an item (without photos); None when there is none yet."""
    with workspace.store.reading() as connection:
        last = visits.last_finding(connection, visit_id)
    if last is None:
        return None
    same = workspace.catalogue.code_in(version_of(workspace, visit_id), last.item_id) == item_code
    draft = _draft(last) if same else replace(_draft(last), unit_id=None, assist_ids=None, severity=None, deadline=None)
    return record(workspace, visit_id, item_code, draft)


def _stored(workspace: Workspace, finding_id: str) -> StoredFinding:
    with workspace.store.reading() as connection:
        found = visits.finding(connection, finding_id)
    if found is None:
        raise Refusal("M21", what="finding", value=finding_id)
    return found
