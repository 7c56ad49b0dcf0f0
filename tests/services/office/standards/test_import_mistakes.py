"""Typical mistakes in a sheet of items: each is told with sheet, row, column, reason and what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from chuangjian_desktop.inputs.checklists.layout import laid_out
from chuangjian_desktop.services.office.standards import importing
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.checklists import grid_in
from tests.helpers.city import city

HEAD = [
    "条目编号", "项目", "内容", "分值", "评分规则", "可不适用", "整改时限", "必拍照片", "最多照片", "创建节点",
    "常用表述", "一票否决", "严重程度", "测评标准",
]  # fmt: skip
GOOD = [
    "QA01",
    "环境",
    "地面干净",
    5,
    "每处扣0.5分",
    "是",
    "3日",
    1,
    6,
    "W-公共环境",
    "暴露垃圾〔06010〕",
    "",
    "一般",
    "无垃圾",
]
OTHER = ["QA02", "环境", "墙面干净", 5, "每处扣0.5分", "是", "3日", 1, 6, "W-公共环境", "", "", "一般", "无小广告"]
SHEET = "评分细则"


def cell(column: str, value: object) -> Callable[[Worksheet], None]:
    """Another value in the second row of items."""

    def spoil(sheet: Worksheet) -> None:
        sheet[f"{column}4"] = value

    return spoil


def merged_points(sheet: Worksheet) -> None:
    sheet["D4"] = None
    sheet.merge_cells("D3:D4")


def removed_content(sheet: Worksheet) -> None:
    for column in "CEN":
        sheet[f"{column}4"] = None


def date_of_points(sheet: Worksheet) -> None:
    sheet["D4"] = dt.date(2026, 1, 2)


def error_value(sheet: Worksheet) -> None:
    sheet["D4"] = "#REF!"
    sheet["D4"].data_type = "e"


def twin_column(sheet: Worksheet) -> None:
    sheet["O2"] = "分值（分）"


def wrong_total(sheet: Worksheet) -> None:
    sheet["B5"] = "小计"
    sheet["D5"] = 12


def same_again(sheet: Worksheet) -> None:
    for column in "BCN":
        sheet[f"{column}4"] = sheet[f"{column}3"].value
    sheet["A4"] = None


MISTAKES: dict[str, tuple[Callable[[Worksheet], None], int, str, str]] = {
    "points missing": (cell("D", None), 4, "D", "没有分值"),
    "points are words": (cell("D", "若干"), 4, "D", "不是数"),
    "points are zero": (cell("D", 0), 4, "D", "超出范围"),
    "points are negative": (cell("D", "-5"), 4, "D", "超出范围"),
    "points beyond all numbers": (cell("D", "1e308"), 4, "D", "超出范围"),
    "points are a range": (cell("D", "3-5分"), 4, "D", "区间"),
    "points too fine": (cell("D", 0.125), 4, "D", "小数超过两位"),
    "points merged over rows": (merged_points, 4, "D", "合并"),
    "points became a date": (date_of_points, 4, "D", "日期"),
    "points are a formula without result": (cell("D", "=SUM(D3:D3)"), 4, "D", "公式"),
    "points are an error": (error_value, 4, "D", "错误值"),
    "rule is not understood": (cell("E", "看情况"), 4, "E", "看不懂"),
    "rule takes more than there is": (cell("E", "每处扣8分"), 4, "E", "不超过上限"),
    "cap above the points": (cell("E", "每处扣1分，最多扣9分"), 4, "E", "上限不超过本条分值"),
    "rule with two deductions": (cell("E", "垃圾每处扣1分；烟头每处扣0.5分"), 4, "E", "几种扣分"),
    "rule at discretion": (cell("E", "酌情扣分"), 4, "E", "没有数"),
    "rule with a range": (cell("E", "扣1～3分"), 4, "E", "区间"),
    "shortage without a number": (cell("E", "少一处扣1分"), 4, "E", "没有写要求几处"),
    "deduction without each": (cell("E", "不达标扣2分"), 4, "E", "没有写每处"),
    "ratio without a number": (cell("E", "按比例得分"), 4, "E", "没有写总数"),
    "grades incomplete": (cell("E", "A＞85%，B＞80%"), 4, "E", "等级不全"),
    "more that earns less": (cell("E", "≥50%得5分，≥80%得2分"), 4, "E", "须由高到低"),
    "parameter that is not there": (cell("E", "要求{广告数}处，每少1处扣1分"), 4, "E", "参数“广告数”不存在"),
    "no rule at all": (cell("E", None), 4, "E", "没有写怎么扣分"),
    "code used twice": (cell("A", "QA01"), 4, "A", "重复"),
    "code of another checklist": (cell("A", "NM01"), 4, "A", "已用于测评表“农贸市场”"),
    "code malformed": (cell("A", "第一条"), 4, "A", "写法不对"),
    "content missing": (removed_content, 4, "C", "没有测评内容"),
    "the same content again": (same_again, 4, "C", "完全相同"),
    "text too long": (cell("N", "长" * 6000), 4, "N", "超过 5000 字"),
    "character that cannot be kept": (cell("C", "坏_xFFFE_字"), 4, "C", "U+FFFE"),
    "yes or no": (cell("F", "也许"), 4, "F", "应填是或否"),
    "deadline unknown": (cell("G", "尽快"), 4, "G", "整改时限“尽快”不认识"),
    "photos no number": (cell("H", "几张"), 4, "H", "不是张数"),
    "photos at most below required": (cell("H", 9), 4, "I", "少于必拍"),
    "node unknown": (cell("J", "W-不存在"), 4, "J", "不认识"),
    "problem code unknown": (cell("K", "乱堆〔99999〕"), 4, "K", "不在编码表中"),
    "veto unknown": (cell("L", "可能"), 4, "L", "一票否决“可能”不认识"),
    "severity unknown": (cell("M", "特别"), 4, "M", "严重程度“特别”不认识"),
    "two columns of points": (twin_column, 2, "O", "同类"),
    "sub-total that does not add up": (wrong_total, 5, "D", "各条相加是 10"),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Generator[Workspace]:
    with city(tmp_path_factory.mktemp("city")) as opened:
        yield opened


def test_there_are_enough() -> None:
    assert len(MISTAKES) >= 30


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told(workspace: Workspace, tmp_path: Path, mistake: str) -> None:
    spoil, row, column, reason = MISTAKES[mistake]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for values in (["地铁站评分细则"], HEAD, GOOD, OTHER):
        sheet.append(values)
    spoil(sheet)
    path = tmp_path / "a.xlsx"
    book.save(path)
    preview = importing.understand(workspace, laid_out(grid_in(path)))
    *before, told = importing.remarks_of(preview)
    assert [each.row for each in before] == ([3] if spoil is merged_points else [])
    assert (told.sheet, told.row, told.column) == (SHEET, row, column)
    assert reason in told.remark.zh
    assert told.heading
    assert told.remark.en
    assert told.remark.hint_zh
    assert told.remark.hint_en
    (plan,) = preview.plans
    fatal = [line.verdict for line in plan.lines].count("unknown")
    assert fatal == (len(before) + 1 if told.remark.fatal else 0)


def test_without_a_mistake_nothing_is_told(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for values in (["地铁站评分细则"], HEAD, GOOD, OTHER):
        book.worksheets[0].append(values)
    book.save(path)
    preview = importing.understand(workspace, laid_out(grid_in(path)))
    assert list(importing.remarks_of(preview)) == []
    assert (preview.plans[0].target.code, preview.plans[0].target.title) == ("DT", "地铁站")
