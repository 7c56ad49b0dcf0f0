"""Scoring profiles: those of the workspace, the round's own, changed or saved as another one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.scoring import (
    PRESETS,
    Option,
    ScoringProfile,
    fits,
    option_names,
    options_of,
    profile_from,
    unsound,
)
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import rounds


@dataclass(frozen=True, slots=True)
class StoredProfile:
    """A profile with its record; `used` says that the present round is scored by it."""

    id: str
    profile: ScoringProfile
    used: bool


def profiles(workspace: Workspace) -> tuple[StoredProfile, ...]:
    """Every profile of the workspace, by name; the present round's first."""
    with workspace.store.reading() as connection:
        own = rounds.by_id(connection, workspace.round_id).profile_id
        found = rounds.profiles(connection)
    listed = (StoredProfile(record, profile, record == own) for record, profile in found.items())
    return tuple(sorted(listed, key=lambda each: (not each.used, each.profile.name, each.id)))


def profile_named(workspace: Workspace, wanted: str = "") -> StoredProfile:
    """A profile by its code or name, else the present round's own; `Refusal` M21."""
    for each in profiles(workspace):
        if (each.used and not wanted) or wanted in (each.profile.code, each.profile.name):
            return each
    raise Refusal("M21", what="profile", value=wanted)


def changed(profile: ScoringProfile, options: dict[str, Option]) -> ScoringProfile:
    """The profile with other answers; nothing is written. `Refusal` M27 for an unknown option, or an answer that it
    does not take or that makes no sense: more than all of something, parts that do not add up."""
    for key, value in options.items():
        if key not in option_names() or not fits(key, value):
            raise Refusal("M27", field=key, value=str(value))
        if (fault := unsound(key, value)) is not None:
            raise Refusal("M27", field=key, value=str(value), detail_zh=fault[0], detail_en=fault[1])
    return profile_from(profile.code, profile.name, {**options_of(profile), **options})


def preset(profile: ScoringProfile, name: str) -> ScoringProfile:
    """A profile with all answers of a preset (`PRESETS`), under its own name; `Refusal` M27 for an unknown one."""
    if name not in PRESETS:
        raise Refusal("M27", field="preset", value=name)
    return replace(PRESETS[name], code=profile.code, name=profile.name)


def keep(workspace: Workspace, profile: ScoringProfile) -> str:
    """Let the present round be scored so: its own profile gets these answers, and keeps those that only a newer program
    knows. Answers the record; `Refusal` M22 for a team."""
    workspace.require_office()
    with workspace.store.reading() as connection:
        own = rounds.by_id(connection, workspace.round_id).profile_id
    if not own:
        return save_as(workspace, profile, profile.name, use=True)
    with workspace.store.reading() as connection:
        kept = {key: value for key, value in rounds.options(connection, own).items() if key not in option_names()}
    with workspace.writing() as writer:
        writer.put("office.profile", own, {"options": {**kept, **_stored(profile)}})
    return own


def save_as(workspace: Workspace, profile: ScoringProfile, name: str, *, use: bool = False) -> str:
    """A further profile under a name of its own; with `use` the present round goes by it from now on. Answers the
    record; `Refusal` M22 for a team, M27 for an empty name or one that another profile has."""
    workspace.require_office()
    name = fit("name", name.strip())
    known = [each.profile for each in profiles(workspace)]
    if not name or name in {each.name for each in known}:
        raise Refusal("M27", field="name", value=name)
    code = _free_code({each.code for each in known})
    record = fresh()
    with workspace.writing() as writer:
        writer.put("office.profile", record, {"code": code, "name": name, "options": _stored(profile)})
        if use:
            writer.put("office.round", workspace.round_id, {"profile": ref("office.profile", record)})
    return record


def use(workspace: Workspace, record: str) -> None:
    """Score the present round by another profile of the workspace; `Refusal` M22 for a team, M21 for an unknown one."""
    workspace.require_office()
    if record not in {each.id for each in profiles(workspace)}:
        raise Refusal("M21", what="profile", value=record)
    with workspace.writing() as writer:
        writer.put("office.round", workspace.round_id, {"profile": ref("office.profile", record)})


def _stored(profile: ScoringProfile) -> dict[str, Value]:
    stored: dict[str, Value] = {}
    stored.update(options_of(profile))
    return stored


def _free_code(taken: set[str]) -> str:
    return next(code for number in range(2, len(taken) + 3) if (code := f"P{number}") not in taken)
