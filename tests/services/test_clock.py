"""A computer whose clock is wrong: the person is told once at each opening, and nothing is decided by it (A6)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.services.workspace import open_workspace
from chuangjian_desktop.store.store import Store
from tests.helpers.offices import opened, workspace_file

AHEAD = datetime(2099, 5, 6, 7, 8, tzinfo=UTC)


def write_at(path: Path, when: datetime) -> None:
    """A unit's record written by this file's replica while the clock said so."""
    store = Store.open(path, lambda: when)
    with store.writing() as writer:
        writer.put("office.unit", fresh(), {"name": f"单位{when:%Y}"})
    store.close()


def test_a_clock_before_the_last_record_is_told_at_each_opening_once(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        assert not workspace.warnings
    write_at(tmp_path / "team.cjdb", AHEAD)
    for _ in range(2):
        with opened(tmp_path) as workspace:
            assert [each.code for each in workspace.warnings] == ["M10"]
            assert "2099-05-06" in sentence("M10", workspace.warnings[0].details)
    with opened(tmp_path) as workspace, workspace.writing() as writer:
        writer.put("office.unit", fresh(), {"name": "又一个"})
    with opened(tmp_path) as workspace:
        assert not workspace.warnings


def test_a_clock_that_was_behind_is_no_news(tmp_path: Path) -> None:
    path = workspace_file(tmp_path / "team.cjdb")
    for year in (1970, 2001):
        write_at(path, datetime(year, 1, 1, tzinfo=UTC))
    with opened(tmp_path) as workspace:
        assert not workspace.warnings


def test_whoever_only_looks_is_not_told(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        installation = workspace.installation
    write_at(tmp_path / "team.cjdb", AHEAD)
    looking = open_workspace(tmp_path / "team.cjdb", installation, writing=False)
    assert not looking.warnings
    looking.close()
