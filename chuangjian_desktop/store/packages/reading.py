"""Our end of the child that reads a foreign database: plain bytes come out, or one refusal that names the file."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.package import Manifest, set_digest
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store.packages import foreign
from chuangjian_desktop.system.limits import MEBIBYTE
from chuangjian_desktop.system.streams import Serve, Stream, StreamBroken, StreamLimits

Journal = dict[str, str | None]
PackageRow = tuple[str, str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """A staged database: its path, the name to show, and the objects that it may hold."""

    path: Path
    name: str
    journal: Journal
    projected: frozenset[str]
    manifest: Manifest | None = None


class Reader:
    """Asks the child. One answer is read at a time: asking anew throws the rest of the last one away.

    Every method raises `Refusal` M02, or M04 for foreign objects, with the file's name; after that the child is gone.
    """

    def __init__(self, stream: Stream, source: Source) -> None:
        self._stream = stream
        self._source = source
        self._name = source.name
        self._answering = True
        self._paired = self._owed = False
        self._drain()

    @property
    def pid(self) -> int | None:
        """Of the child, None once it is gone."""
        return self._stream.pid

    def bodies(self) -> Iterator[bytes]:
        """Canonical bodies of all changes in the order of the journal; of a package, exactly those that were signed
        (which is known when the last one was read)."""
        total, count = 0, 0
        for frame in self._asked(foreign.BODIES):
            for body in self._understood(_bodies_in, frame):
                total += int.from_bytes(hashlib.sha256(body).digest())
                count += 1
                yield body
        self._require_signed("change", total, count)

    def blob_names(self) -> list[tuple[str, int]]:
        """SHA-256 (hex) and size of every blob whose bytes are here."""
        names = [pair for frame in self._asked(foreign.NAMES) for pair in self._understood(_names_in, frame)]
        self._require_signed("blob", sum(int(name, 16) for name, _ in names), len(names))
        return names

    def blobs(self, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Bytes by name, in the order asked; each is hashed here before it is given."""
        frames = self._asked(foreign.BLOBS + b"".join(map(bytes.fromhex, names)))
        for name, _ in zip(names, frames, strict=True):
            data = self._received()
            self._owed = False
            if hashlib.sha256(data).hexdigest() != name:
                raise self._refused("M02", f"blob {name[:12]}")
            yield name, data

    def facts(self) -> tuple[dict[str, str], tuple[PackageRow, ...]]:
        """The rows of `workspace`, and those of `package`: id, manifest, report."""
        facts: dict[str, str] = {}
        packages: list[PackageRow] = []
        for frame in self._asked(foreign.FACTS):
            row = self._understood(_row_in, frame)
            if len(row) == 2:
                facts[row[0]] = row[1]
            else:
                packages.append((row[0], row[1], row[2]))
        return facts, tuple(packages)

    def _asked(self, request: bytes) -> Iterator[bytes]:
        self._drain()
        self._answering, self._paired = True, request[:1] == foreign.BLOBS
        try:
            self._stream.send(request)
        except StreamBroken as fault:
            raise self._refused("M02", _telling(fault)) from fault
        while (frame := self._next()) is not None:
            yield frame

    def _understood(self, read: Callable[[bytes], T], frame: bytes) -> T:
        try:
            return read(frame)
        except (ValueError, struct.error) as fault:
            raise self._refused("M02", "frame") from fault

    def _drain(self) -> None:
        while self._answering:
            if self._owed:
                self._received()
                self._owed = False
            self._next()

    def _next(self) -> bytes | None:
        """The next part of the answer, None at its end."""
        frame = self._received()
        if frame[:1] == foreign.END:
            self._answering = False
            return None
        if frame[:1] == foreign.REFUSED:
            raise self._told(frame)
        if frame[:1] != foreign.DATA:
            raise self._refused("M02", "frame")
        self._owed = self._paired
        return frame

    def _received(self) -> bytes:
        try:
            return self._stream.receive()
        except StreamBroken as fault:
            raise self._refused("M02", _telling(fault)) from fault

    def _told(self, frame: bytes) -> Refusal:
        code, detail, *_ = self._understood(_row_in, frame)
        return self._refused("M04" if code == "M04" else "M02", detail[:300])

    def _refused(self, code: str, detail: str) -> Refusal:
        self._answering = False
        self._stream.close()
        return Refusal(code, file=self._name, detail=detail)

    def _require_signed(self, what: str, total: int, count: int) -> None:
        manifest = self._source.manifest
        if manifest is None:
            return
        signed = manifest.changes if what == "change" else manifest.blobs
        if set_digest(total) != signed or manifest.counts.get(what, 0) != count:
            raise self._refused("M02", what)


def _bodies_in(frame: bytes) -> list[bytes]:
    bodies: list[bytes] = []
    place = 1
    while place < len(frame):
        (size,) = foreign.LENGTH.unpack_from(frame, place)
        place += foreign.LENGTH.size + size
        bodies.append(frame[place - size : place])
    if place != len(frame) and place > 1:
        raise ValueError
    return bodies


def _names_in(frame: bytes) -> list[tuple[str, int]]:
    return [(name.hex(), size) for name, size in foreign.NAMED.iter_unpack(frame[1:])]


def _row_in(frame: bytes) -> list[str]:
    row = json.loads(frame[1:])
    if not isinstance(row, list) or not 2 <= len(cast("list[object]", row)) <= 3:
        raise ValueError
    return [str(each) for each in cast("list[object]", row)]


@contextmanager
def reading(source: Source, progress: Progress) -> Generator[Reader]:
    """A child on a staged database; it ends with the block. `Refusal` M02 or M04 at once for what is wrong with
    the file as a whole."""
    try:
        limits = _limits(source.path.stat().st_size)
    except OSError as fault:
        raise Refusal("M07", file=source.name, detail=fault.strerror or "") from fault
    order = foreign.order_for(source.path, source.journal, source.projected, limits.processor_seconds)
    with Stream(foreign.serve, order, limits, progress.heed) as stream:
        yield Reader(stream, source)


def joined(path: Path, progress: Progress) -> bool:
    """Whether a staged database could be made one file with the `-wal` or `-journal` beside it; it is changed."""
    return _ran(foreign.join, str(path), _limits(path.stat().st_size), progress.heed)


def _ran(serve: Serve, argument: str, limits: StreamLimits, heed: Callable[[], None]) -> bool:
    with Stream(serve, argument, limits, heed) as stream:
        try:
            return stream.receive() == foreign.END
        except StreamBroken:
            return False


def _limits(size: int) -> StreamLimits:
    """Processor time grows with the file; a row is stored as it is, so that no file gives much more than it holds."""
    seconds = 20 + size // (50 * MEBIBYTE)
    return StreamLimits(
        memory=1024 * MEBIBYTE,
        processor_seconds=seconds,
        waiting_seconds=3.0 * seconds + 30.0,
        frame_bytes=foreign.LARGEST_BLOB + MEBIBYTE,
        total_bytes=4 * size + 64 * MEBIBYTE,
    )


def _telling(fault: StreamBroken) -> str:
    return fault.reason if fault.reason != "ended" or fault.status is None else f"{fault.reason} {fault.status}"
