"""Scores, ranks and points lost, each number with the lines it comes from (law 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.scoring import (
    ItemScore,
    ScoringProfile,
    VisitScore,
    half_up,
    mean,
    rate_text,
    score_visit,
)
from chuangjian_desktop.domain.totals import Scored, Total, by_group, by_item, pooled, ranked, visit_total
from chuangjian_desktop.domain.versions import Version
from chuangjian_desktop.services.workspace import STANDARDS_ENTITIES, Workspace
from chuangjian_desktop.store.queries import people, places, rounds
from chuangjian_desktop.store.queries.facts import VisitFacts, round_facts
from chuangjian_desktop.store.queries.places import SiteRow

_SCORED = STANDARDS_ENTITIES | {
    "visit", "answer", "finding", "office.site", "office.area", "office.unit", "office.team", "office.person",
    "office.round", "office.profile", "office.duplicate",
}  # fmt: skip
LEVELS = ("visit", "site_type", "area", "unit", "team", "item", "campaign", "round")


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A row of results as every output shows it; points and rates are finished texts, `rate` None means 缺测."""

    key: str
    name: str
    possible: str
    score: str
    rate: str | None
    rank: int | None
    findings: int
    unanswered: int
    vetoes: int


@dataclass(frozen=True, slots=True)
class Results:
    """Rows in the order of their ranks, under the profile that made them."""

    rows: tuple[ScoreRow, ...]
    profile: str


@dataclass(frozen=True, slots=True)
class LostRow:
    """Points lost over the findings laid to a unit."""

    key: str
    name: str
    lost: str
    findings: int
    rank: int


