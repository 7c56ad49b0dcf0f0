"""What is done to many findings at once: counting what is chosen, asking, acting; and saving views. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.rectification import TRANSITIONS, State
from chuangjian_desktop.services.casework import listing, reading
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.services.office.views import remove_view, save_view
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.office.cases import asking
from chuangjian_desktop.ui.office.cases.acts import act_name
from chuangjian_desktop.ui.office.cases.asking import Question
from chuangjian_desktop.ui.office.cases.doing import Done, Told, do
from chuangjian_desktop.ui.office.ledger.filters import SCREEN, case_filter, options_of
from chuangjian_desktop.ui.office.ledger.presenter import LedgerPresenter
from chuangjian_desktop.ui.text.refusals import warning_text
from chuangjian_desktop.ui.text.words import t

BULK = ("accept", "assign", "edit", "reject")
MOST_JOINED = 20


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen: the findings with their states, and words that sum them up; `all` says that every one the filter
    shows is meant."""

    states: Mapping[str, State] = field(default_factory=dict[str, State])
    words: str = ""
    all: bool = False

    def open_to(self, act: str) -> tuple[str, ...]:
        """The findings that an act may be done to, by the one table of transitions."""
        sources = TRANSITIONS[act].sources
        return tuple(each for each, state in self.states.items() if state in sources)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked before an act: on which findings, how many of the chosen are left out, and the questions."""

    name: str
    findings: tuple[str, ...]
    left: int
    questions: tuple[Question, ...]


class Bulk:
    """Acts of the clerk on what is chosen in the table of a presenter; `show` gets what is chosen."""

    def __init__(self, desk: Desk, presenter: LedgerPresenter, show: Callable[[Chosen], None]) -> None:
        self._desk, self._presenter, self._show = desk, presenter, show
        self.chosen = Chosen()
        self._asked = 0

    def choose(self, keys: Sequence[str]) -> None:
        """These rows are chosen."""
        presenter = self._presenter
        rows = [presenter.cases[key] for key in keys if key in presenter.cases]
        count, cost = sum(row.line.count for row in rows), sum(presenter.cost(row.finding_id) for row in rows)
        words = t("已选 {n} 条 · {count} 处 · 扣 {lost} 分", n=len(rows), count=count, lost=two_decimals(cost))
        self.chosen = Chosen({row.finding_id: row.state for row in rows}, words)
        self._show(self.chosen)

    def choose_all(self) -> None:
        """Everything that the filter shows, on screen or not."""
        workspace, wanted = self._desk.workspace, case_filter(self._presenter.state.wanted, now())
        self._desk.runner.run(
            lambda _progress: listing.standing(workspace, wanted), self._chose_all, self._desk.failed, lane="work"
        )

    def _chose_all(self, states: Mapping[str, State]) -> None:
        self.chosen = Chosen(states, t("已选全部 {n} 条", n=len(states)), all=True)
        self._show(self.chosen)

    def rows(self) -> tuple[CaseRow, ...]:
        """Those of the chosen that are on screen."""
        cases = self._presenter.cases
        return tuple(cases[key] for key in self.chosen.states if key in cases)

    def twins(self) -> tuple[CaseRow, ...]:
        """The chosen ones where they can be joined: a few of one site, none of which counts with another already."""
        rows = self.rows()
        few = 2 <= len(rows) == len(self.chosen.states) <= MOST_JOINED
        apart = few and len({row.site_id for row in rows}) == 1 and not any(row.line.joined_to for row in rows)
        return rows if apart else ()

    def ask(self, name: str, show: Callable[[Asked], None]) -> None:
        """Read what an act asks of those it may be done to, wherever they stand in the table, then show it."""
        workspace, findings, around = self._desk.workspace, self.chosen.open_to(name), self._presenter.known.around
        left = len(self.chosen.states) - len(findings)
        self._asked += 1
        mine = self._asked

        def done(rows: tuple[CaseRow, ...]) -> None:
            if mine == self._asked:
                show(Asked(name, findings, left, asking.questions(name, rows, around)))

        if findings:
            self._desk.runner.run(
                lambda _progress: reading.shown(workspace, findings), done, self._desk.failed, lane="work"
            )

    def act(self, told: Told, left: int = 0) -> None:
        """Do it; all of it or, when one is refused, nothing. `left` is how many of the chosen it is not for."""
        workspace, worker = self._desk.workspace, self._desk.photos
        words = act_name(told.name).rstrip("…")

        def done(made: Done) -> None:
            said = t("{what}：{n} 件", what=words, n=len(made.cases))
            said = f"{said}{t('，')}{t('另有 {n} 条没有动', n=left)}" if left else said
            warned = (warning_text(each) for each in made.warnings)
            self._presenter.tell(" ".join((said, *warned)), mood="lack" if made.warnings else "gain")
            self._presenter.refresh()

        self._desk.runner.run(lambda _progress: do(workspace, worker, told), done, self._desk.failed)

    def save_view(self, name: str) -> None:
        """Keep what the table shows now under a name."""
        workspace, options = self._desk.workspace, options_of(self._presenter.state.wanted)

        def done(view: str) -> None:
            self._presenter.want(self._presenter.state.wanted, view)
            self._presenter.refresh()

        self._desk.runner.run(lambda _progress: save_view(workspace, SCREEN, name, options), done, self._desk.failed)

    def remove_view(self, view: str) -> None:
        """Take a saved view away; what the table shows stays."""
        workspace = self._desk.workspace

        def done(_nothing: None) -> None:
            self._presenter.want(self._presenter.state.wanted)
            self._presenter.refresh()

        self._desk.runner.run(lambda _progress: remove_view(workspace, view), done, self._desk.failed)
