"""The grammar of what offices bring in their own workbooks: checklists, and score sheets filled in by hand."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

File = Callable[[str, str], argparse.ArgumentParser]


def add_standards_import(file: File) -> None:
    """`standards import` and `standards export`, through `file`, which makes a command with its FILE."""
    take = _workbook(file("import", "take in an office's own checklist"))
    take.epilog = (
        "What holds rows not understood, a filled column that was not read, no rules or no points at all, or points "
        "that differ from the total, stays a draft. `standards undo-import` "
        "takes an import back in one step; `standards use TYPE/VERSION` brings the version before back into force."
    )
    take.add_argument("--type", default="", metavar="CODE", help="the type of site, where the sheet does not say")
    take.add_argument("--title", default="", metavar="NAME", help="the name of a new type of site")
    take.add_argument("--draft", action="store_true", help="as a draft, which no visit uses before it is published")
    file("undo-import", "take the last import back, unless something was built on it")
    export = file("export", "a checklist as a workbook")
    export.add_argument("code", metavar="CODE[/VERSION]")
    export.add_argument("--version", default="", metavar="V", help="another version than the one in force")
    export.add_argument("--out", type=Path, required=True, metavar="XLSX")


def add_findings_import(file: File) -> None:
    """`findings import`."""
    take = file("import", "take in score sheets that were filled in by hand")
    take.add_argument("workbook", type=Path, metavar="XLSX")
    take.add_argument("--dry-run", action="store_true")
    file("undo-import", "take the last import back, unless something was built on it")
    take.add_argument("--site", default="", metavar="CODE", help="the site, where the sheet does not say")


def _workbook(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("workbook", type=Path, metavar="XLSX")
    made.add_argument("--dry-run", action="store_true")
    made.add_argument("--marked", type=Path, default=None, metavar="F", help="the workbook with the reasons beside")
    return made
