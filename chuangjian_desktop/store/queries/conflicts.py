"""Conflicts as the file holds them: open ones from the records, settled ones from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from chuangjian_desktop.domain.canonical import Value, canonical
from chuangjian_desktop.domain.fold import ERASED, REMOVED, Candidate, Record, ancestors, bringers, fold
from chuangjian_desktop.domain.journal import Change, Role, blobs_in, read_change
from chuangjian_desktop.store import rows
from chuangjian_desktop.store.references import referring
from chuangjian_desktop.store.writer import history

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Claim:
    """A candidate: its value, the changes (ids) that wrote it, and the greatest of them, which names it. The greatest
    that settled nothing says who, where and when; `times` are those of all, `writings` who wrote each of them (a
    person's id, the laptop, the time). `office` tells whether an office wrote any
    of them; `replicas` are all that did. Where nothing but the removal is known of a record, there is no change, and
    `id` is empty."""

    id: str
    value: Value
    ids: tuple[str, ...]
    replica: str
    replicas: frozenset[str]
    role: Role | None
    office: bool
    author: str
    at: str
    times: tuple[str, ...]
    writings: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Contest:
    """A field that is, or was, in conflict. `shown` is what the record shows of it now."""

    record: Record
    field: str
    shown: Value
    claims: tuple[Claim, ...]
    open: bool

    @property
    def id(self) -> str:
        """Entity, record and field."""
        return f"{self.record.entity}/{self.record.id}/{self.field}"


def parts_of(identity: str) -> tuple[str, str, str]:
    """Entity, record and field of a conflict's id; empty ones where it is none."""
    entity, _, rest = identity.partition("/")
    record, _, field = rest.rpartition("/")
    return entity, record, field


def open_contests(connection: Connection) -> tuple[Contest, ...]:
    """Everything that is in conflict, by entity, record and field."""
    statement = "SELECT * FROM record WHERE conflicts <> '{}' ORDER BY entity, id"
    found = [rows.from_row(dict(row)) for row in connection.exec_driver_sql(statement).mappings()]
    ids = {one for record in found for rivals in record.conflicts.values() for each in rivals for one in each.ids}
    changes = _changes(connection, sorted(ids))
    return tuple(_open(record, name, changes) for record in found for name in sorted(record.conflicts))


def _open(record: Record, name: str, changes: dict[str, Change]) -> Contest:
    claims = tuple(_claim(each, changes) for each in record.conflicts[name])
    return Contest(record, name, shown(record, name), claims, True)


def shown(record: Record, name: str) -> Value:
    """What a record shows of a field, also of its removal and of bytes to be erased."""
    if name == REMOVED:
        return record.removed
    if name.startswith(ERASED):
        return name.removeprefix(ERASED) in record.erased
    return record.fields.get(name)


def _claim(candidate: Candidate, changes: dict[str, Change]) -> Claim:
    wrote = [changes[one] for one in candidate.ids if one in changes]
    found = [each for each in wrote if each.kind not in ("settle", "erase")] or wrote
    greatest = found[-1] if found else None
    return Claim(
        candidate.ids[-1] if candidate.ids else "",
        candidate.value,
        candidate.ids,
        greatest.replica if greatest else "",
        frozenset(each.replica for each in wrote),
        greatest.role if greatest else None,
        any(each.by_office for each in wrote),
        (greatest.author or "") if greatest else "",
        greatest.at if greatest else "",
        tuple(each.at for each in wrote),
        tuple((each.author or "", each.replica, each.at) for each in wrote),
    )


def _changes(connection: Connection, ids: Sequence[str]) -> dict[str, Change]:
    found: dict[str, Change] = {}
    for start in range(0, len(ids), _BATCH):
        some = tuple(bytes.fromhex(each) for each in ids[start : start + _BATCH])
        marks = ",".join("?" * len(some))
        statement = f"SELECT body FROM change WHERE id IN ({marks})"  # noqa: S608 - marks only
        for (raw,) in connection.exec_driver_sql(statement, some):
            change = read_change(str(raw))
            found[change.id] = change
    return found


def contest(connection: Connection, identity: str) -> Contest | None:
    """An open or a settled conflict; None where that field never was in conflict."""
    entity, record_id, field = parts_of(identity)
    record = rows.load(connection, entity, record_id)
    if record is None:
        return None
    if field in record.conflicts:
        ids = sorted({one for each in record.conflicts[field] for one in each.ids})
        return _open(record, field, _changes(connection, ids))
    return next((each for each in _settled(connection, record) if each.field == field), None)


def settled_contests(connection: Connection) -> tuple[Contest, ...]:
    """What somebody settled and is settled still, by entity, record and field; granted requests to erase too."""
    statement = """
        SELECT DISTINCT entity, record FROM change
        WHERE instr(body, '"kind":"settle"') > 0 OR instr(body, '"kind":"erase"') > 0 ORDER BY entity, record
    """
    found: list[Contest] = []
    for entity, record_id in connection.exec_driver_sql(statement).all():
        record = rows.load(connection, str(entity), str(record_id))
        if record is not None:
            found.extend(_settled(connection, record))
    return tuple(found)


def _settled(connection: Connection, record: Record) -> Iterator[Contest]:
    """What was between the candidates of each settled field, and what settling itself wrote."""
    changes = {each.id: each for each in history(connection, record.entity, record.id)}
    settles = [each for _, each in sorted(changes.items()) if each.kind == "settle"]
    names = {name for each in settles for name in each.fields} - set(record.conflicts)
    for name in sorted(names):
        mine = [each for each in settles if name in each.fields]
        rivals = [rival for each in mine for rival in _rivals_before(changes, each, name)]
        if not rivals:
            continue  # it was only taken along with what was in conflict
        rivals += [Candidate(each.fields[name], (each.id,)) for each in mine]
        claims = tuple(_claim(each, changes) for each in _merged(rivals))
        yield Contest(record, name, shown(record, name), claims, False)
    for sha256 in sorted(record.erased):
        if ERASED + sha256 not in names and (rivals := _granted(changes, sha256)):
            claims = tuple(_claim(each, changes) for each in _merged(rivals))
            yield Contest(record, ERASED + sha256, True, claims, False)


def _granted(changes: dict[str, Change], sha256: str) -> list[Candidate]:
    """The request to erase and what it was about, where somebody else than the asker let the bytes go."""
    brought = [c for _, c in sorted(changes.items()) if any(name == sha256 for name, _ in blobs_in(c.fields))]
    may = bringers(changes.values(), sha256)
    wishes = [c for _, c in sorted(changes.items()) if c.kind == "erase" and c.fields.get("sha256") == sha256]
    asked = [wish for wish in wishes if not (wish.by_office or wish.replica in may)]
    if not asked:
        return []
    return [
        Candidate(value=True, ids=tuple(wish.id for wish in asked)),
        Candidate(value=False, ids=tuple(change.id for change in brought)),
    ]


def decided(connection: Connection, found: Contest) -> Change | None:
    """The change by which a settled conflict was decided last; of several apart, the one with the greatest id."""
    changes = {each.id: each for each in history(connection, found.record.entity, found.record.id)}
    sha256 = found.field.removeprefix(ERASED) if found.field.startswith(ERASED) else ""
    asked = {one for claim in found.claims for one in claim.ids} if sha256 in found.record.erased else set[str]()
    mine = [
        each
        for _, each in sorted(changes.items())
        if (each.kind == "settle" and found.field in each.fields)
        or (each.kind == "erase" and sha256 and each.fields.get("sha256") == sha256 and each.id not in asked)
    ]
    beaten = ancestors(changes, [each.id for each in mine])
    return next((each for each in reversed(mine) if each.id not in beaten), None)


def common_ground(connection: Connection, found: Contest) -> tuple[Value, Change] | None:
    """What a field held before the sides went apart, and the change that wrote it; None where there is no one such."""
    changes = {each.id: each for each in history(connection, found.record.entity, found.record.id)}
    sides = [
        [one for one in claim.ids if one in changes and (found.open or changes[one].kind == "put")]
        for claim in found.claims
    ]
    seen = [ancestors(changes, ids) for ids in sides if ids]
    shared = set[str].intersection(*seen) if len(seen) > 1 else set[str]()
    writes = [one for one in sorted(shared) if found.field in changes[one].fields and changes[one].kind != "erase"]
    beaten = ancestors(changes, writes)
    last = [one for one in writes if one not in beaten]
    return (changes[last[0]].fields[found.field], changes[last[0]]) if len(last) == 1 else None


def side(connection: Connection, found: Contest, claim: Claim, meant: str = "") -> Record:
    """The whole record as whoever made a claim had it: with what they built on it and it was built on, without what
    came of the other claims. Of several changes that say the same, the one `meant` (its id or its replica) tells."""
    changes = {each.id: each for each in history(connection, found.record.entity, found.record.id)}
    known = [changes[one] for one in claim.ids if one in changes]
    wrote = [each for each in known if each.kind != "settle"] or known
    if not wrote:
        return found.record
    chosen = max(wrote, key=lambda each: (meant in (each.id, each.replica), each.id)).id
    rivals = {one for each in found.claims if each is not claim for one in each.ids}
    before = {one: ancestors(changes, [one]) for one in changes}
    tips = [one for one, seen in before.items() if chosen in seen and not seen & rivals and one not in rivals]
    mine = ancestors(changes, [chosen, *tips]) | {chosen, *tips}
    return fold([changes[one] for one in sorted(mine)])


def _rivals_before(changes: dict[str, Change], settle: Change, name: str) -> tuple[Candidate, ...]:
    """The candidates that whoever settled had before them."""
    seen = [changes[one] for one in sorted(ancestors(changes, [settle.id]))]
    if not seen:
        return ()
    found = fold(seen).conflicts.get(name) or fold(seen, referred=True).conflicts.get(name)
    return found or ()


def _merged(rivals: Iterable[Candidate]) -> list[Candidate]:
    """Equal values as one candidate, by greatest id."""
    ids: dict[bytes, set[str]] = {}
    values: dict[bytes, Value] = {}
    for each in rivals:
        key = canonical(each.value)
        ids.setdefault(key, set()).update(each.ids)
        values[key] = each.value
    found = [Candidate(values[key], tuple(sorted(some))) for key, some in ids.items()]
    return sorted(found, key=lambda each: each.ids[-1:])


def known(connection: Connection, identity: str) -> bool:
    """Whether there is such a record, and it has such a field."""
    entity, record_id, field = parts_of(identity)
    record = rows.load(connection, entity, record_id)
    return record is not None and (field in record.fields or field == REMOVED or field.startswith(ERASED))


def erasing_asked(connection: Connection, entity: str, record: str) -> dict[str, str]:
    """Names of the bytes of a record that somebody ever asked to erase, sorted, each with the reason that was given
    (of several, that of the greatest change)."""
    found: dict[str, str] = {}
    for change in sorted(history(connection, entity, record), key=lambda each: each.id):
        name, reason = change.fields.get("sha256"), change.fields.get("reason")
        if change.kind == "erase" and isinstance(name, str):
            found[name] = reason if isinstance(reason, str) else ""
    return dict(sorted(found.items()))


def is_referred(connection: Connection, entity: str, record: str) -> bool:
    """Whether a visible record refers to this one."""
    return next(referring(connection, entity, record), None) is not None


def newest(connection: Connection, entity: str, record: str) -> Change | None:
    """The one change that all others of a record lead to; None where there is none, or several."""
    found = rows.load(connection, entity, record)
    if found is None or len(found.heads) != 1:
        return None
    return _changes(connection, found.heads).get(found.heads[0])
