"""Random histories of a few laptops: what people do at them, what they hand each other, and what goes wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.journal import ref
from tests.helpers.exchange import Conflict, Laptop
from tests.helpers.model import ERASED, Journal, Key
from tests.helpers.parcels import Parcel

RECORDS: tuple[Key, ...] = (
    ("office.site", "s0"),
    ("office.site", "s1"),
    ("visit", "v0"),
    ("finding", "f0"),
    ("finding", "f1"),
    ("photo", "p0"),
    ("photo", "p1"),
    ("thing.of.a.newer.program", "t0"),
    ("thing.of.a.newer.program", "t1"),
)
THING = "thing.of.a.newer.program"
FIELDS: Mapping[str, Sequence[Mapping[str, Value]]] = {
    "office.site": [{"name": "解放路"}, {"name": "人民路", "latitude": 305_928_000}, {"name": "<b>%'\"", "area": None}],
    "visit": [
        {"site": ref("office.site", "s0"), "people": {"union": ["李"]}},
        {"site": ref("office.site", "s1"), "people": {"union": ["王", "赵"]}, "started": {"min": "09:10"}},
        {"site": None, "started": {"min": "09:05"}, "ended": {"max": "17:00"}},
    ],
    "finding": [
        {"visit": ref("visit", "v0"), "count": 2, "text": "垃圾"},
        {"visit": None, "count": 1},
        {"text": "无", "points": 25, "surprise": {"deep": [1, None, ref("photo", "p0")]}},
    ],
    "photo": [{"finding": ref("finding", "f0")}, {"finding": ref("finding", "f1")}, {"finding": None, "note": "近"}],
    THING: [{"to": [ref(THING, "t0")]}, {"to": [ref(THING, "t1")]}, {"to": [], "in": ref("visit", "v0")}],
}
PICTURES = (b"picture 0", b"picture 1", b"picture 2")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens: what, at which laptop, with which other one, to which record, in which variant."""

    kind: str
    laptop: int
    other: int
    record: int
    variant: int


_KINDS = (
    *("put",) * 8,
    *("photograph",) * 2,
    *("remove", "remove", "restore", "settle", "settle", "settle", "erase"),
    *("hand",) * 5,
    *("select", "delta", "thin", "far", "again", "undo", "undo", "reopen", "clock", "clone"),
)


@dataclass(frozen=True, slots=True)
class Story:
    """How many laptops there are, what happens to them, and the seed of what is left to chance."""

    laptops: int
    steps: tuple[Step, ...]
    seed: int


