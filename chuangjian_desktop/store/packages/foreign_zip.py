"""What to say about a zip that is not, byte for byte, a package of ours: another thing, damaged, or hostile."""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.store.packages.container import MANIFEST, NAMES, START

MOST_ENTRIES = 100_000
_MOST_DIRECTORY = 16 * 1024 * 1024
_BOMB_BYTES, _BOMB_RATIO = 100 * 1024 * 1024, 200
_TOLD = 5
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_RESERVED = re.compile(
    r"(?i)(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM[0-9\u00b9\u00b2\u00b3]|LPT[0-9\u00b9\u00b2\u00b3])([.:]|$)"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry as the directory of a foreign zip states it."""

    name: str
    plain: bool
    packed: int
    unpacked: int
    link: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """The directory of a foreign zip; `count` is what it says, which may be far more than is there."""

    entries: tuple[Listed, ...]
    count: int


def refusal_for(file: BinaryIO, length: int, name: str, *, short: bool) -> Refusal:
    """M02 for a package that was cut or damaged, M04 for one with things that do not belong or for a hostile zip,
    M01 for any other file. `short` tells that it ends where a package would go on."""
    listing = _listing(file, length)
    file.seek(0)
    begins = file.read(30 + len(MANIFEST))
    ours = short or (begins.startswith(START) and begins[30:] == MANIFEST.encode())
    if listing is None:
        return Refusal("M02", file=name, detail="zip") if ours else Refusal("M01", file=name, detail="header")
    if listing.count >= MOST_ENTRIES:
        return Refusal("M04", file=name, detail=f"{listing.count} entries")
    odd = _odd(listing, length)
    if odd:
        return Refusal("M04", file=name, detail=", ".join(ascii_name(each) for each in odd[:_TOLD]))
    names = {each.name for each in listing.entries}
    if len(names & set(NAMES)) > 1 or (ours and names <= set(NAMES)):
        return Refusal("M02", file=name, detail="zip")
    return Refusal("M01", file=name, detail="header")


def ascii_name(name: str) -> str:
    """A foreign name that can be shown anywhere: printable, short."""
    shown = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in name)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _odd(listing: Listing, length: int) -> list[str]:
    """Names of entries that no honest package, and no honest zip, would hold."""
    entries = listing.entries
    odd = [each.name for each in entries if each.link or is_unsafe(each.name)]
    odd += _repeated([each.name for each in entries])
    packed, unpacked = sum(each.packed for each in entries), sum(each.unpacked for each in entries)
    if packed > length or (unpacked > _BOMB_BYTES and unpacked > _BOMB_RATIO * length):
        odd += [max(entries, key=lambda each: each.unpacked).name]
    if len({each.name for each in entries} & set(NAMES)) > 1:
        odd += [each.name for each in entries if each.name not in NAMES or not each.plain]
    return list(dict.fromkeys(odd))


def is_unsafe(name: str) -> bool:
    """Whether a name in a zip could leave its folder, hide, or mean a device."""
    if not name or "\\" in name or ":" in name or name.startswith("/"):
        return True
    if any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") for each in name):
        return True
    parts = name.removesuffix("/").split("/")
    return any(part in ("", ".", "..") or part != part.rstrip(". ") or _RESERVED.match(part) for part in parts)


def _repeated(names: list[str]) -> list[str]:
    """Names that one file system or another takes for one and the same."""
    seen: set[str] = set()
    repeated: list[str] = []
    for name in names:
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        if key in seen:
            repeated.append(name)
        seen.add(key)
    return repeated


def _listing(file: BinaryIO, length: int) -> Listing | None:
    """The directory at the end of the file, read within bounds; None when there is none."""
    start = max(0, length - 65_557)
    file.seek(start)
    tail = file.read(65_557)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 22:
        return None
    count, size, offset = struct.unpack_from("<H2I", tail, place + 10)
    if (place64 := tail.rfind(b"PK\x06\x06", 0, place)) >= 0 and len(tail) >= place64 + 56:
        count, size, offset = struct.unpack_from("<3Q", tail, place64 + 32)
    if count >= MOST_ENTRIES:
        return Listing((), count)
    # Where the directory really is: just before its end record, whatever was put in front of the zip.
    ends = start + (place if place64 < 0 else place64)
    begins = ends - size if 0 <= size <= ends else offset
    file.seek(min(begins, length))
    entries = tuple(_entries(file.read(min(size, _MOST_DIRECTORY)), count))
    return Listing(entries, count) if entries else None


def _entries(directory: bytes, count: int) -> Iterator[Listed]:
    place = 0
    for _ in range(count):
        if len(directory) < place + _CENTRAL.size or directory[place : place + 4] != b"PK\x01\x02":
            return
        fields = _CENTRAL.unpack_from(directory, place)
        flags, method, packed, unpacked = int(fields[3]), int(fields[4]), int(fields[8]), int(fields[9])
        lengths = [int(each) for each in fields[10:13]]
        raw = directory[place + _CENTRAL.size : place + _CENTRAL.size + lengths[0]]
        mode = int(fields[15]) >> 16
        packed, unpacked = (0 if each == 0xFFFFFFFF else each for each in (packed, unpacked))
        yield Listed(_decoded(raw), method == 0 and flags == 0, packed, unpacked, stat.S_ISLNK(mode))
        place += _CENTRAL.size + sum(lengths)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp437")
