"""A profile as it is stored: only what differs from the usual answers, and nothing that does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

from chuangjian_desktop.domain.scoring.profile import LEVELS, ScoringProfile

Option = str | int | list[str] | list[int] | list[list[str | int]]
"""A stored answer. What goes by name is stored as pairs: names are Chinese, and keys of the journal are not."""

_NAMES = ("code", "name")
_PARTS = 3
"""Of the quarterly score: field, rectification, other."""


def profile_from(code: str, name: str, options: object) -> ScoringProfile:
    """A profile from its stored options; those of a newer program and those of the wrong form are left aside."""
    given = cast("dict[str, Any]", options) if isinstance(options, dict) else {}
    fitting = {key: given[key] for key in option_names() if key in given and fits(key, given[key])}
    return ScoringProfile(code=code, name=name, **{key: _taken(key, value) for key, value in fitting.items()})


def _taken(key: str, value: Any) -> Any:  # noqa: ANN401 - what a field holds
    if not isinstance(value, list):
        return value
    listed = cast("list[Any]", value)
    return tuple(listed) if get_origin(_forms()[key]) is tuple else dict(listed)


def options_of(profile: ScoringProfile) -> dict[str, Option]:
    """What is stored of a profile: every option that is not as usual."""
    usual = ScoringProfile()
    found = {key: getattr(profile, key) for key in option_names() if getattr(profile, key) != getattr(usual, key)}
    return {key: _stored(value) for key, value in found.items()}


@cache
def option_names() -> tuple[str, ...]:
    """Every option, in the order of the questions."""
    return tuple(each.name for each in fields(ScoringProfile) if each.name not in _NAMES)


def choices(key: str) -> tuple[str | int, ...]:
    """The words that an option may take; nothing where it takes numbers or names."""
    form = _forms()[key]
    inner = get_args(form)[0] if get_origin(form) is tuple else form
    return get_args(inner) if get_origin(inner) is Literal else ()


def form_of(key: str) -> Literal["word", "number", "list", "map"]:
    """What kind of answer an option takes."""
    form = _forms()[key]
    if get_origin(form) is Literal:
        return "word"
    return "number" if form is int else "list" if get_origin(form) is tuple else "map"


def fits(key: str, value: object) -> bool:
    """Whether an option takes a value: one of its words, a whole number from 0 on, several of them, or such by name."""
    form = _forms()[key]
    origin = get_origin(form)
    if origin is tuple:
        words = choices(key)
        listed = cast("list[object]", value) if isinstance(value, list | tuple) else None
        return listed is not None and all(_chosen(each, words) if words else _counts(each) for each in listed)
    if origin is Literal:
        return _chosen(value, choices(key))
    if form is int:
        return _counts(value)
    of_text = get_args(form)[1] is str
    named = _named(value)
    return named is not None and all(isinstance(each, str) if of_text else _counts(each) for each in named)


def names_in(key: str, value: object) -> list[str]:
    """What a fitting answer calls by name: the first of each pair, or the words of a list; else nothing."""
    if isinstance(value, Mapping):
        return list(cast("Mapping[str, object]", value))
    listed = cast("list[Any]", value) if isinstance(value, list | tuple) else []
    return [each[0] for each in listed] if form_of(key) == "map" else [each for each in listed if isinstance(each, str)]


def unsound(key: str, value: object) -> tuple[str, str] | None:
    """Why an answer that `fits` makes no sense all the same, in both languages; None when it does. Asked of new answers
    only: what is stored is scored as it stands."""
    names, form = names_in(key, value), form_of(key)
    listed = _named(value) if form == "map" else value if form == "list" else [value]
    answers = cast("Sequence[Any]", listed)
    return next((law.fault for law in _LAWS if key in law.keys and not law.holds(names, answers)), None)


@dataclass(frozen=True, slots=True)
class _Law:
    """What holds of the answers to some options: of the names in them, and of what is said of each."""

    keys: frozenset[str]
    holds: Callable[[Sequence[str], Sequence[Any]], bool]
    fault: tuple[str, str]


def _descends(names: Sequence[str], percents: Sequence[int]) -> bool:
    """Whether grades begin with A, leave none out and earn no more the worse they are; others stand for themselves."""
    lettered = sorted((name, percent) for name, percent in zip(names, percents, strict=True) if name in _LETTERS)
    earned = [percent for _, percent in lettered]
    in_order = "".join(name for name, _ in lettered) == _LETTERS[: len(lettered)]
    return bool(names) and in_order and earned == sorted(earned, reverse=True)


_LETTERS = "ABCDEFGHIJ"
_LAWS = (
    _Law(
        frozenset({"ties", "finder", "teams", "grades", "leagues", "area_weights", "weights"}),
        lambda names, _: len(set(names)) == len(names),
        ("同一个写了两次", "one is written twice"),
    ),
    _Law(
        frozenset({"solved_percent", "late_percent", "grades", "quarter"}),
        lambda _, percents: max(percents, default=0) <= 100,
        ("不能大于100", "none may be above 100"),
    ),
    _Law(
        frozenset({"quarter"}),
        lambda _, percents: len(percents) <= _PARTS and sum(percents) == 100,
        ("各部分之和应为100", "the parts must add up to 100"),
    ),
    _Law(
        frozenset({"grades"}),
        _descends,
        (
            "应从A起逐级写，后一级不高于前一级",
            "begin with A, leave none out, and let none earn more than the one before",
        ),
    ),
    _Law(
        frozenset({"recurrence_table"}),
        lambda _, percents: any(percents),
        ("至少有一次大于0", "one of them must be above 0"),
    ),
    _Law(frozenset({"finder"}), lambda names, _: set(names) <= set(LEVELS), ("没有这个级别", "no such level")),
    _Law(frozenset({"teams"}), lambda _, levels: set(levels) <= set(LEVELS), ("没有这个级别", "no such level")),
    _Law(frozenset({"leagues"}), lambda _, leagues: all(leagues), ("组名不能为空", "a league needs a name")),
)


def _named(value: object) -> list[object] | None:
    """The values of what goes by name, as a map or as pairs; None for anything else."""
    if isinstance(value, Mapping):
        return list(cast("Mapping[str, object]", value).values())
    pairs = cast("list[object]", value) if isinstance(value, list) else [None]
    if not all(isinstance(each, list | tuple) and len(cast("list[object]", each)) == 2 for each in pairs):
        return None
    found = cast("list[list[object]]", pairs)
    return [each[1] for each in found] if all(isinstance(each[0], str) and each[0] for each in found) else None


@cache
def _forms() -> Mapping[str, object]:
    """The options of a profile with their types; every sheet asks for them."""
    return {key: form for key, form in get_type_hints(ScoringProfile).items() if key not in _NAMES}


def _chosen(value: object, words: tuple[str | int, ...]) -> bool:
    return not isinstance(value, bool) and isinstance(value, str | int) and value in words


def _counts(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000_000


def _stored(value: object) -> Option:
    if isinstance(value, tuple):
        return list(cast("tuple[str, ...]", value))
    if isinstance(value, Mapping):
        return [list(pair) for pair in sorted(cast("Mapping[str, int]", value).items())]
    return cast("Option", value)
