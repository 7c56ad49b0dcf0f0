"""Tests use the program as a person does: they wait for things, not for time, and touch nothing private."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
WAITS = {("qtbot", "wait"), ("time", "sleep"), ("QTest", "qWait"), ("QTest", "qSleep")}
MOCKS = {"unittest.mock", "mock", "pytest_mock"}


def faults(tree: ast.AST, *, interface: bool) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if (owner, node.attr) in WAITS:
                yield f"line {node.lineno}: {owner}.{node.attr}"
            if interface and is_private(node.attr) and owner not in {"self", "cls"}:
                yield f"line {node.lineno}: private {node.attr}"
        if isinstance(node, ast.ImportFrom) and (node.module in MOCKS or is_sleep(node)):
            yield f"line {node.lineno}: import from {node.module}"
        if isinstance(node, ast.Import) and any(name.name in MOCKS for name in node.names):
            yield f"line {node.lineno}: mocks"


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def is_sleep(node: ast.ImportFrom) -> bool:
    return node.module == "time" and any(name.name == "sleep" for name in node.names)


@pytest.mark.parametrize("path", sorted(TESTS.rglob("*.py")), ids=lambda path: path.relative_to(TESTS).as_posix())
def test_a_test_waits_for_things_and_touches_nothing_private(path: Path) -> None:
    interface = bool({"ui", "journeys"} & set(path.relative_to(TESTS).parts))
    assert not list(faults(ast.parse(path.read_text(encoding="utf-8")), interface=interface))


@pytest.mark.parametrize(
    "text",
    ["qtbot.wait(5)", "import time\ntime.sleep(1)", "from time import sleep", "view._table", "import unittest.mock"],
)
def test_the_rules_see_what_they_forbid(text: str) -> None:
    assert list(faults(ast.parse(text), interface=True))
