"""Words of the interface: Chinese sentences in the source, English from one table (`resources/i18n/en.json`).

No Qt here, so presenters may use it. See docs/decisions/0003-interface-words.md.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Literal, cast

from chuangjian_desktop.ui.resources import resource

Language = Literal["zh", "en"]
Entry = str | dict[str, str]


class _Now:
    language: Language = "zh"


def language() -> Language:
    """The language in force."""
    return _Now.language


def use_language(name: Language) -> None:
    """Change the language of every later `t`; windows are told by `ui.text.language.switch`."""
    _Now.language = name


def t(chinese: str, /, **values: str | int) -> str:
    """A sentence in the language in force with its `{placeholders}` filled.

    A sentence without English stays correct Chinese. English entries may differ by number: {"one": …, "other": …},
    chosen by the value `n`.
    """
    text = chinese if _Now.language == "zh" else _english(chinese, values.get("n"))
    return text.format(**values) if values else text


def _english(chinese: str, count: str | int | None) -> str:
    entry = table().get(chinese, chinese)
    if isinstance(entry, str):
        return entry
    return entry["one" if str(count) == "1" else "other"]


@lru_cache(maxsize=1)
def table() -> dict[str, Entry]:
    """Chinese to English, all files `resources/i18n/en*.json` together."""
    merged: dict[str, Entry] = {}
    for path in sorted(resource("i18n").glob("en*.json")):
        merged |= cast("dict[str, Entry]", json.loads(path.read_text("utf-8")))
    return merged
