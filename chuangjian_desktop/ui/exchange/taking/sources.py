"""The files that were examined and wait for a person, over several jobs of the runner. No Qt."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.exchange.merging import Gathered, MergeReport, gathered
from chuangjian_desktop.services.workspace import Workspace

SUFFIXES = frozenset({".cjpkg", ".cjdb"})


class Sources:
    """Every method runs on a lane, one at a time. `close` lets go of the staged copies; nothing can be begun after."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._gathered: Gathered | None = None
        self._closed = False
        self._unseen: frozenset[Path] = frozenset()

    @property
    def unseen(self) -> frozenset[Path]:
        """Files that were examined and of which nobody was told yet, as the job was stopped afterwards."""
        return self._unseen

    def examine(self, paths: Sequence[Path], choice: Choice, progress: Progress) -> tuple[Path, ...]:
        """Stage and prove further files, those in folders too; answers them in the order of their numbers."""
        with self._lock:
            if self._closed:
                raise Cancelled
            found = files_in(paths)
            if not found:
                return ()
            if self._gathered is None:
                self._gathered = self._stack.enter_context(gathered(self._workspace, found, choice, progress))
                self._unseen = frozenset(found)
            else:
                self._add(self._gathered, [path for path in found if path not in self._unseen], progress)
                self._gathered.allow(choice, progress)
            return found

    def _add(self, gathered_: Gathered, paths: Sequence[Path], progress: Progress) -> None:
        if paths:
            gathered_.add(paths, progress)
            self._unseen |= frozenset(paths)

    def allow(self, choice: Choice, progress: Progress) -> None:
        """Judge anew what waited for a person's word."""
        with self._lock:
            self._begun().allow(choice, progress)

    def preview(self, chosen: frozenset[int] | None, progress: Progress) -> MergeReport:
        """What some of them would bring (None: all that may come in)."""
        with self._lock:
            report = self._begun().preview(chosen, progress)
            if chosen is None:
                self._unseen = frozenset()
            return report

    def take(self, chosen: frozenset[int], progress: Progress) -> MergeReport:
        """Take some of them in, then let go of all."""
        with self._lock:
            report = self._begun().take(chosen, progress=progress)
            self._let_go()
            return report

    def close(self) -> None:
        """Let go."""
        with self._lock:
            self._closed = True
            self._let_go()

    def _begun(self) -> Gathered:
        if self._gathered is None:
            raise Cancelled
        return self._gathered

    def _let_go(self) -> None:
        self._gathered, self._unseen = None, frozenset()
        self._stack.close()


def files_in(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files named, and of folders named all packages and workspaces inside; each once."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file())
            found |= dict.fromkeys(each for each in sorted(inside) if not each.name.startswith("."))
        else:
            found[path] = None
    return tuple(found)
