"""What every test stands on: no display, no person's own settings, and the same examples on every machine of ours."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("CHUANGJIAN_DATA_DIR", None)
# As the program has it, also for tests that import the library first.
os.environ["OPENPYXL_LXML"] = "False"

# A slow machine is no fault of the program; benchmarks measure time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture
def light_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child begins by loading the main module anew, as the program's own children do; here that would be pytest."""
    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "__spec__", None)
    monkeypatch.delattr(main, "__file__", raising=False)
