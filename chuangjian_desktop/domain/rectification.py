"""整改事项: its states and every transition between them, in one table. Nothing else is allowed.

Overdue is derived from the due time, and never a state. The states before 已审核 are derived too, from where a finding
is; a record of the case exists only from the first decision on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeGuard

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import NIL, named

State = Literal[
    "draft", "submitted", "merged", "reviewed", "assigned", "received", "working", "replied", "to_recheck", "passed",
    "closed", "returned", "longterm", "void",
]  # fmt: skip
Actor = Literal["evaluator", "leader", "office", "unit", "head"]
Need = Literal["reason", "unit", "until", "pending", "second", "photos", "objection"]

STATES: Mapping[State, tuple[str, str]] = {
    "draft": ("草稿", "Draft"),
    "submitted": ("已提交", "Submitted"),
    "merged": ("已合并", "Merged"),
    "reviewed": ("已审核", "Accepted"),
    "assigned": ("已交办", "Assigned"),
    "received": ("已签收", "Received"),
    "working": ("整改中", "Under way"),
    "replied": ("已反馈", "Replied"),
    "to_recheck": ("待复查", "To recheck"),
    "passed": ("复查通过", "Recheck passed"),
    "closed": ("已销号", "Closed"),
    "returned": ("退回", "Sent back"),
    "longterm": ("长期挂账", "Long-term"),
    "void": ("作废", "Void"),
}
"""Every state with its name in both languages, in the order of the way."""

_BY_ROLE: Mapping[str, frozenset[Actor]] = {
    "team": frozenset(("evaluator", "leader")),
    "office": frozenset(("evaluator", "leader", "office", "unit", "head")),
    "unit": frozenset(("unit",)),
}
"""Whose acts are entered in a workspace of each role; what a unit or a head says on paper is entered by the office."""

_ALSO_CALLED: Mapping[State, tuple[str, ...]] = {"merged": ("已合并/去重",)}
DERIVED = ("逾期", "反弹")
"""What people call states beside these, though it is derived: the time is over; it recurs."""

UNREVIEWED: tuple[State, ...] = ("draft", "submitted", "merged")
RUNNING: tuple[State, ...] = ("assigned", "received", "working")
"""The unit has it and does not deny that."""
AT_UNIT: tuple[State, ...] = (*RUNNING, "returned")
"""The unit's time runs: only these can be overdue."""
OPEN: tuple[State, ...] = ("reviewed", *AT_UNIT, "replied", "to_recheck", "passed", "longterm")
"""Decided and not at an end."""
CLAIMED: tuple[State, ...] = ("replied", "to_recheck", "passed", "closed")
"""Somebody has said that it is put right: a recheck that fails shows a false rectification (虚假整改)."""
STANDING_FIELDS = frozenset((
    "state", "unit", "deadline", "due_at", "assigned_at", "notice", "reply", "objection", "extension", "longterm",
    "stage", "again", "false_repair", "reason", "closed_at", "closed_by", "closed_how",
))  # fmt: skip
"""What acts write of a case: only together do these say where it stands, so nobody decides them one by one."""
FIRST_DECISION = ("accept", "issue", "assign", "reject", "repair")

STAGES: tuple[tuple[str, str], ...] = (
    ("", ""),
    ("催办", "Reminder"),
    ("督办", "Supervision"),
    ("通报", "Circular"),
    ("约谈", "Summons"),
    ("问责", "Accountability"),
)
"""Escalation by its number; 0 is none. From 约谈 on the head decides."""
SUMMONS = 4


@dataclass(frozen=True, slots=True)
class Transition:
    """An act: its name in both languages, from which states, to which (none: the state stays), who may do it, and
    what it needs."""

    action: str
    label_zh: str
    label_en: str
    sources: tuple[State, ...]
    targets: tuple[State, ...]
    who: Actor
    needs: tuple[Need, ...] = ()


_TELLABLE: tuple[State, ...] = (*UNREVIEWED, "reviewed")
_SEEN: tuple[State, ...] = (*AT_UNIT, "replied", "to_recheck", "longterm")
_DISPUTABLE: tuple[State, ...] = (*OPEN, "closed")

