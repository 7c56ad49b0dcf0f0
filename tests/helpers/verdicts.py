"""What must hold after a history, whoever merges it, in whatever order, however often, in whatever company."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

from tests.helpers.exchange import OFFICE_ID, Laptop
from tests.helpers.graphs import SHAS
from tests.helpers.histories import Story, Tally, World
from tests.helpers.model import Journal, entry
from tests.helpers.parcels import Packer, Parcel, packed

ALL_ORDERS = 4
SOME_ORDERS = 24


def played_and_judged(folder: Path, story: Story, tally: Tally) -> Tally:
    """One story from its beginning to the verdict; the tally has what was tried."""
    world = World(folder, tally, story.laptops)
    try:
        world.begin()
        for step in story.steps:
            world.play(step)
        judge(world, random.Random(story.seed))
    finally:
        world.close()
    return tally


def judge_chunks(folder: Path, bodies: Sequence[bytes], pieces: int, dice: random.Random, tally: Tally) -> None:
    """A journal cut into pieces, each with all that its changes stand on, merged with chance in every respect."""
    truth = Journal(bodies)
    packer = Packer(folder / "nobody", "office", OFFICE_ID, frozenset(SHAS))
    cuts = [dice.sample(bodies, dice.randint(1, len(bodies))) for _ in range(pieces)]
    cuts += [bodies[:place] for place in sorted(dice.sample(range(1, len(bodies) + 1), min(pieces, len(bodies))))]
    parcels = [packed(packer, founded(bodies, cut), {}) for cut in [*cuts, bodies]]
    office = Laptop.new(folder / "office.cjdb", "office", "o")
    start = 0
    while start < len(parcels):
        end = start + (1 if dice.random() < 0.7 else 2)
        assert set(office.merge(parcels[start:end])) == {""}
        tally.add("merges")
        if dice.random() < 0.3:
            regret(tally, office, parcels[:end])
        assert office.dump() == Journal(office.bodies()).lines()
        start = end
    assert (office.dump(), office.digest()) == (truth.lines(), truth.digest())
    assert not office.check()
    office.discard()


def founded(bodies: Sequence[bytes], chosen: Sequence[bytes]) -> list[bytes]:
    """Some changes with all their ancestors, in the order of the journal."""
    by_id = {entry(each).id: each for each in bodies}
    found, waiting = set[bytes](), list(chosen)
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(by_id[parent] for parent in entry(each).parents)
    return [each for each in bodies if each in found]


def judge(world: World, dice: random.Random) -> None:
    """Every laptop hands in; every order and grouping must come to the one truth that the model names."""
    for laptop in world.laptops:
        world.lawful(laptop)
    parcels = [each.package() for each in world.laptops]
    bodies = frozenset[bytes]().union(*(each.bodies for each in parcels))
    truth = Journal(bodies)
    set_check(world, bodies)
    first = True
    for order in orders(parcels, dice):
        office = merged_one_by_one(world, order, dice)
        assert office.digest() == truth.digest()
        if first:
            assert office.dump() == truth.lines()
            assert not office.held() & truth.erased()
            available = set[str]().union(*(each.data for each in parcels)) - truth.erased()
            assert named(truth) & available <= office.held() <= available
            assert not office.check()
        first = False
        office.discard()
        world.tally.add("orders")
    together(world, parcels, truth)
    grouped(world, parcels, truth, dice)
    world.tally.add("histories")


def named(truth: Journal) -> set[str]:
    """The bytes that some change names."""
    entries = [each for history in truth.histories.values() for each in history.entries]
    return {sha256 for each in entries for sha256, _ in each.blobs()}


def set_check(world: World, bodies: frozenset[bytes]) -> None:
    """What was acknowledged is there, and nothing else is."""
    present = {entry(each).id for each in bodies}
    said = world.said()
    world.tally.add("acknowledged", len(said))
    world.tally.add("lost", len(said - present))
    world.tally.add("invented", len(present - said))
    assert present == said


def orders(parcels: Sequence[Parcel], dice: random.Random) -> Iterator[Sequence[Parcel]]:
    """All orders of few, some of many."""
    if len(parcels) <= ALL_ORDERS:
        yield from permutations(parcels)
        return
    for _ in range(min(SOME_ORDERS, math.factorial(len(parcels)))):
        yield dice.sample(list(parcels), len(parcels))


def merged_one_by_one(world: World, order: Sequence[Parcel], dice: random.Random) -> Laptop:
    """A new office takes one after the other, now and then an old one or one that it has already."""
    office = Laptop.new(world.place(), "office", f"o{world.made}")
    taken: list[Parcel] = []
    for number, each in enumerate(order):
        batch = [each]
        if dice.random() < 0.2:
            batch.append(dice.choice(order[: number + 1]))
        if dice.random() < 0.2 and (old := [each for each in world.parcels if not each.without]):
            batch.append(dice.choice(old))
        dice.shuffle(batch)
        codes = office.merge(batch)
        assert set(codes) <= {""}, codes
        taken.extend(each for each in batch if each not in taken)
        world.tally.add("merges")
        if dice.random() < 0.1:
            regret(world.tally, office, taken)
        if dice.random() < 0.1:
            office.reopen()
    return office


def regret(tally: Tally, office: Laptop, parcels: Sequence[Parcel]) -> None:
    """The last merge is taken back, and all is merged once more."""
    before = office.digest()
    if not office.unmerge():
        tally.add("unmerges")
        assert set(office.merge(parcels)) == {""}
    assert office.digest() == before


def together(world: World, parcels: Sequence[Parcel], truth: Journal) -> None:
    """All in one call; what was there before comes back when it is taken back; a merge with itself changes nothing."""
    office = Laptop.new(world.place(), "office", f"o{world.made}")
    empty = office.dump()
    assert set(office.merge(parcels)) == {""}
    assert office.digest() == truth.digest()
    mine = office.package()
    office.merge([mine])
    assert office.dump() == truth.lines()
    office.discard()
    again = Laptop.new(world.place(), "office", f"o{world.made}")
    again.merge(parcels)
    if not (code := again.unmerge()):
        assert again.dump() == empty
        assert set(again.merge(parcels)) == {""}
        world.tally.add("unmerges")
    else:
        assert code == "M26"
        assert any(history.erasures() for history in truth.histories.values())
    assert again.digest() == truth.digest()
    again.discard()


def grouped(world: World, parcels: Sequence[Parcel], truth: Journal, dice: random.Random) -> None:
    """Middle offices merge what they are given and hand it upward, until there is one."""
    level = list(parcels)
    dice.shuffle(level)
    while len(level) > 1:
        size = dice.randint(2, len(level))
        middle = Laptop.new(world.place(), "office", f"o{world.made}")
        assert set(middle.merge(level[:size])) == {""}
        level = [middle.package(), *level[size:]]
        dice.shuffle(level)
        middle.discard()
        world.tally.add("groupings")
    top = Laptop.new(world.place(), "office", f"o{world.made}")
    assert top.merge(level) == [""]
    assert top.digest() == truth.digest()
    world.lawful(top)
    top.discard()
