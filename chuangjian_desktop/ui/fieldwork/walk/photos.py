"""Photos on their way into findings, without Qt: decoded on the work lane, put with the right finding on the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.ui.fieldwork.walk.acting import Home
from chuangjian_desktop.ui.fieldwork.walk.ports import WalkServices
from chuangjian_desktop.ui.fieldwork.walk.presenter import WalkPresenter
from chuangjian_desktop.ui.fieldwork.walk.state import Notice, PhotoNews, Prepared
from chuangjian_desktop.ui.jobs.runner import Runner
from chuangjian_desktop.ui.text.words import t

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".bmp", ".tif", ".tiff", ".gif"})


@dataclass(frozen=True, slots=True)
class Source:
    """A picture to come: a file, or a function that gives the bytes of what was pasted (called off the GUI thread)."""

    content: Path | Callable[[], bytes]
    name: str


class WalkPhotos:
    """Takes pictures from drop, paste and dialogs: for the draft in hand, else for the selected finding."""

    def __init__(self, services: WalkServices, runner: Runner, presenter: WalkPresenter) -> None:
        self._services = services
        self._runner = runner
        self._presenter = presenter
        self._done = 0
        self._total = 0
        presenter.recorded = self._follow

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Files, or folders with everything in them."""
        self._runner.run(lambda _progress: expanded(paths), self._add_found, self._presenter.refused, lane="work")

    def add(self, sources: Sequence[Source]) -> None:
        """Pictures to decode and put in place."""
        state = self._presenter.state
        if state.locked or state.row is None or not sources:
            return
        target = self._presenter.home if state.draft is not None or not state.selected else state.selected
        self._total += len(sources)
        self._tell()
        for source in sources:
            self._decode(source, target)

    def repair(self, path: Path) -> None:
        """The photo of afterwards for the selected finding: it was put right on the spot."""
        finding = self._presenter.state.selected

        def done(prepared: Prepared) -> None:
            self._presenter.act(lambda: self._services.repair(finding, prepared))

        self._runner.run(
            lambda _progress: self._services.prepare(path, path.name), done, self._presenter.refused, lane="work"
        )

    def remove(self, photo_id: str) -> None:
        """Take a photo off its finding; undo brings it back."""
        self._presenter.act(lambda: self._services.remove_photo(photo_id))

    def _add_found(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self.add([Source(path, path.name) for path in paths])
        else:
            self._note(Notice(t("这里没有照片。支持 JPEG、PNG、HEIC、WebP、BMP、TIFF、GIF。"), "lack"))

    def _decode(self, source: Source, target: Home | str) -> None:
        def done(prepared: Prepared) -> None:
            self._count()
            self._place(prepared, target)

        def failed(error: Exception) -> None:
            self._count()
            self._presenter.refused(error)

        def work(_progress: Progress) -> Prepared:
            content = source.content if isinstance(source.content, Path) else source.content()
            return self._services.prepare(content, source.name)

        self._runner.run(work, done, failed, lane="work")

    def _place(self, prepared: Prepared, target: Home | str) -> None:
        """With its finding, with the draft in hand, or behind a draft that is just being recorded."""
        finding = target if isinstance(target, str) else target.finding_id
        if finding:
            self._news(prepared)
            self._presenter.act(lambda: self._services.attach(finding, prepared), self._told)
        elif isinstance(target, Home) and target.sent:
            target.late.append(prepared)
        elif target is self._presenter.home:
            self._into_basket(prepared)
        elif isinstance(target, Home):
            self._presenter.keep_for(target, prepared)

    def _into_basket(self, prepared: Prepared) -> None:
        state = self._presenter.state
        twin = any(each.original_sha256 == prepared.original_sha256 for each in state.basket)
        if not twin:
            self._presenter.state = replace(state, basket=(*state.basket, prepared))
        self._news(prepared, twin=twin)

    def _news(self, prepared: Prepared, *, twin: bool = False) -> None:
        news = PhotoNews(
            prepared.original_name,
            prepared.taken_at,
            prepared.time_source,
            prepared.original_size,
            len(prepared.working),
            twin,
        )
        self._presenter.state = replace(self._presenter.state, photo_news=news)
        self._note(self._presenter.state.notice)

    def _told(self, fresh: object) -> None:
        news = self._presenter.state.photo_news
        if fresh is False and news is not None:
            self._presenter.state = replace(self._presenter.state, photo_news=replace(news, twin=True))

    def _follow(self, home: Home) -> None:
        """A draft became a finding: photos that came late go after it."""
        late, home.late = home.late, []
        for prepared in late:
            self._place(prepared, home)

    def _count(self) -> None:
        self._done += 1
        if self._done >= self._total:
            self._done = self._total = 0
        self._tell()

    def _tell(self) -> None:
        self._presenter.photos_progress(self._done, self._total)

    def _note(self, notice: Notice | None) -> None:
        self._presenter.tell(notice)


def expanded(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Files as they are, folders as the pictures in them by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file())
            found.extend(inside)
        else:
            found.append(path)
    return tuple(found)
