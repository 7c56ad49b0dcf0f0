"""Decides what Today shows. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.sheet import VisitSheet
from chuangjian_desktop.services import places, upkeep
from chuangjian_desktop.services.exchange import handin
from chuangjian_desktop.services.exchange.handin import Standing
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.services.places import SiteRow, Today
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.fieldwork.deeds.state import SiteDeed, deed_of
from chuangjian_desktop.ui.fieldwork.today.handing import handing_of
from chuangjian_desktop.ui.fieldwork.today.state import Figure, Missing, TodayState
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.text.words import language, t

WEEKDAYS = "一二三四五六日"
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MOST_ROWS = 60
MOST_MISSING = 6


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the round in figures, sites in the order of work, sheets of those that are begun."""

    today: Today
    sites: tuple[SiteRow, ...]
    sheets: dict[str, VisitSheet]
    items: dict[str, int]
    types: Mapping[str, str]
    last_backup: str
    moment: datetime
    standing: Standing | None
    deeds: Mapping[str, SiteDeed]
    more: int = 0


class TodayPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[TodayState], None]) -> None:
        self._desk = desk
        self._show = show
        self._read: Read | None = None
        self._chosen = ""

    def refresh(self) -> None:
        """Read everything anew."""
        self._desk.runner.run(lambda _progress: self._fetch(), self._took, self._desk.failed, lane="work")

    def _fetch(self) -> Read:
        workspace = self._desk.workspace
        today = places.today(workspace)
        order = {"open": 0, "": 1, "finished": 2, "refused": 3}
        listed = sorted(places.sites(workspace), key=lambda site: (order.get(site.state, 1), site.area, site.code))
        sites = tuple(listed[:MOST_ROWS])
        sheets = {site.id: visits.sheet(workspace, visits.visit_of(workspace, site.id)) for site in sites if site.state}
        catalogue = workspace.catalogue
        expected = [(site, catalogue.version_for(site.checklist_id, site.type)) for site in sites]
        backups = upkeep.backups(workspace.installation, workspace.path)
        return Read(
            today,
            sites,
            sheets,
            {site.id: len(each.items) for site, each in expected if each is not None},
            catalogue.titles,
            f"{backups[0].made_at:%m-%d %H:%M}" if backups else "",
            now(),
            handin.standing(workspace) if workspace.role == "team" else None,
            {site.id: deed_of(workspace, site) for site in sites},
            len(listed) - len(sites),
        )

    def _took(self, read: Read) -> None:
        self._read = read
        if self._chosen not in read.deeds:
            self._chosen = next(iter(read.deeds), "")
        self.retranslate()

    def retranslate(self) -> None:
        """Make the words anew from what was read."""
        if self._read is not None:
            self._show(self._state(self._read))

    def choose(self, site_id: str) -> None:
        """Offer what can be done about a site."""
        if site_id != self._chosen:
            self._chosen = site_id
            self.retranslate()

    def walk(self, site_id: str, _column: str = "") -> None:
        """Go on with a site, or begin it."""
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: visits.visit_of(workspace, site_id),
            lambda visit: self._desk.go("walk", visit),
            self._desk.failed,
        )

    def fetch(self, missing: Missing) -> None:
        """Go to what is missing."""
        self._desk.go("walk", f"{missing.visit_id}\n{missing.item_code}")

    def hand_in(self) -> None:
        """Go to the screen where the team hands in."""
        self._desk.go("handin", "")

    def find(self) -> None:
        """Look for a site."""
        self._desk.go("sites", "")

    def _state(self, read: Read) -> TodayState:
        today = read.today
        missing = _missing(read)
        following = next((site for site in read.sites if site.state == "open"), None)
        following = following or next((site for site in read.sites if not site.state), None)
        words = ""
        if following is not None:
            short = following.name if len(following.name) <= 12 else f"{following.name[:11]}…"
            words = t("接着测{site}", site=short) if following.state else t("开始测{site}", site=short)
        saved = t("全部记录已写入本机。")
        if read.last_backup:
            saved += t("最近一次自动备份 {time}。", time=read.last_backup)
        return TodayState(
            True,
            f"{_day(read.moment)} · {today.round_name} · {self._desk.workspace.name}",
            _figures(today, len(missing)),
            today.done,
            today.total,
            _progress(today),
            _columns(),
            tuple(_row(read, site) for site in read.sites),
            following.id if following else "",
            words,
            saved,
            missing[:MOST_MISSING],
            max(0, len(missing) - MOST_MISSING),
            None if read.standing is None else handing_of(read.standing),
            read.more,
            read.deeds.get(self._chosen),
        )


