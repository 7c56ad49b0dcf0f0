"""Sample sizes of a standard beside the sites of a round."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.assessment import Judging, Node, Quota, Standard
from chuangjian_desktop.domain.quotas import Candidate, plan, sections
from chuangjian_desktop.domain.standard import CampaignNode, Checklist
from tests.domain.examples import item

NODES = (Node("H-市容", "市容环境卫生"), Node("H-市容-道路", "道路", "H-市容"), Node("H-场所", "重点场所"))
QUOTAS = (
    Quota("总数", "抽样总数", (161, 215)),
    Quota("市容", "市容环境卫生", (61, 79), "总数"),
    Quota("干道", "主次干道", (8, 12), "市容", ("ZG", "CG")),
    Quota("组织", "组织管理", (7, 10), "总数"),
    Quota("机关", "机关", (), "组织"),
)
STANDARD = Standard("H", "卫生", "2021", "2021-01-01", NODES, judging=Judging(quotas=QUOTAS, sizes=("小", "大")))


def checklist(code: str, *nodes: tuple[str, int | None]) -> Checklist:
    items = tuple(
        replace(item(f"{code}{place}", "10"), campaigns=(CampaignNode("H", node, points),))
        for place, (node, points) in enumerate(nodes)
    )
    return Checklist(code, code, (), "1", items)


LISTS = (
    checklist("ZG", ("H-市容-道路", None)),
    checklist("BX", ("H-市容-道路", None), ("H-场所", 100)),
    checklist("WB", ("H-场所", None), ("H-市容", 400)),
    checklist("XL", ("W-心理", None)),
)
SITES = [Candidate(*each) for each in (("ZG", True), ("ZG", False), ("BX", True), ("WB", True), ("XL", True))]


def test_a_type_belongs_to_the_aspect_with_most_of_its_points() -> None:
    assert sections(STANDARD, LISTS) == {"ZG": "市容环境卫生", "BX": "市容环境卫生", "WB": "重点场所"}


def test_each_site_counts_once_and_for_what_lies_above() -> None:
    rows = {row.quota.code: row for row in plan(STANDARD, "大", sections(STANDARD, LISTS), SITES)}
    assert {code: (row.planned, row.registered, row.visited) for code, row in rows.items()} == {
        "总数": (215, 4, 3),  # all but the type that the standard says nothing of
        "市容": (79, 3, 2),  # the two main roads and the lane
        "干道": (12, 2, 1),
        "组织": (10, None, None),
        "机关": (None, None, None),
    }
    assert [row.depth for row in rows.values()] == [0, 1, 2, 1, 2]
    assert (rows["干道"].missing, rows["干道"].unregistered) == (11, 10)
    assert (rows["组织"].missing, rows["组织"].unregistered) == (None, None)


def test_without_a_size_nothing_is_planned_and_a_surplus_misses_nothing() -> None:
    rows = plan(STANDARD, "", {}, SITES)
    assert {(row.planned, row.missing, row.unregistered) for row in rows} == {(None, None, None)}
    many = plan(STANDARD, "小", {}, [Candidate("CG", visited=True)] * 9)
    assert (many[2].missing, many[2].unregistered) == (0, 0)


def test_a_standard_without_quotas_plans_nothing() -> None:
    assert plan(replace(STANDARD, judging=Judging()), "大", {}, SITES) == ()
