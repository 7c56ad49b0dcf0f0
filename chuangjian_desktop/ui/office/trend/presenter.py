"""Decides what the comparison of two rounds shows. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from chuangjian_desktop.services import places
from chuangjian_desktop.services.office.rounds import beginning
from chuangjian_desktop.services.office.rounds.comparing import Trend, trend
from chuangjian_desktop.services.places import RoundRow
from chuangjian_desktop.services.workspace import use_round
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.office.trend import rows
from chuangjian_desktop.ui.office.trend.state import TrendState
from chuangjian_desktop.ui.text.words import t


@dataclass(frozen=True, slots=True)
class Read:
    """The rounds there are, the present one and the newer one that is looked at (codes), with the latter compared to an
    older one; None without such."""

    rounds: tuple[RoundRow, ...]
    present: str
    new: str
    trend: Trend | None


class TrendPresenter:
    """`show` gets every new state. Unless others are chosen, the present round stands beside the one before it."""

    def __init__(self, desk: Desk, show: Callable[[TrendState], None]) -> None:
        self._desk = desk
        self._show = show
        self._read: Read | None = None
        self._old, self._new, self._chosen = "", "", rows.WHOLE
        self.state = TrendState()

    def refresh(self) -> None:
        """Compare anew."""
        old, new = self._old, self._new
        self._desk.runner.run(lambda _progress: self._fetch(old, new), self._took, self._desk.failed, lane="work")

    def _fetch(self, old: str, new: str) -> Read:
        workspace = self._desk.workspace
        listed = places.rounds(workspace)
        working = places.current_round(workspace)
        present = next((each for each in listed if each.code == new), working)
        before = next((each for each in listed if each.code == old), None)
        before = before or next((each for each in reversed(listed[: listed.index(present)])), None)
        if before is None or before == present:
            return Read(listed, working.code, present.code, None)
        return Read(listed, working.code, present.code, trend(workspace, [before.id, present.id]))

    def _took(self, read: Read) -> None:
        self._read = read
        self._publish()

    def compare_with(self, code: str) -> None:
        """Another older round; an empty code is the one before."""
        self._old = code
        self.refresh()

    def look_at(self, code: str) -> None:
        """Another newer round; an empty code is the present one."""
        self._new = code
        self.refresh()

    def begin(self, name: str) -> None:
        """Begin the next round and work in it."""
        workspace = self._desk.workspace
        self._desk.runner.run(lambda _progress: beginning.begin(workspace, name), self._opened, self._desk.failed)

    def open_round(self) -> None:
        """Work in the newer round shown: every screen shows it until the file is closed."""
        workspace, code = self._desk.workspace, self.state.new
        self._desk.runner.run(lambda _progress: use_round(workspace, code), self._opened, self._desk.failed)

    def _opened(self, _code: object) -> None:
        self._old, self._new = "", ""
        self.refresh()
        self._desk.go("results", "")

    def choose(self, key: str) -> None:
        """Tell what does not compare of a type."""
        if key != self._chosen:
            self._chosen = key
            self._publish()

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def _publish(self) -> None:
        read = self._read
        if read is None:
            return
        choices = tuple((each.code, f"{each.code} {each.name}") for each in read.rounds)
        state = TrendState(
            loaded=True,
            present=read.present,
            new=read.new,
            may_begin=self._desk.workspace.role == "office",
            rounds=choices,
            columns=rows.columns(),
            left_columns=rows.left_columns(),
        )
        self.state = state if read.trend is None else self._compared(state, read.trend)
        self._show(self.state)

    def _compared(self, state: TrendState, found: Trend) -> TrendState:
        old, new = found.steps
        state = replace(state, old=old.code)
        if not old.visits or not new.visits:
            return state
        moved, ink = rows.moved(old.comparable, new.comparable)
        names = {each.code: each.title for each in found.types}
        left = rows.left_rows(found, self._chosen)
        of = names.get(self._chosen, t("全部类别"))
        return replace(
            state,
            whole=f"{old.comparable or '—'} → {new.comparable or '—'}",
            moved=moved,
            moved_ink=ink,
            counted=t("{n} 个条目里 {compared} 个可比", n=found.items, compared=found.compared),
            rows=rows.rows_of(found),
            chosen=self._chosen,
            left_title=t("{name}：{n} 条不可比", name=of, n=len(left)) if left else t("{name}：都可比", name=of),
            left=left,
        )
