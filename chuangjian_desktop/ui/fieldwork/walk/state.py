"""What the Walk shows: one frozen value. The presenter makes a new one, the view renders it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.domain.scoring import FindingFact, cap_of, cost
from chuangjian_desktop.domain.sheet import Chip, FindingRow, FinishCheck, ItemRow, Proposal, VisitSheet

Filter = Literal["all", "open", "deducted"]
Saving = Literal["idle", "writing", "saved", "failed"]


class Prepared(Protocol):
    """A decoded photo as far as the screen needs it (`inputs.photos.values.PreparedPhoto`)."""

    @property
    def working(self) -> bytes:
        """The working copy."""
        ...

    @property
    def thumb(self) -> bytes:
        """The small copy."""
        ...

    @property
    def original_name(self) -> str:
        """Name of the file it came from."""
        ...

    @property
    def original_size(self) -> int:
        """Bytes of the file it came from."""
        ...

    @property
    def original_sha256(self) -> str:
        """Hash of the file it came from."""
        ...

    @property
    def taken_at(self) -> str:
        """ISO 8601 or empty."""
        ...

    @property
    def time_source(self) -> str:
        """exif, file or empty."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding not recorded yet. None means "as proposed"; `points` is an override in hundredths."""

    text: str
    problem: str = ""
    count: int = 1
    points: int | None = None
    place: str = ""
    note: str = ""
    unit_id: str | None = None
    assist_ids: tuple[str, ...] | None = None
    severity: str | None = None
    deadline: str | None = None


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that can be chosen as responsible or assisting."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence over the screen with at most one action: retry, reopen, or nothing."""

    text: str
    mood: Literal["info", "gain", "lack", "loss"] = "info"
    action: Literal["", "retry", "reopen", "fetch"] = ""


@dataclass(frozen=True, slots=True)
class PhotoNews:
    """What is known of the photo that came last: its name, its time and where that is from, its sizes."""

    name: str
    taken_at: str
    time_source: str
    before: int
    after: int
    twin: bool = False


@dataclass(frozen=True, slots=True)
class WalkState:
    """Everything visible. `draft` is a picked wording, `editing` a recorded finding that is being changed."""

    sheet: VisitSheet | None = None
    item_code: str = ""
    filter: Filter = "all"
    search: str | None = None
    shown: frozenset[str] = frozenset()
    chips: tuple[Chip, ...] = ()
    chip_page: int = 0
    page_size: int = 8
    proposal: Proposal | None = None
    units: tuple[UnitChoice, ...] = ()
    draft: Draft | None = None
    picked: int = -1
    selected: str = ""
    editing: bool = False
    units_open: bool = False
    asking_reason: bool = False
    basket: tuple[Prepared, ...] = ()
    photo_news: PhotoNews | None = None
    photos_done: int = 0
    photos_total: int = 0
    saving: Saving = "idle"
    saved_at: str = ""
    notice: Notice | None = None
    finish: FinishCheck | None = None

    @property
    def row(self) -> ItemRow | None:
        """The current item."""
        if self.sheet is None or not self.item_code:
            return None
        return self.sheet.row(self.item_code)

    @property
    def locked(self) -> bool:
        """Whether the visit is finished and takes no change."""
        return self.sheet is not None and self.sheet.finished

    @property
    def finding(self) -> FindingRow | None:
        """The selected finding of the current item."""
        row = self.row
        return next((each for each in row.findings if each.id == self.selected), None) if row else None

    @property
    def has_cards(self) -> bool:
        """Whether the right side shows any card."""
        row = self.row
        return self.draft is not None or bool(self.basket) or (row is not None and bool(row.findings))

    @property
    def pages(self) -> int:
        """How many pages of chips there are, at least 1."""
        return max(1, -(-len(self.chips) // self.page_size))

    @property
    def page_chips(self) -> tuple[Chip, ...]:
        """The chips of the page shown."""
        start = self.chip_page * self.page_size
        return self.chips[start : start + self.page_size]

    @property
    def used_up(self) -> bool:
        """Whether the item's points are all lost, so that further findings cost nothing."""
        row = self.row
        return row is not None and bool(row.findings) and row.lost >= cap_of(row.item)


def costs_each(row: ItemRow, problem: str = "") -> int:
    """What one 处 costs by the item's rule, in hundredths."""
    return cost(row.item.rule, row.item.points, FindingFact("", row.item.code, problem))


def draft_costs(row: ItemRow, draft: Draft) -> int:
    """What a draft would cost now, after the item's cap, in hundredths."""
    fact = FindingFact("", row.item.code, draft.problem, draft.place, draft.count, draft.points)
    return min(cost(row.item.rule, row.item.points, fact), max(0, cap_of(row.item) - row.lost))


def typed_points(text: str) -> int | None:
    """Points as typed into the override field; empty means "by the rule". `Refusal` M27 when it is no number."""
    return to_hundredths(text) if text.strip() else None


def matches(row: ItemRow, wanted: Filter, search: str, initials: str) -> bool:
    """Whether an item is shown under a filter and a search by title, code or pinyin initials."""
    if wanted == "open" and row.state != "unanswered":
        return False
    if wanted == "deducted" and row.state != "deducted":
        return False
    text = search.strip().casefold()
    return not text or text in f"{row.item.code} {row.item.title}".casefold() or text in initials
