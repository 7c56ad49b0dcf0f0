"""Scenes on the pavement."""

from __future__ import annotations

from chuangjian_desktop.outputs.demo_pictures.backdrop import HORIZON, kerb_and_road, street, tactile_strip
from chuangjian_desktop.outputs.demo_pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, mixed, shade
from chuangjian_desktop.outputs.demo_pictures.things import (
    BRIGHT,
    PAPER,
    bin_,
    carton,
    crate,
    litter,
    person,
    sack,
    scrap,
    tree,
)
from chuangjian_desktop.outputs.demo_pictures.vehicles import SHARED, bike, car, cart, umbrella

SHOPS = (
    "老王副食", "鑫达五金日杂", "惠民超市", "湘味小厨", "兄弟摩配", "佳佳水果", "平价药房", "小李烟酒",
    "好再来面馆", "青春发艺", "东湖粮油", "天天鲜果", "顺通快递", "红星文具",
)  # fmt: skip
_SIGNS: tuple[Colour, ...] = ((158, 28, 34), (16, 70, 128), (24, 104, 70), (190, 96, 20), (92, 40, 96), (40, 44, 50))


def _shop(c: Canvas, left: float, right: float, foot: float) -> None:
    """One shop front of a row: sign, awning, door and window."""
    wall = c.lit(c.rng.choice(((206, 196, 180), (190, 186, 180), (214, 206, 190))))
    sign, top = c.lit(c.rng.choice(_SIGNS)), 92.0
    c.rect((left, 0, right, foot), wall)
    c.rect((left, 20, right, 30), shade(wall, 0.85))
    c.rect((left + 8, top - 34, right - 8, top + 56), sign)
    c.rect((left + 8, top + 48, right - 8, top + 56), shade(sign, 0.7))
    middle = (left + right) / 2
    name = c.rng.choice(SHOPS)
    if not c.text((middle, top + 9), name, min(58.0, (right - left - 60) / len(name)), (250, 238, 206)):
        for number in range(4):
            x = middle - 96 + number * 52
            c.rounded((x, top - 12, x + 38, top + 30), 6, (240, 226, 190))
    if c.chance(0.6):
        _awning(c, left + 4, right - 4, top + 56, sign)
    glass = c.lit((70, 86, 98))
    c.rect((left + 22, top + 112, right - 22, foot), shade(glass, 0.8))
    count = max(2, round((right - left) / 130))
    step = (right - left - 44) / count
    for number in range(count):
        x = left + 22 + number * step
        tone = shade(glass, c.rng.uniform(0.9, 1.2))
        c.rect((x + 5, top + 118, x + step - 5, foot - 6), tone)
        c.poly([(x + 14, foot - 12), (x + step * 0.5, top + 124), (x + step * 0.7, top + 124),
                (x + step * 0.3, foot - 12)], (255, 255, 255), 0.08)  # fmt: skip
    c.rect((left, foot - 8, right, foot + 6), shade(wall, 0.72))


def _awning(c: Canvas, left: float, right: float, top: float, colour: Colour) -> None:
    count = max(4, round((right - left) / 46))
    step = (right - left) / count
    for number in range(count):
        tone = mixed(colour, (255, 255, 255), 0.1) if number % 2 else c.lit((236, 230, 218))
        x = left + number * step
        c.poly([(x, top), (x + step, top), (x + step + 5, top + 54), (x - 5, top + 54)], tone)
        c.oval((x - 5, top + 46, x + step + 5, top + 66), tone)
    c.rect((left, top + 66, right, top + 84), (20, 20, 26), 0.2)


def _row_of_shops(c: Canvas, foot: float) -> None:
    street(c)
    c.rect((0, 0, WIDTH, foot), c.lit((180, 176, 168)))
    cut = c.rng.uniform(430, 770)
    _shop(c, -60, cut, foot)
    _shop(c, cut + 14, WIDTH + 60, foot)
    c.rect((0, foot + 4, WIDTH, foot + 22), (20, 20, 26), 0.16)


