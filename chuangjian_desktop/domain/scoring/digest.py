"""A round under any profile, at once: what no option touches is summed once, what one does is scored anew.

Most answers of a round conform: under every profile they earn the same. They are added up once, for the whole sheet
and for each campaign, as if all were neutral; a profile then only needs the items whose findings were solved on the
spot, came back, were found by a team that counts for less …, each as the difference to the neutral sum. Items that do
not apply are a sum of their own. The result is the same as scoring every visit anew (`score_visit`), which a law of
the tests says.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from chuangjian_desktop.domain.scoring.campaigns import campaigns_of, item_in
from chuangjian_desktop.domain.scoring.cells import (
    GRADED,
    NEUTRAL,
    WHOLE_PLACE,
    Amounts,
    Bundle,
    Cell,
    Form,
    Index,
    Member,
    Part,
    amounts,
    likeness,
    move,
)
from chuangjian_desktop.domain.scoring.facts import AnswerFact, FindingFact, ItemScore
from chuangjian_desktop.domain.scoring.items import measures, score_item
from chuangjian_desktop.domain.scoring.profile import ScoringProfile
from chuangjian_desktop.domain.scoring.visits import NOTHING
from chuangjian_desktop.domain.standard import OUTSIDE, Item

WHOLE = ""
"""The scope of the whole sheet, beside the campaigns."""
_Same = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A visit as it was recorded: its sheet, answers by item code, and findings."""

    items: Sequence[Item]
    answers: Mapping[str, AnswerFact]
    findings: Sequence[FindingFact]


@dataclass(frozen=True, slots=True)
class Light:
    """The sums of a visit without its lines."""

    possible: int
    raw: int
    earned: int
    findings: int
    unanswered: int
    vetoes: int
    outside: int
    flagged: bool

    @property
    def rate(self) -> Fraction | None:
        """Percent, exact; None while nothing applicable is answered."""
        return Fraction(self.earned * 100, self.possible) if self.possible else None


@dataclass(slots=True)
class Row:
    """Sums over a scope or an item: hundredths, and counts that no profile changes."""

    possible: int = 0
    earned: int = 0
    outside: int = 0
    findings: int = 0
    unanswered: int = 0
    vetoes: int = 0
    flagged: bool = False

    @property
    def rate(self) -> Fraction | None:
        """Percent, exact; None while nothing applicable is answered."""
        return Fraction(self.earned * 100, self.possible) if self.possible else None


@dataclass(slots=True)
class _Scope:
    """Neutral sums by visit: points, those of items that do not apply, counts; `zeroed` are vetoed sites."""

    possible: list[int] = field(default_factory=list[int])
    raw: list[int] = field(default_factory=list[int])
    outside: list[int] = field(default_factory=list[int])
    absent: list[int] = field(default_factory=list[int])
    findings: list[int] = field(default_factory=list[int])
    unanswered: list[int] = field(default_factory=list[int])
    vetoes: list[int] = field(default_factory=list[int])
    zeroed: list[bool] = field(default_factory=list[bool])
    flagged: list[bool] = field(default_factory=list[bool])

    def begin(self) -> None:
        """One more visit."""
        for numbers in (
            self.possible,
            self.raw,
            self.outside,
            self.absent,
            self.findings,
            self.unanswered,
            self.vetoes,
        ):
            numbers.append(0)
        self.zeroed.append(False)
        self.flagged.append(False)

    def add(self, score: ItemScore) -> None:
        """One item of the last visit."""
        self.possible[-1] += score.possible
        self.raw[-1] += score.earned
        self.outside[-1] += score.outside
        self.findings[-1] += len(score.counted) if score.costs else 0
        if score.state == "na" and score.item.rule.kind not in OUTSIDE:
            self.absent[-1] += score.item.points
        if score.state == "unanswered":
            self.unanswered[-1] += 1
        if score.vetoed:
            self.vetoes[-1] += 1
            self.zeroed[-1] = self.zeroed[-1] or score.item.veto == "site"
            self.flagged[-1] = self.flagged[-1] or score.item.veto == "campaign"


