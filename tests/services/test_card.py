"""A camera's card after a morning: what was taken when, put where it belongs by a person's yes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import places
from chuangjian_desktop.services.fieldwork import card, findings, photos, undo, visits
from chuangjian_desktop.services.fieldwork.card import Placed
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.workspace import Workspace, now
from tests.helpers.offices import opened
from tests.helpers.walks import drawn_photo

DAY = now().replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Morning:
    """解放路 from 10:00 to 10:30 with findings at 10:05 and 10:12, the market from 11:00 with one at 11:10."""

    workspace: Workspace
    road: str
    market: str
    poster: str
    stall: str
    puddle: str
    folder: Path


def clock(text: str) -> dt.datetime:
    hour, minute, *second = (int(part) for part in text.split(":"))
    return DAY + dt.timedelta(hours=hour, minutes=minute, seconds=sum(second))


def set_time(workspace: Workspace, text: str) -> None:
    moment = clock(text)
    workspace.store.clock = lambda: moment


def shot(folder: Path, name: str, taken: str, seed: int, camera: str = "Phone") -> Path:
    """A picture as a camera leaves it on its card."""
    exif = Image.Exif()
    exif[0x0110] = camera
    exif.get_ifd(0x8769)[0x9003] = clock(taken).strftime("%Y:%m:%d %H:%M:%S")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(drawn_photo(seed, (640, 480)))) as picture:
        picture.save(path, "JPEG", exif=exif)
    return path


@pytest.fixture
def morning(tmp_path: Path) -> Generator[Morning]:
    with opened(tmp_path) as workspace:
        set_time(workspace, "10:00")
        road = visits.visit_of(workspace, site(workspace, "ZG-001"))
        set_time(workspace, "10:05")
        poster = findings.record(workspace, road, "ZG07", FindingDraft("墙面张贴小广告"))
        set_time(workspace, "10:12")
        stall = findings.record(workspace, road, "ZG05", FindingDraft("流动摊贩"))
        set_time(workspace, "10:30")
        visits.finish(workspace, road, ("王敏",))
        set_time(workspace, "11:00")
        market = visits.visit_of(workspace, site(workspace, "NM-001"))
        set_time(workspace, "11:10")
        puddle = findings.record(workspace, market, "NM05", FindingDraft("地面积水"))
        set_time(workspace, "12:00")
        visits.reopen(workspace, road, "补照片")
        yield Morning(workspace, road, market, poster, stall, puddle, tmp_path / "DCIM")


def site(workspace: Workspace, code: str) -> str:
    found = places.site_by_code(workspace, code)
    assert found is not None
    return found.id


def placed(workspace: Workspace) -> dict[str, Placed]:
    return {each.photo.name: each for each in card.proposals(workspace)}


def test_each_photo_is_proposed_to_where_it_was_taken(morning: Morning, worker: PhotoWorker) -> None:
    for number, (name, taken) in enumerate(
        {"a.jpg": "10:04:30", "b.jpg": "10:11", "c.jpg": "10:25", "100/d.jpg": "11:09", "e.jpg": "20:00"}.items()
    ):
        shot(morning.folder, name, taken, number)
    taken_in = card.take_in(morning.workspace, [morning.folder], worker)
    assert (taken_in.new, taken_in.known, taken_in.warnings) == (5, 0, ())
    found = placed(morning.workspace)
    proposed = {name: (each.proposal.visit, each.proposal.finding) for name, each in found.items()}
    assert proposed == {
        "a.jpg": (morning.road, morning.poster),
        "b.jpg": (morning.road, morning.stall),
        "c.jpg": (morning.road, None),
        "d.jpg": (morning.market, morning.puddle),
        "e.jpg": (None, None),
    }
    assert found["e.jpg"].target is None
    target = found["d.jpg"].target
    assert target is not None
    assert target.words == "东门农贸市场 · 01 地面积水"
    assert found["a.jpg"].proposal.seconds == 30


def test_a_confirmed_photo_leaves_the_tray_and_the_rest_stays(morning: Morning, worker: PhotoWorker) -> None:
    workspace = morning.workspace
    shot(morning.folder, "a.jpg", "10:04", 1)
    shot(morning.folder, "e.jpg", "20:00", 2)
    card.take_in(workspace, [morning.folder], worker)
    mine = placed(workspace)["a.jpg"]
    assert mine.target is not None
    card.confirm(workspace, mine.photo.id, mine.target)
    (row,) = visits.sheet(workspace, morning.road).row("ZG07").findings
    assert [photo.id for photo in row.photos] == [mine.photo.id]
    assert list(placed(workspace)) == ["e.jpg"]
    assert places.today(workspace).tray == 1
    undo.undo(workspace, morning.road)
    assert sorted(placed(workspace)) == ["a.jpg", "e.jpg"]


def test_a_locked_visit_takes_no_photo(morning: Morning, worker: PhotoWorker) -> None:
    workspace = morning.workspace
    shot(morning.folder, "a.jpg", "10:04", 1)
    card.take_in(workspace, [morning.folder], worker)
    visits.finish(workspace, morning.road)
    mine = placed(workspace)["a.jpg"]
    assert mine.target is not None
    with pytest.raises(Refusal, match="M23"):
        card.confirm(workspace, mine.photo.id, mine.target)
    assert list(placed(workspace)) == ["a.jpg"]


def test_a_wrong_clock_is_set_once_by_one_known_photo(morning: Morning, worker: PhotoWorker) -> None:
    workspace = morning.workspace
    shot(morning.folder, "known.jpg", "02:04", 1, "Slow")
    shot(morning.folder, "other.jpg", "03:09", 2, "Slow")
    shot(morning.folder, "right.jpg", "10:11", 3, "Phone")
    card.take_in(workspace, [morning.folder], worker)
    before = placed(workspace)
    assert (before["known.jpg"].target, before["other.jpg"].target) == (None, None)
    added = card.set_clock(workspace, before["known.jpg"].photo, clock("10:04"))
    assert added == dt.timedelta(hours=8)
    after = {name: each.proposal.finding for name, each in placed(workspace).items()}
    assert after == {"known.jpg": morning.poster, "other.jpg": morning.puddle, "right.jpg": morning.stall}
    assert placed(workspace)["known.jpg"].photo.taken_at == before["known.jpg"].photo.taken_at
    card.set_clock(workspace, before["known.jpg"].photo, clock("02:04"))
    assert placed(workspace)["other.jpg"].target is None


def test_a_broken_file_is_named_and_the_others_come_in(morning: Morning, worker: PhotoWorker) -> None:
    whole = shot(morning.folder, "a.jpg", "10:04", 1)
    (morning.folder / "坏.jpg").write_bytes(whole.read_bytes()[:400])
    (morning.folder / "空.jpg").write_bytes(b"")
    (morning.folder / "说明.txt").write_text("no picture", encoding="utf-8")
    taken_in = card.take_in(morning.workspace, [morning.folder], worker)
    assert taken_in.new == 1
    assert sorted((each.code, str(each.details["file"])) for each in taken_in.warnings) == [
        ("M09", "坏.jpg"), ("M09", "空.jpg"),
    ]  # fmt: skip


def test_the_same_photo_is_kept_once_wherever_it_lies(morning: Morning, worker: PhotoWorker) -> None:
    workspace = morning.workspace
    whole = shot(morning.folder, "a.jpg", "10:04", 1)
    (morning.folder / "a 副本.jpg").write_bytes(whole.read_bytes())
    first = card.take_in(workspace, [morning.folder], worker)
    assert (first.new, first.known) == (1, 1)
    (mine,) = card.proposals(workspace)
    assert mine.target is not None
    card.confirm(workspace, mine.photo.id, mine.target)
    again = card.take_in(workspace, [morning.folder, whole], worker)
    assert (again.new, again.known) == (0, 2)
    assert card.proposals(workspace) == ()


def test_a_photo_goes_back_into_the_tray(morning: Morning, worker: PhotoWorker) -> None:
    workspace = morning.workspace
    shot(morning.folder, "a.jpg", "10:04", 1)
    card.take_in(workspace, [morning.folder], worker)
    (mine,) = card.proposals(workspace)
    by_hand = next(each for each in card.targets(workspace) if each.finding_id == morning.puddle)
    card.confirm(workspace, mine.photo.id, by_hand)
    assert len(visits.sheet(workspace, morning.market).row("NM05").findings[0].photos) == 1
    photos.move(workspace, mine.photo.id, None)
    assert list(placed(workspace)) == ["a.jpg"]
    assert visits.sheet(workspace, morning.market).row("NM05").findings[0].photos == ()


def test_stopping_keeps_what_is_in(morning: Morning, worker: PhotoWorker) -> None:
    shot(morning.folder, "a.jpg", "10:04", 1)
    progress = Progress()
    card.take_in(morning.workspace, [morning.folder], worker, progress)
    shot(morning.folder, "b.jpg", "10:11", 2)
    progress.cancel()
    with pytest.raises(Cancelled):
        card.take_in(morning.workspace, [morning.folder], worker, progress)
    assert list(placed(morning.workspace)) == ["a.jpg"]
