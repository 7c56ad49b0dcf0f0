"""整改通知书: previewing, issuing with gapless numbers, voiding, printing again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.documents import Notice
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.filenames import safe_name
from chuangjian_desktop.domain.identity import fresh, named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.rectification import AT_UNIT, UNREVIEWED
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.services.calendar import working_calendar
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.acting import Moment, Move, act_within, begin_time
from chuangjian_desktop.services.casework.reading import CaseFilter, LedgerFilter
from chuangjian_desktop.services.office.notice_values import Content, content_for, from_stored, notice_of, stored
from chuangjian_desktop.services.office.settings import KINDS, document_settings
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import case_facts, notices
from chuangjian_desktop.store.queries import cases as case_queries
from chuangjian_desktop.store.queries.cases import CaseRow
from chuangjian_desktop.store.queries.notices import NoticeRow
from chuangjian_desktop.store.store import Reading
from chuangjian_desktop.store.writer import Writer

FORMS = ("letter", "table")


@dataclass(frozen=True, slots=True)
class UnitNotice:
    """A unit that problems are laid to: how many, and how many of them no valid notice names yet."""

    unit_id: str
    unit: str
    problems: int
    open: int


@dataclass(frozen=True, slots=True)
class IssueReport:
    """What was issued and written; `warnings` name units whose notice was refused (M25), the others are done."""

    notices: tuple[NoticeRow, ...]
    files: tuple[Path, ...]
    warnings: tuple[Warn, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to issue: kind, form, folder; a `number` of the office's register by hand needs its `reason`. `start` sets
    the first serial of the kind in this year; `renew` takes the numbering over after a restore. `findings` restricts
    a notice to these; empty means all that may be told."""

    kind: str = KINDS[0]
    form: str = "letter"
    folder: Path = Path()
    number: str = ""
    reason: str = ""
    start: int | None = None
    renew: bool = False
    findings: tuple[str, ...] = ()


_SUPERVISION = KINDS[2]


def unit_notices(workspace: Workspace) -> tuple[UnitNotice, ...]:
    """All units with problems in the present round, by name. What was rejected, or counts with another finding, is
    nobody's problem."""
    with workspace.store.reading() as connection:
        wanted = CaseFilter(LedgerFilter(workspace.round_id))
        cases = case_facts.facts(connection, workspace.role, wanted)
        told = frozenset(notices.number_by_finding(connection))
    found: dict[str, UnitNotice] = {}
    for each in cases:
        if each.unit_id and each.state != "void":
            one = found.get(each.unit_id, UnitNotice(each.unit_id, each.unit, 0, 0))
            untold = _untold(each.state, each.notice_id, known=not each.kept and each.finding_id in told)
            found[each.unit_id] = replace(one, problems=one.problems + 1, open=one.open + untold)
    return tuple(sorted(found.values(), key=lambda each: each.unit))


def _untold(state: str, notice_id: str, *, known: bool) -> bool:
    """Whether a notice may tell a unit of a problem for the first time; `known` ones stand on an earlier notice."""
    return not known and (state in (*UNREVIEWED, "reviewed") or (state == "assigned" and not notice_id))


def issuable(workspace: Workspace, unit_id: str, kind: str, chosen: Sequence[str] = ()) -> tuple[CaseRow, ...]:
    """What a notice of a kind would tell a unit now: problems that no valid notice names, reviewed or not (issuing is
    the review then). A 督办单 also names what is overdue or was assigned again, once for each time that ran."""
    page = reading.cases(workspace, CaseFilter(LedgerFilter(workspace.round_id, unit_id=unit_id)))
    rows = [row for row in page.rows if row.state in (*UNREVIEWED, "reviewed", *AT_UNIT)]
    issued = [each for each in listed(workspace) if not each.void]
    told = {finding for each in issued for finding in each.findings}
    supervised = {finding: each.issued_at for each in issued if each.kind == _SUPERVISION for finding in each.findings}
    moment = now()
    return tuple(
        row
        for row in rows
        if (not chosen or row.finding_id in chosen)
        and (
            _untold(row.state, row.notice_id, known=not row.kept and row.finding_id in told)
            or (
                kind == _SUPERVISION
                and row.state in AT_UNIT
                and (reading.overdue(row, moment) or row.again > 0)
                and supervised.get(row.finding_id, "") < row.assigned_at
            )
        )
    )


def listed(workspace: Workspace) -> tuple[NoticeRow, ...]:
    """All issued notices, void ones too."""
    with workspace.store.reading() as connection:
        return notices.notices(connection)


def preview(workspace: Workspace, unit_id: str, kind: str, form: str, path: Path) -> None:
    """A unit's notice as it would be issued now, written as a draft; the preview draws this very file."""
    content = content_for(workspace, issuable(workspace, unit_id, kind), kind, now())
    _write(form, _checked(notice_of(workspace, content, kind, "")), path)


