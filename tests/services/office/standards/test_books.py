"""An office completes an outline, or brings its own edition of a standard, in the workbook that the program wrote."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.inputs.checklists.reading import read_cells
from chuangjian_desktop.inputs.standard_book import holds_standard
from chuangjian_desktop.services import info
from chuangjian_desktop.services.office.standards import books
from chuangjian_desktop.services.office.standards.books import StandardPreview
from chuangjian_desktop.services.office.standards.confirming import confirm
from chuangjian_desktop.services.standards import export_checklist
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.offices import opened

FIELD = "component.实地.weight"
Change = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with opened(tmp_path, "office") as workspace:
        yield workspace


def exported(workspace: Workspace, code: str, folder: Path, *changes: Change) -> StandardPreview:
    """The workbook of a standard, changed as a clerk would, as the program reads it back."""
    path = folder / f"{code}.xlsx"
    export_checklist(workspace, code, path)
    if changes:
        book = openpyxl.load_workbook(path)
        for change in changes:
            change(book)
        book.save(path)
    grid = read_cells(path)
    assert holds_standard(grid)
    return books.look(workspace, grid)


def cell(sheet: str, key: str, header: str, text: str | float | None) -> Change:
    """Write into the row of a key, under a header; the heading's facts have the header 内容."""

    def change(book: openpyxl.Workbook) -> None:
        page = book[sheet]
        assert isinstance(page, Worksheet)
        column = next(at for at in range(1, page.max_column + 1) if page.cell(1, at).value == header)
        row = next(row for row in page.iter_rows(min_row=2) if key in [each.value for each in row])
        page.cell(row[0].row, column).value = text

    return change


