from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fingerprint import fingerprint, read_fingerprint

KEY = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
SHOWN = "57447-05613-11816-57942-02430-42745"


def test_the_fingerprint_of_a_published_key_never_changes() -> None:
    assert fingerprint(KEY) == SHOWN


@given(st.binary(min_size=32, max_size=32))
def test_it_is_six_groups_of_five_digits_that_are_read_back(key: bytes) -> None:
    shown = fingerprint(key)
    assert re.fullmatch(r"\d{5}(-\d{5}){5}", shown)
    assert read_fingerprint(shown) == shown


@pytest.mark.parametrize(
    "typed",
    [
        SHOWN,
        SHOWN.replace("-", " "),
        SHOWN.replace("-", ""),
        SHOWN.replace("-", " — "),
        SHOWN.replace("-", "－"),
        SHOWN.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        f"  {SHOWN}\n",
        SHOWN.replace("-", "\u3000"),
    ],
)
def test_people_type_it_in_many_ways(typed: str) -> None:
    assert read_fingerprint(typed) == SHOWN


@pytest.mark.parametrize("typed", ["", "12345", SHOWN[:-1], SHOWN + "1", SHOWN.replace("1", "l"), "٣" * 30, "²" * 31])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_fingerprint(typed)
    assert (caught.value.code, caught.value.details["field"]) == ("M27", "fingerprint")
