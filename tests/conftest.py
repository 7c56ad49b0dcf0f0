"""What every test stands on: no display is needed, and none is used."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("CHUANGJIAN_DATA_DIR", None)
