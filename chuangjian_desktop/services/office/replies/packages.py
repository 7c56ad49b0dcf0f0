"""回复包 coming in among workbooks and photos: what units that have the program said of their cases. They are merged
like any other package; here is told which cases they answer, and which of those wait for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.rectification import TRANSITIONS
from chuangjian_desktop.domain.replies import REASONS
from chuangjian_desktop.services.exchange import opening
from chuangjian_desktop.services.exchange.merging import MergeReport, gathered, merge
from chuangjian_desktop.services.office.replies.arrivals import Left, turned_away
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store import rows as rows_of
from chuangjian_desktop.store.merging.outcomes import Merged, Outcome
from chuangjian_desktop.store.queries import cases
from chuangjian_desktop.store.queries.cases import CaseFilter, CaseRow
from chuangjian_desktop.store.queries.unit_steps import UnitStep, unit_steps
from chuangjian_desktop.store.store import Reading

SUFFIX = ".cjpkg"


@dataclass(frozen=True, slots=True)
class Posted:
    """What a unit's package says of one case: the case as it would be, the unit's last act in it, how many photos the
    case would have from after; `same` says that all of it is here already."""

    row: CaseRow
    action: str
    photos: int
    same: bool
    file: str

    @property
    def words(self) -> tuple[str, str]:
        """The act in Chinese and English."""
        rule = TRANSITIONS[self.action]
        return rule.label_zh, rule.label_en


@dataclass(frozen=True, slots=True)
class Post:
    """All packages of a call: what they would enter, what waits or is refused, those that may come in."""

    posted: tuple[Posted, ...] = ()
    left: tuple[Left, ...] = ()
    refused: tuple[Refusal, ...] = ()
    warnings: tuple[Warn, ...] = ()
    paths: tuple[Path, ...] = ()
    choice: Choice = field(default_factory=Choice)

    @property
    def fresh(self) -> tuple[Posted, ...]:
        """Those that bring something new."""
        return tuple(each for each in self.posted if not each.same)


def look_into(workspace: Workspace, files: Mapping[int, Path], choice: Choice, progress: Progress) -> Post:
    """What packages (by their places among the files of the call) would enter; nothing is written."""
    refused: dict[int, Refusal] = {}
    wanted: dict[int, Path] = {}
    for number, file in files.items():
        try:
            if opening.envelope(file).purpose != "reply":
                raise Refusal("M26", what=file.name, reason_zh=_NO_REPLY[0], reason_en=_NO_REPLY[1])
            wanted[number] = file
        except Refusal as refusal:
            refused[number] = refusal
    seen = _Seen(list(wanted))
    if wanted:
        with gathered(workspace, list(wanted.values()), choice, progress) as found:
            seen.warnings = [each for each in found.ahead(seen.look).warnings if each.code not in ("M11", "M26")]
    refused |= seen.refused
    told = [turned_away(number, files[number], refusal) for number, refusal in sorted(refused.items())]
    paths = tuple(file for number, file in wanted.items() if number not in refused)
    left = (*told, *seen.left)
    return Post(tuple(seen.posted), left, tuple(refused.values()), tuple(seen.warnings), paths, choice)


def take_in(workspace: Workspace, post: Post) -> tuple[str, ...]:
    """Merge them; answers the cases that got something new. `Refusal` when one may not come in any more."""
    if not post.paths:
        return ()
    report: MergeReport = merge(workspace, post.paths, post.choice)
    for each in report.packages:
        if each.refusal is not None:
            raise each.refusal
    return tuple(each.row.id for each in post.fresh)


_NO_REPLY = ("不是责任单位的回复包，请在“合并”里并入", "no unit's reply package: take it in by merging")
_WAITS = (
    "与创建办的办理同时进行，已收下，须在“冲突”里裁定后才生效",
    "the office acted on it meanwhile: it is taken in and waits among the conflicts",
)


def _moved_on(unit: str) -> tuple[str, str]:
    """Why what one unit says of a case that another has now is not entered."""
    zh, en = REASONS["moved"]
    return f"{zh}（{unit}）", f"{en} ({unit})"


class _Seen:
    """Looks at the file as it would be after the merge."""

    def __init__(self, numbers: list[int]) -> None:
        self._numbers = numbers
        self.posted: list[Posted] = []
        self.left: list[Left] = []
        self.refused: dict[int, Refusal] = {}
        self.warnings: list[Warn] = []

    def look(self, workspace: Workspace, merged: Merged) -> None:
        with workspace.store.reading() as connection:
            steps = unit_steps(connection)
            for outcome in merged.outcomes:
                if outcome.refusal is not None:
                    self.refused[self._numbers[outcome.source.number]] = outcome.refusal
                else:
                    self._told(connection, workspace, outcome, steps)

    def _told(self, connection: Reading, workspace: Workspace, outcome: Outcome, steps: tuple[UnitStep, ...]) -> None:
        first, last = outcome.brought.first or 0, outcome.brought.last or -1
        manifest = None if outcome.source.arrival is None else outcome.source.arrival.manifest
        replica = "" if manifest is None else manifest.sender.replica
        mine = [each for each in steps if each.replica == replica or first <= each.seq <= last]
        new = {each.case for each in mine if first <= each.seq <= last}
        acts = {each.case: each.action for each in mine}
        moved = frozenset[str]() if outcome.source.vetted is None else outcome.source.vetted.moved
        acts |= dict.fromkeys(sorted(moved - acts.keys()), "reply")
        rows = {each.id: each for each in _rows(connection, workspace.role, tuple(acts))}
        at = (self._numbers[outcome.source.number], 0)
        for case, action in acts.items():
            row = rows[case]
            record = rows_of.load(connection, "case", case)
            why = _moved_on(row.unit) if case in moved else _WAITS if record and record.conflicts else None
            if why is None:
                photos = len(cases.originals(connection, case))
                self.posted.append(Posted(row, action, photos, case not in new, outcome.source.file))
            else:
                zh, en = f"{row.number}：{why[0]}", f"{row.number}: {why[1]}"
                self.left.append(Left(outcome.source.file, "", 0, zh, en, at))


def _rows(connection: Reading, role: str, wanted: tuple[str, ...]) -> tuple[CaseRow, ...]:
    findings = tuple(found for case in wanted for found in cases.findings_named(connection, "", case))
    return cases.rows(connection, role, CaseFilter(findings=findings)) if findings else ()
