"""Decides what the Ledger shows: pages of findings from the query, sums of what is filtered. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.sheet import PhotoRow, Touch
from chuangjian_desktop.services import campaigns, documents, places
from chuangjian_desktop.services.ledger import LedgerFilter, LedgerLine, LedgerPage, ledger, photos
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.compare.state import Tile
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.ledger.state import Choices, LedgerState
from chuangjian_desktop.ui.text.touches import touch_line, touch_rows
from chuangjian_desktop.ui.text.words import language, t

PAGE = 200
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Around:
    """What filters can be set to."""

    areas: Choices
    types: Choices
    units: Choices
    round_name: str


class LedgerPresenter:
    """`show` gets every new state, `show_touches` one in which only the words about the chosen finding are new; `more`
    asks for the rows from an offset on."""

    def __init__(
        self, desk: Desk, show: Callable[[LedgerState], None], show_touches: Callable[[LedgerState], None]
    ) -> None:
        self._desk = desk
        self._show = show
        self._show_touches = show_touches
        self._around = Around((), (), (), "")
        self._asked = 0
        self._visits: dict[str, str] = {}
        self._captions: dict[str, str] = {}
        self._page: LedgerPage | None = None
        self.state = LedgerState()

    def refresh(self) -> None:
        """Read filters' choices and the first page anew."""
        self._desk.runner.run(lambda _progress: self._read_around(), self._took_around, self._desk.failed, lane="work")

    def _read_around(self) -> Around:
        workspace = self._desk.workspace
        titles = workspace.catalogue.titles
        used = {site.type for site in places.sites(workspace)}
        return Around(
            tuple((node.path, node.path.replace("/", " ")) for node in places.areas(workspace)),
            tuple((code, title) for code, title in titles.items() if code in used),
            tuple((unit.id, unit.name) for unit in places.units(workspace)),
            places.current_round(workspace).name,
        )

    def _took_around(self, around: Around) -> None:
        self._around = around
        self._fetch(0)

    def narrow(self, name: str, value: str) -> None:
        """Set one filter; an empty value takes it off. `sort` is an order, a second wish for the same turns it."""
        wanted = self.state.wanted
        if name == "sort":
            turned = value == wanted.sort and not wanted.descending
            self._filter(replace(wanted, sort=value or "site", descending=turned))
        else:
            self._filter(replace(wanted, **{name: value}))  # pyright: ignore[reportArgumentType]

    def search(self, words: str) -> None:
        """Only findings, sites or places that hold these words."""
        self._filter(replace(self.state.wanted, words=words.strip()))

    def clear(self) -> None:
        """All filters off."""
        self._filter(LedgerFilter(sort=self.state.wanted.sort, descending=self.state.wanted.descending))

    def _filter(self, wanted: LedgerFilter) -> None:
        self.state = replace(self.state, wanted=wanted)
        self._fetch(0)

    def more(self, offset: int) -> None:
        """The next page."""
        self._fetch(offset)

    def _fetch(self, offset: int) -> None:
        self._asked += 1
        mine, wanted, workspace = self._asked, self.state.wanted, self._desk.workspace
        self._desk.runner.run(
            lambda _progress: ledger(workspace, wanted, offset, PAGE),
            lambda page: self._took(mine, offset, page),
            self._desk.failed,
            lane="work",
        )

    def _took(self, asked: int, offset: int, page: LedgerPage) -> None:
        if asked == self._asked:
            if offset == 0:
                self._page = page
            self._publish(offset, page)

    def retranslate(self) -> None:
        """Make the words anew."""
        if self._page is not None:
            self._publish(0, self._page)

    def _publish(self, offset: int, page: LedgerPage) -> None:
        for line, _lost in page.rows:
            self._captions[line.id] = f"{line.number} {line.words}"
            self._visits[line.id] = f"{line.visit_id}\n{line.item_code}"
        wanted = self.state.wanted
        active = any((wanted.area, wanted.site_type, wanted.unit_id, wanted.deadline, wanted.words))
        head = t("筛出") if active else t("共")
        lost = page.lost_sum
        sums = t("{head} {n} 条 · {count} 处 · 扣 {lost} 分", head=head, n=page.total, count=page.count_sum, lost=lost)
        self.state = replace(
            self.state,
            loaded=True,
            choices=self._choices(),
            columns=self._columns(),
            rows=tuple(self._row(line, lost) for line, lost in page.rows),
            offset=offset,
            total=page.total,
            sums=sums,
            facts=self._around.round_name,
            any_filter=active,
        )
        self._show(self.state)

    def _choices(self) -> tuple[tuple[str, str, Choices], ...]:
        english = language() == "en"
        deadlines = tuple((each.code, each.label_en if english else each.label_zh) for each in DEADLINES.values())
        sorts = (
            ("site", t("点位")),
            ("unit", t("责任单位")),
            ("time", t("发现时间")),
            ("count", t("处数")),
            ("problem", t("问题")),
        )
        return (
            ("area", t("区划"), self._around.areas),
            ("site_type", t("类别"), self._around.types),
            ("unit_id", t("责任单位"), self._around.units),
            ("deadline", t("时限"), deadlines),
            ("sort", t("排序"), sorts),
        )

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("thumb", t("照片"), 74),
            Column("number", t("编号"), 108),
            Column("site", t("点位"), 160),
            Column("text", t("问题")),
            Column("count", t("处"), 44, right=True),
            Column("lost", t("扣分"), 70, right=True),
            Column("unit", t("责任单位"), 186),
            Column("deadline", t("时限"), 84),
        )

    def _row(self, line: LedgerLine, lost: int) -> Row:
        item = self._desk.workspace.catalogue.items.get(line.item_id)
        lacking = max(0, (item.photos_required if item else 0) - line.photos)
        deadline = DEADLINES.get(line.deadline)
        words = (deadline.label_en if language() == "en" else deadline.label_zh) if deadline else "—"
        place = f"{line.text} · {line.place}" if line.place else line.text
        return Row(
            line.id,
            (
                Cell(line.thumb, kind="thumb", spoken=t("照片 {n} 张", n=line.photos)),
                Cell(line.number, "text_3"),
                Cell(line.site),
                Cell(place, after=t("缺 {n} 张", n=lacking) if lacking else ""),
                Cell(str(line.count)),
                Cell(f"{MINUS}{two_decimals(lost)}" if lost else "0.00", "loss" if lost else "text_3", bold=bool(lost)),
                Cell(line.unit or "—", "text_2"),
                Cell(words, "text_2"),
            ),
        )

    def open(self, finding_id: str) -> None:
        """Go to the finding in its visit."""
        if finding_id in self._visits:
            self._desk.go("walk", self._visits[finding_id])

    def choose(self, finding_id: str) -> None:
        """Say what a finding costs in each campaign."""
        if finding_id in self._visits:
            workspace, visit = self._desk.workspace, self._visits[finding_id].partition("\n")[0]
            self._desk.runner.run(
                lambda _progress: campaigns.touches_in(workspace, visit, finding_id),
                self._touched,
                self._desk.failed,
                lane="work",
            )
        else:
            self._touched(())

    def _touched(self, touches: tuple[Touch, ...]) -> None:
        words = t("同时计入 {touches}", touches=touch_line(touches)) if touches else ""
        self.state = replace(self.state, touches=words, touches_whole=touch_rows(touches))
        self._show_touches(self.state)

    def photos(self, finding_id: str, show: Callable[[tuple[Tile, ...]], None]) -> None:
        """The photos of a finding, for the viewer."""
        workspace = self._desk.workspace
        caption = self._captions.get(finding_id, "")

        def done(found: tuple[PhotoRow, ...]) -> None:
            show(tuple(Tile(each.id, each.thumb, each.blob, f"{caption} · {each.name}") for each in found))

        self._desk.runner.run(lambda _progress: photos(workspace, finding_id), done, self._desk.failed, lane="work")

    def export(self, kind: str, path: Path, progress: Progress) -> tuple[Warn, ...]:
        """Write the ledger, the summary or the lists by campaign; runs on a lane."""
        if kind == "campaigns":
            return campaigns.export_campaigns(self._desk.workspace, path)
        way = documents.export_ledger if kind == "ledger" else documents.export_summary
        return way(self._desk.workspace, path, progress)
