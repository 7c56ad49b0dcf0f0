"""异议: a unit's objection with its evidence, and the decision of a second person."""

from __future__ import annotations

from collections.abc import Sequence

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services.casework.acting import Moment, Move, act
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries.cases import CaseRow


def objection(
    workspace: Workspace, findings: Sequence[str], reason: str, photos: Sequence[PreparedPhoto] = ()
) -> tuple[str, ...]:
    """Enter a unit's objection (提出异议) with its reason and photos. M26 while an earlier one is open."""
    by = workspace.author or ""

    def plan(row: CaseRow, moment: Moment) -> Move:
        if row.objection.get("state") == "open":
            raise Refusal("M26", what=row.number, reason_zh="已有待决的异议", reason_en="an objection is open already")
        said: dict[str, Value] = {"state": "open", "reason": fit("reason", reason), "at": moment.text, "by": by}
        return Move("object", reason, fields={"objection": said}, photos=tuple(photos), stage="objection")

    return act(workspace, findings, plan)


def decide(workspace: Workspace, findings: Sequence[str], *, upheld: bool, reason: str) -> tuple[str, ...]:
    """Decide objections. Upheld (异议成立): the case is 作废, and the score gets back what the finding cost, as a line
    of its own. Otherwise (异议不成立) all stays.

    The person acting is a second one: M22 for whoever recorded the problem, first decided on it or entered the
    objection; M27 when nobody is named or no reason is given.
    """
    by = workspace.author or ""

    def plan(row: CaseRow, moment: Moment) -> Move:
        outcome = "upheld" if upheld else "dismissed"
        decided: dict[str, Value] = {"state": outcome, "decision": reason, "decided_at": moment.text, "decided_by": by}
        fields: dict[str, Value] = {"objection": {**row.objection, **decided}}
        if upheld:
            fields["reason"] = fit("reason", reason)
        return Move("uphold" if upheld else "dismiss", reason, fields=fields)

    return act(workspace, findings, plan)