_TABLE = (
    Transition("submit", "提交", "Submit", ("draft",), ("submitted",), "leader"),
    Transition("merge", "合并", "Merge", ("submitted",), ("merged",), "office"),
    Transition("accept", "审核通过", "Accept", UNREVIEWED, ("reviewed",), "office"),
    Transition("reject", "作废", "Reject", (*_TELLABLE, *AT_UNIT), ("void",), "office", ("reason",)),
    Transition("restore", "恢复", "Restore", ("void",), ("reviewed",), "office"),
    Transition("repair", "当场整改", "Repaired on the spot", _TELLABLE, ("passed",), "evaluator", ("photos",)),
    Transition("assign", "交办", "Assign", (*_TELLABLE, "returned"), ("assigned",), "office", ("unit",)),
    Transition("issue", "下达文书", "Issue", (*_TELLABLE, "assigned"), ("assigned",), "office", ("unit",)),
    Transition("recall", "撤回交办", "Take back", RUNNING, ("reviewed",), "office", ("reason",)),
    Transition("receive", "签收", "Receive", ("assigned",), ("received",), "unit"),
    Transition("begin", "整改", "Begin", RUNNING, ("working",), "unit"),
    Transition("refuse", "退回", "Send back", RUNNING, ("returned",), "unit", ("reason",)),
    Transition("transfer", "改派", "Transfer", AT_UNIT, ("assigned",), "office", ("unit",)),
    Transition("ask", "申请延期", "Ask for time", RUNNING, (), "unit", ("until", "reason")),
    Transition("grant", "批准延期", "Grant time", RUNNING, (), "office", ("pending",)),
    Transition("deny", "驳回延期", "Refuse time", RUNNING, (), "office", ("pending", "reason")),
    Transition("extend", "延期", "Extend", RUNNING, (), "office", ("until",)),
    Transition("longterm", "转长期挂账", "Long-term", ("reviewed", *AT_UNIT, "replied"), ("longterm",), "head",
               ("reason",)),
    Transition("resume", "恢复限期", "End long-term", ("longterm",), ("assigned",), "office"),
    Transition("reply", "反馈", "Reply", (*RUNNING, "replied", "longterm"), ("replied",), "unit"),
    Transition("check", "核查通过", "Check", ("replied",), ("to_recheck",), "office"),
    Transition("redo", "二次交办", "Assign again", ("replied", "to_recheck"), ("assigned",), "office", ("reason",)),
    Transition("pass", "复查通过", "Pass the recheck", _SEEN, ("passed",), "evaluator"),
    Transition("confirm", "回头看通过", "Confirm", ("passed", "closed"), (), "evaluator"),
    Transition("fail", "复查不通过", "Fail the recheck", (*_SEEN, "passed", "closed"), ("assigned",), "evaluator",
               ("reason",)),
    Transition("close", "销号", "Close", ("passed",), ("closed",), "office"),
    Transition("reopen", "重新打开", "Reopen", ("passed", "closed"), ("assigned", "reviewed"), "office"),
    Transition("escalate", "督促", "Escalate", (*RUNNING, "returned", "replied"), (), "office", ("reason",)),
    Transition("object", "提出异议", "Object", _DISPUTABLE, (), "unit", ("reason",)),
    Transition("uphold", "异议成立", "Uphold", _DISPUTABLE, ("void",), "office", ("objection", "second", "reason")),
    Transition("dismiss", "异议不成立", "Dismiss", _DISPUTABLE, (), "office", ("objection", "second", "reason")),
    Transition("edit", "修改", "Edit", (*_TELLABLE, *OPEN), (), "office"),
    Transition("unlink", "取消反弹关联", "Unlink", (*_TELLABLE, *OPEN, "closed"), (), "office"),
    Transition("relink", "恢复反弹关联", "Link", (*_TELLABLE, *OPEN, "closed"), (), "office"),
)  # fmt: skip
TRANSITIONS: Mapping[str, Transition] = {each.action: each for each in _TABLE}

