"""Scores of a small city against sums worked out by hand (`tests/helpers/city.py`), and every number's parts."""

from __future__ import annotations

import json
from collections.abc import Generator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.services import documents, places, records, results
from chuangjian_desktop.services.casework import listing, reading
from chuangjian_desktop.services.casework.reading import CaseFilter
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.results import ExplainLine, ScoreRow
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import WALKED, city, noted, visit_at
from tests.helpers.pdf_reading import all_text


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def rows(workspace: Workspace, by: str) -> dict[str, ScoreRow]:
    return {row.key: row for row in results.score(workspace, by).rows}


def rates(workspace: Workspace, by: str) -> dict[str, str | None]:
    return {key: row.rate for key, row in rows(workspace, by).items()}


def options(workspace: Workspace, **chosen: object) -> None:
    profile = places.current_round(workspace).profile_id
    records.edit(workspace, "profile", profile, {"options": json.dumps(chosen)})


def summed(lines: tuple[ExplainLine, ...]) -> str:
    return two_decimals(sum((Decimal(line.points) for line in lines if line.points is not None), Decimal(0)))


@pytest.mark.parametrize("by", results.LEVELS)
def test_the_lines_of_every_explanation_add_up(office: Workspace, by: str) -> None:
    found = results.score(office, by).rows
    assert found
    for row in found:
        told = results.explain(office, by, row.key)
        assert (told.score, told.possible, told.rate) == (row.score, row.possible, row.rate)
        assert summed(told.lines) == row.score, row.key


def test_lines_of_what_a_unit_lost_add_up(office: Workspace) -> None:
    for row in results.lost_by_unit(office):
        lines = results.explain_lost(office, row.key)
        assert len(lines) == row.findings
        assert summed(lines) in (row.lost, f"-{row.lost}"), row.key


def test_visits_score_as_by_hand(office: Workspace) -> None:
    found = rows(office, "visit")
    shown = {key: (row.possible, row.score, row.rate, row.rank, row.unanswered) for key, row in found.items()}
    assert shown == {
        "NM-001": ("86.00", "83.00", "96.51", 1, 0),
        "ZG-001": ("96.00", "90.00", "93.75", 2, 0),
        "WC-001": ("100.00", "90.00", "90.00", 3, 0),
        "ZG-002": ("100.00", "90.00", "90.00", 3, 0),
        "WC-002": ("95.00", "80.00", "84.21", 5, 1),
    }


def test_districts_and_streets_are_ranked_each_among_their_kind(office: Workspace) -> None:
    found = [(row.key, row.rate, row.rank) for row in results.score(office, "area").rows]
    assert found == [
        ("东区", "93.42", 1),  # (93.75 + 96.5116 + 90) ÷ 3
        ("西区", "87.11", 2),  # (90 + 84.2105) ÷ 2
        ("东区/光明街道", "95.13", 1),  # (93.75 + 96.5116) ÷ 2
        ("东区/花园街道", "90.00", 2),
        ("西区/和平街道", "90.00", 2),
        ("西区/建设街道", "84.21", 4),
    ]


def test_types_teams_units_and_the_round_as_by_hand(office: Workspace) -> None:
    assert rates(office, "site_type") == {"ZG": "91.88", "NM": "96.51", "WC": "87.11"}
    assert rates(office, "team") == {"T1": "93.42", "T2": "87.11"}
    assert rates(office, "unit") == {
        "光明街道办事处": "95.13", "花园街道办事处": "90.00", "和平街道办事处": "90.00", "建设街道办事处": "84.21",
    }  # fmt: skip
    (whole,) = results.score(office, "round").rows
    assert (whole.possible, whole.score, whole.rate, whole.findings) == ("477.00", "433.00", "90.78", 7)


