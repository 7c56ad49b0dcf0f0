"""A hand-in describes what it holds, also when somebody writes while it is written."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.exchange import handin, merging
from chuangjian_desktop.services.exchange.packing import one_view
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.offices import opened
from tests.helpers.returns import Round

ANYBODY = Choice(accept_unsigned=True, accept_office=True)


class Meanwhile(Progress):
    """Somebody writes as soon as the hand-in has counted a first visit."""

    def __init__(self, city: Round, workspace: Workspace) -> None:
        super().__init__()
        self._city, self._workspace, self._wrote = city, workspace, False

    def heed(self) -> None:
        super().heed()
        if not self._wrote:
            self._wrote = True
            elsewhere(self._city, self._workspace, "ZG-001")


def elsewhere(city: Round, workspace: Workspace, site: str = "NM-001") -> None:
    """A finding that another thread writes, as the screens do while a hand-in is read."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(city.find, workspace, "同时记下的", site).result()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with opened(tmp_path, "office") as workspace:
        yield workspace


def test_what_a_manifest_says_is_what_the_package_holds(office: Workspace, tmp_path: Path) -> None:
    city = Round(tmp_path, Installation(tmp_path / "data"))
    city.find(office, "东门入口")
    before = handin.state(office)
    handed = handin.hand_in(office, tmp_path / "交回.cjpkg", Meanwhile(city, office))
    assert handin.state(office).findings == 2
    told = handed.packages[0].manifest
    assert handed.state == before
    assert (told.counts["finding"], told.counts["visit"]) == (1, 1)
    with opened(tmp_path / "above", "office") as above:
        above.store.set_facts(office=office.office)
        above.facts = above.store.facts()
        report = merging.merge(above, [tmp_path / "交回.cjpkg"], ANYBODY)
        assert report.packages[0].refusal is None
        assert report.packages[0].new["finding"] == told.counts["finding"]
    assert handin.state(office).pending > before.pending


def test_a_view_of_a_moment_may_lie_in_another(office: Workspace, tmp_path: Path) -> None:
    city = Round(tmp_path, Installation(tmp_path / "data"))
    with one_view(office) as seen:
        assert handin.state(seen).findings == 0
        with one_view(seen) as again:
            assert handin.state(again).findings == 0
        elsewhere(city, office)
        assert handin.state(seen).findings == 0
    assert handin.state(office).findings == 1
