"""Making the demo city: the planned workspace, the teams' files, the office's file with all taken in, documents."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.tables import TeamTableRow
from chuangjian_desktop.outputs.files import as_refusal
from chuangjian_desktop.services import registry
from chuangjian_desktop.services.demo.album import Album
from chuangjian_desktop.services.demo.city import City, city
from chuangjian_desktop.services.demo.gazetteer import OFFICE, ROUND
from chuangjian_desktop.services.demo.papers import STEPS, settle_documents, write_papers
from chuangjian_desktop.services.demo.tour import tours
from chuangjian_desktop.services.demo.walking import Walk
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, act_as, create, now, open_workspace
from chuangjian_desktop.store.store import Store
from chuangjian_desktop.store.union import take_in

SEED = 20261116
MOST_SITES, MOST_TEAMS = 2000, 20
_CLERK = "欧阳晴"


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Where everything lies: the plan, each team's file, the office's file with all taken in, the documents' folder."""

    planned: Path
    teams: tuple[Path, ...]
    office: Path
    documents: Path

    @classmethod
    def within(cls, folder: Path, teams: int) -> DemoFiles:
        """The names they have in a folder."""
        named = tuple(folder / f"team-{number}.cjdb" for number in range(1, teams + 1))
        return cls(folder / "office-planned.cjdb", named, folder / "office.cjdb", folder / "documents")

    def all(self) -> tuple[Path, ...]:
        """Every name."""
        return (self.planned, *self.teams, self.office, self.documents)


@dataclass(frozen=True, slots=True)
class _Job:
    """What is made, for whom, and who is told."""

    city: City
    installation: Installation
    seed: int
    progress: Progress


def make_demo(
    folder: Path,
    installation: Installation,
    sites: int = 80,
    teams: int = 3,
    seed: int = SEED,
    *,
    progress: Progress | None = None,
) -> DemoFiles:
    """A whole round of a demo city in `folder`, the same for the same seed but for ids and times of writing.

    Everything is made beside and moved there at the end; cancelling, or any failure, leaves nothing. `Refusal` M26
    when one of the files is there already, M27 for numbers out of range.
    """
    if not 1 <= sites <= MOST_SITES:
        raise Refusal("M27", field="sites", value=sites)
    if not 1 <= teams <= MOST_TEAMS:
        raise Refusal("M27", field="teams", value=teams)
    job = _Job(city(sites, teams, seed), installation, seed, progress or Progress())
    job.progress.expect(sites + 2 * teams + STEPS)
    wanted = DemoFiles.within(folder, teams)
    with _made_beside(folder, wanted) as building:
        _build(job, DemoFiles.within(building, teams))
    return wanted


@contextmanager
def _made_beside(folder: Path, wanted: DemoFiles) -> Generator[Path]:
    """A new folder beside; when the block ends well, its files are moved to their place."""
    taken = folder if folder.is_file() else next((path for path in wanted.all() if path.exists()), None)
    if taken is not None:
        raise Refusal("M26", what=taken.name, reason="exists")
    building = folder.parent / f".{folder.name}.{token_hex(6)}.part"
    try:
        building.mkdir(parents=True)
        yield building
        if folder.exists():
            for path in sorted(building.iterdir()):
                path.rename(folder / path.name)
        else:
            building.rename(folder)
    except OSError as error:
        raise as_refusal(error, folder) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _build(job: _Job, files: DemoFiles) -> None:
    with closing(create(files.planned, "office", OFFICE, job.installation, ROUND)) as planned:
        _plan(planned, job.city)
    album = Album(job.seed)
    for file, team, stops in zip(
        files.teams, job.city.teams, tours(job.city.sites, len(files.teams), job.seed), strict=True
    ):
        with closing(_team_file(job, files.planned, file, team)) as workspace:
            Walk(workspace, team, album, job.seed).go(stops, job.progress)
        job.progress.step(team.name)
    with closing(_office_file(job, files)) as office:
        _gather(job, office, files)
        write_papers(office, files.documents, job.progress)


def _plan(workspace: Workspace, planned: City) -> None:
    act_as(workspace, _CLERK)
    settle_documents(workspace)
    registry.add_units(workspace, planned.units)
    registry.add_teams(workspace, planned.teams)
    registry.add_sites(workspace, planned.sites)


def _team_file(job: _Job, planned: Path, file: Path, team: TeamTableRow) -> Workspace:
    """The planned round as a team gets it."""
    return _copied(job, planned, file, {"role": "team", "name": team.name, "team": team.code})


def _office_file(job: _Job, files: DemoFiles) -> Workspace:
    workspace = _copied(job, files.planned, files.office, {})
    act_as(workspace, _CLERK)
    return workspace


def _copied(job: _Job, planned: Path, file: Path, facts: dict[str, str]) -> Workspace:
    """A copy that writes under a replica of its own: two files never share one."""
    shutil.copy(planned, file)
    with closing(Store.open(file, now)) as store:
        store.set_facts(**facts, replica=fresh(), head="")
    return open_workspace(file, job.installation)


def _gather(job: _Job, office: Workspace, files: DemoFiles) -> None:
    for file in files.teams:
        with closing(Store.open(file, now)) as team:
            office.tell(take_in(office.store, team).written)
        job.progress.step(file.name)
