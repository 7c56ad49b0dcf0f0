"""Standards and checklists out as workbooks."""

from __future__ import annotations

from pathlib import Path

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.rule_text import rule_words
from chuangjian_desktop.domain.standard import METHODS, Checklist, Item
from chuangjian_desktop.services.workspace import Workspace

_HEAD = (
    "条目编号", "部分", "条目", "测评标准", "查法", "方式", "单位", "分值", "评分规则", "可不适用", "免扣提示",
    "责任部门", "时限", "必拍照片", "所属创建", "常见问题",
)  # fmt: skip
_WIDTHS = (10, 14, 22, 44, 36, 9, 7, 8, 26, 9, 36, 20, 12, 9, 24, 50)


def export_checklist(workspace: Workspace, code: str, path: Path) -> None:
    """A checklist (by site type) or a standard's nodes as a workbook; `Refusal` M21 for an unknown code."""
    from chuangjian_desktop.outputs.xlsx.plain import write_plain

    catalogue = workspace.catalogue
    if (checklist := catalogue.checklists.get(code)) is not None:
        rows = [_row(item) for item in checklist.items]
        write_plain(path, _title(checklist), _HEAD, _WIDTHS, rows)
    elif (standard := catalogue.standards.get(code)) is not None:
        write_plain(
            path,
            _standard_title(standard),
            ("节点", "名称"),
            (24, 60),
            [[node.code, node.title] for node in standard.nodes],
        )
    else:
        raise Refusal("M21", what="standard", value=code)


def _title(checklist: Checklist) -> str:
    return f"{checklist.title}测评表（{checklist.code}，{checklist.version}）"


def _standard_title(standard: Standard) -> str:
    return f"{standard.title}（{standard.edition}）"


def _row(item: Item) -> list[str]:
    methods = {value: name for name, value in METHODS.items()}
    return [
        item.code,
        item.section,
        item.title,
        item.requirement,
        item.how_to_check,
        methods[item.method],
        item.unit,
        short(item.points),
        rule_words(item.rule, "zh", item.points),
        "是" if item.na_allowed else "否",
        item.exemption,
        "、".join(item.departments),
        DEADLINES[item.deadline].label_zh if item.deadline in DEADLINES else item.deadline,
        str(item.photos_required),
        "；".join(node.node for node in item.campaigns),
        "；".join(phrase.text for phrase in item.phrases),
    ]
