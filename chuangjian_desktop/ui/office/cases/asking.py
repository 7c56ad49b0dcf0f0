"""What has to be said with an act before it is done, as questions without any form. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.rectification import STAGES, UNREVIEWED
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.ui.office.cases.words import SEVERITY_ORDER, deadline_words, severity_words
from chuangjian_desktop.ui.text.case_states import pick
from chuangjian_desktop.ui.text.words import t

Kind = Literal["text", "long", "unit", "units", "date", "choice", "photos", "stages", "told"]
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be said: its name, caption, kind; `choices` are (value, words), `value` stands there at first (of
    `units` a line each). A `told` one asks nothing: its caption is a warning."""

    name: str
    caption: str
    kind: Kind = "text"
    required: bool = False
    choices: Choices = ()
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What questions may offer: units, labels of the five fixed fields, who acts."""

    units: Choices = ()
    fives: tuple[str, ...] = ()
    actor: str = ""


def questions(name: str, rows: Sequence[CaseRow], around: Around) -> tuple[Question, ...]:
    """What an act on these cases asks; none for one that is done at once."""
    maker = _MAKERS.get(name)
    return () if maker is None else maker(rows, around)


def _reason(caption: str) -> Question:
    return Question("reason", caption, "long", required=True)


def _photos(caption: str) -> Question:
    return Question("photos", caption, "photos")


def _until(caption: str, hint: str, *, required: bool) -> Question:
    return Question("until", caption, "date", required=required, hint=hint)


def _unit(rows: Sequence[CaseRow], around: Around) -> Question:
    held = {row.unit_id for row in rows}
    value = held.pop() if len(held) == 1 else ""
    return Question("unit", t("责任单位"), "unit", required=True, choices=around.units, value=value)


def _assists(rows: Sequence[CaseRow], around: Around) -> Question:
    """One case's form shows those it has; for many, an empty field leaves them as they are."""
    value = "\n".join(rows[0].assist_ids) if len(rows) == 1 else ""
    hint = "" if len(rows) == 1 else t("不填则不变")
    return Question("assist", t("协办单位"), "units", choices=around.units, value=value, hint=hint)


def _deadline(rows: Sequence[CaseRow]) -> Question:
    held = {row.deadline for row in rows}
    choices = (("", t("不变")), *((code, deadline_words(code)) for code in DEADLINES))
    return Question("deadline", t("时限"), "choice", choices=choices, value=held.pop() if len(held) == 1 else "")


def _assign(rows: Sequence[CaseRow], around: Around) -> tuple[Question, ...]:
    note = Question("note", t("说明"), "long")
    return (*_unreviewed(rows), _unit(rows, around), _assists(rows, around), _deadline(rows), note)


def _unreviewed(rows: Sequence[CaseRow]) -> tuple[Question, ...]:
    """Whoever assigns what nobody reviewed has reviewed it: that is told before."""
    if not any(row.state in UNREVIEWED for row in rows):
        return ()
    one = t("这件还没有审核，交办即为审核通过；不应交办的请作废。")
    some = t("其中有还没有审核的，交办即为审核通过；不应交办的请作废。")
    return (Question("unreviewed", one if len(rows) == 1 else some, "told"),)


def _transfer(rows: Sequence[CaseRow], around: Around) -> tuple[Question, ...]:
    unit = Question("unit", t("改派给"), "unit", required=True, choices=around.units)
    return (unit, _assists(rows, around), _reason(t("改派理由")))


def _reply(rows: Sequence[CaseRow], _around: Around) -> tuple[Question, ...]:
    held: Mapping[str, Any] = rows[0].reply if len(rows) == 1 else {}
    states: Choices = (("已完成", t("已完成")), ("正在整改", t("正在整改")), ("需长期", t("需长期")))

    def said(name: str) -> str:
        return str(held.get(name) or "")

    return (
        Question("state", t("完成状态"), "choice", choices=states, value=said("state") or "已完成"),
        Question("cause", t("原因"), value=said("cause")),
        Question("measure", t("整改措施"), "long", value=said("measure")),
        Question("done_on", t("完成日期"), "date", value=said("done_on")),
        Question("handler", t("经办人"), value=said("handler")),
        Question("signed", t("单位负责人"), value=said("signed")),
        _photos(t("整改后照片")),
    )


