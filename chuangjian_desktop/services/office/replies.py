"""整改回复 coming in: workbooks and photos are matched to their cases, shown, and entered in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain import replies as matching
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.rectification import STATES, TRANSITIONS, State
from chuangjian_desktop.domain.replies import REASONS, Known, Matched, ReplyRow, Unmatched, document_code
from chuangjian_desktop.inputs.converting import as_workbook
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.inputs.replies import read_replies
from chuangjian_desktop.services.casework.acting import act_within
from chuangjian_desktop.services.office.cases.answers import Reply, planned_reply
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import cases
from chuangjian_desktop.store.queries.cases import CaseFilter, CaseRow
from chuangjian_desktop.store.store import Reading

BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et"})
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".bmp", ".tif", ".tiff", ".gif"})
_TOLD: tuple[State, ...] = tuple(state for state in STATES if state not in ("draft", "submitted", "merged", "void"))
_REPLIED_FROM = TRANSITIONS["reply"].sources
_LABELS = {state: label for label, state in matching.STATES.items()}


@dataclass(frozen=True, slots=True)
class Landing:
    """A reply and the case it lands at, with its prepared photos. `same` says that all of it is there already."""

    row: CaseRow
    said: Reply
    photos: tuple[PreparedPhoto, ...]
    same: bool
    note: str
    file: str
    sheet: str
    place: int


@dataclass(frozen=True, slots=True)
class Left:
    """What found no case, or what its case does not take now: where it stands, and why in both languages."""

    file: str
    sheet: str
    row: int
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be entered, what is left, and pictures that could not be read (M09)."""

    landings: tuple[Landing, ...]
    left: tuple[Left, ...]
    warnings: tuple[Warn, ...]

    @property
    def fresh(self) -> tuple[Landing, ...]:
        """Those that bring something new."""
        return tuple(each for each in self.landings if not each.same)


def propose(
    workspace: Workspace, paths: Iterable[Path], worker: PhotoWorker, folder: Path, progress: Progress | None = None
) -> Proposal:
    """Read workbooks and photos (folders are looked through) and match them; nothing is written to the workspace.

    Photos out of workbooks are put into `folder`, which is the caller's to remove after this call. The files
    themselves are only read. `Refusal` M22 unless an office.
    """
    workspace.require_office()
    told = progress or Progress()
    files = _files(paths)
    told.expect(len(files) + 1)
    with workspace.store.reading() as connection:
        rows = {row.id: row for row in cases.rows(connection, workspace.role, CaseFilter(states=_TOLD))}
    known = [_known(row, workspace.round_id) for row in rows.values()]
    arrived = _Arrived(known, folder)
    for file in files:
        arrived.take(file)
        told.step(file.name)
    matched = arrived.matched(now().date())
    landings, left, warnings = _landings(workspace, matched, rows, worker)
    told.step()
    return Proposal(landings, (*left, *map(_left, matched.unmatched), *arrived.refused), warnings)


def enter(workspace: Workspace, proposal: Proposal) -> tuple[str, ...]:
    """Enter all replies that bring something new, in one transaction; answers the ids of their cases.

    `Refusal` M26 where a case was changed since by somebody else so that it takes no reply any more; then nothing is
    entered.
    """
    workspace.require_office()
    done: list[str] = []
    with workspace.writing() as writer:
        for each in proposal.fresh:
            plan = planned_reply(each.said, each.photos, each.note)
            done.extend(act_within(workspace, writer, [each.row.finding_id], plan))
    return tuple(done)


