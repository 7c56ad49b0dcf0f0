"""What every command gets: its arguments, the installation, and workspaces opened as it needs them."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.outputs.files import as_refusal
from chuangjian_desktop.services import places, workspace
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace

Answer = Mapping[str, Any]
Command = Callable[["Context"], Answer]


@dataclass(slots=True)
class Context:
    """One call. `out` writes a line of standard output at once."""

    args: argparse.Namespace
    installation: Installation
    lang: str
    warnings: list[Warn] = field(default_factory=list[Warn])

    @contextmanager
    def opened(self, *, writing: bool, untouched: bool = False) -> Generator[Workspace]:
        """The FILE of the call, in the round it names, with the person who acts. What was done in the block is done
        also when the file cannot be put away as one file afterwards: that is told as a warning."""
        opened = workspace.open_workspace(self.args.file, self.installation, writing=writing, untouched=untouched)
        try:
            self.warnings.extend(opened.warnings)
            if getattr(self.args, "round", ""):
                workspace.use_round(opened, self.args.round)
            if writing and self.args.person:
                workspace.act_as(opened, self.args.person)
            yield opened
        except BaseException:
            opened.close()
            raise
        name = opened.path.name
        self.attempt(opened.close, f"{name}-wal → {name}")

    def attempt(self, act: Callable[[], object], file: str = "") -> bool:
        """Something that comes after what was asked, which is done: when it does not succeed now, that is told."""
        try:
            try:
                act()
            except OSError as fault:
                raise as_refusal(fault, self.args.file) from fault
        except Refusal as refusal:
            if not refusal.unwritten:
                raise
            self.warnings.append(Warn(refusal.code, {**refusal.details, **({"file": file} if file else {})}))
            return False
        return True

    def begun(self, made: Workspace) -> Answer:
        """What is told of a new workspace, which is closed."""
        try:
            if self.args.person:
                workspace.act_as(made, self.args.person)
            return {"replica": made.facts["replica"], "round": places.current_round(made).code}
        finally:
            made.close()

    def site_id(self, opened: Workspace, code: str) -> str:
        """A site by its code; `Refusal` M21."""
        found = places.site_by_code(opened, code)
        if found is None:
            raise Refusal("M21", what="site", value=code)
        return found.id

    def out(self, line: str) -> None:
        """One line, flushed. Where nobody reads any more (`| head`), what was asked is done all the same."""
        try:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)


def warned(warnings: list[Warn], lang: str) -> list[dict[str, str]]:
    """Warnings as the contract shows them."""
    return [{"code": each.code, "message": sentence(each.code, each.details, lang)} for each in warnings]


def day_of(text: str) -> dt.date | None:
    """A day as YYYY-MM-DD; None for no text, `Refusal` M27 for another."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal("M27", field="date", value=text) from None


def absolute(paths: list[Path] | tuple[Path, ...]) -> list[str]:
    """Paths as the contract shows them."""
    return [str(path.resolve()) for path in paths]
