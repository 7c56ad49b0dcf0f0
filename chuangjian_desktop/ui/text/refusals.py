"""A refusal in the words of a dialog: headline, sentence, what became of the data, what to do. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.messages import headline, sentence
from chuangjian_desktop.ui.text.words import language, t


@dataclass(frozen=True, slots=True)
class RefusalText:
    """What the dialog shows; `detail` stands small below."""

    headline: str
    sentence: str
    rows: tuple[tuple[str, str], ...]
    detail: str


def refusal_text(refusal: Refusal) -> RefusalText:
    """The dialog's words for a refusal in the language in force."""
    data, advice = _ROWS.get(refusal.code, ("没有任何变化。", ""))
    rows = [(t("您的数据"), t(data))]
    if "file" in refusal.details:
        rows.append((t("这个文件"), str(refusal.details["file"])))
    own = str(refusal.details.get("instead_en" if language() == "en" else "instead_zh", ""))
    if own or advice:
        rows.append((t("怎么办"), f"{own[:1].upper()}{own[1:]}{t('。').strip()}" if own else t(advice)))
    said = sentence(refusal.code, refusal.details, language())
    small = " · ".join(f"{key} {value}" for key, value in refusal.details.items() if key != "file" and value != "")
    detail = refusal.code + (f" · {small}" if small else "")
    return RefusalText(headline(refusal.code, language()), said, tuple(rows), detail)


_ROWS: dict[str, tuple[str, str]] = {
    "M01": ("没有任何变化。", "请选择本软件的工作文件（.cjdb）。"),
    "M02": ("其他文件和备份都没有变化。", "在“设置”里用备份恢复；如果是别人交来的文件，请对方重新导出。"),
    "M03": ("没有任何变化。", "请先升级本软件，再打开这个文件。"),
    "M04": ("没有任何变化。", "不要使用这个文件，请对方重新导出，或用备份恢复。"),
    "M05": ("没有任何变化。", "请对方在原来的电脑上重新导出，不要用聊天软件转发文件。"),
    "M06": ("先前保存的都完好，这一次没有写入。", "请腾出空间，再试一次。"),
    "M07": ("先前保存的都完好，这一次没有写入。", "请检查磁盘或 U 盘，再试一次。"),
    "M08": ("没有任何变化。", "请关闭另一个窗口，再打开这个文件。"),
    "M15": ("其他数据完好。", "可以稍后从原来的电脑补导这张照片。"),
    "M16": ("原有数据完好，没有写入任何内容。", "请换一个可以写入的文件夹，或把文件复制到本机的文件夹里再打开。"),
    "M20": ("没有任何变化，一行也没有导入。", "请在表格软件里另存为普通的 .xlsx 文件，再试一次。"),
    "M21": ("没有任何变化。", "请核对代码或名称。"),
    "M22": ("没有任何变化。", "请在创建办的工作文件里办理。"),
    "M23": ("没有任何变化。", "需要修改时先重新打开这个点位，重新打开会留下记录。"),
    "M24": ("各方的内容都保留着。", "请先裁定冲突，再修改。"),
    "M25": ("数据没有变化，其余照常生成。", "请换字，或安装含有这个字的字体。"),
    "M26": ("没有任何变化。", ""),
    "M27": ("原有内容没有变化。", "请改正后再试。"),
}


def warning_text(warn: Warn) -> str:
    """A warning as one sentence in the language in force."""
    return sentence(warn.code, warn.details, language())


def with_warnings(told: str, warnings: Sequence[Warn]) -> str:
    """What was done (may be empty), the first warnings of it, and how many more there are."""
    parts = [told, *(warning_text(each) for each in warnings[:_TOLD])]
    if len(warnings) > _TOLD:
        parts.append(t("另有 {n} 条提醒。", n=len(warnings) - _TOLD))
    return " ".join(part for part in parts if part)


_TOLD = 2
"""A banner holds no more."""
