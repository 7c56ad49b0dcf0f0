"""Sites, areas, units, teams and rounds as screens list them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import overview, people, places
from chuangjian_desktop.store.queries import rounds as round_queries
from chuangjian_desktop.store.queries.people import TeamRow, UnitRow
from chuangjian_desktop.store.queries.places import SiteRow
from chuangjian_desktop.store.queries.rounds import RoundRow


@dataclass(frozen=True, slots=True)
class AreaNode:
    """A place of the area tree: how many sites lie in it, itself and below."""

    path: str
    name: str
    depth: int
    sites: int


@dataclass(frozen=True, slots=True)
class Today:
    """The round in figures: sites done, begun, in all, and those that nobody could get into (`refused`); findings and
    photos; answers given and expected."""

    round_name: str
    done: int
    begun: int
    total: int
    findings: int
    photos: int
    answered: int
    expected: int
    tray: int
    refused: int = 0


def sites(workspace: Workspace) -> tuple[SiteRow, ...]:
    """All sites with the state of their visit in the present round."""
    with workspace.store.reading() as connection:
        return places.sites(connection, workspace.round_id)


def site_by_code(workspace: Workspace, code: str) -> SiteRow | None:
    """The site of that code."""
    with workspace.store.reading() as connection:
        return places.site_by_code(connection, code)


def search(workspace: Workspace, words: str) -> tuple[SiteRow, ...]:
    """Sites by name, code, address, or pinyin initials and full pinyin (`jfl` finds 解放路), in the present round."""
    with workspace.store.reading() as connection:
        found = {site.id for site in places.search(connection, words)}
        return tuple(site for site in places.sites(connection, workspace.round_id) if site.id in found)


def areas(workspace: Workspace) -> tuple[AreaNode, ...]:
    """The area tree in reading order: a district, then its streets."""
    with workspace.store.reading() as connection:
        paths = places.area_ids(connection)
        listed = places.sites(connection, workspace.round_id)
    counts: Counter[str] = Counter()
    for site in listed:
        parts = site.area.split("/") if site.area else []
        counts.update("/".join(parts[: depth + 1]) for depth in range(len(parts)))
    ordered = sorted(paths, key=lambda path: path.split("/"))
    return tuple(AreaNode(path, path.split("/")[-1], path.count("/"), counts[path]) for path in ordered)


def units(workspace: Workspace) -> tuple[UnitRow, ...]:
    """All responsible units by name."""
    with workspace.store.reading() as connection:
        return people.units(connection)


def teams(workspace: Workspace) -> tuple[TeamRow, ...]:
    """All teams by code, with their people."""
    with workspace.store.reading() as connection:
        return people.teams(connection)


def rounds(workspace: Workspace) -> tuple[RoundRow, ...]:
    """All rounds, oldest first."""
    with workspace.store.reading() as connection:
        return round_queries.all_rounds(connection)


def current_round(workspace: Workspace) -> RoundRow:
    """The round that is meant when none is named."""
    with workspace.store.reading() as connection:
        return round_queries.by_id(connection, workspace.round_id)


def today(workspace: Workspace) -> Today:
    """The present round in figures."""
    listed = sites(workspace)
    catalogue = workspace.catalogue
    sheets = (catalogue.version_for(site.checklist_id, site.type) for site in listed)
    with workspace.store.reading() as connection:
        figures = overview.round_figures(connection, workspace.round_id)
        name = round_queries.by_id(connection, workspace.round_id).name
    return Today(
        name,
        sum(site.state == "finished" for site in listed),
        sum(site.state == "open" for site in listed),
        len(listed),
        figures.findings,
        figures.photos,
        figures.answered,
        sum(len(each.items) for each in sheets if each is not None),
        figures.tray,
        sum(site.state == "refused" for site in listed),
    )


def unit_by_name(workspace: Workspace, name: str) -> str:
    """The id of the unit of that name or short name; `Refusal` M21."""
    with workspace.store.reading() as connection:
        found = [unit.id for unit in people.units(connection) if name in (unit.name, unit.short)]
    if not found:
        raise Refusal("M21", what="unit", value=name)
    return found[0]
