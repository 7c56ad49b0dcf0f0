from __future__ import annotations

from chuangjian_desktop.domain.sizes import megabytes


def test_sizes_are_told_in_megabytes_with_one_decimal() -> None:
    assert megabytes(1_234_567_890) == "1,234.6 MB"
    assert megabytes(0) == "0.0 MB"
