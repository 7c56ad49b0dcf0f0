"""What the papers of the rectification loop contain besides notices: finished values that `outputs` lays out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from chuangjian_desktop.domain.documents import Issuer, Picture


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a letter, with its photos where it is a problem; headings stay with what follows."""

    text: str
    kind: Literal["text", "level_1", "level_2", "problem"] = "text"
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """A table behind a letter: the head of each column, the share of its width, and the rows."""

    title: str
    head: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    r"""A letter by GB/T 9704: `unit` is whom it addresses. The last paragraph stays with the signature. `title` may
    carry "\n" where the sense breaks it. `served` letters have a place for who handed them over and who took them."""

    issuer: Issuer
    kind: str
    number: str
    unit: str
    title: str
    text: tuple[Paragraph, ...]
    date: dt.date
    draft: bool = False
    show_red_head: bool = True
    signer: str = ""
    attachments: tuple[str, ...] = ()
    code: str = ""
    annex: Annex | None = None
    served: bool = True


@dataclass(frozen=True, slots=True)
class FormLine:
    """A row of one pair of label and value over the whole width, or of two; `tall` ones leave room to sign."""

    pairs: tuple[tuple[str, str], ...]
    tall: bool = False


@dataclass(frozen=True, slots=True)
class CaseForm:
    """A form about one case (复查记录, 销号单): facts, photos side by side under `sides`, and what is signed."""

    title: str
    issuer: str
    number: str
    date: dt.date
    code: str
    facts: tuple[FormLine, ...]
    sides: tuple[str, str]
    left: tuple[Picture, ...]
    right: tuple[Picture, ...]
    closing: tuple[FormLine, ...]


@dataclass(frozen=True, slots=True)
class RateLine:
    """A unit of the weekly list; `rate` is exact, in percent. `listed` is 红榜, 黑榜 or empty."""

    rank: int
    unit: str
    group: str
    told: int
    closed: int
    in_time: int
    open: int
    overdue: int
    false_repairs: int
    recurring: int
    again: int
    rate: Fraction
    listed: str


@dataclass(frozen=True, slots=True)
class WeeklyList:
    """整改率 of a period, bureaus first, the best first."""

    issuer: str
    round_name: str
    period: str
    made_on: str
    lines: tuple[RateLine, ...]

    @property
    def rate(self) -> Fraction | None:
        """Of all units together; None where nothing was told."""
        told = sum(line.told for line in self.lines)
        return Fraction(100 * sum(line.closed for line in self.lines), told) if told else None
