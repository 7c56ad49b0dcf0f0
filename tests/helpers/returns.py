"""What teams bring back to an office: each team on a computer of its own, made from its task package."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.services import places
from chuangjian_desktop.services.exchange import handin, handout, opening
from chuangjian_desktop.services.fieldwork import findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, act_as, open_workspace
from tests.helpers.offices import workspace_file


@dataclass
class Round:
    """An office's file and its teams. `installation` is the office's computer."""

    folder: Path
    installation: Installation

    def __post_init__(self) -> None:
        if not self.office.exists():
            workspace_file(self.office, "office")

    @property
    def office(self) -> Path:
        """The office's file."""
        return self.folder / "创建办.cjdb"

    def computer(self, code: str) -> Installation:
        """A team's own."""
        return Installation(self.folder / f"{code}-data")

    @contextmanager
    def team(self, code: str) -> Generator[Workspace]:
        """A team's workspace, open on its computer."""
        path = self.folder / f"{code}.cjdb"
        if not path.exists():
            office = open_workspace(self.office, self.installation)
            task = handout.hand_out(office, code, self.folder / f"task-{code}.cjpkg").packages[0].path
            office.close()
            opening.create_from(path, task, self.computer(code)).close()
        workspace = open_workspace(path, self.computer(code))
        try:
            act_as(workspace, f"组长{code}")
            yield workspace
        finally:
            workspace.close()

    def find(self, workspace: Workspace, place: str, site: str = "NM-001") -> str:
        """A finding at the first item of a site."""
        found = places.site_by_code(workspace, site)
        assert found is not None
        visit = visits.visit_of(workspace, found.id)
        item = visits.sheet(workspace, visit).rows[0].item
        return findings.record(workspace, visit, item.code, FindingDraft(item.phrases[0].text, place=place))

    def brought(self, code: str, place: str, name: str = "") -> Path:
        """A return package of a team that found something."""
        sticks = self.folder / "u盘"
        sticks.mkdir(exist_ok=True)
        with self.team(code) as workspace:
            self.find(workspace, place)
            out = sticks / (name or f"{code}.cjpkg")
            return handin.hand_in(workspace, out, confirmed_by=f"组长{code}").packages[0].path
