"""Workbooks with photos in them: floating over cells, belonging to cells as WPS has it, hostile ones."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AbsoluteAnchor, AnchorMarker, OneCellAnchor, TwoCellAnchor
from openpyxl.drawing.xdr import XDRPoint2D, XDRPositiveSize2D

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.inputs.pictured import read_pictured
from chuangjian_desktop.inputs.sandbox import Limits
from tests.helpers.notices import jpeg

pytestmark = pytest.mark.usefixtures("light_children")
EMU = 12_700


def book(path: Path, *anchors: str | AbsoluteAnchor | OneCellAnchor | TwoCellAnchor) -> Path:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "整改回复"
    for number in range(1, 8):
        sheet.cell(number, 1, f"第{number}行")
        sheet.row_dimensions[number].height = 60
    for number, anchor in enumerate(anchors):
        image = Image(io.BytesIO(jpeg(number)))
        image.width, image.height = 80, 60
        image.anchor = anchor
        sheet.add_image(image)
    made.save(path)
    return path


def marker(row: int, column: int, points: float = 0) -> AnchorMarker:
    return AnchorMarker(col=column - 1, row=row - 1, rowOff=int(points * EMU))


def places(path: Path, folder: Path) -> list[tuple[int, int, bytes]]:
    folder.mkdir()
    return [(each.row, each.column, each.file.read_bytes()) for each in read_pictured(path, folder).pictures]


def test_floating_pictures_belong_to_the_row_that_their_middle_lies_in(tmp_path: Path) -> None:
    anchors = (
        "B3",
        OneCellAnchor(_from=marker(4, 3, 50), ext=XDRPositiveSize2D(100, 60 * EMU)),
        TwoCellAnchor(_from=marker(5, 4, 55), to=marker(6, 5, 58)),
        TwoCellAnchor(_from=marker(1, 4), to=marker(3, 5)),
    )
    path = book(tmp_path / "a.xlsx", *anchors)
    found = places(path, tmp_path / "out")
    assert [(row, column) for row, column, _ in found] == [(2, 4), (3, 2), (5, 3), (6, 4)]
    assert sorted(data for _, _, data in found) == sorted(jpeg(number) for number in range(4))


def test_the_cells_come_with_them(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    read = read_pictured(book(tmp_path / "a.xlsx", "B3"), tmp_path / "out")
    assert [row.cells[0].text for row in read.grid.sheets[0].rows] == [f"第{number}行" for number in range(1, 8)]
    assert [(each.sheet, each.file.parent) for each in read.pictures] == [("整改回复", tmp_path / "out")]


def in_cells(path: Path, target: Path) -> Path:
    """The picture of B3 as WPS writes it: not over the sheet but in a list of its own, called by a formula."""
    images = (
        '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'
        ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><etc:cellImage><xdr:pic>'
        '<xdr:nvPicPr><xdr:cNvPr id="2" name="ID_7F3A"/></xdr:nvPicPr>'
        '<xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image9.jpeg"/>'
        "</Relationships>"
    )
    formula = '<c r="C5" t="str"><f>_xlfn.DISPIMG("ID_7F3A",1)</f><v>=DISPIMG("ID_7F3A",1)</v></c>'
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b'</row><row r="6"', formula.encode() + b'</row><row r="6"', 1)
            archive.writestr(name, data)
        archive.writestr("xl/cellimages.xml", images)
        archive.writestr("xl/_rels/cellimages.xml.rels", links)
        archive.writestr("xl/media/image9.jpeg", jpeg(9))
    return target


def test_pictures_inside_cells_belong_to_their_cell(tmp_path: Path) -> None:
    path = in_cells(book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    assert places(path, tmp_path / "out") == [(5, 3, jpeg(9))]


def test_a_drawing_that_points_nowhere_or_outside_brings_nothing(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", "B3", "B4")
    target = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("drawing1.xml.rels"):
                data = data.replace(b"/xl/media/image1.jpeg", b"../../../../etc/passwd")
                data = data.replace(b'Target="/xl/media/image2.jpeg"', b'TargetMode="External" Target="file:///etc/x"')
            archive.writestr(name, data)
    assert places(target, tmp_path / "out") == []


def test_a_hostile_book_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", "B3")
    target = tmp_path / "b.xlsx"
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, bomb + data if name.endswith("drawing1.xml") else data)
    (tmp_path / "out").mkdir()
    with pytest.raises(Refusal) as caught:
        read_pictured(target, tmp_path / "out", Limits(seconds=30))
    assert caught.value.code == "M20"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook")
    (tmp_path / "out").mkdir()
    with pytest.raises(Refusal) as caught:
        read_pictured(tmp_path / "a.xlsx", tmp_path / "out")
    assert caught.value.code == "M20"


def test_a_picture_that_is_bound_to_no_cell_says_so(tmp_path: Path) -> None:
    anchor = AbsoluteAnchor(pos=XDRPoint2D(500 * EMU, 130 * EMU), ext=XDRPositiveSize2D(60 * EMU, 60 * EMU))
    found = places(book(tmp_path / "a.xlsx", anchor), tmp_path / "out")
    assert [(row, column) for row, column, _ in found] == [(3, 0)]
