"""The tabs of a campaign as tables. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chuangjian_desktop.domain.assessment import Node
from chuangjian_desktop.domain.city.facts import Ledger, Pooled, overdue
from chuangjian_desktop.domain.city.values import BlockScore, IndicatorScore, SurveyScore
from chuangjian_desktop.domain.points import short, two_decimals
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.city.reading import Read
from chuangjian_desktop.ui.office.city.state import Page
from chuangjian_desktop.ui.office.city.words import NONE, VERDICT_MOODS, exact, margin, rate, state_word, verdict_word
from chuangjian_desktop.ui.text.units import with_unit
from chuangjian_desktop.ui.text.words import t


def page_of(read: Read, tab: str) -> Page:
    """A tab's page. Where values are entered, those of another round can be taken over."""
    page = _PAGES[tab](read)
    if tab in _CARRIED and read.rounds:
        return replace(page, actions=(*page.actions, ("carry", t("带入往轮录入…"))))
    return page


_CARRIED = frozenset({"table", "indicators", "years"})


# ---- the tree --------------------------------------------------------------------------------------------------------


def _nodes(read: Read) -> Page:
    columns = (
        Column("title", t("节点")),
        Column("documents", t("材料"), 92, right=True),
        Column("indicators", t("指标"), 84, right=True),
        Column("possible", t("应得"), 92, right=True),
        Column("score", t("得分"), 92, right=True),
        Column("rate", t("得分率"), 84, right=True),
        Column("findings", t("问题"), 84, right=True),
    )
    rows = tuple(_node_row(read, node, depth) for node, depth in tree(read.standard.nodes))
    return Page(columns, rows, t("这套标准还没有节点"), t("在“标准”里导入，或请办公室补录"))


def tree(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, int]]:
    """Nodes with their depth, each before those below it."""
    below: dict[str, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent, []).append(node)

    def walk(parent: str, depth: int) -> Iterator[tuple[Node, int]]:
        for node in below.pop(parent, ()):
            yield node, depth
            yield from walk(node.code, depth + 1)

    yield from walk("", 0)


def _node_row(read: Read, node: Node, depth: int) -> Row:
    part = read.facts.field.nodes.get(node.code, Pooled())
    papers = [each for each in read.facts.documents if each.node == node.code]
    passed = sum(each.state == "passed" for each in papers)
    listed = [each for each in read.score.indicators if each.indicator.node == node.code]
    met = sum(each.met for each in listed)
    known = bool(part.possible)
    return Row(
        f"node.{node.code}",
        (
            Cell("\u3000" * depth + node.title, bold=depth == 0, spoken=f"{node.code} {node.title}"),
            Cell(f"{passed}/{len(papers)}" if papers else "", "text_2"),
            Cell(f"{met}/{len(listed)}" if listed else "", "text_2"),
            Cell(two_decimals(part.possible) if known else NONE, "text_2" if known else "text_3"),
            Cell(two_decimals(part.earned) if known else NONE, "text_1" if known else "text_3"),
            Cell(rate(part.rate), "text_1" if known else "text_3", bold=known, kind="open" if known else "text"),
            Cell(str(part.findings) if part.findings else "", "text_2"),
        ),
        quiet=not (known or papers or listed),
    )


def _table(read: Read) -> Page:
    columns = (
        Column("code", t("编号"), 64),
        Column("title", t("项目")),
        Column("points", t("分值"), 84, right=True),
        Column("score", t("得分"), 92, right=True),
        Column("rate", t("得分率"), 84, right=True),
        Column("from", t("来源"), 84),
    )
    rows = tuple(
        Row(
            f"block.{row.block.code}",
            (
                Cell(row.block.code, "text_3"),
                _block_title(row),
                Cell(two_decimals(row.block.points), "text_2"),
                Cell(rate(row.earned), "text_1" if row.earned is not None else "text_3", kind="open"),
                Cell(rate(row.rate), "text_1" if row.earned is not None else "text_3", bold=row.earned is not None),
                Cell(_from(read, row.block.code) if row.leaf else "", "text_3"),
            ),
        )
        for row in read.score.blocks
    )
    return Page(columns, rows, t("这套标准没有评价表"), t("国家卫生城市的暗访评价表在这里"))


