"""Every option of a profile in the office's words, and how its answer is written and read. No Qt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.scoring import Option, ScoringProfile
from chuangjian_desktop.ui.text.words import t

Kind = Literal["choice", "number", "numbers", "named", "names"]
"""One of a few words; a number; several; numbers by name; names by name."""

_SPLIT = re.compile(r"[、,，;；\n]+")
_PAIR = re.compile(r"(.+?)[\s:：=]+(\S+)")
TIES: Mapping[str, tuple[str, ...]] = {
    "": (),
    "vetoes": ("vetoes", "findings"),
    "rectified": ("rectified", "vetoes", "findings"),
}
"""Orders of what decides between equal rates that the screen offers; others are kept as they are."""


@dataclass(frozen=True, slots=True)
class Question:
    """An option: its name, what it means in one line, and the words that may be chosen."""

    key: str
    title: str
    hint: str
    kind: Kind
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Options that belong together."""

    title: str
    questions: tuple[Question, ...]


def groups() -> tuple[Group, ...]:
    """All options, in the language in force."""
    return (
        Group(t("条目与问题"), _items()),
        Group(t("整改与反弹"), _returns()),
        Group(t("点位与类别"), _sites()),
        Group(t("汇总与名次"), _ranks()),
        Group(t("季度得分"), _quarter()),
    )


def _items() -> tuple[Question, ...]:
    return (
        Question("na", t("不适用的条目"), t("不计入，或按满分、零分计"), "choice",
                 (("drop", t("不计入")), ("full", t("满分")), ("zero", t("零分")))),
        Question("same_problem", t("同一问题记在几条"), t("同一处、同一问题：只在扣得最多的一条扣，或条条都扣"),
                 "choice", (("one", t("只扣一次")), ("each", t("条条都扣")))),
        Question("repeated", t("同一条多处问题"), t("逐处扣到上限，或扣到本条分值，或同类问题只扣一处"), "choice",
                 (("cap", t("到上限")), ("points", t("扣完为止")), ("once", t("同类一处")))),
        Question("finder", t("谁发现的"), t("市、区、街道发现的问题各按百分之几扣"), "named"),
        Question("teams", t("各组属哪一级"), t("写组名和级别，如：第一组 区级；没写的算市级"), "names"),
        Question("grades", t("等级折分"), t("A、B、C 各得本条分值的百分之几"), "named"),
    )  # fmt: skip


def _returns() -> tuple[Question, ...]:
    return (
        Question("solved_percent", t("立行立改"), t("当场改好的问题按百分之几扣：100 照扣，50 减半，0 不扣"),
                 "number", unit="%"),
        Question("recurrence", t("反弹的问题"), t("销号后再次出现的：照扣、加倍、每次再加一份，或按下面的表"), "choice",
                 (("same", t("照扣")), ("double", t("加倍")), ("each", t("逐次加")), ("table", t("按表")))),
        Question("recurrence_table", t("反弹扣分表"), t("首次、第二次、第三次……各按百分之几扣，选“按表”时用"),
                 "numbers", unit="%"),
    )  # fmt: skip


def _sites() -> tuple[Question, ...]:
    return (
        Question("missing_type", t("缺某类点位"), t("权重分给其他类，或取其他单位的平均分，或取本单位上一轮的分"),
                 "choice", (("redistribute", t("分给其他")), ("mean", t("他处平均")), ("previous", t("上一轮")))),
        Question("not_visited", t("计划了没去的点位"), t("不计入并标缺测，或按零分计"), "choice",
                 (("exclude", t("缺测")), ("zero", t("零分")))),
        Question("refused", t("拒访或关闭的点位"), t("从备选点位补一个并记下原因，或不计入，或按零分计"), "choice",
                 (("replace", t("补备选")), ("exclude", t("不计入")), ("zero", t("零分")))),
        Question("weights", t("类别权重"), t("写类别和权重，如：农贸市场 2；没写的算 1"), "named"),
    )  # fmt: skip