def test_items_pool_their_points(office: Workspace) -> None:
    found = rows(office, "item")
    assert (found["ZG12"].possible, found["ZG12"].score) == ("4.00", "4.00")
    assert (found["ZG10"].possible, found["ZG10"].score) == ("6.00", "6.00")
    assert (found["ZG07"].possible, found["ZG07"].score, found["ZG07"].rate) == ("12.00", "6.00", "50.00")
    assert (found["WC02"].score, found["WC02"].findings) == ("34.00", 2)
    assert (found["NM09"].possible, found["NM09"].rate) == ("0.00", None)
    assert (found["WC08"].possible, found["WC08"].unanswered) == ("5.00", 1)


def test_what_findings_cost_goes_to_the_units_they_are_laid_to(office: Workspace) -> None:
    assert [(row.name, row.lost, row.findings, row.rank) for row in results.lost_by_unit(office)] == [
        ("建设街道办事处", "15.00", 1, 1),
        ("花园街道办事处", "10.00", 3, 2),
        ("西区城市管理局", "10.00", 1, 2),
        ("东区城市管理局", "6.00", 1, 4),
        ("光明街道办事处", "3.00", 1, 5),
    ]


def test_a_capped_finding_tells_what_it_asked(office: Workspace) -> None:
    lines = results.explain(office, "visit", "ZG-001").lines
    (line,) = [each for each in lines if each.finding_id]
    assert line.points == "-6.00"
    assert "20 × 0.50 (10.00)" in line.detail


def test_not_applicable_may_count_as_full(office: Workspace) -> None:
    options(office, na="full")
    found = rows(office, "visit")
    assert (found["ZG-001"].possible, found["ZG-001"].rate) == ("100.00", "94.00")
    assert (found["NM-001"].score, found["NM-001"].rate) == ("97.00", "97.00")


def test_not_applicable_may_count_as_nothing(office: Workspace) -> None:
    options(office, na="zero")
    assert rates(office, "visit")["NM-001"] == "83.00"


def test_a_missing_type_may_count_with_the_mean_of_the_others(office: Workspace) -> None:
    options(office, missing_type="mean")
    found = rates(office, "area")
    assert (found["东区"], found["西区"]) == ("93.42", "90.24")  # (90 + 84.2105 + 96.5116) ÷ 3
    lines = results.explain(office, "area", "西区").formula
    assert [line.detail for line in lines].count("mean") == 1


def test_a_type_lacks_no_other_types(office: Workspace) -> None:
    plain = rates(office, "site_type")
    assert len(set(plain.values())) > 1
    options(office, missing_type="mean")
    assert rates(office, "site_type") == plain


def test_sites_not_visited_may_count_as_zero(office: Workspace) -> None:
    assert "ZG-003" not in rows(office, "visit")
    options(office, not_visited="zero")
    assert rates(office, "visit")["ZG-003"] == "0.00"
    assert rates(office, "area")["西区/和平街道"] == "45.00"
    (whole,) = results.score(office, "round").rows
    assert (whole.possible, whole.rate) == ("577.00", "75.04")


@pytest.mark.parametrize("by", [level for level in results.LEVELS if level != "team"])
def test_explanations_add_up_with_sites_not_visited(office: Workspace, by: str) -> None:
    options(office, not_visited="zero")
    for row in results.score(office, by).rows:
        assert summed(results.explain(office, by, row.key).lines) == row.score, row.key


def test_the_city_may_be_the_mean_of_its_districts(office: Workspace) -> None:
    options(office, city="mean")
    (whole,) = results.score(office, "round").rows
    assert (whole.score, whole.rate) == ("433.00", "90.26")
    told = results.explain(office, "round", whole.key)
    assert [(line.what, line.rate) for line in told.formula] == [("东区", "93.4205"), ("西区", "87.1053")]


def test_types_may_weigh_differently(office: Workspace) -> None:
    options(office, weights={"ZG": 3})
    found = rates(office, "area")
    assert (found["东区"], found["西区"]) == ("93.55", "88.55")


