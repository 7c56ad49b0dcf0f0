"""A standard as a workbook with a sheet for each of its tables, to be changed and taken in again."""

from __future__ import annotations

from pathlib import Path

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.standard_sheet import EVIDENCE, HEADING, PARTS, facts, tables
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.xlsx import styles
from chuangjian_desktop.outputs.xlsx.book import Book

_WIDTHS = {
    "编号": 26, "名称": 34, "上级": 18, "节点": 24, "评分规则": 40, "点位类型": 18, "数量": 18, "分子": 22, "分母": 22,
    "依据程度": 10, "来源": 50,
}  # fmt: skip
_OTHER = 10


def write_standard(standard: Standard, path: Path) -> tuple[Warn, ...]:
    """Write it to `path`; the earlier file stays as it is until the new one is complete."""
    with written_beside(path) as temporary, Book() as book:
        page = book.sheet(HEADING, (16, 90), paper="A4", head_row=1)
        page.head(("项目", "内容"))
        for pair in facts(standard):
            page.row(pair, [styles.LABEL, styles.TEXT])
        for part, rows in tables(standard).items():
            headers = (*PARTS[part].headers, *EVIDENCE)
            widths = [_WIDTHS.get(header, _OTHER) for header in headers]
            page = book.sheet(PARTS[part].sheet, widths, paper="A3", head_row=1)
            page.head(headers)
            for row in rows:
                page.row(row, [styles.TEXT] * len(row))
        book.save(temporary)
        return book.warnings
