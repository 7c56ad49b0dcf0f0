"""The shipped standards say what is known and how sure it is; a broken table is refused by file, row and reason."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chuangjian_desktop.domain.assessment import Node, Standard
from chuangjian_desktop.domain.figures import figures, is_open
from chuangjian_desktop.domain.parameters import keys_in
from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.domain.standard import Pack
from chuangjian_desktop.inputs.pack_problems import PackProblem
from chuangjian_desktop.inputs.packs import PackErrors, load_all, load_pack
from chuangjian_desktop.resources import STANDARDS

FIVE = ("W", "H", "Y", "S", "B")
OUTLINES = ("SWM", "LHM", "LSM", "RJH", "CJR", "CYX", "ZSC", "SST")


@pytest.fixture(scope="module")
def packs() -> tuple[Pack, ...]:
    return load_all(STANDARDS)


@pytest.fixture(scope="module")
def standards(packs: tuple[Pack, ...]) -> dict[str, Standard]:
    return {standard.code: standard for pack in packs for standard in pack.standards}


# ---- what is shipped ---------------------------------------------------------------------------------------------


def test_every_campaign_and_further_title_is_there(standards: dict[str, Standard]) -> None:
    assert tuple(standards) == (*("W", "H", "Y", "YS", "S", "B", "T", "D", "J", "O"), *OUTLINES)
    assert {code for code, each in standards.items() if not each.judging.complete} == set(OUTLINES)
    for each in standards.values():
        assert each.title
        assert each.edition
        assert each.judging.success, each.code
        assert each.judging.judgement != "unknown", each.code


def test_nodes_form_trees_below_the_ones_that_items_name(standards: dict[str, Standard]) -> None:
    for each in standards.values():
        top = [node for node in each.nodes if not node.parent]
        assert top, each.code
        if each.judging.complete:
            assert len(each.nodes) > len(top), each.code
    tops = {node.code for each in standards.values() for node in each.nodes if not node.parent}
    assert {"W-公益宣传", "W-未成年人", "H-市容环境", "Y-生态宜居", "S-森林网络", "O-优质服务", "J-技术考核"} <= tops
    assert Node("W-公共秩序-停放秩序", "停放秩序", "W-公共秩序").parent in tops


def test_everything_says_how_sure_it_is_and_where_it_comes_from(standards: dict[str, Standard]) -> None:
    for each in standards.values():
        for figure in figures(each):
            assert figure.source, (each.code, figure.key)
        for part in (*each.nodes, *each.judging.indicators, *each.judging.components):
            assert part.source, (each.code, part.code)
            assert part.certainty != "confirmed"
            assert "[F" not in part.source


def test_what_nobody_could_find_is_left_open(standards: dict[str, Standard]) -> None:
    """No weight, pass mark or share of years is shipped as a fact, and no target of which only the name is known."""
    for each in standards.values():
        for figure in figures(each):
            if figure.key.startswith("cycle.") or figure.key.endswith(".pass_mark") or figure.value is None:
                assert is_open(figure), (each.code, figure.key)
    assert standards["Y"].judging.indicators[0].target is None


def test_the_civilised_city_is_judged_by_parts_gate_and_cycle(standards: dict[str, Standard]) -> None:
    judging = standards["W"].judging
    assert {each.kind for each in judging.components} == {"documents", "field", "survey", "secret"}
    assert sum(each.weight for each in judging.components) == 10_000
    (gate,) = judging.gates
    assert (gate.at_least, gate.share, gate.certainty) == (8500, 2000, "found")
    assert (judging.cycle.shares, judging.cycle.certainty) == ((2000, 2000, 6000), "low")
    assert {each.sanction for each in judging.negatives} == {"points", "nominee", "title", "withdrawn"}
    assert next(each.points for each in judging.negatives if each.sanction == "points") == 300


def test_the_table_of_a_thousand_points_adds_up(standards: dict[str, Standard]) -> None:
    blocks = standards["H"].judging.blocks
    top = [each for each in blocks if not each.parent]
    assert [each.points // 100 for each in top] == [50, 70, 230, 100, 120, 110, 100, 50, 50, 70, 50]
    assert sum(each.points for each in top) == 100_000
    assert {each.title: each.points // 100 for each in blocks if each.parent == "2"} == {
        "健康教育": 36,
        "全民健身": 14,
        "控烟": 20,
    }
    parents = {each.parent for each in blocks}
    leaves = [each for each in blocks if each.code not in parents]
    assert [each.title for each in leaves if not each.nodes and not each.types] == ["群众满意度"]


def test_samples_of_the_technical_assessment_go_by_the_size_of_the_city(standards: dict[str, Standard]) -> None:
    judging = standards["H"].judging
    assert len(judging.sizes) == 3
    numbers = {each.title: each.numbers for each in judging.quotas}
    assert numbers["抽样总数"] == (161, 215, 267)
    assert numbers["爱国卫生组织管理"] == (7, 10, 13)
    assert numbers["社区"] == (2, 3, 4)
    assert numbers["市容环境卫生"] == (61, 79, 99)
    assert numbers["主次干道"] == (8, 12, 15)


def test_lists_of_indicators_have_the_number_that_is_told(standards: dict[str, Standard]) -> None:
    assert {code: len(standards[code].judging.indicators) for code in ("B", "S", "H")} == {"B": 26, "S": 36, "H": 14}
    assert len({each.node for each in standards["B"].judging.indicators}) == 4
    known = {each.title: each for each in standards["S"].judging.indicators}
    assert (known["单一树种占栽植总数的比例"].judge, known["单一树种占栽植总数的比例"].target) == ("at_most", 2000)
    assert known["乡土树种使用率"].target == 8000


def test_the_water_city_has_linear_tier_and_bonus_indicators(standards: dict[str, Standard]) -> None:
    indicators = standards["J"].judging.indicators
    scored = {each.title: parse_rule(each.rule, each.points).kind for each in indicators if each.judge == "points"}
    assert scored == {"工业用水重复利用率": "linear", "节水型企业（单位）覆盖率": "tier", "供水管网漏损率": "bonus"}
    assert all(each.years == 2 for each in indicators if each.judge == "points")
    assert [each.basic for each in indicators if each.node == "J-基本条件"] == [True] * 5
    assert standards["J"].judging.components[0].pass_mark == 9000


def test_every_parameter_is_used_and_every_used_one_exists(packs: tuple[Pack, ...]) -> None:
    items = {
        key for pack in packs for checklist in pack.checklists for item in checklist.items for key in keys_in(item)
    }
    rules = {
        key
        for pack in packs
        for standard in pack.standards
        for each in standard.judging.indicators
        if each.rule
        for _, key in parse_rule(each.rule, each.points).parameters
    }
    assert items | rules == {parameter.key for pack in packs for parameter in pack.parameters}


def test_parameters_lie_within_their_range(packs: tuple[Pack, ...]) -> None:
    for each in (parameter for pack in packs for parameter in pack.parameters):
        assert each.least <= each.value <= each.most, each.key
        assert each.source, each.key


def test_every_role_is_known(packs: tuple[Pack, ...]) -> None:
    roles = {role for pack in packs for role in pack.departments}
    assert {"城管", "环卫", "住建", "街道", "社区", "物业", "宣传"} <= roles


# ---- what is refused ---------------------------------------------------------------------------------------------


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A copy of the shipped packs to spoil."""
    return shutil.copytree(STANDARDS, tmp_path / "standards")


