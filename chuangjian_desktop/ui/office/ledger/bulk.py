"""What is done to many findings at once: counting what is chosen, asking, acting; and saving views. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.services.office.views import remove_view, save_view
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.office.cases import asking
from chuangjian_desktop.ui.office.cases.acts import act_name
from chuangjian_desktop.ui.office.cases.asking import Question
from chuangjian_desktop.ui.office.cases.doing import Told, do
from chuangjian_desktop.ui.office.ledger.filters import SCREEN, case_filter, options_of
from chuangjian_desktop.ui.office.ledger.presenter import LedgerPresenter
from chuangjian_desktop.ui.text.words import t

BULK = ("accept", "assign", "edit", "reject")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen: the findings, and words that sum them up; `all` says that every one the filter shows is meant."""

    findings: tuple[str, ...] = ()
    words: str = ""
    all: bool = False


class Bulk:
    """Acts of the clerk on what is chosen in the table of a presenter; `show` gets what is chosen."""

    def __init__(self, desk: Desk, presenter: LedgerPresenter, show: Callable[[Chosen], None]) -> None:
        self._desk, self._presenter, self._show = desk, presenter, show
        self.chosen = Chosen()

    def choose(self, keys: Sequence[str]) -> None:
        """These rows are chosen."""
        presenter = self._presenter
        rows = [presenter.cases[key] for key in keys if key in presenter.cases]
        count, cost = sum(row.line.count for row in rows), sum(presenter.cost(row.finding_id) for row in rows)
        words = t("已选 {n} 条 · {count} 处 · 扣 {lost} 分", n=len(rows), count=count, lost=two_decimals(cost))
        self.chosen = Chosen(tuple(row.finding_id for row in rows), words)
        self._show(self.chosen)

    def choose_all(self) -> None:
        """Everything that the filter shows, on screen or not."""
        workspace, wanted = self._desk.workspace, case_filter(self._presenter.state.wanted, now())
        self._desk.runner.run(
            lambda _progress: reading.chosen(workspace, wanted), self._chose_all, self._desk.failed, lane="work"
        )

    def _chose_all(self, findings: tuple[str, ...]) -> None:
        self.chosen = Chosen(findings, t("已选全部 {n} 条", n=len(findings)), all=True)
        self._show(self.chosen)

    def rows(self) -> tuple[CaseRow, ...]:
        """Those of the chosen that are on screen: what questions begin with."""
        cases = self._presenter.cases
        return tuple(cases[key] for key in self.chosen.findings if key in cases)

    def questions(self, name: str) -> tuple[Question, ...]:
        """What an act asks."""
        rows = self.rows()
        return asking.questions(name, rows, self._presenter.known.around) if rows else ()

    def act(self, told: Told) -> None:
        """Do it; all of it or, when one is refused, nothing."""
        workspace, worker = self._desk.workspace, self._desk.photos
        words = act_name(told.name).rstrip("…")

        def done(cases: tuple[str, ...]) -> None:
            self._presenter.tell(t("{what}：{n} 件", what=words, n=len(cases)))
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
