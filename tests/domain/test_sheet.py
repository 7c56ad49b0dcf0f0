"""A visit's sheet finds its rows by the code of the item."""

from __future__ import annotations

import pytest

from chuangjian_desktop.domain.sheet import ItemRow, VisitSheet
from tests.domain.examples import item


def test_a_sheet_without_the_item_says_so() -> None:
    texts = ("v", "s", "ZG-001", "解放路", "ZG", "主干道", "东区", "第一轮")
    sheet = VisitSheet(*texts, False, False, (), (), 0, 0, 0, 0, None)

    with pytest.raises(KeyError, match="ZG01"):
        sheet.row("ZG01")

    assert sheet.answered == 0


def test_a_sheet_finds_its_rows() -> None:
    texts = ("v", "s", "ZG-001", "解放路", "ZG", "主干道", "东区", "第一轮")
    rows = tuple(ItemRow(item(code, "10"), "conforming", "", 1000, 0, (), 0) for code in ("ZG01", "ZG02"))
    sheet = VisitSheet(*texts, False, False, (), rows, 2000, 2000, 0, 0, None)
    assert sheet.row("ZG02") is rows[1]
    assert sheet.answered == 2
