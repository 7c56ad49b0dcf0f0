"""The documents of the demo round: score sheets, summary, ledger, and notices in both forms, issued and drafted."""

from __future__ import annotations

from pathlib import Path

from chuangjian_desktop.domain.filenames import safe_name
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services import documents, places
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseFilter
from chuangjian_desktop.services.demo.gazetteer import CITY, OFFICE
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.office.papers.notices import Wanted
from chuangjian_desktop.services.office.settings import KINDS, DocumentSettings, save_document_settings
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries.places import SiteRow

SHEETS = 6
STEPS = SHEETS + 4
"""Steps of progress that both take at most."""
_PREFIXES = ("云创建办整", "云创建办交", "云创建办督", "云创建办单")
_ISSUED = ((KINDS[0], "letter"), (KINDS[0], "table"), (KINDS[0], "letter"), (KINDS[1], "table"))


def settle_documents(workspace: Workspace) -> None:
    """What the office's documents say about itself."""
    settings = DocumentSettings(
        issuer=OFFICE,
        red_head=OFFICE,
        contact="欧阳晴",
        phone="85550101",
        address=f"{CITY}东湖区人民路1号市民中心3楼",
        copies_to="市创建工作领导小组各成员单位",
        printed_by=OFFICE,
        prefixes=dict(zip(KINDS, _PREFIXES, strict=True)),
    )
    save_document_settings(workspace, settings)


def issue_papers(workspace: Workspace, folder: Path, progress: Progress) -> None:
    """Issue some notices into `folder`, which is new."""
    folder.mkdir(parents=True)
    _notices(workspace, folder / "通知书")
    progress.step("通知书")


def write_papers(workspace: Workspace, folder: Path, progress: Progress) -> None:
    """Write score sheets, summary and ledger as things stand now."""
    _sheets(workspace, folder / "评分表", progress)
    documents.export_summary(workspace, folder / "扣分汇总表.xlsx")
    progress.step("扣分汇总表")
    documents.export_ledger(workspace, folder / "问题台账.xlsx")
    progress.step("问题台账")


def _notices(workspace: Workspace, folder: Path) -> None:
    """The units with most problems get a number, the next two a draft. What is still being recorded waits."""
    units = sorted(notices.unit_notices(workspace), key=lambda unit: (-unit.problems, unit.unit))
    ready = reading.chosen(workspace, CaseFilter(states=("merged",)))
    for unit, (kind, form) in zip(units, _ISSUED, strict=False):
        notices.issue(workspace, [unit.unit_id], Wanted(kind, form, folder, findings=ready))
    rest = [unit.unit_id for unit in units[len(_ISSUED) : len(_ISSUED) + 2]]
    notices.export(workspace, rest, folder)


def _sheets(workspace: Workspace, folder: Path, progress: Progress) -> None:
    """Sheets of finished visits, one for each of the first types, as workbook and as PDF."""
    folder.mkdir()
    chosen: dict[str, SiteRow] = {}
    for site in places.sites(workspace):
        if site.state == "finished":
            chosen.setdefault(site.type, site)
    for site in list(chosen.values())[:SHEETS]:
        visit = visits.visit_of(workspace, site.id)
        for ending in ("xlsx", "pdf"):
            documents.export_sheet(workspace, visit, folder / f"{safe_name(f'评分表-{site.name}')}.{ending}")
        progress.step(site.name)
