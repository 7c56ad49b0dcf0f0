"""docs/standards says what the packs say: whoever changes a figure writes the pages anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "standards"


def test_pages_equal_the_packs(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "packaging" / "standard_pages.py", tmp_path], check=True, timeout=60)
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert {"README.md", "parameters.md", "W.md", "H.md"} <= made.keys()
    kept = {path.name: path.read_text("utf-8") for path in PAGES.iterdir()}
    assert kept == made, "run: python packaging/standard_pages.py"
