"""What a record is, given all its changes: laws 2 and 3."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.canonical import Value, canonical
from chuangjian_desktop.domain.fold import (
    ERASED,
    REMOVED,
    Record,
    blobs_named,
    bringers,
    digest_of,
    dump_lines,
    extend,
    extends,
    fold,
)
from chuangjian_desktop.domain.journal import Change, blob
from tests.helpers.journals import RECORD, Step, change, played, steps

AB = "ab" * 32
ENTITIES = st.sampled_from(["finding", "office.site"])


def ancestors(one: Change, all_: dict[str, Change]) -> set[str]:
    found: set[str] = set()
    for parent in one.parents:
        found |= {parent} | ancestors(all_[parent], all_)
    return found


def standing(name: str, changes: Sequence[Change]) -> list[Change]:
    """Writes of a field that no later write takes the place of, straight from the law's words."""
    all_ = {each.id: each for each in changes}
    writes = [each for each in changes if each.kind in ("put", "settle") and name in each.fields]

    def superseded(one: Change) -> bool:
        guarded = one.entity.startswith("office.") and one.by_office
        return any(one.id in ancestors(other, all_) and (other.by_office or not guarded) for other in writes)

    return [one for one in writes if not superseded(one)]


@given(steps(), ENTITIES, st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_the_order_of_changes_never_matters(history: list[Step], entity: str, dice: random.Random) -> None:
    changes = list({each.change.id: each.change for each in played(history, entity=entity)}.values())
    folded = fold(changes)
    dice.shuffle(changes)
    assert fold(changes) == folded
    assert fold([*changes, *changes]) == folded


@given(steps(), ENTITIES)
@settings(max_examples=150)
def test_one_more_change_gives_what_the_whole_history_gives(history: list[Step], entity: str) -> None:
    for each in played(history, entity=entity)[1:]:
        if entity == "finding" or each.change.by_office:
            assert extend(fold(each.known), each.change) == fold([*each.known, each.change])


@given(steps(), ENTITIES)
@settings(max_examples=150)
def test_nothing_loses_silently(history: list[Step], entity: str) -> None:
    changes = list({each.change.id: each.change for each in played(history, entity=entity)}.values())
    record = fold(changes)
    for name, shown in record.fields.items():
        writes = standing(name, changes)
        values = {canonical(each.fields[name]) for each in writes}
        listed = {canonical(each.value) for each in record.conflicts.get(name, ())}
        joins = {next(iter(v)) if isinstance(v := each.fields[name], dict) else "" for each in writes}
        if len(values) > 1 and (len(joins) > 1 or joins == {""}):
            assert listed == values
            assert {key for each in record.conflicts[name] for key in each.ids} == {each.id for each in writes}
        else:
            assert not listed
        if joins == {""}:
            assert canonical(shown) in values


def test_the_last_write_of_one_line_shows() -> None:
    one = change(fields={"text": "a", "count": 1})
    two = change(fields={"count": 2}, parents=[one])
    record = fold([two, one])
    assert record == Record("finding", RECORD, {"text": "a", "count": 2}, (two.id,))


def test_two_that_did_not_know_each_other_are_a_conflict() -> None:
    base = change(fields={"text": "a", "count": 1})
    mine = change(fields={"text": "b"}, parents=[base], replica="r1")
    theirs = change(fields={"text": "c", "count": 3}, parents=[base], replica="r2")
    record = fold([base, mine, theirs])
    assert record.fields == {"text": max(mine, theirs, key=lambda each: each.id).fields["text"], "count": 3}
    assert set(record.conflicts) == {"text"}
    assert [each.value for each in record.conflicts["text"]] == [
        each.fields["text"] for each in sorted([mine, theirs], key=lambda each: each.id)
    ]
    assert record.heads == tuple(sorted([mine.id, theirs.id]))


def test_equal_writes_are_no_conflict() -> None:
    base = change(fields={"text": "a"})
    pair = [change(fields={"text": "b"}, parents=[base], replica=name) for name in ("r1", "r2")]
    assert fold([base, *pair]).conflicts == {}
    third = change(fields={"text": "c"}, parents=[base], replica="r3")
    (first, second) = sorted(fold([base, *pair, third]).conflicts["text"], key=lambda each: str(each.value))
    assert first.ids == tuple(sorted(each.id for each in pair))
    assert second.ids == (third.id,)


def test_editing_another_field_leaves_a_conflict_standing_and_settling_ends_it() -> None:
    base = change(fields={"text": "a"})
    rivals = [change(fields={"text": text}, parents=[base]) for text in ("b", "c")]
    edited = change(fields={"count": 2}, parents=rivals)
    assert set(fold([base, *rivals, edited]).conflicts) == {"text"}
    settled = change("settle", {"text": "d"}, [edited])
    record = fold([base, *rivals, edited, settled])
    assert (record.fields, record.conflicts) == ({"text": "d", "count": 2}, {})


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ({"min": "09:10"}, {"min": "09:05"}, "09:05"),
        ({"max": 9}, {"max": 10}, 10),
        ({"min": 9}, {"min": 10}, 9),
        ({"max": -5}, {"max": 3}, 3),
        ({"union": ["王", "李"]}, {"union": ["李", "赵"]}, ["李", "王", "赵"]),
        ({"union": []}, {"union": "none"}, []),
    ],
)
def test_joins_combine(one: Value, other: Value, shown: Value) -> None:
    base = change(fields={"text": "a"})
    record = fold([base, change(fields={"x": one}, parents=[base]), change(fields={"x": other}, parents=[base])])
    assert (record.fields["x"], record.conflicts) == (shown, {})


