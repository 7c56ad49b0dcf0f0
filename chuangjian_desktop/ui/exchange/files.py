"""Files that are dragged, and those of ours among them: packages and workspaces, which any screen lets through to the
window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

PACKAGE, WORKSPACE = ".cjpkg", ".cjdb"


def paths_in(mime: QMimeData) -> tuple[Path, ...]:
    """Local files and folders that are carried."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def files_of_ours(mime: QMimeData) -> tuple[Path, ...]:
    """The files when all that is dragged are packages and workspaces; none when anything else is among them."""
    found = paths_in(mime)
    ours = all(path.suffix.lower() in (PACKAGE, WORKSPACE) for path in found)
    return found if ours and len(found) == len(mime.urls()) else ()
