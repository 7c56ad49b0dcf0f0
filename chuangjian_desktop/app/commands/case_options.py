"""cases options: what an office sets about its rectification loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from chuangjian_desktop.app.commands.context import Answer, Context
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.casework.options import CaseOptions, case_options, save_case_options


def cases_options(context: Context) -> Answer:
    """Show all options, after setting those that are given."""
    given: Sequence[str] = context.args.options
    with context.opened(writing=bool(given)) as opened:
        opened.require_office()
        if given:
            save_case_options(opened, replace(case_options(opened), **dict(map(_option, given))))
        return {"options": asdict(case_options(opened))}


def _option(text: str) -> tuple[str, Any]:
    """An option as it is typed; M27 for one that is none. Labels stand as 甲、乙、丙."""
    name, sign, value = text.partition("=")
    if not sign or name not in {each.name for each in fields(CaseOptions)}:
        raise Refusal("M27", field="setting", value=text)
    if name == "fives":
        return name, tuple(part.strip() for part in value.split("、") if part.strip())
    if not (value.isdecimal() and len(value) < 10):
        raise Refusal("M27", field=name, value=value)
    return name, int(value)
