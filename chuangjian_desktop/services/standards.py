"""Standards and checklists out as workbooks."""

from __future__ import annotations

from pathlib import Path

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.services.workspace import Workspace


def export_checklist(workspace: Workspace, code: str, path: Path, version: str = "") -> tuple[Warn, ...]:
    """A checklist (by site type) as a workbook that comes back without loss, or a standard's nodes; `Refusal` M21 for
    an unknown code. Without a `version` it is the one in force. M13 is returned where a text did not fit into a cell.
    """
    from chuangjian_desktop.outputs.xlsx.checklist_sheet import write_checklist
    from chuangjian_desktop.outputs.xlsx.plain import write_plain

    catalogue = workspace.catalogue
    current = catalogue.current.get(code)
    fitting = [each for each in catalogue.written.values() if each.checklist.code == code]
    wanted = [each for each in fitting if each.checklist.version == version] if version else []
    if wanted or (current is not None and not version):
        found = wanted[0] if wanted or current is None else catalogue.written[current.id]
        return write_checklist(found.checklist, path)
    if version or (standard := catalogue.standards.get(code)) is None:
        raise Refusal("M21", what="standard", value=f"{code} {version}".strip())
    nodes = [[node.code, node.title] for node in standard.nodes]
    return write_plain(path, _standard_title(standard), ("节点", "名称"), (24, 60), nodes)


def _standard_title(standard: Standard) -> str:
    return f"{standard.title}（{standard.edition}）"