def issue(
    workspace: Workspace, unit_ids: Sequence[str], wanted: Wanted, progress: Progress | None = None
) -> IssueReport:
    """Number and print one notice per unit. A number is given only together with a complete file.

    M22 for a team, M27 for an unknown kind or form, M26 when numbering belongs to another installation. Units whose
    findings are all told already are left out; a unit with a character no font has is refused alone (M25).
    """
    workspace.require_office()
    _validate(wanted, unit_ids)
    if progress is not None:
        progress.expect(len(unit_ids))
    issued: list[NoticeRow] = []
    files: list[Path] = []
    warnings: list[Warn] = []
    for unit_id in unit_ids:
        try:
            made = _issue_one(workspace, unit_id, wanted)
        except Refusal as refusal:
            if refusal.code != "M25":
                raise
            warnings.append(Warn(refusal.code, refusal.details))
            made = None
        if made is not None:
            issued.append(made[0])
            files.append(made[1])
        if progress is not None:
            progress.step()
    return IssueReport(tuple(issued), tuple(files), tuple(warnings))


def _validate(wanted: Wanted, unit_ids: Sequence[str]) -> None:
    if wanted.kind not in KINDS:
        raise Refusal("M27", field="kind", value=wanted.kind)
    if wanted.form not in FORMS:
        raise Refusal("M27", field="form", value=wanted.form)
    if wanted.number and (not wanted.reason.strip() or len(unit_ids) != 1):
        raise Refusal("M27", field="number", value=wanted.number)
    if wanted.start is not None and not 1 <= wanted.start <= 999_999:
        raise Refusal("M27", field="start", value=wanted.start)


def _issue_one(workspace: Workspace, unit_id: str, wanted: Wanted) -> tuple[NoticeRow, Path] | None:
    moment = now()
    rows = issuable(workspace, unit_id, wanted.kind, wanted.findings)
    if not rows:
        return None
    content = content_for(workspace, rows, wanted.kind, moment)
    number, serial = _numbered(workspace, wanted, moment.year)
    notice = _checked(notice_of(workspace, content, wanted.kind, number))
    target = _target(wanted.folder, notice)
    identity = fresh()
    with written_beside(target) as beside:
        _write(wanted.form, notice, beside)
        with workspace.writing() as writer:
            _grant(workspace, writer, wanted, moment.year)
            cases = _tell(workspace, writer, rows, (identity, number, moment))
            fields = _fields(workspace, content, wanted, moment)
            fields["cases"] = [ref("case", each) for each in cases]
            kept: dict[str, Value] = {"unit": ref("office.unit", unit_id), "number": number}
            writer.put("notice", identity, fields | kept | {"serial": serial})
    return next(each for each in listed(workspace) if each.id == identity), target


def _tell(
    workspace: Workspace, writer: Writer, rows: Sequence[CaseRow], notice: tuple[str, str, dt.datetime]
) -> tuple[str, ...]:
    """The cases are assigned with the notice, and their time begins; those that the unit has already are supervised,
    and theirs goes on. Answers the ids of the cases."""
    identity, number, moment = notice
    issued = Moment(moment, working_calendar(workspace))
    known = {row.finding_id: row for row in rows}

    def plan(row: CaseRow, _moment: Moment) -> Move:
        data: dict[str, Value] = {"notice": identity}
        seen = known[row.finding_id]
        if seen.notice_id or seen.state not in (*UNREVIEWED, "reviewed", "assigned"):
            return Move("escalate", number, fields={"stage": max(2, row.stage)}, data={**data, "stage": 2})
        fields: dict[str, Value] = {"notice": identity, "unit": ref("office.unit", row.unit_id)}
        return begin_time(Move("issue", number, row.unit_id, fields=fields, data=data), row, issued)

    return act_within(workspace, writer, list(known), plan)


def _numbered(workspace: Workspace, wanted: Wanted, year: int) -> tuple[str, int]:
    """A number that no notice has, and its serial: 0 for one by hand, which the program's own then steps over."""
    prefix = document_settings(workspace).prefixes.get(wanted.kind, "")
    with workspace.store.reading() as connection:
        serial = _next_serial(connection, workspace, wanted, year)
    used = frozenset(each.number for each in listed(workspace))
    if wanted.number:
        if wanted.number in used:
            raise Refusal("M26", what=wanted.number, reason="exists")
        return wanted.number, 0
    while (number := f"{prefix}〔{year}〕{serial}号") in used:
        serial += 1
    return number, serial


def _next_serial(connection: Reading, workspace: Workspace, wanted: Wanted, year: int) -> int:
    """The serial that follows: gapless from the start number, void ones keep theirs."""
    grant = notices.grant(connection, wanted.kind, year)
    if grant is not None and grant.replica != workspace.facts["replica"] and not wanted.renew:
        raise Refusal("M26", what=wanted.kind, reason="numbering belongs to another installation")
    start = wanted.start if wanted.start is not None else grant.start if grant is not None else 1
    highest = notices.highest_serial(connection, wanted.kind, year)
    if 0 < highest < start - 1:
        raise Refusal("M27", field="start", value=start)  # a later start would leave a gap
    return max(highest + 1, start)


