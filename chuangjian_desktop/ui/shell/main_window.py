"""The window: start screen or work area, opening and closing files, language and look. Navigation only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QStackedWidget

from chuangjian_desktop import __version__
from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services import recent, upkeep, workspace
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.dialogs.create import CreateDialog
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.dialogs.refusal import RefusalDialog
from chuangjian_desktop.ui.exchange.files import files_of_ours
from chuangjian_desktop.ui.jobs.runner import JobRunner
from chuangjian_desktop.ui.shell.desk_area import DeskArea
from chuangjian_desktop.ui.shell.incoming import Host, Incoming
from chuangjian_desktop.ui.shell.keys_dialog import KeysDialog
from chuangjian_desktop.ui.shell.session import Session
from chuangjian_desktop.ui.shell.start import StartScreen
from chuangjian_desktop.ui.shell.start_state import StartState, lines_of
from chuangjian_desktop.ui.testing_names import WINDOW
from chuangjian_desktop.ui.text import language
from chuangjian_desktop.ui.text.words import Language, t
from chuangjian_desktop.ui.text.words import language as language_now
from chuangjian_desktop.ui.widgets.theme import Choice, Theme
from chuangjian_desktop.ui.widgets.tokens import u


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the window needs of the program: settings, look, and where faults go."""

    app: QApplication
    installation: Installation
    theme: Theme
    fault: Callable[[BaseException], None]


