"""What offices call the columns of their checklists (in the form of `columns.plain`)."""

from __future__ import annotations

import re

from chuangjian_desktop.domain.checklist_sheet import LABELS
from chuangjian_desktop.inputs.columns import Columns, plain

NAMES: dict[str, tuple[str, str]] = {
    **LABELS,
    "type": ("点位类别", "site type"),
    "assists": ("配合单位", "assisting units"),
    "group": ("二级项目", "second section"),
}
"""The columns by their own names, in Chinese and English."""

_SYNONYMS: dict[str, tuple[str, ...]] = {
    "number": ("序", "no", "编号", "序号编号"),
    "code": ("条目代码", "指标编号", "指标代码", "条目编码", "项目编号", "标准编号", "标准代码", "测评编号", "编码"),
    "type": (
        "点位类型",
        "考察点",
        "考察点类别",
        "考察点类型",
        "测评点类别",
        "场所类型",
        "检查点位类别",
        "测评点位类型",
    ),
    "section": (
        *(
            "项目",
            "考核项目",
            "检查项目",
            "考评项目",
            "测评类别",
            "类别",
            "部分",
            "分组",
            "板块",
            "一级指标",
            "基本指标",
        ),
        *("测评指标", "考评类别", "项目名称", "检查类别", "指标类别", "考察项目", "评价项目", "大项"),
    ),
    "title": (
        *("内容", "考核内容", "检查内容", "考评内容", "条目", "标题", "二级指标", "指标内容", "考察内容", "评价内容"),
        *("标准内容", "检查要点", "测评要点", "考核指标", "指标", "检查事项", "小项", "测评内容及要求", "具体内容"),
    ),
    "requirement": (
        *(
            "标准",
            "测评要求",
            "考核标准",
            "考评标准",
            "检查标准",
            "要求",
            "工作要求",
            "测评标准及方法",
            "测评标准和方法",
        ),
        *(
            "具体要求",
            "具体标准",
            "三级指标",
            "工作标准",
            "达标要求",
            "考察标准",
            "评价标准",
            "标准要求",
            "测评标准方法",
        ),
    ),
    "rule": (
        *("评分细则", "评分标准", "扣分标准", "评分办法", "评分方法", "计分办法", "计分方法", "计分标准", "计分规则"),
        *(
            "扣分办法",
            "扣分细则",
            "扣分规则",
            "考核评分标准",
            "考评细则",
            "打分标准",
            "评分说明",
            "扣分方法",
            "赋分标准",
        ),
        *("赋分规则", "评定标准", "记分办法", "考核细则", "考核办法", "考评办法"),
        *(
            "办法",
            "细则",
            "打分办法",
            "打分方法",
            "得分标准",
            "得分办法",
            "扣分依据",
            "评分依据",
            "赋分办法",
        ),
        *(
            "怎么扣分",
            "如何扣分",
            "怎么评分",
            "扣分方式",
            "评分方式",
            "计分方式",
            "评定办法",
            "量化标准",
        ),
    ),
    "points": (
        *("标准分", "指标分值", "规定分值", "满分", "分数", "标准分值", "总分", "赋分", "权重分", "基准分", "应得分"),
        *(
            "分值分",
            "分",
            "本项分值",
            "配分",
            "标准分分",
            "权重",
            "权数",
            "权值",
            "权重%",
            "权重值",
            "分值权重",
            "占分",
            "所占分值",
        ),
        *("满分值", "分值满分", "考核分", "考核分数", "项目分", "每项分值", "分数值", "额定分"),
    ),
    "how": ("查法", "检查方法", "怎么查", "考察方法", "测评办法"),
    "method": ("方式", "方法", "考评方式", "测评方式", "检查方式", "考核方式", "考察方式"),
    "unit": ("计量单位", "计数单位"),
    "na": ("可不涉及", "允许不适用", "是否可不适用"),
    "veto": ("否决项", "是否否决", "是否一票否决"),
    "exemption": ("免扣提示", "不扣分情形", "免扣情形", "豁免情形", "例外情形"),
    "departments": (
        *(
            "责任单位",
            "责任",
            "责任方",
            "主责单位",
            "落实单位",
            "牵头单位",
            "主管部门",
            "牵头部门",
            "主管单位",
            "整改责任单位",
            "责任科室",
            "责任主体",
            "牵头责任单位",
        ),
    ),
    "group": ("二级类别", "子项目", "子项", "小类", "分项", "二级项"),
    "assists": ("配合部门", "协办单位", "责任配合单位", "协助单位", "参与单位", "参加单位"),
    "deadline": ("时限", "完成时限", "整改期限", "完成时间"),
    "severity": ("问题等级", "问题严重程度"),
    "photos_required": ("必拍张数", "照片要求张数", "必拍"),
    "photos_most": ("照片上限", "最多张数"),
    "nodes": (
        "适用创建",
        "适用创建类别",
        "涉及创建",
        "服务创建",
        "所属创建",
        "对应创建",
        "创建类别",
        "所属体系",
        "对应节点",
    ),
    "phrases": ("常见问题", "问题表述", "典型问题", "常见扣分情形", "问题示例"),
    "confidence": ("依据", "确定程度"),
    "replaces": ("对应旧条目", "原条目编号"),
    "data": (),
}
_RESULTS = re.compile(
    r"(?:自评|实际?|考核|测评|检查|考评)?得分|扣分(?:情况|说明|原因|值|数|理由)?|(?:考察|检查|测评|考评)?(?:记录|结果|情况)"
    r"|备注|说明|自评分|照片|检查人.*|日期|时间|问题描述|数量|不适用"
)
_ENDINGS = (
    (
        "rule",
        re.compile(r".{0,8}(?:评分|计分|扣分|打分|赋分|记分|得分).{0,3}(?:标准|细则|办法|方法|规则|说明|方式|依据)"),
    ),
    ("points", re.compile(r".{0,6}(?:分值|标准分|满分|赋分)")),
    ("departments", re.compile(r".{0,4}(?:责任|牵头|主管)(?:单位|部门|科室)")),
    ("section", re.compile(r".{0,6}项目")),
    ("title", re.compile(r".{0,8}(?:内容|要点|事项)")),
    ("requirement", re.compile(r".{0,8}(?:标准|要求)(?:及方法|和方法)?")),
)


class ChecklistColumns(Columns):
    """Knows a heading also by how it ends; columns that hold results of a visit are none of ours."""

    def key(self, heading: str) -> str:
        wanted = plain(heading)
        found = super().key(heading)
        if found or not wanted or len(wanted) > 14 or _RESULTS.fullmatch(wanted):
            return found
        return next((key for key, form in _ENDINGS if form.fullmatch(wanted)), "")


COLUMNS = ChecklistColumns(
    {key: (plain(names[0]), *_SYNONYMS[key]) for key, names in NAMES.items()},
    needed=("title", "requirement", "rule"),
    filled_down=frozenset({"type", "section", "group", "title", "departments", "assists", "deadline", "how", "method"}),
)


def is_result(heading: str) -> bool:
    """Whether a column by its heading holds what was seen on a visit, or notes: nothing of a standard."""
    return _RESULTS.fullmatch(plain(heading)) is not None


def label(key: str, lang: str = "zh") -> str:
    """A column's own name."""
    return NAMES[key][lang == "en"]
