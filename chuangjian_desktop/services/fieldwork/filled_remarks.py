"""What may be said about a line of a score sheet that was filled in by hand."""

from __future__ import annotations

from chuangjian_desktop.inputs.checklists.values import Remark

_REMARKS: dict[str, tuple[str, str, str, str, str, bool]] = {
    "no site": (
        "site",
        "没有写是哪个点位",
        "the site is not named",
        "在表头写上“点位”和点位编号或名称",
        "name the site above the table",
        True,
    ),
    "site": (
        "site",
        "没有点位“{text}”，或有几个同名点位",
        'there is no site "{text}", or several of that name',
        "改成点位表中的编号或名称",
        "use its code or its name in the list of sites",
        True,
    ),
    "type": (
        "site",
        "点位类别“{text}”没有测评表",
        'there is no checklist for the site type "{text}"',
        "先导入这一类的测评表",
        "import that checklist first",
        True,
    ),
    "finished": (
        "site",
        "点位“{site}”的测评已结束并锁定",
        'the visit of "{site}" is finished and locked',
        "先重新打开该点位的测评",
        "reopen the visit first",
        True,
    ),
    "date": (
        "",
        "日期“{text}”看不懂，按今天记录",
        'the date "{text}" is not understood; today is taken',
        "写成 2026-11-20 或 11月20日",
        "write it like 2026-11-20",
        False,
    ),
    "stray": (
        "photos",
        "这一行有照片，但没有条目",
        "there is a photo in this row, but no item",
        "把照片移到问题所在的行",
        "move the photo to the row of its problem",
        True,
    ),
    "item": (
        "title",
        "测评表里没有“{text}”这一条",
        'the checklist has no item "{text}"',
        "核对测评内容，或写上条目编号",
        "compare the content, or enter the item's code",
        True,
    ),
    "near": (
        "title",
        "测评表里没有“{text}”，按“{site}”处理",
        'the checklist has no item "{text}"; "{site}" is taken',
        "核对测评内容，或写上条目编号",
        "compare the content, or enter the item's code",
        False,
    ),
    "twice": (
        "title",
        "“{text}”对应几条，分不清是哪一条",
        '"{text}" fits several items',
        "写上条目编号",
        "enter the item's code",
        True,
    ),
    "number": (
        "{key}",
        "“{text}”不是数",
        '"{text}" is no number',
        "只填数字",
        "enter a number only",
        True,
    ),
    "count": (
        "count",
        "数量“{text}”应是 1 以上的整数",
        'the count "{text}" must be a whole number from 1 on',
        "填发现几处",
        "enter how many were found",
        True,
    ),
    "counts": (
        "count",
        "写了 {text} 处，问题描述有 {site} 个，多出的记在第一个",
        "{text} are counted, {site} problems described; the rest goes to the first",
        "在每个问题后写（几处）",
        "say how many after each problem",
        False,
    ),
    "na": (
        "na",
        "“{text}”不允许填不适用",
        '"{text}" cannot be not applicable',
        "改为测评结果",
        "enter a result",
        True,
    ),
    "both": (
        "na",
        "既填了不适用，又有问题，按有问题处理",
        "not applicable, yet with problems; the problems count",
        "只留一种",
        "keep one of the two",
        False,
    ),
    "lost": (
        "lost",
        "扣分 {text} 与评分规则算出的 {site} 不同，按规则计",
        "the deduction {text} is not the {site} that the rule gives; the rule counts",
        "核对数量和扣分",
        "compare count and deduction",
        False,
    ),
    "more": (
        "lost",
        "扣分 {text} 超过本条最多可扣的 {site}，按上限计",
        "the deduction {text} is above the {site} that the item can lose",
        "核对扣分",
        "check the deduction",
        False,
    ),
    "partial": (
        "lost",
        "本条一处即不得分（{site}），表上只扣 {text}，按表上的扣分计",
        "the item is lost whole ({site}), yet only {text} is taken off; the sheet's deduction counts",
        "核对扣分",
        "check the deduction",
        False,
    ),
    "unit": (
        "unit",
        "责任单位“{text}”不在单位表中，按点位和条目建议",
        'the unit "{text}" is not in the list; one is proposed',
        "改成单位表中的名称",
        "use its name in the list of units",
        False,
    ),
    "photo": (
        "photos",
        "有照片，但没有问题，照片没有收下",
        "there are photos, but no problem; they were not taken in",
        "写明问题",
        "describe the problem",
        True,
    ),
    "long": (
        "problems",
        "问题描述超过 {text} 字",
        "the description is longer than {text} characters",
        "缩短文字",
        "shorten it",
        True,
    ),
    "unfit": (
        "problems",
        "文字里有不能保存的字符（{text}）",
        "the text holds a character that cannot be kept ({text})",
        "删去该字符",
        "delete that character",
        True,
    ),
}


def remark(about: str, *, text: str = "", site: str = "", key: str = "") -> Remark:
    """What is said about a line, filled in."""
    column, zh, en, hint_zh, hint_en, fatal = _REMARKS[about]
    words = (each.replace("{text}", text[:40]).replace("{site}", site) for each in (zh, en, hint_zh, hint_en))
    return Remark(key or column, *words, fatal=fatal)
