"""Pictures of every screen on a workspace: two sizes, both themes, both languages. Needs no display."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from chuangjian_desktop.app.crash import CrashHandler
from chuangjian_desktop.app.further_pictures import Stage, further
from chuangjian_desktop.app.window import application, surroundings
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import places
from chuangjian_desktop.services.fieldwork.visits import visit_of
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.ui.dialogs.refusal import RefusalDialog
from chuangjian_desktop.ui.exchange.taking.panel import TakingPanel
from chuangjian_desktop.ui.shell.desk_area import DeskArea
from chuangjian_desktop.ui.shell.main_window import MainWindow, Surroundings
from chuangjian_desktop.ui.shell.session import Session
from chuangjian_desktop.ui.text import language
from chuangjian_desktop.ui.text.words import Language
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import ThemeName

SIZES = {"1366": (1093, 614), "1920": (1920, 1080)}
"""1366×768 at 125 % is 1093×614 logical pixels."""
THEMES: tuple[ThemeName, ...] = ("light", "dark")
LANGUAGES: tuple[Language, ...] = ("zh", "en")
SCREENS = (
    *("today", "sites", "walk", "photos", "handin", "rechecks", "ledger", "cases", "notices", "results", "standards"),
    *("merge", "conflicts", "duplicates", "settings"),
)
"""In this order, those that the workspace's role has."""
RETURNS = "returns"
"""A folder of packages beside the file, as the demo has it, is shown on the screen that takes them in."""
PATIENCE_MS = 60_000
CALM_MS = 70


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at everything."""

    size: str
    theme: ThemeName
    lang: Language

    def named(self, screen: str) -> str:
        """The file of a screen."""
        return f"{screen}-{self.size}-{self.theme}-{self.lang}.png"


LOOKS = tuple(Look(size, theme, lang) for size, theme, lang in product(SIZES, THEMES, LANGUAGES))


def take(
    file: Path, folder: Path, installation: Installation | None = None, looks: Sequence[Look] = LOOKS
) -> tuple[Path, ...]:
    """Write a picture of every screen of a workspace into a folder; answers the files. The workspace is left alone:
    a copy is opened, in an installation of its own (`installation` only lends its folder for reports)."""
    if not file.is_file():
        raise Refusal("M01", file=file.name, detail="not a file" if file.exists() else "not found")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    with tempfile.TemporaryDirectory(prefix="chuangjian-shots-") as place:
        copy = Path(place) / file.name
        copy.write_bytes(file.read_bytes())
        if (file.parent / RETURNS).is_dir():
            shutil.copytree(file.parent / RETURNS, copy.parent / RETURNS)
        own = Installation(Path(place) / "installation")
        own.change(backup_on_close=False, theme="light")
        crash = CrashHandler((installation or own).folder, app)
        around = surroundings(app, own, crash, "zh")
        return tuple(_all(around, copy, folder, looks))


def _all(around: Surroundings, file: Path, folder: Path, looks: Sequence[Look]) -> Iterator[Path]:
    window = MainWindow(around)
    window.show()
    try:
        for look in looks:
            _dress(window, around, look)
            yield _save(window, folder / look.named("start"))
        window.open_file(file)
        _until(lambda: window.area is not None)
        for look in looks:
            _dress(window, around, look)
            yield from _screens(window, look, folder)
    finally:
        window.close()
        _until(lambda: window.session is None)


def _dress(window: MainWindow, around: Surroundings, look: Look) -> None:
    around.theme.apply(look.theme)
    language.switch(around.app, look.lang)
    window.resize(*SIZES[look.size])
    _calm()


def _screens(window: MainWindow, look: Look, folder: Path) -> Iterator[Path]:
    area, session = window.area, window.session
    if area is None or session is None:
        return
    for name in [each for each in SCREENS if each in area.names()]:
        area.go(name, _first_visit(session) if name == "walk" else "")
        _settle(session)
        if name == "merge":
            _bring_returns(area, session)
        if name == "results":
            _explain_first(area)
            _settle(session)
        yield _save(window, folder / look.named(name))
        for part, widget in further(name, Stage(area, session, lambda: _settle(session))):
            yield _save(widget.window(), folder / look.named(part))
    dialog = RefusalDialog(Refusal("M02", file=session.path.name, detail="checksum"), window)
    dialog.open()
    _calm()
    yield _save(dialog, folder / look.named("refusal"))
    dialog.done(0)


def _first_visit(session: Session) -> str:
    """A visit under way, else any begun one, else the first site begun now."""
    listed = places.sites(session.workspace)
    order = {"open": 0, "finished": 1}
    ranked = sorted(listed, key=lambda site: order.get(site.state, 2))
    return visit_of(session.workspace, ranked[0].id) if ranked else ""


def _bring_returns(area: DeskArea, session: Session) -> None:
    panel = area.findChild(TakingPanel)
    returns = session.path.parent / RETURNS
    if panel is not None and returns.is_dir() and not panel.presenter.state.cards:
        panel.take_paths([returns])
        _settle(session)


def _explain_first(area: DeskArea) -> None:
    table = area.findChild(Table, "results.table")
    if table is not None and table.current_key():
        table.opened.emit(table.current_key(), "rate")


def _save(widget: QWidget, path: Path) -> Path:
    if not widget.grab().save(str(path)):
        raise Refusal("M07", file=path.name)
    return path


def _settle(session: Session) -> None:
    """Wait until everything asked for is read and drawn, small pictures too."""
    for _ in range(3):
        _calm()
        _until(lambda: not session.runner.busy)
    _calm()


def _calm() -> None:
    loop = QEventLoop()
    QTimer.singleShot(CALM_MS, loop.quit)
    loop.exec()


def _until(done: Callable[[], bool]) -> None:
    waited = 0
    while not done():
        QApplication.processEvents()
        _calm()
        waited += CALM_MS
        if waited > PATIENCE_MS:
            raise TimeoutError("a screen is not ready")
