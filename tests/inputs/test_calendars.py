"""Tables of holidays that an office made, in the encodings that Excel writes, and what is no such table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.working_days import SpecialDay
from chuangjian_desktop.inputs.calendars import LARGEST, read_year

TABLE = "日期,安排,名称\n2031-01-01,休,元旦\n2031-02-02,班,春节\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_as_excel_saves_it(tmp_path: Path, encoding: str) -> None:
    table = tmp_path / "2031.csv"
    table.write_bytes(TABLE.encode(encoding))
    assert read_year(table) == (
        SpecialDay(dt.date(2031, 1, 1), "off", "元旦"),
        SpecialDay(dt.date(2031, 2, 2), "work", "春节"),
    )


def refused(path: Path) -> str:
    with pytest.raises(Refusal, match="M27") as found:
        read_year(path)
    return sentence("M27", found.value.details, "zh")


def test_what_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    assert "找不到文件" in refused(tmp_path / "none.csv")
    assert "工作日历" in refused(tmp_path)
    odd = tmp_path / "odd.csv"
    odd.write_bytes(b"\xff\xff\xff")
    assert "GB 18030" in refused(odd)
    for data in (b"", TABLE.encode() + b"x" * LARGEST, "日期,安排\n2031-02-30,休\n".encode()):
        odd.write_bytes(data)
        assert "odd.csv" in refused(odd)
