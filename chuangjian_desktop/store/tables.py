"""The projection: ordinary tables that screens and reports query. Derived from the journal, rebuilt at any time.

Each entity's table is declared once here: column, kind of value, and for references the entity referred to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, or_

VERSION = "6"
"""Raised whenever a table below changes; a file with another version has its projection rebuilt when opened."""

metadata = MetaData()

Kind = Literal["text", "int", "flag", "json", "ref", "refs", "blob"]

record = Table(
    "record",
    metadata,
    Column("id", Text, nullable=False, primary_key=True),
    Column("entity", Text, nullable=False, primary_key=True),
    Column("removed", Integer, nullable=False),
    Column("fields", Text, nullable=False),
    Column("heads", Text, nullable=False),
    Column("conflicts", Text, nullable=False),
    Column("erased", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("kept", Integer, nullable=False),
    sqlite_with_rowid=True,
)
Index("record_gone", record.c.id, sqlite_where=or_(record.c.removed == 1, record.c.kept == 1))
Index("record_open", record.c.id, sqlite_where=record.c.conflicts != "{}")
Index("record_erased", record.c.id, sqlite_where=record.c.erased != "[]")
projection = Table(
    "projection",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


@dataclass(frozen=True)
class EntityTable:
    """A projected entity: its table and how each field becomes its column."""

    entity: str
    table: Table
    kinds: Mapping[str, Kind]

    @cached_property
    def references(self) -> tuple[tuple[str, str], ...]:
        """Columns that hold references, each with the entity that it refers to."""
        return tuple((name, TARGETS[name]) for name, kind in self.kinds.items() if kind in ("ref", "refs"))


ENTITIES: dict[str, EntityTable] = {}


def _entity(entity: str, columns: str, *indexes: str) -> Table:
    kinds: dict[str, Kind] = {}
    made: list[Column[object]] = []
    for part in columns.split():
        name, _, kind = part.partition(":")
        kinds[name] = _KINDS[kind or "text"]
        made.append(Column(name, Integer if kinds[name] in ("int", "flag") else Text))
    name = entity.removeprefix("office.")
    table = Table(name, metadata, Column("id", Text, primary_key=True), *made)
    for column in indexes:
        Index(f"{name}_{column.replace(',', '_')}", *(table.c[each] for each in column.split(",")))
    ENTITIES[entity] = EntityTable(entity, table, kinds)
    return table


_KINDS: dict[str, Kind] = {
    "text": "text",
    "int": "int",
    "flag": "flag",
    "json": "json",
    "ref": "ref",
    "refs": "refs",
    "blob": "blob",
}

standard = _entity("office.standard", "code title edition date nodes:json confirmed:flag judging:json own:flag")
confirmation = _entity("office.confirmation", "standard_code edition figure value:int note", "standard_code")
parameter = _entity("office.parameter", "key label unit value:int least:int most:int certainty source note", "key")
checklist = _entity("office.checklist", "code title synonyms:json version state date base:ref note review:json", "code")
item = _entity(
    "office.item",
    "checklist:ref code section title requirement how_to_check method unit points:int rule:json na_allowed:flag veto"
    " exemption departments:json phrases:json deadline severity photos_required:int photos_most:int campaigns:json"
    " position:int confidence replaces:json",
    "checklist",
)
problem_type = _entity(
    "office.problem_type",
    "scheme code title group kind words:json help same_as:json severity deadline departments:json",
    "code",
)
area = _entity("office.area", "name path parent:ref", "path")
unit = _entity("office.unit", "name short roles:json area:ref contact phone address", "name")
site = _entity(
    "office.site",
    "code name initials pinyin type area:ref unit:ref department keeper phone address latitude:int longitude:int size"
    " always:flag note grid sponsor leader",
    "code",
    "area",
    "unit",
)
team = _entity("office.team", "code name phone", "code")
person = _entity("office.person", "name post team:ref", "team")
round_ = _entity(
    "office.round",
    "code name created start end undercover:flag keep_originals:flag profile:ref campaigns:json kind checklists:json",
    "code",
)
profile = _entity("office.profile", "code name options:json")
assignment = _entity("office.assignment", "round:ref site:ref team:ref pass_no:int", "round")
settings = _entity("office.settings", "kind options:json")
grant = _entity("office.grant", "kind year:int start:int replica")
visit = _entity(
    "visit",
    "round:ref site:ref team:ref pass_no:int state people:json started ended weather reason checklist:ref",
    "site,round",
    "round",
)
answer = _entity("answer", "visit:ref item:ref state reason measured:int", "visit")
finding = _entity(
    "finding",
    "visit:ref item:ref problem text number:int count:int points:int place note unit:ref assists:refs severity deadline"
    " found_at by:ref solved:flag",
    "visit,item",
    "item,text,problem,id",
    "unit",
)
photo = _entity(
    "photo",
    "finding:ref visit:ref case:ref stage blob:blob thumb:blob original:blob name original_size:int original_sha256"
    " taken_at time_source camera latitude:int longitude:int width:int height:int fingerprint position:int",
    "finding",
    "visit",
    "case",
    "original_sha256",
)
camera_clock = _entity("camera_clock", "camera offset:int replica")
notice = _entity(
    "notice",
    "kind year:int serial:int number unit:ref round:ref issued_at form content:json findings:refs void:flag"
    " void_reason by_hand_reason cases:refs reply_by",
    "kind,year",
    "unit",
)
scenario = _entity("office.scenario", "checklist:ref name answers:json expected:int", "checklist")
entry = _entity(
    "office.entry",
    "standard_code slot round:ref value:int numerator:int denominator:int before:int met:flag basis date note",
    "round,standard_code",
)
document = _entity(
    "office.document",
    "standard_code node round:ref code title due state points:int earned:int unit:ref files:json note checked_at",
    "round,standard_code",
)
survey = _entity(
    "office.survey", "code title standard_code round:ref sample:int questions:json note", "round,standard_code"
)
tally = _entity("office.tally", "survey:ref batch question option count:int source", "survey")
bonus = _entity(
    "office.bonus",
    "standard_code round:ref unit:ref kind code points:int reason date void:flag void_reason",
    "round,standard_code",
)
view = _entity("office.view", "screen name options:json", "screen")
calendar = _entity("office.calendar", "year:int days:json note", "year")
case = _entity(
    "case",
    "finding:ref round:ref state unit:ref assists:refs severity deadline due_at assigned_at fives:json longterm:json"
    " stage:int notice reply:json objection:json extension:json closed_at closed_by:ref closed_how recurs:ref"
    " unlinked:flag reason false_repair:flag again:int",
    "finding",
    "round,state",
    "unit",
    "recurs",
)
step = _entity("step", "case:ref action before after by:ref at note unit:ref due_at data:json", "case,at")
task = _entity("office.task", "case:ref team:ref round:ref planned_at draw", "case", "team")
recheck = _entity("recheck", "task:ref case:ref result note by:ref at", "case")
duplicate = _entity("office.duplicate", "first:ref second:ref verdict", "second")

blob_name = Table(
    "blob_name",
    metadata,
    Column("record", Text, primary_key=True),
    Column("entity", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, primary_key=True),
)
Index("blob_name_sha256", blob_name.c.sha256)

other_reference = Table(
    "other_reference",
    metadata,
    Column("target", Text, primary_key=True),
    Column("target_entity", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("entity", Text, primary_key=True),
)
"""References that stand in no column above: of entities and fields that this version does not know."""
Index("other_reference_record", other_reference.c.record)

succession = Table(
    "succession",
    metadata,
    Column("prev", LargeBinary, primary_key=True),
    Column("seq", Integer, primary_key=True),
)
"""Which changes (`change.seq`) name one as their replica's previous one; two of them show a cloned laptop. Filled when
files are merged, up to `succession` in `projection`."""

REFERRED: dict[str, list[tuple[EntityTable, str, Kind]]] = {}
"""For each entity, the columns by which visible records may refer to it (a removal is refused while one does)."""

TARGETS = {
    "visit": "visit",
    "finding": "finding",
    "item": "office.item",
    "checklist": "office.checklist",
    "site": "office.site",
    "round": "office.round",
    "team": "office.team",
    "unit": "office.unit",
    "area": "office.area",
    "parent": "office.area",
    "profile": "office.profile",
    "assists": "office.unit",
    "by": "office.person",
    "findings": "finding",
    "first": "finding",
    "second": "finding",
    "base": "office.checklist",
    "survey": "office.survey",
    "case": "case",
    "cases": "case",
    "closed_by": "office.person",
    "recurs": "case",
    "task": "office.task",
}
for _each in ENTITIES.values():
    for _name, _kind in _each.kinds.items():
        if _kind in ("ref", "refs"):
            REFERRED.setdefault(TARGETS[_name], []).append((_each, _name, _kind))
