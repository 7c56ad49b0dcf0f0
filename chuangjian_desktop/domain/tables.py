"""Workbooks of offices as values: the grid as read, the rows understood, and those that were not, with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

CellKind = Literal["text", "number", "date", "boolean", "formula", "error"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A filled cell. `text` is what a reader sees; a formula without a stored result has kind "formula" and no text."""

    column: int
    text: str
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with at least one filled cell; `number` counts from 1 as in the office's program."""

    number: int
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Merged cells, both corners included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class GridSheet:
    """A visible sheet: its filled rows in order, its merged ranges, and the numbers of rows that are hidden in it."""

    title: str
    rows: tuple[GridRow, ...]
    merged: tuple[MergedRange, ...] = ()
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole workbook as values. `hidden` names the sheets that were left alone because they are hidden."""

    file: str
    sheets: tuple[GridSheet, ...]
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was not taken, and why, in both languages."""

    sheet: str
    row: int
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class SiteTableRow:
    """A site of a 点位表. `code` may be empty. `longitude` and `latitude` are in units of 1e-7 degree, or None."""

    sheet: str
    row: int
    code: str
    name: str
    type_code: str
    address: str = ""
    district: str = ""
    street: str = ""
    community: str = ""
    grid: str = ""
    unit: str = ""
    department: str = ""
    sponsor: str = ""
    sponsor_leader: str = ""
    keeper: str = ""
    phone: str = ""
    longitude: int | None = None
    latitude: int | None = None
    size: str = ""
    always: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitTableRow:
    """A responsible unit; `roles` are department roles such as 城管."""

    sheet: str
    row: int
    name: str
    short: str = ""
    roles: tuple[str, ...] = ()
    district: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class TeamTableRow:
    """A team, gathered from one or several lines of the table; `row` is its first line."""

    sheet: str
    row: int
    code: str
    name: str
    leader: str = ""
    evaluators: tuple[str, ...] = ()
    recorders: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True, slots=True)
class SiteTable:
    """What a 点位表 gave. `skipped` names sheets without a recognised head; `grid` serves the marked copy."""

    rows: tuple[SiteTableRow, ...]
    rejected: tuple[RejectedRow, ...]
    skipped: tuple[str, ...] = ()
    grid: Grid = field(default_factory=lambda: Grid("", ()))


@dataclass(frozen=True, slots=True)
class UnitTable:
    """What a table of units gave; see `SiteTable`."""

    rows: tuple[UnitTableRow, ...]
    rejected: tuple[RejectedRow, ...]
    skipped: tuple[str, ...] = ()
    grid: Grid = field(default_factory=lambda: Grid("", ()))


@dataclass(frozen=True, slots=True)
class TeamTable:
    """What a table of teams gave; see `SiteTable`."""

    rows: tuple[TeamTableRow, ...]
    rejected: tuple[RejectedRow, ...]
    skipped: tuple[str, ...] = ()
    grid: Grid = field(default_factory=lambda: Grid("", ()))
