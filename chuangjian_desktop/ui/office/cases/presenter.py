"""Decides what the 整改 screen shows and what may be done there. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from chuangjian_desktop.domain.rectification import may_enter
from chuangjian_desktop.services.casework.file import CaseFile
from chuangjian_desktop.services.casework.reading import CasePage, CaseRow
from chuangjian_desktop.services.casework.searching import meant
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.office.cases import acts, asking
from chuangjian_desktop.ui.office.cases.asking import Question
from chuangjian_desktop.ui.office.cases.doing import Done, Told, do
from chuangjian_desktop.ui.office.cases.papers import print_button
from chuangjian_desktop.ui.office.cases.reading import Board, Read, read, read_case, read_page
from chuangjian_desktop.ui.office.cases.rendering import FOUND, board_lines, case_line, case_page
from chuangjian_desktop.ui.office.cases.state import CasesState, Wanted
from chuangjian_desktop.ui.text.refusals import warning_text
from chuangjian_desktop.ui.text.words import t


class CasesPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[CasesState], None]) -> None:
        self._desk = desk
        self._show = show
        self._asked = 0
        self._board: Board | None = None
        self._rows: dict[str, CaseRow] = {}
        self._listed: list[str] = []
        self._total = 0
        self._file: CaseFile | None = None
        self.state = CasesState()

    def refresh(self) -> None:
        """Read everything anew; the current case stays while it is there."""
        self._asked += 1
        mine, workspace, wanted, current = self._asked, self._desk.workspace, self.state.wanted, self.state.current
        self._desk.runner.run(
            lambda _progress: read(workspace, wanted, current),
            lambda found: self._took(mine, found),
            self._desk.failed,
            lane="work",
        )

    def _took(self, asked: int, found: Read) -> None:
        if asked != self._asked:
            return
        self._board, self._file = found.board, found.case
        self._rows = {row.finding_id: row for row in found.page.rows}
        self._listed = list(self._rows)
        if found.case is not None:
            self._rows.setdefault(found.case.row.finding_id, found.case.row)
        self._total = found.page.total
        current = found.case.row.finding_id if found.case is not None else ""
        kept = tuple(key for key in self.state.chosen if key in self._rows) or ((current,) if current else ())
        moment = now()
        lines = tuple(case_line(row, moment) for row in found.page.rows)
        self.state = replace(self.state, lines=lines, offset=0, current=current, chosen=kept)
        self._publish()

    def more(self, offset: int) -> None:
        """The next page of the list."""
        mine, workspace, wanted = self._asked, self._desk.workspace, self.state.wanted
        self._desk.runner.run(
            lambda _progress: read_page(workspace, wanted, offset),
            lambda page: self._add(mine, offset, page),
            self._desk.failed,
            lane="work",
        )

    def _add(self, asked: int, offset: int, page: CasePage) -> None:
        if asked == self._asked:
            self._rows |= {row.finding_id: row for row in page.rows}
            self._listed += [row.finding_id for row in page.rows]
            moment = now()
            lines = tuple(case_line(row, moment) for row in page.rows)
            self.state = replace(self.state, lines=lines, offset=offset)
            self._publish()

    def narrow(self, key: str) -> None:
        """Narrow to a line of the board: a state, or a unit; a unit once more lets go of it."""
        wanted = self.state.wanted
        if key == FOUND:
            return
        if key.startswith("unit:"):
            unit = key.removeprefix("unit:")
            self._want(replace(wanted, unit="" if unit == wanted.unit else unit, findings=()))
        else:
            unit = wanted.unit if key else ""
            self._want(Wanted(key, unit, "" if not key else wanted.words))

    def show_unit(self, unit: str) -> None:
        """All cases of a unit."""
        self._want(Wanted(unit=unit))

    def tell(self, words: str) -> None:
        """Say what was done; it stays until a person has read it or goes elsewhere."""
        self.state = replace(self.state, told=words, told_mood="gain")
        self._publish()

    def hush(self) -> None:
        """What was told is read."""
        self.tell("")

    def search(self, words: str) -> None:
        """Only cases whose finding, site or place holds these words."""
        if words.strip() != self.state.wanted.words or self.state.wanted.findings:
            self._want(replace(self.state.wanted, words=words.strip(), findings=()))

    def find(self, text: str, nothing: Callable[[], None]) -> None:
        """Open the case that a number or a code means; `nothing` is called where it means none."""
        workspace = self._desk.workspace

        def done(findings: tuple[str, ...]) -> None:
            if not findings:
                nothing()
            else:
                self.state = replace(self.state, current=findings[0], chosen=())
                self._want(Wanted(findings=findings))

        self._desk.runner.run(lambda _progress: meant(workspace, text), done, self._desk.failed, lane="work")

    def go_to(self, name: str) -> None:
        """Show another case, wherever it is."""
        workspace = self._desk.workspace

        def done(file: CaseFile | None) -> None:
            if file is not None:
                key = file.row.finding_id
                self.state = replace(self.state, current=key, chosen=())
                self._want(Wanted(findings=(key,)))

        self._desk.runner.run(lambda _progress: read_case(workspace, name), done, self._desk.failed, lane="work")

    def _want(self, wanted: Wanted) -> None:
        self.state = replace(self.state, wanted=wanted, told="")
        self.refresh()

    def choose(self, current: str, chosen: Sequence[str]) -> None:
        """Show a case; acts are meant for all that are chosen."""
        keys = tuple(chosen) or ((current,) if current else ())
        moved = current != self.state.current
        if not moved and keys == self.state.chosen:
            return
        self.state = replace(self.state, current=current, chosen=keys)
        if not moved:
            self._publish()
            return
        self._asked += 1
        mine, workspace = self._asked, self._desk.workspace
        self._desk.runner.run(
            lambda _progress: read_case(workspace, current),
            lambda file: self._opened(mine, file),
            self._desk.failed,
            lane="work",
        )

    def _opened(self, asked: int, file: CaseFile | None) -> None:
        if asked == self._asked:
            self._file = file
            self._publish()

    def chosen_rows(self) -> tuple[CaseRow, ...]:
        """The cases that acts are meant for."""
        return tuple(self._rows[key] for key in self.state.chosen if key in self._rows)

    def questions(self, name: str) -> tuple[Question, ...]:
        """What an act asks about the chosen cases."""
        return asking.questions(name, self.chosen_rows(), self._board.around) if self._board is not None else ()

    def possible(self, name: str) -> bool:
        """Whether the table allows an act for all of the chosen."""
        rows = self.chosen_rows()
        act, role = acts.ACTS[name], self._desk.workspace.role
        return bool(rows) and any(may_enter(role, each) for each in act.actions) and not acts.why_not(act, rows)

    def act(self, told: Told) -> None:
        """Do something; the screen says what was done."""
        workspace, worker = self._desk.workspace, self._desk.photos
        self._desk.runner.run(
            lambda _progress: do(workspace, worker, told),
            lambda done: self._done(told, done),
            self._desk.failed,
        )

    def _done(self, told: Told, done: Done) -> None:
        words = acts.act_name(told.name).rstrip("…")
        said = (t("{what}：{n} 件", what=words, n=len(done.cases)), *(warning_text(each) for each in done.warnings))
        self.state = replace(self.state, told=" ".join(said), told_mood="lack" if done.warnings else "gain")
        self.refresh()

    def go_on(self, finding: str) -> None:
        """Read anew and show this case."""
        self.state = replace(self.state, current=finding, chosen=(finding,))
        self.refresh()

    @property
    def file(self) -> CaseFile | None:
        """The case that is shown."""
        return self._file

    def _joined(self) -> bool:
        return self._file is not None and bool(self._file.counts_with)

    def choose_all(self) -> None:
        """Mean all cases that the list is narrowed to, those that are not on screen yet too."""
        mine, workspace, wanted = self._asked, self._desk.workspace, self.state.wanted
        self._desk.runner.run(
            lambda _progress: read_page(workspace, wanted, 0, -1),
            lambda page: self._all(mine, page),
            self._desk.failed,
            lane="work",
        )

    def _all(self, asked: int, page: CasePage) -> None:
        if asked == self._asked:
            self._rows |= {row.finding_id: row for row in page.rows}
            self.state = replace(self.state, chosen=tuple(row.finding_id for row in page.rows))
            self._publish()

    def retranslate(self) -> None:
        """Make the words anew."""
        if self._board is not None:
            moment = now()
            lines = tuple(case_line(self._rows[key], moment) for key in self._listed)
            self.state = replace(self.state, lines=lines, offset=0)
            self._publish()

    def _publish(self) -> None:
        board = self._board
        if board is None:
            return
        rows = self.chosen_rows()
        role = self._desk.workspace.role
        main, more = acts.buttons(rows, role)
        if rows and role == "office":
            more = (*more, *acts.join_buttons(rows, joined=self._joined()), print_button(rows))
        facts = board.round_name
        if self.state.wanted.findings or self.state.wanted.words or self.state.wanted.state or self.state.wanted.unit:
            facts += " · " + t("筛出 {n} 件", n=self._total)
        else:
            facts += " · " + t("共 {n} 件", n=self._total)
        self.state = replace(
            self.state,
            loaded=True,
            facts=facts,
            board=board_lines(board, self.state.wanted),
            total=self._total,
            page=case_page(self._file, now()) if self._file is not None else None,
            main=main,
            more=more,
            unknown_years=board.unknown_years,
            actor=board.around.actor,
        )
        self._show(self.state)
