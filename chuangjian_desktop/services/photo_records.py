"""Photos as records: bytes under their hash, the facts of the original as fields, and what they belong to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import blob, ref
from chuangjian_desktop.domain.sheet import PhotoRow
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import visits
from chuangjian_desktop.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Home:
    """What a photo belongs to, by id; all may be empty. `stage` tells photos of a repair (`after`), of a recheck
    (`recheck`) and of an objection (`objection`) from those of the problem itself (empty)."""

    finding: str = ""
    visit: str = ""
    case: str = ""
    stage: str = ""


def photos_of(workspace: Workspace, finding: str) -> tuple[PhotoRow, ...]:
    """A finding's photos, in order."""
    with workspace.store.reading() as connection:
        return visits.photos_of_finding(connection, finding)


def store_photo(
    writer: Writer, prepared: PreparedPhoto, home: Home, position: int, original: bytes | None = None
) -> str:
    """Bytes first, then the record; answers its id."""
    identity = fresh()
    fields: dict[str, Value] = {
        "blob": _keep(writer, prepared.working),
        "thumb": _keep(writer, prepared.thumb),
        "name": _name(prepared.original_name),
        "original_size": prepared.original_size,
        "original_sha256": prepared.original_sha256,
        "taken_at": prepared.taken_at,
        "time_source": prepared.time_source,
        "camera": _name(prepared.camera),
        "latitude": prepared.latitude,
        "longitude": prepared.longitude,
        "width": prepared.width,
        "height": prepared.height,
        "fingerprint": f"{prepared.fingerprint:016x}",
        "position": position,
        "finding": ref("finding", home.finding) if home.finding else None,
        "visit": ref("visit", home.visit) if home.visit else None,
    }
    if original is not None:
        fields["original"] = _keep(writer, original)
    if home.case:
        fields["case"] = ref("case", home.case)
    if home.stage:
        fields["stage"] = home.stage
    writer.put("photo", identity, fields)
    return identity


def _keep(writer: Writer, data: bytes) -> Value:
    name = hashlib.sha256(data).hexdigest()
    writer.put_blob(name, data)
    return blob(name, len(data))


def _name(text: str) -> str:
    """A name from outside: what cannot be kept is written as its code."""
    try:
        return fit("name", text[:500])
    except Refusal:
        return ascii(text[:500])[1:-1]
