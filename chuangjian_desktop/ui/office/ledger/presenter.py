"""Decides what the Ledger shows: pages of cases from the query, then what they add up to and cost. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.sheet import PhotoRow, Touch
from chuangjian_desktop.services import campaigns, documents
from chuangjian_desktop.services.casework import listing, reading
from chuangjian_desktop.services.casework.listing import Sums
from chuangjian_desktop.services.casework.reading import CasePage, CaseRow
from chuangjian_desktop.services.photo_records import photos_of
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.compare.state import Tile
from chuangjian_desktop.ui.models.cells import Row
from chuangjian_desktop.ui.office.ledger.filters import Known, case_filter, choices, read_known
from chuangjian_desktop.ui.office.ledger.rows import Groups, columns, group_name, grouped, row_of
from chuangjian_desktop.ui.office.ledger.state import LedgerState, Wanted
from chuangjian_desktop.ui.text.touches import touch_line, touch_rows
from chuangjian_desktop.ui.text.words import t

PAGE, MOST_KEPT = 100, 2000


@dataclass(frozen=True, slots=True)
class Page:
    """A page with the sizes of its groups."""

    cases: CasePage
    groups: Groups


class LedgerPresenter:
    """`show` gets every new state, `show_touches` one in which only the words about the chosen finding are new; `more`
    asks for further rows."""

    def __init__(
        self, desk: Desk, show: Callable[[LedgerState], None], show_touches: Callable[[LedgerState], None]
    ) -> None:
        self._desk = desk
        self._show = show
        self._show_touches = show_touches
        self.known = Known()
        self._asked = 0
        self.cases: dict[str, CaseRow] = {}
        self.found = 0
        self._sums: Sums | None = None
        self._groups: Groups = {}
        self._tail: str | None = None
        self._undo: Callable[[], None] | None = None
        office = desk.workspace.role == "office"
        self.state = LedgerState(office=office, choices=choices(self.known, office=office))

    def refresh(self) -> None:
        """Read filters' choices and the rows on screen anew."""
        self._fetch(0, max(PAGE, min(MOST_KEPT, len(self.cases))))
        workspace = self._desk.workspace
        self._desk.runner.run(lambda _progress: read_known(workspace), self._took_known, self._desk.failed, lane="work")

    def _took_known(self, known: Known) -> None:
        self.known = known
        self.state = replace(self.state, choices=choices(known, office=self.state.office))
        self._publish(self.state.rows, self.state.offset)

    def narrow(self, name: str, value: str) -> None:
        """Set one filter; an empty value takes it off. `sort` is an order, a second wish for the same turns it."""
        wanted = self.state.wanted
        if name == "sort":
            turned = bool(value) and value == wanted.sort and not wanted.descending
            self.want(replace(wanted, sort=value, descending="1" if turned else "", group=""))
        else:
            self.want(replace(wanted, **{name: value}))

    def search(self, words: str) -> None:
        """Only findings, sites or places that hold these words."""
        if words.strip() != self.state.wanted.words:
            self.want(replace(self.state.wanted, words=words.strip()))

    def clear(self) -> None:
        """All filters off."""
        old = self.state.wanted
        self.want(Wanted(group=old.group, sort=old.sort, descending=old.descending))

    def want(self, wanted: Wanted, view: str = "") -> None:
        """Another view of the table; `view` is the saved one it comes from."""
        self.state = replace(self.state, wanted=wanted, view=view)
        self._fetch(0, PAGE)

    def more(self, _offset: int) -> None:
        """The next page."""
        self._fetch(len(self.cases), PAGE)

    def _fetch(self, offset: int, limit: int) -> None:
        self._asked += 1
        mine, wanted, workspace = self._asked, self.state.wanted, self._desk.workspace
        asked, held = case_filter(wanted, now()), self._groups

        def work() -> Page:
            sizes = listing.groups(workspace, asked, wanted.group) if wanted.group and not offset else held
            return Page(reading.cases(workspace, asked, offset, limit), sizes)

        self._desk.runner.run(
            lambda _progress: work(), lambda page: self._took(mine, offset, page), self._desk.failed, lane="work"
        )

    def _took(self, asked: int, offset: int, page: Page) -> None:
        if asked != self._asked:
            return
        self.found, self._groups = page.cases.total, page.groups
        place = self.state.offset + len(self.state.rows) if offset else 0
        if not offset:
            self.cases, self._tail = {}, None
        fresh = {row.finding_id: row for row in page.cases.rows}
        self.cases |= fresh
        self._publish(self._made(fresh, self._tail), place)
        self._tail = group_name(page.cases.rows[-1], self.state.wanted.group) if page.cases.rows else None
        if not offset:
            self._add_up(asked)

    def _made(self, cases: Mapping[str, CaseRow], before: str | None) -> tuple[Row, ...]:
        lost = None if self._sums is None else self._sums.lost
        catalogue, moment, by = self._desk.workspace.catalogue, now(), self.state.wanted.group
        rows = [(group_name(case, by), row_of(case, catalogue, lost, moment)) for case in cases.values()]
        if not by:
            return tuple(row for _, row in rows)
        return grouped(rows, self._groups, before, len(columns()))

    def _add_up(self, asked: int) -> None:
        """Sums and costs take longer than rows; they come after them."""
        workspace, wanted = self._desk.workspace, case_filter(self.state.wanted, now())
        self._desk.runner.run(
            lambda _progress: listing.sums(workspace, wanted),
            lambda sums: self._added_up(asked, sums),
            self._desk.failed,
            lane="work",
        )

    def _added_up(self, asked: int, sums: Sums) -> None:
        self._sums = sums
        if asked == self._asked:
            self._publish(self._made(self.cases, None), 0)

    def retranslate(self) -> None:
        """Make the words anew."""
        if self.state.loaded:
            self.state = replace(self.state, choices=choices(self.known, office=self.state.office))
            self._publish(self._made(self.cases, None), 0)

    def _publish(self, rows: tuple[Row, ...], offset: int) -> None:
        heads = sum(row.head for row in rows) + (self.state.total - self.found if offset else 0)
        wanted, sums = self.state.wanted, self._sums
        head = t("筛出") if wanted.narrows() else t("共")
        words = t("{head} {n} 条", head=head, n=self.found)
        if sums is not None:
            words = t(
                "{head} {n} 条 · {count} 处 · 扣 {lost} 分",
                head=head,
                n=self.found,
                count=sums.count,
                lost=sums.lost_sum,
            )
        self.state = replace(
            self.state,
            loaded=True,
            columns=columns(),
            rows=rows,
            offset=offset,
            total=self.found + heads,
            sums=words,
            facts=self.known.round_name,
            any_filter=wanted.narrows(),
            views=self.known.views,
        )
        self._show(self.state)

    def cost(self, finding_id: str) -> int:
        """What a finding costs in hundredths; nothing while that is not known."""
        return 0 if self._sums is None else self._sums.lost.get(finding_id, 0)

    def tell(self, words: str, undo: Callable[[], None] | None = None, *, mood: str = "gain") -> None:
        """Say what was done; `undo` takes it back, and is offered with it."""
        self._undo = undo
        self.state = replace(self.state, told=words, told_mood=mood, undoable=undo is not None)
        self._show_touches(self.state)

    def answer(self) -> None:
        """What was told is read; where it can be taken back, that is what was asked for."""
        undo = self._undo
        self.tell("")
        if undo is not None:
            undo()

    def open(self, finding_id: str) -> None:
        """Go to the finding in its visit."""
        row = self.cases.get(finding_id)
        if row is not None:
            self._desk.go("walk", f"{row.line.visit_id}\n{row.line.item_code}")

    def choose(self, finding_id: str) -> None:
        """Say what a finding costs in each campaign."""
        row = self.cases.get(finding_id)
        if row is None:
            self._touched(())
            return
        workspace, visit = self._desk.workspace, row.line.visit_id
        self._desk.runner.run(
            lambda _progress: campaigns.touches_in(workspace, visit, finding_id),
            self._touched,
            self._desk.failed,
            lane="work",
        )

    def _touched(self, touches: tuple[Touch, ...]) -> None:
        words = t("同时计入 {touches}", touches=touch_line(touches)) if touches else ""
        self.state = replace(self.state, touches=words, touches_whole=touch_rows(touches))
        self._show_touches(self.state)

    def photos(self, finding_id: str, show: Callable[[tuple[Tile, ...]], None]) -> None:
        """The photos of a finding, for the viewer."""
        workspace, row = self._desk.workspace, self.cases.get(finding_id)
        caption = f"{row.number} {row.line.words}" if row is not None else ""

        def done(found: tuple[PhotoRow, ...]) -> None:
            show(tuple(Tile(each.id, each.thumb, each.blob, f"{caption} · {each.name}") for each in found))

        self._desk.runner.run(lambda _progress: photos_of(workspace, finding_id), done, self._desk.failed, lane="work")

    def export(self, kind: str, path: Path, progress: Progress) -> tuple[Warn, ...]:
        """Write the ledger, the summary or the lists by campaign; runs on a lane."""
        if kind == "campaigns":
            return campaigns.export_campaigns(self._desk.workspace, path)
        way = documents.export_ledger if kind == "ledger" else documents.export_summary
        return way(self._desk.workspace, path, progress)
