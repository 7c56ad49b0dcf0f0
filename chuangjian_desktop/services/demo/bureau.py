"""What the demo's office entered beside visits: documents, questionnaires, indicators, years, a gate, a bonus."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from chuangjian_desktop.domain.assessment import Indicator, Standard
from chuangjian_desktop.domain.city.facts import Entry, Ledger, Option, Question, Survey
from chuangjian_desktop.services.demo.dice import dice
from chuangjian_desktop.services.office.city import entries, ledger, reviews, surveys
from chuangjian_desktop.services.office.city.reviews import DocumentChange
from chuangjian_desktop.services.workspace import Workspace, now

ASKED = (
    "您对城市环境卫生的满意程度？",
    "您对交通秩序的满意程度？",
    "您对政务窗口服务的满意程度？",
    "您了解本市的创建活动吗？",
)
_SCALE = (
    Option("A", "满意", 10_000),
    Option("B", "基本满意", 6_000),
    Option("C", "不满意", 0),
    Option("D", "说不清", None),
)
_MISSED, _OPEN = 2, 1
"""Of a list of indicators so many are missed, and so many still to be entered."""


def enter_what_is_beside(workspace: Workspace, seed: int) -> None:
    """For the first two campaigns and for lists of indicators, so that a total can be looked at."""
    standards = workspace.catalogue.standards
    if "W" in standards:
        _civilised(workspace, standards["W"], dice(seed, "beside", "W"))
    for code in ("S", "H"):
        if code in standards:
            _indicators(workspace, standards[code], dice(seed, "beside", code))


def _civilised(workspace: Workspace, standard: Standard, rng: Random) -> None:
    year = now().year
    wanted = {"year.1": Entry(8_231, note=str(year - 2)), "year.2": Entry(8_510, note=str(year - 1))}
    wanted |= {f"gate.{gate.code}": Entry(8_950, basis="年度测评通报") for gate in standard.judging.gates}
    known = [f"year.{n}" for n, _share in enumerate(standard.judging.cycle.shares, 1)]
    entries.enter_all(workspace, standard.code, {k: v for k, v in wanted.items() if k[:5] != "year." or k in known})
    reviews.plan_documents(workspace, standard.code, f"{year}-10-31")
    for each in reviews.documents_of(workspace, standard.code):
        luck = rng.random()
        if luck < 0.8:
            state = "passed" if luck < 0.7 else "returned"
            reviews.change_document(workspace, each.id, DocumentChange(state=state, files=(f"{each.title}.pdf",)))
        elif luck < 0.92:
            reviews.change_document(workspace, each.id, DocumentChange(state="submitted", files=(f"{each.title}.pdf",)))
    questions = tuple(Question(str(n), text, _SCALE) for n, text in enumerate(ASKED, 1))
    record = surveys.save_survey(workspace, standard.code, Survey("", "JM", "居民入户问卷", 400, questions))
    for batch in ("东湖片区", "西河片区", "北苑片区"):
        surveys.set_tally(workspace, record, batch, dict(_counts(questions, rng)))
    ledger.add_line(workspace, standard.code, Ledger("", "plus", 50, "获评省级文明示范街区", date=f"{year}-06-18"))


def _counts(questions: tuple[Question, ...], rng: Random) -> Iterator[tuple[tuple[str, str], int]]:
    asked = 120 + rng.randrange(30)
    for question in questions:
        left = asked
        for option, share in zip(question.options, (0.68, 0.2, 0.07), strict=False):
            count = min(left, round(asked * share) + rng.randrange(-4, 5))
            left -= count
            yield (question.code, option.code), count
        yield (question.code, question.options[-1].code), left


def _indicators(workspace: Workspace, standard: Standard, rng: Random) -> None:
    judged = [each for each in standard.judging.indicators if each.judge == "yes" or each.target is not None]
    missed = {each.code for each in rng.sample(judged, min(_MISSED, len(judged)))}
    known = judged[: len(judged) - _OPEN]
    wanted = {f"indicator.{each.code}": _value(each, rng, missed=each.code in missed) for each in known}
    entries.enter_all(workspace, standard.code, wanted)


def _value(indicator: Indicator, rng: Random, *, missed: bool) -> Entry:
    if indicator.judge == "yes" or indicator.target is None:
        return Entry(met=not missed, basis="主管部门证明")
    margin = max(10, indicator.target // 20)
    over = rng.randrange(margin) if not missed else -margin
    value = indicator.target - over if indicator.judge == "at_most" else indicator.target + over
    most = 10_000 if indicator.unit == "%" else value
    return Entry(min(value, most), basis=f"{now().year - 1}年统计年报")
