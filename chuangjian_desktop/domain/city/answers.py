"""Filled-in questionnaires out of a workbook: matched to a questionnaire's questions and options, and counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from chuangjian_desktop.domain.canonical import canonical
from chuangjian_desktop.domain.city.facts import Option, Question
from chuangjian_desktop.domain.city.surveys import guessed_option
from chuangjian_desktop.domain.tables import RejectedRow

_NUMBERED = re.compile(r"(?:第?(\d{1,3})题?|[Qq](\d{1,3}))[、.:)]")
_BRACKETED = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_NOISE = re.compile(r"[\s*:、,;.。?!\"'“”]+")
_LETTERED = re.compile(r"([A-Za-z]|\d{1,2})[、.:)]")
_ASKING = re.compile(r"\?$|吗|您|你|是否|满意|知道|知晓|了解|听说|认为|觉得|评价|支持|参加|参与|如何|怎么|怎样|哪")
_FIGURE = re.compile(r".*(?:[率度数分值额量]|金额|面积)")
MOST_OPTIONS = 12
LONGEST_OPTION = 30
PERSONAL = frozenset(
    {
        *(
            "序号",
            "编号",
            "问卷编号",
            "答卷编号",
            "姓名",
            "受访者",
            "被访者",
            "性别",
            "年龄",
            "年龄段",
            "学历",
            "文化程度",
        ),
        *(
            "职业",
            "身份",
            "电话",
            "手机",
            "手机号",
            "联系电话",
            "地址",
            "住址",
            "区",
            "区县",
            "街道",
            "乡镇",
            "社区",
            "村",
            "小区",
        ),
        *(
            "调查员",
            "访问员",
            "调查时间",
            "调查日期",
            "日期",
            "时间",
            "提交答卷时间",
            "提交时间",
            "开始时间",
            "所用时间",
        ),
        *(
            "来源",
            "来源详情",
            "来自ip",
            "ip",
            "备注",
            "意见",
            "建议",
            "意见建议",
            "意见和建议",
            "您的意见和建议",
            "总分",
            "id",
            "no",
        ),
    }
)
"""Columns that say who answered, or are free words: no questions."""
_PERSONAL_END = re.compile(r".{0,6}(?:编号|序号|编码|姓名|户主|电话|手机号码?|地址|住址|门牌号|身份证号?)")
_LETTER, _DIGIT = re.compile(r"[A-Za-z]"), re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One respondent's answers in the order of the sheet's questions, "" where there is none."""

    number: int
    answers: tuple[str, ...]
    batch: str = ""


@dataclass(frozen=True, slots=True)
class CountRow:
    """A row of a tally: so many gave this answer."""

    number: int
    question: str
    option: str
    count: int
    batch: str = ""


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A sheet of a workbook: rows of respondents under `headings`, or a tally."""

    title: str
    headings: tuple[str, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    counts: tuple[CountRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What one batch counts: by question and option. `rows` of the sheet stand behind it; `digest` names exactly
    their content, so that the same sheet is known again under another name."""

    name: str
    rows: int
    digest: str
    counts: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Counted:
    """A sheet as counted: the questions with options that came new, batches, rows not understood, columns left out."""

    questions: tuple[Question, ...]
    batches: tuple[Batch, ...]
    rejected: tuple[RejectedRow, ...]
    skipped: tuple[str, ...] = ()


def bare(text: str) -> str:
    """A question or answer to compare by: half-width, without its number, brackets, blanks and marks."""
    narrow = unicodedata.normalize("NFKC", text).strip()
    numbered = _NUMBERED.match(narrow)
    rest = _BRACKETED.sub("", narrow[numbered.end() :] if numbered else narrow)
    return _NOISE.sub("", rest or narrow).casefold()


def is_personal(heading: str) -> bool:
    """Whether a column says who answered, or holds free words: 样本编号, 受访者姓名, 意见."""
    words = bare(heading)
    return words in PERSONAL or _PERSONAL_END.fullmatch(words) is not None


def asked_in(sheet: AnswerSheet, questions: Sequence[Question]) -> int:
    """How many of a sheet's questions a questionnaire has."""
    return sum(_find(questions, text) is not None for text in _texts(sheet))


def is_questionnaire(sheet: AnswerSheet, questions: Sequence[Question]) -> bool:
    """Whether a sheet is one of answers at all, by the `questions` that were made of it: any table has columns with a
    few short words. A tally says so by its head."""
    asked = [text for text in _texts(sheet) if not is_personal(text)]
    found = [text for text in asked if (each := _find(questions, text)) is not None and _is_asked(text, each)]
    spoken = any(map(_is_spoken, found))
    return bool(sheet.counts) or (bool(found) and len(found) * (3 if spoken else 2) >= len(asked))


