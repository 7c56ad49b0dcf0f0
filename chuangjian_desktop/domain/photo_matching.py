"""To which finding or visit does a photo belong? Proposals by time first, by place second; a person confirms.

People take the photo and then record the finding, so a photo mostly lies some seconds or minutes before "its" finding.
Clocks of cameras go wrong: a person sets the offset of a camera once, by one photo whose true time is known.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Reason = Literal["finding_time", "visit_time", "place", "none"]

_METRES_PER_DEGREE = 111_195.0
_UNITS_PER_DEGREE = 10_000_000


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What is known of a photo; `taken_at` is aware or None, places are in 1e-7 degree."""

    key: str
    taken_at: dt.datetime | None
    latitude: int | None = None
    longitude: int | None = None
    camera: str = ""


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit with the place of its site; `end` is None while it goes on."""

    key: str
    start: dt.datetime
    end: dt.datetime | None
    latitude: int | None = None
    longitude: int | None = None


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """A recorded finding."""

    key: str
    visit: str
    found_at: dt.datetime


@dataclass(frozen=True, slots=True)
class MatchRules:
    """How near is near. `before`: the photo was taken so long before the finding was recorded, `after`: after it."""

    before: dt.timedelta = dt.timedelta(minutes=10)
    after: dt.timedelta = dt.timedelta(minutes=3)
    margin: dt.timedelta = dt.timedelta(minutes=15)
    open_visit: dt.timedelta = dt.timedelta(hours=4)
    near_metres: float = 200.0
    far_metres: float = 2000.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a photo seems to belong; without a visit it stays in the tray.

    `confidence` is 0 to 100. `seconds` from the photo to the finding's recording (negative: photo came after),
    `metres` from the photo to the site; None where not known. `contradicted`: the time fits, the place is far off.
    """

    photo: str
    visit: str | None
    finding: str | None
    reason: Reason
    confidence: int
    seconds: int | None = None
    metres: int | None = None
    contradicted: bool = False


def clock_offset(photo_time: dt.datetime, true_time: dt.datetime) -> dt.timedelta:
    """What has to be added to the times of this camera."""
    return true_time - photo_time


