"""What every test stands on: no display, no person's own settings, and the same examples on every machine of ours."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("CHUANGJIAN_DATA_DIR", None)

# A slow machine is no fault of the program; benchmarks measure time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
