"""Files opened lately and how they are: there, closed well, backed up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from chuangjian_desktop.services.installation import Installation

Health = Literal["closed", "interrupted", "missing"]


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A file that was open before. `changed` is local time, None when the file is not there."""

    path: Path
    size: int
    changed: datetime | None
    health: Health


def recent(installation: Installation) -> tuple[RecentFile, ...]:
    """The last files, newest first; nothing is opened for it."""
    open_before = _marked(installation)
    return tuple(_facts(Path(name), open_before) for name in installation.settings.recent)


def forget(installation: Installation, path: Path) -> None:
    """Take a file off the list; the file itself stays."""
    name = str(path)
    kept = tuple(each for each in installation.settings.recent if each != name)
    last = installation.settings.last_file
    installation.change(recent=kept, last_file="" if last == name else last)


def _facts(path: Path, open_before: frozenset[str]) -> RecentFile:
    try:
        found = path.stat()
    except OSError:
        return RecentFile(path, 0, None, "missing")
    changed = datetime.fromtimestamp(found.st_mtime).astimezone()
    return RecentFile(path, found.st_size, changed, "interrupted" if str(path) in open_before else "closed")


def _marked(installation: Installation) -> frozenset[str]:
    """Files whose session has not ended, as far as this installation knows."""
    names: set[str] = set()
    for mark in installation.sessions.glob("*.json"):
        try:
            names.add(str(json.loads(mark.read_text(encoding="utf-8"))["file"]))
        except (OSError, ValueError, KeyError):
            continue
    return frozenset(names)
