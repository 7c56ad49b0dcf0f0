"""What a new type of site is called, and how its items are coded."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.inputs.checklists.layout import laid_out
from chuangjian_desktop.services.office.standards import importing
from chuangjian_desktop.services.office.standards.import_warnings import warnings_of
from chuangjian_desktop.services.office.standards.importing import Preview, Wish
from chuangjian_desktop.services.standards import export_checklist
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.checklists import HEAD, grid_in, write_book
from tests.helpers.city import city

ROWS = [[1, "环境", "站厅地面干净", 5, "每处扣0.5分"], [2, "环境", "站台墙面干净", 5, "发现一处扣1分"]]


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path / "city") as opened:
        yield opened


def look(workspace: Workspace, path: Path, wish: Wish | None = None) -> Preview:
    return importing.understand(workspace, laid_out(grid_in(path)), wish)


def told(preview: Preview) -> str:
    return "".join(str(each.details["detail_zh"]) for each in warnings_of(preview))


@pytest.mark.parametrize(("title", "code"), [("4S店测评细则", "SA"), ("110测评表", "NB"), ("24小时便利店评分表", "XS")])
def test_a_title_in_digits_gets_a_code_that_comes_back(
    workspace: Workspace, tmp_path: Path, title: str, code: str
) -> None:
    importing.take_in(workspace, look(workspace, write_book(tmp_path / "a.xlsx", [[title], HEAD, *ROWS])))
    assert [item.code for item in workspace.catalogue.checklists[code].items] == [f"{code}01", f"{code}02"]
    export_checklist(workspace, code, tmp_path / "b.xlsx")
    (plan,) = look(workspace, tmp_path / "b.xlsx").plans
    assert (plan.added, plan.changed, plan.same) == (0, 0, 2)


def test_a_type_that_only_the_file_names_is_told(workspace: Workspace, tmp_path: Path) -> None:
    path = write_book(tmp_path / "加油站.xlsx", [HEAD, *ROWS], title="Sheet1")
    assert "收作新的点位类别 JY" in told(look(workspace, path))
    assert "收作新" not in told(look(workspace, path, Wish({0: ("JQZ", "加气站")})))
    assert "收作新" not in told(look(workspace, write_book(path, [HEAD, *ROWS], title="加油站")))