def test_one_problem_at_one_place_costs_once_unless_each_counts(office: Workspace) -> None:
    noted(office, "ZG-002", "ZG03", FindingDraft("路面有垃圾", "06010", 2, place="路口"))
    noted(office, "ZG-002", "ZG16", FindingDraft("门前有垃圾", "06010", 1, place="路口"))
    assert rows(office, "visit")["ZG-002"].score == "89.00"
    options(office, same_problem="each")
    assert rows(office, "visit")["ZG-002"].score == "88.50"


@pytest.mark.parametrize(
    "text",
    ["[]", "null", '{"na": 7}', '{"weights": [1]}', '{"weights": {"ZG": "x"}}', '{"weights": {"ZG": -1}}',
     '{"city": "moon"}', '{"solved_percent": "x"}', '{"finder_percent": true}', '{"code": 1, "of_next_year": 1}'],
)  # fmt: skip
def test_options_of_the_wrong_form_are_left_aside(office: Workspace, text: str) -> None:
    before = {by: results.score(office, by) for by in results.LEVELS}
    records.edit(office, "profile", places.current_round(office).profile_id, {"options": text})
    assert {by: results.score(office, by) for by in results.LEVELS} == before


def test_an_unknown_level_row_or_profile_is_refused(office: Workspace) -> None:
    with pytest.raises(Refusal, match="M27"):
        results.score(office, "street")
    with pytest.raises(Refusal, match="M21"):
        results.explain(office, "visit", "ZG-099")
    with pytest.raises(Refusal, match="M21"):
        results.score(office, "round", "省级办法")


@pytest.mark.parametrize("code", WALKED)
def test_sheet_workbook_and_print_say_the_same_sums(office: Workspace, tmp_path: Path, code: str) -> None:
    row = rows(office, "visit")[code]
    visit = visit_at(office, code)
    documents.export_sheet(office, visit, tmp_path / "评分表.xlsx")
    documents.export_sheet(office, visit, tmp_path / "评分表.pdf")
    assert row.rate is not None
    assert workbook_sums(tmp_path / "评分表.xlsx") == (row.possible, row.score, row.rate)
    printed = all_text(tmp_path / "评分表.pdf")
    for sum_ in (row.possible, row.score, row.rate):
        assert sum_ in printed


def workbook_sums(path: Path) -> tuple[str, str, str]:
    """应得分, 实得分 and 得分率, reckoned from the cells that the formulas name and compared with the stored values."""
    page = openpyxl.load_workbook(path).worksheets[0]
    shown = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    labels = {str(page.cell(r, 1).value): r for r in range(1, page.max_row + 1)}
    first, last = 6, labels["应得分"] - 1
    lines = [(Decimal(str(page.cell(r, 5).value)), page.cell(r, 9).value) for r in range(first, last + 1)]
    assert f"SUM(I{first}:I{last})" in str(page.cell(labels["实得分"], 5).value)
    assert f"I{first}:I{last}" in str(page.cell(labels["应得分"], 5).value)
    possible = sum((points for points, earned in lines if earned is not None), Decimal(0))
    earned = sum((Decimal(str(value)) for _, value in lines if value is not None), Decimal(0))
    found = (two_decimals(possible), two_decimals(earned), two_decimals(earned / possible * 100))
    stored = [shown.cell(labels[name], 5).value for name in ("应得分", "实得分", "得分率")]
    assert [two_decimals(Decimal(str(value))) for value in stored] == list(found)
    return found


def test_the_ledger_sums_what_the_visits_lost(office: Workspace) -> None:
    sums = listing.sums(office, CaseFilter())
    lost = [Decimal(row.possible) - Decimal(row.score) for row in results.score(office, "visit").rows]
    assert sums.lost_sum == two_decimals(sum(lost, Decimal(0))) == "44.00"
    assert (reading.cases(office).total, sums.count) == (7, 39)
