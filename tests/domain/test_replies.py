"""Which case a row or a photo that came back belongs to: what is certain is taken, all else is listed."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.replies import (
    REASONS,
    STATES,
    Heading,
    Issued,
    Known,
    ReplyRow,
    Unmatched,
    as_code,
    document_code,
)
from chuangjian_desktop.domain.reply_days import done_day, drops_zero, planned_day
from chuangjian_desktop.domain.reply_matching import match
from chuangjian_desktop.domain.reply_names import named, numbered

FOUND, TODAY = dt.date(2026, 11, 3), dt.date(2026, 11, 22)
IDS = [uuid.UUID(int=n * 0x9E3779B97F4A7C15).hex for n in range(1, 5)]
KNOWN = [
    Known(number, case, document_code(case), FOUND, unit="城管局", site="解放路", problem="墙面张贴小广告")
    for number, case in zip(("ZG001-03", "ZG001-13", "NM02-01", "LX7-02"), IDS, strict=True)
]
NOTICE = Issued("3333-4444", "云创整〔2026〕3号", "城管局", "四季度", frozenset(IDS[:2]), "市城管局")


def row(number: str, place: int = 5, **cells: str) -> ReplyRow:
    names = {"cause": "原因", "measure": "整改措施", "date": "完成日期", "state": "完成状态", "code": "识别码"}
    return ReplyRow(
        "回复", place, {"问题编号": number, "点位": "解放路"} | {names[name]: text for name, text in cells.items()}
    )


def below(heading: Heading, number: str = "ZG001-03") -> str:
    """Why a row without code below that heading is listed, or the case that it lands at."""
    said = replace(row(number, measure="清理"), heading=heading)
    found = match([said], KNOWN, TODAY, [NOTICE], "四季度")
    return found.replies[0].case if found.replies else found.unmatched[0].reason


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
        (row("ZG001-03", state="已完成", date="11.1"), "date_range", "11.1"),
        (row("ZG001-03", state="已完成", date="2026-11-23"), "date_range", "2026-11-23"),
    ],
)
def test_what_is_not_certain_is_listed(said: ReplyRow, reason: str, value: str) -> None:
    found = match([said], KNOWN, TODAY)
    assert found.replies == ()
    assert [(each.row, each.reason, each.value) for each in found.unmatched] == [(5, reason, value)]


def test_a_number_on_paper_stands_though_a_further_visit_came_before_it() -> None:
    """A was ZG001-03 on paper; a visit that came in later is the first one of the site now, and B has that number."""
    a = replace(KNOWN[0], number="ZG001/2-03", printed=("ZG001-03",))
    b = replace(KNOWN[1], number="ZG001-03")
    notice = replace(NOTICE, cases=frozenset([a.case]))
    coded = match([row("ZG001-03", measure="清理", code=a.code)], [a, b], TODAY)
    assert [each.case for each in coded.replies] == [a.case]
    headed = replace(row("ZG001-03", measure="清理"), heading=Heading(notice=notice.number))
    assert [each.case for each in match([headed], [a, b], TODAY, [notice], "四季度").replies] == [a.case]
    bare = match([row("ZG001-03", measure="清理")], [a, b], TODAY)
    assert [each.reason for each in bare.unmatched] == ["shared_number"]
    assert named("ZG001-03 后.jpg", [a, b]).shared == ("ZG001-03",)
    assert [each.case for each in named("ZG001/2-03 后.jpg", [a, b]).cases] == [a.case]


def test_rows_without_a_word_are_left_out() -> None:
    assert match([row("ZG001-03"), row("", 6), row("UNKNOWN", 7)], KNOWN, TODAY) == match([], KNOWN, TODAY)


def test_an_empty_sheet_of_another_office_is_listed_once() -> None:
    blank = [replace(row("ZG001-03", at, code="2222-2222"), place=(0, 1)) for at in (5, 6)]
    (told,) = match(blank, KNOWN, TODAY).unmatched
    assert (told.reason, told.row, told.value) == ("other_office", 5, "ZG001-03")
    filled = replace(row("ZG001-03", 7, measure="清理", code="2222-2222"), place=(0, 1))
    (told,) = match([*blank, filled], KNOWN, TODAY).unmatched
    assert told.row == 7


def test_a_photo_from_after_alone_says_that_it_is_done_another_does_not() -> None:
    said = ReplyRow("回复", 5, {"问题编号": "ZG001-03", "点位": "解放路"}, ("photo 1",), shown=True)
    (reply,) = match([said], KNOWN, TODAY).replies
    assert (reply.state, reply.photos, reply.done_on) == ("done", ("photo 1",), None)
    (elsewhere,) = match([replace(said, shown=False)], KNOWN, TODAY).replies
    assert (elsewhere.state, elsewhere.photos) == ("doing", ("photo 1",))
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


def test_a_row_that_cannot_be_read_contradicts_one_that_can() -> None:
    late = row("NM02-01", 8, state="已完成", date="2027-01-05")
    found = match([late, row("NM02-01", 10, state="正在整改")], KNOWN, TODAY)
    assert found.replies == ()
    assert [(each.row, each.reason, each.value) for each in found.unmatched] == [
        (8, "twice", "NM02-01：2027-01-05"),
        (10, "twice", "NM02-01"),
    ]
    assert [each.reason for each in match([late, replace(late, row=9)], KNOWN, TODAY).unmatched] == ["date_range"] * 2


@pytest.mark.parametrize(
    ("name", "speaks"),
    [("NM02-09 后", True), ("zg001-3", True), ("IMG_20261105_1", False), ("整改后 1", False), ("ANM02-01", False)],
)
def test_a_name_with_a_number_of_a_known_site_speaks_for_itself(name: str, speaks: bool) -> None:
    assert numbered(name, KNOWN) is speaks


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
     "11月5号", "2026-11-05 10:30:00", "二〇二六年十一月五日", "二○二六年十一月五号", "十一月五日", "46331", "46331.5",
     "11月5日9时", "11月5日 9时40分", "11.5下午", "11/5 15:00", "2026年11月5日上午", "11月5号晚上8点"],
)  # fmt: skip
def test_days_as_people_write_them(text: str) -> None:
    assert done_day(text, FOUND, TODAY) == dt.date(2026, 11, 5)


def test_a_day_without_a_year_takes_the_only_one_that_fits() -> None:
    found, today = dt.date(2026, 12, 20), dt.date(2027, 1, 10)
    assert done_day("1.5", found, today) == dt.date(2027, 1, 5)
    assert done_day("12.25", found, today) == dt.date(2026, 12, 25)
    assert done_day("6.1", dt.date(2025, 5, 1), dt.date(2026, 11, 1)) is None
    assert done_day("2026-13-01", FOUND, TODAY) is None
    assert done_day("十一月二十日", FOUND, TODAY) == dt.date(2026, 11, 20)
    assert done_day("十月三十一日", FOUND, TODAY) == dt.date(2026, 10, 31)


@pytest.mark.parametrize("text", ["", "上周", "TRUE", "1e300", "45000000", "11.31", "十十月一日", "一十一月二十二三日"])
def test_what_is_no_day(text: str) -> None:
    assert done_day(text, FOUND, TODAY) is None
    assert planned_day(text, FOUND, TODAY) is None


def test_a_planned_day_is_the_one_day_within_half_a_year() -> None:
    assert planned_day("11.20", FOUND, TODAY) == dt.date(2026, 11, 20)
    assert planned_day("1月5日", FOUND, TODAY) == dt.date(2027, 1, 5)
    assert planned_day("2028年1月5日", FOUND, TODAY) == dt.date(2028, 1, 5)
    assert planned_day("1月5日", dt.date(2025, 1, 1), TODAY) is None
    assert planned_day("10.1", FOUND, TODAY) == dt.date(2026, 10, 1)
    assert planned_day("10.1", dt.date(2026, 1, 5), dt.date(2026, 1, 10)) is None
    assert planned_day("3.1", dt.date(2025, 11, 10), dt.date(2026, 9, 6)) is None
    assert planned_day("12.28", dt.date(2026, 12, 20), dt.date(2027, 1, 10)) == dt.date(2026, 12, 28)
    assert planned_day("2029.10.1", FOUND, TODAY) == dt.date(2029, 10, 1)


def test_a_number_may_have_dropped_the_zero_of_its_day() -> None:
    told = {"11.2": False, "11.5": True, "11.20": True}
    for day, certain in told.items():
        read = match([replace(row("ZG001-03", date=day, state="正在整改"), numeric=("完成日期",))], KNOWN, TODAY)
        assert [each.reason for each in read.unmatched] == ([] if certain else ["date_number"])
    assert not drops_zero("2.3")
    assert drops_zero("2.1")
    assert match([row("ZG001-03", date="11.2", state="正在整改")], KNOWN, TODAY).unmatched[0].reason == "date_range"


@pytest.mark.parametrize(("state", "kind"), [("正在整改", "doing"), ("需长期", "long")])
def test_a_day_beside_what_is_not_done_is_kept_as_planned(state: str, kind: str) -> None:
    (reply,) = match([row("ZG001-03", state=state, date="12月31日")], KNOWN, TODAY).replies
    assert (reply.state, reply.done_on, reply.planned) == (kind, None, dt.date(2026, 12, 31))
    listed = [match([row("ZG001-03", state=state, date=day)], KNOWN, TODAY) for day in ("尽快", "2026-10-01")]
    assert [each.unmatched[0].reason for each in listed] == ["date", "date_range"]
    twice = [row("ZG001-03", at, state=state, date=day) for at, day in ((5, "12.30"), (6, "12.31"))]
    assert match(twice, KNOWN, TODAY).replies == ()


def test_a_formula_without_result_is_listed() -> None:
    unread = replace(row("ZG001-03"), unread=("整改措施", "点位"))
    assert match([unread], KNOWN, TODAY).unmatched == (Unmatched("回复", 5, "no_result", "整改措施"),)
    (error,) = match([row("ZG001-03", cause="#DIV/0!", state="#N/A")], KNOWN, TODAY).unmatched
    assert (error.reason, error.value) == ("no_result", "原因、完成状态")
    (kept,) = match([row("ZG001-03", cause="TRUE", measure="1e300")], KNOWN, TODAY).replies
    assert (kept.cause, kept.measure) == ("TRUE", "1e300")


def test_the_code_of_a_form_tells_whose_numbers_they_are() -> None:
    assert below(Heading("33334444")) == IDS[0]
    assert below(Heading("3333-4444"), "NM02-01") == "not_in_notice"
    assert below(Heading("9999-8888", NOTICE.number)) == "other_office"


@pytest.mark.parametrize(
    ("heading", "result"),
    [
        (Heading(notice="云创整[2026]3号", unit="城管局", round_name="四季度"), IDS[0]),
        (Heading(notice=NOTICE.number, unit="市城管局"), IDS[0]),
        (Heading(notice=NOTICE.number), IDS[0]),
        (Heading(notice="外创整〔2025〕3号", round_name="四季度"), "other_office"),
        (Heading(notice=NOTICE.number, round_name="三季度"), "other_round"),
        (Heading(notice=NOTICE.number, unit="环卫处"), "other_unit"),
        (Heading(round_name="三季度"), "other_round"),
        (Heading(unit="环卫处"), "other_unit"),
        (Heading(unit="城管局", round_name="四季度"), IDS[0]),
    ],
)
def test_the_facts_of_a_heading_tell_it_too(heading: Heading, result: str) -> None:
    assert below(heading) == result


@pytest.mark.parametrize(
    ("site", "problem", "certain"),
    [
        ("解放路", "", True),
        ("东门", "墙面张贴小广告20处。", True),
        ("", "墙面张贴小广告", True),
        ("", "墙面张贴", True),
        ("", "墙面", False),
        ("东门", "乱堆", False),
        ("", "", False),
    ],
)
def test_a_bare_table_needs_words_that_agree(site: str, problem: str, *, certain: bool) -> None:
    said = ReplyRow("表", 2, {"问题编号": "ZG001-03", "点位": site, "问题描述": problem, "整改措施": "清理"})
    found = match([said], KNOWN, TODAY)
    assert [each.case for each in found.replies] == (IDS[:1] if certain else [])
    assert [each.reason for each in found.unmatched] == ([] if certain else ["not_certain"])


def test_rows_of_another_unit_in_a_units_workbook_are_listed() -> None:
    other = replace(KNOWN[2], unit="环卫处")
    pasted = replace(row(other.number, measure="清理", code=other.code), heading=Heading(NOTICE.code))
    (listed,) = match([pasted], [*KNOWN[:2], other], TODAY, [NOTICE]).unmatched
    assert listed.reason == "other_unit"


@pytest.mark.parametrize("heading", [Heading(NOTICE.code), Heading(notice=NOTICE.number)])
@pytest.mark.parametrize("code", [True, False])
def test_a_row_of_a_case_that_was_transferred_names_the_new_unit(heading: Heading, *, code: bool) -> None:
    moved = replace(KNOWN[0], unit="环卫处")
    said = replace(row(moved.number, measure="清理", code=moved.code if code else ""), heading=heading)
    (listed,) = match([said], [moved, KNOWN[1]], TODAY, [NOTICE]).unmatched
    assert (listed.reason, listed.value) == ("moved", "环卫处")
    again = replace(NOTICE, code="5555-6666", unit="环卫处", cases=frozenset(IDS[:1]))
    answered = replace(said, heading=Heading(again.code))
    assert [each.case for each in match([answered], [moved], TODAY, [NOTICE, again]).replies] == IDS[:1]


def test_what_is_left_stands_in_the_order_of_files_sheets_and_rows() -> None:
    places = ((1, 0), (0, 1), (0, 0), (0, 0))
    rows = [replace(row("X-99", 9 - n, measure="清理"), place=place) for n, place in enumerate(places)]
    found = match(rows, KNOWN, TODAY).unmatched
    assert [(each.place, each.row) for each in found] == [((0, 0), 6), ((0, 0), 7), ((0, 1), 8), ((1, 0), 9)]


def test_a_number_that_two_problems_bear_is_not_guessed() -> None:
    other = uuid.UUID(int=99).hex
    twin = replace(KNOWN[0], case=other, code=document_code(other))
    both = [*KNOWN, twin]
    bare = row("ZG001-03", measure="清理")
    assert [each.reason for each in match([bare], both, TODAY).unmatched] == ["shared_number"]
    told = replace(NOTICE, cases=frozenset((*IDS[:2], other)))
    below_notice = replace(bare, heading=Heading(NOTICE.code))
    assert [each.reason for each in match([below_notice], both, TODAY, [told]).unmatched] == ["shared_number"]
    coded = row("ZG001-03", measure="清理", code=twin.code)
    assert [each.case for each in match([coded], both, TODAY).replies] == [other]
    assert named("ZG001-03、13 后", both).shared == ("ZG001-03",)
    assert named("ZG001-13 后", both).shared == ()


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


@pytest.mark.parametrize(
    ("name", "numbers", "strange"),
    [
        ("ZG001-03 后1", ["ZG001-03"], []),
        ("第一组-zg001—13、NM02-01后", ["ZG001-13", "NM02-01"], []),
        ("ZG001-1", [], []),
        ("ZG001-031", [], []),
        ("AZG001-03", [], []),
        ("IMG_20261105", [], []),
        ("ZG001-03、13 后", ["ZG001-03", "ZG001-13"], []),
        ("ZG001-03、ZG001-13、99", ["ZG001-03", "ZG001-13"], ["ZG001-99"]),
        ("ZG001-03、ZG009-01", ["ZG001-03"], ["ZG009-01"]),
        ("ZG001-03至13", ["ZG001-03"], ["ZG001-03至13"]),
        ("ZG001-03、11月5日", ["ZG001-03"], []),
        ("ZG001-03 整改后 张三、李四", ["ZG001-03"], []),
    ],
)
def test_photos_are_known_by_the_numbers_in_their_names(name: str, numbers: list[str], strange: list[str]) -> None:
    found = named(name, KNOWN)
    assert sorted(each.number for each in found.cases) == sorted(numbers)
    assert list(found.strange) == strange


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("ZG001-03-前1", "before"),
        ("ZG001-03整改前", "before"),
        ("ZG001-03 后1", "after"),
        ("ZG001-03张三整改后", "after"),
        ("ZG001-03 店门前", ""),
        ("ZG001-03 后门", ""),
        ("ZG001-03 整改前 整改后", ""),
        ("ZG001-03", ""),
    ],
)
def test_names_tell_before_and_after(name: str, when: str) -> None:
    assert named(name, KNOWN).when == when
