"""Decides what Results shows: ranks with ties, and where each number comes from. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from chuangjian_desktop.services import places, results
from chuangjian_desktop.services.results import ExplainLine, Explanation, LostRow, Results, ScoreRow
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.results.levels import level_head
from chuangjian_desktop.ui.office.results.state import Explained, Line, ResultsState
from chuangjian_desktop.ui.text.words import t

MOST_LINES = 2_000
MINUS = "\u2212"
STATE_INKS = {"deducted": "text_1", "exempt": "exempt", "na": "text_3", "unanswered": "lack"}


@dataclass(frozen=True, slots=True)
class Read:
    """Rows of a level with the round's own number."""

    by: str
    rows: tuple[ScoreRow, ...]
    lost: tuple[LostRow, ...]
    city: ScoreRow | None
    profile: str
    round_name: str


class ResultsPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[ResultsState], None]) -> None:
        self._desk = desk
        self._show = show
        self._read: Read | None = None
        self._key = ""
        self._explanation: Explanation | tuple[str, tuple[ExplainLine, ...]] | None = None
        self.state = ResultsState()

    def refresh(self) -> None:
        """Compute anew."""
        by = self.state.by
        self._desk.runner.run(lambda _progress: self._compute(by), self._took, self._desk.failed, lane="work")

    def _compute(self, by: str) -> Read:
        workspace = self._desk.workspace
        city = results.score(workspace, "round")
        found = results.score(workspace, by) if by != "lost" else Results((), city.profile)
        lost = results.lost_by_unit(workspace) if by == "lost" else ()
        rows = found.rows
        name = places.current_round(workspace).name
        return Read(by, rows, lost, city.rows[0] if city.rows else None, city.profile, name)

    def _took(self, read: Read) -> None:
        if read.by == self.state.by:
            self._read = read
            self._publish()
            if self._key:
                self.explain(self._key)

    def choose_level(self, by: str) -> None:
        """Group by something else."""
        self.state = replace(self.state, by=by)
        self.close()
        self.refresh()

    def explain(self, key: str) -> None:
        """Open where a number comes from."""
        self._key = key
        by, workspace = self.state.by, self._desk.workspace

        def work(_progress: object) -> Explanation | tuple[str, tuple[ExplainLine, ...]]:
            return (key, results.explain_lost(workspace, key)) if by == "lost" else results.explain(workspace, by, key)

        self._desk.runner.run(work, self._explained, self._desk.failed, lane="work")

    def explain_city(self) -> None:
        """Where the round's own number comes from."""
        if self._read is not None and self._read.city is not None:
            key, workspace = self._read.city.key, self._desk.workspace
            self._desk.runner.run(
                lambda _progress: results.explain(workspace, "round", key),
                self._explained,
                self._desk.failed,
                lane="work",
            )

    def _explained(self, found: Explanation | tuple[str, tuple[ExplainLine, ...]]) -> None:
        self._explanation = found
        self._publish()

    def close(self) -> None:
        """Close the panel."""
        self._explanation, self._key = None, ""
        self._publish()

    def open(self, target: str) -> None:
        """Go to a visit, or to an item of it."""
        if target:
            self._desk.go("walk", target)

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def _publish(self) -> None:
        read = self._read
        if read is None:
            return
        city = read.city
        by_lost = read.by == "lost"
        self.state = replace(
            self.state,
            loaded=True,
            facts=f"{read.round_name} · {read.profile}",
            city=(city.rate or "—") if city else "—",
            city_rest=t("得 {score} / {possible} 分 · 问题 {n} 条", **_city_words(city)) if city else "",
            columns=_lost_columns() if by_lost else self._columns(read.by),
            rows=tuple(_lost_row(row) for row in read.lost) if by_lost else tuple(self._row(row) for row in read.rows),
            foot=t("同分并列，名次跳过：1、2、2、4。点带虚线的数字看它的由来。"),
            explained=self._panel(),
        )
        self._show(self.state)

    def _columns(self, by: str) -> tuple[Column, ...]:
        return (
            Column("rank", t("名次"), 64, right=True),
            Column("name", level_head(by)),
            Column("possible", t("应得"), 92, right=True),
            Column("score", t("得分"), 92, right=True),
            Column("rate", t("得分率"), 84, right=True),
            Column("findings", t("问题"), 84, right=True),
            Column("unanswered", t("缺测"), 84, right=True),
        )

    def _row(self, row: ScoreRow) -> Row:
        name = row.name
        if self.state.by == "area":
            name = row.key.replace("/", " ") or t("没有区划")
        elif self.state.by in {"visit", "item"}:
            name = f"{row.key} {row.name}"
        veto = t("否决 {n}", n=row.vetoes) if row.vetoes else ""
        return Row(
            row.key,
            (
                Cell(str(row.rank) if row.rank else "—", bold=bool(row.rank), ink="text_1" if row.rank else "text_3"),
                Cell(
                    name or "—",
                    bold=row.rank is not None and "/" not in row.key,
                    after=_beside(row),
                    spoken=f"{name} {veto}",
                ),
                Cell(row.possible, "text_2"),
                Cell(row.score, kind="open"),
                Cell(row.rate or t("缺测"), "text_1" if row.rate else "text_3", bold=True, kind="open"),
                Cell(str(row.findings), "text_2"),
                Cell(str(row.unanswered) if row.unanswered else "", "lack"),
            ),
            quiet=row.rate is None,
        )

    def _panel(self) -> Explained | None:
        found = self._explanation
        if found is None:
            return None
        if isinstance(found, tuple):
            name, listed = found
            title = t("{name} 丢分的由来", name=name or t("没有责任单位"))
            return Explained(
                title, "", (), tuple(_line(each) for each in listed[:MOST_LINES]), len(listed) - MOST_LINES
            )
        rate = found.rate or "—"
        total = t("合计 {exact}", exact=found.exact or "—")
        formula = (Line(total, "→", rate, bold=True), *(_formula(each) for each in found.formula))
        lines = tuple(_line(each) for each in found.lines[:MOST_LINES])
        lead = t("计分方案：{profile}", profile=found.profile)
        more = max(0, len(found.lines) - MOST_LINES)
        return Explained(t("{name} {rate} 的由来", name=found.name or "—", rate=rate), lead, formula, lines, more)


