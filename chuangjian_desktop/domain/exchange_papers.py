"""Papers that go with packages: the 交回单 that a team hands in with its stick, and the 合并报告 of the office.

Finished values that `outputs` only lays out: names are looked up, times are worded, lists are sorted. Nothing is
shortened here; what a page cannot hold the page counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Status = Literal["taken", "already", "refused"]

CODE_PARTS = 8
"""Packages whose ids the QR code of a slip holds; what comes after them is counted."""


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file as it lies on the stick. `package` is the package id, `sha256` that of the whole file, both in hex."""

    name: str
    size: int
    sha256: str
    package: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something went in, and how many a complete hand-in would have (None where nothing says so).

    `key` is ASCII, for the QR code ("answer"); `lack_word` says what the difference is ("缺", "未完成").
    """

    key: str
    label: str
    measure: str
    have: int
    expected: int | None = None
    lack_word: str = "缺"

    @property
    def lack(self) -> int:
        """What is not there; never below nothing."""
        return 0 if self.expected is None else max(0, self.expected - self.have)


# ---- 交回单 --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Slip:
    """交回单. `files` are the parts of one hand-in; `missing` names what is not there, the gravest first.

    `fingerprint` is the signer's, 6 groups of 5 digits joined by "-"; `content` says whether everything travels or
    what came since the last receipt; `leader` is who confirmed, empty when nobody did.
    """

    office: str
    team: str
    leader: str
    laptop: str
    round_name: str
    made_at: str
    content: str
    files: tuple[PackageFile, ...]
    counts: tuple[Count, ...]
    missing: tuple[str, ...]
    fingerprint: str

    @property
    def complete(self) -> bool:
        """Whether nothing is missing, neither counted nor named."""
        return not self.missing and not any(count.lack for count in self.counts)


def slip_code(slip: Slip) -> str:
    """What the QR code of a slip says: capitals, digits and a few marks only, which QR codes pack densest.

    `CJPKG:1 ID:<package ids in hex, joined by "+"> KEY:<30 digits> ANSWER:1166/1166 FINDING:181`; `MORE:<n>` counts
    packages beyond the first `CODE_PARTS`.
    """
    ids = [file.package.upper() for file in slip.files]
    parts = ["CJPKG:1", f"ID:{'+'.join(ids[:CODE_PARTS])}"]
    if len(ids) > CODE_PARTS:
        parts.append(f"MORE:{len(ids) - CODE_PARTS}")
    parts.append(f"KEY:{slip.fingerprint.replace('-', '')}")
    for count in slip.counts:
        expected = "" if count.expected is None else f"/{count.expected}"
        parts.append(f"{count.key.upper()}:{count.have}{expected}")
    return " ".join(parts)


# ---- 合并报告 ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KindCount:
    """Records of one kind in a package: new here, changed here, the same as here."""

    label: str
    new: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class PackageLine:
    """What became of one file. `sender` is the team or office, `by` the person and laptop; both empty where a refused
    file does not say. `reason` is the whole sentence of a refusal with its code. `conflicts` and so on count what this
    package brought. `unverified`: taken in though nobody vouches for its signer (or it has none), marked for good."""

    file: str
    sender: str
    by: str
    made_at: str
    status: Status
    reason: str
    counts: tuple[KindCount, ...]
    conflicts: int = 0
    clones: int = 0
    duplicates: int = 0
    photos_missing: int = 0
    unverified: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """One of several values: in words, who wrote it, when, on which laptop; `shown` is the one that counts for now."""

    text: str
    by: str
    at: str
    laptop: str
    shown: bool


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict that waits for a person: where, which record in words, which field, all values."""

    site: str
    record: str
    field: str
    values: tuple[ConflictValue, ...]


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """Score rate (percent) and rank before and after, of one unit, area or site; None where there was or is none.

    `level` groups the lines ("区划", "责任单位"); lines of one level stand together.
    """

    level: str
    name: str
    before: Decimal | None
    after: Decimal | None
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True, slots=True)
class Received:
    """收讫 for one laptop of a team, half a page to cut off: which files, what is here now, what is still awaited.

    `receipt` names the receipt file that belongs to it, empty where none was written; `unverified` as in a line.
    """

    team: str
    leader: str
    files: tuple[PackageFile, ...]
    counts: tuple[Count, ...]
    notes: tuple[str, ...]
    receipt: str
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """What the whole merge left: open conflicts, cloned laptops, likely duplicates, photos that are not here."""

    conflicts: int
    clones: int
    duplicates: int
    photos_missing: int


@dataclass(frozen=True, slots=True)
class MergeReport:
    """合并报告 of one merge (one call). `digest` is that of the workspace afterwards, in hex."""

    office: str
    round_name: str
    made_at: str
    made_by: str
    digest: str
    packages: tuple[PackageLine, ...]
    totals: Totals
    conflicts: tuple[ConflictLine, ...]
    scores: tuple[ScoreChange, ...]
    received: tuple[Received, ...] = ()

    def count(self, status: Status) -> int:
        """How many files ended so."""
        return sum(line.status == status for line in self.packages)


def kind_totals(packages: tuple[PackageLine, ...]) -> tuple[KindCount, ...]:
    """The counts of all packages that were taken in, by kind, in the order in which kinds first appear."""
    sums: dict[str, list[int]] = {}
    for line in packages:
        for count in line.counts if line.status != "refused" else ():
            held = sums.setdefault(count.label, [0, 0, 0])
            for place, number in enumerate((count.new, count.changed, count.same)):
                held[place] += number
    return tuple(KindCount(label, *numbers) for label, numbers in sums.items())
