"""The matrix of items and campaign nodes, and rounds compared across versions."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.services import places, results
from chuangjian_desktop.services.fieldwork import answers, findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office import comparing, drafts, mapping, publishing
from chuangjian_desktop.services.workspace import Workspace, add_round
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


def test_rounds_compare_by_the_items_that_mean_the_same(office: Workspace) -> None:
    first = office.round_id
    version = office.catalogue.current["WC"]
    draft = drafts.new_draft(office, version.id)
    here = {item.code: item for item in version.checklist.items}
    dearer, other, gone = here["WC02"], here["WC04"], here["WC08"]  # the first of them lost points in the first round
    for item, change in ((dearer, 300), (other, -300)):
        points = item.points + change
        rule = parse_rule("每处扣1分，扣完为止", points)
        drafts.save_item(office, draft, replace(item, points=points, rule=rule), item.code)
    drafts.remove_items(office, draft, ["WC08"])
    drafts.save_item(office, draft, replace(gone, code="WC18", title="增设第三卫生间"))
    publishing.accept_all(office, draft)
    publishing.publish(office, draft)
    with office.writing() as writer:
        office.round_id = add_round(writer, office.office, "R2", "下一轮")
    site = places.site_by_code(office, "WC-001")
    assert site is not None
    visit = visits.visit_of(office, site.id)
    for item in visits.version_of(office, visit).checklist.items:
        answers.set_answer(office, visit, item.code, "conforming")
    findings.record(office, visit, "WC02", FindingDraft("台面有水渍", count=2))
    trend = comparing.trend(office, [first, office.round_id])
    assert {code for kind, code in trend.left_out if kind == "WC"} == {dearer.code, other.code, "WC18"}
    toilets = len(version.items) - 1 - 2
    others = sum(len(office.catalogue.current[code].items) for code in ("ZG", "NM"))
    assert (trend.compared, trend.items) == (toilets + others, len(version.items) + others)
    assert [step.code for step in trend.steps] == ["R1", "R2"]
    assert trend.steps[1].comparable == "100.00"
    assert trend.steps[1].rate == "98.00"
    assert trend.steps[0].rate == results.score(_back(office, first), "round").rows[0].rate
    assert trend.steps[0].comparable != trend.steps[0].rate


def _back(office: Workspace, round_id: str) -> Workspace:
    office.round_id = round_id
    return office


def test_a_trend_of_nothing(office: Workspace) -> None:
    assert comparing.trend(office, []).steps == ()
    with office.writing() as writer:
        empty = add_round(writer, office.office, "R2", "下一轮")
    step = comparing.trend(office, [empty]).steps[0]
    assert (step.rate, step.comparable, step.visits) == (None, None, 0)
