"""The grammar of what travels: assign, handout, handin, merge, unmerge, register."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from chuangjian_desktop.app.conflict_arguments import add_conflicts

File = Callable[[str, str], argparse.ArgumentParser]


def add_exchange(file: File) -> None:
    """Add the commands through `file`, which makes a command with its FILE."""
    out = file("handout", "a task package for a team, a lower office or a unit")
    whom = out.add_mutually_exclusive_group(required=True)
    whom.add_argument("--team", default=None, metavar="CODE")
    whom.add_argument("--office", default=None, metavar="NAME", help="an office of a lower level instead of a team")
    whom.add_argument("--unit", default=None, metavar="NAME", help="a responsible unit: its own cases, to reply to")
    out.add_argument("--out", type=Path, required=True, metavar="PKG")
    back = file("handin", "a return package")
    back.add_argument("--out", type=Path, required=True, metavar="PKG")
    back.add_argument("--since-receipt", action="store_true", help="only what the office's last receipt does not cover")
    back.add_argument("--confirmed-by", default="", metavar="NAME", help="the leader who confirmed")
    back.add_argument("--slip", type=Path, default=None, metavar="F.pdf", help="the printable slip")
    merge = file("merge", "take packages in")
    merge.add_argument("packages", nargs="+", type=Path, metavar="PACKAGE")
    merge.add_argument("--dry-run", action="store_true")
    merge.add_argument("--trust", action="append", default=[], metavar="FINGERPRINT", help="enrol a team")
    merge.add_argument("--trust-office", action="append", default=[], metavar="FINGERPRINT", help="enrol an office")
    merge.add_argument("--accept-unsigned", action="store_true")
    merge.add_argument("--accept-office", action="store_true")
    merge.add_argument("--receipts", type=Path, default=None, metavar="DIR")
    merge.add_argument("--report", type=Path, default=None, metavar="F.pdf", help="the report to print")
    file("unmerge", "take the last merge back")
    assign = file("assign", "say which sites a team visits")
    assign.add_argument("--team", required=True, metavar="CODE")
    assign.add_argument("--site", action="append", required=True, metavar="CODE")
    file("register", "a new identity for this copy, after a laptop was cloned (M12)")
    add_conflicts(file)
