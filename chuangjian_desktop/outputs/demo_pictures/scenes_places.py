"""Scenes in markets, compounds, building sites, parks and toilets."""

from __future__ import annotations

from chuangjian_desktop.outputs.demo_pictures.backdrop import HORIZON, far_street, gradient, pavement, room, street
from chuangjian_desktop.outputs.demo_pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, mixed, shade
from chuangjian_desktop.outputs.demo_pictures.things import (
    BRIGHT,
    FRUIT,
    PAPER,
    carton,
    crate,
    litter,
    person,
    sack,
    tree,
)
from chuangjian_desktop.outputs.demo_pictures.vehicles import SHARED, bike


def market_aisle(c: Canvas) -> None:
    """The aisle of a market, narrowed by goods."""
    room(c, (208, 210, 208), (158, 156, 150), (430, 250, 770, 440))
    for number in range(4):
        y, half = 40 + number * 62, 480 - number * 110
        c.poly(
            [(600 - half, y), (600 + half, y), (600 + half * 0.94, y + 12), (600 - half * 0.94, y + 12)],
            (252, 250, 238),
        )
    for side in (-1, 1):
        for number in range(4):
            _stand(c, side, number)
    for x, y in ((c.rng.uniform(440, 520), 640), (c.rng.uniform(690, 770), 690), (c.rng.uniform(560, 640), 800)):
        if c.chance(0.8):
            (crate if c.chance(0.5) else _pile)(c, x, y, 130 + (y - 640) * 0.25)
    person(c, c.rng.uniform(550, 650), 560, 250)
    litter(c, 8, (380, 600, 820, 860), 18)


def _pile(c: Canvas, x: float, y: float, width: float) -> None:
    carton(c, x, y, width, width * 0.66)
    carton(c, x + width * 0.08, y - width * 0.66, width * 0.84, width * 0.56)


def _stand(c: Canvas, side: int, number: int) -> None:
    """One of the stands along the aisle, the farthest first."""
    near = 430 + number * 120
    far_x, near_x = 600 + side * (150 + number * 88), 600 + side * (238 + number * 96)
    outer = 600 + side * 900
    top = near - 70
    colour = c.lit(c.rng.choice(BRIGHT))
    c.poly([(far_x, top - 34), (near_x, top + 34), (outer, top + 34), (outer, top - 34)], shade((222, 220, 212), 0.96))
    fruit = c.lit(c.rng.choice(FRUIT))
    for _ in range(26):
        x = far_x + side * c.rng.uniform(20, 420)
        size = 12 + number * 3
        y = top - 20 + c.rng.uniform(-14, 34)
        c.oval((x - size, y - size, x + size, y + size), shade(fruit, c.rng.uniform(0.8, 1.16)))
    c.poly([(near_x, top + 34), (outer, top + 34), (outer, near + 90), (near_x, near + 90)], c.lit((232, 230, 224)))
    c.poly([(far_x, top - 34), (near_x, top + 34), (near_x, near + 90), (far_x, near + 20)], c.lit((198, 196, 190)))
    sign_y = 118 + (3 - number) * 34
    tall = 34 + number * 12
    left, right = sorted((600 + side * (190 + number * 95), 600 + side * (330 + number * 130)))
    c.rect((left, sign_y - tall / 2, right, sign_y + tall / 2), colour)
    c.text(
        ((left + right) / 2, sign_y),
        c.rng.choice(("蔬菜", "鲜肉", "水产", "豆制品", "熟食", "干货")),
        tall * 0.66,
        PAPER,
    )


