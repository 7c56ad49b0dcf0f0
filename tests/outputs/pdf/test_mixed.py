"""Notices of every kind, form and length, looked at as a printer would: `run_papers.py` does the same with 300."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest

from chuangjian_desktop.domain.documents import Notice, NoticeSite
from chuangjian_desktop.domain.papers import Annex, Letter, Paragraph
from chuangjian_desktop.outputs.docx import form as word_form
from chuangjian_desktop.outputs.docx import letter as word_letter
from chuangjian_desktop.outputs.docx import template
from chuangjian_desktop.outputs.pdf.fonts import FontSet
from chuangjian_desktop.outputs.pdf.letter import write_letter
from chuangjian_desktop.outputs.pdf.volume import write_volume
from chuangjian_desktop.outputs.wording import numeral
from tests.helpers.notices import notice, picture, problem
from tests.helpers.paper_faults import read, volume_faults, word_faults
from tests.helpers.paper_mix import LONG, mixed
from tests.helpers.pdf_reading import plain

FONTS = FontSet()


def printed(told: list[tuple[Notice, str]], folder: Path) -> tuple[Path, list[str]]:
    path = folder / "总册.pdf"
    write_volume(told, path, fonts=FONTS)
    return path, volume_faults(told, path)


def test_nothing_is_cut_off_parted_or_miscounted(tmp_path: Path) -> None:
    _, found = printed(mixed(20261122, 16, 8), tmp_path)
    assert found == []


def test_word_files_say_the_same(tmp_path: Path) -> None:
    own = docx.Document()
    for mark in (
        "{{文号}} {{标题}}",
        "{{主送单位}}",
        "{{正文}}",
        "{{发文机关}} {{日期}} {{附注}} {{反馈期限}}",
        "{{二维码}}",
    ):
        own.add_paragraph(mark)
    own.save(str(tmp_path / "own.docx"))
    found: list[str] = []
    for told, form in mixed(20261123, 12, 5):
        (word_letter.write_letter if form == "letter" else word_form.write_form)(told, tmp_path / "a.docx")
        template.write_from(tmp_path / "own.docx", told, tmp_path / "b.docx")
        found += [*word_faults(told, form, tmp_path / "a.docx"), *word_faults(told, "letter", tmp_path / "b.docx")]
    assert found == []


def test_names_longer_than_a_line_stay_on_the_paper(tmp_path: Path) -> None:
    long = replace(notice(0), issuer=replace(notice(1).issuer, name=LONG, red_head=f"{LONG}文件", printed_by=LONG))
    told = [replace(long, number=f"{LONG}〔2026〕37号", signer="欧阳娜娜"), replace(long, number="", draft=True)]
    path, found = printed([(each, form) for each in told for form in ("letter", "table")], tmp_path)
    assert found == []
    assert all(any(plain(LONG[-4:]) in page.text for page in read(path)) for _ in told)


def test_headings_lead_even_what_no_page_can_hold(tmp_path: Path) -> None:
    tall = replace(problem(1), text="占道经营，" * 140, listed="ZG-001-01")
    site = NoticeSite("云川市东湖区人民路街道文化服务中心及周边背街小巷" * 3, "", (tall,))
    for rows in range(12):
        told = replace(notice(1), opening=("请逐条整改。",) * rows, sites=(site,), attachments=())
        assert printed([(told, "letter")], tmp_path)[1] == []


def test_a_signature_is_not_alone_under_a_long_list(tmp_path: Path) -> None:
    base = replace(notice(0), reply_by="", closing=(), issuer=replace(notice(0).issuer, address=""))
    for count, rows in ((9, 14), (10, 14), (10, 16), (11, 16), (40, 3)):
        names = tuple(f"问题整改回复表{number}" for number in range(count))
        told = replace(base, attachments=names, opening=("请逐条整改。",) * rows)
        assert printed([(told, "letter")], tmp_path)[1] == []


def test_neither_a_blank_page_nor_the_imprint_behind_it_has_a_number(tmp_path: Path) -> None:
    said = Letter(
        notice(0).issuer, "通报", "创建办通〔2026〕1号", "各有关单位", "关于整改情况的通报", (), notice(0).date
    )
    feet: dict[int, list[str]] = {}
    for rows in (3, 15):
        annex = Annex("整改情况表", ("单位", "整改率"), (3, 1), (("东湖区城市管理局", "75.00%"),) * rows)
        told = replace(said, text=(Paragraph("请立即整改。"),), annex=annex, attachments=(annex.title,), served=False)
        write_letter(told, tmp_path / "a.pdf", fonts=FONTS)
        read_back = read(tmp_path / "a.pdf")
        assert not len(read_back) % 2
        assert read_back[-1].text.endswith("印发")
        feet.setdefault(len(read_back), [page.foot for page in read_back])
    assert feet == {2: ["—1—", "—2—"], 4: ["—1—", "—2—", "", ""]}


@pytest.mark.parametrize("photos", [6, 9])
def test_a_table_goes_on_with_the_number_of_its_problem(tmp_path: Path, photos: int) -> None:
    shots = tuple(picture(number) for number in range(1, photos + 1))
    sites = (replace(notice(1).sites[0], problems=(replace(problem(1), pictures=shots),)),)
    path, _ = printed([(replace(notice(1), kind="交办单", sites=sites), "table")], tmp_path)
    pages = [page for page in read(path) if page.photos]
    assert len(pages) == (1 if photos == 6 else 2)
    assert all(any(ink.text == "1" and ink.box.left < 115 and ink.size == 12 for ink in page.inks) for page in pages)


def test_more_sites_than_ninety_nine_are_numbered() -> None:
    assert [numeral(number) for number in (10, 20, 99, 100, 101, 110, 111, 999)] == [
        "十", "二十", "九十九", "一百", "一百零一", "一百一十", "一百一十一", "九百九十九",
    ]  # fmt: skip
