"""Filled-in questionnaires, counted: questions and options as people word them, rows that nobody can count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chuangjian_desktop.domain.city.answers import (
    MOST_OPTIONS,
    AnswerRow,
    AnswerSheet,
    CountRow,
    asked_in,
    bare,
    count_sheet,
    is_personal,
    is_questionnaire,
    matching,
    unlettered,
)
from chuangjian_desktop.domain.city.facts import Option, Question

SCALE = (Option("A", "满意", 10_000), Option("B", "基本满意", 6_000), Option("C", "不满意", 0))
CLEAN = Question("1", "您对环境卫生满意吗？", SCALE)
KNOWN = Question("2", "您知道创建活动吗", (Option("Y", "知道", 10_000), Option("N", "不知道", 0)))


def sheet(headings: tuple[str, ...], *rows: tuple[str, ...]) -> AnswerSheet:
    return AnswerSheet("居民", headings, tuple(AnswerRow(n, row) for n, row in enumerate(rows, 2)))


def tally(*rows: tuple[str, str, int]) -> AnswerSheet:
    return AnswerSheet("汇总", counts=tuple(CountRow(n, *row) for n, row in enumerate(rows, 2)))


def test_columns_find_their_questions_by_words_or_number() -> None:
    answered = sheet(
        ("编号", "1．您对环境卫生满意吗? [单选题]", "Q2", "第9题", "您的意见和建议"),
        ("1", "满意", "知道", "x", "多种树"),
    )
    counted = count_sheet(answered, (CLEAN, KNOWN), "东区")
    assert counted.batches[0].counts == {("1", "A"): 1, ("2", "Y"): 1}
    assert (counted.batches[0].name, counted.batches[0].rows) == ("东区", 1)
    assert counted.skipped == ("第9题",)
    assert counted.questions == (CLEAN, KNOWN)
    assert asked_in(answered, (CLEAN, KNOWN)) == 2


@pytest.mark.parametrize("text", ["满意", " 满 意 ", "A", "a.", "A.满意", "Ａ、满意", "A）满意"])
def test_an_answer_is_meant_by_words_letter_or_both(text: str) -> None:
    found = matching(CLEAN, text)
    assert found is not None
    assert found.code == "A"


def test_what_no_option_says_is_not_guessed_at() -> None:
    assert matching(CLEAN, "尚可") is None
    assert matching(CLEAN, "??") is None
    assert (unlettered("B、一般"), unlettered("满意"), unlettered("A.")) == ("一般", "满意", "A.")
    assert bare("3. ") == "3"


def test_one_answer_that_is_not_understood_rejects_the_respondent_whole() -> None:
    rows = (("满意", "知道"), ("尚可", "知道"), ("", ""), ("不满意", ""))
    counted = count_sheet(sheet((CLEAN.text, KNOWN.text), *rows), (CLEAN, KNOWN), "一")
    assert counted.batches[0].counts == {("1", "A"): 1, ("2", "Y"): 1, ("1", "C"): 1}
    assert [(each.sheet, each.row) for each in counted.rejected] == [("居民", 3), ("居民", 4)]
    assert "没有选项“尚可”，可选：满意、基本满意、不满意" in counted.rejected[0].reason_zh
    assert "没有一题作答" in counted.rejected[1].reason_zh
    assert counted.batches[0].rows == 2


def test_nothing_counted_makes_no_batch() -> None:
    assert count_sheet(sheet((CLEAN.text,), ("尚可",)), (CLEAN,), "一").batches == ()


def test_rows_may_name_their_batch() -> None:
    rows = (AnswerRow(2, ("满意",), "东区"), AnswerRow(3, ("满意",)), AnswerRow(4, ("不满意",), "东区"))
    counted = count_sheet(AnswerSheet("居民", (CLEAN.text,), rows), (CLEAN,), "其他")
    assert {each.name: each.rows for each in counted.batches} == {"东区": 2, "其他": 1}


def test_the_same_rows_have_the_same_digest_and_other_rows_another() -> None:
    first = count_sheet(sheet((CLEAN.text,), ("满意",), ("不满意",)), (CLEAN,), "一").batches[0]
    again = count_sheet(sheet(("1",), ("A",), ("C.不满意",)), (CLEAN,), "二").batches[0]
    other = count_sheet(sheet((CLEAN.text,), ("满意",), ("满意",)), (CLEAN,), "一").batches[0]
    assert first.digest == again.digest != other.digest


# ---- a questionnaire made of what came -------------------------------------------------------------------------------


def test_questions_are_made_of_columns_that_ask_and_shares_of_usual_words() -> None:
    head = ("序号", "姓名", "1、满意吗", "2、怎么出行", "3、说说看", "性别", "空着")
    rows = [
        (str(n), f"人{n}", ("满意", "基本满意", "说不清")[n % 3], ("步行", "公交")[n % 2], f"第{n}条想法", "男", "")
        for n in range(8)
    ]
    counted = count_sheet(sheet(head, *rows), (), "一")
    satisfied, travel = counted.questions
    assert [(each.text, each.share, each.guessed) for each in satisfied.options] == [
        ("满意", 10_000, True),
        ("基本满意", 6_000, True),
        ("说不清", None, True),
    ]
    assert (satisfied.code, satisfied.text, satisfied.open) == ("1", "满意吗", True)
    assert [(each.text, each.share) for each in travel.options] == [("步行", None), ("公交", None)]
    assert counted.skipped == ("3、说说看", "空着")
    assert counted.rejected == ()


def test_a_long_answer_is_no_option() -> None:
    counted = count_sheet(sheet(("谈谈看法", "满意吗"), ("很" * 40, "满意")), (), "一")
    assert [each.text for each in counted.questions] == ["满意吗"]


def test_an_unusual_word_among_usual_ones_is_rejected_and_a_usual_one_is_taken() -> None:
    made = count_sheet(sheet(("满意吗",), ("满意",), ("满意",), ("凑合着过",)), (), "一")
    assert [each.row for each in made.rejected] == [4]
    later = count_sheet(sheet(("满意吗",), ("不满意",), ("凑合着过",)), made.questions, "二")
    assert [each.text for each in later.questions[0].options] == ["满意", "不满意"]
    assert [each.row for each in later.rejected] == [3]
    closed = replace(made.questions[0], open=False)
    assert [each.row for each in count_sheet(sheet(("满意吗",), ("不满意",)), (closed,), "二").rejected] == [2]


def test_a_question_takes_no_endless_options() -> None:
    many = Question("1", "出行", tuple(Option(chr(65 + n), f"方式{n}", None) for n in range(MOST_OPTIONS)), open=True)
    assert [each.row for each in count_sheet(sheet(("出行",), ("骑马",)), (many,), "一").rejected] == [2]


# ---- tallies ---------------------------------------------------------------------------------------------------------


def test_a_tally_is_counted_row_by_row() -> None:
    counted = count_sheet(
        tally((CLEAN.text, "满意", 60), (CLEAN.text, "C", 10), ("2", "知道", 55), ("别的题", "是", 1)),
        (CLEAN, KNOWN),
        "一",
    )
    assert counted.batches[0].counts == {("1", "A"): 60, ("1", "C"): 10, ("2", "Y"): 55}
    assert (counted.batches[0].rows, [each.row for each in counted.rejected]) == (3, [5])


def test_a_tally_says_each_answer_once_and_only_known_ones() -> None:
    counted = count_sheet(
        tally((CLEAN.text, "满意", 60), (CLEAN.text, "A.满意", 5), (CLEAN.text, "尚可", 1)), (CLEAN,), "一"
    )
    assert counted.batches[0].counts == {("1", "A"): 60}
    assert [each.row for each in counted.rejected] == [3, 4]


def test_a_questionnaire_may_be_made_of_a_tally() -> None:
    counted = count_sheet(tally(("满意吗", "满意", 60), ("满意吗", "不满意", 40), ("姓名", "张三", 1)), (), "一")
    assert [each.text for each in counted.questions] == ["满意吗"]
    assert [each.row for each in counted.rejected] == [4]


def test_columns_that_say_who_answered_ask_nothing() -> None:
    answered = sheet(
        ("样本编号", "受访者姓名", "户主", "1、常去公园吗"), *[("1", "王", "王", "A")] * 3, ("2", "李", "李", "B")
    )
    counted = count_sheet(answered, (), "东区")
    assert ([each.text for each in counted.questions], counted.skipped) == (["常去公园吗"], ())
    assert is_personal("样本编号")
    assert not is_personal("您知道创建办的电话吗")


@pytest.mark.parametrize(
    ("given", "stray", "codes"),
    [("BABC", "9", ["A", "B", "C"]), ("1231", "x", ["A", "B", "C"]), ("BBDD", "多", ["B", "D"])],
)
def test_an_answer_of_another_kind_is_flagged(given: str, stray: str, codes: list[str]) -> None:
    answered = sheet(("1、常去公园吗",), (stray,), *[(each,) for each in given])
    counted = count_sheet(answered, (), "东区")
    (question,) = counted.questions
    assert [each.code for each in question.options] == codes
    assert [each.row for each in counted.rejected] == [2]
    assert counted.batches[0].rows == 4
    later = count_sheet(sheet(("1、常去公园吗",), ("F",)), counted.questions, "西区")
    assert [each.code for each in later.questions[0].options] == [*codes, *([] if given[0] == "1" else ["F"])]


@pytest.mark.parametrize(
    ("headings", "rows", "expected"),
    [
        (("1、停车方便吗", "2、最想改善"), (("方便", "停车"), ("不便", "绿化")), True),
        (("编号", "1", "2"), (("1", "A", "B"), ("2", "B", "B")), True),
        (("环境卫生", "创建活动"), (("满意", "知道"), ("一般", "知道")), True),
        (("是否支持创建", "所在网格", "渠道"), (("支持", "甲", "网"), ("支持", "乙", "报")), True),
        (("品名", "产地"), (("苹果", "东"), ("梨", "西")), False),
        (("x", "y"), (("1", "11"), ("2", "9")), False),
        (("商户", "群众满意度"), (("甲", "95"), ("乙", "90")), False),
        (("单位", "公厕", "热线"), (("甲", "有", "东"), ("乙", "无", "西")), False),
        (("1", "2"), (("3", "4"), ("5", "6")), False),
        (("编号", "姓名"), (("1", "甲"),), False),
    ],
)
def test_a_table_is_a_questionnaire_when_it_asks(
    headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...], expected: bool
) -> None:
    table = sheet(headings, *rows)
    assert is_questionnaire(table, count_sheet(table, (), "").questions) is expected


def test_a_tally_says_itself_that_it_is_a_questionnaire() -> None:
    assert is_questionnaire(AnswerSheet("汇总", counts=(CountRow(2, "最想改善", "停车", 5),)), ())
