"""standards figures|confirm|withdraw|quotas; parameters list|set|reset."""

from __future__ import annotations

from chuangjian_desktop.app.commands.context import Answer, Context
from chuangjian_desktop.domain.points import to_hundredths, two_decimals
from chuangjian_desktop.services.office.rounds import quotas
from chuangjian_desktop.services.office.standards import confirming, parameters


def figures(context: Context) -> Answer:
    """Every figure of a standard, or the open ones."""
    with context.opened(writing=False) as opened:
        rows = confirming.figures_of(opened, context.args.code)
    return {
        "figures": [
            {
                "figure": row.figure.key,
                "label": row.figure.label,
                "value": _number(row.figure.value),
                "shipped": _number(row.shipped.value),
                "unit": row.figure.unit,
                "certainty": row.figure.certainty,
                "source": row.figure.source,
                "open": row.open,
                "note": row.note,
            }
            for row in rows
            if row.open or not context.args.asked
        ]
    }


def confirm(context: Context) -> Answer:
    """Confirm or correct a figure."""
    args = context.args
    value = None if args.value is None else to_hundredths(args.value)
    with context.opened(writing=True) as opened:
        return {"confirmation": confirming.confirm(opened, args.code, args.figure, value, args.note)}


def withdraw(context: Context) -> Answer:
    """Take a confirmation back."""
    with context.opened(writing=True) as opened:
        confirming.withdraw(opened, context.args.code, context.args.figure)
    return {}


def quotas_list(context: Context) -> Answer:
    """Sample sizes beside the sites of the round."""
    args = context.args
    with context.opened(writing=args.choose) as opened:
        if args.choose:
            quotas.choose_size(opened, args.code, args.size)
        found = quotas.sampling(opened, args.code, args.size)
    rows = [
        {
            "code": row.quota.code,
            "title": row.quota.title,
            "parent": row.quota.parent,
            "types": list(row.quota.types),
            "planned": row.planned,
            "registered": row.registered,
            "visited": row.visited,
            "missing": row.missing,
        }
        for row in found.rows
    ]
    return {"standard": found.standard, "sizes": list(found.sizes), "size": found.size, "quotas": rows}


def parameters_list(context: Context) -> Answer:
    """The city's numbers."""
    with context.opened(writing=False) as opened:
        rows = parameters.parameters_of(opened)
    return {
        "parameters": [
            {
                "key": row.parameter.key,
                "label": row.parameter.label,
                "value": two_decimals(row.parameter.value),
                "shipped": two_decimals(row.shipped),
                "unit": row.parameter.unit,
                "least": two_decimals(row.parameter.least),
                "most": two_decimals(row.parameter.most),
                "certainty": row.parameter.certainty,
                "source": row.parameter.source,
                "own": row.own,
                "note": row.note,
                "items": list(row.items),
            }
            for row in rows
        ]
    }


def parameters_set(context: Context) -> Answer:
    """Set a number of the city."""
    args = context.args
    value = to_hundredths(args.value)
    with context.opened(writing=True) as opened:
        return {"parameter": parameters.set_parameter(opened, args.key, value, args.note)}


def parameters_reset(context: Context) -> Answer:
    """Let the shipped number count again."""
    with context.opened(writing=True) as opened:
        parameters.reset_parameter(opened, context.args.key)
    return {}


def _number(value: int | None) -> str | None:
    return None if value is None else two_decimals(value)
