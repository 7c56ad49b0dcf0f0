"""A begun visit goes on with the version that its round uses now."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.fieldwork import moving, undo, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import city, noted, visit_at
from tests.helpers.second_round import next_toilets


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def reopened(office: Workspace, code: str = "WC-002") -> str:
    visit = visit_at(office, code)
    visits.reopen(office, visit, "换用新表")
    return visit


def test_what_changes_is_told_before_and_undone_after(office: Workspace) -> None:
    noted(office, "WC-002", "WC08", FindingDraft("有蝇"))
    before = visits.sheet(office, visit := reopened(office))
    made = next_toilets(office)
    found = moving.preview(office, visit)
    assert [(each.code, each.change, each.findings, each.kept) for each in found.rows] == [
        ("WC02", "changed", 0, True), ("WC04", "changed", 0, True), ("WC05", "changed", 0, True),
        ("WC18", "new", 0, True), ("WC08", "dropped", 1, False),
    ]  # fmt: skip
    dearer = found.rows[0]
    assert dearer.points_after - dearer.points_before == 300
    assert found.left_behind == 1
    assert visits.sheet(office, visit) == before
    assert moving.move(office, visit) == found
    assert visits.version_of(office, visit).id == made
    after = visits.sheet(office, visit)
    assert str(after.rate)[:5] == str(found.rate_after)
    assert "WC08" not in {row.item.code for row in after.rows}
    assert undo.undo(office, visit)
    assert visits.sheet(office, visit) == before


def test_only_a_visit_with_another_version_moves_and_only_while_it_is_open(office: Workspace) -> None:
    visit = reopened(office)
    with pytest.raises(Refusal, match="M26"):
        moving.preview(office, visit)
    next_toilets(office)
    with pytest.raises(Refusal, match="M23"):
        moving.move(office, visit_at(office, "WC-001"))
    moving.move(office, visit)
    with pytest.raises(Refusal, match="M26"):
        moving.move(office, visit)
    with pytest.raises(Refusal, match="M21"):
        moving.preview(office, "unknown")
