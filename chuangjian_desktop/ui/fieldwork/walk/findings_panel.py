"""The right side of the Walk: the item's findings as cards with photos, and the permanent place for photos."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.rectification import STATES
from chuangjian_desktop.domain.sheet import FindingRow, ItemRow
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.composer import SEVERITIES, deadline_words
from chuangjian_desktop.ui.fieldwork.walk.state import PhotoNews, WalkState, costs_each, draft_costs
from chuangjian_desktop.ui.text.case_states import MOODS, state_words
from chuangjian_desktop.ui.text.touches import touch_line, touch_rows
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.cards import Card, CardDelegate, CardModel, CardPhoto, picture_box
from chuangjian_desktop.ui.widgets.drops import CameraButton, DropArea
from chuangjian_desktop.ui.widgets.lines import LINE_ROLE, LinesView
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState, label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.thumbs import Thumbs
from chuangjian_desktop.ui.widgets.tokens import tokens, u

DRAFT_ID = "draft"


class CardList(LinesView):
    """Cards below each other. `photo_opened` carries finding and photo, `plus` a finding that wants photos."""

    photo_opened = Signal(str, int)
    plus = Signal(str)
    chosen = Signal(str, bool)

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__(names.WALK_FINDINGS, uniform=False)
        self.delegate = CardDelegate(thumbs, self)
        self.setItemDelegate(self.delegate)
        self.setResizeMode(LinesView.ResizeMode.Adjust)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        card: object = index.data(LINE_ROLE)
        if not isinstance(card, Card) or event.button() != Qt.MouseButton.LeftButton:
            return
        if card.id != DRAFT_ID:
            self.chosen.emit(card.id, False)
        place = self._photo_at(index, card, event.position().toPoint())
        if place == len(card.photos):
            self.plus.emit(card.id)
        elif place >= 0:
            self.photo_opened.emit(card.id, place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card: object = self.indexAt(event.position().toPoint()).data(LINE_ROLE)
        if isinstance(card, Card) and card.id != DRAFT_ID:
            self.chosen.emit(card.id, True)

    def _photo_at(self, index: QModelIndex, card: Card, point: QPoint) -> int:
        """The place of the photo under the mouse, the number of photos for the plus, -1 elsewhere."""
        rect = self.visualRect(index).toRectF()
        grid = self.delegate.grid(rect, card)
        for place, box in enumerate(grid.boxes):
            if box.contains(point.toPointF()):
                return place
        return len(card.photos) if grid.plus is not None and grid.plus.contains(point.toPointF()) else -1

    def current_card(self) -> str:
        """The finding that is current, empty for the draft."""
        card: object = self.currentIndex().data(LINE_ROLE)
        return card.id if isinstance(card, Card) and card.id != DRAFT_ID else ""

    def card_at(self, point: QPoint) -> str:
        """The finding under a point of the list, for drops."""
        card: object = self.indexAt(point).data(LINE_ROLE)
        return card.id if isinstance(card, Card) and card.id != DRAFT_ID else ""


class BigPhoto(QWidget):
    """The first photo of the selected finding, large; in wide windows only."""

    opened = Signal()

    def __init__(self, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbs = thumbs
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_photo(self, key: str, name: str) -> None:
        """Show a picture; an empty key shows nothing."""
        self._key = key
        self.setAccessibleName(name)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(width * 3 // 4, u(300))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = self.rect().toRectF()
        if rect.width() / max(1.0, rect.height()) > 4 / 3:
            rect.setHeight(rect.height())
        if self._key:
            picture_box(painter, rect, self._thumbs, self._key)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()


class FindingsPanel(QWidget):
    """Renders the findings of the current item."""

    def __init__(self, thumbs: Thumbs, large: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "1")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._thumbs = thumbs
        self.title = label("", 13, bold=True)
        self.title.setTextFormat(Qt.TextFormat.RichText)
        self.title.setObjectName(names.WALK_FINDINGS_HEAD)
        self.sum = label("", 12, ink="2")
        self.banner = Banner()
        self.banner.setObjectName(names.WALK_FINDINGS_BANNER)
        self.model = CardModel(self)
        self.list = CardList(thumbs)
        self.list.setModel(self.model)
        self.empty = EmptyState("walk")
        self.empty.setObjectName(names.WALK_FINDINGS_EMPTY)
        self.touch = TextBlock(12, 18)
        self.touch.setObjectName(names.WALK_TOUCHES)
        self.note = TextBlock(12, 18)
        self.note.setObjectName(names.WALK_PHOTO_NOTE)
        self.big = BigPhoto(large)
        self.drop = DropArea()
        self.drop.setObjectName(names.WALK_DROP)
        self.camera = CameraButton()
        self.camera.setObjectName(names.WALK_CAMERA)
        self._wide = False
        self._build()
        thumbs.arrived.connect(self._arrived)
        large.arrived.connect(self._large_arrived)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, u(2), 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.sum)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(12), u(8), u(10), u(7))
        column.setSpacing(u(8))
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addLayout(self._stack, 1)
        column.addWidget(self.touch)
        column.addWidget(self.note)
        column.addWidget(self.big)
        drop = QHBoxLayout()
        drop.setContentsMargins(0, 0, 0, 0)
        drop.setSpacing(u(6))
        drop.addWidget(self.drop, 1)
        drop.addWidget(self.camera)
        column.addLayout(drop)

    def _arrived(self, _key: str) -> None:
        self.list.viewport().update()

    def _large_arrived(self, _key: str) -> None:
        self.big.update()

    def density(self, *, wide: bool) -> None:
        """Wide windows show the photo large."""
        self._wide = wide

    def show_state(self, state: WalkState) -> None:
        """Render the right side of a state."""
        sheet, row = state.sheet, state.row
        if sheet is None or row is None:
            return
        everything = [finding for each in sheet.rows for finding in each.findings]
        photos = sum(len(finding.photos) for finding in everything)
        count = f'<span style="font-weight:normal;color:{tokens().text_3}">{len(row.findings)}</span>'
        self.title.setText(f"{t('本项问题')} {count}")
        self.sum.setText(t("全点位 {n} 条 · 照片 {photos} 张", n=len(everything), photos=photos) if everything else "")
        used = t("本项 {n} 分已扣完。再记的问题照样入台账，不再扣分。", n=_short(row.item.points))
        self.banner.show_banner(used if state.used_up else "", "lack")
        for prepared in state.basket:
            self._thumbs.put(prepared.original_sha256, prepared.thumb)
        self._show_cards(state, row)
        self._show_empty(state, row)
        news = state.photo_news
        self.note.show_text(photo_words(news) if news else "", ink="text_2")
        self.note.setVisible(news is not None)
        finding = state.finding
        self._show_touches(finding or (row.findings[-1] if row.findings else None))
        big = self._wide and finding is not None and bool(finding.photos)
        self.big.setVisible(big)
        if big and finding is not None:
            self.big.show_photo(finding.photos[0].blob, finding.text)
        self.drop.show_words(t("拖入照片，或"), ("Ctrl", "V"), t("粘贴"))
        self.drop.setEnabled(not state.locked)
        self.camera.show_words(t("拍照"), "C", t("用电脑的相机拍照"))
        self.camera.setEnabled(not state.locked)

    def _show_touches(self, finding: FindingRow | None) -> None:
        """What the chosen finding, or the last one, costs in each campaign; whole on the tooltip."""
        touches = finding.touches if finding is not None else ()
        self.touch.show_text(touch_line(touches), most=2, lead=t("同时计入"), ink="text_2")
        self.touch.setToolTip(touch_rows(touches))
        self.touch.setVisible(bool(touches))

    def _show_cards(self, state: WalkState, row: ItemRow) -> None:
        cards = [finding_card(each, locked=state.locked) for each in row.findings]
        if state.draft is not None or state.basket:
            cards.append(draft_card(state, row))
        self.list.setAccessibleName(t("本项问题"))
        with QSignalBlocker(self.list.selectionModel()):
            self.model.show_lines(tuple(cards))
            index = self.model.index_of(DRAFT_ID if state.draft else state.selected)
            if index.isValid():
                moved = index != self.list.currentIndex()
                self.list.setCurrentIndex(index)
                if moved:
                    self.list.scrollTo(index)
            else:
                self.list.clearSelection()
        self.list.viewport().update()
        self._stack.setCurrentWidget(self.list if cards else self.empty)

    def _show_empty(self, state: WalkState, row: ItemRow) -> None:
        last = str(min(9, len(state.page_chips)))
        hints = (
            (("P",), t("没有问题，记为符合")),
            (("1", "…", last), t("选一个问题")),
            (("Enter",), t("按默认扣分记录")),
        )
        plain = t("这一项还没有记录") if row.state == "unanswered" else t("这一项没有问题")
        self.empty.show_empty(plain, hints if not state.locked else ())


def finding_card(finding: FindingRow, *, locked: bool) -> Card:
    """A recorded finding as a card."""
    quiet = finding.lost == 0 and finding.asked > 0
    lost = t("已扣完，记 0") if quiet else paint.lost(finding.lost)
    each = finding.asked // max(1, finding.count)
    counted = t("{n} 处 × {each}", n=finding.count, each=two_decimals(each))
    helpers = "、".join(finding.assists)
    unit = f"{finding.unit} · {t('协办 {name}', name=helpers)}" if helpers and finding.unit else finding.unit or helpers
    photos = tuple(CardPhoto(photo.id, photo.thumb, photo.missing) for photo in finding.photos)
    tags = case_tags(finding)
    said = "".join(f"，{words}" for words, _ in tags)
    spoken = f"{finding.number:02d} {finding.text}，{lost}，{finding.place}，{counted}{said}"
    return Card(
        finding.id,
        f"{finding.number:02d}",
        finding.text,
        lost,
        finding.place,
        counted,
        photos,
        unit,
        "" if tags else deadline_words(finding.deadline),
        spoken,
        quiet=quiet,
        editable=not locked,
        severity=t(SEVERITIES["grave"]) if finding.severity == "grave" else "",
        tags=tags,
    )


def case_tags(finding: FindingRow) -> tuple[tuple[str, str], ...]:
    """How far the rectification of a finding has come, and whether the problem came back."""
    told = tuple((state_words(state), MOODS[state]) for state in STATES if state == finding.case)
    if finding.solved and not told:
        told = ((t("当场改好"), "gain"),)
    return (*told, (t("反弹"), "loss")) if finding.recurs else told


def draft_card(state: WalkState, row: ItemRow) -> Card:
    """What is not recorded yet: the draft, or photos that wait for a wording."""
    draft = state.draft
    numbers = [finding.number for each in state.sheet.rows for finding in each.findings] if state.sheet else []
    photos = tuple(CardPhoto(each.original_sha256, each.original_sha256) for each in state.basket)
    if draft is None:
        text, lost, counted, place = t("照片已备好"), "", "", t("选一个问题，照片跟着它")
        foot = t("照片还没有存")
    else:
        text, lost, place = draft.text, paint.lost(draft_costs(row, draft)), draft.place
        counted = t("{n} 处 × {each}", n=draft.count, each=two_decimals(costs_each(row, draft.problem)))
        foot = t("按 |Enter| 后保存")
    number = f"{max(numbers, default=0) + 1:02d}"
    spoken = f"{text}，{foot.replace('|', '')}"
    return Card(DRAFT_ID, number, text, lost, place, counted, photos, "", foot, spoken, draft=True)


def photo_words(news: PhotoNews) -> str:
    """What is known of the photo that came last, and where its time is from."""
    sources = {"exif": t("取自照片"), "file": t("取自文件时间"), "manual": t("人工填写")}
    clock = news.taken_at[11:19] if len(news.taken_at) >= 19 else ""
    taken = (
        t("拍摄 {time}（{source}）", time=clock, source=sources.get(news.time_source, ""))
        if clock
        else t("拍摄时间未知")
    )
    sizes = f"{_size(news.before)} → {_size(news.after)}"
    first = t("这张照片已在，没有重复存：{name}", name=news.name) if news.twin else t("刚加入：{name}", name=news.name)
    return f"{first}\n{taken} · {sizes}"


def _size(count: int) -> str:
    return f"{count / 1_048_576:.1f} MB" if count >= 1_048_576 else f"{max(1, count // 1024)} KB"


def _short(points: int) -> str:
    return two_decimals(points).rstrip("0").rstrip(".")
