"""The grammar of versions of checklists: standards versions, draft, review, check, publish, retire, use and more."""

from __future__ import annotations

import argparse
from collections.abc import Callable

File = Callable[[str, str], argparse.ArgumentParser]
VERSION = "a version's record, or CODE/VERSION"


def add_versions(file: File) -> None:
    """The acts of `standards` on versions; `file` makes one with its FILE."""
    file("versions", "every version of the checklists").add_argument("code", nargs="?", default="", metavar="CODE")
    draft = file("draft", "draw up the next version of the checklist in force")
    draft.add_argument("code", metavar="CODE")
    draft.add_argument("--note", default="")
    review = _version(file("review", "a draft's items beside the version before"))
    review.add_argument("--accept", action="store_true", help="take every proposal as it is")
    _version(file("check", "what keeps a draft from being published, and its test runs"))
    publish = _version(file("publish", "put a draft in force"))
    publish.add_argument("--from-next-round", action="store_true", help="this round goes on with what it uses now")
    _version(file("retire", "begin no more visits with a version"))
    _version(file("use", "begin this round's visits with a version"))
    _version(file("discard", "throw a draft away"))
    file("refresh", "take in the standards of this program")
    mapped = file("map", "let items serve a node of a standard, or no more")
    mapped.add_argument("node", metavar="NODE")
    mapped.add_argument("items", nargs="+", metavar="ITEM")
    how = mapped.add_mutually_exclusive_group()
    how.add_argument("--points", default=None, metavar="P", help="the items' points there")
    how.add_argument("--off", action="store_true")
    trend = file("trend", "rounds compared by the items that mean the same in all of them")
    trend.add_argument("rounds", nargs="+", metavar="ROUND")


def _version(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("version", metavar="VERSION", help=VERSION)
    return made