def small_ads(c: Canvas) -> None:
    """Stickers and sprayed numbers on a wall and a switch box."""
    plaster = c.lit(c.rng.choice(((214, 206, 190), (196, 198, 196), (206, 190, 174))))
    gradient(c, 0, HEIGHT, (shade(plaster, 1.04), shade(plaster, 0.9)))
    c.rect((0, 640, WIDTH, 790), shade(plaster, 0.8))
    for _ in range(26):
        x, y = c.rng.uniform(0, WIDTH), c.rng.uniform(0, 780)
        wide = c.rng.uniform(30, 160)
        c.oval((x, y, x + wide, y + wide * c.rng.uniform(0.3, 1.4)), (80, 72, 60), c.rng.uniform(0.02, 0.07))
    c.rect((0, 790, WIDTH, HEIGHT), c.lit((150, 146, 140)))
    c.rect((0, 786, WIDTH, 798), (30, 30, 34), 0.25)
    if c.chance(0.65):
        _switch_box(c)
    for y in c.rng.sample((90.0, 250.0, 700.0), c.rng.randint(1, 2)):
        words = c.rng.choice(("办证 138××××", "疏通 186××××", "开锁 151××××"))
        c.text((c.rng.uniform(320, 860), y), words, 60, mixed(plaster, (150, 30, 34), 0.7))
    spots = [(70 + column * 216, 120 + row * 180) for column in range(5) for row in range(3)]
    for x, y in c.rng.sample(spots, c.rng.randint(8, 13)):
        _sticker(c, x + c.rng.uniform(-40, 60), y + c.rng.uniform(-40, 50))


def _switch_box(c: Canvas) -> None:
    x = c.rng.choice((300.0, 820.0))
    grey = c.lit((140, 150, 148))
    c.rect((x - 178, 268, x + 190, 800), (30, 30, 34), 0.2)
    c.rect((x - 180, 250, x + 180, 800), grey)
    c.rect((x - 190, 240, x + 190, 262), shade(grey, 1.15))
    c.line([(x, 262), (x, 800)], shade(grey, 0.7), 5)
    c.rounded((x + 14, 500, x + 30, 560), 4, shade(grey, 0.5))
    c.poly([(x - 90, 300), (x - 60, 352), (x - 120, 352)], (230, 190, 40))


def _sticker(c: Canvas, x: float, y: float) -> None:
    paper = c.lit(c.rng.choice((PAPER, (244, 222, 96), (238, 160, 150), (170, 208, 232), (244, 244, 240))))
    wide, tall, lean = c.rng.uniform(84, 150), c.rng.uniform(56, 110), c.rng.uniform(-12, 12)
    corners = [(x, y + lean), (x + wide, y - lean), (x + wide + lean, y + tall - lean), (x + lean, y + tall + lean)]
    c.poly([(px + 4, py + 5) for px, py in corners], (30, 30, 34), 0.2)
    c.poly(corners, paper)
    ink = c.rng.choice(((178, 30, 34), (30, 60, 130), (40, 40, 44)))
    middle = (x + wide / 2 + lean / 2, y + tall * 0.34)
    if not c.text(middle, c.rng.choice(("招聘", "贷款", "开锁", "办证", "疏通", "租房", "搬家")), tall * 0.36, ink):
        c.rect((x + wide * 0.2, y + tall * 0.2, x + wide * 0.8, y + tall * 0.44), ink)
    for part in (0.62, 0.78):
        c.line([(x + wide * 0.16, y + tall * part), (x + wide * 0.86, y + tall * part)], mixed(ink, paper, 0.4), 5)
    if c.chance(0.35):
        c.poly(
            [corners[2], (corners[2][0] - 34, corners[2][1]), (corners[2][0], corners[2][1] - 30)], shade(paper, 0.72)
        )


