"""The tree of areas with how many sites lie in each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from chuangjian_desktop.services.places import AreaNode
from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, u

Index = QModelIndex | QPersistentModelIndex
PATH_ROLE = Qt.ItemDataRole.UserRole + 1
COUNT_ROLE = Qt.ItemDataRole.UserRole + 2


class _Delegate(QStyledItemDelegate):
    def __init__(self, tree: AreaTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(80), u(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t = tokens()
        row = paint.place_of(option)
        chosen = bool(paint.state_of(option) & QStyle.StateFlag.State_Selected)
        whole = QRectF(0, row.top(), self._tree.viewport().width(), row.height())
        painter.save()
        if chosen:
            painter.fillRect(whole, QColor(t.accent_tint))
            painter.fillRect(QRectF(0, row.top(), u(3), row.height()), QColor(t.accent))
        depth = str(index.data(PATH_ROLE)).count("/") + 1 if index.data(PATH_ROLE) else 0
        left = u(14) + depth * u(16)
        if index.model().hasChildren(index):
            here = index.model().index(index.row(), 0, index.parent())
            name = "chevron-down" if self._tree.isExpanded(here) else "forward"
            side = u(12)
            icons.paint(painter, name, QRectF(left - u(2), row.center().y() - side / 2, side, side), t.text_2)
        inner = QRectF(left + u(16), row.top(), whole.width() - left - u(30), row.height())
        count = str(index.data(COUNT_ROLE))
        paint.words(painter, inner, count, font(12), t.text_3, align=paint.RIGHT)
        inner.setRight(inner.right() - paint.width_of(count, font(12)) - u(6))
        paint.words(painter, inner, str(index.data()), font(13, bold=chosen), t.text_1)
        painter.restore()


class AreaTree(QTreeView):
    """`chosen` tells the path of the area that a person took; an empty path is all."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("surface", "1")
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(u(150))
        self._model = QStandardItemModel(self)
        self._shown: tuple[AreaNode, ...] = ()
        self._whole, self._word = -1, ""
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(self._told)

    def show_areas(self, areas: tuple[AreaNode, ...], total: int, chosen: str) -> None:
        """All areas under one root that stands for every site."""
        if (areas, total, say("全部点位")) == (self._shown, self._whole, self._word):
            return
        self._shown, self._whole, self._word = areas, total, say("全部点位")
        self.selectionModel().blockSignals(True)
        self._model.clear()
        root = self._node(say("全部点位"), "", total)
        self._model.appendRow(root)
        made = {"": root}
        for area in areas:
            parent = made.get(area.path.rpartition("/")[0], root)
            made[area.path] = self._node(area.name, area.path, area.sites)
            parent.appendRow(made[area.path])
        self.expand(root.index())
        current = made.get(chosen, root)
        self.setCurrentIndex(current.index())
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    @staticmethod
    def _node(name: str, path: str, count: int) -> QStandardItem:
        node = QStandardItem(name)
        node.setData(path, PATH_ROLE)
        node.setData(count, COUNT_ROLE)
        node.setData(f"{name} {count}", Qt.ItemDataRole.AccessibleTextRole)
        return node

    def keyboardSearch(self, search: str) -> None:
        """Nothing: `/` searches."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Slash}:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if self._model.hasChildren(index) and index.data(PATH_ROLE):
            self.setExpanded(index, not self.isExpanded(index))

    def _told(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(str(index.data(PATH_ROLE)))
