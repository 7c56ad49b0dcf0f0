"""An office's file into which two laptops came that had changed the same things apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import places, records
from chuangjian_desktop.services.exchange import erasing
from chuangjian_desktop.services.fieldwork import findings, photos, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.workspace import Workspace, act_as
from tests.helpers.colleagues import colleague, united
from tests.helpers.offices import opened, workspace_file
from tests.outputs.xlsx.documents import jpeg

WHY = "拍到路人正脸"


@dataclass(frozen=True)
class Quarrel:
    """The office's file at rest, that of a team, and what they are about: a finding whose count, note and photo are
    disputed, one that a team removed, and two of two teams that are one problem."""

    office: Path
    team: Path
    finding: str
    photo: str
    removed: str
    twins: tuple[str, str]


def _visit(workspace: Workspace, site: str, team: int) -> str:
    found = places.site_by_code(workspace, site)
    assert found is not None
    return visits.visit_of(workspace, found.id, team_id=places.teams(workspace)[team].id)


def quarrel(folder: Path) -> Quarrel:
    """Made anew in a folder."""
    source = workspace_file(folder / "office.cjdb", "office")
    (folder / "p.jpg").write_bytes(jpeg(3, (900, 700)))
    with opened(folder, "office") as office, PhotoWorker() as worker:
        act_as(office, "欧阳晴")
        visit = _visit(office, "ZG-001", 0)
        finding = findings.record(office, visit, "ZG07", FindingDraft("小广告", "07001", 2, place="门前", note="原有"))
        removed = findings.record(office, visit, "ZG07", FindingDraft("乱涂写", "07001", 1, place="后门"))
        ready, _ = photos.prepare(worker, [folder / "p.jpg"])
        photo = photos.attach(office, finding, ready[0]).photo.id
    with colleague(source, folder, "第一组", person="李强") as one:
        records.edit(one, "finding", finding, {"count": "5", "note": "甲记"})
        findings.remove(one, removed)
        erasing.erase(one, photo, WHY)
        first = findings.record(
            one, _visit(one, "ZG-002", 0), "ZG07", FindingDraft("墙面小广告", "07001", 3, place="东")
        )
    with colleague(source, folder, "第二组", person="孙莉") as other:
        records.edit(other, "finding", finding, {"count": "7", "note": "乙记"})
        records.edit(other, "finding", removed, {"count": "4"})
        visit = _visit(other, "ZG-002", 1)
        second = findings.record(other, visit, "ZG07", FindingDraft("墙面小广告", "07001", 3, place="东侧"))
    with opened(folder, "office") as office:
        act_as(office, "欧阳晴")
        united(office, folder / "第一组.cjdb", folder / "第二组.cjdb")
    return Quarrel(source, folder / "第一组.cjdb", finding, photo, removed, (first, second))
