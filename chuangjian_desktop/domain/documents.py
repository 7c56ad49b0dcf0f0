"""What documents contain: finished values, already sorted, rounded and worded, that `outputs` only lays out.

Points are `Decimal` (exact, unrounded), written through `domain.points.two_decimals`. Photos carry JPEG bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo for a document: caption such as 图1, and how to get the JPEG bytes when they are needed."""

    caption: str
    load: Callable[[], bytes]


# ---- 评分表 -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One item of a 评分表. `points` of an item that is not applicable still shows; `earned` is None when unanswered
    or not applicable."""

    number: int
    section: str
    code: str
    title: str
    requirement: str
    points: Decimal
    rule: str
    occurrences: int
    lost: Decimal
    earned: Decimal | None
    state: Literal["unanswered", "conforming", "deducted", "exempt", "na"]
    problems: str
    photo_numbers: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """评分表 of one visit (domain.md 5.2.2). `draft` marks an unfinished visit. On undercover visits `team`, `leader`
    and `evaluators` are empty."""

    city: str
    round_name: str
    site_code: str
    site_name: str
    site_type: str
    date: str
    weather: str
    team: str
    leader: str
    evaluators: str
    times: str
    rows: tuple[SheetRow, ...]
    possible: Decimal
    earned: Decimal
    rate: Decimal | None
    unanswered: int
    draft: bool
    profile: str
    blank: bool = False
    """Nobody went there yet: a form to fill in by hand."""


# ---- 扣分汇总表, 问题台账 ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One line of the 扣分汇总表 (domain.md 5.2.3)."""

    district: str
    street: str
    site: str
    site_type: str
    item: str
    problem: str
    count: int
    lost: Decimal
    unit: str
    team: str
    date: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the 问题整改台账; what rectification has not filled yet is empty.

    `thumbnail` and `after` are small JPEGs of the first photos of the problem and of what was put right, or None.
    """

    number: str
    round_name: str
    found_on: str
    site_type: str
    site: str
    place: str
    problem: str
    problem_code: str
    campaigns: str
    unit: str
    deadline: str
    notice_number: str
    lost: Decimal
    count: int
    thumbnail: Callable[[], bytes] | None
    note: str = ""
    leader: str = ""
    handler: str = ""
    measure: str = ""
    replied_on: str = ""
    state: str = ""
    after: Callable[[], bytes] | None = None
    rechecked: str = ""
    recheck_result: str = ""
    closed_on: str = ""
    recurs: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Head facts of a summary or a ledger: title, round and the total that must equal the sum of the rows."""

    title: str
    round_name: str
    made_on: str
    total_lost: Decimal
    total_count: int


# ---- notices -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoticeProblem:
    """One problem of a notice: wording with place and count, the demand with its deadline, its photos.

    `listed` is its number in the ledger, by which unit and office speak of it. `fives` are what is fixed about it, as
    (label, value); `remark` says why it is told of again.
    """

    number: int
    text: str
    deadline: str
    basis: str
    pictures: tuple[Picture, ...]
    listed: str = ""
    fives: tuple[tuple[str, str], ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class NoticeSite:
    """The problems of one site."""

    name: str
    address: str
    problems: tuple[NoticeProblem, ...]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues, from the settings of the office."""

    name: str
    red_head: str
    contact: str
    phone: str
    address: str
    copies_to: str
    printed_by: str


@dataclass(frozen=True, slots=True)
class Notice:
    r"""A notice to one responsible unit: 整改通知书, 交办单, 督办单, 问题清单. `number` is empty on a draft (then
    "（草稿）" shows, and no 文号).

    `title` may carry "\n" where the sense breaks it. `reply_by` and each problem's `deadline` are finished words
    ("11月20日10时前" or "11月25日前"). `attachments` are named in 附件说明; `code` identifies the document: it is drawn
    as a QR code with the same characters beside it, to be scanned or typed. A `served` one has a place for who handed
    it over and who took it.
    """

    issuer: Issuer
    kind: str
    number: str
    unit: str
    title: str
    opening: tuple[str, ...]
    sites: tuple[NoticeSite, ...]
    closing: tuple[str, ...]
    reply_by: str
    date: dt.date
    draft: bool
    show_red_head: bool = True
    signer: str = ""
    attachments: tuple[str, ...] = ()
    code: str = ""
    served: bool = True


@dataclass(frozen=True, slots=True)
class MissingCharacter:
    """A character that no font can print, and where it stands (M25)."""

    character: str
    place: str
