"""What the person who imports a checklist has to know before anybody uses it."""

from __future__ import annotations

from collections.abc import Iterator

from chuangjian_desktop.domain.drafting import FULL
from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.services.office.standards.importing import Plan, Preview

_SHOWN = 12
_OF_A_CITY = 50_000
"""From these points on, in hundredths, nobody scores a single site."""


def warnings_of(preview: Preview) -> Iterator[Warn]:
    """Checklists that stay drafts, that do not come to 100, and items that serve no campaign, each as M28."""
    for plan in preview.plans:
        for zh, en in warnings_about(plan):
            title = plan.target.title
            yield Warn("M28", {"what": title, "detail_zh": zh, "detail_en": en})


def warnings_about(plan: Plan) -> Iterator[tuple[str, str]]:
    """The same of one checklist, in Chinese and English."""
    if plan.version is None:
        return
    checklist = plan.version.checklist
    if plan.held:
        reasons = tuple(_reasons(plan))
        zh, en = "、".join(each for each, _ in reasons), ", ".join(each for _, each in reasons)
        yield (
            f"{zh}，所以只存为草稿 {checklist.version}，不会启用；改好后再导入，或在“标准”中核对并发布",
            f"{en}: kept as draft {checklist.version}, not in force; import it again once corrected, or publish it",
        )
    target, head = plan.target, plan.table.head
    if target.new and head.filed and target.title in head.title:
        yield (
            f"表里没有写是哪一类点位，收作新的点位类别 {target.code}；不对的，撤销导入，或改“收作”",
            f"the sheet names no type of site and becomes the new one {target.code}; undo it, or choose the right type",
        )
    total = sum(item.points for item in checklist.items)
    if plan.target.new and not plan.table.head.exact and _is_of_a_city(plan.table.head.title, total):
        yield _for_a_city(plan.target.code)
    if total != FULL and not plan.table.head.exact:
        yield f"各条合计 {short(total)} 分，不是 100 分", f"the points come to {short(total)}, not to 100"
    if plan.dropped and not plan.table.head.exact and not (plan.same or plan.changed or plan.kept):
        dropped = len(plan.dropped)
        yield (
            f"没有一条承接原来的条目，原来的 {dropped} 条都不再有；收错了类别的，撤销导入，或改“收作”",
            f"no row continues one of the {dropped} items of before; undo it, or choose the right type of site",
        )
    alone = [item.code for item in checklist.items if not item.campaigns]
    if alone:
        shown, more = alone[:_SHOWN], "…" if len(alone) > _SHOWN else ""
        yield (
            f"{len(alone)} 条没有对应任何创建，不计入各创建成绩：{'、'.join(shown)}{more}；请在“标准”的对应表中补上",
            f"of no campaign, counted in none: {', '.join(shown)}{more} ({len(alone)}); map them under Standards",
        )


def _for_a_city(code: str) -> tuple[str, str]:
    zh = (
        f"这像是给整座城市打分的评价表，不是一类点位的测评表，却会成为新的点位类别 {code}。要按它算全市成绩：在“标准”里"
        "把那套标准导出成工作簿（国家卫生城市的评价表自带），在“评价表”一页补好再导入；确是某类点位的，改“收作”"
    )
    en = (
        f"it looks like a table for a whole city, not for a type of site, but would become the new type {code}; to "
        "score a city by it, export that standard under Standards, complete its sheet 评价表 and import it again; "
        "where it is for sites, choose their type"
    )
    return zh, en


def _is_of_a_city(title: str, total: int) -> bool:
    return total >= _OF_A_CITY or ("城市" in title and "评价表" in title)


def _reasons(plan: Plan) -> Iterator[tuple[str, str]]:
    """Why a checklist stays a draft."""
    rejected = sum(line.verdict == "unknown" for line in plan.lines)
    if rejected:
        yield f"{rejected} 行没看懂", f"{rejected} row{'s' * (rejected != 1)} not understood"
    if plan.table.lost:
        columns = plan.table.lost
        yield f"{'、'.join(columns)} 栏没有读", f"column{'s' * (len(columns) != 1)} {', '.join(columns)} not read"
    if "rule" in plan.guessed:
        yield "没有一行写明怎么扣分", "no row says how points are lost"
    if "points" in plan.guessed:
        yield "没有一行写明分值", "no row says its points"
    if plan.odd:
        yield "分值对不上合计", "points differ from the total"
