"""Wiring of the window: application, fonts, look, language, crash reports, and the file to begin with."""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from chuangjian_desktop import __version__
from chuangjian_desktop.app.crash import CrashHandler
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.ui.jobs.collecting import Collecting
from chuangjian_desktop.ui.shell.main_window import MainWindow, Surroundings
from chuangjian_desktop.ui.text import language
from chuangjian_desktop.ui.text.words import Language
from chuangjian_desktop.ui.widgets import fonts
from chuangjian_desktop.ui.widgets.theme import Choice, Theme


@dataclass(frozen=True, slots=True)
class WindowArgs:
    """How the window starts: with a file, on the demo city, or where it was left. `lang` overrides the setting."""

    file: Path | None
    demo: bool
    installation: Installation
    lang: str | None = None


def application() -> QApplication:
    """The one application object, made on the first call."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    app = QApplication(sys.argv[:1])
    app.setApplicationName("chuangjian")
    app.setApplicationVersion(__version__)
    return app


def surroundings(app: QApplication, installation: Installation, crash: CrashHandler, lang: str | None) -> Surroundings:
    """Fonts, look and language as the person left them. What lives by now stays, so the garbage collector need not go
    through it again and again."""
    fonts.install(app)
    theme = Theme(app)
    chosen = installation.settings.theme
    theme.apply(cast("Choice", chosen if chosen in {"system", "light", "dark"} else "system"))
    wanted = lang or installation.settings.language
    language.switch(app, cast("Language", wanted if wanted in {"zh", "en"} else "zh"))
    gc.collect()
    gc.freeze()
    Collecting.of(app).begin()
    return Surroundings(app, installation, theme, crash.fault)


def run(args: WindowArgs) -> int:
    """Show the window until it is closed; answers the exit status."""
    app = application()
    crash = CrashHandler(args.installation.folder, app)
    crash.install()
    window = MainWindow(surroundings(app, args.installation, crash, args.lang))
    window.show()
    QTimer.singleShot(0, lambda: begin(window, args))
    try:
        return app.exec()
    finally:
        crash.remove()


def begin(window: MainWindow, args: WindowArgs) -> None:
    """Open what the start asks for: a file, the demo city, or the file that was open last."""
    last = args.installation.settings.last_file
    if args.file is not None:
        window.open_path(args.file)
    elif args.demo:
        window.open_demo()
    elif last and Path(last).is_file():
        window.open_file(Path(last))
