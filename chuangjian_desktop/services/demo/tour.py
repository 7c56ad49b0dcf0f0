"""Who goes where and when: the sites of a round shared among the teams, over working days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.tables import SiteTableRow
from chuangjian_desktop.services.demo.dice import dice

FIRST_DAY = dt.date(2026, 11, 16)
BEGIN = dt.time(8, 40)
PER_DAY = 8
_SPARED = 2


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit to make. `whole` is False where the team leaves before the end; `begins` is in the computer's zone."""

    site_code: str
    begins: dt.datetime
    whole: bool


def tours(sites: Sequence[SiteTableRow], teams: int, seed: int) -> tuple[tuple[Stop, ...], ...]:
    """One tour for each team. Two sites are visited by nobody, two visits stay unfinished (fewer in small cities)."""
    few = min(_SPARED, len(sites) // 4)
    picked = dice(seed, "spared").sample([site.code for site in sites], 2 * few)
    missed, broken = frozenset(picked[:few]), frozenset(picked[few:])
    ordered = sorted(sites, key=lambda site: (site.district, site.street, site.code))
    share = -(-len(ordered) // teams)
    parts = [ordered[start : start + share] for start in range(0, share * teams, share)]
    return tuple(_tour([site for site in part if site.code not in missed], broken) for part in parts)


def _tour(sites: Sequence[SiteTableRow], broken: frozenset[str]) -> tuple[Stop, ...]:
    return tuple(Stop(site.code, _moment(index), site.code not in broken) for index, site in enumerate(sites))


def _moment(index: int) -> dt.datetime:
    """Eight visits a day, five days a week, with a pause at noon."""
    days, turn = divmod(index, PER_DAY)
    weeks, weekday = divmod(days, 5)
    start = dt.datetime.combine(FIRST_DAY, BEGIN) + dt.timedelta(weeks=weeks, days=weekday)
    return (start + dt.timedelta(minutes=55 * turn + (100 if turn >= PER_DAY // 2 else 0))).astimezone()
