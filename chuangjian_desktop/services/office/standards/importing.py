"""Checklists out of offices' own workbooks: looked at row by row, put right by a person, taken in as one act."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.standard import Checklist, Item
from chuangjian_desktop.domain.versions import Version
from chuangjian_desktop.inputs.checklists import reading
from chuangjian_desktop.inputs.checklists.headings import label
from chuangjian_desktop.inputs.checklists.totals import odd_totals
from chuangjian_desktop.inputs.checklists.understanding import guessed, sum_of, understood
from chuangjian_desktop.inputs.checklists.values import Head, Known, Line, Placed, ReadLine, Skipped, Table, Workbook
from chuangjian_desktop.services.office.standards import item_codes
from chuangjian_desktop.services.office.standards.checklists import next_version
from chuangjian_desktop.services.office.standards.completing import Around, around
from chuangjian_desktop.services.office.standards.drafts import save
from chuangjian_desktop.services.registry import initials
from chuangjian_desktop.services.undoing import take_back, undoable
from chuangjian_desktop.services.workspace import Workspace, now

State = Literal["draft", "published"]
UNDO = "standards import"
"""The kind of step that an import is, of checklists and of whole standards."""

_NOISE = re.compile(
    r"\d{2,4}\s*年度?|第?[一二三四1-4]季度|[上下]半年|《|》|[（(].*?[)）]|附件?\s*\d*\s*[:：]?|创建?(?:全国|国家|省级)?(?:文明|卫生)城市"
    r"|(?:全国|国家|省级)(?:文明|卫生)城市|创文|创卫"
)
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,5}")
_TAIL = re.compile(
    r"(?:(?:实地|现场|模拟|日常|暗访|明查|季度|月度|量化|综合)*(?:测评|考评|考核|检查|督查|督导|暗访|评分|评价|操作|评比|打分|计分|标准|细则"
    r"|手册|项目|内容|表|办法|体系|规范|要求|指标|及|和|与|与评分))+$"
)


@dataclass(frozen=True, slots=True)
class Target:
    """What a table becomes: the type of site (a new one where `code` is not known yet) and its title."""

    code: str
    title: str
    new: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """One checklist of a workbook as it would be taken in. `lines` carry their final items; `kept` are items of the
    version before whose rows were not understood, and which therefore stay as they were. Without a `version` everything
    is there already."""

    table: Table
    target: Target
    lines: tuple[ReadLine, ...]
    base: str
    version: Version | None
    added: int
    changed: int
    same: int
    dropped: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    notes: tuple[Placed, ...] = ()
    """What concerns no single item: columns that were not read, totals that do not add up."""
    odd: bool = False
    """Whether a sub-total or total differs from its items."""
    guessed: tuple[str, ...] = ()
    """What no row says, so that all of it was guessed: "points", "rule"."""
    held: bool = False
    """Whether it was to be published and stays a draft, since rows were not understood, a filled column was not read,
    rules or points are all guessed, or points do not add up."""

    @property
    def points(self) -> str:
        """The sum of the points."""
        return sum_of(self.lines)


@dataclass(frozen=True, slots=True)
class Preview:
    """A workbook as it was understood; `draft` is what it says, for changing cells and looking again."""

    draft: Workbook
    plans: tuple[Plan, ...]

    def counted(self, verdict: str) -> int:
        """How many rows are understood, doubtful or unknown."""
        return sum(line.verdict == verdict for plan in self.plans for line in plan.lines)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Rows that are no items."""
        return tuple(each for plan in self.plans for each in plan.table.skipped)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants: another type of site or title for the n-th table, and whether it is published at once."""

    targets: dict[int, tuple[str, str]] = field(default_factory=dict[int, "tuple[str, str]"])
    state: State = "published"


def look(workspace: Workspace, path: Path, wish: Wish | None = None) -> Preview:
    """What a workbook holds; nothing is written. `Refusal` M20 with the reason where it cannot be read."""
    return understand(workspace, reading.read_workbook(path), wish)


def look_at_pasted(workspace: Workspace, text: str, wish: Wish | None = None) -> Preview:
    """The same of cells that were copied out of a table."""
    return understand(workspace, reading.read_pasted(text), wish)


def understand(workspace: Workspace, draft: Workbook, wish: Wish | None = None) -> Preview:
    """Understand a workbook (again), after cells were changed."""
    wanted = wish or Wish()
    plans: list[Plan] = []
    taken: dict[str, str] = {}
    surroundings = around(workspace)
    for number, table in enumerate(_joined(workspace, draft.tables)):
        target = _target(workspace, table.head, wanted.targets.get(number), taken)
        taken[target.code] = target.title
        plans.append(_plan(workspace, table, target, wanted.state, surroundings))
    return Preview(draft, tuple(plans))


def changed_cell(draft: Workbook, place: tuple[str, int], key: str, text: str) -> Workbook:
    """The workbook with another text in one cell, given by sheet and row; what was wrong with the old text is gone."""

    def fixed(line: Line) -> Line:
        if (line.sheet, line.row) != place:
            return line
        remarks = tuple(each for each in line.remarks if each.key != key)
        return replace(line, cells={**line.cells, key: text}, remarks=remarks)

    tables = (replace(table, lines=tuple(map(fixed, table.lines))) for table in draft.tables)
    return replace(draft, tables=tuple(tables))


def without_row(draft: Workbook, place: tuple[str, int]) -> Workbook:
    """The workbook without one row."""
    tables = (
        replace(table, lines=tuple(line for line in table.lines if (line.sheet, line.row) != place))
        for table in draft.tables
    )
    return replace(draft, tables=tuple(tables))


def take_in(workspace: Workspace, preview: Preview) -> tuple[str, ...]:
    """Write what the preview shows, in one act; answers the ids of new versions. Nothing is written twice."""
    versions = [plan.version for plan in preview.plans if plan.version is not None]
    if not versions:
        return ()
    with undoable(workspace, UNDO) as writer:
        return tuple(save(writer, workspace, each) for each in versions)


def undo(workspace: Workspace) -> bool:
    """Take the last import back, as one step; False when there is none. `Refusal` M26 once visits were begun with what
    it brought, or something of it was changed."""
    return take_back(workspace, UNDO)


def remarks_of(preview: Preview) -> Iterator[Placed]:
    """Every remark with its place, row by row, then what concerns whole tables."""
    for plan in preview.plans:
        table = plan.table
        for line in plan.lines:
            for each in line.remarks:
                heading = table.heads.get(each.key, "") or (each.key and label(each.key))
                yield Placed(line.line.sheet, line.line.row, table.letters.get(each.key, ""), heading, each)
        yield from plan.notes


# ---- what a table becomes --------------------------------------------------------------------------------------------


def _joined(workspace: Workspace, tables: tuple[Table, ...]) -> list[Table]:
    """Tables of one type of site on several sheets are one checklist."""
    found: dict[str, Table] = {}
    for number, table in enumerate(tables):
        code = table.head.code or _known_type(workspace, table.head.title)
        key = f"{code}/{table.head.version}" if code else f"#{number}"
        first = found.get(key)
        if first is None or table.head.exact:
            found[key if first is None else f"{key}#{number}"] = table
        else:
            lines, skipped = (*first.lines, *table.lines), (*first.skipped, *table.skipped)
            notes, lost = (*first.notes, *table.notes), (*first.lost, *table.lost)
            found[key] = replace(first, lines=lines, skipped=skipped, notes=notes, lost=lost)
    return list(found.values())


def _target(workspace: Workspace, head: Head, wanted: tuple[str, str] | None, taken: dict[str, str]) -> Target:
    titles = {code: version.checklist.title for code, version in workspace.catalogue.current.items()}
    known = titles | {each.checklist.code: each.checklist.title for each in workspace.catalogue.written.values()}
    if wanted is not None:
        code, title = wanted[0].strip().upper(), wanted[1].strip()
        if code not in known and _CODE.fullmatch(code) is None:
            raise Refusal("M27", field="code", value=wanted[0])
        return Target(code, title or known.get(code, code), code not in known)
    code = head.code or _known_type(workspace, head.title)
    if code:
        if code not in known and not (code.isascii() and code.isalnum()):
            raise Refusal("M27", field="code", value=code)
        return Target(code, head.title if head.exact else known.get(code, head.title), code not in known)
    title = _plain_title(head.title)
    drafted = next((code for code, name in known.items() if name == title and code not in taken), "")
    if drafted:
        return Target(drafted, title, new=False)
    return Target(_new_code(title, known.keys() | taken.keys()), title, new=True)


def _known_type(workspace: Workspace, title: str) -> str:
    """The type of site that a title names: the longest name in it."""
    names = workspace.catalogue.type_names
    text = re.sub(r"\s+", "", title.lower())
    fitting = [name for name in names if len(name) > 1 and not name.isascii() and name in text]
    return names[max(fitting, key=len)] if fitting else ""


def _plain_title(text: str) -> str:
    """2026年第四季度地铁站测评操作手册 is about 地铁站."""
    plain = _NOISE.sub("", text).strip()
    return (_TAIL.sub("", plain).strip() or plain or text.strip())[:40] or "新点位类别"


def _new_code(title: str, taken: Iterable[str]) -> str:
    """Two characters after the title that no type of site bears yet, a letter first as in every code."""
    letters = re.sub(r"[^A-Z0-9]", "", initials(title).upper()).lstrip("0123456789") or "NB"
    letters = f"{letters}X"[:6] if len(letters) < 2 else letters[:6]
    used = set(taken)
    pairs = [letters[0] + other for other in letters[1:]] + [letters[0] + chr(65 + n) for n in range(26)]
    return next((pair for pair in pairs if pair not in used), letters)


def _plan(workspace: Workspace, table: Table, target: Target, state: State, surroundings: Around) -> Plan:
    catalogue = workspace.catalogue
    versions = [each for each in catalogue.written.values() if each.checklist.code == target.code]
    versions.sort(key=lambda one: one.order)
    base = _base(workspace, table.head, target.code, versions)
    read = understood(table, _known(workspace, target.code))
    before = [each.checklist for each in versions]
    lines = item_codes.coded(read, table, target.code, before, base, surroundings=surroundings)
    items, kept = item_codes.in_order(lines, base, exact=table.head.exact)
    old = {item.code: item for item in base.checklist.items} if base else {}
    pairs = [(old.get(item.code), item) for item in items if item.code not in kept]
    same = sum(before is not None and item_codes.alike(before, item) for before, item in pairs)
    added = sum(before is None for before, _ in pairs)
    dropped = item_codes.gone(base.checklist, items) if base else ()
    checklist = _checklist(table.head, target, base, items)
    odd = tuple(odd_totals(table, read))
    unread = guessed(read)
    unsafe = bool(odd or unread or table.lost) or any(line.item is None for line in lines)
    wanted = "draft" if unsafe else state
    there = _is_there(checklist, versions, wanted)
    useful = not there and len(kept) < len(items)
    version = _version(checklist, base, versions, wanted) if useful else None
    if there:
        added, same, dropped = 0, len(pairs), ()
    changed = len(pairs) - same - added
    notes = (*table.notes, *odd)
    held = unsafe and state == "published"
    counts = (added, changed, same)
    name = base.id if base else ""
    return Plan(table, target, lines, name, version, *counts, dropped, kept, notes, bool(odd), unread, held)


def _is_there(checklist: Checklist, versions: list[Version], wanted: State) -> bool:
    """Whether a version says the same already; a draft that does is no reason not to publish now."""
    alike = (each for each in versions if _says_the_same(each.checklist, checklist))
    return any(wanted == "draft" or each.checklist.state != "draft" for each in alike)


def _base(workspace: Workspace, head: Head, code: str, versions: list[Version]) -> Version | None:
    """What the table is compared with: the version that it names, else the newest of the office's, else the one in
    force."""
    if head.exact:
        named = [each for each in versions if each.checklist.version == head.version and head.code == code]
        if named:
            return named[-1]
    usable = [each for each in versions if each.checklist.state != "retired"]
    current = workspace.catalogue.current.get(code)
    return next((each for each in versions if current is not None and each.id == current.id), None) or (
        usable[-1] if usable else None
    )


def _known(workspace: Workspace, code: str) -> Known:
    catalogue = workspace.catalogue
    nodes = {node.code: standard.code for standard in catalogue.standards.values() for node in standard.nodes}
    elsewhere = {
        item.code: version.checklist.title
        for version in catalogue.current.values()
        for item in version.checklist.items
        if version.checklist.code != code
    }
    titles = {standard.code: standard.title for standard in catalogue.standards.values()}
    problems, parameters = frozenset(catalogue.problems), frozenset(catalogue.parameters)
    return Known(nodes, problems, parameters, elsewhere, titles, _usual_nodes(workspace, code))


def _usual_nodes(workspace: Workspace, code: str) -> dict[str, tuple[str, ...]]:
    """The nodes that items of a type of site serve in each campaign, the most frequent first; for a type that has none
    there, those of all types."""
    checklists = workspace.catalogue.checklists
    found: dict[str, Counter[str]] = {}
    for own in (True, False):
        items = (item for type_, each in checklists.items() if (type_ == code) is own for item in each.items)
        counted: dict[str, Counter[str]] = {}
        for item in items:
            for node in item.campaigns:
                counted.setdefault(node.campaign, Counter())[node.node] += 1
        found = counted | found
    return {campaign: tuple(node for node, _ in nodes.most_common()) for campaign, nodes in found.items()}


def _checklist(head: Head, target: Target, base: Version | None, items: tuple[Item, ...]) -> Checklist:
    if head.exact:
        return Checklist(target.code, target.title, head.synonyms, head.version, items, date=head.date)
    synonyms = base.checklist.synonyms if base else ()
    return Checklist(target.code, target.title, synonyms, "", items)


def _says_the_same(one: Checklist, other: Checklist) -> bool:
    facts = (one.title, one.synonyms, len(one.items)) == (other.title, other.synonyms, len(other.items))
    return facts and all(item_codes.alike(a, b) for a, b in zip(one.items, other.items, strict=True))


def _version(checklist: Checklist, base: Version | None, versions: list[Version], state: State) -> Version:
    """A version of its own; a draft that the sheet names is written over."""
    today = f"{now():%Y-%m-%d}"
    if base is not None and base.checklist.state == "draft" and base.checklist.version == checklist.version:
        date = today if state == "published" else ""
        review = item_codes.untouched(base, checklist)
        return replace(base, checklist=replace(checklist, state=state, date=date), review=review)
    taken = {each.checklist.version for each in versions}
    fresh = checklist.version and checklist.version not in taken
    name = checklist.version if fresh else next_version(base.checklist.version if base else "", taken)
    newest = max((each.checklist.date for each in versions), default=checklist.date)
    items = tuple(item_codes.continued(item, base) for item in checklist.items)
    date = (newest if base is None and newest else max(today, newest)) if state == "published" else ""
    made = replace(checklist, version=name, items=items, state=state, date=date)
    if base is None:
        return Version("", made, {})
    review = item_codes.review(base.checklist, made)
    return Version("", made, {}, base.id, item_codes.for_person(review) if state == "draft" else review)
