"""Decides what 回头看 shows: the tasks, the chosen one, photos taken for it, and its result. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from chuangjian_desktop.domain.local_time import local_minute
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.sheet import PhotoRow
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework.rechecking import Result, Seen
from chuangjian_desktop.services.fieldwork.rechecks import RecheckTask, record, tasks
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.compare.state import Line, Tile
from chuangjian_desktop.ui.fieldwork.rechecks.state import RechecksState, TaskPage
from chuangjian_desktop.ui.fieldwork.walk.gateway import WorkspaceWalk
from chuangjian_desktop.ui.fieldwork.walk.photos import Source, expanded
from chuangjian_desktop.ui.text.words import t


class RechecksPresenter:
    """`show` gets every new state; `keep` gets the bytes of a photo just taken under the key that finds it."""

    def __init__(self, desk: Desk, show: Callable[[RechecksState], None], keep: Callable[[str, bytes], None]) -> None:
        self._desk = desk
        self._show = show
        self._keep = keep
        self.services = WorkspaceWalk(desk.workspace, desk.photos)
        self._tasks: tuple[RecheckTask, ...] = ()
        self._pending: dict[str, list[PreparedPhoto]] = {}
        self._round = ""
        self.state = RechecksState()

    def refresh(self) -> None:
        """Read the tasks anew."""
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: (tasks(workspace), places.current_round(workspace).name),
            self._took,
            self._desk.failed,
            lane="work",
        )

    def _took(self, found: tuple[tuple[RecheckTask, ...], str]) -> None:
        self._tasks, self._round = found
        keys = [each.task.id for each in self._tasks]
        current = self.state.current if self.state.current in keys else keys[0] if keys else ""
        self.state = replace(self.state, current=current)
        self._publish()

    def choose(self, key: str) -> None:
        """Another task."""
        self.state = replace(self.state, current=key, told="")
        self._publish()

    def step(self, by: int) -> None:
        """The next task, or the one before."""
        keys = [each.task.id for each in self._tasks]
        if self.state.current in keys:
            self.choose(keys[max(0, min(len(keys) - 1, keys.index(self.state.current) + by))])

    def task(self) -> RecheckTask | None:
        """The chosen one."""
        return next((each for each in self._tasks if each.task.id == self.state.current), None)

    def add(self, sources: Sequence[Source]) -> None:
        """Photos for the chosen task, from files, a folder or the camera; decoded away from the window."""
        task = self.task()
        if task is None or task.task.result:
            return
        for source in sources:
            self.state = replace(self.state, busy=self.state.busy + 1)
            self._desk.runner.run(
                partial(self._prepare, source), partial(self._arrived, task.task.id), self._lost, lane="work"
            )
        self._publish()

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Files, or folders with everything in them."""
        self._desk.runner.run(lambda _progress: expanded(paths), self._add_found, self._desk.failed, lane="work")

    def _add_found(self, paths: tuple[Path, ...]) -> None:
        self.add([Source(path, path.name) for path in paths])

    def _prepare(self, source: Source, _progress: Progress) -> PreparedPhoto:
        content = source.content if isinstance(source.content, Path) else source.content()
        return self.services.prepare(content, source.name)

    def _arrived(self, key: str, photo: PreparedPhoto) -> None:
        held = self._pending.setdefault(key, [])
        if all(each.original_sha256 != photo.original_sha256 for each in held):
            held.append(photo)
            self._keep(_key(photo), photo.working)
        self.state = replace(self.state, busy=self.state.busy - 1)
        self._publish()

    def _lost(self, error: Exception) -> None:
        self.state = replace(self.state, busy=self.state.busy - 1)
        self._publish()
        self._desk.failed(error)

    def say(self, result: Result, note: str) -> None:
        """The result of the chosen task with its photos; it goes back with the next hand-in."""
        task = self.task()
        if task is None or task.task.result:
            return
        workspace, key = self._desk.workspace, task.task.id
        seen = Seen(result, note.strip(), tuple(self._pending.get(key, ())), key)
        number = task.case.number
        self._desk.runner.run(
            lambda _progress: record(workspace, key, seen), lambda _case: self._said(key, number), self._desk.failed
        )

    def _said(self, key: str, number: str) -> None:
        self._pending.pop(key, None)
        waiting = next((each.task.id for each in self._tasks if not each.task.result and each.task.id != key), key)
        told = t("{number} 的回头看已记下，随下一次交回送到创建办", number=number)
        self.state = replace(self.state, current=waiting, told=told)
        self.refresh()

    def hush(self) -> None:
        """What was told is read."""
        self.state = replace(self.state, told="")
        self._publish()

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def _publish(self) -> None:
        task = self.task()
        waiting = sum(not each.task.result for each in self._tasks)
        facts = f"{self._round} · " + t("待看 {n} 件，共 {all} 件", n=waiting, all=len(self._tasks))
        self.state = replace(
            self.state,
            loaded=True,
            facts=facts,
            lines=tuple(_line(each) for each in self._tasks),
            page=None if task is None else self._page(task),
        )
        self._show(self.state)

    def _page(self, each: RecheckTask) -> TaskPage:
        row, pending = each.case, self._pending.get(each.task.id, [])
        taken = tuple(Tile(_key(photo), _key(photo), _key(photo), t("现在")) for photo in pending)
        said = [str(row.reply.get(name) or "") for name in ("state", "measure", "done_on")]
        return TaskPage(
            each.task.id,
            row.number,
            row.line.words,
            " · ".join(part for part in (row.line.site, row.line.place, row.unit) if part),
            " · ".join(part for part in said if part),
            _tiles(each.photos.before, t("整改前")),
            _tiles(each.photos.after, t("单位所报")),
            taken or (_tiles(each.photos.recheck, t("回头看")) if each.task.result else ()),
            bool(each.task.result),
            _result(each),
            "gain" if each.task.result == "passed" else "loss",
        )


def _key(photo: PreparedPhoto) -> str:
    return f"taken:{photo.original_sha256}"


def _tiles(photos: tuple[PhotoRow, ...], what: str) -> tuple[Tile, ...]:
    return tuple(Tile(each.id, each.thumb, each.blob, f"{what} {_clock(each.taken_at)}".strip()) for each in photos)


def _clock(text: str) -> str:
    """11-18 10:31."""
    return local_minute(text)[5:]


def _result(each: RecheckTask) -> str:
    words = {"passed": t("通过"), "failed": t("未通过")}.get(each.task.result, "")
    return " · ".join(part for part in (words, each.task.note) if part)


def _line(each: RecheckTask) -> Line:
    row, result = each.case, each.task.result
    words = {"passed": t("通过"), "failed": t("未通过")}.get(result, t("待看"))
    mood = {"passed": "gain", "failed": "loss"}.get(result, "info")
    under = " · ".join(part for part in (row.line.site, row.line.place) if part)
    return Line(each.task.id, row.line.words, under, words, mood)