def _is_asked(text: str, question: Question) -> bool:
    """Usual words answer it, or its heading asks; a mere number may ask for letters."""
    if any(each.share is not None for each in question.options):
        return True
    lettered = bool(question.options) and all(_LETTER.fullmatch(each.text) for each in question.options)
    return _is_spoken(text) or (lettered and bare(text).isdigit())


def _is_spoken(text: str) -> bool:
    words = unicodedata.normalize("NFKC", text).strip()
    if _FIGURE.fullmatch(_BRACKETED.sub("", words)):
        return False
    return _NUMBERED.match(words) is not None or _ASKING.search(words) is not None


def _texts(sheet: AnswerSheet) -> tuple[str, ...]:
    return sheet.headings or tuple(dict.fromkeys(row.question for row in sheet.counts))


def count_sheet(sheet: AnswerSheet, questions: Sequence[Question], batch: str) -> Counted:
    """Count a sheet. Without `questions` they are made of what the sheet holds, with shares guessed from usual words.

    A respondent with one answer that is not understood is rejected whole: half a sheet would bend the rates.
    """
    known, columns, skipped = _columns(sheet, questions)
    count = _Count(sheet.title, {each.code: each for each in known})
    if sheet.headings:
        count.respondents(sheet.answers, columns, batch)
    else:
        count.tally(sheet.counts, columns, batch)
    return Counted(tuple(count.questions.values()), count.batches(), tuple(count.rejected), skipped)


def _columns(
    sheet: AnswerSheet, questions: Sequence[Question]
) -> tuple[tuple[Question, ...], dict[int, str], tuple[str, ...]]:
    """The questions, each place among the sheet's texts with its question's code, and the texts left out."""
    texts = _texts(sheet)
    if questions:
        found = {place: each.code for place, text in enumerate(texts) if (each := _find(questions, text)) is not None}
        left = tuple(text for place, text in enumerate(texts) if place not in found and not is_personal(text))
        return tuple(questions), found, left
    made: dict[int, Question] = {}
    skipped: list[str] = []
    for place, text in enumerate(texts):
        if is_personal(text):
            continue
        if sheet.headings and not _looks_asked([row.answers[place] for row in sheet.answers]):
            skipped.append(text)
            continue
        code = str(len(made) + 1)
        words = _NUMBERED.sub("", text.strip(), count=1).strip() or text
        made[place] = Question(code, words, _usual(_given(sheet, place, text)), open=True)
    return tuple(made.values()), {place: each.code for place, each in made.items()}, tuple(skipped)


def _given(sheet: AnswerSheet, place: int, text: str) -> list[str]:
    if sheet.headings:
        return [row.answers[place] for row in sheet.answers if row.answers[place]]
    return [row.option for row in sheet.counts if row.question == text]


def _usual(given: Sequence[str]) -> tuple[Option, ...]:
    """The options of a question whose answers are mostly usual words; none where they are something else."""
    words = dict.fromkeys(map(unlettered, given))
    known = [each for each in words if guessed_option("", each) is not None]
    if sum(unlettered(each) in known for each in given) * 2 < len(given):
        return _marks(given)
    lettered = (guessed_option(chr(ord("A") + place), each) for place, each in enumerate(known[:MOST_OPTIONS]))
    return tuple(each for each in lettered if each is not None)


def _marks(given: Sequence[str]) -> tuple[Option, ...]:
    """The options of a question that is answered by letters or numbers alone, but for a stray answer."""
    for kind in (_LETTER, _DIGIT):
        marks = [each.upper() for each in map(unlettered, given) if kind.fullmatch(each)]
        if len(marks) * 4 >= len(given) * 3:
            kinds = sorted(set(marks))[:MOST_OPTIONS]
            return tuple(Option(_code(each, place), each, None, guessed=True) for place, each in enumerate(kinds))
    return ()


def _code(words: str, place: int) -> str:
    """The code of a new option: a letter is its own."""
    return words.upper() if _LETTER.fullmatch(words) else chr(ord("A") + place)


def _strange(question: Question, words: str) -> bool:
    """Whether all options so far are letters, or all numbers, and this is something else."""
    kinds = (kind for kind in (_LETTER, _DIGIT) if all(kind.fullmatch(each.text) for each in question.options))
    kind = next(kinds, None) if question.options else None
    return kind is not None and kind.fullmatch(words) is None


