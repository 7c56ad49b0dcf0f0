"""Colours and lengths of the look. Palette, style sheet, delegates and painted widgets read the same values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark"]
DEFAULT_TEXT_PX = 13


@dataclass(frozen=True, slots=True)
class Tone:
    """A meaning in three strengths: `text` on any ground, `fill` for glyphs and bars, `tint` as ground of a tag."""

    text: str
    fill: str
    tint: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as `#RRGGBB`. Text on `surface_0/1` and on `accent_tint` has at least 4.5 : 1."""

    name: ThemeName
    app: str
    surface_0: str
    surface_1: str
    surface_2: str
    line: str
    line_strong: str
    control: str
    text_1: str
    text_2: str
    text_3: str
    disabled: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_tint: str
    accent_edge: str
    gain: Tone
    loss: Tone
    lack: Tone
    exempt: Tone
    na: Tone
    float_ground: str
    float_text: str
    desk: str


LIGHT = Tokens(
    name="light",
    app="#E9ECF0",
    surface_0="#FFFFFF",
    surface_1="#F5F6F8",
    surface_2="#ECEFF2",
    line="#DCE0E5",
    line_strong="#BCC4CD",
    control="#75808D",
    text_1="#14181D",
    text_2="#434C57",
    text_3="#5F6975",
    disabled="#8A94A1",
    accent="#1D56A5",
    on_accent="#FFFFFF",
    accent_hover="#17468A",
    accent_tint="#E2ECF9",
    accent_edge="#A9C4E8",
    gain=Tone("#17693A", "#3F8E5D", "#E3F3E8"),
    loss=Tone("#B3261E", "#C8362C", "#FCEAE8"),
    lack=Tone("#875200", "#B36F08", "#FFF1D9"),
    exempt=Tone("#6A3FA0", "#9A78C8", "#F0E9FA"),
    na=Tone("#59636F", "#848E9A", "#ECEFF2"),
    float_ground="#1B2530",
    float_text="#F2F5F8",
    desk="#6B7480",
)

DARK = Tokens(
    name="dark",
    app="#12151A",
    surface_0="#1A1E24",
    surface_1="#20252C",
    surface_2="#2A3038",
    line="#333A43",
    line_strong="#4A535F",
    control="#77828F",
    text_1="#EDF0F4",
    text_2="#BFC7D1",
    text_3="#98A3AF",
    disabled="#6B7683",
    accent="#84B3F5",
    on_accent="#0D1B2E",
    accent_hover="#A5C8F8",
    accent_tint="#20344F",
    accent_edge="#3D5F8F",
    gain=Tone("#71C792", "#4E9F6F", "#1B3427"),
    loss=Tone("#FF9084", "#E5584B", "#43211F"),
    lack=Tone("#F2BB5E", "#D99A2B", "#3B2D14"),
    exempt=Tone("#C2A8F2", "#9C80D0", "#30264A"),
    na=Tone("#A3ADB9", "#77828F", "#2A3038"),
    float_ground="#313A45",
    float_text="#F2F5F8",
    desk="#6B7480",
)

THEMES: dict[ThemeName, Tokens] = {"light": LIGHT, "dark": DARK}


class _Now:
    """The theme and text size in force; `theme.apply` and `fonts.install` are the only writers."""

    tokens: Tokens = LIGHT
    text_px: int = DEFAULT_TEXT_PX


def tokens() -> Tokens:
    """The colours of the theme in force. Ask at paint time, never keep the answer."""
    return _Now.tokens


def use_tokens(name: ThemeName) -> None:
    """Make a theme the one in force (called by `theme.apply`)."""
    _Now.tokens = THEMES[name]


def use_text_px(px: int) -> None:
    """Set the size of ordinary text that every length follows (called by `fonts.install`)."""
    _Now.text_px = px


def u(n: float) -> int:
    """A length of the look, given for 13 px text on a 20 px line, in proportion to the text in force."""
    return round(n * _Now.text_px / DEFAULT_TEXT_PX)


def tone(name: str) -> Tone:
    """The tone of a meaning: gain, loss, lack, exempt, na, info or plain."""
    t = tokens()
    if name == "info":
        return Tone(t.accent, t.accent, t.accent_tint)
    if name == "plain":
        return Tone(t.text_2, t.control, t.surface_2)
    found: Tone = getattr(t, name)
    return found
