"""加减分 and hits of the negative list, outside the 100. Nothing is deleted: a line is made void with its reason."""

from __future__ import annotations

from chuangjian_desktop.domain.city.facts import Ledger
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.office.city.entries import checked_date
from chuangjian_desktop.services.office.city.scoring import standard_of
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import city

MOST = 10_000


def ledger_of(workspace: Workspace, code: str) -> tuple[Ledger, ...]:
    """The ledger of a standard in the present round, void lines included."""
    with workspace.store.reading() as connection:
        return city.ledger(connection, workspace.round_id, code)


def add_line(workspace: Workspace, code: str, line: Ledger) -> str:
    """Add a line (its `id` is made here); answers the record. A hit of the negative list names its entry by `code`.

    `Refusal` M22 for a team, M21 for an unknown standard or entry, M27 for points that cannot be or no reason.
    """
    workspace.require_office()
    standard = standard_of(workspace, code)
    if line.kind not in ("plus", "minus", "negative"):
        raise Refusal("M27", field="kind", value=line.kind)
    if line.kind == "negative" and line.code not in {each.code for each in standard.judging.negatives}:
        raise Refusal("M21", what="negative", value=line.code)
    if line.kind != "negative" and not 0 < line.points <= MOST:
        raise Refusal("M27", field="points", value=two_decimals(line.points))
    if not fit("reason", line.reason).strip():
        raise Refusal("M27", field="reason", value="")
    checked_date("date", line.date)
    record = fresh()
    with workspace.writing() as writer:
        writer.put(
            "office.bonus",
            record,
            {
                "standard_code": code,
                "round": ref("office.round", workspace.round_id),
                "unit": ref("office.unit", line.unit) if line.unit else None,
                "kind": line.kind,
                "code": line.code,
                "points": 0 if line.kind == "negative" else line.points,
                "reason": line.reason.strip(),
                "date": line.date,
                "void": False,
            },
        )
    return record


def void_line(workspace: Workspace, record: str, reason: str) -> None:
    """Make a line void; M27 without a reason, M26 when it is void already, M21 for an unknown one."""
    workspace.require_office()
    if not fit("reason", reason).strip():
        raise Refusal("M27", field="reason", value="")
    with workspace.store.reading() as connection:
        state = city.is_void(connection, record)
    if state is None:
        raise Refusal("M21", what="bonus", value=record)
    if state:
        raise Refusal("M26", what="bonus", reason="void")
    with workspace.writing() as writer:
        writer.put("office.bonus", record, {"void": True, "void_reason": reason.strip()})