_REQUIRED: Mapping[Need, str] = {
    "reason": "reason",
    "unit": "unit",
    "until": "due_at",
    "photos": "photos",
}
_LACKING: Mapping[Need, tuple[str, str]] = {
    "pending": ("没有待批的延期申请", "no extension was asked for"),
    "objection": ("没有待决的异议", "there is no open objection"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case is, as far as the table asks. `told` says that a unit was ever told; `deciders` are the people who
    recorded the problem or first decided on it, and who entered the objection."""

    state: State
    told: bool = False
    pending: bool = False
    objection: bool = False
    deciders: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody brings along: the workspace's role, the person acting, and what the act names."""

    role: str = "office"
    person: str = ""
    reason: str = ""
    unit: str = ""
    until: str = ""
    photos: bool = False


def case_id(finding: str) -> str:
    """The id of a finding's case, the same on every laptop and in every office."""
    return named("case", NIL, finding)


def may_enter(role: str, action: str) -> bool:
    """Whether an act is entered in workspaces of that role at all."""
    return TRANSITIONS[action].who in _BY_ROLE.get(role, frozenset())


def follow(standing: Standing, action: str, asked: Asked, what: str = "") -> State:
    """The state after an act. `what` names the case in refusals.

    `Refusal` M22 for a role or a person who may not, M26 for a state the act does not begin in, M27 for something
    that it needs and that is not given.
    """
    require_begin(standing.state, action, asked.role, what)
    rule = TRANSITIONS[action]
    for need in rule.needs:
        _require(need, standing, asked, what)
    if not rule.targets:
        return standing.state
    return rule.targets[0 if standing.told else -1]


def require_begin(state: State, action: str, role: str, what: str) -> None:
    """The first half of `follow`, for an act that asks more before it is done: M22 for a role that may not, M26 for a
    state the act does not begin in."""
    rule = TRANSITIONS[action]
    if not may_enter(role, action):
        raise Refusal("M22", role=role, what_zh=rule.label_zh, what_en=rule.label_en)
    if state not in rule.sources:
        raise _not_from(state, rule, what)


def _require(need: Need, standing: Standing, asked: Asked, what: str) -> None:
    given = {"reason": asked.reason.strip(), "unit": asked.unit, "until": asked.until, "photos": asked.photos}
    if need in _REQUIRED:
        if not given[need]:
            raise Refusal("M27", what=what, field=_REQUIRED[need], value="")
    elif need == "second":
        if not asked.person:
            raise Refusal("M27", what=what, field="person", value="")
        if asked.person in standing.deciders:
            raise Refusal("M22", what=what, **_SECOND)
    elif not {"pending": standing.pending, "objection": standing.objection}[need]:
        raise Refusal("M26", what=what, reason_zh=_LACKING[need][0], reason_en=_LACKING[need][1])


_SECOND = {
    "detail_zh": "须由记录、首次认定和登记异议之外的第二人裁定",
    "detail_en": "a second person decides: not who recorded the problem, first decided on it or entered the objection",
    "instead_zh": "请由另一人署名裁定",
    "instead_en": "let another person decide, under their own name",
}


def _not_from(state: State, rule: Transition, what: str) -> Refusal:
    zh = "、".join(STATES[each][0] for each in rule.sources)
    en = ", ".join(STATES[each][1] for each in rule.sources)
    return Refusal(
        "M26",
        what=what,
        reason_zh=f"它现在是“{STATES[state][0]}”，而“{rule.label_zh}”只能从以下状态办理：{zh}",
        reason_en=f"it is “{STATES[state][1]}” now, and “{rule.label_en}” begins only in: {en}",
    )


def is_state(text: str) -> TypeGuard[State]:
    """Whether a text is the code of a state."""
    return text in STATES


def state_named(text: str) -> State:
    """A state by its code or its name in either language; `Refusal` M27 with all that there are."""
    for state, names in STATES.items():
        if text in (state, *names, *_ALSO_CALLED.get(state, ())):
            return state
    raise Refusal("M27", field="state", value=text, **_allowed([*STATES.values(), *((each, each) for each in DERIVED)]))


def stage_named(text: str) -> int:
    """An escalation stage by its number or name; `Refusal` M27 with all that there are."""
    for number, names in enumerate(STAGES):
        if number and text in (str(number), *names):
            return number
    raise Refusal("M27", field="stage", value=text, **_allowed(STAGES[1:]))


def _allowed(names: Sequence[tuple[str, str]]) -> dict[str, str]:
    zh, en = "、".join(each for each, _ in names), ", ".join(each for _, each in names)
    return {"detail_zh": f"可用：{zh}", "detail_en": f"known: {en}"}


def require_stage(before: int, wanted: int, what: str, approved_by: str = "") -> None:
    """Escalation goes upwards, stage by stage unless a head agreed (M26); from 约谈 on one must have (M27). A further
    reminder of the same stage is one too."""
    if not 1 <= wanted < len(STAGES):
        raise Refusal("M27", field="stage", value=wanted)
    if wanted < before:
        raise Refusal("M26", what=what, reason_zh=f"已经{STAGES[before][0]}", reason_en=f"it is at {STAGES[before][1]}")
    if approved_by.strip():
        return
    if wanted >= SUMMONS:
        raise Refusal("M27", what=what, field="approved_by", value="")
    if wanted > before + 1:
        zh, en = STAGES[before + 1]
        raise Refusal(
            "M26",
            what=what,
            reason_zh=f"须逐级督促，下一级是{zh}；越级须写明批准人",
            reason_en=f"it goes stage by stage, and the next one is {en}; to skip one, name who approved it",
        )


def is_overdue(state: State, due: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether the unit's time is over."""
    return due is not None and state in AT_UNIT and due < now