@dataclass(frozen=True, slots=True)
class ExplainLine:
    """One line of an explanation. Lines with `points` are the summands of the score; lines with `rate` say how the
    rate joins its parts (`weight` percent-free, `share` = weight × rate). A line of level duplicate is a finding that
    counts with another one; `evidence` are the findings (ids) that a line's finding counts for besides itself."""

    level: str
    what: str
    points: str | None
    rate: str | None = None
    weight: str | None = None
    detail: str = ""
    visit_id: str = ""
    item_code: str = ""
    finding_id: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a number comes from. The points of `lines` add up to `score`; `exact` is the rate before its rounding."""

    key: str
    name: str
    score: str
    possible: str
    rate: str | None
    formula: tuple[ExplainLine, ...]
    lines: tuple[ExplainLine, ...]
    profile: str
    exact: str | None = None


@dataclass(frozen=True, slots=True)
class _Round:
    """A scored round: visits with their facts, names and profile."""

    visits: tuple[Scored, ...]
    facts: dict[str, VisitFacts]
    profile: ScoringProfile
    code: str
    name: str
    units: dict[str, str]
    type_titles: Mapping[str, str]
    joins: _Joins


@dataclass(frozen=True, slots=True)
class _Joins:
    """Findings that several recorded: the numbers of all concerned, and what counts with each one kept."""

    numbers: dict[str, str]
    seconds: dict[str, tuple[str, ...]]

    @classmethod
    def among(cls, facts: Iterable[VisitFacts]) -> _Joins:
        """Those of a round."""
        seconds: dict[str, tuple[str, ...]] = {}
        numbers: dict[str, str] = {}
        for fact in facts:
            numbers |= {each.id: f"{fact.key}-{each.number:02d}" for each in fact.stored.values()}
            for each in (one for one in fact.findings if one.joined_to):
                seconds[each.joined_to] = (*seconds.get(each.joined_to, ()), each.id)
        return cls(numbers if seconds else {}, seconds)

    def beside(self, finding: str) -> str:
        """What else bears a kept finding out, in words."""
        others = "、".join(self.numbers[each] for each in self.seconds.get(finding, ()))
        return f"；另据 {others}" if others else ""


def _scored_round(workspace: Workspace, profile: str | None) -> _Round:
    """The whole round, scored once for all that is asked about it until something in it changes."""
    key = ("scored", workspace.round_id, profile)
    return workspace.memory.recall(key, _SCORED, lambda: _score_round(workspace, profile))


def _score_round(workspace: Workspace, profile: str | None) -> _Round:
    catalogue = workspace.catalogue
    with workspace.store.reading() as connection:
        row = rounds.by_id(connection, workspace.round_id)
        profiles = rounds.profiles(connection)
        facts = round_facts(connection, workspace.round_id, catalogue)
        units = {unit.id: unit.name for unit in people.units(connection)}
        seen = {fact.site.id for fact in facts}
        unvisited = [site for site in places.sites(connection) if site.id not in seen]
    chosen = _profile(profiles, row.profile_id, profile)
    known = {fact.key: fact for fact in facts if fact.version is not None}
    visits = tuple(_scored(fact, fact.version, chosen) for fact in known.values() if fact.version is not None)
    if chosen.not_visited == "zero":
        visits += tuple(_not_visited(site, workspace) for site in unvisited)
    return _Round(visits, known, chosen, row.code, row.name, units, catalogue.titles, _Joins.among(known.values()))


def _profile(profiles: dict[str, ScoringProfile], own: str, wanted: str | None) -> ScoringProfile:
    if wanted is None:
        return profiles.get(own, ScoringProfile())
    for profile in profiles.values():
        if wanted in (profile.code, profile.name):
            return profile
    raise Refusal("M21", what="profile", value=wanted)


def _areas(path: str) -> tuple[str, ...]:
    parts = path.split("/") if path else []
    return tuple("/".join(parts[: depth + 1]) for depth in range(len(parts)))


def _not_visited(site: SiteRow, workspace: Workspace) -> Scored:
    """A site nobody went to, where the profile lets it count as zero."""
    checklist = workspace.catalogue.checklists.get(site.type)
    items = checklist.items if checklist else ()
    points = sum(item.points for item in items)
    nothing = VisitScore((), points, 0, 0, len(items), points, 0)
    return Scored(site.code, site.name, site.type, _areas(site.area), site.unit, "", nothing)


def _scored(fact: VisitFacts, version: Version, profile: ScoringProfile) -> Scored:
    areas = _areas(fact.site.area)
    team = fact.team.code if fact.team else ""
    score = score_visit(version.checklist.items, fact.answers, fact.findings, profile)
    return Scored(fact.key, fact.site.name, fact.site.type, areas, fact.site.unit, team, score)


def score(workspace: Workspace, by: str, profile: str | None = None) -> Results:
    """Results of the present round by one of `LEVELS`; M27 for another level, M21 for an unknown profile."""
    scored = _scored_round(workspace, profile)
    totals = _totals(workspace, scored, by)
    return Results(
        tuple(_row(rank, total) for rank, total in ranked(totals, by_depth=by == "area")), scored.profile.name
    )


def _row(rank: int | None, total: Total) -> ScoreRow:
    return ScoreRow(
        total.key,
        total.name,
        two_decimals(total.possible),
        two_decimals(total.earned),
        rate_text(total.rate),
        rank,
        total.findings,
        total.unanswered,
        total.vetoes,
    )


def _totals(workspace: Workspace, scored: _Round, by: str) -> list[Total]:
    if by == "visit":
        return [visit_total(visit) for visit in scored.visits]
    if by == "round":
        return [_city(scored)]
    if by == "item":
        return by_item(scored.visits, lambda each: [(each.item.code, each.item.title)])
    if by == "campaign":
        titles = {code: standard.title for code, standard in workspace.catalogue.standards.items()}
        return by_item(scored.visits, lambda each: _campaigns(each, titles))
    return by_group(scored.visits, _keys(scored, by), scored.profile)


def _campaigns(each: ItemScore, titles: dict[str, str]) -> list[tuple[str, str]]:
    codes = dict.fromkeys(node.campaign for node in each.item.campaigns)
    return [(code, titles.get(code, code)) for code in codes]


def _keys(scored: _Round, by: str) -> Callable[[Scored], Sequence[tuple[str, str]]]:
    ways: dict[str, Callable[[Scored], Sequence[tuple[str, str]]]] = {
        "site_type": lambda visit: [(visit.site_type, scored.type_titles.get(visit.site_type, visit.site_type))],
        "area": lambda visit: [(path, path.split("/")[-1]) for path in visit.areas],
        "unit": lambda visit: [(visit.unit, visit.unit)] if visit.unit else [],
        "team": lambda visit: [(visit.team, _team_name(scored, visit))] if visit.team else [],
    }
    if by not in ways:
        raise Refusal("M27", field="by", value=by)
    return ways[by]


def _team_name(scored: _Round, visit: Scored) -> str:
    team = scored.facts[visit.key].team
    return team.name if team else ""


def _city(scored: _Round) -> Total:
    whole = pooled(scored.code, scored.name, scored.visits)
    if scored.profile.city == "pool":
        return whole
    return replace(whole, rate=mean([total.rate for total in _districts(scored) if total.rate is not None]))


def _districts(scored: _Round) -> list[Total]:
    totals = by_group(scored.visits, lambda visit: [(visit.areas[0], "")] if visit.areas else [], scored.profile)
    return [total for total in totals if total.rate is not None]


def lost_by_unit(workspace: Workspace, profile: str | None = None) -> tuple[LostRow, ...]:
    """Points lost over the findings laid to each unit (主管), the most first; findings without a unit under ''."""
    scored = _scored_round(workspace, profile)
    sums: dict[str, list[int]] = {}
    for visit in scored.visits:
        for each in (one for item in visit.score.items for one in item.counted):
            row = sums.setdefault(scored.units.get(each.finding.unit, ""), [0, 0])
            row[0] += each.lost
            row[1] += 1
    ordered = sorted(sums.items(), key=lambda pair: (-pair[1][0], pair[0]))
    return tuple(
        LostRow(name, name, two_decimals(lost), count, 1 + sum(other > lost for other, _ in sums.values()))
        for name, (lost, count) in ordered
    )


def explain(workspace: Workspace, by: str, key: str, profile: str | None = None) -> Explanation:
    """Every summand of a score down to answers and findings; M21 when there is no such row."""
    scored = _scored_round(workspace, profile)
    total = next((each for each in _totals(workspace, scored, by) if each.key == key), None)
    if total is None:
        raise Refusal("M21", what=by, value=key)
    chosen = total.visits if by not in ("item", "campaign") else scored.visits
    whole = by not in ("item", "campaign")
    parts = (_visit_lines(scored, visit, lambda each: _wanted(each, by, key), whole=whole) for visit in chosen)
    lines = tuple(line for part in parts for line in part)
    return Explanation(
        key,
        total.name,
        two_decimals(total.earned),
        two_decimals(total.possible),
        rate_text(total.rate),
        tuple(_formula(scored, by, total)),
        lines,
        scored.profile.name,
        None if total.rate is None else four_places(total.rate),
    )


def _wanted(each: ItemScore, by: str, key: str) -> bool:
    if by == "item":
        return each.item.code == key
    if by == "campaign":
        return any(node.campaign == key for node in each.item.campaigns)
    return True


def scored_visits(workspace: Workspace, profile: str | None = None) -> tuple[Scored, ...]:
    """The present round's visits with their scores, for sums of other kinds (a city's score, lists by campaign)."""
    return _scored_round(workspace, profile).visits


def profile_name(workspace: Workspace, profile: str | None = None) -> str:
    """The name of the profile that scores are made under."""
    return _scored_round(workspace, profile).profile.name


def explain_lost(workspace: Workspace, unit: str, profile: str | None = None) -> tuple[ExplainLine, ...]:
    """The findings laid to a unit with what each cost; they add up to the unit's lost points."""
    scored = _scored_round(workspace, profile)
    lines: list[ExplainLine] = []
    for visit in scored.visits:
        for item in visit.score.items:
            for line, one in zip(_finding_lines(scored, visit, item), item.costs, strict=True):
                if scored.units.get(one.finding.unit, "") == unit and not one.finding.joined_to:
                    lines.append(replace(line, points=two_decimals(one.lost)))
    return tuple(lines)


