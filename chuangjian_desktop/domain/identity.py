"""Record ids, minted once. What nature already names gets a name-based id; everything else a UUIDv7."""

from __future__ import annotations

import secrets
import time
import uuid
from typing import Final

from chuangjian_desktop.domain.canonical import Value, canonical

NAMESPACE: Final = uuid.UUID("9e0b3a52-54d6-5c0e-9d4f-1f6d1b6c7a10")
"""Published in `db/README.md`; never changes, for two laptops must mint the same id for the same thing."""

NIL: Final = str(uuid.UUID(int=0))


def named(entity: str, *parts: Value) -> str:
    """The id of a record that nature names: UUIDv5 over the canonical `[entity, parts…]`."""
    return str(uuid.uuid5(NAMESPACE, canonical([entity, *parts]).decode()))


def fresh() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits; ids of one device grow with time."""
    stamp = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    value = (stamp & (2**48 - 1)) << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & (2**62 - 1)
    return str(uuid.UUID(int=value))
