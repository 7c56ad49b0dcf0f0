"""Decides what the matrix shows, and writes what the office changes in it. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.services.office.standards import mapping
from chuangjian_desktop.services.office.standards.mapping import MatrixRow
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.standards.library.rows import tree
from chuangjian_desktop.ui.office.standards.matrix.state import Head, Line, MatrixState
from chuangjian_desktop.ui.text.words import t

DOT = "●"


@dataclass(frozen=True, slots=True)
class Read:
    """Standards by code and all items in force."""

    standards: dict[str, Standard]
    rows: tuple[MatrixRow, ...]
    office: bool


class MatrixPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[MatrixState], None]) -> None:
        self._desk, self._show = desk, show
        self._standard, self._type = "W", ""
        self._only_open = False
        self._read: Read | None = None

    def refresh(self) -> None:
        """Read everything anew."""
        self._desk.runner.run(lambda _progress: self._fetch(), self._took, self._desk.failed, lane="work")

    def _fetch(self) -> Read:
        workspace = self._desk.workspace
        return Read(dict(workspace.catalogue.standards), mapping.matrix(workspace), workspace.role == "office")

    def _took(self, read: Read) -> None:
        self._read = read
        self.retranslate()

    def choose_standard(self, code: str) -> None:
        """Show the nodes of another standard."""
        self._standard = code or "W"
        self.retranslate()

    def choose_type(self, code: str) -> None:
        """Show the items of one checklist, or of all."""
        self._type = code
        self.retranslate()

    def show_open(self, only: bool) -> None:
        """Show only what serves no node of the standard."""
        self._only_open = only
        self.retranslate()

    def toggle(self, items: Sequence[str], nodes: Sequence[str]) -> None:
        """Set the cells of some items under some nodes, or take them off when all are set."""
        read = self._read
        if read is None or not read.office:
            return
        chosen = [row for row in read.rows if row.id in items]
        on = not all(node in row.nodes for row in chosen for node in nodes)

        def work() -> None:
            if on:
                mapping.assign(self._desk.workspace, items, *nodes, only_missing=True)
            else:
                mapping.unassign(self._desk.workspace, items, *nodes)

        self._act(work)

    def point(self, items: Sequence[str], nodes: Sequence[str], text: str) -> None:
        """Give some items points of their own under some nodes; an empty text gives those of the checklist."""
        try:
            points = to_hundredths(text.strip()) if text.strip().strip(DOT) else None
        except Refusal as refusal:
            self._desk.failed(refusal)
            return

        self._act(lambda: mapping.assign(self._desk.workspace, items, *nodes, points=points))

    def _act(self, work: Callable[[], object]) -> None:
        self._desk.runner.run(lambda _progress: work(), lambda _nothing: self.refresh(), self._desk.failed)

    # ---- what is shown ----

    def retranslate(self) -> None:
        """Make the words anew from what was read."""
        read = self._read
        if read is None or not read.standards:
            return
        if self._standard not in read.standards:
            self._standard = next(iter(sorted(read.standards)))
        standard = read.standards[self._standard]
        heads = _heads(standard, read.rows)
        codes = [head.code for head in heads]
        listed = [row for row in read.rows if not self._type or row.type == self._type]
        serving = sum(any(code in row.nodes for code in codes) for row in listed)
        if self._only_open:
            listed = [row for row in listed if not any(code in row.nodes for code in codes)]
        types = {row.type: f"{row.type} {row.type_title}" for row in read.rows}
        self._show(
            MatrixState(
                loaded=True,
                counted=t("{items} 个条目 × {n} 套标准", items=len(read.rows), n=len(read.standards)),
                facts=t("{title}：{n} 个条目有对应", title=standard.title, n=serving),
                standards=tuple((code, f"{code} {each.title}") for code, each in sorted(read.standards.items())),
                standard=self._standard,
                types=tuple(types.items()),
                type=self._type,
                only_open=self._only_open,
                heads=heads,
                item_columns=(
                    Column("code", t("编号"), 66),
                    Column("title", t("条目")),
                    Column("points", t("分值"), 60, right=True),
                ),
                items=tuple(_item(row) for row in listed),
                lines=tuple(_line(row, codes) for row in listed),
                editable=read.office,
            )
        )


def _heads(standard: Standard, rows: Sequence[MatrixRow]) -> tuple[Head, ...]:
    """The nodes that items are mapped to: the top of the tree, and whatever below it is used already."""
    used = {code for row in rows for code in row.nodes}
    nodes = [node for node, depth in tree(standard.nodes) if depth == 0 or node.code in used]
    return tuple(Head(node.code, node.title) for node in nodes)


def _item(row: MatrixRow) -> Row:
    spoken = f"{row.type_title} · {row.item.requirement}"
    cells = (Cell(row.item.code, "text_3"), Cell(row.item.title, spoken=spoken), Cell(short(row.item.points), "text_2"))
    return Row(row.id, cells)


def _line(row: MatrixRow, codes: Sequence[str]) -> Line:
    return Line(row.id, f"{row.item.code} {row.item.title}", tuple(_cell(row, code) for code in codes))


def _cell(row: MatrixRow, code: str) -> str:
    if code not in row.nodes:
        return ""
    points = row.nodes[code]
    return DOT if points is None else short(points)