def _beside(row: ScoreRow) -> str:
    """What stands beside a row's number: its league, points outside the 100, a veto on the whole campaign."""
    outside = t("百分制外 {n}", n=row.outside.replace("-", MINUS)) if row.outside else ""
    return " · ".join(part for part in (row.league, outside, t("一票否决") if row.flagged else "") if part)


def _city_words(city: ScoreRow) -> dict[str, str | int]:
    return {"score": city.score, "possible": city.possible, "n": city.findings}


def _lost_columns() -> tuple[Column, ...]:
    return (
        Column("rank", t("名次"), 64, right=True),
        Column("name", t("责任单位")),
        Column("findings", t("问题"), 90, right=True),
        Column("lost", t("丢分"), 110, right=True),
    )


def _lost_row(row: LostRow) -> Row:
    lost = f"{MINUS}{row.lost}" if row.lost != "0.00" else row.lost
    return Row(
        row.key,
        (
            Cell(str(row.rank), bold=True),
            Cell(row.name or t("没有责任单位"), bold=True),
            Cell(str(row.findings), "text_2"),
            Cell(lost, "loss", bold=True, kind="open"),
        ),
    )


def _formula(each: ExplainLine) -> Line:
    instead = {"mean": t("他处平均"), "previous": t("上一轮")}.get(each.detail, "")
    what = f"{each.what}（{instead}）" if instead else each.what
    return Line(what, f"× {each.weight}" if each.weight else "", each.rate or each.points or "")


def _line(each: ExplainLine) -> Line:
    depth = {"visit": 0, "item": 1, "finding": 2, "veto": 1}.get(each.level, 1)
    target = f"{each.visit_id}\n{each.item_code}" if each.visit_id else ""
    value = (each.points if each.points is not None else each.rate) or "—"
    if value.startswith("-"):
        value = MINUS + value[1:]
    ink = "loss" if value.startswith(MINUS) else STATE_INKS.get(each.detail, "text_1" if depth < 2 else "text_2")
    return Line(each.what, "", value, depth, ink, bold=depth == 0, target=target.strip("\n"))