def _visit_lines(
    scored: _Round, visit: Scored, wanted: Callable[[ItemScore], bool], *, whole: bool
) -> Iterator[ExplainLine]:
    """Items with their findings; a site veto takes from a visit as a `whole`, never from single items."""
    items = [each for each in visit.score.items if wanted(each)]
    if not items:
        return
    fact = scored.facts[visit.key]
    yield ExplainLine("visit", f"{visit.key} {visit.site_name}", None, rate_text(visit.score.rate), visit_id=fact.id)
    for each in items:
        gained = each.earned + sum(one.lost for one in each.costs)
        yield ExplainLine(
            "item",
            f"{each.item.code} {each.item.title}",
            two_decimals(gained),
            detail=each.state,
            visit_id=fact.id,
            item_code=each.item.code,
        )
        yield from _finding_lines(scored, visit, each)
    if whole and visit.score.earned != visit.score.raw:
        yield ExplainLine("veto", "一票否决", two_decimals(visit.score.earned - visit.score.raw), visit_id=fact.id)


def _finding_lines(scored: _Round, visit: Scored, item: ItemScore) -> Iterator[ExplainLine]:
    fact = scored.facts[visit.key]
    for one in item.costs:
        stored = fact.stored[one.finding.id]
        words = stored.text or item.item.title
        where = f"，{stored.place}" if stored.place else ""
        capped = "" if one.asked == one.lost else f" ({two_decimals(one.asked)})"
        kept = one.finding.joined_to
        once = f"（与{scored.joins.numbers.get(kept, kept)}重复，只计一次）" if kept else ""
        each = f"{stored.count} × {two_decimals(one.asked // max(stored.count, 1))}{capped} "
        yield ExplainLine(
            "duplicate" if kept else "finding",
            f"{words}{where}{once}",
            two_decimals(-one.lost) if one.lost else "0.00",
            detail=f"{'' if kept else each}{stored.found_at}{scored.joins.beside(stored.id)}",
            visit_id=fact.id,
            item_code=item.item.code,
            finding_id=stored.id,
            evidence=scored.joins.seconds.get(stored.id, ()),
        )


def _formula(scored: _Round, by: str, total: Total) -> Iterator[ExplainLine]:
    """How the rate joins its parts: the types' means with their weights, or the pooled points."""
    if by == "round" and scored.profile.city == "mean":
        for district in _districts(scored):
            yield ExplainLine("area", district.key, None, four_places(district.rate or Fraction(0)), "1")
        return
    if by in ("visit", "item", "campaign", "round"):
        whole = f"{two_decimals(total.earned)} ÷ {two_decimals(total.possible)}"
        yield ExplainLine("formula", whole, None, rate_text(total.rate))
        return
    for site_type, value in total.parts:
        weight = scored.profile.weight(site_type)
        title = scored.type_titles.get(site_type, site_type)
        yield ExplainLine("type", title, None, four_places(value), str(weight))


def four_places(value: Fraction) -> str:
    """A rate before its one rounding, as explanations show it."""
    return f"{half_up(value * 10_000) // 10_000}.{half_up(value * 10_000) % 10_000:04d}"


def costs(workspace: Workspace) -> dict[str, int]:
    """What each finding of the present round costs, in hundredths, by finding id."""
    scored = _scored_round(workspace, None)
    return {one.finding.id: one.lost for visit in scored.visits for item in visit.score.items for one in item.costs}
