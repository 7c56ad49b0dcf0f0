"""A real workspace with one street, its units and drawn photos, and the Walk over it."""

from __future__ import annotations

import io
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw

from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.sheet import VisitSheet
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import places
from chuangjian_desktop.services import workspace as workspaces
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.registry import initials
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.fieldwork.walk.gateway import WorkspaceWalk

FILE = "第二组.cjz"
UNITS = (
    ("东湖区城市管理局", "城管", "东湖区"),
    ("东湖区环卫中心", "环卫", "东湖区"),
    ("东湖区市场监督管理局", "市监", "东湖区"),
    ("人民路街道办事处", "街道", "东湖区/人民路街道"),
)


@dataclass(slots=True)
class Street:
    """An open workspace with a visit of one site."""

    workspace: Workspace
    worker: PhotoWorker
    services: WorkspaceWalk
    visit_id: str
    folder: Path

    def sheet(self) -> VisitSheet:
        """The sheet as it is stored."""
        return visits.sheet(self.workspace, self.visit_id)


def furnished(folder: Path, kind: str = "ZG", name: str = "解放路（人民路—建设路）") -> None:
    """Make the workspace once; tests copy the folder and `street` opens it."""
    workspace = workspaces.create(folder / FILE, "team", "第二组", Installation(folder / "installation"))
    _fill(workspace, kind, name)
    workspace.close()


@contextmanager
def street(folder: Path, kind: str = "ZG", name: str = "解放路（人民路—建设路）") -> Generator[Street, None, None]:
    """The workspace under a folder, made if it is not there, closed at the end."""
    if not (folder / FILE).exists():
        furnished(folder, kind, name)
    workspace = workspaces.open_workspace(folder / FILE, Installation(folder / "installation"))
    worker = PhotoWorker()
    try:
        site = places.sites(workspace)[0].id
        visit = visits.visit_of(workspace, site)
        yield Street(workspace, worker, WorkspaceWalk(workspace, worker), visit, folder)
    finally:
        worker.close()
        workspace.close()


def _fill(workspace: Workspace, kind: str, name: str) -> None:
    office = workspace.office
    district, quarter = named("office.area", office, "东湖区"), named("office.area", office, "东湖区/人民路街道")
    site = named("office.site", office, f"{kind}-014")
    areas = {"东湖区": district, "东湖区/人民路街道": quarter}
    with workspace.writing() as writer:
        writer.put("office.area", district, {"name": "东湖区", "path": "东湖区", "parent": None})
        fields = {"name": "人民路街道", "path": "东湖区/人民路街道", "parent": ref("office.area", district)}
        writer.put("office.area", quarter, fields)
        for unit, role, area in UNITS:
            writer.put(
                "office.unit",
                named("office.unit", office, unit),
                {"name": unit, "short": "", "roles": [role], "area": ref("office.area", areas[area])},
            )
        writer.put(
            "office.site",
            site,
            {
                "code": f"{kind}-014",
                "name": name,
                "initials": initials(name),
                "type": kind,
                "area": ref("office.area", quarter),
                "unit": ref("office.unit", named("office.unit", office, "人民路街道办事处")),
            },
        )


def drawn_photo(seed: int = 1, size: tuple[int, int] = (1280, 960), taken: datetime | None = None) -> bytes:
    """A street as a JPEG, drawn; no two seeds look alike."""
    width, height = size
    image = Image.new("RGB", size, (196 - seed * 7 % 40, 206, 214))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height * 6 // 10, width, height), fill=(142, 144, 140))
    for k in range(5):
        x = k * width // 5
        shade = 120 + (seed * 37 + k * 29) % 80
        pen.rectangle((x, height // 8, x + width // 5 - 12, height * 6 // 10), fill=(shade, shade - 12, shade - 24))
        pen.rectangle((x, height * 4 // 10, x + width // 5 - 12, height * 45 // 100), fill=(178, 38 + k * 22, 40))
    for k in range(4 + seed % 3):
        x = (seed * 173 + k * 211) % (width - 160)
        colour = ((60 + seed * 61 + k * 83) % 200, (120 + k * 47) % 200, (40 + seed * 29) % 180)
        pen.rectangle((x, height * 66 // 100, x + 150, height * 82 // 100), fill=colour, outline=(60, 60, 60), width=4)
    stream = io.BytesIO()
    exif = Image.Exif()
    if taken is not None:
        exif.get_ifd(0x8769)[0x9003] = taken.strftime("%Y:%m:%d %H:%M:%S")
    image.save(stream, "JPEG", quality=85, exif=exif)
    return stream.getvalue()


def photo_file(folder: Path, name: str, seed: int = 1) -> Path:
    """A drawn photo as a file with a time of its own."""
    path = folder / name
    path.write_bytes(drawn_photo(seed, taken=datetime(2026, 11, 18, 10, 16, 42)))
    return path
