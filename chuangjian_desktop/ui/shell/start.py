"""The start screen: three ways in, the demo first, and the files opened lately with their health."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from chuangjian_desktop.ui.exchange.files import files_of_ours
from chuangjian_desktop.ui.shell.start_parts import RecentButton, Sign, WayIn
from chuangjian_desktop.ui.shell.start_state import StartState
from chuangjian_desktop.ui.testing_names import START, START_DEMO, START_LANGUAGE, START_NEW, START_OPEN, START_RECENT
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.tokens import u

WIDEST = 860


class StartScreen(QFrame):
    """`demo`, `open_asked`, `new_asked`, `language_asked`; `picked` carries a file to open."""

    demo = Signal()
    open_asked = Signal()
    new_asked = Signal()
    language_asked = Signal()
    picked = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(START)
        self.setProperty("surface", "app")
        self.setAcceptDrops(True)
        self._state = StartState((), "")
        self._title, self._lead = label("", 22, bold=True), label("", 13, ink="2")
        self._ways = tuple(
            WayIn(name, icon, key, self)
            for name, icon, key in ((START_DEMO, "site", "1"), (START_OPEN, "folder", "2"), (START_NEW, "plus", "3"))
        )
        for way, signal in zip(self._ways, (self.demo, self.open_asked, self.new_asked), strict=True):
            way.clicked.connect(signal)
        self._recent_head = label("", 12, ink="2")
        self._recent = QFrame()
        self._recent.setObjectName(START_RECENT)
        self._recent.setProperty("frame", "card")
        self._recent_column = QVBoxLayout(self._recent)
        self._recent_column.setContentsMargins(1, 1, 1, 1)
        self._recent_column.setSpacing(0)
        self._version = label("", 12, ink="3")
        self._language = Button("中文 / English", "text")
        self._language.setObjectName(START_LANGUAGE)
        self._language.clicked.connect(self.language_asked)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(u(14))
        words = QVBoxLayout()
        words.setSpacing(u(2))
        words.addWidget(self._title)
        words.addWidget(self._lead)
        head.addWidget(Sign())
        head.addLayout(words, 1)
        ways = QHBoxLayout()
        ways.setSpacing(u(8))
        for way in self._ways:
            ways.addWidget(way, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._version)
        foot.addStretch(1)
        foot.addWidget(self._language)
        middle = QWidget()
        middle.setMaximumWidth(u(WIDEST))
        column = QVBoxLayout(middle)
        column.setSpacing(u(8))
        column.addLayout(head)
        column.addSpacing(u(8))
        column.addLayout(ways)
        column.addSpacing(u(8))
        column.addWidget(self._recent_head)
        column.addWidget(self._recent)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(u(20), u(12), u(20), u(8))
        whole.addStretch(2)
        whole.addLayout(row)
        whole.addStretch(3)
        whole.addLayout(foot)

    def show_state(self, state: StartState) -> None:
        """The list of recent files and the version."""
        self._state = state
        while self._recent_column.count():
            entry = self._recent_column.takeAt(0)
            widget = entry.widget() if entry else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        lines = state.recent[:4]
        for place, line in enumerate(lines):
            button = RecentButton(line, last=place == len(lines) - 1, parent=self._recent)
            button.clicked.connect(lambda _checked=False, path=line.path: self.picked.emit(path))
            self._recent_column.addWidget(button)
        self._recent.setVisible(bool(lines))
        self._recent_head.setVisible(bool(lines))
        self._version.setText(t("版本 {version}", version=state.version))

    def retranslate(self) -> None:
        """All words in the language in force."""
        self._title.setText(t("创建测评"))
        self._lead.setText(t("点位测评、计分排名、整改通知。不联网，一个文件装下全部资料。"))
        words = (
            (t("看看演示城市"), t("云川市，5 个区、80 个点位、测完的一轮。随便改，不影响任何人。")),
            (t("打开文件"), t("工作文件或创建办发的任务包，也可以直接拖到这个窗口里。")),
            (t("新建工作文件"), t("测评组：到现场打分。\n创建办：管点位、看成绩、发通知。")),
        )
        for way, (title, lead) in zip(self._ways, words, strict=True):
            way.say(title, lead)
        self._recent_head.setText(t("最近打开"))
        self._version.setText(t("版本 {version}", version=self._state.version))

    def focus_first(self) -> None:
        """The keyboard starts at the first way in."""
        self._ways[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}
        place = places.get(Qt.Key(event.key()))
        if place is not None:
            self._ways[place].click()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if isinstance(focused, (WayIn, RecentButton, Button)):
                focused.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of ours are the window's; anything else is opened and refused in words."""
        local = any(url.isLocalFile() for url in event.mimeData().urls())
        if local and not files_of_ours(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.picked.emit(files[0])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