def _grant(workspace: Workspace, writer: Writer, wanted: Wanted, year: int) -> None:
    """Numbering of a kind and year belongs to one replica; the grant is in the journal."""
    before = notices.grant(writer.connection, wanted.kind, year)
    start = wanted.start if wanted.start is not None else before.start if before is not None else 1
    fields: dict[str, Value] = {
        "kind": wanted.kind,
        "year": year,
        "start": start,
        "replica": workspace.facts["replica"],
    }
    writer.put("office.grant", named("office.grant", workspace.office, wanted.kind, year), fields)


def _fields(workspace: Workspace, content: Content, wanted: Wanted, moment: dt.datetime) -> dict[str, Value]:
    return {
        "kind": wanted.kind,
        "year": moment.year,
        "round": ref("office.round", workspace.round_id),
        "issued_at": moment.isoformat(timespec="seconds"),
        "form": wanted.form,
        "content": stored(content),
        "findings": [ref("finding", each) for each in content.findings],
        "void": False,
        "by_hand_reason": fit("reason", wanted.reason),
    }


def void(workspace: Workspace, notice_id: str, reason: str) -> NoticeRow:
    """Make a notice void; its number stays used, and the cases it assigned are 已审核 again, unless the unit has
    answered them. M27 without a reason, M21 for an unknown one."""
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
        running = [row.finding_id for row in told if row.state in ("assigned", "received", "working")]
        fields: dict[str, Value] = {"notice": "", "due_at": "", "assigned_at": ""}
        act_within(workspace, writer, running, lambda _row, _moment: Move("recall", reason, fields=fields))
        writer.put("notice", found.id, {"void": True, "void_reason": reason})
    return next(each for each in listed(workspace) if each.id == found.id)


def coincidences(workspace: Workspace) -> tuple[tuple[NoticeRow, ...], ...]:
    """Notices that bear one number, as after a restored backup: each group is listed, and none is changed."""
    groups: dict[str, list[NoticeRow]] = {}
    for each in listed(workspace):
        groups.setdefault(each.number, []).append(each)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def export(
    workspace: Workspace,
    unit_ids: Sequence[str],
    folder: Path,
    form: str | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Path, ...], tuple[Warn, ...]]:
    """Print a unit's valid notices again, and what no notice names yet as a draft without a number.

    A team's are always drafts. Units whose text no font can print are left out by name (M25).
    """
    if form is not None and form not in FORMS:
        raise Refusal("M27", field="form", value=form)
    files: list[Path] = []
    warnings: list[Warn] = []
    if progress is not None:
        progress.expect(len(unit_ids))
    for unit_id in unit_ids:
        for notice, shape in _printable(workspace, unit_id, form):
            try:
                target = _target(folder, _checked(notice))
                _write(shape, notice, target)
                files.append(target)
            except Refusal as refusal:
                if refusal.code != "M25":
                    raise
                warnings.append(Warn(refusal.code, refusal.details))
        if progress is not None:
            progress.step()
    return tuple(files), tuple(warnings)


def _printable(workspace: Workspace, unit_id: str, form: str | None) -> list[tuple[Notice, str]]:
    issued = [n for n in listed(workspace) if n.unit_id == unit_id and not n.void] if workspace.role == "office" else []
    issued = [each for each in issued if each.round_id == workspace.round_id]
    found = [
        (notice_of(workspace, from_stored(each.content), each.kind, each.number), form or each.form) for each in issued
    ]
    if rows := issuable(workspace, unit_id, KINDS[0]):
        rest = content_for(workspace, rows, KINDS[0], now())
        found.append((notice_of(workspace, rest, KINDS[0], ""), form or "letter"))
    return found


def _checked(notice: Notice) -> Notice:
    from chuangjian_desktop.outputs.pdf.check import missing_characters

    missing = missing_characters(notice)
    if missing:
        first = missing[0]
        shown = f"{first.character} (U+{ord(first.character[0]):04X})"
        raise Refusal("M25", file=notice.unit, character=shown, place=first.place)
    return notice


def _target(folder: Path, notice: Notice) -> Path:
    name = f"{notice.kind}-{notice.unit}-{notice.number or '草稿'}"
    return folder / f"{safe_name(name)}.pdf"


def _write(form: str, notice: Notice, path: Path) -> None:
    from chuangjian_desktop.outputs.pdf.form import write_form
    from chuangjian_desktop.outputs.pdf.letter import write_letter

    path.parent.mkdir(parents=True, exist_ok=True)
    (write_letter if form == "letter" else write_form)(notice, path)
