"""Twelve ordinary shapes in which two laptops change copies of one file, said without any program's own words.

A site has a name and a code, a deduction belongs to a site and has points and a text. Both are told apart by a `mark`
that nobody changes; keys are each program's own affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Keys = Literal["integer", "uuid", "both"]


@dataclass(frozen=True, slots=True)
class AddSite:
    """A new site."""

    mark: str
    code: str


@dataclass(frozen=True, slots=True)
class AddDeduction:
    """A new deduction at the site with that mark."""

    mark: str
    site: str
    points: str
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Another value in a field of a deduction ("points", "text", or "risk" of a newer program)."""

    mark: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Drop:
    """A deduction is deleted."""

    mark: str


@dataclass(frozen=True, slots=True)
class NewerProgram:
    """From now on this laptop runs a program whose deductions have one more field, "risk"."""


Act = AddSite | AddDeduction | Edit | Drop | NewerProgram


@dataclass(frozen=True, slots=True)
class Shape:
    """What both start from, and what each does. `keys`: how a database of rows numbers them (integers, UUIDs as text,
    integers with a UUID column by which rows refer). `unique`: no two sites have one code. `orders`: whether it is
    asked if the result depends on who comes first."""

    name: str
    keys: Keys
    a: tuple[Act, ...]
    b: tuple[Act, ...]
    unique: bool = False
    orders: bool = True
    contested: bool = False


BASE: tuple[Act, ...] = (
    AddSite("解放路", "S1"),
    AddSite("人民路", "S2"),
    AddDeduction("d1", "解放路", "0.50", "垃圾满溢"),
    AddDeduction("d2", "解放路", "1.00", "盲道被占"),
    AddDeduction("d3", "人民路", "2.00", "店外经营"),
)

_SITES_A = (AddSite("学府街", "S3"), AddDeduction("a1", "学府街", "1.50", "小广告"))
_SITES_B = (AddSite("文昌路", "S4"), AddDeduction("b1", "文昌路", "2.50", "流动摊贩"))

SHAPES: tuple[Shape, ...] = (
    Shape("integer keys, both add a site with a deduction on it", "integer", _SITES_A, _SITES_B),
    Shape(
        "same deduction, different fields", "integer", (Edit("d1", "points", "1.50"),), (Edit("d1", "text", "垃圾"),)
    ),
    Shape(
        "same deduction, same field: are both values kept?",
        "integer",
        (Edit("d1", "points", "1.50"),),
        (Edit("d1", "points", "2.50"),),
        orders=False,
        contested=True,
    ),
    Shape(
        "the same: does it matter who comes first?",
        "integer",
        (Edit("d1", "points", "1.50"),),
        (Edit("d1", "points", "2.50"),),
        contested=True,
    ),
    Shape(
        "one edits what the other deletes", "integer", (Edit("d1", "points", "1.50"),), (Drop("d1"),), contested=True
    ),
    Shape(
        "UUID keys, both add deductions",
        "uuid",
        (AddDeduction("a1", "解放路", "1.50", "小广告"),),
        (AddDeduction("b1", "解放路", "2.50", "流动摊贩"),),
    ),
    Shape(
        "UUID keys, one only edits, the other adds",
        "uuid",
        (Edit("d1", "points", "1.50"),),
        (AddDeduction("b1", "解放路", "2.50", "流动摊贩"),),
    ),
    Shape("UUID keys, both add a site with a deduction on it", "uuid", _SITES_A, _SITES_B),
    Shape(
        "UUID keys, one edits, the other deletes something else", "uuid", (Edit("d1", "points", "1.50"),), (Drop("d2"),)
    ),
    Shape(
        "both add a site with the same code",
        "uuid",
        (AddSite("学府街", "S3"),),
        (AddSite("学府路", "S3"),),
        unique=True,
        contested=True,
    ),
    Shape(
        "one laptop has a newer program with one more field",
        "uuid",
        (NewerProgram(), Edit("d1", "risk", "high")),
        (AddDeduction("b1", "解放路", "2.50", "流动摊贩"),),
    ),
    Shape("integer keys and a UUID column by which rows refer", "both", _SITES_A, _SITES_B),
)


@dataclass(frozen=True, slots=True)
class Deduction:
    """A deduction as a merged file shows it; `site` is the mark of its site, empty when it has none."""

    key: str
    site: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged file. `sites` are keys by mark, `given` the keys that the laptops had given, `listed` every value that
    is named in the list of conflicts; `digest` may hold more that must not depend on the order."""

    sites: Mapping[str, str]
    deductions: Mapping[str, Deduction]
    given: Mapping[str, str]
    listed: frozenset[str]
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Aborted:
    """No result, and why."""

    reason: str


Outcome = Merged | Aborted


@dataclass(slots=True)
class Wanted:
    """What a laptop's acts leave, for whoever judges."""

    sites: set[str] = field(default_factory=set[str])
    homes: dict[str, str] = field(default_factory=dict[str, str])
    fields: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    edits: set[tuple[str, str, str]] = field(default_factory=set[tuple[str, str, str]])
    dropped: set[str] = field(default_factory=set[str])

    def after(self, acts: tuple[Act, ...]) -> Wanted:
        """Play some acts; answers itself."""
        for act in acts:
            match act:
                case AddSite():
                    self.sites.add(act.mark)
                case AddDeduction():
                    self.homes[act.mark] = act.site
                    self.fields[act.mark] = {"points": act.points, "text": act.text}
                case Edit():
                    self.edits.add((act.mark, act.field, act.value))
                case Drop():
                    self.dropped.add(act.mark)
                case NewerProgram():
                    continue
        return self
