"""The short name of a signer's public key that people compare by phone or on paper: 6 groups of 5 digits."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from chuangjian_desktop.domain.errors import Refusal

DIGITS, GROUP = 30, 5
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212\u00b7\u30fb]+")


def fingerprint(key: bytes) -> str:
    """Of a raw 32-byte Ed25519 public key, for example `04213-99120-…`."""
    return _grouped(f"{int.from_bytes(hashlib.sha256(key).digest()) % 10**DIGITS:0{DIGITS}d}")


def read_fingerprint(text: str) -> str:
    """The fingerprint that a person typed, in the one way of writing it; spaces, dashes and full-width digits are
    heard. `Refusal` M27 for anything but 30 digits."""
    digits = _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise Refusal("M27", field="fingerprint", value=text[:60])
    return _grouped(digits)


def _grouped(digits: str) -> str:
    return "-".join(digits[start : start + GROUP] for start in range(0, DIGITS, GROUP))
