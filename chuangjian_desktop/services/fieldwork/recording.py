"""Recording a finding together with its photos, in one durable step that is undone as one."""

from __future__ import annotations

from collections.abc import Sequence

from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services.fieldwork.findings import FindingDraft, record_with
from chuangjian_desktop.services.fieldwork.photos import store_photo
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.writer import Writer


def record_with_photos(
    workspace: Workspace, visit_id: str, item_code: str, draft: FindingDraft, prepared: Sequence[PreparedPhoto]
) -> str:
    """Record a finding and put these photos with it; its id is answered only when all of it is durable."""

    def store(writer: Writer, finding: str) -> None:
        for position, photo in enumerate(prepared):
            store_photo(writer, photo, (finding, visit_id), position, None)

    return record_with(workspace, visit_id, item_code, draft, store)
