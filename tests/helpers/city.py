"""A small city as an office has it after a round: two districts, four streets, three site types, everything recorded
through the services. What each visit must score is worked out by hand beside it.

| site   | area          | possible | lost                                              | earned | rate  |
|--------|---------------|----------|---------------------------------------------------|--------|-------|
| ZG-001 | 东区/光明街道 | 96.00    | 6.00 (20 处 ask 10.00, capped); ZG12 na, ZG10 exempt | 90.00  | 93.75 |
| NM-001 | 东区/光明街道 | 86.00    | 3.00 (3 处); NM09, NM10, NM12 na                   | 83.00  | 96.51 |
| WC-001 | 东区/花园街道 | 100.00   | 2.00 + 4.00 + 4.00                                 | 90.00  | 90.00 |
| ZG-002 | 西区/和平街道 | 100.00   | 10.00 (10 处)                                      | 90.00  | 90.00 |
| WC-002 | 西区/建设街道 | 95.00    | 15.00 (all or nothing); WC08 unanswered            | 80.00  | 84.21 |
| ZG-003 | 西区/和平街道 | nobody went there                                                               ||||
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from chuangjian_desktop.domain.tables import SiteTableRow, TeamTableRow, UnitTableRow
from chuangjian_desktop.services import places, registry
from chuangjian_desktop.services.fieldwork import answers, findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, create, open_workspace

OFFICE = "云川市创建办"
SITES = (
    SiteTableRow("s", 1, "ZG-001", "解放路", "ZG", "解放路1号", "东区", "光明街道", unit="光明街道办事处"),
    SiteTableRow("s", 2, "NM-001", "东门农贸市场", "NM", "", "东区", "光明街道", unit="光明街道办事处"),
    SiteTableRow("s", 3, "WC-001", "花园公厕", "WC", "", "东区", "花园街道", unit="花园街道办事处"),
    SiteTableRow("s", 4, "ZG-002", "人民路", "ZG", "人民路1号", "西区", "和平街道", unit="和平街道办事处"),
    SiteTableRow("s", 5, "WC-002", "建设公厕", "WC", "", "西区", "建设街道", unit="建设街道办事处"),
    SiteTableRow("s", 6, "ZG-003", "北环路", "ZG", "", "西区", "和平街道", unit="和平街道办事处"),
)
UNITS = (
    UnitTableRow("u", 1, "东区城市管理局", roles=("城管",), district="东区"),
    UnitTableRow("u", 2, "西区城市管理局", roles=("城管",), district="西区"),
)
TEAMS = (
    TeamTableRow("t", 1, "T1", "第一组", leader="王敏", evaluators=("李强",)),
    TeamTableRow("t", 2, "T2", "第二组", leader="孙莉", evaluators=("赵静",)),
)
WALKED = {"ZG-001": "T1", "NM-001": "T1", "WC-001": "T1", "ZG-002": "T2", "WC-002": "T2"}
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "ZG-001": {"ZG12": "na", "ZG10": "exempt"},
    "NM-001": {"NM09": "na", "NM10": "na", "NM12": "na"},
    "WC-002": {"WC08": "unanswered"},
}
FINDINGS = (
    ("ZG-001", "ZG07", FindingDraft("墙面张贴小广告", "07001", 20, place="18号门前")),
    ("NM-001", "NM05", FindingDraft("地面积水", count=3, place="水产区")),
    ("WC-001", "WC02", FindingDraft("台面有水渍", place="男厕")),
    ("WC-001", "WC02", FindingDraft("墙面有污迹", count=2, place="女厕")),
    ("WC-001", "WC06", FindingDraft("无洗手液", count=2)),
    ("ZG-002", "ZG05", FindingDraft("店外经营", "09006", 10, place="22号至40号")),
    ("WC-002", "WC03", FindingDraft("异味明显")),
)


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = create(folder / "a.cjdb", "office", OFFICE, Installation(folder / "i"), "第四季度模拟测评")
        registry.add_units(made, UNITS)
        registry.add_sites(made, SITES)
        registry.add_teams(made, TEAMS)
        for site in WALKED:
            _walk(made, site)
        made.close()
        return (folder / "a.cjdb").read_bytes()


def _walk(workspace: Workspace, code: str) -> None:
    site = places.site_by_code(workspace, code)
    team = next(each for each in places.teams(workspace) if each.code == WALKED[code])
    assert site is not None
    visit = visits.visit_of(workspace, site.id, team_id=team.id)
    found = [each for each in FINDINGS if each[0] == code]
    for item in workspace.catalogue.checklists[site.type].items:
        state = ANSWERS.get(code, {}).get(item.code, "conforming")
        if state == "na":
            answers.set_answer(workspace, visit, item.code, "na")
        elif state == "exempt":
            answers.set_answer(workspace, visit, item.code, "exempt", "道路封闭施工")
        elif state == "conforming" and item.code not in [each[1] for each in found]:
            answers.set_answer(workspace, visit, item.code, "conforming")
    for _, item_code, draft in found:
        findings.record(workspace, visit, item_code, draft)
    visits.finish(workspace, visit, tuple(name for name, _ in team.members))


@contextmanager
def city(folder: Path) -> Generator[Workspace]:
    """The office's workspace after the round, a copy of one's own; its installation lies beside it."""
    path = folder / "office.cjdb"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_template())
    workspace = open_workspace(path, Installation(folder / "installation"))
    try:
        yield workspace
    finally:
        workspace.close()


def visit_at(workspace: Workspace, code: str) -> str:
    """The visit of a site."""
    return visits.begun_visit(workspace, code)


def unit_named(workspace: Workspace, name: str) -> str:
    """The record of a unit."""
    return places.unit_by_name(workspace, name)


def noted(workspace: Workspace, site: str, item: str, draft: FindingDraft) -> str:
    """One more finding on a finished sheet: reopened, recorded, finished again."""
    visit = visit_at(workspace, site)
    visits.reopen(workspace, visit, "补记")
    made = findings.record(workspace, visit, item, draft)
    visits.finish(workspace, visit)
    return made
