"""Scores and sites as offices write them on sheets that were filled in by hand: nothing that was lost vanishes."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

import openpyxl
import pytest

from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.services.fieldwork.findings_import import FindingsPreview, import_findings
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import city, visit_at

HEAD = ("内容", "分值", "得分", "扣分", "扣分说明")


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path / "city") as opened:
        yield opened


def book(path: Path, rows: Sequence[Sequence[object]], fact: str = "点位：ZG-003", title: str = "表") -> Path:
    made = openpyxl.Workbook()
    made.worksheets[0].title = title
    for values in (["评分表"], [fact], HEAD, *rows):
        made.worksheets[0].append(values)
    made.save(path)
    return path


def taken(workspace: Workspace, worker: PhotoWorker, path: Path) -> FindingsPreview:
    return import_findings(workspace, worker, path).preview


def test_a_score_alone_tells_what_was_lost(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    rows = [["路面人行道干净无垃圾", 10, 8.5], ["果皮箱完好不满溢", 5, 5], ["缆线整齐无飞线", 4, 0]]
    preview = taken(workspace, worker, book(tmp_path / "a.xlsx", rows))
    assert (preview.added, preview.answers, preview.remarks) == (2, 1, ())
    sheet = visits.sheet(workspace, visit_at(workspace, "ZG-003"))
    assert [sheet.row(code).earned for code in ("ZG03", "ZG04", "ZG12")] == [850, 500, 0]
    again = taken(workspace, worker, tmp_path / "a.xlsx")
    assert (again.added, again.same, again.answers) == (0, 2, 0)


def test_scores_that_cannot_be_are_told(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    rows = [
        ["路面人行道干净无垃圾", 10, 11],
        ["果皮箱完好不满溢", 5, 3, 1, "破损"],
        ["缆线整齐无飞线", 4, None, 0.125, "垂落"],
        ["车辆停放有序", 10, 12, None, "乱停"],
    ]
    preview = taken(workspace, worker, book(tmp_path / "a.xlsx", rows))
    told = [(each.row, each.column, each.remark.fatal) for each in preview.remarks]
    assert told == [(4, "C", True), (5, "D", False), (6, "D", True), (7, "C", True)]
    reasons = [each.remark.zh for each in preview.remarks]
    assert reasons[0] == "得分 11 超过本条分值 10"
    assert reasons[1] == "扣分 1 与得分 3 相加不等于分值，按扣分计"
    assert "多于两位小数" in reasons[2]
    assert visits.sheet(workspace, visit_at(workspace, "ZG-003")).row("ZG04").earned == 400


@pytest.mark.parametrize(
    ("fact", "title"),
    [
        ("点位：北环路（ZG-003）", "表"),
        ("点位：北环路 【ＺＧ－００３】", "表"),
        ("点位：ZG-003　北环路", "表"),
        ("", "北环路"),
        ("", "ZG-003"),
    ],
)
def test_a_site_is_named_as_people_do(
    workspace: Workspace, worker: PhotoWorker, tmp_path: Path, fact: str, title: str
) -> None:
    path = book(tmp_path / "a.xlsx", [["路面人行道干净无垃圾", 10, 9]], fact, title)
    preview = taken(workspace, worker, path)
    assert (preview.added, preview.remarks) == (1, ())
    assert visits.sheet(workspace, visit_at(workspace, "ZG-003")).row("ZG03").earned == 900


def test_a_sheet_that_names_no_site_is_told(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    (told,) = taken(workspace, worker, book(tmp_path / "a.xlsx", [["路面人行道干净无垃圾", 10, 9]], "")).remarks
    assert told.remark.zh == "没有写是哪个点位"


def test_conforming_or_not_is_ticked(workspace: Workspace, worker: PhotoWorker, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    rows = [
        ["点位：北环路"],
        ["测评内容", "符合", "不符合", "备注"],
        ["路面人行道干净无垃圾", "√", "", ""],
        ["果皮箱完好不满溢", "", "√", "桶盖缺失"],
        ["缆线整齐无飞线", "×", "", ""],
        ["车辆停放有序", "", "共享单车占道", ""],
        ["路灯齐全、亮灯达标", "√", "√", ""],
        ["无小广告、乱贴乱画", "", "/", ""],
    ]
    for values in rows:
        made.worksheets[0].append(values)
    made.save(tmp_path / "a.xlsx")
    preview = taken(workspace, worker, tmp_path / "a.xlsx")
    sheet = visits.sheet(workspace, visit_at(workspace, "ZG-003"))
    assert sheet.row("ZG03").state == "conforming"
    found = {code: [each.text or each.note for each in sheet.row(code).findings] for code in ("ZG04", "ZG12", "ZG06")}
    assert found == {"ZG04": ["桶盖缺失"], "ZG12": [""], "ZG06": ["共享单车占道"]}
    assert [sheet.row(code).state for code in ("ZG13", "ZG07")] == ["unanswered", "unanswered"]
    assert [(each.row, each.remark.zh) for each in preview.remarks] == [(7, "符合和不符合都打了勾")]