def shop_front(c: Canvas) -> None:
    """Goods in front of the shop, out on the pavement."""
    _row_of_shops(c, HORIZON + 110)
    x = c.rng.uniform(120, 240)
    for _ in range(c.rng.randint(3, 5)):
        crate(c, x, HORIZON + c.rng.uniform(190, 220), c.rng.uniform(138, 156))
        x += c.rng.uniform(164, 190)
    for _ in range(c.rng.randint(1, 3)):
        wide = c.rng.uniform(90, 140)
        carton(c, x, HORIZON + 226, wide, c.rng.uniform(90, 180))
        x += wide + 54
    x = c.rng.uniform(160, 420)
    for _ in range(c.rng.randint(2, 4)):
        crate(c, x, HORIZON + c.rng.uniform(340, 362), c.rng.uniform(160, 180))
        x += c.rng.uniform(196, 230)
    if c.chance(0.4):
        person(c, c.rng.choice((90.0, 1110.0)), HORIZON + 260, 330)


def vendor_cart(c: Canvas) -> None:
    """A vendor on the pavement."""
    street(c, wall=c.chance(0.4))
    if c.chance(0.6):
        tree(c, c.rng.choice((130.0, 1080.0)), HORIZON + 60, 420)
    x = c.rng.uniform(420, 720)
    side = c.rng.choice((-1, 1))
    person(c, x + side * 290, HORIZON + 240, 350)
    cart(c, x, HORIZON + 290, c.rng.uniform(330, 390))
    if c.chance(0.6):
        person(c, x - side * 360, HORIZON + 330, 390)
    if c.chance(0.6):
        crate(c, x + c.rng.uniform(-60, 60), HORIZON + 410, 150)
    litter(c, 6, (200, HORIZON + 330, 1000, 860), 24)


def litter_scene(c: Canvas) -> None:
    """Rubbish on the pavement around a tree pit."""
    street(c, wall=True)
    x = c.rng.choice((c.rng.uniform(180, 330), c.rng.uniform(870, 1020)))
    tree(c, x, HORIZON + 150, 560)
    litter(c, c.rng.randint(16, 26), (60, HORIZON + 110, 1140, 850), 44)
    if c.chance(0.35):
        sack(c, WIDTH - x, HORIZON + 200, 110)
    if c.chance(0.3):
        person(c, WIDTH / 2 + c.rng.uniform(-80, 80), HORIZON + 40, 200)


def bins(c: Canvas) -> None:
    """Bins that are too full, with bags beside them."""
    street(c, wall=c.chance(0.7))
    colours: tuple[Colour, ...] = ((26, 96, 168), (44, 48, 52), (40, 124, 74), (168, 44, 40))
    count = c.rng.choice((2, 2, 3))
    x = 600 - (count - 1) * 125 + c.rng.uniform(-110, 110)
    for number in range(count):
        bin_(c, x + number * 250, HORIZON + 280, 196, colours[(number + c.rng.randrange(2)) % 4], full=True)
    for _ in range(c.rng.randint(2, 4)):
        sack(c, x + c.rng.uniform(-200, count * 250), HORIZON + c.rng.uniform(300, 350), c.rng.uniform(100, 150))
    litter(c, c.rng.randint(6, 12), (x - 220, HORIZON + 300, x + count * 250, 850), 34)


def paving(c: Canvas) -> None:
    """A hole where slabs are missing or sunken."""
    street(c, (172, 166, 158), wall=c.chance(0.5))
    middle, top, deep = c.rng.uniform(460, 740), HORIZON + c.rng.uniform(140, 190), c.rng.uniform(120, 160)
    wide = c.rng.uniform(190, 260)
    edge = [
        (middle - wide * 0.8, top), (middle - wide * 0.1, top - 16), (middle + wide * 0.72, top + 4),
        (middle + wide * 0.95, top + deep * 0.6), (middle + wide * 0.7, top + deep),
        (middle - wide * 0.2, top + deep + 14),
        (middle - wide, top + deep * 0.85), (middle - wide * 1.08, top + deep * 0.4),
    ]  # fmt: skip
    bumpy = [(x + c.rng.uniform(-14, 14), y + c.rng.uniform(-6, 6)) for x, y in edge]
    soil = c.lit((92, 78, 64))
    c.poly([(x, y - 9) for x, y in bumpy], shade(soil, 0.55))
    c.poly(bumpy, soil)
    for _ in range(46):
        x, y = middle + c.rng.uniform(-wide * 0.8, wide * 0.75), top + c.rng.uniform(10, deep)
        size = c.rng.uniform(4, 15)
        c.oval((x - size, y - size * 0.5, x + size, y + size * 0.5), shade(soil, c.rng.uniform(0.7, 1.35)))
    for _ in range(c.rng.randint(3, 5)):
        _loose_slab(c, middle + c.rng.uniform(-wide * 1.6, wide * 1.6), top + deep + c.rng.uniform(40, 190))
    if c.chance(0.35):
        _cone(c, middle + wide * 1.35, top + deep * 0.6)


