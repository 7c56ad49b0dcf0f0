"""Heads as offices build them: of several rows, with words that nobody knows, several on one sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.domain.rule_text import rule_words
from chuangjian_desktop.inputs.checklists.understanding import understood
from tests.helpers.checklists import HEAD, KNOWN, laid, lines, write_book


def said(path: Path) -> list[tuple[str, str, int, str]]:
    found: list[tuple[str, str, int, str]] = []
    for line in lines(path):
        assert line.item is not None, line.remarks
        item = line.item
        found.append((item.section, item.title, item.points, rule_words(item.rule, "zh", item.points)))
    return found


@pytest.mark.parametrize(
    ("points", "rule"),
    [
        ("分值", "办法"),
        ("权重", "计分方式"),
        ("权重(%)", "得分标准"),
        ("占分", "测评方法及计分办法"),
        ("满分值", "怎么扣分"),
    ],
)
def test_words_for_points_and_rules(tmp_path: Path, points: str, rule: str) -> None:
    rows = [["一级指标", "内容", points, rule], ["环境", "地面整洁", 50, "每处扣0.5分，扣完为止"]]
    book = write_book(tmp_path / "a.xlsx", rows)
    assert said(book) == [("环境", "地面整洁", 5000, "每处扣0.5分，扣完为止")]
    assert laid(book).tables[0].notes == ()


@pytest.mark.parametrize("merged", [["A1:A2", "B1:B2", "C1:D1"], ["C1:D1"], []])
def test_a_head_of_two_rows_however_it_is_merged(tmp_path: Path, merged: list[str]) -> None:
    rows = [
        ["一级指标", "内容", "评分", None],
        [None, None, "分值", "办法"],
        ["环境", "地面整洁", 50, "每处扣0.5分"],
    ]
    book = laid(write_book(tmp_path / "a.xlsx", rows, merged, title="医院"))
    (table,) = book.tables
    assert (table.head.title, table.skipped, table.notes) == ("医院", (), ())
    assert [line.text("rule") for line in table.lines] == ["每处扣0.5分"]
    assert table.heads["points"] == "分值"


def test_a_title_of_two_cells_is_no_upper_row_of_the_head(tmp_path: Path) -> None:
    rows = [
        ["医院测评标准", None, None, "2026年"],
        ["序号", "内容", "分值", "评分细则"],
        [1, "地面整洁", 5, "每处扣1分"],
    ]
    (table,) = laid(write_book(tmp_path / "a.xlsx", rows, ["A1:C1"])).tables
    assert (table.head.title, len(table.lines)) == ("医院测评标准", 1)


def test_names_over_parts_without_any_other_merging(tmp_path: Path) -> None:
    rows = [
        ["序号", "测评项目", "测评内容与标准", None, "分值（分）", "评分细则"],
        [None, None, "测评内容", "测评标准", None, None],
        [1, "市容环境", "路面硬化", "路面平整，无积水", 12, "每处扣2分"],
    ]
    (line,) = lines(write_book(tmp_path / "a.xlsx", rows, ["C1:D1"]))
    assert line.item is not None
    assert (line.item.title, line.item.requirement, line.item.points) == ("路面硬化", "路面平整，无积水", 1200)


def test_parts_that_nobody_knows_are_told_by_what_is_in_them(tmp_path: Path) -> None:
    rows = [
        ["考评内容", "考核要求", "分数（满分100）", None, "责任"],
        [None, None, "几成", "扣减", None],
        ["内部", "地面干净", 60, "每处扣2分", "城管"],
        ["外部", "外墙干净", 40, "每处扣1分", "城管"],
    ]
    (table,) = laid(write_book(tmp_path / "a.xlsx", rows, ["C1:D1"])).tables
    assert [(line.row, line.text("rule"), line.text("points")) for line in table.lines] == [
        (3, "每处扣2分", "60"), (4, "每处扣1分", "40"),
    ]  # fmt: skip
    assert [note.heading for note in table.notes] == ["扣减"]
    assert table.lost == ()


def test_a_second_level_of_sections(tmp_path: Path) -> None:
    rows = [
        ["医院测评标准"],
        ["一级指标", "二级指标", "三级指标", None, "评分", None],
        [None, None, "内容", "责任部门", "分值", "办法"],
        ["环境（50分）", "院内环境（30分）", "地面整洁", "卫健委", 15, "每处扣0.5分"],
        [None, None, "标识清楚", "卫健委", 15, "每处扣1分"],
        [None, "秩序（20分）", "排队有序", "卫健委", 20, "一次扣2分"],
    ]
    merged = ["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "A4:A6", "B4:B5"]
    assert said(write_book(tmp_path / "a.xlsx", rows, merged)) == [
        ("环境 / 院内环境", "地面整洁", 1500, "每处扣0.5分，扣完为止"),
        ("环境 / 院内环境", "标识清楚", 1500, "每处扣1分，扣完为止"),
        ("环境 / 秩序", "排队有序", 2000, "每处扣2分，扣完为止"),
    ]


def test_a_filled_column_that_is_not_read_is_named(tmp_path: Path) -> None:
    rows = [
        [*HEAD, "适用范围", None, "备注", "附加说明"],
        [1, "环境", "地面整洁", 5, "每处扣1分", "城管局", "全市", None, "见附件", None],
        [2, "环境", "墙面整洁", 5, "每处扣1分", "城管局", "老城", "三月起", None, None],
    ]
    (table,) = laid(write_book(tmp_path / "a.xlsx", rows)).tables
    assert [(note.row, note.column, note.heading) for note in table.notes] == [
        (2, "G", "适用范围"), (3, "H", ""), (2, "I", "备注"),
    ]  # fmt: skip
    assert [note.remark.zh for note in table.notes][:2] == [
        "G栏“适用范围”不认识，其中 2 格没有读", "H栏没有栏目名，不认识，其中 1 格没有读",
    ]  # fmt: skip
    assert table.notes[2].remark.zh == "I栏“备注”不属于测评表，其中 1 格没有读"
    assert table.lost == ("G 适用范围", "H")


def test_a_column_without_a_known_name_is_told_by_what_is_in_it(tmp_path: Path) -> None:
    rows = [
        ["项目", "内容", "数目", "如何处理"],
        ["环境", "地面整洁", 60, "每处扣1分，扣完为止"],
        ["环境", "墙面整洁", 40, "发现一处扣2分"],
    ]
    book = write_book(tmp_path / "a.xlsx", rows)
    assert [(points, rule) for _, _, points, rule in said(book)] == [
        (6000, "每处扣1分，扣完为止"), (4000, "每处扣2分，扣完为止"),
    ]  # fmt: skip
    (table,) = laid(book).tables
    assert [(note.column, note.remark.zh) for note in table.notes] == [
        ("C", "C栏“数目”按“分值”读"), ("D", "D栏“如何处理”按“评分规则”读"),
    ]  # fmt: skip
    assert table.lost == ()


def test_two_tables_on_a_sheet(tmp_path: Path) -> None:
    head = ["序号", "测评内容", "分值", "评分标准"]
    rows = [
        ["2026年测评手册"],
        ["一、公园测评表"],
        head,
        [1, "绿地干净", 50, "每处扣1分"],
        ["合计", None, 50],
        [],
        ["二、广场测评表"],
        head,
        [1, "地面整洁", 60, "每处扣1分"],
        [2, "公益广告不少于10处", 40, "每少1处扣2分"],
        ["合计", None, 100],
    ]
    tables = laid(write_book(tmp_path / "a.xlsx", rows)).tables
    assert [(table.head.title, [line.row for line in table.lines]) for table in tables] == [
        ("一、公园测评表", [4]), ("二、广场测评表", [9, 10]),
    ]  # fmt: skip
    assert [[each.row for each in table.skipped] for table in tables] == [[5], [11]]


def test_a_head_repeated_below_a_section_is_the_same_table(tmp_path: Path) -> None:
    rows = [
        ["农贸市场测评表"],
        HEAD[:1] + HEAD[2:5],
        ["一、环境卫生"],
        [1, "地面干净", 50, "每处扣1分"],
        ["小计", None, 50],
        ["二、经营秩序"],
        HEAD[:1] + HEAD[2:5],
        [2, "划行归市", 50, "每处扣1分"],
        ["合计", None, 100],
    ]
    (table,) = laid(write_book(tmp_path / "a.xlsx", rows)).tables
    read = understood(table, KNOWN)
    assert [line.item.section for line in read if line.item] == ["一、环境卫生", "二、经营秩序"]
    assert [(each.row, each.zh) for each in table.skipped] == [
        (3, "部分标题"), (5, "小计或合计"), (6, "部分标题"), (7, "重复的表头"), (9, "小计或合计"),
    ]  # fmt: skip


@pytest.mark.parametrize("again", ["岗亭评分表（续）", "岗亭评分表", "续表1"])
def test_a_table_that_goes_on_below_its_title_is_one(tmp_path: Path, again: str) -> None:
    head = ["序号", "内容", "分值", "评分标准"]
    rows = [["岗亭评分表"], head, [1, "地面干净", 50, "每处扣1分"], [again], head, [2, "门窗完好", 50, "每处扣2分"]]
    (table,) = laid(write_book(tmp_path / "a.xlsx", rows, ["A1:D1", "A4:D4"])).tables
    assert [(item.row, item.text("section")) for item in table.lines] == [(3, ""), (6, "")]
    assert [(each.row, each.zh) for each in table.skipped] == [(4, "续表的标题"), (5, "重复的表头")]


def test_a_table_of_another_name_is_another_one(tmp_path: Path) -> None:
    head = ["序号", "内容", "分值", "评分标准"]
    rows = [["手续办理点测评表"], head, [1, "地面干净", 100, "每处扣1分"]]
    more = [["出站口评分表"], head, [1, "门窗完好", 100, "每处扣2分"]]
    tables = laid(write_book(tmp_path / "a.xlsx", [*rows, *more], ["A1:D1", "A4:D4"])).tables
    assert [table.head.title for table in tables] == ["手续办理点测评表", "出站口评分表"]


@pytest.mark.parametrize(
    ("head", "row", "found"),
    [
        (["指标", "测评内容", "测评标准"], ["阵地", "活动记录", "每月有活动"], ("阵地", "活动记录", "每月有活动")),
        (["指标", "测评内容"], ["活动记录", "每月有活动"], ("", "活动记录", "每月有活动")),
        (
            ["项目", "指标", "测评内容", "测评标准"],
            ["环境", "道路", "路面", "平整"],
            ("环境 / 道路", "路面", "平整"),
        ),
    ],
)
def test_two_columns_of_names(tmp_path: Path, head: list[str], row: list[str], found: tuple[str, str, str]) -> None:
    book = write_book(tmp_path / "a.xlsx", [[*head, "分值", "评分标准"], [*row, 5, "每处扣1分"]])
    (line,) = lines(book)
    assert line.item is not None
    assert (line.item.section, line.item.title, line.item.requirement) == found
    assert laid(book).tables[0].lost == ()


def test_a_name_that_rows_share_stays_above_them(tmp_path: Path) -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "分值", "评分细则"],
        ["市容", "道路", "硬化率100%", 30, "每处扣3分"],
        [None, None, "无破损", 20, "每处扣2分"],
        [None, "垃圾", "日产日清", 30, "每处扣5分"],
    ]
    assert [each[:2] for each in said(write_book(tmp_path / "a.xlsx", rows, ["A2:A4", "B2:B3"]))] == [
        ("市容 / 道路", "硬化率100%"), ("市容 / 道路", "无破损"), ("市容", "垃圾"),
    ]  # fmt: skip


def test_numbered_rows_that_only_name_a_section(tmp_path: Path) -> None:
    rows = [
        ["序号", "标准内容", "规定分值", "评分细则"],
        [1, "管理服务（30分）", None, None],
        ["1.1", "收费公示", 30, "每处扣1分"],
        ["二", "环境", 70, None],
        ["1", "绿地完好", 35, "每处扣1分"],
        ["2", "楼道整洁", 35, None],
    ]
    book = write_book(tmp_path / "a.xlsx", rows)
    assert [each[:3] for each in said(book)] == [
        ("管理服务", "收费公示", 3000), ("环境", "绿地完好", 3500), ("环境", "楼道整洁", 3500),
    ]  # fmt: skip
    assert [each.row for each in laid(book).tables[0].skipped] == [2, 4]


def test_items_in_chinese_numbers_are_no_sections(tmp_path: Path) -> None:
    rows = [["序号", "内容", "分值"], ["一", "绿地完好", 50], ["二", "楼道整洁", 50], ["合计", None, 100]]
    assert [each[1] for each in said(write_book(tmp_path / "a.xlsx", rows))] == ["绿地完好", "楼道整洁"]
