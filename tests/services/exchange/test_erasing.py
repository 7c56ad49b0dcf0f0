"""A photo that must not be kept is gone everywhere, never comes back, and its place says by whom and why."""

from __future__ import annotations

import io
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.sheet import PhotoRow
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import documents, info, pictures, places, upkeep
from chuangjian_desktop.services.exchange import erasing
from chuangjian_desktop.services.fieldwork import card as card_
from chuangjian_desktop.services.fieldwork import findings, photos, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, open_workspace
from tests.helpers.colleagues import colleague, united
from tests.helpers.offices import opened, workspace_file

WHY = "拍到当事人正面，应本人要求删除"


@dataclass(frozen=True)
class Sent:
    """A team's file at rest with one photo, and the office's into which it was taken."""

    folder: Path
    office: Workspace
    team: Path
    photo: PhotoRow
    original: str


@pytest.fixture
def sent(tmp_path: Path) -> Generator[Sent]:
    source = workspace_file(tmp_path / "office.cjdb", "office")
    picture = tmp_path / "p.jpg"
    Image.effect_noise((640, 480), 90).convert("RGB").save(picture, "JPEG")
    with colleague(source, tmp_path, "第一组") as team, PhotoWorker() as worker:
        site = places.site_by_code(team, "ZG-001")
        assert site is not None
        visit = visits.visit_of(team, site.id)
        finding = findings.record(team, visit, "ZG07", FindingDraft("小广告"))
        ready, _ = photos.prepare(worker, [picture])
        photo = photos.attach(team, finding, ready[0], original=picture.read_bytes()).photo
        visits.finish(team, visit)
    with opened(tmp_path, "office") as office:
        united(office, tmp_path / "第一组.cjdb")
        yield Sent(tmp_path, office, tmp_path / "第一组.cjdb", photo, ready[0].original_sha256)
        assert upkeep.check(office) == []


def held(workspace: Workspace) -> int:
    with workspace.store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM blob WHERE bytes IS NOT NULL").scalar() or 0)


def bytes_in(path: Path, data: bytes) -> bool:
    """Whether the middle of some bytes lies anywhere in a file."""
    part = data[len(data) // 2 : len(data) // 2 + 64]
    return part in path.read_bytes()


def test_the_office_erases_all_three_and_the_bytes_are_nowhere(sent: Sent) -> None:
    data = sent.office.store.blob(sent.photo.blob)
    assert held(sent.office) == 3
    done = erasing.erase(sent.office, sent.photo.id, WHY)
    assert len(done.changes) == 3
    assert set(done.blobs) >= {sent.photo.blob, sent.photo.thumb, sent.original}
    assert not done.requested
    assert held(sent.office) == 0
    sent.office.store.close()
    assert not bytes_in(sent.office.path, data)


def test_it_never_comes_back_and_goes_wherever_it_arrives(sent: Sent) -> None:
    erasing.erase(sent.office, sent.photo.blob, WHY)
    united(sent.office, sent.team)  # which still holds the bytes
    assert held(sent.office) == 0
    upkeep.backup_to(sent.office, sent.folder / "copy.cjdb")
    with colleague(sent.folder / "copy.cjdb", sent.folder, "别的创建办", role="office") as third:
        assert held(third) == 0
    with colleague(sent.team, sent.folder, "第一组") as team:
        assert held(team) == 3
        united(team, sent.folder / "别的创建办.cjdb")
        assert held(team) == 0
        assert upkeep.check(team) == []
        found = pictures.erasure(team, sent.photo.thumb)
        assert found is not None
        assert (found.reason, found.role) == (WHY, "office")
    site = places.site_by_code(sent.office, "ZG-002")
    assert site is not None
    finding = findings.record(sent.office, visits.visit_of(sent.office, site.id), "ZG07", FindingDraft("小广告"))
    with PhotoWorker() as worker:
        ready, _ = photos.prepare(worker, [sent.folder / "p.jpg"])
    with pytest.raises(Refusal) as refused:
        photos.attach(sent.office, finding, ready[0])
    assert refused.value.code == "M26"


def test_a_photo_can_be_named_by_its_original_and_once_is_enough(sent: Sent) -> None:
    assert len(erasing.erase(sent.office, sent.original, WHY).changes) == 3
    before = info.digest(sent.office)
    again = erasing.erase(sent.office, sent.photo.id, WHY)
    assert again.changes == ()
    assert sent.photo.blob in again.blobs
    assert info.digest(sent.office) == before


def test_who_brought_it_may_erase_it_though_the_visit_is_finished(sent: Sent) -> None:
    with colleague(sent.team, sent.folder, "第一组", person="李强") as team:
        done = erasing.erase(team, sent.photo.id, WHY)
        assert len(done.blobs) == 3
        assert held(team) == 0
        found = pictures.erasure(team, sent.photo.blob)
        assert found is not None
        assert (found.by, found.role) == ("李强", "team")
    united(sent.office, sent.team)
    assert held(sent.office) == 0


def test_others_only_ask(sent: Sent) -> None:
    with colleague(sent.team, sent.folder, "第二组") as other:
        done = erasing.erase(other, sent.photo.id, WHY)
        assert (done.blobs, len(done.requested), held(other)) == ((), 3, 3)
        assert erasing.erase(other, sent.photo.id, WHY).changes == ()  # asked once
    united(sent.office, sent.folder / "第二组.cjdb")
    assert held(sent.office) == 3


def test_screens_and_documents_show_a_card_instead(sent: Sent, tmp_path: Path) -> None:
    erasing.erase(sent.office, sent.photo.id, WHY)
    for sha in (sent.photo.blob, sent.photo.thumb):
        shown = Image.open(io.BytesIO(pictures.picture(sent.office, sha)))
        assert shown.format == "JPEG"
        extremes = shown.convert("L").getextrema()
        assert isinstance(extremes[0], int)
        assert extremes[0] < 120  # something is written on it
    assert documents.export_ledger(sent.office, tmp_path / "台账.xlsx") == ()
    assert len(openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]._images) == 1  # noqa: SLF001


