"""What the Walk's status line says of a state."""

from __future__ import annotations

from chuangjian_desktop.ui.fieldwork.walk.state import WalkState
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.statusline import Keys, StatusLine


def show_status(line: StatusLine, state: WalkState) -> None:
    """Render the lower edge."""
    line.show_saving(state.saving, state.saved_at, t("已完成并锁定") if state.locked else "")
    sheet = state.sheet
    missing = sum(row.photos_missing for row in sheet.rows) if sheet else 0
    line.show_missing(t("缺必拍照片 {n} 张", n=missing) if missing else "")
    numbers = [finding.number for row in sheet.rows for finding in row.findings] if sheet else []
    line.show_extra(t("正在记第 {n} 条问题", n=max(numbers, default=0) + 1) if state.draft else "")
    line.show_photos(state.photos_done, state.photos_total)
    line.keys.show_keys(keys_now(state))


def keys_now(state: WalkState) -> Keys:
    """Three or four keys that help at this moment."""
    if state.locked:
        return ((("/",), t("查找")), (("F1",), t("全部按键")))
    if state.asking_reason:
        return ((("Enter",), t("记为免扣")), (("Esc",), t("不记")))
    if state.draft is not None:
        return ((("+", "−"), t("改处数")), (("Tab",), t("到位置栏")), (("Esc",), t("放弃这条")))
    if state.editing:
        return ((("+", "−"), t("改处数")), (("Del",), t("取下")), (("Esc",), t("改完")))
    return (
        ((t("空格"),), t("下一未答项")),
        (("R",), t("重复上一条")),
        (("/",), t("查找")),
        (("F1",), t("全部按键")),
    )
