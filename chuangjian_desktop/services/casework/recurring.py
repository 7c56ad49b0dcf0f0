"""反弹 of what nobody decided on yet: no link is written for it, so it is derived where it is shown or counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from chuangjian_desktop.domain.rectification import State
from chuangjian_desktop.domain.recurrence import Ended, recurrences
from chuangjian_desktop.services.casework.options import options_of
from chuangjian_desktop.store.queries import recurrences as links
from chuangjian_desktop.store.queries.cases import CaseRow
from chuangjian_desktop.store.store import Reading

_ENDED: tuple[State, ...] = ("passed", "closed")


def returning(connection: Reading, rows: Sequence[CaseRow]) -> dict[str, Ended]:
    """By finding, what those recur from that nobody decided on yet: all that recur from these cases, and these."""
    return _derived(connection, {row.site_id for row in rows if row.state in _ENDED or not row.assigned_at})


def all_returning(connection: Reading) -> tuple[str, ...]:
    """The findings that nobody decided on yet and that recur from something, of all sites."""
    return tuple(_derived(connection, None))


def _derived(connection: Reading, sites: Collection[str] | None) -> dict[str, Ended]:
    old = links.ended(connection, sites) if sites is None or sites else ()
    if not old:
        return {}
    new = links.undecided(connection, {each.site for each in old})
    return recurrences(links.sightings(connection, new), old, options_of(connection).window_days)
