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
TIDY = "street"
"""The kind that shows a place in good order."""
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
        kind = kind_for(words)
        return self._taken(self._drawing(kind, self._turn(kind) % PER_KIND), site, taken, rng)

    def tidy(self, site: SiteRow, taken: dt.datetime, rng: Random) -> PreparedPhoto:
        """A photo of the place after it was put right: never the same twice, or each would be suspected."""
        return self._taken(self._drawing(TIDY, PER_KIND + self._turn("tidy")), site, taken, rng)

    def _taken(self, drawn: PreparedPhoto, site: SiteRow, taken: dt.datetime, rng: Random) -> PreparedPhoto:
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

    def _turn(self, kind: str) -> int:
        turn = self._turns.get(kind, 0)
        self._turns[kind] = turn + 1
        return turn

    def _drawing(self, kind: str, number: int) -> PreparedPhoto:
        key = (kind, number)
        if key not in self._drawn:
            name = f"{kind}-{number}.jpg"
            self._drawn[key] = prepare(draw(kind, self._seed * 100 + number, SIZE, _FONT), name)
        return self._drawn[key]
