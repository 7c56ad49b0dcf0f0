"""Word files, read back: the same text as the PDF, photos beside their problems, the page of the standard."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from chuangjian_desktop.domain.documents import Notice, Picture
from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.docx import form, letter, tables, template
from chuangjian_desktop.outputs.docx.page import Face
from chuangjian_desktop.outputs.pdf import form as pdf_form
from chuangjian_desktop.outputs.pdf import letter as pdf_letter
from chuangjian_desktop.outputs.pdf.fonts import FontSet
from tests.helpers.notices import draft, notice
from tests.helpers.pdf_reading import all_text

HEAD = "序号问题照片整改时限"
Write = Callable[[Notice, Path], None]
FULL = replace(notice(7, 2), attachments=("问题整改回复表", "点位示意图"), code="7F3A-K2QX", signer="王敏")


def letter_pdf(said: Notice, path: Path) -> None:
    pdf_letter.write_letter(said, path, fonts=FontSet())


def form_pdf(said: Notice, path: Path) -> None:
    pdf_form.write_form(said, path, fonts=FontSet())


def characters(text: str) -> list[str]:
    """Every character but spaces, in order of the alphabet: pages end where they like, and tables are read by cells."""
    return sorted(re.sub(r"\s", "", text))


def word_text(path: Path) -> str:
    """Everything that stands in the text, tables included (merged cells once)."""
    document: Any = opened(path)
    return "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def without_folios(text: str) -> str:
    return re.sub(r"—\d+—|接下页", "", re.sub(r"\s", "", text))


@pytest.mark.parametrize(("word", "pdf"), [(letter.write_letter, letter_pdf), (form.write_form, form_pdf)])
@pytest.mark.parametrize("said", [FULL, notice(1, 0), draft(3)], ids=["full", "bare", "draft"])
def test_word_says_what_the_pdf_says(tmp_path: Path, word: Write, pdf: Write, said: Notice) -> None:
    word(said, tmp_path / "a.docx")
    pdf(said, tmp_path / "a.pdf")
    printed = without_folios(all_text(tmp_path / "a.pdf"))
    told = re.sub(r"\s", "", word_text(tmp_path / "a.docx"))
    for repeated in ("（草稿）", HEAD):  # on every page of the PDF, once in the text of the Word file
        printed = printed.replace(repeated, "", printed.count(repeated) - told.count(repeated))
    assert characters(told) == characters(printed)


@pytest.mark.parametrize("write", [letter.write_letter, form.write_form])
def test_the_page_is_that_of_the_standard(tmp_path: Path, write: Write) -> None:
    write(FULL, tmp_path / "a.docx")
    section = opened(tmp_path / "a.docx").sections[0]
    sides = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round((side or 0) / Mm(1)) for side in sides] == [37, 28, 26, 35]
    assert [round((side or 0) / Mm(1)) for side in (section.page_width, section.page_height)] == [210, 297]


@pytest.mark.parametrize("write", [letter.write_letter, form.write_form])
def test_every_photo_is_there_and_the_code_besides(tmp_path: Path, write: Write) -> None:
    write(FULL, tmp_path / "a.docx")
    assert len(opened(tmp_path / "a.docx").inline_shapes) == 7 * 2 + 1


def test_a_problem_is_held_together_with_its_photos(tmp_path: Path) -> None:
    letter.write_letter(FULL, tmp_path / "a.docx")
    read = opened(tmp_path / "a.docx")
    problems = [each for each in read.paragraphs if re.match(r"\d+\. [^点]", each.text)]
    shapes: list[Any] = [each.paragraph_format for each in problems]
    assert len([shape for shape in shapes if shape.keep_with_next]) == 7
    rows = [row for table in read.tables[:7] for row in table.rows]
    assert all("cantSplit" in row._tr.xml for row in rows)  # pyright: ignore[reportPrivateUsage] # noqa: SLF001


def test_a_title_breaks_by_its_sense_and_the_signature_stays_with_the_service(tmp_path: Path) -> None:
    letter.write_letter(FULL, tmp_path / "a.docx")
    lines = opened(tmp_path / "a.docx").paragraphs
    titles = [each.text for each in lines if each.text.startswith(("关于", "发现问题的"))]
    assert titles == ["关于2026年第四季度模拟测评", "发现问题的整改通知书"]
    asked: Any = next(each for each in lines if each.text.startswith("（联系人")).paragraph_format
    assert asked.keep_with_next


def test_the_imprint_stands_at_the_foot_of_the_last_page(tmp_path: Path) -> None:
    said = replace(FULL, issuer=replace(FULL.issuer, copies_to="市纪委监委"))
    letter.write_letter(said, tmp_path / "a.docx")
    lines: Any = opened(tmp_path / "a.docx").paragraphs
    *_, copies, last, behind = lines
    assert (copies.text.strip(), last.text.endswith("印发"), behind.text) == ("抄送：市纪委监委。", True, "")
    for each in (copies, last):
        (frame,) = each._p.pPr.findall(qn("w:framePr"))  # noqa: SLF001 - the library has no name for it
        assert (frame.get(qn("w:vAnchor")), frame.get(qn("w:yAlign"))) == ("margin", "bottom")


@pytest.mark.parametrize(("letters", "photos", "torn"), [(350, 6, False), (700, 0, True), (20, 7, True)])
def test_only_a_row_that_may_be_higher_than_a_page_is_torn(
    tmp_path: Path, letters: int, photos: int, *, torn: bool
) -> None:
    said = notice(1, photos)
    site = said.sites[0]
    problem = replace(site.problems[0], text="街" * letters)
    form.write_form(replace(said, sites=(replace(site, problems=(problem,)),)), tmp_path / "a.docx")
    rows: Any = [row for table in opened(tmp_path / "a.docx").tables for row in table.rows]
    (row,) = [row for row in rows if row.cells[1].text.count("街") >= letters]
    assert ("cantSplit" not in row._tr.xml) is torn  # noqa: SLF001 - the library has no name for it
    assert len(row.cells[2].paragraphs) == max(1, photos)


def test_number_and_signer_stand_a_character_from_both_sides(tmp_path: Path) -> None:
    letter.write_letter(FULL, tmp_path / "a.docx")
    (head,) = [each for each in opened(tmp_path / "a.docx").paragraphs if "签发人" in each.text]
    assert head.text == f"{FULL.number}\t签发人：王敏"
    assert head.alignment == WD_ALIGN_PARAGRAPH.LEFT


def test_an_empty_cell_is_as_high_as_a_filled_one() -> None:
    cell: Any = docx.Document().add_table(1, 1).cell(0, 0)
    tables.fill(cell, "", Face("黑体", 10.5))
    assert cell.paragraphs[0]._p.xpath("./w:pPr/w:rPr/w:sz/@w:val") == ["21"]  # noqa: SLF001 - nor for this


@pytest.mark.parametrize("write", [letter.write_letter, form.write_form])
def test_a_photo_that_is_none_is_refused_and_nothing_is_left(tmp_path: Path, write: Write) -> None:
    spoilt = replace(FULL.sites[0].problems[0], pictures=(Picture("图1", lambda: b"no picture"),))
    said = replace(FULL, sites=(replace(FULL.sites[0], problems=(spoilt,)),))
    with pytest.raises(Refusal) as caught:
        write(said, tmp_path / "a.docx")
    assert (caught.value.code, caught.value.details["file"]) == ("M09", "图1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [letter.write_letter, form.write_form])
def test_cancelling_leaves_the_file_before(tmp_path: Path, write: Callable[[Notice, Path, Progress], None]) -> None:
    (tmp_path / "a.docx").write_bytes(b"before")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write(FULL, tmp_path / "a.docx", progress)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.docx", b"before")]


# ---- the office's own template ---------------------------------------------------------------------------------------


def opened(path: Path) -> Document:
    return docx.Document(str(path))


def own_template(path: Path, *lines: str) -> Path:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "内部资料 {{文号}}"
    for line in lines:
        paragraph = made.add_paragraph()
        for piece in re.findall(r"\{|\}|[^{}]+", line):
            paragraph.add_run(piece).bold = True
    cell = made.add_table(1, 2).rows[0].cells
    cell[0].text, cell[1].text = "共{{问题数}}个问题", "{{二维码}}"
    made.save(str(path))
    return path


def test_marks_are_filled_wherever_they_stand(tmp_path: Path) -> None:
    own = own_template(tmp_path / "own.docx", "{{标题}}", "致 {{主送单位}}：", "{{正文}}", "{{ 日期 }}")
    template.write_from(own, FULL, tmp_path / "a.docx")
    read = opened(tmp_path / "a.docx")
    lines = [each.text for each in read.paragraphs]
    assert lines[0] == FULL.title.replace("\n", "")
    assert lines[1] == f"致 {FULL.unit}："
    assert read.paragraphs[1].runs[0].bold
    assert lines[-1] == "2026年11月19日"
    assert "一、主要问题" in lines
    assert read.sections[0].header.paragraphs[0].text == f"内部资料 {FULL.number}"
    assert [cell.text.strip() for cell in read.tables[0].rows[0].cells] == ["共7个问题", ""]
    assert len(read.inline_shapes) == 7 * 2 + 1
    assert "{{" not in word_text(tmp_path / "a.docx")


@pytest.mark.parametrize(("lines", "mark"), [(("{{正文}}", "{{正 文}}"), "{{正 文}}"), (("{{标题}}",), "{{正文}}")])
def test_a_mark_that_is_unknown_or_missing_is_named(tmp_path: Path, lines: tuple[str, ...], mark: str) -> None:
    own = own_template(tmp_path / "own.docx", *lines)
    with pytest.raises(Refusal) as caught:
        template.write_from(own, FULL, tmp_path / "a.docx")
    assert (caught.value.code, caught.value.details["value"]) == ("M27", mark)
    assert "field" not in caught.value.details  # the file is named as what it is
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"text"])
def test_what_is_no_word_document_is_refused(tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(content)
    with pytest.raises(Refusal) as caught:
        template.write_from(own, FULL, tmp_path / "a.docx")
    assert caught.value.code == "M20"


# ---- in another program ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [letter.write_letter, form.write_form])
def test_an_office_program_opens_it_with_the_same_text(tmp_path: Path, write: Write) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no office program on this computer: soffice is missing")
    write(FULL, tmp_path / "a.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    shown, told = without_folios(all_text(tmp_path / "a.pdf")), word_text(tmp_path / "a.docx")
    shown = shown.replace(HEAD, "", shown.count(HEAD) - told.count(HEAD))
    assert characters(shown) == characters(told)
