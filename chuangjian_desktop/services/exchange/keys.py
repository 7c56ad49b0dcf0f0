"""The signing key of this installation. It vouches for who packed a file; losing it costs nobody any data."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.outputs.files import as_refusal
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.store.packages import sealing

_KEY = re.compile(r"[0-9a-f]{64}")


def signer(installation: Installation) -> Callable[[bytes], bytes]:
    """Signs in this installation's name."""
    private = _private(installation)
    return lambda message: sealing.sign(private, message)


def public_key(installation: Installation) -> bytes:
    """The key by which others know this installation, 32 raw bytes; made at first use. `Refusal` M16 or M07 when it is
    there and cannot be read."""
    return sealing.public_of(_private(installation))


def own_fingerprint(installation: Installation) -> str:
    """What people compare by phone: six groups of five digits."""
    return fingerprint(public_key(installation))


def _private(installation: Installation) -> bytes:
    place = installation.folder / "signing.key"
    try:
        while (found := _read(place)) is None:
            _make(place)
    except OSError as fault:
        # Nobody chose this name: a folder in its place is no mistake of what was typed.
        misplaced = isinstance(fault, IsADirectoryError)
        raise (Refusal("M16", file=place.name) if misplaced else as_refusal(fault, place)) from fault
    return found


def _read(place: Path) -> bytes | None:
    """None for a key that is gone or is none: it is simply made anew, and others enrol the new one. One that is there
    and cannot be read now is kept (`OSError`)."""
    try:
        text = place.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return bytes.fromhex(text) if _KEY.fullmatch(text) else None


def _make(place: Path) -> None:
    """A new key, all of it at once, unless another program puts one there first."""
    beside = place.with_name(f".{place.name}.{secrets.token_hex(6)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(sealing.new_key().hex().encode())
            file.flush()
            os.fsync(file.fileno())
        if os.path.lexists(place) and _read(place) is None:
            beside.replace(place)
        else:
            _put(beside, place)
    finally:
        beside.unlink(missing_ok=True)


def _put(beside: Path, place: Path) -> None:
    try:
        place.hardlink_to(beside)
    except FileExistsError:
        return
    except OSError:
        # Some media (FAT, exFAT) know no second name for a file.
        if not place.exists():
            beside.replace(place)
