"""Photos of findings: stored once, named by their bytes, with the facts of the original as fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.sheet import PhotoRow
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services.fieldwork.findings import FindingDraft, record_with
from chuangjian_desktop.services.fieldwork.visits import require_open
from chuangjian_desktop.services.photo_records import Home, store_photo
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import rounds, visits
from chuangjian_desktop.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Attached:
    """A stored photo; `twins` are photos of the same original that were there before. `fresh` is False when the very
    photo was on that finding already and nothing was added."""

    photo: PhotoRow
    twins: tuple[PhotoRow, ...]
    fresh: bool = True


def prepare(worker: PhotoWorker, paths: Iterable[Path]) -> tuple[list[PreparedPhoto], list[Warn]]:
    """Decode pictures in the worker process; each that cannot be read becomes a warning (M09), never a fault."""
    waiting = [worker.submit(path) for path in paths]
    ready: list[PreparedPhoto] = []
    warnings: list[Warn] = []
    for future in waiting:
        try:
            ready.append(future.result())
        except Refusal as refusal:
            warnings.append(Warn(refusal.code, refusal.details))
    return ready, warnings


def attach(
    workspace: Workspace, finding_id: str, prepared: PreparedPhoto, original: bytes | None = None, *, stage: str = ""
) -> Attached:
    """Put a photo with a finding. The bytes go in under their hash, together with the record, in one transaction.

    `original` keeps the untouched file as well, where the round asks for it (`wants_originals`). `stage` "after" is
    for what was put right on the spot: together with the finding's `solved` it ends the problem in one visit.
    """
    with workspace.store.reading() as connection:
        finding = visits.finding(connection, finding_id)
        if finding is None:
            raise Refusal("M21", what="finding", value=finding_id)
        twins = visits.photos_with(connection, prepared.original_sha256)
        position = len([p for p in visits.photos_of_visit(connection, finding.visit_id) if p.finding_id == finding_id])
    require_open(workspace, finding.visit_id)
    if (same := next((twin for twin in twins if twin.finding_id == finding_id), None)) is not None:
        return Attached(same, twins, fresh=False)
    with workspace.writing(finding.visit_id) as writer:
        identity = store_photo(writer, prepared, Home(finding_id, finding.visit_id, stage=stage), position, original)
    return Attached(_photo(workspace, identity), twins)


def repaired(workspace: Workspace, finding_id: str, prepared: PreparedPhoto) -> None:
    """Put a problem right on the spot (当场整改): the photo of afterwards and the finding's word for it in one
    transaction. M21; M23 for a finished visit; M27 without a photo of the problem itself."""
    with workspace.store.reading() as connection:
        finding = visits.finding(connection, finding_id)
        if finding is None:
            raise Refusal("M21", what="finding", value=finding_id)
        held = [p for p in visits.photos_of_visit(connection, finding.visit_id) if p.finding_id == finding_id]
    require_open(workspace, finding.visit_id)
    if not held:
        raise Refusal(
            "M27", field="photos", value="", detail_zh="先要有问题的照片", detail_en="no photo of the problem"
        )
    with workspace.writing(finding.visit_id) as writer:
        store_photo(writer, prepared, Home(finding_id, finding.visit_id, stage="after"), len(held))
        writer.put("finding", finding_id, {"solved": True})


def with_finding(
    workspace: Workspace, visit_id: str, item_code: str, draft: FindingDraft, ready: Sequence[PreparedPhoto]
) -> str:
    """Record a finding together with its photos, each once, in one transaction."""
    unique = list({each.original_sha256: each for each in ready}.values())

    def photos(writer: Writer, finding: str) -> None:
        for position, each in enumerate(unique):
            store_photo(writer, each, Home(finding, visit_id), position)

    return record_with(workspace, visit_id, item_code, draft, photos)


def to_tray(workspace: Workspace, prepared: PreparedPhoto) -> Attached:
    """Keep a photo that fits nowhere yet; the same original is kept once."""
    with workspace.store.reading() as connection:
        twins = visits.photos_with(connection, prepared.original_sha256)
    if twins:
        return Attached(twins[0], twins, fresh=False)
    with workspace.writing() as writer:
        identity = store_photo(writer, prepared, Home(), 0)
    return Attached(_photo(workspace, identity), ())


def move(workspace: Workspace, photo_id: str, finding_id: str | None, visit_id: str | None = None) -> None:
    """Put a photo with another finding, with a visit only, or back into the tray (both None)."""
    photo = _photo(workspace, photo_id)
    target = visit_id
    if finding_id is not None:
        with workspace.store.reading() as connection:
            finding = visits.finding(connection, finding_id)
        if finding is None:
            raise Refusal("M21", what="finding", value=finding_id)
        target = finding.visit_id
    for touched in {photo.visit_id, target or ""} - {""}:
        require_open(workspace, touched)
    fields: dict[str, Value] = {
        "finding": ref("finding", finding_id) if finding_id else None,
        "visit": ref("visit", target) if target else None,
    }
    with workspace.writing(target or photo.visit_id or None) as writer:
        writer.put("photo", photo_id, fields)


def remove(workspace: Workspace, photo_id: str) -> None:
    """Take a photo off; it can be restored, its bytes stay."""
    photo = _photo(workspace, photo_id)
    if photo.visit_id:
        require_open(workspace, photo.visit_id)
    with workspace.writing(photo.visit_id or None) as writer:
        writer.remove("photo", photo_id)


def wants_originals(workspace: Workspace) -> bool:
    """Whether the round keeps the untouched files too."""
    with workspace.store.reading() as connection:
        return rounds.by_id(connection, workspace.round_id).keep_originals


def _photo(workspace: Workspace, identity: str) -> PhotoRow:
    with workspace.store.reading() as connection:
        found = visits.photo(connection, identity)
    if found is None:
        raise Refusal("M21", what="photo", value=identity)
    return found
