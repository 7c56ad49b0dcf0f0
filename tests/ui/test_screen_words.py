"""Every sentence that a screen says has English, with the same places to fill."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from chuangjian_desktop.ui.text.words import table

ROOT = Path(__file__).resolve().parents[2] / "chuangjian_desktop"
PLACES = re.compile(r"\{(\w+)\}")
FOLDERS = (
    "ui/shell",
    "ui/dialogs",
    "ui/office",
    "ui/fieldwork/sites",
    "ui/fieldwork/today",
    "ui/fieldwork/photos",
    "app",
)


def said() -> set[str]:
    found: set[str] = set()
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t" and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found.add(first.value)
    return found


def test_every_sentence_of_the_screens_has_english() -> None:
    assert not sorted(said() - set(table()))


def test_both_languages_fill_the_same_places() -> None:
    for chinese, english in table().items():
        for text in [english] if isinstance(english, str) else english.values():
            assert set(PLACES.findall(text)) <= set(PLACES.findall(chinese)) | {"n"}, chinese
