"""Which papers a case can be about, known before anything is drawn up: the writers refuse all others."""

from __future__ import annotations

from chuangjian_desktop.domain.rectification import AT_UNIT
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.services.office.papers.case_papers import PAPERS
from chuangjian_desktop.services.office.papers.forms import ENDING
from chuangjian_desktop.services.office.papers.letters import BY_STAGE, LETTERS


def papers_for(row: CaseRow) -> tuple[str, ...]:
    """The kinds that fit a case as it is now."""
    return tuple(kind for kind in PAPERS if _fits(kind, row))


def _fits(kind: str, row: CaseRow) -> bool:
    if kind in LETTERS and not row.unit_id:
        return False
    if kind in BY_STAGE:
        return row.stage == BY_STAGE[kind]
    if kind == "催办通知":
        return row.state in AT_UNIT
    if kind == "延期批复":
        return row.extension.get("state") in ("granted", "refused")
    return row.state in ENDING if kind == "销号单" else row.state != "void"
