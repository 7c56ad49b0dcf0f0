"""Every code that the program raises has its sentence, and every detail it gives has a place in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from chuangjian_desktop.domain.messages import EN, ZH, sentence

SOURCE = Path(__file__).resolve().parents[2] / "chuangjian_desktop"


def refusals() -> Iterator[tuple[str, str, dict[str, object]]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Refusal", "Warn"}:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    details: dict[str, object] = {word.arg: f"<{word.arg}>" for word in node.keywords if word.arg}
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", first.value, details


def test_every_code_that_is_raised_is_translated() -> None:
    found = list(refusals())
    assert found
    assert not [(place, code) for place, code, _ in found if code not in ZH or code not in EN]


def test_every_detail_that_is_given_is_told() -> None:
    silent = [
        (place, code, name)
        for place, code, details in refusals()
        for name, value in details.items()
        if not {"detail_zh", "details"} & details.keys()
        and str(value) not in sentence(code, details, "zh") + sentence(code, details, "en")
    ]
    assert not silent
