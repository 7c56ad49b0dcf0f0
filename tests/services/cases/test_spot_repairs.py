"""What was put right on the spot: closed with its visit, and drawn for another look like any other."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import select

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.casework.rechecking import Seen, recheck
from chuangjian_desktop.services.fieldwork import findings, photos, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.cases import rechecks
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store import tables
from tests.helpers.city import city, visit_at
from tests.helpers.rectifying import photo, row


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def repaired(office: Workspace) -> tuple[str, str]:
    """A problem put right on the spot, and its visit, which goes on."""
    visit = visit_at(office, "WC-001")
    visits.reopen(office, visit, "补记")
    made = findings.record(office, visit, "WC04", FindingDraft("洗手台漏水", solved=True))
    photos.attach(office, made, photo(1))
    photos.attach(office, made, photo(2), stage="after")
    return made, visit


def test_it_is_closed_at_the_end_of_its_visit(office: Workspace) -> None:
    made, visit = repaired(office)
    assert row(office, made).closed_at == ""
    visits.finish(office, visit)
    with office.store.reading() as connection:
        ended = connection.execute(select(tables.visit.c.ended).where(tables.visit.c.id == visit)).scalar()
    found = row(office, made)
    assert ended
    assert (found.kept, found.closed_at, found.closed_how) == (False, ended, "spot")


def test_it_can_be_drawn_once_its_visit_is_finished_and_not_twice(office: Workspace) -> None:
    made, visit = repaired(office)
    with pytest.raises(Refusal, match="M26"):
        rechecks.plan(office, "T1")
    visits.finish(office, visit)
    ended = row(office, made).closed_at
    drawn = rechecks.plan(office, "T1", count=9, seed=1)
    assert (drawn.population, [task.finding_id for task in drawn.tasks]) == (1, [made])
    kept = row(office, made)
    assert (kept.kept, kept.closed_at, kept.closed_how) == (True, ended, "spot")
    with pytest.raises(Refusal, match="M26"):
        rechecks.plan(office, "T1")


def test_another_look_leaves_when_it_was_closed(office: Workspace) -> None:
    made, visit = repaired(office)
    visits.finish(office, visit)
    ended = row(office, made).closed_at
    recheck(office, [made], Seen("passed"))
    assert (row(office, made).state, row(office, made).closed_at) == ("closed", ended)
    recheck(office, [made], Seen("failed", "又漏水了"))
    assert (row(office, made).state, row(office, made).closed_at) == ("assigned", "")
