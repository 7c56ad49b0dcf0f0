"""The grammar of commands about scoring profiles."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from chuangjian_desktop.domain.scoring import PRESETS

Add = Callable[[str, str], argparse.ArgumentParser]


def add_profiles(add: Add) -> None:
    """Profile list, show, set, use."""
    add("list", "scoring profiles of a workspace")
    show = add("show", "every option of a profile with its answer")
    show.add_argument("--profile", default="", metavar="CODE", help="a code or a name; else the round's own")
    change = add("set", "answer options of the round's profile")
    change.add_argument("options", nargs="*", metavar="OPTION=VALUE", help="numbers as 100,300; by name as ZG:2,NM:1")
    change.add_argument("--preset", choices=tuple(PRESETS), default="", help="start from a usual profile")
    change.add_argument("--save-as", dest="save_as", default="", metavar="NAME", help="as a further profile")
    change.add_argument("--what-if", dest="what_if", action="store_true", help="only tell what would change")
    choose = add("use", "score the round by another profile")
    choose.add_argument("profile", metavar="CODE")
