"""Decides what the Sites screen shows. No Qt: reads through services, filters, makes finished rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chuangjian_desktop.services import places, registry, results
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.services.places import SiteRow
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.fieldwork.deeds.state import deed_of
from chuangjian_desktop.ui.fieldwork.sites.state import (
    STAGES,
    Answered,
    SiteCard,
    SitesData,
    SitesState,
    marks,
    stage,
)
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.text.words import t

STAGE_ICONS = {"new": "state-unanswered", "open": "walk", "finished": "tick", "refused": "lock"}
STAGE_INKS = {"new": "text_3", "open": "info", "finished": "gain", "refused": "exempt"}


class SitesPresenter:
    """`show` gets every new state. Reading runs on the work lane, so that typing is never held up."""

    def __init__(self, desk: Desk, show: Callable[[SitesState], None]) -> None:
        self._desk = desk
        self._show = show
        self._data = SitesData()
        self._chosen = ""
        self._asked = 0
        self._read_once = False
        self._hits: frozenset[str] | None = None
        self.state = SitesState()

    def refresh(self) -> None:
        """Read everything anew."""
        self._desk.runner.run(lambda _progress: self._read(), self._took, self._desk.failed, lane="work")

    def _read(self) -> SitesData:
        workspace = self._desk.workspace
        listed = places.sites(workspace)
        scored = {row.key: row for row in results.score(workspace, "visit").rows}
        catalogue = workspace.catalogue
        answered: dict[str, Answered] = {}
        for site in listed:
            version = catalogue.version_for(site.checklist_id, site.type)
            items = len(version.items) if version else 0
            row = scored.get(site.code)
            answered[site.id] = Answered(items - row.unanswered, items, row.rate) if row else Answered(0, items, None)
        used = {site.type for site in listed}
        types = tuple((code, title) for code, title in catalogue.titles.items() if code in used)
        return SitesData(
            listed,
            places.areas(workspace),
            answered,
            {site.id: registry.initials(site.name) for site in listed},
            types,
            places.current_round(workspace).name,
            {site.id: deed_of(workspace, site) for site in listed},
        )

    def _took(self, data: SitesData) -> None:
        self._data = data
        self._read_once = True
        if self._chosen not in {site.id for site in data.sites}:
            self._chosen = ""
        self._publish()

    def search(self, words: str) -> None:
        """Look for sites by name, code, address or pinyin initials; everything is searched, whatever the area."""
        self.state = replace(self.state, words=words)
        self._asked += 1
        mine = self._asked
        if not words.strip():
            self._hits = None
            self._publish()
            return
        self._desk.runner.run(
            lambda _progress: frozenset(site.id for site in places.search(self._desk.workspace, words)),
            lambda found: self._found(mine, found),
            self._desk.failed,
            lane="work",
        )

    def _found(self, asked: int, found: frozenset[str]) -> None:
        if asked == self._asked:
            self._hits = found
            self._publish()

    def show_area(self, path: str) -> None:
        """Only sites of an area; an empty path shows all."""
        self.state = replace(self.state, area=path)
        self._publish()

    def show_type(self, code: str) -> None:
        """Only one type; an empty code shows all."""
        self.state = replace(self.state, type=code)
        self._publish()

    def show_stage(self, wanted: str) -> None:
        """Only new, open or finished ones; an empty word shows all."""
        self.state = replace(self.state, state=wanted)
        self._publish()

    def choose(self, site_id: str) -> None:
        """Show a site's card."""
        if site_id != self._chosen:
            self._chosen = site_id
            self._publish()

    def walk(self, site_id: str, _column: str = "") -> None:
        """Begin or continue the visit of a site."""
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: visits.visit_of(workspace, site_id),
            lambda visit: self._desk.go("walk", visit),
            self._desk.failed,
        )

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def _seen(self) -> list[SiteRow]:
        state = self.state
        return [
            site
            for site in self._data.sites
            if (not state.area or site.area == state.area or site.area.startswith(f"{state.area}/"))
            and (not state.type or site.type == state.type)
            and (self._hits is None or site.id in self._hits)
        ]

    def _publish(self) -> None:
        seen = self._seen()
        shown = [site for site in seen if not self.state.state or stage(site) == self.state.state]
        if self._chosen not in {site.id for site in shown}:
            self._chosen = shown[0].id if shown else ""
        words = self.state.words.strip()
        count = len(shown)
        found = t("“{words}”找到 {n} 个", words=words, n=count) if words else t("共 {n} 个", n=count)
        stages = [stage(site) for site in seen]
        self.state = replace(
            self.state,
            loaded=self._read_once,
            areas=self._data.areas,
            types=self._data.types,
            counts=tuple(stages.count(each) for each in STAGES),
            total=len(self._data.sites),
            columns=self._columns(),
            rows=tuple(self._row(site) for site in shown),
            found=found,
            card=self._card(next((site for site in shown if site.id == self._chosen), None)),
            facts=t("点位库 {n} 个", n=len(self._data.sites)) + f" · {self._data.round_name}",
        )
        self._show(self.state)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("stage", "", 44),
            Column("code", t("编号"), 84),
            Column("name", t("点位")),
            Column("type", t("类别"), 112),
            Column("area", t("区划"), 150),
            Column("answered", t("已答"), 78, right=True),
            Column("rate", t("得分率"), 84, right=True),
        )

    def _row(self, site: SiteRow) -> Row:
        done = self._data.answered.get(site.id, Answered(0, 0, None))
        now = stage(site)
        spoken = {"new": t("未测"), "open": t("测评中"), "finished": t("已测"), "refused": t("没能进去")}[now]
        name_marks = marks(site.name, self._data.initials.get(site.id, ""), self.state.words)
        types = dict(self._data.types)
        return Row(
            site.id,
            (
                Cell(STAGE_ICONS[now], STAGE_INKS[now], kind="icon", spoken=spoken),
                Cell(site.code, "text_3"),
                Cell(site.name, marks=name_marks, spoken=f"{site.code} {site.name}"),
                Cell(types.get(site.type, site.type), "text_2"),
                Cell(site.area.replace("/", " "), "text_2"),
                Cell(f"{done.answered} / {done.items}"),
                Cell(done.rate or "—", "text_1" if done.rate else "text_3"),
            ),
        )

    def _card(self, site: SiteRow | None) -> SiteCard | None:
        if site is None:
            return None
        pairs = (
            (t("责任单位"), site.unit),
            (t("主管部门"), site.department),
            (t("地址"), site.address),
            (t("规模"), site.size),
            (t("负责人"), " ".join(part for part in (site.keeper, site.phone) if part)),
            (t("备注"), site.note),
        )
        facts = tuple((name, value) for name, value in pairs if value)[:4]
        action = {"new": t("开始测评"), "open": t("接着测")}.get(stage(site), t("看测评"))
        shown = facts or ((t("责任单位"), "—"),)
        return SiteCard(site.id, site.code, site.name, shown, action, self._data.deeds.get(site.id))
