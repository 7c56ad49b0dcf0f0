"""Score sheets that were filled in by hand come back: own ones and foreign ones, with photos over their cells."""

from __future__ import annotations

import io
from collections.abc import Generator, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from PIL import Image as Pillow

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.sheet import ItemRow
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import documents, info
from chuangjian_desktop.services.fieldwork import findings_import, visits
from chuangjian_desktop.services.fieldwork.findings_import import FindingsReport, import_findings
from chuangjian_desktop.services.places import site_by_code
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import city, visit_at

FACTS = "考察点：{site}    检查日期：2026年11月20日   检查人员：王敏、李强"
HEAD = ("项目", "内容", "分值", "数量", "扣分", "扣分说明", "责任单位", "不适用")


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path / "city") as opened:
        yield opened


def picture(colour: str) -> Image:
    data = io.BytesIO()
    Pillow.new("RGB", (320, 240), colour).save(data, "JPEG")
    data.seek(0)
    made = Image(data)
    made.width, made.height = 80, 60
    return made


def filled(
    path: Path,
    rows: Sequence[Sequence[object]],
    site: str = "北环路",
    photos: Sequence[str] = (),
    head: Sequence[str] = HEAD,
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "检查表"
    for values in (["实地考察评分表"], [FACTS.format(site=site)], head, *rows):
        sheet.append(values)
    for number, place in enumerate(photos):
        sheet.add_image(picture(("red", "green", "blue")[number]), place)
    book.save(path)
    return path


def taken(workspace: Workspace, worker: PhotoWorker, path: Path, *, dry_run: bool = False) -> FindingsReport:
    return import_findings(workspace, worker, path, dry_run=dry_run)


def row(workspace: Workspace, item: str, site: str = "ZG-003") -> ItemRow:
    return visits.sheet(workspace, visit_at(workspace, site)).row(item)


def test_problems_of_a_site_that_nobody_began(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    rows = [
        ["环境", "路面人行道干净无垃圾", 10, None, 2, "①18号门前：暴露垃圾（3处）②绿化带内烟头", "西区城市管理局"],
        [None, "果皮箱完好不满溢", 5, None, 0, "无"],
        [None, "缆线整齐无飞线", 4, None, None, None, None, "√"],
        [None, "没有这一条", 5, None, 1, "破损"],
        ["秩序", "无占道经营、店外经营", None, 2, None, "店外摆摊", "不存在的单位"],
        ["合计", None, 100],
    ]
    path = filled(tmp_path / "a.xlsx", rows, photos=("F4", "F4", "F8"))
    report = taken(workspace, worker, path)
    preview = report.preview
    assert (preview.added, preview.same, report.photos, report.warnings) == (3, 0, 3, ())
    first, second = row(workspace, "ZG03").findings
    assert (first.place, first.text, first.count, first.unit) == ("18号门前", "暴露垃圾", 3, "西区城市管理局")
    assert (second.text, second.count, second.found_at[:10]) == ("绿化带内烟头", 1, "2026-11-20")
    assert [len(each.photos) for each in (first, second)] == [1, 1]
    assert (row(workspace, "ZG04").state, row(workspace, "ZG12").state) == ("conforming", "na")
    assert (row(workspace, "ZG05").findings[0].count, len(row(workspace, "ZG05").findings[0].photos)) == (2, 1)
    told = [(each.row, each.column, each.remark.fatal) for each in preview.remarks]
    assert told == [(7, "B", True), (8, "G", False)]
    assert "没有“没有这一条”" in preview.remarks[0].remark.zh
    assert visits.sheet(workspace, visit_at(workspace, "ZG-003")).people == ("李强", "王敏")


def test_the_same_again_adds_nothing(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    rows = [["环境", "路面人行道干净无垃圾", 10, 3, 1.5, "①垃圾；②烟头；③积水"]]
    path = filled(tmp_path / "a.xlsx", rows, photos=("F4",))
    assert taken(workspace, worker, path).preview.added == 3
    before = info.digest(workspace)
    again = taken(workspace, worker, path)
    assert (again.preview.added, again.preview.same, again.photos) == (0, 3, 0)
    assert info.digest(workspace) == before


def test_a_look_writes_nothing_and_one_step_takes_all_back(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path
) -> None:
    before = list(info.dump(workspace))
    path = filled(tmp_path / "a.xlsx", [["环境", "路面人行道干净无垃圾", 10, None, 1, "垃圾", None]], photos=("F4",))
    assert taken(workspace, worker, path, dry_run=True).preview.added == 1
    assert list(info.dump(workspace)) == before
    assert not findings_import.undo(workspace)
    taken(workspace, worker, path)
    assert findings_import.undo(workspace)
    with pytest.raises(Refusal):
        visit_at(workspace, "ZG-003")
    assert not findings_import.undo(workspace)
    assert taken(workspace, worker, path).preview.added == 1
    (found,) = row(workspace, "ZG03").findings
    assert len(found.photos) == 1


def test_a_site_may_be_walked_after_its_sheet_was_taken_back(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path
) -> None:
    taken(workspace, worker, filled(tmp_path / "a.xlsx", [["环境", "路面人行道干净无垃圾", 10, None, 1, "垃圾"]]))
    findings_import.undo(workspace)
    site = site_by_code(workspace, "ZG-003")
    assert site is not None
    assert visits.sheet(workspace, visits.visit_of(workspace, site.id)).answered == 0


def test_a_finished_visit_is_left_alone(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", [["环境", "路面人行道干净无垃圾", 10, None, 1, "垃圾"]], site="ZG-001　解放路")
    preview = taken(workspace, worker, path).preview
    assert preview.added == 0
    (told,) = preview.remarks
    assert "已结束并锁定" in told.remark.zh
    taken(workspace, worker, filled(path, [["环境", "路面人行道干净无垃圾", 10, None, 1, "垃圾"]]))
    visits.finish(workspace, visit_at(workspace, "ZG-003"))
    with pytest.raises(Refusal) as caught:
        findings_import.undo(workspace)
    assert caught.value.code == "M23"


@pytest.mark.parametrize("code", ["ZG-001", "NM-001", "WC-002"])
def test_our_own_sheet_comes_back_as_it_was(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path, code: str
) -> None:
    visits.reopen(workspace, visit_at(workspace, code), "核对")
    path = tmp_path / "a.xlsx"
    documents.export_sheet(workspace, visit_at(workspace, code), path)
    before = info.digest(workspace)
    preview = taken(workspace, worker, path).preview
    assert (preview.added, preview.answers, preview.remarks) == (0, 0, ())
    assert info.digest(workspace) == before


def test_our_own_sheet_filled_in_by_hand(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    visits.reopen(workspace, visit_at(workspace, "WC-002"), "补填")
    path = tmp_path / "a.xlsx"
    documents.export_sheet(workspace, visit_at(workspace, "WC-002"), path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    place = next(number for number in range(6, 20) if sheet.cell(number, 14).value == "未答")
    sheet.cell(place, 7, 2)
    sheet.cell(place, 11, "工具间杂乱")
    book.save(path)
    assert taken(workspace, worker, path).preview.added == 1
    (found,) = row(workspace, "WC08", "WC-002").findings
    assert (found.text, found.count) == ("工具间杂乱", 2)


def test_what_our_sheet_prints_is_never_said_by_a_person(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path
) -> None:
    visits.reopen(workspace, visit_at(workspace, "WC-002"), "补填")
    path = tmp_path / "a.xlsx"
    documents.export_sheet(workspace, visit_at(workspace, "WC-002"), path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    place = next(number for number in range(6, 20) if sheet.cell(number, 14).value == "未答")
    assert str(sheet.cell(place, 3).value).startswith("WC08 ")
    sheet.cell(place, 8, 1)
    book.save(path)
    assert taken(workspace, worker, path).preview.understood < sheet.max_row
    found = row(workspace, "WC08", "WC-002").findings
    assert [(each.text, each.note, each.lost) for each in found] == [("", "", 100)]


def test_an_empty_sheet_is_filled_in_by_hand_and_begins_the_visit(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    documents.export_site_sheet(workspace, "ZG-003", path)
    assert taken(workspace, worker, path).preview.understood == 0
    with pytest.raises(Refusal):
        visit_at(workspace, "ZG-003")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert not any(sheet.cell(number, 14).value for number in range(6, 18))
    place = next(n for n in range(6, 20) if str(sheet.cell(n, 3).value).startswith("ZG03 "))
    sheet.cell(place, 7, 2)
    sheet.cell(place, 11, "暴露垃圾")
    book.save(path)
    report = taken(workspace, worker, path)
    assert (report.preview.added, report.preview.remarks) == (1, ())
    assert [each.text for each in row(workspace, "ZG03").findings] == ["暴露垃圾"]
    printed = tmp_path / "a.pdf"
    documents.export_site_sheet(workspace, "WC-001", printed)
    assert printed.read_bytes().startswith(b"%PDF")


def test_a_look_counts_the_photos_that_would_be_attached(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path
) -> None:
    rows = [
        ["环境", "路面人行道干净无垃圾", 10, None, 1, "①垃圾②烟头", None],
        [None, "果皮箱完好不满溢", 5, None, None, "桶破损", None],
    ]
    path = filled(tmp_path / "a.xlsx", rows, photos=("F4", "F4", "F5"))
    before = list(info.dump(workspace))
    look = taken(workspace, worker, path, dry_run=True)
    assert list(info.dump(workspace)) == before
    done = taken(workspace, worker, path)
    assert (look.photos, look.preview.added) == (done.photos, done.preview.added) == (3, 3)
    assert taken(workspace, worker, path, dry_run=True).photos == 0


def test_a_part_of_what_is_lost_whole_is_doubted(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    rows = [["设施", "公厕或指引牌在500米内", 3, None, 1.5, "没有指引牌"]]
    preview = taken(workspace, worker, filled(tmp_path / "a.xlsx", rows)).preview
    (said,) = preview.remarks
    assert (said.column, said.remark.fatal) == ("E", False)
    assert "一处即不得分" in said.remark.zh
    assert row(workspace, "ZG10").lost == 150


def test_points_of_the_sheet_go_before_those_of_the_rule(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path
) -> None:
    rows = [
        ["环境", "路面人行道干净无垃圾", 10, 1, 3, "垃圾成片"],
        [None, "果皮箱完好不满溢", 5, None, 99, "破损"],
    ]
    preview = taken(workspace, worker, filled(tmp_path / "a.xlsx", rows)).preview
    assert row(workspace, "ZG03").lost == 300
    assert row(workspace, "ZG04").lost == 500
    assert [each.remark.zh for each in preview.remarks] == ["扣分 99 超过本条最多可扣的 5，按上限计"]


@pytest.mark.parametrize(
    "case",
    [
        (["环境", "路面人行道干净无垃圾", 10, "几处", None, "垃圾"], "D", "整数"),
        (["环境", "路面人行道干净无垃圾", 10, None, "一点", "垃圾"], "E", "不是数"),
        (["环境", "公共厕所男厕", 10, None, 1, "垃圾"], "B", "没有"),
        (["环境", "路面人行道干净无垃圾", 10, "=1+1", None, "垃圾"], "D", "公式"),
        (["环境", "路面人行道干净无垃圾", 10, None, None, "长" * 3000], "F", "超过 2000 字"),
        (["环境", "路面人行道干净无垃圾", 10, None, None, None, None, "√"], "H", "不允许填不适用"),
    ],
)
def test_a_row_that_is_not_understood_says_why(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path, case: tuple[Sequence[object], str, str]
) -> None:
    values, column, reason = case
    preview = taken(workspace, worker, filled(tmp_path / "a.xlsx", [values]), dry_run=True).preview
    (told,) = preview.remarks
    assert (told.sheet, told.row, told.column) == ("检查表", 4, column)
    assert reason in told.remark.zh
    assert told.remark.hint_zh
    assert preview.added == 0


@pytest.mark.parametrize("site", ["", "没有的点位"])
def test_a_sheet_without_a_known_site_is_told(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path, site: str
) -> None:
    path = filled(tmp_path / "a.xlsx", [["环境", "路面人行道干净无垃圾", 10, None, 1, "垃圾"]], site=site)
    (told,) = taken(workspace, worker, path, dry_run=True).preview.remarks
    assert "点位" in told.remark.zh
    report = import_findings(workspace, worker, path, site="ZG-003", dry_run=True)
    assert report.preview.added == 1


@pytest.mark.parametrize("heading", ["扣分情况", "扣分说明", "扣分", "扣分(分)"])
def test_a_deduction_is_read_whatever_the_office_calls_its_column(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path, heading: str
) -> None:
    rows = [
        ["路面人行道干净无垃圾", 10, 2, "树池内有烟头"],
        ["果皮箱完好不满溢", 5, "扣3分", "箱体破损"],
        ["缆线整齐无飞线", 4, "0.5", "缆线垂落"],
        ["无占道经营、店外经营", 10, -1, "店外摆摊"],
    ]
    path = filled(tmp_path / "a.xlsx", rows, head=("内容", "分值", heading, "问题描述"))
    preview = taken(workspace, worker, path).preview
    assert (preview.added, preview.remarks) == (4, ())
    found = [row(workspace, code) for code in ("ZG03", "ZG04", "ZG12", "ZG05")]
    assert [each.lost for each in found] == [200, 300, 50, 100]
    assert [each.findings[0].text for each in found] == ["树池内有烟头", "箱体破损", "缆线垂落", "店外摆摊"]
    again = taken(workspace, worker, path).preview
    assert (again.added, again.same, again.remarks) == (0, 4, ())


def test_one_column_tells_deductions_and_problems(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    rows = [
        ["路面人行道干净无垃圾", 2],
        ["果皮箱完好不满溢", "箱体破损1处，扣1.5分"],
        ["缆线整齐无飞线", "无"],
        ["无占道经营、店外经营", "3至5分"],
        ["车辆停放有序", "/"],
    ]
    path = filled(tmp_path / "a.xlsx", rows, head=("内容", "扣分情况"))
    preview = taken(workspace, worker, path).preview
    assert [row(workspace, code).lost for code in ("ZG03", "ZG04", "ZG12", "ZG05")] == [200, 150, 0, 0]
    (told,) = preview.remarks
    assert (told.row, told.column, told.heading, told.remark.fatal) == (7, "B", "扣分情况", True)
    assert "“3至5分”不是数" in told.remark.zh


def test_nothing_described_vanishes_in_a_second_column(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path
) -> None:
    rows = [
        ["路面人行道干净无垃圾", 1, "烟头", "绿化带内垃圾", None],
        ["果皮箱完好不满溢", None, None, None, "箱体破损"],
        ["缆线整齐无飞线", 0.5, "缆线垂落", "缆线垂落", "东侧"],
    ]
    path = filled(tmp_path / "a.xlsx", rows, head=("内容", "扣分", "问题描述", "扣分原因", "现场情况"))
    preview = taken(workspace, worker, path).preview
    assert [each.text for each in row(workspace, "ZG03").findings] == ["烟头", "绿化带内垃圾"]
    assert [each.text for each in row(workspace, "ZG12").findings] == ["缆线垂落"]
    told = [(each.row, each.column, each.heading, each.remark.fatal) for each in preview.remarks]
    assert told == [(5, "E", "现场情况", True), (6, "E", "现场情况", False)]
    assert row(workspace, "ZG12").lost == 50


def test_words_below_no_heading_are_named(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    rows = [["路面人行道干净无垃圾", 1, "烟头", "西区城市管理局"], ["果皮箱完好不满溢", None, "破损", None]]
    preview = taken(workspace, worker, filled(tmp_path / "a.xlsx", rows, head=("内容", "扣分", "", "责任单位"))).preview
    told = [(each.row, each.column, each.remark.fatal) for each in preview.remarks]
    assert told == [(4, "C", False), (5, "C", True)]
    assert "“C列”不是认识的栏目" in preview.remarks[0].remark.zh


def test_two_deductions_and_a_bare_number_are_told(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    rows = [
        ["路面人行道干净无垃圾", 1, "扣2分", "烟头"],
        ["果皮箱完好不满溢", 1, "扣1分", "破损"],
        ["缆线整齐无飞线", None, None, 2],
    ]
    head = ("内容", "扣分", "扣分情况", "问题描述")
    preview = taken(workspace, worker, filled(tmp_path / "a.xlsx", rows, head=head)).preview
    assert [row(workspace, code).lost for code in ("ZG03", "ZG04")] == [100, 100]
    told = [(each.row, each.column, each.remark.fatal) for each in preview.remarks]
    assert told == [(4, "C", False), (6, "D", True)]


def test_a_deduction_above_the_cap_is_told_once_and_not_against_itself(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path
) -> None:
    path = filled(tmp_path / "a.xlsx", [["环境", "果皮箱完好不满溢", 5, None, 99, "破损"]])
    for _ in range(2):
        preview = taken(workspace, worker, path).preview
        assert [each.remark.zh for each in preview.remarks] == ["扣分 99 超过本条最多可扣的 5，按上限计"]


def test_an_unknown_site_of_the_command_is_refused(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", [["环境", "果皮箱完好不满溢", 5, None, 1, "破损"]])
    with pytest.raises(Refusal, match="M21"):
        import_findings(workspace, worker, path, site="NOPE")


def test_a_value_that_cannot_be_measured_is_told(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", [["果皮箱完好不满溢", 80, ""]], head=("内容", "实测值", "问题描述"))
    (told,) = taken(workspace, worker, path).preview.remarks
    assert (told.row, told.column, told.remark.zh[:7]) == (4, "B", "实测值“80”")


def test_a_heading_over_two_columns_is_read_in_both(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    rows = [
        ["路面人行道干净无垃圾", 2, "①烟头2处扣1分②积水"],
        ["果皮箱完好不满溢", None, "①破损扣1分②满溢扣0.5分"],
        ["缆线整齐无飞线", None, "①缆线垂落扣1分②乱拉"],
        [None, None, "还有飞线"],
    ]
    path = filled(tmp_path / "a.xlsx", rows, head=("内容", "扣分情况", ""))
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("B3:C3")
    book.save(path)
    preview = taken(workspace, worker, path).preview
    assert [row(workspace, code).lost for code in ("ZG03", "ZG04", "ZG12")] == [200, 150, 100]
    (told,) = preview.remarks
    assert (told.row, told.column, told.remark.zh) == (7, "A", "没有写是哪一条")
