"""Settling conflicts: one by hand, many by a rule, and taking the last call back within the session.

A settle is a change like any other; the candidates stay in the journal. A locked visit is no obstacle.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from chuangjian_desktop.domain.canonical import Value, canonical
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.fold import ERASED, REMOVED
from chuangjian_desktop.services import records
from chuangjian_desktop.services.exchange import standings
from chuangjian_desktop.services.exchange.conflicts import UNKNOWN, allowed, both_of, contest
from chuangjian_desktop.services.exchange.erasing import clean_backups
from chuangjian_desktop.services.workspace import UndoStack, Workspace
from chuangjian_desktop.store import rows
from chuangjian_desktop.store.queries import conflicts as queries
from chuangjian_desktop.store.queries import duplicates, visits
from chuangjian_desktop.store.queries.conflicts import Claim, Contest
from chuangjian_desktop.store.store import Reading
from chuangjian_desktop.store.tables import ENTITIES
from chuangjian_desktop.store.writer import Act, Writer

_STACK = "$settled"
"""Where the steps of this session wait in `Workspace.undo`, beside those of visits."""
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person wants: a candidate by the id of any change that says it (or its beginning), another value (as
    text), or both. Exactly one of them."""

    candidate: str = ""
    value: str | None = None
    both: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """The changes that were written (none where everything was so already)."""

    changes: tuple[str, ...]
    warnings: tuple[Warn, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruled:
    """How many matters a rule settled, with the changes, and the ids of those that it leaves to a person."""

    settled: int
    left: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How many matters a rule would settle, and how many it would leave to a person."""

    settled: int
    left: int


def settle(workspace: Workspace, conflict_id: str, decision: Decision) -> Settled:
    """Decide one conflict, open or settled before. For `$removed` and `$erased:` choose a candidate: a finding takes
    its photos along when it goes; one answer about erasing serves all bytes of the record. For where a case stands a
    side is chosen, and all that is in conflict about it follows that side.

    `Refusal` M21 for an unknown id or candidate, M22 where another role decides, M26 where nothing is or was in
    conflict or what was chosen cannot be (a removal while something belongs to the record, bytes that are gone), M27
    for what makes no sense.
    """
    if [bool(decision.candidate), decision.value is not None, decision.both].count(True) != 1:
        raise Refusal("M27", field="choice", value="")
    free = _free_value(workspace, conflict_id, decision.value) if decision.value is not None else None
    with workspace.writing(_STACK) as writer:
        found = contest(writer.connection, conflict_id)
        if not allowed(workspace, found):
            raise Refusal("M22", role=workspace.role, what=found.record.entity)
        if decision.candidate:
            changes = tuple(_take(writer, found, _claimed(found, decision.candidate), decision.candidate))
        else:
            changes = tuple(_write(writer, found, _joined(found) if decision.both else free))
        record = rows.load(writer.connection, found.record.entity, found.record.id)
    erased = record.erased if record is not None and found.field.startswith(ERASED) else frozenset[str]()
    return Settled(changes, clean_backups(workspace, erased))


def _free_value(workspace: Workspace, conflict_id: str, text: str) -> Value:
    entity, record, field = queries.parts_of(conflict_id)
    with workspace.store.reading() as connection:
        contest(connection, conflict_id)
    if entity not in ENTITIES or field.startswith("$") or standings.concerns(entity, field):
        raise Refusal("M27", field=field, value=text)
    return records.checked(workspace, entity, record, {field: text})[field]


def _joined(found: Contest) -> Value:
    value = both_of(found)
    if value is None:
        raise Refusal("M27", field=found.field, value="")
    return value


def _claimed(found: Contest, candidate: str) -> Claim:
    for claim in found.claims:
        if candidate in (claim.id or UNKNOWN, *claim.ids):
            return claim
    meant = [claim for claim in found.claims if any(_shortened(candidate, one) for one in claim.ids)]
    if len(meant) == 1:
        return meant[0]
    raise Refusal("M21", what="candidate", value=candidate)


def _shortened(given: str, identity: str) -> bool:
    """Whether an id may be meant by its beginning, as lists for people show it."""
    return len(given) >= _SHORTEST and identity.startswith(given)


def _take(writer: Writer, found: Contest, claim: Claim, meant: str) -> list[str]:
    """Write what one side says; `meant` is a change or a replica of that side."""
    if standings.concerns(found.record.entity, found.field):
        return standings.settle(writer, found, claim, meant)
    return _write(writer, found, claim.value)


def _write(writer: Writer, found: Contest, value: Value) -> list[str]:
    """Write what was decided; answers the changes."""
    if not found.open and canonical(value) == canonical(found.shown):
        return []
    if found.field == REMOVED:
        return _removed(writer, found, gone=value is True)
    if found.field.startswith(ERASED):
        return _erased(writer, found, gone=value is True)
    writer.settle(found.record.entity, found.record.id, {found.field: value})
    return [writer.prev or ""]


def _removed(writer: Writer, found: Contest, *, gone: bool) -> list[str]:
    entity, record = found.record.entity, found.record.id
    changes: list[str] = []
    if gone and entity == "finding":
        photos = [("photo", photo.id) for photo in visits.photos_of_finding(writer.connection, record)]
        pairs = [(duplicates.ENTITY, pair) for pair in duplicates.naming(writer.connection, record)]
        for key in (*photos, *pairs):
            writer.remove(*key)
            changes.append(writer.prev or "")
    writer.settle(entity, record, {REMOVED: gone})
    return [*changes, writer.prev or ""]


def _erased(writer: Writer, found: Contest, *, gone: bool) -> list[str]:
    """All bytes of the record that erasing was asked for."""
    entity, record = found.record.entity, found.record.id
    asked = queries.erasing_asked(writer.connection, entity, record)
    left = {name: reason for name, reason in asked.items() if name not in found.record.erased}
    if not left:
        raise Refusal("M26", what="photo", reason="erased")
    if not gone:
        writer.settle(entity, record, dict.fromkeys((ERASED + name for name in left), False))
        return [writer.prev or ""]
    changes: list[str] = []
    for name, reason in left.items():
        writer.erase(entity, record, name, reason)
        changes.append(writer.prev or "")
    return changes


def settle_by_rule(workspace: Workspace, rule: str, only: Collection[str] | None = None) -> Ruled:
    """Settle many at once, all or (where it fails) none: those in `only`, else all that are open.

    Rules: `latest` (by the time shown), `office` (what an office wrote), `replica:ID` (what that laptop wrote), `shown`
    (as they are shown). Where a rule does not point at one candidate, where another role decides, and for requests to
    erase, a conflict stays. `Refusal` M27 for another rule.
    """
    _require_rule(rule)
    left: list[str] = []
    changes: list[str] = []
    settled: set[str] = set()
    with workspace.writing(_STACK) as writer:
        for listed in queries.open_contests(writer.connection):
            if only is not None and listed.id not in only:
                continue
            written = _by_rule(workspace, writer, listed.id, rule)
            if written is None:
                left.append(listed.id)
            else:
                settled.add(matter(listed.id))
                changes += written
    return Ruled(len(settled), tuple(left), tuple(changes))


def _by_rule(workspace: Workspace, writer: Writer, identity: str, rule: str) -> list[str] | None:
    """What was written for one conflict as it is by now; None where the rule says nothing."""
    found = queries.contest(writer.connection, identity)
    if found is None or not found.open:
        return []
    found = standings.lead(writer.connection, found)
    claim = _ruled(workspace, writer.connection, found, rule)
    if claim is None:
        return None
    try:
        return _take(writer, found, claim, rule.removeprefix("replica:"))
    except Refusal as refusal:
        if refusal.code != "M26":
            raise
        return None  # the value refers to something removed; nothing was written yet


def foresee(workspace: Workspace, rule: str, only: Collection[str] | None = None) -> Foreseen:
    """What `settle_by_rule` would do, so that a person can be asked before; nothing is written. `Refusal` M27 for
    another rule."""
    _require_rule(rule)
    settled, left = set[str](), set[str]()
    with workspace.store.reading() as connection:
        for found in queries.open_contests(connection):
            if only is not None and found.id not in only:
                continue
            ruled = _ruled(workspace, connection, standings.lead(connection, found), rule)
            (left if ruled is None else settled).add(matter(found.id))
    return Foreseen(len(settled), len(left))


def matter(conflict_id: str) -> str:
    """What a person decides at once: requests to erase the bytes of one record share it, and so does where a case
    stands; all else is its own."""
    entity, record, field = queries.parts_of(conflict_id)
    if standings.concerns(entity, field):
        return f"{entity}/{record}/standing"
    return f"{entity}/{record}/{ERASED if field.startswith(ERASED) else field}"


def _require_rule(rule: str) -> None:
    if rule not in ("latest", "office", "shown") and not (rule.startswith("replica:") and rule != "replica:"):
        raise Refusal("M27", field="rule", value=rule)


def _ruled(workspace: Workspace, connection: Reading, found: Contest, rule: str) -> Claim | None:
    """The one candidate that a rule points at; None where a person has to decide."""
    if found.field.startswith(ERASED) or not allowed(workspace, found):
        return None
    claims = _pointed(found, rule)
    if len(claims) != 1 or (claims[0].value is True and found.field == REMOVED and not _may_go(connection, found)):
        return None
    return claims[0]


def _may_go(connection: Reading, found: Contest) -> bool:
    """Whether nothing belongs to a record; by a rule it takes nothing along."""
    return not queries.is_referred(connection, found.record.entity, found.record.id)


def _pointed(found: Contest, rule: str) -> list[Claim]:
    if rule == "shown":
        return [each for each in found.claims if canonical(each.value) == canonical(found.shown)]
    if rule == "office":
        return [each for each in found.claims if each.office]
    if rule == "latest":
        return _latest(found.claims)
    return [each for each in found.claims if rule.removeprefix("replica:") in each.replicas]


def _latest(claims: tuple[Claim, ...]) -> list[Claim]:
    """Those written last, as far as clocks tell; none where one tells nothing."""
    times = [_time(claim) for claim in claims]
    known = [time for time in times if time is not None]
    if len(known) < len(times):
        return []
    return [claim for claim, time in zip(claims, times, strict=True) if time == max(known)]


def _time(claim: Claim) -> datetime | None:
    found: list[datetime] = []
    for at in claim.times:
        try:
            told = datetime.fromisoformat(at)
        except ValueError:
            return None
        if told.tzinfo is None:
            return None
        found.append(told)
    return max(found, default=None)


def undo_last(workspace: Workspace) -> bool:
    """Take the last call of this session back (one conflict or many) by writing what was shown before; False when
    there is none. `Refusal` M26 when something was written there since. Erasing cannot be taken back, nor can the
    answer that nothing shall be erased; those leave no step."""
    stack = workspace.undo.get(_STACK, UndoStack())
    if not stack.done:
        return False
    with workspace.transaction() as writer:
        for act in stack.done[-1]:
            _require_untouched(writer, act)
        for act in stack.done[-1]:
            writer.perform(act)
    stack.done.pop()
    workspace.tell(writer.written())
    return True


def _require_untouched(writer: Writer, act: Act) -> None:
    """`Refusal` M26 unless the newest change of a record is the one to take back."""
    expected = {"settle": "settle", "restore": "remove"}.get(act.kind)
    newest = queries.newest(writer.connection, act.entity, act.record)
    if newest is None or newest.replica != writer.pen.replica or newest.kind != expected:
        raise Refusal("M26", what=act.entity, reason="changed since")
