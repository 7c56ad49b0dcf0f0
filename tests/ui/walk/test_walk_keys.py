"""The Walk by keyboard alone, on real services."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit

from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.header import ElidedLabel
from chuangjian_desktop.ui.widgets.buttons import AnswerButton, Pill
from chuangjian_desktop.ui.widgets.chips import ProblemChip
from chuangjian_desktop.ui.widgets.item_list import ItemList
from chuangjian_desktop.ui.widgets.parts import Banner, Number
from chuangjian_desktop.ui.widgets.statusline import StatusPart
from tests.helpers.typing import click_on, compose, press_on, type_text
from tests.helpers.walks import drawn_photo
from tests.ui.walk.conftest import Walk

Key = Qt.Key


def test_an_empty_visit_has_no_score(walk: Walk) -> None:
    assert walk.find(Number, names.WALK_SCORE).text() == "—"
    assert walk.find(ElidedLabel, names.WALK_SITE_NAME).whole() == "解放路（人民路—建设路）"
    assert not walk.find(QLabel, names.WALK_WAITING).text().startswith("扣")


def test_p_answers_and_space_goes_on(walk: Walk) -> None:
    first = walk.code()
    walk.press(Key.Key_P)
    assert walk.row(first).state == "conforming"
    assert walk.find(AnswerButton, names.WALK_CONFORMING).isChecked()
    assert walk.find(StatusPart, names.WALK_STATUS_SAVED).text() == "已保存 10:42:07"
    walk.press(Key.Key_Space)
    assert walk.code() != first
    assert walk.find(Number, names.WALK_SCORE).text() == "100.00%"


def test_a_finding_with_photo_costs_three_keystrokes(walk: Walk) -> None:
    image = QImage.fromData(drawn_photo(3))
    QApplication.clipboard().setImage(image)
    strokes = 0
    for key, control in ((Key.Key_1, False), (Key.Key_V, True), (Key.Key_Return, False)):
        walk.press(key, control=control)
        strokes += 1
    row = walk.row()
    walk.settle()
    row = walk.row()
    assert strokes <= 4
    assert len(row.findings) == 1
    assert len(row.findings[0].photos) == 1
    assert row.state == "deducted"


def test_nothing_counts_before_enter(walk: Walk) -> None:
    walk.press(Key.Key_1)
    assert walk.has(names.WALK_COMPOSER)
    assert walk.row().findings == ()
    walk.press(Key.Key_Escape)
    assert not walk.has(names.WALK_COMPOSER)
    assert walk.row().state == "unanswered"


def test_count_place_and_total(walk: Walk) -> None:
    walk.press(Key.Key_2, Key.Key_Plus, Key.Key_Plus, Key.Key_Minus)
    assert walk.find(QLabel, names.WALK_TOTAL).text() == "−4.00"
    walk.press(Key.Key_Tab)
    place = walk.find(QLineEdit, names.WALK_PLACE)
    assert QApplication.focusWidget() is place
    type_text(place, "118 号老王副食店门前")
    walk.press(Key.Key_Return)
    finding = walk.row().findings[0]
    assert (finding.count, finding.place, finding.lost) == (2, "118 号老王副食店门前", 400)


def test_letters_belong_to_the_field_that_has_the_focus(walk: Walk) -> None:
    walk.press(Key.Key_1, Key.Key_Tab)
    place = walk.find(QLineEdit, names.WALK_PLACE)
    for key in (Key.Key_P, Key.Key_N, Key.Key_2):
        walk.press(key)
    assert place.text() == "pn2"
    compose(place, "men")
    walk.press(Key.Key_R)
    type_text(place, "门")
    assert walk.row().state == "unanswered"
    assert walk.row().findings == ()


def test_exemption_asks_its_reason_inline(walk: Walk) -> None:
    walk.press(Key.Key_E)
    reason = walk.find(QLineEdit, names.WALK_REASON)
    assert QApplication.focusWidget() is reason
    walk.press(Key.Key_Return)
    assert walk.row().state == "unanswered"
    type_text(reason, "正在修缮，已公示")
    walk.press(Key.Key_Return)
    assert (walk.row().state, walk.row().reason) == ("exempt", "正在修缮，已公示")


def test_not_applicable_where_allowed_and_refused_where_not(walk: Walk) -> None:
    sheet = walk.street.sheet()
    allowed = next(row.item.code for row in sheet.rows if row.item.na_allowed)
    never = next(row.item.code for row in sheet.rows if not row.item.na_allowed)
    walk.view.open_visit(walk.street.visit_id, allowed)
    walk.settle()
    walk.press(Key.Key_N)
    assert walk.row(allowed).state == "na"
    walk.view.open_visit(walk.street.visit_id, never)
    walk.settle()
    walk.press(Key.Key_N)
    assert walk.row(never).state == "unanswered"
    assert walk.has(names.WALK_BANNER)


def test_undo_and_redo_reach_over_items(walk: Walk) -> None:
    first = walk.code()
    walk.press(Key.Key_P)
    walk.settle()
    walk.press(Key.Key_Space, Key.Key_1, Key.Key_Return)
    walk.settle()
    second = walk.code()
    assert len(walk.row(second).findings) == 1
    walk.press(Key.Key_Z, control=True)
    assert walk.row(second).findings == ()
    walk.press(Key.Key_Z, control=True)
    assert walk.row(first).state == "unanswered"
    walk.press(Key.Key_Y, control=True)
    walk.press(Key.Key_Y, control=True)
    assert len(walk.row(second).findings) == 1
    walk.press(Key.Key_Y, control=True)
    walk.settle()
    assert walk.find(Banner, names.WALK_BANNER).text() == "没有可重做的了。"


def test_delete_takes_the_selected_finding_off(walk: Walk) -> None:
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    walk.press(Key.Key_Delete)
    assert walk.row().findings == ()
    walk.press(Key.Key_Z, control=True)
    assert len(walk.row().findings) == 1


def test_repeat_records_the_last_finding_again(walk: Walk) -> None:
    walk.press(Key.Key_R)
    walk.settle()
    assert walk.find(Banner, names.WALK_BANNER).text() == "这个点位还没有记录过问题。"
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    walk.press(Key.Key_R)
    first, second = walk.row().findings
    assert first.text == second.text


def test_plus_changes_the_selected_finding_at_once(walk: Walk) -> None:
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    walk.press(Key.Key_Plus)
    assert walk.row().findings[0].count == 2


def test_a_free_wording_is_learned_and_offered_first(walk: Walk) -> None:
    first = walk.code()
    walk.press(Key.Key_0)
    line = walk.find(QLineEdit, names.WALK_FREE_LINE)
    assert QApplication.focusWidget() is line
    type_text(line, "公益广告被遮挡")
    walk.press(Key.Key_Return, Key.Key_Return)
    assert walk.row(first).findings[0].text == "公益广告被遮挡"
    walk.view.open_visit(walk.street.visit_id, first)
    walk.settle()
    assert walk.find(ProblemChip, names.WALK_CHIP.format(n=1)).text() == "公益广告被遮挡"


def test_chips_keep_their_places_within_a_visit(walk: Walk) -> None:
    def shown() -> list[str]:
        return [walk.find(ProblemChip, names.WALK_CHIP.format(n=n)).text() for n in (1, 2, 3)]

    before = shown()
    walk.press(Key.Key_3, Key.Key_Return)
    walk.settle()
    assert shown() == before


def test_search_by_initials_goes_to_the_item(walk: Walk) -> None:
    walk.press(Key.Key_Slash)
    field = walk.find(QLineEdit, names.WALK_SEARCH)
    assert QApplication.focusWidget() is field
    for key in (Key.Key_G, Key.Key_P, Key.Key_X):
        walk.press(key)
    walk.press(Key.Key_Return)
    walk.settle()
    assert "果皮箱" in walk.find(ElidedLabel, names.WALK_ITEM_TITLE).whole()
    assert not walk.has(names.WALK_SEARCH)


def test_filters_show_open_and_deducted_items(walk: Walk) -> None:
    walk.press(Key.Key_1, Key.Key_Return)
    walk.settle()
    items = walk.find(ItemList, names.WALK_ITEMS)
    everything = items.model().rowCount()
    click_on(walk.qtbot, walk.find(Pill, names.WALK_FILTER_DEDUCTED))
    assert items.model().rowCount() == 2
    click_on(walk.qtbot, walk.find(Pill, names.WALK_FILTER_ALL))
    assert items.model().rowCount() == everything


def test_arrows_and_letters_move_through_items(walk: Walk) -> None:
    first = walk.code()
    walk.press(Key.Key_J, Key.Key_Down, Key.Key_K)
    second = walk.code()
    assert second != first
    walk.press(Key.Key_Up)
    assert walk.code() == first


def test_a_draft_waits_at_its_item(walk: Walk) -> None:
    walk.press(Key.Key_1, Key.Key_J)
    assert not walk.has(names.WALK_COMPOSER)
    walk.press(Key.Key_K)
    assert walk.has(names.WALK_COMPOSER)
    walk.press(Key.Key_Return)
    assert len(walk.row().findings) == 1


def test_used_up_items_still_take_findings(walk: Walk) -> None:
    walk.press(Key.Key_1)
    for _ in range(8):
        walk.press(Key.Key_Plus)
    walk.press(Key.Key_Return)
    walk.settle()
    assert "已扣完" in walk.find(Banner, names.WALK_FINDINGS_BANNER).text()
    walk.press(Key.Key_2, Key.Key_Return)
    row = walk.row()
    assert row.lost == row.item.points
    assert row.findings[1].lost == 0


def test_f6_and_f1(walk: Walk) -> None:
    before = QApplication.focusWidget()
    walk.press(Key.Key_F6)
    assert QApplication.focusWidget() is walk.find(AnswerButton, names.WALK_CONFORMING)
    for _ in range(4):
        walk.press(Key.Key_F6)
    assert QApplication.focusWidget() is before
    walk.press(Key.Key_F1)
    assert walk.has(names.KEYS_DIALOG)
    press_on(walk.qtbot, walk.find(QDialog, names.KEYS_DIALOG), Key.Key_Escape)
    assert not walk.has(names.KEYS_DIALOG)


def test_a_chip_tells_what_its_problem_is_taken_for(walk: Walk) -> None:
    while walk.code() != "ZG05":
        walk.press(Key.Key_Down)
    chip = next(each for each in walk.view.findChildren(ProblemChip) if each.isVisible() and each.text() == "店外经营")
    assert chip.accessibleDescription()
    assert chip.accessibleDescription() in chip.toolTip()
    assert "09005" in chip.toolTip()
