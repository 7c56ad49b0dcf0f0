"""Files that come in from outside, by drop, double click or dialog: which is opened, begun with, or taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from chuangjian_desktop.services.exchange import opening
from chuangjian_desktop.services.exchange.merging import MergeReport
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.exchange.receive.view import ReceiveDialog
from chuangjian_desktop.ui.exchange.task import AstrayDialog, Envelope, TaskDialog
from chuangjian_desktop.ui.jobs.runner import Runner
from chuangjian_desktop.ui.text.words import t


@dataclass(frozen=True, slots=True)
class Host:
    """What the window lends: itself, the runner that outlives files, and ways to open, begin, ask and refuse."""

    window: QWidget
    installation: Installation
    runner: Runner
    open_file: Callable[[Path], None]
    begin: Callable[[Workspace], None]
    ask_open: Callable[[], None]
    failed: Callable[[Exception], None]


class Incoming:
    """Knows which files wait until a workspace is open that takes them in."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._waiting: Sequence[Path] = ()

    def take(self, paths: Sequence[Path], desk: Desk | None, *, dropped: bool = False) -> None:
        """Files for the open workspace, or to begin with when none is open. What is dropped on an open office is for
        merging, also a bare workspace; otherwise a workspace is opened instead of the present one."""
        if not paths:
            return
        if dropped:
            self.forget()
        first = paths[0]
        run_long(
            t("正在看 {file}", file=first.name),
            (self._host.window, self._host.runner),
            lambda _progress: [opening.is_package(path) for path in paths],
            lambda kinds: self._sorted(paths, desk, packages=kinds, dropped=dropped),
            self._host.failed,
        )

    def ready(self, desk: Desk) -> None:
        """A workspace was opened: what waited for it is taken in."""
        paths, self._waiting = self._waiting, ()
        if paths:
            self._receive(paths, desk)

    def forget(self) -> None:
        """Nothing was opened after all."""
        self._waiting = ()

    def _sorted(self, paths: Sequence[Path], desk: Desk | None, *, packages: list[bool], dropped: bool) -> None:
        if desk is not None and (any(packages) or (dropped and desk.workspace.role == "office")):
            self._receive(paths, desk)
        elif desk is None and all(packages):
            self._look(paths)
        else:
            self._open(paths, packages)

    def _open(self, paths: Sequence[Path], packages: list[bool]) -> None:
        """The first workspace; packages that came with it, or wait for it, are taken in once it is open."""
        if any(packages):
            self._waiting = [path for path, is_package in zip(paths, packages, strict=True) if is_package]
        self._host.open_file(paths[packages.index(False)])

    def _receive(self, paths: Sequence[Path], desk: Desk) -> None:
        if desk.workspace.role == "office":
            desk.go("merge", "\0".join(str(path) for path in paths))
            return
        dialog = ReceiveDialog(desk, paths, self._host.window)
        dialog.taken.connect(partial(self._reopen, desk))
        dialog.begin()

    def _reopen(self, desk: Desk, report: MergeReport) -> None:
        """A new round is the one to work in from now on."""
        if any(kind.removeprefix("office.") == "round" for each in report.packages for kind in each.new):
            self._host.open_file(desk.workspace.path)

    def _look(self, paths: Sequence[Path]) -> None:
        run_long(
            t("正在看 {file}", file=paths[0].name),
            (self._host.window, self._host.runner),
            lambda _progress: self._foremost(paths),
            lambda envelope: self._offer(envelope, paths),
            self._host.failed,
        )

    def _foremost(self, paths: Sequence[Path]) -> Envelope:
        """That with which the others can be taken in. On a lane."""
        first = opening.foremost(paths)
        return Envelope(first, opening.envelope(first))

    def _offer(self, envelope: Envelope, paths: Sequence[Path]) -> None:
        if not envelope.is_task:
            astray = AstrayDialog(envelope, self._host.window)
            astray.accepted.connect(lambda: self._wait(paths))
            astray.open()
            return
        dialog = TaskDialog(envelope, (self._host.installation, self._host.runner), self._host.window)
        self._waiting = [path for path in paths if path != envelope.path]
        dialog.rejected.connect(self.forget)
        dialog.made.connect(self._host.begin)
        dialog.failed.connect(self._host.failed)
        dialog.open()

    def _wait(self, paths: Sequence[Path]) -> None:
        self._waiting = paths
        self._host.ask_open()
