"""An office and its teams, each on a laptop of its own, by command line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.command import Command
from tests.helpers.offices import workspace_file

SITE = ("--site", "NM-001", "--item", "NM03")


@dataclass
class City:
    """An office and its two teams, each on a laptop of its own."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def __post_init__(self) -> None:
        workspace_file(self.office, "office")

    @property
    def office(self) -> Path:
        """The office's file."""
        return self.folder / "office.cjdb"

    def at(self, name: str) -> Command:
        """The program on somebody's laptop."""
        return Command(self.folder / f"{name}-data", self.capsys)

    def team(self, number: int) -> Path:
        """A team's file, made from its task package."""
        file = self.folder / f"team{number}.cjdb"
        if not file.exists():
            task = self.folder / f"task{number}.cjpkg"
            self.at("office").done("handout", self.office, "--team", f"T{number}", "--out", task)
            self.at(f"t{number}").done("new", file, "--from", task)
        return file

    def add(self, number: int, note: str, *more: str | Path) -> str:
        """A finding of a team at the market."""
        answer = self.at(f"t{number}").done("add", self.team(number), *SITE, "--note", note, *more)
        return str(answer["finding"])

    def hand_in(self, number: int, name: str, *more: str) -> Path:
        """A return package of a team."""
        out = self.folder / name
        self.at(f"t{number}").done("handin", self.team(number), "--out", out, *more)
        return out

    def fingerprint(self, package: Path) -> str:
        """Who signed a package."""
        return str(self.at("office").done("info", package)["fingerprint"])

    def merge(self, *packages: Path, status: int = 0, more: tuple[str | Path, ...] = ()) -> dict[str, Any]:
        """Take in, with the teams' signers known."""
        trust = [word for package in packages if package.suffix == ".cjpkg" for word in self._trust(package)]
        said = self.at("office")("merge", self.office, *packages, *trust, *more)
        assert said.status == status, said.out + said.err
        return said.json

    def _trust(self, package: Path) -> tuple[str, ...]:
        said = self.at("office")("info", package)
        return ("--trust", said.json["fingerprint"]) if said.status == 0 else ()

    def digest(self) -> str:
        """Of the office's file."""
        return str(self.at("office").done("digest", self.office)["digest"])

    def findings(self, file: Path | None = None) -> set[str]:
        """Ids of the visible findings of a file."""
        lines = [json.loads(line) for line in self.at("office")("dump", file or self.office).out.splitlines()]
        return {line["record"] for line in lines if line.get("entity") == "finding" and not line.get("removed")}
