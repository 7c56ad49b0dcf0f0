"""Versions of a checklist: which item continues which, what compares, what is proposed."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.standard import Checklist, Item, Rule
from chuangjian_desktop.domain.versions import (
    Review,
    Verdict,
    Version,
    comparable,
    lineage,
    links,
    propose,
    scored_alike,
)


def item(code: str, title: str = "", points: int = 1000, **said: object) -> Item:
    made = Item(
        code, "环境", title or f"{code}条目", "要求", "看", "inspect", "处", points, Rule("per_occurrence", 50, points),
        na_allowed=True, veto="", exemption="", departments=("城管",), phrases=(), deadline="now", severity="normal",
        photos_required=0, photos_most=3, campaigns=(), order=1,
    )  # fmt: skip
    return replace(made, **said)  # pyright: ignore[reportArgumentType]


def version(name: str, items: tuple[Item, ...], base: str = "", review: Review | None = None) -> Version:
    checklist = Checklist("ZG", "主次干道", (), name, items, date="2026-11-22")
    return Version(name, checklist, {f"{name}/{each.code}": each for each in items}, base, review or Review())


def said(**verdicts: Verdict) -> Review:
    return Review(verdicts)


FIRST = version("1", (item("A"), item("B"), item("C")))
SECOND = version(
    "2",
    (item("A", replaces=("A",)), item("B2", replaces=("B",)), item("D")),
    "1",
    Review({"A": "same", "B2": "changed", "D": "new"}, frozenset({"C"})),
)
THIRD = version("3", (item("A3", replaces=("A",)), item("D", replaces=("D",))), "2", said(A3="same", D="same"))
BESIDE = version("2b", (item("B", replaces=("B",)), item("A", replaces=("A",))), "1", said(A="same", B="same"))
ALL = {each.id: each for each in (FIRST, SECOND, THIRD, BESIDE)}


def test_codes_are_followed_down_and_up() -> None:
    assert links(FIRST, SECOND, ALL) == {"A": "A", "B": "B2"}
    assert links(SECOND, FIRST, ALL) == {"A": "A", "B2": "B"}
    assert links(FIRST, THIRD, ALL) == {"A": "A3"}
    assert links(THIRD, FIRST, ALL) == {"A3": "A"}
    assert links(SECOND, SECOND, ALL) == {"A": "A", "B2": "B2", "D": "D"}


def test_two_branches_meet_where_they_come_from() -> None:
    assert links(SECOND, BESIDE, ALL) == {"A": "A", "B2": "B"}
    assert links(THIRD, BESIDE, ALL) == {"A3": "A"}
    assert comparable(SECOND, BESIDE, ALL) == {"A": "A"}


def test_what_was_changed_on_the_way_does_not_compare() -> None:
    assert comparable(FIRST, SECOND, ALL) == {"A": "A"}
    assert comparable(FIRST, THIRD, ALL) == {"A": "A3"}
    assert comparable(SECOND, THIRD, ALL) == {"A": "A3", "D": "D"}


def test_two_items_made_one_continue_but_do_not_compare() -> None:
    joined = version("2c", (item("AB", replaces=("A", "B")),), "1", said(AB="same"))
    known = ALL | {"2c": joined}
    assert links(FIRST, joined, known) == {"A": "AB", "B": "AB"}
    assert comparable(FIRST, joined, known) == {}


def test_without_a_review_equal_codes_are_the_same_item() -> None:
    plain = version("p", (item("A"), item("B", points=500), item("E")), "1")
    known = ALL | {"p": plain}
    assert links(FIRST, plain, known) == {"A": "A", "B": "B"}
    assert comparable(FIRST, plain, known) == {"A": "A"}


def test_without_a_common_origin_codes_decide() -> None:
    shipped = version("2026.2", (item("A"), item("B", unit="个"), item("Z")))
    known = ALL | {"2026.2": shipped}
    assert links(SECOND, shipped, known) == {"A": "A"}
    assert links(FIRST, shipped, known) == {"A": "A", "B": "B"}
    assert comparable(FIRST, shipped, known) == {"A": "A"}


def test_a_circle_of_origins_ends() -> None:
    one, other = version("x", (item("A"),), "y"), version("y", (item("A"),), "x")
    assert [each.id for each in lineage(one, {"x": one, "y": other})] == ["x", "y"]


def test_points_rule_unit_and_veto_decide_what_is_scored_alike() -> None:
    plain = item("A")
    assert scored_alike(plain, item("B", title="别的"))
    for other in (
        item("A", points=900),
        item("A", rule=Rule("all_or_nothing")),
        item("A", unit="个"),
        item("A", na_allowed=False),
        item("A", veto="site"),
    ):
        assert not scored_alike(plain, other)


def test_proposals_go_by_code_then_by_title() -> None:
    old = Checklist(
        "ZG", "", (), "1", (item("A", "路面平整无坑洼"), item("B", "盲道畅通无占用"), item("C", "树木无缺株"))
    )
    new = Checklist(
        "ZG", "", (), "2",
        (item("A", "路面平整"), item("M", "盲道畅通、无占用", points=800), item("N", "公共座椅完好清洁"),
         item("A9", "路面平整无坑洼")),
    )  # fmt: skip
    found = [(match.code, match.old, match.verdict, match.because) for match in propose(old, new)]
    assert found == [
        ("A", ("A",), "same", "code"),
        ("M", ("B",), "changed", "title"),
        ("N", (), "new", ""),
        ("A9", (), "new", ""),
        ("", ("C",), "dropped", ""),
    ]


def test_another_requirement_is_proposed_as_changed() -> None:
    old = Checklist("ZG", "", (), "1", (item("A", requirement="人行道平整，无明显破损。"),))
    polished = replace(old, items=(item("A", requirement="人行道平整、无明显破损。"),))
    other = replace(old, items=(item("A", requirement="每200米至少设置1处公益广告。"),))
    assert [match.verdict for match in propose(old, polished)] == ["same"]
    assert [match.verdict for match in propose(old, other)] == ["changed"]


def test_a_version_finds_its_items_and_its_place() -> None:
    twice = Version("v", FIRST.checklist, {"one": item("A"), "two": item("A"), "three": item("B")})
    assert twice.item_ids == {"A": "one", "B": "three"}
    assert FIRST.order < SECOND.order
