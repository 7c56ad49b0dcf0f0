"""What a responsible unit may write, and whose word its packages are."""

from __future__ import annotations

import pytest

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.domain.journal import Change, Kind, ref, role_named
from chuangjian_desktop.domain.merging import Choice, Here, Offer, Signer, judged, offer_of
from chuangjian_desktop.domain.package import Addressee, Manifest, Sender
from chuangjian_desktop.domain.rectification import may_enter
from chuangjian_desktop.domain.unit_acts import leads, may_write

KEY = "ab" * 32
TRUST = Choice(trust=frozenset({fingerprint(bytes.fromhex(KEY))}), accept_office=True)
NEW: tuple[str, ...] = ()
LATER = ("1" * 64,)
PHOTO: dict[str, Value] = {"case": ref("case", "c"), "stage": "after", "finding": None}


def change(entity: str, fields: dict[str, Value], parents: tuple[str, ...] = NEW, kind: Kind = "put") -> Change:
    return Change("", parents, None, "r", "unit", None, "", entity, "x", kind, fields)


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        (change("case", {"state": "replied", "reply": {}}, LATER), True),
        (change("case", {"extension": {"state": "asked"}, "objection": {"state": "open"}}, LATER), True),
        (change("case", {"extension": {"state": "granted"}}, LATER), False),
        (change("case", {"objection": "upheld"}, LATER), False),
        (change("case", {"due_at": ""}, LATER), False),
        (change("case", {"state": "replied"}), False),
        (change("case", {"state": "replied"}, LATER, "settle"), False),
        (change("step", {"action": "reply"}), True),
        (change("step", {"action": "close"}), False),
        (change("step", {"action": "reply"}, LATER), False),
        (change("photo", PHOTO), True),
        (change("photo", {**PHOTO, "stage": ""}), False),
        (change("photo", {**PHOTO, "finding": ref("finding", "f")}), False),
        (change("photo", {}, LATER, "remove"), False),
        (change("photo", {"sha256": "", "reason": ""}, LATER, "erase"), True),
        (change("office.person", {"name": "刘强", "post": ""}), True),
        (change("office.person", {"team": ref("office.team", "t")}), False),
        (change("finding", {"note": ""}), False),
    ],
)
def test_what_a_unit_writes(given: Change, *, allowed: bool) -> None:
    assert may_write(given) is allowed


def test_its_acts_lead_where_the_table_says() -> None:
    assert leads("assigned", "replied")
    assert leads("working", "working")
    assert not leads("assigned", "closed")
    assert not leads("closed", "replied")
    assert may_enter("unit", "reply")
    assert not may_enter("unit", "close")
    assert [role_named(each) for each in ("office", "unit", "x")] == ["office", "unit", "team"]


def sent(role: str = "unit", unit: str = "u1", to: Addressee | None = None) -> Offer:
    sender = Sender(KEY, role_named(role), "城管局", unit)
    return offer_of(0, "r.cjpkg", Manifest("reply", "o", "2026-11-22T09:00:00+08:00", "1", sender, to or Addressee()))


def knowing(role: str, unit: str = "") -> Here:
    known = Signer(KEY, "unit" if role == "unit" else "office" if role == "office" else "team", "城管局", unit=unit)
    return Here("o", "office", "cd" * 32, signers={KEY: known})


def test_a_unit_is_enrolled_as_one_and_never_speaks_as_the_office() -> None:
    fresh = judged(sent(), Here("o", "office", "cd" * 32), TRUST)
    assert fresh.enrol == Signer(KEY, "unit", "城管局", unit="u1")
    assert (fresh.unit, fresh.as_office, fresh.marks) == ("u1", False, ())
    again = judged(sent(), knowing("unit", "u1"), TRUST)
    assert (again.enrol, again.unit, again.as_office) == (None, "u1", False)
    another = judged(sent(unit="u2"), knowing("unit", "u1"), TRUST)
    assert another.enrol is not None
    assert another.unit == "u2"
    with pytest.raises(Refusal, match="M19"):
        judged(sent(), Here("o", "office", "cd" * 32), Choice(trust_office=TRUST.trust))


def test_a_known_unit_stays_one_whatever_it_says() -> None:
    assert judged(sent("team", ""), knowing("unit", "u1"), Choice()).unit == "u1"
    assert judged(sent(unit="u2"), knowing("unit", "u1"), Choice()).unit == "u1"
    assert judged(sent(), knowing("office"), Choice()).as_office is False
    assert judged(sent("team", ""), knowing("team"), Choice()).unit is None


def test_what_is_for_a_unit_is_for_that_unit_alone() -> None:
    mine = Addressee("unit", "城管局", "u1")
    office = sent("office", "", mine)
    known = Signer(KEY, "office", "创建办")
    unit = Here("o", "unit", "cd" * 32, "u1", signers={KEY: known})
    assert judged(office, unit, Choice()).as_office
    for here in (Here("o", "unit", "", "u2"), Here("o", "team", "", "T1"), Here("o", "office", "")):
        with pytest.raises(Refusal, match="M17"):
            judged(office, here, TRUST)
    with pytest.raises(Refusal, match="M17"):
        judged(sent("office", "", Addressee("team", "一组", "T1")), unit, TRUST)
