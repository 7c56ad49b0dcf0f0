"""Units, teams and sites of the demo city, as rows of the tables that an office would import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random

from chuangjian_desktop.domain.tables import SiteTableRow, TeamTableRow, UnitTableRow
from chuangjian_desktop.services.demo.dice import dice
from chuangjian_desktop.services.demo.gazetteer import (
    CENTRE,
    CITY,
    CITY_UNITS,
    DISTRICT_UNITS,
    DISTRICTS,
    GIVEN,
    NAMES,
    ORDER,
    SIZES,
    SPONSORS,
    SURNAMES,
    District,
)

_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class City:
    """Everything that an office plans a round with."""

    units: tuple[UnitTableRow, ...]
    teams: tuple[TeamTableRow, ...]
    sites: tuple[SiteTableRow, ...]


def city(sites: int, teams: int, seed: int) -> City:
    """The city with so many sites and teams; the same for the same seed."""
    people = _people(dice(seed, "people"))
    units = tuple(_units(people))
    return City(units, tuple(_teams(teams, people)), tuple(_sites(sites, seed, people)))


def _people(rng: Random) -> Iterator[str]:
    names = [surname + given for surname, given in product(SURNAMES, GIVEN)]
    rng.shuffle(names)
    yield from names


def _phone(number: int) -> str:
    return f"8555{number % 10_000:04d}"


def _units(people: Iterator[str]) -> Iterator[UnitTableRow]:
    row = 1
    for district in DISTRICTS:
        home = f"{CITY}{district.name}"
        police = (f"{CITY}公安局交通警察支队{district.name[:2]}大队", f"交警{district.name[:2]}大队", ("交警",))
        own = [(f"{home}{name}", f"{district.name}{short}", roles) for name, short, roles in DISTRICT_UNITS]
        for name, short, roles in (*own, police):
            row += 1
            yield UnitTableRow("", row, name, short, roles, district.name, next(people), _phone(row * 7), home)
        for street in district.streets:
            row += 1
            where, roles, phone = f"{district.name}/{street}", ("街道", "社区"), _phone(row * 7)
            yield UnitTableRow("", row, street_office(street), street, roles, where, next(people), phone, home)
    for name, short, roles in CITY_UNITS:
        row += 1
        yield UnitTableRow("", row, name, short, roles, "", next(people), _phone(row * 7), CITY)


def street_office(street: str) -> str:
    """The unit that is answerable for a street's sites."""
    return f"{street}办事处"


def _teams(count: int, people: Iterator[str]) -> Iterator[TeamTableRow]:
    for number in range(1, count + 1):
        name = f"第{_numeral(number)}测评组"
        leader, recorder = next(people), next(people)
        evaluators = (next(people), next(people))
        yield TeamTableRow("", number + 1, f"T{number}", name, leader, evaluators, (recorder,), _phone(4000 + number))


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _sites(count: int, seed: int, people: Iterator[str]) -> Iterator[SiteTableRow]:
    keepers = [next(people) for _ in range(20)]
    numbers: dict[str, int] = {}
    taken: set[str] = set()
    for index in range(count):
        type_code = ORDER[index % len(ORDER)]
        number = numbers[type_code] = numbers.get(type_code, 0) + 1
        rng = dice(seed, "site", index)
        name, district = _named(type_code, number, rng)
        name = _unlike(name, district, taken)
        yield _site(rng, (type_code, number, name), district, keepers)


def _named(type_code: str, number: int, rng: Random) -> tuple[str, District]:
    """A name, and the district it lies in: the one that the name tells, else the next in turn."""
    listed = NAMES.get(type_code)
    district = DISTRICTS[(number + ORDER.index(type_code)) % len(DISTRICTS)]
    if listed:
        name = listed[(number - 1) % len(listed)]
        return name, next((each for each in DISTRICTS if _tells(name, each)), district)
    road, first, second = rng.sample(district.roads, 3)
    if type_code in ("ZG", "CG"):
        return f"{road}（{first}—{second}）", district
    return (f"{road}与{first}交叉口" if type_code == "LK" else f"{road}公厕"), district


def _tells(name: str, district: District) -> bool:
    """Whether a name belongs into a district: it holds the name of it, of one of its streets or of its roads."""
    return any(each[:2] in name for each in (district.name, *district.streets)) or any(
        road in name for road in district.roads
    )


def _unlike(name: str, district: District, taken: set[str]) -> str:
    tried, number = name, 1
    while tried in taken:
        tried = f"{name}（{district.name[:2]}{number if number > 1 else ''}）"
        number += 1
    taken.add(tried)
    return tried


def _site(rng: Random, what: tuple[str, int, str], district: District, keepers: list[str]) -> SiteTableRow:
    type_code, number, name = what
    street = next((each for each in district.streets if each[:2] in name), rng.choice(district.streets))
    size = SIZES.get(type_code, "")
    sponsored = rng.random() < 0.5
    return SiteTableRow(
        "",
        number + 1,
        f"{type_code}-{number:03d}",
        name,
        type_code,
        address=f"{district.name}{rng.choice(district.roads)}{rng.randrange(2, 320)}号",
        district=district.name,
        street=street,
        grid=f"第{rng.randrange(1, 12)}网格",
        unit=street_office(street),
        sponsor=rng.choice(SPONSORS) if sponsored else "",
        sponsor_leader=rng.choice(keepers) if sponsored else "",
        keeper=rng.choice(keepers),
        phone=_phone(rng.randrange(5000, 9999)),
        latitude=CENTRE[0] + district.north + rng.randrange(-150_000, 150_000),
        longitude=CENTRE[1] + district.east + rng.randrange(-150_000, 150_000),
        size=size.format(rng.randrange(8, 160) * 10) if size else "",
        always=rng.random() < 0.15,
    )