class MainWindow(QMainWindow):
    """One window, one open file. `opened` tells when a file is ready to work with."""

    opened = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName(WINDOW)
        self._around = around
        self._session: Session | None = None
        self._area: DeskArea | None = None
        self._runner = JobRunner(self, workers=1)
        self._leaving = False
        self._stack, self._start = QStackedWidget(), StartScreen()
        self._stack.addWidget(self._start)
        host = Host(self, around.installation, self._runner, self.open_file, self._begin, self._ask_open, self.failed)
        self._incoming = Incoming(host)
        self.setAcceptDrops(True)
        self.setCentralWidget(self._stack)
        self._connect()
        self.setMinimumSize(u(760), u(480))
        self.resize(u(1093), u(614))
        self.restoreGeometry(QByteArray.fromBase64(around.installation.settings.geometry.encode()))
        self._show_start()

    def _connect(self) -> None:
        self._start.demo.connect(self.open_demo)
        self._start.open_asked.connect(self._ask_open)
        self._start.new_asked.connect(self._ask_new)
        self._start.picked.connect(self.open_path)
        self._start.language_asked.connect(lambda: self._look("language", "en" if language_now() == "zh" else "zh"))
        QShortcut(QKeySequence.StandardKey.Open, self, self._ask_open)
        QShortcut(QKeySequence("Ctrl+W"), self, lambda: self.close_file(self._show_start))
        QShortcut(QKeySequence("F1"), self, self._show_keys)
        for place in (*range(9), -1):
            QShortcut(QKeySequence(f"Alt+{place + 1}"), self, partial(self._go_place, place))

    @property
    def area(self) -> DeskArea | None:
        """The work area while a file is open."""
        return self._area

    @property
    def session(self) -> Session | None:
        """The open file's session."""
        return self._session

    def open_file(self, path: Path) -> None:
        """Close what is open and open another file."""
        installation = self._around.installation
        self.close_file(
            lambda: self._run(
                t("正在打开 {file}", file=path.name),
                lambda _progress: workspace.open_workspace(path, installation),
                self._begin,
            )
        )

    def open_path(self, path: Path) -> None:
        """Open whatever file it is: a workspace, or a package, which is taken in or begun with."""
        self._incoming.take((path,), None if self._area is None else self._area.desk)

    def open_demo(self) -> None:
        """The demo city, made on the first wish, then the same one again."""
        folder = self._around.installation.folder / "demo"

        def make(progress: Progress) -> Path:
            from chuangjian_desktop.services import demo

            ready = folder / "office.cjdb"
            if not ready.exists():
                demo.make_demo(folder, self._around.installation, progress=progress)
            return ready

        self._run(t("正在搭建演示城市"), make, self.open_file)

    def _begin(self, opened: Workspace) -> None:
        installation = self._around.installation
        if installation.settings.person:
            workspace.act_as(opened, installation.settings.person)
        installation.remember(opened.path)
        self._session = Session(opened, self)
        self._area = DeskArea(self._session, installation, self.failed)
        self._area.look_asked.connect(self._look)
        self._stack.addWidget(self._area)
        self._stack.setCurrentWidget(self._area)
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setWindowTitle(f"{opened.path.name} — {t('创建测评')}")
        self.opened.emit()
        self._incoming.ready(self._area.desk)

    def close_file(self, then: Callable[[], None]) -> None:
        """Back up and close what is open, then go on; a cancelled backup still closes."""
        session, area = self._session, self._area
        if session is None or area is None:
            then()
            return
        area.leave()

        def over(_result: object = None) -> None:
            self._drop()
            then()

        if not self._around.installation.settings.backup_on_close:
            over()
            return

        def wrong(error: Exception) -> None:
            over()
            self.failed(error)

        run_long(
            t("正在备份并关闭 {file}", file=session.path.name),
            (self, session.runner),
            lambda progress: upkeep.backup(session.workspace, progress),
            over,
            wrong,
            cancelled=over,
        )

    def _drop(self) -> None:
        if self._session is not None and self._area is not None:
            self._stack.removeWidget(self._area)
            self._area.deleteLater()
            self._put_away(self._session)
            self._session.deleteLater()
        self._session = self._area = None

    def _put_away(self, session: Session) -> None:
        """What was written is safe; a file that could not be put away as one has a file beside it, which is told."""
        try:
            session.close()
        except Refusal as refusal:
            RefusalDialog(refusal, self).open()

    def _ask_open(self) -> None:
        last = self._around.installation.settings.last_file
        dialog = QFileDialog(self, t("打开文件"), str(Path(last).parent if last else Path.home()), "*.cjdb *.cjpkg")
        dialog.setObjectName("open.place")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._open_named)
        dialog.rejected.connect(self._incoming.forget)
        dialog.open()

    def _open_named(self, place: str) -> None:
        self.open_path(Path(place))

    def _ask_new(self) -> None:
        last = self._around.installation.settings.last_file
        dialog = CreateDialog(self, Path(last).parent if last else Path.home())
        dialog.accepted.connect(lambda: self._create(dialog))
        dialog.open()

    def _create(self, dialog: CreateDialog) -> None:
        made = dialog.founding
        if made is None:
            return
        if made.person:
            self._around.installation.change(person=made.person)
        self._run(
            t("正在新建 {file}", file=made.path.name),
            lambda _progress: workspace.create(
                made.path, made.role, made.name, self._around.installation, made.round_name
            ),
            self._begin,
        )

    def _run(self, headline: str, work: Callable[[Progress], object], done: Callable[..., None]) -> None:
        run_long(headline, (self, self._runner), work, done, self.failed)

    def failed(self, error: Exception) -> None:
        """A refusal becomes its dialog; anything else is a fault of the program."""
        if isinstance(error, Refusal):
            RefusalDialog(error, self).open()
        elif not isinstance(error, Cancelled):
            self._around.fault(error)

    def _show_start(self) -> None:
        files = recent.recent(self._around.installation)
        self._start.show_state(StartState(lines_of(files, datetime.now().astimezone()), __version__))
        self._stack.setCurrentWidget(self._start)
        self.setWindowTitle(t("创建测评"))
        self._start.focus_first()

    def _look(self, what: str, value: str) -> None:
        """Change language or theme now and keep it."""
        if what == "language":
            language.switch(self._around.app, cast("Language", value))
            self._around.installation.change(language=value)
            if self._session is None:
                self._show_start()
        else:
            self._around.theme.apply(cast("Choice", value))
            self._around.installation.change(theme=value)

    def _show_keys(self) -> None:
        if self._area is not None and not self._area.show_own_keys():
            KeysDialog(self._area.title(), self._area.screen_keys(), self).open()

    def _go_place(self, place: int) -> None:
        if self._area is not None:
            self._area.go_place(place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of ours may be dropped on any screen."""
        if files_of_ours(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Taken in by the open workspace, or begun with."""
        event.acceptProposedAction()
        desk = None if self._area is None else self._area.desk
        self._incoming.take(files_of_ours(event.mimeData()), desk, dropped=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is lost by closing; a backup with progress goes first."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._around.installation.change(geometry=geometry)
        if self._session is not None and not self._leaving:
            event.ignore()
            self._leaving = True
            self.close_file(lambda: QTimer.singleShot(0, self.close))
            return
        self._drop()
        self._runner.shutdown()
        event.accept()
