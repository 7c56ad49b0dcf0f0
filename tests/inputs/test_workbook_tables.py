"""点位表, units and teams as offices write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.tables import Grid, GridCell, GridRow, GridSheet, RejectedRow, SiteTable
from chuangjian_desktop.inputs.coordinates import BadCoordinate, coordinates_of
from chuangjian_desktop.inputs.tables import read_sites, read_teams, read_units, sites_of, teams_of, units_of
from tests.helpers.workbooks import SITE_HEAD, TYPES, OfficeSheet, site, write_office


def sites(tmp_path: Path, *sheets: OfficeSheet) -> SiteTable:
    return read_sites(write_office(tmp_path / "点位表.xlsx", *sheets), TYPES)


def grid_of(*rows: list[str]) -> Grid:
    """A grid without a file, for what needs no container."""
    filled = [
        GridRow(number, tuple(GridCell(column, text) for column, text in enumerate(row, 1) if text))
        for number, row in enumerate(rows, 1)
    ]
    return Grid("表.xlsx", (GridSheet("Sheet1", tuple(row for row in filled if row.cells)),))


def test_a_plain_table(tmp_path: Path) -> None:
    table = sites(tmp_path, OfficeSheet(rows=[site(1, "解放路"), site(2, "和平巷", "背街小巷", 备注="临街")]))
    assert table.rejected == ()
    first, second = table.rows
    assert (first.sheet, first.row, first.code, first.name, first.type_code) == ("点位表", 3, "ZG-001", "解放路", "ZG")
    assert (first.address, first.district, first.street, first.unit) == (
        "解放路1号至99号",
        "东区",
        "光明街道",
        "光明街道办事处",
    )
    assert (first.phone, first.longitude, first.latitude, first.always) == (
        "13800000001",
        1_143_065_000,
        305_928_000,
        True,
    )
    assert (second.type_code, second.always, second.note) == ("BX", False, "临街")


@pytest.mark.parametrize("above", range(10))
def test_the_head_may_stand_in_rows_one_to_ten(tmp_path: Path, above: int) -> None:
    table = sites(tmp_path, OfficeSheet(rows=[site(1, "解放路")], title_rows=above))
    assert [(row.row, row.name) for row in table.rows] == [(above + 2, "解放路")]


def test_what_is_no_data_is_passed_over_in_silence(tmp_path: Path) -> None:
    rows = [
        ["一、主次干道（2个）"],
        site(1, "解放路"),
        [],
        ["小计", None, 1],
        list(SITE_HEAD),
        site(2, "和平路"),
        [3],
        ["合 计", None, None, None, 2],
        [None, "东区 总计：2个"],
    ]
    notes = ["注：1.常检点每轮必查。", "说明：以上点位由各区报送。", "填表人：张三　　审核：李四"]
    table = sites(tmp_path, OfficeSheet(rows=rows, notes=notes, title_rows=2, merged=["A4:T4"]))
    assert [row.name for row in table.rows] == ["解放路", "和平路"]
    assert table.rejected == ()


def test_captions_and_notes_stand_in_any_column(tmp_path: Path) -> None:
    head = ["点位名称", "点位类别", "地址"]
    rows = [
        ["一、东区"],
        ["解放路", "主次干道", "东区"],
        ["注：以上为东区点位"],
        ["审核人：李四"],
        ["备注路", "公厕"],
        [None, None, "无名"],
    ]
    table = sites(tmp_path, OfficeSheet(head=head, rows=rows, merged=["A3:C3"]))
    assert [row.name for row in table.rows] == ["解放路", "备注路"]
    assert [(row.row, row.reason_zh) for row in table.rejected] == [(8, "缺少点位名称")]


def test_merged_cells_count_for_all_their_rows(tmp_path: Path) -> None:
    rows = [site(1, "解放路"), site(2, "和平路"), site(3, "建设路"), site(4, "人民路", 责任单位=None)]
    for row in rows[1:3]:
        row[3] = row[5] = row[9] = None
    table = sites(tmp_path, OfficeSheet(rows=rows, merged=["F3:F5", "D3:D5", "J3:J5"]))
    assert [(row.district, row.type_code, row.unit) for row in table.rows] == [
        *[("东区", "ZG", "光明街道办事处")] * 3,
        ("东区", "ZG", ""),
    ]


def test_full_width_and_odd_headings(tmp_path: Path) -> None:
    head = ["编码", "考察点", "点位\n类型*", "区／县", "镇（街）", "手机号", "东经", "北纬", "必检"]
    rows = [
        [
            "ＺＧ－００１",
            "解放路（北段）",
            " 主次 干道 ",
            "东区",
            "光明",
            "１３８０００００００１",
            "１１４．３",
            "３０．５",
            "√",
        ]
    ]
    row = sites(tmp_path, OfficeSheet(head=head, rows=rows, title_rows=0)).rows[0]
    assert (row.code, row.name, row.type_code, row.phone) == ("ZG-001", "解放路（北段）", "ZG", "13800000001")
    assert (row.longitude, row.latitude, row.always, row.district) == (1_143_000_000, 305_000_000, True, "东区")


def test_a_head_of_two_rows(tmp_path: Path) -> None:
    head = ["点位名称", "类别", "坐标", None]
    rows = [[None, None, "经度", "纬度"], ["解放路", "公厕", 114.5, 30.5]]
    merged = ["A2:A3", "B2:B3", "C2:D2"]
    row = sites(tmp_path, OfficeSheet(head=head, rows=rows, merged=merged)).rows[0]
    assert (row.row, row.name, row.longitude, row.latitude) == (4, "解放路", 1_145_000_000, 305_000_000)


def test_rejected_rows_say_where_and_why(tmp_path: Path) -> None:
    rows = [
        site(1, "解放路"),
        site(2, "", 点位名称=None),
        site(3, "和平路", "月球基地"),
        site(4, "建设路", 点位类别=None),
        site(5, "人民路", 经度="很远"),
        site(6, "长江路", 纬度=130.5),
        site(7, "黄河路", 纬度=None),
        site(8, "中山路", 点位编号="ZG-001"),
        site(9, "胜利路", 是否常检="也许"),
        site(10, "友谊路", 点位编号="=1+1"),
        site(11, "团结路"),
    ]
    table = sites(tmp_path, OfficeSheet(rows=rows))
    assert [row.name for row in table.rows] == ["解放路", "团结路"]
    assert [(row.sheet, row.row) for row in table.rejected] == [("点位表", number) for number in range(4, 13)]
    reasons = [row.reason_zh for row in table.rejected]
    wanted = [
        "缺少点位名称",
        "月球基地",
        "缺少点位类别",
        "很远",
        "超出",
        "缺一个",
        "重复，首次出现在 点位表!3",
        "常检",
        "公式",
    ]
    assert all(word in reason for word, reason in zip(wanted, reasons, strict=True)), reasons
    assert all(row.reason_en.isascii() or "“" in row.reason_en for row in table.rejected)


def test_sites_without_a_code_are_taken(tmp_path: Path) -> None:
    rows = [site(1, "解放路", 点位编号=None), site(2, "和平路", 点位编号=None)]
    assert [row.code for row in sites(tmp_path, OfficeSheet(rows=rows)).rows] == ["", ""]


def test_several_sheets_one_of_them_no_table(tmp_path: Path) -> None:
    explanation = OfficeSheet(title="填表说明", head=["请按要求填写"], rows=[["一、点位名称要准确"]], title_rows=0)
    table = sites(
        tmp_path,
        explanation,
        OfficeSheet(title="东区", rows=[site(1, "解放路")]),
        OfficeSheet(title="西区", rows=[site(2, "和平路"), site(1, "重复路")]),
        OfficeSheet(title="旧", rows=[site(9, "旧路")], hidden=True),
    )
    assert [(row.sheet, row.name) for row in table.rows] == [("东区", "解放路"), ("西区", "和平路")]
    assert [(row.sheet, row.row) for row in table.rejected] == [("西区", 4)]
    assert (table.skipped, table.grid.hidden) == (("填表说明",), ("旧",))


def test_a_workbook_without_the_table_is_refused(tmp_path: Path) -> None:
    path = write_office(tmp_path / "a.xlsx", OfficeSheet(head=["甲", "乙"], rows=[[1, 2]]))
    for read in (lambda: read_sites(path, TYPES), lambda: read_units(path), lambda: read_teams(path)):
        with pytest.raises(Refusal) as caught:
            read()
        assert caught.value.code == "M20"
        assert "表头" in str(caught.value.details["detail_zh"])


def test_text_that_cannot_be_kept_is_rejected() -> None:
    grid = grid_of(["点位名称", "类别"], ["解放\x00路", "公厕"], ["长" * 6000, "公厕"], ["和平路", "wc"])
    table = sites_of(grid, TYPES)
    assert [row.name for row in table.rows] == ["和平路"]
    assert ["U+0000" in table.rejected[0].reason_zh, "5000" in table.rejected[1].reason_zh] == [True, True]


@pytest.mark.parametrize(
    ("longitude", "latitude", "pair", "expected"),
    [
        ("114.3055", "30.5928", "", (1_143_055_000, 305_928_000)),
        ("114.30551234567", "30.59285", "", (1_143_055_123, 305_928_500)),
        ("东经114.5度", "北纬30.5°", "", (1_145_000_000, 305_000_000)),
        ("114°30′0″", "30°15'36\"", "", (1_145_000_000, 302_600_000)),
        ("114度30分", "30度15分36秒", "", (1_145_000_000, 302_600_000)),
        ("E114.5", "30.5N", "", (1_145_000_000, 305_000_000)),
        ("-70.5", "−33.5", "", (-705_000_000, -335_000_000)),
        ("", "", "114.5，30.5", (1_145_000_000, 305_000_000)),
        ("", "", "", (None, None)),
        ("180", "-90", "", (1_800_000_000, -900_000_000)),
    ],
)
def test_coordinates(longitude: str, latitude: str, pair: str, expected: tuple[int | None, int | None]) -> None:
    assert coordinates_of(longitude, latitude, pair) == expected


@pytest.mark.parametrize(
    ("longitude", "latitude", "pair"),
    [
        ("x", "30", ""),
        ("181", "30", ""),
        ("114", "91", ""),
        ("114", "", ""),
        ("114°61′", "30", ""),
        ("", "", "114.5"),
        ("1e2", "3", ""),
    ],
)
def test_impossible_coordinates(longitude: str, latitude: str, pair: str) -> None:
    with pytest.raises(BadCoordinate):
        coordinates_of(longitude, latitude, pair)


def test_units(tmp_path: Path) -> None:
    head = ["序号", "责任单位", "简称", "部门角色", "所属区（县）", "联络员", "办公电话", "地址"]
    rows = [
        [1, "市城市管理局", "城管局", "城管、环卫", "", "张三", "０２７－１２３４５６７", "建设路1号"],
        [2, "东区光明街道办事处", None, "街道;社区", "东区", None, None, None],
        [3, None, "某局", None, None, None, None, None],
        [4, "市城市管理局", None, None, None, None, None, None],
    ]
    table = read_units(write_office(tmp_path / "a.xlsx", OfficeSheet(title="单位", head=head, rows=rows, title_rows=3)))
    first, second = table.rows
    assert (first.name, first.short, first.roles, first.contact) == ("市城市管理局", "城管局", ("城管", "环卫"), "张三")
    assert (first.phone, first.address, second.roles, second.district) == (
        "027-1234567",
        "建设路1号",
        ("街道", "社区"),
        "东区",
    )
    assert [row.row for row in table.rejected] == [7, 8]
    assert "首次出现在 单位!5" in table.rejected[1].reason_zh


def test_a_team_on_one_line(tmp_path: Path) -> None:
    head = ["组别", "编号", "组长", "测评员", "记录员", "电话"]
    rows = [
        ["第一组", "A", "张三", "李四、王五", "赵六", 13800000001],
        ["第二组", None, "钱七", "孙八，周九", None, None],
    ]
    first, second = read_teams(write_office(tmp_path / "a.xlsx", OfficeSheet(head=head, rows=rows))).rows
    assert (first.code, first.name, first.leader, first.evaluators, first.recorders, first.phone) == (
        *("A", "第一组", "张三", ("李四", "王五"), ("赵六",), "13800000001"),
    )
    assert (second.code, second.evaluators, second.recorders) == ("2", ("孙八", "周九"), ())


def test_a_team_with_one_line_a_person(tmp_path: Path) -> None:
    head = ["组别", "姓名", "职务", "联系电话"]
    rows = [
        ["第一测评组", "张三", "组长", "1"],
        [None, "李四", "副组长", "2"],
        [None, "王五", "记录员", None],
        ["第十二组", "赵六", "组长", None],
        [None, "钱七", "测评员", None],
    ]
    path = write_office(tmp_path / "a.xlsx", OfficeSheet(head=head, rows=rows, merged=["A3:A5"]))
    first, second = read_teams(path).rows
    assert (first.row, first.code, first.leader, first.evaluators, first.recorders, first.phone) == (
        *(3, "1", "张三", ("李四",), ("王五",), "1"),
    )
    assert (second.code, second.leader, second.evaluators) == ("12", "赵六", ("钱七",))


def test_teams_that_cannot_be(tmp_path: Path) -> None:
    grid = grid_of(
        ["组别", "组长", "测评员"],
        ["1组", "张三", ""],
        ["1组", "李四", ""],
        ["2组", "", ""],
        ["3组", "甲、乙", ""],
        ["巡查队", "", "丙"],
    )
    table = teams_of(grid)
    assert [(row.code, row.name) for row in table.rows] == [("1", "1组"), ("巡查队", "巡查队")]
    assert [row.row for row in table.rejected] == [3, 4, 5]


def test_a_team_needs_a_name() -> None:
    grid = grid_of(["组别", "姓名"], ["", "张三"], ["1", "李四"])
    assert teams_of(grid).rejected == (RejectedRow("Sheet1", 2, "缺少组别", "the team is missing"),)
    assert units_of(grid_of(["单位", "电话"], ["甲局", ""])).rows[0].name == "甲局"
