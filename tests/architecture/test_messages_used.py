"""Every code that the program raises has its sentence, and every detail it gives has a place in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from chuangjian_desktop.domain.messages import EN, ZH, sentence

SOURCE = Path(__file__).resolve().parents[2] / "chuangjian_desktop"


def given(name: str, value: ast.expr) -> object:
    """What is given where it stands in the source: a reason may have places for the other details."""
    return (isinstance(value, ast.Constant) and value.value) or f"<{name}>"


def refusals() -> Iterator[tuple[str, str, dict[str, object]]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Refusal", "Warn"}:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    details = {word.arg: given(word.arg, word.value) for word in node.keywords if word.arg}
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", first.value, details


def test_every_code_that_is_raised_is_translated() -> None:
    found = list(refusals())
    assert found
    assert not [(place, code) for place, code, _ in found if code not in ZH or code not in EN]


def without(details: dict[str, object], name: str) -> dict[str, object]:
    return {each: value for each, value in details.items() if each != name}


def test_every_detail_that_is_given_is_told() -> None:
    silent = [
        (place, code, name)
        for place, code, details in refusals()
        for name in details
        if not {"detail_zh", "details"} & details.keys()
        and all(sentence(code, details, lang) == sentence(code, without(details, name), lang) for lang in ("zh", "en"))
    ]
    assert not silent
