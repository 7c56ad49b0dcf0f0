"""The program, loaded once: every call is a fork of this process that runs the same entry as `main.py`. So that many
calls can be killed, starved of disk or told lies by the system in a minute.

Reads one request per line on standard input, answers one line when the call has ended.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ATTACH_SECONDS = 10.0


def serve() -> None:
    """Until standard input ends."""
    from chuangjian_desktop.app import entry

    for place in set(entry.COMMANDS.values()):
        importlib.import_module(f"chuangjian_desktop.app.commands.{place.partition(':')[0]}")
    # Children that read foreign files load this anew, as those of the real program do.
    sys.modules["__main__"].__file__ = str(Path(__file__).resolve().parents[3] / "main.py")
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_called(json.loads(line))) + "\n")
        sys.stdout.flush()


def _called(request: dict[str, Any]) -> dict[str, Any]:
    ready, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(go)
        _be_the_program(request, ready)
    os.close(ready)
    tracer = _attached(child, request)
    began = time.monotonic()
    os.write(go, b"g")
    os.close(go)
    killed = _disturb(child, request.get("after"), request.get("act", ""))
    _, status, used = os.wait4(child, 0)
    seconds = time.monotonic() - began
    if tracer is not None:
        tracer.wait()
    return {
        "status": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "peak_kb": used.ru_maxrss,
        "disturbed": killed,
        "orphans": _orphans(child),
    }


def _be_the_program(request: dict[str, Any], ready: int) -> None:
    """Never returns."""
    status = 1
    try:
        os.setpgid(0, 0)
        nowhere = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nowhere, 0)
        for stream, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(request[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        if request.get("largest_file"):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (request["largest_file"], request["largest_file"]))
        os.read(ready, 1)
        from chuangjian_desktop.app.entry import main

        with contextlib.suppress(SystemExit):
            status = main(request["words"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _attached(child: int, request: dict[str, Any]) -> subprocess.Popen[bytes] | None:
    """strace on the first thread, which does all the writing, before it begins."""
    if not request.get("trace"):
        return None
    options = ["-qq", "-y", "-o", request["log"], *request["trace"], "-p", str(child)]
    command = [shutil.which("strace") or "strace", *options]
    tracer = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + ATTACH_SECONDS
    while "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text(encoding="ascii"):
        if tracer.poll() is not None or time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            raise RuntimeError("strace cannot attach here")
        select.select([], [], [], 0.001)
    return tracer


def _disturb(child: int, seconds: float | None, act: str) -> bool:
    """Do something with the shell then, or kill the call, unless it has ended by itself."""
    if seconds is None:
        return False
    handle = os.pidfd_open(child)
    try:
        ended, _, _ = select.select([handle], [], [], seconds)
        if not ended and act:
            subprocess.run(["sh", "-c", act], check=False)
        elif not ended:
            os.kill(child, signal.SIGKILL)
        return not ended
    finally:
        os.close(handle)


def _orphans(child: int) -> bool:
    """Whether a process that the call started still runs five seconds later."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            os.killpg(child, 0)
        except ProcessLookupError:
            return False
        select.select([], [], [], 0.005)
    return True
