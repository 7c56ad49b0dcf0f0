"""The grammar of what follows a merge: conflicts, settle, duplicates, and erase."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

File = Callable[[str, str], argparse.ArgumentParser]
VERDICTS = ("join", "distinct", "take-back")


def add_conflicts(file: File) -> None:
    """Add the commands through `file`, which makes a command with its FILE."""
    listed = file("conflicts", "what is in conflict, with all candidates")
    listed.add_argument("--settled", action="store_true", help="also what was settled, to settle it again")
    settle = file("settle", "decide a conflict, or many by a rule")
    settle.add_argument("id", nargs="?", default=None, metavar="ID")
    how = settle.add_mutually_exclusive_group(required=True)
    how.add_argument("--choose", default=None, metavar="CANDIDATE")
    how.add_argument("--value", default=None, metavar="V")
    how.add_argument("--both", action="store_true", help="texts joined, lists of references united")
    how.add_argument("--rule", default=None, metavar="RULE", help="latest, office, shown, or replica:ID")
    erase = file("erase", "let a photo's bytes go for good")
    erase.add_argument("photo", metavar="PHOTO", help="the photo's record, or a SHA-256")
    erase.add_argument("--reason", required=True, metavar="TEXT")
    twins = file("duplicates", "one problem found twice: proposals and verdicts")
    twins.usage = f"chuangjian duplicates FILE | duplicates {'|'.join(VERDICTS)} FILE FIRST SECOND"
    twins.add_argument("verdict", nargs="*", action=_Verdict, metavar="…")


class _Verdict(argparse.Action):
    """`duplicates FILE` lists; with a verdict in the place of FILE, file and two findings follow."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,  # noqa: ARG002 - argparse's own signature
    ) -> None:
        words = [str(each) for each in values or ()]
        verdict = str(namespace.file) if words else ""
        if words and (verdict not in VERDICTS or len(words) != 3):
            parser.error("a verdict needs FILE FIRST SECOND")
        namespace.verdict = verdict
        if words:
            namespace.file, namespace.first, namespace.second = Path(words[0]), words[1], words[2]
