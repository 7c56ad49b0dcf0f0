"""The measurement sheet of one visit as a person sees it: items, answers, findings, photos and the running score."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from chuangjian_desktop.domain.standard import Item

AnswerState = Literal["unanswered", "conforming", "deducted", "exempt", "na"]
Severity = Literal["light", "normal", "grave"]


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo as lists show it; pictures are fetched by `blob` (working copy) and `thumb` (both SHA-256 in hex).

    `taken_at` is ISO 8601 or empty; `time_source` says where it comes from. `missing` marks bytes that are not here
    or differ from the record (M15).
    """

    id: str
    finding_id: str
    visit_id: str
    blob: str
    thumb: str
    name: str
    taken_at: str
    time_source: Literal["exif", "file", "manual", ""]
    camera: str
    latitude: int | None
    longitude: int | None
    order: int
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Touch:
    """What a finding does to a campaign: the nodes that its item serves there (code and title, at least one), and the
    points lost, in hundredths."""

    campaign: str
    title: str
    nodes: tuple[tuple[str, str], ...]
    lost: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding. `lost` is what it costs in hundredths after the item's cap; `asked` what it would cost alone. With
    `joined_to` it is the same problem as that finding, and counts there. `touches` say what it costs in each campaign.
    `case` is the state of its case once somebody decided on it, `recurs` whether the problem had been closed before,
    `solved` whether it was put right on the spot.
    """

    id: str
    number: int
    item_code: str
    text: str
    problem: str
    count: int
    asked: int
    lost: int
    points_override: int | None
    place: str
    note: str
    unit_id: str
    unit: str
    assist_ids: tuple[str, ...]
    assists: tuple[str, ...]
    severity: Severity
    deadline: str
    found_at: str
    photos: tuple[PhotoRow, ...]
    joined_to: str = ""
    touches: tuple[Touch, ...] = ()
    case: str = ""
    recurs: bool = False
    solved: bool = False


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the sheet with its present state. `earned` is None while unanswered or when not applicable.

    `photos_missing` counts required photos that are not there yet; `contradiction` marks an answer that says
    conforming or not applicable beside visible findings (scored as deducted).
    """

    item: Item
    state: AnswerState
    reason: str
    earned: int | None
    lost: int
    findings: tuple[FindingRow, ...]
    photos_missing: int
    contradiction: bool = False
    measured: int | None = None


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """Everything the walk of one site shows. `possible` and `earned` cover answered applicable items (hundredths);
    `rate` in percent, exact, or None while nothing is answered."""

    visit_id: str
    site_id: str
    site_code: str
    site_name: str
    site_type: str
    site_type_name: str
    area: str
    round_name: str
    undercover: bool
    finished: bool
    people: tuple[str, ...]
    rows: tuple[ItemRow, ...]
    possible: int
    earned: int
    lost: int
    waiting: int
    rate: Decimal | None

    @property
    def answered(self) -> int:
        """How many items have an answer."""
        return sum(row.state != "unanswered" for row in self.rows)

    def row(self, item_code: str) -> ItemRow:
        """The row of an item; KeyError when the sheet has no such item."""
        for row in self.rows:
            if row.item.code == item_code:
                return row
        raise KeyError(item_code)


@dataclass(frozen=True, slots=True)
class Chip:
    """A wording offered under an item: learned ones first. `costs` is what one more would cost now (0 = used up).
    `kind` names its problem type, `help` tells that from the ones it is taken for; both may be empty."""

    text: str
    problem: str
    costs: int
    learned: bool
    kind: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the program proposes for a finding under this item at this site."""

    unit_id: str
    unit: str
    assist_ids: tuple[str, ...]
    assists: tuple[str, ...]
    severity: Severity
    deadline: str


@dataclass(frozen=True, slots=True)
class FinishCheck:
    """What stands between a visit and its end: codes and titles of unanswered items and of missing photos."""

    unanswered: tuple[tuple[str, str], ...]
    missing_photos: tuple[tuple[str, str], ...]
    contradictions: tuple[tuple[str, str], ...]
