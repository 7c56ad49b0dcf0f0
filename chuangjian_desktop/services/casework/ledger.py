"""问题整改台账 as values: every problem of a round with what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.documents import LedgerRow
from chuangjian_desktop.domain.points import from_hundredths
from chuangjian_desktop.domain.rectification import UNREVIEWED
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import due_moment
from chuangjian_desktop.services.casework.wording import (
    RESULTS,
    Surroundings,
    iso_day,
    iso_due,
    longterm_lines,
    state_text,
    surroundings,
)
from chuangjian_desktop.services.pictures import printed_picture
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import case_papers, rounds
from chuangjian_desktop.store.queries import ledger as queries
from chuangjian_desktop.store.queries.cases import CaseRow
from chuangjian_desktop.store.queries.ledger import LedgerFilter


@dataclass(frozen=True, slots=True)
class _Known:
    """What lines are made from besides their cases: marks of joined findings, thumbnails, points lost, the round."""

    around: Surroundings
    joined: Mapping[str, str]
    thumbs: Mapping[tuple[str, bool], str]
    lost: Mapping[str, int]
    round_name: str


def ledger_rows(workspace: Workspace, lost: Mapping[str, int]) -> Iterator[LedgerRow]:
    """The lines of the present round by site; `lost` are hundredths of points by finding."""
    cases = reading.cases(workspace).rows
    with workspace.store.reading() as connection:
        lines = queries.lines(connection, LedgerFilter(workspace.round_id))
        thumbs = case_papers.thumbnails(connection, workspace.round_id)
        round_name = rounds.by_id(connection, workspace.round_id).name
    joined = {line.id: line.joined_words for line in lines if line.joined_to}
    known = _Known(surroundings(workspace), joined, thumbs, lost, round_name)
    return (_row(workspace, row, known) for row in cases)


def _row(workspace: Workspace, row: CaseRow, known: _Known) -> LedgerRow:
    line, finding = row.line, row.finding_id
    catalogue = workspace.catalogue
    problem = catalogue.problems.get(line.problem)
    seen = known.around.recheck(row)
    return LedgerRow(
        row.number,
        known.round_name,
        iso_day(line.found_at),
        catalogue.titles.get(line.site_type, line.site_type),
        line.site,
        line.place,
        line.words,
        f"{problem.title}/{line.problem}" if problem else line.problem,
        _campaigns(workspace, line.item_id),
        row.unit,
        _deadline(row),
        known.around.notice(row),
        from_hundredths(known.lost.get(finding, 0)),
        line.count,
        _picture(workspace, known.thumbs.get((finding, False), "")),
        "；".join(part for part in (line.note, known.joined.get(finding, ""), row.reason) if part),
        leader=_five(row, "领导"),
        handler=str(row.reply.get("handler") or "") or _five(row, "责任") or _five(row, "人员"),
        measure=str(row.reply.get("measure") or ""),
        replied_on=iso_day(str(row.reply.get("at") or "")),
        state="" if row.state in UNREVIEWED else state_text(row, known.around.moment),
        after=_picture(workspace, known.thumbs.get((finding, True), "")),
        rechecked=f"{seen.by}\n{iso_day(seen.at)}".strip() if seen else "",
        recheck_result=RESULTS.get(seen.result, seen.result) if seen else "",
        closed_on=iso_day(row.closed_at),
        recurs=_recurs(row),
    )


def _campaigns(workspace: Workspace, item_id: str) -> str:
    catalogue = workspace.catalogue
    item = catalogue.items.get(item_id)
    codes = dict.fromkeys(node.campaign for node in item.campaigns) if item else {}
    return "、".join(catalogue.standards[code].title if code in catalogue.standards else code for code in codes)


def _deadline(row: CaseRow) -> str:
    if row.state == "longterm":
        return "\n".join(longterm_lines(row))
    found = DEADLINES.get(row.deadline)
    words = (found.label_zh if found else "", iso_due(due_moment(row)))
    return "\n".join(part for part in words if part)


def _five(row: CaseRow, mark: str) -> str:
    """What is fixed about a case under a label that holds a mark."""
    return next((value for label, value in row.fives if mark in label and value), "")


def _recurs(row: CaseRow) -> str:
    if row.recurs and not row.unlinked:
        return f"是（{row.recurs_number}）"
    return f"销号后反弹{row.recurred}次" if row.recurred else ""


def _picture(workspace: Workspace, sha256: str) -> Callable[[], bytes] | None:
    return (lambda: printed_picture(workspace, sha256)) if sha256 else None
