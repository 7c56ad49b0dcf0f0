"""docs/reliability.md: every script writes its own section there and leaves the others as they are."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
_HEAD = """\
# 可靠性 · What is kept when things go wrong

Each section is written by the script that it names; nothing here is by hand.
"""


def put_section(name: str, lines: Sequence[str], page: Path = PAGE) -> None:
    """Replace the section of that name, or add it at the end."""
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    if "<!-- begin " not in text:
        text = _HEAD
    section = "\n".join((begin, *lines, end))
    before, found, rest = text.partition(begin)
    after = rest.partition(end)[2] if found else "\n"
    text = f"{before}{section}{after}" if found else f"{text.rstrip()}\n\n{section}\n"
    page.write_text(text, encoding="utf-8")


def when_and_where() -> str:
    """The line that says when this was run, and on what."""
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    return f"Run on {today}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
