"""Scoring profiles: list, show, set, what-if."""

from __future__ import annotations

from typing import Any

from chuangjian_desktop.app import render
from chuangjian_desktop.app.commands.context import Answer, Context
from chuangjian_desktop.domain.scoring import Option, ScoringProfile, as_typed, form_of, option_name, option_names
from chuangjian_desktop.services.office.rounds import profiles
from chuangjian_desktop.services.office.rounds.whatif import what_if
from chuangjian_desktop.services.workspace import Workspace


def profile_list(context: Context) -> Answer:
    """All of them."""
    with context.opened(writing=False) as opened:
        found = profiles.profiles(opened)
    return {"profiles": [{"code": x.profile.code, "name": x.profile.name, "used": x.used} for x in found]}


def profile_show(context: Context) -> Answer:
    """One with every option."""
    with context.opened(writing=False) as opened:
        return _answer(context, profiles.profile_named(opened, context.args.profile).profile)


def profile_set(context: Context) -> Answer:
    """Other answers: kept, saved as another one, or only tried."""
    args = context.args
    with context.opened(writing=not args.what_if) as opened:
        opened.require_scores()
        profile = profiles.profile_named(opened).profile
        if args.preset:
            profile = profiles.preset(profile, args.preset)
        profile = profiles.changed(profile, dict(map(_option, args.options)), profiles.known_names(opened))
        if args.what_if:
            return _answer(context, profile, changes=_changes(opened, profile))
        if args.save_as:
            profiles.save_as(opened, profile, args.save_as)
            return _answer(context, profiles.profile_named(opened, args.save_as).profile)
        profiles.keep(opened, profile)
        return _answer(context, profiles.profile_named(opened).profile)


def profile_use(context: Context) -> Answer:
    """Another one for the round."""
    with context.opened(writing=True) as opened:
        profiles.use(opened, profiles.profile_named(opened, context.args.profile).id)
        return _answer(context, profiles.profile_named(opened).profile)


def _changes(opened: Workspace, profile: ScoringProfile) -> list[dict[str, Any]]:
    found = what_if(opened, profile)
    return [
        {
            "level": level,
            "key": row.key,
            "name": row.name,
            "rate_before": row.rate_before,
            "rate_after": row.rate_after,
            "rank_before": row.rank_before,
            "rank_after": row.rank_after,
        }
        for level, rows in found.levels.items()
        for row in rows
        if row.changes
    ]


def _answer(context: Context, profile: ScoringProfile, **more: Any) -> Answer:  # noqa: ANN401 - parts of the answer
    """The profile with every option, and the same as lines."""
    options = {key: getattr(profile, key) for key in option_names()}
    shown = {"code": profile.code, "name": profile.name, "options": options}
    english = context.lang == "en"
    head = f"{'Scoring profile' if english else '计分方案'} {profile.code} {profile.name}"
    lines = [f"  {option_name(key)[english]}: {as_typed(value) or '—'}" for key, value in options.items()]
    text = "\n".join((head, *lines, *([render.text(more)] if more else [])))
    return {"profile": shown, **more, "text": text}


def _option(text: str) -> tuple[str, Option]:
    """An option as it is typed; M27 for one that is none."""
    key, sign, value = text.partition("=")
    if not sign or key not in option_names():
        raise profiles.unknown_option(text)
    form = form_of(key)
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if form == "list":
        return key, [_value(part) for part in parts] if all(map(str.isdecimal, parts)) else parts
    if form == "map":
        pairs = [part.rpartition(":") for part in parts]
        return key, [[name, _value(each)] for name, _, each in pairs]
    return key, _value(value)


def _value(text: str) -> Any:  # noqa: ANN401 - a number or a word, which `changed` judges
    return int(text) if text.isdecimal() and len(text) < 10 else text
