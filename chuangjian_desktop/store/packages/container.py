"""The zip around a package: three stored files, and only the very bytes that we would write.

Reading trusts no parser: from the sizes and check sums that the file states, our own bytes are made again and
compared. So a changed bit, a gap, an added entry, a comment or trailing bytes cannot pass.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from chuangjian_desktop.domain.package import DATA, LARGEST_MANIFEST
from chuangjian_desktop.store.packages.sealing import SIGNATURE_BYTES

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
NAMES = (MANIFEST, SIGNATURE, DATA)
_LARGE = 0xFFFFFFFF
_DATE = 0x21  # 1980-01-01
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR = struct.Struct("<4sIQI")
START = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored file: its name, the CRC-32 of its bytes, and how many they are."""

    name: str
    crc: int
    size: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A package whose structure is right. The bytes of `data.db` are not looked at yet: `size` of them stand between
    `head` and `tail`, and must have the CRC `crc`."""

    manifest: bytes
    signature: bytes
    head: bytes
    size: int
    crc: int
    tail: bytes


class Misshapen(Exception):
    """Not the bytes that we would have written; `short` when the file ends where ours would go on."""

    def __init__(self, *, short: bool = False) -> None:
        super().__init__(short)
        self.short = short


def head_of(manifest: bytes, signature: bytes, crc: int, size: int) -> bytes:
    """Everything before the bytes of `data.db`."""
    parts: list[bytes] = []
    for name, content in ((MANIFEST, manifest), (SIGNATURE, signature)):
        parts += [_local(Entry(name, zlib.crc32(content), len(content))), content]
    return b"".join([*parts, _local(Entry(DATA, crc, size))])


def tail_of(manifest: bytes, signature: bytes, crc: int, size: int) -> bytes:
    """Everything after the bytes of `data.db`."""
    entries = [Entry(name, zlib.crc32(content), len(content)) for name, content in _small(manifest, signature)]
    entries.append(Entry(DATA, crc, size))
    offset, parts = 0, list[bytes]()
    for entry in entries:
        parts.append(_central(entry, offset))
        offset += len(_local(entry)) + entry.size
    directory = b"".join(parts)
    return directory + _end(len(entries), len(directory), offset)


def _small(manifest: bytes, signature: bytes) -> tuple[tuple[str, bytes], ...]:
    return ((MANIFEST, manifest), (SIGNATURE, signature))


def _local(entry: Entry) -> bytes:
    large = entry.size >= _LARGE
    extra = struct.pack("<2H2Q", 1, 16, entry.size, entry.size) if large else b""
    size = _LARGE if large else entry.size
    version = 45 if large else 20
    name = entry.name.encode()
    fixed = _LOCAL.pack(START, version, 0, 0, 0, _DATE, entry.crc, size, size, len(name), len(extra))
    return fixed + name + extra


def _central(entry: Entry, offset: int) -> bytes:
    large = entry.size >= _LARGE
    extra = struct.pack("<2H2Q", 1, 16, entry.size, entry.size) if large else b""
    size = _LARGE if large else entry.size
    version = 45 if large else 20
    name = entry.name.encode()
    lengths = (len(name), len(extra), 0, 0, 0)
    fixed = _CENTRAL.pack(b"PK\x01\x02", version, version, 0, 0, 0, _DATE, entry.crc, size, size, *lengths, 0, offset)
    return fixed + name + extra


def _end(count: int, size: int, offset: int) -> bytes:
    if offset < _LARGE:
        return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
    end64 = _END64.pack(b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = _LOCATOR.pack(b"PK\x06\x07", 0, offset + size, 1)
    return end64 + locator + _END.pack(b"PK\x05\x06", 0, 0, count, count, size, _LARGE, 0)


def read_layout(file: BinaryIO, length: int) -> Layout:
    """The structure of a file of that length; `Misshapen` unless every byte of it but those of `data.db` is ours.

    Reads a few kilobytes at both ends, and the manifest; whatever the file states, it reads no more than that.
    """
    manifest = _entry(file, MANIFEST, LARGEST_MANIFEST)
    signature = _entry(file, SIGNATURE, SIGNATURE_BYTES)
    if len(signature) != SIGNATURE_BYTES:
        raise Misshapen
    data = _stated(file, DATA)
    head = head_of(manifest, signature, data.crc, data.size)
    tail = tail_of(manifest, signature, data.crc, data.size)
    whole = len(head) + data.size + len(tail)
    if length < whole:
        raise Misshapen(short=True)
    file.seek(len(head) + data.size)
    if length > whole or file.read(len(tail) + 1) != tail:
        raise Misshapen
    return Layout(manifest, signature, head, data.size, data.crc, tail)


def _entry(file: BinaryIO, name: str, most: int) -> bytes:
    stated = _stated(file, name)
    if stated.size > most:
        raise Misshapen
    content = file.read(stated.size)
    if len(content) < stated.size:
        raise Misshapen(short=True)
    if zlib.crc32(content) != stated.crc:
        raise Misshapen
    return content


def _stated(file: BinaryIO, name: str) -> Entry:
    """What a local header says, if it is one of ours for that name; the file stands behind it then."""
    wanted = _LOCAL.size + len(name)
    raw = file.read(wanted)
    if len(raw) < wanted:
        _refuse_unless_begun(raw, name)
    if not raw.startswith(START) or not raw.endswith(name.encode()):
        raise Misshapen
    fields = _LOCAL.unpack_from(raw)
    crc, size, extra = int(fields[6]), int(fields[8]), int(fields[10])
    if extra:
        more = file.read(20)
        if len(more) < 20:
            raise Misshapen(short=True)
        raw, size = raw + more, int.from_bytes(more[12:20], "little")
    entry = Entry(name, crc, size)
    if raw != _local(entry):
        raise Misshapen
    return entry


def _refuse_unless_begun(raw: bytes, name: str) -> None:
    """The file ends within a header: cut short when what there is could be ours."""
    model = _local(Entry(name, 0, 0))
    fixed = ((0, 4), (6, 14), (_LOCAL.size, len(model)))
    raise Misshapen(short=all(model[start:end].startswith(raw[start:end]) for start, end in fixed))