def _looks_asked(values: Iterable[str]) -> bool:
    """Whether a column holds a few short answers again and again, not names or free words."""
    given = [value for value in values if value]
    kinds = {bare(value) for value in given}
    return (
        bool(given)
        and len(kinds) <= min(MOST_OPTIONS, max(5, len(given) // 2))
        and max(map(len, given)) <= LONGEST_OPTION
    )


def _find(questions: Sequence[Question], text: str) -> Question | None:
    """By its words, else by its number alone."""
    wanted = bare(text)
    for each in questions:
        if wanted and wanted == bare(each.text):
            return each
    code = unicodedata.normalize("NFKC", text).strip().casefold()
    numbered = _NUMBERED.fullmatch(code) or re.fullmatch(r"第?(\d{1,3})题?|q(\d{1,3})", code)
    number = (numbered[1] or numbered[2]) if numbered else code
    return next((each for each in questions if each.code.casefold() == number), None)


@dataclass(slots=True)
class _Count:
    sheet: str
    questions: dict[str, Question]
    rejected: list[RejectedRow] = field(default_factory=list[RejectedRow])
    rows: dict[str, list[tuple[tuple[str, str, int], ...]]] = field(
        default_factory=dict[str, "list[tuple[tuple[str, str, int], ...]]"]
    )

    def respondents(self, rows: Iterable[AnswerRow], columns: Mapping[int, str], batch: str) -> None:
        for row in rows:
            given = [(code, row.answers[place]) for place, code in columns.items() if row.answers[place]]
            if not given:
                self._reject(row.number, "没有一题作答", "no question is answered")
                continue
            marked: list[tuple[str, str, int]] = []
            for code, text in given:
                option = self._option(code, text)
                if option is None:
                    self._unknown(row.number, code, text)
                    break
                marked.append((code, option, 1))
            else:
                self.rows.setdefault(row.batch or batch, []).append(tuple(marked))

    def tally(self, rows: Iterable[CountRow], columns: Mapping[int, str], batch: str) -> None:
        places = {text: place for place, text in enumerate(dict.fromkeys(row.question for row in rows))}
        seen: set[tuple[str, str, str]] = set()
        for row in rows:
            code = columns.get(places[row.question])
            if code is None:
                words = row.question[:40]
                self._reject(row.number, f"问卷里没有“{words}”这一题", f"the questionnaire has no question “{words}”")
                continue
            option = self._option(code, row.option)
            name = row.batch or batch
            if option is None:
                self._unknown(row.number, code, row.option)
            elif (name, code, option) in seen:
                self._reject(row.number, "同一题的同一选项重复出现", "this answer of this question was there before")
            else:
                seen.add((name, code, option))
                self.rows.setdefault(name, []).append(((code, option, row.count),))

    def batches(self) -> tuple[Batch, ...]:
        made: list[Batch] = []
        for name, rows in self.rows.items():
            counts: dict[tuple[str, str], int] = {}
            for code, option, number in (each for row in rows for each in row):
                counts[code, option] = counts.get((code, option), 0) + number
            digest = sha256(canonical([[list(each) for each in row] for row in rows])).hexdigest()
            made.append(Batch(name, len(rows), digest, counts))
        return tuple(made)

    def _option(self, code: str, text: str) -> str | None:
        """The code of the option meant. A question that is open takes new ones: usual words, and where none of its
        options earns a share, any."""
        question = self.questions[code]
        found = matching(question, text)
        if found is not None or not question.open or len(question.options) >= MOST_OPTIONS:
            return found.code if found else None
        words = unlettered(text)
        letter = _code(words, len(question.options))
        option = guessed_option(letter, words)
        if option is None and any(each.share is not None for each in question.options):
            return None
        if _strange(question, words):
            return None
        new = option or Option(letter, words, None, guessed=True)
        self.questions[code] = replace(question, options=(*question.options, new))
        return letter

    def _unknown(self, number: int, code: str, text: str) -> None:
        question = self.questions[code]
        words, asked = text[:40], question.text[:30]
        known = "、".join(each.text for each in question.options)[:80]
        self._reject(
            number,
            f"第{code}题“{asked}”没有选项“{words}”，可选：{known}",
            f"question {code} “{asked}” has no answer “{words}”; there are: {known}",
        )

    def _reject(self, number: int, chinese: str, english: str) -> None:
        self.rejected.append(RejectedRow(self.sheet, number, chinese, english))


def unlettered(text: str) -> str:
    """An answer without the letter before it: "A.满意" is 满意."""
    narrow = unicodedata.normalize("NFKC", text).strip()
    lettered = _LETTERED.match(narrow)
    return (narrow[lettered.end() :].strip() if lettered else narrow) or narrow


def matching(question: Question, text: str) -> Option | None:
    """The option that an answer means: by its words, by letter and words, or by its letter alone."""
    for wanted in (bare(text), bare(unlettered(text))):
        for each in question.options:
            if wanted and wanted == bare(each.text):
                return each
    letter = unicodedata.normalize("NFKC", text).strip().rstrip(".、:)").casefold()
    return next((each for each in question.options if each.code.casefold() == letter), None)
