"""Sizes of files as refusals name them."""

from __future__ import annotations


def megabytes(size: int) -> str:
    """A number of bytes as people read it."""
    return f"{size / 1e6:,.1f} MB"
