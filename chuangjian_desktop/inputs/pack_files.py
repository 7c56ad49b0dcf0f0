"""The files of a pack as Excel and WPS leave them: CSV tables with Chinese headers, and `pack.toml`."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from chuangjian_desktop.inputs.pack_problems import Report

SPLIT = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: cells by header, and where it starts."""

    file: str
    line: int
    cells: dict[str, str]

    def text(self, header: str) -> str:
        """The cell without blanks around it."""
        return self.cells[header].strip()

    def several(self, header: str) -> tuple[str, ...]:
        """The parts of a cell that lists things: 城管、街道."""
        return tuple(part for part in SPLIT.split(self.text(header)) if part)


def read_table(path: Path, name: str, headers: tuple[str, ...], report: Report) -> tuple[Row, ...]:
    """The rows of a table under `headers`; further columns and blank rows are left out, faults go into the report."""
    text = _text(path, name, report)
    if text is None:
        return ()
    records = _records(text, name, report)
    _, head = next(records, (1, list[str]()))
    found = [cell.strip() for cell in head]
    missing = [header for header in headers if header not in found]
    if missing:
        words = "、".join(missing)
        report.add(name, 1, f"缺少列：{words}", f"columns are missing: {words}")
        return ()
    return tuple(_rows(records, found, name, report))


def _rows(records: Iterator[tuple[int, list[str]]], head: list[str], name: str, report: Report) -> Iterator[Row]:
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(head) :]):
            report.add(
                name,
                line,
                f"有{len(cells)}格，多于{len(head)}列，可能有逗号未加引号",
                f"{len(cells)} cells for {len(head)} columns, perhaps a comma without quotes",
            )
        padded = cells + [""] * (len(head) - len(cells))
        yield Row(name, line, dict(zip(head, padded, strict=False)))


def _records(text: str, name: str, report: Report) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            report.add(name, line, f"表格引号不成对（{fault}）", f"quotes do not match ({fault})")
            return
        yield line, record


def _text(path: Path, name: str, report: Report) -> str | None:
    try:
        found = decoded(path.read_bytes())
    except OSError as fault:
        report.add(name, 0, f"文件读不出：{fault.strerror}", f"the file cannot be read: {fault.strerror}")
        return None
    if found is None:
        report.add(name, 0, *ENCODINGS)
    return found


ENCODINGS = ("文字编码既不是UTF-8也不是GB 18030", "the text is neither UTF-8 nor GB 18030")


def decoded(data: bytes) -> str | None:
    """UTF-8 with or without its mark, or GB 18030, which Excel writes where a clerk saves as plain CSV; None for what
    is neither."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


class Head:
    """`pack.toml`, read with faults noted. A value that is missing reads as empty once it is in the report."""

    def __init__(self, path: Path, name: str, report: Report) -> None:
        self.name = name
        self._report = report
        self._text = _text(path, name, report) or ""
        self.values: dict[str, object] = {}
        try:
            self.values = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as fault:
            found = re.search(r"line (\d+)", str(fault))
            line = int(found[1]) if found else 0
            report.add(name, line, f"pack.toml格式有误：{fault}", f"pack.toml is malformed: {fault}")

    def line_of(self, word: str, key: str = "") -> int:
        """The first line that holds the word in quotes (of those that start with `key`), or 0."""
        return self._first(lambda line: f'"{word}"' in line and line.startswith(key))

    def line_of_key(self, key: str) -> int:
        """The first line that starts with the key, or 0."""
        return self._first(lambda line: line.startswith(key))

    def _first(self, fits: Callable[[str], bool]) -> int:
        return next((number for number, line in enumerate(self._text.splitlines(), 1) if fits(line)), 0)

    def wrong(self, line: int, reason_zh: str, reason_en: str) -> None:
        """Note a fault of this file."""
        self._report.add(self.name, line, reason_zh, reason_en)

    def text(self, key: str, table: dict[str, object] | None = None, *, empty: bool = False) -> str:
        """A text value; `empty` allows it to say nothing."""
        source = self.values if table is None else table
        value = source.get(key)
        if isinstance(value, str) and (empty or value.strip()):
            return value.strip()
        if self.values:
            code = source.get("code")
            line = self.line_of(code) if isinstance(code, str) else 0
            self.wrong(line, f"缺少 {key}，或不是文字", f"{key} is missing or no text")
        return ""

    def texts(self, key: str, table: dict[str, object] | None = None) -> tuple[str, ...]:
        """A list of texts, empty when it is not there."""
        value = (self.values if table is None else table).get(key, [])
        if isinstance(value, list):
            parts = cast("list[object]", value)
            if all(isinstance(part, str) for part in parts):
                return tuple(str(part) for part in parts)
        self.wrong(self.line_of_key(key), f"{key} 须为文字列表", f"{key} must be a list of texts")
        return ()

    def tables(self, key: str) -> tuple[dict[str, object], ...]:
        """The tables written as [[key]]."""
        value = self.values.get(key, [])
        if isinstance(value, list):
            parts = cast("list[object]", value)
            if all(isinstance(part, dict) for part in parts):
                return tuple(cast("dict[str, object]", part) for part in parts)
        self.wrong(self.line_of_key(key), f"{key} 须写成 [[{key}]]", f"{key} must be written as [[{key}]]")
        return ()