def _block_title(row: BlockScore) -> Cell:
    """Points of which only a part was measured say so: the rate is of that part alone."""
    partly = 0 < row.known < row.block.points
    after = t("已测 {known} 分", known=two_decimals(row.known)) if partly else ""
    return Cell("\u3000" * row.depth + row.block.title, bold=row.depth == 0, after=after, after_icon="info")


def _from(read: Read, code: str) -> str:
    entry = read.facts.entries.get(f"block.{code}")
    if entry is not None and entry.value is not None:
        return t("录入")
    return t("实地") if code in read.facts.field.blocks else ""


# ---- documents -------------------------------------------------------------------------------------------------------

STATE_MOODS = {"open": "plain", "submitted": "info", "passed": "gain", "returned": "loss"}


def _documents(read: Read) -> Page:
    columns = (
        Column("node", t("节点"), 150),
        Column("title", t("材料")),
        Column("due", t("截止日期"), 100),
        Column("state", t("状态"), 146),
        Column("points", t("分值"), 68, right=True),
        Column("earned", t("得分"), 72, right=True),
        Column("files", t("文件"), 60, right=True),
    )
    titles = {node.code: node.title for node in read.standard.nodes}
    rows: list[Row] = []
    late = 0
    for each in read.facts.documents:
        is_late = overdue(each, read.today)
        late += is_late
        rows.append(
            Row(
                f"document.{each.id}",
                (
                    Cell(titles.get(each.node, each.node), "text_2", spoken=each.node),
                    Cell(each.title),
                    Cell(each.due or NONE, "loss" if is_late else "text_2"),
                    _document_state(each.state, is_late=is_late),
                    Cell(two_decimals(each.points), "text_2"),
                    Cell(NONE if each.earned is None else two_decimals(each.earned)),
                    Cell(str(len(each.files)) if each.files else "", "text_2", spoken="\n".join(each.files)),
                ),
            )
        )
    actions = (("document", t("添加材料")), ("plan", t("按节点列清单")))
    passed = sum(each.state == "passed" for each in read.facts.documents)
    foot = t("共 {n} 份，通过 {passed} 份，逾期 {late} 份", n=len(rows), passed=passed, late=late) if rows else ""
    return Page(columns, tuple(rows), t("还没有材料清单"), t("按节点列清单，再逐份登记交没交、过没过"), actions, foot)


def _document_state(state: str, *, is_late: bool) -> Cell:
    if is_late:
        return Cell(t("{state}，已逾期", state=state_word(state)), kind="tag", mood="loss")
    return Cell(state_word(state), kind="tag", mood=STATE_MOODS.get(state, "plain"))


# ---- questionnaires --------------------------------------------------------------------------------------------------


def _surveys(read: Read) -> Page:
    columns = (
        Column("title", t("问卷与题目")),
        Column("answered", t("作答"), 84, right=True),
        Column("sample", t("样本要求"), 84, right=True),
        Column("rate", t("结果"), 84, right=True),
        Column("state", t("状态"), 146),
    )
    rows = tuple(row for each in read.score.surveys for row in _survey_rows(each))
    actions = (("survey", t("新建问卷")), ("import", t("导入答卷…")))
    guessed = sum(each.guessed for each in read.score.surveys)
    foot = t("{n} 个选项的折算比例是按字面推定的，请打开题目核对后保存", n=guessed) if guessed else ""
    return Page(
        columns, rows, t("还没有问卷"), t("导入答卷：一行一份、一列一题；也可先新建问卷再录计数"), actions, foot
    )


