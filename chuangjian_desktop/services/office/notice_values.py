"""A unit's notice as values: its problems by site, worded, with deadlines and photos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import groupby
from typing import Any, TypedDict

from chuangjian_desktop.domain.deadlines import due_words, until_words
from chuangjian_desktop.domain.documents import Notice, NoticeProblem, NoticeSite, Picture
from chuangjian_desktop.domain.working_days import Calendar
from chuangjian_desktop.services.calendar import working_calendar
from chuangjian_desktop.services.casework.reading import due_moment
from chuangjian_desktop.services.office.settings import document_settings, issuer_of
from chuangjian_desktop.services.pictures import printed_picture
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import places, rounds, visits
from chuangjian_desktop.store.queries.cases import CaseRow
from chuangjian_desktop.store.queries.ledger import LedgerLine


class ProblemValues(TypedDict):
    """A problem as a notice's record keeps it; `photos` are SHA-256 names."""

    text: str
    deadline: str
    basis: str
    photos: list[str]


class SiteValues(TypedDict):
    """A site with its problems as a notice's record keeps it."""

    name: str
    address: str
    problems: list[ProblemValues]


@dataclass(frozen=True, slots=True)
class Content:
    """What a notice prints besides issuer and number, as kept in its record."""

    unit: str
    title: str
    opening: tuple[str, ...]
    sites: tuple[SiteValues, ...]
    closing: tuple[str, ...]
    reply_by: str
    date: str
    findings: tuple[str, ...]


def content_for(workspace: Workspace, rows: Sequence[CaseRow], kind: str, issued: dt.datetime) -> Content:
    """The content of a notice to one unit that names these cases."""
    settings = document_settings(workspace)
    calendar = working_calendar(workspace)
    lines = [row.line for row in rows]
    with workspace.store.reading() as connection:
        round_row = rounds.by_id(connection, workspace.round_id)
        addresses = {site.code: site.address for site in places.sites(connection)}
        photos = {line.id: list(visits.blobs_of_finding(connection, line.id)) for line in lines}
    reply = calendar.after(issued.date(), settings.reply_days)
    return Content(
        rows[0].unit if rows else "",
        f"关于{round_row.name}\n发现问题的{kind}",
        _opening(round_row.name, settings.issuer, lines),
        tuple(_sites(rows, addresses, photos, partial(_due, issued, calendar))),
        _CLOSING,
        f"{reply.year}年{reply.month}月{reply.day}日前",
        f"{issued:%Y-%m-%d}",
        tuple(line.id for line in lines),
    )


def _opening(round_name: str, issuer: str, lines: list[LedgerLine]) -> tuple[str, ...]:
    days = sorted({line.found_at[:10] for line in lines if line.found_at})
    sites = len({line.site_code for line in lines})
    when = _span(days)
    figures = f"共{len(lines)}个、{sum(line.count for line in lines)}处，分布在{sites}个点位"
    return (
        f"按照{round_name}安排，{issuer}组织测评组{when}开展实地测评。经汇总，涉及你单位职责的问题{figures}。",
        "请你单位按照谁主管谁负责、谁丢分谁负责的要求，对照下列问题逐条整改，落实责任人和整改措施，按期反馈。",
    )


def _span(days: list[str]) -> str:
    if not days:
        return ""
    first, last = (dt.date.fromisoformat(day) for day in (days[0], days[-1]))
    begin = f"于{first.year}年{first.month}月{first.day}日"
    return begin if first == last else f"{begin}至{last.month}月{last.day}日"


_CLOSING = (
    "请逐条明确责任领导、责任人和整改措施，在规定时限内整改到位；同类问题举一反三，防止反弹。",
    "对逾期未整改或者整改不到位的，将按规定督办、通报。",
)


def _due(issued: dt.datetime, calendar: Calendar, row: CaseRow) -> str:
    """The demand for a case; one that is told of already keeps its end."""
    running = due_moment(row) if row.notice_id else None
    if running is None:
        return due_words(row.deadline, issued, calendar) if row.deadline else ""
    words = until_words(running, issued)
    return f"原定{words}，已逾期，立即整改" if running < issued else words


def _sites(
    rows: Sequence[CaseRow], addresses: dict[str, str], photos: dict[str, list[str]], due: Callable[[CaseRow], str]
) -> list[SiteValues]:
    sites: list[SiteValues] = []
    for code, group in groupby(rows, key=lambda row: row.line.site_code):
        members = list(group)
        problems: list[ProblemValues] = [
            {
                "text": problem_text(row.line),
                "deadline": due(row),
                "basis": f"{row.line.item_code} {row.line.item}",
                "photos": photos[row.finding_id],
            }
            for row in members
        ]
        name = members[0].line.site
        sites.append({"name": name, "address": addresses.get(code, ""), "problems": problems})
    return sites


def problem_text(line: LedgerLine) -> str:
    """A problem as a notice words it: place, wording, how many."""
    place = f"{line.place}，" if line.place else ""
    note = f"（{line.note}）" if line.note and line.note != line.text else ""
    return f"{place}{line.words}{line.count}处{note}。"


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
    )


def notice_of(workspace: Workspace, content: Content, kind: str, number: str) -> Notice:
    """A printable notice; without a number it is a draft. Pictures are loaded when they are laid out."""
    settings = document_settings(workspace)
    counter = iter(range(1, 1_000_000))
    pictures = iter(range(1, 1_000_000))
    sites = tuple(
        NoticeSite(
            site["name"],
            site["address"],
            tuple(
                NoticeProblem(
                    next(counter),
                    problem["text"],
                    problem["deadline"],
                    problem["basis"],
                    tuple(Picture(f"图{next(pictures)}", _loader(workspace, sha)) for sha in problem["photos"]),
                )
                for problem in site["problems"]
            ),
        )
        for site in content.sites
    )
    return Notice(
        issuer_of(settings),
        kind,
        number,
        content.unit,
        content.title,
        content.opening,
        sites,
        content.closing,
        content.reply_by,
        dt.date.fromisoformat(content.date),
        not number,
        settings.show_red_head,
    )


def _loader(workspace: Workspace, sha256: str) -> Callable[[], bytes]:
    def load() -> bytes:
        from chuangjian_desktop.outputs.pictures import for_print

        return for_print(printed_picture(workspace, sha256))

    return load
