"""Answering an item: conforming, exempt with reason, not applicable, or back to unanswered."""

from __future__ import annotations

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.scoring import unmeasurable
from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.domain.versions import Version
from chuangjian_desktop.services.acts import put_back
from chuangjian_desktop.services.fieldwork.visits import require_open, version_of
from chuangjian_desktop.services.workspace import Workspace

_ANSWERS = frozenset({"conforming", "exempt", "na", "unanswered"})


def item_id(version: Version, item_code: str) -> str:
    """The record of an item on a checklist by its code; `Refusal` M21."""
    found = version.item_ids.get(item_code)
    if found is None:
        raise Refusal("M21", what="item", value=item_code)
    return found


def set_answer(
    workspace: Workspace,
    visit_id: str,
    item_code: str,
    state: AnswerState,
    reason: str = "",
    *,
    measured: int | None = None,
) -> str:
    """Answer an item; answers the record's id. *Deducted* is not answered but follows from findings (M27).

    `measured` is a value in hundredths of the item's unit, for items that are judged by one, within what can be
    measured (M27). An exemption needs its reason (M27); not every item may be not applicable (M27).
    """
    require_open(workspace, visit_id)
    version = version_of(workspace, visit_id)
    check(version, item_code, state, reason, measured)
    identity = item_id(version, item_code)
    answer = named("answer", visit_id, identity)
    fields = fields_of(visit_id, identity, state, reason, measured)
    with workspace.writing(visit_id) as writer:
        put_back(writer, "answer", answer, fields)
    return answer


def check(version: Version, item_code: str, state: AnswerState, reason: str = "", measured: int | None = None) -> None:
    """`Refusal` M21 or M27 for an answer that the item does not take; nothing is written."""
    if state not in _ANSWERS:
        raise Refusal("M27", field="state", value=state)
    item = version.items[item_id(version, item_code)]
    if state == "na" and not item.na_allowed:
        raise Refusal("M27", field="state", value=f"{item_code}: na")
    if state == "exempt" and not reason.strip():
        raise Refusal("M27", field="reason", value="")
    fit("reason", reason)
    fault = None if measured is None else unmeasurable(item.rule, measured)
    if measured is not None and fault is not None:
        told = {"detail_zh": fault[0], "detail_en": fault[1]}
        raise Refusal("M27", field="measured", value=f"{item_code}: {short(measured)}", **told)


def fields_of(
    visit_id: str, item_identity: str, state: AnswerState, reason: str = "", measured: int | None = None
) -> dict[str, Value]:
    """What an answer's record holds; M27 for a reason that cannot be kept."""
    return {
        "visit": ref("visit", visit_id),
        "item": ref("office.item", item_identity),
        "state": state,
        "reason": fit("reason", reason),
        "measured": measured,
    }
