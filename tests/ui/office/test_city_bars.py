"""Components as bars: what stands beside them is whole at every width."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chuangjian_desktop.ui.office.city.bars import Bars
from chuangjian_desktop.ui.office.city.state import Bar
from chuangjian_desktop.ui.widgets import fonts, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import u

SHOWN = (
    Bar("component.a", "暗访评价表", "占 50%", 0.88, "88.06", "weight 50% · pass mark 800: +80.62 · 15 open", 0.8),
    Bar("component.b", "数据评价指标", "", 0.5, "50.00", "beside the total", None),
)


@pytest.fixture
def bars(qtbot: QtBot, qapp: QApplication) -> Bars:
    fonts.install(qapp, 1.0)
    made = Bars()
    qtbot.addWidget(made)
    made.show_bars(SHOWN)
    return made


@pytest.mark.parametrize("width", [390, 470, 590, 1_400])
def test_the_distance_to_the_pass_mark_is_whole(bars: Bars, width: int) -> None:
    bars.resize(u(width), bars.heightForWidth(u(width)))
    for bar in SHOWN:
        detail, row = bars.detail_of(bar.key), bars.place_of(bar.key)
        assert detail.width() >= paint.width_of(bar.detail, font(12))
        assert row.contains(detail)
    assert bars.place_of("component.b").bottom() <= bars.height()


def test_what_has_no_room_beside_goes_below(bars: Bars) -> None:
    assert bars.heightForWidth(u(470)) > bars.heightForWidth(u(1_400))
