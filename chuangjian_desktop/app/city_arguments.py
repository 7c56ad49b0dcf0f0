"""The grammar of a city's score: city score|set|carry|documents|document|bonus|surveys|tally|touches, scores import."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from chuangjian_desktop.services.office.city.reviews import STATES


class Commands(Protocol):
    """Where commands are added; argparse keeps its own class for it private."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's own name
        """A command's own grammar."""
        ...


File = Callable[[Commands, str, str], argparse.ArgumentParser]
Group = Callable[[str, str], Commands]


def add_city(group: Group, file: File) -> None:
    """Add the commands: `group` makes a command with acts, `file` an act with its FILE and --round."""
    acts = group("city", "a city's score under one standard, in full")

    def act(name: str, help_: str) -> argparse.ArgumentParser:
        made = file(acts, name, help_)
        made.add_argument("--standard", required=True, metavar="CODE")
        return made

    act("score", "components, indicators, gates, vetoes, years, with the lines they add up from")
    _entry(act("set", "enter a value, or change parts of one"))
    act("carry", "take over what an earlier round entered").add_argument("--from", dest="source", required=True)
    act("documents", "材料审核")
    _document(act("document", "ask for a document, or change one"))
    _bonus(act("bonus", "加减分 and the negative list: list, add, or make void"))
    act("surveys", "questionnaires with their results")
    _tally(act("tally", "count answers by hand"))
    touches = file(acts, "touches", "which standards a finding touches, and what it costs in each")
    touches.add_argument("--finding", required=True, metavar="ID")
    taken = file(group("scores", "filled-in questionnaires"), "import", "count them")
    taken.add_argument("workbook", type=Path, metavar="XLSX")
    taken.add_argument("--dry-run", action="store_true")
    taken.add_argument("--standard", default="", metavar="CODE")
    taken.add_argument("--survey", default="", metavar="CODE")
    taken.add_argument("--batch", default="", metavar="NAME")
    taken.add_argument("--marked", type=Path, default=None, metavar="F")


def _entry(made: argparse.ArgumentParser) -> None:
    slots = (
        "component.CODE, indicator.CODE (CODE.1 for the year before), gate.CODE, block.CODE, year.N, cycle.year, goal"
    )
    made.add_argument("--slot", required=True, metavar="SLOT", help=slots)
    for name in ("value", "numerator", "denominator", "before"):
        made.add_argument(f"--{name}", default=None, metavar="N")
    made.add_argument("--met", choices=("yes", "no"), default=None, help="whether a fact is so")
    made.add_argument("--basis", default="", help="what the figure rests on; round:CODE takes the visits of that round")
    made.add_argument("--date", default="", metavar="DAY")
    made.add_argument("--note", default="")
    made.add_argument("--clear", action="store_true", help="enter nothing")


def _document(made: argparse.ArgumentParser) -> None:
    made.add_argument("--id", default=None, help="change this one")
    made.add_argument("--plan", action="store_true", help="one for each node that has none")
    made.add_argument("--remove", action="store_true")
    for name in ("node", "code", "title", "points", "due", "earned", "note", "unit"):
        made.add_argument(f"--{name}", default=None)
    made.add_argument("--state", choices=tuple(STATES), default=None)
    made.add_argument("--file", dest="papers", action="append", default=None, metavar="NAME")


def _bonus(made: argparse.ArgumentParser) -> None:
    made.add_argument("--kind", choices=("plus", "minus", "negative"), default=None)
    made.add_argument("--points", default="0", metavar="P")
    made.add_argument("--code", default="", help="the entry of the negative list")
    made.add_argument("--reason", default="")
    made.add_argument("--date", default="", metavar="DAY")
    made.add_argument("--unit", default="", metavar="NAME", help="a unit's own, not the city's")
    made.add_argument("--void", default=None, metavar="ID")


def _tally(made: argparse.ArgumentParser) -> None:
    made.add_argument("--survey", required=True, metavar="CODE")
    made.add_argument("--batch", default="", metavar="NAME")
    made.add_argument("--question", required=True, metavar="CODE")
    made.add_argument("--count", action="append", required=True, metavar="OPTION=N")
