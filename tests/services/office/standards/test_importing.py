"""Checklists of offices as versions: what is new, what stays, what a person may take back."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.inputs.checklists.layout import laid_out
from chuangjian_desktop.services import info, registry
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.services.office.standards import importing, publishing
from chuangjian_desktop.services.office.standards.import_warnings import warnings_about, warnings_of
from chuangjian_desktop.services.office.standards.importing import Preview, Wish
from chuangjian_desktop.services.places import site_by_code
from chuangjian_desktop.services.standards import export_checklist
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.checklists import HEAD, grid_in, write_book
from tests.helpers.city import city, visit_at

ROWS = [
    ["2026年地铁站测评细则"],
    HEAD,
    [1, "环境", "站厅地面干净", 5, "每处扣0.5分", "轨道公司"],
    [2, "环境", "站台墙面干净", 5, "发现一处扣1分", "区城市管理局"],
]


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path / "city") as opened:
        yield opened


def look(workspace: Workspace, path: Path, wish: Wish | None = None) -> Preview:
    return importing.understand(workspace, laid_out(grid_in(path)), wish)


def column(sheet: Worksheet, heading: str) -> int:
    """Where a column of an exported sheet stands."""
    return next(number for number in range(1, 30) if sheet.cell(4, number).value == heading)


def counts(preview: Preview) -> tuple[int, int, int]:
    (plan,) = preview.plans
    return plan.added, plan.changed, plan.same


def test_a_new_type_of_site(workspace: Workspace, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", ROWS)
    preview = look(workspace, path)
    assert counts(preview) == (2, 0, 0)
    importing.take_in(workspace, preview)
    checklist = workspace.catalogue.checklists["DT"]
    assert (checklist.title, checklist.state) == ("地铁站", "published")
    assert [(item.code, item.departments) for item in checklist.items] == [("DT01", ("轨道公司",)), ("DT02", ("城管",))]
    again = look(workspace, path)
    assert counts(again) == (0, 0, 2)
    assert importing.take_in(workspace, again) == ()
    rows = registry.add_sites(workspace, [registry.SiteTableRow("s", 1, "DT-001", "一号线站", "DT")])
    assert rows.added == 1


def test_rows_keep_their_codes_when_the_sheet_grows(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    importing.take_in(workspace, look(workspace, write_book(path, ROWS)))
    more = [*ROWS[:2], [1, "环境", "出入口整洁", 5, "每处扣1分", "街道"], *ROWS[2:]]
    more[4] = [3, "环境", "站台墙面干净", 8, "发现一处扣1分", "区城市管理局"]
    preview = look(workspace, write_book(path, more))
    assert counts(preview) == (1, 1, 1)
    importing.take_in(workspace, preview)
    checklist = workspace.catalogue.checklists["DT"]
    assert [item.code for item in checklist.items] == ["DT03", "DT01", "DT02"]
    assert [item.replaces for item in checklist.items] == [(), ("DT01",), ("DT02",)]


def test_a_further_version_of_a_shipped_checklist(workspace: Workspace, tmp_path: Path) -> None:
    before = workspace.catalogue.current["ZG"]
    path = tmp_path / "zg.xlsx"
    export_checklist(workspace, "ZG", path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(5, column(sheet, "评分规则"), "每处扣1分，扣完为止")
    sheet.cell(6, column(sheet, "分值"), "很多")
    for number in range(1, 30):
        sheet.cell(20, number).value = None
    book.save(path)
    preview = look(workspace, path)
    (plan,) = preview.plans
    assert counts(preview) == (0, 1, 13)
    assert (len(plan.dropped), len(plan.kept), plan.held) == (1, 1, True)
    (identity,) = importing.take_in(workspace, preview)
    assert workspace.catalogue.current["ZG"] == before
    after = workspace.catalogue.written[identity]
    assert after.checklist.state == "draft"
    assert (after.checklist.version, after.base) == (f"{before.checklist.version}-01", before.id)
    assert len(after.checklist.items) == len(before.checklist.items) - 1
    assert after.checklist.items[0].code not in after.review.verdicts
    assert after.review.dropped == frozenset()
    unreviewed = publishing.readiness(workspace, identity).unreviewed
    assert unreviewed == (after.checklist.items[0].code, *plan.dropped)
    kept = next(item for item in after.checklist.items if item.code == plan.kept[0])
    assert kept.points == next(item for item in before.checklist.items if item.code == kept.code).points
    assert (
        visits.sheet(workspace, visit_at(workspace, "ZG-001")).row("ZG01").item.rule == before.checklist.items[0].rule
    )
    assert counts(look(workspace, path))[2] == 14


def test_every_shipped_checklist_goes_out_and_comes_back_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    before = info.digest(workspace)
    for code, version in workspace.catalogue.current.items():
        path = tmp_path / f"{code}.xlsx"
        export_checklist(workspace, code, path)
        preview = look(workspace, path)
        assert list(importing.remarks_of(preview)) == [], code
        assert counts(preview) == (0, 0, len(version.checklist.items)), code
        assert importing.take_in(workspace, preview) == ()
    assert info.digest(workspace) == before


def test_an_import_is_one_step_that_is_taken_back_as_one(workspace: Workspace, tmp_path: Path) -> None:
    before = [line for line in info.dump(workspace) if '"removed"' not in line]
    assert not importing.undo(workspace)
    path = write_book(tmp_path / "a.xlsx", ROWS)
    importing.take_in(workspace, look(workspace, path))
    assert importing.undo(workspace)
    assert "DT" not in workspace.catalogue.checklists
    assert [line for line in info.dump(workspace) if line in set(before)] == before
    importing.take_in(workspace, look(workspace, path))
    assert [item.code for item in workspace.catalogue.checklists["DT"].items] == ["DT01", "DT02"]


def test_what_visits_were_begun_with_is_not_taken_back(workspace: Workspace, tmp_path: Path) -> None:
    importing.take_in(workspace, look(workspace, write_book(tmp_path / "a.xlsx", ROWS)))
    registry.add_sites(workspace, [registry.SiteTableRow("s", 1, "DT-001", "一号线站", "DT")])
    site = site_by_code(workspace, "DT-001")
    assert site is not None
    visits.visit_of(workspace, site.id)
    with pytest.raises(Refusal) as caught:
        importing.undo(workspace)
    assert caught.value.code == "M26"
    assert "DT" in workspace.catalogue.checklists


def test_a_draft_is_used_by_nobody_and_written_over(workspace: Workspace, tmp_path: Path) -> None:
    wish = Wish(state="draft")
    importing.take_in(workspace, look(workspace, write_book(tmp_path / "a.xlsx", ROWS), wish))
    assert "DT" not in workspace.catalogue.checklists
    (draft,) = [each for each in workspace.catalogue.written.values() if each.checklist.code == "DT"]
    path = tmp_path / "draft.xlsx"
    export_checklist(workspace, "DT", path, draft.checklist.version)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(5, column(sheet, "分值"), 9)
    book.save(path)
    importing.take_in(workspace, look(workspace, path, wish))
    (same,) = [each for each in workspace.catalogue.written.values() if each.checklist.code == "DT"]
    assert (same.id, same.checklist.items[0].points) == (draft.id, 900)


def test_what_a_sheet_changes_in_a_draft_waits_for_a_review(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "zg.xlsx"
    export_checklist(workspace, "ZG", path)

    def import_with(points: dict[int, int]) -> str:
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        for row, value in points.items():
            sheet.cell(row, column(sheet, "分值"), value)
        book.save(path)
        (made,) = importing.take_in(workspace, look(workspace, path, Wish(state="draft")))
        return made

    first, second, third = (item.code for item in workspace.catalogue.current["ZG"].checklist.items[:3])
    made = import_with({5: 11, 6: 3})
    assert [row.match.verdict for row in publishing.review(workspace, made) if not row.done] == ["changed", "changed"]
    with pytest.raises(Refusal, match="M26"):
        publishing.publish(workspace, made)
    assert publishing.accept_all(workspace, made) == 2
    export_checklist(workspace, f"ZG/{workspace.catalogue.written[made].checklist.version}", path)
    assert import_with({5: 12, 6: 3, 7: 9}) == made
    assert publishing.readiness(workspace, made).unreviewed == (first, third)
    assert workspace.catalogue.written[made].review.verdicts[second] == "changed"
    publishing.accept_all(workspace, made)
    publishing.publish(workspace, made)
    assert workspace.catalogue.current["ZG"].id == made


def test_several_sheets_and_types_are_taken_in_at_once(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        ["点位类别", "内容", "分值", "评分细则"],
        ["公厕", "有第三卫生间", 5, "不得分"],
        ["地铁站", "出入口整洁", 5, "每处扣1分"],
    ]
    preview = look(workspace, write_book(tmp_path / "a.xlsx", rows))
    assert [(plan.target.code, plan.target.new) for plan in preview.plans] == [("WC", False), ("DT", True)]
    importing.take_in(workspace, preview)
    assert workspace.catalogue.checklists["WC"].items[-1].title == "有第三卫生间"
    assert importing.undo(workspace)
    assert len(workspace.catalogue.checklists["WC"].items) > 1
    assert "DT" not in workspace.catalogue.checklists


def warnings(preview: Preview) -> list[str]:
    return [sentence(each.code, each.details, "zh") for each in warnings_of(preview)]


def test_points_that_do_not_add_up_keep_it_a_draft(workspace: Workspace, tmp_path: Path) -> None:
    wrong = [*ROWS, [None, "合计", None, 100]]
    preview = look(workspace, write_book(tmp_path / "a.xlsx", wrong))
    importing.take_in(workspace, preview)
    assert "DT" not in workspace.catalogue.checklists
    assert "分值对不上合计，所以只存为草稿" in warnings(preview)[0]
    right = [*ROWS, [None, "总分", None, 10]]
    preview = look(workspace, write_book(tmp_path / "b.xlsx", right))
    importing.take_in(workspace, preview)
    assert workspace.catalogue.checklists["DT"].state == "published"


def test_a_wrong_total_is_told_beside_rows_that_were_not_understood(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        *ROWS,
        [3, "环境", "座椅干净", 20, "看情况"],
        [4, "环境", "灯亮", "若干", "每处扣1分"],
        [None, "合计", None, 100],
    ]
    preview = look(workspace, write_book(tmp_path / "a.xlsx", rows))
    told = [each.remark.zh for each in importing.remarks_of(preview) if each.row == 7]
    assert told == ["写的是 100，各条相加是 30（另有 1 行的分值没看懂）"]
    assert "2 行没看懂、分值对不上合计" in warnings(preview)[0]


def test_what_a_sheet_leaves_open_comes_from_the_item_it_continues(workspace: Workspace, tmp_path: Path) -> None:
    before = {item.code: item for item in workspace.catalogue.checklists["WC"].items}
    first, second = before["WC01"], before["WC02"]
    rows = [
        ["公共厕所测评细则"],
        ["编号", "项目", "内容", "分值", "评分规则", "责任单位"],
        ["C1", "环境", first.title, 50, "每处扣1分", None],
        ["C2", "环境", f"{second.title}的情况", 50, "每处扣1分", "某某不存在局"],
        ["C1", "环境", "又一条", 5, "每处扣1分", None],
    ]
    preview = look(workspace, write_book(tmp_path / "a.xlsx", rows))
    (plan,) = preview.plans
    one, two = (line.item for line in plan.lines[:2])
    assert one is not None
    assert two is not None
    assert (one.code, one.replaces, one.campaigns, one.phrases) == ("C1", ("WC01",), first.campaigns, first.phrases)
    assert (one.departments, one.deadline) == (first.departments, first.deadline)
    assert (two.code, two.replaces, two.campaigns) == ("C2", ("WC02",), second.campaigns)
    told = {(each.row, each.column): each.remark.zh for each in importing.remarks_of(preview)}
    assert "“某某不存在局”不认识" in told[4, "F"]
    assert "“C1”重复，首次出现在 评分表!3" in told[5, "A"]
    assert "WC01" not in plan.dropped


def test_items_that_serve_no_campaign_are_named(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        ROWS[0],
        HEAD,
        [1, "甲", "鹦鹉学舌", 50, "每处扣1分", "城管局"],
        [2, "环境", "地面干净无垃圾", 50, "每处扣1分", "环卫处"],
    ]
    preview = look(workspace, write_book(tmp_path / "a.xlsx", rows))
    (told,) = warnings(preview)
    assert "1 条没有对应任何创建" in told
    assert "DT01" in told
    alone, proposed = preview.plans[0].lines
    assert (alone.verdict, proposed.verdict) == ("understood", "doubtful")
    assert proposed.item is not None
    assert proposed.item.campaigns
    assert "没有写创建节点，按相近的" in proposed.remarks[0].zh


def test_campaigns_named_whole_become_their_usual_nodes(workspace: Workspace, tmp_path: Path) -> None:
    rows = [["公园测评细则"], [*HEAD, "适用创建"], [1, "环境", "无垃圾", 100, "每处扣1分", "园林局", "文明、卫生"]]
    preview = look(workspace, write_book(tmp_path / "a.xlsx", rows))
    (line,) = preview.plans[0].lines
    assert line.item is not None
    assert [node.node for node in line.item.campaigns] == ["W-公共环境", "H-市容环境"]
    assert line.verdict == "doubtful"
    assert all("没有写到节点" in each.zh for each in line.remarks)


def test_codes_that_no_item_can_bear_are_left_out(workspace: Workspace, tmp_path: Path) -> None:
    rows = [ROWS[0], ["编码", *HEAD[1:]], ["1.1", *ROWS[2][1:]], ["1.2", *ROWS[3][1:]]]
    preview = look(workspace, write_book(tmp_path / "a.xlsx", rows))
    assert [line.item.code for line in preview.plans[0].lines if line.item] == ["DT01", "DT02"]
    assert preview.draft.left == ("评分表!A 编码（1.1）",)


@pytest.mark.parametrize(
    ("head", "row", "why"),
    [
        (("项目", "内容", "分值"), ("环境", "干净", 100), "没有一行写明怎么扣分"),
        (("项目", "内容", "评分细则"), ("环境", "干净", "每处扣0.5分"), "没有一行写明分值"),
        ((*HEAD[:5], "适用"), (1, "环境", "干净", 100, "每处扣1分", "全市"), "F 适用 栏没有读"),
    ],
)
def test_what_a_sheet_does_not_say_keeps_it_a_draft(
    workspace: Workspace, tmp_path: Path, head: tuple[str, ...], row: tuple[object, ...], why: str
) -> None:
    before = workspace.catalogue.current["CK"]
    preview = look(workspace, write_book(tmp_path / "a.xlsx", [["窗口单位测评手册"], head, row, row]))
    (plan,) = preview.plans
    assert plan.held
    assert plan.version is not None
    assert plan.version.checklist.state == "draft"
    assert f"{why}，所以只存为草稿" in warnings(preview)[0]
    importing.take_in(workspace, preview)
    assert workspace.catalogue.current["CK"] == before


def test_columns_of_results_and_notes_keep_nothing_back(workspace: Workspace, tmp_path: Path) -> None:
    rows = [ROWS[0], (*HEAD, "备注"), [*ROWS[2], "见附件"], [*ROWS[3], ""]]
    preview = look(workspace, write_book(tmp_path / "a.xlsx", rows))
    (plan,) = preview.plans
    assert [(note.column, note.row, note.heading) for note in plan.notes] == [("G", 3, "备注")]
    assert not plan.held


@pytest.mark.parametrize("code", ["??", "a b/c", "1A", "ABCDEFG", "中"])
def test_a_code_that_no_command_could_name_is_refused(workspace: Workspace, tmp_path: Path, code: str) -> None:
    path = write_book(tmp_path / "a.xlsx", ROWS)
    with pytest.raises(Refusal) as caught:
        look(workspace, path, Wish({0: (code, "地铁站")}))
    assert (caught.value.code, caught.value.details) == ("M27", {"field": "code", "value": code})
    (plan,) = look(workspace, path, Wish({0: ("dt2", "地铁站")})).plans
    assert plan.target.code == "DT2"


def test_a_code_in_a_sheet_of_the_program_is_looked_at_as_well(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "zg.xlsx"
    export_checklist(workspace, "ZG", path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    (place,) = (number for number in range(1, 30) if sheet.cell(2, number).value == "ZG")
    sheet.cell(2, place).value = "a b/c"
    book.save(path)
    with pytest.raises(Refusal) as caught:
        look(workspace, path)
    assert caught.value.code == "M27"


def test_a_checklist_that_continues_nothing_says_what_it_replaces(workspace: Workspace, tmp_path: Path) -> None:
    rows = [HEAD, [1, "票务", "报站准时", 100, "每次扣5分", "轨道公司"]]
    (plan,) = look(workspace, write_book(tmp_path / "a.xlsx", rows, title="主干道")).plans
    before = len(workspace.catalogue.checklists["ZG"].items)
    assert any(f"原来的 {before} 条都不再有" in zh for zh, _ in warnings_about(plan))


def test_blanks_in_a_name_are_no_other_type_of_site(workspace: Workspace, tmp_path: Path) -> None:
    (plan,) = look(workspace, write_book(tmp_path / "a.xlsx", ROWS[1:], title="主 干 道")).plans
    assert (plan.target.code, plan.target.new) == ("ZG", False)


def test_a_hidden_row_is_taken_in_and_named(workspace: Workspace, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", ROWS)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[4].hidden = True
    book.save(path)
    (plan,) = look(workspace, path).plans
    told = [[remark.zh for remark in line.remarks if not remark.key] for line in plan.lines]
    assert told == [[], ["这一行在工作簿里是隐藏的，照样读了"]]


def test_a_table_for_a_whole_city_says_what_to_do(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        ["国家卫生城市暗访评价表"],
        ["项目", "内容", "分值", "得分"],
        *(["环境", f"第{n}项", 100] for n in range(10)),
    ]
    (plan,) = look(workspace, write_book(tmp_path / "a.xlsx", rows)).plans
    assert plan.held
    assert any("在“评价表”一页补好再导入" in zh and plan.target.code in zh for zh, _ in warnings_about(plan))
    (site,) = look(workspace, write_book(tmp_path / "b.xlsx", ROWS)).plans
    assert not any("评价表" in zh for zh, _ in warnings_about(site))
