"""Cases of the small city, brought to where a test begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chuangjian_desktop.domain.rectification import State
from chuangjian_desktop.inputs.photos.prepare import prepare
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services.casework import reading, rechecking
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.services.casework.rechecking import Seen
from chuangjian_desktop.services.office.cases import answers, closing, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.office.papers.notices import IssueReport, Wanted
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import unit_named
from tests.helpers.notices import jpeg


def finding(workspace: Workspace, number: str) -> str:
    """The finding of a problem's number."""
    return reading.resolve(workspace, [number])[0]


def row(workspace: Workspace, name: str) -> CaseRow:
    """A case."""
    return reading.case(workspace, name)


def states(workspace: Workspace, *names: str) -> list[State]:
    """Where some cases are."""
    return [reading.case(workspace, name).state for name in names]


def assigned(workspace: Workspace, *numbers: str, deadline: str | None = None) -> tuple[str, ...]:
    """Cases that a unit has; answers their findings."""
    found = reading.resolve(workspace, numbers)
    reviewing.assign(workspace, found, CaseDraft(deadline=deadline))
    return found


def closed(workspace: Workspace, *numbers: str) -> tuple[str, ...]:
    """Cases at their end; answers their findings."""
    found = assigned(workspace, *numbers)
    answers.reply_all(workspace, found, Reply(measure="已整改"))
    closing.check(workspace, found)
    rechecking.recheck(workspace, found, Seen("passed"))
    closing.close(workspace, found)
    return found


def issued(
    workspace: Workspace, folder: Path, units: Sequence[str], kind: str = "交办单", **wanted: object
) -> IssueReport:
    """Notices to some units."""
    made = Wanted(kind, folder=folder / "文书", **wanted)  # pyright: ignore[reportArgumentType]
    return notices.issue(workspace, [unit_named(workspace, unit) for unit in units], made)


def photo(seed: int, name: str = "") -> PreparedPhoto:
    """A picture as the worker hands it over."""
    return prepare(jpeg(seed), name or f"IMG_{seed}.jpg")
