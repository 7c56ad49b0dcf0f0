"""The program's fold of one record against the model, on random graphs that no well-behaved program would write."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chuangjian_desktop.domain.canonical import Fields, Value
from chuangjian_desktop.domain.fold import REMOVED, dump_lines, extend, extends, fold
from chuangjian_desktop.domain.journal import Change, Kind, Role, blob, body, entered
from tests.helpers.model import Journal

SHAS = ("ab" * 32, "cd" * 32)
ENTITIES = st.sampled_from(["finding", "office.site"])
_NAMED: SearchStrategy[Value] = st.sampled_from([blob(sha, 5) for sha in SHAS])
_VALUES: SearchStrategy[Value] = st.one_of(
    st.sampled_from([None, True, 1, 2, "a", "b", ["a"], {"ref": ["finding", "nowhere"]}]),
    st.sampled_from([{"min": 1}, {"min": 2}, {"max": 1}, {"max": 3}, {"union": ["李"]}, {"union": ["王", "李"]}]),
    _NAMED,
    _NAMED.map(lambda value: [{"deep": value}]),
)
_KEPT: list[Fields] = [{f"$erased:{sha}": False} for sha in SHAS]
_FIELDS: SearchStrategy[Fields] = st.dictionaries(st.sampled_from(["x", "y"]), _VALUES, min_size=1)
_SETTLED: SearchStrategy[Fields] = st.one_of(_FIELDS, st.sampled_from([{REMOVED: True}, {REMOVED: False}, *_KEPT]))
_ERASED: SearchStrategy[Fields] = st.sampled_from([{"sha256": sha, "reason": "人脸"} for sha in SHAS])


@dataclass(frozen=True, slots=True)
class Draft:
    """A change before its parents have names: which of the earlier ones they are, counted from the last."""

    kind: Kind
    fields: Fields
    replica: str
    role: Role
    parents: frozenset[int]

    def after(self, earlier: list[Change], entity: str) -> Change:
        """The change itself."""
        ids = tuple(sorted({earlier[-back].id for back in self.parents if back <= len(earlier)}))
        return entered(
            Change("", ids, None, self.replica, self.role, None, "t", entity, "one", self.kind, self.fields)
        )[0]


def drafts(kind: Kind, fields: SearchStrategy[Fields]) -> SearchStrategy[Draft]:
    roles: SearchStrategy[Role] = st.sampled_from(("office", "team", "unit"))
    parents = st.frozensets(st.integers(1, 4), max_size=2)
    return st.builds(Draft, st.just(kind), fields, st.sampled_from(["r1", "r2", "r3"]), roles, parents)


_EMPTY: Fields = {}
_NONE = st.just(_EMPTY)
_DRAFTS = st.one_of(
    drafts("put", _FIELDS),
    drafts("put", _FIELDS),
    drafts("settle", _SETTLED),
    drafts("remove", _NONE),
    drafts("restore", _NONE),
    drafts("erase", _ERASED),
)


@st.composite
def graphs(draw: st.DrawFn) -> list[Change]:
    entity = draw(ENTITIES)
    made: list[Change] = []
    for each in draw(st.lists(_DRAFTS, min_size=1, max_size=12)):
        made.append(each.after(made, entity))
    return list({each.id: each for each in made}.values())


@given(graphs())
@settings(max_examples=400)
def test_the_fold_of_any_graph_is_what_the_laws_say(changes: list[Change]) -> None:
    said = [line for line in Journal(map(body, changes)).lines() if not line.startswith('{"sha256"')]
    assert [line.decode() for line in dump_lines(fold(changes))] == said


@given(graphs())
@settings(max_examples=200)
def test_one_change_more_on_all_heads_is_what_the_laws_say(changes: list[Change]) -> None:
    *earlier, last = changes
    if not earlier:
        return
    before = fold(earlier)
    last = entered(replace(last, parents=before.heads))[0]
    if extends(before, last):
        assert extend(before, last) == fold([*earlier, last])
