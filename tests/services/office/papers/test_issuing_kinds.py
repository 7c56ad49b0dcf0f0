"""Issuing every kind: its words, its workbook, its Word file, all in one file for the printer."""

from __future__ import annotations

import re
from collections.abc import Generator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest

from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.replies import document_code
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseFilter
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.cases import answers, closing, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.office.papers import notices, templates
from chuangjian_desktop.services.office.papers.notices import IssueReport, Reprint, Wanted
from chuangjian_desktop.services.office.settings import KINDS
from chuangjian_desktop.services.photo_records import Home, store_photo
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import city, noted, unit_named
from tests.helpers.pdf_reading import all_text, texts
from tests.helpers.rectifying import finding, photo, row

EAST, GARDEN = "东区城市管理局", "花园街道办事处"


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def issue(workspace: Workspace, folder: Path, unit: str, kind: str, **wanted: Any) -> IssueReport:  # noqa: ANN401
    return notices.issue(workspace, [unit_named(workspace, unit)], Wanted(kind, folder=folder, **wanted))


def photographed(workspace: Workspace) -> None:
    with workspace.writing() as writer:
        for place, each in enumerate(reading.cases(workspace).rows):
            for position in range(2):
                store_photo(writer, photo(place * 10 + position), Home(finding=each.finding_id), position)


def everybody(workspace: Workspace) -> list[str]:
    return [each.unit_id for each in notices.unit_notices(workspace)]


def grave(workspace: Workspace) -> None:
    """Every case is grave, and its unit has it."""
    every = reading.chosen(workspace, CaseFilter())
    reviewing.assign(workspace, every, CaseDraft(severity="grave"))


def word_text(path: Path) -> str:
    document: Any = docx.Document(str(path))
    return "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def characters(text: str) -> list[str]:
    """Every character but spaces and page numbers; tables are read in another order."""
    return sorted(re.sub(r"—\d+—|接下页", "", re.sub(r"\s", "", text)))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("整改通知书", ("主要问题", "整改要求", "防止反弹")),
        ("交办单", ("交办单", "请在时限内办结并反馈")),
        ("督办单", ("督办事由：重要问题", "督办要求", "重要问题3个")),
        ("问题清单", ("问题清单", "（一）花园公厕", "3个问题", "有关要求")),
    ],
)
def test_each_kind_has_words_of_its_own(office: Workspace, tmp_path: Path, kind: str, words: tuple[str, ...]) -> None:
    if kind == "督办单":
        grave(office)
    report = issue(office, tmp_path / "文书", GARDEN, kind)
    printed = all_text(report.files[0])
    assert "重点督办" not in printed
    for each in (*words, "WC-001-01", "WC-001-02", "WC-001-03", GARDEN, "无洗手液"):
        assert each in printed
    assert document_code(report.notices[0].id) in printed
    assert f"回复-{GARDEN}.xlsx" in printed


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", notices.FORMS)
def test_the_word_file_says_what_the_pdf_says(office: Workspace, tmp_path: Path, kind: str, form: str) -> None:
    photographed(office)
    if kind == "督办单":
        grave(office)
    pdf = issue(office, tmp_path / "文书", GARDEN, kind, form=form).files[0]
    (word,), _ = notices.export(office, [unit_named(office, GARDEN)], tmp_path / "W", Reprint(format="docx"))
    printed, told = re.sub(r"\s", "", all_text(pdf)), word_text(word)
    head = "序号问题照片整改时限"
    printed = printed.replace(head, "", printed.count(head) - told.count(head))
    assert characters(printed) == characters(told)


def test_the_workbook_beside_it_holds_the_same_problems(office: Workspace, tmp_path: Path) -> None:
    photographed(office)
    report = issue(office, tmp_path / "文书", GARDEN, "交办单")
    document, book = report.files
    assert book == document.parent / f"回复-{GARDEN}.xlsx"
    sheet: Any = openpyxl.load_workbook(book).worksheets[0]
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=6)]
    assert [line[1] for line in rows] == ["WC-001-01", "WC-001-02", "WC-001-03"]
    assert [line[14] for line in rows] == [document_code(row(office, line[1]).id) for line in rows]
    assert report.notices[0].number in sheet["A2"].value
    assert document_code(report.notices[0].id) in sheet["A4"].value
    assert len(sheet._images) == 3  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - the library has no name


