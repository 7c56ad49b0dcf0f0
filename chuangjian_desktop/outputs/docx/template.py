"""The office's own Word template, filled with a notice.

Marks stand in double braces: `{{文号}}` anywhere in a line, `{{正文}}` alone in a line, where the whole text goes with
its photos. What is around a mark keeps the look that the office gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, cast
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Emu, Length
from docx.table import Table
from docx.text.paragraph import Paragraph

from chuangjian_desktop.domain.documents import Notice
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.docx.letter import PHOTO, coded
from chuangjian_desktop.outputs.docx.page import pictured, saved
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.letter_parts import Part, parts_of
from chuangjian_desktop.outputs.wording import contact, full_date, paragraphs, problem_count

BODY, CODE = "正文", "二维码"
_MARK = re.compile(r"\{\{\s*([^{}]{1,20}?)\s*\}\}")
_TEXT = frozenset({"text", "level_1", "level_2", "problem", "feedback", "attachment"})
_DAMAGED = (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError)


MARKS = (
    BODY, CODE, "标题", "文种", "文号", "主送单位", "日期", "反馈期限", "问题数", "签发人", "发文机关", "联系人",
    "电话", "地址", "附注", "抄送", "印发机关", "编码",
)  # fmt: skip
"""What a template may name between braces."""


def values_of(notice: Notice) -> dict[str, str]:
    """Every mark besides 正文 and 二维码, with what it becomes."""
    issuer = notice.issuer
    return {
        "标题": notice.title.replace("\n", ""),
        "文种": notice.kind,
        "文号": notice.number,
        "主送单位": notice.unit,
        "日期": full_date(notice.date),
        "反馈期限": notice.reply_by,
        "问题数": str(problem_count(notice)),
        "签发人": notice.signer,
        "发文机关": issuer.name,
        "联系人": issuer.contact,
        "电话": issuer.phone,
        "地址": issuer.address,
        "附注": contact(issuer),
        "抄送": issuer.copies_to,
        "印发机关": issuer.printed_by,
        "编码": notice.code,
    }


def write_from(template: Path, notice: Notice, path: Path, progress: Progress | None = None) -> None:
    """Write the notice into a copy of the template. `Refusal` M20 for a file that is no Word document, M27 naming a
    mark that is not known, or 正文 when it is missing; the rest as `letter.write_letter`."""
    document = _opened(template)
    values = values_of(notice)
    places = list(_paragraphs(document))
    _check(template.name, places)
    with written_beside(path) as temporary:
        for place in places:
            if progress:
                progress.heed()
            _fill(place, notice, values)
        document.core_properties.title = values["标题"]
        saved(document, temporary)
        if progress:
            progress.step(notice.title)


def check(template: Path) -> None:
    """Refused like `write_from`, without a notice."""
    _check(template.name, list(_paragraphs(_opened(template))))


def _check(name: str, places: list[Paragraph]) -> None:
    marks = [mark for place in places for mark in _MARK.findall(place.text)]
    if strange := [mark for mark in marks if mark not in MARKS]:
        zh, en = "没有这样的记号", "there is no such mark"
        raise Refusal("M27", file=name, value="{{" + strange[0] + "}}", detail_zh=zh, detail_en=en)
    if BODY not in marks:
        zh, en = "模板里缺这个记号，要单独成行", "the template lacks this mark; it stands in a line of its own"
        raise Refusal("M27", file=name, value="{{正文}}", detail_zh=zh, detail_en=en)


def _opened(template: Path) -> Document:
    try:
        return docx.Document(str(template))
    except _DAMAGED as fault:
        raise Refusal("M20", file=template.name, detail=type(fault).__name__) from fault


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Those of the text, of tables within tables, of heads and feet."""
    yield from document.paragraphs
    for table in document.tables:
        yield from _within(table)
    for section in document.sections:
        for part in (section.header, section.footer, section.even_page_header, section.even_page_footer):
            yield from part.paragraphs
            for table in part.tables:
                yield from _within(table)


def _within(table: Table) -> Iterator[Paragraph]:
    seen: set[Any] = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc in seen:  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - merged cells come repeatedly
                continue
            seen.add(cell._tc)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
            yield from cell.paragraphs
            for inner in cell.tables:
                yield from _within(inner)


def _fill(place: Paragraph, notice: Notice, values: dict[str, str]) -> None:
    found = _MARK.findall(place.text)
    if BODY in found:
        _body(place, notice)
    elif CODE in found:
        _say(place, "")
        if notice.code:
            pictured(place, coded(notice.code), (PHOTO[1], PHOTO[1]))
    elif found:
        _say(place, _MARK.sub(lambda mark: values[mark[1]], place.text))


def _say(place: Paragraph, text: str) -> None:
    """Put a text into the first piece of a line, whose look it takes; Word tears marks into pieces as it likes."""
    for run in place.runs[1:]:
        run.text = ""
    if place.runs:
        place.runs[0].text = text
    else:
        place.add_run(text)


def _body(place: Paragraph, notice: Notice) -> None:
    """Every part as a paragraph of the mark's own look, with its photos under it."""
    for part in parts_of(notice):
        if part.kind in _TEXT:
            _part(place, part)
    within: Any = place._p  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - paragraphs are removed by their XML
    within.getparent().remove(within)


def _part(place: Paragraph, part: Part) -> None:
    for text in paragraphs(part.text):
        paragraph = _like(place)
        _say(paragraph, text)
        paragraph.paragraph_format.keep_with_next = part.kind in ("level_1", "level_2") or bool(part.pictures)
    for number, picture in enumerate(part.pictures, 1):
        paragraph = _like(place)
        _say(paragraph, "")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        pictured(paragraph, picture, cast("tuple[Length, Length]", tuple(Emu(side * 2) for side in PHOTO)))
        paragraph.add_run(f"\n{picture.caption}")
        paragraph.paragraph_format.keep_with_next = number < len(part.pictures)


def _like(place: Paragraph) -> Paragraph:
    """A new paragraph before `place` that looks like it."""
    within: Any = place._p  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - a paragraph is copied by its XML
    copy = deepcopy(within)
    within.addprevious(copy)
    return Paragraph(copy, place._parent)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
