"""What the Walk needs of the services. The real one is `gateway.WorkspaceWalk`."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from chuangjian_desktop.domain.sheet import AnswerState, Chip, FinishCheck, Proposal, VisitSheet
from chuangjian_desktop.services.fieldwork.camera import CameraChoice
from chuangjian_desktop.ui.exchange.erasing.port import ErasingPort
from chuangjian_desktop.ui.fieldwork.walk.state import Draft, Prepared, UnitChoice


class WalkServices(Protocol):
    """Services of one open workspace, called on the lanes of the runner. All raise `Refusal`."""

    def sheet(self, visit_id: str) -> VisitSheet:
        """The whole sheet."""
        ...

    def chips(self, visit_id: str, item_code: str) -> tuple[Chip, ...]:
        """Wordings offered under an item."""
        ...

    def propose(self, visit_id: str, item_code: str) -> Proposal:
        """Units, severity and deadline proposed for a finding."""
        ...

    def units(self) -> tuple[UnitChoice, ...]:
        """All units to choose from."""
        ...

    def initials(self, text: str) -> str:
        """Pinyin initials of a text, for searching."""
        ...

    def set_answer(
        self, visit_id: str, item_code: str, state: AnswerState, reason: str = "", measured: int | None = None
    ) -> None:
        """Answer an item; `measured` in hundredths of its unit."""
        ...

    def record(self, visit_id: str, item_code: str, draft: Draft, photos: Sequence[Prepared]) -> str:
        """Record a finding with its photos in one step; answers its id."""
        ...

    def edit(self, finding_id: str, draft: Draft) -> None:
        """Replace what a finding says."""
        ...

    def remove(self, finding_id: str) -> None:
        """Take a finding off."""
        ...

    def repeat_last(self, visit_id: str, item_code: str) -> str | None:
        """Record the visit's last finding once more."""
        ...

    def undo(self, visit_id: str) -> bool:
        """Take back the last step."""
        ...

    def redo(self, visit_id: str) -> bool:
        """Do it again."""
        ...

    def prepare(self, source: Path | bytes, name: str) -> Prepared:
        """Decode a picture; `Refusal` M09."""
        ...

    def cameras(self) -> tuple[CameraChoice, ...]:
        """Cameras that can be opened now; takes seconds."""
        ...

    def frames(self, choice: CameraChoice, stop: threading.Event) -> Iterator[bytes]:
        """JPEGs of a camera until `stop`, or until it gives no more."""
        ...

    def attach(self, finding_id: str, prepared: Prepared) -> bool:
        """Put a photo with a finding; False when it was there already."""
        ...

    def repair(self, finding_id: str, prepared: Prepared) -> None:
        """Keep the photo of a problem that was put right on the spot."""
        ...

    def remove_photo(self, photo_id: str) -> None:
        """Take a photo off."""
        ...

    def picture(self, sha256: str) -> bytes:
        """Bytes of a working copy or thumbnail; raises `Gone` for an erased one."""
        ...

    def erasing(self) -> ErasingPort:
        """How photos are erased here."""
        ...

    def check(self, visit_id: str) -> FinishCheck:
        """What stands between the visit and its end."""
        ...

    def finish(self, visit_id: str, people: tuple[str, ...]) -> None:
        """Lock the visit."""
        ...

    def reopen(self, visit_id: str, reason: str) -> None:
        """Unlock it, with a reason."""
        ...
