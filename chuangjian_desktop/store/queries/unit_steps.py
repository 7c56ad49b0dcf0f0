"""What units did to cases in their own workspaces, as it came in packages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from chuangjian_desktop.domain.journal import read_change, ref_of

_STEPS = "SELECT seq, body FROM change WHERE entity = 'step' AND instr(body, '\"role\":\"unit\"}') > 0 ORDER BY seq"


@dataclass(frozen=True, slots=True)
class UnitStep:
    """An act of a unit: its place in the journal (`change.seq`), its case, and the replica that wrote it."""

    seq: int
    case: str
    action: str
    replica: str


def unit_steps(connection: Connection) -> tuple[UnitStep, ...]:
    """All of them, in the order in which they came."""
    found: list[UnitStep] = []
    for seq, body in connection.exec_driver_sql(_STEPS):
        change = read_change(str(body))
        if change.role == "unit" and (case := ref_of(change.fields.get("case"))):
            found.append(UnitStep(int(seq), case, str(change.fields.get("action", "")), change.replica))
    return tuple(found)
