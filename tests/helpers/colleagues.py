"""Files of one office in several hands: copied as people copy them, written in apart, and taken in again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, act_as, now, open_workspace
from chuangjian_desktop.store.merging.merge import Merge
from chuangjian_desktop.store.store import Store

ANYBODY = Choice(accept_unsigned=True, accept_office=True)


@contextmanager
def colleague(source: Path, folder: Path, name: str, *, role: str = "team", person: str = "") -> Generator[Workspace]:
    """A copy of a file at rest in somebody else's hands, open on a laptop of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.cjdb"
    if not path.exists():
        shutil.copy(source, path)
        with closing(Store.open(path, now)) as store:
            installation = Installation(folder / f"{name}-data")
            store.set_facts(role=role, name=name, replica=fresh(), installation=installation.id, head="")
    workspace = open_workspace(path, Installation(folder / f"{name}-data"))
    try:
        act_as(workspace, person or name)
        yield workspace
    finally:
        workspace.close()


def united(workspace: Workspace, *files: Path) -> None:
    """Take in what is in some files at rest."""
    with (
        tempfile.TemporaryDirectory(dir=workspace.path.parent) as name,
        Merge(workspace.store, Path(name), "", ANYBODY, Progress()) as merge,
    ):
        merge.examine(files)
        merged = merge.take()
    refused = [each.refusal for each in merged.outcomes if each.refusal is not None]
    if refused:
        raise refused[0]
    workspace.tell(merged.written)
