"""Decides what the dialog before publishing shows: what is lacking, and each item beside the version before. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.domain.versions import Verdict
from chuangjian_desktop.services.office.standards import publishing
from chuangjian_desktop.services.office.standards.publishing import Readiness, Reviewed
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.standards.checklists.rows import verdict_words
from chuangjian_desktop.ui.text.words import language, t


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Items of both versions side by side, what is lacking in lines, and what may be done. `old` are the items of the
    version before that a chosen one may continue."""

    loaded: bool = False
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    lacking: tuple[str, ...] = ()
    old: tuple[tuple[str, str], ...] = ()
    waiting: int = 0
    ready: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """Both versions' items by code, what was said, and what is lacking."""

    new: Mapping[str, Item]
    old: Mapping[str, Item]
    reviewed: tuple[Reviewed, ...]
    lacking: Readiness


class ReviewPresenter:
    """`show` gets every new state; `published` when the draft is in force."""

    def __init__(
        self, desk: Desk, version: str, show: Callable[[ReviewState], None], published: Callable[[], None]
    ) -> None:
        self._desk, self._version, self._show, self._published = desk, version, show, published
        self._read: Read | None = None

    def refresh(self) -> None:
        """Read the draft anew."""
        self._desk.runner.run(lambda _progress: self._fetch(), self._took, self._desk.failed, lane="work")

    def _fetch(self) -> Read:
        workspace = self._desk.workspace
        written = workspace.catalogue.written
        mine = written[self._version]
        before = written.get(mine.base)
        return Read(
            {item.code: item for item in mine.checklist.items},
            {item.code: item for item in before.checklist.items} if before else {},
            publishing.review(workspace, self._version),
            publishing.readiness(workspace, self._version),
        )

    def _took(self, read: Read) -> None:
        self._read = read
        lacking = read.lacking
        self._show(
            ReviewState(
                loaded=True,
                columns=(
                    Column("new", t("这一版")),
                    Column("old", t("上一版")),
                    Column("verdict", t("核对结果"), 88),
                    Column("why", "", 136),
                ),
                rows=tuple(_row(each, read) for each in sorted(read.reviewed, key=lambda one: one.done)),
                lacking=_lines(lacking),
                old=tuple((code, f"{code} {item.title}") for code, item in read.old.items()),
                waiting=sum(not each.done for each in read.reviewed),
                ready=lacking.ready,
                first=not read.reviewed,
            )
        )

    def counterpart(self, key: str) -> str:
        """The code in the version before that an item of the table continues, or an empty string."""
        found = next((each for each in self._read.reviewed if _key(each) == key), None) if self._read else None
        return found.match.old[0] if found and found.match.old else ""

    def decide(self, keys: tuple[str, ...], verdict: str, old: str = "") -> None:
        """Say of the chosen items how they stand to the version before; dropped ones are confirmed as such."""
        read = self._read
        if read is None:
            return
        chosen = [each for each in read.reviewed if _key(each) in keys]
        self._desk.runner.run(lambda _progress: self._write(chosen, verdict, old), self._written, self._failed)

    def _write(self, chosen: list[Reviewed], verdict: str, old: str) -> None:
        workspace = self._desk.workspace
        words: Mapping[str, Verdict] = {"same": "same", "changed": "changed", "new": "new"}
        for each in chosen:
            if each.match.code:
                continued = (old,) if old else each.match.old
                said = words[verdict]
                mine = () if said == "new" else continued
                publishing.decide(workspace, self._version, each.match.code, said, mine)
            else:
                publishing.drop(workspace, self._version, each.match.old[0])

    def accept_all(self) -> None:
        """Take every proposal as it is."""
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: publishing.accept_all(workspace, self._version), self._written, self._failed
        )

    def publish(self, *, from_next_round: bool) -> None:
        """Put the draft in force."""
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: publishing.publish(workspace, self._version, from_next_round=from_next_round),
            lambda _nothing: self._published(),
            self._failed,
        )

    def _written(self, _result: object) -> None:
        self.refresh()

    def _failed(self, fault: Exception) -> None:
        self._desk.failed(fault)
        self.refresh()


def _key(each: Reviewed) -> str:
    return each.match.code or f"-{each.match.old[0]}"


def _row(each: Reviewed, read: Read) -> Row:
    match = each.match
    new, old = read.new.get(match.code), [read.old[code] for code in match.old if code in read.old]
    mine = f"{new.code} {new.title}" if new else "—"
    theirs = "；".join(f"{item.code} {item.title}" for item in old) or "—"
    because = {"code": t("编号相同"), "title": t("名称相近")}.get(match.because, "")
    cells = (
        Cell(mine, spoken=new.requirement if new else ""),
        Cell(theirs, "text_2", spoken="；".join(item.requirement for item in old)),
        Cell(verdict_words(match.verdict), "text_1" if each.done else "lack", bold=not each.done),
        Cell(t("已核对") if each.done else t("建议 · {why}", why=because) if because else t("待核对"), "text_3"),
    )
    return Row(_key(each), cells)


def _lines(lacking: Readiness) -> tuple[str, ...]:
    english = language() == "en"
    faults = [f"{each.item} {each.reason_en if english else each.reason_zh}".strip() for each in lacking.faults]
    runs = [
        t(
            "试算“{name}”应得 {expected}，现为 {earned}",
            name=each.scenario.name,
            expected=two_decimals(each.scenario.expected),
            earned=two_decimals(each.earned),
        )
        for each in lacking.failing
    ]
    return (*faults, *runs)
