"""What may go wrong, as values: a code of the contract with its details. Sentences live in `domain.messages`."""

from __future__ import annotations

from dataclasses import dataclass, field

NOT_NOW = frozenset({"M06", "M07", "M08", "M16"})


class Refusal(Exception):
    """Input that is not acceptable, or a moment that is not right; nothing was changed.

    `code` is one of M01–M30 (`domain.messages`), `details` fill its sentence.
    """

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    @property
    def not_now(self) -> bool:
        """Whether the same call may succeed later (exit status 4 of the command line)."""
        return self.code in NOT_NOW

    @property
    def unwritten(self) -> bool:
        """Whether only a file could not be written where it was wanted: what was done before it stands, and is told
        with a warning."""
        return self.not_now or self.code == "M25" or (self.code == "M27" and self.details.get("field") == "out")


class Cancelled(Exception):
    """A person stopped a long job; everything is as before."""


@dataclass(frozen=True, slots=True)
class Warn:
    """Something done that deserves attention, for example a picture that could not be read (M09)."""

    code: str
    details: dict[str, str | int] = field(default_factory=dict[str, "str | int"])
