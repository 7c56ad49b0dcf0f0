"""Packs load as clerks leave them; a broken one is refused with every fault by file, line and reason."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.standard import Pack
from chuangjian_desktop.inputs.pack_items import restore_zeros
from chuangjian_desktop.inputs.packs import PackErrors, load_all, load_pack

SHIPPED = Path(__file__).parents[2] / "resources" / "standards"


@pytest.fixture(scope="module")
def packs() -> tuple[Pack, ...]:
    return load_all(SHIPPED)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A copy of the shipped packs to spoil."""
    return shutil.copytree(SHIPPED, tmp_path / "standards")


# ---- as clerks leave files ---------------------------------------------------------------------------------------


def test_one_pack_loads_with_what_it_requires(packs: tuple[Pack, ...]) -> None:
    assert load_pack(SHIPPED / "toilets") == next(pack for pack in packs if pack.code == "toilets")


def test_tables_that_excel_saved_in_the_old_encoding_load(shelf: Path, packs: tuple[Pack, ...]) -> None:
    for table in shelf.glob("*/*.csv"):
        table.write_text(table.read_text("utf-8-sig"), "gb18030", newline="")
    assert load_all(shelf) == packs


def test_zeros_that_excel_took_away_come_back(shelf: Path, packs: tuple[Pack, ...]) -> None:
    for table in (shelf / "problems" / "problems.csv", *shelf.glob("*/phrases.csv")):
        text = table.read_text("utf-8-sig")
        table.write_text(text.replace(",0", ",").replace("、0", "、"), "utf-8")
    assert load_all(shelf) == packs


@pytest.mark.parametrize(
    ("typed", "code"),
    [("6010", "06010"), ("102", "0102"), ("0102", "0102"), ("10001", "10001"), ("L001", "L001"), ("06010", "06010")],
)
def test_codes_keep_their_length(typed: str, code: str) -> None:
    assert restore_zeros(typed) == code


def test_blank_rows_and_further_columns_are_left_out(shelf: Path, packs: tuple[Pack, ...]) -> None:
    table = shelf / "toilets" / "items.csv"
    head, *rows = table.read_text("utf-8-sig").splitlines()
    table.write_text("\n".join([head + ",备注", *[row + ",科室自用" for row in rows], ",,,", ""]), "utf-8")
    assert load_all(shelf) == packs


# ---- what is refused ---------------------------------------------------------------------------------------------


def cells_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def edit(path: Path, line: int, **cells: str) -> None:
    """Write cells into a line of a table, as a clerk would."""
    rows = cells_of(path)
    for header, text in cells.items():
        rows[line - 1][rows[0].index(header)] = text
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def refused(load: Callable[[], object]) -> PackErrors:
    with pytest.raises(PackErrors) as caught:
        load()
    errors = caught.value
    assert isinstance(errors, Refusal)
    assert errors.code == "M20"
    assert errors.details["count"] == len(errors.problems)
    assert all(problem.reason_zh and problem.reason_en for problem in errors.problems)
    return errors


@pytest.mark.parametrize(
    ("header", "text", "reason"),
    [
        ("标题", "", "“标题”未填"),
        ("测评要求", " ", "“测评要求”未填"),
        ("责任部门", "", "“责任部门”未填"),
        ("单位", "", "“单位”未填"),
        ("测评方法", "猜", "测评方法“猜”未知，应为：观察、查看、询问、计数、测量、拨打电话"),
        ("评分规则", "看着办", "评分规则“看着办”看不懂"),
        ("评分规则", "每处扣99分", "不超过本条分值"),
        ("可不适用", "也许", "可不适用“也许”未知"),
        ("一票否决", "全市", "一票否决“全市”未知，应为：否、条目、点位、创建"),
        ("整改时限", "尽快", "整改时限“尽快”未知，应为：立行立改、"),
        ("严重程度", "特大", "严重程度“特大”未知，应为：轻微、一般、严重"),
        ("必拍照片", "9", "照片张数须为整数"),
        ("最多照片", "若干", "照片张数须为整数"),
        ("创建节点", "W-没有、H-市容环境", "创建节点“W-没有”未知"),
        ("创建节点", "", "“创建节点”未填"),
        ("依据程度", "很高", "依据程度“很高”未知"),
        ("测评表", "XX", "测评表“XX”不在 pack.toml 中"),
        ("条目编号", "WC02", "条目编号“WC02”重复，已见于第2行"),
        ("分值", "十", "分值“十”须为0.01至100"),
        ("分值", "0", "分值“0”须为0.01至100"),
        ("分值", "10.005", "分值“10.005”须为0.01至100"),
    ],
)
def test_a_wrong_cell_of_an_item_is_named(shelf: Path, header: str, text: str, reason: str) -> None:
    table = shelf / "toilets" / "items.csv"
    edit(table, 4, **{header: text})
    problems = refused(lambda: load_pack(shelf / "toilets")).problems
    assert ("toilets/items.csv", 4) in {
        (problem.file, problem.line) for problem in problems if reason in problem.reason_zh
    }


