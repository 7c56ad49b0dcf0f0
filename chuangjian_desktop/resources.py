"""Where shipped files lie: in the source tree, beside the package, or inside a frozen program."""

from __future__ import annotations

import sys
from pathlib import Path

HOME = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[1]))
RESOURCES = HOME / "resources"
STANDARDS = RESOURCES / "standards"
FONTS = RESOURCES / "fonts"
CALENDAR = RESOURCES / "calendar"
JOURNAL_SQL = HOME / "db" / "journal.sql"
