"""Photos of the demo city: drawn once by kind, shown at several findings, each with the facts of its own shot."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

from chuangjian_desktop.inputs.photos.prepare import prepare
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.outputs.demo_pictures import draw, kind_for
from chuangjian_desktop.resources import FONTS
from chuangjian_desktop.store.queries.places import SiteRow

CAMERA = "演示相机"
SIZE = (1280, 960)
PER_KIND = 8
_FONT = FONTS / "ChuangjianSans-Regular.ttf"


class Album:
    """Draws a picture when it is first wanted; at most `PER_KIND` of a kind, then they come round again. `last` is the
    photo that was asked for last."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._drawn: dict[tuple[str, int], PreparedPhoto] = {}
        self._turns: dict[str, int] = {}
        self.last: PreparedPhoto | None = None

    def photo(self, words: str, site: SiteRow, taken: dt.datetime, rng: Random) -> PreparedPhoto:
        """A photo of a problem, taken at the site at that moment."""
        drawn = self._next(kind_for(words))
        self.last = replace(
            drawn,
            original_name=f"IMG_{taken:%Y%m%d_%H%M%S}.jpg",
            taken_at=taken.isoformat(timespec="seconds"),
            time_source="exif",
            latitude=None if site.latitude is None else site.latitude + rng.randrange(-4000, 4000),
            longitude=None if site.longitude is None else site.longitude + rng.randrange(-4000, 4000),
            camera=CAMERA,
        )
        return self.last

    def _next(self, kind: str) -> PreparedPhoto:
        turn = self._turns.get(kind, 0)
        self._turns[kind] = turn + 1
        key = (kind, turn % PER_KIND)
        if key not in self._drawn:
            name = f"{kind}-{key[1]}.jpg"
            self._drawn[key] = prepare(draw(kind, self._seed * 100 + key[1], SIZE, _FONT), name)
        return self._drawn[key]
