"""Looking after the file: backups, restoring, proving."""

from __future__ import annotations

import errno
import os
import shutil
from hashlib import sha256
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store import backups as store_backups
from chuangjian_desktop.store import check as store_check
from chuangjian_desktop.store import snapshot
from chuangjian_desktop.store.backups import Backup
from chuangjian_desktop.store.check import Problem
from chuangjian_desktop.store.engine import discard, surroundings
from chuangjian_desktop.store.lock import FileLock
from chuangjian_desktop.store.store import Store


def check(workspace: Workspace, progress: Progress | None = None, *, rebuild: bool = False) -> list[Problem]:
    """Prove the file; with `rebuild` the projection is first made anew from the journal. Nothing is ever deleted."""
    if rebuild:
        workspace.store.rebuild()
    with workspace.store.reading() as connection:
        return store_check.check(connection, progress or Progress())


def backup_to(workspace: Workspace, out: Path) -> None:
    """A whole, verified copy under the name the user chose; an earlier copy of that name is replaced at the end.

    `Refusal` M26 when that name is this workspace or somebody else's.
    """
    if out.resolve() == workspace.path.resolve():
        raise Refusal("M26", what=out.name, reason="same file")
    _spare_others(workspace, out)
    part = out.with_name(f".{out.name}.part")
    with surroundings(out):
        if not out.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        discard(part)
    snapshot.copy_to(workspace.path, part)
    with surroundings(out):
        part.replace(out)
        snapshot.flush(out)


def _spare_others(workspace: Workspace, out: Path) -> None:
    try:
        store = Store.open(out, now, renew=False)
    except Refusal as refusal:
        if refusal.code in ("M01", "M02"):  # nothing there, no workspace, or a broken copy that this one replaces
            return
        raise
    try:
        facts = store.facts()
    finally:
        store.close()
    if any(facts.get(name) != workspace.facts.get(name) for name in ("office", "role", "name")):
        raise Refusal("M26", what=out.name, reason="another workspace")


def backup(workspace: Workspace, progress: Progress | None = None) -> Backup:
    """An automatic backup, then thinning by age and by the space the user allows."""
    folder = backup_folder(workspace.installation, workspace.path)
    made = store_backups.make(workspace.path, folder, now(), progress or Progress())
    store_backups.thin(folder, now(), workspace.installation.settings.backup_budget_mb * 1024 * 1024)
    return made


def backup_folder(installation: Installation, path: Path) -> Path:
    """Where the automatic backups of a workspace lie."""
    return installation.backups / f"{path.stem}-{sha256(str(path.resolve()).encode()).hexdigest()[:8]}"


def backups(installation: Installation, path: Path) -> tuple[Backup, ...]:
    """The automatic backups of a workspace, newest first."""
    return store_backups.listed(backup_folder(installation, path))


def restore(copy: Path, out: Path) -> Path | None:
    """Make a workspace out of a backup, automatic or not. A file already there is kept under a further name, which is
    answered. The restored file becomes a new replica when it is opened."""
    if not copy.is_file():
        raise Refusal("M01", file=copy.name, detail="not found")
    part = out.with_name(f".{out.name}.part")
    with surroundings(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        kept = _free_name(out) if out.exists() else None
        try:
            shutil.copyfile(copy, part)
            _revive(copy, part)
            if kept is not None:
                _set_aside(out, kept)
            part.replace(out)
            snapshot.flush(out)
        except BaseException:
            discard(part)
            raise
    return kept


def _revive(copy: Path, part: Path) -> None:
    """Make the copied bytes a workspace of their own; what is wrong with them is said of the backup."""
    try:
        store = Store.open(part, now)
        try:
            store.set_facts(replica="", head="")
        finally:
            store.close()
        blobs = copy.parent / "blobs"
        store_backups.bring_back_blobs(part, blobs)
        snapshot.verify(part, snapshot.absent(copy) | store_backups.absent_from(blobs))
    except Refusal as refusal:
        if refusal.details.get("file") != part.name:
            raise
        raise Refusal(refusal.code, **{**refusal.details, "file": copy.name}) from refusal


def _set_aside(out: Path, kept: Path) -> None:
    lock = FileLock(out)
    try:
        out.replace(kept)
    finally:
        lock.release()


def _free_name(out: Path) -> Path:
    return out.with_name(f"{out.stem}-{now():%Y%m%d-%H%M%S}{out.suffix}")
