"""Opening a visit and moving through its items: the half of the Walk's presenter that changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.sheet import Chip, Proposal, VisitSheet
from chuangjian_desktop.ui.fieldwork.walk.acting import Acting, Home, WalkScreen, lock_notice
from chuangjian_desktop.ui.fieldwork.walk.ports import WalkServices
from chuangjian_desktop.ui.fieldwork.walk.state import (
    Draft,
    Filter,
    Notice,
    Prepared,
    UnitChoice,
    WalkState,
    matches,
)
from chuangjian_desktop.ui.jobs.runner import Runner
from chuangjian_desktop.ui.text.words import t


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything read when a visit is opened."""

    sheet: VisitSheet
    units: tuple[UnitChoice, ...]
    initials: dict[str, str]
    chips: tuple[Chip, ...]
    proposal: Proposal


class Moving(Acting):
    """Reads a visit and goes from item to item; what was begun on one waits there."""

    def __init__(
        self, services: WalkServices, runner: Runner, view: WalkScreen, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        super().__init__(services, runner, view, clock)
        self._initials: dict[str, str] = {}
        self._left: dict[str, tuple[Draft | None, int, tuple[Prepared, ...], Home]] = {}
        self.recorded: Callable[[Home], None] = lambda _home: None

    # ---- opening and showing -------------------------------------------------------------------------------------

    def open(self, visit_id: str, item_code: str = "") -> None:
        """Show a visit; at its first open item unless one is named."""
        self._visit = visit_id
        for kept in (self._chips, self._proposals, self._left):
            kept.clear()
        self.home = Home()
        self.state = WalkState(page_size=self.state.page_size)
        self._runner.run(lambda _progress: self._read(item_code), self._opened, self.refused, lane="store")

    def _read(self, item_code: str) -> Opened:
        sheet = self._services.sheet(self._visit)
        code = item_code or _first_open(sheet)
        initials = {row.item.code: self._services.initials(row.item.title).casefold() for row in sheet.rows}
        chips = self._services.chips(self._visit, code) if code else ()
        proposal = self._services.propose(self._visit, code) if code else Proposal("", "", (), (), "normal", "")
        if code:
            self._chips[code] = chips
            self._proposals[code] = proposal
        return Opened(sheet, self._services.units(), initials, chips, proposal)

    def _opened(self, opened: Opened) -> None:
        self._initials = opened.initials
        code = next(iter(self._chips), "")
        self.state = replace(self.state, sheet=opened.sheet, units=opened.units, notice=lock_notice(opened.sheet))
        self.choose_item(code)
        self._read_ahead()

    def _read_ahead(self) -> None:
        """Read the chips of all items once, so that moving to the next one waits for nothing."""
        sheet = self.state.sheet
        codes = [row.item.code for row in sheet.rows if row.item.code not in self._chips] if sheet else []
        visit = self._visit

        def work(progress: Progress) -> dict[str, tuple[tuple[Chip, ...], Proposal]]:
            progress.expect(len(codes))
            found: dict[str, tuple[tuple[Chip, ...], Proposal]] = {}
            for code in codes:
                found[code] = (self._services.chips(visit, code), self._services.propose(visit, code))
                progress.step(code)
            return found

        def done(found: dict[str, tuple[tuple[Chip, ...], Proposal]]) -> None:
            if visit != self._visit:
                return
            for code, (chips, proposal) in found.items():
                self._chips.setdefault(code, chips)
                self._proposals.setdefault(code, proposal)
            self._show_item_facts()

        self._runner.run(work, done, self.refused, lane="work")

    def _show_item_facts(self) -> None:
        code = self.state.item_code
        self._set(chips=self._chips.get(code, ()), proposal=self._proposals.get(code))

    @property
    def visit_id(self) -> str:
        """The visit that is shown, empty while there is none."""
        return self._visit

    def refresh(self) -> None:
        """Read the sheet again; nothing else changes."""
        visit = self._visit
        if visit:
            self._runner.run(lambda _progress: self._services.sheet(visit), self._refreshed, self.refused)

    def _refreshed(self, sheet: VisitSheet) -> None:
        if sheet.visit_id == self._visit:
            self.state = replace(self.state, sheet=sheet)
            self._set(shown=self._shown(self.state.item_code))

    def reword(self) -> None:
        """Show the state anew, after a change of language or colours."""
        self._view.show_state(self.state)

    def wordings_for(self, typed: str) -> list[str]:
        """Wordings of the item that hold what is typed, or whose pinyin initials begin with it."""
        text = typed.strip().casefold()
        chips = self.state.chips if text else ()
        return [
            chip.text
            for chip in chips
            if text in chip.text.casefold() or self._services.initials(chip.text).casefold().startswith(text)
        ]

    # ---- moving --------------------------------------------------------------------------------------------------

    def choose_item(self, code: str) -> None:
        """Go to an item. What was begun on the one before waits there, with its photos."""
        sheet = self.state.sheet
        if sheet is None or not code:
            self._set()
            return
        same = code == self.state.item_code
        if not same:
            self._left[self.state.item_code] = (self.state.draft, self.state.picked, self.state.basket, self.home)
        row, s = sheet.row(code), self.state
        draft, picked, basket, self.home = (
            (s.draft, s.picked, s.basket, self.home) if same else self._left.pop(code, (None, -1, (), Home()))
        )
        self._set(
            item_code=code,
            shown=self._shown(code),
            chips=self._chips.get(code, ()),
            proposal=self._proposals.get(code),
            chip_page=self.state.chip_page if same else 0,
            draft=draft,
            picked=picked,
            basket=basket,
            editing=self.state.editing and same,
            units_open=self.state.units_open and same,
            asking_reason=False,
            photo_news=self.state.photo_news if same else None,
            selected=self.state.selected if same else (row.findings[-1].id if row.findings else ""),
        )
        if code not in self._chips:
            self._read_item(code)

    def _read_item(self, code: str) -> None:
        def done(found: tuple[tuple[Chip, ...], Proposal]) -> None:
            self._chips.setdefault(code, found[0])
            self._proposals.setdefault(code, found[1])
            self._show_item_facts()

        visit = self._visit
        self._runner.run(
            lambda _progress: (self._services.chips(visit, code), self._services.propose(visit, code)),
            done,
            self.refused,
            lane="store",
        )

    def step(self, by: int) -> None:
        """The next or previous item of the list as it is filtered."""
        codes = self._listed()
        if not codes:
            return
        here = codes.index(self.state.item_code) if self.state.item_code in codes else -1
        self.choose_item(codes[max(0, min(len(codes) - 1, here + by))])

    def next_open(self) -> None:
        """The next unanswered item after this one, from the top again at the end."""
        sheet = self.state.sheet
        if sheet is None:
            return
        codes = [row.item.code for row in sheet.rows]
        here = codes.index(self.state.item_code) if self.state.item_code in codes else -1
        order = [*sheet.rows[here + 1 :], *sheet.rows[: here + 1]]
        found = next((row.item.code for row in order if row.state == "unanswered"), "")
        if found:
            self.choose_item(found)
        else:
            self._set(notice=Notice(t("各项都已作答。"), "gain"))

    def first_missing_photo(self) -> None:
        """Go to the first item whose required photo is missing."""
        sheet = self.state.sheet
        found = next((row.item.code for row in sheet.rows if row.photos_missing), "") if sheet else ""
        if found:
            self.choose_item(found)

    def filter(self, wanted: Filter) -> None:
        """Show all items, the open ones or those with a deduction."""
        self.state = replace(self.state, filter=wanted)
        self._set(shown=self._shown(self.state.item_code))

    def search(self, text: str | None) -> None:
        """Search items by title, code or pinyin initials; None ends the search."""
        self.state = replace(self.state, search=text)
        self._set(shown=self._shown("" if text else self.state.item_code))

    def take_search(self) -> None:
        """Go to the first item found."""
        codes = self._listed()
        self.state = replace(self.state, search=None)
        self.choose_item(codes[0] if codes else self.state.item_code)

    def _listed(self) -> list[str]:
        sheet = self.state.sheet
        return [row.item.code for row in sheet.rows if row.item.code in self.state.shown] if sheet else []

    def _shown(self, keep: str) -> frozenset[str]:
        sheet = self.state.sheet
        if sheet is None:
            return frozenset()
        search = self.state.search or ""
        found = {
            row.item.code
            for row in sheet.rows
            if matches(row, self.state.filter, search, self._initials.get(row.item.code, ""))
        }
        return frozenset(found | {keep} - {""}) if not search else frozenset(found)

    def keep_for(self, home: Home, prepared: Prepared) -> None:
        """A photo for a draft that waits at another item."""
        for code, (draft, picked, basket, theirs) in self._left.items():
            if theirs is home:
                self._left[code] = (draft, picked, (*basket, prepared), theirs)
                return


def _first_open(sheet: VisitSheet) -> str:
    found = next((row.item.code for row in sheet.rows if row.state == "unanswered"), "")
    return found or (sheet.rows[0].item.code if sheet.rows else "")