def edit(path: Path, key: str, **cells: str) -> int:
    """Write cells into the row that holds the key, as a clerk would; answers its line."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    line = next(number for number, row in enumerate(rows) if key in row)
    for header, text in cells.items():
        rows[line][rows[0].index(header)] = text
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return line + 1


def refused(load: Callable[[], object]) -> tuple[PackProblem, ...]:
    with pytest.raises(PackErrors) as caught:
        load()
    assert caught.value.code == "M20"
    assert all(problem.reason_en for problem in caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize(
    ("cell", "text", "reason"),
    [
        ("nodes W-公共环境 体系", "Q", "体系“Q”不在 pack.toml 中"),
        ("nodes W-公共环境-绿化管护 编号", "X-绿化", "节点“X-绿化”须以“W-”开头"),
        ("nodes W-公共环境-绿化管护 编号", "W-公共环境", "编号“W-公共环境”重复，已见于第"),
        ("nodes W-公共环境-绿化管护 上级", "W-没有", "上级“W-没有”不存在"),
        ("nodes W-公共环境-绿化管护 上级", "W-公共环境-绿化管护", "“W-公共环境-绿化管护”的上级成环"),
        ("nodes W-公共环境 上级", "W-公共环境-绿化管护", "“W-公共环境”的上级成环"),
        ("nodes W-公共环境 依据程度", "听说", "依据程度“听说”未知，应为：有据、高、中、低"),
        ("nodes W-公共环境 名称", "", "“名称”未填"),
        ("nodes W-特色指标 分值", "二十", "分值“二十”须为0.01至100000"),
        ("components 中期暗访 类型", "突击", "类型“突击”未知，应为：实地、材料、问卷、暗访、指标、评价表、录入"),
        ("components 材料 权重", "130", "权重“130”须为0至100"),
        ("components 材料 权重", "31", "权重合计101，应为100"),
        ("gates 未成年人 最低", "", "最低“”须为0.01至100000"),
        ("gates 未成年人 计入比例", "120", "计入比例“120”须为0至100"),
        ("negatives 重大安全事故 处理", "批评", "处理“批评”未知，应为：扣分、资格、停牌、摘牌"),
        ("indicators H05 节点", "H-没有", "节点“H-没有”不存在"),
        ("indicators H05 判定", "差不多", "判定“差不多”未知，应为：不低于、不高于、是否、计分"),
        ("indicators H05 分值", "3", "只有计分的指标才写分值和评分规则"),
        ("indicators H13 目标", "3", "判定为“是否”的指标没有目标值"),
        ("indicators J11 分值", "", "计分的指标须有分值"),
        ("indicators J11 评分规则", "看着办", "评分规则“看着办”看不懂"),
        ("indicators J12 分值", "2", "得分逐档减少且不超过本条分值2"),
        ("indicators J13 评分规则", "达到{没有}得满分，每低5扣1分", "参数“没有”不存在"),
        (
            "indicators J13 评分规则",
            "达到{供水管网漏损率标准}得9分，每优1加2分，优2及以上加4分",
            "不超过本条分值10",
        ),
        ("indicators J11 连续年数", "百年", "连续年数“百年”须为1至10"),
        ("blocks 群众满意度 分值", "60", "下级分值合计1010，应为1000"),
        ("blocks 控烟 分值", "19", "下级分值合计69，应为70"),
        ("blocks 控烟 上级", "99", "上级“99”不存在"),
        ("blocks 综合评价 上级", "1.3", "“1”的上级成环"),
        ("blocks 食品安全 节点", "H-食品饮水、H-没有", "节点“H-没有”不存在"),
        ("quotas 主次干道 数量", "8、十二、15", "数量“8、十二、15”须为整数，用顿号分开"),
        ("quotas 主次干道 数量", "8、12", "数量须为3个，与城市规模对应"),
        ("quotas 主次干道 数量", "8、80、15", "下级数量合计超出本行"),
        ("parameters 亮灯率 参数", "亮灯 率", "参数“亮灯 率”不能有空格、标点和花括号"),
        ("parameters 亮灯率 数值", "70", "数值“70”须在80至100之间"),
        ("parameters 亮灯率 最大", "很大", "最大“很大”须为0至1000000"),
        ("parameters 亮灯率 参数", "围挡公益广告占比", "参数“围挡公益广告占比”重复，已见于第"),
    ],
)
def test_a_wrong_cell_is_named(shelf: Path, cell: str, text: str, reason: str) -> None:
    file, key, header = cell.split(" ")
    name = f"campaigns/{file}.csv"
    line = edit(shelf / name, key, **{header: text})
    problems = refused(lambda: load_pack(shelf / "campaigns"))
    lines = [problem.line for problem in problems if problem.file == name and reason in problem.reason_zh]
    assert lines
    assert line in lines or "下级" in reason or "合计" in reason or "成环" in reason


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('judged = "条件"', 'judged = "随缘"', "judged“随缘”未知，应为：计分、指标、条件、综合、未知"),
        ("shares = [20, 20, 60]", "shares = [20, 20, 50]", "cycle 的 shares 须为合计100的整数，现为90"),
        ("shares = [20, 20, 60]", "shares = 3", "cycle 的 shares 须为合计100的整数，现为0"),
        ('certainty = "低", source', 'certainty = "猜", source', "certainty“猜”未知，应为：有据、高、中、低"),
        ('date = "2024-09-29"', 'date = "秋天"', "日期“秋天”有误"),
        ('code = "O"\n', 'code = "OO"\n', "体系“OO”没有节点"),
        ('sizes = ["', 'sizes = [3, "', "sizes 须为文字列表"),
    ],
)
def test_a_wrong_head_of_a_standard_is_named(shelf: Path, old: str, new: str, reason: str) -> None:
    head = shelf / "campaigns" / "pack.toml"
    text = head.read_text("utf-8")
    assert old in text
    head.write_text(text.replace(old, new, 1), "utf-8")
    problems = refused(lambda: load_pack(shelf / "campaigns"))
    assert [problem.line > 0 for problem in problems if reason in problem.reason_zh] == [True]


def test_points_of_a_node_and_what_stands_below_it_add_up(shelf: Path) -> None:
    nodes = shelf / "campaigns" / "nodes.csv"
    edit(nodes, "J-技术考核", 分值="30")
    (problem,) = refused(lambda: load_pack(shelf / "campaigns"))
    assert (problem.file, problem.reason_zh) == ("campaigns/nodes.csv", "下级分值合计18，应为30")


def test_a_pack_names_only_types_that_are_measured(shelf: Path) -> None:
    edit(shelf / "campaigns" / "blocks.csv", "农贸市场卫生", 点位类型="QQ")
    (problem,) = refused(lambda: load_all(shelf))
    assert problem.reason_zh == "体系H的“农贸市场卫生”：点位类型“QQ”没有测评表"


@pytest.mark.parametrize(
    ("cell", "text", "reason"),
    [
        ("toilets/items.csv WC02 责任部门", "环卫、热心市民", "责任部门“热心市民”不在部门角色表中"),
        ("toilets/items.csv WC02 测评要求", "不少于{没有}处。", "参数“没有”不存在"),
        ("toilets/items.csv WC02 评分规则", "要求{没有}处，每少1处扣2分", "参数“没有”不存在"),
        ("toilets/items.csv WC02 评分规则", "每处扣{亮灯率}分，扣完为止", "扣分须大于0、不超过上限"),
        ("problems/problems.csv 01002 默认部门", "热心市民", "默认部门“热心市民”不在部门角色表中"),
        ("problems/problems.csv 01002 对应编号", "01002", "对应编号“01002”指向自己"),
        ("problems/departments.csv 环卫 角色", "城管", "角色“城管”重复，已见于第2行"),
        ("problems/departments.csv 环卫 角色", "", "“角色”未填"),
    ],
)
def test_wrong_references_are_named(shelf: Path, cell: str, text: str, reason: str) -> None:
    file, key, header = cell.split(" ")
    line = edit(shelf / file, key, **{header: text})
    problems = refused(lambda: load_all(shelf))
    assert (file, line) in {(each.file, each.line) for each in problems if reason in each.reason_zh}
