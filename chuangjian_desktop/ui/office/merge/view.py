"""Merge: drop files, see what each would bring, take in, and afterwards papers, receipts, conflicts, the way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from chuangjian_desktop.services.exchange.merging import MergeReport
from chuangjian_desktop.services.exchange.packing import Packed
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.exchange.taking.drops import FileDrops
from chuangjian_desktop.ui.exchange.taking.panel import TakingPanel
from chuangjian_desktop.ui.office.merge.dialogs import ReportDialog, UndoDialog
from chuangjian_desktop.ui.office.merge.pages import HistoryPage, SignersPage, bar_of, column_of
from chuangjian_desktop.ui.office.merge.presenter import MergePresenter
from chuangjian_desktop.ui.office.merge.state import MergeState
from chuangjian_desktop.ui.office.notices.state import PageImage
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.testing_names import MERGE, MERGE_BANNER, MERGE_PAGES, MERGE_UNDO
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, Segmented
from chuangjian_desktop.ui.widgets.parts import Banner, divider

PAGES = ("files", "history", "signers")
AFTER = ("report", "receipts", "conflicts", "duplicates", "undo")


class MergeScreen(Screen):
    """The office's way to take in what its teams bring."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(MERGE)
        self._desk = desk
        self._panel = TakingPanel(desk, MERGE + ".in")
        self._history, self._signers = HistoryPage(), SignersPage()
        self._pages = Segmented(tuple((key, "") for key in PAGES))
        self._pages.setObjectName(MERGE_PAGES)
        self._pages.choose(PAGES[0])
        self._undo, self._banner = Button("", "danger", icon="undo"), Banner()
        self._undo.setObjectName(MERGE_UNDO)
        self._banner.setObjectName(MERGE_BANNER)
        self._banner.show_banner("")
        self._after = {key: Button("") for key in AFTER}
        self._stack = QStackedWidget()
        self._presenter = MergePresenter(desk, self.show_state)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        for button in (self._panel.clear_button, self._panel.add_button, self._panel.take_button):
            self.header.action(button)
        for key, button in self._after.items():
            button.setObjectName(f"{MERGE}.after.{key}")
            self._panel.offer(button)
        for page in (self._panel, self._history, self._signers):
            self._stack.addWidget(page)
        bar = bar_of(self._pages, right=(self._undo,))
        self.column.addLayout(column_of(bar, divider(), self._banner, self._stack), 1)

    def _connect(self) -> None:
        drops = FileDrops(self)
        drops.dropped.connect(self._dropped)
        drops.over.connect(self._panel.hover)
        self._panel.changed.connect(self._follow)
        self._panel.over.connect(self._merged)
        self._pages.chosen.connect(self._turn)
        self._undo.clicked.connect(self._ask_undo)
        self._banner.acted.connect(lambda: self._banner.show_banner(""))
        deeds = (self._ask_report, self._ask_receipts, self._to("conflicts"), self._to("duplicates"), self._ask_undo)
        for button, deed in zip(self._after.values(), deeds, strict=True):
            button.clicked.connect(deed)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+N"), self, self._panel.ask_files, context=within)
        QShortcut(QKeySequence("Ctrl+P"), self, self._ask_report, context=within)

    def _to(self, name: str) -> partial[None]:
        return partial(self._go, name)

    def _go(self, name: str, _checked: bool = False) -> None:
        self._desk.go(name, "")

    # ---- what is shown ----

    def show_state(self, state: MergeState) -> None:
        """Render."""
        self._history.show_past(state.past)
        self._signers.show_known(state.known)
        self._undo.setEnabled(bool(state.undoable.files))
        self._after["undo"].setEnabled(bool(state.undoable.files))

    def _follow(self) -> None:
        state = self._panel.presenter.state
        self.header.say(t("合并"), state.facts)
        report = self._panel.done()
        if report is not None:
            conflicts = sum(len(each.conflicts) for each in report.packages)
            self._after["conflicts"].setText(t("去定冲突（{n}）", n=conflicts))
            self._after["conflicts"].setVisible(conflicts > 0)
            self._after["duplicates"].setVisible(any(each.duplicates for each in report.packages))
            came = any(each.status != "refused" and each.fingerprint for each in report.packages)
            self._after["receipts"].setVisible(came)
        self.keys_changed.emit()

    def _turn(self, _key: str = "") -> None:
        self._stack.setCurrentIndex(PAGES.index(self._pages.current()))
        self._panel.bring_front(on=self._pages.current() == "files")
        self._undo.setVisible(self._pages.current() == "history")
        self.keys_changed.emit()

    def open_at(self, what: str, part: str) -> None:
        """Files that came by another way, a NUL between them."""
        self._dropped([Path(each) for each in what.split("\0")])

    def refresh(self) -> None:
        self._presenter.refresh()

    def retranslate(self) -> None:
        self._pages.rename((t("来件"), t("历史"), t("签名者")))
        self._undo.setText(t("撤回上次合并…"))
        for key, text in (
            ("report", t("合并报告…")),
            ("receipts", t("写回执…")),
            ("duplicates", t("比对疑似重复…")),
            ("undo", t("整体撤回…")),
        ):
            self._after[key].setText(text)
        self._panel.retranslate()
        self._presenter.retranslate()
        self._turn()

    def keys(self) -> tuple[KeyRow, ...]:
        if self._pages.current() != "files":
            return ((("↑", "↓"), t("选一行")),)
        phase = self._panel.presenter.state.phase
        if phase in {"examining", "taking"}:
            return ((("Esc",), t("停下")),)
        if phase == "ready":
            return (
                (("Space",), t("收或不收")),
                (("Ctrl", "A"), t("全选")),
                (("Ctrl", "D"), t("核对签名者")),
                (("Ctrl", "Enter"), t("并入")),
            )
        return ((("Ctrl", "N"), t("选文件")),)

    def note(self) -> str:
        return t("并入前什么都不会改变") if self._panel.presenter.waits else t("收到的原文件不会改动")

    def leave(self) -> None:
        self._panel.presenter.leave()

    # ---- files, and what comes after ----

    def _dropped(self, paths: list[Path]) -> None:
        self._pages.choose("files")
        self._turn()
        self._panel.take_paths(paths)
        self._panel.focus_list()

    def _merged(self, _report: MergeReport) -> None:
        self._presenter.refresh()

    def _ask_report(self, *_ignored: object) -> None:
        report = self._panel.done()
        if report is None:
            return
        proposed = self._panel.presenter.board.folder() / f"{t('合并报告')}-{now():%Y%m%d}.pdf"
        self._desk.runner.run(
            lambda _progress: self._presenter.pages(report),
            lambda pages: self._show_report(report, pages, proposed),
            self._desk.failed,
            lane="work",
        )

    def _show_report(self, report: MergeReport, pages: tuple[PageImage, ...], proposed: Path) -> None:
        dialog = ReportDialog(pages, proposed, self.window())
        dialog.chosen.connect(partial(self._save_report, report))
        dialog.open()

    def _save_report(self, report: MergeReport, place: str) -> None:
        path = Path(place)
        run_long(
            t("正在写合并报告"),
            (self, self._desk.runner),
            lambda progress: self._presenter.save(report, path, progress),
            lambda _nothing: self._say(t("合并报告已写好：{file}", file=str(path))),
            self._desk.failed,
        )

    def _ask_receipts(self) -> None:
        dialog = QFileDialog(self, t("回执写到哪个文件夹"), str(self._panel.presenter.board.folder()))
        dialog.setObjectName("merge.receipts.place")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._write_receipts)
        dialog.open()

    def _write_receipts(self, place: str) -> None:
        report = self._panel.done()
        if report is not None:
            run_long(
                t("正在写回执"),
                (self, self._desk.runner),
                lambda progress: self._presenter.receipts(report, Path(place), progress),
                self._receipts_written,
                self._desk.failed,
            )

    def _receipts_written(self, made: tuple[Packed, ...]) -> None:
        names = t("、").join(each.path.name for each in made)
        folder = str(made[0].path.parent) if made else ""
        self._say(t("回执已写好并核对：{files}，在 {folder}。请带回给测评组。", files=names, folder=folder))
        self._presenter.refresh()

    def _ask_undo(self, *_ignored: object) -> None:
        undoable = self._presenter.state.undoable
        if undoable.files:
            dialog = UndoDialog(undoable, self.window())
            dialog.accepted.connect(self._take_back)
            dialog.open()

    def _take_back(self) -> None:
        self._panel.presenter.clear()
        run_long(t("正在撤回"), (self, self._desk.runner), self._presenter.undo, self._taken_back, self._desk.failed)

    def _taken_back(self, _digest: str) -> None:
        self._say(t("已整体撤回，数据和并入之前一样。这些文件以后可以再并入。"))
        self._presenter.refresh()

    def _say(self, text: str) -> None:
        self._banner.show_banner(text, "gain", "tick", t("知道了"))