def test_it_leaves_the_backups_too_and_restoring_one_still_works(sent: Sent) -> None:
    made = upkeep.backup(sent.office)
    blobs = made.path.parent / "blobs"
    assert (blobs / sent.photo.blob).exists()
    erasing.erase(sent.office, sent.photo.id, WHY)
    assert not [each for each in blobs.iterdir() if not each.suffix]
    upkeep.restore(made.path, sent.folder / "old.cjdb")  # from before the erasing
    newer = upkeep.backup(sent.office)
    upkeep.restore(newer.path, sent.folder / "new.cjdb")
    for name in ("old", "new"):
        with closing(open_workspace(sent.folder / f"{name}.cjdb", Installation(sent.folder / name))) as restored:
            assert held(restored) == 0


def test_a_backup_made_after_a_merge_that_erased_is_cleaned(sent: Sent) -> None:
    made = upkeep.backup(sent.office)
    with colleague(sent.team, sent.folder, "第一组") as team:
        erasing.erase(team, sent.photo.id, WHY)
    united(sent.office, sent.team)
    newer = upkeep.backup(sent.office)
    assert not [each for each in (made.path.parent / "blobs").iterdir() if not each.suffix]
    upkeep.restore(newer.path, sent.folder / "new.cjdb")


def test_nothing_is_erased_without_a_reason_or_a_photo(sent: Sent) -> None:
    before = info.digest(sent.office)
    for photo, reason, code in (
        (sent.photo.id, "  ", "M27"),
        ("nothing", WHY, "M21"),
        ("0" * 64, WHY, "M21"),
        (sent.photo.id, "\x00", "M27"),
    ):
        with pytest.raises(Refusal) as refused:
            erasing.erase(sent.office, photo, reason)
        assert refused.value.code == code
    assert info.digest(sent.office) == before


def test_bytes_that_were_erased_before_they_ever_came_are_refused_and_stop_no_card(sent: Sent) -> None:
    """A card of two pictures, one of which the office erased: the other one is taken in."""
    erasing.erase(sent.office, sent.photo.id, WHY)
    upkeep.backup_to(sent.office, sent.folder / "copy.cjdb")
    card = sent.folder / "card"
    card.mkdir()
    (card / "1.jpg").write_bytes((sent.folder / "p.jpg").read_bytes())
    Image.effect_noise((300, 200), 50).convert("RGB").save(card / "2.jpg", "JPEG")
    with colleague(workspace_file(sent.folder / "new" / "office.cjdb", "office"), sent.folder, "新来的") as fresh:
        visits.visit_of(fresh, places.sites(fresh)[0].id)
        united(fresh, sent.folder / "copy.cjdb")
        with fresh.writing() as writer:
            writer.connection.exec_driver_sql("DELETE FROM blob")
            writer.remove("photo", sent.photo.id)
        with PhotoWorker() as worker:
            taken = card_.take_in(fresh, [card], worker)
        assert (taken.new, taken.known, [each.code for each in taken.warnings]) == (1, 0, ["M26"])
        assert sent.photo.blob in fresh.store.absent({sent.photo.blob})
