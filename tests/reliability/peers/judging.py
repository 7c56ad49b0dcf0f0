"""What is wrong with a merge, by the same rules for every program. A value that is only named in the list of conflicts
counts as kept."""

from __future__ import annotations

from collections.abc import Iterator

from tests.reliability.peers.shapes import BASE, Aborted, Merged, Outcome, Shape, Wanted

WORDS = {
    "aborted": "aborts",
    "lost": "loses data",
    "re-parented": "moves a row to another parent",
    "renamed": "changes a key",
    "unlisted": "lists no conflict",
    "order": "depends on who comes first",
}


def faults(shape: Shape, outcomes: tuple[Outcome, Outcome]) -> tuple[str, ...]:
    """The faults of both orders, in the order of `WORDS`; none means passed."""
    found: set[str] = set()
    for outcome in outcomes:
        found.update(_faults(shape, outcome))
    first, second = outcomes
    if (
        shape.orders
        and isinstance(first, Merged)
        and isinstance(second, Merged)
        and _content(first) != _content(second)
    ):
        found.add("order")
    return tuple(name for name in WORDS if name in found)


def _content(merged: Merged) -> object:
    """What must be the same whoever came first: everything but the keys, which are judged apart."""
    told = {mark: (each.site, dict(each.fields)) for mark, each in merged.deductions.items()}
    return set(merged.sites), told, merged.digest


def _faults(shape: Shape, outcome: Outcome) -> Iterator[str]:
    if isinstance(outcome, Aborted):
        yield "aborted"
        return
    if any(_lost(shape, outcome)):
        yield "lost"
    wanted = Wanted().after(BASE).after(shape.a).after(shape.b)
    if any(each.site != wanted.homes[mark] for mark, each in outcome.deductions.items()):
        yield "re-parented"
    keys = {**outcome.sites, **{mark: each.key for mark, each in outcome.deductions.items()}}
    if any(outcome.given[mark] != key for mark, key in keys.items()):
        yield "renamed"
    if shape.contested and not outcome.listed:
        yield "unlisted"


def _lost(shape: Shape, merged: Merged) -> Iterator[bool]:
    wanted = Wanted().after(BASE).after(shape.a).after(shape.b)
    for site in wanted.sites:
        yield site not in merged.sites and site not in merged.listed
    edited = {mark for mark, _, _ in wanted.edits}
    rewritten = {(mark, field) for mark, field, _ in wanted.edits}
    for mark, fields in wanted.fields.items():
        there = merged.deductions.get(mark)
        if mark in wanted.dropped:
            yield there is not None and mark not in edited
        elif there is None:
            yield mark not in merged.listed
        else:
            yield any(there.fields[name] != value for name, value in fields.items() if (mark, name) not in rewritten)
    for mark, field, value in wanted.edits:
        there = merged.deductions.get(mark)
        yield value not in merged.listed and (there is None or there.fields.get(field) != value)
