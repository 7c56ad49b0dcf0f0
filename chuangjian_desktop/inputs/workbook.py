"""A foreign workbook as values. Its container is looked at and its sheets are read in a confined child."""

from __future__ import annotations

import json
import multiprocessing
import sys
from pathlib import Path
from typing import Any, cast

from chuangjian_desktop.domain.tables import CellKind, Grid, GridCell, GridRow, GridSheet, MergedRange
from chuangjian_desktop.inputs.container import check_container, check_signature
from chuangjian_desktop.inputs.sandbox import Limits, run_confined


def read_grid(path: Path, limits: Limits | None = None) -> Grid:
    """The visible sheets of an .xlsx or .xlsm file, formulas as their stored results; nothing of it is ever run.

    `Refusal` M20 with the reason and what to do about it when it is of another kind, encrypted, damaged, too large,
    or has no sheet.
    """
    if path.is_file():
        check_signature(path)
    return grid_of(path.name, json.loads(run_confined(grid_bytes, path, limits)))


def grid_of(name: str, wire: dict[str, Any]) -> Grid:
    """The grid that a child handed back."""
    return Grid(name, tuple(_sheet(sheet) for sheet in wire["sheets"]), tuple(wire["hidden"]))


def _sheet(wire: dict[str, Any]) -> GridSheet:
    rows = tuple(
        GridRow(number, tuple(GridCell(column, text, cast("CellKind", kind)) for column, text, kind in cells))
        for number, cells in wire["rows"]
    )
    merged = tuple(MergedRange(*corners) for corners in wire["merged"])
    return GridSheet(wire["title"], rows, merged, frozenset(wire["hidden"]))


def grid_bytes(path: Path) -> bytes:
    """Runs in the child: the grid of a staged workbook as JSON."""
    check_container(path)
    return json.dumps(sound_wire(path)).encode()


def sound_wire(path: Path) -> dict[str, Any]:
    """Runs in the child: the grid of a container that was looked at, as plain lists."""
    _leave_out()
    # The library is needed in the child only, and only for a sound container.
    from chuangjian_desktop.inputs.workbook_sheets import wire_of

    return wire_of(path)


def _leave_out() -> None:
    """Keep from the child what openpyxl takes where it is installed: numpy, which costs all the rest for nothing, and
    lxml, which it would trust with XML that defusedxml refuses. A child repeats the imports of the script that started
    it, which may have brought both in already: then openpyxl is imported anew."""
    if multiprocessing.parent_process() is None:
        return
    modules = cast("dict[str, object]", sys.modules)
    modules.setdefault("numpy", None)
    if "lxml" in modules:
        for name in [each for each in modules if each.partition(".")[0] in ("lxml", "openpyxl")]:
            del modules[name]
    modules["lxml"] = None
