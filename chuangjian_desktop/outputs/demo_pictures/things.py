"""People, trees, goods, rubbish: things that stand on the ground at (x, y), their foot."""

from __future__ import annotations

import math

from chuangjian_desktop.outputs.demo_pictures.canvas import Canvas, Colour, mixed, shade

BRIGHT: tuple[Colour, ...] = (
    (46, 125, 80), (28, 108, 168), (184, 44, 38), (222, 158, 34), (214, 110, 40), (60, 140, 150),
)  # fmt: skip
FRUIT: tuple[Colour, ...] = ((206, 78, 40), (108, 158, 60), (232, 182, 52), (178, 38, 48), (226, 138, 44))
CLOTHES: tuple[Colour, ...] = (
    (48, 62, 84), (112, 48, 52), (86, 96, 88), (176, 164, 146), (40, 86, 120), (150, 110, 70), (200, 198, 194),
)  # fmt: skip
SKIN: Colour = (214, 176, 146)
PAPER: Colour = (236, 234, 226)


def person(c: Canvas, x: float, y: float, height: float) -> None:
    """Someone standing or walking, seen from some way off."""
    coat, trousers = c.lit(c.rng.choice(CLOTHES)), c.lit(shade(c.rng.choice(CLOTHES), 0.7))
    wide, stride = height * 0.13, height * c.rng.uniform(0.03, 0.11)
    c.shadow(x, y, height * 0.34)
    hip = y - height * 0.47
    for foot in (-stride, stride):
        c.line([(x + foot * 0.3, hip), (x + foot, y)], trousers, height * 0.075)
        c.rounded((x + foot - 0.035 * height, y - 0.02 * height, x + foot + 0.06 * height, y + 0.01 * height), 3,
                  (44, 42, 42))  # fmt: skip
    c.rounded((x - wide, y - height * 0.83, x + wide, hip + height * 0.05), wide * 0.5, coat)
    c.line([(x - wide * 0.9, y - height * 0.76), (x - wide * 1.3, hip)], shade(coat, 0.85), height * 0.06)
    c.line([(x + wide * 0.9, y - height * 0.76), (x + wide * 1.25, hip)], shade(coat, 0.92), height * 0.06)
    head = height * 0.075
    c.oval((x - head, y - height, x + head, y - height + head * 2.3), c.lit(SKIN))
    c.oval((x - head * 1.05, y - height * 1.01, x + head * 1.05, y - height + head * 1.2), (46, 40, 38))


def tree(c: Canvas, x: float, y: float, height: float) -> None:
    """A street tree in its pit."""
    green = c.lit(c.rng.choice(((84, 118, 70), (70, 104, 66), (104, 128, 72), (128, 126, 66))))
    bark = c.lit((98, 78, 62))
    c.oval((x - height * 0.17, y - height * 0.03, x + height * 0.17, y + height * 0.045), c.lit((104, 86, 68)))
    c.poly([(x - height * 0.035, y), (x - height * 0.022, y - height * 0.55), (x + height * 0.022, y - height * 0.55),
            (x + height * 0.035, y)], bark)  # fmt: skip
    c.line([(x, y - height * 0.45), (x + height * 0.13, y - height * 0.66)], bark, height * 0.022)
    c.line([(x, y - height * 0.42), (x - height * 0.12, y - height * 0.62)], bark, height * 0.02)
    for number in range(15):
        angle = number * 2.4
        reach = height * 0.2 * math.sqrt(number / 15)
        cx, cy = x + math.cos(angle) * reach * 1.25, y - height * 0.76 + math.sin(angle) * reach
        size = height * c.rng.uniform(0.1, 0.16)
        tone = shade(green, c.rng.uniform(0.84, 1.18) - (cy - y + height * 0.76) / height * 0.7)
        c.oval((cx - size, cy - size * 0.85, cx + size, cy + size * 0.85), tone)