def hoarding(c: Canvas) -> None:
    """A building site behind its fence, with dust and earth on the road."""
    far_street(c)
    _crane(c, c.rng.uniform(180, 420))
    _shell(c, c.rng.uniform(600, 760))
    pavement(c, (164, 148, 126), joints=False)
    top, foot = HORIZON - 90, HORIZON + 130
    fence = c.lit(c.rng.choice(((52, 124, 92), (58, 110, 160), (96, 124, 132))))
    gap = c.rng.uniform(620, 860)
    for left, right in ((0.0, gap), (gap + 190, float(WIDTH))):
        c.rect((left, top, right, foot), fence)
        x = left
        while x < right:
            c.line([(x, top), (x, foot)], shade(fence, 0.84), 4)
            x += 44
        c.rect((left, top, right, top + 16), shade(fence, 1.2))
        c.rect((left, foot - 44, right, foot), c.lit((214, 176, 44)))
        for number in range(int((right - left) // 70)):
            stripe = left + 12 + number * 70
            c.poly(
                [(stripe, foot), (stripe + 30, foot), (stripe + 58, foot - 44), (stripe + 28, foot - 44)], (44, 44, 46)
            )
    c.text((gap / 2, (top + foot) / 2 - 24), c.rng.choice(("安全生产 文明施工", "绿色工地 美好家园")), 62,
           mixed(fence, (255, 255, 255), 0.82))  # fmt: skip
    _earth(c, gap + 90, foot + 70, c.rng.uniform(260, 340))
    for _ in range(7):
        x, y = c.rng.uniform(0, WIDTH), c.rng.uniform(foot - 40, 800)
        wide = c.rng.uniform(200, 420)
        c.oval((x - wide / 2, y, x + wide / 2, y + wide * 0.26), (206, 186, 152), 0.13)


def _crane(c: Canvas, x: float) -> None:
    yellow = c.lit((206, 160, 50))
    c.line([(x, 40), (x, HORIZON)], yellow, 12)
    c.line([(x - 130, 74), (x + 330, 74)], yellow, 9)
    c.line([(x, 40), (x + 300, 72)], shade(yellow, 0.8), 3)
    c.line([(x, 40), (x - 120, 72)], shade(yellow, 0.8), 3)
    c.rect((x - 132, 74, x - 92, 106), (90, 90, 92))
    c.line([(x + 240, 76), (x + 240, 190)], (70, 70, 74), 3)


def _shell(c: Canvas, left: float) -> None:
    concrete = c.lit((164, 162, 158))
    net = c.lit((74, 130, 104))
    for floor in range(6):
        y = 90 + floor * 56
        c.rect((left, y, left + 360, y + 14), concrete)
        for number in range(6):
            c.rect((left + number * 69, y, left + number * 69 + 14, y + 56), shade(concrete, 0.86))
    c.rect((left + 180, 150, left + 362, HORIZON), net, 0.72)


def _earth(c: Canvas, x: float, y: float, width: float) -> None:
    soil = c.lit((134, 106, 76))
    c.poly([(x - width * 0.62, y), (x - width * 0.36, y - width * 0.24), (x - width * 0.06, y - width * 0.42),
            (x + width * 0.24, y - width * 0.27), (x + width * 0.62, y)], soil)  # fmt: skip
    c.poly([(x - width * 0.06, y - width * 0.42), (x + width * 0.24, y - width * 0.27), (x + width * 0.62, y),
            (x + 20, y)], shade(soil, 0.84))  # fmt: skip
    for _ in range(34):
        px, size = x + c.rng.uniform(-width * 0.66, width * 0.66), c.rng.uniform(5, 16)
        py = y - c.rng.uniform(-width * 0.1, max(4.0, width * 0.3 - abs(px - x) * 0.5))
        c.oval((px - size, py - size * 0.6, px + size, py + size * 0.6), shade(soil, c.rng.uniform(0.72, 1.2)))


def corridor(c: Canvas) -> None:
    """A staircase landing full of heaped things."""
    room(c, (206, 208, 198), (150, 146, 138), (420, 170, 780, 520))
    c.poly([(0, 470), (420, 420), (420, 520), (0, HEIGHT)], c.lit((108, 140, 118)))
    c.poly([(WIDTH, 470), (780, 420), (780, 520), (WIDTH, HEIGHT)], c.lit((98, 130, 108)))
    door = c.lit(c.rng.choice(((120, 66, 48), (90, 96, 104), (136, 40, 40))))
    c.rect((530, 230, 670, 520), door)
    c.rect((544, 246, 656, 370), shade(door, 0.84))
    c.oval((648, 390, 662, 404), (214, 190, 110))
    c.rect((560, 200, 640, 222), (178, 34, 34))
    for x, y in ((250, 640), (340, 590), (920, 640)):
        _pile(c, x + c.rng.uniform(-20, 20), y + c.rng.uniform(-8, 12), c.rng.uniform(110, 150))
    if c.chance(0.7):
        bike(c, c.rng.uniform(820, 900), 760, 300, c.rng.choice(SHARED))
    else:
        carton(c, 900, 780, 230, 260)
    for x in (c.rng.uniform(160, 240), c.rng.uniform(300, 400)):
        sack(c, x, c.rng.uniform(740, 800), c.rng.uniform(120, 170))
    for _ in range(3):
        c.line([(c.rng.uniform(60, 140), 800), (c.rng.uniform(90, 220), 430)], c.lit((150, 116, 76)), 16)
    litter(c, 6, (380, 620, 820, 860), 18)


def wires(c: Canvas) -> None:
    """A wire run from a window to charge an electric bicycle, and tangled cables above the lane."""
    far_street(c)
    pavement(c)
    wall = c.lit(c.rng.choice(((204, 190, 170), (190, 192, 190), (196, 176, 158))))
    c.rect((0, 0, WIDTH, HORIZON + 120), wall)
    for row in range(13):
        c.line([(0, row * 42), (WIDTH, row * 42)], shade(wall, 0.93), 2)
    for x in (170.0, 560.0, 950.0):
        c.rect((x - 96, 70, x + 96, 300), c.lit((226, 226, 222)))
        c.rect((x - 84, 82, x + 84, 288), c.lit((74, 92, 106)))
        c.line([(x, 82), (x, 288)], c.lit((226, 226, 222)), 8)
        c.rect((x - 108, 298, x + 108, 316), shade(wall, 0.78))
        for bar in range(-4, 5):
            c.line([(x + bar * 20, 190), (x + bar * 20, 296)], c.lit((160, 164, 168)), 3)
    for _ in range(c.rng.randint(6, 9)):
        _sagging(c, (-20, c.rng.uniform(20, 130)), (WIDTH + 20, c.rng.uniform(10, 150)), c.rng.uniform(30, 120))
    for x in c.rng.sample((260.0, 520.0, 820.0, 1000.0), 2):
        bike(c, x, HORIZON + 300, 250, c.rng.choice(((44, 48, 54), (150, 40, 40), (60, 90, 130))))
        _sagging(c, (c.rng.choice((170.0, 560.0, 950.0)), 290), (x - 20, HORIZON + 170), 60)
        c.rounded((x - 48, HORIZON + 158, x + 8, HORIZON + 184), 5, (236, 236, 232))
    litter(c, 5, (150, HORIZON + 310, 1050, 850), 18)


def _sagging(c: Canvas, start: tuple[float, float], end: tuple[float, float], sag: float) -> None:
    points = [
        (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part + sag * 4 * part * (1 - part))
        for part in (number / 14 for number in range(15))
    ]
    c.line(points, c.rng.choice(((36, 36, 38), (52, 50, 48), (150, 36, 34))), c.rng.uniform(4, 7))


def toilet(c: Canvas) -> None:
    """A dirty basin and a wet floor."""
    tile = c.lit((188, 202, 202))
    c.rect((0, 0, WIDTH, 640), tile)
    for x in range(0, WIDTH, 86):
        c.line([(x, 0), (x, 640)], shade(tile, 0.92), 3)
    for y in range(0, 640, 86):
        c.line([(0, y), (WIDTH, y)], shade(tile, 0.92), 3)
    floor = c.lit((150, 154, 156))
    gradient(c, 640, HEIGHT, (floor, shade(floor, 0.88)))
    for number in range(-6, 7):
        c.line([(600 + number * 130, 640), (600 + number * 250, HEIGHT)], shade(floor, 0.86), 3)
    for y in (690, 760, 850):
        c.line([(0, y), (WIDTH, y)], shade(floor, 0.86), 3)
    c.rect((180, 60, 760, 300), c.lit((168, 184, 190)))
    c.poly([(200, 290), (420, 70), (500, 70), (280, 290)], (255, 255, 255), 0.22)
    basins = (300.0, 620.0)
    c.rounded((130, 400, 800, 470), 10, c.lit((226, 226, 222)))
    for x in basins:
        _basin(c, x)
    c.rect((860, 60, 1130, 640), c.lit((110, 128, 150)))
    c.rect((874, 74, 1116, 636), c.lit((132, 152, 174)))
    c.rounded((890, 340, 906, 400), 6, (230, 230, 230))
    for _ in range(5):
        x, y, wide = c.rng.uniform(80, 1000), c.rng.uniform(680, 830), c.rng.uniform(120, 340)
        c.oval((x, y, x + wide, y + wide * 0.18), (92, 84, 68), c.rng.uniform(0.22, 0.42))
    litter(c, c.rng.randint(6, 11), (90, 680, 1100, 860), 32)


def _basin(c: Canvas, x: float) -> None:
    c.poly([(x - 40, 470), (x + 40, 470), (x + 26, 640), (x - 26, 640)], c.lit((222, 222, 218)))
    c.oval((x - 120, 384, x + 120, 480), c.lit((240, 240, 236)))
    c.oval((x - 96, 396, x + 96, 462), c.lit((196, 200, 198)))
    for _ in range(7):
        px, py, size = x + c.rng.uniform(-80, 60), c.rng.uniform(408, 446), c.rng.uniform(8, 34)
        c.oval((px, py, px + size, py + size * 0.4), (110, 92, 58), c.rng.uniform(0.25, 0.5))
    c.line([(x, 392), (x, 340), (x + 34, 340), (x + 34, 362)], c.lit((170, 174, 178)), 14)


def lawn(c: Canvas) -> None:
    """Rubbish and a bare patch on the lawn of a park."""
    far_street(c, 2.8)
    green = c.lit(c.rng.choice(((106, 140, 78), (120, 142, 74), (94, 132, 82))))
    gradient(c, HORIZON, HEIGHT, (shade(green, 1.1), shade(green, 0.84)))
    for _ in range(210):
        y = HORIZON + (HEIGHT - HORIZON) * c.rng.random() ** 0.8
        x, tall = c.rng.uniform(0, WIDTH), (y - HORIZON) * 0.05 + 5
        c.line([(x, y), (x + c.rng.uniform(-5, 5), y - tall)], shade(green, c.rng.choice((0.82, 0.9, 1.14))), 3)
    for _ in range(c.rng.randint(1, 3)):
        x, y, wide = c.rng.uniform(150, 900), c.rng.uniform(HORIZON + 120, 760), c.rng.uniform(160, 340)
        c.oval((x, y, x + wide, y + wide * 0.26), c.lit((150, 126, 92)))
        c.oval((x + 16, y + 6, x + wide * 0.8, y + wide * 0.2), c.lit((164, 140, 104)))
    path = c.lit((196, 188, 174))
    c.poly([(700, HORIZON + 4), (760, HORIZON + 4), (1290, HEIGHT), (960, HEIGHT)], path)
    for x in (c.rng.uniform(60, 220), c.rng.uniform(360, 520)):
        tree(c, x, HORIZON + 50, c.rng.uniform(300, 420))
    if c.chance(0.6):
        person(c, 820, HORIZON + 130, 220)
    litter(c, c.rng.randint(12, 18), (60, HORIZON + 130, 1000, 850), 38)


def heap(c: Canvas) -> None:
    """Builders' rubble and bulky waste in a compound."""
    street(c, wall=True)
    tree(c, c.rng.choice((120.0, 1090.0)), HORIZON + 90, 440)
    x, y = c.rng.uniform(500, 700), HORIZON + 290
    sofa: Colour = c.lit(c.rng.choice(((128, 84, 62), (94, 104, 122), (136, 124, 104))))
    _earth(c, x, y - 10, c.rng.uniform(420, 520))
    for _ in range(5):
        px, py = x + c.rng.uniform(-230, 230), y + c.rng.uniform(-50, 10)
        c.poly([(px - 46, py), (px - 34, py - 36), (px + 30, py - 44), (px + 48, py - 6)], c.lit((172, 96, 72)))
    sx = x - c.rng.uniform(250, 330)
    c.shadow(sx, y + 62, 330)
    c.rounded((sx - 150, y - 120, sx + 150, y + 10), 22, shade(sofa, 0.86))
    c.rounded((sx - 170, y - 40, sx + 170, y + 56), 18, sofa)
    c.rounded((sx - 176, y - 70, sx - 120, y + 60), 18, shade(sofa, 1.12))
    c.rounded((sx + 120, y - 70, sx + 176, y + 60), 18, shade(sofa, 1.06))
    for _ in range(3):
        sack(c, x + c.rng.uniform(40, 320), y + c.rng.uniform(20, 80), c.rng.uniform(100, 150))
    litter(c, 7, (200, y + 40, 1000, 850), 20)
