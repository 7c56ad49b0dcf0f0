"""Hostile workbooks: refused in one sentence within five seconds and 500 MB, or read as the plain table they hold."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.inputs.checklists.reading import LIMITS, read_workbook
from chuangjian_desktop.inputs.filled_sheets import read_filled
from tests.helpers.checklists import HEAD, write_book
from tests.helpers.workbooks import corpus

SECONDS = 5.0
ITEM = [1, "环境", "干净", 5, "每处扣1分"]
ENTITIES = '<!ENTITY e0 "haha">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def in_time(path: Path) -> str:
    """What became of it: refused or read, always in time."""
    started, refused = time.monotonic(), None
    try:
        read_workbook(path)
    except Refusal as refusal:
        refused = refusal
    assert time.monotonic() - started < SECONDS + starting()
    if refused is None:
        return "read"
    assert (refused.code, bool(refused.details["detail_zh"]), bool(refused.details["detail_en"])) == ("M20", True, True)
    return "refused"


def starting() -> float:
    """A busy machine takes longer to start a child; that is not the workbook's doing."""
    started = time.process_time(), time.monotonic()
    sum(range(2_000_000))
    used, took = time.process_time() - started[0], time.monotonic() - started[1]
    return 2 * SECONDS * max(0.0, took / max(used, 1e-6) - 1)


def with_part(path: Path, part: str, content: bytes) -> Path:
    """A sound workbook in which one part was replaced."""
    plain = write_book(path.with_name("plain.xlsx"), [HEAD, ITEM])
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return path


def test_the_limits_are_those_that_were_promised() -> None:
    assert LIMITS.memory == 500_000_000
    assert LIMITS.processor_seconds is not None
    assert LIMITS.processor_seconds < SECONDS


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_entities_are_never_expanded(tmp_path: Path, part: str) -> None:
    xml = f'<?xml version="1.0"?><!DOCTYPE x [{ENTITIES}]><x>{"&e9;" * 1000}</x>'
    assert in_time(with_part(tmp_path / "a.xlsx", part, xml.encode())) == "refused"


def test_a_small_file_with_a_huge_sheet_is_refused(tmp_path: Path) -> None:
    name = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    row = b'<row r="%d">' + b'<c t="inlineStr"><is><t>x</t></is></c>' * 200 + b"</row>"
    rows = b"".join(row % number for number in range(1, 20_001))
    sheet = b"<worksheet " + name + b"><sheetData>" + rows + b"</sheetData></worksheet>"
    assert in_time(with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet)) == "refused"


def test_a_million_merged_ranges_are_no_harm(tmp_path: Path) -> None:
    name = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = "".join(f'<row r="{n}"><c t="inlineStr"><is><t>内容</t></is></c></row>' for n in range(1, 3_000))
    merged = "".join(f'<mergeCell ref="A1:A{n}"/>' for n in range(2, 20_000))
    sheet = f"<worksheet {name}><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
    assert in_time(with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet.encode())) == "refused"


@pytest.mark.corpora
def test_workbooks_of_others(tmp_path: Path) -> None:
    files = [each for each in corpus("spreadsheets") if each.suffix in {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}]
    assert files
    told = [in_time(each) for each in files if "hostile" in str(each)]
    assert "refused" in told


@pytest.mark.corpora
def test_broken_xml_of_others_as_a_sheet(tmp_path: Path) -> None:
    files = corpus("xml")
    told = {
        in_time(with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", each.read_bytes())) for each in files[::8]
    }
    assert told == {"refused"}


def test_filled_sheets_are_read_under_the_same_roof(tmp_path: Path) -> None:
    xml = f'<?xml version="1.0"?><!DOCTYPE x [{ENTITIES}]><x>{"&e9;" * 1000}</x>'
    with pytest.raises(Refusal) as caught:
        read_filled(with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", xml.encode()), tmp_path)
    assert caught.value.code == "M20"


def test_formulas_macros_and_links_are_never_run(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    rows = [
        HEAD,
        [1, f'=HYPERLINK("file://{touched}")', "干净", 5, "每处扣1分"],
        [2, "环境", "整洁", "=1+1", "扣1分/处"],
    ]
    (table,) = read_workbook(write_book(tmp_path / "a.xlsx", rows)).tables
    assert [remark.key for line in table.lines for remark in line.remarks] == ["section", "points"]
    assert not touched.exists()
