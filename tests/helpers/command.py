"""Calling the command line, in this process or as a program of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chuangjian_desktop.app.entry import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Said:
    """How a call ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one document on standard output."""
        return json.loads(self.out)

    @property
    def code(self) -> str:
        """The refusal's code."""
        return self.json["error"]["code"]


class Command:
    """The program with a data folder of its own; every call asks for JSON unless it says otherwise."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys

    def __call__(self, *words: str | Path, lang: str = "zh", json_: bool = True, person: str = "") -> Said:
        self.capsys.readouterr()
        try:
            status = main(arguments(self.folder, words, lang=lang, json_=json_, person=person))
        except SystemExit as end:
            status = int(end.code or 0)
        said = self.capsys.readouterr()
        return Said(status, said.out, said.err)

    def done(self, *words: str | Path, lang: str = "zh", person: str = "") -> dict[str, Any]:
        """The answer of a call that must succeed."""
        said = self(*words, lang=lang, person=person)
        assert said.status == 0, said.out + said.err
        return said.json

    def refused(self, *words: str | Path, status: int = 3, lang: str = "zh", person: str = "") -> str:
        """The code of a call that must be refused, with a sentence of its own."""
        said = self(*words, lang=lang, person=person)
        assert said.status == status, (said.status, said.out + said.err)
        assert len(said.json["error"]["message"]) > 5
        return said.code


def arguments(
    folder: Path, words: tuple[str | Path, ...], *, lang: str = "zh", json_: bool = True, person: str = ""
) -> list[str]:
    """All words of a call."""
    head = ["--json"] if json_ else []
    acting = ["--as", person] if person else []
    return [*head, "--lang", lang, "--data-dir", str(folder), *acting, *(str(word) for word in words)]


def program(folder: Path, *words: str | Path, given: str | bytes = "") -> Said:
    """The program as a child process."""
    command = [sys.executable, str(ROOT / "main.py"), *arguments(folder, words)]
    data = given.encode() if isinstance(given, str) else given
    done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=120)
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def started(folder: Path, *words: str | Path) -> subprocess.Popen[bytes]:
    """The program as a child process with open pipes, to be talked to and perhaps killed."""
    command = [sys.executable, str(ROOT / "main.py"), *arguments(folder, words)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
