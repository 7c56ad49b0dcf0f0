"""What lies on the table: the files seen so far, which of them are to come in, and a person's words about them. No Qt,
no jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.services.exchange.merging import MergeReport, PackageView
from chuangjian_desktop.ui.exchange.taking import words
from chuangjian_desktop.ui.exchange.taking.state import Asked, Detail, FileCard
from chuangjian_desktop.ui.text.words import language, t


class Board:
    """`report` is of the ticked files together (None while it is not known), `done` of the merge that came about."""

    def __init__(self) -> None:
        self.views: dict[int, PackageView] = {}
        self.ticked: frozenset[int] = frozenset()
        self.choice = Choice()
        self.current = -1
        self.report: MergeReport | None = None
        self.done: MergeReport | None = None
        self._about: tuple[PackageView | None, MergeReport | None, str] = (None, None, "")
        self._detail = Detail()

    # ---- files ----

    def may(self) -> frozenset[int]:
        """Those that may come in."""
        return frozenset(number for number, view in self.views.items() if view.status != "refused")

    def seen(self, report: MergeReport) -> None:
        """All were looked at; what may come in now and could not before is ticked."""
        before = self.may()
        self.update(report.packages)
        self.ticked = (self.ticked & self.may()) | (self.may() - before)
        self.report = report
        if self.current not in self.views:
            self.current = min(self.views, default=-1)

    def update(self, views: Sequence[PackageView]) -> None:
        """What is known of some files now."""
        self.views |= {view.number: view for view in views}

    def toggle(self, number: int) -> bool:
        """Take a file in or leave it; whether that can be said of it."""
        if number not in self.views or (number not in self.may() and number not in self.ticked):
            return False
        self.ticked ^= {number}
        return True

    def toggle_all(self) -> None:
        """All that may come in; none, when all are."""
        self.ticked = frozenset() if self.ticked >= self.may() else self.may()

    def fresh(self, paths: Sequence[Path]) -> list[Path]:
        """Those that are not here yet."""
        known = {view.path for view in self.views.values()}
        return [path for path in paths if path not in known]

    def folder(self) -> Path:
        """Where the files came from."""
        return next((view.path.parent for view in self.views.values()), Path.home())

    # ---- decisions ----

    def asked(self) -> Asked | None:
        """The decision that the shown file waits for."""
        view = self.views.get(self.current)
        ask = "" if view is None else words.ask_of(view)
        if view is None or not ask:
            return None
        name, files = view.sender or words.from_whom(view), len(self._alike(view))
        return Asked(ask, name, view.role, view.fingerprint, view.file, files)

    def decided(self, how: str) -> Choice | None:
        """The choice with a person's word about the shown file: `team` or `office` enrols its signer, `once` takes it
        in unverified, `as_office` takes in what it holds in the office's name."""
        view, choice = self.views.get(self.current), self.choice
        if view is None:
            return None
        signer = frozenset({view.fingerprint}) if view.fingerprint else frozenset[str]()
        if how == "team":
            return replace(choice, trust=choice.trust | signer)
        if how == "office":
            return replace(choice, trust_office=choice.trust_office | signer)
        if how == "as_office":
            return replace(choice, as_office=choice.as_office | {view.source})
        return replace(choice, once=choice.once | {each.source for each in self._alike(view)})

    def _alike(self, view: PackageView) -> list[PackageView]:
        """Files that wait for the same word as this one."""
        if words.ask_of(view) != "signer":
            return [view]
        same = (each for each in self.views.values() if each.fingerprint == view.fingerprint)
        return [each for each in same if words.ask_of(each) == "signer"]

    # ---- in words ----

    def cards(self) -> tuple[FileCard, ...]:
        """The list."""
        taken = self.done is not None
        ordered = sorted(self.views.items())
        return tuple(words.card_of(view, ticked=number in self.ticked, taken=taken) for number, view in ordered)

    def facts(self) -> str:
        """The line under the title."""
        refused = len(self.views) - len(self.may())
        parts = [t("{n} 个文件", n=len(self.views))] if self.views else []
        if refused:
            parts.append(t("{n} 个不能并入", n=refused))
        if self.done is None:
            parts.append(t("先看清楚，再并入；并入后仍可整体撤回"))
        return " · ".join(parts)

    def detail(self) -> Detail:
        """The shown file in words, made anew only when something about it changed."""
        view = self.views.get(self.current)
        about = (view, self.report, language())
        if view is None:
            return Detail()
        if any(mine is not yours for mine, yours in zip(about, self._about, strict=True)):
            names = {number: each.file for number, each in self.views.items()}
            self._detail, self._about = words.detail_of(view, self.report, names), about
        return self._detail
