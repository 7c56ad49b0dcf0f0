"""Tokens, fonts, icons and multi-line text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from chuangjian_desktop.ui.widgets import fonts, icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.textblock import TextBlock, broken
from chuangjian_desktop.ui.widgets.theme import Theme, style_sheet
from chuangjian_desktop.ui.widgets.tokens import DARK, LIGHT, Tokens, tokens, u


def luminance(colour: str) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF())


def ratio(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def painted(text: str, *, tail: bool) -> QImage:
    """A name in a column that is too narrow for it."""
    image = QImage(150, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint.words(painter, QRectF(0, 0, 150, 30), text, font(13), "#000000", tail=tail)
    painter.end()
    return image


def test_names_that_differ_at_their_end_are_told_apart(qapp: QApplication) -> None:
    fonts.install(qapp, 1.0)
    east, west = (f"云川市公安局交通警察支队{part}大队" for part in ("东湖", "西河"))
    assert painted(east, tail=False) == painted(west, tail=False)
    assert painted(east, tail=True) != painted(west, tail=True)


@pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(t: Tokens) -> None:
    for ink in (t.text_1, t.text_2, t.text_3, t.accent):
        for ground in (t.surface_0, t.surface_1, t.accent_tint):
            assert ratio(ink, ground) >= 4.5, (ink, ground)
    for tone in (t.gain, t.loss, t.lack, t.exempt, t.na):
        assert ratio(tone.text, t.surface_0) >= 4.5
        assert ratio(tone.text, tone.tint) >= 4.5
        assert ratio(tone.fill, t.surface_0) >= 3
    assert ratio(t.on_accent, t.accent) >= 4.5
    assert ratio(t.control, t.surface_0) >= 3


def test_the_style_sheet_knows_every_token(qapp: QApplication) -> None:
    for t in (LIGHT, DARK):
        sheet = style_sheet(t)
        assert "@" not in sheet.replace("@media", "")
        assert t.accent in sheet


def test_themes_change_while_running(qapp: QApplication) -> None:
    theme = Theme(qapp)
    theme.apply("dark")
    assert tokens() is DARK
    theme.apply("light")
    assert tokens() is LIGHT
    assert theme.choice == "light"


def test_larger_text_enlarges_every_length(qapp: QApplication) -> None:
    fonts.install(qapp, 1.5)
    try:
        assert u(40) == 62
        assert font(13).pixelSize() == 20
    finally:
        fonts.install(qapp, 1.0)
    assert u(40) == 40


def test_every_icon_draws_in_its_colour(qapp: QApplication) -> None:
    for name in icons.names():
        image = icons.pixmap(name, "#C8362C", 24, 2.0).toImage()
        assert image.width() == 48
        assert any(image.pixelColor(x, y).alpha() > 128 for x in range(48) for y in range(48)), name


def test_text_is_measured_cut_and_keeps_every_character(qapp: QApplication) -> None:
    fonts.install(qapp, 1.0)
    text = "经营者在划定的摊位线内经营，不占用消防通道、顾客通道和安全出口；市场出入口两侧各 50 米无马路市场。" * 2
    lines, cut = broken(text, font(14), 300)
    assert not cut
    assert "".join(lines) == text
    few, cut = broken(text, font(14), 300, 3)
    assert cut
    assert len(few) == 3
    assert few[-1].endswith("…")
    rare = "𠮷野家门前 emoji 😀 之后"
    assert "".join(broken(rare, font(14), 60)[0]) == rare
    block = TextBlock(14, 22)
    block.show_text(text, most=3)
    assert block.heightForWidth(300) == 3 * u(22)
    assert block.cut(300)
