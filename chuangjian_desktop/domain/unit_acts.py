"""What a responsible unit may write, in its own workspace and in what it sends: replies to its cases with photos of the
repair, requests for more time, objections. All else is the office's or the teams'."""

from __future__ import annotations

from chuangjian_desktop.domain.canonical import Value, is_map
from chuangjian_desktop.domain.journal import Change, ref_of
from chuangjian_desktop.domain.rectification import TRANSITIONS

_OWN = tuple(each for each in TRANSITIONS.values() if each.who == "unit")
_ACTIONS = frozenset(each.action for each in _OWN)
_CASE = frozenset({"state", "reply", "extension", "objection", "reason"})
_ASKS = {"extension": "asked", "objection": "open"}
"""What the office answers begins so; a unit answers none of it itself."""
_PERSON = frozenset({"name", "post"})
STAGES = ("after", "objection")
"""Photos that a unit takes."""


def may_write(change: Change) -> bool:
    """Whether a change is of a kind that a unit writes, whichever case it is about."""
    if change.entity == "case":
        return change.kind == "put" and bool(change.parents) and _CASE.issuperset(change.fields) and _asks(change)
    if change.entity == "photo" and change.kind == "erase":
        return True
    if change.kind != "put" or change.parents:
        return False
    if change.entity == "step":
        return change.fields.get("action") in _ACTIONS
    if change.entity == "photo":
        home = [ref_of(change.fields.get(name)) for name in ("finding", "visit")]
        return change.fields.get("stage") in STAGES and home == [None, None]
    return change.entity == "office.person" and _PERSON.issuperset(change.fields)


def leads(before: Value, after: Value) -> bool:
    """Whether some act of a unit leads from one state of a case to another."""
    return before == after or any(before in each.sources and after in each.targets for each in _OWN)


def _asks(change: Change) -> bool:
    held = ((change.fields[name], wanted) for name, wanted in _ASKS.items() if name in change.fields)
    return all(is_map(value) and value.get("state") == wanted for value, wanted in held)
