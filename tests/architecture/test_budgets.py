"""Small files, classes and functions: what a reader can hold in mind at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE, CLASS, FUNCTION, PARAMETERS = 400, 250, 40, 5

EXCEPTIONS: dict[str, str] = {
    # "path" or "path:name": the reason. Tables of data need one too.
}

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)


def sources() -> list[Path]:
    folders = ("chuangjian_desktop", "tests", "benchmarks", "packaging", "resources")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted([*files, ROOT / "main.py"])


def over_budget(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT).as_posix()
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > FILE:
        yield f"{name} has {lines} lines (at most {FILE})"
    for node in ast.walk(ast.parse(text)):
        yield from (f"{name}:{getattr(node, 'name', '')} {excess}" for excess in excesses(node))


def excesses(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ClassDef) and length(node) > CLASS:
        yield f"is a class of {length(node)} lines (at most {CLASS})"
    if isinstance(node, type_of_function):
        if length(node) > FUNCTION:
            yield f"has {length(node)} lines (at most {FUNCTION})"
        positional = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        counted = [argument for argument in positional if argument not in {"self", "cls"}]
        if len(counted) > PARAMETERS:
            yield f"takes {len(counted)} parameters (at most {PARAMETERS}, keyword-only ones are free)"


def length(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_everything_stays_within_its_budget() -> None:
    found = [line for path in sources() for line in over_budget(path)]
    excused = [line for line in found if line.split(" ")[0] in EXCEPTIONS]
    assert not set(found) - set(excused), "\n".join(sorted(set(found) - set(excused)))


def test_no_exception_outlives_its_reason() -> None:
    found = {line.split(" ")[0] for path in sources() for line in over_budget(path)}
    assert not set(EXCEPTIONS) - found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("def f(a, b, c, d, e, g): pass", "takes 6 parameters"),
        ("def f():\n" + "    x = 1\n" * 40, "has 41 lines"),
        ("class C:\n" + "    x = 1\n" * 250, "is a class of 251 lines"),
    ],
)
def test_the_measure_sees_what_is_too_much(text: str, part: str) -> None:
    assert any(part in line for node in ast.walk(ast.parse(text)) for line in excesses(node))


def test_self_and_keyword_only_parameters_are_free() -> None:
    tree = ast.parse("def f(self, a, b, c, d, e, *, g, h): pass")
    assert not [line for node in ast.walk(tree) for line in excesses(node)]
