"""Conflicts as people see them, side by side. What was settled is listed too, and can be settled again any time."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.domain.canonical import Value, canonical
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fold import ERASED, REMOVED, Record
from chuangjian_desktop.domain.identity import NIL
from chuangjian_desktop.domain.journal import Change, blobs_in, ref_of
from chuangjian_desktop.domain.package import read_manifest
from chuangjian_desktop.domain.sheet import PhotoRow
from chuangjian_desktop.services.exchange import standings
from chuangjian_desktop.services.exchange.wording import Wording, said
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.merging import chronicle
from chuangjian_desktop.store.queries import conflicts as queries
from chuangjian_desktop.store.queries import visits
from chuangjian_desktop.store.queries.conflicts import Claim, Contest
from chuangjian_desktop.store.store import Reading
from chuangjian_desktop.store.tables import ENTITIES

UNKNOWN = "none"
"""Names the one candidate that no change wrote: a removed record as it was before anything is known of it."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One of the changes that say the same: a person's name, the laptop and the time."""

    by: str
    replica: str
    at: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several values. `ids` are all changes that say it, `by_all` who wrote them. `by` is a person's name,
    `replica_name` whose laptop it was, where known; `photo` the picture (SHA-256) that the value itself names; `shown`
    marks the value that the record shows meanwhile; `note` is the reason that was given with a request to erase;
    `along` says what else of a case is in conflict, as this side has it: the field's words and the value's.
    """

    id: str
    value: Value
    words: str
    by: str
    replica: str
    replica_name: str
    role: str
    at: str
    shown: bool
    photo: str = ""
    note: str = ""
    ids: tuple[str, ...] = ()
    by_all: tuple[Writing, ...] = ()
    along: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A value with who wrote it, in which role, on whose laptop (where known) and when."""

    words: str
    by: str
    role: str
    replica_name: str
    at: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several candidates; settled ones (`open` is false) can be settled again.

    `words` say what the record is, `photos` and `thumbs` (SHA-256, in one order) show it. `allowed` says whether this
    workspace may settle it, `both` and `free` whether keeping both and writing another value make sense. `before` is
    what all had seen before they went apart, `decision` who settled it last, `along` are the other fields of the case
    that are in conflict and follow the side chosen here.
    """

    id: str
    entity: str
    record: str
    field: str
    words: str
    field_words: str
    shown: Value
    shown_words: str
    candidates: tuple[Candidate, ...]
    photos: tuple[str, ...]
    thumbs: tuple[str, ...]
    open: bool
    removed: bool
    allowed: bool
    both: bool
    free: bool
    before: Said | None = None
    decision: Said | None = None
    along: tuple[str, ...] = ()


def conflicts(workspace: Workspace, lang: str = "zh") -> tuple[Conflict, ...]:
    """Everything in conflict, removals and requests to erase included. Nothing is written by looking."""
    with workspace.store.reading() as connection:
        view = _View(workspace, connection, lang)
        return tuple(view.conflict(each) for each in queries.open_contests(connection))


def settled(workspace: Workspace, lang: str = "zh") -> tuple[Conflict, ...]:
    """What was in conflict and is settled, with all its candidates, which are never lost."""
    with workspace.store.reading() as connection:
        view = _View(workspace, connection, lang)
        return tuple(view.conflict(each) for each in queries.settled_contests(connection))


def conflict(workspace: Workspace, identity: str, lang: str = "zh") -> Conflict:
    """One of either kind by its id; `Refusal` M21 for an unknown record, M26 where nothing is or was in conflict."""
    with workspace.store.reading() as connection:
        return _View(workspace, connection, lang).conflict(contest(connection, identity))


def contest(connection: Reading, identity: str) -> Contest:
    """The conflict of that id as the file holds it; refused like `conflict`."""
    found = queries.contest(connection, identity)
    if found is None:
        if not queries.known(connection, identity):
            raise Refusal("M21", what="conflict", value=identity)
        raise Refusal("M26", what=queries.parts_of(identity)[2], reason="no conflict")
    return found


def allowed(workspace: Workspace, found: Contest) -> bool:
    """Whether this workspace may settle it: what an office wrote in its own records only an office settles, and
    requests to erase the office or whoever brought the photo."""
    if workspace.role == "office":
        return True
    if found.field.startswith(ERASED):
        brought = [claim for claim in found.claims if claim.value is False]
        return any(workspace.facts["replica"] in claim.replicas for claim in brought)
    return not (found.record.entity.startswith("office.") and any(claim.office for claim in found.claims))


_FREE_TEXTS = frozenset(("text", "note", "place", "reason", "address", "void_reason", "by_hand_reason", "help"))
_GUARDED = frozenset(("notice", "office.grant", "visit", "case", "step", "recheck"))


def both_of(found: Contest) -> Value:
    """All candidates as one value: texts in one text, lists of references in one list; None where it makes no sense."""
    if found.field.startswith("$") or standings.concerns(found.record.entity, found.field):
        return None
    ordered = sorted(found.claims, key=lambda claim: canonical(claim.value) != canonical(found.shown))
    values = [claim.value for claim in ordered if claim.value not in (None, "")]
    if found.field in _FREE_TEXTS and all(isinstance(value, str) for value in values):
        return "；".join(dict.fromkeys(str(value) for value in values)) or None
    members: dict[bytes, Value] = {}
    for value in values:
        if not isinstance(value, list) or any(ref_of(each) is None for each in value):
            return None
        members |= {canonical(each): each for each in value}
    return list(members.values()) or None


def _takes_text(entity: str, field: str) -> bool:
    place = ENTITIES.get(entity)
    kind = None if place is None or entity in _GUARDED else place.kinds.get(field)
    return kind not in (None, "blob", "json")


class _View:
    """What is read once for a whole list: names of people, laptops and records."""

    def __init__(self, workspace: Workspace, connection: Reading, lang: str) -> None:
        self._workspace = workspace
        self._connection = connection
        self._wording = Wording(connection, workspace.catalogue, lang)
        self._replicas = _replica_names(workspace, connection, lang)
        self._known: dict[tuple[str, str], tuple[str, list[PhotoRow]]] = {}

    def conflict(self, found: Contest) -> Conflict:
        record, field = found.record, found.field
        words, photos = self._record(record)
        special = field == REMOVED or field.startswith(ERASED)
        return Conflict(
            found.id,
            record.entity,
            record.id,
            field,
            words,
            self._wording.field(field),
            found.shown,
            self._wording.value(record.entity, field, found.shown),
            tuple(self._candidate(found, claim) for claim in found.claims),
            tuple(each.blob for each in photos),
            tuple(each.thumb for each in photos),
            found.open,
            record.removed,
            allowed(self._workspace, found),
            both_of(found) is not None,
            not special and _takes_text(record.entity, field),
            None if special else self._before(found),
            None if found.open else self._decision(found),
            tuple(name for name in standings.quarrelled(record) if name != field)
            if standings.concerns(record.entity, field)
            else (),
        )

    def _before(self, found: Contest) -> Said | None:
        ground = queries.common_ground(self._connection, found)
        return None if ground is None else self._said(found, *ground)

    def _decision(self, found: Contest) -> Said | None:
        change = queries.decided(self._connection, found)
        return None if change is None else self._said(found, found.shown, change)

    def _said(self, found: Contest, value: Value, change: Change) -> Said:
        words = self._wording.value(found.record.entity, found.field, value)
        by = self._wording.name("office.person", change.author or "")
        return Said(words, by, change.role, self._replicas.get(change.replica, ""), change.at)

    def _note(self, found: Contest, claim: Claim) -> str:
        if not found.field.startswith(ERASED) or claim.value is not True:
            return ""
        asked = queries.erasing_asked(self._connection, found.record.entity, found.record.id)
        return asked.get(found.field.removeprefix(ERASED), "")

    def _record(self, record: Record) -> tuple[str, list[PhotoRow]]:
        """What a record is, and its photos; several of its fields may be in conflict."""
        key = record.entity, record.id
        if key not in self._known:
            photos = [each for each in self._photos(record) if each.blob]
            self._known[key] = self._wording.record(record), photos
        return self._known[key]

    def _candidate(self, found: Contest, claim: Claim) -> Candidate:
        named = blobs_in(claim.value)
        return Candidate(
            claim.id or UNKNOWN,
            claim.value,
            self._wording.value(found.record.entity, found.field, claim.value),
            self._wording.name("office.person", claim.author),
            claim.replica,
            self._replicas.get(claim.replica, ""),
            claim.role or "",
            claim.at,
            canonical(claim.value) == canonical(found.shown),
            named[0][0] if named else "",
            self._note(found, claim),
            claim.ids or (UNKNOWN,),
            tuple(Writing(self._wording.name("office.person", by), replica, at) for by, replica, at in claim.writings),
            self._along(found, claim),
        )

    def _along(self, found: Contest, claim: Claim) -> tuple[tuple[str, str], ...]:
        record = found.record
        names = [name for name in standings.quarrelled(record) if name != found.field]
        if not (names and found.open and standings.concerns(record.entity, found.field)):
            return ()
        mine = queries.side(self._connection, found, claim).fields
        words = ((name, self._wording.value(record.entity, name, mine.get(name))) for name in names)
        return tuple((self._wording.field(name), told) for name, told in words)

    def _photos(self, record: Record) -> tuple[PhotoRow, ...]:
        if record.entity == "finding":
            return visits.photos_of_finding(self._connection, record.id)
        if record.entity == "photo":
            found = visits.photo(self._connection, record.id)
            return () if found is None else (found,)
        if record.entity == "answer":
            visit, item = ref_of(record.fields.get("visit")), ref_of(record.fields.get("item"))
            mine = [each.id for each in visits.findings(self._connection, visit or "") if each.item_id == item]
            return tuple(photo for each in mine for photo in visits.photos_of_finding(self._connection, each))
        return ()


def _replica_names(workspace: Workspace, connection: Reading, lang: str) -> dict[str, str]:
    """Whose laptop a replica is: this one, and those that ever sent a package here."""
    found = {NIL: said("shipped", lang)}
    for entry in chronicle.entries(connection):
        if entry.manifest:
            sender = read_manifest(entry.manifest.encode()).sender
            if sender.replica:
                found[sender.replica] = " ".join(dict.fromkeys(part for part in (sender.name, sender.person) if part))
    found[workspace.facts["replica"]] = said("this computer", lang)
    return found
