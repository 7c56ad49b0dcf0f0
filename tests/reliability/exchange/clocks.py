"""Two laptops with clocks that are right, far off, or go backwards: what is decided must not depend on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chuangjian_desktop.services import info, places, records
from chuangjian_desktop.services.fieldwork import findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.colleagues import colleague, united
from tests.helpers.offices import opened, workspace_file

RIGHT = datetime(2026, 11, 16, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CLOCKS: dict[str, tuple[datetime, timedelta]] = {
    "right": (RIGHT, MINUTE),
    "1970": (datetime(1970, 1, 1, 1, tzinfo=UTC), MINUTE),
    "2001": (datetime(2001, 1, 1, tzinfo=UTC), MINUTE),
    "2099": (datetime(2099, 12, 31, tzinfo=UTC), MINUTE),
    "an hour back each time": (RIGHT, -timedelta(hours=1)),
    "stopped": (RIGHT, timedelta()),
}
Decided = tuple[str, ...]


class Ticking:
    """A clock that starts somewhere and goes on by a step each time it is read."""

    def __init__(self, name: str) -> None:
        self.at, self.step = CLOCKS[name]

    def __call__(self) -> datetime:
        self.at += self.step
        return self.at


def decided(folder: Path, first: str, second: str) -> Iterator[Decided]:
    """What the office sees after two laptops with these clocks changed the same findings, for both orders of merging:
    notes, removals and conflicts, without anything that is a time or an id."""
    source, shared = _shared(folder)
    for name, clock in (("甲", first), ("乙", second)):
        with colleague(source, folder, name) as workspace:
            workspace.store.clock = Ticking(clock)
            _work(workspace, shared, name)
    for number, order in enumerate((("甲", "乙"), ("乙", "甲"))):
        home = folder / f"office-{number}"
        home.mkdir()
        (home / "office.cjdb").write_bytes(source.read_bytes())
        with opened(home, "office") as office:
            for name in order:
                united(office, folder / f"{name}.cjdb")
            yield _seen(office)


def _shared(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """An office's file with three findings that everybody has."""
    workspace_file(folder / "office.cjdb", "office")
    with opened(folder, "office") as office:
        site = places.site_by_code(office, "ZG-001")
        assert site is not None
        team = places.teams(office)[0].id
        visit = visits.visit_of(office, site.id, team_id=team)
        made = tuple(findings.record(office, visit, "ZG07", FindingDraft(f"共有{n}", count=n + 1)) for n in range(3))
    return folder / "office.cjdb", made


def _work(workspace: Workspace, shared: tuple[str, ...], name: str) -> None:
    """Both write the first one's note twice; one counts the second anew, the other removes it; each adds one."""
    for time in ("先", "后"):
        records.edit(workspace, "finding", shared[0], {"note": f"{name}{time}写"})
    if name == "甲":
        records.edit(workspace, "finding", shared[1], {"count": "7"})
        records.edit(workspace, "finding", shared[2], {"note": "只有甲写"})
    else:
        findings.remove(workspace, shared[1])
    site = places.site_by_code(workspace, "ZG-002")
    assert site is not None
    visit = visits.visit_of(workspace, site.id, team_id=places.teams(workspace)[1].id)
    findings.record(workspace, visit, "ZG05", FindingDraft(f"{name}所见"))


def _seen(office: Workspace) -> Decided:
    """Which of two contradicting values is shown until somebody decides goes by their ids, which differ each time."""
    lines = [json.loads(line) for line in info.dump(office)]
    disputes = {(each["record"], each["conflict"]): each["candidates"] for each in lines if "conflict" in each}
    found = [
        [name, *sorted(json.dumps(one["value"], ensure_ascii=False) for one in candidates)]
        for (_, name), candidates in disputes.items()
    ]
    for each in lines:
        if each.get("entity") == "finding" and "fields" in each:
            shown = {name: each["fields"].get(name) for name in ("text", "note", "count")}
            found.append([name if (each["record"], name) in disputes else f"{name}={shown[name]}" for name in shown])
    return tuple(sorted(json.dumps(each, ensure_ascii=False) for each in found))
