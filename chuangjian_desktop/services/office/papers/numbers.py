"""文号: gapless numbers of a kind and year. Numbering belongs to one replica; the grant is in the journal."""

from __future__ import annotations

from collections.abc import Collection

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.services.office.settings import KINDS, document_settings
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import notices
from chuangjian_desktop.store.writer import Writer


def held_elsewhere(workspace: Workspace, kind: str, year: int) -> bool:
    """Whether numbering a kind belongs to another copy of the office's file. Who numbered one kind first numbers them
    all, until they are granted to somebody else."""
    mine = workspace.facts["replica"]
    with workspace.store.reading() as connection:
        grant, others = notices.grant(connection, kind, year), notices.numbering(connection)
    return grant.replica != mine if grant is not None else bool(others) and mine not in others


def kinds_held_elsewhere(workspace: Workspace) -> frozenset[str]:
    """The kinds whose numbers of this year another copy of the office's file gives."""
    return frozenset(kind for kind in KINDS if held_elsewhere(workspace, kind, now().year))


class Numbers:
    """Gives the numbers of one kind and year, one after the other; void ones keep theirs.

    `used` are all numbers that documents bear. `start` sets the first serial of the year; `renew` takes numbering over
    from another installation, which is `Refusal` M26 otherwise. M27 for a start that would leave a gap.
    """

    def __init__(
        self,
        workspace: Workspace,
        kind: str,
        year: int,
        used: Collection[str],
        *,
        start: int | None = None,
        renew: bool = False,
    ) -> None:
        self._workspace, self._kind, self._year = workspace, kind, year
        self._prefix = document_settings(workspace).prefixes.get(kind, "")
        self._used = set(used)
        with workspace.store.reading() as connection:
            grant = notices.grant(connection, kind, year)
            highest = notices.highest_serial(connection, kind, year)
        if not renew and held_elsewhere(workspace, kind, year):
            raise Refusal("M26", what=kind, reason="numbering belongs to another installation")
        self._start = start if start is not None else grant.start if grant is not None else 1
        if 0 < highest < self._start - 1:
            zh, en = f"下一个是 {highest + 1}，中间会空号", f"{highest + 1} is next: numbers between would be missing"
            raise Refusal("M27", field="start", value=self._start, detail_zh=zh, detail_en=en)
        self._serial = max(highest + 1, self._start)

    def next(self, by_hand: str = "") -> tuple[str, int]:
        """The number that follows and its serial, which is 0 for one by hand; the same until it is used. M26 for one by
        hand that is in use already."""
        if by_hand:
            if by_hand in self._used:
                raise Refusal("M26", what=by_hand, reason="exists")
            return by_hand, 0
        while (number := f"{self._prefix}〔{self._year}〕{self._serial}号") in self._used:
            self._serial += 1
        return number, self._serial

    def use(self, number: str) -> None:
        """A document bears it now."""
        self._used.add(number)

    def grant(self, writer: Writer) -> None:
        """Numbering belongs to this replica from here on."""
        fields: dict[str, Value] = {
            "kind": self._kind,
            "year": self._year,
            "start": self._start,
            "replica": self._workspace.facts["replica"],
        }
        identity = named("office.grant", self._workspace.office, self._kind, self._year)
        writer.put("office.grant", identity, fields)
