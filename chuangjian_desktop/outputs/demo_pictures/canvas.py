"""A drawing surface of 1200 × 900 units, whatever its pixels, with the few shapes that the demo pictures need."""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 900

Colour = tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]


def shade(colour: Colour, factor: float) -> Colour:
    """Darker below 1, lighter above."""
    red, green, blue = (max(0, min(255, round(value * factor))) for value in colour)
    return red, green, blue


def mixed(one: Colour, other: Colour, part: float) -> Colour:
    """`part` of `other` in `one`."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


@functools.lru_cache(maxsize=64)
def _font(path: Path, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, pixels)


@dataclass(frozen=True, slots=True)
class Weather:
    """Colours of a day: of the sky above and at the horizon, and how light the ground is."""

    sky: Colour
    horizon: Colour
    light: float
    wet: bool = False


WEATHERS = (
    Weather((150, 180, 210), (222, 228, 230), 1.1),
    Weather((176, 186, 196), (216, 219, 220), 1.05),
    Weather((156, 162, 170), (206, 208, 210), 0.98),
    Weather((134, 178, 218), (226, 234, 238), 1.13),
    Weather((140, 146, 156), (196, 199, 202), 0.93, wet=True),
    Weather((178, 184, 196), (240, 222, 196), 1.06),
)


class Canvas:
    """Shapes in units; `rng` makes the same picture for the same seed. Colours may be given with an opacity."""

    def __init__(self, image: Image.Image, rng: random.Random, weather: Weather, font: Path | None) -> None:
        self.image = image
        self.rng = rng
        self.weather = weather
        self._font = font
        self._x = image.width / WIDTH
        self._y = image.height / HEIGHT
        self._pen = ImageDraw.Draw(image)
        self._glaze = ImageDraw.Draw(image, "RGBA")

    def jitter(self, value: float, by: float) -> float:
        """`value`, give or take."""
        return value + self.rng.uniform(-by, by)

    def chance(self, part: float) -> bool:
        """True in `part` of the pictures."""
        return self.rng.random() < part

    def lit(self, colour: Colour) -> Colour:
        """The colour in the light of the day."""
        return shade(colour, self.weather.light)

    def rect(self, box: Box, colour: Colour, opacity: float = 1.0) -> None:
        """A filled rectangle: left, top, right, bottom."""
        pen, fill = self._ink(colour, opacity)
        left, top, right, bottom = box
        if right > left and bottom > top:
            pen.rectangle((left * self._x, top * self._y, right * self._x, bottom * self._y), fill)

    def rounded(self, box: Box, radius: float, colour: Colour, opacity: float = 1.0) -> None:
        """A filled rectangle with round corners."""
        pen, fill = self._ink(colour, opacity)
        left, top, right, bottom = box
        pen.rounded_rectangle(
            (left * self._x, top * self._y, right * self._x, bottom * self._y), radius * self._x, fill
        )

    def oval(self, box: Box, colour: Colour, opacity: float = 1.0) -> None:
        """A filled ellipse in its box."""
        pen, fill = self._ink(colour, opacity)
        left, top, right, bottom = box
        pen.ellipse((left * self._x, top * self._y, right * self._x, bottom * self._y), fill)

    def ring(self, centre: Point, radius: float, colour: Colour, width: float) -> None:
        """A circle without filling."""
        x, y = centre[0] * self._x, centre[1] * self._y
        across, down = radius * self._x, radius * self._y
        self._pen.ellipse(
            (x - across, y - down, x + across, y + down), outline=colour, width=max(1, round(width * self._x))
        )

    def poly(self, points: Sequence[Point], colour: Colour, opacity: float = 1.0) -> None:
        """A filled polygon."""
        pen, fill = self._ink(colour, opacity)
        pen.polygon([(x * self._x, y * self._y) for x, y in points], fill)

    def line(self, points: Sequence[Point], colour: Colour, width: float, opacity: float = 1.0) -> None:
        """A line through the points, with round joints."""
        pen, fill = self._ink(colour, opacity)
        scaled = [(x * self._x, y * self._y) for x, y in points]
        pen.line(scaled, fill, max(1, round(width * self._x)), joint="curve" if len(points) > 2 else None)

    def text(self, centre: Point, words: str, size: float, colour: Colour) -> bool:
        """Words around a point; False (and nothing drawn) where there is no font for them."""
        if self._font is None or not words:
            return False
        font = _font(self._font, max(6, round(size * self._y)))
        self._pen.text((centre[0] * self._x, centre[1] * self._y), words, colour, font, anchor="mm")
        return True

    def shadow(self, x: float, y: float, width: float, depth: float = 0.0) -> None:
        """A soft shadow on the ground under something of this width."""
        height = depth or width * 0.16
        for grow, opacity in ((1.16, 0.1), (1.0, 0.14), (0.84, 0.18)):
            half, tall = width * grow / 2, height * grow / 2
            self.oval((x - half, y - tall, x + half, y + tall), (24, 24, 30), opacity)

    def _ink(
        self, colour: Colour, opacity: float
    ) -> tuple[ImageDraw.ImageDraw, tuple[int, int, int] | tuple[int, int, int, int]]:
        if opacity >= 1.0:
            return self._pen, colour
        return self._glaze, (*colour, round(255 * max(0.0, opacity)))
