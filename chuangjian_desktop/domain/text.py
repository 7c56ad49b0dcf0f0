"""Text that people type: what may enter the journal. Nothing is normalised; what cannot be kept whole is refused."""

from __future__ import annotations

from chuangjian_desktop.domain.errors import Refusal

LONGEST = 200_000
_ALLOWED_CONTROLS = frozenset("\t\n\r")


def unfit(character: str) -> bool:
    """Whether no workbook, document or database could carry the character: NUL and other control characters,
    lone surrogates, non-characters (XML 1.0, production 2)."""
    point = ord(character)
    if point < 0x20:
        return character not in _ALLOWED_CONTROLS
    return 0xD800 <= point <= 0xDFFF or point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF or 0x7F <= point <= 0x9F


def fit(field: str, text: str) -> str:
    """The text as it is; `Refusal` M27 naming field and character when it cannot be kept, or when it is too long."""
    if len(text) > LONGEST:
        raise Refusal("M27", field=field, value=f"{len(text)} > {LONGEST}")
    for place, character in enumerate(text):
        if unfit(character):
            raise Refusal("M27", field=field, value=f"U+{ord(character):04X} @ {place + 1}")
    return text
