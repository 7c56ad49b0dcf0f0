"""A team that looks again at cases of another team: they are neither its sites nor its score."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing as closed_file
from pathlib import Path

import pytest

from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.services import places, results
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.rechecking import Seen
from chuangjian_desktop.services.exchange import handin, handout
from chuangjian_desktop.services.exchange.merging import merge
from chuangjian_desktop.services.exchange.opening import create_from
from chuangjian_desktop.services.fieldwork import rechecks as evaluators
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.office.cases import rechecks
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import city, visit_at
from tests.helpers.rectifying import closed

OWN = ["WC-002", "ZG-002", "ZG-003"]


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    """Cases of the first team's visits are closed, and the second team looks again; it has sites of its own."""
    with city(tmp_path / "office") as made:
        closed(made, "WC-001-01")
        closed(made, "NM-001-01")
        handout.assign(made, "T2", OWN)
        rechecks.plan(made, "T2", count=2, seed=7, states=rechecks.SAMPLED)
        yield made


@pytest.fixture
def team(office: Workspace, tmp_path: Path) -> Generator[Workspace]:
    package = handout.hand_out(office, "T2", tmp_path / "任务.cjpkg").packages[0].path
    with closed_file(create_from(tmp_path / "二组.cjdb", package, Installation(tmp_path / "team"))) as made:
        yield made


def test_only_its_own_sites_count(team: Workspace) -> None:
    assert [each.code for each in places.sites(team)] == OWN
    assert {each.state for each in places.sites(team)} == {""}
    today = places.today(team)
    assert (today.total, today.done, today.begun, today.findings, today.answered) == (3, 0, 0, 0, 0)
    waiting = handin.state(team)
    assert [(each.kind, each.site_code) for each in waiting.missing] == [("unvisited", code) for code in OWN]
    assert (waiting.answered, waiting.expected) == (0, 0)
    assert [row.key for row in results.score(team, "visit").rows] == []
    assert reading.cases(team).rows == ()


def test_its_own_visit_of_such_a_site_is_none_of_the_other_team(office: Workspace, team: Workspace) -> None:
    site = places.site_by_code(team, "WC-001")
    assert site is not None
    begun = visits.visit_of(team, site.id)
    assert begun != visit_at(office, "WC-001")
    assert [each.code for each in places.sites(team)] == ["WC-001", *OWN]


def test_what_it_saw_comes_back(office: Workspace, team: Workspace, tmp_path: Path) -> None:
    waiting = evaluators.tasks(team)
    assert {each.case.line.site_code for each in waiting} == {"WC-001", "NM-001"}
    evaluators.record(team, waiting[0].task.id, Seen("passed"))
    before = results.score(office, "visit").rows
    handin.hand_in(team, tmp_path / "交回.cjpkg")
    assert not merge(office, [tmp_path / "交回.cjpkg"], Choice(accept_unsigned=True)).refused
    assert results.score(office, "visit").rows == before
    assert sorted(each.result for each in rechecks.tasks(office)) == ["", "passed"]