def test_points_that_do_not_add_up_are_named_with_their_sum(shelf: Path) -> None:
    edit(shelf / "streets" / "items.csv", 2, 分值="11")
    (problem,) = refused(lambda: load_all(shelf)).problems
    assert (problem.file, problem.line) == ("streets/items.csv", 2)
    assert problem.reason_zh == "测评表ZG分值合计101，应为100"
    assert problem.reason_en == "the points of checklist ZG add to 101, not to 100"


@pytest.mark.parametrize(
    ("header", "text", "reason"),
    [
        ("问题编号", "99999", "问题编号“99999”不在编码表中"),
        ("问题编号", "", "“问题编号”未填"),
        ("常用表述", "", "“常用表述”未填"),
        ("条目编号", "WC01、WC99", "条目“WC99”不存在"),
        ("条目编号", "", "“条目编号”未填"),
        ("条目编号", "WC01、WC01", "条目“WC01”的表述重复"),
    ],
)
def test_a_wrong_phrase_is_named(shelf: Path, header: str, text: str, reason: str) -> None:
    edit(shelf / "toilets" / "phrases.csv", 3, **{header: text})
    (problem,) = refused(lambda: load_pack(shelf / "toilets")).problems
    assert (problem.file, problem.line, problem.reason_zh) == ("toilets/phrases.csv", 3, reason)


@pytest.mark.parametrize(
    ("header", "text", "reason"),
    [
        ("编码表", "旧表", "编码表“旧表”未知，应为：gb30428.2-2013、gb47678.5-2026、local"),
        ("编号", "01001", "编号“01001”重复，已见于第2行"),
        ("名称", "", "“名称”未填"),
        ("性质", "物件", "性质“物件”未知，应为：部件、事件"),
        ("对应编号", "0999", "对应编号“0999”不存在"),
        ("默认严重程度", "特大", "默认严重程度“特大”未知，应为：轻微、一般、严重"),
        ("默认时限", "尽快", "默认时限“尽快”未知，应为：立行立改、"),
    ],
)
def test_a_wrong_problem_type_is_named(shelf: Path, header: str, text: str, reason: str) -> None:
    edit(shelf / "problems" / "problems.csv", 17, **{header: text})
    problems = refused(lambda: load_pack(shelf / "problems")).problems
    named = [(p.file, p.line) for p in problems if p.reason_zh.startswith(reason)]
    assert named == [("problems/problems.csv", 17)]


def test_a_problem_type_may_leave_its_handling_to_the_item(shelf: Path) -> None:
    edit(shelf / "problems" / "problems.csv", 17, 默认严重程度="", 默认时限="", 默认部门="")
    problem = load_pack(shelf / "problems").problems[15]
    assert (problem.severity, problem.deadline, problem.departments) == ("normal", "", ())


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('title = "公共厕所测评"\n', "", 1, "缺少 title，或不是文字"),
        ('date = "2026-11-22"', 'date = "去年"', 4, "日期“去年”须写成2026-11-22"),
        ('"problems"]', '"nowhere"]', 5, "所需的测评包“nowhere”不存在"),
        ('"problems"]', '"toilets"]', 5, "测评包“toilets”互相依赖"),
        ('["campaigns", "problems"]', '"campaigns"', 5, "requires 须为文字列表"),
        ("[[checklists]]", "checklists = 3\n[other]", 7, "checklists 须写成 [[checklists]]"),
        ('code = "toilets"', "code = toilets", 1, "pack.toml格式有误"),
    ],
)
def test_a_wrong_head_is_named(shelf: Path, old: str, new: str, line: int, reason: str) -> None:
    head = shelf / "toilets" / "pack.toml"
    text = head.read_text("utf-8").replace('title = "公共厕所"\nversion', 'title = "公共厕所测评"\nversion')
    assert old in text
    head.write_text(text.replace(old, new, 1), "utf-8")
    problems = refused(lambda: load_pack(shelf / "toilets")).problems
    found = [p for p in problems if reason in p.reason_zh]
    assert [(p.file, p.line) for p in found] == [("toilets/pack.toml", line)]