def test_a_join_beside_something_else_is_a_conflict() -> None:
    base = change(fields={"text": "a"})
    record = fold([base, *(change(fields={"x": value}, parents=[base]) for value in ({"min": 1}, {"max": 1}, 5))])
    assert len(record.conflicts["x"]) == 3
    assert record.fields["x"] in (1, 5)


def test_a_map_of_another_kind_is_a_plain_value() -> None:
    value: Value = {"median": 3}
    assert fold([change(fields={"x": value})]).fields["x"] == value


def test_a_removal_with_nothing_beside_it_removes() -> None:
    base = change(fields={"text": "a"})
    removed = change("remove", parents=[base])
    assert fold([base, removed]).removed
    back = change("restore", parents=[removed])
    assert not fold([base, removed, back]).removed


def test_a_removal_beside_a_put_stays_visible_and_is_listed() -> None:
    base = change(fields={"text": "a"})
    removed, put = change("remove", parents=[base]), change(fields={"text": "b"}, parents=[base])
    record = fold([base, removed, put])
    assert not record.removed
    assert {bool(each.value): each.ids for each in record.conflicts[REMOVED]} == {True: (removed.id,), False: (put.id,)}
    later = change(fields={"count": 3}, parents=[removed, put])
    assert REMOVED in fold([base, removed, put, later]).conflicts
    for gone in (True, False):
        settled = change("settle", {REMOVED: gone}, [later])
        record = fold([base, removed, put, later, settled])
        assert (record.removed, record.conflicts) == (gone, {})
    kept = fold([base, removed, put, later, change("restore", parents=[later])])
    assert (kept.removed, kept.conflicts) == (False, {})


def test_a_removal_beside_a_restoring_is_listed() -> None:
    base = change(fields={"text": "a"})
    first = change("remove", parents=[base])
    again, back = change("remove", parents=[first], replica="r2"), change("restore", parents=[first])
    record = fold([base, first, again, back])
    assert not record.removed
    assert sorted(bool(each.value) for each in record.conflicts[REMOVED]) == [False, True]


def test_two_removals_agree() -> None:
    base = change(fields={"text": "a"})
    record = fold([base, *(change("remove", parents=[base], replica=name) for name in ("r1", "r2"))])
    assert record.removed
    assert record.conflicts == {}


def test_in_an_office_s_record_only_an_office_writes_over_an_office() -> None:
    base = change(fields={"name": "解放路"}, role="office", entity="office.site")
    team = change(fields={"name": "解放大道"}, parents=[base], entity="office.site")
    record = fold([base, team])
    assert record.fields == {"name": "解放路"}
    assert sorted(str(each.value) for each in record.conflicts["name"]) == ["解放大道", "解放路"]
    by_team = change("settle", {"name": "解放大道"}, [team], entity="office.site")
    assert set(fold([base, team, by_team]).conflicts) == {"name"}
    by_office = change("settle", {"name": "解放大道"}, [team], role="office", entity="office.site")
    assert fold([base, team, by_office]) == Record("office.site", RECORD, {"name": "解放大道"}, (by_office.id,))


def test_in_an_office_s_record_a_team_s_removal_waits_for_the_office() -> None:
    base = change(fields={"name": "解放路"}, role="office", entity="office.site")
    removed = change("remove", parents=[base], entity="office.site")
    record = fold([base, removed])
    assert not record.removed
    assert {bool(each.value): each.ids for each in record.conflicts[REMOVED]} == {
        True: (removed.id,),
        False: (base.id,),
    }
    settled = change("settle", {REMOVED: True}, [removed], role="office", entity="office.site")
    assert fold([base, removed, settled]).removed
    own = change(fields={"name": "解放路"}, entity="office.site")
    assert fold([own, change("remove", parents=[own], entity="office.site")]).removed


def test_an_erasure_names_the_bytes() -> None:
    base = change(fields={"blob": blob(AB, 5)})
    erased = change("erase", {"sha256": AB}, [base])
    record = fold([base, erased])
    assert record.erased == {AB}
    assert record.fields == {"blob": blob(AB, 5)}
    assert not extends(fold([base]), erased)
    assert extend(record, change("erase", {"sha256": 5}, [erased])).erased == {AB}


def test_a_long_history_folds() -> None:
    changes = [change(fields={"n": 0})]
    for n in range(1, 3000):
        changes.append(change(fields={"n": n}, parents=[changes[-1]]))
    assert fold(changes).fields == {"n": 2999}


