"""Re-scoring a round under another profile (what-if), at every level and in all campaigns.

    python benchmarks/whatif.py [sites] [answers] [times]

1,200 sites of seven kinds are measured once, each by a long sheet, until there are 50,000 answers; one in nine has a
problem, one in thirty does not apply. The reference is a plain loop that adds up the same (answer, campaign) pairs.
The first call, which reads the round and sums what no profile touches, is told apart: the results screen makes it. At
the end, how late a thread wakes while what-if runs in another one, as beside the window.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measuring import alternating, median, milliseconds, peak_mib
from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.identity import fresh, named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.scoring import LEAGUE, ScoringProfile, campaigns_of
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.services import workspace as workspaces
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.office.rounds.whatif import what_if
from chuangjian_desktop.services.results.scored import scored_visits
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.shipping import item_fields
from chuangjian_desktop.store.writer import Writer

TYPES = ("ZG", "CG", "SY", "NM", "XQ", "LX", "GD")
DISTRICTS = ("东湖区", "西山区", "南城区", "北岭区", "高新区")
PROFILES = (
    ScoringProfile(na="full", solved_percent=50),
    ScoringProfile(na="zero", recurrence="each", missing_type="mean", city="mean"),
    ScoringProfile(solved_percent=0, weights={"ZG": 3, "NM": 2}, ties=("vetoes", "findings"), city="sites"),
    LEAGUE,
    ScoringProfile(finder={"city": 80}, repeated="points"),
)


def made(folder: Path, sites: int, answers: int) -> Path:
    """The workspace, written through the journal once and kept."""
    kept = Path(tempfile.gettempdir()) / "chuangjian-benchmarks" / f"whatif-{sites}-{answers}.cjdb"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        path = folder / kept.name
        workspace = workspaces.create(path, "office", "市创建办", Installation(folder))
        try:
            _fill(workspace, sites, answers)
        finally:
            workspace.close()
        path.replace(kept)
    return kept


def _fill(workspace: Workspace, sites: int, answers: int) -> None:
    rng = random.Random(20261122)
    office = workspace.office
    lists = {code: _long_sheet(workspace, code, -(-answers // sites)) for code in TYPES}
    with workspace.store.writing() as writer:
        for district in DISTRICTS:
            for path in (district, *(f"{district}/{street}街道" for street in range(1, 7))):
                parent = ref("office.area", named("office.area", office, district)) if "/" in path else None
                fields: dict[str, Value] = {"name": path.split("/")[-1], "path": path, "parent": parent}
                writer.put("office.area", named("office.area", office, path), fields)
        codes = [_site(writer, office, number) for number in range(sites)]
    for start in range(0, sites, 100):
        with workspace.store.writing() as writer:
            for code in codes[start : start + 100]:
                _visit(workspace, writer, (code, lists[code[:2]]), rng)


Sheet = tuple[str, list[tuple[Item, str]]]


def _long_sheet(workspace: Workspace, code: str, length: int) -> Sheet:
    """A newer version of a type's checklist, as long as three: its own items, then those of the other types."""
    others = [one for other, one in sorted(workspace.catalogue.checklists.items()) if other in TYPES and other != code]
    items = [*workspace.catalogue.checklists[code].items, *(item for one in others for item in one.items)][:length]
    home, found = fresh(), list[tuple[Item, str]]()
    with workspace.store.writing() as writer:
        head = {"code": code, "title": code, "version": "2027", "date": "2027-01-01", "state": "published"}
        writer.put("office.checklist", home, {**head, "synonyms": []})
        for place, item in enumerate(items, 1):
            own = replace(item, order=place)
            found.append((own, fresh()))
            writer.put("office.item", found[-1][1], {"checklist": ref("office.checklist", home), **item_fields(own)})
    return home, found


def _site(writer: Writer, office: str, number: int) -> str:
    code = f"{TYPES[number % len(TYPES)]}-{number:04d}"
    path = f"{DISTRICTS[number % 5]}/{number % 6 + 1}街道"
    fields: dict[str, Value] = {
        "code": code,
        "name": f"点位{number}",
        "type": code[:2],
        "area": ref("office.area", named("office.area", office, path)),
    }
    writer.put("office.site", named("office.site", office, code), fields)
    return code


