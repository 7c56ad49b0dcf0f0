"""Files on the table: wherever looking at them is stopped, each of them is there once."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.exchange import opening
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import open_workspace
from chuangjian_desktop.ui.exchange.taking.sources import Sources
from tests.helpers.returns import Round


class StopsAfter(Progress):
    """Is stopped once it was asked so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._left = times

    def heed(self) -> None:
        self._left -= 1
        if self._left < 0:
            self.cancel()
        super().heed()


def test_a_file_is_there_once_wherever_examining_it_was_stopped(tmp_path: Path) -> None:
    city = Round(tmp_path, Installation(tmp_path / "office-data"))
    one, other = city.brought("T1", "东门入口"), city.brought("T2", "西门路口")
    known = Choice(
        trust=frozenset(fingerprint(bytes.fromhex(opening.envelope(each).sender.key)) for each in (one, other))
    )
    stops, unseen = 0, 0
    with closing(open_workspace(city.office, city.installation)) as office:
        while True:
            with closing(Sources(office)) as sources:
                sources.examine([one], Choice(), Progress())
                sources.preview(None, Progress())
                try:
                    sources.examine([other], known, StopsAfter(stops))
                except Cancelled:
                    stops, unseen = stops + 1, unseen + (other in sources.unseen)
                else:
                    break
                sources.examine([other], known, Progress())
                report = sources.preview(None, Progress())
                assert [each.path for each in report.packages] == [one, other]
                assert [each.status for each in report.packages] == ["taken", "taken"]
                assert not sources.unseen
    assert stops > unseen > 0


@pytest.mark.parametrize("stop", [0])
def test_what_was_never_examined_is_not_unseen(tmp_path: Path, stop: int) -> None:
    city = Round(tmp_path, Installation(tmp_path / "office-data"))
    package = city.brought("T1", "东门入口")
    with closing(open_workspace(city.office, city.installation)) as office, closing(Sources(office)) as sources:
        with pytest.raises(Cancelled):
            sources.examine([package], Choice(), StopsAfter(stop))
        assert not sources.unseen
