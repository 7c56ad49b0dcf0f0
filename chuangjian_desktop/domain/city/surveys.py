"""Results of questionnaires: a question's rate is the mean share of its answers, a survey's that of its questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from chuangjian_desktop.domain.city.facts import Option, Question, Survey
from chuangjian_desktop.domain.city.values import QuestionScore, SurveyScore
from chuangjian_desktop.domain.scoring import weighted


def survey_score(survey: Survey) -> SurveyScore:
    """Who answered is counted by batch: in each as many as its most answered question has answers."""
    counts = _by_question(survey)
    questions = tuple(_question(each, counts.get(each.code, {})) for each in survey.questions)
    rate = weighted((each.question.weight, each.rate) for each in questions)
    guessed = sum(option.guessed for question in survey.questions for option in question.options)
    return SurveyScore(survey, respondents(survey.counts), questions, rate, guessed)


def respondents(counts: Mapping[tuple[str, str, str], int]) -> int:
    """How many people stand behind counts by batch, question and option."""
    answered: dict[str, dict[str, int]] = {}
    for (batch, question, _option), count in counts.items():
        of_batch = answered.setdefault(batch, {})
        of_batch[question] = of_batch.get(question, 0) + count
    return sum(max(questions.values()) for questions in answered.values())


def by_indicator(surveys: Iterable[SurveyScore]) -> dict[str, Fraction]:
    """The rates that stand for indicators; where several questions name one, the mean of all their counted answers."""
    sums: dict[str, tuple[Fraction, int]] = {}
    for one in (question for survey in surveys for question in survey.questions):
        if one.question.indicator and one.rate is not None:
            total, counted = sums.get(one.question.indicator, (Fraction(0), 0))
            sums[one.question.indicator] = (total + one.rate * one.counted, counted + one.counted)
    return {code: total / counted for code, (total, counted) in sums.items()}


def _by_question(survey: Survey) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for (_batch, question, option), count in survey.counts.items():
        of_question = counts.setdefault(question, {})
        of_question[option] = of_question.get(option, 0) + count
    return counts


def _question(question: Question, counts: Mapping[str, int]) -> QuestionScore:
    shares = {option.code: option.share for option in question.options}
    counted = sum(count for code, count in counts.items() if shares.get(code) is not None)
    earned = sum(count * (shares.get(code) or 0) for code, count in counts.items())
    rate = Fraction(earned, counted * 100) if counted else None
    return QuestionScore(question, sum(counts.values()), counted, rate)


# ---- options as people word them -----------------------------------------------------------------------------------

_SHARES: tuple[tuple[int | None, tuple[str, ...]], ...] = (
    (None, ("说不清", "不清楚", "不好说", "拒答", "拒绝回答", "未作答", "无所谓", "没接触", "不适用")),
    (
        0,
        (
            "不满意",
            "很不满意",
            "非常不满意",
            "不了解",
            "不知道",
            "没听说过",
            "不支持",
            "否",
            "没有",
            "从不",
            "差",
            "无",
        ),
    ),
    (2_000, ("不太满意", "较不满意", "不太了解", "较差")),
    (5_000, ("一般", "听说过", "偶尔", "中")),
    (6_000, ("基本满意", "基本了解")),
    (8_000, ("比较满意", "较满意", "比较了解", "较好", "经常")),
    (
        10_000,
        (
            *("非常满意", "很满意", "满意", "非常了解", "很了解", "了解", "知道", "知晓", "支持", "非常支持"),
            *("是", "有", "参加过", "好", "很好", "愿意", "赞成", "同意"),
        ),
    ),
)
_GUESSES = {word: share for share, words in _SHARES for word in words}


def guessed_option(code: str, text: str) -> Option | None:
    """An option by its usual words, None for words that say nothing about a share."""
    if text not in _GUESSES:
        return None
    return Option(code, text, _GUESSES[text], guessed=True)
