"""Folders for passing things through, in the installation's own folder; what a dead program left there is swept."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from chuangjian_desktop.services.installation import Installation


@contextmanager
def staging(installation: Installation) -> Generator[Path]:
    """A folder of this call, gone when the block ends."""
    home = installation.folder / "staging"
    home.mkdir(parents=True, exist_ok=True)
    sweep(home)
    folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(home: Path) -> None:
    """Remove folders whose program is gone."""
    for folder in home.iterdir():
        owner = folder.name.partition("-")[0]
        if owner.isdigit() and int(owner) != os.getpid() and not _lives(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, 0, process)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
