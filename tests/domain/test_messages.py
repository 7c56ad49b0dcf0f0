"""Every refusal has its whole sentence in both languages, whatever its details are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.messages import EN, ZH, headline, sentence
from chuangjian_desktop.domain.notes import UNREVIEWED_TOLD, unreviewed
from chuangjian_desktop.domain.rectification import State

CODES = [f"M{number:02}" for number in range(1, 31)]
LANGUAGES = ["zh", "en"]
SAFE = re.compile("未|完好|保留|保存|不受影响|没有丢失|not|nothing|intact|kept|saved", re.IGNORECASE)


def placeholders(template: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", template))


def test_both_languages_hold_all_codes_and_nothing_else() -> None:
    assert list(ZH) == CODES
    assert list(EN) == CODES


@pytest.mark.parametrize("code", CODES)
def test_both_languages_take_the_same_details(code: str) -> None:
    assert placeholders(ZH[code].sentence) == placeholders(EN[code].sentence)
    assert not placeholders(ZH[code].headline + EN[code].headline)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_sentence_without_details_is_whole_and_says_what_is_safe(code: str, lang: str) -> None:
    text = sentence(code, None, lang)
    assert not re.search(r"[\[\]{}]|[（(][）)]|：。|  ", text)
    assert text.endswith(("。", "."))
    assert SAFE.search(text)
    assert headline(code, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_detail_shows(code: str, lang: str) -> None:
    template = (ZH if lang == "zh" else EN)[code].sentence
    details = {name: f"<{name}>" for name in placeholders(template)}
    text = sentence(code, details, lang)
    assert all(value in text for value in details.values())


def test_what_goes_out_unreviewed_is_counted_by_state_with_the_first_numbers() -> None:
    found: list[tuple[State, str]] = [("merged", f"ZG-001-0{n}") for n in range(1, 6)]
    details = unreviewed([*found, ("reviewed", "ZG-002-01"), ("draft", "WC-001-01")])
    told = sentence(UNREVIEWED_TOLD, {"what": "交办单", **details})
    assert told.startswith("交办单：有 6 件事项未经审核：")
    assert "草稿（点位尚未测评完） 1 件（WC-001-01）；已合并 5 件（ZG-001-01、ZG-001-02、ZG-001-03等）" in told
    assert "draft (visit not finished) 1 (WC-001-01); Merged 5 (ZG-001-01" in sentence("M29", details, "en")
    assert headline("M29") == "未经审核"
    assert unreviewed([("reviewed", "ZG-002-01")]) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fields_are_named_in_the_language_of_the_reader(lang: str) -> None:
    for field in ("state", "stage", "approved_by", "done_on", "planned"):
        assert f"{field}）" not in sentence("M27", {"field": field}, lang)
    assert "（状态）" in sentence("M27", {"field": "state"})
    assert "(who approved it)" in sentence("M27", {"field": "approved_by"}, "en")


@pytest.mark.parametrize("value", ["{file}", "{}", "{0}", "%s", "${x}", "[{detail}]", "\\1", "\\g<0>", "{{7*7}}"])
def test_values_are_never_read_as_templates(value: str) -> None:
    assert value in sentence("M02", {"file": value, "detail": "x"})


@settings(max_examples=40)
@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none())), st.text(), st.text())
def test_no_details_code_or_language_raise(details: dict[str, object], code: str, lang: str) -> None:
    for known in (code, *CODES):
        sentence(known, details, lang).encode()


def test_the_programs_own_words_are_translated() -> None:
    assert "评分规则" in sentence("M27", {"field": "rule", "value": "0"}, "zh")
    assert "已经存在" in sentence("M26", {"what": "a.cjdb", "reason": "exists"}, "zh")
    assert "点位“ZG-404”" in sentence("M21", {"what": "office.site", "value": "ZG-404"}, "zh")


@pytest.mark.parametrize("name", ["detail", "reason"])
def test_a_detail_in_two_languages_shows_in_the_readers(name: str) -> None:
    details = {f"{name}_zh": "第 3 行", f"{name}_en": "row 3"}
    assert "第 3 行" in sentence("M20", details, "zh")
    assert "row 3" in sentence("M20", details, "en")


def test_a_value_that_is_missing_is_said_to_be_missing() -> None:
    assert "（理由）超出范围或格式不对（没有填写）" in sentence("M27", {"field": "reason", "value": ""})
    assert "(nothing was entered)" in sentence("M27", {"field": "reason", "value": ""}, "en")
    own = {"field": "reason", "value": "", "detail_zh": "另有说法", "detail_en": "something else"}
    assert "没有填写" not in sentence("M27", own)
    assert "没有填写" not in sentence("M27", {"field": "reason"})


def test_long_values_and_hidden_marks_cannot_disguise_a_message() -> None:
    text = sentence("M05", {"file": "a\u202egpj.exe\n\ud800" + "x" * 10_000}, "en")
    assert "‹U+202E›" in text
    assert "‹U+D800›" in text
    assert len(text) < 600


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reason_of_the_program_holds_other_details_and_is_whole_without_them(lang: str) -> None:
    details = {"reason": "built on", "record": "office.case", "time": "2026-08-01 09:30"}
    told = sentence("M26", details, lang)
    assert "2026-08-01 09:30" in told
    assert ("整改事项" if lang == "zh" else "a case") in told
    assert not re.search(r"[\[\]{}]|[（(][）)]", sentence("M26", {"reason": "built on"}, lang))


def test_a_detail_within_a_reason_is_never_read_as_another_reason() -> None:
    told = sentence("M26", {"reason": "package sent", "package": "package sent"})
    assert "[ {package}]" in told
