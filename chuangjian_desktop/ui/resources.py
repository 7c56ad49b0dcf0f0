"""Files that ship with the program, as the window needs them."""

from __future__ import annotations

from pathlib import Path

from chuangjian_desktop.resources import RESOURCES


def resource(*parts: str) -> Path:
    """A file or folder under `resources/`."""
    return RESOURCES.joinpath(*parts)
