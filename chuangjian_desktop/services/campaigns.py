"""One finding, many campaigns: what it costs where, and the lists of each campaign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from chuangjian_desktop.domain.assessment import Node, Standard
from chuangjian_desktop.domain.campaign_report import CampaignList, CampaignReport, CampaignRow
from chuangjian_desktop.domain.city.field import first_node
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.local_time import local_day
from chuangjian_desktop.domain.scoring import FindingCost, ItemScore
from chuangjian_desktop.domain.sheet import Touch
from chuangjian_desktop.domain.totals import Scored
from chuangjian_desktop.domain.touching import in_order, ordered, touches_under
from chuangjian_desktop.outputs.files import require_workbook
from chuangjian_desktop.services import results
from chuangjian_desktop.services.fieldwork.visits import sheet
from chuangjian_desktop.services.results.scored import SCORED, Round, recorded_round
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import rounds

_TITLES = {"measured": "按实测值计分", "veto": "一票否决，整个点位不得分", "unvisited": "未测，按零分计"}


def touched(workspace: Workspace) -> Mapping[str, tuple[Touch, ...]]:
    """What every finding of the present round costs in each campaign that it concerns, by finding id."""
    return workspace.memory.recall(("touched", workspace.round_id), SCORED, lambda: _touched(workspace))


def _touched(workspace: Workspace) -> dict[str, tuple[Touch, ...]]:
    standards = _standards(workspace)
    found: dict[str, list[Touch]] = {}
    for row in results.score(workspace, "campaign").rows:
        for visit in results.visits_under(workspace, row.key):
            for finding, touch in touches_under(row.key, standards.get(row.key), visit.score):
                found.setdefault(finding, []).append(touch)
    places = {code: place for place, code in enumerate(standards)}
    return {
        finding: tuple(sorted(listed, key=lambda each: (places.get(each.campaign, len(places)), each.campaign)))
        for finding, listed in found.items()
    }


def _standards(workspace: Workspace) -> Mapping[str, Standard]:
    """Those that the round is for first, in its order."""
    with workspace.store.reading() as connection:
        return in_order(workspace.catalogue.standards, rounds.campaigns(connection, workspace.round_id))


def touches(workspace: Workspace, finding: str) -> tuple[Touch, ...]:
    """What one finding costs in each campaign; `Refusal` M21 for one that the present round does not have."""
    if all(finding not in fact.stored for fact in recorded_round(workspace).facts.values()):
        raise Refusal("M21", what="finding", value=finding)
    return touched(workspace).get(finding, ())


def touches_in(workspace: Workspace, visit: str, finding: str) -> tuple[Touch, ...]:
    """The same from the sheet of the finding's visit alone, for what must follow a selection at once; () for a finding
    that is no longer there."""
    rows = (each for row in sheet(workspace, visit).rows for each in row.findings)
    return next((each.touches for each in rows if each.id == finding), ())


# ---- lists by campaign -----------------------------------------------------------------------------------------------


def campaign_report(workspace: Workspace) -> CampaignReport:
    """The findings of the present round under each standard's own numbering. Each list adds up to what the campaign
    lost in `results.score(workspace, "campaign")`."""
    scored = results.score(workspace, "campaign")
    with workspace.store.reading() as connection:
        row = rounds.by_id(connection, workspace.round_id)
    standards = _standards(workspace)
    keys = ordered((each.key for each in scored.rows), standards)
    by_key = {each.key: each for each in scored.rows}
    lists = tuple(_list(workspace, by_key[key], standards.get(key)) for key in keys)
    return CampaignReport(row.name, f"{now():%Y-%m-%d}", scored.profile, lists)


def _list(workspace: Workspace, row: results.ScoreRow, standard: Standard | None) -> CampaignList:
    visits = results.visits_under(workspace, row.key)
    found = recorded_round(workspace)
    lines = [line for visit in visits for line in _lines(found, visit, row.key, standard)]
    possible, earned = sum(v.score.possible for v in visits), sum(v.score.earned for v in visits)
    return CampaignList(
        row.key, row.name, possible, earned, row.possible, row.score, row.rate, tuple(_numbered(lines, standard))
    )


def _numbered(lines: list[CampaignRow], standard: Standard | None) -> Iterator[CampaignRow]:
    """In the order of the standard's tree, numbered under each node."""
    paths = _paths(standard.nodes if standard else ())
    counts: dict[str, int] = {}
    for line in sorted(lines, key=lambda each: (paths.get(each.node, (len(paths),)), each.node)):
        counts[line.node] = counts.get(line.node, 0) + 1
        yield replace(line, number=f"{line.node or 'O'}-{counts[line.node]:03d}")


def _paths(nodes: Sequence[Node]) -> dict[str, tuple[int, ...]]:
    """Where each node stands in the tree: the places of those above it, and its own. A node that is its own ancestor
    stands at the top."""
    places = {node.code: place for place, node in enumerate(nodes)}
    above = {node.code: node.parent for node in nodes}
    paths: dict[str, tuple[int, ...]] = {}
    for code in places:
        chain = [code]
        while (parent := above.get(chain[-1], "")) in places and parent not in chain:
            chain.append(parent)
        paths[code] = tuple(places[each] for each in reversed(chain))
    return paths


def _lines(found: Round, visit: Scored, campaign: str, standard: Standard | None) -> Iterator[CampaignRow]:
    titles = {node.code: node.title for node in standard.nodes} if standard is not None else {}
    blank = CampaignRow("", "", "", "", visit.key, visit.site_name, "", "", "", 0, 0, "", "")
    for item in visit.score.items:
        code = first_node(item, campaign)
        what = f"{item.item.code} {item.item.title}"
        here = replace(blank, node=code, node_title=titles.get(code, code), item=what)
        for cost in item.counted:
            yield _finding(found, visit, item, cost, here)
        rest = item.lost - sum(cost.lost for cost in item.costs)
        if rest:
            yield replace(here, kind="measured", problem=_TITLES["measured"], lost=rest)
    if visit.score.raw != visit.score.earned:
        yield replace(blank, kind="veto", problem=_TITLES["veto"], lost=visit.score.raw - visit.score.earned)
    if not visit.score.items and visit.score.possible:
        yield replace(blank, kind="unvisited", problem=_TITLES["unvisited"], lost=visit.score.possible)


def _finding(found: Round, visit: Scored, item: ItemScore, cost: FindingCost, here: CampaignRow) -> CampaignRow:
    stored = found.facts[visit.key].stored[cost.finding.id]
    return replace(
        here,
        kind="finding",
        problem=stored.text or stored.note or item.item.title,
        place=stored.place,
        count=stored.count,
        lost=cost.lost,
        unit=found.units.get(stored.unit_id, ""),
        found_on=local_day(stored.found_at),
        finding=stored.id,
    )


def export_campaigns(workspace: Workspace, path: Path) -> tuple[Warn, ...]:
    """The lists as one workbook, a sheet for each campaign (M27 for another ending than .xlsx)."""
    require_workbook(path)
    from chuangjian_desktop.outputs.xlsx.campaigns import write_campaigns

    return write_campaigns(campaign_report(workspace), path)
