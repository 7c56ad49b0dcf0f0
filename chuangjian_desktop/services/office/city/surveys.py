"""问卷: questionnaires with the share that each answer earns, and tallies by batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.city.facts import Question, Survey
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh, named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.office.city.scoring import standard_of
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import city
from chuangjian_desktop.store.writer import Writer

WHOLE = 10_000
MOST_COUNT = 10_000_000


def surveys_of(workspace: Workspace, code: str) -> tuple[Survey, ...]:
    """The questionnaires of a standard in the present round with what was counted, by code."""
    with workspace.store.reading() as connection:
        return city.surveys(connection, workspace.round_id, code)


def survey_of(workspace: Workspace, record: str) -> Survey:
    """One questionnaire; `Refusal` M21."""
    with workspace.store.reading() as connection:
        home = city.survey_home(connection, record)
        if home is not None:
            return next(each for each in city.surveys(connection, home[1], home[0]) if each.id == record)
    raise Refusal("M21", what="survey", value=record)


def save_survey(workspace: Workspace, code: str, survey: Survey) -> str:
    """Save a questionnaire, a new one without an `id`; counts are left alone. Answers the record.

    Options lose their mark of a guess: who saves them has seen them. `Refusal` M22 for a team, M21 for an unknown
    standard or indicator, M27 for a code that stands twice, a share out of range, a question without words.
    """
    workspace.require_office()
    standard = standard_of(workspace, code)
    seen = replace(survey, questions=tuple(_seen(each) for each in survey.questions))
    _check(standard, seen, surveys_of(workspace, code))
    with workspace.writing() as writer:
        return put_survey(workspace, writer, code, seen)


def _seen(question: Question) -> Question:
    return replace(question, options=tuple(replace(each, guessed=False) for each in question.options))


def put_survey(workspace: Workspace, writer: Writer, code: str, survey: Survey) -> str:
    """Write a questionnaire within an act."""
    record = survey.id or fresh()
    writer.put(
        "office.survey",
        record,
        {
            "standard_code": code,
            "round": ref("office.round", workspace.round_id),
            "code": survey.code,
            "title": survey.title,
            "sample": survey.sample,
            "questions": [_stored(each) for each in survey.questions],
            "note": survey.note,
        },
    )
    return record


def _stored(question: Question) -> Value:
    options: list[Value] = [
        {"code": each.code, "text": each.text, "share": each.share, "guessed": each.guessed}
        for each in question.options
    ]
    return {
        "code": question.code,
        "text": question.text,
        "options": options,
        "indicator": question.indicator,
        "weight": question.weight,
        "open": question.open,
    }


def remove_survey(workspace: Workspace, record: str) -> None:
    """Take a questionnaire away with everything that was counted for it; one act, all of it can be restored."""
    workspace.require_office()
    survey = survey_of(workspace, record)
    with workspace.writing() as writer:
        for batch, question, option in survey.counts:
            writer.remove("office.tally", tally_record(record, batch, question, option))
        for tally in city.empty_tallies(writer.connection, record):
            writer.remove("office.tally", tally)
        writer.remove("office.survey", record)


def tally_record(survey: str, batch: str, question: str, option: str) -> str:
    """The record that counts one answer of one batch."""
    return named("office.tally", survey, batch, question, option)


def set_tally(workspace: Workspace, record: str, batch: str, counts: Mapping[tuple[str, str], int]) -> None:
    """Enter what a batch counts, by question and option; what is not named there counts 0.

    `Refusal` M22 for a team, M21 for an unknown questionnaire, question or option, M27 for a count that cannot be.
    """
    workspace.require_office()
    survey = survey_of(workspace, record)
    known = {(question.code, option.code) for question in survey.questions for option in question.options}
    for key, count in counts.items():
        if key not in known:
            raise Refusal("M21", what="option", value="/".join(key))
        if not 0 <= count <= MOST_COUNT:
            raise Refusal("M27", field="count", value=count)
    with workspace.writing() as writer:
        put_tally(writer, survey, fit("batch", batch), counts)


def put_tally(
    writer: Writer, survey: Survey, batch: str, counts: Mapping[tuple[str, str], int], *, source: str = ""
) -> None:
    """Write a batch within an act; answers of it that are no longer there count 0."""
    before = {(question, option): 0 for name, question, option in survey.counts if name == batch}
    for (question, option), count in sorted((before | dict(counts)).items()):
        record = tally_record(survey.id, batch, question, option)
        known = writer.exists("office.tally", record)
        if not count and not known:
            continue
        if known:
            writer.restore("office.tally", record)
        fields: dict[str, Value] = {
            "survey": ref("office.survey", survey.id),
            "batch": batch,
            "question": question,
            "option": option,
            "count": count,
            "source": source,
        }
        writer.put("office.tally", record, fields)


def _check(standard: Standard, survey: Survey, others: tuple[Survey, ...]) -> None:
    if not fit("code", survey.code).strip():
        raise Refusal("M27", field="code", value="")
    if any(each.code == survey.code and each.id != survey.id for each in others):
        raise Refusal("M27", field="code", value=survey.code)
    if not fit("title", survey.title).strip():
        raise Refusal("M27", field="title", value="")
    if not 0 <= survey.sample <= MOST_COUNT:
        raise Refusal("M27", field="sample", value=survey.sample)
    _once("question", [each.code for each in survey.questions])
    indicators = {each.code for each in standard.judging.indicators}
    for question in survey.questions:
        _check_question(question)
        if question.indicator and question.indicator not in indicators:
            raise Refusal("M21", what="indicator", value=question.indicator)


def _check_question(question: Question) -> None:
    if not fit("question", question.text).strip():
        raise Refusal("M27", field="question", value="")
    if not 1 <= question.weight <= 1_000:
        raise Refusal("M27", field="weight", value=question.weight)
    _once("option", [each.code for each in question.options])
    for option in question.options:
        if not fit("option", option.text).strip():
            raise Refusal("M27", field="option", value="")
        if option.share is not None and not 0 <= option.share <= WHOLE:
            raise Refusal("M27", field="share", value=two_decimals(option.share))


def _once(field: str, codes: list[str]) -> None:
    for place, code in enumerate(codes):
        if not fit(field, code).strip() or code in codes[:place]:
            raise Refusal("M27", field=field, value=code)
