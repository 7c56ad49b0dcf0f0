"""What a workbook of items gives: tables of lines as written, and each line as it was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.domain.tables import Grid

Verdict = Literal["understood", "doubtful", "unknown"]
"""A line is taken as it stands; taken, but a person should look at it; or not taken."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with a line, where, and what to do about it. `key` is the column's key, empty for the whole line;
    `fatal` keeps the line out."""

    key: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A remark with its place: sheet, row, the letter of the column ("E") and its heading, as far as there is one."""

    sheet: str
    row: int
    column: str
    heading: str
    remark: Remark


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: texts by column key as they stand in the sheet. A column that the sheet lacks has no key.

    `remarks` were found while the sheet was laid out (a formula without a result, points merged over several lines).
    """

    sheet: str
    row: int
    cells: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()

    def text(self, key: str) -> str:
        """What stands in a column; nothing where the sheet lacks it."""
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no item, with the word for what it is: blank ones are not told. `total` is what a sub-total or
    total says the points come to, and `label` what it calls itself."""

    sheet: str
    row: int
    zh: str
    en: str
    total: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What a sheet says of its checklist as a whole. All of it may be empty but `title`; `exact` marks a sheet that the
    program wrote, whose texts are taken to the last character."""

    title: str
    code: str = ""
    version: str = ""
    date: str = ""
    state: str = ""
    synonyms: tuple[str, ...] = ()
    exact: bool = False
    filed: bool = False
    """Whether only the name of the file tells what it is about."""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of one checklist. `letters` are the columns of its sheet by key ("E"), `heads` their headings."""

    head: Head
    lines: tuple[Line, ...]
    letters: Mapping[str, str]
    heads: Mapping[str, str]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[Placed, ...] = ()
    """What concerns the table as a whole: columns that were not read, or whose kind was told by what is in them."""
    lost: tuple[str, ...] = ()
    """Columns in which something stands that was not read, as letter and heading, save those for results and notes."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """All tables of a workbook. `left` names sheets without a table, and columns of codes that no item can bear; `grid`
    serves the marked copy, and names hidden sheets, which were not looked at."""

    grid: Grid
    tables: tuple[Table, ...]
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the words of a sheet may refer to: campaign of each node, problem codes, the city's parameters, and the
    codes of items on other checklists with the checklist each belongs to."""

    nodes: Mapping[str, str]
    problems: frozenset[str]
    parameters: frozenset[str] = frozenset()
    elsewhere: Mapping[str, str] | None = None
    titles: Mapping[str, str] = field(default_factory=dict[str, str])
    """Campaigns by code with their titles."""
    usual: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    """The nodes of each campaign that items of this type of site serve, the most frequent first."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line with what became of it. The item has no code yet where the sheet gives none."""

    line: Line
    item: Item | None
    remarks: tuple[Remark, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Not taken, taken with a doubt, or taken."""
        if self.item is None:
            return "unknown"
        return "doubtful" if self.remarks else "understood"
