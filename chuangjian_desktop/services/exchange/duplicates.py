"""The same problem found by two teams: proposed, compared, joined or declared distinct.

Joined findings count once, and both stay as evidence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.duplicates import FindingFacts, Proposal, proposals
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.photo_matching import moment
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store import rows
from chuangjian_desktop.store.queries import duplicates as queries
from chuangjian_desktop.store.queries import ledger, visits
from chuangjian_desktop.store.queries.duplicates import ENTITY, Pair, Verdict
from chuangjian_desktop.store.queries.ledger import LedgerFilter, LedgerLine
from chuangjian_desktop.store.store import Reading
from chuangjian_desktop.store.writer import Writer

_DEPENDS = frozenset({
    "finding", "photo", "visit", ENTITY, "office.site", "office.area", "office.unit", "office.team", "office.item",
    "office.round", "office.checklist",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One of two findings: its line of the ledger, and its photos (SHA-256 of working copies, of thumbnails)."""

    line: LedgerLine
    photos: tuple[str, ...]
    thumbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Twins:
    """Two findings that may be one. Decided ones have an `id` (the pair's record); there `first` is the one that is
    kept. `reasons` (item, problem, phrase, text, photo) and `strength` (0 to 100) are those of a proposal."""

    first: Side
    second: Side
    reasons: tuple[str, ...] = ()
    strength: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Of the present round: what is proposed (strongest first), and what people decided."""

    proposals: tuple[Twins, ...]
    joined: tuple[Twins, ...]
    distinct: tuple[Twins, ...]


def overview(workspace: Workspace) -> Duplicates:
    """All pairs of the present round. Nothing is written by looking."""
    return workspace.memory.recall(("duplicates", workspace.round_id), _DEPENDS, lambda: _read(workspace))


def _read(workspace: Workspace) -> Duplicates:
    with workspace.store.reading() as connection:
        lines = {line.id: line for line in ledger.lines(connection, LedgerFilter(workspace.round_id))}
        decided = [pair for pair in queries.pairs(connection) if pair.first in lines and pair.second in lines]
        proposed = _proposed(workspace, connection, decided)
        shown = {name for each in (*decided, *proposed) for name in (each.first, each.second) if name in lines}
        sides = {name: _side(connection, lines[name]) for name in sorted(shown)}
    return Duplicates(
        tuple(
            Twins(sides[each.first], sides[each.second], each.reasons, each.strength)
            for each in proposed
            if each.first in sides and each.second in sides
        ),
        tuple(_twins(each, sides) for each in decided if each.verdict == "joined"),
        tuple(_twins(each, sides) for each in decided if each.verdict == "distinct"),
    )


def twins(workspace: Workspace, first: str, second: str) -> Twins:
    """Any two findings beside each other. M21 for an unknown one."""
    lines = {row.finding_id: row.line for row in reading.shown(workspace, (first, second))}
    if strange := next((each for each in (first, second) if each not in lines), None):
        raise Refusal("M21", what="finding", value=strange)
    with workspace.store.reading() as connection:
        return Twins(_side(connection, lines[first]), _side(connection, lines[second]))


def _twins(pair: Pair, sides: dict[str, Side]) -> Twins:
    return Twins(sides[pair.first], sides[pair.second], id=pair.id)


def _side(connection: Reading, line: LedgerLine) -> Side:
    photos = visits.photos_of_finding(connection, line.id)
    return Side(line, tuple(each.blob for each in photos), tuple(each.thumb for each in photos))


def _proposed(workspace: Workspace, connection: Reading, decided: list[Pair]) -> list[Proposal]:
    known = {frozenset((pair.first, pair.second)) for pair in decided}
    facts = _facts(connection, workspace.round_id, workspace.catalogue)
    return [each for each in proposals(facts) if frozenset((each.first, each.second)) not in known]


def _facts(connection: Reading, round_id: str, catalogue: Catalogue) -> list[FindingFacts]:
    """Two teams may have measured by two versions of a checklist; an item is the same in both."""
    zone = now().tzinfo or dt.UTC
    prints = queries.fingerprints(connection, round_id)
    finders = queries.finders(connection, round_id)
    found: list[FindingFacts] = []
    for visit in visits.visits_of(connection, round_id):
        for each in visits.findings(connection, visit.id):
            if (at := moment(each.found_at, zone)) is not None:
                item = min(catalogue.kin(each.item_id))
                told = (visit.site_id, item, each.problem, each.text or each.note, at, visit.id)
                found.append(FindingFacts(each.id, *told, finders.get(each.id, ""), prints.get(each.id, ())))
    return found


def join(workspace: Workspace, kept: str, *others: str) -> str:
    """Let findings count once, as `kept`, all in one act; answers the change. The other way round is another call.

    `Refusal` M22 unless an office, M21 for an unknown finding, M27 for one finding twice or two rounds, M24 while
    two people's verdicts on the pair are in conflict.
    """
    return _decide(workspace, kept, others, "joined")


def distinct(workspace: Workspace, first: str, second: str) -> str:
    """Declare two findings distinct: both count, and they are proposed no more. Refused like `join`."""
    return _decide(workspace, first, (second,), "distinct")


def take_back(workspace: Workspace, first: str, *others: str) -> str:
    """Undo the verdicts on a finding and each of some others: all count, and they may be proposed again; M21 where
    there is none. Answers the change."""
    workspace.require_office()
    with workspace.writing() as writer:
        for second in others:
            pair = _pair_id(first, second)
            found = rows.load(writer.connection, ENTITY, pair)
            if found is None or found.removed:
                raise Refusal("M21", what="duplicate", value=f"{first} {second}")
            writer.remove(ENTITY, pair)
    return writer.written().last_change


def _pair_id(first: str, second: str) -> str:
    return named(ENTITY, min(first, second), max(first, second))


def _decide(workspace: Workspace, first: str, others: Sequence[str], verdict: Verdict) -> str:
    workspace.require_office()
    for each in others:
        _require_comparable(workspace, first, each)
    with workspace.writing() as writer:
        for each in others:
            _put(writer, first, each, verdict)
    return writer.written().last_change


def _put(writer: Writer, first: str, second: str, verdict: Verdict) -> None:
    pair = _pair_id(first, second)
    found = rows.load(writer.connection, ENTITY, pair)
    if found is not None and found.removed:
        writer.restore(ENTITY, pair)
    fields = {"first": ref("finding", first), "second": ref("finding", second), "verdict": verdict}
    writer.put(ENTITY, pair, fields)


def _require_comparable(workspace: Workspace, first: str, second: str) -> None:
    if first == second:
        raise Refusal("M27", field="finding", value=first)
    rounds: list[str] = []
    with workspace.store.reading() as connection:
        for each in (first, second):
            finding = visits.finding(connection, each)
            visit = None if finding is None else visits.visit(connection, finding.visit_id)
            if visit is None:
                raise Refusal("M21", what="finding", value=each)
            rounds.append(visit.round_id)
    if rounds[0] != rounds[1]:
        raise Refusal("M27", field="round", value=second)
