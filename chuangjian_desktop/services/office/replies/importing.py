"""整改回复 coming in: workbooks and photos are matched to their cases, shown, and entered in one transaction; packages
of units that have the program are merged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain import replies as matching
from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.local_time import local
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.rectification import STATES, TRANSITIONS, State
from chuangjian_desktop.domain.replies import REASONS, Issued, Known, Matched, Unmatched, document_code
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services.casework.acting import act_within
from chuangjian_desktop.services.office.cases.answers import Reply, planned_reply
from chuangjian_desktop.services.office.replies.arrivals import Arrivals, Book, Left, Original, files_in, turned_away
from chuangjian_desktop.services.office.replies.packages import SUFFIX, Post, look_into, take_in
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import cases, notices, rounds
from chuangjian_desktop.store.queries.cases import CaseFilter, CaseRow
from chuangjian_desktop.store.store import Reading

_TOLD: tuple[State, ...] = tuple(state for state in STATES if state not in ("draft", "submitted", "merged", "void"))
_REPLIED_FROM = TRANSITIONS["reply"].sources
_LONGEST_TOLD = 60
_LABELS = {state: label for label, state in matching.STATES.items()}


@dataclass(frozen=True, slots=True)
class Landing:
    """A reply and the case it lands at, with its prepared photos and the workbook that it stands in. `same` says that
    all of it is there already."""

    row: CaseRow
    said: Reply
    photos: tuple[PreparedPhoto, ...]
    same: bool
    note: str
    file: str
    sheet: str
    place: int
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be entered, what is left in the order of files, sheets and rows, and warnings: pictures that could not
    be read (M09), workbooks that are too large to be kept (M26). `post` is what packages bring."""

    landings: tuple[Landing, ...]
    left: tuple[Left, ...]
    warnings: tuple[Warn, ...]
    post: Post

    @property
    def fresh(self) -> tuple[Landing, ...]:
        """Those that bring something new."""
        return tuple(each for each in self.landings if not each.same)

    @property
    def remarks(self) -> tuple[Warn, ...]:
        """That photos came without a word; a list of landings shows it in their lines."""
        return tuple(_only_photos(each) for each in self.fresh if not (each.place or each.said.state))


def propose(
    workspace: Workspace,
    paths: Iterable[Path],
    worker: PhotoWorker,
    folder: Path,
    progress: Progress | None = None,
    *,
    choice: Choice | None = None,
) -> Proposal:
    """Read workbooks, photos and units' packages (folders are looked through) and match them; nothing is written to the
    workspace. `choice` says which signers are trusted.

    Photos out of workbooks are put into `folder`, which is the caller's to remove after this call. The files
    themselves are only read. `Refusal` M22 unless an office, M20 when all there is are workbooks that cannot be read,
    that of the first package when all there is are packages that may not come in.
    """
    workspace.require_office()
    told = progress or Progress()
    files = files_in(paths)
    told.expect(len(files) + 1)
    with workspace.store.reading() as connection:
        rows = {row.id: row for row in cases.rows(connection, workspace.role, CaseFilter(states=_TOLD))}
    printed = _printed(workspace)
    known = [_known(row, workspace.round_id, printed.get(row.finding_id, ())) for row in rows.values()]
    arrived = Arrivals(Book(known, _issued(workspace, rows.values()), _round_name(workspace)), folder)
    packages = {number: file for number, file in enumerate(files) if file.suffix.lower() == SUFFIX}
    post = look_into(workspace, packages, choice or Choice(), told)
    faults = _taken(arrived, {n: file for n, file in enumerate(files) if n not in packages}, told)
    unreadable = [*post.refused, *(each for each in faults.values() if each.code == "M20")]
    if files and len(unreadable) == len(files):
        raise unreadable[0]
    matched, twice = _apart(arrived.matched(now().date()), {each.row.id for each in post.fresh})
    landings, closed, warnings = _landings(workspace, matched, rows, (worker, arrived.originals))
    refused = (turned_away(number, files[number], each) for number, each in faults.items())
    found = (*closed, *twice, *map(_left, matched.unmatched), *refused, *post.left)
    told.step()
    left = tuple(sorted(found, key=lambda each: (each.at, each.row)))
    return Proposal(landings, left, (*warnings, *post.warnings), post)


def enter(workspace: Workspace, proposal: Proposal) -> tuple[str, ...]:
    """Enter all replies that bring something new, in one transaction; answers the ids of their cases.

    The workbooks that they stand in are kept with them. `Refusal` M26 where a case was changed since by somebody else
    so that it takes no reply any more, and where a workbook was; then nothing is entered. Packages are merged last, in
    a transaction of their own, so that their merge can be taken back.
    """
    workspace.require_office()
    done: list[str] = []
    kept: dict[Original, Mapping[str, Value]] = {}
    with workspace.writing() as writer:
        for each in proposal.fresh:
            if each.original is not None and each.original not in kept:
                kept[each.original] = each.original.keep(writer)
            file = kept[each.original] if each.original is not None else None
            plan = planned_reply(each.said, each.photos, each.note, file)
            done.extend(act_within(workspace, writer, [each.row.finding_id], plan))
    return (*done, *take_in(workspace, proposal.post))


def _known(row: CaseRow, round_id: str, printed: Collection[str]) -> Known:
    found = local(row.line.found_at)
    found_on = found.date() if found else dt.date.min
    current = row.round_id == round_id
    words = (row.unit, row.line.site, row.line.words)
    return Known(row.number, row.id, document_code(row.id), found_on, current, *words, tuple(printed))


def _printed(workspace: Workspace) -> Mapping[str, Collection[str]]:
    with workspace.store.reading() as connection:
        return notices.printed_numbers(connection)


