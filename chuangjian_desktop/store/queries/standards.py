"""Standards and parameters as they were shipped, and what the office says of their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.figures import effective
from chuangjian_desktop.domain.standard import Parameter
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.standard_values import parameter_from, standard_from


@dataclass(frozen=True, slots=True)
class Own:
    """The office's own number in place of a shipped one, or the same one confirmed."""

    value: int
    note: str
    record: str


def shipped(connection: Connection) -> dict[str, Standard]:
    """Standards by code without the office's word on their figures; one that the office took in itself goes before the
    one that came with the program."""
    rows = connection.execute(select(tables.standard).order_by(tables.standard.c.id)).mappings().all()
    return {each.code: each for each in map(standard_from, sorted(rows, key=lambda row: bool(row["own"])))}


def own(connection: Connection) -> frozenset[str]:
    """Codes of the standards that the office took in itself."""
    s = tables.standard.c
    return frozenset(str(code) for code in connection.execute(select(s.code).where(s.own == 1)).scalars())


def confirmed(connection: Connection) -> dict[tuple[str, str], dict[str, Own]]:
    """What the office said of figures: for a standard's code and edition, by figure."""
    c = tables.confirmation.c
    found: dict[tuple[str, str], dict[str, Own]] = {}
    for row in connection.execute(select(tables.confirmation).where(c.value.is_not(None)).order_by(c.id)).mappings():
        own = Own(int(row["value"]), str(row["note"] or ""), str(row["id"]))
        found.setdefault((str(row["standard_code"]), str(row["edition"])), {})[str(row["figure"])] = own
    return found


def in_force(connection: Connection) -> dict[str, Standard]:
    """Standards by code, with the office's numbers."""
    said = confirmed(connection)
    return {
        code: effective(standard, {key: own.value for key, own in said.get((code, standard.edition), {}).items()})
        for code, standard in shipped(connection).items()
    }


def shipped_parameters(connection: Connection) -> dict[str, Parameter]:
    """Parameters by key as a pack brought them."""
    p = tables.parameter.c
    rows = connection.execute(select(tables.parameter).where(p.label.is_not(None)).order_by(p.id)).mappings()
    return {each.key: each for each in map(parameter_from, rows)}


def own_parameters(connection: Connection) -> dict[str, Own]:
    """The city's numbers by key: records of the office that say nothing else, so that a newer pack leaves them be."""
    p = tables.parameter.c
    mine = select(tables.parameter).where(p.label.is_(None), p.value.is_not(None)).order_by(p.id)
    return {
        str(row["key"]): Own(int(row["value"]), str(row["note"] or ""), str(row["id"]))
        for row in connection.execute(mine).mappings()
    }


def parameters(connection: Connection) -> Mapping[str, Parameter]:
    """Parameters by key with the city's numbers."""
    own = own_parameters(connection)
    return {
        key: replace(each, value=own[key].value) if key in own else each
        for key, each in shipped_parameters(connection).items()
    }
