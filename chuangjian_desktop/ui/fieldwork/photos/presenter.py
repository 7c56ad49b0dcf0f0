"""Decides what Photos shows: the tray with proposals by time and place, confirmed one by one or all at once. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.local_time import local_minute
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.fieldwork import card, photos
from chuangjian_desktop.services.fieldwork.card import Placed, TakenIn, Target
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.fieldwork.photos.state import PhotoFacts, PhotosState
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.text.refusals import warning_text
from chuangjian_desktop.ui.text.words import t

SURE = 60
Read = tuple[tuple[Placed, ...], tuple[Target, ...]]


class PhotosPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[PhotosState], None]) -> None:
        self._desk = desk
        self._show = show
        self._placed: tuple[Placed, ...] = ()
        self._chosen = ""
        self.state = PhotosState()

    def refresh(self) -> None:
        """Read the tray anew."""
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: (card.proposals(workspace), card.targets(workspace)),
            self._took,
            self._desk.failed,
            lane="work",
        )

    def _took(self, read: Read) -> None:
        placed, targets = read
        before = [each.photo.id for each in self._placed]
        self._placed = tuple(sorted(placed, key=lambda each: (each.target is None, each.photo.taken_at)))
        ids = [each.photo.id for each in self._placed]
        if self._chosen not in ids:
            place = before.index(self._chosen) if self._chosen in before else 0
            self._chosen = ids[min(place, len(ids) - 1)] if ids else ""
        self.state = replace(self.state, loaded=True, targets=targets)
        self._publish()

    def take_in(self, paths: tuple[Path, ...], progress: Progress) -> TakenIn:
        """Put files and folders into the tray. On a lane."""
        return card.take_in(self._desk.workspace, paths, self._desk.photos, progress)

    def taken(self, result: TakenIn) -> None:
        """Tell what came of it."""
        told = [t("新收 {n} 张，已有 {m} 张", n=result.new, m=result.known)]
        told += [warning_text(each) for each in result.warnings[:2]]
        if len(result.warnings) > 2:
            told.append(t("共 {n} 张读不出", n=len(result.warnings)))
        self._tell("  ".join(told), "lack" if result.warnings else "gain")
        self.refresh()

    def _tell(self, words: str, mood: str) -> None:
        self.state = replace(self.state, told=words, mood=mood)
        self._publish()

    def choose(self, photo_id: str) -> None:
        """Show a photo."""
        if photo_id and photo_id != self._chosen:
            self._chosen = photo_id
            self._publish()

    def confirm(self, target: Target | None) -> None:
        """Put the chosen photo where it belongs."""
        workspace, photo = self._desk.workspace, self._chosen
        if photo and target is not None:
            self._desk.runner.run(
                lambda _progress: card.confirm(workspace, photo, target), self._confirmed, self._desk.failed
            )

    def _confirmed(self, _nothing: None) -> None:
        self.refresh()

    def confirm_all(self, progress: Progress) -> int:
        """Put every photo with a sure proposal where it belongs; locked visits are left out. On a lane."""
        sure = [each for each in self._placed if each.target is not None and each.proposal.confidence >= SURE]
        progress.expect(len(sure))
        done = 0
        for each in sure:
            if each.target is not None:
                try:
                    card.confirm(self._desk.workspace, each.photo.id, each.target)
                    done += 1
                except Refusal as refusal:
                    if refusal.code != "M23":
                        raise
            progress.step(each.photo.name)
        return done

    def confirmed_all(self, count: int) -> None:
        """Tell how many went to their places."""
        self._tell(t("已归位 {n} 张", n=count), "gain")
        self.refresh()

    def remove(self) -> None:
        """Take the chosen photo off; the user's own file stays."""
        workspace, photo = self._desk.workspace, self._chosen
        if photo:
            self._desk.runner.run(lambda _progress: photos.remove(workspace, photo), self._confirmed, self._desk.failed)

    def set_clock(self, true_time: dt.datetime) -> None:
        """Set the camera's clock by the chosen photo, whose true time is known."""
        chosen = self._current()
        if chosen is None:
            return
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: card.set_clock(workspace, chosen.photo, true_time.replace(tzinfo=now().tzinfo)),
            self._clock_set,
            self._desk.failed,
        )

    def _clock_set(self, offset: dt.timedelta) -> None:
        minutes = round(offset.total_seconds() / 60)
        self._tell(t("这台相机的时间已校正 {n} 分钟，全部照片重新比对", n=f"{minutes:+d}"), "gain")
        self.refresh()

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def _current(self) -> Placed | None:
        return next((each for each in self._placed if each.photo.id == self._chosen), None)

    def _publish(self) -> None:
        fitting = sum(each.target is not None and each.proposal.confidence >= SURE for each in self._placed)
        chosen = self._current()
        targets = self.state.targets
        facts = t("待归位 {n} 张 · 有把握 {m} 张", n=len(self._placed), m=fitting)
        self.state = replace(
            self.state,
            facts=facts if self._placed else t("收件盘是空的"),
            columns=(
                Column("thumb", t("照片"), 74),
                Column("name", t("文件"), 150),
                Column("time", t("拍摄时间"), 120),
                Column("target", t("建议归到")),
                Column("sure", t("把握"), 78),
            ),
            rows=tuple(_row(each) for each in self._placed),
            chosen=_facts(chosen) if chosen else None,
            target=targets.index(chosen.target) if chosen and chosen.target in targets else -1,
            fitting=fitting,
        )
        self._show(self.state)


def _row(each: Placed) -> Row:
    photo, proposal = each.photo, each.proposal
    words, mood = t("没有合适的"), "na"
    if each.target is not None:
        words, mood = (t("有把握"), "gain") if proposal.confidence >= SURE else (t("请核对"), "lack")
    cells = (
        Cell(photo.thumb, kind="thumb", spoken=photo.name),
        Cell(photo.name, "text_2"),
        Cell(_clock(photo.taken_at), "text_2"),
        Cell(each.target.words if each.target else t("留在收件盘"), "text_1" if each.target else "text_3"),
        Cell(words, kind="tag", mood=mood),
    )
    return Row(photo.id, cells)


def _clock(taken_at: str) -> str:
    return local_minute(taken_at)[5:] if taken_at else "—"


def _facts(each: Placed) -> PhotoFacts:
    photo, proposal = each.photo, each.proposal
    source = {"exif": t("照片里的时间"), "file": t("文件时间"), "manual": t("手填")}.get(photo.time_source, "")
    distance = t("离点位 {n} 米", n=proposal.metres) if proposal.metres is not None else ""
    gap = t("差 {n} 分钟", n=abs(proposal.seconds) // 60) if proposal.seconds is not None else ""
    pairs = (
        (t("时间"), " · ".join(part for part in (local_minute(photo.taken_at), source) if part)),
        (t("相机"), photo.camera),
        (t("依据"), " · ".join(part for part in (gap, distance) if part)),
        (t("注意"), t("时间合适，但地点差得远") if proposal.contradicted else ""),
    )
    return PhotoFacts(
        photo.id,
        photo.blob,
        photo.name,
        tuple((name, value) for name, value in pairs if value),
        photo.taken_at,
        each.target.words if each.target else "",
    )
