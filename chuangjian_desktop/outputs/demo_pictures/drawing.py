"""Photos of the demo city: drawn, labelled as such, the same for the same seed."""

from __future__ import annotations

import functools
import io
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from chuangjian_desktop.outputs.demo_pictures import scenes_places as places
from chuangjian_desktop.outputs.demo_pictures import scenes_street as streets
from chuangjian_desktop.outputs.demo_pictures.canvas import HEIGHT, WEATHERS, WIDTH, Canvas

_SCENES: dict[str, Callable[[Canvas], None]] = {
    "shop_front": streets.shop_front,
    "vendor_cart": streets.vendor_cart,
    "litter": streets.litter_scene,
    "bins": streets.bins,
    "paving": streets.paving,
    "ad_board": streets.ad_board,
    "bikes": streets.bikes,
    "parked_cars": streets.parked_cars,
    "crossing": streets.crossing,
    "night_stalls": streets.night_stalls,
    "street": streets.overview,
    "market_aisle": places.market_aisle,
    "small_ads": places.small_ads,
    "hoarding": places.hoarding,
    "corridor": places.corridor,
    "wires": places.wires,
    "toilet": places.toilet,
    "lawn": places.lawn,
    "heap": places.heap,
}

KINDS: tuple[str, ...] = tuple(_SCENES)
"""What can be drawn."""

_WITHOUT_WRITING = frozenset(
    {"litter", "bins", "paving", "bikes", "parked_cars", "street", "lawn", "heap", "wires", "toilet", "corridor"}
)

LABEL = "演示照片 · 非实拍"

_WORDS: tuple[tuple[str, str], ...] = (
    ("small_ads", "小广告 乱贴 乱画 涂写 张贴 喷涂 牛皮癣"),
    ("night_stalls", "烧烤 夜市 大排档 露天 桌椅"),
    ("vendor_cart", "摊贩 流动 叫卖 兜售 游商 马路市场 占道经营"),
    ("wires", "飞线 电线 线缆 充电 管线 空中 私拉 缆线 电表 配电"),
    ("bikes", "单车 自行车 盲道 非机动车 电动车 电动自行车 无障碍"),
    ("ad_board", "公益广告 广告 宣传 褪色 展板 版面 橱窗 标语 核心价值观 公示 牌"),
    ("toilet", "公厕 厕所 洗手 便池 蹲位 异味 卫生间 第三卫生间 扶手 手纸 厕纸"),
    ("hoarding", "工地 围挡 扬尘 裸土 渣土 施工 冲洗 覆盖 塔吊"),
    ("market_aisle", "市场 摊位 通道 熟食 活禽 水产 三防 农贸 商户 秤 蔬菜 摊主 生熟 食品 明码 顾客 宰杀 散装"),
    ("corridor", "楼道 楼梯 堆放杂物 杂物 消防通道 走廊 单元 安全出口 灭火器 消火栓 疏散 墙角 隔间"),
    ("heap", "建筑垃圾 大件 装修 堆积 乱堆 卫生死角 弃"),
    ("bins", "垃圾桶 果皮箱 满溢 垃圾箱 桶 分类 容器 清运 箱体"),
    ("lawn", "绿地 绿化 草坪 公园 裸露 花坛 黄土 树木 毁绿 水面 水体 苗木 行道树 病虫 花木 健身 座椅 喷泉"),
    ("crossing", "闯红灯 斑马线 行人 路口 礼让 过街 越线 逆行 信号灯 头盔 护栏 翻越"),
    ("parked_cars", "机动车 停车 乱停 车辆 停放 占用 消防车 车位 泊 僵尸车 地锁"),
    ("paving", "破损 缺失 井盖 路面 坑 人行道板 地砖 松动 塌陷 道板 路缘 积水 沟 箅 灯杆 坡"),
    ("shop_front", "店外 出店 商品 占道 门前 门店 货物 店 灯箱 三包 洗车 修车"),
    ("litter", "烟头 纸屑 垃圾 保洁 落叶 污 树池 痰 抛 油 卫生 不洁 脏"),
)


def kind_for(text: str) -> str:
    """The kind of picture for a problem as it is worded in a checklist; "street" where no word fits."""
    for kind, words in _WORDS:
        if any(word in text for word in words.split()):
            return kind
    return "street"


def draw(kind: str, seed: int, size: tuple[int, int] = (1600, 1200), font: Path | None = None) -> bytes:
    """A JPEG of this kind. `font`: a font with Chinese characters; without one, signs stay blank and the label is
    in Latin letters. `ValueError` for an unknown kind.
    """
    scene = _SCENES.get(kind)
    if scene is None:
        raise ValueError(f"no such kind of picture: {kind}")
    rng = random.Random(f"{kind}/{seed}")  # noqa: S311 - variety, not secrecy
    usable = font if font is not None and font.is_file() else None
    image = Image.new("RGB", (size[0] * 2, size[1] * 2))
    scene(Canvas(image, rng, rng.choice(WEATHERS), usable))
    picture = image.reduce(2)
    if kind in _WITHOUT_WRITING and rng.random() < 0.5:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    picture = ImageChops.multiply(picture, _film(size))
    _label(picture, usable)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=85)
    return target.getvalue()


@functools.lru_cache(maxsize=4)
def _film(size: tuple[int, int]) -> Image.Image:
    """What a lens adds: darker corners and a little unevenness."""
    ring = Image.radial_gradient("L").resize(size, Image.Resampling.BILINEAR)
    vignette = ring.point([255 - round((max(0, value - 70) / 185) ** 1.6 * 58) for value in range(256)])
    rng = random.Random(7)  # noqa: S311
    spots = Image.frombytes("L", (48, 36), bytes(rng.randrange(238, 256) for _ in range(48 * 36)))
    grain = Image.frombytes("L", (400, 300), bytes(rng.randrange(244, 256) for _ in range(120_000)))
    clouds = spots.filter(ImageFilter.GaussianBlur(1)).resize(size, Image.Resampling.BICUBIC)
    uneven = ImageChops.multiply(clouds, grain.resize(size, Image.Resampling.BILINEAR))
    return ImageChops.multiply(vignette, uneven).convert("RGB")


def _label(picture: Image.Image, font: Path | None) -> None:
    """Small, in the corner at the lower right, on a dark ground."""
    canvas = Canvas(picture, random.Random(0), WEATHERS[0], font)  # noqa: S311
    left, top, right, bottom = WIDTH - 224.0, HEIGHT - 50.0, WIDTH - 14.0, HEIGHT - 14.0
    canvas.rounded((left, top, right, bottom), 8, (16, 20, 26), 0.55)
    if not canvas.text(((left + right) / 2, (top + bottom) / 2), LABEL, 22, (240, 242, 244)):
        _latin_label(canvas, left + 62, top + 9)


_LETTERS = {
    "D": ("110", "101", "101", "101", "110"),
    "E": ("111", "100", "110", "100", "111"),
    "M": ("10001", "11011", "10101", "10001", "10001"),
    "O": ("111", "101", "101", "101", "111"),
}


def _latin_label(canvas: Canvas, x: float, y: float) -> None:
    """DEMO from little squares: needs no font."""
    cell = 3.6
    for letter in "DEMO":
        rows = _LETTERS[letter]
        for row, bits in enumerate(rows):
            for column, bit in enumerate(bits):
                if bit == "1":
                    left, top = x + column * cell, y + row * cell
                    canvas.rect((left, top, left + cell, top + cell), (240, 242, 244))
        x += (len(rows[0]) + 1.6) * cell