def test_a_workbook_that_may_be_filled_in_is_never_written_over(office: Workspace, tmp_path: Path) -> None:
    first = issue(office, tmp_path, GARDEN, "交办单").files[1]
    before = first.read_bytes()
    noted(office, "WC-001", "WC06", FindingDraft("垃圾未清运", place="门口"))
    again = issue(office, tmp_path, GARDEN, "交办单")
    assert again.files[1].name == f"回复-{GARDEN}-{again.notices[0].number}.xlsx"
    assert again.files[1].name in all_text(again.files[0])
    assert first.read_bytes() == before
    files, _ = notices.export(office, [unit_named(office, GARDEN)], tmp_path, Reprint(replies=True))
    assert [each.suffix for each in files] == [".pdf", ".pdf"]
    files, _ = notices.export(office, [unit_named(office, GARDEN)], tmp_path / "再印", Reprint(replies=True))
    assert [each.name for each in files if each.suffix == ".xlsx"] == [first.name, again.files[1].name]


def test_five_fixed_fields_and_the_signer_are_printed(office: Workspace, tmp_path: Path) -> None:
    fives = (("定领导", "张建国"), ("定进度", ""), ("定责任", "李强"))
    reviewing.accept(office, [finding(office, "ZG-001-01")], "", CaseDraft(fives=fives))
    printed = all_text(issue(office, tmp_path, EAST, "整改通知书", signer="周明").files[0])
    assert "定领导：张建国；定责任：李强。" in printed
    assert "定进度" not in printed
    assert "签发人：周明" in printed


def test_a_note_that_is_a_sentence_ends_once(office: Workspace, tmp_path: Path) -> None:
    noted(office, "WC-001", "WC06", FindingDraft("垃圾未清运", note="昨夜堆放。今晨未清。"))
    printed = all_text(issue(office, tmp_path, GARDEN, "交办单").files[0])
    assert "（昨夜堆放。今晨未清）。" in printed


def test_supervision_says_why_and_names_the_first_notice(office: Workspace, tmp_path: Path) -> None:
    told = issue(office, tmp_path, GARDEN, "交办单").notices[0]
    again, grave = finding(office, "WC-001-01"), finding(office, "WC-001-02")
    answers.reply(office, again, Reply(measure="已擦拭"))
    closing.send_back(office, [again], "照片看不出整改效果")
    reviewing.edit(office, [grave], CaseDraft(severity="grave"))
    report = issue(office, tmp_path, GARDEN, "督办单")
    assert report.notices[0].findings == (again, grave)
    printed = all_text(report.files[0])
    assert f"以{told.number}交办你单位的问题" in printed
    assert f"督办事由：整改不到位，已交办2次（首次交办：{told.number}）。" in printed
    assert f"督办事由：重要问题（首次交办：{told.number}）。" in printed
    assert "整改不到位再次交办1个，重要问题1个" in printed
    assert issue(office, tmp_path, GARDEN, "督办单").notices == ()


def test_supervision_after_a_transfer_names_no_document_of_the_unit_before(office: Workspace, tmp_path: Path) -> None:
    told = issue(office, tmp_path, GARDEN, "交办单").notices[0]
    moved = finding(office, "WC-001-01")
    reviewing.transfer(office, [moved], unit_named(office, EAST), "属城管职责")
    reviewing.edit(office, [moved], CaseDraft(severity="grave"))
    report = issue(office, tmp_path, EAST, "督办单")
    assert report.notices[0].findings == (moved,)
    printed = all_text(report.files[0])
    assert "督办事由：重要问题。" in printed
    assert told.number not in printed


