"""A foreign workbook with the pictures in it: its cells as values, its pictures as files. Read in a confined child."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.tables import Grid
from chuangjian_desktop.inputs.container import check_container, check_signature
from chuangjian_desktop.inputs.sandbox import KEPT, Limits, run_confined
from chuangjian_desktop.inputs.workbook import grid_of, sound_wire

LIMITS = Limits(seconds=180, input_bytes=1_000_000_000)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a sheet, the row and column (from 1) that its middle lies in, the file that holds its bytes, and the
    row at which it begins. The column is 0 where it is bound to no cell."""

    sheet: str
    row: int
    column: int
    file: Path
    top: int


@dataclass(frozen=True, slots=True)
class Pictured:
    """A workbook with its pictures, in the order of rows and columns."""

    grid: Grid
    pictures: tuple[Picture, ...]


def read_pictured(path: Path, folder: Path, limits: Limits = LIMITS) -> Pictured:
    """Read a workbook; its pictures are put into `folder` as they are, which is the caller's to remove.

    Pictures may float over cells or, as WPS has them, belong to cells. `Refusal` M20 as `inputs.workbook.read_grid`.
    """
    if path.is_file():
        check_signature(path)
    wire = json.loads(run_confined(pictured_bytes, path, limits, kept=folder))
    pictures = [Picture(sheet, row, column, folder / name, top) for sheet, row, column, name, top in wire["pictures"]]
    pictures.sort(key=lambda each: (each.sheet, each.row, each.column, each.file.name))
    return Pictured(grid_of(path.name, wire["grid"]), tuple(pictures))


def pictured_bytes(path: Path) -> bytes:
    """Runs in the child: grid and places of the pictures as JSON, the pictures as files."""
    from chuangjian_desktop.inputs.laid_pictures import MEDIA, copied_out

    check_container(path, apart=MEDIA)
    folder = path.parent / KEPT
    folder.mkdir()
    laid = [[each.sheet, each.row, each.column, name, each.top] for each, name in copied_out(path, folder)]
    return json.dumps({"grid": sound_wire(path), "pictures": laid}).encode()
