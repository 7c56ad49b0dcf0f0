"""避头尾, the grid, and nothing lost — for any text."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.outputs.pdf import linebreak as lb
from chuangjian_desktop.outputs.wording import paragraphs

HEAD = "。，、；：？！）》】〕”’』」…—·～/％"
TAIL = "（《【〔“‘『「/"
MARKS = HEAD + TAIL + "()[],.:;!?%#$ \u3000"
SOME = st.sampled_from(list("创建城市文明卫生年月日时" + MARKS + "0123456789abcXYZ-@\u0301\u200d\ufe0f😀𬱖é"))
TEXTS = st.lists(SOME, max_size=300).map("".join)


def narrow(character: str) -> float:
    if lb.kind_of(character) == 3 or unicodedata.category(character) == "Cf":
        return 0.0
    return 10.0 if unicodedata.east_asian_width(character) in "WFA" else 5.0


def lines_of(text: str, cells: int = 28) -> list[lb.Line]:
    return lb.break_lines(text, narrow, lb.Room(cells * 10.0, 20.0))


def run_width(text: str, place: int) -> float:
    """Width of the unbreakable run around `place`."""
    for begin, drawn, end in lb.pieces_of(text):
        if begin <= place < end:
            return sum(map(narrow, text[begin:drawn]))
    raise AssertionError


def violations(text: str, lines: list[lb.Line], width: float) -> list[str]:
    found: list[str] = []
    place = 0
    for line, following in pairwise(lines):
        place += len(line.text)
        ended = line.text.rstrip("".join(lb.BLANKS))
        bad = following.text[0] in HEAD or (ended and ended[-1] in TAIL)
        if bad and run_width(text, place) <= width:
            found.append(f"{line.text!r} | {following.text!r}")
    return found


@given(TEXTS)
def test_no_violation_and_nothing_lost(text: str) -> None:
    lines = lines_of(text)
    assert "".join(line.text for line in lines) == text
    assert violations(text, lines, 260.0) == []


@given(TEXTS, st.integers(4, 30))
def test_no_line_is_wider_than_its_room(text: str, cells: int) -> None:
    for line in lines_of(text, cells):
        assert line.width <= cells * 10.0 + 0.01
        assert line.indent > -5.01


@given(st.text(max_size=200))
def test_any_text_survives(text: str) -> None:
    assert "".join(line.text for line in lines_of(text, 9)) == text


def test_grid_of_28() -> None:
    lines = lines_of("创" * 26 + "建" * 28 + "城")
    assert [len(line.text) for line in lines] == [26, 28, 1]
    assert lines[0].indent == 20.0
    assert set(lines[1].advances) == {10.0}


def test_closing_mark_at_the_edge_is_squeezed_in() -> None:
    first, *_ = lb.break_lines("市" * 13 + "，" + "市" * 14 + "。后", narrow, lb.Room(280.0))
    assert first.text.endswith("。")
    assert first.width == pytest.approx(280.0)
    assert first.advances[-1] == pytest.approx(5.0)


def test_closing_mark_without_slack_takes_a_character_along() -> None:
    first, second = lb.break_lines("市" * 28 + "。", narrow, lb.Room(280.0))
    assert (len(first.text), second.text) == (27, "市。")
    assert first.width == pytest.approx(280.0)


@pytest.mark.parametrize(
    "whole", ["2026年11月20日", "12345.67", "0000—1234567", "Wi-Fi", "11月20日10时", "10：30", "GB/T"]
)
def test_numbers_dates_and_words_stay_whole(whole: str) -> None:
    for before in range(1, 40):
        lines = lines_of("市" * before + whole + "市" * 30)
        assert any(whole in line.text for line in lines), before


def test_a_word_wider_than_a_line_is_broken_only_then() -> None:
    lines = lines_of("网址" + "a" * 200 + "末")
    assert "".join(line.text for line in lines) == "网址" + "a" * 200 + "末"
    assert all(line.width <= 280.01 for line in lines)


def test_blanks_hang_and_marks_after_them_do_not_start_a_line() -> None:
    lines = lines_of("市" * 25 + "（ " * 3 + "市" * 30)
    assert violations("".join(line.text for line in lines), lines, 260.0) == []
    assert lines_of("市" * 26 + " " * 500 + "末")[1].text == "末"


def test_paragraphs_know_every_line_break() -> None:
    assert paragraphs("一\r\n二\r三\n四\u2028五\u2029六") == ["一", "二", "三", "四", "五", "六"]


def test_sets_hold_what_the_standard_names() -> None:
    assert set("。，、；：？！”’）》〉】〕」』·—～…/") <= lb.NO_START
    assert set("“‘（《〈【〔「『/") <= lb.NO_END


def test_the_work_grows_with_the_text_and_no_faster() -> None:
    sentence = "东湖区城市管理局（以下简称“城管局”）于2026年11月20日10时前整改完毕，并附照片。"
    work: dict[int, float] = {}
    for times in (250, 2500):
        began = time.process_time()
        lines = lines_of(sentence * times)
        work[times] = time.process_time() - began
        assert sum(len(line.text) for line in lines) == len(sentence) * times
    assert violations(sentence * 2500, lines, 260.0) == []
    assert work[2500] < 30 * work[250]


@pytest.mark.parametrize("text", ["", " ", "。", "（" * 100, "。" * 100, "\u0301" * 50, "a" * 100_000, " " * 1000])
def test_extremes(text: str) -> None:
    assert "".join(line.text for line in lines_of(text)) == text
