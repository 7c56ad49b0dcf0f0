"""打印总册: many notices as one PDF for the printer, each beginning on the front of a sheet and counted for itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chuangjian_desktop.domain.documents import Notice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.pdf.check import missing_characters
from chuangjian_desktop.outputs.pdf.fonts import FontSet, computer_fonts
from chuangjian_desktop.outputs.pdf.form import draw_form
from chuangjian_desktop.outputs.pdf.letter import draw_letter
from chuangjian_desktop.outputs.pdf.pen import A4, Job, Pen, write


def write_volume(
    notices: Sequence[tuple[Notice, str]], path: Path, progress: Progress | None = None, *, fonts: FontSet | None = None
) -> None:
    """Write notices, each with its form ("letter" or "table"), one after the other; the outline names their units.

    Pictures are loaded notice by notice. One step of the progress for each. Refusals as `letter.write_letter`.
    """
    fonts = fonts or computer_fonts()
    missing = tuple(each for notice, _ in notices for each in missing_characters(notice, fonts))
    first = notices[0][0]
    job = Job(path, fonts, f"{first.kind}打印总册", first.issuer.name)
    write(job, missing, A4, lambda pen: _draw(notices, pen, progress))


def _draw(notices: Sequence[tuple[Notice, str]], pen: Pen, progress: Progress | None) -> None:
    for place, (notice, form) in enumerate(notices):
        if place:
            pen.new_page()
        pen.mark(f"{notice.unit}\u3000{notice.number}".strip())
        pages = draw_letter(notice, pen) if form == "letter" else draw_form(notice, pen)
        if pages % 2 and place + 1 < len(notices):
            pen.new_page()  # an empty back, so that the next one begins on a sheet of its own
        if progress:
            progress.step(notice.unit)
