"""The demo city as whoever opens it finds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.local_time import local
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.rectification import STATES
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.doubting import photo_doubts
from chuangjian_desktop.services.demo import DemoFiles, make_demo
from chuangjian_desktop.services.demo.album import CAMERA
from chuangjian_desktop.services.demo.city import city
from chuangjian_desktop.services.demo.gazetteer import DISTRICTS, OFFICE, ORDER, ROUND
from chuangjian_desktop.services.demo.tour import tours
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.workspace import Workspace, now, open_workspace
from chuangjian_desktop.store.check import check
from chuangjian_desktop.store.queries import overview
from chuangjian_desktop.store.queries import visits as visit_queries

SITES, TEAMS = 14, 2


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, installation: Installation) -> DemoFiles:
    return make_demo(tmp_path_factory.mktemp("home") / "演示", installation, SITES, TEAMS)


@contextmanager
def opened(path: Path, installation: Installation) -> Generator[Workspace]:
    with closing(open_workspace(path, installation, writing=False)) as workspace:
        yield workspace


def counted(workspace: Workspace) -> dict[str, int]:
    with workspace.store.reading() as connection:
        return overview.counts(connection)


def test_every_file_is_there_and_whole(made: DemoFiles, installation: Installation) -> None:
    for path in (made.planned, *made.teams, made.office):
        with opened(path, installation) as workspace, workspace.store.reading() as connection:
            assert check(connection, Progress()) == []
    assert sorted(path.name for path in made.office.parent.iterdir()) == [
        "documents", "office-planned.cjdb", "office.cjdb", "returns", "tasks", "team-1.cjdb", "team-2.cjdb",
    ]  # fmt: skip


def test_the_plan_has_everything_but_visits(made: DemoFiles, installation: Installation) -> None:
    with opened(made.planned, installation) as workspace:
        counts = counted(workspace)
        assert (workspace.role, workspace.name) == ("office", OFFICE)
        assert (counts["site"], counts["visit"], counts["finding"], counts["blob"]) == (SITES, 0, 0, 0)
        assert places.current_round(workspace).name == ROUND
        assert [len(team.members) for team in places.teams(workspace)] == [4, 4]
        assert {area.name for area in places.areas(workspace) if area.depth == 0} == {d.name for d in DISTRICTS}
        assert all(site.unit and site.area.count("/") == 1 for site in places.sites(workspace))


def test_the_office_holds_what_all_teams_wrote(made: DemoFiles, installation: Installation) -> None:
    with opened(made.office, installation) as office:
        together = counted(office)
        offices = {site.id for site in places.sites(office)}
        head = office.facts["replica"]
    parts: Counter[str] = Counter()
    replicas, assigned = {head}, list[str]()
    for path in made.teams:
        with opened(path, installation) as team:
            parts.update({key: counted(team)[key] for key in ("visit", "answer", "finding", "photo")})
            assigned += [site.id for site in places.sites(team)]
            assert team.role == "team"
            replicas.add(team.facts["replica"])
    assert dict(parts) == {key: together[key] for key in parts}
    assert len(replicas) == 1 + TEAMS
    assert sorted(assigned) == sorted(offices)
    assert together["conflict"] == 0


def test_states_of_a_round_are_all_there(made: DemoFiles, installation: Installation) -> None:
    with opened(made.office, installation) as office:
        today = places.today(office)
        assert (today.total, today.done, today.begun) == (SITES, SITES - 4, 2)
        assert today.findings > SITES * 2
        assert today.photos > SITES
        assert {type_.type for type_ in places.sites(office)} == set(ORDER) <= set(office.catalogue.checklists)


def test_finished_visits_are_answered_named_and_likely(made: DemoFiles, installation: Installation) -> None:
    with opened(made.office, installation) as office:
        finished = [site for site in places.sites(office) if site.state == "finished"]
        for site in finished:
            sheet = visits.sheet(office, visits.visit_of(office, site.id))
            assert len(sheet.people) == 3
            assert sheet.rate is not None
            assert 55 < sheet.rate < 99
            assert not any(row.state == "unanswered" or row.contradiction for row in sheet.rows)
            assert all(finding.unit for row in sheet.rows for finding in row.findings)


def test_photos_tell_time_place_and_that_they_are_drawn(made: DemoFiles, installation: Installation) -> None:
    with opened(made.office, installation) as office:
        sites = {site.id: site for site in places.sites(office)}
        with office.store.reading() as connection:
            rounds = visit_queries.visits_of(connection, office.round_id)
            shot = [(v, p) for v in rounds for p in visit_queries.photos_of_visit(connection, v.id)]
        for visit, photo in shot:
            assert photo.camera == CAMERA
            assert visit.started <= photo.taken_at <= (visit.ended or "2027")
            assert abs((photo.latitude or 0) - (sites[visit.site_id].latitude or 0)) < 5000
            assert office.store.blob(photo.blob).startswith(b"\xff\xd8")


def test_notices_are_numbered_without_a_gap(made: DemoFiles, installation: Installation) -> None:
    with opened(made.office, installation) as office:
        numbers = sorted(notice.number for notice in notices.listed(office))
    year = numbers[0].split("〔")[1][:4]
    assert numbers == [f"云创建办交〔{year}〕1号", *(f"云创建办整〔{year}〕{n}号" for n in (1, 2, 3))]


def test_documents_lie_beside(made: DemoFiles) -> None:
    names = [path.relative_to(made.documents).as_posix() for path in made.documents.rglob("*") if path.is_file()]
    assert {"扣分汇总表.xlsx", "问题台账.xlsx"} < set(names)
    assert sum(name.startswith("评分表/") and name.endswith(".pdf") for name in names) == 6
    assert sum(name.startswith("评分表/") and name.endswith(".xlsx") for name in names) == 6
    assert sum("草稿" in name for name in names) == 2
    assert sum(name.endswith("号.pdf") for name in names) == 4


def test_what_is_there_is_not_written_over(made: DemoFiles, installation: Installation) -> None:
    before = made.office.read_bytes()
    with pytest.raises(Refusal) as caught:
        make_demo(made.office.parent, installation, SITES, TEAMS)
    assert caught.value.code == "M26"
    assert made.office.read_bytes() == before


def test_cancelling_leaves_nothing(tmp_path: Path, installation: Installation) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        make_demo(tmp_path / "city", installation, 4, 1, progress=progress)
    assert list(tmp_path.iterdir()) == []
    assert not list(installation.sessions.glob("*"))


def test_a_tiny_city_goes_into_a_folder_that_exists(tmp_path: Path, installation: Installation) -> None:
    (tmp_path / "other.txt").write_text("stays", encoding="utf-8")
    progress = Progress()
    files = make_demo(tmp_path, installation, 1, 1, progress=progress)
    with opened(files.office, installation) as office:
        assert places.today(office).done == 1
    assert {path.name for path in tmp_path.iterdir()} == {
        "other.txt", "documents", "office-planned.cjdb", "office.cjdb", "returns", "tasks", "team-1.cjdb",
    }  # fmt: skip
    assert 0 < progress.done <= progress.total


@pytest.mark.parametrize(("sites", "teams"), [(0, 1), (2001, 1), (5, 0), (5, 21)])
def test_numbers_out_of_range_are_refused(tmp_path: Path, installation: Installation, sites: int, teams: int) -> None:
    with pytest.raises(Refusal) as caught:
        make_demo(tmp_path / "city", installation, sites, teams)
    assert caught.value.code == "M27"
    assert not (tmp_path / "city").exists()


def test_the_same_seed_makes_the_same_city() -> None:
    assert city(80, 3, 7) == city(80, 3, 7)
    assert city(80, 3, 7) != city(80, 3, 8)
    assert tours(city(80, 3, 7).sites, 3, 7) == tours(city(80, 3, 7).sites, 3, 7)


def test_a_large_city_names_every_site_once() -> None:
    whole = city(2000, 20, 1)
    assert len({site.name for site in whole.sites}) == 2000
    assert len({site.code for site in whole.sites}) == 2000
    assert len({team.leader for team in whole.teams}) == 20
    assert sum(len(tour) for tour in tours(whole.sites, 20, 1)) == 1998


def test_names_hold_rare_characters() -> None:
    whole = city(80, 3, 20261116)
    names = "".join(site.name + site.street + site.unit for site in whole.sites)
    assert all(rare in names for rare in "埗垟硚")
    assert len(whole.units) > 35


def test_cases_are_in_every_state_and_some_accepted_ones_wait(made: DemoFiles, installation: Installation) -> None:
    with opened(made.office, installation) as office:
        rows = reading.cases(office).rows
        assert {row.state for row in rows} == set(STATES)
        told = {finding for each in notices.listed(office) for finding in each.findings}
        waiting = [row for row in rows if row.state == "reviewed"]
        assert waiting
        assert not told & {row.finding_id for row in waiting}
        assert any(reading.overdue(row, now()) for row in rows)
        for row in rows:
            begun = [at for step in reading.steps(office, row.finding_id) if (at := local(step.at)) is not None]
            found = local(row.line.found_at)
            assert found is not None
            assert begun == sorted(begun)
            assert all(at >= found for at in begun[:1]), row.number
        assert any(row.false_repair for row in rows)
        assert photo_doubts(office, [row for row in rows if row.state == "replied"])
        assert {row.objection.get("state") for row in rows} == {None, "open", "dismissed"}
