"""Decides what Hand in shows, and writes the package. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.exchange_papers import slip_code
from chuangjian_desktop.domain.filenames import safe_name
from chuangjian_desktop.domain.package import Manifest
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services import places
from chuangjian_desktop.services.exchange import handin, papers
from chuangjian_desktop.services.exchange.handin import Extent, HandInState, Lack, Returned
from chuangjian_desktop.services.exchange.receipts import HandedIn
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange import words
from chuangjian_desktop.ui.fieldwork.handin.state import HandInScreenState, Written
from chuangjian_desktop.ui.fieldwork.today.state import Figure
from chuangjian_desktop.ui.jobs.runner import Job
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.text.words import t

MOST_EARLIER = 4


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: what a hand-in would hold, how large, and who leads."""

    now: HandInState
    whole: Extent
    since: Extent | None
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What was written, and what the code on its slip says."""

    handed: Returned
    code: str


class HandInPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[HandInScreenState], None]) -> None:
        self._desk = desk
        self._show = show
        self._read: Read | None = None
        self._done: Done | None = None
        self._job: Job | None = None
        self.state = HandInScreenState()

    def refresh(self) -> None:
        """Read everything anew; an older reading still under way is given up."""
        self.leave()
        self._job = self._desk.runner.run(self._fetch, self._took, self._desk.failed, lane="work")

    def leave(self) -> None:
        """Let go of a reading under way."""
        if self._job is not None:
            self._job.drop()
            self._job.cancel()
            self._job = None

    def _fetch(self, progress: Progress) -> Read:
        workspace = self._desk.workspace
        found = handin.state(workspace, progress)
        whole, since = handin.extents(workspace)
        mine = next((team for team in places.teams(workspace) if team.code == workspace.facts.get("team")), None)
        people = () if mine is None else mine.members
        ranked = sorted(people, key=lambda each: each[1] != "组长")
        return Read(found, whole, since, tuple(name for name, _ in ranked))

    def _took(self, read: Read) -> None:
        self._job = None
        self._read = read
        self.retranslate()

    def retranslate(self) -> None:
        """Make the words anew from what was read."""
        if self._read is not None:
            self.state = self._state(self._read)
            self._show(self.state)

    def proposed(self) -> str:
        """A file name: whose it is and when."""
        kind = "回复包" if self._unit else "交回"
        return f"{safe_name(f'{kind}-{self._desk.workspace.name}-{now():%Y-%m-%d}')}.cjpkg"

    @property
    def _unit(self) -> bool:
        return self._desk.workspace.role == "unit"

    def write(self, out: Path, leader: str, since: bool, progress: Progress) -> Done:
        """Write, read back and compare. On a lane."""
        workspace = self._desk.workspace
        handed = handin.hand_in(workspace, out, progress, since_receipt=since, confirmed_by=leader)
        return Done(handed, slip_code(papers.slip_of(workspace, handed)))

    def written(self, done: Done) -> None:
        """Say that the stick may be pulled out."""
        self._done = done
        self.retranslate()
        self.refresh()

    def go_on(self) -> None:
        """Back from what was written to what would be handed in now."""
        self._done = None
        self.retranslate()

    def write_slip(self, out: Path, progress: Progress) -> Path:
        """The 交回单 of what was written, as PDF. On a lane."""
        if self._done is not None:
            papers.write_slip(self._desk.workspace, self._done.handed, out, progress)
        return out

    @property
    def folder(self) -> Path | None:
        """Where the last package lies."""
        return None if self._done is None else self._done.handed.packages[0].path.parent

    def fetch(self, key: str, _column: str = "") -> None:
        """Go to what is missing: its item in the walk, or its site."""
        lacks = self._read.now.missing if self._read else ()
        place = int(key) if key.isdigit() else len(lacks)
        if place >= len(lacks):
            return
        lack = lacks[place]
        if lack.kind == "unreplied":
            self._desk.go("cases", lack.item_code)
        elif lack.visit_id:
            self._desk.go("walk", f"{lack.visit_id}\n{lack.item_code}" if lack.item_code else lack.visit_id)
        else:
            self._desk.go("sites", lack.site_code)

    def _state(self, read: Read) -> HandInScreenState:
        found, office = read.now, self._desk.workspace.role == "office"
        earlier = tuple(reversed(found.earlier))
        lacking = len(found.missing)
        return HandInScreenState(
            True,
            f"{found.round_name} · {self._desk.workspace.name}",
            _unit_figures(found) if self._unit else _figures(found),
            t("还缺 {n} 处", n=lacking) if lacking else t("没有缺项"),
            _columns(),
            tuple(_row(place, lack) for place, lack in enumerate(found.missing)),
            _extent(read.whole),
            "" if self._unit else _since(read),
            read.since is not None and read.since.changes > 0 and not self._unit,
            tuple(_earlier(each) for each in earlier[:MOST_EARLIER]),
            max(0, len(earlier) - MOST_EARLIER),
            () if office else read.leaders,
            None if self._done is None else _written(self._done),
        )


def _extent(extent: Extent) -> str:
    return t("{n} 处记录，约 {size}", n=f"{extent.changes:,}", size=words.size(extent.size))


def _since(read: Read) -> str:
    base = read.now.since_receipt
    if read.since is None or base is None:
        return t("还没有收到回执")
    if not read.since.changes:
        return t("{time} 的回执以后没有新内容", time=words.when(base.arrived_at))
    return _extent(read.since)


def _figures(found: HandInState) -> tuple[Figure, ...]:
    return (
        Figure(f"{found.answered:,}", f"/ {found.expected:,} {t('项')}", t("逐项结果")),
        Figure(f"{found.photos_here:,}", f"/ {found.photos:,} {t('张')}", t("照片")),
        Figure(f"{found.findings:,}", t("条"), t("问题")),
        Figure(str(found.sites_finished), f"/ {found.sites_total}", t("点位已测完")),
    )


def _unit_figures(found: HandInState) -> tuple[Figure, ...]:
    return (
        Figure(f"{found.answered:,}", f"/ {found.expected:,} {t('件')}", t("已回复")),
        Figure(f"{found.photos:,}", t("张"), t("照片")),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("kind", t("缺什么"), 128),
        Column("site", t("点位"), 190),
        Column("item", t("哪一项")),
        Column("go", "", 92, right=True),
    )


def lack_words(kind: str) -> tuple[str, str]:
    """What is missing, and its mood."""
    return {
        "unanswered": (t("未作答"), "plain"),
        "photo": (t("缺必拍照片"), "lack"),
        "contradiction": (t("前后矛盾"), "loss"),
        "open": (t("点位未完成"), "info"),
        "unreplied": (t("未回复"), "lack"),
        "unvisited": (t("未测评"), "na"),
    }[kind]


def _row(place: int, lack: Lack) -> Row:
    said, mood = lack_words(lack.kind)
    item = f"{lack.item_code} {lack.detail}".strip()
    cells = (
        Cell(said, kind="tag", mood=mood),
        Cell(lack.site_name, spoken=f"{lack.site_code} {lack.site_name}"),
        Cell(item or "—", "text_2"),
        Cell(t("去补"), "info", kind="open", spoken=f"{t('去补')} {lack.site_name} {item}"),
    )
    return Row(str(place), cells)


def _earlier(each: HandedIn) -> tuple[str, str, str]:
    """When, whether it has arrived, and the mood of that."""
    parts = t("，{n} 个文件", n=len(each.files)) if len(each.files) > 1 else ""
    head = words.when(each.at) + parts
    if each.arrived_at:
        return head, t("已送达 {time}", time=words.when(each.arrived_at)), "gain"
    return head, t("未送达，等回执"), "lack"


def _written(done: Done) -> Written:
    packages = done.handed.packages
    told = packages[0].manifest
    parts = ""
    if len(packages) > 1:
        parts = t("U 盘放不下一个大文件，分成了 {n} 个，要一起交。", n=len(packages))
    return Written(
        _lead(told),
        parts,
        done.handed.fingerprint,
        done.code,
        tuple((each.path.name, words.size(each.size), each.sha256) for each in packages),
    )


def _lead(told: Manifest) -> str:
    """What was written, in one line."""
    photos = f"{told.counts.get('photo', 0):,}"
    if told.purpose == "reply":
        return t("回复包已写好并核对：{n} 件、照片 {photos} 张。", n=told.counts.get("case", 0), photos=photos)
    items = f"{told.counts.get('answer', 0):,}"
    if told.builds_on:
        return t(
            "交回包已写好并核对：上次回执以后的内容；连同已送达的，共 {items} 项、照片 {photos} 张。",
            items=items,
            photos=photos,
        )
    return t("交回包已写好并核对：{items} 项、照片 {photos} 张。", items=items, photos=photos)
