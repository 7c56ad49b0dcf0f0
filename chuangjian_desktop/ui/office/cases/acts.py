"""What may be done with cases, from the one table of transitions: which acts, under which key, and why not."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.rectification import STATES, TRANSITIONS, may_enter
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.ui.office.cases.state import ActButton
from chuangjian_desktop.ui.text.case_states import pick
from chuangjian_desktop.ui.text.words import t


@dataclass(frozen=True, slots=True)
class Act:
    """An act: the transitions that it may become, and its key. `single` ones are for one case at a time."""

    name: str
    actions: tuple[str, ...]
    cap: str = ""
    single: bool = False


_ALL = (
    Act("check", ("check",), "Y"),
    Act("close", ("close",), "C"),
    Act("accept", ("accept",), "A"),
    Act("assign", ("assign",), "J"),
    Act("receive", ("receive",), "S"),
    Act("reply", ("reply",), "R"),
    Act("grant", ("grant",), "G"),
    Act("decide", ("uphold", "dismiss"), "D", single=True),
    Act("redo", ("redo",), "B"),
    Act("transfer", ("transfer",), "T"),
    Act("extend", ("extend",), "E"),
    Act("recheck", ("pass", "fail", "confirm"), "K"),
    Act("resume", ("resume",)),
    Act("restore", ("restore",)),
    Act("reopen", ("reopen",), "O"),
    Act("reject", ("reject",), "X"),
    Act("begin", ("begin",), "W"),
    Act("refuse", ("refuse",), "N"),
    Act("ask", ("ask",)),
    Act("deny", ("deny",)),
    Act("longterm", ("longterm",), "L"),
    Act("escalate", ("escalate",), "U"),
    Act("object", ("object",), "P"),
    Act("edit", ("edit",), "M"),
    Act("unlink", ("unlink",), "H"),
    Act("relink", ("relink",)),
)
ACTS: Mapping[str, Act] = {each.name: each for each in _ALL}
"""In the order of their weight: the first ones that are possible become buttons."""
BUTTONS = 4
JOIN, PART, JOIN_CAP = "join", "part", "I"
"""What is done to two cases as one, beside the table of transitions."""


def act_name(name: str) -> str:
    """An act in words; with dots where it asks something first."""
    words = {
        "check": t("核查通过"),
        "close": t("销号"),
        "accept": t("审核通过"),
        "assign": t("交办…"),
        "receive": t("签收"),
        "reply": t("登记反馈…"),
        "grant": t("批准延期"),
        "decide": t("裁定异议…"),
        "redo": t("退回重改…"),
        "transfer": t("改派…"),
        "recheck": t("登记复查…"),
        "resume": t("恢复限期…"),
        "restore": t("恢复…"),
        "extend": t("延期…"),
        "reopen": t("重新打开…"),
        "reject": t("作废…"),
        "begin": t("开始整改"),
        "refuse": t("单位退回…"),
        "ask": t("申请延期…"),
        "deny": t("驳回延期…"),
        "longterm": t("长期挂账…"),
        "escalate": t("督促…"),
        "object": t("登记异议…"),
        "edit": t("修改…"),
        "unlink": t("取消反弹关联"),
        "relink": t("恢复反弹关联"),
    }
    return words[name]


def counted(words: str, many: int) -> str:
    """An act in words with how many cases it is done to, where that is more than one."""
    front, dots = words.removesuffix("…"), "…" if words.endswith("…") else ""
    return words if many < 2 else f"{front} {many}{dots}"


def buttons(rows: Sequence[CaseRow], role: str) -> tuple[tuple[ActButton, ...], tuple[ActButton, ...]]:
    """For the chosen cases: the acts with buttons, and all others for the menu; those in the menu that the table does
    not allow say why. A responsible unit has only its own, all of them as buttons."""
    if not rows:
        return (), ()
    acts = [act for act in ACTS.values() if role == "office" or any(may_enter(role, each) for each in act.actions)]
    made = [ActButton(act.name, act_name(act.name), act.cap, why_not(act, rows)) for act in acts]
    in_menu = _IN_MENU if role == "office" else frozenset[str]()
    possible = [each for each in made if each.enabled and each.name not in in_menu]
    main = tuple(sorted(possible, key=lambda each: not _waited_for(each.name, rows)))[:BUTTONS]
    return main, tuple(each for each in made if each not in main)


_IN_MENU = frozenset({"edit", "unlink", "relink", "object", "escalate", "begin", "ask"})


def _waited_for(name: str, rows: Sequence[CaseRow]) -> bool:
    """Whether these cases wait for just that act: it comes before what else might be done."""
    return name in {"grant", "decide"} or (name == "recheck" and all(row.state == "to_recheck" for row in rows))


def why_not(act: Act, rows: Sequence[CaseRow]) -> str:
    """Why an act cannot be done to all of these; empty where it can."""
    if act.single and len(rows) > 1:
        return t("一次只能办理一件")
    for row in rows:
        if reason := _why_not(act, row):
            return reason if len(rows) == 1 else t("{kind}：{name}", kind=row.number, name=reason)
    return ""


def _why_not(act: Act, row: CaseRow) -> str:
    held = frozenset(state for name in act.actions for state in TRANSITIONS[name].sources)
    # A reply may say once more that the unit is at it; to begin so is offered once.
    held -= {"working"} if act.name == "begin" else set()
    if row.state not in held:
        return _only_from(held)
    if act.name in ("grant", "deny") and row.extension.get("state") != "asked":
        return t("没有待批的延期申请")
    if act.name == "decide" and row.objection.get("state") != "open":
        return t("没有待决的异议")
    if act.name == "object" and row.objection.get("state") == "open":
        return t("已有待决的异议")
    if act.name == "unlink" and (row.unlinked or not row.recurs):
        return t("没有反弹关联")
    if act.name == "relink" and not row.unlinked:
        return t("没有取消过关联")
    return ""


def join_buttons(rows: Sequence[CaseRow], *, joined: bool) -> tuple[ActButton, ...]:
    """Letting two cases count as one; or taking that back, for one that is joined."""
    if len(rows) == 1 and joined:
        return (ActButton(PART, t("拆开，各算一条")),)
    return (ActButton(JOIN, t("算作一条…"), JOIN_CAP, "" if len(rows) == 2 else t("先选中两件：按住 Ctrl 点第二件")),)


def _only_from(states: Container[str]) -> str:
    names = t("、").join(pick(names) for state, names in STATES.items() if state in states)
    return t("只能从这些状态办理：{states}", states=names)
