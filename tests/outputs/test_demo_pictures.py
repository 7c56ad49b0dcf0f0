"""The drawn photos of the demo city: all kinds, repeatable, labelled, quick."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from chuangjian_desktop.outputs.demo_pictures import KINDS, draw, kind_for

FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "ChuangjianSans-Bold.ttf"


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        image.load()
        return image.convert("RGB")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_real_picture_and_differs_by_seed(kind: str) -> None:
    one, other = opened(draw(kind, 1, (400, 300))), opened(draw(kind, 2, (400, 300)))
    assert one.size == (400, 300)
    assert sum(ImageStat.Stat(one).stddev) > 45, "nearly empty"
    assert sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) > 3, "the same for every seed"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_bytes(kind: str) -> None:
    assert draw(kind, 5, (240, 180)) == draw(kind, 5, (240, 180))


@pytest.mark.parametrize("font", [None, Path("none.ttf"), FONT])
def test_the_label_is_there_with_and_without_a_font(font: Path | None) -> None:
    if font == FONT and not FONT.is_file():
        pytest.skip("resources/fonts is not built")
    corner = opened(draw("lawn", 3, (1200, 900), font)).crop((976, 850, 1186, 886)).convert("L")
    lowest, highest = corner.getextrema()
    assert isinstance(lowest, (int, float))
    assert isinstance(highest, (int, float))
    assert highest > 215
    assert lowest < 90
    light = sum(value > 190 for value in corner.tobytes())
    assert 150 < light < corner.width * corner.height / 2


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unicorn"):
        draw("unicorn", 1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("店外经营，商品摆出门口", "shop_front"), ("流动摊贩占道", "vendor_cart"), ("墙面、电箱有小广告", "small_ads"),
        ("人行道有烟头纸屑", "litter"), ("垃圾桶满溢", "bins"), ("人行道板缺失、松动", "paving"),
        ("公益广告褪色破损", "ad_board"), ("共享单车占压盲道", "bikes"), ("市场通道堆放货物", "market_aisle"),
        ("工地未设围挡，有扬尘", "hoarding"), ("楼道堆放杂物", "corridor"), ("电动车飞线充电", "wires"),
        ("机动车在人行道乱停", "parked_cars"), ("公厕洗手盆脏", "toilet"), ("行人闯红灯", "crossing"),
        ("公园草坪有垃圾", "lawn"), ("装修垃圾乱堆", "heap"), ("占道烧烤", "night_stalls"), ("", "street"),
    ],
)  # fmt: skip
def test_wordings_find_their_kind(text: str, kind: str) -> None:
    assert kind_for(text) == kind
    assert kind in KINDS


def test_drawing_is_quick() -> None:
    draw("bikes", 0, (1200, 900))
    times = list[float]()
    for seed in range(5):
        start = time.process_time()
        draw("bikes", seed, (1200, 900))
        times.append(time.process_time() - start)
    assert min(times) < 0.15, times
