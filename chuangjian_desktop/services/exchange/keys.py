"""The signing key of this installation. It vouches for who packed a file; losing it costs nobody any data."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.store.packages import sealing

_KEY = re.compile(r"[0-9a-f]{64}")


def signer(installation: Installation) -> Callable[[bytes], bytes]:
    """Signs in this installation's name."""
    private = _private(installation)
    return lambda message: sealing.sign(private, message)


def public_key(installation: Installation) -> bytes:
    """The key by which others know this installation, 32 raw bytes; made at first use."""
    return sealing.public_of(_private(installation))


def own_fingerprint(installation: Installation) -> str:
    """What people compare by phone: six groups of five digits."""
    return fingerprint(public_key(installation))


def _private(installation: Installation) -> bytes:
    place = installation.folder / "signing.key"
    found = _read(place)
    if found is None:
        found = sealing.new_key()
        with written_beside(place) as beside:
            beside.touch(mode=0o600)
            beside.write_text(found.hex(), encoding="ascii")
            if os.name == "posix":
                beside.chmod(0o600)
    return found


def _read(place: Path) -> bytes | None:
    """A key that is gone or cannot be read is simply made anew; others then enrol the new one."""
    try:
        text = place.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return bytes.fromhex(text) if _KEY.fullmatch(text) else None