def _ranks() -> tuple[Question, ...]:
    return (
        Question("city", t("全市怎么合成"), t("所有分数合并计算，或取各区的平均：同等、按点位数、按权重"), "choice",
                 (("pool", t("合并计算")), ("mean", t("区平均")), ("sites", t("按点位数")), ("weights", t("按权重")))),
        Question("area_weights", t("各区权重"), t("选“按权重”时用，如：东区 3、西区 2"), "named"),
        Question("decimals", t("名次比到几位"), t("得分率总写两位小数，只在最后一步四舍五入；名次可只比到一位"),
                 "choice", (("1", t("1 位")), ("2", t("2 位")))),
        Question("ties", t("同分怎么办"), t("并列；或先比否决数和问题数；或先比整改率"), "choice",
                 (("", t("并列")), ("vetoes", t("比否决、问题数")), ("rectified", t("先比整改率")))),
        Question("leagues", t("分组排名"), t("写区划或单位和组名，各组各排名次，如：东区/光明街道 甲组"), "names"),
    )  # fmt: skip


def _quarter() -> tuple[Question, ...]:
    return (
        Question("quarter", t("三部分占比"), t("实地测评、整改、材料等其他部分各占百分之几"), "numbers", unit="%"),
        Question("late_percent", t("逾期后整改"), t("过了期限才销号的，按百分之几件计入整改率"), "number", unit="%"),
        Question("false_malus", t("虚假整改"), t("每查实一件，季度得分另扣几个百分之一分"), "number"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """Codes with what people call them: types of sites, teams."""

    types: Mapping[str, str]
    teams: Mapping[str, str]

    def of(self, key: str) -> Mapping[str, str]:
        """The codes that an option names."""
        return {"finder": levels(), "weights": self.types, "teams": self.teams}.get(key, {})


def levels() -> Mapping[str, str]:
    """Who finds problems."""
    return {"city": t("市级"), "district": t("区级"), "street": t("街道")}


def written(question: Question, profile: ScoringProfile, names: Names) -> str:
    """An answer as it stands in its field; of a choice, the word's key."""
    value = getattr(profile, question.key)
    if question.key == "ties":
        return next((key for key, order in TIES.items() if order == tuple(value)), "rectified")
    if question.kind in ("choice", "number"):
        return str(value)
    if question.kind == "numbers":
        return t("、").join(str(each) for each in value)
    known, inner = names.of(question.key), _inner(question)
    usual: dict[str, str | int] = dict.fromkeys(levels(), 100) if question.key == "finder" else {}
    pairs = (usual | dict(cast("Mapping[str, str | int]", value))).items()
    return t("、").join(f"{known.get(name, name)} {inner.get(str(each), each)}" for name, each in pairs)


def read(question: Question, text: str, names: Names) -> Option:
    """The answer that a text means; `Refusal` M27 when it is none."""
    if question.kind == "choice":
        return list(TIES[text]) if question.key == "ties" else int(text) if text.isdecimal() else text
    if question.kind == "number":
        return _number(question, text)
    if question.kind == "numbers":
        return [_number(question, part) for part in _parts(text)]
    codes = {word: code for code, word in names.of(question.key).items()}
    pairs = [_pair(question, part) for part in _parts(text)]
    if question.kind == "named":
        return [[codes.get(name, name), _number(question, value)] for name, value in pairs]
    inner = {word: code for code, word in _inner(question).items()}
    return [[codes.get(name, name), inner.get(value, value)] for name, value in pairs]


def _inner(question: Question) -> dict[str, str]:
    """What stands for the second part of a pair."""
    return dict(levels()) if question.key == "teams" else {}


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]


def _pair(question: Question, part: str) -> tuple[str, str]:
    found = _PAIR.fullmatch(part)
    if found is None:
        raise Refusal("M27", field=question.title, value=part)
    return found[1].strip(), found[2]


def _number(question: Question, text: str) -> int:
    plain = text.strip().removesuffix("%").strip()
    if not plain.isdecimal() or len(plain) > 6:
        raise Refusal("M27", field=question.title, value=text)
    return int(plain)
