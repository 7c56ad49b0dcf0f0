"""Checklists of the office's own as records: a further version of a shipped one, or one for a new type of site."""

from __future__ import annotations

import re
from collections.abc import Collection

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.standard import Checklist
from chuangjian_desktop.services.acts import put_back
from chuangjian_desktop.store.queries.checklists import item_records
from chuangjian_desktop.store.shipping import item_fields
from chuangjian_desktop.store.writer import Writer

OWN = "own"
"""Who issued a checklist that did not come with the program, in the ids of its records."""

_COUNTED = re.compile(r"(.*?)(?:-(\d{1,4}))?")


def checklist_id(office: str, code: str, version: str) -> str:
    """The record of a version of the office's own."""
    return named("office.checklist", office, OWN, version, code)


def put_checklist(writer: Writer, office: str, checklist: Checklist, *, base: str = "", note: str = "") -> str:
    """Save a checklist with its items under the ids that its code and version give; answers the checklist's id.

    Items that are no longer on it are removed, so this is for new versions and for drafts. `base` is the version (id)
    that it was drawn up from.
    """
    home = checklist_id(office, checklist.code, checklist.version)
    fields: dict[str, Value] = {
        "code": checklist.code,
        "title": checklist.title,
        "synonyms": list(checklist.synonyms),
        "version": checklist.version,
        "state": checklist.state,
        "date": checklist.date,
        "note": note,
    }
    put = put_back if writer.exists("office.checklist", home) else Writer.put
    put(writer, "office.checklist", home, fields | {"base": ref("office.checklist", base) if base else None})
    gone = item_records(writer.connection, home)
    for item in checklist.items:
        record = named("office.item", office, OWN, checklist.version, checklist.code, item.code)
        put(writer, "office.item", record, {"checklist": ref("office.checklist", home), **item_fields(item)})
        gone.discard(record)
    for record in sorted(gone):
        writer.remove("office.item", record)
    return home


def next_version(base: str, taken: Collection[str]) -> str:
    """What a new version is called: 2026.2 is followed by 2026.2-01, that by 2026.2-02; the first of all is 1-01.

    Versions that come with the program never bear such a tail, so the two never meet.
    """
    found = _COUNTED.fullmatch(base)
    stem = (found[1] if found else base) or "1"
    number = int(found[2]) if found and found[2] else 0
    while f"{stem}-{number + 1:02d}" in taken:
        number += 1
    return f"{stem}-{number + 1:02d}"
