"""Taking a foreign file in hand: what it is, whether it is whole and as it was signed, and a copy of our own to read.

Nothing about trust, rounds or merging is decided here. The file itself is only ever read, once, from front to back.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.format import FORMAT_MAJOR
from chuangjian_desktop.domain.package import DATA, FileFact, Manifest, read_manifest
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store import schema
from chuangjian_desktop.store.engine import APPLICATION_ID
from chuangjian_desktop.store.packages import bare, sealing
from chuangjian_desktop.store.packages.container import Layout, Misshapen, read_layout
from chuangjian_desktop.store.packages.foreign_zip import refusal_for
from chuangjian_desktop.store.packages.reading import PackageRow, Reader, Source, reading
from chuangjian_desktop.store.packages.staging import copied, require_space, steps_for, telling

_MAGIC = b"SQLite format 3\x00"
_SIGNER = re.compile(rb'"sender":\{"key":"([0-9a-f]{64})"')
_FORMAT = re.compile(rb'"format":"([0-9]{1,4})\.[0-9]{1,4}"')


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that is whole. `path` is the staged database; `sha256` and `size` are those of the file as it came (of a
    workspace, of its main file). `manifest` is None for a bare workspace; only such a one has `facts` (its own) and
    `packages` (what it took in: id, manifest, report). `notes` tell what was beside it."""

    file: str
    path: Path
    sha256: str
    manifest: Manifest | None
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    packages: tuple[PackageRow, ...] = ()
    notes: tuple[Warn, ...] = ()
    size: int = 0

    def reading(self, progress: Progress | None = None) -> AbstractContextManager[Reader]:
        """A child process that reads it. `Refusal` M02 or M04 for content that is not as it must be."""
        return reading(_source(self.path, self.file, self.manifest), progress or Progress())


def arrive(file: Path, folder: Path, progress: Progress | None = None) -> Arrival:
    """Stage a package or a workspace into a folder of the caller's, and check all that comes before its content. Only
    the database to read stays there, and of a file that is refused nothing.

    What it is, is told by its bytes, never by its name. Never call it with a file that this process has open as a
    database: closing any handle of it would drop SQLite's locks.

    `Refusal` with the file's name: M01 nothing of ours, M02 damaged or cut short, M03 newer, M04 holds what does not
    belong, M05 not as it was signed, M06 no space, M07 medium gone, M08 a workspace in use, M16 no permission.
    """
    progress = progress or Progress()
    with telling(file.name, folder), _opened(file) as (source, length), _bench(folder) as bench:
        head = source.read(100)
        if head.startswith(_MAGIC):
            _check_header(file.name, head, length)
            made = _workspace(bare.Bare(file, bench, length), source, progress)
        else:
            made = _package(_Incoming(file.name, source, length), bench, progress)
        return replace(made, path=made.path.replace(folder / made.path.name))


@contextmanager
def _bench(folder: Path) -> Generator[Path]:
    """A folder to work in, gone with all that is left in it."""
    with TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as bench:
        yield Path(bench)


def peek(file: Path) -> Manifest | None:
    """Only what a package says of itself, its signature proved; None for a bare workspace. Refusals as `arrive`."""
    with telling(file.name), _opened(file) as (source, length):
        head = source.read(100)
        if head.startswith(_MAGIC):
            _check_header(file.name, head, length)
            return None
        return _said(_Incoming(file.name, source, length)).manifest


@contextmanager
def _opened(file: Path) -> Generator[tuple[BinaryIO, int]]:
    """An ordinary file that has bytes, and how many; a pipe or device is not waited for."""
    found = file.stat()
    if not stat.S_ISREG(found.st_mode):
        raise Refusal("M01", file=file.name, detail="directory" if stat.S_ISDIR(found.st_mode) else "header")
    if found.st_size == 0:
        raise Refusal("M01", file=file.name, detail="empty")
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as opened:
        yield opened, os.fstat(handle).st_size


def _source(path: Path, name: str, manifest: Manifest | None) -> Source:
    projected = schema.projected() if manifest is None else frozenset[str]()
    return Source(path, name, schema.expected(), projected, manifest)


# ---- a package -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Incoming:
    name: str
    source: BinaryIO
    length: int


def _package(incoming: _Incoming, folder: Path, progress: Progress) -> Arrival:
    said = _said(incoming)
    require_space(folder, said.layout.size, incoming.name)
    staged = folder / f"{secrets.token_hex(8)}.db"
    whole = _staged(incoming, said, staged, progress)
    _check_inside(incoming.name, staged)
    return Arrival(incoming.name, staged, whole, said.manifest, size=incoming.length)


def _check_inside(name: str, staged: Path) -> None:
    """The database in a package has the header of ours: M01, M03, M02."""
    with staged.open("rb") as file:
        head = file.read(100)
    if not head.startswith(_MAGIC):
        raise Refusal("M02", file=name, detail=DATA)
    _check_header(name, head, staged.stat().st_size)


