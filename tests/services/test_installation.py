"""The installation's own settings come back, whatever stands in their file."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.services.installation import Installation, Settings


def test_changed_settings_come_back(tmp_path: Path) -> None:
    first = Installation(tmp_path)
    first.change(language="en", backup_on_close=False)
    first.remember(tmp_path / "甲.cjdb")
    again = Installation(tmp_path)
    assert again.settings == first.settings
    assert again.settings.recent == (str(tmp_path / "甲.cjdb"),)
    assert again.id == first.id


@pytest.mark.parametrize("text", ["[]", "null", "", "{", '{"language": 7, "unknown": 1, "backup_budget_mb": true}'])
def test_a_strange_settings_file_means_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text, encoding="utf-8")
    assert Installation(tmp_path).settings == Settings()


def test_what_fits_is_kept_beside_what_does_not(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"theme": "dark", "recent": "no list"}', encoding="utf-8")
    assert Installation(tmp_path).settings == Settings(theme="dark")
