"""Our end of the program that is loaded once: calls of the command line that may be killed, traced or starved."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.helpers.command import ROOT, arguments

_START = "import sys; sys.path.insert(0, sys.argv[1]); from tests.reliability.exchange.preloaded import serve; serve()"
_CALL = re.compile(r"^(\w+)\((?:AT_FDCWD<[^>]*>, )?(?:\d+<([^>]*)>|\"([^\"]*)\")")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a call ended: `status` is negative for a signal, `peak_kb` the most memory that it or a child of it had,
    `trace` what strace saw."""

    status: int
    out: str
    err: str
    seconds: float
    peak_kb: int
    disturbed: bool
    orphans: bool
    trace: tuple[str, ...] = ()

    @property
    def json(self) -> dict[str, Any]:
        """The answer."""
        return json.loads(self.out)

    @property
    def hit(self) -> str:
        """The call of the system that was tampered with, "" when there was none."""
        return next((line for line in self.trace if "(INJECTED)" in line), "")

    @property
    def code(self) -> str:
        """The code of the refusal, "" for none."""
        return str(self.json.get("error", {}).get("code", ""))


@dataclass(frozen=True, slots=True)
class SystemCall:
    """The `number`th call of that name, counted by name, and the file that it was about."""

    name: str
    number: int
    path: str


class Programs:
    """Calls of the program with data folders of their own; a context manager."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="calls-")
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", _START, str(ROOT)]
        self._server = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=ROOT)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.communicate()
        self._folder.cleanup()

    def __call__(
        self,
        data: Path,
        *words: str | Path,
        after: float | None = None,
        act: str = "",
        trace: Sequence[str] = (),
        largest_file: int = 0,
    ) -> Ended:
        """One call. `after` so many seconds it is killed, or the line `act` is given to a shell; `trace` are options of
        strace; no file may grow beyond `largest_file` bytes."""
        folder = Path(self._folder.name)
        request = {
            "words": arguments(data, words),
            "after": after,
            "act": act,
            "trace": list(trace),
            "largest_file": largest_file,
            **{name: str(folder / name) for name in ("out", "err", "log")},
        }
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(request).encode() + b"\n")
        self._server.stdin.flush()
        answer = self._server.stdout.readline()
        if not answer:
            raise RuntimeError("the program that is loaded once has ended")
        told = [(folder / name).read_text(encoding="utf-8", errors="replace") for name in ("out", "err")]
        seen = (folder / "log").read_text(encoding="utf-8", errors="replace").splitlines() if trace else ()
        return Ended(out=told[0], err=told[1], trace=tuple(seen), **json.loads(answer))

    def writes(self, names: Sequence[str], within: Sequence[str], data: Path, *words: str | Path) -> list[SystemCall]:
        """All calls of these names that an undisturbed call makes on paths that begin so."""
        ended = self(data, *words, trace=["-e", f"trace={','.join(names)}"])
        assert ended.status == 0, ended.out + ended.err
        counts: dict[str, int] = {}
        found: list[SystemCall] = []
        for line in ended.trace:
            if (seen := _CALL.match(line)) is None:
                continue
            name, path = seen[1], seen[2] or seen[3]
            counts[name] = counts.get(name, 0) + 1
            if path.startswith(tuple(within)):
                found.append(SystemCall(name, counts[name], path))
        return found


def tampering(call: SystemCall, what: str, *, for_good: bool = False) -> list[str]:
    """Options of strace: `what` is `error=ENOSPC`, `signal=KILL` …"""
    inject = f"inject={call.name}:{what}:when={call.number}{'+' if for_good else ''}"
    return ["-e", f"trace={call.name}", "-e", inject]


def strace_is_missing() -> str:
    """Why calls of the system cannot be tampered with here, "" when they can."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"strace cannot trace here: {tried.stderr.strip()[:200]}"