class Digest:
    """A round's visits, summed as far as no profile matters. `campaigns` are the scopes beside the whole sheet."""

    def __init__(self, visits: Iterable[Recorded], campaigns: Sequence[str]) -> None:
        self.campaigns = tuple(campaigns)
        self._places = {code: place for place, code in enumerate((WHOLE, *self.campaigns))}
        self._scopes = [_Scope() for _ in self._places]
        self._items: dict[str, list[int]] = {}
        self._titles: dict[str, str] = {}
        self._cells: list[Cell] = []
        self._index = Index()
        self._forms: dict[int, tuple[Form, ...]] = {}
        self._kept: list[Sequence[Item]] = []
        for visit in visits:
            self._enter(visit)

    def under(self, profile: ScoringProfile) -> Outcome:
        """All sums of the round under a profile."""
        raw = [list(scope.raw) for scope in self._scopes]
        outside = [list(scope.outside) for scope in self._scopes]
        items = {code: list(row) for code, row in self._items.items()}
        known: dict[Hashable, Amounts] = {}
        for place in self._index.touched(profile):
            cell = self._cells[place]
            for bundle in cell.bundles:
                found = known.get(bundle.like)
                if found is None:
                    found = amounts(bundle.members, profile)
                    if bundle.like is not None:
                        known[bundle.like] = found
                if found != bundle.neutral:
                    move(cell.visit, bundle, found, (raw, outside, items))
        return Outcome(self._scopes, raw, outside, items, self._titles, self._places, profile)

    def _enter(self, visit: Recorded) -> None:
        for scope in self._scopes:
            scope.begin()
        by_item: dict[str, list[FindingFact]] = {}
        for finding in visit.findings:
            by_item.setdefault(finding.item, []).append(finding)
        self._kept.append(visit.items)
        linked: dict[_Same, list[int]] = {}
        open_parts: list[tuple[str, Part]] = []
        for item in visit.items:
            answer, found = visit.answers.get(item.code, NOTHING), by_item.get(item.code, [])
            part = self._neutral(item, answer, tuple(found))
            if part is None:
                continue
            if not measures(item, answer) and item.rule.kind not in OUTSIDE:
                for key in {(one.problem, one.place) for one in found if one.counts}:
                    linked.setdefault(key, []).append(len(open_parts))
            open_parts.append((item.code, part))
        self._cells_of([part for _, part in open_parts], [one for key, one in linked.items() if all(key)])

    def _neutral(self, item: Item, answer: AnswerFact, found: tuple[FindingFact, ...]) -> Part | None:
        """Adds the item up; answers what a profile may touch of it."""
        forms = self._in_scopes(item)
        for form, scopes in forms:
            score = score_item(form, answer, found, NEUTRAL)
            for place in scopes:
                self._scopes[place].add(score)
            if WHOLE_PLACE in scopes:
                self._add_item(score)
        judged = answer.measured is not None and answer.state not in ("na", "exempt")
        graded = judged and item.rule.kind in GRADED
        return Part(answer, found, forms) if graded or any(one.counts for one in found) else None

    def _add_item(self, score: ItemScore) -> None:
        self._titles[score.item.code] = score.item.title
        absent = score.item.points if score.state == "na" and score.item.rule.kind not in OUTSIDE else 0
        unanswered = int(score.state == "unanswered")
        parts = (score.possible, score.earned, score.outside, absent, len(score.counted), unanswered, int(score.vetoed))
        row = self._items.setdefault(score.item.code, [0] * 7)
        for place, part in enumerate(parts):
            row[place] += part

    def _in_scopes(self, item: Item) -> tuple[Form, ...]:
        """The item as each scope counts it, the same only once. Remembered by identity: sheets share their items."""
        if id(item) not in self._forms:
            forms: list[tuple[Item, list[int]]] = [(item, [WHOLE_PLACE])]
            for code in campaigns_of(item):
                if code in self._places:
                    there = item_in(item, code)
                    same = next((scopes for each, scopes in forms if each == there), None)
                    if same is None:
                        forms.append((there, [self._places[code]]))
                    else:
                        same.append(self._places[code])
            self._forms[id(item)] = tuple((each, tuple(scopes)) for each, scopes in forms)
        return self._forms[id(item)]

    def _cells_of(self, parts: list[Part], shared: list[list[int]]) -> None:
        """Parts that share a problem at one place go into one cell, all others into cells of their own."""
        home = list(range(len(parts)))
        for together in shared:
            for place in together[1:]:
                first, second = home[together[0]], home[place]
                home = [first if each == second else each for each in home]
        for root in dict.fromkeys(home):
            mine = [part for place, part in enumerate(parts) if home[place] == root]
            cell = Cell(len(self._kept) - 1, tuple(self._bundles(mine)))
            self._index.enter(len(self._cells), cell)
            self._cells.append(cell)

    def _bundles(self, parts: list[Part]) -> Iterator[Bundle]:
        """The parts as each scope scores them together; scopes that do it alike share a bundle. What the parts share is
        taken out of the sums, to which they were added one by one."""
        by_scope: dict[int, list[tuple[int, int]]] = {}
        for number, part in enumerate(parts):
            for form, (_, scopes) in enumerate(part.forms):
                for scope in scopes:
                    by_scope.setdefault(scope, []).append((number, form))
        alike: dict[tuple[tuple[int, int], ...], list[int]] = {}
        for scope, chosen in by_scope.items():
            alike.setdefault(tuple(chosen), []).append(scope)
        for chosen, scopes in alike.items():
            picked = [(parts[number], parts[number].forms[form][0]) for number, form in chosen]
            members = tuple(Member(item, part.answer, part.findings) for part, item in picked)
            alone = tuple(amounts((each,), NEUTRAL)[0] for each in members)
            added = Bundle(tuple(scopes), members, alone, likeness(members))
            if len(members) > 1:
                together = amounts(members, NEUTRAL)
                sums = ([scope.raw for scope in self._scopes], [scope.outside for scope in self._scopes], self._items)
                move(len(self._kept) - 1, added, together, sums)
                added = replace(added, neutral=together)
            yield added