def _files(paths: Iterable[Path]) -> list[Path]:
    """Files, and those in folders, in the order of their names; what programs hide is left out."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        found.extend(each for each in inside if not each.name.startswith((".", "~$")))
    return found


def _known(row: CaseRow, round_id: str) -> Known:
    found_on = dt.date.fromisoformat(row.line.found_at[:10]) if row.line.found_at else dt.date.min
    return Known(row.number, row.id, document_code(row.id), found_on, row.round_id == round_id)


class _Arrived:
    """What came, file by file."""

    def __init__(self, known: Sequence[Known], folder: Path) -> None:
        self._known = known
        self._folder = folder
        self._rows: list[ReplyRow] = []
        self._strays: list[Unmatched] = []
        self._loose: dict[str, list[Path]] = {}
        self.refused: list[Left] = []

    def take(self, file: Path) -> None:
        """Look at one file; one that cannot be read is listed, and the others go on."""
        kind = file.suffix.lower()
        try:
            if kind in BOOKS:
                self._book(file)
            elif kind in PICTURES:
                self._picture(file)
            else:
                self._strays.append(Unmatched("", 0, "kind", file=file.name))
        except Refusal as refusal:
            told = {**refusal.details, "file": file.name}
            texts = (sentence(refusal.code, told, lang) for lang in ("zh", "en"))
            self.refused.append(Left(file.name, "", 0, *texts))

    def _book(self, file: Path) -> None:
        own = self._folder / f"{len(list(self._folder.iterdir())):04d}"
        own.mkdir()
        with as_workbook(file) as book:
            read = read_replies(book, own)
        self._rows.extend(replace(each, file=file.name) for each in read.rows)
        self._strays.extend(replace(each, file=file.name) for each in read.strays)

    def _picture(self, file: Path) -> None:
        found = matching.cases_in_name(file.stem, [each for each in self._known if each.current])
        for each in found:
            self._loose.setdefault(each.number, []).append(file)
        if not found:
            self._strays.append(Unmatched("", 0, "no_name", file=file.name))

    def matched(self, today: dt.date) -> Matched:
        """Replies with the loose photos of their problems; photos alone are replies too."""
        found = matching.match(self._rows, self._known, today)
        whole = [
            replace(each, photos=(*each.photos, *map(str, self._loose.pop(each.number, ())))) for each in found.replies
        ]
        alone = [
            ReplyRow("", 0, {"问题编号": number}, tuple(map(str, files)), files[0].name)
            for number, files in self._loose.items()
        ]
        rest = matching.match(alone, self._known, today)
        return Matched((*whole, *rest.replies), (*found.unmatched, *rest.unmatched, *self._strays))


def _left(each: Unmatched) -> Left:
    zh, en = REASONS[each.reason]
    value = f"（{each.value}）" if each.value else ""
    return Left(each.file, each.sheet, each.row, f"{zh}{value}", f"{en}{f' ({each.value})' if each.value else ''}")


def _landings(
    workspace: Workspace, matched: Matched, rows: dict[str, CaseRow], worker: PhotoWorker
) -> tuple[tuple[Landing, ...], tuple[Left, ...], tuple[Warn, ...]]:
    warnings: list[Warn] = []
    waiting = [(each, [worker.submit(Path(photo)) for photo in each.photos]) for each in matched.replies]
    ready = [(each, _ready(photos, warnings)) for each, photos in waiting]
    takes = [(each, photos) for each, photos in ready if rows[each.case].state in _REPLIED_FROM]
    left = [_closed(each, rows[each.case]) for each, _ in ready if rows[each.case].state not in _REPLIED_FROM]
    with workspace.store.reading() as connection:
        landings = [_landing(connection, each, rows[each.case], photos) for each, photos in takes]
    return tuple(landings), tuple(left), tuple(warnings)


def _landing(connection: Reading, each: matching.Reply, row: CaseRow, photos: tuple[PreparedPhoto, ...]) -> Landing:
    """`same` where the case holds this answer and all its photos: entering it again would add nothing."""
    said = _said(each)
    words = all(row.reply.get(name) == getattr(said, name) for name in ("cause", "measure", "done_on", "state"))
    held = cases.originals(connection, row.id)
    same = bool(row.reply) and words and {photo.original_sha256 for photo in photos} <= held
    return Landing(row, said, photos, same, each.note, each.file, each.sheet, each.row)


def _ready(photos: Iterable[Future[PreparedPhoto]], warnings: list[Warn]) -> tuple[PreparedPhoto, ...]:
    """Each picture once; one that cannot be read becomes a warning."""
    found: dict[str, PreparedPhoto] = {}
    for each in photos:
        try:
            photo = each.result()
            found.setdefault(photo.original_sha256, photo)
        except Refusal as refusal:
            warnings.append(Warn(refusal.code, refusal.details))
    return tuple(found.values())


def _closed(each: matching.Reply, row: CaseRow) -> Left:
    zh, en = STATES[row.state]
    return Left(
        each.file,
        each.sheet,
        each.row,
        f"问题{row.number}现为“{zh}”，不能登记反馈",
        f"problem {row.number} is {en}: no reply can be entered",
    )


def _said(each: matching.Reply) -> Reply:
    return Reply(
        cause=each.cause,
        measure=each.measure,
        done_on=each.done_on.isoformat() if each.done_on else "",
        state=_LABELS[each.state],
        handler=each.handler,
        signed=each.head,
        source=each.file,
    )
