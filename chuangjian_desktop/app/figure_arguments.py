"""The grammar of a standard's figures and a city's parameters: standards figures|confirm|withdraw, parameters …"""

from __future__ import annotations

import argparse
from collections.abc import Callable

File = Callable[[str, str], argparse.ArgumentParser]


def add_figures(file: File) -> None:
    """The acts of `standards` on figures; `file` makes one with its FILE."""
    listed = file("figures", "every number of a standard, how sure it is and where it comes from")
    listed.add_argument("code", metavar="CODE")
    listed.add_argument("--open", dest="asked", action="store_true", help="only those the office is still asked for")
    confirm = _figure(file("confirm", "confirm a figure, or say what it must be"))
    confirm.add_argument("--value", default=None, metavar="N", help="the number, where it is not the shipped one")
    confirm.add_argument("--note", default="")
    _figure(file("withdraw", "take a confirmation back"))


def add_quotas(file: File) -> None:
    """The sample sizes of a standard beside what a round has."""
    quotas = file("quotas", "how many sites the examiners visit, and how the round stands against it")
    quotas.add_argument("code", nargs="?", default="H", metavar="CODE")
    quotas.add_argument("--size", default="", metavar="SIZE", help="a size of the city: its name, 1, 2 … or 161, 215 …")
    quotas.add_argument("--choose", action="store_true", help="keep this size for the office")


def add_parameters(file: File) -> None:
    """The acts of `parameters`."""
    file("list", "the city's numbers, and the items that use them")
    chosen = file("set", "set a number of the city")
    chosen.add_argument("key", metavar="KEY")
    chosen.add_argument("value", metavar="N")
    chosen.add_argument("--note", default="")
    file("reset", "let the shipped number count again").add_argument("key", metavar="KEY")


def _figure(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("code", metavar="CODE")
    made.add_argument("figure", metavar="FIGURE")
    return made