def _survey_rows(score: SurveyScore) -> Iterator[Row]:
    survey = score.survey
    reached = (t("样本足够"), "gain") if score.reached else (t("样本不足"), "lack")
    yield Row(
        f"survey.{survey.id}",
        (
            Cell(f"{survey.code}  {survey.title}", bold=True),
            Cell(str(score.respondents)),
            Cell(str(survey.sample) if survey.sample else NONE, "text_2"),
            Cell(rate(score.rate), bold=True, kind="open"),
            Cell(reached[0], kind="tag", mood=reached[1]) if survey.sample else Cell(),
        ),
    )
    for one in score.questions:
        guessed = any(option.guessed for option in one.question.options)
        yield Row(
            f"question.{survey.id}.{one.question.code}",
            (
                Cell(f"\u3000{one.question.code}. {one.question.text}", "text_1"),
                Cell(str(one.answered) if one.answered else "", "text_2"),
                Cell("", "text_2"),
                Cell(rate(one.rate), "text_1" if one.rate is not None else "text_3", kind="open"),
                Cell(t("比例待确认"), kind="tag", mood="lack") if guessed else Cell(),
            ),
        )


# ---- indicators ------------------------------------------------------------------------------------------------------


def _indicators(read: Read) -> Page:
    worth = any(each.indicator.judge == "points" for each in read.score.indicators)
    columns = (
        Column("code", t("编号"), 64),
        Column("title", t("指标")),
        Column("target", t("目标"), 100, right=True),
        Column("value", t("现值"), 92, right=True),
        *((Column("points", t("得分"), 84, right=True),) if worth else ()),
        Column("verdict", t("结论"), 112),
    )
    rows = tuple(_indicator_row(each, worth=worth) for each in read.score.indicators)
    return Page(columns, rows, t("这套标准没有指标清单"), t("需要时在“标准”里导入"), (), _indicator_foot(read))


def _indicator_row(score: IndicatorScore, *, worth: bool) -> Row:
    wanted = score.indicator
    value = _value_words(score)
    basic = t("一票否决") if wanted.basic else ""
    return Row(
        f"indicator.{wanted.code}",
        (
            Cell(wanted.code, "text_3"),
            Cell(wanted.title, after=basic, spoken=f"{wanted.title} {wanted.source}"),
            Cell(target_words(score), "text_2"),
            Cell(value, "text_3" if value == NONE else "text_1", kind="open"),
            *((Cell(_points_words(score), "text_2"),) if worth else ()),
            Cell(verdict_word(score), kind="tag", mood=VERDICT_MOODS[score.verdict]),
        ),
    )


def _value_words(score: IndicatorScore) -> str:
    """The value as it was judged; 是 or 否 for one that is there or not."""
    if score.indicator.judge == "yes":
        return NONE if score.verdict == "missing" else t("是") if score.met else t("否")
    return NONE if score.value is None else with_unit(exact(score.value), score.indicator.unit)


def target_words(score: IndicatorScore) -> str:
    """≥ 38%, ≤ 20%, 是, or the points at stake."""
    wanted = score.indicator
    if wanted.judge == "yes":
        return t("是")
    if wanted.target is None:
        return t("持续改善") if wanted.improving else NONE
    sign = "≤" if wanted.judge == "at_most" else "≥"
    return f"{sign} {with_unit(short(wanted.target), wanted.unit)}"


def _points_words(score: IndicatorScore) -> str:
    if score.indicator.judge != "points":
        return ""
    return f"{rate(score.points)}/{short(score.indicator.points)}"


def _indicator_foot(read: Read) -> str:
    total = len(read.score.indicators)
    if not total:
        return ""
    missing = sum(each.verdict == "missing" for each in read.score.indicators)
    return t("{total} 项指标已达标 {met} 项，{n} 项待录入", total=total, met=read.score.indicators_met, n=missing)


# ---- plus, minus, years ----------------------------------------------------------------------------------------------


def _ledger(read: Read) -> Page:
    columns = (
        Column("kind", t("种类"), 96),
        Column("reason", t("事由")),
        Column("unit", t("归属"), 130),
        Column("date", t("日期"), 96),
        Column("points", t("分值"), 84, right=True),
    )
    units = dict(read.units)
    rows = tuple(_ledger_row(read, each, units) for each in read.facts.ledger)
    actions = (("plus", t("加分")), ("minus", t("扣分")), ("negative", t("负面清单")))
    foot = t("只有归属全市的计入本标准总分；归属单位的计入单位成绩。") if rows else ""
    return Page(columns, rows, t("没有加减分"), t("加分、扣分和负面清单都在百分制之外，作废留痕"), actions, foot)


