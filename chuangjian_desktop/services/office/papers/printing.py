"""Printing notices: as PDF or Word file, as letter or table, singly or all in one file for the printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.documents import Notice
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.filenames import safe_name
from chuangjian_desktop.domain.progress import Progress

FORMS = ("letter", "table")
FORMATS = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Look:
    """How a notice is printed; with a `template`, the office's own, a Word file has its form."""

    form: str = "letter"
    format: str = "pdf"
    template: Path | None = None


def checked(notice: Notice) -> Notice:
    """The notice; `Refusal` M25 for a character that no font prints. Word files choose fonts where they are opened,
    but what they say is what the PDF says."""
    from chuangjian_desktop.outputs.pdf.check import missing_characters

    missing = missing_characters(notice)
    if missing:
        first = missing[0]
        shown = f"{first.character} (U+{ord(first.character[0]):04X})"
        raise Refusal("M25", file=notice.unit, character=shown, place=first.place)
    return notice


def target_of(folder: Path, notice: Notice, look: Look) -> Path:
    """The file of a notice."""
    name = f"{notice.kind}-{notice.unit}-{notice.number or '草稿'}"
    return folder / f"{safe_name(name)}.{look.format}"


def write_notice(notice: Notice, path: Path, look: Look) -> None:
    """Write one notice; its folder is made. Refusals as the writers' own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if look.format == "pdf":
        from chuangjian_desktop.outputs.pdf.form import write_form
        from chuangjian_desktop.outputs.pdf.letter import write_letter

        (write_letter if look.form == "letter" else write_form)(notice, path)
    elif look.template is not None:
        from chuangjian_desktop.outputs.docx.template import write_from

        write_from(look.template, notice, path)
    else:
        from chuangjian_desktop.outputs.docx import form, letter

        (letter.write_letter if look.form == "letter" else form.write_form)(notice, path)


def volume_of(folder: Path, notices: Sequence[Notice]) -> Path:
    """The file of many notices: their kind, the first and the last number."""
    first, last = notices[0], notices[-1]
    numbers = first.number if first is last else f"{first.number}至{last.number}"
    return folder / f"{safe_name(f'{first.kind}-打印总册-{numbers}')}.pdf"


def write_volume(notices: Sequence[Notice], path: Path, form: str, progress: Progress | None = None) -> None:
    """Write many as one PDF; one step of the progress for each."""
    from chuangjian_desktop.outputs.pdf import volume

    path.parent.mkdir(parents=True, exist_ok=True)
    volume.write_volume([(notice, form) for notice in notices], path, progress)
