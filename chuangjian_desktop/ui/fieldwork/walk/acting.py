"""The ground of the Walk's presenter: the state in force, durable acts, what happens when one fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.sheet import Chip, Proposal, VisitSheet
from chuangjian_desktop.ui.fieldwork.walk.ports import WalkServices
from chuangjian_desktop.ui.fieldwork.walk.state import Notice, Prepared, WalkState
from chuangjian_desktop.ui.jobs.runner import Runner
from chuangjian_desktop.ui.text.words import language, t


class WalkScreen(Protocol):
    """What the presenter needs of a view."""

    def show_state(self, state: WalkState) -> None:
        """Render a state."""
        ...


@dataclass(slots=True, eq=False)
class Home:
    """Where photos of a draft belong: nowhere yet, on the way, or with the finding that it became."""

    sent: bool = False
    finding_id: str = ""
    late: list[Prepared] = field(default_factory=list[Prepared])


@dataclass(frozen=True, slots=True)
class Acted:
    """What is read again after an act: the sheet, the item's chips, what the act answered, when it was durable."""

    sheet: VisitSheet
    chips: tuple[Chip, ...]
    item_code: str
    answer: object
    at: str


class Acting:
    """Runs services and keeps the state. `view.show_state` is called after every change."""

    def __init__(
        self, services: WalkServices, runner: Runner, view: WalkScreen, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._services = services
        self._runner = runner
        self._view = view
        self._clock = clock
        self._visit = ""
        self._chips: dict[str, tuple[Chip, ...]] = {}
        self._proposals: dict[str, Proposal] = {}
        self._writing = 0
        self._retry: Callable[[], None] | None = None
        self.home = Home()
        self.state = WalkState()

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # pyright: ignore[reportArgumentType]
        self._view.show_state(self.state)

    def tell(self, notice: Notice | None) -> None:
        """Show a sentence, or the state as it is."""
        self._set(notice=notice)

    def photos_progress(self, done: int, total: int) -> None:
        """How many of the photos under way are decoded."""
        self._set(photos_done=done, photos_total=total)

    def act(
        self,
        work: Callable[[], object],
        told: Callable[[object], None] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Do something durable and read the sheet again. `told` hears what the work answered, `failed` that it was
        refused or could not be stored."""
        code, visit = self.state.item_code, self._visit

        def run(_progress: Progress) -> Acted:
            answer = work()
            at = self._clock().strftime("%H:%M:%S")
            chips = self._services.chips(visit, code) if code else ()
            return Acted(self._services.sheet(visit), chips, code, answer, at)

        def done(acted: Acted) -> None:
            self._writing -= 1
            if visit == self._visit:
                if told is not None:
                    told(acted.answer)
                self._acted(acted)

        def refused(error: Exception) -> None:
            self._writing -= 1
            if failed is not None:
                failed()
            self._failed(error, lambda: self.act(work, told, failed))

        self._writing += 1
        self._set(saving="writing", notice=_kept(self.state.notice))
        self._runner.run(run, done, refused, lane="store")

    def _acted(self, acted: Acted) -> None:
        old = self._chips.get(acted.item_code, ())
        self._chips[acted.item_code] = in_old_order(old, acted.chips)
        self.state = replace(self.state, sheet=acted.sheet)
        here, row, selected = self.state.item_code, self.state.row, self.state.selected
        if row is not None and selected not in {each.id for each in row.findings}:
            selected = row.findings[-1].id if row.findings else ""
        notice = lock_notice(acted.sheet) or _unless_lock(self.state.notice)
        self._set(
            shown=self._shown(here),
            chips=self._chips.get(here, ()),
            selected=selected,
            editing=self.state.editing and bool(selected) and not acted.sheet.finished,
            saving="writing" if self._writing else "saved",
            saved_at=acted.at,
            notice=notice,
        )

    def _shown(self, keep: str) -> frozenset[str]:
        """Codes of the items listed now; `keep` stays in the list whatever the filter says."""
        sheet = self.state.sheet
        return frozenset(row.item.code for row in sheet.rows) | {keep} if sheet else frozenset()

    def _failed(self, error: Exception, again: Callable[[], None]) -> None:
        if isinstance(error, Refusal):
            self.refused(error)
            return
        self._retry = again
        text = t("没有存上：{reason}。先前的记录完好。", reason=str(error) or type(error).__name__)
        self._set(saving="failed", notice=Notice(text, "loss", "retry"))

    def retry(self) -> None:
        """Try again what could not be stored."""
        again, self._retry = self._retry, None
        if again is not None:
            self.state = replace(self.state, notice=None)
            again()

    def refused(self, error: Exception) -> None:
        """Tell a refusal in the language in force; nothing was changed."""
        if isinstance(error, Cancelled):
            self._set()
            return
        if isinstance(error, Refusal):
            text = sentence(error.code, error.details, language())
        else:
            text = t("出错了：{reason}", reason=str(error) or type(error).__name__)
        saving = "saved" if self.state.saved_at else "idle"
        self._set(saving="writing" if self._writing else saving, notice=Notice(text, "loss"))

    def _refuse_locked(self) -> bool:
        if not self.state.locked or self.state.sheet is None:
            return False
        self._set(notice=lock_notice(self.state.sheet))
        return True


def in_old_order(old: tuple[Chip, ...], new: tuple[Chip, ...]) -> tuple[Chip, ...]:
    """New chips in the places that they had, so that nothing moves under the hand; unknown ones at the end."""
    by_text = {chip.text: chip for chip in new}
    kept = [by_text.pop(chip.text) for chip in old if chip.text in by_text]
    return (*kept, *by_text.values())


def lock_notice(sheet: VisitSheet) -> Notice | None:
    """What a finished visit says, with the way back."""
    return (
        Notice(t("这个点位已完成并锁定。重新打开后才能改，会留下记录。"), "info", "reopen") if sheet.finished else None
    )


def _kept(notice: Notice | None) -> Notice | None:
    return notice if notice is not None and notice.action == "reopen" else None


def _unless_lock(notice: Notice | None) -> Notice | None:
    return None if notice is not None and notice.action == "reopen" else notice
