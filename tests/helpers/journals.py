"""Histories as several laptops write them: each knows what it has seen, and names that as parents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.fold import REMOVED
from chuangjian_desktop.domain.journal import Change, Kind, Role, body, read_change

RECORD = "0190a000-0000-7000-8000-000000000001"


def change(
    kind: Kind = "put",
    fields: Mapping[str, Value] | None = None,
    parents: Sequence[Change] = (),
    *,
    role: Role = "team",
    entity: str = "finding",
    replica: str = "r1",
) -> Change:
    """A change as a file holds it: named by its bytes."""
    ids = tuple(sorted(each.id for each in parents))
    at = "2026-11-16T09:00:00.000+08:00"
    return read_change(body(Change("", ids, None, replica, role, None, at, entity, RECORD, kind, dict(fields or {}))))


@dataclass(frozen=True, slots=True)
class Step:
    """One laptop writes something, or (with `source`) takes in what another one holds."""

    laptop: int
    kind: Kind = "put"
    fields: Mapping[str, Value] = field(default_factory=dict[str, Value])
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A change, what its writer knew before, and the number of its laptop."""

    change: Change
    known: tuple[Change, ...]


def heads(known: Mapping[str, Change]) -> list[Change]:
    """What nobody has built on yet."""
    built_on = {parent for each in known.values() for parent in each.parents}
    return [each for key, each in sorted(known.items()) if key not in built_on]


def played(steps: Sequence[Step], *, entity: str = "finding", office: int = 0) -> list[Written]:
    """What the laptops write. They start from one first put; laptop number `office` writes as an office."""
    first = change("put", {"text": "first"}, role="office", entity=entity, replica="r0")
    known = [{first.id: first} for _ in range(3)]
    written = [Written(first, ())]
    for step in steps:
        mine = known[step.laptop]
        if step.source is not None:
            mine.update(known[step.source])
            continue
        role: Role = "office" if step.laptop == office else "team"
        made = change(step.kind, step.fields, heads(mine), role=role, entity=entity, replica=f"r{step.laptop}")
        if made.id not in mine:
            written.append(Written(made, tuple(mine.values())))
            mine[made.id] = made
    return written


def _joined(kind_and_value: tuple[str, Value]) -> Value:
    kind, value = kind_and_value
    return {kind: value}


_NUMBERS: SearchStrategy[Value] = st.integers(1, 12)
_NAMES: SearchStrategy[Value] = st.lists(st.sampled_from(["李", "王", "赵"]), max_size=3)
VALUES: SearchStrategy[Value] = st.one_of(
    st.integers(0, 2),
    st.sampled_from(["a", "b"]),
    st.tuples(st.sampled_from(["min", "max"]), _NUMBERS).map(_joined),
    st.tuples(st.just("union"), _NAMES).map(_joined),
)
_LAPTOPS = st.integers(0, 2)
_FIELDS = st.dictionaries(st.sampled_from(["text", "count", "start"]), VALUES, min_size=1, max_size=2)
_GONE: SearchStrategy[dict[str, Value]] = st.dictionaries(st.just(REMOVED), st.booleans(), min_size=1)
_STEPS: SearchStrategy[Step] = st.one_of(
    st.builds(Step, _LAPTOPS, st.just("put"), _FIELDS),
    st.builds(Step, _LAPTOPS, st.just("settle"), st.one_of(_FIELDS, _GONE)),
    st.builds(Step, _LAPTOPS, st.sampled_from(["remove", "restore"])),
    st.builds(Step, _LAPTOPS, source=_LAPTOPS),
)


def steps() -> SearchStrategy[list[Step]]:
    """A short history of three laptops with exchanges between them."""
    return st.lists(_STEPS, max_size=14)
