"""Checklists, versions and items as rows of tables, and an item to read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.points import short, two_decimals
from chuangjian_desktop.domain.rule_text import rule_lines
from chuangjian_desktop.domain.standard import METHODS, Item
from chuangjian_desktop.domain.versions import Version
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.standards.reading import Facts
from chuangjian_desktop.ui.office.standards.words import certainty_words
from chuangjian_desktop.ui.text.words import language, t

STEP = "\u3000"


def list_columns() -> tuple[Column, ...]:
    """Heads of the list of checklists."""
    return (Column("name", t("测评表")), Column("version", t("版本"), 84), Column("items", t("条目"), 56, right=True))


def list_rows(catalogue: Catalogue) -> tuple[Row, ...]:
    """Of each type of site the version in force, then its other versions, drafts first."""
    by_type: dict[str, list[Version]] = {}
    for version in catalogue.versions.values():
        by_type.setdefault(version.checklist.code, []).append(version)
    rows: list[Row] = []
    for code in sorted(by_type):
        force = catalogue.current.get(code)
        others = sorted((each for each in by_type[code] if each is not force), key=_newest_first, reverse=True)
        rows += [_version(each, force is each, bool(force)) for each in ([force, *others] if force else others)]
    return tuple(rows)


def _newest_first(version: Version) -> tuple[bool, tuple[str, str, str]]:
    return version.checklist.state == "draft", version.order


def _version(version: Version, in_force: bool, named: bool) -> Row:
    checklist = version.checklist
    spoken = "、".join((checklist.title, *checklist.synonyms, state_words(version, in_force)))
    if in_force or not named:
        name = Cell(f"{checklist.code}  {checklist.title}", bold=False, spoken=spoken)
    else:
        mood = "lack" if checklist.state == "draft" else "text_3"
        name = Cell(f"{STEP}{STEP}{state_words(version, in_force)}", mood, spoken=spoken)
    return Row(
        version.id,
        (name, Cell(checklist.version, "text_3"), Cell(str(len(checklist.items)), "text_3")),
        quiet=checklist.state == "retired",
    )


def state_words(version: Version, in_force: bool) -> str:
    """Where a version stands."""
    if version.checklist.state == "draft":
        return t("草稿")
    if version.checklist.state == "retired":
        return t("已停用")
    return t("使用中") if in_force else t("已发布")


def item_columns(draft: bool) -> tuple[Column, ...]:
    """Heads of the items."""
    review = (Column("review", t("核对"), 72),) if draft else ()
    return (
        Column("code", t("编号"), 76),
        Column("title", t("条目")),
        Column("points", t("分值"), 62, right=True),
        *review,
    )


def item_rows(version: Version, wrong: Collection[str]) -> tuple[Row, ...]:
    """The items; in a draft with how each was reviewed, and marked where something is wrong."""
    draft = version.checklist.state == "draft"
    return tuple(_item(item, version, draft, wrong) for item in version.checklist.items)


def _item(item: Item, version: Version, draft: bool, wrong: Collection[str]) -> Row:
    cells = (
        Cell(item.code, "text_3"),
        Cell(item.title, spoken=item.requirement),
        Cell(short(item.points)),
    )
    if not draft:
        return Row(item.code, cells)
    verdict = version.review.verdicts.get(item.code)
    if item.code in wrong:
        state = Cell(t("有错"), "loss", bold=True)
    elif version.base and verdict is None:
        state = Cell(t("待核对"), "lack")
    else:
        state = Cell(verdict_words(verdict), "text_3")
    return Row(item.code, (*cells, state))


def verdict_words(verdict: str | None) -> str:
    """How an item stands to the version before."""
    words = {"same": t("相同"), "changed": t("已改"), "new": t("新增"), "dropped": t("不再测")}
    return words.get(verdict or "", "")


def item_facts(item: Item, catalogue: Catalogue) -> Facts:
    """An item to read, as it counts in this city."""
    english = language() == "en"
    deadline = DEADLINES.get(item.deadline)
    method = next((words for words, value in METHODS.items() if value == item.method), item.method)
    pairs = (
        (t("部分"), item.section),
        (t("要求"), item.requirement),
        (t("怎么查"), item.how_to_check),
        (t("方法"), choice_words().get(method, method)),
        (t("分值"), two_decimals(item.points)),
        (t("怎么扣分"), rule_lines(item.rule, language(), item.points)),
        (t("免扣提示"), item.exemption),
        (t("照片"), t("必拍 {n} 张", n=item.photos_required) if item.photos_required else ""),
        (t("主管"), t("、").join(item.departments)),
        (t("时限"), (deadline.label_en if english else deadline.label_zh) if deadline else ""),
        (t("常见问题"), "\n".join(f"· {each.text}" for each in item.phrases)),
        (t("对应创建"), _campaigns(item, catalogue)),
        (t("把握程度"), certainty_words(item.confidence)),
        (t("承接上一版"), t("、").join(item.replaces)),
    )
    return Facts(f"{item.code} {item.title}", tuple(pair for pair in pairs if pair[1]))


def choice_words() -> Mapping[str, str]:
    """Words that fields take, as they are shown."""
    deadlines = {each.label_zh: each.label_en if language() == "en" else each.label_zh for each in DEADLINES.values()}
    return deadlines | {
        "": t("没有"),
        "观察": t("观察"),
        "查看": t("查看"),
        "询问": t("询问"),
        "计数": t("计数"),
        "测量": t("测量"),
        "拨打电话": t("拨打电话"),
        "是": t("是"),
        "否": t("否"),
        "条目": t("条目"),
        "点位": t("点位"),
        "创建": t("创建"),
        "轻微": t("轻微"),
        "一般": t("一般"),
        "严重": t("严重"),
        "有据": t("公开资料"),
        "高": t("把握大"),
        "中": t("把握中等"),
        "低": t("把握小"),
        "已确认": t("已确认"),
    }


def _campaigns(item: Item, catalogue: Catalogue) -> str:
    """Nodes under the title of their standard."""
    lines: dict[str, list[str]] = {}
    for node in item.campaigns:
        standard = catalogue.standards.get(node.campaign)
        names: Mapping[str, str] = {} if standard is None else {each.code: each.title for each in standard.nodes}
        title = standard.title if standard else node.campaign
        points = "" if node.points is None else t("（{points} 分）", points=short(node.points))
        lines.setdefault(title, []).append(f"{names.get(node.node, node.node)}{points}")
    return "\n".join(t("{kind}：{name}", kind=title, name=t("、").join(nodes)) for title, nodes in lines.items())


def total_words(items: Sequence[Item]) -> str:
    """How many items, and what their points add up to."""
    return t("{n} 个条目 · 合计 {points} 分", n=len(items), points=short(sum(item.points for item in items)))
