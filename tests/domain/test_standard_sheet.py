"""A standard as tables of text: every part has its sheet, every value its word."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.assessment import Cycle, Gate, Indicator, Node, Standard
from chuangjian_desktop.domain.standard_sheet import FACTS, PARTS, facts, tables
from tests.domain.test_figures import STANDARD


def test_the_heading_says_every_fact() -> None:
    said = dict(facts(STANDARD))
    assert tuple(said) == FACTS
    assert (said["编号"], said["名称"], said["版本"], said["日期"]) == ("W", "全国文明城市", "2021版", "2021")
    assert (said["判定"], said["规则"], said["内容"], said["城市规模"]) == ("综合", "排名", "完整", "小、中")
    assert (said["各年占比"], said["占比依据程度"], said["占比来源"]) == ("20、20、60", "低", "两种说法")


def test_years_that_do_not_add_up_say_nothing() -> None:
    bare = replace(STANDARD, judging=replace(STANDARD.judging, cycle=Cycle(), complete=False, sizes=()))
    said = dict(facts(bare))
    assert (said["各年占比"], said["占比依据程度"], said["占比来源"]) == ("", "", "")
    assert (said["内容"], said["城市规模"]) == ("待导入", "")


def test_every_row_is_as_wide_as_its_table() -> None:
    rows = tables(STANDARD)
    assert rows.keys() == PARTS.keys()
    for part, listed in rows.items():
        assert listed, part
        assert {len(row) for row in listed} == {len(PARTS[part].headers) + 2}, part


def test_rows_read_as_clerks_write_them() -> None:
    rows = tables(STANDARD)
    assert rows["nodes"][1] == ["W-特色", "特色", "", "20", "有据", ""]
    assert rows["components"][1] == ["评价表", "评价表", "评价表", "40", "1000", "800", "中", ""]
    assert rows["components"][2][4:7] == ["100", "", "有据"]
    assert rows["gates"] == [
        ["未成年人", "未成年人", "85", "20", "有据", ""],
        ["前提", "前提", "60", "", "低", ""],
    ]
    assert rows["negatives"] == [["1", "安全事故", "扣分", "3", "有据", ""], ["2", "停牌", "停牌", "", "低", ""]]
    assert rows["blocks"] == [["1", "综合", "", "50", "", "", "有据", ""]]
    assert rows["quotas"] == [["1", "总数", "", "161、215、267", "", "有据", ""]]
    first, *_, scored = rows["indicators"]
    assert first[:6] == ["1", "W-环境", "绿地率", "%", "不低于", "40"]
    assert scored[4:11] == ["计分", "", "5", "符合或不符合", "", "", ""]


def test_flags_and_years_are_said_only_where_they_are_meant() -> None:
    one = Indicator(
        "9",
        "X-1",
        "漏损率",
        "%",
        "at_most",
        1000,
        basic=True,
        improving=True,
        years=2,
        numerator="漏",
        denominator="供",
    )
    standard = Standard("X", "节水", "", "", (Node("X-1", "一"),))
    judging = replace(standard.judging, indicators=(one,), gates=(Gate("g", "前提", 6000, certainty="confirmed"),))
    rows = tables(replace(standard, judging=judging))
    assert rows["indicators"] == [
        ["9", "X-1", "漏损率", "%", "不高于", "10", "", "", "是", "是", "2", "漏", "供", "低", ""],
    ]
    assert rows["gates"][0][4] == "已确认"
