"""The installation on this computer: its folder with identity, settings, session marks and backups."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from platformdirs import user_data_path

from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.services.options import read_options


@dataclass(frozen=True, slots=True)
class Settings:
    """Of this person and machine; what travels with the work is in the workspace. Unknown keys are dropped."""

    language: str = "zh"
    theme: str = "system"
    last_file: str = ""
    recent: tuple[str, ...] = ()
    geometry: str = ""
    person: str = ""
    backup_budget_mb: int = 20_480
    backup_on_close: bool = True


class Installation:
    """One data folder is one installation; two folders are two installations."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or user_data_path("chuangjian", appauthor=False)
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            self.folder.chmod(0o700)
        self.id = self._identity()
        self.settings = self._load()

    @property
    def backups(self) -> Path:
        """Where backups are kept."""
        return self.folder / "backups"

    @property
    def sessions(self) -> Path:
        """Marks of files that are open; one left over tells of an unclean end."""
        return self.folder / "sessions"

    def change(self, **values: object) -> None:
        """Change settings and keep them."""
        self.settings = replace(self.settings, **values)
        with written_beside(self.folder / "settings.json") as place:
            place.write_text(json.dumps(asdict(self.settings), ensure_ascii=False, indent=1), encoding="utf-8")

    def remember(self, path: Path) -> None:
        """The file opened last comes first next time."""
        name = str(path.resolve())
        others = tuple(each for each in self.settings.recent if each != name)
        self.change(last_file=name, recent=(name, *others)[:8])

    def _identity(self) -> str:
        place = self.folder / "installation"
        if not place.exists():
            with written_beside(place) as beside:
                beside.write_text(fresh(), encoding="ascii")
        return place.read_text(encoding="ascii").strip()

    def _load(self) -> Settings:
        place = self.folder / "settings.json"
        try:
            stored = json.loads(place.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Settings()
        return read_options(Settings(), stored)
