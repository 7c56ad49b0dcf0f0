from __future__ import annotations

import json
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chuangjian_desktop.domain.canonical import LARGEST, Value, canonical, is_list, is_map, parse, read_canonical
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import NIL, fresh, named
from chuangjian_desktop.domain.text import LONGEST, fit, unfit

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS: SearchStrategy[Value] = st.one_of(st.none(), st.booleans(), st.integers(-LARGEST, LARGEST), TEXTS)
KEYS = st.text(st.characters(max_codepoint=127), max_size=8)


def nested(inner: SearchStrategy[Value]) -> SearchStrategy[Value]:
    return st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4))


VALUES: SearchStrategy[Value] = st.recursive(SCALARS, nested, max_leaves=12)


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    value: Value = {"b": [1, True, None], "a": '解放路\n"', "A": {"z": -1}}
    assert canonical(value) == '{"A":{"z":-1},"a":"解放路\\n\\"","b":[1,true,null]}'.encode()


def test_the_escapes_are_those_of_rfc_8785() -> None:
    assert canonical('\b\t\n\f\r"\\\x1f\x7f€/') == '"\\b\\t\\n\\f\\r\\"\\\\\\u001f\x7f€/"'.encode()


@given(VALUES)
def test_what_was_written_is_read_back(value: Value) -> None:
    raw = canonical(value)
    assert parse(raw) == value
    assert canonical(parse(raw)) == raw


@given(st.dictionaries(KEYS, st.integers(0, 9), max_size=6))
def test_the_order_of_keys_never_shows(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (1.5, "value"),
        (float("nan"), "value"),
        (b"x", "value"),
        (LARGEST + 1, "integer"),
        (-LARGEST - 1, "integer"),
        ("\ud800", "text"),
        (["fine", {"deep": "解\udfff"}], "text"),
        ({"键": 1}, "key"),
        ({"a": [{"b": 0.1}]}, "value"),
    ],
)
def test_what_a_change_must_not_hold_is_refused(value: object, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        canonical(cast("Value", value))
    assert (refusal.value.code, refusal.value.details["field"]) == ("M27", field)


@pytest.mark.parametrize("text", ["1.5", "[1e3]", '{"a":-0.0}'])
def test_floats_are_refused_in_reading_too(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(text)
    assert refusal.value.code == "M27"


def test_json_that_is_none_says_so() -> None:
    with pytest.raises(json.JSONDecodeError):
        parse("{")


def test_lists_and_maps_are_told_apart_from_text() -> None:
    assert is_list([1])
    assert not is_list("text")
    assert is_map({"a": 1})
    assert not is_map([])


def test_a_named_id_is_the_same_everywhere() -> None:
    one = named("visit", "round", "site", "", 1)
    assert one == named("visit", "round", "site", "", 1) == "6a41a07b-cdcb-56ed-b08b-066a9d0d0dc9"
    assert one != named("visit", "round", "site", "", 2)
    assert one != named("visit", "round", "site", "1")


def test_fresh_ids_are_uuid7_and_grow() -> None:
    made = [fresh() for _ in range(50)]
    assert len(set(made)) == 50
    assert {one[14] for one in made} == {"7"}
    assert {one[19] for one in made} <= set("89ab")
    assert [one[:13] for one in made] == sorted(one[:13] for one in made)
    assert NIL == "00000000-0000-0000-0000-000000000000"


@given(TEXTS)
def test_text_is_kept_whole_or_refused(text: str) -> None:
    bad = [character for character in text if unfit(character)]
    if bad:
        with pytest.raises(Refusal) as refusal:
            fit("note", text)
        assert refusal.value.details["value"] == f"U+{ord(bad[0]):04X} @ {text.index(bad[0]) + 1}"
    else:
        assert fit("note", text) is text


@pytest.mark.parametrize(
    "text", ["=1+1", "<b>粗</para>", "😀👩‍👩‍👧", "𠮷𪚥", "\u202e右到左", "a\u0301\u200b", "行\t一\r\n二", "\U0010fffd"]
)
def test_strange_text_is_no_fault(text: str) -> None:
    assert fit("note", text) == text


@pytest.mark.parametrize("text", ["a\0", "\x0b", "\x85", "\x7f", "\udfff", "\ufdd0", "\uffff", "\U0001fffe"])
def test_what_no_document_can_carry_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        fit("note", text)
    assert refusal.value.code == "M27"


def test_a_text_may_be_long_but_not_endless() -> None:
    assert fit("note", "长" * LONGEST)
    with pytest.raises(Refusal):
        fit("note", "长" * (LONGEST + 1))


@pytest.mark.parametrize(
    "text",
    ['{"a": 1}', '{"b":1,"a":2}', '{"a":1,"a":1}', '{"a":1.5}', '{"a":NaN}', '{"a":-0}', '{"a":9007199254740992}',
     '{"a":100000000000000000000}', '{"中":1}', '{"中\\"a":1}', '{"a":"\\ud800"}', '"\\u4e2d"', "{", '{"a":1} '],
)  # fmt: skip
def test_only_the_canonical_bytes_are_read(text: str) -> None:
    with pytest.raises((ValueError, Refusal)):
        read_canonical(text.encode())


@given(VALUES)
def test_what_was_written_canonically_is_read(value: Value) -> None:
    assert read_canonical(canonical(value)) == value


def test_a_quote_and_colon_in_a_text_is_no_key() -> None:
    value: Value = {"text": '中":x'}
    assert read_canonical(canonical(value)) == value
