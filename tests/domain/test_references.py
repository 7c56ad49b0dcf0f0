"""Removals that wait while somebody refers to the record."""

from __future__ import annotations

from chuangjian_desktop.domain.fold import Record
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.references import held_up, refs_of

A, B, C = ("finding", "a"), ("visit", "b"), ("office.site", "c")


def test_references_are_found_at_any_depth() -> None:
    fields = {"visit": ref(*B), "text": "x", "count": 2, "note": None, "lists": [ref(*C), {"deep": [ref(*A)]}]}
    assert refs_of(Record("photo", "p", fields, ())) == {A, B, C}


def test_what_a_visible_record_refers_to_waits_and_what_that_one_refers_to() -> None:
    assert held_up({A: {B}, B: {C}, C: set()}, [A]) == {A, B, C}
    assert held_up({A: {B}, B: {C}, C: set()}, [C, ("unit", "visible")]) == {C}


def test_two_removed_ones_do_not_hold_each_other() -> None:
    assert held_up({A: {B}, B: {A}}, []) == set()
    assert held_up({A: {B}, B: {A}}, [B]) == {A, B}
