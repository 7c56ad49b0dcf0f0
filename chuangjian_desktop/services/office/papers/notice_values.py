"""A unit's notice as values: its problems by site, worded, with deadlines and photos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import groupby
from typing import Any, NotRequired, TypedDict

from chuangjian_desktop.domain.deadlines import due_at, due_words, until_words
from chuangjian_desktop.domain.documents import Issuer, Notice, NoticeProblem, NoticeSite, Picture
from chuangjian_desktop.domain.rectification import AT_UNIT
from chuangjian_desktop.domain.replies import document_code
from chuangjian_desktop.domain.supervision import Ground, late_words, remark
from chuangjian_desktop.domain.working_days import Calendar
from chuangjian_desktop.services.calendar import working_calendar
from chuangjian_desktop.services.casework.reading import due_moment, overdue
from chuangjian_desktop.services.casework.wording import problem_text
from chuangjian_desktop.services.office.papers.phrases import Told, phrases
from chuangjian_desktop.services.office.settings import KINDS, document_settings, issuer_of
from chuangjian_desktop.services.pictures import printed_picture
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import places, rounds, visits
from chuangjian_desktop.store.queries.cases import CaseRow

SUPERVISION = KINDS[2]


class ProblemValues(TypedDict):
    """A problem as a notice's record keeps it; `photos` are SHA-256 names, `thumb` is one. `listed` is its number in
    the ledger, `case` the id of its case."""

    text: str
    deadline: str
    basis: str
    photos: list[str]
    listed: NotRequired[str]
    case: NotRequired[str]
    thumb: NotRequired[str]
    fives: NotRequired[list[list[str]]]
    remark: NotRequired[str]


class SiteValues(TypedDict):
    """A site with its problems as a notice's record keeps it."""

    name: str
    address: str
    problems: list[ProblemValues]


@dataclass(frozen=True, slots=True)
class Content:
    """What a notice prints besides its number, as kept in its record. `reply_book` is the file name of the workbook in
    which the unit answers, empty where there is none. A record without an `issuer` prints the present one."""

    unit: str
    title: str
    opening: tuple[str, ...]
    sites: tuple[SiteValues, ...]
    closing: tuple[str, ...]
    reply_by: str
    date: str
    findings: tuple[str, ...]
    round_name: str = ""
    signer: str = ""
    reply_book: str = ""
    issuer: Mapping[str, str] = field(default_factory=dict[str, str])
    show_red_head: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """How a notice is drawn up: its kind, the moment of issue, who signs, the name of its reply workbook, and by
    finding and unit the number of the document that told of it first."""

    kind: str
    issued: dt.datetime
    signer: str = ""
    reply_book: str = ""
    first: Mapping[tuple[str, str], str] | None = None


def content_for(workspace: Workspace, rows: Sequence[CaseRow], draft: Draft) -> Content:
    """The content of a notice to one unit that names these cases."""
    settings = document_settings(workspace)
    calendar = working_calendar(workspace)
    with workspace.store.reading() as connection:
        round_row = rounds.by_id(connection, workspace.round_id)
        addresses = {site.code: site.address for site in places.sites(connection)}
        photos = {row.finding_id: visits.problem_photos(connection, row.finding_id) for row in rows}
    grounds = {row.finding_id: _ground(row, draft) for row in rows}
    said = phrases(
        draft.kind,
        Told(round_row.name, settings.issuer, tuple(r.line for r in rows), tuple(grounds.values()), draft.issued),
    )
    ends = (_end(draft, calendar, row) for row in rows)
    days = (end.astimezone(draft.issued.tzinfo).date() for end in ends if end is not None)
    reply = max((calendar.after(draft.issued.date(), settings.reply_days), *days))
    worded = partial(_problem, photos, grounds if draft.kind == SUPERVISION else {}, partial(_due, draft, calendar))
    return Content(
        rows[0].unit if rows else "",
        said.title,
        said.opening,
        tuple(_sites(rows, addresses, partial(worded, draft.issued))),
        said.closing,
        f"{reply.year}年{reply.month}月{reply.day}日前",
        f"{draft.issued:%Y-%m-%d}",
        tuple(row.finding_id for row in rows),
        round_row.name,
        draft.signer,
        draft.reply_book,
        asdict(issuer_of(settings)),
        settings.show_red_head,
    )


def _ground(row: CaseRow, draft: Draft) -> Ground:
    late = due_moment(row) if overdue(row, draft.issued) else None
    return Ground(late, row.again, row.severity == "grave", (draft.first or {}).get((row.finding_id, row.unit_id), ""))


