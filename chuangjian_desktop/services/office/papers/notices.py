"""Notices once issued: previewing, voiding, printing again. What goes out, and how, is in `papers`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.documents import Notice
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.rectification import RUNNING
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.casework.acting import Moment, Move, act_within
from chuangjian_desktop.services.casework.reading import CaseFilter, CaseRow
from chuangjian_desktop.services.office.papers.issuing import Foreseen, IssueReport, Wanted, foresee, issue
from chuangjian_desktop.services.office.papers.notice_values import Content, Draft, content_for, from_stored, notice_of
from chuangjian_desktop.services.office.papers.numbers import kinds_held_elsewhere
from chuangjian_desktop.services.office.papers.phrases import USUAL_FORMS
from chuangjian_desktop.services.office.papers.printing import (
    FORMATS,
    FORMS,
    Look,
    checked,
    target_of,
    write_notice,
)
from chuangjian_desktop.services.office.papers.reply_books import book_name, write_book
from chuangjian_desktop.services.office.papers.templates import template_file
from chuangjian_desktop.services.office.papers.untold import (
    UnitNotice,
    first_numbers,
    issuable,
    listed,
    unit_notices,
    unreviewed_details,
)
from chuangjian_desktop.services.office.settings import KINDS
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import cases as case_queries
from chuangjian_desktop.store.queries.notices import NoticeRow

__all__ = [
    "FORMATS", "FORMS", "Foreseen", "IssueReport", "Reprint", "UnitNotice", "Wanted", "coincidences", "export",
    "foresee", "issuable", "issue", "kinds_held_elsewhere", "listed", "preview", "unit_notices", "unreviewed_details",
    "void",
]  # fmt: skip


def preview(workspace: Workspace, unit_id: str, kind: str, form: str, path: Path) -> bool:
    """A unit's notice as it would be issued now, written as a draft; the preview draws this very file. False, and no
    file, when there is nothing to issue."""
    rows = issuable(workspace, unit_id, kind)
    if not rows:
        return False
    draft = Draft(kind, now(), reply_book=book_name(path.parent, rows[0].unit, ""), first=first_numbers(workspace))
    notice = notice_of(workspace, content_for(workspace, rows, draft), kind, "")
    write_notice(checked(notice), path, Look(form))
    return True


def void(workspace: Workspace, notice_id: str, reason: str) -> NoticeRow:
    """Make a notice void; its number stays used, and the cases it assigned are 已审核 again, unless the unit has
    answered them, and those that the unit had before stay with it. M27 without a reason, M21 for an unknown one."""
    workspace.require_office()
    if not fit("reason", reason).strip():
        raise Refusal("M27", field="reason", value="")
    found = next((each for each in listed(workspace) if notice_id in (each.id, each.number)), None)
    if found is None:
        raise Refusal("M21", what="notice", value=notice_id)
    if found.void:
        raise Refusal("M26", what=found.number, reason="void")
    with workspace.writing() as writer:
        told = case_queries.rows(writer.connection, workspace.role, CaseFilter(notice_id=found.id))
        running = [row.finding_id for row in told if row.state in RUNNING]
        freed: dict[str, Value] = {"notice": ""}
        given = {**freed, "due_at": "", "assigned_at": ""}

        def plan(row: CaseRow, _moment: Moment) -> Move:
            began = row.assigned_at == found.issued_at and any(
                (step.action, step.data.get("notice")) == ("issue", found.id) and step.before != "assigned"
                for step in case_queries.steps(writer.connection, row.id)
            )
            return Move("recall", reason, fields=given) if began else Move("edit", reason, fields=freed)

        act_within(workspace, writer, running, plan)
        writer.put("notice", found.id, {"void": True, "void_reason": reason})
    return next(each for each in listed(workspace) if each.id == found.id)


def coincidences(workspace: Workspace) -> tuple[tuple[NoticeRow, ...], ...]:
    """Notices that bear one number, as after a restored backup: each group is listed, and none is changed."""
    groups: dict[str, list[NoticeRow]] = {}
    for each in listed(workspace):
        groups.setdefault(each.number, []).append(each)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


@dataclass(frozen=True, slots=True)
class Reprint:
    """How to print again: a form (what was chosen before where empty), PDF or Word, with the workbooks or without."""

    form: str = ""
    format: str = "pdf"
    replies: bool = False


def export(
    workspace: Workspace,
    unit_ids: Sequence[str],
    folder: Path,
    how: Reprint | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Path, ...], tuple[Warn, ...]]:
    """Print a unit's valid notices again, and what no notice names yet as a draft without a number.

    A team's are always drafts. Units whose text no font can print are left out by name (M25).
    """
    how = how or Reprint()
    if how.form not in ("", *FORMS) or how.format not in FORMATS:
        field = "form" if how.form not in ("", *FORMS) else "format"
        raise Refusal("M27", field=field, value=getattr(how, field))
    if progress is not None:
        progress.expect(len(unit_ids))
    with ExitStack() as stack:
        kinds = KINDS if how.format == "docx" else ()
        printer = _Printer(
            workspace, folder, how, {kind: stack.enter_context(template_file(workspace, kind)) for kind in kinds}
        )
        for unit_id in unit_ids:
            printer.print(unit_id)
            if progress is not None:
                progress.step()
    return tuple(printer.files), tuple(printer.warnings)


class _Printer:
    """Prints units again, one after the other."""

    def __init__(self, workspace: Workspace, folder: Path, how: Reprint, templates: Mapping[str, Path | None]) -> None:
        self._workspace, self._folder, self._how, self._templates = workspace, folder, how, templates
        issued = listed(workspace) if workspace.role == "office" else ()
        self._issued = [each for each in issued if not each.void and each.round_id == workspace.round_id]
        self.files: list[Path] = []
        self.warnings: list[Warn] = []

    def print(self, unit_id: str) -> None:
        """A unit's valid notices, and what is untold as a draft."""
        for each in (each for each in self._issued if each.unit_id == unit_id):
            content = from_stored(each.content)
            notice = notice_of(self._workspace, content, each.kind, each.number, each.id)
            if self._written(notice, each.form) and self._how.replies and content.reply_book:
                self._book(content, each)
        if rows := issuable(self._workspace, unit_id, KINDS[0]):
            content = content_for(self._workspace, rows, Draft(KINDS[0], now()))
            self._written(notice_of(self._workspace, content, KINDS[0], ""), USUAL_FORMS[KINDS[0]])

    def _written(self, notice: Notice, form: str) -> bool:
        how = self._how
        look = Look(how.form or form, how.format, None if notice.draft else self._templates.get(notice.kind))
        target = target_of(self._folder, notice, look)
        try:
            write_notice(checked(notice), target, look)
        except Refusal as refusal:
            if refusal.code != "M25":
                raise
            self.warnings.append(Warn(refusal.code, refusal.details))
            return False
        self.files.append(target)
        return True

    def _book(self, content: Content, issued: NoticeRow) -> None:
        """The workbook under the name that the document gives it; one that is there already may be filled in, and is
        left alone."""
        path = self._folder / content.reply_book
        if not path.exists():
            self.warnings += write_book(self._workspace, content, (issued.id, issued.number), path)
            self.files.append(path)
