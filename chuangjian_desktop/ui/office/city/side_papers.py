"""The side panel for documents and questionnaires. No Qt."""

from __future__ import annotations

from collections.abc import Iterator

from chuangjian_desktop.domain.city.facts import Document, Option, Question, Survey
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.services.office.city.reviews import STATES
from chuangjian_desktop.ui.office.city.reading import Read
from chuangjian_desktop.ui.office.city.state import Field, Line, Side
from chuangjian_desktop.ui.office.city.words import plain, rate, state_word
from chuangjian_desktop.ui.text.words import t

# ---- documents -------------------------------------------------------------------------------------------------------


def document_side(read: Read, name: str) -> Side | None:
    """A document to register, or a new one for an empty name; `@node` is a new one under a node."""
    found = next((each for each in read.facts.documents if each.id == name), None)
    new = not name or name.startswith("@")
    if found is None and not new:
        return None
    node = name.removeprefix("@") or (read.standard.nodes[0].code if read.standard.nodes else "")
    document = found or Document("", node, "", "", 100)
    states = tuple((state, state_word(state)) for state in STATES)
    nodes = tuple((node.code, f"{node.title}  {node.code}") for node in read.standard.nodes)
    fields = (
        Field("title", t("材料"), document.title),
        Field("node", t("节点"), document.node, "choice", nodes),
        Field("state", t("状态"), document.state, "choice", states),
        Field("due", t("截止日期"), document.due, hint="2026-09-30"),
        Field("points", t("分值"), plain(document.points)),
        Field("earned", t("得分"), plain(document.earned), hint=t("不填：通过得满分，退回得 0 分")),
        Field("unit", t("责任单位"), document.unit, "choice", (("", t("不指定")), *read.units)),
        Field("files", t("文件名，一行一个"), "\n".join(document.files), "lines"),
        Field("note", t("备注"), document.note),
    )
    title = document.title or t("添加材料")
    return Side(f"document.{name}", title, document.code, fields, t("保存"), "" if new else t("删除"))


# ---- questionnaires --------------------------------------------------------------------------------------------------


def survey_side(read: Read, name: str) -> Side | None:
    """A questionnaire with its results, or a new one for an empty name."""
    found = next((each for each in read.score.surveys if each.survey.id == name), None)
    if name and found is None:
        return None
    taken = {each.survey.code for each in read.score.surveys}
    fresh = next(f"Q{n}" for n in range(1, len(taken) + 2) if f"Q{n}" not in taken)
    survey = found.survey if found else Survey("", fresh, t("入户问卷"), 0, ())
    fields = (
        Field("code", t("编号"), survey.code),
        Field("title", t("名称"), survey.title),
        Field("sample", t("样本要求（份）"), str(survey.sample or ""), hint=t("例如 1000")),
        Field("note", t("备注"), survey.note),
    )
    lines: tuple[Line, ...] = ()
    if found is not None:
        lines = tuple(
            Line(f"{one.question.code}. {one.question.text}", f"× {one.question.weight}", rate(one.rate))
            for one in found.questions
        )
        lines += (Line(t("平均"), "→", rate(found.rate), strong=True),)
        lines += tuple(
            Line(t("批次 {name}", name=batch or t("未命名")), "", t("{n} 份", n=count), "text_2")
            for batch, count in batch_sizes(survey)
        )
    more = (("question", t("添加题目")), ("tally", t("录入计数"))) if name else ()
    return Side(f"survey.{name}", survey.title, "", fields, t("保存"), t("删除") if name else "", lines, more)


def batch_sizes(survey: Survey) -> list[tuple[str, int]]:
    """Batches with how many answered."""
    sizes: dict[str, dict[str, int]] = {}
    for (batch, question, _option), count in survey.counts.items():
        of_batch = sizes.setdefault(batch, {})
        of_batch[question] = of_batch.get(question, 0) + count
    return [(batch, max(questions.values())) for batch, questions in sorted(sizes.items())]


def question_side(read: Read, name: str) -> Side | None:
    """A question with its options (`survey.code`), or a new one without a code."""
    survey_id, _, code = name.partition(".")
    found = next((each for each in read.score.surveys if each.survey.id == survey_id), None)
    if found is None:
        return None
    score = next((each for each in found.questions if each.question.code == code), None)
    if code and score is None:
        return None
    question = score.question if score else Question("", "", _usual_options())
    indicators = tuple((each.code, f"{each.code} {each.title}") for each in read.standard.judging.indicators)
    fields = (
        Field("text", t("题目"), question.text, "lines"),
        Field("options", t("选项与折算比例，一行一个"), "\n".join(map(option_words, question.options)), "lines"),
        Field("indicator", t("代表的指标"), question.indicator, "choice", (("", t("不代表指标")), *indicators)),
        Field("weight", t("权重"), str(question.weight)),
    )
    lines = tuple(_option_lines(found.survey, question))
    if score is not None:
        total = t("计入 {counted} / 作答 {answered}", counted=score.counted, answered=score.answered)
        lines += (Line(total, "→", rate(score.rate), strong=True),)
    lead = t("写法：满意=100，不满意=0，说不清=不计")
    danger = t("删除") if code else ""
    return Side(f"question.{name}", question.text or t("添加题目"), lead, fields, t("保存"), danger, lines)


def _usual_options() -> tuple[Option, ...]:
    words = ((t("满意"), 10_000), (t("基本满意"), 6_000), (t("不满意"), 0), (t("说不清"), None))
    return tuple(Option(chr(65 + n), text, share) for n, (text, share) in enumerate(words))


def option_words(option: Option) -> str:
    """满意=100, 说不清=不计."""
    return f"{option.text}={t('不计') if option.share is None else short(option.share)}"


def _option_lines(survey: Survey, question: Question) -> Iterator[Line]:
    for option in question.options:
        count = sum(n for (_b, q, o), n in survey.counts.items() if (q, o) == (question.code, option.code))
        share = t("不计") if option.share is None else f"× {short(option.share)}%"
        yield Line(f"{option.code}. {option.text}", share, str(count), "lack" if option.guessed else "text_1")


def tally_side(read: Read, name: str) -> Side | None:
    """A batch of a questionnaire (`survey.batch`) to be counted by hand."""
    survey_id, _, batch = name.partition(".")
    found = next((each.survey for each in read.score.surveys if each.survey.id == survey_id), None)
    if found is None:
        return None
    lines = "\n".join(
        f"{question.code}{option.code}={found.counts.get((batch, question.code, option.code), 0)}"
        for question in found.questions
        for option in question.options
    )
    fields = (
        Field("batch", t("批次（社区、日期等）"), batch),
        Field("counts", t("题号选项=人数，一行一个"), lines, "lines"),
    )
    shown = tuple(
        Line(f"{question.code}{option.code}", "", option.text, "text_2")
        for question in found.questions
        for option in question.options
    )
    return Side(f"tally.{survey_id}.{batch}", t("录入计数"), found.title, fields, t("保存"), lines=shown)
