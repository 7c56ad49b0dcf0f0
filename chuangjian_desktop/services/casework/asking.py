"""What a filter of cases asks of the store."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.services.casework.recurring import all_returning
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries.cases import CaseFilter
from chuangjian_desktop.store.store import Reading


def asked(workspace: Workspace, connection: Reading, wanted: CaseFilter) -> CaseFilter:
    """The filter with what it leaves open: the present round, unless it names another or certain findings, and for 反弹
    what recurs without a link that is written."""
    whole = replace(wanted, returning=all_returning(connection)) if wanted.recurring else wanted
    if whole.where.round_id or whole.findings:
        return whole
    return replace(whole, where=replace(whole.where, round_id=workspace.round_id))
