"""Workspaces as people have them: an office's and a team's, with sites, units and teams of two districts."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from chuangjian_desktop.domain.tables import SiteTableRow, TeamTableRow, UnitTableRow
from chuangjian_desktop.services import registry
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, create, open_workspace

SITES = (
    SiteTableRow("s", 1, "ZG-001", "解放路", "ZG", "解放路1号", "东区", "光明街道", "", "", "光明街道办事处"),
    SiteTableRow("s", 2, "ZG-002", "人民路", "ZG", "人民路1号", "西区", "和平街道", "", "", "和平街道办事处"),
    SiteTableRow("s", 3, "NM-001", "东门农贸市场", "NM", "", "东区", "光明街道", "", "", "光明街道办事处"),
    SiteTableRow("s", 4, "GD-001", "东方广场工地", "GD", "", "西区", "和平街道", "", "", ""),
    SiteTableRow("s", 5, "WC-001", "中山公厕", "WC"),
)
UNITS = (
    UnitTableRow("u", 1, "东区城市管理局", roles=("城管",), district="东区"),
    UnitTableRow("u", 2, "西区城市管理局", roles=("城管",), district="西区"),
    UnitTableRow("u", 3, "市住房和城乡建设局", roles=("住建",)),
)
TEAMS = (
    TeamTableRow("t", 1, "T1", "第一组", leader="王敏", evaluators=("李强", "赵静")),
    TeamTableRow("t", 2, "T2", "第二组", leader="孙莉"),
)


@cache
def _template(role: str) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = create(folder / "a.cjdb", role, "市创建办" if role == "office" else "第一组", Installation(folder / "i"))
        registry.add_units(made, UNITS)
        registry.add_sites(made, SITES)
        if role == "office":
            registry.add_teams(made, TEAMS)
        made.close()
        return (folder / "a.cjdb").read_bytes()


def workspace_file(path: Path, role: str = "team") -> Path:
    """A workspace at rest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_template(role))
    return path


@contextmanager
def opened(folder: Path, role: str = "team") -> Generator[Workspace]:
    """A workspace of one's own, open for writing; its installation lies beside it."""
    path = folder / f"{role}.cjdb"
    if not path.exists():
        workspace_file(path, role)
    workspace = open_workspace(path, Installation(folder / "installation"))
    try:
        yield workspace
    finally:
        workspace.close()