def _loose_slab(c: Canvas, x: float, y: float) -> None:
    size, lean = c.rng.uniform(38, 74), c.rng.uniform(-16, 16)
    stone = c.lit((178, 170, 160))
    c.shadow(x + 6, y + 14, size * 2.3)
    points = [(x - size, y + lean * 0.3), (x - size * 0.2, y - size * 0.4), (x + size, y - lean * 0.3),
              (x + size * 0.3, y + size * 0.4)]  # fmt: skip
    c.poly([(px, py + 11) for px, py in points], shade(stone, 0.62))
    c.poly(points, shade(stone, c.rng.uniform(0.92, 1.08)))


def _cone(c: Canvas, x: float, y: float) -> None:
    orange = c.lit((226, 92, 34))
    c.shadow(x, y, 110)
    c.poly([(x - 46, y), (x + 46, y), (x + 9, y - 128), (x - 9, y - 128)], orange)
    c.poly([(x - 33, y - 38), (x + 33, y - 38), (x + 22, y - 76), (x - 22, y - 76)], c.lit((240, 238, 232)))
    c.rounded((x - 58, y - 8, x + 58, y + 8), 4, shade(orange, 0.8))


def ad_board(c: Canvas) -> None:
    """A public-service board, bleached and torn."""
    street(c, wall=True)
    for x in (c.rng.uniform(40, 150), c.rng.uniform(1050, 1160)):
        tree(c, x, HORIZON + 90, 430)
    left, right, top, foot = 290.0, 910.0, 210.0, HORIZON + 130
    for x in (left + 50, right - 50):
        c.rect((x - 10, top, x + 10, foot + 80), c.lit((116, 120, 124)))
        c.shadow(x, foot + 80, 60)
    face = mixed(c.lit(c.rng.choice(((206, 66, 54), (60, 110, 160), (198, 150, 70)))), (234, 224, 204), 0.66)
    c.rect((left - 14, top - 14, right + 14, foot + 14), c.lit((148, 150, 152)))
    c.rect((left, top, right, foot), face)
    ink = mixed(face, (120, 60, 50), 0.45)
    words = c.rng.choice(("讲文明 树新风", "图说我们的价值观", "文明云川 你我共建", "德行天下 善暖云川"))
    if not c.text((600, top + 86), words, 58, ink):
        c.rounded((380, top + 62, 820, top + 106), 8, ink)
    c.text((600, top + 166), "富强 民主 文明 和谐 自由 平等", 30, mixed(ink, face, 0.3))
    for number in range(3):
        c.oval((380 + number * 170, top + 210, 470 + number * 170, top + 290), mixed(ink, face, 0.55))
    _torn(c, (left, top, right, foot), face)
    litter(c, 4, (300, foot + 100, 900, 850), 18)


def _torn(c: Canvas, face: tuple[float, float, float, float], colour: Colour) -> None:
    left, top, right, foot = face
    hole = c.lit((112, 114, 116))
    reach = c.rng.uniform(110, 240)
    c.poly([(right, foot), (right - reach, foot), (right - reach * 0.72, foot - 44), (right - reach * 0.4, foot - 58),
            (right - 30, foot - reach * 0.6), (right, foot - reach * 0.75)], hole)  # fmt: skip
    c.poly(
        [(right - reach, foot), (right - reach * 0.72, foot - 44), (right - reach * 0.5, foot + 34)], shade(colour, 0.8)
    )
    if c.chance(0.6):
        c.poly(
            [(left, top), (left + reach * 0.7, top), (left + 30, top + reach * 0.4), (left, top + reach * 0.5)], hole
        )
    for _ in range(6):
        x = c.rng.uniform(left + 20, right - 20)
        c.line([(x, top + 6), (x + c.rng.uniform(-6, 6), foot - c.rng.uniform(20, 180))], (90, 80, 70), 4, 0.14)


