"""The matrix of items and campaign nodes."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import results
from chuangjian_desktop.services.office.standards import mapping
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import city


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def of(office: Workspace, *codes: str) -> list[str]:
    return [office.catalogue.item_ids[code] for code in codes]


def test_a_cell_is_set_and_taken_off_in_one_act(office: Workspace) -> None:
    items = of(office, "NM05", "NM09")
    node = "S-生态福利"
    assert mapping.assign(office, items, node, points=350) == 2
    assert mapping.assign(office, items, node, points=350) == 0
    rows = {row.item.code: row for row in mapping.matrix(office)}
    assert rows["NM05"].nodes[node] == 350
    assert {row.item.code for row in mapping.serving(office, "S")[node]} >= {"NM05", "NM09"}
    assert mapping.assign(office, items, node) == 2
    assert {row.item.code: row for row in mapping.matrix(office)}["NM05"].nodes[node] is None
    assert mapping.unassign(office, items, node) == 2
    assert node not in {row.item.code: row for row in mapping.matrix(office)}["NM05"].nodes


def test_a_field_of_cells_is_one_act_and_keeps_points(office: Workspace) -> None:
    items, nodes = of(office, "NM05", "NM09"), ("S-生态福利", "S-生态文化")
    mapping.assign(office, items[:1], nodes[0], points=350)
    with office.store.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM change").scalar()
    assert mapping.assign(office, items, *nodes, only_missing=True) == 2
    with office.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM change").scalar() == int(str(before)) + 2
    rows = {row.item.code: row.nodes for row in mapping.matrix(office)}
    assert [rows["NM05"][node] for node in nodes] == [350, None]
    assert mapping.unassign(office, items, *nodes) == 2


def test_campaign_scores_change_by_what_is_mapped(office: Workspace) -> None:
    def rows() -> dict[str, results.ScoreRow]:
        return {row.key: row for row in results.score(office, "campaign").rows}

    before = rows()
    lost = of(office, "NM05")
    for node in [node for row in mapping.matrix(office) if row.id == lost[0] for node in row.nodes]:
        mapping.unassign(office, lost, node)
    mapping.assign(office, lost, "D-" + _part(office, "D"))
    after = rows()
    assert after["W"].findings == before["W"].findings - 1
    assert after["D"].findings == before["D"].findings + 1
    assert after["J"] == before["J"]


def _part(office: Workspace, standard: str) -> str:
    node = next(each.code for each in office.catalogue.standards[standard].nodes)
    return node.removeprefix(f"{standard}-")


def test_what_the_matrix_refuses(office: Workspace) -> None:
    items = of(office, "NM05")
    for code, act in (
        ("M21", lambda: mapping.assign(office, items, "W-没有")),
        ("M21", lambda: mapping.assign(office, ["unknown"], "W-公共环境")),
        ("M27", lambda: mapping.assign(office, items, "W-公共环境", points=0)),
        ("M27", lambda: mapping.assign(office, items, "W-公共环境", points=100_001)),
    ):
        with pytest.raises(Refusal, match=code):
            act()
    office.facts["role"] = "team"
    with pytest.raises(Refusal, match="M22"):
        mapping.unassign(office, items, "W-公共环境")
