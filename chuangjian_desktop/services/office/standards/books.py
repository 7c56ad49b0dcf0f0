"""A standard out as a workbook, completed or brought up to the present edition by the office, and in again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.figures import figures
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.standard_sheet import facts, tables
from chuangjian_desktop.domain.tables import Grid, RejectedRow
from chuangjian_desktop.inputs.checklists.reading import read_cells
from chuangjian_desktop.inputs.sandbox import refusal
from chuangjian_desktop.inputs.standard_book import holds_standard, standard_in
from chuangjian_desktop.services.office.standards.checklists import OWN
from chuangjian_desktop.services.office.standards.importing import UNDO
from chuangjian_desktop.services.undoing import undoable
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import standards
from chuangjian_desktop.store.standard_values import standard_fields
from chuangjian_desktop.store.writer import Writer


@dataclass(frozen=True, slots=True)
class StandardPreview:
    """A workbook's standard beside what holds now: rows added, changed, the same and dropped, what is wrong with it,
    and the nodes that items in force serve and that it has no longer."""

    file: str
    standard: Standard
    added: int
    changed: int
    same: int
    dropped: int
    wrong: tuple[RejectedRow, ...]
    orphans: tuple[str, ...]


def export_standard(workspace: Workspace, code: str, path: Path) -> tuple[Warn, ...]:
    """Write a standard as it is in force; `Refusal` M21 for an unknown code."""
    from chuangjian_desktop.outputs.xlsx.standard_book import write_standard

    standard = workspace.catalogue.standards.get(code)
    if standard is None:
        raise Refusal("M21", what="standard", value=code)
    return write_standard(standard, path)


def look_at(workspace: Workspace, path: Path) -> StandardPreview:
    """What a workbook of a standard would change; nothing is written. `Refusal` M20 where it cannot be read or is no
    workbook of a standard."""
    grid = read_cells(path)
    if not holds_standard(grid):
        raise refusal(
            path.name,
            "没有“标准”和“节点”两张表；请先导出一套标准，在导出的工作簿里补全后再导入",
            "it has no sheets 标准 and 节点: export a standard first, and complete that workbook",
        )
    return look(workspace, grid)


def look(workspace: Workspace, grid: Grid) -> StandardPreview:
    """The same of cells that were read."""
    parameters = {key: each.value for key, each in workspace.catalogue.parameters.items()}
    standard, wrong = standard_in(grid, parameters)
    before = workspace.catalogue.standards.get(standard.code)
    old, new = _rows(before), _rows(standard)
    kept = old.keys() & new.keys()
    same = sum(old[key] == new[key] for key in kept)
    return StandardPreview(
        grid.file,
        standard,
        len(new.keys() - old.keys()),
        len(kept) - same,
        same,
        len(old.keys() - new.keys()),
        wrong,
        _orphans(workspace, standard),
    )


def take_in(workspace: Workspace, preview: StandardPreview) -> str:
    """Take the standard in as the office's own, in place of the shipped one; answers the record. One that says what
    holds already is left alone: the shipped one goes on with the program.

    All of it or nothing: `Refusal` M20 with the first fault, M22 for a team. Numbers that were confirmed before give
    way to those of the workbook.
    """
    workspace.require_office()
    if preview.wrong:
        first = preview.wrong[0]
        where = f"{first.sheet} {first.row}: "
        zh, en = where + first.reason_zh, where + first.reason_en
        if (faults := len(preview.wrong)) > 1:
            zh, en = f"{zh}；共 {faults} 处有错", f"{en}; {faults} faults in all"
        raise Refusal("M20", file=preview.file, detail_zh=zh, detail_en=en)
    standard = preview.standard
    record = _record(workspace, standard.code)
    if _says_the_same(workspace.catalogue.standards.get(standard.code), standard):
        return record
    with undoable(workspace, UNDO) as writer:
        if writer.exists("office.standard", record):
            writer.restore("office.standard", record)
        writer.put("office.standard", record, {**standard_fields(standard), "own": True})
        for outdated in _outdated(writer, standard):
            writer.remove("office.confirmation", outdated)
    return record


def _says_the_same(before: Standard | None, now: Standard) -> bool:
    """To the order of its rows."""
    return before is not None and (facts(before), tables(before)) == (facts(now), tables(now))


def _outdated(writer: Writer, standard: Standard) -> list[str]:
    """Confirmations of numbers that read otherwise in the workbook: what it says is the office's later word."""
    numbers = {figure.key: figure.value for figure in figures(standard)}
    said = standards.confirmed(writer.connection).get((standard.code, standard.edition), {})
    return sorted(own.record for key, own in said.items() if numbers.get(key) != own.value)


def is_own(workspace: Workspace, code: str) -> bool:
    """Whether the standard in force is the office's own."""
    with workspace.store.reading() as connection:
        return code in standards.own(connection)


def give_back(workspace: Workspace, code: str) -> None:
    """Let the shipped standard count again; M21 where the office has no own one."""
    workspace.require_office()
    record = _record(workspace, code)
    with workspace.writing() as writer:
        if code not in standards.own(writer.connection):
            raise Refusal("M21", what="standard", value=code)
        writer.remove("office.standard", record)


def _record(workspace: Workspace, code: str) -> str:
    return named("office.standard", workspace.office, OWN, code)


def _rows(standard: Standard | None) -> dict[tuple[str, str], list[str]]:
    """Everything that it says, by part and code."""
    if standard is None:
        return {}
    rows = {("", name): [text] for name, text in facts(standard)}
    return rows | {(part, row[0]): row for part, listed in tables(standard).items() for row in listed}


def _orphans(workspace: Workspace, standard: Standard) -> tuple[str, ...]:
    known = {node.code for node in standard.nodes}
    served = {
        place.node
        for version in workspace.catalogue.current.values()
        for item in version.checklist.items
        for place in item.campaigns
        if place.campaign == standard.code
    }
    return tuple(sorted(served - known))
