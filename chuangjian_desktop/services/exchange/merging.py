"""Merging: what packages would bring is seen first, then taken in, all or nothing; the last merge can be undone."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.fingerprint import fingerprint, read_fingerprint
from chuangjian_desktop.domain.merging import Choice, Signer, Status
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services import results
from chuangjian_desktop.services.exchange import duplicates, keys, receipts
from chuangjian_desktop.services.exchange.packing import Packed
from chuangjian_desktop.services.exchange.staging import staging
from chuangjian_desktop.services.info import digest
from chuangjian_desktop.services.memory import Memory
from chuangjian_desktop.services.results import ScoreRow
from chuangjian_desktop.services.workspace import Workspace, now, shipped_packs
from chuangjian_desktop.store.merging import chronicle, undoing
from chuangjian_desktop.store.merging.chronicle import Entry, records_in
from chuangjian_desktop.store.merging.merge import Merge
from chuangjian_desktop.store.merging.outcomes import Examined, Merged, Outcome
from chuangjian_desktop.store.merging.signers import signers
from chuangjian_desktop.store.queries import rounds
from chuangjian_desktop.store.shipping import shipped_ids
from chuangjian_desktop.store.writer import Written

LEVELS = ("unit", "area", "visit")


@dataclass(frozen=True, slots=True)
class PackageView:
    """A source as people see it, before or after it was taken in. Counts are of records by entity; `marks` say what
    was accepted only by explicit choice; `number` is its place among the call's files."""

    number: int
    file: str
    path: Path
    status: Status
    refusal: Refusal | None
    id: str
    purpose: str
    sender: str
    role: str
    team: str
    person: str
    made_at: str
    fingerprint: str
    verified: bool
    marks: tuple[str, ...]
    new: Mapping[str, int]
    changed: Mapping[str, int]
    same: int
    conflicts: tuple[tuple[str, str, str], ...]
    clones: tuple[str, ...]
    photos: int
    missing: int
    builds_on: tuple[str, ...]
    expected: Mapping[str, int]
    counts: Mapping[str, int]
    part: tuple[int, int]
    notes: tuple[Warn, ...]
    sha256: str = ""
    size: int = 0
    duplicates: int = 0

    @property
    def source(self) -> str:
        """The id by which a `Choice` names it, before it was taken in too."""
        return self.id if self.purpose else self.sha256


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A row of results before and after; None where there is none. `rank` likewise."""

    level: str
    key: str
    name: str
    rate_before: str | None
    rate_after: str | None
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge would bring, or brought. `digest` is that of the file then; `receipts` the files written,
    `unwritten` why they could not be."""

    packages: tuple[PackageView, ...]
    scores: tuple[ScoreChange, ...]
    digest: str
    receipts: tuple[Packed, ...] = ()
    unwritten: tuple[Warn, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether any source was refused."""
        return any(each.status == "refused" for each in self.packages)

    @property
    def warnings(self) -> tuple[Warn, ...]:
        """M11, M12 and M15 where they apply, and what lay beside the files."""
        found: list[Warn] = []
        for each in self.packages:
            if each.conflicts:
                found.append(Warn("M11", {"file": each.file, "n": len(each.conflicts)}))
            if each.clones:
                found.append(Warn("M12", {"name": each.sender or each.file}))
            if each.missing:
                found.append(Warn("M15", {"file": each.file}))
            found.extend(each.notes)
        return (*found, *self.unwritten)


class Gathered:
    """Sources that were examined and wait; made by `gathered`. `preview` and `take` may be called on any selection of
    their numbers (None: all that may come in). Whatever is stopped halfway leaves it as it was."""

    def __init__(self, workspace: Workspace, merge: Merge) -> None:
        self._workspace = workspace
        self._merge = merge

    def add(self, paths: Sequence[Path], progress: Progress) -> None:
        """Examine further sources."""
        self._merge.watch(progress)
        self._merge.examine(paths)

    def allow(self, choice: Choice, progress: Progress) -> None:
        """Judge anew what only waited for a person's word, or for another source."""
        self._merge.watch(progress)
        self._merge.reconsider(choice)

    def preview(self, chosen: Iterable[int] | None = None, progress: Progress | None = None) -> MergeReport:
        """What taking these in would bring, with scores, ranks and likely duplicates. Nothing is changed."""
        workspace = self._workspace
        if progress is not None:
            self._merge.watch(progress)
        before = _scores(workspace)
        found: list[MergeReport] = []

        def look(merged: Merged) -> None:
            ahead = replace(workspace, memory=Memory())
            found.append(_reported(ahead, merged, _compared(before, _scores(ahead))))

        self._merge.preview(look, None if chosen is None else set(chosen))
        return found[0]

    def ahead(self, look: Callable[[Workspace, Merged], None]) -> MergeReport:
        """What taking all of them in would bring, without comparing scores; `look` is shown the workspace as it would
        be. Nothing is changed."""
        found: list[MergeReport] = []

        def seen(merged: Merged) -> None:
            look(replace(self._workspace, memory=Memory()), merged)
            found.append(MergeReport(tuple(_view(each) for each in merged.outcomes), (), ""))

        self._merge.preview(seen)
        return found[0]

    def take(
        self, chosen: Iterable[int] | None = None, *, scores: bool = True, progress: Progress | None = None
    ) -> MergeReport:
        """Take these in: all of it or, when it fails or is cancelled, nothing. `scores` says whether the report is to
        compare them."""
        workspace = self._workspace
        if progress is not None:
            self._merge.watch(progress)
        before: _Scores = _scores(workspace) if scores else {}
        merged = self._merge.take(None if chosen is None else set(chosen))
        workspace.facts = workspace.store.facts()
        workspace.tell(merged.written)
        if scores:
            return _reported(workspace, merged, _compared(before, _scores(workspace)))
        return MergeReport(tuple(_view(each) for each in merged.outcomes), (), digest(workspace))


def _reported(workspace: Workspace, merged: Merged, scores: tuple[ScoreChange, ...]) -> MergeReport:
    """Outcomes with the pairs that are likely duplicates now and hold a finding that the source brought."""
    found = duplicates.overview(_at_work(workspace)) if _at_work(workspace).round_id else None
    pairs = [] if found is None else [{each.first.line.id, each.second.line.id} for each in found.proposals]
    views: list[PackageView] = []
    for each in merged.outcomes:
        mine = _findings(workspace, each) if pairs else frozenset[str]()
        views.append(replace(_view(each), duplicates=sum(1 for pair in pairs if pair & mine)))
    return MergeReport(tuple(views), scores, digest(workspace))


def _findings(workspace: Workspace, outcome: Outcome) -> frozenset[str]:
    first, last = outcome.brought.first, outcome.brought.last
    if first is None or last is None:
        return frozenset()
    with workspace.store.reading() as connection:
        return records_in(connection, "finding", first, last)


@contextmanager
def gathered(
    workspace: Workspace,
    paths: Sequence[Path],
    choice: Choice,
    progress: Progress | None = None,
    *,
    carry: bool = False,
) -> Generator[Gathered]:
    """Examine files before anything is changed; they are let go when the block ends. With `carry` bytes of photos go
    into the file at once (harmless by themselves), which spares room on the disk."""
    progress = progress or Progress()
    own = keys.public_key(workspace.installation).hex()
    with (
        staging(workspace.installation) as folder,
        Merge(workspace.store, folder, own, choice, progress, shipped=_shipped) as merge,
    ):
        merge.examine(paths, carry=carry)
        yield Gathered(workspace, merge)


@cache
def _shipped() -> frozenset[str]:
    return shipped_ids(shipped_packs())


def merge(
    workspace: Workspace,
    paths: Sequence[Path],
    choice: Choice | None = None,
    *,
    receipts_to: Path | None = None,
    progress: Progress | None = None,
) -> MergeReport:
    """Take in all files that may come in; one that is refused does not stop the others. `Refusal` M06, M07, M08, M16
    when the workspace itself cannot be written: then nothing came in. Receipts that cannot be written are told of as a
    warning; calling again writes them."""
    progress = progress or Progress()
    with gathered(workspace, paths, choice or Choice(), progress, carry=True) as found:
        report = found.take(scores=False)
    if receipts_to is None:
        return report
    came = [each.id for each in report.packages if each.status != "refused" and each.fingerprint]
    try:
        return replace(report, receipts=receipts.write_receipts(workspace, came, receipts_to, progress))
    except Refusal as refusal:
        if not refusal.unwritten:
            raise
        return replace(report, unwritten=(Warn(refusal.code, refusal.details),))


def dry_run(
    workspace: Workspace, paths: Sequence[Path], choice: Choice | None = None, *, progress: Progress | None = None
) -> MergeReport:
    """What `merge` would bring; nothing is changed."""
    with gathered(workspace, paths, choice or Choice(), progress) as found:
        return found.preview()


def choice_of(
    trust: Iterable[str] = (), trust_office: Iterable[str] = (), *, unsigned: bool = False, office: bool = False
) -> Choice:
    """What a person typed, as a choice; `Refusal` M27 for what is no fingerprint."""
    return Choice(
        frozenset(read_fingerprint(each) for each in trust),
        frozenset(read_fingerprint(each) for each in trust_office),
        unsigned,
        office,
    )


def unmerge(workspace: Workspace) -> str:
    """Take the last merge back; answers the digest. `Refusal` M26 saying what was built on it."""
    try:
        with workspace.store.merging() as connection:
            touched = undoing.undo(connection, now().isoformat(timespec="seconds"))
    except Refusal as refusal:
        raise Refusal(refusal.code, **{"file": workspace.path.name, **refusal.details}) from refusal
    written = Written({entity: frozenset(ids) for entity, ids in touched.items()}, (), "", "")
    workspace.tell(written)
    return digest(workspace)


def last_merge(workspace: Workspace) -> tuple[Entry, ...]:
    """The packages that `unmerge` would take back; none when there is nothing to take back."""
    with workspace.store.reading() as connection:
        found = undoing.last_merge(connection)
    return () if found is None else found.entries


def history(workspace: Workspace) -> tuple[Entry, ...]:
    """Every package ever taken in or made here, in the order of events, with its report."""
    with workspace.store.reading() as connection:
        return tuple(chronicle.entries(connection))


def known_signers(workspace: Workspace) -> tuple[Signer, ...]:
    """Signers that this workspace knows, by name."""
    return tuple(sorted(signers(workspace.store.facts()).values(), key=lambda each: (each.name, each.key)))


def _view(outcome: Outcome) -> PackageView:
    source, brought = outcome.source, outcome.brought
    manifest = None if source.arrival is None else source.arrival.manifest
    facts: Mapping[str, str] = {} if source.arrival is None else source.arrival.facts
    sender = None if manifest is None else manifest.sender
    return PackageView(
        source.number,
        source.file,
        source.path,
        outcome.status,
        outcome.refusal,
        source.identity,
        "" if manifest is None else manifest.purpose,
        facts.get("name", "") if sender is None else sender.name,
        facts.get("role", "") if sender is None else sender.role,
        facts.get("team", "") if sender is None else sender.team,
        "" if sender is None else sender.person,
        "" if manifest is None else manifest.made_at,
        "" if sender is None else fingerprint(bytes.fromhex(sender.key)),
        source.verdict is not None and source.verdict.verified,
        () if source.verdict is None else source.verdict.marks,
        brought.new,
        brought.changed,
        0 if source.vetted is None else source.vetted.same,
        brought.conflicts,
        tuple(clone.replica for clone in brought.clones),
        brought.new.get("photo", 0),
        outcome.missing,
        () if manifest is None else manifest.builds_on,
        {} if manifest is None else manifest.expected,
        {} if manifest is None else manifest.counts,
        (1, 1) if manifest is None else manifest.part,
        (*(() if source.arrival is None else source.arrival.notes), *_moved(source)),
        "" if source.arrival is None else source.arrival.sha256,
        source.size,
    )


def _moved(source: Examined) -> tuple[Warn, ...]:
    """What a unit said of cases that another has by now, which stays out."""
    count = 0 if source.vetted is None else len(source.vetted.moved)
    zh, en = (
        "问题已改派给别的单位；“收回复”里列出是哪些",
        "another unit has them now; importing the replies lists which",
    )
    told = {"what_zh": f"{count} 件问题的反馈没有收入", "what_en": f"the replies to {count} cases, which stay out"}
    return (Warn("M26", {"file": source.file, **told, "reason_zh": zh, "reason_en": en}),) if count else ()


_Scores = Mapping[tuple[str, str], ScoreRow]


def _scores(workspace: Workspace) -> _Scores:
    """Rows of results on the levels that people compare; without a round there are none."""
    seen = _at_work(workspace)
    if not seen.round_id:
        return {}
    return {(level, row.key): row for level in LEVELS for row in results.score(seen, level).rows}


def _at_work(workspace: Workspace) -> Workspace:
    """The workspace in its round; one that got its first round just now is in that."""
    if workspace.round_id:
        return workspace
    with workspace.store.reading() as connection:
        return replace(workspace, round_id=rounds.latest(connection))


def _compared(before: _Scores, after: _Scores) -> tuple[ScoreChange, ...]:
    """Rows whose rate or rank is another one now."""
    found: list[ScoreChange] = []
    for level, key in sorted(before.keys() | after.keys(), key=lambda pair: (LEVELS.index(pair[0]), pair[1])):
        was, is_ = before.get((level, key)), after.get((level, key))
        name = is_.name if is_ is not None else was.name if was is not None else key
        rates = None if was is None else was.rate, None if is_ is None else is_.rate
        ranks = None if was is None else was.rank, None if is_ is None else is_.rank
        if rates[0] != rates[1] or ranks[0] != ranks[1]:
            found.append(ScoreChange(level, key, name, *rates, *ranks))
    return tuple(found)
