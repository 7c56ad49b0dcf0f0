"""File names from titles: deterministic, safe on every system, readable. The original stays inside the document."""

from __future__ import annotations

import hashlib
import unicodedata

LONGEST_BYTES = 180
_FORBIDDEN = frozenset('\\/:*?"<>|')
_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", *(f"COM{n}" for n in range(1, 10)), *(f"LPT{n}" for n in range(1, 10))]
)


def safe_name(title: str) -> str:
    """A name without path parts, control or direction marks, reserved words; two titles that would be shortened or
    changed into one name differ by a short hash of the whole title."""
    kept = "".join("_" if _unsafe(character) else character for character in title)
    name = kept.strip(" .").lstrip("-") or "_"
    if name.split(".")[0].upper() in _RESERVED:
        name = f"_{name}"
    name, cut = _shortened(name)
    return (
        f"{name}-{hashlib.sha256(title.encode(errors='surrogatepass')).hexdigest()[:6]}"
        if cut or name != title
        else name
    )


def _unsafe(character: str) -> bool:
    return character in _FORBIDDEN or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _shortened(name: str) -> tuple[str, bool]:
    raw = name.encode()
    if len(raw) <= LONGEST_BYTES:
        return name, False
    return raw[:LONGEST_BYTES].decode(errors="ignore").rstrip(" ."), True
