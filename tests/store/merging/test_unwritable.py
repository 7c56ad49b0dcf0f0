"""A workspace that cannot be written ends the whole call; no source is blamed for it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.store.merging.examining import Examination
from chuangjian_desktop.store.store import Store
from tests.helpers.command import Command
from tests.helpers.offices import workspace_file
from tests.outputs.xlsx.documents import jpeg


@pytest.fixture
def package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    file, out, picture = tmp_path / "team.cjdb", tmp_path / "office.cjdb.cjpkg", tmp_path / "p.jpg"
    workspace_file(file, "office")
    picture.write_bytes(jpeg(1, (1600, 1200)))
    call = Command(tmp_path / "data", capsys)
    call.done("add", file, "--site", "ZG-001", "--item", "ZG03", "--photo", picture)
    call.done("handin", file, "--out", out)
    return out


@pytest.fixture
def office(tmp_path: Path) -> Generator[Store]:
    with closing(Store.open(workspace_file(tmp_path / "office.cjdb", "office"), now)) as store:
        yield store


def test_no_room_in_the_workspace_ends_the_call(office: Store, package: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    choice = Choice(accept_unsigned=True, accept_office=True)
    with office.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with (
        Examination(office, scratch, "", choice, Progress()) as examination,
        pytest.raises(Refusal) as caught,
    ):
        examination.examine([package], carry=True)
    assert (caught.value.code, caught.value.details["file"]) == ("M06", "office.cjdb")
    assert examination.examined == []
    with office.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    again = tmp_path / "again"
    again.mkdir()
    with Examination(office, again, "", choice, Progress()) as examination:
        assert [each.refusal for each in examination.examine([package], carry=True)] == [None]
