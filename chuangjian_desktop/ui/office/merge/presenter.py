"""Decides what Merge shows beside the files themselves: history, signers, papers, the way back. No Qt."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.merging import Signer
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.exchange import keys, merging, papers, receipts
from chuangjian_desktop.services.exchange.merging import Entry, MergeReport
from chuangjian_desktop.services.exchange.packing import Packed
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.office.merge import words
from chuangjian_desktop.ui.office.merge.state import MergeState
from chuangjian_desktop.ui.office.notices.state import PageImage

SCALE = 1.8
MOST_PAGES = 24


@dataclass(frozen=True, slots=True)
class Read:
    """What is in the file."""

    entries: tuple[Entry, ...]
    signers: tuple[Signer, ...]
    last: tuple[Entry, ...]
    own: str


class MergePresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[MergeState], None]) -> None:
        self._desk, self._show = desk, show
        self._read: Read | None = None
        self.state = MergeState()

    def refresh(self) -> None:
        """Read history, signers and the last merge anew."""
        self._desk.runner.run(lambda _progress: self._fetch(), self._took, self._desk.failed, lane="work")

    def _fetch(self) -> Read:
        workspace = self._desk.workspace
        return Read(
            merging.history(workspace),
            merging.known_signers(workspace),
            merging.last_merge(workspace),
            keys.own_fingerprint(workspace.installation),
        )

    def _took(self, read: Read) -> None:
        self._read = read
        self.retranslate()

    def retranslate(self) -> None:
        """Make the words anew."""
        read = self._read
        if read is None:
            return
        self.state = MergeState(
            loaded=True,
            past=words.past_of(read.entries),
            known=words.known_of(read.signers, read.own),
            undoable=words.undoable_of(read.last),
        )
        self._show(self.state)

    # ---- on a lane ----

    def undo(self, _progress: Progress) -> str:
        """Take the last merge back."""
        return merging.unmerge(self._desk.workspace)

    def receipts(self, report: MergeReport, folder: Path, progress: Progress) -> tuple[Packed, ...]:
        """One receipt file for every sender."""
        ids = [each.id for each in report.packages if each.status != "refused" and each.fingerprint]
        return receipts.write_receipts(self._desk.workspace, ids, folder, progress)

    def pages(self, report: MergeReport) -> tuple[PageImage, ...]:
        """The pages of the very report that is saved."""
        from chuangjian_desktop.outputs.pdf.preview import page_count, render_page

        with tempfile.TemporaryDirectory(prefix="chuangjian-") as folder:
            path = Path(folder) / "report.pdf"
            papers.write_report(self._desk.workspace, report, path)
            count = page_count(path.read_bytes())
            return tuple(PageImage(*render_page(path, page, SCALE)) for page in range(min(count, MOST_PAGES)))

    def save(self, report: MergeReport, path: Path, progress: Progress) -> None:
        """Write the report."""
        papers.write_report(self._desk.workspace, report, path, progress)
