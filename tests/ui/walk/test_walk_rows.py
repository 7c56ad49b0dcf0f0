"""Chips are seen whole: a row that the composer would cut is on the next page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.widgets.chips import ChipGrid, ProblemChip
from tests.ui.walk.conftest import Walk

Key = Qt.Key


def whole(walk: Walk) -> list[str]:
    """The chips that can be seen, each of which must end above the composer."""
    grid = walk.find(ChipGrid, names.WALK_CHIPS)
    composer = walk.find(QWidget, names.WALK_COMPOSER)
    shown = [chip for chip in grid.chips() if chip.isVisible()]
    for chip in shown:
        foot = chip.mapTo(walk.window, QPoint(0, chip.height() - ProblemChip.MARGIN)).y()
        assert composer.isHidden() or foot <= composer.mapTo(walk.window, QPoint()).y()
    return [chip.text() for chip in shown]


@pytest.mark.parametrize("height", [560, 580, 600, 614, 640, 675])
def test_the_composer_cuts_no_row_and_moves_no_digit(walk: Walk, height: int) -> None:
    walk.window.resize(1093, height)
    walk.view.setGeometry(64, 0, 1029, height)
    walk.settle()
    for _item in range(4):
        before = whole(walk)
        walk.press(Key.Key_1)
        during = whole(walk)
        assert during == before[: len(during)]
        assert during
        walk.press(Key.Key_Escape)
        assert whole(walk) == before
        walk.press(Key.Key_J)
        walk.settle()


def test_what_does_not_fit_is_a_page_down(walk: Walk) -> None:
    walk.window.resize(1093, 560)
    walk.view.setGeometry(64, 0, 1029, 560)
    walk.settle()
    first = whole(walk)
    walk.press(Key.Key_PageDown)
    assert not set(first) & set(whole(walk))
