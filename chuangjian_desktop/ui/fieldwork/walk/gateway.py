"""The Walk's services over an open workspace and the process that decodes photos."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from chuangjian_desktop.domain.sheet import AnswerState, Chip, FinishCheck, Proposal, VisitSheet
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import places, registry
from chuangjian_desktop.services.fieldwork import answers, findings, undo, visits
from chuangjian_desktop.services.fieldwork import photos as stored_photos
from chuangjian_desktop.services.fieldwork.camera import CameraChoice, LaptopCamera
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.exchange.erasing.port import ErasingPort, WorkspaceErasing, look
from chuangjian_desktop.ui.fieldwork.walk.state import Draft, Prepared, UnitChoice


class WorkspaceWalk:
    """`WalkServices` for a workspace. Its calls run on the runner's lanes, `prepare` on the work lane."""

    def __init__(self, workspace: Workspace, worker: PhotoWorker, camera: LaptopCamera | None = None) -> None:
        self._ws = workspace
        self._worker = worker
        self._camera = camera or LaptopCamera()

    def sheet(self, visit_id: str) -> VisitSheet:
        """The whole sheet."""
        return visits.sheet(self._ws, visit_id)

    def chips(self, visit_id: str, item_code: str) -> tuple[Chip, ...]:
        """Wordings offered under an item."""
        return findings.chips(self._ws, visit_id, item_code)

    def propose(self, visit_id: str, item_code: str) -> Proposal:
        """Units, severity and deadline proposed."""
        return findings.propose(self._ws, visit_id, item_code)

    def units(self) -> tuple[UnitChoice, ...]:
        """All units."""
        return tuple(UnitChoice(unit.id, unit.name) for unit in places.units(self._ws))

    def initials(self, text: str) -> str:
        """Pinyin initials."""
        return registry.initials(text)

    def set_answer(
        self, visit_id: str, item_code: str, state: AnswerState, reason: str = "", measured: int | None = None
    ) -> None:
        """Answer an item."""
        answers.set_answer(self._ws, visit_id, item_code, state, reason, measured=measured)

    def record(self, visit_id: str, item_code: str, draft: Draft, photos: Sequence[Prepared]) -> str:
        """Record a finding and its photos in one transaction."""
        return stored_photos.with_finding(self._ws, visit_id, item_code, _draft(draft), _own(photos))

    def edit(self, finding_id: str, draft: Draft) -> None:
        """Replace what a finding says."""
        findings.edit(self._ws, finding_id, _draft(draft))

    def remove(self, finding_id: str) -> None:
        """Take a finding off."""
        findings.remove(self._ws, finding_id)

    def repeat_last(self, visit_id: str, item_code: str) -> str | None:
        """Record the last finding once more."""
        return findings.repeat_last(self._ws, visit_id, item_code)

    def undo(self, visit_id: str) -> bool:
        """Take back."""
        return undo.undo(self._ws, visit_id)

    def redo(self, visit_id: str) -> bool:
        """Do again."""
        return undo.redo(self._ws, visit_id)

    def prepare(self, source: Path | bytes, name: str) -> PreparedPhoto:
        """Decode a file, or bytes that were pasted; `Refusal` M09."""
        if isinstance(source, Path):
            return self._worker.prepare(source, name)
        with tempfile.TemporaryDirectory(prefix="chuangjian-") as folder:
            path = Path(folder) / "pasted.png"
            path.write_bytes(source)
            return self._worker.prepare(path, name)

    def cameras(self) -> tuple[CameraChoice, ...]:
        """Cameras of this machine."""
        return self._camera.choices()

    def frames(self, choice: CameraChoice, stop: threading.Event) -> Iterator[bytes]:
        """What a camera sees."""
        return self._camera.frames(choice, stop)

    def attach(self, finding_id: str, prepared: Prepared) -> bool:
        """Put a photo with a finding."""
        return stored_photos.attach(self._ws, finding_id, _own((prepared,))[0]).fresh

    def repair(self, finding_id: str, prepared: Prepared) -> None:
        """A problem was put right on the spot."""
        stored_photos.repaired(self._ws, finding_id, _own((prepared,))[0])

    def remove_photo(self, photo_id: str) -> None:
        """Take a photo off."""
        stored_photos.remove(self._ws, photo_id)

    def picture(self, sha256: str) -> bytes:
        """Bytes of a working copy or thumbnail; raises `Gone` for an erased one."""
        return look(self._ws, sha256)

    def erasing(self) -> ErasingPort:
        """How photos are erased here."""
        return WorkspaceErasing(self._ws)

    def check(self, visit_id: str) -> FinishCheck:
        """What is missing."""
        return visits.check(self._ws, visit_id)

    def finish(self, visit_id: str, people: tuple[str, ...]) -> None:
        """Lock the visit."""
        visits.finish(self._ws, visit_id, people)

    def reopen(self, visit_id: str, reason: str) -> None:
        """Unlock it."""
        visits.reopen(self._ws, visit_id, reason)


def _own(prepared: Sequence[Prepared]) -> tuple[PreparedPhoto, ...]:
    """Photos that `prepare` made; nothing else can be stored."""
    own = tuple(each for each in prepared if isinstance(each, PreparedPhoto))
    if len(own) != len(prepared):
        raise TypeError("a photo that was not prepared here")
    return own


def _draft(draft: Draft) -> FindingDraft:
    return FindingDraft(
        draft.text,
        draft.problem,
        draft.count,
        draft.points,
        draft.place,
        draft.note,
        draft.unit_id,
        draft.assist_ids,
        draft.severity,
        draft.deadline,
    )
