"""What stands behind the things: street, wall, room. Far parts are drawn small and blurred, as a camera would."""

from __future__ import annotations

from PIL import Image, ImageFilter, ImageOps

from chuangjian_desktop.outputs.demo_pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, mixed, shade

HORIZON = 400.0
_HOUSES: tuple[Colour, ...] = (
    (196, 190, 180), (176, 170, 166), (206, 196, 178), (168, 176, 184), (190, 178, 168), (160, 160, 158),
)  # fmt: skip
_GREENS: tuple[Colour, ...] = ((88, 120, 80), (76, 108, 74), (102, 130, 84))


def gradient(canvas: Canvas, top: float, bottom: float, colours: tuple[Colour, Colour]) -> None:
    """Over the whole width, from one colour down to the other."""
    image = canvas.image
    upper, lower = round(top / HEIGHT * image.height), round(bottom / HEIGHT * image.height)
    tall = max(1, lower - upper)
    band = Image.linear_gradient("L").resize((1, tall), Image.Resampling.BILINEAR)
    band = ImageOps.colorize(band, colours[0], colours[1])
    image.paste(band.resize((image.width, tall), Image.Resampling.NEAREST), (0, upper))


def far_street(canvas: Canvas, blur: float = 2.2) -> None:
    """Sky, a row of houses and greenery, out of focus; leaves the ground below `HORIZON` free."""
    small = Image.new("RGB", (WIDTH // 3, HEIGHT // 3))
    far = Canvas(small, canvas.rng, canvas.weather, None)
    gradient(far, 0, HORIZON, (canvas.weather.sky, canvas.weather.horizon))
    _houses(far, 0.45, (60, 170))
    _houses(far, 0.0, (110, 260))
    _greenery(far)
    soft = small.crop((0, 0, small.width, round(small.height * (HORIZON + 12) / HEIGHT)))
    soft = soft.filter(ImageFilter.GaussianBlur(blur))
    width, height = canvas.image.width, round(canvas.image.height * (HORIZON + 12) / HEIGHT)
    # Smooth at half the size, then doubled: the canvas is halved again in the end, so nothing is lost.
    soft = soft.resize((width // 2, height // 2), Image.Resampling.BILINEAR)
    canvas.image.paste(soft.resize((width, height), Image.Resampling.NEAREST))


def _houses(far: Canvas, haze: float, tops: tuple[float, float]) -> None:
    x = far.rng.uniform(-120, -20)
    while x < WIDTH:
        wide = far.rng.uniform(130, 260)
        top = far.rng.uniform(*tops)
        colour = mixed(far.lit(far.rng.choice(_HOUSES)), far.weather.horizon, haze)
        far.rect((x, top, x + wide, HORIZON + 10), colour)
        far.rect((x + wide * 0.86, top, x + wide, HORIZON + 10), shade(colour, 0.88))
        _windows(far, (x, top, x + wide, HORIZON), mixed((74, 86, 98), colour, 0.35 + haze * 0.8))
        x += wide + far.rng.choice((0, 4, 14, 40))


def _windows(far: Canvas, box: tuple[float, float, float, float], colour: Colour) -> None:
    left, top, right, bottom = box
    step_x, step_y = far.rng.uniform(26, 38), far.rng.uniform(32, 44)
    y = top + 18
    while y < bottom - 70:
        x = left + 12
        while x + step_x * 0.6 < right - 8:
            far.rect((x, y, x + step_x * 0.6, y + step_y * 0.55), colour)
            x += step_x
        y += step_y


def _greenery(far: Canvas) -> None:
    x = -40.0
    while x < WIDTH + 40:
        if far.chance(0.75):
            green = far.lit(far.rng.choice(_GREENS))
            size = far.rng.uniform(50, 110)
            far.oval((x - size, HORIZON - size * 0.75, x + size, HORIZON + size * 0.5), green)
            far.oval((x - size * 0.6, HORIZON - size * 0.8, x + size * 0.5, HORIZON), shade(green, 1.12))
        x += far.rng.uniform(60, 150)


def pavement(canvas: Canvas, colour: Colour = (166, 162, 156), joints: bool = True) -> None:
    """Slabs that run towards one point at the horizon."""
    base = canvas.lit(colour)
    gradient(canvas, HORIZON, HEIGHT, (shade(base, 1.04), shade(base, 0.86)))
    if not joints:
        return
    vanish = canvas.jitter(600, 220)
    dark = shade(base, 0.8)
    for number in range(-14, 15):
        foot = vanish + number * 170
        canvas.line([(vanish + (foot - vanish) * 0.16, HORIZON), (foot, HEIGHT)], dark, 2, 0.55)
    y, step = HORIZON + 10.0, 13.0
    while y < HEIGHT:
        canvas.line([(0, y), (WIDTH, y)], dark, 2, 0.5)
        y += step
        step *= 1.33
    _stains(canvas, 9)
    if canvas.weather.wet:
        for _ in range(5):
            _puddle(canvas)


def _stains(canvas: Canvas, count: int) -> None:
    for _ in range(count):
        x, y = canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(HORIZON + 60, HEIGHT)
        wide = canvas.rng.uniform(20, 120) * (y / HEIGHT)
        canvas.oval((x, y, x + wide, y + wide * 0.22), (40, 38, 36), canvas.rng.uniform(0.04, 0.13))


def _puddle(canvas: Canvas) -> None:
    x, y = canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(HORIZON + 80, HEIGHT - 40)
    wide = canvas.rng.uniform(90, 260) * (y / HEIGHT)
    canvas.oval((x, y, x + wide, y + wide * 0.17), canvas.weather.horizon, 0.3)


def kerb_and_road(canvas: Canvas, top: float) -> None:
    """A kerb across the picture with the carriageway below it."""
    canvas.rect((0, top, WIDTH, top + 14), canvas.lit((196, 194, 188)))
    canvas.rect((0, top + 14, WIDTH, top + 30), canvas.lit((138, 136, 132)))
    road = canvas.lit((98, 100, 104))
    gradient(canvas, top + 30, HEIGHT, (road, shade(road, 0.88)))


def tactile_strip(canvas: Canvas, top: float, height: float) -> None:
    """The yellow strip for the blind, across the pavement."""
    yellow = canvas.lit((214, 178, 70))
    canvas.rect((0, top, WIDTH, top + height), yellow)
    for x in range(0, WIDTH, 86):
        canvas.line([(x, top), (x, top + height)], shade(yellow, 0.82), 2)
        for part in (0.25, 0.5, 0.75):
            y = top + height * part
            canvas.line([(x + 12, y), (x + 74, y)], shade(yellow, 0.86), height * 0.08)


def street(canvas: Canvas, colour: Colour = (166, 162, 156), *, wall: bool = False) -> None:
    """An ordinary pavement with the city behind it."""
    far_street(canvas)
    if wall:
        plain = canvas.lit(canvas.rng.choice(((214, 208, 196), (198, 200, 198), (206, 196, 184))))
        canvas.rect((0, HORIZON - 70, WIDTH, HORIZON + 6), plain)
        canvas.rect((0, HORIZON - 82, WIDTH, HORIZON - 66), shade(plain, 0.86))
        canvas.rect((0, HORIZON - 18, WIDTH, HORIZON + 6), shade(plain, 0.8))
    pavement(canvas, colour)


def room(canvas: Canvas, walls: Colour, floor: Colour, back: tuple[float, float, float, float]) -> None:
    """The inside of a corridor or hall with the far wall `back`; tiles lead the eye to it."""
    left, top, right, bottom = back
    wall, ground = canvas.lit(walls), canvas.lit(floor)
    canvas.rect((0, 0, WIDTH, HEIGHT), wall)
    canvas.poly([(0, -20), (WIDTH, -20), (right, top), (left, top)], shade(wall, 1.07))
    canvas.poly([(0, 0), (left, top), (left, bottom), (0, HEIGHT)], shade(wall, 0.93))
    canvas.poly([(WIDTH, 0), (right, top), (right, bottom), (WIDTH, HEIGHT)], shade(wall, 0.86))
    canvas.rect(back, shade(wall, 1.02))
    canvas.poly([(-400, HEIGHT), (left, bottom), (right, bottom), (WIDTH + 400, HEIGHT)], ground)
    dark = shade(ground, 0.84)
    middle = (left + right) / 2
    for number in range(-9, 10):
        far = middle + number * (right - left) / 9
        near = middle + number * 260
        if left <= far <= right:
            canvas.line([(far, bottom), (near, HEIGHT)], dark, 2, 0.7)
    y, step = bottom + 12.0, 16.0
    while y < HEIGHT:
        part = (y - bottom) / (HEIGHT - bottom)
        canvas.line([(left - (left + 400) * part, y), (right + (WIDTH + 400 - right) * part, y)], dark, 2, 0.7)
        y += step
        step *= 1.35
