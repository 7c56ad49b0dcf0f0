"""Every sentence of the interface has English, and both sides agree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chuangjian_desktop.ui.text.words import Entry, language, t, table, use_language

ROOT = Path(__file__).resolve().parents[3] / "chuangjian_desktop"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def sources() -> Iterator[tuple[str, Path, int]]:
    """Literals of `t("…")` and `say("…")`, with their place."""
    for folder in ("ui", "app"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
                    continue
                first = node.args[0]
                if node.func.id in {"t", "say"} and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, path, node.lineno


def texts(entry: Entry) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else tuple(entry.values())


def test_every_sentence_has_english() -> None:
    known = table()
    missing = [f"{path.name}:{line} {text}" for text, path, line in sources() if text not in known]
    assert missing == []


def test_placeholders_agree_and_english_holds_no_chinese() -> None:
    for chinese, entry in table().items():
        wanted = set(re.findall(r"{(\w+)}", chinese))
        for english in texts(entry):
            assert set(re.findall(r"{(\w+)}", english)) <= wanted, chinese
            assert not CHINESE.search(english), english


@pytest.mark.parametrize(("n", "english"), [(1, "1 required photo missing"), (3, "3 required photos missing")])
def test_english_counts(n: int, english: str) -> None:
    use_language("en")
    try:
        assert language() == "en"
        assert t("缺必拍照片 {n} 张", n=n) == english
    finally:
        use_language("zh")
    assert t("缺必拍照片 {n} 张", n=n) == f"缺必拍照片 {n} 张"