def test_a_table_without_its_columns_is_named(shelf: Path) -> None:
    table = shelf / "toilets" / "items.csv"
    table.write_text(table.read_text("utf-8-sig").replace("分值,评分规则", "分数,规则"), "utf-8")
    problems = refused(lambda: load_pack(shelf / "toilets")).problems
    assert ("toilets/items.csv", 1, "缺少列：分值、评分规则") in {(p.file, p.line, p.reason_zh) for p in problems}


def test_a_missing_table_is_named(shelf: Path) -> None:
    (shelf / "toilets" / "phrases.csv").unlink()
    (problem,) = refused(lambda: load_pack(shelf / "toilets")).problems
    assert problem.file == "toilets/phrases.csv"
    assert problem.reason_zh.startswith("文件读不出")


def test_a_table_in_no_known_encoding_is_named(shelf: Path) -> None:
    (shelf / "toilets" / "phrases.csv").write_bytes(b"\xff\xff\x00\x81")
    (problem,) = refused(lambda: load_pack(shelf / "toilets")).problems
    assert (problem.file, problem.reason_zh) == ("toilets/phrases.csv", "文字编码既不是UTF-8也不是GB 18030")


def test_broken_quotes_and_stray_commas_are_named(shelf: Path) -> None:
    table = shelf / "toilets" / "phrases.csv"
    lines = table.read_text("utf-8-sig").splitlines()
    lines[3] += ",多一格"
    lines[5] = 'WC01,"无指引牌"了,03002'
    table.write_text("\n".join(lines), "utf-8")
    stray, quotes = refused(lambda: load_pack(shelf / "toilets")).problems
    assert (stray.line, stray.reason_zh) == (4, "有4格，多于3列，可能有逗号未加引号")
    assert quotes.line == 6
    assert quotes.reason_zh.startswith("表格引号不成对")


def test_everything_wrong_is_told_at_once(shelf: Path) -> None:
    edit(shelf / "toilets" / "items.csv", 2, 单位="", 严重程度="特大")
    edit(shelf / "lanes" / "phrases.csv", 5, 问题编号="77777")
    edit(shelf / "problems" / "problems.csv", 3, 名称="")
    errors = refused(lambda: load_all(shelf))
    assert [(problem.file, problem.line) for problem in errors.problems] == [
        ("lanes/phrases.csv", 5),
        ("problems/problems.csv", 3),
        ("toilets/items.csv", 2),
        ("toilets/items.csv", 2),
    ]
    assert errors.details["file"] == "lanes/phrases.csv"


def test_codes_are_unique_across_packs(shelf: Path) -> None:
    shutil.copytree(shelf / "toilets", shelf / "toilets2")
    problems = refused(lambda: load_all(shelf)).problems
    reasons = {problem.reason_zh for problem in problems}
    assert {problem.file for problem in problems} == {"toilets2/pack.toml"}
    assert {"测评包“toilets”与toilets重复", "测评表“WC”与toilets重复", "条目“WC01”与toilets重复"} <= reasons


def test_a_folder_without_packs_is_refused(tmp_path: Path) -> None:
    (problem,) = refused(lambda: load_all(tmp_path)).problems
    assert "没有测评包" in problem.reason_zh


def test_a_folder_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    problems = refused(lambda: load_pack(tmp_path / "nothing")).problems
    assert problems[0].file == "nothing/pack.toml"