def test_the_dump_says_all_and_its_digest_knows_no_order() -> None:
    base = change(fields={"text": "a", "blob": blob(AB, 5)})
    rivals = [change(fields={"blob": blob(sha * 32, 6)}, parents=[base]) for sha in ("cd", "ef")]
    removed = change("remove", parents=[base])
    record = fold([base, *rivals, removed])
    lines = dump_lines(record)
    assert [b'"conflict":' in line for line in lines] == [False, True, True]
    assert digest_of(lines) == digest_of(reversed(lines)) != digest_of(lines[:1])
    assert blobs_named(record) == [("cd" * 32, 6), ("ef" * 32, 6)]
    erased = change("erase", {"sha256": AB}, [base])
    gone = dump_lines(fold([base, erased, change("remove", parents=[erased])]))
    assert f'"erased":["{AB}"]'.encode() in gone[0]
    assert b'"removed":true' in gone[0]


def test_a_removal_waits_while_somebody_refers_to_the_record() -> None:
    base = change(fields={"text": "a"})
    removed = change("remove", parents=[base])
    record = fold([base, removed], referred=True)
    assert (record.removed, record.kept) == (False, True)
    assert {(each.value, each.ids) for each in record.conflicts[REMOVED]} == {
        (True, (removed.id,)),
        (False, (base.id,)),
    }
    assert not extends(record, change(fields={"text": "b"}, parents=[removed]))
    back = change("restore", parents=[removed])
    assert fold([base, removed, back], referred=True) == fold([base, removed, back])


def test_a_record_that_was_only_ever_removed_waits_too() -> None:
    removed = change("remove")
    record = fold([removed], referred=True)
    assert {(each.value, each.ids) for each in record.conflicts[REMOVED]} == {(True, (removed.id,)), (False, ())}


def test_only_the_office_or_the_bringer_erases() -> None:
    base = change(fields={"blob": blob(AB, 5)}, replica="r1")
    wish = change("erase", {"sha256": AB}, [base], replica="r2")
    asked = fold([base, wish])
    assert asked.erased == frozenset()
    name = ERASED + AB
    assert {(each.value, each.ids) for each in asked.conflicts[name]} == {(True, (wish.id,)), (False, (base.id,))}
    assert not extends(asked, change(fields={"text": "b"}, parents=[wish]))
    for more in (
        change("erase", {"sha256": AB}, [wish], replica="r1"),
        change("erase", {"sha256": AB}, [wish], replica="r3", role="office"),
    ):
        assert (fold([base, wish, more]).erased, fold([base, wish, more]).conflicts) == ({AB}, {})
    dismissed = change("settle", {name: False}, [wish], replica="r1")
    assert (fold([base, wish, dismissed]).erased, fold([base, wish, dismissed]).conflicts) == (frozenset(), {})
    not_theirs = change("settle", {name: False}, [wish], replica="r2")
    assert name in fold([base, wish, not_theirs]).conflicts
    assert name not in fold([base, wish, not_theirs]).fields
    strange = change("erase", {"sha256": 7}, [base])
    assert fold([base, strange]).erased == frozenset()


def test_bytes_of_every_candidate_are_named() -> None:
    base = change(fields={"text": "a"})
    rivals = [change(fields={"blob": blob(name, 1)}, parents=[base]) for name in ("aa" * 32, "bb" * 32)]
    assert blobs_named(fold([base, *rivals])) == [("aa" * 32, 1), ("bb" * 32, 1)]


def test_who_names_the_bytes_later_may_not_erase_them() -> None:
    base = change(fields={"blob": blob(AB, 5)}, replica="r1")
    late = change(fields={"note": blob(AB, 5)}, parents=[base], replica="r2")
    wish = change("erase", {"sha256": AB}, [late], replica="r2")
    assert fold([base, late, wish]).erased == frozenset()
    beside = change(fields={"note": blob(AB, 5)}, replica="r2")
    wish = change("erase", {"sha256": AB}, [base, beside], replica="r2")
    record = fold([base, beside, wish])
    assert (record.erased, set(record.conflicts)) == (frozenset(), {ERASED + AB})
    assert bringers([base, late], AB) == {"r1"}
    assert bringers([base, beside], AB) == frozenset()


def test_what_is_not_at_hand_of_a_history_harms_nothing() -> None:
    base = change(fields={"text": "a"})
    removed = change("remove", parents=[base])
    beside = change(fields={"text": "b"}, parents=[base])
    record = fold([removed, beside])
    assert (record.fields, set(record.conflicts)) == ({"text": "b"}, {REMOVED})


def test_the_bytes_of_every_candidate_are_named() -> None:
    base = change(fields={"text": "a"})
    rivals = [change(fields={"sha256": blob(name * 32, 7)}, parents=[base]) for name in ("ab", "cd")]
    assert blobs_named(fold([base, *rivals])) == [("ab" * 32, 7), ("cd" * 32, 7)]


def test_the_bytes_of_a_record_without_conflict_are_named() -> None:
    assert blobs_named(fold([change(fields={"sha256": blob(AB, 7), "text": "a"})])) == [(AB, 7)]
