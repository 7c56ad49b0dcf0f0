"""The forms that offices use: where the table begins, which column is what, what is merged, what is no item."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.rule_text import rule_words
from chuangjian_desktop.inputs.checklists.reading import read_pasted, read_workbook
from chuangjian_desktop.inputs.checklists.understanding import understood
from chuangjian_desktop.inputs.checklists.values import ReadLine
from tests.helpers.checklists import HEAD, KNOWN, laid, lines, write_book

FORMS: dict[str, tuple[list[object], list[object], tuple[str, str, str]]] = {
    "secret visit": (
        ["项目", "内容", "分值", "得分", "扣分说明"],
        ["市容环境", "门前三包落实（3分）", 3, None, None],
        ("门前三包落实（3分）", "3", "符合或不符合"),
    ),
    "system": (
        ["测评项目", "测评内容", "测评标准"],
        ["公共环境", "主次干道", "路面无垃圾，每处扣0.5分（5分）"],
        ("主次干道", "5", "每处扣0.5分，扣完为止"),
    ),
    "compound": (
        ["序号", "标准内容", "规定分值", "评分细则"],
        [1, "楼道无堆物", "１０分", "发现一处扣1分"],
        ("楼道无堆物", "10", "每处扣1分，扣完为止"),
    ),
    "water": (
        ["序号", "项目", "考核内容", "考核评分标准", "标准分", "责任单位", "配合单位"],
        [1, "节水管理", "计划用水", "制度健全得满分；未制定不得分", 6, "水务局", "住建局"],
        ("计划用水", "6", "一处即不得分"),
    ),
    "community": (
        ["项目", "内容", "考评标准", "分值", "考评方式", "自评分", "得分"],
        ["志愿服务", "有站点", "未设置扣2分/处", 4, "实地查看", None, None],
        ("有站点", "4", "每处扣2分，扣完为止"),
    ),
    "deductions": (
        ["序号", "扣分标准", "分值", "考评方式"],
        [1, "乱停乱放每处扣0.3分", 3, "现场"],
        ("乱停乱放每处扣0.3分", "3", "每处扣0.3分，扣完为止"),
    ),
    "field": (
        ["基本指标", "测评内容", "测评标准及方法", "考察记录", "考察结果"],
        ["环境", "道路平整", "抽查5条道路，5条符合为A，4条符合为B，其余为C", None, None],
        ("道路平整", "1", "抽查5处：A符合5处，B符合4处，其余C"),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_known(tmp_path: Path, form: str) -> None:
    head, row, (title, points, rule) = FORMS[form]
    (line,) = lines(write_book(tmp_path / "a.xlsx", [["2026年考评表"], head, row], merged=["A1:C1"]))
    assert line.item is not None
    assert line.item.title == title
    assert f"{line.item.points / 100:g}" == points
    assert rule_words(line.item.rule, "zh", line.item.points) == rule


def test_a_sheet_as_it_is_found(tmp_path: Path) -> None:
    rows = [
        ["2026年农贸市场暗访评价表"],
        ["填报单位：创建办"],
        ["序号", "项目", "内容", "分值（分）", "评分细则", "责任单位"],
        [1, "一、环境卫生（20分）", "地面干净", "5分", "每处扣0.5分", "市场方、环卫处"],
        [2, None, "垃圾桶加盖", "８", "发现一处扣1分", "环卫处"],
        [None, "小计", None, 13],
        ["序号", "项目", "内容", "分值（分）", "评分细则", "责任单位"],
        [None, "二、经营秩序"],
        [3, None, "划行归市", 5, "扣1分/处", "市监局"],
        [None, "合计", None, 18],
        ["注：本表由创建办负责解释"],
    ]
    book = laid(write_book(tmp_path / "a.xlsx", rows, merged=["A1:F1", "B4:B5"]))
    (table,) = book.tables
    read = understood(table, KNOWN)
    assert [line.verdict for line in read] == ["understood"] * 3
    assert [line.item.section for line in read if line.item] == ["一、环境卫生", "一、环境卫生", "二、经营秩序"]
    assert read[0].item is not None
    assert read[0].item.departments == ("市场方", "环卫处")
    assert table.head.title == "2026年农贸市场暗访评价表"
    assert [(each.row, each.zh) for each in table.skipped] == [
        (6, "小计或合计"), (7, "重复的表头"), (8, "部分标题"), (10, "小计或合计"), (11, "注释"),
    ]  # fmt: skip
    assert (table.letters["points"], table.heads["points"]) == ("D", "分值（分）")


def test_a_head_of_two_rows(tmp_path: Path) -> None:
    rows = [
        ["项目", "测评", None, "分值"],
        [None, "内容", "评分细则", None],
        ["环境", "路面干净", "每处扣1分", 5],
    ]
    (line,) = lines(write_book(tmp_path / "a.xlsx", rows, merged=["A1:A2", "B1:C1", "D1:D2"]))
    assert line.item is not None
    assert (line.item.title, line.item.points) == ("路面干净", 500)


def test_content_over_several_requirements(tmp_path: Path) -> None:
    rows = [
        ["项目", "内容", "标准", "分值"],
        ["环境", "道路", "路面平整，坑洼每处扣1分", 5],
        [None, None, "人行道砖完好，破损每处扣0.5分", 5],
    ]
    first, second = lines(write_book(tmp_path / "a.xlsx", rows, merged=["A2:A3", "B2:B3"]))
    assert first.item is not None
    assert second.item is not None
    assert (first.item.title, second.item.title) == ("路面平整", "人行道砖完好")
    assert (first.item.section, second.item.section) == ("环境 / 道路", "环境 / 道路")


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("1.院内整洁；\n2.标识清楚", "院内整洁"),
        (
            "主次干道、商业大街、背街小巷和居民小区内无暴露垃圾，无卫生死角，垃圾日产日清，容器密闭完好整洁",
            "主次干道、商业大街、背街小巷和居民小区内无暴露垃圾",
        ),
    ],
)
def test_nothing_of_a_long_content_is_lost(tmp_path: Path, content: str, title: str) -> None:
    rows = [["内容", "标准", "分值", "评分细则"], [content, "现场查看三处", 5, "每处扣1分"]]
    (line,) = lines(write_book(tmp_path / "a.xlsx", rows))
    assert line.item is not None
    assert (line.item.title, line.item.requirement) == (title, f"{content}\n现场查看三处")


def test_a_column_names_the_types_of_sites(tmp_path: Path) -> None:
    rows = [
        ["点位类别", "内容", "分值", "评分细则"],
        ["公园广场", "座椅完好", 5, "每处扣1分"],
        [None, "草坪整洁", 5, "每处扣1分"],
        ["公厕", "无异味", 5, "不得分"],
    ]
    book = laid(write_book(tmp_path / "a.xlsx", rows, merged=["A2:A3"]))
    assert [(table.head.title, len(table.lines)) for table in book.tables] == [("公园广场", 2), ("公厕", 1)]


def test_cells_copied_out_of_a_table() -> None:
    text = '项目\t内容\t分值\t评分细则\n环境\t"地面干净，\n无积水"\t5\t每处扣1分\n\t垃圾桶加盖\t3\t发现一处扣1分\n'
    (table,) = read_pasted(text).tables
    read = understood(table, KNOWN)
    assert [said(line) for line in read] == [("环境", "地面干净，\n无积水", 500), ("环境", "垃圾桶加盖", 300)]


def said(line: ReadLine) -> tuple[str, str, int]:
    assert line.item is not None
    return line.item.section, line.item.requirement, line.item.points


@pytest.mark.parametrize("text", ["", "  \n\t\n", "只是一句话", "甲\t乙\n1\t2"])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_pasted(text)
    assert caught.value.code == "M20"


def test_a_workbook_without_such_a_table_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "点位表.xlsx", [["姓名", "电话"], ["王敏", "1380000"]])
    with pytest.raises(Refusal) as caught:
        read_workbook(path)
    assert caught.value.code == "M20"
    assert "表头" in str(caught.value.details["detail_zh"])
    assert caught.value.details["file"] == "点位表.xlsx"


def test_hidden_and_other_sheets_are_named(tmp_path: Path) -> None:
    import openpyxl

    path = write_book(tmp_path / "a.xlsx", [HEAD, [1, "环境", "干净", 5, "每处扣1分"]])
    book = openpyxl.load_workbook(path)
    book.create_sheet("封面")["A1"] = "评分手册"
    book.create_sheet("旧版").sheet_state = "hidden"
    book.save(path)
    found = laid(path)
    assert (found.left, found.grid.hidden) == (("封面",), ("旧版",))
