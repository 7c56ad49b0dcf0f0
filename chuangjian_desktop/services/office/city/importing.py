"""Filled-in questionnaires out of workbooks. Rejected rows never stop the others; one import is one act.

A batch is what came as one: its name is the file's (or a column 批次, or given). The same rows count once, under
whatever name the file has now, unless another name is given; another content under a known name takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.city.answers import (
    AnswerSheet,
    Batch,
    Counted,
    asked_in,
    bare,
    count_sheet,
    is_questionnaire,
)
from chuangjian_desktop.domain.city.facts import Survey
from chuangjian_desktop.domain.city.surveys import respondents
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.tables import Grid, RejectedRow
from chuangjian_desktop.inputs.surveys import no_answers, read_surveys
from chuangjian_desktop.services.acts import rehearsed
from chuangjian_desktop.services.office.city.scoring import campaigns_of, standard_of
from chuangjian_desktop.services.office.city.surveys import put_survey, put_tally
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import city
from chuangjian_desktop.store.writer import Writer

_GENERIC = ("sheet", "工作表")


@dataclass(frozen=True, slots=True)
class SurveyImport:
    """What an import did, or with a dry run would do. Rows are counted: new ones, those of batches that take the
    place of an earlier content, those that are here already. `skipped` are columns that ask nothing; `created` are
    codes of questionnaires that were made, `guessed` how many of their answers earn a share read out of their words;
    `left` names sheets that are no questionnaires.
    """

    standard: str
    added: int
    changed: int
    same: int
    rejected: tuple[RejectedRow, ...]
    skipped: tuple[str, ...]
    created: tuple[str, ...]
    guessed: int
    left: tuple[str, ...]
    surveys: tuple[Survey, ...]
    grid: Grid


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where answers go: the standard, the questionnaire's code and the batch's name, each empty to find out."""

    standard: str = ""
    survey: str = ""
    batch: str = ""


def import_answers(
    workspace: Workspace, path: Path, wanted: Wanted | None = None, *, dry_run: bool = False
) -> SurveyImport:
    """Count the answers of a workbook. `Refusal` M20 when it cannot be read or holds no questionnaire, M21 for an
    unknown standard or questionnaire, M22 for a team."""
    workspace.require_office()
    asked = wanted or Wanted()
    code = asked.standard or survey_standard(workspace)
    standard_of(workspace, code)
    answers = read_surveys(path)
    taking = _Taking(workspace, code, asked, path.stem, several=len(answers.sheets) > 1)
    taking.rejected.extend(answers.rejected)
    found: tuple[Survey, ...] = ()
    with rehearsed(workspace.writing(), dry_run=dry_run) as writer:
        for sheet in answers.sheets:
            taking.take(writer, sheet)
        if len(taking.left) == len(answers.sheets):
            raise no_answers(path.name)
        found = city.surveys(writer.connection, workspace.round_id, code)
    return taking.report(found, answers.grid)


def save_marked_copy(report: SurveyImport, out: Path) -> None:
    """The workbook once more, with every rejected row marked and its reason beside it."""
    from chuangjian_desktop.outputs.xlsx.marked_copy import write_marked_copy

    write_marked_copy(report.grid, report.rejected, out)


def survey_standard(workspace: Workspace) -> str:
    """The standard that questionnaires are for when nobody says: the round's first one that has a survey component."""
    standards = workspace.catalogue.standards
    order = [code for code in campaigns_of(workspace) if code in standards] or list(standards)
    for code in order:
        if any(each.kind == "survey" for each in standards[code].judging.components):
            return code
    if not order:
        raise Refusal("M21", what="standard", value="")
    return order[0]


class _Taking:
    """One import under way."""

    def __init__(self, workspace: Workspace, code: str, wanted: Wanted, stem: str, *, several: bool) -> None:
        self.workspace, self.code, self.several = workspace, code, several
        self.wanted, self.named = replace(wanted, batch=wanted.batch or stem), bool(wanted.batch)
        self.added = self.changed = self.same = 0
        self.rejected: list[RejectedRow] = []
        self.skipped: list[str] = []
        self.created: list[str] = []
        self.left: list[str] = []

    def take(self, writer: Writer, sheet: AnswerSheet) -> None:
        """One sheet, into the questionnaire that it fits."""
        survey = self._survey(writer, sheet)
        batch = f"{self.wanted.batch} {sheet.title}" if self.several else self.wanted.batch
        counted = count_sheet(sheet, survey.questions, batch)
        if not survey.id and not is_questionnaire(sheet, counted.questions):
            self.left.append(sheet.title)
            return
        self.rejected.extend(counted.rejected)
        self.skipped.extend(counted.skipped)
        if not counted.batches:
            return
        survey = self._kept(writer, survey, counted)
        sources = city.batches(writer.connection, survey.id)
        for one in counted.batches:
            self._batch(writer, survey, one, sources)

    def _survey(self, writer: Writer, sheet: AnswerSheet) -> Survey:
        """By the code asked for, by the sheet's title, by its questions; else a new one."""
        known = city.surveys(writer.connection, self.workspace.round_id, self.code)
        if self.wanted.survey:
            for each in known:
                if self.wanted.survey in (each.code, each.title):
                    return each
            raise Refusal("M21", what="survey", value=self.wanted.survey)
        titled = [each for each in known if bare(sheet.title) in (bare(each.code), bare(each.title))]
        fitting = sorted(known, key=lambda each: -asked_in(sheet, each.questions))
        if titled:
            return titled[0]
        if fitting and asked_in(sheet, fitting[0].questions):
            return fitting[0]
        generic = bare(sheet.title).startswith(_GENERIC)
        taken = {each.code for each in known}
        code = next(f"Q{number}" for number in range(1, len(known) + 2) if f"Q{number}" not in taken)
        return Survey("", code, self.wanted.batch if generic else sheet.title, 0, ())

    def _kept(self, writer: Writer, survey: Survey, counted: Counted) -> Survey:
        """The questionnaire with what came new in it, written if there is any."""
        if survey.questions == counted.questions:
            return survey
        if not survey.id:
            self.created.append(survey.code)
        whole = replace(survey, questions=counted.questions)
        return replace(whole, id=put_survey(self.workspace, writer, self.code, whole))

    def _batch(self, writer: Writer, survey: Survey, batch: Batch, sources: dict[str, str]) -> None:
        elsewhere = batch.digest in sources.values() and not self.named
        if elsewhere or sources.get(batch.name) == batch.digest:
            self.same += batch.rows
            return
        if batch.name in sources:
            self.changed += batch.rows
        else:
            self.added += batch.rows
        put_tally(writer, survey, batch.name, batch.counts, source=batch.digest)
        sources[batch.name] = batch.digest

    def report(self, surveys: tuple[Survey, ...], grid: Grid) -> SurveyImport:
        """What became of it."""
        told = (each for each in self.rejected if each.sheet not in self.left)
        ordered = sorted(told, key=lambda each: (each.sheet, each.row))
        guessed = sum(o.guessed for survey in surveys for question in survey.questions for o in question.options)
        return SurveyImport(
            self.code,
            self.added,
            self.changed,
            self.same,
            tuple(ordered),
            tuple(self.skipped),
            tuple(self.created),
            guessed,
            tuple(self.left),
            tuple(each for each in surveys if respondents(each.counts)),
            grid,
        )