def _progress(today: Today) -> str:
    said = t("本轮 {n} 个点位", n=today.total)
    return said + t("，{n} 个没能进去", n=today.refused) if today.refused else said


def _day(moment: datetime) -> str:
    if language() == "en":
        return f"{ENGLISH_DAYS[moment.weekday()]}, {moment.day} {moment:%b}"
    return f"{moment.month} 月 {moment.day} 日 星期{WEEKDAYS[moment.weekday()]}"


def _figures(today: Today, missing: int) -> tuple[Figure, ...]:
    return (
        Figure(str(today.done), f"/ {today.total}", t("点位已测完")),
        Figure(f"{today.answered:,}", f"/ {today.expected:,}", t("已答项")),
        Figure(f"{today.findings:,}", t("条"), t("问题")),
        Figure(f"{today.photos:,}", t("张"), t("照片")),
        Figure(str(missing), t("处"), t("缺证据")),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("stage", "", 44),
        Column("name", t("点位")),
        Column("type", t("类别"), 110),
        Column("answered", t("已答"), 76, right=True),
        Column("rate", t("得分率"), 76, right=True),
        Column("photos", t("照片"), 60, right=True),
        Column("note", t("提醒"), 130),
    )


def _row(read: Read, site: SiteRow) -> Row:
    sheet = read.sheets.get(site.id)
    icon, ink, spoken = {
        "open": ("walk", "info", t("测评中")),
        "finished": ("tick", "gain", t("已测")),
        "refused": ("lock", "exempt", t("没能进去")),
    }.get(site.state, ("state-unanswered", "text_3", t("未测")))
    lacking = sum(row.photos_missing for row in sheet.rows) if sheet else 0
    photos = sum(len(finding.photos) for row in sheet.rows for finding in row.findings) if sheet else 0
    answered = sheet.answered if sheet else 0
    rate = rate_words(sheet)
    note = t("缺必拍照片 {n} 张", n=lacking) if lacking else spoken if site.state == "refused" else ""
    return Row(
        site.id,
        (
            Cell(icon, ink, kind="icon", spoken=spoken),
            Cell(site.name, bold=site.state == "open", spoken=f"{site.code} {site.name}"),
            Cell(read.types.get(site.type, site.type), "text_2"),
            Cell(f"{answered} / {read.items.get(site.id, 0)}"),
            Cell(rate or "—", "text_1" if rate else "text_3"),
            Cell(str(photos)),
            Cell(note, "exempt" if site.state == "refused" else "lack"),
        ),
    )


def rate_words(sheet: VisitSheet | None) -> str:
    """The rate with two decimals, or nothing while nothing is answered."""
    if sheet is None or sheet.rate is None:
        return ""
    return two_decimals(sheet.rate)


def _missing(read: Read) -> tuple[Missing, ...]:
    found: list[Missing] = []
    for sheet in read.sheets.values():
        for row in sheet.rows:
            if row.photos_missing:
                what = t("必拍照片缺 {n} 张", n=row.photos_missing) + f" · {row.item.title}"
                found.append(Missing(sheet.visit_id, row.item.code, sheet.site_name, what))
    return tuple(found)
