"""Decides what the library of standards shows, and lets the office confirm its figures. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chuangjian_desktop.domain.assessment import Node, Standard
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.services.office.rounds import quotas
from chuangjian_desktop.services.office.rounds.quotas import Sampling
from chuangjian_desktop.services.office.standards import books, confirming, mapping
from chuangjian_desktop.services.office.standards.confirming import FigureRow
from chuangjian_desktop.services.office.standards.mapping import MatrixRow
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.standards.library import rows, sampling
from chuangjian_desktop.ui.office.standards.library.state import Asked, LibraryState, Part
from chuangjian_desktop.ui.office.standards.reading import Facts
from chuangjian_desktop.ui.office.standards.words import amount, certainty_words, figure_words, judgement_words
from chuangjian_desktop.ui.text.units import unit_words
from chuangjian_desktop.ui.text.words import t

ORDER = ("W", "H", "Y", "YS", "S", "B", "T", "D", "J", "O")
"""五城联创 as people name them; others follow by their code."""


@dataclass(frozen=True, slots=True)
class Read:
    """Standards by code, how many figures of each are open, and of the chosen one its figures and its items by node."""

    standards: Mapping[str, Standard]
    waiting: Mapping[str, int]
    chosen: str
    figures: tuple[FigureRow, ...]
    serving: Mapping[str, tuple[MatrixRow, ...]]
    items: int
    own: bool
    sampling: Sampling | None
    types: Mapping[str, str]


class LibraryPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[LibraryState], None]) -> None:
        self._desk, self._show = desk, show
        self._chosen, self._row, self._told = "", "", ""
        self._part: Part = "nodes"
        self._read: Read | None = None

    def refresh(self) -> None:
        """Read everything anew."""
        wanted = self._chosen
        self._desk.runner.run(lambda _progress: self._fetch(wanted), self._took, self._desk.failed, lane="work")

    def _fetch(self, wanted: str) -> Read:
        workspace = self._desk.workspace
        standards = workspace.catalogue.standards
        chosen = wanted if wanted in standards else next((code for code, _ in _ordered(standards)), "")
        return Read(
            standards,
            confirming.open_figures(workspace),
            chosen,
            confirming.figures_of(workspace, chosen) if chosen else (),
            mapping.serving(workspace, chosen),
            sum(len(version.items) for version in workspace.catalogue.current.values()),
            books.is_own(workspace, chosen),
            quotas.sampling(workspace, chosen) if chosen else None,
            workspace.catalogue.titles,
        )

    def _took(self, read: Read) -> None:
        if self._chosen and read.chosen != self._chosen and self._chosen in read.standards:
            return  # another standard was chosen meanwhile; its own reading is under way
        self._read, self._chosen = read, read.chosen
        self.retranslate()

    def choose(self, code: str) -> None:
        """Show another standard."""
        if code and code != self._chosen:
            self._chosen, self._row, self._told = code, "", ""
            self.refresh()

    def turn(self, part: Part) -> None:
        """Show the tree, how the title is judged, or how many sites are sampled."""
        self._part, self._row = part, ""
        self.retranslate()

    def choose_row(self, key: str) -> None:
        """Show one node or figure whole."""
        if key != self._row:
            self._row = key
            self.retranslate()

    def confirm(self, text: str = "") -> None:
        """Confirm the figure shown, as it is or as typed; then the next open one is shown."""
        read, key = self._read, self._row
        if read is None or not key:
            return
        try:
            value = to_hundredths(text.strip().removesuffix("%")) if text.strip() else None
        except Refusal:
            asked = next(each.figure for each in read.figures if each.figure.key == key)
            self._desk.failed(Refusal("M27", field=figure_words(asked), value=text.strip()))
            return
        workspace, code = self._desk.workspace, read.chosen
        self._desk.runner.run(
            lambda _progress: confirming.confirm(workspace, code, key, value), self._confirmed, self._desk.failed
        )

    def _confirmed(self, _record: str) -> None:
        read, key = self._read, self._row
        if read is not None:
            keys = [each.figure.key for each in read.figures]
            here = keys.index(key) if key in keys else 0
            later = (*read.figures[here + 1 :], *read.figures[:here])
            self._row = next((each.figure.key for each in later if each.open), key)
            said = next(each.figure for each in read.figures if each.figure.key == key)
            self._told = t("已确认：{what}", what=figure_words(said))
        self.refresh()

    def withdraw(self) -> None:
        """Take the confirmation of the figure shown back."""
        read, key = self._read, self._row
        if read is not None:
            workspace, code = self._desk.workspace, read.chosen
            self._told = ""
            self._desk.runner.run(
                lambda _progress: confirming.withdraw(workspace, code, key),
                lambda _nothing: self.refresh(),
                self._desk.failed,
            )

    def choose_size(self, size: str) -> None:
        """Say how large the city is, in the words of the standard; an empty text takes it back."""
        read = self._read
        if read is not None:
            workspace, code = self._desk.workspace, read.chosen
            self._desk.runner.run(
                lambda _progress: quotas.choose_size(workspace, code, size),
                lambda _nothing: self.refresh(),
                self._desk.failed,
            )

    # ---- workbooks ----

    @property
    def chosen(self) -> tuple[str, str]:
        """Code and title of the standard shown."""
        read = self._read
        return (read.chosen, read.standards[read.chosen].title) if read is not None and read.chosen else ("", "")

    def brought(self, code: str) -> None:
        """A workbook was taken in: show its standard."""
        self._chosen, self._row, self._told = code, "", t("已导入 {what}", what=code)
        self.refresh()

    def give_back(self) -> None:
        """Let the shipped standard count again."""
        workspace, (code, _) = self._desk.workspace, self.chosen
        self._told = t("已换回自带的 {what}", what=code)
        self._desk.runner.run(
            lambda _progress: books.give_back(workspace, code),
            lambda _nothing: self.refresh(),
            self._desk.failed,
        )

    def tell(self, words: str) -> None:
        """Say in the status line what was done."""
        self._told = words
        self.retranslate()

    # ---- what is shown ----

    def retranslate(self) -> None:
        """Make the words anew from what was read."""
        read = self._read
        if read is None or read.chosen not in read.standards:
            return
        standard = read.standards[read.chosen]
        columns, shown = self._table(read, standard)
        keys = [row.key for row in shown]
        if self._row not in keys:
            self._row = next((key for key in keys if not key.startswith("part.")), "")
        self._show(
            LibraryState(
                loaded=True,
                facts=self._facts(read),
                list_columns=(Column("title", t("标准")), Column("open", t("待确认"), 76, right=True)),
                lists=tuple(_standard_row(each, read.waiting.get(code, 0)) for code, each in _ordered(read.standards)),
                chosen=read.chosen,
                headline=_headline(standard),
                success=standard.judging.success,
                part=self._part,
                columns=columns,
                rows=shown,
                row=self._row,
                detail=self._detail(read, standard),
                asked=self._asked(read) if self._part == "judging" else None,
                waiting=read.waiting.get(read.chosen, 0),
                unbalanced=rows.unbalanced(read.figures),
                told=self._told,
                own=read.own,
                sizes=tuple((size, size) for size in read.sampling.sizes) if read.sampling else (),
                size=read.sampling.size if read.sampling else "",
                may_choose=self._desk.workspace.role == "office",
            )
        )

    def _table(self, read: Read, standard: Standard) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
        if self._part == "nodes":
            return rows.node_columns(), rows.node_rows(standard, read.serving)
        if self._part == "judging":
            return rows.figure_columns(), rows.figure_rows(standard, read.figures)
        return sampling.columns(), sampling.rows(read.sampling) if read.sampling else ()

    def _detail(self, read: Read, standard: Standard) -> Facts:
        if self._part == "nodes":
            return self._node_facts(read, standard)
        if self._part == "judging" or read.sampling is None:
            return self._figure_facts(read, standard)
        return sampling.facts(read.sampling, self._row, read.types)

    def _facts(self, read: Read) -> str:
        waiting = sum(read.waiting.values())
        nodes = sum(len(each.nodes) for each in read.standards.values())
        said = t("{n} 套标准 · {nodes} 个节点 · {items} 个条目", n=len(read.standards), nodes=nodes, items=read.items)
        return f"{said} · " + t("{n} 处数值待确认", n=waiting) if waiting else said

    def _node_facts(self, read: Read, standard: Standard) -> Facts:
        node = next((each for each in standard.nodes if each.code == self._row), None)
        if node is None:
            return Facts(t("还没有节点"), ((t("怎么办"), t("这套标准只有轮廓，可用“导入”补全。")),))
        serving = rows.serving_below(standard, node.code, read.serving)
        pairs = (
            (t("编号"), node.code),
            (t("上级"), _title_of(standard.nodes, node.parent)),
            (t("分值"), amount(node.points, "分") if node.points is not None else ""),
            (t("把握程度"), " · ".join(part for part in (certainty_words(node.certainty), node.source) if part)),
            (t("由这些条目对应（{n}）", n=len(serving)), _items(serving) or t("还没有条目对应这个节点")),
        )
        return Facts(node.title, tuple(pair for pair in pairs if pair[1]))

    def _figure_facts(self, read: Read, standard: Standard) -> Facts:
        fact = next((each for each in rows.facts(standard) if each.key == self._row), None)
        if fact is not None:
            said = " · ".join(part for part in (certainty_words(fact.certainty), fact.source) if part)
            return Facts(fact.title, ((t("怎么判"), fact.words), (t("把握程度"), said)))
        found = next((each for each in read.figures if each.figure.key == self._row), None)
        if found is None:
            return Facts(standard.title)
        figure, shipped = found.figure, found.shipped
        differs = figure.certainty == "confirmed" and figure.value != shipped.value
        pairs = (
            (t("现在按"), amount(figure.value, figure.unit)),
            (t("程序自带"), amount(shipped.value, shipped.unit) if differs else ""),
            (t("把握程度"), certainty_words(shipped.certainty)),
            (t("出处"), shipped.source),
            (t("说明"), found.note),
        )
        return Facts(figure_words(figure), tuple(pair for pair in pairs if pair[1]))

    def _asked(self, read: Read) -> Asked | None:
        found = next((each for each in read.figures if each.figure.key == self._row), None)
        if found is None:
            return None
        figure = found.figure
        value = "" if figure.value is None else short(figure.value)
        words, unit = figure_words(figure), unit_words(figure.unit)
        return Asked(figure.key, words, value, unit, found.open, figure.certainty == "confirmed")


def _ordered(standards: Mapping[str, Standard]) -> list[tuple[str, Standard]]:
    """As offices name them, then those that are only an outline."""
    ranks = {code: place for place, code in enumerate(ORDER)}
    last = len(ORDER)
    return sorted(standards.items(), key=lambda pair: (not pair[1].judging.complete, ranks.get(pair[0], last), pair[0]))


def _standard_row(standard: Standard, waiting: int) -> Row:
    spoken = f"{standard.title} · {standard.edition} · {standard.date}"
    count = Cell(str(waiting), "lack", bold=True) if waiting else Cell(t("已确认"), "gain")
    if not waiting and not standard.confirmed:
        count = Cell(t("待补全"), "text_3")
    return Row(standard.code, (Cell(f"{standard.code}  {standard.title}", spoken=spoken), count))


def _headline(standard: Standard) -> str:
    parts = (standard.edition, standard.date, judgement_words(standard.judging.judgement))
    return " · ".join(part for part in parts if part)


def _title_of(nodes: tuple[Node, ...], code: str) -> str:
    return next((node.title for node in nodes if node.code == code), "")


def _items(serving: tuple[MatrixRow, ...]) -> str:
    """Items under the type of site that they belong to."""
    lines: dict[str, list[str]] = {}
    for row in serving:
        lines.setdefault(f"{row.type} {row.type_title}", []).append(f"{row.item.code} {row.item.title}")
    return "\n".join(t("{kind}：{name}", kind=kind, name=t("、").join(items)) for kind, items in lines.items())
