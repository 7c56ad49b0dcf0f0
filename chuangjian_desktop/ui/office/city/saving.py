"""What the fields of the side panel become: one act of the services each. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from chuangjian_desktop.domain.city.facts import Document, Entry, Ledger, Option, Question, Survey
from chuangjian_desktop.domain.city.indicators import slot
from chuangjian_desktop.domain.city.score import GOAL, PRESENT
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.services.office.city import entries, ledger, reviews, surveys
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.office.city.reading import Read
from chuangjian_desktop.ui.text.words import t

Values = Mapping[str, str]
NUMBERS = ("value", "numerator", "denominator", "before")


def save(workspace: Workspace, read: Read, key: str, values: Values) -> str:
    """Keep what was entered; answers the key of what it is about now."""
    kind, _, name = key.partition(".")
    return _SAVES[kind](workspace, read, name, values)


def take_away(workspace: Workspace, read: Read, key: str) -> None:
    """Take a document, a questionnaire or a question away."""
    kind, _, name = key.partition(".")
    if kind == "document":
        reviews.remove_document(workspace, name)
    elif kind == "survey":
        surveys.remove_survey(workspace, name)
    else:
        survey, code = _survey_of(read, name)
        kept = tuple(each for each in survey.questions if each.code != code)
        surveys.save_survey(workspace, read.standard.code, replace(survey, questions=kept))


def _number(field: str, text: str) -> int | None:
    """Hundredths of what was typed (a % sign is no matter), None of nothing; M27 naming the field."""
    plain = text.strip().rstrip("%％").strip()
    if not plain:
        return None
    try:
        return to_hundredths(plain.replace(",", ""))
    except Refusal:
        raise Refusal("M27", field=field, value=text) from None


def _count(field: str, text: str) -> int:
    plain = text.strip()
    if not (plain.isascii() and plain.isdecimal()):
        raise Refusal("M27", field=field, value=text)
    return int(plain)


# ---- entries ---------------------------------------------------------------------------------------------------------


def _entry(values: Values) -> Entry:
    value, numerator, denominator, before = (_number(name, values.get(name, "")) for name in NUMBERS)
    met = {"yes": True, "no": False}.get(values.get("met", ""))
    basis, date, note = (values.get(name, "").strip() for name in ("basis", "date", "note"))
    return Entry(value, numerator, denominator, before, met, basis, date, note)


def _slot(prefix: str) -> Callable[[Workspace, Read, str, Values], str]:
    def save_slot(workspace: Workspace, read: Read, name: str, values: Values) -> str:
        where = f"{prefix}.{name}" if name else prefix
        entries.enter(workspace, read.standard.code, where, _entry(values))
        return where

    return save_slot


def _indicator(workspace: Workspace, read: Read, name: str, values: Values) -> str:
    """The present year with everything, earlier years with their value; one act."""
    wanted = {slot(name): _entry(values)}
    for field, text in values.items():
        head, _, back = field.partition(".")
        if head == "value" and back:
            wanted[slot(name, int(back))] = Entry(_number("value", text))
    entries.enter_all(workspace, read.standard.code, wanted)
    return f"indicator.{name}"


def make_present(workspace: Workspace, read: Read, year: str) -> None:
    """Let this round stand for a year of the cycle."""
    entries.enter(workspace, read.standard.code, PRESENT, Entry(int(year) * 100))


# ---- documents, the ledger -------------------------------------------------------------------------------------------


def _document(workspace: Workspace, read: Read, name: str, values: Values) -> str:
    earned = _number("earned", values["earned"])
    files = tuple(each.strip() for each in values["files"].splitlines() if each.strip())
    points = _number("points", values["points"]) or 0
    state = reviews.checked_state(values["state"])
    words = {each: values[each].strip() for each in ("node", "title", "due", "note")}
    if name and not name.startswith("@"):
        change = reviews.DocumentChange(
            **words,
            points=points,
            state=state,
            earned=earned,
            files=files,
            unit=values["unit"],
            no_points=earned is None,
        )
        reviews.change_document(workspace, name, change)
        return f"document.{name}"
    asked = Document("", words["node"], words["node"], words["title"], points, words["due"], state, earned, files)
    asked = replace(asked, unit=values["unit"], note=words["note"])
    return f"document.{reviews.add_document(workspace, read.standard.code, asked)}"


def _ledger(workspace: Workspace, read: Read, name: str, values: Values) -> str:
    if name not in ("plus", "minus", "negative"):
        ledger.void_line(workspace, name, values["reason"])
        return f"ledger.{name}"
    points = _number("points", values.get("points", "")) or 0
    line = Ledger("", name, points, values["reason"], values.get("code", ""), values["date"].strip(), values["unit"])
    return f"ledger.{ledger.add_line(workspace, read.standard.code, line)}"


# ---- questionnaires --------------------------------------------------------------------------------------------------


def _survey(workspace: Workspace, read: Read, name: str, values: Values) -> str:
    known = next((each.survey for each in read.score.surveys if each.survey.id == name), None)
    survey = replace(
        known or Survey("", "", "", 0, ()),
        code=values["code"].strip(),
        title=values["title"].strip(),
        sample=_count("sample", values["sample"]) if values["sample"].strip() else 0,
        note=values["note"].strip(),
    )
    return f"survey.{surveys.save_survey(workspace, read.standard.code, survey)}"


def _survey_of(read: Read, name: str) -> tuple[Survey, str]:
    survey_id, _, code = name.partition(".")
    found = next((each.survey for each in read.score.surveys if each.survey.id == survey_id), None)
    if found is None:
        raise Refusal("M21", what="survey", value=survey_id)
    return found, code


def _question(workspace: Workspace, read: Read, name: str, values: Values) -> str:
    survey, code = _survey_of(read, name)
    before = next((each for each in survey.questions if each.code == code), None)
    numbers = {int(each.code) for each in survey.questions if each.code.isdecimal()}
    made = code or str(max(numbers, default=0) + 1)
    question = Question(
        made,
        " ".join(values["text"].split()),
        _options(values["options"], before.options if before else ()),
        values["indicator"],
        _count("weight", values["weight"]),
        before.open if before else False,
    )
    if before is None:
        questions = (*survey.questions, question)
    else:
        questions = tuple(question if each.code == made else each for each in survey.questions)
    surveys.save_survey(workspace, read.standard.code, replace(survey, questions=questions))
    return f"question.{survey.id}.{made}"


def _options(text: str, before: tuple[Option, ...]) -> tuple[Option, ...]:
    """Lines such as 满意=100 or 说不清=不计; an option that was there keeps its code, and with it what was counted."""
    codes = {each.text: each.code for each in before}
    free = (chr(65 + n) for n in range(26))
    made: list[Option] = []
    for row in (each.strip() for each in text.splitlines()):
        if not row:
            continue
        words, _, share = (part.strip() for part in row.replace("＝", "=").rpartition("="))
        known = _share(row, share)
        used = {each.code for each in made} | set(codes.values())
        code = codes.get(words) or next((each for each in free if each not in used), "")
        made.append(Option(code, words, known))
    return tuple(made)


def _share(row: str, text: str) -> int | None:
    if "=" not in row.replace("＝", "="):
        raise Refusal("M27", field="option", value=row)
    return None if text in (t("不计"), "") else _number("share", text)


def _tally(workspace: Workspace, read: Read, name: str, values: Values) -> str:
    survey, _batch = _survey_of(read, name)
    keys = {f"{q.code}{o.code}": (q.code, o.code) for q in survey.questions for o in q.options}
    counts: dict[tuple[str, str], int] = {}
    for row in (each.strip() for each in values["counts"].splitlines()):
        if not row:
            continue
        key, _, count = row.replace("＝", "=").partition("=")
        if key.strip().upper() not in keys:
            raise Refusal("M21", what="option", value=row)
        counts[keys[key.strip().upper()]] = _count("count", count)
    surveys.set_tally(workspace, survey.id, values["batch"].strip(), counts)
    return f"survey.{survey.id}"


_SAVES: dict[str, Callable[[Workspace, Read, str, Values], str]] = {
    "component": _slot("component"),
    "block": _slot("block"),
    "gate": _slot("gate"),
    "year": _slot("year"),
    "goal": _slot(GOAL),
    "indicator": _indicator,
    "document": _document,
    "ledger": _ledger,
    "survey": _survey,
    "question": _question,
    "tally": _tally,
}
