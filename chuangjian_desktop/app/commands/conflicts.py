"""conflicts, settle, duplicates, erase."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

from chuangjian_desktop.app.commands import exchange_text
from chuangjian_desktop.app.commands.context import Answer, Context
from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.services.exchange import conflicts as listing
from chuangjian_desktop.services.exchange import duplicates as twins
from chuangjian_desktop.services.exchange import erasing, settling
from chuangjian_desktop.services.exchange.conflicts import Candidate, Conflict
from chuangjian_desktop.services.exchange.duplicates import Twins
from chuangjian_desktop.services.exchange.settling import Decision


def conflicts(context: Context) -> Answer:
    """What is in conflict, and on demand what was settled."""
    with context.opened(writing=False) as opened:
        found = listing.conflicts(opened, context.lang)
        settled = listing.settled(opened, context.lang) if context.args.settled else ()
    text = exchange_text.listed(found, settled, context.lang)
    answer: dict[str, Any] = {"conflicts": [_conflict(each) for each in found]}
    if context.args.settled:
        answer["settled"] = [_conflict(each) for each in settled]
    return {**answer, "text": text}


def _conflict(each: Conflict) -> dict[str, Any]:
    return {
        "id": each.id,
        "entity": each.entity,
        "record": each.record,
        "field": each.field,
        "words": each.words,
        "shown": _value(each.field, each.shown),
        "candidates": [_candidate(each.field, one) for one in each.candidates],
        "photos": list(each.photos),
        "removed": each.removed,
        "allowed": each.allowed,
        "both": each.both,
        "along": list(each.along),
    }


def _candidate(field: str, each: Candidate) -> dict[str, Any]:
    return {
        "id": each.id,
        "value": _value(field, each.value),
        "words": each.words,
        "by": each.by,
        "replica": each.replica,
        "replica_name": each.replica_name,
        "role": each.role,
        "at": each.at,
        "ids": list(each.ids),
        "by_all": [{"by": one.by, "replica": one.replica, "at": one.at} for one in each.by_all],
    }


def _value(field: str, value: Value) -> Value:
    """Points are texts with two decimals, as everywhere in answers."""
    return two_decimals(value) if field == "points" and isinstance(value, int) else value


def settle(context: Context) -> Answer:
    """Decide one conflict, or many by a rule."""
    args = context.args
    if (args.id is None) != (args.rule is not None):
        _wrong_usage("settle FILE ID (--choose CANDIDATE | --value V | --both), or settle FILE --rule RULE")
    with context.opened(writing=True) as opened:
        if args.rule is not None:
            ruled = settling.settle_by_rule(opened, args.rule)
            return {"settled": ruled.settled, "left": list(ruled.left), **_changes(ruled.changes)}
        done = settling.settle(opened, args.id, Decision(args.choose or "", args.value, args.both))
    context.warnings.extend(done.warnings)
    return _changes(done.changes)


def _changes(changes: tuple[str, ...]) -> Answer:
    return {"change": changes[-1] if changes else "", "changes": list(changes)}


def _wrong_usage(usage: str) -> NoReturn:
    sys.stderr.write(f"usage: {usage}\n")
    raise SystemExit(2)


def erase(context: Context) -> Answer:
    """Let a photo's bytes go."""
    args = context.args
    with context.opened(writing=True) as opened:
        done = erasing.erase(opened, args.photo, args.reason)
    context.warnings.extend(done.warnings)
    return {"changes": list(done.changes), "blobs": list(done.blobs), "requested": list(done.requested)}


def duplicates(context: Context) -> Answer:
    """Proposals and verdicts, or one more verdict."""
    args = context.args
    if args.verdict:
        decide = {"join": twins.join, "distinct": twins.distinct, "take-back": twins.take_back}[args.verdict]
        with context.opened(writing=True) as opened:
            return {"change": decide(opened, args.first, args.second)}
    with context.opened(writing=False) as opened:
        found = twins.overview(opened)
    return {
        "proposals": [
            {**_twins(each), "reasons": list(each.reasons), "strength": each.strength} for each in found.proposals
        ],
        "joined": [_twins(each) for each in found.joined],
        "distinct": [_twins(each) for each in found.distinct],
    }


def _twins(each: Twins) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, side in (("first", each.first), ("second", each.second)):
        line = side.line
        words = f"{line.place}：{line.words}" if line.place else line.words
        said |= {name: line.id, f"{name}_number": line.number, f"{name}_team": line.team, f"{name}_words": words}
    return said
