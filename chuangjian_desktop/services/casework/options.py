"""What an office sets about its rectification loop."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.recurrence import WINDOW_DAYS
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.options import read_options
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import notices
from chuangjian_desktop.store.store import Reading

_KIND = "cases"


@dataclass(frozen=True, slots=True)
class CaseOptions:
    """`fives` label the five fixed fields (五定). A problem found again within `window_days` after closing recurs.
    `sample_percent` of the closed cases are rechecked. The red list holds so many bureaus and districts, the black
    one likewise; ties all enter."""

    fives: tuple[str, ...] = ("定领导", "定部门", "定任务", "定进度", "定责任")
    window_days: int = WINDOW_DAYS
    sample_percent: int = 20
    red_bureaus: int = 5
    red_districts: int = 1
    black_bureaus: int = 3
    black_districts: int = 1


def case_options(workspace: Workspace) -> CaseOptions:
    """The options of this office."""
    with workspace.store.reading() as connection:
        return options_of(connection)


def options_of(connection: Reading) -> CaseOptions:
    """The same within a view."""
    return read_options(CaseOptions(), notices.settings(connection, _KIND))


def save_case_options(workspace: Workspace, options: CaseOptions) -> None:
    """Keep them. `Refusal` M22 unless an office, M27 for a number out of range or more than five labels."""
    workspace.require_office()
    if len(options.fives) > 5:
        raise Refusal("M27", field="fives", value=len(options.fives))
    bounds = {"window_days": 3650, "sample_percent": 100}
    kept = asdict(options)
    for name, value in kept.items():
        if isinstance(value, int) and not 0 <= value <= bounds.get(name, 1000):
            raise Refusal("M27", field=name, value=value)
    kept["fives"] = [fit("fives", each.strip()) for each in options.fives if each.strip()]
    with workspace.writing() as writer:
        writer.put(
            "office.settings", named("office.settings", workspace.office, _KIND), {"kind": _KIND, "options": kept}
        )