def _running(row: CaseRow) -> dt.datetime | None:
    """The end of a time that runs already; no paper moves it."""
    return due_moment(row) if row.state in AT_UNIT else None


def _end(draft: Draft, calendar: Calendar, row: CaseRow) -> dt.datetime | None:
    """When a case has to be put right; None for long-term ones."""
    return _running(row) or (due_at(row.deadline, draft.issued, calendar) if row.deadline else None)


def _due(draft: Draft, calendar: Calendar, row: CaseRow) -> str:
    """The demand for a case."""
    running = _running(row)
    if running is None:
        return due_words(row.deadline, draft.issued, calendar) if row.deadline else ""
    words = until_words(running, draft.issued)
    late = running < draft.issued
    return f"原定{words}，{late_words(running, draft.issued)}，请立即整改" if late else words


def _sites(
    rows: Sequence[CaseRow], addresses: dict[str, str], worded: Callable[[CaseRow], ProblemValues]
) -> list[SiteValues]:
    sites: list[SiteValues] = []
    for code, group in groupby(rows, key=lambda row: row.line.site_code):
        members = list(group)
        problems = [worded(row) for row in members]
        sites.append({"name": members[0].line.site, "address": addresses.get(code, ""), "problems": problems})
    return sites


def _problem(
    photos: Mapping[str, tuple[visits.ProblemPhoto, ...]],
    grounds: Mapping[str, Ground],
    due: Callable[[CaseRow], str],
    issued: dt.datetime,
    row: CaseRow,
) -> ProblemValues:
    mine = photos[row.finding_id]
    ground = grounds.get(row.finding_id)
    return {
        "text": problem_text(row.line),
        "deadline": due(row),
        "basis": f"{row.line.item_code} {row.line.item}",
        "photos": [each.blob for each in mine],
        "listed": row.number,
        "case": row.id,
        "thumb": next((each.thumb for each in mine), ""),
        "fives": [[label, value] for label, value in row.fives if value],
        "remark": remark(ground, issued) if ground else "",
    }


def stored(content: Content) -> dict[str, Any]:
    """The content as its record keeps it."""
    value = asdict(content)
    return value | {name: list(value[name]) for name in ("opening", "sites", "closing", "findings")}


def from_stored(value: dict[str, Any]) -> Content:
    """The content of an issued notice."""
    return Content(
        value["unit"],
        value["title"],
        tuple(value["opening"]),
        tuple(value["sites"]),
        tuple(value["closing"]),
        value["reply_by"],
        value["date"],
        tuple(value["findings"]),
        value.get("round_name", ""),
        value.get("signer", ""),
        value.get("reply_book", ""),
        value.get("issuer", {}),
        value.get("show_red_head", True),
    )


def notice_of(workspace: Workspace, content: Content, kind: str, number: str, identity: str = "") -> Notice:
    """A printable notice; without a number it is a draft. `identity` is that of its record, which its code tells.
    Pictures are loaded when they are laid out."""
    issuer = Issuer(**content.issuer) if content.issuer else issuer_of(document_settings(workspace))
    counter = iter(range(1, 1_000_000))
    pictures = iter(range(1, 1_000_000))

    def printed(problem: ProblemValues) -> NoticeProblem:
        return NoticeProblem(
            next(counter),
            problem["text"],
            problem["deadline"],
            problem["basis"],
            tuple(Picture(f"图{next(pictures)}", loader(workspace, sha)) for sha in problem["photos"]),
            problem.get("listed", ""),
            tuple((label, value) for label, value in problem.get("fives", [])),
            problem.get("remark", ""),
        )

    return Notice(
        issuer,
        kind,
        number,
        content.unit,
        content.title,
        content.opening,
        tuple(
            NoticeSite(site["name"], site["address"], tuple(map(printed, site["problems"]))) for site in content.sites
        ),
        content.closing,
        content.reply_by,
        dt.date.fromisoformat(content.date),
        not number,
        content.show_red_head,
        content.signer,
        (f"问题整改回复表（{content.reply_book}）",) if content.reply_book else (),
        document_code(identity) if identity and number else "",
    )


def loader(workspace: Workspace, sha256: str) -> Callable[[], bytes]:
    """Gets a photo at the size in which documents print it."""

    def load() -> bytes:
        from chuangjian_desktop.outputs.pictures import for_print

        return for_print(printed_picture(workspace, sha256))

    return load