def added(sheet: str, *cells: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        page = book[sheet]
        assert isinstance(page, Worksheet)
        page.append(list(cells))

    return change


@pytest.mark.parametrize("code", ["W", "H", "Y", "S", "J", "T", "SWM"])
def test_what_was_not_changed_comes_back_the_same(office: Workspace, tmp_path: Path, code: str) -> None:
    if code == "W":
        confirm(office, "W", FIELD, 5500)
        confirm(office, "W", "component.材料.weight", 2500)
    before = office.catalogue.standards[code]
    preview = exported(office, code, tmp_path)
    assert (preview.added, preview.changed, preview.dropped, preview.wrong, preview.orphans) == (0, 0, 0, (), ())
    assert preview.same > 10
    recorded = info.digest(office)
    books.take_in(office, preview)
    assert office.catalogue.standards[code] == before
    assert info.digest(office) == recorded
    assert not books.is_own(office, code)


def test_an_outline_is_completed(office: Workspace, tmp_path: Path) -> None:
    preview = exported(
        office,
        "SWM",
        tmp_path,
        cell("标准", "内容", "内容", "完整"),
        cell("标准", "版本", "内容", "2026年版"),
        added("组成", "实地", "实地考察", "实地", "100", "100", "85", "已确认", "省文明办2026年文件"),
        added("节点", "SWM-实地考察-环境", "环境卫生", "SWM-实地考察", "30", "已确认", "省文明办2026年文件"),
    )
    assert (preview.added, preview.changed, preview.dropped, preview.wrong) == (2, 2, 0, ())
    assert not office.catalogue.standards["SWM"].confirmed
    record = books.take_in(office, preview)
    now = office.catalogue.standards["SWM"]
    assert (now.edition, now.judging.complete, now.confirmed) == ("2026年版", True, True)
    assert now.judging.components[0].pass_mark == 8500
    assert [line for line in info.dump(office) if record in line]
    books.give_back(office, "SWM")
    assert not office.catalogue.standards["SWM"].judging.complete


def test_a_workbook_s_number_is_the_office_s_later_word(office: Workspace, tmp_path: Path) -> None:
    confirm(office, "W", FIELD, 5500)
    confirm(office, "W", "component.问卷.weight", 2000)
    changes = cell("组成", "实地", "权重", "60"), cell("组成", "材料", "权重", 20)
    books.take_in(office, exported(office, "W", tmp_path, *changes))
    weights = {each.code: each.weight for each in office.catalogue.standards["W"].judging.components}
    assert (weights["实地"], weights["材料"], weights["问卷"]) == (6000, 2000, 2000)


def test_nodes_that_items_serve_are_missed(office: Workspace, tmp_path: Path) -> None:
    changes = cell("节点", "O-优质服务", "编号", "O-服务"), cell("节点", "O-优质服务-窗口服务", "上级", "O-服务")
    more = [cell("节点", f"O-优质服务-{name}", "上级", "O-服务") for name in ("志愿服务", "市民文明")]
    preview = exported(office, "O", tmp_path, *changes, *more)
    assert preview.wrong == ()
    assert preview.orphans == ("O-优质服务",)
    assert (preview.added, preview.dropped, preview.changed) == (1, 1, 3)


@pytest.mark.parametrize(
    ("place", "text", "reason"),
    [
        ("标准 编号 内容", "w1", "编号“w1”须为大写字母"),
        ("标准 名称 内容", None, "名称未填"),
        ("标准 日期 内容", "去年", "日期“去年”须写成2026-11-22"),
        ("标准 判定 内容", "随缘", "判定“随缘”未知，应为：计分、指标、条件、综合、未知"),
        ("标准 各年占比 内容", "20、20", "各年占比须为合计100的数，用顿号分开"),
        ("标准 各年占比 内容", "一半、一半", "各年占比须为合计100的数，用顿号分开"),
        ("组成 实地 权重", "五成", "权重“五成”须为0至100"),
        ("组成 实地 权重", "60", "权重合计110，应为100"),
        ("节点 W-公共环境-清扫保洁 上级", "W-没有", "上级“W-没有”不存在"),
        ("节点 W-公共环境-清扫保洁 名称", "长" * 5001, "文字过长"),
        ("前提 未成年人 依据程度", "听说", "依据程度“听说”未知，应为：有据、高、中、低、已确认"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken_in(
    office: Workspace, tmp_path: Path, place: str, text: str | None, reason: str
) -> None:
    sheet, key, header = place.split(" ")
    preview = exported(office, "W", tmp_path, cell(sheet, key, header, text))
    assert reason in [each.reason_zh for each in preview.wrong]
    assert {each.sheet for each in preview.wrong if each.reason_zh == reason} == {sheet}
    before = info.digest(office)
    with pytest.raises(Refusal) as caught:
        books.take_in(office, preview)
    assert caught.value.code == "M20"
    assert sheet in str(caught.value.details["detail_zh"])
    assert info.digest(office) == before


def test_a_sheet_without_its_head_and_one_without_rows_are_named(office: Workspace, tmp_path: Path) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        nodes = book["节点"]
        assert isinstance(nodes, Worksheet)
        nodes["A1"].value = "代码"
        book.remove(book["抽样"])

    preview = exported(office, "W", tmp_path, spoil)
    assert {each.reason_zh.partition("：")[0] for each in preview.wrong} == {"找不到表头", "没有节点"}


def test_a_sheet_without_end_is_left_off(office: Workspace, tmp_path: Path) -> None:
    rows = [added("节点", f"W-{n}", f"节点{n}", "", "", "低", "试") for n in range(2_100)]
    preview = exported(office, "W", tmp_path, *rows)
    assert [each.reason_zh for each in preview.wrong] == ["超过2000行"]


def test_only_an_office_takes_in_and_gives_back(office: Workspace, tmp_path: Path) -> None:
    preview = exported(office, "O", tmp_path)
    with pytest.raises(Refusal) as caught:
        books.give_back(office, "O")
    assert caught.value.code == "M21"
    with opened(tmp_path / "team") as team:
        for act in (lambda: books.take_in(team, preview), lambda: books.give_back(team, "O")):
            with pytest.raises(Refusal) as caught:
                act()
            assert caught.value.code == "M22"


def test_an_unknown_standard_cannot_be_exported(office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        export_checklist(office, "QQ", tmp_path / "q.xlsx")
    assert caught.value.code == "M21"
    assert not (tmp_path / "q.xlsx").exists()
