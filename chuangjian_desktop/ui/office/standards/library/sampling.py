"""The sample sizes of a standard beside the sites of the round, as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping

from chuangjian_desktop.domain.quotas import QuotaRow
from chuangjian_desktop.services.office.rounds.quotas import Sampling
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.standards.library.rows import STEP
from chuangjian_desktop.ui.office.standards.reading import Facts
from chuangjian_desktop.ui.office.standards.words import certainty_words
from chuangjian_desktop.ui.text.words import t

UNKNOWN = "—"


def columns() -> tuple[Column, ...]:
    """Heads of the plan."""
    return (
        Column("title", t("抽查对象")),
        Column("planned", t("应抽"), 62, right=True),
        Column("registered", t("已登记"), 68, right=True),
        Column("visited", t("已测"), 62, right=True),
        Column("missing", t("还差"), 76, right=True),
    )


def rows(found: Sampling) -> tuple[Row, ...]:
    """Quotas, parents before their children."""
    return tuple(_row(each) for each in found.rows)


def _row(each: QuotaRow) -> Row:
    missing = each.missing
    return Row(
        each.quota.code,
        (
            Cell(f"{STEP * each.depth}{each.quota.title}", bold=each.depth == 0, spoken=each.quota.title),
            Cell(_count(each.planned), bold=each.planned is not None),
            Cell(_count(each.registered), "text_2"),
            Cell(_count(each.visited), "text_2"),
            Cell(_count(missing), "text_3" if missing is None else "lack" if missing else "gain", bold=bool(missing)),
        ),
    )


def _count(number: int | None) -> str:
    return UNKNOWN if number is None else str(number)


def facts(found: Sampling, code: str, types: Mapping[str, str]) -> Facts:
    """One quota whole; `types` are titles by code."""
    row = next((each for each in found.rows if each.quota.code == code), None)
    if row is None:
        return Facts(
            t("没有抽查数量"), ((t("怎么办"), t("这套标准没有给出抽查数量；可以导出，在“抽样”表里补，再导入。")),)
        )
    quota = row.quota
    counted = t("、").join(types.get(each, each) for each in quota.types)
    if row.registered is None:
        counted = t("没有对应的点位类别，请自行安排；可以导出，在“抽样”表里填点位类别，再导入。")
    elif not counted:
        counted = t("下面各行的点位，加上测评表里以这一方面为主的点位")
    each_size = zip(found.sizes, quota.numbers, strict=False)
    pairs = (
        (t("算哪些点位"), counted),
        (t("还要登记"), str(row.unregistered) if row.unregistered else ""),
        (t("各种规模"), "\n".join(t("{kind}：{name}", kind=size, name=number) for size, number in each_size)),
        (t("把握程度"), " · ".join(part for part in (certainty_words(quota.certainty), quota.source) if part)),
    )
    return Facts(quota.title, tuple(pair for pair in pairs if pair[1]))
