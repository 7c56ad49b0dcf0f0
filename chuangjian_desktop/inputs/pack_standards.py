"""The standards of a pack: their heads in `pack.toml`, everything else in one table for each kind of thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from chuangjian_desktop.domain.assessment import (
    Block,
    Certainty,
    Component,
    Cycle,
    Gate,
    Indicator,
    Judgement,
    Judging,
    Negative,
    Node,
    Quota,
    Standard,
)
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.standard_sheet import COMPONENT_KINDS, EVIDENCE, JUDGEMENTS, JUDGES, PARTS, SANCTIONS
from chuangjian_desktop.inputs.pack_cells import (
    CERTAINTIES,
    YES_NO,
    amount,
    amount_if_any,
    needed,
    word,
    wrong,
)
from chuangjian_desktop.inputs.pack_files import Head, Row, read_table
from chuangjian_desktop.inputs.pack_problems import Report
from chuangjian_desktop.inputs.pack_standard_checks import StandardCheck

Thing = TypeVar("Thing", Node, Component, Indicator, Gate, Negative, Block, Quota)

_PERCENT = (0, 10_000)
_POINTS = (1, 10_000_000)
_ANY = (-(10**12), 10**12)
PERIOD = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
_COUNT = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said of a standard once, above its tables."""

    code: str
    title: str
    edition: str
    date: str
    judgement: Judgement
    success: str
    sizes: tuple[str, ...]
    complete: bool
    cycle: Cycle


def standards_of(head: Head, folder: Path, parameters: Mapping[str, int], report: Report) -> tuple[Standard, ...]:
    """The standards that a pack's head names, with their tables. Faults go into the report. `parameters` are the
    shipped numbers that rules may name."""
    tables = head.tables("standards")
    headings = [_heading(head, table) for table in tables]
    codes = [heading.code for heading in headings]
    shelves = {part: _sorted(_rows(folder, part, report), codes, report) for part in PARTS}
    found: list[Standard] = []
    for heading in headings:
        rows = {part: shelf.get(heading.code, []) for part, shelf in shelves.items()}
        if not rows["nodes"]:
            code = heading.code
            head.wrong(head.line_of(code, "code"), f"体系“{code}”没有节点", f'standard "{code}" has no nodes')
        found.append(standard_of(heading, rows, parameters, report))
    return tuple(found)


def standard_of(
    heading: Heading,
    rows: Mapping[str, list[Row]],
    parameters: Mapping[str, int],
    report: Report,
    *,
    certainties: Mapping[str, Certainty] = CERTAINTIES,
) -> Standard:
    """A standard of its heading and its rows, by the part's name ("nodes", "components" …), with all checks."""
    standard = _Reader(rows, certainties, report).standard(heading)
    StandardCheck(standard, rows, parameters, report).run()
    return standard


def _rows(folder: Path, part: str, report: Report) -> tuple[Row, ...]:
    path = folder / f"{part}.csv"
    headers = ("体系", *PARTS[part].headers, *EVIDENCE)
    return read_table(path, f"{folder.name}/{path.name}", headers, report) if path.is_file() else ()


def _sorted(rows: Iterable[Row], codes: list[str], report: Report) -> dict[str, list[Row]]:
    shelf: dict[str, list[Row]] = {}
    for row in rows:
        code = row.text("体系")
        if code in codes:
            shelf.setdefault(code, []).append(row)
        else:
            wrong(row, report, f"体系“{code}”不在 pack.toml 中", f'standard "{code}" is not in pack.toml')
    return shelf


