"""What counts in a team's own file. For second looks it holds parts of visits of other teams, with their sites: those
are neither its work nor its score. In an office's file everything counts."""

from __future__ import annotations

from sqlalchemy import ColumnElement, ScalarSelect, Text, column, exists, or_, select, table

from chuangjian_desktop.store import tables

_team, _assignment, _visit = tables.team.alias("own_team"), tables.assignment, tables.visit


def _fact(key: str) -> ScalarSelect[str]:
    facts = table("workspace", column("key"), column("value", Text)).alias()
    return select(facts.c.value).where(facts.c.key == key).scalar_subquery()


_OWN = select(_team.c.id).where(_team.c.code == _fact("team"), _fact("role") == "team").scalar_subquery()
"""The team (id) that this file was handed out to; nothing in an office's file, or in one that began without a task."""


def visit() -> ColumnElement[bool]:
    """Whether a visit counts."""
    return or_(_OWN.is_(None), _visit.c.team == _OWN, _visit.c.team.is_(None))


def site(round_id: str) -> ColumnElement[bool]:
    """Whether a site is one to visit in a round: where sites were assigned to the team, those, and where it was."""
    mine = _assignment.alias("mine")
    there = _visit.alias("there")
    assigned = (mine.c.round == round_id, mine.c.team == _OWN)
    return or_(
        ~exists().where(*assigned),
        exists().where(*assigned, mine.c.site == tables.site.c.id),
        exists().where(there.c.round == round_id, there.c.team == _OWN, there.c.site == tables.site.c.id),
    )
