"""The numbers that the city sets for itself (公益广告 and the like), in one place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.parameters import keys_in
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.standard import Parameter
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import standards


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter as it counts now, the number that was shipped, the office's note, and the codes of the items in force
    that use it. `own`: the office has set it."""

    parameter: Parameter
    shipped: int
    own: bool
    note: str
    items: tuple[str, ...]


def parameters_of(workspace: Workspace) -> tuple[ParameterRow, ...]:
    """Every parameter, in the order of its key."""
    with workspace.store.reading() as connection:
        shipped, own = standards.shipped_parameters(connection), standards.own_parameters(connection)
    users = _users(workspace)
    return tuple(
        ParameterRow(
            replace(each, value=own[key].value) if key in own else each,
            each.value,
            key in own,
            own[key].note if key in own else "",
            tuple(users.get(key, ())),
        )
        for key, each in sorted(shipped.items())
    )


def set_parameter(workspace: Workspace, key: str, value: int, note: str = "") -> str:
    """Set a number of the city (hundredths); answers the record.

    `Refusal` M22 for a team, M21 for an unknown key, M27 for a value out of the parameter's range.
    """
    workspace.require_office()
    parameter = _parameter(workspace, key)
    if not parameter.least <= value <= parameter.most:
        span = f"{short(parameter.least)}–{short(parameter.most)}{parameter.unit}"
        raise Refusal("M27", field=parameter.label, value=short(value), detail=span)
    record = _record(workspace, key)
    with workspace.writing() as writer:
        if writer.exists("office.parameter", record):
            writer.restore("office.parameter", record)
        writer.put("office.parameter", record, {"key": key, "value": value, "note": fit("note", note)})
    return record


def reset_parameter(workspace: Workspace, key: str) -> None:
    """Let the shipped number count again; M21 for a parameter that the office has not set."""
    workspace.require_office()
    with workspace.writing() as writer:
        if key not in standards.own_parameters(writer.connection):
            raise Refusal("M21", what="parameter", value=key)
        writer.remove("office.parameter", _record(workspace, key))


def _parameter(workspace: Workspace, key: str) -> Parameter:
    found = workspace.catalogue.parameters.get(key)
    if found is None:
        raise Refusal("M21", what="parameter", value=key)
    return found


def _record(workspace: Workspace, key: str) -> str:
    return named("office.parameter", workspace.office, key)


def _users(workspace: Workspace) -> dict[str, list[str]]:
    catalogue = workspace.catalogue
    users: dict[str, list[str]] = {}
    for version in catalogue.current.values():
        for item in catalogue.written[version.id].checklist.items:
            for key in keys_in(item):
                users.setdefault(key, []).append(item.code)
    return users
