"""What people decided about findings that may be one and the same problem."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from sqlalchemy import Connection, select

from chuangjian_desktop.domain.duplicates import counted_with
from chuangjian_desktop.store import tables

ENTITY = "office.duplicate"
Verdict = Literal["joined", "distinct"]
_HASH = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A decided pair: `first` is the finding that is kept, `second` counts with it when `verdict` is joined."""

    id: str
    first: str
    second: str
    verdict: Verdict


def pairs(connection: Connection) -> tuple[Pair, ...]:
    """All decided pairs whose findings are both there, in one round."""
    d = tables.duplicate
    one, other = tables.finding.alias("one"), tables.finding.alias("other")
    here, there = tables.visit.alias("here"), tables.visit.alias("there")
    statement = (
        select(d.c.id, d.c.first, d.c.second, d.c.verdict)
        .join_from(d, one, d.c.first == one.c.id)
        .join(other, d.c.second == other.c.id)
        .join(here, one.c.visit == here.c.id)
        .join(there, other.c.visit == there.c.id)
        .where(d.c.verdict.in_(("joined", "distinct")), d.c.first != d.c.second, here.c.round == there.c.round)
    )
    rows = connection.execute(statement.order_by(d.c.id))
    return tuple(Pair(str(i), str(a), str(b), cast("Verdict", verdict)) for i, a, b, verdict in rows)


def joined(connection: Connection) -> dict[str, str]:
    """For each finding that does not count by itself, the one that it counts with."""
    return counted_with((pair.first, pair.second) for pair in pairs(connection) if pair.verdict == "joined")


def fingerprints(connection: Connection, round_id: str) -> dict[str, tuple[int, ...]]:
    """The difference hashes of the photos of a round's findings, by finding; what is no hash is left out."""
    p, f, v = tables.photo, tables.finding, tables.visit
    statement = select(p.c.finding, p.c.fingerprint).join_from(p, f, p.c.finding == f.c.id)
    statement = statement.join(v, f.c.visit == v.c.id).where(v.c.round == round_id, p.c.fingerprint.is_not(None))
    found: dict[str, tuple[int, ...]] = {}
    for finding, text in connection.execute(statement.order_by(p.c.id)):
        if _HASH.fullmatch(text):
            found[finding] = (*found.get(finding, ()), int(text, 16))
    return found


def finders(connection: Connection, round_id: str) -> dict[str, str]:
    """The replica that first wrote each finding of a round: two laptops of one team may share a visit."""
    statement = """
        SELECT f.id, json_extract(c.body, '$.replica'), min(c.seq) FROM finding AS f JOIN visit AS v ON v.id = f.visit
        JOIN change AS c ON c.record = f.id AND c.entity = 'finding' WHERE v.round = ? GROUP BY f.id
    """
    found = connection.exec_driver_sql(statement, (round_id,))
    return {str(finding): str(replica) for finding, replica, _ in found}


def naming(connection: Connection, finding: str) -> tuple[str, ...]:
    """Ids of the decided pairs that name a finding."""
    d = tables.duplicate
    statement = select(d.c.id).where((d.c.first == finding) | (d.c.second == finding)).order_by(d.c.id)
    return tuple(str(each) for each in connection.execute(statement).scalars())
