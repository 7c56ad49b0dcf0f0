"""The tree of a standard and its figures as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.assessment import Certainty, Node, Standard
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.services.office.standards.confirming import FigureRow
from chuangjian_desktop.services.office.standards.mapping import MatrixRow
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.standards.words import amount, certainty_mood, certainty_words, figure_words
from chuangjian_desktop.ui.text.words import t

STEP = "\u3000"
Serving = Mapping[str, Sequence[MatrixRow]]

_WHOLE = 10_000
"""100 % in hundredths."""


def node_columns() -> tuple[Column, ...]:
    """Heads of the tree."""
    return (
        Column("title", t("节点")),
        Column("points", t("分值"), 62, right=True),
        Column("items", t("条目"), 58, right=True),
        Column("certainty", t("把握程度"), 88),
    )


def node_rows(standard: Standard, serving: Serving) -> tuple[Row, ...]:
    """Parents before their children; a parent counts the items that serve what lies below it too."""
    return tuple(_node(node, depth, serving, standard) for node, depth in tree(standard.nodes))


def tree(nodes: Sequence[Node]) -> Iterator[tuple[Node, int]]:
    """Nodes with their depth, in the order of reading."""
    known = {node.code for node in nodes}
    children: dict[str, list[Node]] = {}
    for node in nodes:
        children.setdefault(node.parent if node.parent in known and node.parent != node.code else "", []).append(node)

    def below(parent: str, depth: int) -> Iterator[tuple[Node, int]]:
        for node in children.pop(parent, ()):
            yield node, depth
            yield from below(node.code, depth + 1)

    yield from below("", 0)


def below(standard: Standard, code: str) -> frozenset[str]:
    """A node with everything under it."""
    found = {code}
    for node, _ in tree(standard.nodes):
        if node.parent in found:
            found.add(node.code)
    return frozenset(found)


def serving_below(standard: Standard, code: str, serving: Serving) -> tuple[MatrixRow, ...]:
    """The items that serve a node or what lies below it, each once."""
    wanted = below(standard, code)
    rows = {row.id: row for each, listed in serving.items() if each in wanted for row in listed}
    return tuple(sorted(rows.values(), key=lambda row: (row.type, row.item.order)))


def _node(node: Node, depth: int, serving: Serving, standard: Standard) -> Row:
    count = len(serving_below(standard, node.code, serving))
    cells = (
        Cell(f"{STEP * depth}{node.title}", bold=depth == 0, spoken=f"{node.code} {node.title}"),
        Cell("" if node.points is None else short(node.points)),
        Cell(str(count) if count else "—", "text_1" if count else "text_3"),
        Cell(certainty_words(node.certainty), kind="tag", mood=certainty_mood(node.certainty)),
    )
    return Row(node.code, cells)


def figure_columns() -> tuple[Column, ...]:
    """Heads of the figures."""
    return (
        Column("label", t("项目")),
        Column("value", t("数值"), 84, right=True, most=130),
        Column("certainty", t("把握程度"), 88),
        Column("state", "", 70),
    )


def figure_rows(standard: Standard, figures: Sequence[FigureRow]) -> tuple[Row, ...]:
    """The figures under the part of the judgement that they belong to, with the facts that have no figure."""
    rows: list[Row] = []
    stated = facts(standard)
    for part, title in _parts().items():
        listed = [_figure(each) for each in figures if each.figure.key.partition(".")[0] == part]
        listed += [_fact(each) for each in stated if each.part == part]
        if listed:
            rows.append(Row(f"part.{part}", (Cell(title, "text_2", bold=True), Cell(), Cell(), Cell())))
            rows += listed
    return tuple(rows)


def _parts() -> dict[str, str]:
    return {
        "component": t("评价构成"),
        "gate": t("前置门槛"),
        "cycle": t("周期内各年"),
        "indicator": t("指标"),
        "negative": t("负面清单"),
        "block": t("评分表"),
        "quota": t("抽查数量"),
        "node": t("节点分值"),
    }


def unbalanced(figures: Sequence[FigureRow]) -> str:
    """What no longer adds up to 100 % since the office has spoken: weights of the parts, shares of the years."""
    wholes = (
        (t("评价构成的权重"), [each for each in figures if each.figure.key.endswith(".weight")]),
        (t("周期内各年的占比"), [each for each in figures if each.figure.key.startswith("cycle.")]),
    )
    sums = [(what, sum(each.figure.value or 0 for each in listed)) for what, listed in wholes if listed]
    return " ".join(
        t("{what}合计 {sum}，不是 100%。", what=what, sum=amount(total, "%")) for what, total in sums if total != _WHOLE
    )


def _figure(each: FigureRow) -> Row:
    figure = each.figure
    changed = not each.open and figure.certainty == "confirmed" and figure.value != each.shipped.value
    state = t("待确认") if each.open else t("已改") if changed else ""
    cells = (
        Cell(f"{STEP}{(words := figure_words(figure))}", spoken=words, tail=True),
        Cell(amount(figure.value, figure.unit), bold=figure.value is not None),
        Cell(certainty_words(figure.certainty), kind="tag", mood=certainty_mood(figure.certainty)),
        Cell(state, "lack" if each.open else "text_2"),
    )
    return Row(figure.key, cells)


@dataclass(frozen=True, slots=True)
class Stated:
    """Something of the judgement that has no number: where it stands, and what it means."""

    part: str
    key: str
    title: str
    words: str
    note: str
    certainty: Certainty
    source: str


def facts(standard: Standard) -> tuple[Stated, ...]:
    """Indicators that are done or not, and entries of the negative list that cost more than points."""
    judging = standard.judging
    costs = {"nominee": t("停止提名"), "title": t("停称号一年"), "withdrawn": t("撤销称号")}
    return (
        *(
            Stated("indicator", f"fact.{each.code}", each.title, t("是否做到"), t("基本条件") if each.basic else "",
                   each.certainty, each.source)
            for each in judging.indicators
            if each.judge == "yes"
        ),
        *(
            Stated("negative", f"fact.{each.code}", each.title, costs[each.sanction], "", each.certainty, each.source)
            for each in judging.negatives
            if each.sanction != "points"
        ),
    )  # fmt: skip


def _fact(each: Stated) -> Row:
    cells = (
        Cell(f"{STEP}{each.title}", spoken=each.title),
        Cell(each.words, "text_2"),
        Cell(certainty_words(each.certainty), kind="tag", mood=certainty_mood(each.certainty)),
        Cell(each.note, "text_2"),
    )
    return Row(each.key, cells)
