"""Decides what happens to files that somebody brings: examined, seen, decided on, taken in. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.exchange.merging import MergeReport
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.taking import words
from chuangjian_desktop.ui.exchange.taking.board import Board
from chuangjian_desktop.ui.exchange.taking.queue import Queue
from chuangjian_desktop.ui.exchange.taking.sources import Sources
from chuangjian_desktop.ui.exchange.taking.state import Phase, TakingState, Told, Work
from chuangjian_desktop.ui.jobs.runner import Job, Lane
from chuangjian_desktop.ui.text.words import t

R = TypeVar("R")
NOTHING = MergeReport((), (), "")


class TakingPresenter:
    """`show` gets every new state; `over` is told of every merge that came about."""

    def __init__(self, desk: Desk, show: Callable[[TakingState], None], over: Callable[[MergeReport], None]) -> None:
        self._desk, self._show, self._over = desk, show, over
        self._sources = Sources(desk.workspace)
        self._board = Board()
        self._phase: Phase = "empty"
        self._work = Work()
        self._job: Job | None = None
        self._looking: Job | None = None
        self._queue = Queue()
        self._note = ""
        self._left = False
        self.state = TakingState()

    # ---- files come ----

    def add(self, paths: Sequence[Path]) -> None:
        """Examine further files and folders. While a merge runs nothing comes in; while others are examined they
        wait."""
        if self._phase == "taking" or not paths:
            return
        if self._phase == "taken":
            self.clear()
        self._queue.put(self._board.fresh(paths))
        if self._phase != "examining":
            self._next()

    def _next(self) -> None:
        if not (paths := self._queue.taken()):
            self._preview()
            return
        sources, choice = self._sources, self._board.choice
        self._begin("examining", t("正在查看文件"))
        self._do(lambda progress: sources.examine(paths, choice, progress), self._examined, self._unexamined, "work")

    def _examined(self, found: tuple[Path, ...]) -> None:
        if self._left:
            return
        self._note = "" if found else t("这里没有交换文件（.cjpkg）或工作文件（.cjdb）")
        if not found and not self._board.views:
            self._rest("empty")
        else:
            self._next()

    def _unexamined(self, error: Exception) -> None:
        """Files that were examined before it was stopped are shown all the same: they are on the table."""
        if self._left or not self._sources.unseen:
            self._stopped(error)
            return
        self._preview(self._queue.dropped())
        if not isinstance(error, Cancelled):
            self._desk.failed(error)

    def _preview(self, note: str = "") -> None:
        """Everything that may come in, seen together."""
        sources = self._sources
        self._begin("examining", t("正在核算"), note)
        self._do(lambda progress: sources.preview(None, progress), self._seen, self._stopped)

    def _seen(self, report: MergeReport) -> None:
        if self._left:
            return
        self._board.seen(report)
        self._rest("ready")
        if self._queue:
            self._next()
        elif self._board.ticked != self._board.may():
            self._look()

    # ---- what a person decides ----

    def choose(self, number: int) -> None:
        """Show the details of a file."""
        if number in self._board.views and number != self._board.current:
            self._board.current = number
            self._publish()

    def tick(self, number: int) -> None:
        """Take a file in, or leave it."""
        if self._phase == "ready" and self._board.toggle(number):
            self._look()

    def tick_all(self) -> None:
        """All that may come in; none, when all are."""
        if self._phase == "ready":
            self._board.toggle_all()
            self._look()

    def _look(self) -> None:
        """What the ticked ones would bring together; an answer that is no longer asked for is not waited for."""
        if self._looking is not None:
            self._looking.cancel()
        chosen, sources = self._board.ticked, self._sources
        self._board.report, self._looking = None if chosen else NOTHING, None
        self._publish()
        if not chosen:
            return
        self._looking = self._desk.runner.run(
            lambda progress: sources.preview(chosen, progress),
            lambda report: self._looked(chosen, report),
            self._unseen,
        )

    def _looked(self, chosen: frozenset[int], report: MergeReport) -> None:
        if self._left or chosen != self._board.ticked or self._phase != "ready":
            return
        self._looking = None
        self._board.update([view for view in report.packages if view.number in chosen])
        self._board.report = report
        self._publish()

    def _unseen(self, error: Exception) -> None:
        if not self._left and not isinstance(error, Cancelled):
            self._desk.failed(error)

    def decide(self, how: str) -> None:
        """A person's word about the shown file; see `Board.decided`."""
        choice = self._board.decided(how) if self._phase == "ready" else None
        if choice is not None:
            self._allow(choice)

    def _allow(self, choice: Choice) -> None:
        sources = self._sources
        self._begin("examining", t("正在查看文件"))

        def allowed(_nothing: None) -> None:
            self._board.choice = choice
            if not self._left:
                self._preview()

        self._do(lambda progress: sources.allow(choice, progress), allowed, self._stopped, "work")

    # ---- taking in ----

    def take(self) -> None:
        """Take the ticked ones in: all of them or, when it fails or is stopped, nothing."""
        if self._phase != "ready" or not self._board.ticked:
            return
        sources, chosen = self._sources, self._board.ticked
        self._begin("taking", t("正在并入"))
        self._do(lambda progress: sources.take(chosen, progress), self._taken, self._stopped)

    def _taken(self, report: MergeReport) -> None:
        self._sources = Sources(self._desk.workspace)
        if self._left:
            return
        self._board.update(report.packages)
        self._board.report = self._board.done = report
        self._rest("taken")
        self._over(report)

    @property
    def board(self) -> Board:
        """The files and what is known of them; only to be read."""
        return self._board

    @property
    def waits(self) -> bool:
        """Whether files lie here that were not taken in."""
        return self._phase in {"examining", "ready", "taking"}

    # ---- ways out ----

    def cancel(self) -> None:
        """Stop what is under way; all is as before."""
        if self._job is not None and self._phase in {"examining", "taking"}:
            self._queue.taken()
            self._job.cancel()
            self._work = replace(self._work, stopping=True)
            self._publish()

    def clear(self) -> None:
        """Put all files aside."""
        if self._phase in {"examining", "taking"}:
            return
        self._close()
        self._sources = Sources(self._desk.workspace)
        self._board, self._note = Board(), ""
        self._rest("empty")

    def leave(self) -> None:
        """The workspace is about to close."""
        self._left = True
        for job in filter(None, (self._job, self._looking)):
            job.cancel()
        self._close()

    def _close(self) -> None:
        sources = self._sources
        if self._looking is not None:
            self._looking.cancel()
        self._desk.runner.run(lambda _progress: sources.close(), _nothing, self._desk.failed, lane="work")

    def _stopped(self, error: Exception) -> None:
        """Cancelled or failed: what was there before is there still."""
        if self._left:
            return
        self._note = self._queue.dropped() or self._note
        self._rest("ready" if self._board.views else "empty")
        if not isinstance(error, Cancelled):
            self._desk.failed(error)

    # ---- telling ----

    def _begin(self, phase: Phase, said: str, note: str = "") -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        self._phase, self._work, self._note = phase, Work(said), note
        self._publish()

    def _do(
        self,
        work: Callable[[Progress], R],
        done: Callable[[R], None],
        failed: Callable[[Exception], None],
        lane: Lane = "store",
    ) -> None:
        self._job = self._desk.runner.run(work, done, failed, lane=lane, reported=self._moved)

    def _rest(self, phase: Phase) -> None:
        self._phase, self._work, self._job = phase, Work(), None
        self._publish()

    def _moved(self, progress: Progress) -> None:
        if self._left or self._phase not in {"examining", "taking"}:
            return
        self._work = words.work_of(self._work, progress)
        self._publish()

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def _publish(self) -> None:
        board = self._board
        self.state = TakingState(
            phase=self._phase,
            facts=board.facts(),
            cards=board.cards(),
            current=board.current,
            detail=board.detail(),
            work=self._work,
            ticked=len(board.ticked),
            result=Told() if board.done is None else words.result_of(board.done),
            note=self._note,
        )
        self._show(self.state)


def _nothing(_result: None) -> None:
    """Nobody waits for the staged copies to be gone."""
