"""Folders for passing things through, in the installation's own folder; what a dead program left there is swept."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.system.processes import lives


@contextmanager
def staging(installation: Installation) -> Generator[Path]:
    """A folder of this call, gone when the block ends."""
    home = installation.folder / "staging"
    home.mkdir(parents=True, exist_ok=True)
    sweep(installation)
    folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(installation: Installation) -> None:
    """Remove folders whose program is gone; every start of the program begins so."""
    home = installation.folder / "staging"
    for folder in home.iterdir() if home.is_dir() else ():
        owner = folder.name.partition("-")[0]
        if owner.isdigit() and int(owner) != os.getpid() and not lives(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)
