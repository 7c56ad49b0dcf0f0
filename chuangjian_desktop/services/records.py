"""Any record by hand: changing fields, hiding, bringing back. What services check for people holds here too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import cast

from chuangjian_desktop.domain.canonical import Value, canonical, parse
from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fold import Record
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.fieldwork import answers, findings, photos
from chuangjian_desktop.services.fieldwork.visits import require_open, version_of
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store import rows
from chuangjian_desktop.store.tables import ENTITIES, TARGETS, Kind

_GUARDED = ("notice", "office.grant", "visit", "case", "step", "recheck")


def entity_named(name: str) -> str:
    """An entity by its name, with or without `office.`; `Refusal` M21."""
    for candidate in (name, f"office.{name}"):
        if candidate in ENTITIES:
            return candidate
    raise Refusal("M21", what="entity", value=name)


def edit(workspace: Workspace, name: str, record: str, values: Mapping[str, str]) -> str:
    """Write fields given as text; answers the record's newest change. M21 for an unknown field or record, M27 for a
    value of the wrong form, M23 in a locked visit, M24 for a field in conflict, M26 for a published checklist, of which
    only the nodes change that its items serve.

    Visits and notices have services of their own for what they may become.
    """
    entity = entity_named(name)
    _require(workspace, entity, record)
    _require_draft(workspace, entity, record, values)
    fields = checked(workspace, entity, record, values)
    visit = visit_of(workspace, entity, record)
    _require_open_targets(workspace, entity, fields)
    with workspace.writing(visit) as writer:
        writer.put(entity, record, fields)
    return newest(workspace, entity, record)


def checked(workspace: Workspace, entity: str, record: str, values: Mapping[str, str]) -> dict[str, Value]:
    """Fields given as text as they are written, whether or not their visit is locked; refused like `edit`."""
    kinds = ENTITIES[entity].kinds
    unknown = [field for field in values if field not in kinds]
    if unknown:
        raise Refusal("M27", field=unknown[0], value="")
    if entity in _GUARDED:
        raise Refusal("M22", role=workspace.role, what=entity)
    fields = {field: _value(workspace, entity, field, kinds[field], text) for field, text in values.items()}
    _require_place_on_sheet(workspace, entity, record, fields)
    return fields


def _require_draft(workspace: Workspace, entity: str, record: str, fields: Iterable[str]) -> None:
    """What is published stays as it is: sheets were scored by it."""
    catalogue = workspace.catalogue
    home = record if entity == "office.checklist" else catalogue.homes.get(record, "")
    version = catalogue.versions.get(home)
    if version is not None and version.checklist.state != "draft" and set(fields) - {"campaigns"}:
        raise Refusal("M26", what=entity, reason="published")


def _require_open_targets(workspace: Workspace, entity: str, fields: Mapping[str, Value]) -> None:
    """Nothing is moved into a locked visit either (M23)."""
    if entity not in ("answer", "finding", "photo"):
        return
    visit, finding = (rows.cell("ref", fields.get(name)) for name in ("visit", "finding"))
    if isinstance(visit, str) and visit:
        require_open(workspace, visit)
    if isinstance(finding, str) and finding:
        visit_of(workspace, "finding", finding)


def _require_place_on_sheet(workspace: Workspace, entity: str, record: str, fields: Mapping[str, Value]) -> None:
    """A finding stays with an item of its visit's sheet (M21), an answer with its own, and says what the item takes."""
    found = _loaded(workspace, entity, record)
    if found is None or entity not in ("answer", "finding"):
        return
    after = {name: rows.cell(kind, {**found.fields, **fields}.get(name)) for name, kind in _ANSWERED}
    catalogue, name = workspace.catalogue, str(after["item"])
    item = catalogue.items.get(name)
    if entity == "answer":
        if moved := [name for name in ("item", "visit") if name in fields]:
            raise Refusal("M27", field=moved[0], value="")
        if item is not None:
            state = cast("AnswerState", after["state"] or "unanswered")
            answers.check(catalogue.versions[catalogue.homes[name]], item.code, state, str(after["reason"] or ""))
    elif "item" in fields or "visit" in fields:
        version = version_of(workspace, str(after["visit"]))
        if item is None or catalogue.code_in(version, name) is None:
            raise Refusal("M21", what="item", value="" if item is None else item.code)


_ANSWERED: tuple[tuple[str, Kind], ...] = (("item", "ref"), ("visit", "ref"), ("state", "text"), ("reason", "text"))


