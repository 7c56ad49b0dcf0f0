"""The program's log: ids and codes only, never notes, names or whole paths."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"


def log_of(folder: Path) -> Path:
    """Where the log of an installation is."""
    return folder / "log" / "chuangjian.log"


def start_log(folder: Path) -> Path:
    """Log into the installation's folder, one megabyte and three older files; answers the file."""
    place = log_of(folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(place, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(_FORM))
    root = logging.getLogger("chuangjian_desktop")
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return place
