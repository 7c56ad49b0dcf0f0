"""Erasing a photo that must not be kept: gone here at once, and wherever this act arrives; it cannot be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.journal import is_sha256
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.upkeep import backup_folder
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store import backups, erasing
from chuangjian_desktop.store.queries import erasures
from chuangjian_desktop.store.queries.erasures import Naming
from chuangjian_desktop.store.store import Reading
from chuangjian_desktop.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: the changes written, the names of bytes that are gone, and of those that were only asked for
    because others brought the photo (the office decides). `warnings` tell of a backup that could not be cleaned."""

    changes: tuple[str, ...]
    blobs: tuple[str, ...]
    requested: tuple[str, ...]
    warnings: tuple[Warn, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What erasing a photo would do: `at_once`, or only as a request because others brought it; and how many records
    name the same bytes."""

    at_once: bool
    records: int


def outlook(workspace: Workspace, photo: str) -> Outlook:
    """What `erase` would do; writes nothing. `Refusal` M21 for an unknown photo."""
    with workspace.store.reading() as connection:
        found = _found(connection, photo)
    replica = workspace.facts["replica"]
    at_once = workspace.role == "office" or any(replica in who for each in found for who in each.brought.values())
    return Outlook(at_once, len(found))


def erased_names(workspace: Workspace) -> frozenset[str]:
    """The SHA-256 of everything that was erased."""
    with workspace.store.reading() as connection:
        return frozenset(erasing.erased_names(connection))


def erase(workspace: Workspace, photo: str, reason: str) -> Erased:
    """Erase working copy, thumbnail and original of a photo, given by its record or by the SHA-256 of any of them (or
    of the file it was made from), in every record that names them, and in the automatic backups of this workspace. Kept
    reply workbooks in which it may stand go with it.

    `Refusal` M27 without a reason, M21 for an unknown photo. A finished visit is no obstacle.
    """
    if not fit("reason", reason).strip():
        raise Refusal("M27", field="reason", value=reason)
    with workspace.writing() as writer:
        found = _found(writer.connection, photo)
        names = {name for each in found for name in each.brought}
        mine = {name for each in found for name in each.brought if _counts(writer, each, name)}
        changes = tuple(_erased(writer, found, mine, reason.strip()))
    gone = mine | {name for each in found for name in each.erased}
    warnings = clean_backups(workspace, gone)
    return Erased(changes, tuple(sorted(gone)), tuple(sorted(names - gone)), warnings)


def _erased(writer: Writer, found: list[Naming], mine: set[str], reason: str) -> Iterator[str]:
    """Write what counts; elsewhere a request, unless the bytes go anyway or somebody has asked before."""
    for each in found:
        for name in sorted(each.brought.keys() - each.erased):
            if _counts(writer, each, name) or not (name in mine or name in each.requested):
                writer.erase(each.entity, each.record, name, reason)
                yield writer.prev or ""


def clean_backups(workspace: Workspace, names: Iterable[str]) -> tuple[Warn, ...]:
    """Drop erased bytes from the automatic backups of this workspace. Those that a merge erased go with the next
    backup by themselves."""
    folder = backup_folder(workspace.installation, workspace.path) / "blobs"
    try:
        backups.erase(folder, names)
    except OSError as fault:
        return (Warn("M16", {"file": str(folder), "detail": str(fault.strerror)}),)
    return ()


def _counts(writer: Writer, each: Naming, name: str) -> bool:
    return writer.pen.role == "office" or writer.pen.replica in each.brought.get(name, ())


def _found(connection: Reading, photo: str) -> list[Naming]:
    """The records that name the photo's bytes. Twins share them: what is erased in one must not live on in another."""
    own = erasures.naming(connection, "photo", photo)
    if own is not None:
        names = frozenset(own.brought)
    elif is_sha256(photo):
        first = erasures.keys_naming(connection, frozenset((photo,)))
        named = [each for key in first if (each := erasures.naming(connection, *key)) is not None]
        names = frozenset(name for each in named for name in each.brought)
    else:
        names = frozenset[str]()
    if not names:
        raise Refusal("M21", what="photo", value=photo)
    # A reply workbook that is kept shows the photos of its problems: it may not outlive one of them.
    names |= erasures.workbooks_about(connection, erasures.keys_naming(connection, names))
    keys = erasures.keys_naming(connection, names)
    return [each for key in keys if (each := erasures.naming(connection, *key)) is not None]
