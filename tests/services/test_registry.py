"""Sites, units and teams out of workbooks, into the workspace."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import openpyxl
import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.tables import SiteTableRow
from chuangjian_desktop.services import info, places, registry, upkeep
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.offices import opened
from tests.helpers.workbooks import SITE_HEAD, OfficeSheet, site, write_office


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with opened(tmp_path) as found:
        yield found
        assert upkeep.check(found) == []


def book(tmp_path: Path, *rows: list[object], head: tuple[str, ...] = SITE_HEAD) -> Path:
    return write_office(tmp_path / "点位.xlsx", OfficeSheet(head=head, rows=rows))


def test_sites_bring_their_areas_and_units(workspace: Workspace, tmp_path: Path) -> None:
    rows = [site(11, "解放大道", **{"所属区(县)": "南区", "街道（乡镇）": "红旗街道", "责任单位": "红旗街道办事处"})]
    report = registry.import_sites(workspace, book(tmp_path, *rows))
    assert (report.added, report.changed, report.same, report.rejected) == (1, 0, 0, ())
    found = places.site_by_code(workspace, "ZG-011")
    assert found is not None
    assert (found.area, found.unit, found.name) == ("南区/红旗街道", "红旗街道办事处", "解放大道")
    assert {"南区", "南区/红旗街道"} <= {area.path for area in places.areas(workspace)}
    assert [each.code for each in places.search(workspace, "jfdd")] == ["ZG-011"]
    assert {each.name for each in places.search(workspace, "jiefang")} == {"解放路", "解放大道"}


def test_the_same_again_changes_nothing_and_a_dry_run_nothing_at_all(workspace: Workspace, tmp_path: Path) -> None:
    path = book(tmp_path, site(11, "解放大道"), site(12, "文昌路"))
    before = info.digest(workspace)
    assert registry.import_sites(workspace, path, dry_run=True).added == 2
    assert info.digest(workspace) == before
    registry.import_sites(workspace, path)
    after = info.digest(workspace)
    again = registry.import_sites(workspace, path)
    assert (again.added, again.changed, again.same) == (0, 0, 2)
    assert info.digest(workspace) == after
    changed = registry.import_sites(workspace, book(tmp_path, site(11, "解放大道", 备注="改造中"), site(12, "文昌路")))
    assert (changed.changed, changed.same) == (1, 1)


def test_rows_that_are_not_understood_stop_no_other_and_are_marked(workspace: Workspace, tmp_path: Path) -> None:
    rows = [site(11, "解放大道"), site(12, "某地", "不知道什么"), site(13, "", "主次干道")]
    report = registry.import_sites(workspace, book(tmp_path, *rows))
    assert report.added == 1
    assert [each.row for each in report.rejected] == sorted(each.row for each in report.rejected)
    assert all(each.reason_zh and each.reason_en for each in report.rejected)
    marked = tmp_path / "marked.xlsx"
    registry.save_marked_copy(report, marked)
    sheet = openpyxl.load_workbook(marked).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(report.rejected[0].reason_zh in cell for cell in cells)
    with pytest.raises(Refusal) as refused:
        registry.save_marked_copy(registry.add_sites(workspace, []), marked)
    assert refused.value.code == "M20"


def test_what_cannot_be_kept_is_rejected_by_row(workspace: Workspace) -> None:
    rows = [SiteTableRow("s", 5, "X1", "路\ufffe", "ZG"), SiteTableRow("s", 6, "", "新路", "ZG")]
    report = registry.add_sites(workspace, rows)
    assert report.added == 1
    assert [(each.row, "U+FFFE" in each.reason_zh) for each in report.rejected] == [(5, True)]


def test_sites_without_a_code_get_one_and_keep_it(workspace: Workspace) -> None:
    row = SiteTableRow("s", 1, "", "无名路", "ZG")
    registry.add_sites(workspace, [row])
    codes = [each.code for each in places.sites(workspace) if each.name == "无名路"]
    assert codes == ["ZG-003"]
    assert registry.add_sites(workspace, [row]).same == 1


def test_units_and_teams(workspace: Workspace, tmp_path: Path) -> None:
    units = write_office(
        tmp_path / "u.xlsx",
        OfficeSheet(title="责任单位", head=("单位名称", "简称", "所属区", "联系人", "联系电话"), rows=[
            ["东区环境卫生管理中心", "东区环卫", "东区", "张三", "123"],
            ["市公安局交通警察支队", "", "", "", ""],
        ]),
    )  # fmt: skip
    assert registry.import_units(workspace, units).added == 2
    found = {unit.name: unit for unit in places.units(workspace)}
    assert found["东区环境卫生管理中心"].roles == ("环卫",)
    assert (found["东区环境卫生管理中心"].area, found["东区环境卫生管理中心"].phone) == ("东区", "123")
    assert found["市公安局交通警察支队"].roles == ("交警", "公安")
    assert places.unit_by_name(workspace, "东区环卫") == found["东区环境卫生管理中心"].id
    assert registry.import_units(workspace, units).same == 2
    teams = write_office(
        tmp_path / "t.xlsx",
        OfficeSheet(
            title="测评组", head=("组别", "组长", "测评员", "联系电话"), rows=[["第七组", "孙莉", "周杰、吴敏", ""]]
        ),
    )
    assert registry.import_teams(workspace, teams).added == 1
    team = next(each for each in places.teams(workspace) if each.name == "第七组")
    assert dict(team.members) == {"孙莉": "组长", "周杰": "测评员", "吴敏": "测评员"}


@pytest.mark.parametrize("content", [b"", b"PK\3\4 no zip", "点位表".encode(), bytes(5000)])
def test_what_is_no_workbook_is_refused_and_changes_nothing(
    workspace: Workspace, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    before = info.digest(workspace)
    for read in (registry.import_sites, registry.import_units, registry.import_teams):
        with pytest.raises(Refusal) as refused:
            read(workspace, path)
        assert refused.value.code == "M20"
    assert info.digest(workspace) == before


def test_names_spell_their_initials() -> None:
    assert registry.initials("解放路A段1号") == "jflad1h"
    assert registry.roles_in("XX市东湖区城市管理和综合执法局") == ["城管"]
    assert registry.roles_in("云川市行政审批和政务服务局") == ["行政审批"]
    assert registry.roles_in("市退役军人局") == ["退役军人"]
    assert registry.roles_in("云川市烟草专卖局") == ["烟草"]
    assert registry.roles_in("铁路街道办事处") == []
    assert registry.roles_in("某某公司") == []
