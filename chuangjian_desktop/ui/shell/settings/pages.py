"""The pages of Settings: this machine, units and teams, documents, the file, about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from chuangjian_desktop.services.office.settings import KINDS, DocumentSettings
from chuangjian_desktop.ui.dialogs.base import field
from chuangjian_desktop.ui.dialogs.refusal import facts
from chuangjian_desktop.ui.shell.settings.state import SettingsState
from chuangjian_desktop.ui.testing_names import (
    SETTINGS_BACKUP,
    SETTINGS_CHECK,
    SETTINGS_LANGUAGE,
    SETTINGS_PERSON,
    SETTINGS_REGISTER,
    SETTINGS_RESTORE,
    SETTINGS_SAVE_DOCUMENTS,
    SETTINGS_THEME,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, Segmented
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


def page() -> tuple[QScrollArea, QVBoxLayout]:
    """A page that scrolls, not wider than is good to read."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    body = QWidget()
    body.setProperty("surface", "0")
    inner = QWidget()
    inner.setMaximumWidth(u(720))
    column = QVBoxLayout(inner)
    column.setContentsMargins(u(20), u(14), u(20), u(14))
    column.setSpacing(u(10))
    row = QHBoxLayout(body)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(inner, 1)
    row.addStretch(0)
    area.setWidget(body)
    return area, column


class LookPage(QFrame):
    """Language, theme and who works here."""

    look_asked = Signal(str, str)
    person_named = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        area, column = page()
        self._language = Segmented((("zh", "中文"), ("en", "English")))
        self._theme = Segmented((("system", t("跟随系统")), ("light", t("浅色")), ("dark", t("深色"))))
        self._language.setObjectName(SETTINGS_LANGUAGE)
        self._theme.setObjectName(SETTINGS_THEME)
        self._language.chosen.connect(self._language_chosen)
        self._theme.chosen.connect(self._theme_chosen)
        self._person, self._keep = QLineEdit(), Button(t("使用这个姓名"))
        self._person.setObjectName(SETTINGS_PERSON)
        self._person.returnPressed.connect(self._named)
        self._keep.clicked.connect(self._named)
        for caption, part in ((t("语言"), self._language), (t("外观"), self._theme)):
            column.addWidget(label(caption, 12, ink="2"))
            column.addWidget(part)
        column.addSpacing(u(8))
        column.addLayout(field(t("您的姓名"), self._person))
        column.addWidget(self._keep)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_state(self, state: SettingsState) -> None:
        """Render."""
        self._language.choose(state.language if state.language in {"zh", "en"} else "zh")
        self._theme.choose(state.theme if state.theme in {"system", "light", "dark"} else "system")
        if not self._person.hasFocus():
            self._person.setText(state.person)

    def _language_chosen(self, value: str) -> None:
        self.look_asked.emit("language", value)

    def _theme_chosen(self, value: str) -> None:
        self.look_asked.emit("theme", value)

    def _named(self) -> None:
        self.person_named.emit(self._person.text())


class ListPage(QFrame):
    """A table with an action that imports more of it."""

    asked = Signal()

    def __init__(self, name: str, action: str) -> None:
        super().__init__()
        self._table, button = Table(name), Button(action, icon="table")
        button.setObjectName(f"{name}.import")
        button.clicked.connect(self.asked)
        row = QHBoxLayout()
        row.setContentsMargins(u(12), u(6), u(12), u(6))
        row.addStretch(1)
        row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._table, 1)

    @property
    def table(self) -> Table:
        """The table."""
        return self._table