def test_one_file_holds_all_and_each_begins_on_a_sheet(office: Workspace, tmp_path: Path) -> None:
    photographed(office)
    report = notices.issue(office, everybody(office), Wanted("交办单", folder=tmp_path / "总册", one_file=True))
    volume, *books = report.files
    assert len(report.notices) == len(books) == 5
    assert [each.serial for each in report.notices] == [1, 2, 3, 4, 5]
    assert sorted(path.name for path in (tmp_path / "总册").iterdir()) == sorted(path.name for path in report.files)
    pages = texts(volume)
    begins = [place for place, page in enumerate(pages) if any(each.number in page for each in report.notices)]
    assert len(begins) == 5
    assert all(place % 2 == 0 for place in begins)
    assert all("—1—" in re.sub(r"\s", "", pages[place]) for place in begins)
    read: Any = pypdfium2.PdfDocument(volume)
    outline = [item.get_title() for item in read.get_toc()]
    read.close()
    assert outline == [f"{each.unit}\u3000{each.number}" for each in report.notices]


def test_stopping_one_file_issues_nothing(office: Workspace, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        notices.issue(office, everybody(office), Wanted("交办单", folder=tmp_path / "总册", one_file=True), progress)
    assert notices.listed(office) == ()
    assert not (tmp_path / "总册").exists()
    assert {each.state for each in reading.cases(office).rows} == {"merged"}


def test_one_file_of_word_is_refused_before_a_number_is_given(office: Workspace, tmp_path: Path) -> None:
    for wrong in ({"format": "docx", "one_file": True}, {"format": "odt"}):
        with pytest.raises(Refusal, match="M27"):
            issue(office, tmp_path, EAST, "交办单", **wrong)
    assert notices.listed(office) == ()


def test_printing_again_keeps_the_issuer_of_then(office: Workspace, tmp_path: Path) -> None:
    from dataclasses import replace

    from chuangjian_desktop.services.office.settings import document_settings, save_document_settings

    first = all_text(issue(office, tmp_path, EAST, "问题清单").files[0])
    save_document_settings(office, replace(document_settings(office), issuer="另一个办公室", contact="某人"))
    (again,), _ = notices.export(office, [unit_named(office, EAST)], tmp_path / "再印")
    assert all_text(again) == first


# ---- the office's own template ---------------------------------------------------------------------------------------


def own(path: Path, *lines: str) -> Path:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    made.save(str(path))
    return path


def test_word_files_have_the_form_of_the_office(office: Workspace, tmp_path: Path) -> None:
    photographed(office)
    templates.set_template(office, "交办单", own(tmp_path / "本办.docx", "内部 {{文号}}", "{{正文}}", "{{编码}}"))
    assert templates.template_names(office) == {"交办单": "本办.docx"}
    (tmp_path / "本办.docx").unlink()
    report = issue(office, tmp_path / "文书", GARDEN, "交办单", format="docx")
    assert report.files[0].suffix == ".docx"
    told = word_text(report.files[0])
    assert f"内部 {report.notices[0].number}" in told
    assert told.endswith(document_code(report.notices[0].id))
    assert "WC-001-03" in told
    assert issue(office, tmp_path / "文书", EAST, "问题清单", format="docx").files[0].suffix == ".docx"
    templates.clear_template(office, "交办单")
    assert templates.template_names(office) == {}


def test_a_template_with_an_unknown_mark_is_refused_when_it_is_set(office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        templates.set_template(office, "交办单", own(tmp_path / "错.docx", "{{正文}}", "{{市长}}"))
    assert (caught.value.code, caught.value.details["value"]) == ("M27", "{{市长}}")
    with pytest.raises(Refusal, match="M27"):
        templates.set_template(office, "表扬信", own(tmp_path / "对.docx", "{{正文}}"))
    assert templates.template_names(office) == {}


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_template_that_is_no_word_document_is_refused(office: Workspace, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "坏.docx").write_bytes(content)
    with pytest.raises(Refusal, match="M20"):
        templates.set_template(office, "交办单", tmp_path / "坏.docx")


def test_a_template_that_fetches_something_is_refused(office: Workspace, tmp_path: Path) -> None:
    path = own(tmp_path / "远.docx", "{{正文}}")
    made: Any = docx.Document(str(path))
    made.part.relate_to(
        "file:///X/normal.dotm",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        is_external=True,
    )
    made.save(str(path))
    with pytest.raises(Refusal, match="M20"):
        templates.set_template(office, "交办单", path)