def crate(c: Canvas, x: float, y: float, width: float) -> None:
    """A plastic crate full of fruit or vegetables."""
    colour, height = c.lit(c.rng.choice(BRIGHT)), width * 0.5
    left, right, top = x - width / 2, x + width / 2, y - height
    c.shadow(x, y, width * 1.15, width * 0.16)
    fruit = c.lit(c.rng.choice(FRUIT))
    size = width * 0.085
    for row in range(2):
        for number in range(7):
            cx = left + width * (0.08 + number * 0.14)
            cy = top - row * size * 0.75 + c.rng.uniform(-2, 2)
            c.oval((cx - size, cy - size, cx + size, cy + size), shade(fruit, c.rng.uniform(0.86, 1.14)))
    c.poly([(left, top), (right, top), (right - width * 0.04, y), (left + width * 0.04, y)], colour)
    for part in (0.3, 0.55, 0.8):
        c.rounded((left + width * 0.1, top + height * part - 3, right - width * 0.1, top + height * part + 4), 3,
                  shade(colour, 0.72))  # fmt: skip
    c.rect((left - 2, top - 3, right + 2, top + height * 0.12), shade(colour, 1.14))


def carton(c: Canvas, x: float, y: float, width: float, height: float) -> None:
    """A cardboard box with its tape."""
    colour = c.lit(c.rng.choice(((190, 148, 98), (176, 134, 88), (204, 166, 116), (168, 130, 92))))
    side = width * 0.26
    c.shadow(x + side / 2, y, width * 1.4, width * 0.16)
    left, right, top = x - width / 2, x + width / 2, y - height
    c.poly([(right, top), (right + side, top - side * 0.45), (right + side, y - side * 0.45), (right, y)],
           shade(colour, 0.76))  # fmt: skip
    c.poly([(left, top), (left + side, top - side * 0.45), (right + side, top - side * 0.45), (right, top)],
           shade(colour, 1.14))  # fmt: skip
    c.rect((left, top, right, y), colour)
    c.rect((x - width * 0.06, top, x + width * 0.06, y), shade(colour, 1.12))
    if c.chance(0.5):
        c.rect((left + width * 0.12, y - height * 0.34, left + width * 0.36, y - height * 0.14), shade(colour, 0.7))


def sack(c: Canvas, x: float, y: float, size: float, colour: Colour | None = None) -> None:
    """A tied rubbish bag."""
    tone = c.lit(colour or c.rng.choice(((46, 48, 52), (62, 66, 72), (190, 190, 184), (52, 70, 60))))
    c.shadow(x, y, size * 1.2)
    c.oval((x - size * 0.5, y - size * 0.78, x + size * 0.5, y + size * 0.06), tone)
    c.poly([(x - size * 0.2, y - size * 0.68), (x - size * 0.14, y - size), (x + size * 0.02, y - size * 0.82),
            (x + size * 0.16, y - size * 1.02), (x + size * 0.18, y - size * 0.66)], shade(tone, 1.15))  # fmt: skip
    c.line([(x - size * 0.2, y - size * 0.5), (x - size * 0.28, y - size * 0.16)], shade(tone, 1.5), size * 0.035, 0.6)
    c.line([(x + size * 0.1, y - size * 0.55), (x + size * 0.2, y - size * 0.2)], shade(tone, 0.7), size * 0.04, 0.6)