def verify_package(path: Path, key: bytes, progress: Progress | None = None) -> str:
    """Read a package that was just written back from its medium, to the last byte; answers its SHA-256 (hex).

    `key` is the public key that must have signed it. `Refusal` M07 when it is not, bit for bit, what was written.
    """
    try:
        with telling(path.name), _opened(path) as (source, length), Path(os.devnull).open("wb") as nowhere:
            incoming = _Incoming(path.name, source, length)
            said = _said(incoming)
            if said.manifest.sender.key != key.hex():
                raise Refusal("M05", file=path.name, detail="manifest.sig")
            return _proved(incoming, said, nowhere, progress or Progress())
    except Refusal as fault:
        raise Refusal("M07", file=path.name, detail=str(fault.details.get("detail", ""))) from fault


@dataclass(frozen=True, slots=True)
class _Said:
    """What a package says of itself, its signature proved."""

    layout: Layout
    manifest: Manifest
    stated: FileFact


def _said(incoming: _Incoming) -> _Said:
    layout = _layout(incoming)
    manifest = _signed(layout, incoming.name)
    stated = manifest.files.get(DATA)
    if stated is None or set(manifest.files) != {DATA}:
        raise Refusal("M02", file=incoming.name, detail="manifest")
    if (stated.size, stated.crc32) != (layout.size, f"{layout.crc:08x}"):
        raise Refusal("M05", file=incoming.name, detail=DATA)
    return _Said(layout, manifest, stated)


def _layout(incoming: _Incoming) -> Layout:
    incoming.source.seek(0)
    try:
        return read_layout(incoming.source, incoming.length)
    except Misshapen as fault:
        raise refusal_for(incoming.source, incoming.length, incoming.name, short=fault.short) from fault


def _signed(layout: Layout, name: str) -> Manifest:
    """The signature holds over the exact bytes before anything parses them; only the key is looked up in them."""
    key = _SIGNER.search(layout.manifest)
    if key is None or not sealing.verify(bytes.fromhex(key[1].decode()), layout.signature, layout.manifest):
        newer = None if key else _FORMAT.search(layout.manifest)
        if newer is not None and int(newer[1]) > FORMAT_MAJOR:
            raise Refusal("M03", file=name, n=newer[0].decode().split('"')[3])
        raise Refusal("M05", file=name, detail="manifest.sig")
    try:
        manifest = read_manifest(layout.manifest)
    except Refusal as fault:
        raise Refusal(fault.code, file=name, **fault.details) from fault
    if manifest.sender.key != key[1].decode():
        raise Refusal("M05", file=name, detail="manifest.sig")
    return manifest


def _staged(incoming: _Incoming, said: _Said, staged: Path, progress: Progress) -> str:
    """Copy `data.db` and prove it on the way; answers the SHA-256 of the whole file."""
    with staged.open("xb") as target:
        return _proved(incoming, said, target, progress)


def _proved(incoming: _Incoming, said: _Said, target: BinaryIO, progress: Progress) -> str:
    layout, stated = said.layout, said.stated
    whole, inner = hashlib.sha256(layout.head), hashlib.sha256()
    incoming.source.seek(len(layout.head))
    progress.add(steps_for(layout.size))
    done = copied(incoming.source, layout.size, target, (whole.update, inner.update), progress)
    if done < layout.size:
        raise Refusal("M07", file=incoming.name, detail=DATA)
    if inner.hexdigest() != stated.sha256:
        raise Refusal("M05", file=incoming.name, detail=DATA)
    whole.update(layout.tail)
    return whole.hexdigest()


# ---- a bare workspace ------------------------------------------------------------------------------------------------


def _check_header(name: str, head: bytes, length: int) -> None:
    """The format by the first bytes, before anything is copied: M01, M02, M03."""
    if len(head) < 100 or int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise Refusal("M01", file=name, detail="header")
    version = int.from_bytes(head[60:64])
    if version >> 16 > FORMAT_MAJOR:
        raise Refusal("M03", file=name, n=f"{version >> 16}.{version & 0xFFFF}")
    if version >> 16 < FORMAT_MAJOR:
        raise Refusal("M01", file=name, detail="header")
    page = bare.page_size(head)
    if page == 0 or length < page:
        raise Refusal("M02", file=name, detail="header")


def _workspace(found: bare.Bare, source: BinaryIO, progress: Progress) -> Arrival:
    staged = bare.stage(found, source, progress)
    with reading(_source(staged.path, found.file.name, None), progress) as reader:
        facts, packages = reader.facts()
    told = (facts, packages, staged.notes, found.length)
    return Arrival(found.file.name, staged.path, staged.sha256, None, *told)
