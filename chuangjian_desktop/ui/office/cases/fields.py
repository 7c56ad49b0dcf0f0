"""Form fields for questions: words, units with completion, days, choices, photos."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from chuangjian_desktop.ui.office.cases.asking import Question
from chuangjian_desktop.ui.office.cases.unit_box import UnitBox
from chuangjian_desktop.ui.office.cases.units_field import UnitsField
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner, label
from chuangjian_desktop.ui.widgets.tokens import u

PATTERNS = "*.jpg *.jpeg *.png *.heic *.heif *.webp *.bmp *.tif *.tiff *.gif *.JPG *.JPEG *.PNG *.HEIC"


class Field(Protocol):
    """A question's field."""

    widget: QWidget

    def __init__(self, question: Question) -> None: ...

    def value(self) -> str:
        """What was said; for choices the value behind the words."""
        ...

    def pictures(self) -> tuple[Path, ...]:
        """Photos that were chosen."""
        ...


class WordsField:
    """One line, or a few."""

    def __init__(self, question: Question) -> None:
        tall = question.kind in ("long", "stages")
        edit = QPlainTextEdit(question.value) if tall else QLineEdit(question.value)
        edit.setPlaceholderText(question.hint)
        if isinstance(edit, QPlainTextEdit):
            edit.setFixedHeight(u(76 if question.kind == "stages" else 58))
            edit.setTabChangesFocus(True)
        else:
            edit.setCursorPosition(0)  # what is too long is read from its beginning
        self.widget: QWidget = edit
        self._edit = edit

    def value(self) -> str:
        """What was written."""
        edit = self._edit
        return edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()

    def pictures(self) -> tuple[Path, ...]:
        """None."""
        return ()


class DayField(WordsField):
    """A day as 2026-11-25; a line for one who types."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        day = "2026-11-25"
        said = t("{hint}（例如 {day}）", hint=question.hint, day=day) if question.hint else t("例如 {day}", day=day)
        if isinstance(self._edit, QLineEdit):
            self._edit.setPlaceholderText(said)


class ChoiceField:
    """One of some words."""

    def __init__(self, question: Question) -> None:
        self._box = QComboBox()
        for value, words in question.choices:
            self._box.addItem(words, value)
        self._box.setCurrentIndex(self._box.findData(question.value))
        self.widget: QWidget = self._box

    def value(self) -> str:
        """The value behind the words."""
        return str(self._box.currentData() or "")

    def pictures(self) -> tuple[Path, ...]:
        """None."""
        return ()


class UnitField:
    """One unit."""

    def __init__(self, question: Question) -> None:
        self._box = UnitBox(question.choices, question.value, question.hint or t("输入单位名称的一部分"))
        self.widget: QWidget = self._box

    def value(self) -> str:
        """Its id."""
        return self._box.value()

    def pictures(self) -> tuple[Path, ...]:
        """None."""
        return ()


class NoteField:
    """Nothing is asked: something is told before the act is done."""

    def __init__(self, question: Question) -> None:
        made = Banner()
        made.show_banner(question.caption, "lack", "warning")
        self.widget: QWidget = made

    def value(self) -> str:
        """Nothing."""
        return ""

    def pictures(self) -> tuple[Path, ...]:
        """None."""
        return ()


class PhotosField:
    """Files to choose; says how many."""

    def __init__(self, question: Question) -> None:
        self._paths: tuple[Path, ...] = ()
        self._caption = question.caption
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(8))
        self.button = Button(t("选照片…"), icon="camera")
        self.button.setObjectName("case.ask.photos.choose")
        self._words = label(t("还没有选照片"), 12, ink="2")
        row.addWidget(self.button)
        row.addWidget(self._words, 1)
        self.button.clicked.connect(self._choose)
        self.widget: QWidget = made

    def _choose(self) -> None:
        dialog = QFileDialog(self.widget, self._caption, "", f"{t('照片')} ({PATTERNS})")
        dialog.setObjectName("case.ask.photos.place")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, places: list[str]) -> None:
        self._paths = tuple(Path(each) for each in places)
        self._words.setText(t("、").join(each.name for each in self._paths[:3]) + ("…" if len(self._paths) > 3 else ""))

    def value(self) -> str:
        """Nothing: photos are asked for by `pictures`."""
        return ""

    def pictures(self) -> tuple[Path, ...]:
        """The files."""
        return self._paths


def field_for(question: Question) -> Field:
    """The field of a question."""
    makers: dict[str, type[Field]] = {
        "unit": UnitField,
        "units": UnitsField,
        "choice": ChoiceField,
        "photos": PhotosField,
        "date": DayField,
        "told": NoteField,
    }
    return makers.get(question.kind, WordsField)(question)
