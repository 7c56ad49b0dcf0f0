"""Standards and checklists out as workbooks."""

from __future__ import annotations

from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.services.office.standards.books import export_standard
from chuangjian_desktop.services.workspace import Workspace


def export_checklist(workspace: Workspace, code: str, path: Path, version: str = "") -> tuple[Warn, ...]:
    """A checklist (by site type, or as CODE/VERSION) or a standard as a workbook that comes back without loss;
    `Refusal` M21 for an unknown one. Without a `version` it is the one in force. M13 is returned where a text did not
    fit into a cell.
    """
    from chuangjian_desktop.outputs.xlsx.checklist_sheet import write_checklist

    catalogue = workspace.catalogue
    if not version:
        code, _, version = code.partition("/")
    current = catalogue.current.get(code)
    fitting = [each for each in catalogue.written.values() if each.checklist.code == code]
    wanted = [each for each in fitting if each.checklist.version == version] if version else []
    if wanted or (current is not None and not version):
        found = wanted[0] if wanted or current is None else catalogue.written[current.id]
        return write_checklist(found.checklist, path)
    if version:
        raise Refusal("M21", what="standard", value=f"{code} {version}")
    return export_standard(workspace, code, path)
