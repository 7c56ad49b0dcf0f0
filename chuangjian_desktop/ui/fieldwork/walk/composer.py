"""The composer: count, points, place, and on demand units, severity, deadline and note of a draft or a finding."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.header import ElidedLabel
from chuangjian_desktop.ui.fieldwork.walk.presenter import as_draft
from chuangjian_desktop.ui.fieldwork.walk.state import Draft, WalkState, costs_each, draft_costs
from chuangjian_desktop.ui.text.words import language, t
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.focus import PaintedButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.parts import KeyHint, Stepper, label
from chuangjian_desktop.ui.widgets.tokens import tokens, u

SEVERITIES = {"light": "轻微", "normal": "一般", "grave": "严重"}


def deadline_words(code: str) -> str:
    """A deadline class in the language in force, with a space between figures and Chinese."""
    found = DEADLINES.get(code)
    if found is None:
        return code
    words = found.label_zh if language() == "zh" else found.label_en
    digits = len(words) - len(words.lstrip("0123456789"))
    return f"{words[:digits]} {words[digits:].lstrip()}" if digits else words


class PlaceEdit(QLineEdit):
    """The place within the site: an icon before, what it is behind."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(u(36))
        self.setTextMargins(u(22), 0, u(34), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = u(16)
        icons.paint(painter, "place", _left_icon(self, side), tokens().text_3)
        rect = self.rect().toRectF().adjusted(0, 0, -u(12), 0)
        paint.words(painter, rect, t("位置"), font(12), tokens().text_3, align=paint.RIGHT)
        painter.end()


def _left_icon(widget: QWidget, side: float) -> QRectF:
    return QRectF(u(10), (widget.height() - side) / 2, side, side)


class ChoiceButton(PaintedButton):
    """Looks like a combo box, opens a menu in which several may be ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(u(32))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(u(120), u(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        t_ = tokens()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        focused = self.hasFocus()
        paint.box(painter, rect, u(6), t_.surface_0, t_.accent if focused else t_.control, width=2 if focused else 1)
        side = u(14)
        at = QRectF(rect.right() - u(20), rect.center().y() - side / 2, side, side)
        icons.paint(painter, "chevron-down", at, t_.text_2)
        ink = t_.text_1 if self.isEnabled() else t_.disabled
        paint.words(painter, rect.adjusted(u(9), 0, -u(24), 0), self.text(), font(13), ink)
        painter.end()


class Field(QWidget):
    """A control under its small label."""

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        self.caption = label("", 12, ink="3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(2))
        column.addWidget(self.caption)
        column.addWidget(control)
        self.caption.setBuddy(control)


class Composer(QWidget):
    """Emits what a person wants; shows what the state says. `recorded` is Enter, `changed` (name, value) a field."""

    recorded = Signal()
    changed = Signal(str, object)
    counted = Signal(int)
    bumped = Signal(int)
    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.WALK_COMPOSER)
        self._subject = ""
        self._wide = False
        self._more = False
        self._parts()
        self._connect()
        self._build()

    def _parts(self) -> None:
        self.title = ElidedLabel(13, bold=True)
        self.stepper = Stepper()
        self.stepper.field.setObjectName(names.WALK_COUNT)
        self.stepper.minus.setObjectName(names.WALK_COUNT_MINUS)
        self.stepper.plus.setObjectName(names.WALK_COUNT_PLUS)
        self.factor = label("", 13, ink="2")
        self.total = label("", 16, bold=True, ink="loss")
        self.total.setObjectName(names.WALK_TOTAL)
        self.record = Button("", "primary", key="Enter", tall=True)
        self.record.setObjectName(names.WALK_RECORD)
        self.place = PlaceEdit()
        self.place.setObjectName(names.WALK_PLACE)
        self.units_line = ElidedLabel(12, ink="2")
        self.units_line.setObjectName(names.WALK_UNITS_LINE)
        self.units_hint = KeyHint()
        self.unit, self.severity, self.deadline = QComboBox(), QComboBox(), QComboBox()
        self.assist = ChoiceButton()
        self.points, self.note = QLineEdit(), QLineEdit()
        ids = (names.WALK_UNIT, names.WALK_SEVERITY, names.WALK_DEADLINE, names.WALK_ASSIST, names.WALK_POINTS_OVERRIDE)
        for widget, object_name in zip(
            (self.unit, self.severity, self.deadline, self.assist, self.points), ids, strict=True
        ):
            widget.setObjectName(object_name)
        self.note.setObjectName(names.WALK_NOTE)
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.unit.setMinimumContentsLength(6)
        self.unit.setMaxVisibleItems(14)
        self.assist_menu = QMenu(self)
        self.fields = {
            "unit": Field(self.unit),
            "assist": Field(self.assist),
            "severity": Field(self.severity),
            "deadline": Field(self.deadline),
            "points": Field(self.points),
            "note": Field(self.note),
        }
        self.note.installEventFilter(self)
        self.place.installEventFilter(self)

    def _connect(self) -> None:
        self.record.clicked.connect(self.recorded)
        self.stepper.stepped.connect(self.bumped)
        self.stepper.typed.connect(self.counted)
        self.place.textEdited.connect(partial(self._typed, "place"))
        self.note.textEdited.connect(partial(self._typed, "note"))
        self.place.editingFinished.connect(lambda: self._committed("place", self.place))
        self.note.editingFinished.connect(lambda: self._committed("note", self.note))
        self.points.editingFinished.connect(self._points_typed)
        self.unit.activated.connect(partial(self._taken, "unit_id", self.unit))
        self.severity.activated.connect(partial(self._taken, "severity", self.severity))
        self.deadline.activated.connect(partial(self._taken, "deadline", self.deadline))
        self.assist.clicked.connect(self._open_assist)
        self.assist_menu.triggered.connect(self._assisted)

    def _build(self) -> None:
        self._top = QHBoxLayout()
        self._top.setSpacing(u(10))
        for widget in (self.stepper, self.factor, self.total):
            self._top.addWidget(widget)
        self._top.addStretch(1)
        self._top.addWidget(self.record)
        self._line = QHBoxLayout()
        self._line.addWidget(self.units_line, 1)
        self._line.addWidget(self.units_hint)
        self._grid = QGridLayout()
        self._grid.setSpacing(u(8))
        column = QVBoxLayout(self)
        edge = self.record.MARGIN
        column.setContentsMargins(u(20), u(10), u(20) - edge, u(6))
        column.setSpacing(u(6))
        rest = QVBoxLayout()
        rest.setContentsMargins(0, 0, edge, 0)
        rest.setSpacing(u(6))
        rest.addWidget(self.place)
        rest.addLayout(self._line)
        rest.addLayout(self._grid)
        column.addWidget(self.title)
        column.addLayout(self._top)
        column.addLayout(rest)
        self._arrange(wide=False, more=False, force=True)

    def _arrange(self, *, wide: bool, more: bool, force: bool = False) -> None:
        if (wide, more) == (self._wide, self._more) and not force:
            return
        self._wide, self._more = wide, more
        for field in self.fields.values():
            self._grid.removeWidget(field)
            field.setVisible(more)
        cells = _WIDE if wide else _NARROW
        for name, (row, column, span) in cells.items():
            self._grid.addWidget(self.fields[name], row, column, 1, span)
        for column in range(6):
            self._grid.setColumnStretch(column, 1)
        self.units_line.setVisible(not more)
        self.units_hint.setVisible(not more)

    def _typed(self, name: str, text: str) -> None:
        """A draft follows every letter; a finding is changed when the field is left."""
        if self._subject == "draft":
            self.changed.emit(name, text)

    def _taken(self, name: str, box: QComboBox, _place: int) -> None:
        self.changed.emit(name, box.currentData())

    def _committed(self, name: str, field: QLineEdit) -> None:
        if self._subject not in {"draft", ""} and field.isModified():
            field.setModified(False)
            self.changed.emit(name, field.text())

    def _points_typed(self) -> None:
        if self.points.isModified():
            self.points.setModified(False)
            self.pointed.emit(self.points.text())

    def _open_assist(self) -> None:
        self.assist_menu.popup(self.assist.mapToGlobal(QPointF(0, 0)).toPoint())

    def _assisted(self, _action: QAction) -> None:
        chosen = tuple(str(each.data()) for each in self.assist_menu.actions() if each.isChecked())
        self.changed.emit("assist_ids", chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field records the draft, or leaves the field of a finding."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_enter(event):
            for name, field in (("place", self.place), ("note", self.note)):
                self._committed(name, field)
            self.recorded.emit()
            return True
        return super().eventFilter(watched, event)

    # ---- showing -------------------------------------------------------------------------------------------------

    def show_state(self, state: WalkState, *, wide: bool) -> None:
        """Render the draft, or the finding that is being edited."""
        row, finding = state.row, state.finding
        draft = state.draft or (as_draft(finding) if finding else None)
        self._retitle(state)
        if row is None or draft is None:
            self._subject = ""
            return
        subject = "draft" if state.draft else state.selected
        fresh = subject != self._subject
        self._subject = subject
        self._arrange(wide=wide, more=wide or state.units_open)
        self.stepper.show_value(draft.count, t("处数"))
        each = costs_each(row, draft.problem)
        self.factor.setText(t("处 × {n} 分", n=short(each)) if draft.points is None else t("按填写的分数扣"))
        lost = draft_costs(row, draft) if state.draft else finding.lost if finding else 0
        self.total.setText(paint.lost(lost))
        for field, text in ((self.place, draft.place), (self.note, draft.note)):
            if field.text() != text and (fresh or not field.hasFocus()):
                field.setText(text)
        self._facts(state, draft)
        self.setEnabled(not state.locked)

    def _retitle(self, state: WalkState) -> None:
        self.record.setText(t("记录"))
        self.record.setVisible(state.draft is not None)
        finding = state.finding
        title = ""
        if state.draft is None and finding is not None:
            title = t("正在改 {n}  {text}", n=f"{finding.number:02d}", text=finding.text)
        elif state.draft is not None and state.picked < 0:
            title = state.draft.text
        self.title.show_line(title)
        self.title.setVisible(bool(title))
        self.place.setPlaceholderText(t("在点位里的位置，如 118 号门前"))
        self.place.setAccessibleName(t("位置"))
        self.note.setPlaceholderText(t("需要时写清宽度、时长等"))
        self.note.setAccessibleName(t("说明"))
        self.units_hint.show_hint(("Ctrl", "U"), t("改单位"))
        captions = {
            "unit": t("责任单位"),
            "assist": t("协办"),
            "severity": t("严重程度"),
            "deadline": t("时限"),
            "points": t("扣分（可改）"),
            "note": t("说明（选填）"),
        }
        for name, text in captions.items():
            self.fields[name].caption.setText(text)

    def _facts(self, state: WalkState, draft: Draft) -> None:
        proposal = state.proposal
        unit_id = draft.unit_id if draft.unit_id is not None else proposal.unit_id if proposal else ""
        assists = draft.assist_ids if draft.assist_ids is not None else proposal.assist_ids if proposal else ()
        severity = draft.severity or (proposal.severity if proposal else "normal")
        deadline = draft.deadline or (proposal.deadline if proposal else "")
        by_id = {unit.id: unit.name for unit in state.units}
        helpers = "、".join(by_id.get(each, "") for each in assists)
        parts = [t("责任 {name}", name=by_id.get(unit_id) or t("未定"))]
        parts += [t("协办 {name}", name=helpers)] if helpers else []
        parts += [t("时限 {name}", name=deadline_words(deadline))] if deadline else []
        self.units_line.show_line(" · ".join(parts))
        if not self._more:
            return
        _fill(self.unit, (("", t("未定")), *((unit.id, unit.name) for unit in state.units)), unit_id)
        _fill(self.severity, tuple((key, t(word)) for key, word in SEVERITIES.items()), severity)
        _fill(self.deadline, tuple((key, deadline_words(key)) for key in DEADLINES), deadline)
        self.assist.setText(helpers or t("无"))
        self.assist.setAccessibleName(f"{t('协办')} {self.assist.text()}")
        self.assist.setToolTip(helpers)
        self.assist_menu.clear()
        for unit in state.units:
            action = self.assist_menu.addAction(unit.name)
            action.setData(unit.id)
            action.setCheckable(True)
            action.setChecked(unit.id in assists)
        if not self.points.hasFocus():
            self.points.setText("" if draft.points is None else short(draft.points))
            self.points.setPlaceholderText(t("按规则"))

    def plain_height(self) -> int:
        """Its height over a picked chip, without the fields that Ctrl+U opens."""
        lines = (self.record.sizeHint(), self.place.minimumSize(), self.units_hint.sizeHint())
        return sum(line.height() for line in lines) + u(10) + u(6) + 2 * u(6)

    def focus_units(self) -> None:
        """Where Ctrl+U leads."""
        self.unit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        tint = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tint.accent_tint))
        painter.fillRect(0, 0, self.width(), 1, QColor(tint.accent_edge))
        painter.end()


def _fill(box: QComboBox, entries: tuple[tuple[str, str], ...], chosen: str) -> None:
    with QSignalBlocker(box):
        if [(box.itemData(place), box.itemText(place)) for place in range(box.count())] != list(entries):
            box.clear()
            for key, word in entries:
                box.addItem(word, key)
        box.setCurrentIndex(max(0, box.findData(chosen)))


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & CONTROL


CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_NARROW = {
    "unit": (0, 0, 3),
    "assist": (0, 3, 3),
    "severity": (1, 0, 2),
    "deadline": (1, 2, 2),
    "points": (1, 4, 2),
    "note": (2, 0, 6),
}
_WIDE = {
    "unit": (0, 0, 2),
    "assist": (0, 2, 2),
    "deadline": (0, 4, 1),
    "severity": (0, 5, 1),
    "note": (1, 0, 5),
    "points": (1, 5, 1),
}
