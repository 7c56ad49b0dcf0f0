"""What stands above the tabs of a campaign: the total, what it lacks, its marks, and its components as bars. No Qt."""

from __future__ import annotations

from collections.abc import Iterator

from chuangjian_desktop.domain.city.values import CityScore, ComponentScore
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.city.reading import Read, Summary
from chuangjian_desktop.ui.office.city.state import Bar, Tag
from chuangjian_desktop.ui.office.city.words import NONE, margin, rate
from chuangjian_desktop.ui.text.words import t


def columns() -> tuple[Column, ...]:
    """Of the list of standards."""
    return (Column("title", t("创建")), Column("value", t("现状"), 102, right=True))


def standard_row(summary: Summary) -> Row:
    """A standard with the one number that says most."""
    score = summary.score
    value = _short_value(score)
    return Row(
        summary.code,
        (
            Cell(summary.title, spoken=f"{summary.code} {summary.title}"),
            Cell(value, "loss" if score.vetoes else "text_1" if value != NONE else "text_3"),
        ),
        quiet=value == NONE,
    )


def _short_value(score: CityScore) -> str:
    if score.indicators and all(each.indicator.judge != "points" for each in score.indicators):
        entered = any(each.verdict != "missing" for each in score.indicators)
        if entered or score.effective is None:
            return f"{score.indicators_met}/{len(score.indicators)}" if entered else _field(score)
    return rate(score.effective) if score.effective is not None else _field(score)


def _field(score: CityScore) -> str:
    """The field part under its name: without a total it is not to be taken for one."""
    found = next((each.rate for each in score.components if each.component.kind == "field"), None)
    return NONE if found is None else f"{t('实地')} {rate(found)}"


def total_words(score: CityScore) -> tuple[str, str]:
    """The great number and the words beside it."""
    if score.effective is None:
        return NONE, t("还没有可计入总分的成绩")
    if score.vetoes:
        return rate(score.effective), t("一票否决，原始 {raw}", raw=rate(score.raw))
    if score.missing:
        return rate(score.effective), t("按已有部分折算，还缺 {n} 项", n=len(score.missing))
    return rate(score.effective), t("各部分齐全")


def tags(read: Read) -> Iterator[Tag]:
    """Facts of the headline: indicators, gates, vetoes, the goal."""
    score = read.score
    for veto in score.vetoes:
        yield Tag(t("否决：{what}", what=veto.what[:24]), "loss", "warning")
    if score.indicators:
        met, total = score.indicators_met, len(score.indicators)
        yield Tag(t("{total}项指标已达标{met}项", total=total, met=met), "gain" if met == total else "plain")
    for gate in score.gates:
        mood = {True: "gain", False: "loss", None: "lack"}[gate.passed]
        said = margin(gate.to_pass) or t("未录入")
        yield Tag(
            t("{title} 门槛 {mark}：{said}", title=gate.gate.title, mark=short(gate.gate.at_least), said=said), mood
        )
    if score.goal is not None and score.effective is not None:
        over = score.effective - score.goal
        words = t("距目标 {goal}：{said}", goal=rate(score.goal), said=margin(over))
        yield Tag(words, "loss" if over < 0 else "gain")


def bars(score: CityScore) -> tuple[Bar, ...]:
    """Components from above to below."""
    return tuple(_bar(each) for each in score.components)


def _bar(each: ComponentScore) -> Bar:
    part = each.component
    mark = None if part.pass_mark is None else min(1.0, part.pass_mark / part.full)
    share = None if each.rate is None else max(0.0, min(1.0, float(each.rate) / 100))
    return Bar(
        f"component.{part.code}",
        part.title,
        t("占 {n}%", n=short(part.weight)) if part.weight else t("不计入总分"),
        share,
        rate(each.rate) if each.rate is not None else t("缺测"),
        " · ".join(_details(each)),
        mark,
        each.to_pass is not None and each.to_pass < 0,
    )


def _details(each: ComponentScore) -> Iterator[str]:
    part = each.component
    yield t("占 {n}%", n=short(part.weight)) if part.weight else t("不计入总分")
    if each.to_pass is not None and part.pass_mark is not None:
        yield t("合格线 {mark}：{said}", mark=short(part.pass_mark), said=margin(each.to_pass))
    if each.open:
        yield t("待补 {n}", n=each.open)
