"""What an office says of a standard's figures: confirmed as shipped, or corrected; each once, in the journal."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.domain.assessment import Figure, Standard
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.figures import figures, is_open
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import standards

WHOLE = 10_000
MOST = 100_000_000_000


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as it counts now, what was shipped, and the office's note. `open`: the office is still asked for it."""

    figure: Figure
    shipped: Figure
    open: bool
    note: str = ""


def figures_of(workspace: Workspace, code: str) -> tuple[FigureRow, ...]:
    """Every figure of a standard, in the order of its parts; `Refusal` M21 for an unknown standard."""
    standard = _standard(workspace, code)
    with workspace.store.reading() as connection:
        said = standards.confirmed(connection).get((code, standard.edition), {})
    values = {key: each.value for key, each in said.items()}
    pairs = zip(figures(standard, values), figures(standard), strict=True)
    return tuple(
        FigureRow(now, shipped, is_open(now), said[now.key].note if now.key in said else "") for now, shipped in pairs
    )


def open_figures(workspace: Workspace) -> dict[str, int]:
    """How many figures of each standard the office is still asked for, by the standard's code."""
    with workspace.store.reading() as connection:
        shipped, said = standards.shipped(connection), standards.confirmed(connection)
    return {
        code: sum(
            is_open(each) and each.key not in said.get((code, standard.edition), {}) for each in figures(standard)
        )
        for code, standard in shipped.items()
    }


def confirm(workspace: Workspace, code: str, key: str, value: int | None = None, note: str = "") -> str:
    """Confirm a figure, with `value` (hundredths) where it must read otherwise; answers the record.

    `Refusal` M22 for a team, M21 for an unknown standard or figure, M27 for a value that cannot be, or none where
    nobody knows it.
    """
    workspace.require_office()
    standard = _standard(workspace, code)
    shipped = next((each for each in figures(standard) if each.key == key), None)
    if shipped is None:
        raise Refusal("M21", what="figure", value=key)
    chosen = _fitting(shipped, shipped.value if value is None else value)
    fields = {
        "standard_code": code,
        "edition": standard.edition,
        "figure": key,
        "value": chosen,
        "note": fit("note", note),
    }
    record = _record(workspace, standard, key)
    with workspace.writing() as writer:
        if writer.exists("office.confirmation", record):
            writer.restore("office.confirmation", record)
        writer.put("office.confirmation", record, fields)
    return record


def withdraw(workspace: Workspace, code: str, key: str) -> None:
    """Take a confirmation back: the shipped figure counts again. M21 where there is none."""
    workspace.require_office()
    standard = _standard(workspace, code)
    record = _record(workspace, standard, key)
    with workspace.writing() as writer:
        if key not in standards.confirmed(writer.connection).get((code, standard.edition), {}):
            raise Refusal("M21", what="figure", value=key)
        writer.remove("office.confirmation", record)


def _standard(workspace: Workspace, code: str) -> Standard:
    with workspace.store.reading() as connection:
        found = standards.shipped(connection).get(code)
    if found is None:
        raise Refusal("M21", what="standard", value=code)
    return found


def _record(workspace: Workspace, standard: Standard, key: str) -> str:
    return named("office.confirmation", workspace.office, standard.code, standard.edition, key)


def _fitting(figure: Figure, value: int | None) -> int:
    """Shares are at most the whole, quotas whole numbers, and only targets may be below zero."""
    target = figure.key.endswith(".target")
    share = figure.key.startswith("cycle.") or figure.key.endswith((".weight", ".share"))
    if (
        value is None
        or not (-MOST if target else 0) <= value <= (WHOLE if share else MOST)
        or (figure.key.startswith("quota.") and value % 100)
    ):
        raise Refusal("M27", field=figure.label, value="" if value is None else two_decimals(value))
    return value
