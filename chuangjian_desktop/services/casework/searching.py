"""Which case somebody means who scans or types what stands on a paper: a code, a problem's number, a document's."""

from __future__ import annotations

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.rectification import case_id
from chuangjian_desktop.domain.replies import as_code, document_code
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseFilter
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import notices


def meant(workspace: Workspace, text: str) -> tuple[str, ...]:
    """The findings of the cases that a text means: a problem's number or code names one, a document's number or code
    all that stand on it. Empty when it means nothing here; refused like `reading.case` for a number of several."""
    wanted = as_code(text)
    if not wanted:
        return ()
    with workspace.store.reading() as connection:
        issued = [each for each in notices.notices(connection) if wanted in (each.number, document_code(each.id))]
    if issued:
        return tuple(dict.fromkeys(finding for each in issued for finding in each.findings))
    try:
        return reading.resolve(workspace, [wanted])
    except Refusal as refusal:
        if refusal.code != "M21":
            raise
    findings = reading.chosen(workspace, CaseFilter())
    return tuple(each for each in findings if document_code(case_id(each)) == wanted)
