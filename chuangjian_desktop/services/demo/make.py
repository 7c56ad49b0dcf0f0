"""Making the demo city: the planned workspace, the teams' files, the office's file with all taken in, documents."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.files import as_refusal
from chuangjian_desktop.services import registry
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseFilter
from chuangjian_desktop.services.demo.album import Album
from chuangjian_desktop.services.demo.bureau import enter_what_is_beside
from chuangjian_desktop.services.demo.city import City, city
from chuangjian_desktop.services.demo.following import follow_cases
from chuangjian_desktop.services.demo.gazetteer import OFFICE, ROUND
from chuangjian_desktop.services.demo.papers import STEPS, issue_papers, settle_documents, write_papers
from chuangjian_desktop.services.demo.tour import Stop, tours
from chuangjian_desktop.services.demo.walking import Walk
from chuangjian_desktop.services.exchange.handin import hand_in
from chuangjian_desktop.services.exchange.handout import assign, hand_out
from chuangjian_desktop.services.exchange.merging import merge
from chuangjian_desktop.services.exchange.opening import create_from
from chuangjian_desktop.services.fieldwork.submitting import submit
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, act_as, create, now, open_workspace
from chuangjian_desktop.store.store import Store

SEED = 20261116
MOST_SITES, MOST_TEAMS = 2000, 20
_CLERK = "欧阳晴"


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Where everything lies: the plan, the folder of task packages, each team's file, the folder of what they brought
    back, the office's file with all taken in, the documents' folder."""

    planned: Path
    tasks: Path
    teams: tuple[Path, ...]
    returns: Path
    office: Path
    documents: Path

    @classmethod
    def within(cls, folder: Path, teams: int) -> DemoFiles:
        """The names they have in a folder."""
        named = tuple(folder / f"team-{number}.cjdb" for number in range(1, teams + 1))
        planned, office = folder / "office-planned.cjdb", folder / "office.cjdb"
        return cls(planned, folder / "tasks", named, folder / "returns", office, folder / "documents")

    def all(self) -> tuple[Path, ...]:
        """Every name."""
        return (self.planned, self.tasks, *self.teams, self.returns, self.office, self.documents)

    def returned(self) -> tuple[Path, ...]:
        """The packages that the teams brought back."""
        return tuple(self.returns / f"{team.stem}.cjpkg" for team in self.teams)


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
    """A round as it goes: planned, handed out, walked, handed in, taken in, put on paper."""
    routes = tours(job.city.sites, len(files.teams), job.seed)
    with closing(create(files.planned, "office", OFFICE, job.installation, ROUND)) as planned:
        _plan(planned, job.city, routes)
        for folder in (files.tasks, files.returns):
            folder.mkdir()
        for file, team in zip(files.teams, job.city.teams, strict=True):
            hand_out(planned, team.code, files.tasks / f"{file.stem}.cjpkg")
    album = Album(job.seed)
    for file, back, team, stops in zip(files.teams, files.returned(), job.city.teams, routes, strict=True):
        with closing(create_from(file, files.tasks / f"{file.stem}.cjpkg", job.installation)) as workspace:
            Walk(workspace, team, album, job.seed).go(stops, job.progress)
            _hand_up(workspace)
            hand_in(workspace, back, confirmed_by=team.leader)
        job.progress.step(team.name)
    with closing(_office_file(job, files)) as office:
        _gather(job, office, files)
        issue_papers(office, files.documents, job.progress)
        follow_cases(office, album, job.seed)
        enter_what_is_beside(office, job.seed)
        write_papers(office, files.documents, job.progress)


def _hand_up(team: Workspace) -> None:
    """One problem of a visit that is not finished cannot wait."""
    drafts = reading.cases(team, CaseFilter(states=("draft",)), limit=1).rows
    submit(team, [row.finding_id for row in drafts], "情况紧急，先行上报")


def _plan(workspace: Workspace, planned: City, routes: Sequence[Sequence[Stop]]) -> None:
    act_as(workspace, _CLERK)
    settle_documents(workspace)
    registry.add_units(workspace, planned.units)
    registry.add_teams(workspace, planned.teams)
    registry.add_sites(workspace, planned.sites)
    assigned = [[stop.site_code for stop in stops] for stops in routes]
    reached = {code for codes in assigned for code in codes}
    waiting = [site.code for site in planned.sites if site.code not in reached]
    for number, (team, codes) in enumerate(zip(planned.teams, assigned, strict=True)):
        assign(workspace, team.code, codes + waiting[number :: len(assigned)])


def _office_file(job: _Job, files: DemoFiles) -> Workspace:
    """The plan, in the hands of another replica: two files never share one."""
    shutil.copy(files.planned, files.office)
    with closing(Store.open(files.office, now)) as store:
        store.set_facts(replica=fresh(), head="")
    workspace = open_workspace(files.office, job.installation)
    act_as(workspace, _CLERK)
    return workspace


def _gather(job: _Job, office: Workspace, files: DemoFiles) -> None:
    report = merge(office, files.returned())
    for each in report.packages:
        if each.refusal is not None:
            raise each.refusal
        job.progress.step(each.file)
