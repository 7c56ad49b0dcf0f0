"""The shipped checklists are complete: every site type, every campaign it serves, words that people use."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.rule_text import parse_rule, resolved, rule_words
from chuangjian_desktop.domain.standard import Checklist, Item, Pack
from chuangjian_desktop.inputs.packs import load_all

SHIPPED = Path(__file__).parents[2] / "resources" / "standards"
SITE_TYPES = (
    "ZG CG SY BX NM XQ LX SQ JD WZ GD GY GC WC SC CK ZW YY XX XZ HC QC GJ CB CZ LK WB BG CY WX YD YC SD JQ WH AJ CC "
    "JH XC ZZ HD BN JZ XL LY"
)
AS_TABLED = {
    "ZG": 16, "CG": 16, "SY": 16, "BX": 12, "NM": 18, "XQ": 17, "LX": 17, "GD": 15, "GY": 10, "GC": 10, "WC": 8,
    "SC": 8, "LK": 8,
}  # fmt: skip
"""How many items the site types have whose sheets stand in the sources as tables."""

SERVED = {
    "ZG": "W H Y S B D O1 O2",
    "CG": "W H Y S B D O1 O2",
    "SY": "W H Y S B D O1 O2",
    "BX": "W H O1",
    "NM": "W H O2 O3",
    "XQ": "W H Y S J O1",
    "LX": "W H Y S J O1",
    "GD": "W H Y B T O1",
    "GY": "W H Y S D J O1",
    "GC": "W H Y S D J O1",
    "WC": "W H J O1",
    "SC": "W H J O3",
    "CK": "W D O3",
    "ZW": "W D O3",
    "YY": "W H B D J O3",
    "XX": "W H J O2",
    "XZ": "W H J O2",
    "HC": "W H D O2 O3",
    "QC": "W H D O2 O3",
    "GJ": "W H D O2 O3",
    "CB": "W H D O2 O3",
    "CZ": "W H D O2 O3",
    "LK": "W O2",
    "WB": "W H O2",
    "BG": "W H B J O3",
    "CY": "W H B J O3",
    "WX": "W H",
    "CC": "W H B T O1",
    "JH": "W H B T O1",
    "ZZ": "W H B T O1",
    "HD": "W H Y S B T J",
    "SQ": "W H D O3",
    "JD": "W H D J O3",
    "WZ": "W H O3",
    "YD": "W H O3",
    "YC": "W H O2 O3",
    "SD": "W H O3",
    "JQ": "W H Y S D J O1 O2 O3",
    "WH": "W H O2 O3",
    "AJ": "W Y D O3",
    "XC": "W H Y S B T O1",
    "BN": "W H Y",
    "JZ": "W H O3",
    "XL": "W O3",
    "LY": "W H O3",
    "GM": "W H O1 O2 O3",
    "WCN": "W H",
}
"""Campaigns that a visit to a site of the type must count for, at the least. O1, O2, O3 are the parts of 三优."""

PARTS = {"O1": "O-优美环境", "O2": "O-优良秩序", "O3": "O-优质服务"}

SEEN_IN_LISTS = {
    "ZG": "主次干道 主次干道/商业大街",
    "NM": "集贸市场 菜市场 农贸(集贸)市场 农贸市场(专业市场)",
    "XQ": "小区",
    "LX": "无物业小区 单位院落",
    "GD": "建筑围挡",
    "WC": "公共卫生间 室外公厕",
    "CK": "营业厅 窗口单位/营业厅 电信 移动 联通 税务 供水 供气 供电 邮政 银行",
    "ZW": "政务服务中心",
    "XX": "学校(校内)",
    "XZ": "学校及周边",
    "HC": "车站",
    "QC": "汽车站",
    "GJ": "公交站",
    "CB": "公交",
    "CZ": "出租汽车",
    "WB": "网咖",
    "BG": "宾馆(三星以上)",
    "CY": "餐馆",
    "WX": "经营性公共场所 美发 浴室 小旅馆 KTV",
    "WZ": "社区综合文化服务中心",
    "WH": "图书馆 文化馆 博物馆",
    "XC": "建成区外乡镇/村 行政村",
    "ZZ": "环卫中转站",
    "SQ": "社区(居委会)",
    "JQ": "景区 景点",
    "AJ": "爱国主义基地",
    "HD": "河道 水体",
    "XL": "心理辅导站",
}
"""What offices call sites in their lists."""

MISTAKEN = (
    "09005 09006 09001",
    "06010 06042 06011",
    "06017 06045 04013",
    "06008 10002 L001",
    "07008 L002 L007",
    "03001 L010",
    "06025 06026",
    "G001 G002",
    "07001 07002",
    "0504 0501",
    "09019 06051 06052",
)
"""Codes that are taken for one another."""

CODES = re.compile(r"(?<![0-9A-Z])(?:[LNG]\d{3}|\d{4,5})(?!\d)")


@pytest.fixture(scope="module")
def packs() -> tuple[Pack, ...]:
    return load_all(SHIPPED)


def checklists_of(packs: tuple[Pack, ...]) -> dict[str, Checklist]:
    return {checklist.code: checklist for pack in packs for checklist in pack.checklists}


def items_of(packs: tuple[Pack, ...]) -> Iterator[Item]:
    for checklist in checklists_of(packs).values():
        yield from checklist.items


def test_site_types_of_the_tables_have_every_line(packs: tuple[Pack, ...]) -> None:
    checklists = checklists_of(packs)
    assert {code: len(checklists[code].items) for code in AS_TABLED} == AS_TABLED


def test_every_checklist_is_worked_out(packs: tuple[Pack, ...]) -> None:
    assert checklists_of(packs).keys() >= set(SITE_TYPES.split())
    for checklist in checklists_of(packs).values():
        assert len(checklist.items) >= 6, checklist.code
        assert sum(item.points for item in checklist.items) == 10_000, checklist.code
        assert [item.order for item in checklist.items] == list(range(1, len(checklist.items) + 1))
        assert all(item.code.startswith(checklist.code) for item in checklist.items), checklist.code


@pytest.mark.parametrize("code", SERVED)
def test_a_visit_counts_for_every_campaign_it_should(packs: tuple[Pack, ...], code: str) -> None:
    parts = [part for item in checklists_of(packs)[code].items for part in item.campaigns]
    served = {part.campaign for part in parts} | {part.node for part in parts}
    assert {PARTS.get(wanted, wanted) for wanted in SERVED[code].split()} <= served


@pytest.mark.parametrize("code", SEEN_IN_LISTS)
def test_names_that_offices_use_are_known(packs: tuple[Pack, ...], code: str) -> None:
    checklist = checklists_of(packs)[code]
    assert set(SEEN_IN_LISTS[code].split()) <= {checklist.title, *checklist.synonyms}


def test_minors_are_behind_the_vetoes(packs: tuple[Pack, ...]) -> None:
    vetoes = {item.code: item for item in items_of(packs) if item.veto == "site"}
    assert vetoes.keys() >= {"XZ01", "WB02"}
    for code in ("XZ01", "WB02"):
        assert vetoes[code].rule.kind == "all_or_nothing"
        assert "W-未成年人" in {part.node for part in vetoes[code].campaigns}


def test_sections_stand_together(packs: tuple[Pack, ...]) -> None:
    for checklist in checklists_of(packs).values():
        sections = [section for section, _ in groupby(item.section for item in checklist.items)]
        assert len(sections) == len(set(sections)), checklist.code


def test_every_item_is_complete(packs: tuple[Pack, ...]) -> None:
    nodes = {node.code for pack in packs for standard in pack.standards for node in standard.nodes}
    for item in items_of(packs):
        assert 0 < len(item.title) <= 12, item.code
        assert item.requirement.endswith("。"), item.code
        assert item.how_to_check.endswith("。"), item.code
        assert item.departments, item.code
        assert item.deadline in DEADLINES, item.code
        assert {part.node for part in item.campaigns} <= nodes, item.code
        assert 0 <= item.photos_required <= item.photos_most, item.code
        assert parse_rule(rule_words(item.rule, "zh", item.points), item.points) == item.rule, item.code


def test_every_phrase_names_a_problem_that_exists(packs: tuple[Pack, ...]) -> None:
    known = {problem.code for pack in packs for problem in pack.problems}
    for item in items_of(packs):
        assert 4 <= len(item.phrases) <= 9, item.code
        assert len({phrase.text for phrase in item.phrases}) == len(item.phrases), item.code
        assert {phrase.problem for phrase in item.phrases} <= known, item.code
        assert all(len(phrase.text) <= 16 for phrase in item.phrases), item.code


def test_problem_tables_are_complete_as_published(packs: tuple[Pack, ...]) -> None:
    problems = [problem for pack in packs for problem in pack.problems]
    older = [problem.code for problem in problems if problem.table == "gb30428.2-2013"]
    newer = [problem.code for problem in problems if problem.table == "gb47678.5-2026"]
    assert len(older) == 54
    assert {group: sum(code[:2] == group for code in newer) for group in ("06", "07", "08", "09", "10")} == {
        "06": 51,
        "07": 7,
        "08": 16,
        "09": 21,
        "10": 2,
    }
    assert {problem.code[0] for problem in problems if problem.table == "local"} == {"L", "N", "G"}


def test_cross_references_of_problems_go_both_ways(packs: tuple[Pack, ...]) -> None:
    problems = {problem.code: problem for pack in packs for problem in pack.problems}
    assert "0504" in problems["09005"].same_as
    assert "出店经营" in problems["09005"].words
    for problem in problems.values():
        assert all(problem.code in problems[other].same_as for other in problem.same_as), problem.code


def test_every_problem_type_says_how_it_is_usually_handled(packs: tuple[Pack, ...]) -> None:
    for problem in (problem for pack in packs for problem in pack.problems):
        assert problem.deadline in DEADLINES, problem.code
        assert problem.departments, problem.code
        assert problem.words, problem.code
    found = {problem.code: problem for pack in packs for problem in pack.problems}
    usual = {code: found[code].deadline for code in ("06010", "06001", "04013", "06025", "01003", "G002")}
    assert usual == {"06010": "1d", "06001": "15d", "04013": "5d", "06025": "15d", "01003": "24h", "G002": "now"}
    assert (found["09005"].severity, found["09012"].severity, found["06017"].severity) == ("normal", "grave", "light")


@pytest.mark.parametrize("alike", MISTAKEN)
def test_help_tells_problems_apart_that_look_alike(packs: tuple[Pack, ...], alike: str) -> None:
    helps = {problem.code: problem.help for pack in packs for problem in pack.problems}
    for code in alike.split():
        assert any(other in helps[code] for other in alike.split() if other != code), code


def test_help_names_problems_by_code_that_exist(packs: tuple[Pack, ...]) -> None:
    problems = [problem for pack in packs for problem in pack.problems]
    known = {problem.code for problem in problems}
    for problem in problems:
        assert set(CODES.findall(problem.help)) <= known, problem.code


def test_two_field_packs_stand_beside_the_site_types(packs: tuple[Pack, ...]) -> None:
    conduct, minors = (checklists_of(packs)[code] for code in ("GM", "WCN"))
    values = {parameter.key: parameter.value for pack in packs for parameter in pack.parameters}
    rules = {item.code: resolved(item.rule, values) for item in conduct.items}
    short = {code: (rule.required, rule.each) for code, rule in rules.items() if rule.kind == "shortage"}
    assert (short["GM01"], short["GM02"], short["GM03"]) == ((15, 200), (10, 200), (6, 400))
    assert {item.rule.kind for item in conduct.items} >= {"shortage", "ratio", "all_or_nothing", "per_occurrence"}
    assert sum(item.method == "count" and item.unit in ("人次", "车次") for item in conduct.items) >= 8
    assert all("W-未成年人" in {part.node for part in item.campaigns} for item in minors.items)
    assert next(item for item in minors.items if item.code == "WCN02").veto == "item"


def test_campaigns_are_shipped_with_their_nodes(packs: tuple[Pack, ...]) -> None:
    standards = [standard for pack in packs for standard in pack.standards]
    assert {standard.code for standard in standards} >= set("WHYSBTDJO")
    assert all(standard.nodes for standard in standards)


def test_names_of_site_types_are_told_apart(packs: tuple[Pack, ...]) -> None:
    names = [name for c in checklists_of(packs).values() for name in (c.title, *c.synonyms)]
    assert len(names) == len(set(names))


def test_equal_shares_and_known_examples(packs: tuple[Pack, ...]) -> None:
    items = {item.code: item for item in items_of(packs)}
    assert {items[f"LK0{number}"].points for number in range(1, 9)} == {1250}
    assert rule_words(items["ZG05"].rule, "zh", items["ZG05"].points) == "每处扣1分，扣完为止"
    assert "线内" in items["ZG05"].exemption
    assert items["SC02"].rule.kind == "all_or_nothing"
    assert items["GD02"].confidence == "low"


def test_files_open_in_excel(packs: tuple[Pack, ...]) -> None:
    tables = sorted(SHIPPED.glob("*/*.csv"))
    assert tables
    for table in tables:
        assert table.read_bytes().startswith(b"\xef\xbb\xbf"), table
        rows = csv.reader(io.StringIO(table.read_text("utf-8-sig"), newline=""))
        cells = [cell for row in rows for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells), table
