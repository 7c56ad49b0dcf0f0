"""反弹: a new finding at the same site with the same kind of problem, within a time after the old one was closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

WINDOW_DAYS = 90


@dataclass(frozen=True, slots=True)
class Ended:
    """A case that was closed at a moment (ISO). `kind` is the same for problems of one kind. What was put right on the
    spot names its `visit`: further problems of that visit were there all the time."""

    case: str
    finding: str
    site: str
    kind: str
    closed_at: str
    visit: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A problem that was found at a moment (ISO)."""

    finding: str
    site: str
    kind: str
    found_at: str
    visit: str = ""


def recurrences(found: Iterable[Sighting], ended: Iterable[Ended], days: int) -> dict[str, Ended]:
    """For each sighting that recurs, the case closed last before it."""
    closed: dict[tuple[str, str], list[tuple[dt.datetime, Ended]]] = {}
    for one in ended:
        if (at := _moment(one.closed_at)) is not None:
            closed.setdefault((one.site, one.kind), []).append((at, one))
    links: dict[str, Ended] = {}
    for sighting in found:
        seen = _moment(sighting.found_at)
        earlier = closed.get((sighting.site, sighting.kind), ()) if seen is not None else ()
        fitting = [
            (at, one.case, one)
            for at, one in earlier
            if seen is not None and _apart(one, sighting) and at <= seen <= at + dt.timedelta(days=days)
        ]
        if fitting:
            links[sighting.finding] = max(fitting, key=lambda each: each[:2])[2]
    return links


def _apart(one: Ended, sighting: Sighting) -> bool:
    return one.finding != sighting.finding and (not one.visit or one.visit != sighting.visit)


def _moment(text: str) -> dt.datetime | None:
    """A moment; one without a zone is of the computer's."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone() if found.tzinfo is None else found
