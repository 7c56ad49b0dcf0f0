"""rounds list|begin."""

from __future__ import annotations

from chuangjian_desktop.app.commands.context import Answer, Context
from chuangjian_desktop.services import places
from chuangjian_desktop.services.office.rounds import beginning


def listed(context: Context) -> Answer:
    """Every round, oldest first."""
    with context.opened(writing=False) as opened:
        present = opened.round_id
        found = places.rounds(opened)
    return {"rounds": [{"code": each.code, "name": each.name, "present": each.id == present} for each in found]}


def begin(context: Context) -> Answer:
    """The next round, which later commands mean when they name none."""
    with context.opened(writing=True) as opened:
        return {"round": beginning.begin(opened, context.args.name)}
