"""One finding, many campaigns: what it costs where, and lists whose sums are each campaign's lost points."""

from __future__ import annotations

from collections.abc import Generator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.services import campaigns, results
from chuangjian_desktop.services.fieldwork.visits import sheet
from chuangjian_desktop.services.office.standards import mapping
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import city, visit_at


def cells(sheet_: Worksheet) -> list[tuple[object, ...]]:
    columns = range(1, sheet_.max_column + 1)
    return [tuple(sheet_.cell(row, column).value for column in columns) for row in range(1, sheet_.max_row + 1)]


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def test_a_finding_says_which_nodes_it_touches_and_what_it_costs_there(office: Workspace) -> None:
    row = sheet(office, visit_at(office, "ZG-001")).row("ZG07")
    found = row.findings[0]
    touches = campaigns.touches(office, found.id)
    assert [each.campaign for each in touches] == list(dict.fromkeys(n.campaign for n in row.item.campaigns))
    served = {n.node for n in row.item.campaigns}
    assert {code for each in touches for code, _title in each.nodes} == served
    assert {each.lost for each in touches if each.campaign == "W"} == {found.lost}
    assert found.touches == touches == campaigns.touches_in(office, visit_at(office, "ZG-001"), found.id)
    assert campaigns.touches_in(office, visit_at(office, "ZG-001"), "没有") == ()
    with pytest.raises(Refusal, match="M21"):
        campaigns.touches(office, "没有")


def test_lists_of_all_campaigns_add_up_to_what_each_lost(office: Workspace) -> None:
    rows = {row.key: row for row in results.score(office, "campaign").rows}
    report = campaigns.campaign_report(office)
    assert {each.code for each in report.lists} == set(rows)
    for each in report.lists:
        row = rows[each.code]
        assert (each.of, each.score, each.rate) == (row.possible, row.score, row.rate)
        assert two_decimals(each.lost) == two_decimals(Decimal(row.possible) - Decimal(row.score))
        assert each.findings == row.findings
        numbers = [line.number for line in each.rows]
        assert len(set(numbers)) == len(numbers)
        assert all(line.number.startswith(line.node) for line in each.rows)


def in_tree(standard: Standard, parent: str = "") -> list[str]:
    """Its nodes as a contents page lists them."""
    below = [node.code for node in standard.nodes if node.parent == parent]
    return [code for top in below for code in (top, *in_tree(standard, top))]


def test_lists_follow_the_standard_s_tree(office: Workspace) -> None:
    """Problems of parts stand below those of the whole, before the next whole."""
    items = {code: office.catalogue.item_ids[code] for code in ("ZG05", "WC06")}
    mapping.unassign(office, items.values(), *(node.code for node in office.catalogue.standards["H"].nodes))
    mapping.assign(office, [items["ZG05"]], "H-健康教育-控烟")
    mapping.assign(office, [items["WC06"]], "H-重点场所")
    (listed,) = (each for each in campaigns.campaign_report(office).lists if each.code == "H")
    order = in_tree(office.catalogue.standards["H"])
    found = [order.index(line.node) for line in listed.rows if line.node]
    assert found == sorted(found)
    assert {"H-健康教育-控烟", "H-重点场所"} <= {line.node for line in listed.rows}


def test_the_workbook_holds_the_same_strings(office: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "分创建.xlsx"
    assert campaigns.export_campaigns(office, path) == ()
    book = openpyxl.load_workbook(path, data_only=True)
    shown = {str(row[0]): row for row in cells(book["汇总"])}
    for row in results.score(office, "campaign").rows:
        assert shown[row.key][2:5] == (row.possible, row.score, row.rate or "缺测")
    report = campaigns.campaign_report(office)
    for each, sheet_ in zip(report.lists, book.worksheets[1:], strict=True):
        assert sheet_.title.startswith(each.code)
        assert [row[0] for row in cells(sheet_)[3:-1]] == [line.number for line in each.rows]
    with pytest.raises(Refusal, match="M27"):
        campaigns.export_campaigns(office, tmp_path / "分创建.pdf")
