"""Bicycles, cars, carts: things with wheels, standing at (x, y)."""

from __future__ import annotations

from chuangjian_desktop.outputs.demo_pictures.canvas import Canvas, Colour, shade
from chuangjian_desktop.outputs.demo_pictures.things import BRIGHT, FRUIT

SHARED: tuple[Colour, ...] = ((240, 196, 30), (38, 122, 200), (30, 160, 120))
CARS: tuple[Colour, ...] = (
    (226, 226, 224), (46, 48, 54), (150, 34, 36), (120, 128, 136), (36, 62, 104), (196, 186, 164),
)  # fmt: skip


def wheel(c: Canvas, x: float, y: float, radius: float) -> None:
    """A bicycle wheel, its hub at (x, y)."""
    c.ring((x, y), radius, (38, 38, 40), radius * 0.16)
    for dx, dy in ((1, 0), (0, 1), (0.7, 0.7), (0.7, -0.7)):
        reach = radius * 0.86
        c.line([(x - dx * reach, y - dy * reach), (x + dx * reach, y + dy * reach)], (150, 150, 150), 1.5, 0.7)
    c.oval((x - radius * 0.12, y - radius * 0.12, x + radius * 0.12, y + radius * 0.12), (80, 80, 84))


def bike(c: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """A shared bicycle; `size` is the distance of its wheels."""
    paint, radius = c.lit(colour), size * 0.31
    c.shadow(x, y, size * 1.5, size * 0.12)
    rear, front, hub = x - size / 2, x + size / 2, y - radius
    for at in (rear, front):
        wheel(c, at, hub, radius)
        c.line([(at - radius, hub - radius * 0.4), (at, hub - radius * 1.12), (at + radius * 0.9, hub - radius * 0.6)],
               paint, size * 0.035)  # fmt: skip
    pedal, seat, head = (x - size * 0.06, hub + radius * 0.1), (x - size * 0.16, y - size * 0.78), (
        x + size * 0.32, y - size * 0.8)  # fmt: skip
    c.line([(rear, hub), pedal, head, (front, hub)], paint, size * 0.05)
    c.line([pedal, seat, (rear, hub)], paint, size * 0.045)
    c.line([head, (head[0] - size * 0.02, head[1] - size * 0.14), (head[0] - size * 0.14, head[1] - size * 0.18)],
           (60, 60, 62), size * 0.035)  # fmt: skip
    c.rounded((seat[0] - size * 0.13, seat[1] - size * 0.06, seat[0] + size * 0.12, seat[1] + 2), 5, (34, 34, 36))
    c.poly([(head[0], head[1] - size * 0.06), (head[0] + size * 0.26, head[1] - size * 0.06),
            (head[0] + size * 0.22, head[1] + size * 0.13), (head[0] + size * 0.04, head[1] + size * 0.13)],
           shade(paint, 0.8))  # fmt: skip
    c.oval(
        (pedal[0] - size * 0.06, pedal[1] - size * 0.06, pedal[0] + size * 0.06, pedal[1] + size * 0.06), (60, 60, 62)
    )


def car(c: Canvas, x: float, y: float, length: float) -> None:
    """A parked car from the side."""
    paint = c.lit(c.rng.choice(CARS))
    glass = c.lit((74, 92, 106))
    half, high = length / 2, length * 0.33
    c.shadow(x, y - 4, length * 1.06, length * 0.09)
    c.poly([(x - half * 0.66, y - high * 0.58), (x - half * 0.42, y - high), (x + half * 0.26, y - high),
            (x + half * 0.62, y - high * 0.58)], shade(paint, 0.94))  # fmt: skip
    c.poly([(x - half * 0.56, y - high * 0.6), (x - half * 0.37, y - high * 0.92), (x - half * 0.08, y - high * 0.92),
            (x - half * 0.08, y - high * 0.6)], glass)  # fmt: skip
    c.poly([(x - half * 0.02, y - high * 0.6), (x - half * 0.02, y - high * 0.92), (x + half * 0.23, y - high * 0.92),
            (x + half * 0.5, y - high * 0.6)], shade(glass, 1.12))  # fmt: skip
    c.rounded((x - half, y - high * 0.6, x + half, y - high * 0.12), length * 0.05, paint)
    c.rect((x - half * 0.98, y - high * 0.3, x + half * 0.98, y - high * 0.25), shade(paint, 0.8))
    for door in (-0.56, -0.05, 0.5):
        c.line([(x + half * door, y - high * 0.58), (x + half * door, y - high * 0.16)], shade(paint, 0.76), 2)
    c.rounded((x + half * 0.88, y - high * 0.52, x + half * 0.99, y - high * 0.38), 4, (250, 240, 208))
    c.rounded((x - half * 0.99, y - high * 0.52, x - half * 0.9, y - high * 0.38), 4, (190, 46, 40))
    radius = length * 0.082
    for hub in (x - half * 0.6, x + half * 0.6):
        c.oval((hub - radius * 1.16, y - radius * 2.1, hub + radius * 1.16, y - radius * 0.2), shade(paint, 0.5))
        c.oval((hub - radius, y - radius * 2, hub + radius, y), (34, 34, 36))
        c.oval((hub - radius * 0.55, y - radius * 1.55, hub + radius * 0.55, y - radius * 0.45), (172, 174, 178))


def cart(c: Canvas, x: float, y: float, width: float) -> None:
    """A vendor's cart with goods under a striped umbrella."""
    body = c.lit(c.rng.choice(((52, 128, 92), (44, 104, 150), (176, 62, 46), (120, 92, 66))))
    c.shadow(x, y, width * 1.3)
    height, top = width * 0.4, y - width * 0.62
    c.line([(x + width * 0.08, top), (x + width * 0.08, top - width * 0.72)], (120, 116, 110), width * 0.022)
    umbrella(c, x + width * 0.08, top - width * 0.68, width * 1.25)
    for number in range(9):
        cx, size = x - width * 0.44 + number * width * 0.11, width * 0.062
        fruit = c.lit(FRUIT[(number // 3) % len(FRUIT)])
        for row in (0, 1):
            c.oval((cx - size, top - size * 1.6 + row * size * 0.9, cx + size, top + size * 0.4 + row * size * 0.9),
                   shade(fruit, c.rng.uniform(0.88, 1.12)))  # fmt: skip
    c.rect((x - width / 2, top, x + width / 2, top + height), body)
    c.rect((x - width / 2, top, x + width / 2, top + height * 0.18), shade(body, 1.2))
    c.rect((x - width * 0.42, top + height * 0.34, x + width * 0.42, top + height * 0.84), shade(body, 1.45))
    c.text((x, top + height * 0.59), c.rng.choice(("水果", "早点", "烤红薯", "糖炒栗子", "煎饼")), height * 0.38,
           shade(body, 0.5))  # fmt: skip
    c.line([(x - width / 2, top + height * 0.25), (x - width * 0.72, top + height * 0.1)], (80, 80, 82), width * 0.03)
    for hub in (x - width * 0.3, x + width * 0.3):
        wheel(c, hub, y - width * 0.13, width * 0.13)


def umbrella(c: Canvas, x: float, y: float, width: float) -> None:
    """A big sunshade, its rim at `y`."""
    one, other = c.lit(c.rng.choice(BRIGHT)), c.lit((238, 232, 220))
    count, rise = 8, width * 0.26
    for number in range(count):
        left, right = x - width / 2 + number * width / count, x - width / 2 + (number + 1) * width / count
        c.poly([(left, y), (right, y), (x + (right - x) * 0.08, y - rise), (x + (left - x) * 0.08, y - rise)],
               one if number % 2 else other)  # fmt: skip
        c.oval((left, y - width * 0.022, right, y + width * 0.022), shade(one if number % 2 else other, 0.88))
    c.oval((x - 5, y - rise - 8, x + 5, y - rise + 4), (90, 84, 80))