def bikes(c: Canvas) -> None:
    """Shared bicycles on the strip for the blind."""
    street(c, wall=c.chance(0.3))
    tactile_strip(c, HORIZON + 230, 78)
    if c.chance(0.6):
        tree(c, c.rng.choice((90.0, 1120.0)), HORIZON + 90, 440)
    count = c.rng.randint(5, 7)
    step = 900 / count
    for row, foot in ((0, HORIZON + 236), (1, HORIZON + 330)):
        for number in range(count - row):
            if c.chance(0.9):
                x = 160 + row * step * 0.5 + number * step + c.rng.uniform(-22, 22)
                bike(c, x, foot + c.rng.uniform(-12, 12), 190 + row * 30, c.rng.choice(SHARED))


def parked_cars(c: Canvas) -> None:
    """Cars on the pavement."""
    street(c, wall=c.chance(0.6))
    kerb_and_road(c, HEIGHT - 110)
    if c.chance(0.6):
        tree(c, c.rng.uniform(500, 700), HORIZON + 60, 420)
    car(c, c.rng.uniform(220, 320), HORIZON + 170, 440)
    car(c, c.rng.uniform(800, 940), HORIZON + 210, 480)
    person(c, c.rng.uniform(540, 640), HORIZON + 300, 350)
    if c.chance(0.5):
        car(c, c.rng.uniform(180, 300), HORIZON + 390, 560)


def crossing(c: Canvas) -> None:
    """A zebra crossing with people, some against the light."""
    street(c)
    kerb_and_road(c, HORIZON + 60)
    white = c.lit((226, 226, 222))
    for number in range(9):
        x = 40 + number * 142
        far = 600 + (x - 600) * 0.62
        c.poly([(far, HORIZON + 120), (far + 46, HORIZON + 120), (x + 80, 800), (x, 800)], white, 0.94)
    for x in sorted(c.rng.sample(range(130, 1090, 70), c.rng.randint(4, 6))):
        depth = c.rng.uniform(0, 1)
        person(c, x, HORIZON + 170 + depth * 220, 200 + depth * 150)
    if c.chance(0.6):
        bike(c, c.rng.uniform(260, 940), HORIZON + 330, 210, c.rng.choice(SHARED))
    x = c.rng.choice((110.0, 1090.0))
    c.rect((x - 7, 90, x + 7, HORIZON + 80), c.lit((86, 90, 94)))
    c.rounded((x - 34, 80, x + 34, 232), 10, (40, 42, 46))
    c.oval((x - 22, 94, x + 22, 138), (222, 50, 40))
    c.oval((x - 22, 172, x + 22, 216), (38, 74, 52))


def overview(c: Canvas) -> None:
    """The street in good order; for what has no picture of its own."""
    street(c, wall=c.chance(0.4))
    tactile_strip(c, HORIZON + 250, 60)
    kerb_and_road(c, HEIGHT - 90)
    for x in (c.rng.uniform(60, 220), c.rng.uniform(900, 1140)):
        tree(c, x, HORIZON + 120, c.rng.uniform(430, 540))
    bin_(c, c.rng.uniform(420, 560), HORIZON + 170, 90, (40, 124, 74), full=False)
    for _ in range(c.rng.randint(1, 3)):
        depth = c.rng.uniform(0, 1)
        person(c, c.rng.uniform(260, 980), HORIZON + 90 + depth * 150, 190 + depth * 120)


def night_stalls(c: Canvas) -> None:
    """Tables and stools of a barbecue place on the pavement."""
    _row_of_shops(c, HORIZON + 90)
    for number in range(3):
        x, y = 230 + number * 370 + c.rng.uniform(-40, 40), HORIZON + c.rng.uniform(250, 320)
        umbrella(c, x, y - 260, 330)
        c.rect((x - 5, y - 260, x + 5, y - 20), (120, 116, 110))
        c.shadow(x, y, 260)
        c.rect((x - 8, y - 96, x + 8, y - 6), (110, 110, 112))
        c.oval((x - 110, y - 118, x + 110, y - 78), c.lit((222, 216, 204)))
        for side in (-1, 1):
            stool = c.lit(c.rng.choice(BRIGHT))
            c.poly([(x + side * 150 - 34, y - 52), (x + side * 150 + 34, y - 52), (x + side * 150 + 40, y + 6),
                    (x + side * 150 - 40, y + 6)], stool)  # fmt: skip
            c.oval((x + side * 150 - 36, y - 62, x + side * 150 + 36, y - 42), shade(stool, 1.15))
        for _ in range(4):
            scrap(c, x + c.rng.uniform(-150, 150), y + c.rng.uniform(20, 70), 16)
        c.oval((x - 40, y - 112, x + 6, y - 96), c.lit(PAPER))
