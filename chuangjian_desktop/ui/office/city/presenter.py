"""Decides what the view of a campaign shows, and carries out what is entered there. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.services import campaigns
from chuangjian_desktop.services.office.city import importing, reviews
from chuangjian_desktop.services.office.city.importing import SurveyImport, Wanted
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.office.city import headline, saving
from chuangjian_desktop.ui.office.city.pages import page_of
from chuangjian_desktop.ui.office.city.reading import Read, Summary, read, summaries
from chuangjian_desktop.ui.office.city.sides import side_of
from chuangjian_desktop.ui.office.city.state import CityState, Page
from chuangjian_desktop.ui.text.words import t

Show = Callable[[CityState], None]
Found = tuple[tuple[Summary, ...], Read | None]


class CityPresenter:
    """`show` gets every new state. A side stays open over a refresh as long as what it is about is there."""

    def __init__(self, desk: Desk, show: Show) -> None:
        self._desk = desk
        self._show = show
        self._summaries: tuple[Summary, ...] = ()
        self._read: Read | None = None
        self._side = ""
        self.state = CityState()

    def refresh(self) -> None:
        """Compute anew."""
        workspace, wanted = self._desk.workspace, self.state.chosen

        def work(_progress: object) -> Found:
            listed = summaries(workspace)
            codes = [each.code for each in listed]
            code = wanted if wanted in codes else codes[0] if codes else ""
            return listed, read(workspace, code) if code else None

        self._desk.runner.run(work, self._took, self._desk.failed, lane="work")

    def _took(self, found: Found) -> None:
        self._summaries, got = found
        if got is not None and self.state.chosen in ("", got.standard.code):
            self._read = got
            self.state = replace(self.state, chosen=got.standard.code)
        self._publish()

    def choose(self, code: str) -> None:
        """Another standard."""
        if not code or code == self.state.chosen:
            return
        self._side = ""
        self.state = replace(self.state, chosen=code)
        workspace = self._desk.workspace
        self._desk.runner.run(lambda _progress: read(workspace, code), self._arrived, self._desk.failed, lane="work")

    def _arrived(self, got: Read) -> None:
        if got.standard.code == self.state.chosen:
            self._read = got
            self._publish()

    def choose_tab(self, tab: str) -> None:
        """Another page."""
        self._side = ""
        self.state = replace(self.state, tab=tab)
        self._publish()

    def open(self, key: str) -> None:
        """Show what a row, a bar or a number is about."""
        if key:
            self._side = key
            self._publish()

    def close(self) -> None:
        """Close the side."""
        self._side = ""
        self._publish()

    # ---- acts ----

    def save(self, values: Mapping[str, str]) -> None:
        """Keep the fields of the open side."""
        got, key = self._read, self._side
        if got is not None and key:
            workspace = self._desk.workspace
            self._act(lambda: saving.save(workspace, got, key, values), self._saved)

    def _saved(self, key: str) -> None:
        self._side = key
        self.refresh()

    def take_away(self) -> None:
        """Take away what the side is about."""
        got, key = self._read, self._side
        if got is not None and key:
            workspace = self._desk.workspace
            self._act(lambda: saving.take_away(workspace, got, key), lambda _done: self._gone())

    def _gone(self) -> None:
        self._side = ""
        self.refresh()

    def act(self, name: str) -> None:
        """An action of the page, or another way to look at what the side is about."""
        got = self._read
        if got is None:
            return
        kind, _, about = self._side.partition(".")
        workspace, code = self._desk.workspace, got.standard.code
        if name == "plan":
            self._act(lambda: reviews.plan_documents(workspace, code), lambda _n: self.refresh())
        elif name == "present":
            self._act(lambda: saving.make_present(workspace, got, about), lambda _done: self.refresh())
        else:
            self.open(_opened(name, kind, about))

    def _act(self, work: Callable[[], object], done: Callable[[str], None]) -> None:
        self._desk.runner.run(lambda _progress: work(), lambda answer: done(str(answer)), self._desk.failed)

    def import_answers(self, path: Path, *, dry_run: bool) -> SurveyImport:
        """Look at filled-in questionnaires, or count them, for the standard that is open."""
        return importing.import_answers(self._desk.workspace, path, Wanted(standard=self.state.chosen), dry_run=dry_run)

    @property
    def read(self) -> Read | None:
        """The standard that is open, with what was entered for it."""
        return self._read

    def export_lists(self, path: Path) -> tuple[Warn, ...]:
        """Write the findings of the round as a list for each campaign; runs on a lane."""
        return campaigns.export_campaigns(self._desk.workspace, path)

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def _publish(self) -> None:
        got = self._read
        listed = tuple(headline.standard_row(each) for each in self._summaries)
        self.state = replace(self.state, loaded=bool(self._summaries), standards=listed)
        if got is not None:
            total, rest = headline.total_words(got.score)
            side = side_of(got, self._side) if self._side else None
            self.state = replace(
                self.state,
                standard_columns=headline.columns(),
                facts=f"{got.round_name} · {got.standard.title} · {got.standard.edition}",
                total=total,
                total_rest=rest,
                tags=tuple(headline.tags(got)),
                bars=headline.bars(got.score),
                page=_allowed(page_of(got, self.state.tab), office=got.office),
                side=side,
                office=got.office,
            )
        self._show(self.state)


def _opened(name: str, kind: str, about: str) -> str:
    """The side that an action opens."""
    if name in ("plus", "minus", "negative"):
        return f"ledger.{name}"
    if name in ("question", "tally"):
        return f"{name}.{about}."
    return f"{name}." if name != "document" or kind != "node" else f"document.@{about}"


def _allowed(page: Page, *, office: bool) -> Page:
    """A team reads; what is entered for the city is the office's."""
    return page if office else replace(page, actions=(), hint=t("由创建办录入"))