def distance_metres(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Between two points in 1e-7 degree; exact enough within a city, and right across the date line."""
    mean = math.radians((one[0] + other[0]) / 2 / _UNITS_PER_DEGREE)
    north = (one[0] - other[0]) / _UNITS_PER_DEGREE
    east = (one[1] - other[1]) / _UNITS_PER_DEGREE
    east = (east + 180) % 360 - 180
    return math.hypot(north, east * math.cos(mean)) * _METRES_PER_DEGREE


def moment(text: str, zone: dt.tzinfo) -> dt.datetime | None:
    """The time of a photo as stored; without an offset it counts in `zone`. None when there is none."""
    try:
        value = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return value.replace(tzinfo=zone) if value.tzinfo is None else value


def propose(
    photos: Sequence[PhotoFacts],
    visits: Sequence[VisitFacts],
    findings: Sequence[FindingFacts],
    offsets: Mapping[str, dt.timedelta] | None = None,
    rules: MatchRules | None = None,
) -> tuple[Proposal, ...]:
    """One proposal for each photo, in the order of `photos`. `offsets` are by camera; the order of visits and findings
    does not matter.
    """
    book = _Book(tuple(visits), tuple(findings), rules or MatchRules())
    shifts = offsets or {}
    return tuple(book.place(photo, shifts.get(photo.camera, dt.timedelta())) for photo in photos)


@dataclass(frozen=True, slots=True)
class _Book:
    visits: tuple[VisitFacts, ...]
    findings: tuple[FindingFacts, ...]
    rules: MatchRules

    def place(self, photo: PhotoFacts, shift: dt.timedelta) -> Proposal:
        if photo.taken_at is not None:
            by_time = self._by_time(photo, _shifted(photo.taken_at, shift))
            if by_time is not None:
                return by_time
        return self._by_place(photo)

    def _by_time(self, photo: PhotoFacts, taken: dt.datetime) -> Proposal | None:
        candidates = [visit for visit in self.visits if self._gap(visit, taken) <= self.rules.margin]
        if not candidates:
            return None
        ranked = sorted(candidates, key=lambda visit: self._rank(photo, visit, taken))
        visit = ranked[0]
        metres = _metres(photo, visit)
        contradicted = metres is not None and metres > self.rules.far_metres
        inside = self._gap(visit, taken) == dt.timedelta()
        rivals = sum(self._gap(other, taken) == dt.timedelta() for other in candidates) > 1 and metres is None
        penalty = 40 * contradicted + 20 * (not inside) + 15 * rivals
        nearest = self._nearest(visit, taken)
        found_metres = None if metres is None else round(metres)
        if nearest is None:
            return Proposal(
                photo.key, visit.key, None, "visit_time", max(10, 70 - penalty), None, found_metres, contradicted
            )
        seconds = round((nearest.found_at - taken).total_seconds())
        confidence = max(10, 95 - penalty - self._doubt(seconds))
        return Proposal(
            photo.key, visit.key, nearest.key, "finding_time", confidence, seconds, found_metres, contradicted
        )

    def _rank(self, photo: PhotoFacts, visit: VisitFacts, taken: dt.datetime) -> tuple[object, ...]:
        """Best first: running at that moment, not far away, with a finding close in time, near, begun late."""
        metres = _metres(photo, visit)
        nearest = self._nearest(visit, taken)
        cost = math.inf if nearest is None else _cost((nearest.found_at - taken).total_seconds())
        return (
            metres is not None and metres > self.rules.far_metres,
            self._gap(visit, taken),
            metres is None or metres > self.rules.near_metres,
            cost,
            math.inf if metres is None else metres,
            -visit.start.timestamp(),
            visit.key,
        )

    def _gap(self, visit: VisitFacts, taken: dt.datetime) -> dt.timedelta:
        """How far outside the visit; nothing within it."""
        end = visit.end if visit.end is not None else _shifted(visit.start, self.rules.open_visit)
        return max(visit.start - taken, taken - end, dt.timedelta())

    def _nearest(self, visit: VisitFacts, taken: dt.datetime) -> FindingFacts | None:
        near = [
            finding
            for finding in self.findings
            if finding.visit == visit.key and -self.rules.after <= finding.found_at - taken <= self.rules.before
        ]
        return min(near, key=lambda one: (_cost((one.found_at - taken).total_seconds()), one.key), default=None)

    def _doubt(self, seconds: int) -> int:
        """0 for a photo right before its finding, up to 35 at the limits."""
        limit = self.rules.before if seconds >= 0 else self.rules.after
        return round(35 * min(1.0, abs(seconds) / max(1.0, limit.total_seconds())))

    def _by_place(self, photo: PhotoFacts) -> Proposal:
        near = sorted(
            (metres, visit.key)
            for visit in self.visits
            if (metres := _metres(photo, visit)) is not None and metres <= self.rules.near_metres
        )
        if not near:
            return Proposal(photo.key, None, None, "none", 0)
        metres, key = near[0]
        alone = len(near) == 1 or near[1][0] > 2 * metres + 50
        return Proposal(photo.key, key, None, "place", 45 if alone else 25, None, round(metres))


def _cost(seconds: float) -> float:
    """Seconds from photo to recording; a photo taken afterwards counts double."""
    return seconds if seconds >= 0 else -2 * seconds


def _shifted(value: dt.datetime, by: dt.timedelta) -> dt.datetime:
    """Stays at the ends of the calendar instead of failing there."""
    try:
        return value + by
    except OverflowError:
        return value


def _metres(photo: PhotoFacts, visit: VisitFacts) -> float | None:
    if photo.latitude is None or photo.longitude is None or visit.latitude is None or visit.longitude is None:
        return None
    return distance_metres((photo.latitude, photo.longitude), (visit.latitude, visit.longitude))
