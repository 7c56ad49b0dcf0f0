"""Decides what the numbers of the city show, and sets them. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.services.office.standards import parameters
from chuangjian_desktop.services.office.standards.parameters import ParameterRow
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.standards.parameters.state import ParametersState
from chuangjian_desktop.ui.office.standards.reading import Facts
from chuangjian_desktop.ui.office.standards.words import amount, certainty_mood, certainty_words
from chuangjian_desktop.ui.text.units import unit_words
from chuangjian_desktop.ui.text.words import t


@dataclass(frozen=True, slots=True)
class Read:
    """The numbers, and the titles of items by code."""

    rows: tuple[ParameterRow, ...]
    titles: dict[str, str]
    office: bool


class ParametersPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[ParametersState], None]) -> None:
        self._desk, self._show = desk, show
        self._chosen = ""
        self._read: Read | None = None

    def refresh(self) -> None:
        """Read everything anew."""
        self._desk.runner.run(lambda _progress: self._fetch(), self._took, self._desk.failed, lane="work")

    def _fetch(self) -> Read:
        workspace = self._desk.workspace
        current = workspace.catalogue.current.values()
        titles = {item.code: item.title for version in current for item in version.checklist.items}
        return Read(parameters.parameters_of(workspace), titles, workspace.role == "office")

    def _took(self, read: Read) -> None:
        self._read = read
        self.retranslate()

    def choose(self, key: str) -> None:
        """Show one number whole."""
        if key and key != self._chosen:
            self._chosen = key
            self.retranslate()

    def set_value(self, text: str) -> None:
        """Set the number shown, as typed."""
        workspace, key = self._desk.workspace, self._chosen
        try:
            value = to_hundredths(text.strip().removesuffix("%"))
        except Refusal as refusal:
            self._desk.failed(refusal)
            return
        self._desk.runner.run(
            lambda _progress: parameters.set_parameter(workspace, key, value),
            lambda _record: self.refresh(),
            self._desk.failed,
        )

    def reset(self) -> None:
        """Let the shipped number count again."""
        workspace, key = self._desk.workspace, self._chosen
        self._desk.runner.run(
            lambda _progress: parameters.reset_parameter(workspace, key),
            lambda _nothing: self.refresh(),
            self._desk.failed,
        )

    def retranslate(self) -> None:
        """Make the words anew from what was read."""
        read = self._read
        if read is None:
            return
        keys = [row.parameter.key for row in read.rows]
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else ""
        found = next((row for row in read.rows if row.parameter.key == self._chosen), None)
        own = sum(row.own for row in read.rows)
        self._show(
            ParametersState(
                loaded=True,
                facts=t("{n} 个城市参数，{own} 个由本地设定", n=len(read.rows), own=own),
                columns=(
                    Column("label", t("参数")),
                    Column("value", t("本地数值"), 104, right=True),
                    Column("shipped", t("程序自带"), 104, right=True),
                    Column("certainty", t("把握程度"), 92),
                    Column("items", t("用到的条目"), 92, right=True),
                ),
                rows=tuple(_row(row) for row in read.rows),
                chosen=self._chosen,
                detail=_facts(found, read.titles) if found else Facts(t("没有城市参数")),
                value=short(found.parameter.value) if found else "",
                unit=unit_words(found.parameter.unit) if found else "",
                own=found.own if found else False,
                editable=read.office and found is not None,
            )
        )


def _row(row: ParameterRow) -> Row:
    each = row.parameter
    certainty = "confirmed" if row.own else each.certainty
    cells = (
        Cell(each.label, spoken=each.key),
        Cell(amount(each.value, each.unit), bold=True),
        Cell(amount(row.shipped, each.unit), "text_3"),
        Cell(certainty_words(certainty), kind="tag", mood=certainty_mood(certainty)),
        Cell(str(len(row.items)), "text_2"),
    )
    return Row(each.key, cells)


def _facts(row: ParameterRow, titles: dict[str, str]) -> Facts:
    each = row.parameter
    span = t("{least} 至 {most}", least=amount(each.least, each.unit), most=amount(each.most, each.unit))
    used = "\n".join(f"{code} {titles.get(code, '')}" for code in row.items)
    pairs = (
        (t("写法"), f"{{{each.key}}}"),
        (t("可填"), span),
        (t("把握程度"), " · ".join(part for part in (certainty_words(each.certainty), each.source) if part)),
        (t("说明"), row.note),
        (t("用到的条目"), used or t("还没有条目用到它")),
    )
    return Facts(each.label, tuple(pair for pair in pairs if pair[1]))