def _recheck(_rows: Sequence[CaseRow], _around: Around) -> tuple[Question, ...]:
    results: Choices = (("passed", t("通过")), ("failed", t("未通过，二次交办")))
    return (
        Question("result", t("复查结果"), "choice", required=True, choices=results, value="passed"),
        Question("note", t("复查意见"), "long", hint=t("未通过时必填")),
        _photos(t("复查照片")),
    )


def _decide(_rows: Sequence[CaseRow], around: Around) -> tuple[Question, ...]:
    verdicts: Choices = (("upheld", t("异议成立：作废并恢复扣分")), ("dismissed", t("异议不成立：维持原状")))
    return (
        Question("verdict", t("裁定"), "choice", required=True, choices=verdicts, value="dismissed"),
        _reason(t("裁定理由")),
        Question("person", t("裁定人（须是另一人）"), required=True, value=around.actor),
    )


def _escalate(rows: Sequence[CaseRow], _around: Around) -> tuple[Question, ...]:
    least = max(1, *(row.stage for row in rows))
    choices = tuple((str(n), pick(STAGES[n])) for n in range(least, len(STAGES)))
    return (
        Question("stage", t("督促方式"), "choice", required=True, choices=choices, value=choices[0][0]),
        _reason(t("理由")),
        Question("approved_by", t("批准人"), hint=t("越级督促和约谈、问责须由领导批准")),
    )


def _longterm(_rows: Sequence[CaseRow], _around: Around) -> tuple[Question, ...]:
    hint = t("每行一个阶段：日期和要做到的事，例如 2026-12-31 拆除违建")
    return (
        _reason(t("挂账理由")),
        Question("stages", t("分阶段计划"), "stages", hint=hint),
        Question("approved_by", t("批准人"), required=True),
    )


def _edit(rows: Sequence[CaseRow], around: Around) -> tuple[Question, ...]:
    held = {row.severity for row in rows}
    severities = (("", t("不变")), *((code, severity_words(code)) for code in SEVERITY_ORDER))
    fives = dict(rows[0].fives) if len(rows) == 1 else {}
    return (
        Question("unit", t("责任单位"), "unit", choices=around.units, hint=t("不填则不变")),
        _assists(rows, around),
        Question("severity", t("严重程度"), "choice", choices=severities, value=held.pop() if len(held) == 1 else ""),
        _deadline(rows),
        *(Question(f"five:{label}", label, value=fives.get(label, "")) for label in around.fives),
    )


def _extend(_rows: Sequence[CaseRow], _around: Around) -> tuple[Question, ...]:
    return (_until(t("延到"), t("不填则按原时限再给一次"), required=False), _reason(t("延期理由")))


def _ask(_rows: Sequence[CaseRow], _around: Around) -> tuple[Question, ...]:
    return (_until(t("申请延到"), "", required=True), _reason(t("申请理由")))


def _object(_rows: Sequence[CaseRow], _around: Around) -> tuple[Question, ...]:
    return (_reason(t("异议理由")), _photos(t("佐证照片")))


def _resume(rows: Sequence[CaseRow], _around: Around) -> tuple[Question, ...]:
    return (_deadline(rows), _reason(t("理由")))


Maker = Callable[[Sequence[CaseRow], Around], tuple[Question, ...]]
_MAKERS: Mapping[str, Maker] = {
    "assign": _assign,
    "transfer": _transfer,
    "reply": _reply,
    "recheck": _recheck,
    "decide": _decide,
    "escalate": _escalate,
    "longterm": _longterm,
    "edit": _edit,
    "extend": _extend,
    "ask": _ask,
    "object": _object,
    "resume": _resume,
    "redo": lambda _rows, _around: (_reason(t("退回理由（二次交办）")),),
    "refuse": lambda _rows, _around: (_reason(t("单位退回的理由")),),
    "reject": lambda _rows, _around: (_reason(t("作废理由")),),
    "restore": lambda _rows, _around: (_reason(t("恢复理由")),),
    "reopen": lambda _rows, _around: (_reason(t("重新打开的理由")),),
    "deny": lambda _rows, _around: (_reason(t("驳回理由")),),
}