def remove(workspace: Workspace, name: str, record: str) -> str:
    """Hide a record; a finding takes its photos along. M26 while something visible refers to it."""
    entity = entity_named(name)
    _require(workspace, entity, record)
    if entity == "finding":
        findings.remove(workspace, record)
    elif entity == "photo":
        photos.remove(workspace, record)
    elif entity in ("notice", "office.grant", "case", "step", "recheck"):
        raise Refusal("M22", role=workspace.role, what=entity)
    else:
        _require_draft(workspace, entity, record, ("*",))
        visit = visit_of(workspace, entity, record)
        with workspace.writing(visit) as writer:
            writer.remove(entity, record)
    return newest(workspace, entity, record)


def restore(workspace: Workspace, name: str, record: str) -> str:
    """Bring a removed record back; a finding brings the photos that left with it."""
    entity = entity_named(name)
    if _loaded(workspace, entity, record) is None:
        raise Refusal("M21", what=entity, value=record)
    visit = visit_of(workspace, entity, record)
    with workspace.writing(visit) as writer:
        writer.restore(entity, record)
        if entity == "finding":
            for photo in rows.removed_referring(writer.connection, "photo", "finding", record):
                writer.restore("photo", photo)
    return newest(workspace, entity, record)


def newest(workspace: Workspace, entity: str, record: str) -> str:
    """The id of the change nobody has built on yet (the greatest, if several)."""
    found = _loaded(workspace, entity, record)
    return "" if found is None else max(found.heads)


def visit_of(workspace: Workspace, entity: str, record: str) -> str | None:
    """The visit a record belongs to, which must be open (M23); None for what belongs to none."""
    found = _loaded(workspace, entity, record)
    if found is None or entity not in ("answer", "finding", "photo"):
        return None
    visit = rows.cell("ref", found.fields.get("visit"))
    if isinstance(visit, str) and visit:
        require_open(workspace, visit)
        return visit
    return None


def _loaded(workspace: Workspace, entity: str, record: str) -> Record | None:
    with workspace.store.reading() as connection:
        return rows.load(connection, entity, record)


def _require(workspace: Workspace, entity: str, record: str) -> None:
    found = _loaded(workspace, entity, record)
    if found is None:
        raise Refusal("M21", what=entity, value=record)
    if found.removed:
        raise Refusal("M26", what=entity, reason="removed")


def _value(workspace: Workspace, entity: str, field: str, kind: Kind, text: str) -> Value:
    if field == "points":
        return _points(text) if text else None
    if kind in ("int", "flag"):
        return _integer(field, kind, text)
    if kind == "ref":
        return ref(TARGETS[field], _target(workspace, field, text)) if text else None
    if kind == "refs":
        return [ref(TARGETS[field], _target(workspace, field, part)) for part in text.split(",") if part]
    if kind == "json":
        return _json(field, text)
    if kind == "blob":
        raise Refusal("M27", field=field, value=text)
    _check_word(workspace, entity, field, text)
    return fit(field, text)


def _check_word(workspace: Workspace, entity: str, field: str, text: str) -> None:
    allowed: Mapping[str, frozenset[str]] = {
        "severity": frozenset(("light", "normal", "grave")),
        "deadline": frozenset(DEADLINES) | {""},
        "problem": frozenset(workspace.catalogue.problems) | {""},
        "state": frozenset(("conforming", "exempt", "na", "unanswered")),
    }
    if entity in ("finding", "answer") and field in allowed and text not in allowed[field]:
        raise Refusal("M21" if field == "problem" else "M27", field=field, what=field, value=text)


def _points(text: str) -> int:
    points = to_hundredths(text)
    if not 0 <= points <= findings.MOST_POINTS:
        raise Refusal("M27", field="points", value=text)
    return points


def _integer(field: str, kind: Kind, text: str) -> int | bool:
    if kind == "flag":
        if text.lower() not in ("true", "false", "0", "1"):
            raise Refusal("M27", field=field, value=text)
        return text.lower() in ("true", "1")
    try:
        number = int(text)
    except ValueError:
        raise Refusal("M27", field=field, value=text) from None
    if field == "count" and not 1 <= number <= findings.MOST_COUNT:
        raise Refusal("M27", field=field, value=text)
    canonical(number)
    return number


def _json(field: str, text: str) -> Value:
    try:
        value = parse(text)
    except (ValueError, RecursionError):
        raise Refusal("M27", field=field, value=text[:100]) from None
    canonical(value)
    return value


def _target(workspace: Workspace, field: str, text: str) -> str:
    """A record by id, or a unit by its name."""
    entity = TARGETS[field]
    if (found := _loaded(workspace, entity, text)) is not None and not found.removed:
        return text
    with workspace.store.reading() as connection:
        named = rows.by_name(connection, entity, text)
    if named is None:
        raise Refusal("M21", what=field, value=json.dumps(text, ensure_ascii=False)[1:-1])
    return named
