"""The program's fold of one record against the model, on random graphs that no well-behaved program would write."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.fold import dump_lines, extend, extends, fold
from chuangjian_desktop.domain.journal import Change, body, entered
from tests.helpers.graphs import graphs
from tests.helpers.model import Journal

GRAPHS = st.sampled_from(["finding", "office.site"]).flatmap(lambda entity: graphs([(entity, "lone")]))


@given(GRAPHS)
@settings(max_examples=400)
def test_the_fold_of_any_graph_is_what_the_laws_say(changes: list[Change]) -> None:
    said = [line for line in Journal(map(body, changes)).lines() if not line.startswith('{"sha256"')]
    assert [line.decode() for line in dump_lines(fold(changes))] == said


@given(GRAPHS)
@settings(max_examples=200)
def test_one_change_more_on_all_heads_is_what_the_laws_say(changes: list[Change]) -> None:
    *earlier, last = changes
    if not earlier:
        return
    before = fold(earlier)
    last = entered(replace(last, parents=before.heads))[0]
    if extends(before, last):
        assert extend(before, last) == fold([*earlier, last])