class _Reader:
    """The rows of one standard, by part."""

    def __init__(self, rows: Mapping[str, list[Row]], certainties: Mapping[str, Certainty], report: Report) -> None:
        self._rows = rows
        self._certainties = certainties
        self._report = report

    def standard(self, heading: Heading) -> Standard:
        nodes = self._things("nodes", self._node)
        for row, node in zip(self._rows["nodes"], nodes, strict=True):
            if not node.code.startswith(f"{heading.code}-"):
                self._wrong(
                    row,
                    f"节点“{node.code}”须以“{heading.code}-”开头",
                    f'node "{node.code}" must start with "{heading.code}-"',
                )
        return Standard(
            code=heading.code,
            title=heading.title,
            edition=heading.edition,
            date=heading.date,
            nodes=nodes,
            judging=Judging(
                judgement=heading.judgement,
                components=self._things("components", self._component),
                indicators=self._things("indicators", self._indicator),
                gates=self._things("gates", self._gate),
                negatives=self._things("negatives", self._negative),
                cycle=heading.cycle,
                blocks=self._things("blocks", self._block),
                quotas=self._things("quotas", self._quota),
                sizes=heading.sizes,
                success=heading.success,
                complete=heading.complete,
            ),
        )

    def _things(self, part: str, read: Callable[[Row], Thing]) -> tuple[Thing, ...]:
        return tuple(read(row) for row in self._rows[part])

    def _certainty(self, row: Row) -> Certainty:
        return word(row, "依据程度", self._certainties, self._report)

    def _wrong(self, row: Row, reason_zh: str, reason_en: str) -> None:
        wrong(row, self._report, reason_zh, reason_en)

    def _needed(self, row: Row, header: str) -> str:
        return needed(row, header, self._report)

    def _amount(self, row: Row, header: str, span: tuple[int, int]) -> int:
        return amount(row, header, self._report, span)

    def _any(self, row: Row, header: str, span: tuple[int, int]) -> int | None:
        return amount_if_any(row, header, self._report, span)

    def _node(self, row: Row) -> Node:
        return Node(
            self._needed(row, "编号"),
            self._needed(row, "名称"),
            row.text("上级"),
            self._any(row, "分值", _POINTS),
            self._certainty(row),
            row.text("来源"),
        )

    def _component(self, row: Row) -> Component:
        return Component(
            self._needed(row, "编号"),
            self._needed(row, "名称"),
            word(row, "类型", COMPONENT_KINDS, self._report),
            self._amount(row, "权重", _PERCENT),
            self._amount(row, "满分", _POINTS),
            self._any(row, "合格线", _POINTS),
            self._certainty(row),
            row.text("来源"),
        )

    def _indicator(self, row: Row) -> Indicator:
        return Indicator(
            code=self._needed(row, "编号"),
            node=self._needed(row, "节点"),
            title=self._needed(row, "名称"),
            unit=row.text("单位"),
            judge=word(row, "判定", JUDGES, self._report),
            target=self._any(row, "目标", _ANY),
            points=self._any(row, "分值", _POINTS) or 0,
            rule=row.text("评分规则"),
            basic=word(row, "基本条件", YES_NO, self._report),
            improving=word(row, "持续改善", YES_NO, self._report),
            years=(self._any(row, "连续年数", (100, 1_000)) or 100) // 100,
            numerator=row.text("分子"),
            denominator=row.text("分母"),
            certainty=self._certainty(row),
            source=row.text("来源"),
        )

    def _gate(self, row: Row) -> Gate:
        return Gate(
            self._needed(row, "编号"),
            self._needed(row, "名称"),
            self._amount(row, "最低", _POINTS),
            self._any(row, "计入比例", _PERCENT) or 0,
            self._certainty(row),
            row.text("来源"),
        )

    def _negative(self, row: Row) -> Negative:
        return Negative(
            self._needed(row, "编号"),
            self._needed(row, "名称"),
            word(row, "处理", SANCTIONS, self._report),
            self._any(row, "扣分", _POINTS) or 0,
            self._certainty(row),
            row.text("来源"),
        )

    def _block(self, row: Row) -> Block:
        return Block(
            self._needed(row, "编号"),
            self._needed(row, "名称"),
            self._amount(row, "分值", _POINTS),
            row.text("上级"),
            row.several("节点"),
            row.several("点位类型"),
            self._certainty(row),
            row.text("来源"),
        )

    def _quota(self, row: Row) -> Quota:
        numbers = row.several("数量")
        if not numbers or not all(_COUNT.fullmatch(number) for number in numbers):
            text = row.text("数量")
            self._wrong(row, f"数量“{text}”须为整数，用顿号分开", f'numbers "{text}" must be whole numbers')
            numbers = ()
        return Quota(
            self._needed(row, "编号"),
            self._needed(row, "名称"),
            tuple(int(number) for number in numbers),
            row.text("上级"),
            row.several("点位类型"),
            self._certainty(row),
            row.text("来源"),
        )


def _heading(head: Head, table: dict[str, object]) -> Heading:
    return Heading(
        code=head.text("code", table),
        title=head.text("title", table),
        edition=head.text("edition", table),
        date=_period(head, table),
        judgement=_chosen(head, table, "judged", JUDGEMENTS),
        success=head.text("success", table, empty=True) if "success" in table else "",
        sizes=head.texts("sizes", table),
        complete=table.get("complete") is not False,
        cycle=_cycle(head, table),
    )


def _period(head: Head, table: dict[str, object]) -> str:
    date = head.text("date", table, empty=True)
    if PERIOD.fullmatch(date) is None:
        head.wrong(head.line_of(date), f"日期“{date}”有误", f'date "{date}" is malformed')
    return date


Chosen = TypeVar("Chosen")


def _chosen(head: Head, table: dict[str, object], key: str, words: Mapping[str, Chosen]) -> Chosen:
    text = head.text(key, table)
    if text and text not in words:
        known = "、".join(words)
        line = head.line_of(text)
        head.wrong(line, f"{key}“{text}”未知，应为：{known}", f'{key} "{text}" is unknown, one of {known}')
    return words.get(text, next(iter(words.values())))


def _cycle(head: Head, table: dict[str, object]) -> Cycle:
    """`cycle = { shares = [20, 20, 60], certainty = "低", source = "…" }`."""
    given = table.get("cycle")
    if given is None:
        return Cycle()
    inner = cast("dict[str, object]", given) if isinstance(given, dict) else {}
    shares = inner.get("shares")
    numbers = cast("list[object]", shares) if isinstance(shares, list) else []
    whole = [number for number in numbers if isinstance(number, int) and 0 < number <= 100]
    if not whole or len(whole) != len(numbers) or sum(whole) != 100:
        said = short(sum(whole) * 100)
        head.wrong(
            head.line_of_key("cycle"),
            f"cycle 的 shares 须为合计100的整数，现为{said}",
            f"the shares of cycle must be whole numbers that add to 100, not to {said}",
        )
    certainty = _chosen(head, inner, "certainty", CERTAINTIES)
    return Cycle(tuple(100 * number for number in whole), certainty, head.text("source", inner, empty=True))
