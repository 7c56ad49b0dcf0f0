"""A workspace that already holds 100,000 findings, written through the journal like any other; made once, then kept.

    python benchmarks/big_file.py [findings]

Ten rounds (or as many as asked for) over the same 500 sites; in each visit nine items fail, three conform, the last
four are open. The file is kept in the system's temporary folder; benchmarks work on a copy, as a team or as an office
(its journal mode differs).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.identity import fresh, named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.standard import Checklist
from chuangjian_desktop.services import workspace as workspaces
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.store import Store
from chuangjian_desktop.store.writer import Writer

FINDINGS = 100_000
ROUNDS = 10
SITES = 500
TYPE = "ZG"
FAILING, OPEN = 9, 4
DISTRICTS = ("东湖区", "西山区", "南城区", "北岭区", "高新区")


@dataclass(frozen=True, slots=True)
class Office:
    """Ids of what all rounds share."""

    sites: tuple[str, ...]
    units: tuple[str, ...]
    items: tuple[str, ...]


@contextmanager
def big_file(findings: int = FINDINGS, role: str = "office", rounds: int = ROUNDS) -> Generator[Path]:
    """A copy of the big file in a folder of its own, gone afterwards."""
    name = f"{findings}.cjdb" if rounds == ROUNDS else f"{findings}-in-{rounds}.cjdb"
    kept = Path(tempfile.gettempdir()) / "chuangjian-benchmarks" / name
    if not kept.exists():
        _make(kept, findings, rounds)
    with tempfile.TemporaryDirectory(prefix="chuangjian-big-") as name:
        path = Path(name) / kept.name
        shutil.copyfile(kept, path)
        store = Store.open(path, workspaces.now)
        store.set_facts(role=role)
        store.close()
        yield path


def _make(kept: Path, findings: int, rounds: int) -> None:
    began = time.perf_counter()
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as name:
        path = Path(name) / kept.name
        workspace = workspaces.create(path, "office", "市创建办", Installation(Path(name)))
        try:
            _fill(workspace, findings, rounds)
        finally:
            workspace.close()
        path.replace(kept)
    print(f"# {kept.name}: {kept.stat().st_size >> 20} MiB in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def _fill(workspace: Workspace, findings: int, rounds: int) -> None:
    catalogue = workspace.catalogue
    checklist = catalogue.checklists[TYPE]
    items = tuple(catalogue.item_ids[item.code] for item in checklist.items)
    with workspace.store.writing() as writer:
        units = tuple(_units(writer, workspace.office))
        office = Office(tuple(_sites(writer, workspace.office, units)), units, items)
    per_visit = -(-findings // (rounds * SITES))
    for number in range(1, rounds + 1):
        with workspace.store.writing() as writer:
            home = workspace.round_id
            if number > 1:
                home = workspaces.add_round(writer, workspace.office, f"R{number}", f"第{number}轮模拟测评")
            for place, site in enumerate(office.sites):
                _visit(writer, office, checklist, (home, site, place), per_visit)


def _units(writer: Writer, office: str) -> Iterator[str]:
    for district in DISTRICTS:
        area = named("office.area", office, district)
        writer.put("office.area", area, {"name": district, "path": district, "parent": None})
        for role in ("城管", "环卫", "市监", "街道"):
            unit = named("office.unit", office, district + role)
            fields = {"name": f"{district}{role}单位", "short": "", "roles": [role], "area": ref("office.area", area)}
            writer.put("office.unit", unit, fields)
            yield unit


def _sites(writer: Writer, office: str, units: tuple[str, ...]) -> Iterator[str]:
    for place in range(SITES):
        code = f"{TYPE}-{place + 1:03d}"
        site = named("office.site", office, code)
        district = place % len(DISTRICTS)
        fields: dict[str, Value] = {
            "code": code,
            "name": f"解放路{place + 1}段",
            "initials": f"jfl{place + 1}d",
            "type": TYPE,
            "area": ref("office.area", named("office.area", office, DISTRICTS[district])),
            "unit": ref("office.unit", units[district * 4 + 3]),
        }
        writer.put("office.site", site, fields)
        yield site


def _visit(writer: Writer, office: Office, checklist: Checklist, home: tuple[str, str, int], per_visit: int) -> None:
    round_id, site, place = home
    visit = named("visit", round_id, site, "", 1)
    fields: dict[str, Value] = {
        "round": ref("office.round", round_id),
        "site": ref("office.site", site),
        "pass_no": 1,
        "state": "open",
        "started": {"min": writer.now},
        "people": {"union": []},
    }
    writer.put("visit", visit, fields)
    for item in office.items[FAILING:-OPEN]:
        told = {"visit": ref("visit", visit), "item": ref("office.item", item), "state": "conforming", "reason": ""}
        writer.put("answer", named("answer", visit, item), told)
    for number in range(per_visit):
        finding = _finding(writer, office, checklist, (visit, place, number, number % FAILING))
        writer.put("finding", fresh(), finding)


def _finding(
    writer: Writer, office: Office, checklist: Checklist, where: tuple[str, int, int, int]
) -> dict[str, Value]:
    visit, place, number, item = where
    phrases = checklist.items[item].phrases
    phrase = phrases[(place + number) % len(phrases)] if phrases else None
    return {
        "visit": ref("visit", visit),
        "item": ref("office.item", office.items[item]),
        "text": phrase.text if phrase else f"问题{place % 7}",
        "problem": phrase.problem if phrase else "",
        "number": number + 1,
        "count": 1 + number % 3,
        "points": None,
        "place": f"{place + 1}号门前",
        "note": "",
        "unit": ref("office.unit", office.units[(place % len(DISTRICTS)) * 4 + number % 4]),
        "assists": [],
        "severity": "normal",
        "deadline": "",
        "found_at": writer.now,
        "solved": False,
    }


def main() -> None:
    findings = int(sys.argv[1]) if len(sys.argv) > 1 else FINDINGS
    with big_file(findings) as path:
        print(path.stat().st_size)


if __name__ == "__main__":
    main()