def _ledger_row(read: Read, each: Ledger, units: dict[str, str]) -> Row:
    words = {"plus": (t("加分"), "gain"), "minus": (t("扣分"), "loss"), "negative": (t("负面清单"), "loss")}
    word, mood = words[each.kind]
    points = _ledger_points(read, each)
    what = f"{each.code} {each.reason}".strip()
    return Row(
        f"ledger.{each.id}",
        (
            Cell(t("已作废") if each.void else word, kind="tag", mood="plain" if each.void else mood),
            Cell(what, "text_3" if each.void else "text_1", after=each.void_reason, spoken=what),
            Cell(units.get(each.unit, "") or t("全市"), "text_2"),
            Cell(each.date or NONE, "text_2"),
            Cell(points, "loss" if points.startswith("\u2212") else "text_1", bold=not each.void, kind="open"),
        ),
        quiet=each.void,
    )


def _ledger_points(read: Read, each: Ledger) -> str:
    if each.kind != "negative":
        return f"{'+' if each.kind == 'plus' else chr(0x2212)}{two_decimals(each.points)}"
    found = next((one for one in read.standard.judging.negatives if one.code == each.code), None)
    if found is not None and found.sanction != "points":
        return t("否决")
    return f"\u2212{two_decimals(found.points if found else each.points)}"


def _years(read: Read) -> Page:
    columns = (
        Column("title", t("项目")),
        Column("share", t("占比"), 84, right=True),
        Column("mark", t("门槛"), 84, right=True),
        Column("score", t("成绩"), 96, right=True),
        Column("state", t("状态"), 140),
    )
    rows = [
        Row(
            f"year.{each.year}",
            (
                Cell(t("第 {n} 年", n=each.year), bold=each.present),
                Cell(f"{short(each.share)}%", "text_2"),
                Cell(NONE, "text_3"),
                Cell(rate(each.score), "text_1" if each.score is not None else "text_3", bold=True, kind="open"),
                _year_state(each.present, each.entered, known=each.score is not None),
            ),
        )
        for each in read.score.years
    ]
    for gate in read.score.gates:
        word, mood = {True: (t("已过门槛"), "gain"), False: (t("未过门槛"), "loss"), None: (t("未录入"), "lack")}[
            gate.passed
        ]
        rows.append(
            Row(
                f"gate.{gate.gate.code}",
                (
                    Cell(gate.gate.title, bold=True),
                    Cell(f"{short(gate.gate.share)}%" if gate.gate.share else NONE, "text_2"),
                    Cell(f"≥ {short(gate.gate.at_least)}", "text_2"),
                    Cell(rate(gate.score), bold=True, kind="open"),
                    Cell(f"{word} {margin(gate.to_pass)}".strip(), kind="tag", mood=mood),
                ),
            )
        )
    rows.append(_goal_row(read))
    foot = t("没有录入的年份和门槛不按 0 分计，份额让给其余部分，并在上方标明。")
    return Page(columns, tuple(rows), t("没有年度和门槛"), "", (), foot)


def _year_state(present: bool, entered: bool, *, known: bool) -> Cell:
    if entered:
        return Cell(t("录入"), kind="tag", mood="info")
    if present:
        return Cell(t("本轮"), kind="tag", mood="gain" if known else "lack")
    return Cell(t("未录入"), kind="tag", mood="lack")


def _goal_row(read: Read) -> Row:
    goal = read.score.goal
    over = None if goal is None or read.score.effective is None else read.score.effective - goal
    cells = (
        Cell(t("本市目标分"), bold=True),
        Cell(NONE, "text_3"),
        Cell(NONE, "text_3"),
        Cell(rate(goal), bold=True, kind="open"),
        Cell(margin(over), kind="tag", mood="loss" if over < 0 else "gain") if over is not None else Cell(),
    )
    return Row("goal", cells)


_PAGES = {
    "nodes": _nodes,
    "table": _table,
    "documents": _documents,
    "surveys": _surveys,
    "indicators": _indicators,
    "ledger": _ledger,
    "years": _years,
}
