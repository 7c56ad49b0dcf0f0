"""Decides what happens to files that somebody brings: examined, seen, decided on, taken in. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.exchange.merging import MergeReport, PackageView
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.taking import words
from chuangjian_desktop.ui.exchange.taking.sources import Sources
from chuangjian_desktop.ui.exchange.taking.state import Asked, Detail, Phase, TakingState, Told, Work
from chuangjian_desktop.ui.jobs.runner import Job
from chuangjian_desktop.ui.text.words import language, t

NOTHING = MergeReport((), (), "")


class TakingPresenter:
    """`show` gets every new state; `over` is told of every merge that came about."""

    def __init__(self, desk: Desk, show: Callable[[TakingState], None], over: Callable[[MergeReport], None]) -> None:
        self._desk, self._show, self._over = desk, show, over
        self._sources = Sources(desk.workspace)
        self._views: dict[int, PackageView] = {}
        self._ticked: set[int] = set()
        self._choice = Choice()
        self._report: MergeReport | None = None
        self._done: MergeReport | None = None
        self._current = -1
        self._phase: Phase = "empty"
        self._work = Work()
        self._job: Job | None = None
        self._looking: Job | None = None
        self._waiting: list[Path] = []
        self._note = ""
        self._left = False
        self._told: tuple[PackageView | None, MergeReport | None, str] = (None, None, "")
        self._detailed = Detail()
        self.state = TakingState()

    # ---- files come ----

    def add(self, paths: Sequence[Path]) -> None:
        """Examine further files and folders. While a merge runs nothing comes in; while others are examined they
        wait."""
        if self._phase == "taking" or not paths:
            return
        if self._phase == "taken":
            self.clear()
        known = {view.path for view in self._views.values()}
        self._waiting += [path for path in paths if path not in known and path not in self._waiting]
        if self._phase != "examining":
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._preview()
            return
        paths, self._waiting = tuple(self._waiting), []
        sources, choice = self._sources, self._choice
        self._begin("examining", t("正在查看文件"))
        self._job = self._desk.runner.run(
            lambda progress: sources.examine(paths, choice, progress),
            self._examined,
            self._stopped,
            lane="work",
            reported=self._moved,
        )

    def _examined(self, found: tuple[Path, ...]) -> None:
        if self._left:
            return
        self._note = "" if found else t("这里没有交换文件（.cjpkg）或工作文件（.cjdb）")
        if not found and not self._views:
            self._rest("empty")
        else:
            self._next()

    def _preview(self) -> None:
        """Everything that may come in, seen together."""
        sources = self._sources
        self._begin("examining", t("正在核算"))
        self._job = self._desk.runner.run(
            lambda progress: sources.preview(None, progress), self._seen, self._stopped, reported=self._moved
        )

    def _seen(self, report: MergeReport) -> None:
        if self._left:
            return
        before = {number for number, view in self._views.items() if view.status != "refused"}
        self._views |= {view.number: view for view in report.packages}
        may = {number for number, view in self._views.items() if view.status != "refused"}
        self._ticked = (self._ticked & may) | (may - before)
        self._report = report
        if self._current not in self._views:
            self._current = min(self._views, default=-1)
        self._rest("ready")
        if self._waiting:
            self._next()
        elif self._ticked != may:
            self._look()

    # ---- what a person decides ----

    def choose(self, number: int) -> None:
        """Show the details of a file."""
        if number in self._views and number != self._current:
            self._current = number
            self._publish()

    def tick(self, number: int) -> None:
        """Take a file in, or leave it."""
        view = self._views.get(number)
        if self._phase != "ready" or view is None or (view.status == "refused" and number not in self._ticked):
            return
        self._ticked ^= {number}
        self._look()

    def tick_all(self) -> None:
        """All that may come in; none, when all are."""
        may = {number for number, view in self._views.items() if view.status != "refused"}
        if self._phase == "ready":
            self._ticked = set() if self._ticked >= may else may
            self._look()

    def _look(self) -> None:
        """What the ticked ones would bring together; an answer that is no longer asked for is not waited for."""
        if self._looking is not None:
            self._looking.cancel()
        self._report = None if self._ticked else NOTHING
        self._looking = None
        self._publish()
        if not self._ticked:
            return
        sources, chosen = self._sources, frozenset(self._ticked)
        self._looking = self._desk.runner.run(
            lambda progress: sources.preview(chosen, progress),
            lambda report: self._looked(chosen, report),
            self._unseen,
        )

    def _looked(self, chosen: frozenset[int], report: MergeReport) -> None:
        if self._left or chosen != frozenset(self._ticked) or self._phase != "ready":
            return
        self._looking = None
        self._views |= {view.number: view for view in report.packages if view.number in chosen}
        self._report = report
        self._publish()

    def _unseen(self, error: Exception) -> None:
        if not self._left and not isinstance(error, Cancelled):
            self._desk.failed(error)

    def asked(self) -> Asked | None:
        """The decision that the shown file waits for."""
        view = self._views.get(self._current)
        ask = "" if view is None else words.ask_of(view)
        if view is None or not ask:
            return None
        return Asked(
            ask, view.sender or words.from_whom(view), view.role, view.fingerprint, view.file, len(self._alike(view))
        )

    def _alike(self, view: PackageView) -> list[PackageView]:
        """Files that wait for the same word as this one."""
        if not view.fingerprint or words.ask_of(view) != "signer":
            return [view]
        return [
            each
            for each in self._views.values()
            if each.fingerprint == view.fingerprint and words.ask_of(each) == "signer"
        ]

    def decide(self, how: str) -> None:
        """A person's word about the shown file: `team` or `office` enrols its signer, `once` takes it in unverified,
        `as_office` takes in what it holds in the office's name."""
        view = self._views.get(self._current)
        if view is None or self._phase != "ready":
            return
        choice, ids = self._choice, frozenset(each.source for each in self._alike(view))
        signer = frozenset({view.fingerprint}) if view.fingerprint else frozenset[str]()
        changed = {
            "team": lambda: replace(choice, trust=choice.trust | signer),
            "office": lambda: replace(choice, trust_office=choice.trust_office | signer),
            "once": lambda: replace(choice, once=choice.once | ids),
            "as_office": lambda: replace(choice, as_office=choice.as_office | {view.source}),
        }[how]()
        self._allow(changed)

    def _allow(self, choice: Choice) -> None:
        sources = self._sources
        self._begin("examining", t("正在查看文件"))

        def allowed(_nothing: None) -> None:
            self._choice = choice
            if not self._left:
                self._preview()

        self._job = self._desk.runner.run(
            lambda progress: sources.allow(choice, progress),
            allowed,
            self._stopped,
            lane="work",
            reported=self._moved,
        )

    # ---- taking in ----

    def take(self) -> None:
        """Take the ticked ones in: all of them or, when it fails or is stopped, nothing."""
        if self._phase != "ready" or not self._ticked:
            return
        sources, chosen = self._sources, frozenset(self._ticked)
        self._begin("taking", t("正在并入"))
        self._job = self._desk.runner.run(
            lambda progress: sources.take(chosen, progress), self._taken, self._stopped, reported=self._moved
        )

    def _taken(self, report: MergeReport) -> None:
        self._sources = Sources(self._desk.workspace)
        if self._left:
            return
        self._views |= {view.number: view for view in report.packages}
        self._report = self._done = report
        self._rest("taken")
        self._over(report)

    @property
    def done(self) -> MergeReport | None:
        """The report of the merge that is shown."""
        return self._done

    @property
    def waits(self) -> bool:
        """Whether files lie here that were not taken in."""
        return self._phase in {"examining", "ready", "taking"}

    def folder(self) -> Path:
        """Where the files shown came from."""
        paths = [view.path for view in self._views.values()]
        return paths[0].parent if paths else Path.home()

    # ---- ways out ----

    def cancel(self) -> None:
        """Stop what is under way; all is as before."""
        if self._job is not None and self._phase in {"examining", "taking"}:
            self._waiting = []
            self._job.cancel()
            self._work = replace(self._work, stopping=True)
            self._publish()

    def clear(self) -> None:
        """Put all files aside."""
        if self._phase in {"examining", "taking"}:
            return
        self._close()
        self._sources = Sources(self._desk.workspace)
        self._views, self._ticked, self._choice = {}, set(), Choice()
        self._report = self._done = None
        self._current, self._note = -1, ""
        self._rest("empty")

    def leave(self) -> None:
        """The workspace is about to close."""
        self._left = True
        for job in (self._job, self._looking):
            if job is not None:
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
        self._rest("ready" if self._views else "empty")
        if not isinstance(error, Cancelled):
            self._desk.failed(error)

    # ---- telling ----

    def _begin(self, phase: Phase, said: str) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        self._phase, self._work, self._note = phase, Work(said), ""
        self._publish()

    def _rest(self, phase: Phase) -> None:
        self._phase, self._work, self._job = phase, Work(), None
        self._publish()

    def _moved(self, progress: Progress) -> None:
        if self._left or self._phase not in {"examining", "taking"}:
            return
        label = {"photo": t("照片"), "change": t("记录")}.get(progress.label, progress.label)
        done = min(progress.done, progress.total)
        self._work = replace(self._work, done=done, total=progress.total, label=label)
        self._publish()

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def _publish(self) -> None:
        taken = self._phase == "taken"
        cards = tuple(
            words.card_of(view, ticked=number in self._ticked, taken=taken)
            for number, view in sorted(self._views.items())
        )
        refused = sum(each.status == "refused" for each in self._views.values())
        facts = [t("{n} 个文件", n=len(cards))] if cards else []
        if refused:
            facts.append(t("{n} 个不能并入", n=refused))
        self.state = TakingState(
            phase=self._phase,
            facts=" · ".join(facts if taken else [*facts, t("先看清楚，再并入；并入后仍可整体撤回")]),
            cards=cards,
            current=self._current,
            detail=self._detail(),
            work=self._work,
            ticked=len(self._ticked),
            result=Told() if self._done is None else words.result_of(self._done),
            note=self._note,
        )
        self._show(self.state)

    def _detail(self) -> Detail:
        """The shown file in words, made anew only when something about it changed."""
        view = self._views.get(self._current)
        about = (view, self._report, language())
        if view is None:
            return Detail()
        if any(mine is not yours for mine, yours in zip(about, self._told, strict=True)):
            names = {number: each.file for number, each in self._views.items()}
            self._detailed, self._told = words.detail_of(view, self._report, names), about
        return self._detailed


def _nothing(_result: None) -> None:
    """Nobody waits for the staged copies to be gone."""
