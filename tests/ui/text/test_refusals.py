"""What banners say of warnings."""

from __future__ import annotations

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.ui.text.refusals import warning_text, with_warnings


def test_warnings_that_find_no_room_are_counted() -> None:
    warnings = [
        Warn("M25", {"file": name, "character": "㐂", "place": "1"}) for name in ("甲局", "乙局", "丙局", "丁局")
    ]
    first = " ".join(warning_text(each) for each in warnings[:2])
    assert with_warnings("已写好", warnings) == f"已写好 {first} 另有 2 条提醒。"
    assert with_warnings("", warnings[:2]) == first
    assert with_warnings("已写好", ()) == "已写好"
