"""A fault of the program: written down in full, told in one dialog, and nothing of the user's data is at stake."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from chuangjian_desktop import __version__
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.dialogs.refusal import facts
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button

log = logging.getLogger(__name__)
KEPT = 20


class CrashHandler(QObject):
    """Hears of every uncaught error, on any thread, and reports it on the GUI thread."""

    _heard = Signal(str)

    def __init__(self, folder: Path, app: QApplication) -> None:
        super().__init__(app)
        self._folder = folder / "reports"
        self._shown: CrashDialog | None = None
        self._native: TextIO | None = None
        self._heard.connect(self._show)

    def install(self) -> None:
        """Take over the hooks of Python, threads and the interpreter's own faults."""
        self._folder.mkdir(parents=True, exist_ok=True)
        sys.excepthook = self._python
        threading.excepthook = lambda args: self.fault(args.exc_value or args.exc_type())
        sys.unraisablehook = lambda args: self.fault(args.exc_value or RuntimeError(str(args.err_msg)))
        self._native = (self._folder / "native.txt").open("a", encoding="utf-8")
        faulthandler.enable(self._native)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None

    def fault(self, error: BaseException) -> None:
        """Write a report and tell of it."""
        report = self._write(error)
        log.error("fault %s, report %s", type(error).__name__, report.name)
        self._heard.emit(str(report))

    def _python(self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.fault(error)

    def _write(self, error: BaseException) -> Path:
        moment = datetime.now().astimezone()
        report = self._folder / f"{moment:%Y%m%d-%H%M%S-%f}.txt"
        lines = [f"chuangjian {__version__}", f"python {sys.version}", sys.platform, moment.isoformat(), ""]
        self._folder.mkdir(parents=True, exist_ok=True)
        text = "\n".join(lines) + "".join(traceback.format_exception(error))
        report.write_text(text, encoding="utf-8", errors="backslashreplace")
        for old in sorted(self._folder.glob("2*.txt"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return report

    @Slot(str)
    def _show(self, report: str) -> None:
        if self._shown is not None and self._shown.isVisible():
            return
        self._shown = CrashDialog(Path(report))
        self._shown.open()


class CrashDialog(Dialog):
    """Says that the program erred, that the records are safe, and where the report is."""

    def __init__(self, report: Path) -> None:
        super().__init__("crash", QApplication.activeWindow())
        self.head(t("程序出了差错"))
        rows = (
            (t("您的数据"), t("已保存的记录完好，这一步可能没有做完。")),
            (t("差错报告"), str(report)),
            (t("怎么办"), t("可以接着用；如果再次出现，请把差错报告交给维护人员。")),
        )
        self.content.addWidget(facts(rows))
        folder = Button(t("打开报告文件夹"))
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(report.parent))))
        done = Button(t("知道了"), "primary", key="Enter")
        done.clicked.connect(self.accept)
        self.buttons.addStretch(1)
        self.buttons.addWidget(folder)
        self.buttons.addWidget(done)
        self.finish_with(done)
