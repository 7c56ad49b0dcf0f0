"""What offices enter for a standard beside visits: values, documents, questionnaires, the ledger."""

from __future__ import annotations

import json
from typing import Any, cast

from sqlalchemy import Connection, RowMapping, or_, select

from chuangjian_desktop.domain.city.facts import Document, Entry, Ledger, Option, Question, Survey
from chuangjian_desktop.store import tables


def entries(connection: Connection, round_id: str, standard: str) -> dict[str, Entry]:
    """What was entered by slot: for the round, and for the standard whatever the round (years of a cycle)."""
    e = tables.entry.c
    own = select(tables.entry).where(e.standard_code == standard, or_(e.round == round_id, e.round.is_(None)))
    return {str(row["slot"]): _entry(row) for row in connection.execute(own.order_by(e.id)).mappings()}


def _entry(row: RowMapping) -> Entry:
    return Entry(
        row["value"],
        row["numerator"],
        row["denominator"],
        row["before"],
        None if row["met"] is None else bool(row["met"]),
        row["basis"] or "",
        row["date"] or "",
        row["note"] or "",
    )


def documents(connection: Connection, round_id: str, standard: str) -> tuple[Document, ...]:
    """Documents of a review by code."""
    d = tables.document.c
    mine = select(tables.document).where(d.standard_code == standard, d.round == round_id)
    return tuple(_document(row) for row in connection.execute(mine.order_by(d.node, d.code, d.id)).mappings())


def _document(row: RowMapping) -> Document:
    return Document(
        row["id"],
        row["node"] or "",
        row["code"] or "",
        row["title"] or "",
        row["points"] or 0,
        row["due"] or "",
        row["state"] or "open",
        row["earned"],
        tuple(json.loads(row["files"] or "[]")),
        row["unit"] or "",
        row["note"] or "",
    )


def document(connection: Connection, identity: str) -> tuple[str, Document] | None:
    """A document of that id with its standard's code."""
    row = connection.execute(select(tables.document).where(tables.document.c.id == identity)).mappings().first()
    return None if row is None else (str(row["standard_code"]), _document(row))


def surveys(connection: Connection, round_id: str, standard: str = "") -> tuple[Survey, ...]:
    """Questionnaires of a round by code, with what was counted; of one standard, or of all."""
    s, t = tables.survey.c, tables.tally
    mine = select(tables.survey).where(s.round == round_id)
    mine = mine.where(s.standard_code == standard) if standard else mine
    found: list[Survey] = []
    for row in connection.execute(mine.order_by(s.code, s.id)).mappings():
        counted = select(t.c.batch, t.c.question, t.c.option, t.c.count).where(t.c.survey == row["id"])
        counts = {
            (b or "", q or "", o or ""): int(n or 0) for b, q, o, n in connection.execute(counted.order_by(t.c.id))
        }
        found.append(_survey(row, {key: count for key, count in counts.items() if count}))
    return tuple(found)


def _survey(row: RowMapping, counts: dict[tuple[str, str, str], int]) -> Survey:
    questions = tuple(question_from(each) for each in json.loads(row["questions"] or "[]"))
    return Survey(
        row["id"], row["code"] or "", row["title"] or "", row["sample"] or 0, questions, counts, row["note"] or ""
    )


def question_from(value: object) -> Question:
    """A question from its stored form; what a newer program says beside it is left aside."""
    held = cast("dict[str, Any]", value)
    options = tuple(
        Option(str(each["code"]), str(each["text"]), each.get("share"), bool(each.get("guessed")))
        for each in held.get("options", [])
    )
    return Question(
        str(held["code"]),
        str(held["text"]),
        options,
        str(held.get("indicator", "")),
        int(held.get("weight", 1)),
        bool(held.get("open")),
    )


def survey_home(connection: Connection, survey: str) -> tuple[str, str] | None:
    """The standard and the round of a questionnaire."""
    s = tables.survey.c
    row = connection.execute(select(s.standard_code, s.round).where(s.id == survey)).first()
    return None if row is None else (str(row[0]), str(row[1]))


def batches(connection: Connection, survey: str) -> dict[str, str]:
    """Where each batch of a questionnaire came from: batch to the digest of its rows, empty for one typed by hand."""
    t = tables.tally.c
    rows = connection.execute(select(t.batch, t.source).where(t.survey == survey).order_by(t.id))
    return {str(batch or ""): str(source or "") for batch, source in rows}


def ledger(connection: Connection, round_id: str, standard: str) -> tuple[Ledger, ...]:
    """加减分 and hits of the negative list, in the order in which they were entered."""
    b = tables.bonus.c
    mine = select(tables.bonus).where(b.standard_code == standard, b.round == round_id)
    return tuple(_ledger(row) for row in connection.execute(mine.order_by(b.id)).mappings())


def _ledger(row: RowMapping) -> Ledger:
    return Ledger(
        row["id"],
        row["kind"],
        row["points"] or 0,
        row["reason"] or "",
        row["code"] or "",
        row["date"] or "",
        row["unit"] or "",
        bool(row["void"]),
        row["void_reason"] or "",
    )


def secret_rounds(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Rounds of kind secret, the oldest first: id and code."""
    r = tables.round_.c
    rows = connection.execute(select(r.id, r.code).where(r.kind == "secret").order_by(r.created, r.code))
    return tuple((str(identity), str(code)) for identity, code in rows)


def is_void(connection: Connection, line: str) -> bool | None:
    """Whether a line of the ledger is void; None where there is none of that id."""
    b = tables.bonus.c
    row = connection.execute(select(b.void).where(b.id == line)).first()
    return None if row is None else bool(row[0])


def empty_tallies(connection: Connection, survey: str) -> tuple[str, ...]:
    """Records of a questionnaire's tallies that count nothing any more."""
    t = tables.tally.c
    rows = connection.execute(
        select(t.id).where(t.survey == survey, or_(t.count == 0, t.count.is_(None))).order_by(t.id)
    )
    return tuple(str(identity) for (identity,) in rows)
