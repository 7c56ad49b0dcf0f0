"""What the parts of a standard must be to each other: codes, trees without circles, sums, rules that can be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from chuangjian_desktop.domain.assessment import Indicator, Judging, Quota, Standard
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.rule_text import RuleTextRefusal, check_rule, parse_rule, resolved
from chuangjian_desktop.inputs.pack_cells import check_unique, wrong
from chuangjian_desktop.inputs.pack_files import Row
from chuangjian_desktop.inputs.pack_problems import Report

WHOLE = 10_000


class _Branch(Protocol):
    """What stands in a tree: a node, a block, a quota."""

    @property
    def code(self) -> str: ...
    @property
    def parent(self) -> str: ...


class StandardCheck:
    """Looks at one standard: `rows` are those of its parts in their order, by the part's name in `Judging`;
    `parameters` are the shipped numbers that rules may name."""

    def __init__(
        self, standard: Standard, rows: Mapping[str, Sequence[Row]], parameters: Mapping[str, int], report: Report
    ) -> None:
        self._standard = standard
        self._rows = rows
        self._parameters = parameters
        self._report = report

    def run(self) -> None:
        """Note everything that is wrong."""
        for rows in self._rows.values():
            check_unique([(row, row.text("编号")) for row in rows], "编号", self._report)
        judging = self._standard.judging
        for part, things in (
            ("nodes", self._standard.nodes),
            ("blocks", judging.blocks),
            ("quotas", judging.quotas),
        ):
            self._check_tree(part, things)
        self._check_weights(judging)
        self._check_node_points()
        self._check_block_points(judging)
        self._check_quotas(judging)
        self._check_nodes_named(judging)
        for row, indicator in zip(self._rows["indicators"], judging.indicators, strict=True):
            self._check_indicator(row, indicator)

    def _wrong(self, part: str, index: int, reason_zh: str, reason_en: str) -> None:
        wrong(self._rows[part][index], self._report, reason_zh, reason_en)

    def _check_tree(self, part: str, things: Sequence[_Branch]) -> None:
        parents = {thing.code: thing.parent for thing in things}
        for index, thing in enumerate(things):
            if thing.parent and thing.parent not in parents:
                said = thing.parent
                self._wrong(part, index, f"上级“{said}”不存在", f'the parent "{said}" does not exist')
            elif thing.code in _above(thing.code, parents):
                self._wrong(part, index, f"“{thing.code}”的上级成环", f'"{thing.code}" is above itself')

    def _check_weights(self, judging: Judging) -> None:
        total = sum(component.weight for component in judging.components)
        if total not in (0, WHOLE):
            self._wrong(
                "components", 0, f"权重合计{short(total)}，应为100", f"the weights add to {short(total)}, not to 100"
            )

    def _check_node_points(self) -> None:
        """Where a node has points, those of its children, or of its indicators, add up to them if all are known."""
        nodes, judging = self._standard.nodes, self._standard.judging
        for index, node in enumerate(nodes):
            below = [each.points for each in nodes if each.parent == node.code]
            scored = [each.points for each in judging.indicators if each.node == node.code and each.judge == "points"]
            for points in (below, scored):
                known = [each for each in points if each is not None]
                if node.points is not None and known and len(known) == len(points):
                    self._check_sum("nodes", index, node.points, sum(known))

    def _check_block_points(self, judging: Judging) -> None:
        for index, block in enumerate(judging.blocks):
            below = [each.points for each in judging.blocks if each.parent == block.code]
            if below:
                self._check_sum("blocks", index, block.points, sum(below))
        tables = [each.full for each in judging.components if each.kind == "table"]
        top = sum(block.points for block in judging.blocks if not block.parent)
        if judging.blocks and tables and top != tables[0]:
            self._check_sum("blocks", 0, tables[0], top)

    def _check_sum(self, part: str, index: int, points: int, below: int) -> None:
        if points != below:
            whole, found = short(points), short(below)
            self._wrong(
                part, index, f"下级分值合计{found}，应为{whole}", f"the points below add to {found}, not to {whole}"
            )

    def _check_quotas(self, judging: Judging) -> None:
        for index, quota in enumerate(judging.quotas):
            if quota.numbers and len(quota.numbers) != len(judging.sizes):
                count = len(judging.sizes)
                self._wrong(
                    "quotas",
                    index,
                    f"数量须为{count}个，与城市规模对应",
                    f"{count} numbers are needed, one for each size",
                )
            elif any(below > whole for below, whole in zip(_below(quota, judging.quotas), quota.numbers, strict=False)):
                self._wrong("quotas", index, "下级数量合计超出本行", "the numbers below add to more than this row")

    def _check_nodes_named(self, judging: Judging) -> None:
        known = {node.code for node in self._standard.nodes}
        named: Iterable[tuple[str, int, tuple[str, ...]]] = (
            *(("indicators", index, (each.node,)) for index, each in enumerate(judging.indicators)),
            *(("blocks", index, each.nodes) for index, each in enumerate(judging.blocks)),
        )
        for part, index, codes in named:
            for code in codes:
                if code and code not in known:
                    self._wrong(part, index, f"节点“{code}”不存在", f'node "{code}" does not exist')

    def _check_indicator(self, row: Row, indicator: Indicator) -> None:
        if indicator.judge == "points":
            self._check_rule(row, indicator)
        elif indicator.rule or indicator.points:
            wrong(
                row,
                self._report,
                "只有计分的指标才写分值和评分规则",
                "only indicators that earn points have points and a rule",
            )
        elif indicator.judge == "yes" and indicator.target is not None:
            wrong(row, self._report, "判定为“是否”的指标没有目标值", "an indicator that is a fact has no target")

    def _check_rule(self, row: Row, indicator: Indicator) -> None:
        if not indicator.points:
            wrong(row, self._report, "计分的指标须有分值", "an indicator that earns points must have some")
            return
        try:
            rule = parse_rule(indicator.rule, indicator.points)
            if missing := [key for _, key in rule.parameters if key not in self._parameters]:
                key = missing[0]
                wrong(row, self._report, f"参数“{key}”不存在", f'parameter "{key}" does not exist')
            else:
                check_rule(resolved(rule, self._parameters), indicator.points, indicator.rule)
        except RuleTextRefusal as refusal:
            wrong(row, self._report, refusal.reason_zh, refusal.reason_en)


def _above(code: str, parents: Mapping[str, str]) -> Collection[str]:
    """All that stand above a code, itself among them if they form a circle."""
    seen: set[str] = set()
    step = parents.get(code, "")
    while step and step not in seen:
        seen.add(step)
        step = parents.get(step, "")
    return seen


def _below(quota: Quota, quotas: Iterable[Quota]) -> list[int]:
    members = [each.numbers for each in quotas if each.parent == quota.code]
    return [sum(numbers) for numbers in zip(*members, strict=False)]
