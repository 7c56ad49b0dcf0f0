"""Names of files from whatever people call a unit or a site."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.filenames import LONGEST_BYTES, safe_name

NAUGHTY = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "text" / "naughty-strings.json"
HASH_BYTES = 7


def assert_safe(name: str) -> None:
    assert name
    assert not set(name) & set('\\/:*?"<>|')
    assert not name.startswith((" ", ".", "-"))
    assert not name.endswith((" ", "."))
    assert all(unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in name)
    assert len(name.encode()) <= LONGEST_BYTES + HASH_BYTES
    assert name.partition(".")[0].partition("-")[0].upper() not in ("CON", "NUL", "COM1", "LPT9")


@pytest.mark.parametrize("title", ["东湖区城市管理局", "整改通知书-创建办整〔2026〕12号", "a b", "𠮷野家", "v1.2"])
def test_a_good_title_is_the_name(title: str) -> None:
    assert safe_name(title) == title


@pytest.mark.parametrize(
    "title",
    [
        "",
        ".",
        "..",
        "../../etc/passwd",
        "C:\\Windows",
        "con",
        "NUL.pdf",
        "lpt1",
        "-rf",
        "名称 ",
        "a\0b",
        "行\n行",
        "\u202egpj.exe",
        "\ud800",
        "解" * 200,
        "  ",
        "a/b",
        "a?b",
    ],
)
def test_what_is_changed_is_told_apart(title: str) -> None:
    name = safe_name(title)
    assert_safe(name)
    assert name != title
    assert name == safe_name(title)
    assert name[-HASH_BYTES] == "-"


def test_titles_that_would_become_one_name_differ() -> None:
    titles = ["a/b", "a?b", "a:b", "a_b", " a_b", "a_b.", "解" * 200, "解" * 201]
    assert len({safe_name(title).casefold() for title in titles}) == len(titles)


def test_naughty_strings_make_safe_names_and_no_two_the_same() -> None:
    if not NAUGHTY.exists():
        pytest.skip("../shared/corpora is missing: text/naughty-strings.json")
    strings: list[str] = sorted(set(json.loads(NAUGHTY.read_text(encoding="utf-8"))))
    names = [safe_name(each) for each in strings]
    for name in names:
        assert_safe(name)
    assert len(set(names)) == len(strings)


def test_files_of_that_name_can_be_made(tmp_path: Path) -> None:
    titles = ["解" * 300, "con", "a/b", "", "x" * 400, "😀" * 100]
    for title in titles:
        (tmp_path / f"{safe_name(title)}.pdf").write_bytes(b"x")
    assert len(list(tmp_path.iterdir())) == len(titles)


@given(st.text(max_size=80))
def test_any_title(title: str) -> None:
    assert_safe(safe_name(title))


@given(st.text(max_size=20), st.text(max_size=20))
def test_two_titles_two_names(one: str, other: str) -> None:
    assert (safe_name(one) == safe_name(other)) == (one == other)
