"""The side panel of a campaign: where a number comes from, and the fields that enter it. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chuangjian_desktop.domain.assessment import Indicator
from chuangjian_desktop.domain.city.facts import Entry
from chuangjian_desktop.domain.city.indicators import slot
from chuangjian_desktop.domain.city.score import GOAL
from chuangjian_desktop.domain.city.values import CityScore, ComponentScore
from chuangjian_desktop.domain.points import short, two_decimals
from chuangjian_desktop.services.office.city.scoring import FROM_ROUND
from chuangjian_desktop.ui.office.city.pages import target_words
from chuangjian_desktop.ui.office.city.reading import Read
from chuangjian_desktop.ui.office.city.side_papers import document_side, question_side, survey_side, tally_side
from chuangjian_desktop.ui.office.city.state import Field, Line, Side
from chuangjian_desktop.ui.office.city.words import exact, line, margin, plain, rate, signed, state_word, verdict_word
from chuangjian_desktop.ui.text.units import unit_words, with_unit
from chuangjian_desktop.ui.text.words import t

NOTHING = Entry()


def side_of(read: Read, key: str) -> Side | None:
    """What a row, a bar or an action opens; None for what is no longer there."""
    kind, _, name = key.partition(".")
    found = _SIDES[kind](read, name) if kind in _SIDES else None
    if found is None or read.office:
        return found
    return Side(found.key, found.title, found.lead, lines=found.lines)


# ---- explanations ----------------------------------------------------------------------------------------------------


def _total(read: Read, _name: str) -> Side:
    score = read.score
    lines = [line(each) for each in score.lines]
    lines.append(
        Line(t("合计 {exact}，四舍五入", exact=exact(score.effective)), "→", rate(score.effective), strong=True)
    )
    partly = {f"component.{each.component.code}": each.open for each in score.components if each.state == "partial"}
    for each in score.missing:
        said = t("待补 {n}", n=partly[each]) if each in partly else t("缺测")
        lines.append(Line(_missing_words(read, each), "", said, "lack"))
    lead = t("缺测的不按 0 分计，份额让给其余部分。") if score.missing else ""
    return Side("total", t("{title} 总分的由来", title=read.standard.title), lead, lines=tuple(lines))


def _missing_words(read: Read, name: str) -> str:
    kind, _, code = name.partition(".")
    judging = read.standard.judging
    titles = {
        **{f"component.{each.code}": each.title for each in judging.components},
        **{f"indicator.{each.code}": each.title for each in judging.indicators},
        **{f"gate.{each.code}": each.title for each in judging.gates},
    }
    return t("第 {n} 年", n=code) if kind == "year" else titles.get(name, name)


def _component(read: Read, name: str) -> Side | None:
    score = next((each for each in read.score.components if each.component.code == name), None)
    if score is None:
        return None
    part, entry = score.component, read.facts.entries.get(f"component.{name}", NOTHING)
    full = short(part.full)
    hint = t("不填则由程序计算") if part.kind != "entered" else t("在这里录入")
    from_round = entry.basis.startswith(FROM_ROUND)
    fields = [Field("value", t("录入得分（满分 {full}）", full=full), plain(entry.value), hint=hint)]
    if part.kind == "secret":
        choices = (("", t("不指定")), *((f"{FROM_ROUND}{code}", title) for code, title in read.rounds))
        fields.append(Field("basis", t("取哪一轮的暗访"), entry.basis if from_round else "", "choice", choices))
    else:
        fields.append(Field("basis", t("依据"), entry.basis))
    fields.append(Field("note", t("备注"), entry.note))
    return Side(
        f"component.{name}",
        t("{title} {rate} 的由来", title=part.title, rate=rate(score.rate)),
        part.source,
        tuple(fields),
        t("保存"),
        lines=tuple(_component_lines(score)),
    )


def _component_lines(score: ComponentScore) -> Iterator[Line]:
    yield from (line(each) for each in score.lines)
    if score.rate is not None:
        yield Line(t("得分率 {exact}，四舍五入", exact=exact(score.rate)), "→", rate(score.rate), strong=True)
        yield Line(t("折合得分（满分 {full}）", full=short(score.component.full)), "", rate(score.score))
    if score.contribution is not None:
        yield Line(t("计入本轮总分"), "", exact(score.contribution))
    if score.to_pass is not None:
        short_of = score.to_pass < 0
        yield Line(t("与合格线相差"), "", margin(score.to_pass), "loss" if short_of else "gain", strong=True)
    if score.computed is not None:
        yield Line(t("程序按现有数据算得"), "", rate(score.computed), "text_2")
    if score.open:
        yield Line(t("还没有结果的"), "", str(score.open), "lack")


def _node(read: Read, name: str) -> Side | None:
    node = next((each for each in read.standard.nodes if each.code == name), None)
    if node is None:
        return None
    part = read.facts.field.nodes.get(name)
    lines: list[Line] = []
    if part is not None and part.possible:
        lines.append(Line(t("实地得分"), "", f"{two_decimals(part.earned)} / {two_decimals(part.possible)}"))
        lines.append(Line(t("得分率"), "", rate(part.rate), strong=True))
        lines.append(Line(t("问题"), "", str(part.findings)))
        lines.append(Line(t("未答条目"), "", str(part.unanswered), "lack" if part.unanswered else "text_1"))
    lines += [
        Line(each.title, "", state_word(each.state), "text_2") for each in read.facts.documents if each.node == name
    ]
    lines += [
        Line(each.indicator.title, "", verdict_word(each), "text_2")
        for each in read.score.indicators
        if each.indicator.node == name
    ]
    return Side(f"node.{name}", node.title, node.code, lines=tuple(lines), more=(("document", t("添加材料")),))


def _block(read: Read, name: str) -> Side | None:
    score = next((each for each in read.score.blocks if each.block.code == name), None)
    if score is None:
        return None
    block, part = score.block, read.facts.field.blocks.get(name)
    entry = read.facts.entries.get(f"block.{name}", NOTHING)
    lines = [Line(t("分值"), "", two_decimals(block.points))]
    if 0 < score.known < block.points:
        lines.append(Line(t("其中已测的分值"), "", two_decimals(score.known), "lack"))
        lines.append(Line(t("得分率，按已测部分"), "", rate(score.rate)))
    if part is not None and part.possible:
        lines.append(
            Line(t("对应条目的得分率"), f"{two_decimals(part.earned)} ÷ {two_decimals(part.possible)}", rate(part.rate))
        )
    lines.append(Line(t("得分"), "", exact(score.earned), strong=True))
    if block.nodes or block.types:
        lines.append(Line(t("取自"), "", t("、").join((*block.nodes, *block.types)), "text_2"))
    if not score.leaf:
        return Side(f"block.{name}", block.title, t("由下级各项相加"), lines=tuple(lines))
    fields = (
        Field(
            "value",
            t("录入得分（满分 {full}）", full=short(block.points)),
            plain(entry.value),
            hint=t("不填则由程序计算"),
        ),
        Field("note", t("备注"), entry.note),
    )
    return Side(f"block.{name}", block.title, block.source, fields, t("保存"), lines=tuple(lines))


# ---- indicators ------------------------------------------------------------------------------------------------------


def _indicator(read: Read, name: str) -> Side | None:
    score = next((each for each in read.score.indicators if each.indicator.code == name), None)
    if score is None:
        return None
    wanted = score.indicator
    lines = [
        Line(t("目标"), "", target_words(score)),
        Line(t("结论"), "", verdict_word(score), strong=True),
    ]
    if wanted.rule:
        lines.insert(1, Line(t("评分规则"), "", wanted.rule))
    lines += [line(each) for each in score.lines if each.rate is not None]
    if score.points is not None:
        lines.append(Line(t("得分"), "", f"{exact(score.points)} / {short(wanted.points)}", strong=True))
    if score.short is not None and score.short > 0:
        lines.append(Line(t("还差"), "", with_unit(exact(score.short), wanted.unit), "loss"))
    if score.source == "survey":
        lines.append(Line(t("现值取自问卷"), "", "", "text_2"))
    lead = " · ".join(part for part in (wanted.code, wanted.source) if part)
    entry = read.facts.entries.get(slot(name), NOTHING)
    return Side(
        f"indicator.{name}",
        wanted.title,
        lead,
        tuple(_indicator_fields(read, wanted, entry)),
        t("保存"),
        lines=tuple(lines),
    )


def _indicator_fields(read: Read, wanted: Indicator, entry: Entry) -> Iterator[Field]:
    met = {True: "yes", False: "no", None: ""}[entry.met]
    choices = (("", t("未录入")), ("yes", t("达标")), ("no", t("未达标")))
    if wanted.judge == "yes":
        yield Field("met", t("结论"), met, "choice", choices)
    else:
        if wanted.judge == "points":
            yield Field("met", t("结论"), met, "choice", choices)
        unit = unit_words(wanted.unit)
        yield Field("value", t("现值（{unit}）", unit=unit) if unit else t("现值"), plain(entry.value))
        yield Field(
            "numerator", wanted.numerator or t("分子"), plain(entry.numerator), hint=t("填了分子分母就不用填现值")
        )
        yield Field("denominator", wanted.denominator or t("分母"), plain(entry.denominator))
        if wanted.improving:
            yield Field("before", t("上年值"), plain(entry.before))
        for back in range(1, wanted.years):
            past = read.facts.entries.get(slot(wanted.code, back), NOTHING)
            yield Field(f"value.{back}", t("前 {n} 年的值", n=back), plain(past.value))
    yield Field("basis", t("数据依据"), entry.basis)
    yield Field("date", t("日期"), entry.date, hint="2026-09-30")
    yield Field("note", t("备注"), entry.note)


# ---- the ledger, years, gates ----------------------------------------------------------------------------------------


def _ledger(read: Read, name: str) -> Side | None:
    if name in ("plus", "minus", "negative"):
        return _new_line(read, name)
    found = next((each for each in read.facts.ledger if each.id == name), None)
    if found is None:
        return None
    lines = [Line(t("事由"), "", found.reason), Line(t("日期"), "", found.date or "—")]
    if found.void:
        lines.append(Line(t("作废理由"), "", found.void_reason, "text_2"))
        return Side(f"ledger.{name}", t("已作废"), found.reason, lines=tuple(lines))
    fields = (Field("reason", t("作废理由")),)
    return Side(f"ledger.{name}", found.reason, "", fields, t("作废"), lines=tuple(lines))


def _new_line(read: Read, kind: str) -> Side:
    titles = {"plus": t("加分"), "minus": t("扣分"), "negative": t("负面清单")}
    entries = tuple((each.code, f"{each.code} {each.title}") for each in read.standard.judging.negatives)
    fields = [Field("code", t("条目"), "", "choice", entries)] if kind == "negative" else [Field("points", t("分值"))]
    fields += [
        Field("reason", t("事由")),
        Field("date", t("日期"), read.today),
        Field("unit", t("归属"), "", "choice", (("", t("全市")), *read.units)),
    ]
    return Side(f"ledger.{kind}", titles[kind], "", tuple(fields), t("记入"))


def _year(read: Read, name: str) -> Side | None:
    found = next((each for each in read.score.years if str(each.year) == name), None)
    if found is None:
        return None
    entry = read.facts.entries.get(f"year.{name}", NOTHING)
    fields = (
        Field("value", t("录入成绩"), plain(entry.value), hint=t("不填：本轮所在年份取本轮成绩")),
        Field("note", t("备注"), entry.note),
    )
    lines = [Line(t("占比"), "", f"{short(found.share)}%"), Line(t("成绩"), "", exact(found.score), strong=True)]
    if found.present:
        lines += [line(each) for each in read.score.round_lines]
    more = () if found.present else (("present", t("本轮就是这一年")),)
    return Side(f"year.{name}", t("第 {n} 年", n=name), "", fields, t("保存"), lines=tuple(lines), more=more)


def _gate(read: Read, name: str) -> Side | None:
    found = next((each for each in read.score.gates if each.gate.code == name), None)
    if found is None:
        return None
    entry = read.facts.entries.get(f"gate.{name}", NOTHING)
    fields = (
        Field("value", t("录入成绩"), plain(entry.value)),
        Field("date", t("日期"), entry.date, hint="2026-09-30"),
        Field("note", t("备注"), entry.note),
    )
    lines = (
        Line(t("门槛"), "", f"≥ {short(found.gate.at_least)}"),
        Line(t("与门槛相差"), "", margin(found.to_pass) or "—", "loss" if found.passed is False else "text_1"),
        Line(t("计入总分的份额"), "", f"{short(found.gate.share)}%"),
        Line(t("计入总分"), "", exact(found.contribution), strong=True),
    )
    return Side(f"gate.{name}", found.gate.title, found.gate.source, fields, t("保存"), lines=lines)


def _goal(read: Read, _name: str) -> Side:
    fields = (Field("value", t("本市目标分"), plain(read.facts.entries.get(GOAL, NOTHING).value)),)
    return Side(
        "goal",
        t("本市目标分"),
        t("合格线没有公布时，自己定一个要追的数。"),
        fields,
        t("保存"),
        lines=_goal_lines(read.score),
    )


def _goal_lines(score: CityScore) -> tuple[Line, ...]:
    if score.goal is None or score.effective is None:
        return ()
    return (Line(t("与目标相差"), "", signed(margin(score.effective - score.goal)), strong=True),)


_SIDES: dict[str, Callable[[Read, str], Side | None]] = {
    "total": _total,
    "component": _component,
    "node": _node,
    "block": _block,
    "document": document_side,
    "survey": survey_side,
    "question": question_side,
    "tally": tally_side,
    "indicator": _indicator,
    "ledger": _ledger,
    "year": _year,
    "gate": _gate,
    "goal": _goal,
}