class DocumentsPage(QFrame):
    """Who issues, whom to call, how numbers are formed."""

    saved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        area, column = page()
        captions = (
            ("issuer", t("发文机关（落款）")),
            ("red_head", t("红头（版头）文字")),
            ("contact", t("联系人")),
            ("phone", t("联系电话")),
            ("address", t("反馈地址")),
            ("copies_to", t("抄送")),
            ("printed_by", t("印发机关")),
        )
        self._edits = {name: QLineEdit() for name, _ in captions}
        for name, caption in captions:
            self._edits[name].setObjectName(f"settings.documents.{name}")
            column.addLayout(field(caption, self._edits[name]))
        self._red = QCheckBox(t("公文式用红头"))
        self._days = QSpinBox()
        self._days.setRange(0, 365)
        column.addWidget(self._red)
        column.addLayout(field(t("反馈期限（日）"), self._days))
        self._prefixes = {kind: QLineEdit() for kind in KINDS}
        for kind, edit in self._prefixes.items():
            column.addLayout(field(t("{kind}的机关代字（文号为 代字〔年份〕序号）", kind=kind), edit))
        save = Button(t("保存文书设置"), "primary")
        save.setObjectName(SETTINGS_SAVE_DOCUMENTS)
        save.clicked.connect(self._save)
        column.addWidget(save)
        column.addStretch(1)
        self._shown: DocumentSettings | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_state(self, state: SettingsState) -> None:
        """Render; what is being typed stays."""
        settings = state.documents
        if settings is None or settings == self._shown:
            return
        self._shown = settings
        for name, edit in self._edits.items():
            edit.setText(str(getattr(settings, name)))
        self._red.setChecked(settings.show_red_head)
        self._days.setValue(settings.reply_days)
        for kind, edit in self._prefixes.items():
            edit.setText(settings.prefixes.get(kind, ""))

    def _save(self) -> None:
        texts: Mapping[str, str] = {name: edit.text().strip() for name, edit in self._edits.items()}
        made = replace(
            self._shown or DocumentSettings(),
            issuer=texts["issuer"],
            red_head=texts["red_head"],
            contact=texts["contact"],
            phone=texts["phone"],
            address=texts["address"],
            copies_to=texts["copies_to"],
            printed_by=texts["printed_by"],
            show_red_head=self._red.isChecked(),
            reply_days=self._days.value(),
            prefixes={kind: edit.text().strip() for kind, edit in self._prefixes.items()},
        )
        self.saved.emit(made)


class FilePage(QFrame):
    """Backups with their budget, the proof, restoring."""

    backup_asked = Signal()
    copy_asked = Signal()
    check_asked = Signal()
    restore_asked = Signal(str)
    register_asked = Signal()
    kept = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._table = Table("settings.backups")
        backup, copy = Button(t("现在备份"), "primary", icon="save"), Button(t("另存整份副本…"), icon="copy")
        check, restore = Button(t("检查文件"), icon="tick"), Button(t("恢复选中的备份…"), icon="history")
        names = (SETTINGS_BACKUP, "settings.copy", SETTINGS_CHECK, SETTINGS_RESTORE)
        for button, name in zip((backup, copy, check, restore), names, strict=True):
            button.setObjectName(name)
        backup.clicked.connect(self.backup_asked)
        copy.clicked.connect(self.copy_asked)
        check.clicked.connect(self.check_asked)
        restore.clicked.connect(self._restore)
        register = Button(t("重新登记本机"), icon="person")
        register.setObjectName(SETTINGS_REGISTER)
        register.setToolTip(t("这台电脑是整机复制出来的，就按一次：从此以自己的编号记录"))
        register.clicked.connect(self.register_asked)
        self._close, self._budget = QCheckBox(t("关闭文件时自动备份")), QSpinBox()
        self._budget.setRange(1, 2000)
        self._budget.setSuffix(" GB")
        self._budget.setFixedWidth(u(110))
        self._budget.setAccessibleName(t("备份最多占用"))
        self._close.clicked.connect(self._close_kept)
        self._budget.valueChanged.connect(self._budget_kept)
        row, second = QHBoxLayout(), QHBoxLayout()
        for line in (row, second):
            line.setContentsMargins(u(16), u(6), u(16), u(4))
            line.setSpacing(u(8))
        for part in (backup, check, copy, restore):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self._close, label(t("备份最多占用"), 13), self._budget):
            second.addWidget(part)
        second.addStretch(1)
        second.addWidget(register)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(second)
        column.addWidget(self._table, 1)

    def show_state(self, state: SettingsState) -> None:
        """Render."""
        self._table.show_rows(state.backup_columns, state.backups)
        self._close.setChecked(state.backup_on_close)
        self._budget.blockSignals(True)
        self._budget.setValue(state.budget_gb)
        self._budget.blockSignals(False)

    def _restore(self) -> None:
        if key := self._table.current_key():
            self.restore_asked.emit(key)

    def _close_kept(self, on: bool) -> None:
        self.kept.emit("backup_on_close", on)

    def _budget_kept(self, gigabytes: int) -> None:
        self.kept.emit("backup_budget_mb", gigabytes * 1024)


class AboutPage(QFrame):
    """Versions, for whoever helps."""

    def __init__(self) -> None:
        super().__init__()
        area, self._column = page()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_state(self, state: SettingsState) -> None:
        """Render."""
        if state.versions != self._shown:
            self._shown = state.versions
            self._column.addWidget(facts(state.versions))
            self._column.addStretch(1)
