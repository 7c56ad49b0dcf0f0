"""Summary, ledger and sheets read back as files: sums, pictures, words of any kind."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from chuangjian_desktop.domain.errors import Cancelled, Refusal, Warn
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.inputs.photos.prepare import prepare
from chuangjian_desktop.services import documents, records
from chuangjian_desktop.services.casework import listing
from chuangjian_desktop.services.casework.reading import CaseFilter
from chuangjian_desktop.services.fieldwork import findings, photos, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.office.papers.notices import Wanted
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import city, noted, unit_named, visit_at
from tests.helpers.pdf_reading import all_text, plain
from tests.helpers.walks import drawn_photo

Export = Callable[[Workspace, Path, Progress | None], tuple[Warn, ...]]
EXPORTS: tuple[Export, ...] = (documents.export_summary, documents.export_ledger)
HEAD = 3
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "text" / "naughty-strings.json"
NAUGHTY = (
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "'quoted", '"quoted"', "<b>&amp;</b>", "]]>", "_x000D_", "%s {0}",
    "../../etc/passwd", "Ω≈ç√∫", "𠮷野家", "😀门前", "一\u200b二", "第一行\n第二行", "甲\t乙", "\u202e倒写",
    "  两头有空 ", "NULL", "1e5", "0012", "2026-11-18", "#REF!",
)  # fmt: skip
REFUSED = ("\x00", "a\x07b", "\ud800", "\ufffe", "\x85")


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def table(path: Path, *, shown: bool = False) -> tuple[list[dict[str, object]], dict[str, object]]:
    """Rows under the head by column name, and the line of totals."""
    page: Any = openpyxl.load_workbook(path, data_only=shown).worksheets[0]
    names = [str(cell.value) for cell in page[HEAD]]
    rows: list[dict[str, object]] = [
        dict(zip(names, line, strict=True)) for line in page.iter_rows(min_row=HEAD + 1, values_only=True)
    ]
    place = next(number for number, row in enumerate(rows) if row["序号"] == "合计")
    return rows[:place], rows[place]


def span(formula: object, path: Path) -> Iterator[object]:
    """The cells that a SUM names."""
    found = re.search(r"SUM\(([A-Z]+\d+:[A-Z]+\d+)\)", str(formula))
    assert found is not None, formula
    page: Any = openpyxl.load_workbook(path).worksheets[0]
    for line in page[found[1]]:
        yield from (cell.value for cell in line)


@pytest.mark.parametrize("export", EXPORTS)
def test_totals_are_formulas_over_every_row(office: Workspace, tmp_path: Path, export: Export) -> None:
    path = tmp_path / "表.xlsx"
    assert export(office, path, None) == ()
    rows, totals = table(path)
    assert len(rows) == 7
    lost = sum((Decimal(str(value)) for value in span(totals["扣分"], path)), Decimal(0))
    assert two_decimals(lost) == listing.sums(office, CaseFilter()).lost_sum == "44.00"
    assert sum(int(str(value)) for value in span(totals["处数"], path)) == 39
    _, stored = table(path, shown=True)
    assert (Decimal(str(stored["扣分"])), stored["处数"]) == (Decimal(44), 39)


@pytest.mark.parametrize("export", EXPORTS)
def test_a_round_without_findings_makes_a_table_of_zeros(office: Workspace, tmp_path: Path, export: Export) -> None:
    for code in ("ZG-001", "NM-001", "WC-001", "ZG-002", "WC-002"):
        visit = visit_at(office, code)
        visits.reopen(office, visit)
        for row in visits.sheet(office, visit).rows:
            for finding in row.findings:
                records.remove(office, "finding", finding.id)
    export(office, tmp_path / "表.xlsx", None)
    rows, totals = table(tmp_path / "表.xlsx", shown=True)
    assert rows == []
    assert (Decimal(str(totals["扣分"])), totals["处数"]) == (0, 0)


def test_rows_say_where_what_and_whose(office: Workspace, tmp_path: Path) -> None:
    documents.export_summary(office, tmp_path / "汇总.xlsx")
    rows, _ = table(tmp_path / "汇总.xlsx")
    (row,) = [each for each in rows if each["点位"] == "解放路"]
    assert (row["区"], row["街道"], row["类别"], row["组别"]) == ("东区", "光明街道", "主干道", "第一组")
    assert (row["问题描述"], row["责任单位"]) == ("18号门前：墙面张贴小广告", "东区城市管理局")
    assert (row["处数"], row["扣分"]) == (20, 6)


def test_the_ledger_names_notices_and_shows_first_photos(office: Workspace, tmp_path: Path) -> None:
    noted_with_photos(office)
    issued = notices.issue(office, [unit_named(office, "西区城市管理局")], Wanted(folder=tmp_path))
    assert documents.export_ledger(office, tmp_path / "台账.xlsx") == ()
    rows, _ = table(tmp_path / "台账.xlsx")
    numbers = {str(row["问题描述"]): row["交办文号"] for row in rows}
    assert numbers["店外经营"] == issued.notices[0].number
    assert not numbers["占道烧烤"]
    with ZipFile(tmp_path / "台账.xlsx") as book:
        media = [name for name in book.namelist() if name.startswith("xl/media/")]
        assert [book.read(name)[:2] for name in media] == [b"\xff\xd8"]
        drawing = book.read("xl/drawings/drawing1.xml").decode()
    anchored = re.findall(r"<(?:xdr:)?from>.*?<(?:xdr:)?row>(\d+)<", drawing, re.DOTALL)
    place = next(number for number, row in enumerate(rows) if row["问题描述"] == "占道烧烤")
    assert [int(each) for each in anchored] == [HEAD + place]


def noted_with_photos(workspace: Workspace) -> None:
    made = noted(workspace, "ZG-002", "ZG03", FindingDraft("占道烧烤", count=1))
    visit = visit_at(workspace, "ZG-002")
    visits.reopen(workspace, visit)
    for seed in (1, 2):
        photos.attach(workspace, made, prepare(drawn_photo(seed, (640, 480)), f"{seed}.jpg"))
    visits.finish(workspace, visit)


@pytest.mark.parametrize("export", EXPORTS)
def test_stopping_leaves_the_earlier_file(office: Workspace, tmp_path: Path, export: Export) -> None:
    path = tmp_path / "out" / "表.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"the earlier file")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        export(office, path, progress)
    assert path.read_bytes() == b"the earlier file"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("ending", [".docx", "", ".xlsm"])
def test_a_sheet_of_another_kind_is_refused(office: Workspace, tmp_path: Path, ending: str) -> None:
    with pytest.raises(Refusal, match="M27"):
        documents.export_sheet(office, visit_at(office, "ZG-001"), tmp_path / f"评分表{ending}")
    assert not (tmp_path / f"评分表{ending}").exists()


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("field", ["text", "place", "note"])
def test_what_no_file_can_carry_is_refused(office: Workspace, text: str, field: str) -> None:
    with pytest.raises(Refusal, match="M27"):
        noted(office, "ZG-002", "ZG03", FindingDraft(**{"text": "堆物"} | {field: text}))  # pyright: ignore[reportArgumentType]


def test_any_words_survive_in_workbooks(office: Workspace, tmp_path: Path) -> None:
    assert survivors(office, tmp_path, NAUGHTY) == list(NAUGHTY)


def test_words_of_a_public_list_survive_in_workbooks(office: Workspace, tmp_path: Path) -> None:
    if not CORPUS.exists():
        pytest.skip("../shared/corpora is missing: text/naughty-strings.json")
    listed = [str(text) for text in json.loads(CORPUS.read_text(encoding="utf-8")) if text][::10]
    assert survivors(office, tmp_path, listed)


def survivors(office: Workspace, tmp_path: Path, said: Sequence[str]) -> list[str]:
    """What was taken of all that was said; each stands unchanged in ledger and summary."""
    visit = visit_at(office, "ZG-002")
    visits.reopen(office, visit)
    kept = record_all(office, visit, said)
    documents.export_ledger(office, tmp_path / "台账.xlsx")
    rows, _ = table(tmp_path / "台账.xlsx")
    found = [row for row in rows if row["点位类别"] == "主干道" and row["点位名称"] == "人民路"][1:]
    for text, row in zip(kept, found, strict=True):
        assert [row["具体位置"], row["问题描述"], row["备注"]] == [text] * 3
    documents.export_summary(office, tmp_path / "汇总.xlsx")
    words = [row["问题描述"] for row in table(tmp_path / "汇总.xlsx")[0]]
    assert all(f"{text}：{text}" in words for text in kept)
    return kept


def record_all(workspace: Workspace, visit: str, said: Sequence[str]) -> list[str]:
    """Findings with each text in every place for words; answers those that were taken."""
    kept: list[str] = []
    for text in said:
        try:
            findings.record(workspace, visit, "ZG03", FindingDraft(text, place=text, note=text))
        except Refusal as refusal:
            if refusal.code != "M27":
                raise
        else:
            kept.append(text)
    return kept


def test_any_words_are_printed_or_named(office: Workspace, tmp_path: Path) -> None:
    visit = visit_at(office, "ZG-002")
    visits.reopen(office, visit)
    assert record_all(office, visit, NAUGHTY) == list(NAUGHTY)
    documents.export_sheet(office, visit, tmp_path / "评分表.pdf")
    documents.export_sheet(office, visit, tmp_path / "评分表.xlsx")
    printed = all_text(tmp_path / "评分表.pdf")
    for text in NAUGHTY:
        assert visible(text) in printed, text
    findings.record(office, visit, "ZG03", FindingDraft("ش"))
    with pytest.raises(Refusal, match="M25"):
        documents.export_sheet(office, visit, tmp_path / "评分表.pdf")
    assert all_text(tmp_path / "评分表.pdf") == printed


def visible(text: str) -> str:
    return plain(re.sub("[\u200b\u202e]", "", text))
