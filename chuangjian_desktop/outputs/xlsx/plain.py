"""A plain table as a workbook: a title, a head and rows of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.xlsx import styles
from chuangjian_desktop.outputs.xlsx.book import Book

_HEAD_ROW = 2


def write_plain(
    path: Path, title: str, head: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]
) -> tuple[Warn, ...]:
    """Write `rows` under `head`; the earlier file stays as it is until the new one is complete."""
    with written_beside(path) as temporary, Book() as book:
        page = book.sheet(title[:20], widths, paper="A3", head_row=_HEAD_ROW)
        blank = [None] * (len(head) - 1)
        page.merge(page.row([title, *blank], [styles.TITLE] * len(head), 36), 1, len(head))
        page.head(head)
        for row in rows:
            page.row(list(row), [styles.TEXT] * len(head))
        book.save(temporary)
        return book.warnings
