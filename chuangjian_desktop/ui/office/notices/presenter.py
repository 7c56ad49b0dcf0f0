"""Decides what Notices shows: drafts by unit, the preview drawn from the PDF itself, what was issued. No Qt."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.local_time import local_day
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services import places
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.office.papers.notice_values import SUPERVISION
from chuangjian_desktop.services.office.papers.notices import Reprint, UnitNotice, Wanted
from chuangjian_desktop.services.office.papers.phrases import USUAL_FORMS
from chuangjian_desktop.services.office.settings import KINDS
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.notices.state import NoticesState, PageImage
from chuangjian_desktop.ui.text.words import language, t

SCALE = 1.8
MOST_PAGES = 24


@dataclass(frozen=True, slots=True)
class Read:
    """Units with problems, and what was issued."""

    units: tuple[UnitNotice, ...]
    issued: tuple[Row, ...]
    round_name: str
    unreviewed: Mapping[str, Mapping[str, str | int]]
    elsewhere: frozenset[str]


class NoticesPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[NoticesState], None]) -> None:
        self._desk = desk
        self._show = show
        self._read: Read | None = None
        self._asked = 0
        self._unit = ""
        self.state = NoticesState(office=desk.workspace.role == "office", kind=KINDS[0], kinds=KINDS)

    def refresh(self) -> None:
        """Read units and issued notices anew; the preview follows."""
        self._desk.runner.run(lambda _progress: self._fetch(), self._took, self._desk.failed, lane="work")

    def _fetch(self) -> Read:
        workspace = self._desk.workspace
        rows = tuple(_issued_row(row) for row in reversed(notices.listed(workspace)))
        units = notices.unit_notices(workspace)
        waiting = notices.unreviewed_details(workspace, units)
        elsewhere = notices.kinds_held_elsewhere(workspace)
        return Read(units, rows, places.current_round(workspace).name, waiting, elsewhere)

    def _took(self, read: Read) -> None:
        self._read = read
        known = {unit.unit_id for unit in read.units}
        if self._unit not in known:
            self._unit = next((u.unit_id for u in read.units if u.open), next(iter(u.unit_id for u in read.units), ""))
        self._publish()
        self._draw()

    def choose(self, unit_id: str) -> None:
        """Preview a unit's notice."""
        if unit_id and unit_id != self._unit:
            self._unit = unit_id
            self._publish()
            self._draw()

    def step(self, by: int) -> None:
        """The next or previous unit."""
        units = [unit.unit_id for unit in self._read.units] if self._read else []
        if self._unit in units:
            self.choose(units[max(0, min(len(units) - 1, units.index(self._unit) + by))])

    def open_at(self, kind: str, unit_id: str) -> None:
        """Preview a kind for a unit, as soon as everything is read."""
        if kind in KINDS:
            self.state = replace(self.state, kind=kind, form=USUAL_FORMS[kind])
        self._unit = unit_id or self._unit

    def choose_form(self, form: str) -> None:
        """Letter or table."""
        self.state = replace(self.state, form=form)
        self._publish()
        self._draw()

    def choose_kind(self, kind: str) -> None:
        """整改通知书, 交办单 and so on."""
        wanted = kind or KINDS[0]
        self.state = replace(self.state, kind=wanted, form=USUAL_FORMS[wanted])
        self._publish()
        self._draw()

    def _draw(self) -> None:
        if not self._unit:
            return
        self._asked += 1
        mine, unit, kind, form = self._asked, self._unit, self.state.kind, self.state.form
        self.state = replace(self.state, busy=True)
        self._desk.runner.run(
            lambda _progress: self._pages(unit, kind, form),
            lambda pages: self._drawn(mine, pages),
            lambda error: self._not_drawn(mine, error),
            lane="work",
        )

    def _pages(self, unit: str, kind: str, form: str) -> tuple[tuple[PageImage, ...], int]:
        from chuangjian_desktop.outputs.pdf.preview import page_count, render_page

        with tempfile.TemporaryDirectory(prefix="chuangjian-") as folder:
            path = Path(folder) / "preview.pdf"
            if not notices.preview(self._desk.workspace, unit, kind, form, path):
                return (), 0
            count = page_count(path.read_bytes())
            shown = range(min(count, MOST_PAGES))
            return tuple(PageImage(*render_page(path, page, SCALE)) for page in shown), count

    def _drawn(self, asked: int, drawn: tuple[tuple[PageImage, ...], int]) -> None:
        if asked == self._asked:
            pages, count = drawn
            words = t("{n} 页", n=count) if count else ""
            self.state = replace(self.state, pages=pages, page_words=words, busy=False, problem="")
            self._publish()

    def _not_drawn(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        if not isinstance(error, Refusal):
            self._desk.failed(error)
            return
        said = sentence(error.code, error.details, language())
        self.state = replace(self.state, pages=(), page_words="", busy=False, problem=said)
        self._publish()

    def issue(
        self, every: bool, folder: Path, more: Wanted, progress: Progress
    ) -> tuple[int, tuple[Path, ...], tuple[Warn, ...]]:
        """Number and print for the unit shown or for all with open problems; a team prints drafts. On a lane."""
        workspace = self._desk.workspace
        wider = more.kind == SUPERVISION
        units = [u.unit_id for u in self._read.units if u.open or wider] if every and self._read else [self._unit]
        if workspace.role == "office":
            form = self.state.form if more.kind == self.state.kind else ""
            report = notices.issue(workspace, units, replace(more, form=form, folder=folder), progress)
            return len(report.notices), report.files, report.warnings
        files, warnings = notices.export(workspace, units, folder, Reprint(self.state.form), progress)
        return len(files), files, warnings

    def unreviewed_words(self, *, every: bool) -> str:
        """What of the unit shown, or of all, would go out unreviewed; empty when nothing would."""
        found = self._read.unreviewed.get("" if every else self._unit) if self._read else None
        if not found:
            return ""
        states = str(found["states_en" if language() == "en" else "states_zh"])
        return t("其中 {n} 件未经审核：{states}。下达即为审核通过。", n=int(found["n"]), states=states)

    @property
    def elsewhere(self) -> frozenset[str]:
        """The kinds that another copy of the office's file numbers."""
        return self._read.elsewhere if self._read else frozenset()

    def save_draft(self, folder: Path, progress: Progress) -> tuple[int, tuple[Path, ...], tuple[Warn, ...]]:
        """Print the shown unit's notices again, the rest as a draft. On a lane."""
        files, warnings = notices.export(self._desk.workspace, [self._unit], folder, Reprint(self.state.form), progress)
        return len(files), files, warnings

    def void(self, notice_id: str, reason: str) -> None:
        """Make a notice void; its number stays used."""
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: notices.void(workspace, notice_id, reason),
            lambda _row: self.refresh(),
            self._desk.failed,
        )

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def _publish(self) -> None:
        read = self._read
        if read is None:
            return
        places_ = [unit.unit_id for unit in read.units]
        chosen = next((unit for unit in read.units if unit.unit_id == self._unit), None)
        facts = read.round_name
        if chosen is not None:
            facts = f"{chosen.unit} · " + t("{n} 个问题", n=chosen.problems)
            facts += " · " + t("第 {n} 份，共 {m} 份", n=places_.index(self._unit) + 1, m=len(places_))
        self.state = replace(
            self.state,
            loaded=True,
            facts=facts,
            unit_columns=(
                Column("unit", t("责任单位")),
                Column("problems", t("问题"), 72, right=True),
                Column("open", t("未发"), 58, right=True),
            ),
            units=tuple(_unit_row(unit) for unit in read.units),
            unit=self._unit,
            issued_columns=(
                Column("number", t("文号"), 190),
                Column("unit", t("责任单位")),
                Column("kind", t("种类"), 96),
                Column("date", t("日期"), 92),
                Column("state", t("状态"), 92),
            ),
            issued=read.issued,
        )
        self._show(self.state)


def _unit_row(unit: UnitNotice) -> Row:
    opened = Cell(str(unit.open), "info", bold=True) if unit.open else Cell("0", "text_3")
    return Row(unit.unit_id, (Cell(unit.unit, spoken=unit.unit, tail=True), Cell(str(unit.problems), "text_2"), opened))


def _issued_row(row: notices.NoticeRow) -> Row:
    state = (
        Cell(t("作废"), kind="tag", mood="na", spoken=row.void_reason)
        if row.void
        else Cell(t("已发"), kind="tag", mood="gain")
    )
    cells = (
        Cell(row.number),
        Cell(row.unit, tail=True),
        Cell(row.kind, "text_2"),
        Cell(local_day(row.issued_at), "text_2"),
        state,
    )
    return Row(row.id, cells, quiet=row.void)
