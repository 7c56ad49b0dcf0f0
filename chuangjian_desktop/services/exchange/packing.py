"""Writing packages: cut to what the medium holds, signed, read back and compared, and entered in the history."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from chuangjian_desktop import __version__
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import role_named
from chuangjian_desktop.domain.package import Addressee, Manifest, Purpose, Sender, Unsigned, manifest_bytes
from chuangjian_desktop.domain.package import package_id as id_of
from chuangjian_desktop.domain.parts import split
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.files import as_refusal, written_beside
from chuangjian_desktop.services.exchange import keys
from chuangjian_desktop.services.exchange.staging import staging
from chuangjian_desktop.services.memory import Memory
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.merging import chronicle
from chuangjian_desktop.store.packages.arrival import verify_package
from chuangjian_desktop.store.packages.loading import Load, View
from chuangjian_desktop.store.packages.staging import require_space
from chuangjian_desktop.store.packages.writing import Contents, Packing, write_package
from chuangjian_desktop.store.queries.holdings import records_told
from chuangjian_desktop.store.store import Reading
from chuangjian_desktop.system.medium import largest_file


@dataclass(frozen=True, slots=True)
class Packed:
    """One package as it lies on its medium, read back and found equal to what was written. `holds` counts the records
    that its changes tell of, by entity."""

    path: Path
    size: int
    sha256: str
    id: str
    manifest: Manifest
    holds: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be packed: what its manifest says of it, and the load itself."""

    manifest: Manifest
    load: Load


@contextmanager
def one_view(workspace: Workspace) -> Generator[Workspace]:
    """The workspace as it is now: whatever this thread reads of it within the block is of one moment. Nothing is to be
    written meanwhile."""
    with workspace.store.reading() as connection, workspace.store.looking_ahead(connection):
        yield replace(workspace, memory=Memory())


def draft(workspace: Workspace, purpose: Purpose, addressee: Addressee, *, person: str = "") -> Manifest:
    """A manifest of this workspace, still without content."""
    facts = workspace.facts
    key = keys.public_key(workspace.installation).hex()
    sender = Sender(key, role_named(workspace.role), workspace.name, facts.get("team", ""), facts["replica"], person)
    with workspace.store.reading() as connection:
        told = _unsigned(connection)
    return Manifest(
        purpose=purpose,
        office=workspace.office,
        made_at=now().isoformat(timespec="seconds"),
        program=__version__,
        sender=sender,
        addressee=addressee,
        unsigned=told,
    )


def _unsigned(connection: Reading) -> tuple[Unsigned, ...]:
    """Everything unverified that ever went in here goes on with what is handed on."""
    found: dict[str, Unsigned] = {}
    for entry in chronicle.entries(connection):
        for one in () if entry.taken_in is None else entry.taken_in.get("unsigned", ()):
            found[one["id"]] = Unsigned(one["id"], one["name"])
    return tuple(found[key] for key in sorted(found))


def pack(
    workspace: Workspace, out: Path, told: Callable[[Workspace], Parcel], progress: Progress
) -> tuple[Packed, ...]:
    """Write a parcel as one package, or as several where the medium holds no file of that size. All are written
    beside, flushed, read back and compared; then they are entered as made, and only then get their names. `told` says
    what is to be packed, in the very view of the workspace from which it is written.

    `Refusal` M06, M07, M16, M27 for a name that a database has; nothing half is left behind. The first
    part gets its name last: until then an earlier file of that name is as it was.
    """
    with _telling(out), staging(workspace.installation) as scratch, ExitStack() as named:
        with one_view(workspace) as seen, seen.store.reading() as connection:
            work = _Work(seen, connection, scratch, progress, named)
            parcel = told(seen)
            with _telling(out):
                made, covered = _all_written(work, out, parcel)
        call = fresh()
        try:
            _enter(workspace, made, covered, call)
            named.close()
        except BaseException:
            _retract(workspace, made, call)
            raise
    return made


def _all_written(work: _Work, out: Path, parcel: Parcel) -> tuple[tuple[Packed, ...], int]:
    """Every part beside its name, and up to which change they go."""
    view = View(work.connection, parcel.load)
    parts = split(view.sizes(), view.blobs, largest_file(out.parent))
    require_space(out.parent, sum(size for _, size in view.blobs), out.name)
    made: list[Packed] = []
    for number, part in enumerate(parts, 1):
        told = view.told(parcel.manifest, part, [each.id for each in made], (number, len(parts)))
        made.append(_written(work, part_name(out, number), told, view.contents(part)))
    return tuple(made), view.last


def _retract(workspace: Workspace, made: Sequence[Packed], call: str) -> None:
    """A name could not be given: what was entered is taken out again. It may be there also when entering it failed: a
    medium that cannot flush leaves that open."""
    with workspace.store.transaction() as connection:
        for each in made:
            chronicle.retract(connection, each.id, call)


@contextmanager
def _telling(out: Path, beside: Path | None = None) -> Generator[None]:
    """Turn what the system says into refusals that name the file as people know it, never the one beside."""
    try:
        yield
    except OSError as fault:
        raise as_refusal(fault, out) from fault
    except Refusal as refusal:
        if beside is None or refusal.details.get("file") != beside.name:
            raise
        raise Refusal(refusal.code, **{**refusal.details, "file": out.name}) from refusal


def part_name(out: Path, number: int) -> Path:
    """The name of the further parts: `x.cjpkg`, `x-2.cjpkg` …"""
    return out if number == 1 else out.with_name(f"{out.stem}-{number}{out.suffix}")


@dataclass(frozen=True, slots=True)
class _Work:
    workspace: Workspace
    connection: Reading
    scratch: Path
    progress: Progress
    named: ExitStack


def _written(work: _Work, out: Path, manifest: Manifest, contents: Contents) -> Packed:
    installation = work.workspace.installation
    packing = Packing(work.scratch, keys.signer(installation))
    beside = work.named.enter_context(written_beside(out))
    ids = None if contents.changes is None else list(contents.changes)
    contents = replace(contents, changes=ids)
    with _telling(out, beside):
        final = write_package(work.connection, beside, manifest, contents, packing, progress=work.progress)
        sha256 = verify_package(beside, keys.public_key(installation), work.progress)
        return Packed(out, beside.stat().st_size, sha256, id_of(final), final, records_told(work.connection, ids))


def _enter(workspace: Workspace, made: Sequence[Packed], covered: int, call: str) -> None:
    """Enter them as one call."""
    with workspace.store.transaction() as connection:
        for each in made:
            told = {
                "at": each.manifest.made_at,
                "call": call,
                "file": each.path.name,
                "sha256": each.sha256,
                "purpose": each.manifest.purpose,
                "to": each.manifest.addressee.name or each.manifest.addressee.team,
                "team": each.manifest.addressee.team,
                "parts": [one.id for one in made],
                "covered": covered,
                "counts": dict(each.manifest.counts),
            }
            chronicle.note_out(connection, each.id, manifest_bytes(each.manifest).decode(), told)