def _visit(workspace: Workspace, writer: Writer, at: tuple[str, Sheet], rng: random.Random) -> None:
    code, (home, items) = at
    visit = named("visit", workspace.round_id, code, 1)
    fields: dict[str, Value] = {
        "round": ref("office.round", workspace.round_id),
        "site": ref("office.site", named("office.site", workspace.office, code)),
        "pass_no": 1,
        "state": "finished",
        "checklist": ref("office.checklist", home),
    }
    writer.put("visit", visit, fields)
    for item, identity in items:
        _record(writer, visit, (item, identity), rng)


def _record(writer: Writer, visit: str, on: tuple[Item, str], rng: random.Random) -> None:
    item, identity = on
    about: dict[str, Value] = {"visit": ref("visit", visit), "item": ref("office.item", identity)}
    chance = rng.random()
    state = "na" if chance < 0.033 and item.na_allowed else "conforming"
    if chance > 0.89:
        phrase = rng.choice(item.phrases) if item.phrases else None
        found: dict[str, Value] = {**about, "text": phrase.text if phrase else "问题", "number": 1}
        found |= {"problem": phrase.problem if phrase else "", "place": rng.choice(("", "东门", "西门", "18号门前"))}
        writer.put("finding", fresh(), {**found, "count": rng.randint(1, 4), "solved": rng.random() < 0.2})
        state = "unanswered"
    writer.put("answer", named("answer", visit, identity), {**about, "state": state, "reason": ""})


Pair = tuple[str, int, int]


def pairs_of(workspace: Workspace) -> list[Pair]:
    """Every answer with each campaign that its item serves: what it could earn there, and earned."""
    return [
        (campaign, item.possible, item.earned)
        for visit in scored_visits(workspace)
        for item in visit.score.items
        for campaign in campaigns_of(item.item)
    ]


def plainly(pairs: list[Pair]) -> dict[str, list[int]]:
    """The loop that everything is measured against."""
    sums: dict[str, list[int]] = {}
    for campaign, possible, earned in pairs:
        if campaign not in sums:
            sums[campaign] = [0, 0]
        row = sums[campaign]
        row[0] += possible
        row[1] += earned
    return sums


def latest_wake(work: Callable[[], object]) -> float:
    """How much later than 5 ms a thread wakes at the worst while the work runs in another one, as the window's does."""
    worker = threading.Thread(target=work)
    worker.start()
    late = 0.0
    while worker.is_alive():
        began = time.perf_counter()
        time.sleep(0.005)
        late = max(late, (time.perf_counter() - began) * 1000 - 5)
    worker.join()
    return late


def main() -> None:
    sites, answers, times = (int(x) for x in (*sys.argv[1:4], *("1200", "50000", "9")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory(prefix="chuangjian-whatif-") as name:
        kept = made(Path(name), sites, answers)
        path = Path(name) / "office.cjdb"
        path.write_bytes(kept.read_bytes())
        workspace = workspaces.open_workspace(path, Installation(Path(name) / "data"))
        try:
            first = milliseconds(lambda: what_if(workspace, PROFILES[0]))
            pairs = pairs_of(workspace)
            for profile in PROFILES:
                mine, floor = alternating(lambda p=profile: what_if(workspace, p), lambda: plainly(pairs), times)
                figures = {"profile": PROFILES.index(profile) + 1, "ours_ms": median(mine), "bare_ms": median(floor)}
                ratio = round(median(mine) / median(floor), 2)
                print(json.dumps({"measured": "whatif", "pairs": len(pairs), **figures, "ratio": ratio}))
            late = latest_wake(lambda: [what_if(workspace, profile) for profile in PROFILES * 3])
            told = {"first_ms": round(first), "latest_wake_ms": round(late, 1), "peak_mib": peak_mib()}
            print(json.dumps({"measured": "whatif", **told}))
        finally:
            workspace.close()


if __name__ == "__main__":
    main()
