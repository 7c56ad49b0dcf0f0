"""Values on score sheets: of items that a value scores, out and back in without a problem that nobody found."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import Path

import openpyxl
import pytest

from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.inputs.checklists.layout import laid_out
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import documents, info, registry
from chuangjian_desktop.services.fieldwork import answers, visits
from chuangjian_desktop.services.fieldwork.findings_import import FindingsPreview, import_findings
from chuangjian_desktop.services.office.standards import importing
from chuangjian_desktop.services.places import site_by_code
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.checklists import HEAD, grid_in, write_book
from tests.helpers.city import city, visit_at

RULES = [
    ("广告数量", "要求5处，每少1处扣2分", "3", 600),
    ("刊播比例", "按比例，要求8", "6", 750),
    ("抽查店铺", "抽查5处：A符合5处，B符合4处，其余C", "4", 600),
    ("知晓率", "分级：A＞85，B＞80，其余C", "83.5", 600),
    ("阵地条件", "条件：①有牌子；②有制度；③有人员。A符合3项，B符合2项，其余C", "2", 600),
    ("重复利用率", "达到75得满分，每低5扣1分", "68", 800),
    ("覆盖率", "分档：≥15得10，≥10得6，≥5得3", "12", 600),
    ("漏损率", "不超过12得6分，每优1加2分，优2及以上加4分，未达到不得分", "10.5", 800),
    ("表彰", "加减分", "2", None),
]
"""Item, rule, value, and what it earns of 10 points in hundredths, worked out by hand."""


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path / "city") as opened:
        lines = [[number, "规则", title, 10, rule] for number, (title, rule, *_) in enumerate(RULES, 1)]
        book = write_book(tmp_path / "rules.xlsx", [["节水街区测评细则"], HEAD, *lines])
        importing.take_in(opened, importing.understand(opened, laid_out(grid_in(book)), None))
        registry.add_sites(opened, [registry.SiteTableRow("s", 1, "JS-001", "一街", "JS")])
        yield opened


def measure_all(workspace: Workspace) -> None:
    site = site_by_code(workspace, "JS-001")
    assert site is not None
    visit = visits.visit_of(workspace, site.id)
    for number, (_, _, value, _) in enumerate(RULES, 1):
        answers.set_answer(workspace, visit, f"JS{number:02d}", "conforming", measured=to_hundredths(value))


def filled(workspace: Workspace, path: Path, cells: Mapping[int, Mapping[int, object]]) -> Path:
    """The blank sheet of the site with these cells: by line, then by column."""
    documents.export_site_sheet(workspace, "JS-001", path)
    book = openpyxl.load_workbook(path)
    for line, values in cells.items():
        for column, value in values.items():
            book.worksheets[0].cell(5 + line, column, value)
    book.save(path)
    return path


def taken(workspace: Workspace, worker: PhotoWorker, path: Path) -> FindingsPreview:
    return import_findings(workspace, worker, path).preview


def earned(workspace: Workspace) -> list[int | None]:
    return [row.earned for row in visits.sheet(workspace, visit_at(workspace, "JS-001")).rows]


def test_measured_values_go_out_on_the_sheet_and_come_back(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    measure_all(workspace)
    documents.export_sheet(workspace, visit_at(workspace, "JS-001"), path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet.cell(number, 14).value for number in (6, 9, 14)] == ["实测 3", "实测 83.5", "加减 2"]
    before = info.digest(workspace)
    preview = taken(workspace, worker, path)
    assert (preview.added, preview.answers, preview.remarks) == (0, 0, ())
    assert info.digest(workspace) == before
    assert earned(workspace)[:8] == [points for *_, points in RULES[:8]]


def test_the_same_sheet_begins_the_visit_elsewhere(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    values = {number: {14: f"实测 {value}"} for number, (_, _, value, _) in enumerate(RULES[:8], 1)}
    preview = taken(workspace, worker, filled(workspace, tmp_path / "a.xlsx", values))
    assert (preview.added, preview.answers, preview.remarks) == (0, 8, ())
    assert earned(workspace)[:8] == [points for *_, points in RULES[:8]]


def test_a_number_under_count_is_the_value_of_an_item_that_only_a_value_scores(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path
) -> None:
    cells: dict[int, dict[int, object]] = {
        1: {7: 2, 11: "少两处"},
        2: {7: "6处"},
        3: {7: 4, 8: 4, 11: "一家店外经营"},
        4: {7: "83.5％", 9: 6},
        6: {7: 75},
        8: {7: 10.5, 8: 5},
    }
    preview = taken(workspace, worker, filled(workspace, tmp_path / "a.xlsx", cells))
    sheet = visits.sheet(workspace, visit_at(workspace, "JS-001"))
    assert [row.measured for row in sheet.rows] == [None, 600, 400, 8350, None, 7500, None, 1050, None]
    assert earned(workspace)[:8] == [600, 750, 600, 600, None, 1000, None, 800]
    assert [each.text for row in sheet.rows for each in row.findings] == ["少两处", "一家店外经营"]
    assert [row.contradiction for row in sheet.rows] == [False] * 9
    (said,) = preview.remarks
    assert (said.row, said.column, said.remark.fatal) == (13, "H", False)
    assert "按实测值 10.5 应扣 2 分，表上扣 5 分" in said.remark.zh


def test_words_under_count_are_no_value(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    preview = taken(workspace, worker, filled(workspace, tmp_path / "a.xlsx", {4: {7: "大多数"}, 5: {7: 5}}))
    assert [(each.row, each.remark.fatal) for each in preview.remarks] == [(9, True), (10, True)]
    assert preview.understood == 0


def test_an_amount_that_was_earned_beside_the_points_is_entered(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path
) -> None:
    taken(workspace, worker, filled(workspace, tmp_path / "a.xlsx", {9: {9: 2, 11: ""}}))
    assert visits.sheet(workspace, visit_at(workspace, "JS-001")).rows[8].measured == 200
