"""Issued notices and numbering."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from chuangjian_desktop.domain.rectification import case_id
from chuangjian_desktop.store import tables


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """An issued notice. Its content is what was printed, kept so that it prints alike again."""

    id: str
    kind: str
    year: int
    serial: int
    number: str
    unit_id: str
    unit: str
    round_id: str
    issued_at: str
    form: str
    findings: tuple[str, ...]
    void: bool
    void_reason: str
    by_hand_reason: str
    content_text: str

    @property
    def content(self) -> dict[str, Any]:
        """What was printed; read anew each time, since lists of many notices do not ask for it."""
        return json.loads(self.content_text or "{}")


def notices(connection: Connection) -> tuple[NoticeRow, ...]:
    """All, void ones too, by kind, year and serial."""
    n, u = tables.notice, tables.unit
    statement = select(n, u.c.name.label("unit_name")).join(u, n.c.unit == u.c.id, isouter=True)
    rows = connection.execute(statement.order_by(n.c.kind, n.c.year, n.c.serial, n.c.id)).mappings()
    return tuple(_notice(row) for row in rows)


def _notice(row: RowMapping) -> NoticeRow:
    return NoticeRow(
        row["id"],
        row["kind"],
        row["year"] or 0,
        row["serial"] or 0,
        row["number"] or "",
        row["unit"] or "",
        row["unit_name"] or "",
        row["round"] or "",
        row["issued_at"] or "",
        row["form"] or "letter",
        tuple(json.loads(row["findings"] or "[]")),
        bool(row["void"]),
        row["void_reason"] or "",
        row["by_hand_reason"] or "",
        row["content"] or "",
    )


def number_by_finding(connection: Connection) -> dict[str, str]:
    """The number of the valid notice that names a finding."""
    return {finding: each.number for each in notices(connection) if not each.void for finding in each.findings}


def printed_numbers(connection: Connection) -> dict[str, frozenset[str]]:
    """By finding, the numbers that documents gave it, void ones too. The visits of a site number its problems in their
    order: one that comes in later may change the numbers of today, but none on paper."""
    found: dict[str, frozenset[str]] = {}
    for each in notices(connection):
        for finding, number in _listed(each.findings, each.content).items():
            found[finding] = found.get(finding, frozenset()) | {number}
    return found


def findings_printed(connection: Connection, round_id: str, number: str) -> tuple[str, ...]:
    """The findings to which documents of a round gave that number."""
    n = tables.notice
    named = func.instr(n.c.content, json.dumps(number, ensure_ascii=False))
    rows = connection.execute(select(n.c.findings, n.c.content).where(n.c.round == round_id, named))
    told = (_listed(json.loads(findings or "[]"), json.loads(content)) for findings, content in rows)
    return tuple(finding for each in told for finding, listed in each.items() if listed == number)


def _listed(findings: Collection[str], content: Mapping[str, Any]) -> dict[str, str]:
    """The number that a document gives to each of its findings."""
    problems = (problem for site in content.get("sites", ()) for problem in site.get("problems", ()))
    numbers = {problem.get("case"): str(problem.get("listed") or "") for problem in problems}
    return {finding: number for finding in findings if (number := numbers.get(case_id(finding)))}


def highest_serial(connection: Connection, kind: str, year: int) -> int:
    """The highest serial of that kind and year, void ones included; 0 without any."""
    n = tables.notice
    statement = select(func.max(n.c.serial)).where(n.c.kind == kind, n.c.year == year)
    return int(connection.execute(statement).scalar() or 0)


def settings(connection: Connection, kind: str) -> dict[str, Any]:
    """The office's settings of a kind, or an empty mapping."""
    s = tables.settings
    raw = connection.execute(select(s.c.options).where(s.c.kind == kind).order_by(s.c.id)).scalar()
    return json.loads(raw) if raw else {}


@dataclass(frozen=True, slots=True)
class GrantRow:
    """Who may number a kind in a year, and from which serial on."""

    start: int
    replica: str


def grant(connection: Connection, kind: str, year: int) -> GrantRow | None:
    """The grant of that kind and year."""
    g = tables.grant
    row = connection.execute(select(g.c.start, g.c.replica).where(g.c.kind == kind, g.c.year == year)).first()
    return None if row is None else GrantRow(int(row[0] or 1), str(row[1] or ""))


def numbering(connection: Connection) -> frozenset[str]:
    """The replicas that number documents of any kind."""
    return frozenset(str(each) for each in connection.execute(select(tables.grant.c.replica)).scalars() if each)
