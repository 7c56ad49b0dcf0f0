"""Recording one finding in a file that holds 100,000, beside a bare one-row commit under the same pragmas.

    python benchmarks/recording.py [times] [findings]

Both sides use the same SQLite library and take turns; each role has its own journal mode (a team DELETE/EXTRA, an
office WAL/FULL). `service` is `findings.record`, `walk` what Enter does in the walk. Aim: at most 3 times.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pysqlite3
from big_file import FINDINGS, TYPE, big_file
from measuring import alternating, median, p95, tell

from chuangjian_desktop.services.fieldwork import findings, photos, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, open_workspace
from chuangjian_desktop.store.engine import PAGE_SIZE

ROW_BYTES = 750
WARM = 20


def bare(path: Path, role: str) -> Any:  # noqa: ANN401 - the driver has no types
    """A connection under the pragmas that the program's writer sets."""
    connection = pysqlite3.connect(str(path), isolation_level=None)
    mode, synchronous = ("WAL", "FULL") if role == "office" else ("DELETE", "EXTRA")
    for pragma in (f"page_size={PAGE_SIZE}", f"journal_mode={mode}", f"synchronous={synchronous}", "mmap_size=0"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE one (id BLOB PRIMARY KEY, body TEXT NOT NULL)")
    return connection


def commit_one(connection: Any) -> None:  # noqa: ANN401
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO one VALUES (?, ?)", (os.urandom(32), "x" * ROW_BYTES))
    connection.execute("COMMIT")


def measure(role: str, times: int, holding: int) -> None:
    """One role: both ways to record, in visits of the file's last round."""
    with big_file(holding, role) as path, tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(path, Installation(Path(folder)))
        connection = bare(path.with_name("bare.db"), role)
        try:
            _run(workspace, connection, role, times)
        finally:
            connection.close()
            workspace.close()


def _run(workspace: Workspace, connection: Any, role: str, times: int) -> None:  # noqa: ANN401
    from chuangjian_desktop.services import places

    listed = [site.id for site in places.sites(workspace)][:50]
    open_visits = [visits.visit_of(workspace, site) for site in listed]
    items = workspace.catalogue.checklists[TYPE].items
    drawn = iter(range(10**9))

    def draft() -> tuple[str, str, FindingDraft]:
        number = next(drawn)
        item = items[number % len(items)]
        return open_visits[number % len(open_visits)], item.code, FindingDraft(f"占道{number % 9}处", place="118号门前")

    def service() -> object:
        visit, code, made = draft()
        return findings.record(workspace, visit, code, made)

    def walk() -> object:
        visit, code, made = draft()
        return photos.with_finding(workspace, visit, code, made, ())

    for name, ours in (("service", service), ("walk", walk)):
        for _ in range(WARM):
            ours()
            commit_one(connection)
        mine, floor = alternating(ours, lambda: commit_one(connection), times)
        figures = {"ours_ms": median(mine), "ours_p95_ms": p95(mine), "bare_ms": median(floor)}
        tell(measured=f"recording/{name}", role=role, **figures, ratio=round(median(mine) / median(floor), 2))


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    holding = int(sys.argv[2]) if len(sys.argv) > 2 else FINDINGS
    for role in ("team", "office"):
        measure(role, times, holding)


if __name__ == "__main__":
    main()
