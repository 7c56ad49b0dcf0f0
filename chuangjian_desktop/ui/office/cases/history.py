"""The history of a case as a line of steps, from finding it to what comes next."""

from __future__ import annotations

from chuangjian_desktop.domain.rectification import STAGES, State
from chuangjian_desktop.services.casework.file import CaseFile
from chuangjian_desktop.services.casework.reading import StepRow
from chuangjian_desktop.ui.office.cases.state import StepLine
from chuangjian_desktop.ui.office.cases.words import act_words, day_words
from chuangjian_desktop.ui.text.case_states import pick, state_words
from chuangjian_desktop.ui.text.words import t

_BACK = frozenset({"refuse", "redo", "fail", "reject", "reopen", "deny", "uphold", "recall"})
_WAY: tuple[State, ...] = ("reviewed", "assigned", "replied", "to_recheck", "passed", "closed")
_NEXT: dict[State, State] = {
    "draft": "reviewed",
    "submitted": "reviewed",
    "merged": "reviewed",
    "reviewed": "assigned",
    "assigned": "replied",
    "received": "replied",
    "working": "replied",
    "returned": "assigned",
    "longterm": "replied",
    "replied": "to_recheck",
    "to_recheck": "passed",
    "passed": "closed",
}


def step_lines(file: CaseFile) -> tuple[StepLine, ...]:
    """What happened, what is waited for, and what is left to the end."""
    row = file.row
    held = len(file.photos.before)
    photos = t("照片 {n} 张", n=held) if held else ""
    who = " ".join(part for part in (row.line.team, file.people.get(row.recorded_by, "")) if part)
    lines = [StepLine(t("发现"), day_words(row.line.found_at), " · ".join(part for part in (who, photos) if part))]
    if row.closed_how == "spot" and row.closed_at:
        shown = len(file.photos.after)
        lines.append(StepLine(t("当场整改"), day_words(row.closed_at), t("照片 {n} 张", n=shown) if shown else ""))
    lines += [_step(file, each) for each in file.steps]
    coming = _NEXT.get(row.state)
    if coming is not None:
        lines.append(StepLine(_waiting(coming), t("待办"), _due(file), "now"))
        lines += [StepLine(state_words(each), "", "", "next") for each in _WAY[_WAY.index(coming) + 1 :]]
    return tuple(lines)


def _waiting(state: State) -> str:
    return {
        "reviewed": t("审核"),
        "assigned": t("交办"),
        "replied": t("反馈"),
        "to_recheck": t("核查"),
        "passed": t("复查"),
        "closed": t("销号"),
    }.get(state, state_words(state))


def _due(file: CaseFile) -> str:
    row = file.row
    running = row.state in ("assigned", "received", "working")
    return t("{time} 到期", time=day_words(row.due_at)) if running and row.due_at else ""


def _step(file: CaseFile, step: StepRow) -> StepLine:
    title = act_words(step.action)
    if step.action == "escalate":
        stage = step.data.get("stage")
        title = pick(STAGES[stage]) if isinstance(stage, int) and 0 < stage < len(STAGES) else title
    unit = file.units.get(step.unit, "") if step.action in ("assign", "issue", "transfer") else ""
    said = [file.people.get(step.by, ""), unit, step.note]
    if step.due_at and step.action in ("extend", "grant", "ask"):
        said.append(t("到 {time}", time=day_words(step.due_at)))
    under = " · ".join(part for part in said if part)
    return StepLine(title, day_words(step.at), under, "back" if step.action in _BACK else "done")