@dataclass(frozen=True, slots=True)
class Outcome:
    """A round's sums under one profile."""

    _scopes: list[_Scope]
    _raw: list[list[int]]
    _outside: list[list[int]]
    _items: dict[str, list[int]]
    _titles: dict[str, str]
    _places: dict[str, int]
    _profile: ScoringProfile

    @property
    def campaigns(self) -> tuple[str, ...]:
        """The campaigns that any item of the round serves."""
        return tuple(code for code in self._places if code != WHOLE)

    def visits(self) -> list[Light]:
        """The sums of each visit, in the order in which they were handed in."""
        scope = self._scopes[WHOLE_PLACE]
        found: list[Light] = []
        possible, raw = self._counted(WHOLE_PLACE)
        for place, points in enumerate(possible):
            earned = 0 if scope.zeroed[place] else raw[place]
            found.append(
                Light(
                    points,
                    raw[place],
                    earned,
                    scope.findings[place],
                    scope.unanswered[place],
                    scope.vetoes[place],
                    self._outside[WHOLE_PLACE][place],
                    scope.flagged[place],
                )
            )
        return found

    def campaign(self, code: str) -> Row:
        """All points of a campaign together."""
        place = self._places[code]
        scope = self._scopes[place]
        possible, raw = self._counted(place)
        earned = sum(points for points, zero in zip(raw, scope.zeroed, strict=True) if not zero)
        return Row(
            sum(possible),
            earned,
            sum(self._outside[place]),
            sum(scope.findings),
            sum(scope.unanswered),
            sum(scope.vetoes),
            any(scope.flagged),
        )

    def items(self) -> list[tuple[str, str, Row]]:
        """All points of each item together: code, title and sums, by code."""
        found: list[tuple[str, str, Row]] = []
        for code, (possible, earned, outside, absent, findings, unanswered, vetoes) in sorted(self._items.items()):
            counts, full = self._profile.na != "drop", self._profile.na == "full"
            sums = (possible + absent * counts, earned + absent * full, outside, findings, unanswered, vetoes)
            found.append((code, self._titles[code], Row(*sums)))
        return found

    def _counted(self, place: int) -> tuple[list[int], list[int]]:
        """Possible and raw points by visit, with what does not apply as the profile says."""
        scope, raw = self._scopes[place], self._raw[place]
        if self._profile.na == "drop":
            return scope.possible, raw
        possible = [points + absent for points, absent in zip(scope.possible, scope.absent, strict=True)]
        if self._profile.na == "zero":
            return possible, raw
        return possible, [points + absent for points, absent in zip(raw, scope.absent, strict=True)]