def scrap(c: Canvas, x: float, y: float, size: float) -> None:
    """One piece of litter: paper, cup, bottle, butt, leaf, peel."""
    kind = c.rng.randrange(6)
    lean = c.rng.uniform(-0.6, 0.6)
    c.oval((x - size * 0.7, y - size * 0.1, x + size * 0.8, y + size * 0.24), (20, 20, 24), 0.2)
    if kind == 0:
        c.poly([(x - size, y), (x - size * 0.3, y - size * (0.7 + lean * 0.3)), (x + size * 0.9, y - size * 0.4),
                (x + size * 0.4, y + size * 0.2)], c.lit(PAPER))  # fmt: skip
        c.poly([(x - size * 0.3, y - size * (0.7 + lean * 0.3)), (x + size * 0.9, y - size * 0.4),
                (x, y - size * 0.15)], c.lit(shade(PAPER, 0.86)))  # fmt: skip
    elif kind == 1:
        cup = c.lit(c.rng.choice(((232, 228, 218), (206, 60, 48), (70, 130, 90))))
        c.poly([(x - size * 0.8, y - size * 0.35), (x + size * 0.6, y - size * 0.5), (x + size * 0.6, y + size * 0.16),
                (x - size * 0.8, y + size * 0.02)], cup)  # fmt: skip
        c.oval((x + size * 0.45, y - size * 0.52, x + size * 0.78, y + size * 0.18), shade(cup, 0.7))
    elif kind == 2:
        blue = c.lit((160, 196, 206))
        c.rounded((x - size, y - size * 0.3, x + size * 0.5, y + size * 0.14), size * 0.2, blue)
        c.rect((x - size * 0.5, y - size * 0.3, x, y + size * 0.14), c.lit((46, 116, 180)))
        c.rect((x + size * 0.5, y - size * 0.16, x + size * 0.8, y), c.lit((220, 224, 226)))
    elif kind == 3:
        c.line([(x - size * 0.4, y), (x + size * 0.3, y + lean * size * 0.3)], c.lit(PAPER), size * 0.16)
        c.line([(x + size * 0.1, y + lean * size * 0.2), (x + size * 0.34, y + lean * size * 0.32)],
               c.lit((206, 140, 70)), size * 0.17)  # fmt: skip
    elif kind == 4:
        leaf = c.lit(c.rng.choice(((176, 138, 60), (150, 104, 54), (128, 128, 60))))
        c.poly([(x - size * 0.7, y), (x, y - size * 0.34), (x + size * 0.7, y - size * 0.08 + lean * 4),
                (x, y + size * 0.2)], leaf)  # fmt: skip
    else:
        bag = c.lit(c.rng.choice(((226, 90, 80), (232, 232, 228), (90, 150, 190))))
        c.oval((x - size * 0.9, y - size * 0.5, x + size * 0.7, y + size * 0.2), bag)
        c.oval((x - size * 0.3, y - size * 0.7, x + size * 0.9, y), shade(bag, 1.08))


def litter(c: Canvas, count: int, area: tuple[float, float, float, float], size: float) -> None:
    """Scraps all over an area, smaller at its far end."""
    left, top, right, bottom = area
    places = sorted((c.rng.uniform(top, bottom), c.rng.uniform(left, right)) for _ in range(count))
    for y, x in places:
        scrap(c, x, y, size * (0.55 + 0.6 * (y - top) / max(1.0, bottom - top)) * c.rng.uniform(0.7, 1.25))


def bin_(c: Canvas, x: float, y: float, width: float, colour: Colour, *, full: bool) -> None:
    """A wheeled bin; a full one gapes and its bags stick out."""
    body, height = c.lit(colour), width * 1.45
    left, right, top = x - width / 2, x + width / 2, y - height
    c.shadow(x, y, width * 1.4)
    if full:
        c.poly([(left - 4, top), (left + width * 0.08, top - width * 0.62), (right - width * 0.05, top - width * 0.66),
                (right + 4, top)], shade(body, 0.62))  # fmt: skip
        sack(c, x - width * 0.18, top + width * 0.14, width * 0.6)
        sack(c, x + width * 0.2, top + width * 0.1, width * 0.54)
        scrap(c, x, top - width * 0.1, width * 0.16)
    c.poly([(left, top), (right, top), (right - width * 0.1, y), (left + width * 0.1, y)], body)
    c.poly([(right - width * 0.2, top), (right, top), (right - width * 0.1, y), (right - width * 0.24, y)],
           shade(body, 0.82))  # fmt: skip
    c.rounded((left - width * 0.05, top - width * 0.06, right + width * 0.05, top + width * 0.09), 5, shade(body, 1.16))
    c.oval((x - width * 0.17, y - height * 0.62, x + width * 0.17, y - height * 0.62 + width * 0.34),
           mixed(body, (255, 255, 255), 0.75))  # fmt: skip
    for wheel in (left + width * 0.2, right - width * 0.2):
        c.oval((wheel - width * 0.09, y - width * 0.12, wheel + width * 0.09, y + width * 0.06), (36, 36, 38))
