"""Which case a row or a photo that came back belongs to: what is certain is taken, all else is listed."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.replies import (
    REASONS,
    STATES,
    Known,
    ReplyRow,
    Unmatched,
    as_code,
    cases_in_name,
    document_code,
    match,
    reply_date,
)

FOUND, TODAY = dt.date(2026, 11, 3), dt.date(2026, 11, 22)
IDS = [uuid.UUID(int=n * 0x9E3779B97F4A7C15).hex for n in range(1, 5)]
KNOWN = [
    Known(number, case, document_code(case), FOUND)
    for number, case in zip(("ZG001-03", "ZG001-13", "NM02-01", "LX7-02"), IDS, strict=True)
]


def row(number: str, place: int = 5, **cells: str) -> ReplyRow:
    names = {"cause": "原因", "measure": "整改措施", "date": "完成日期", "state": "完成状态", "code": "识别码"}
    return ReplyRow("回复", place, {"问题编号": number} | {names[name]: text for name, text in cells.items()})


def test_a_filled_row_lands_at_its_case() -> None:
    said = row("ZG001-03", cause="商户多", measure="清理", date="11.5", state="已完成", code=KNOWN[0].code)
    found = match([said], KNOWN, TODAY)
    assert found.unmatched == ()
    (reply,) = found.replies
    assert (reply.case, reply.cause, reply.measure) == (IDS[0], "商户多", "清理")
    assert (reply.done_on, reply.state, reply.row) == (dt.date(2026, 11, 5), "done", 5)


@pytest.mark.parametrize(
    ("said", "reason", "value"),
    [
        (row("", measure="清理"), "no_number", ""),
        (row("ZG001-99", measure="清理"), "unknown_number", "ZG001-99"),
        (row("ZG001-03", measure="清理", code=KNOWN[1].code), "code_differs", "ZG001-03"),
        (row("ZG001-03", state="差不多了"), "state", "差不多了"),
        (row("ZG001-03", measure="清理", code="2222-2222"), "other_office", "ZG001-03"),
        (row("ZG001-03", state="已完成", date="上周"), "date", "上周"),
        (row("ZG001-03", state="已完成", date="11.31"), "date", "11.31"),
        (row("ZG001-03", state="已完成", date="11.1"), "date", "11.1"),
        (row("ZG001-03", state="已完成", date="2026-11-23"), "date", "2026-11-23"),
    ],
)
def test_what_is_not_certain_is_listed(said: ReplyRow, reason: str, value: str) -> None:
    found = match([said], KNOWN, TODAY)
    assert found.replies == ()
    assert [(each.row, each.reason, each.value) for each in found.unmatched] == [(5, reason, value)]


def test_rows_without_a_word_are_left_out() -> None:
    assert match([row("ZG001-03"), row("", 6), row("UNKNOWN", 7)], KNOWN, TODAY) == match([], KNOWN, TODAY)


def test_a_photo_alone_says_that_it_is_done() -> None:
    said = ReplyRow("回复", 5, {"问题编号": "ZG001-03"}, ("photo 1",))
    (reply,) = match([said], KNOWN, TODAY).replies
    assert (reply.state, reply.photos, reply.done_on) == ("done", ("photo 1",), None)
    (undated,) = match([row("ZG001-03", state="已完成")], KNOWN, TODAY).replies
    assert (undated.state, undated.done_on) == ("done", None)


def test_a_code_finds_a_problem_of_an_earlier_round_and_a_number_alone_does_not() -> None:
    earlier = Known("SC001-01", "earlier", "7F3A-K2QX", FOUND, current=False)
    coded = row("SC001-01", measure="清理", code="7f3ak2qx")
    assert [each.case for each in match([coded], [*KNOWN, earlier], TODAY).replies] == ["earlier"]
    assert [each.case for each in match([row("", measure="清理", code="7F3A-K2QX")], [earlier], TODAY).replies] == [
        "earlier"
    ]
    bare = match([row("SC001-01", measure="清理")], [*KNOWN, earlier], TODAY)
    assert [(each.reason, each.value) for each in bare.unmatched] == [("unknown_number", "SC001-01")]


def test_sorted_rows_are_known_by_their_numbers_and_doubles_count_once() -> None:
    first, second = row("NM02-01", 9, measure="甲"), row("ZG001-03", 5, measure="乙")
    found = match([first, second, row("nm02－01", 12, measure="甲")], KNOWN, TODAY)
    assert [(each.number, each.measure) for each in found.replies] == [("NM02-01", "甲"), ("ZG001-03", "乙")]
    assert found.unmatched == ()


def test_two_rows_that_disagree_are_both_listed() -> None:
    found = match([row("NM02-01", 9, measure="甲"), row("NM02-01", 6, measure="乙")], KNOWN, TODAY)
    assert found.replies == ()
    assert found.unmatched == (Unmatched("回复", 6, "twice", "NM02-01"), Unmatched("回复", 9, "twice", "NM02-01"))


@pytest.mark.parametrize(
    ("text", "state"),
    [("已整改", "done"), ("√", "done"), ("整改中", "doing"), ("", "doing"), ("长期", "long"), ("需长期", "long")],
)
def test_states_as_people_write_them(text: str, state: str) -> None:
    date = "11月5日" if state == "done" else ""
    (reply,) = match([row("ZG001-03", measure="清理", state=text, date=date)], KNOWN, TODAY).replies
    assert reply.state == state


def test_a_date_without_a_state_says_done() -> None:
    (reply,) = match([row("ZG001-03", date="11/5")], KNOWN, TODAY).replies
    assert (reply.state, reply.done_on) == ("done", dt.date(2026, 11, 5))
    assert set(STATES.values()) == {"done", "doing", "long"}
    assert all(zh and en for zh, en in REASONS.values())


@pytest.mark.parametrize(
    "text",
    ["2026-11-05", "2026.11.5", "2026/11/5", "2026年11月5日", "20261105", "11.5", "11-5", "11/5", "11月5日", "１１．５",
     "11月5号", "2026-11-05 10:30:00"],
)  # fmt: skip
def test_days_as_people_write_them(text: str) -> None:
    assert reply_date(text, FOUND, TODAY) == dt.date(2026, 11, 5)


def test_a_day_without_a_year_takes_the_only_one_that_fits() -> None:
    found, today = dt.date(2026, 12, 20), dt.date(2027, 1, 10)
    assert reply_date("1.5", found, today) == dt.date(2027, 1, 5)
    assert reply_date("12.25", found, today) == dt.date(2026, 12, 25)
    assert reply_date("6.1", dt.date(2025, 5, 1), dt.date(2026, 11, 1)) is None
    assert reply_date("2026-13-01", FOUND, TODAY) is None


@given(st.uuids())
def test_codes_survive_typing(identity: uuid.UUID) -> None:
    code = document_code(str(identity))
    assert as_code(code.lower().replace("-", " ")) == code
    assert as_code(f" {code}") == code
    assert len(code) == 9
    assert not set(code) & set("01IO")


def test_other_text_is_no_code() -> None:
    assert as_code(" 创建办督〔2026〕12号 ") == "创建办督〔2026〕12号"
    assert as_code("ABCD-EFG0") == "ABCD-EFG0"


def test_photos_are_known_by_the_numbers_in_their_names() -> None:
    def numbers(name: str) -> list[str]:
        return [each.number for each in cases_in_name(name, KNOWN)]

    assert numbers("ZG001-03 后1.jpg") == ["ZG001-03"]
    assert numbers("第一组-zg001—13、NM02-01后.JPG") == ["ZG001-13", "NM02-01"]
    assert numbers("ZG001-1.jpg") == []
    assert numbers("ZG001-031.jpg") == []
    assert numbers("AZG001-03.jpg") == []
    assert numbers("IMG_20261105.jpg") == []
