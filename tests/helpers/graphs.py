"""Random changes that no well-behaved program would write: any parents, kinds, roles, values and references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chuangjian_desktop.domain.canonical import Fields, Value
from chuangjian_desktop.domain.fold import REMOVED
from chuangjian_desktop.domain.journal import Change, Kind, Role, blob, entered
from tests.helpers.model import Key

SHAS = ("ab" * 32, "cd" * 32)
RECORDS: tuple[Key, ...] = (("finding", "one"), ("finding", "two"), ("office.site", "one"), ("thing", "x"))
_REFS: list[Value] = [{"ref": [entity, record]} for entity, record in RECORDS]
_NAMED: SearchStrategy[Value] = st.sampled_from([blob(sha, 5) for sha in SHAS])
_VALUES: SearchStrategy[Value] = st.one_of(
    st.sampled_from([None, True, 1, 2, "a", "b", ["a"], {"ref": ["finding", "nowhere"]}]),
    st.sampled_from([{"min": 1}, {"min": 2}, {"max": 1}, {"max": 3}, {"union": ["李"]}, {"union": ["王", "李"]}]),
    st.sampled_from(_REFS),
    st.lists(st.sampled_from(_REFS), max_size=3),
    _NAMED,
    _NAMED.map(lambda value: [{"deep": value}]),
)
_KEPT: list[Fields] = [{f"$erased:{sha}": False} for sha in SHAS]
_FIELDS: SearchStrategy[Fields] = st.dictionaries(st.sampled_from(["x", "y"]), _VALUES, min_size=1)
_SETTLED: SearchStrategy[Fields] = st.one_of(_FIELDS, st.sampled_from([{REMOVED: True}, {REMOVED: False}, *_KEPT]))
_ERASED: SearchStrategy[Fields] = st.sampled_from([{"sha256": sha, "reason": "人脸"} for sha in SHAS])


@dataclass(frozen=True, slots=True)
class Draft:
    """A change before its parents have names: which of the record's earlier ones they are, counted from the last."""

    kind: Kind
    fields: Fields
    replica: str
    role: Role
    parents: frozenset[int]
    record: int

    def after(self, earlier: list[Change], key: Key) -> Change:
        """The change itself."""
        mine = [each for each in earlier if (each.entity, each.record) == key]
        ids = tuple(sorted({mine[-back].id for back in self.parents if back <= len(mine)}))
        return entered(Change("", ids, None, self.replica, self.role, None, "t", *key, self.kind, self.fields))[0]


def _drafts(kind: Kind, fields: SearchStrategy[Fields]) -> SearchStrategy[Draft]:
    roles: SearchStrategy[Role] = st.sampled_from(("office", "team", "unit"))
    parents = st.frozensets(st.integers(1, 4), max_size=2)
    places = st.integers(0, len(RECORDS) - 1)
    return st.builds(Draft, st.just(kind), fields, st.sampled_from(["r1", "r2", "r3"]), roles, parents, places)


_EMPTY: Fields = {}
_NONE = st.just(_EMPTY)
_DRAFTS = st.one_of(
    _drafts("put", _FIELDS),
    _drafts("put", _FIELDS),
    _drafts("settle", _SETTLED),
    _drafts("remove", _NONE),
    _drafts("restore", _NONE),
    _drafts("erase", _ERASED),
)


@st.composite
def graphs(draw: st.DrawFn, records: Sequence[Key] = RECORDS, length: int = 12) -> list[Change]:
    """Different changes of some records, each after its parents."""
    made: list[Change] = []
    for each in draw(st.lists(_DRAFTS, min_size=1, max_size=length)):
        made.append(each.after(made, records[each.record % len(records)]))
    return list({each.id: each for each in made}.values())
