"""What may come in, in which order, on whose word."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.domain.identity import NIL
from chuangjian_desktop.domain.journal import Change, body, read_change
from chuangjian_desktop.domain.merging import (
    Choice,
    Here,
    Offer,
    Signer,
    bare_offer,
    in_order,
    is_shipped,
    judged,
    offer_of,
    require_order,
)
from chuangjian_desktop.domain.package import Addressee, Manifest, Sender, package_id

OFFICE = "0190a000-0000-7000-8000-00000000000f"
KEY = "ab" * 32
FINGERPRINT = fingerprint(bytes.fromhex(KEY))
HERE = Here(OFFICE, "office", "cd" * 32, rounds=frozenset({"R1"}))


def manifest(**values: object) -> Manifest:
    plain = Manifest("return", OFFICE, "2026-11-22T09:00:00+08:00", "1", Sender(KEY, "team", "第一组"), rounds=("R1",))
    return replace(plain, **values)  # type: ignore[arg-type]


def test_a_bare_workspace_says_whose_it_is() -> None:
    team = bare_offer(3, "a.cjdb", "12" * 32, {"office": OFFICE, "role": "team", "team": "T1"})
    assert (team.number, team.file, team.id, team.office, team.unit) == (3, "a.cjdb", "12" * 32, OFFICE, None)
    assert bare_offer(0, "b.cjdb", "", {"office": OFFICE, "role": "unit", "team": "u1"}).unit == "u1"
    assert bare_offer(0, "c.cjdb", "", {"role": "unit"}) == Offer(0, "c.cjdb", "", "", unit="")


def offer(**values: object) -> Offer:
    return offer_of(0, "r.cjpkg", manifest(**values))


def refused(given: Offer, here: Here = HERE, choice: Choice | None = None) -> Refusal:
    with pytest.raises(Refusal) as fault:
        judged(given, here, choice or Choice())
    return fault.value


def knowing(role: str) -> Here:
    signer = Signer(KEY, "office" if role == "office" else "team", "第一组")
    return replace(HERE, signers={KEY: signer})


def test_an_unknown_signer_is_named_by_the_fingerprint() -> None:
    fault = refused(offer())
    assert (fault.code, fault.details["fingerprint"]) == ("M19", FINGERPRINT)


def test_nobody_signed_a_bare_workspace() -> None:
    bare = Offer(0, "t.cjdb", "x", OFFICE)
    told = refused(bare).details
    assert (told["file"], "fingerprint" in told) == ("t.cjdb", False)
    verdict = judged(bare, HERE, Choice(accept_unsigned=True))
    assert (verdict.verified, verdict.as_office, verdict.marks) == (False, False, ("unsigned",))


def test_a_known_team_may_not_speak_as_the_office() -> None:
    verdict = judged(offer(), knowing("team"), Choice())
    assert (verdict.verified, verdict.as_office, verdict.marks, verdict.enrol) == (True, False, (), None)
    allowed = judged(offer(), knowing("team"), Choice(accept_office=True))
    assert (allowed.as_office, allowed.marks) == (True, ("office",))


def test_a_known_office_may() -> None:
    verdict = judged(offer(), knowing("office"), Choice())
    assert (verdict.verified, verdict.as_office, verdict.marks) == (True, True, ())


@pytest.mark.parametrize("role", ["team", "office"])
def test_ones_own_key_vouches_for_what_it_says(role: str) -> None:
    own = replace(HERE, own_key=KEY)
    verdict = judged(offer(sender=Sender(KEY, "office" if role == "office" else "team", "x")), own, Choice())
    assert (verdict.verified, verdict.as_office) == (True, role == "office")


def test_a_signer_is_enrolled_once_and_may_rise_to_office() -> None:
    team, office = Choice(trust=frozenset({FINGERPRINT})), Choice(trust_office=frozenset({FINGERPRINT}))
    first = judged(offer(), HERE, team)
    assert first.enrol is not None
    assert (first.enrol.role, first.enrol.name, first.enrol.fingerprint) == ("team", "第一组", FINGERPRINT)
    assert judged(offer(), knowing("team"), team).enrol is None
    risen = judged(offer(), knowing("team"), office)
    assert risen.enrol is not None
    assert (risen.enrol.role, risen.as_office) == ("office", True)
    assert judged(offer(), knowing("office"), office).enrol is None
    assert refused(offer(), choice=Choice(trust=frozenset({"0" * 30}))).code == "M19"


def test_another_office_another_round_another_team() -> None:
    assert refused(offer(office="other")).details["detail"] == "office"
    assert refused(offer(rounds=("R1", "R9")), knowing("team")).details["detail"] == "R9"
    assert judged(offer(rounds=("R9",)), knowing("office"), Choice()).verified
    assert judged(offer(rounds=("R9",), purpose="correction"), knowing("team"), Choice()).verified
    team = replace(knowing("office"), role="team", team="T1")
    theirs = offer(purpose="assignment", addressee=Addressee("team", "第二组", "T2"))
    assert refused(theirs, team).details["detail"] == "第二组"
    mine = offer(purpose="assignment", addressee=Addressee("team", "第一组", "T1"))
    assert judged(mine, team, Choice()).as_office


def test_a_delta_needs_what_it_leaves_out() -> None:
    delta = offer(builds_on=("p1", "p2"))
    assert refused(delta, knowing("team")).details["package"] == "p1"
    assert refused(delta, replace(knowing("team"), held=frozenset({"p1"}))).details["package"] == "p2"
    assert judged(delta, replace(knowing("team"), held=frozenset({"p1"})), Choice(), {"p2"}).verified


def test_what_others_build_on_goes_first_in_whatever_order_it_is_named() -> None:
    first = offer_of(0, "a", manifest(changes="1" * 64))
    second = offer_of(1, "b", manifest(changes="2" * 64, builds_on=(first.id,)))
    third = offer_of(2, "c", manifest(changes="3" * 64, builds_on=(first.id, second.id)))
    for order in permutations((first, second, third)):
        assert in_order(order) == [first, second, third]
    assert first.id == package_id(manifest(changes="1" * 64))
    outside = offer_of(3, "d", manifest(builds_on=("not offered",)))
    assert in_order([outside]) == [outside]


def test_circles_come_last() -> None:
    one = replace(offer(builds_on=("y",)), id="x")
    two = replace(offer(builds_on=("x",)), id="y")
    free = replace(offer(), id="z")
    assert in_order([one, two, free]) == [free, one, two]


def change(parents: tuple[str, ...] = (), replica: str = NIL, prev: str | None = None, record: str = "r") -> Change:
    fields: dict[str, Value] = {"code": "x"}
    unnamed = Change("", parents, prev, replica, "office", None, "2026", "office.item", record, "put", fields)
    return read_change(body(unnamed))


def test_what_ships_with_the_program_is_nobodys_first_word() -> None:
    assert is_shipped(change())
    assert not is_shipped(change(replica="r1"))
    assert not is_shipped(change(prev="0" * 64))
    assert not is_shipped(change(parents=("0" * 64,)))


def test_parents_are_here_and_of_the_same_record() -> None:
    parent = "0" * 64
    later = change(parents=(parent,))
    require_order(later, {parent: ("office.item", "r")}, "f")
    for owners in ({}, {parent: ("office.item", "another")}, {parent: ("finding", "r")}):
        with pytest.raises(Refusal) as fault:
            require_order(later, owners, "f")
        assert fault.value.code == "M02"
