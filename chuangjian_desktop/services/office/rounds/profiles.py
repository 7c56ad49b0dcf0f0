"""Scoring profiles: those of the workspace, the round's own, changed or saved as another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.scoring import (
    PRESETS,
    Option,
    ScoringProfile,
    as_typed,
    fits,
    names_in,
    option_name,
    option_names,
    options_of,
    profile_from,
    taken_by,
    unsound,
)
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services import places
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import rounds

NOTHING_KNOWN: Mapping[str, frozenset[str]] = MappingProxyType({})
_LISTED = 200


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


def known_names(workspace: Workspace) -> Mapping[str, frozenset[str]]:
    """For each option that calls something of the workspace by its code or name: what there is to call."""
    catalogue, types = workspace.catalogue, frozenset(workspace.catalogue.titles)
    teams = frozenset(team.code for team in places.teams(workspace))
    areas = frozenset(area.path for area in places.areas(workspace))
    sites = frozenset(site.code for site in places.sites(workspace))
    units = frozenset(unit.name for unit in places.units(workspace))
    grades = frozenset(grade.label.rstrip("#") for item in catalogue.items.values() for grade in item.rule.grades)
    return {
        "weights": types,
        "teams": teams,
        "area_weights": frozenset(path for path in areas if "/" not in path),
        "grades": grades | frozenset("ABCDEFGHIJ"),
        "leagues": types | teams | areas | sites | units | frozenset((*catalogue.items, *catalogue.standards)),
    }


def changed(
    profile: ScoringProfile, options: dict[str, Option], known: Mapping[str, frozenset[str]] = NOTHING_KNOWN
) -> ScoringProfile:
    """The profile with other answers; nothing is written. `Refusal` M27 for an unknown option, or an answer that it
    does not take or that makes no sense: more than all of something, parts that do not add up; M21 for a name that is
    not among the `known_names`, where these are given."""
    for key, value in options.items():
        if key not in option_names():
            raise unknown_option(key)
        if not fits(key, value):
            raise _refused(key, value)
        if (fault := unsound(key, value)) is not None:
            raise _refused(key, value, fault)
        if key in known and (strange := [name for name in names_in(key, value) if name not in known[key]]):
            raise _unknown(key, strange[0], known[key])
    return profile_from(profile.code, profile.name, {**options_of(profile), **options})


def unknown_option(text: str) -> Refusal:
    """M27 for what is no option, with those that there are."""
    names = option_names()
    return Refusal(
        "M27", field="setting", value=text, detail_zh=f"可填 {'、'.join(names)}", detail_en=f"one of {', '.join(names)}"
    )


def _refused(key: str, value: Option, fault: tuple[str, str] | None = None) -> Refusal:
    (name_zh, name_en), (zh, en) = option_name(key), taken_by(key)
    return Refusal(
        "M27",
        field=key,
        field_zh=name_zh,
        field_en=name_en,
        value=as_typed(value),
        detail_zh=f"{fault[0]}；{zh}" if fault else zh,
        detail_en=f"{fault[1]}; {en}" if fault else en,
    )


def _unknown(key: str, name: str, known: frozenset[str]) -> Refusal:
    """M21; a few are listed, of more than a sentence holds an example says the form."""
    (name_zh, name_en), (zh, en) = option_name(key), taken_by(key)
    listed = sorted(known)
    if listed and len(", ".join(listed)) <= _LISTED:
        zh, en = f"可填 {'、'.join(listed)}", f"one of {', '.join(listed)}"
    return Refusal("M21", what=key, what_zh=name_zh, what_en=name_en, value=name, detail_zh=zh, detail_en=en)


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
