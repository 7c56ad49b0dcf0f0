"""Everything the (frozen) program needs is there and works: run after packaging and by support."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import upkeep, workspace
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.store.engine import SQLITE_VERSION


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was tried."""

    name: str
    ok: bool
    detail: str


def run(_installation: Installation) -> list[Checked]:
    """Try each part in a temporary folder; a part that fails does not stop the others."""
    with tempfile.TemporaryDirectory(prefix="chuangjian-") as folder:
        place = Path(folder)
        parts: dict[str, Callable[[Path], str]] = {
            "sqlite": lambda _place: SQLITE_VERSION,
            "standards": _standards,
            "workspace": _workspace,
            "fonts": _fonts,
            "window library": _window,
        }
        return [_tried(name, part, place) for name, part in parts.items()]


def _tried(name: str, part: Callable[[Path], str], place: Path) -> Checked:
    try:
        return Checked(name, True, part(place))
    except (Refusal, OSError, ImportError, AssertionError) as fault:
        return Checked(name, False, f"{type(fault).__name__}: {fault}")


def _standards(_place: Path) -> str:
    packs = workspace.shipped_packs()
    return f"{sum(len(pack.checklists) for pack in packs)} checklists"


def _workspace(place: Path) -> str:
    made = workspace.create(place / "self.cjdb", "office", "自检", Installation(place / "data"))
    try:
        found = upkeep.check(made)
    finally:
        made.close()
    if found:
        raise Refusal("M02", file="self.cjdb", detail=found[0].kind)
    return "ok"


def _fonts(_place: Path) -> str:
    from chuangjian_desktop.outputs.pdf import fonts

    return fonts.__name__


def _window(_place: Path) -> str:
    from PySide6 import QtCore

    return QtCore.qVersion()
