"""复查记录, 销号单 as Word files, saying what their PDFs say."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from docx.shared import Mm

from chuangjian_desktop.domain.papers import CaseForm
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.docx.form import put_lines, put_title
from chuangjian_desktop.outputs.docx.letter import place_photo
from chuangjian_desktop.outputs.docx.page import LABEL, official, saved
from chuangjian_desktop.outputs.docx.tables import fill, fixed, header, seam, table
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.wording import full_date

HALVES = (Mm(78), Mm(78))
PHOTO = (Mm(68), Mm(51))


def write_case_form(form: CaseForm, path: Path, progress: Progress | None = None) -> None:
    """Write the form. Refusals as `letter.write_letter`."""
    with written_beside(path) as temporary:
        document = official(f"{form.title} {form.number}", form.issuer)
        put_title(document, form.title, form.code, (f"问题编号：{form.number}", full_date(form.date)))
        put_lines(document, form.facts)
        seam(document)
        made = table(document, 1, HALVES)
        for cell, side in zip(made.rows[0].cells, form.sides, strict=True):
            fill(cell, side, LABEL, centred=True)
        header(made.rows[0])
        for pair in list(zip_longest(form.left, form.right)) or [(None, None)]:
            row = made.add_row()
            fixed(row, HALVES)
            row.height = PHOTO[1]
            for cell, picture in zip(row.cells, pair, strict=True):
                if picture:
                    place_photo(cell, picture, PHOTO, kept=False)
            if progress:
                progress.heed()
        seam(document)
        put_lines(document, form.closing)
        saved(document, temporary)
        if progress:
            progress.step(form.number)