def _round_name(workspace: Workspace) -> str:
    with workspace.store.reading() as connection:
        return rounds.by_id(connection, workspace.round_id).name


def _issued(workspace: Workspace, rows: Iterable[CaseRow]) -> list[Issued]:
    """The documents of every round; void ones too, since their workbooks are still out."""
    ids = {row.finding_id: row.id for row in rows}
    with workspace.store.reading() as connection:
        names = {each.id: each.name for each in rounds.all_rounds(connection)}
        found = notices.notices(connection)
    issued: list[Issued] = []
    for each in found:
        content = each.content
        told = frozenset(ids[finding] for finding in each.findings if finding in ids)
        round_name = str(content.get("round_name") or names.get(each.round_id, ""))
        printed = str(content.get("unit") or each.unit)
        issued.append(Issued(document_code(each.id), each.number, each.unit, round_name, told, printed))
    return issued


def _taken(arrived: Arrivals, files: Mapping[int, Path], told: Progress) -> dict[int, Refusal]:
    """Look at every file; answers why some could not be read."""
    faults: dict[int, Refusal] = {}
    for number, file in files.items():
        try:
            arrived.take(number, file)
        except Refusal as refusal:
            faults[number] = refusal
        told.step(file.name)
    return faults


def _apart(matched: Matched, posted: Collection[str]) -> tuple[Matched, list[Left]]:
    """What a package of the same call answers too is listed: nobody knows which of both counts."""
    twice = [_in_package(each) for each in matched.replies if each.case in posted]
    return replace(matched, replies=tuple(each for each in matched.replies if each.case not in posted)), twice


def _in_package(each: matching.Reply) -> Left:
    zh = f"同一次收的回复包里也有问题{each.number}的反馈；这里的没有登记，请先看清哪个为准"
    en = f"a package of this call answers problem {each.number} too: this was not entered; see first which one counts"
    return Left(each.file, each.sheet, each.row, zh, en, each.place)


def _left(each: Unmatched) -> Left:
    zh, en = REASONS[each.reason]
    value = each.value if len(each.value) <= _LONGEST_TOLD else f"{each.value[:_LONGEST_TOLD]}…"
    zh, en = (f"{zh}（{value}）", f"{en} ({value})") if value else (zh, en)
    return Left(each.file, each.sheet, each.row, zh, en, each.place)


def _landings(
    workspace: Workspace,
    matched: Matched,
    rows: dict[str, CaseRow],
    by: tuple[PhotoWorker, Mapping[int, Original]],
) -> tuple[tuple[Landing, ...], tuple[Left, ...], tuple[Warn, ...]]:
    warnings: list[Warn] = []
    worker, originals = by
    waiting = [(each, [worker.submit(Path(photo)) for photo in each.photos]) for each in matched.replies]
    ready = [(each, _ready(photos, warnings)) for each, photos in waiting]
    left = [_unread(each) for each, photos in ready if _says_nothing(each, photos)]
    ready = [(each, photos) for each, photos in ready if not _says_nothing(each, photos)]
    takes = [(each, photos) for each, photos in ready if rows[each.case].state in _REPLIED_FROM]
    left += [_closed(each, rows[each.case]) for each, _ in ready if rows[each.case].state not in _REPLIED_FROM]
    with workspace.store.reading() as connection:
        landings = [
            replace(
                _landing(connection, each, rows[each.case], photos),
                original=originals.get(each.place[0]) if each.row else None,
            )
            for each, photos in takes
        ]
    brought = {each.original: None for each in landings if each.original is not None and not each.same}
    warnings.extend(each.warning for each in brought if each.warning is not None)
    return tuple(landings), tuple(left), tuple(warnings)


def _says_nothing(each: matching.Reply, photos: tuple[PreparedPhoto, ...]) -> bool:
    """Whether photos were all that a reply had, and none of them could be read: then nobody answered anything."""
    words = (each.cause, each.measure, each.done_on, each.planned, each.handler, each.head, each.note)
    return bool(each.photos) and not photos and not any(words)


def _unread(each: matching.Reply) -> Left:
    zh, en = REASONS["unreadable"]
    return Left(each.file, each.sheet, each.row, f"{zh}（{each.number}）", f"{en} ({each.number})", each.place)


def _landing(connection: Reading, each: matching.Reply, row: CaseRow, photos: tuple[PreparedPhoto, ...]) -> Landing:
    """`same` where the case holds this answer and all its photos: entering it again would add nothing."""
    said = _said(each) if each.row else _held(each, row)
    words = all(str(row.reply.get(name) or "") == text for name, text in asdict(said).items() if name != "source")
    held = cases.originals(connection, row.id)
    same = bool(row.reply) and words and {photo.original_sha256 for photo in photos} <= held
    return Landing(row, said, photos, same, each.note, each.file, each.sheet, each.row)


def _held(each: matching.Reply, row: CaseRow) -> Reply:
    """Photos alone change no word of the answer that the case holds, and nobody said with them that it is done: those
    from after only end what was still at work."""
    held = {name: str(row.reply.get(name) or "") for name in asdict(Reply())}
    at_work = held["state"] == _LABELS["doing"]
    source = held["source"] or each.file
    return Reply(**{**held, "source": source, "state": "" if at_work and each.state == "done" else held["state"]})


def _only_photos(each: Landing) -> Warn:
    zh = "只收到照片，没有填写完成状态、日期和措施；按已反馈、未填写登记"
    en = "only photos came, without state, day or measure; entered as a reply that says nothing of these"
    return Warn("M28", {"what": each.row.number, "detail_zh": zh, "detail_en": en})


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
        each.place,
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
        planned=each.planned.isoformat() if each.planned else "",
        remark=each.note,
    )