def stories(least: int, most: int, length: int) -> SearchStrategy[Story]:
    """Histories of so many laptops (clones not counted) and at most so many steps."""
    step = st.builds(
        Step,
        st.sampled_from(_KINDS),
        st.integers(0, 4),
        st.integers(0, 4),
        st.integers(0, len(RECORDS) - 1),
        st.integers(0, 5),
    )
    steps = st.lists(step, min_size=length // 3, max_size=length).map(tuple)
    return st.builds(Story, st.integers(least, most), steps, st.integers(0, 2**32))


@dataclass
class Tally:
    """What was tried, for the page of figures."""

    counts: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, what: str, number: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + number


@dataclass
class World:
    """The laptops of one history, their acknowledged writing, and the parcels that were handed about."""

    folder: Path
    tally: Tally
    most: int
    laptops: list[Laptop] = field(default_factory=list[Laptop])
    parcels: list[Parcel] = field(default_factory=list[Parcel])
    made: int = 0

    def begin(self) -> None:
        """An office, and teams that start from what it handed out."""
        office = Laptop.new(self.place(), "office", "r0")
        self.laptops.append(office)
        office.act("put", RECORDS[0], FIELDS["office.site"][0])
        office.act("put", RECORDS[2], FIELDS["visit"][0])
        first = office.package()
        for number in range(1, self.most):
            team = Laptop.new(self.place(), "team", f"r{number}")
            if number % 3:
                team.merge([first])
            self.laptops.append(team)

    def place(self, ending: str = ".cjdb") -> Path:
        """A name nobody has."""
        self.made += 1
        return self.folder / f"{self.made}{ending}"

    def close(self) -> None:
        for each in self.laptops:
            each.store.close()

    def said(self) -> set[str]:
        """The ids of all changes whose writing was acknowledged, anywhere."""
        return set[str]().union(*(each.said for each in self.laptops))

    def play(self, step: Step) -> None:
        """Let it happen, if it can."""
        laptop = self.laptops[step.laptop % len(self.laptops)]
        other = self.laptops[step.other % len(self.laptops)]
        if step.kind == "hand":
            self.hand(laptop, other)
        elif step.kind == "delta":
            self.hand_delta(step, laptop, other)
        elif step.kind == "far":
            self.parcels.append(laptop.package())
            self.take(other, self.parcels[-1:], far=True)
        elif step.kind in ("select", "thin"):
            thin, records = step.kind == "thin", [RECORDS[step.record]] if step.kind == "select" else None
            self.parcels.append(laptop.package(records=records, thin=thin))
            self.take(other, self.parcels[-1:])
        elif step.kind == "again" and self.parcels:
            self.take_alone(laptop, self.parcels[step.variant % len(self.parcels)])
        elif step.kind == "undo":
            self.undo(laptop)
        elif step.kind == "reopen":
            laptop.reopen()
        elif step.kind == "clock":
            laptop.clock.jump((step.variant - 2) * 700)
        elif step.kind == "clone" and len(self.laptops) < min(self.most + 1, 5):
            self.laptops.append(laptop.clone(self.place()))
            self.tally.add("clones")
        else:
            refused = act(laptop, step)
            self.tally.add("acts refused" if refused else "acts")

    def hand(self, giver: Laptop, taker: Laptop) -> None:
        """Everything, to another laptop or to itself."""
        self.parcels.append(giver.package())
        self.take(taker, self.parcels[-1:])

    def hand_delta(self, step: Step, giver: Laptop, taker: Laptop) -> None:
        """What an earlier parcel of that laptop did not hold."""
        earlier = [each for each in self.parcels if each.source == giver.path]
        if not earlier:
            return
        base = earlier[step.variant % len(earlier)]
        self.parcels.append(giver.package(without=[base]))
        self.take_alone(taker, self.parcels[-1])
        self.tally.add("deltas")

    def take_alone(self, taker: Laptop, parcel: Parcel) -> None:
        """One that builds on others is refused where they are not, and then taken with them."""
        held = taker.bodies()
        codes = taker.merge([parcel]) if parcel.without else ["M18"]
        if codes == ["M18"]:
            assert taker.bodies() == held
            self.take(taker, parcel.chain())
            return
        assert codes == [""]
        assert all(each.bodies <= held for each in parcel.without)
        assert taker.bodies() == held | parcel.bodies

    def take(self, taker: Laptop, parcels: Sequence[Parcel], *, far: bool = False) -> None:
        """A merge adds what is in the parcels and nothing else, and the file says what the laws say."""
        before = taker.bodies()
        codes = taker.merge(parcels, far=far)
        assert set(codes) <= {""}, codes
        assert taker.bodies() == before.union(*(each.bodies for each in parcels))
        self.tally.add("merges")

    def undo(self, laptop: Laptop) -> None:
        """The last merge is taken back as a whole, or refused and nothing changes."""
        before, said = laptop.bodies(), laptop.digest()
        code = laptop.unmerge()
        if code:
            assert (code, laptop.bodies(), laptop.digest()) == ("M26", before, said)
        else:
            assert laptop.bodies() < before
        self.tally.add("unmerges refused" if code else "unmerges")

    def lawful(self, laptop: Laptop) -> None:
        """The file says what the laws say of its journal, and holds no bytes that were erased."""
        model = Journal(laptop.bodies())
        assert laptop.dump() == model.lines()
        assert laptop.digest() == model.digest()
        assert not laptop.held() & model.erased()


def act(laptop: Laptop, step: Step) -> str:
    """What one person does; the code of the refusal, or nothing."""
    key = RECORDS[step.record]
    if step.kind == "put":
        variants = FIELDS[key[0]]
        return laptop.act("put", key, variants[step.variant % len(variants)])
    if step.kind == "photograph":
        return laptop.photograph(("photo", f"p{step.record % 2}"), PICTURES[step.variant % len(PICTURES)])
    if step.kind == "erase":
        sha256 = hashlib.sha256(PICTURES[step.variant % len(PICTURES)]).hexdigest()
        return laptop.act("erase", ("photo", f"p{step.record % 2}"), {"sha256": sha256, "reason": "人脸"})
    if step.kind == "settle":
        listed = laptop.conflicts()
        return settle(laptop, listed[step.record % len(listed)], step.variant) if listed else ""
    return laptop.act("remove" if step.kind == "remove" else "restore", key, {})


def settle(laptop: Laptop, conflict: Conflict, variant: int) -> str:
    """Decide a conflict: for one of the values, or for another."""
    if conflict.field.startswith(ERASED):
        return laptop.act("settle", conflict.key, {conflict.field: False})
    values: list[Value] = [*conflict.values]
    if conflict.field in ("text", "name", "note"):
        values.append("又一个")
    return laptop.act("settle", conflict.key, {conflict.field: values[variant % len(values)]})
