"""Checklist packs: a folder with `pack.toml` and tables that a clerk edits in Excel or WPS (docs/decisions/0002).

Everything is checked on load, and everything wrong is told at once by file, line and reason.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.standard import Checklist, Item, Pack, Parameter, ProblemType
from chuangjian_desktop.inputs.pack_cells import check_unique, needed
from chuangjian_desktop.inputs.pack_files import Head, Row, read_table
from chuangjian_desktop.inputs.pack_items import (
    ITEM_HEADERS,
    PHRASE_HEADERS,
    PROBLEM_HEADERS,
    Vocabulary,
    item_of,
    problem_of,
    with_phrases,
)
from chuangjian_desktop.inputs.pack_parameters import PARAMETER_HEADERS, parameters_of
from chuangjian_desktop.inputs.pack_problems import PackErrors, PackProblem, Report
from chuangjian_desktop.inputs.pack_standards import standards_of

__all__ = ["PackErrors", "PackProblem", "load_all", "load_pack"]

HEAD, ITEMS, PHRASES, PROBLEMS = "pack.toml", "items.csv", "phrases.csv", "problems.csv"
PARAMETERS, DEPARTMENTS = "parameters.csv", "departments.csv"
FULL = 10_000


def load_pack(folder: Path) -> Pack:
    """The pack in `folder`; those it requires are read from the folders beside it.

    `PackErrors` (M20) with all faults, also those of the packs it requires; nothing is half loaded.
    """
    report = Report()
    pack = _Shelf(folder.parent, report).pack(folder.name)
    report.refuse_if_any()
    return pack


def load_all(folder: Path) -> tuple[Pack, ...]:
    """Every pack in the folders of `folder`, by folder name; codes must be unique across them.

    `PackErrors` as for `load_pack`.
    """
    report = Report()
    shelf = _Shelf(folder, report)
    names = sorted(path.parent.name for path in folder.glob(f"*/{HEAD}"))
    if not names:
        report.add(folder.name, 0, f"没有测评包：{folder.name} 下没有 {HEAD}", f"there is no pack in {folder.name}")
    packs = tuple(shelf.pack(name) for name in names)
    _check_across(names, packs, report)
    _check_types(names, packs, report)
    report.refuse_if_any()
    return packs


class _Shelf:
    """The folders of packs under one roof, each read once."""

    def __init__(self, root: Path, report: Report) -> None:
        self._root = root
        self._report = report
        self._read: dict[str, Pack] = {}
        self._open: list[str] = []

    def pack(self, name: str) -> Pack:
        if name not in self._read:
            self._open.append(name)
            self._read[name] = self._load(name)
            self._open.pop()
        return self._read[name]

    def _load(self, name: str) -> Pack:
        head = Head(self._root / name / HEAD, f"{name}/{HEAD}", self._report)
        required = self._required(head)
        parameters = self._parameters(name)
        shared = {each.key: each.value for pack in required for each in pack.parameters}
        values = shared | {each.key: each.value for each in parameters}
        standards = standards_of(head, self._root / name, values, self._report)
        departments = self._departments(name)
        rows = self._problem_rows(name, frozenset(departments).union(*(pack.departments for pack in required)))
        problems = tuple(problem for _, problem in rows)
        pack = Pack(
            code=head.text("code"),
            title=head.text("title"),
            version=head.text("version"),
            date=_date(head),
            standards=standards,
            checklists=(),
            problems=problems,
            parameters=parameters,
            departments=departments,
        )
        known = _vocabulary((*required, pack))
        _check_same(rows, known, self._report)
        return replace(pack, checklists=self._checklists(name, head, known))

    def _required(self, head: Head) -> tuple[Pack, ...]:
        required: list[Pack] = []
        for name in head.texts("requires"):
            line = head.line_of(name, "requires")
            if name in self._open:
                head.wrong(line, f"测评包“{name}”互相依赖", f'pack "{name}" requires itself in a circle')
            elif not (self._root / name / HEAD).is_file():
                head.wrong(line, f"所需的测评包“{name}”不存在", f'the required pack "{name}" does not exist')
            else:
                required.append(self.pack(name))
        return tuple(required)

    def _table(self, name: str, file: str, headers: tuple[str, ...]) -> tuple[Row, ...]:
        return read_table(self._root / name / file, f"{name}/{file}", headers, self._report)

    def _parameters(self, name: str) -> tuple[Parameter, ...]:
        if not (self._root / name / PARAMETERS).is_file():
            return ()
        return parameters_of(self._table(name, PARAMETERS, PARAMETER_HEADERS), self._report)

    def _departments(self, name: str) -> tuple[str, ...]:
        if not (self._root / name / DEPARTMENTS).is_file():
            return ()
        rows = self._table(name, DEPARTMENTS, ("角色", "常见单位"))
        roles = [(row, needed(row, "角色", self._report)) for row in rows]
        check_unique(roles, "角色", self._report)
        return tuple(role for _, role in roles)

    def _problem_rows(self, name: str, departments: frozenset[str]) -> list[tuple[Row, ProblemType]]:
        if not (self._root / name / PROBLEMS).is_file():
            return []
        rows = [
            (row, problem_of(row, departments, self._report)) for row in self._table(name, PROBLEMS, PROBLEM_HEADERS)
        ]
        check_unique([(row, problem.code) for row, problem in rows], "编号", self._report)
        return rows

    def _checklists(self, name: str, head: Head, known: Vocabulary) -> tuple[Checklist, ...]:
        tables = head.tables("checklists")
        if not tables:
            return ()
        rows = self._table(name, ITEMS, ITEM_HEADERS)
        check_unique([(row, row.text("条目编号")) for row in rows], "条目编号", self._report)
        _check_homes(rows, [head.text("code", table) for table in tables], self._report)
        items = [(row.text("测评表"), item_of(row, order, known, self._report)) for order, row in _ordered(rows)]
        phrases = self._table(name, PHRASES, PHRASE_HEADERS)
        complete = with_phrases([item for _, item in items], phrases, known, self._report)
        homes = [home for home, _ in items]
        checklists = tuple(_checklist(head, table, list(zip(homes, complete, strict=True))) for table in tables)
        for checklist in checklists:
            _check_total(f"{name}/{ITEMS}", checklist, rows, self._report)
        return checklists


def _ordered(rows: Iterable[Row]) -> Iterable[tuple[int, Row]]:
    """Rows with their place within their checklist, from 1."""
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.text("测评表")] += 1
        yield seen[row.text("测评表")], row


def _checklist(head: Head, table: dict[str, object], items: list[tuple[str, Item]]) -> Checklist:
    code = head.text("code", table)
    return Checklist(
        code=code,
        title=head.text("title", table),
        synonyms=head.texts("synonyms", table),
        version=head.text("version"),
        items=tuple(item for home, item in items if home == code),
    )


def _date(head: Head) -> str:
    date = head.text("date")
    try:
        dt.date.fromisoformat(date or "2000-01-01")
    except ValueError:
        head.wrong(head.line_of(date), f"日期“{date}”须写成2026-11-22", f'date "{date}" must read like 2026-11-22')
    return date


def _vocabulary(packs: Iterable[Pack]) -> Vocabulary:
    packs = tuple(packs)
    standards = [standard for pack in packs for standard in pack.standards]
    return Vocabulary(
        frozenset(problem.code for pack in packs for problem in pack.problems),
        {node.code: standard.code for standard in standards for node in standard.nodes},
        frozenset(role for pack in packs for role in pack.departments),
        {parameter.key: parameter.value for pack in packs for parameter in pack.parameters},
    )


# ---- checks that look at more than one row -----------------------------------------------------------------------


def _check_homes(rows: Iterable[Row], codes: list[str], report: Report) -> None:
    for row in rows:
        if row.text("测评表") not in codes:
            home = row.text("测评表")
            report.add(row.file, row.line, f"测评表“{home}”不在 {HEAD} 中", f'checklist "{home}" is not in {HEAD}')


def _check_total(file: str, checklist: Checklist, rows: Iterable[Row], report: Report) -> None:
    total = sum(item.points for item in checklist.items)
    lines = [row.line for row in rows if row.text("测评表") == checklist.code]
    if total != FULL:
        report.add(
            file,
            lines[0] if lines else 0,
            f"测评表{checklist.code}分值合计{short(total)}，应为100",
            f"the points of checklist {checklist.code} add to {short(total)}, not to 100",
        )


def _check_same(rows: Iterable[tuple[Row, ProblemType]], known: Vocabulary, report: Report) -> None:
    for row, problem in rows:
        for code in problem.same_as:
            if code == problem.code:
                report.add(row.file, row.line, f"对应编号“{code}”指向自己", f'code "{code}" refers to itself')
            elif code not in known.problems:
                report.add(row.file, row.line, f"对应编号“{code}”不存在", f'code "{code}" does not exist')


def _check_across(names: Iterable[str], packs: Iterable[Pack], report: Report) -> None:
    first: dict[tuple[str, str], str] = {}
    for name, pack in zip(names, packs, strict=True):
        for kind, code in _codes(pack):
            if (kind, code) in first:
                other = first[kind, code]
                report.add(f"{name}/{HEAD}", 0, f"{kind}“{code}”与{other}重复", f'"{code}" is also in {other}')
            first.setdefault((kind, code), name)


def _check_types(names: Iterable[str], packs: tuple[Pack, ...], report: Report) -> None:
    """Types of sites that a table or a sample names must have a checklist in one of the packs."""
    known = {checklist.code for pack in packs for checklist in pack.checklists}
    for name, pack in zip(names, packs, strict=True):
        for standard in pack.standards:
            for part in (*standard.judging.blocks, *standard.judging.quotas):
                for code in part.types:
                    if code not in known:
                        reason_zh = f"体系{standard.code}的“{part.title}”：点位类型“{code}”没有测评表"
                        reason_en = f'"{part.title}" of {standard.code}: type "{code}" has no checklist'
                        report.add(f"{name}/{HEAD}", 0, reason_zh, reason_en)


def _codes(pack: Pack) -> Iterable[tuple[str, str]]:
    yield "测评包", pack.code
    yield from (("体系", standard.code) for standard in pack.standards)
    yield from (("测评表", checklist.code) for checklist in pack.checklists)
    yield from (("条目", item.code) for checklist in pack.checklists for item in checklist.items)
    yield from (("问题", problem.code) for problem in pack.problems)
    yield from (("参数", parameter.key) for parameter in pack.parameters)
