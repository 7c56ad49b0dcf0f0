"""Single cells of a checklist: points, yes and no, deadlines, nodes. Each says what is wrong and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from chuangjian_desktop.domain.assessment import Certainty
from chuangjian_desktop.domain.checklist_sheet import (
    CERTAINTIES,
    SEVERITIES,
    VETOES,
    node_of,
    phrase_of,
    rule_of,
    unlisted,
    unnamed,
)
from chuangjian_desktop.domain.deadlines import DEADLINES, deadline_of
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.numerals import NUMERAL, arabic
from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.domain.rule_text import RuleTextRefusal, check_rule, rule_words
from chuangjian_desktop.domain.standard import METHODS, CampaignNode, Method, Phrase, Rule
from chuangjian_desktop.inputs.checklists.headings import NAMES
from chuangjian_desktop.inputs.checklists.rules import Reading, tidy
from chuangjian_desktop.inputs.checklists.values import Known, Remark
from chuangjian_desktop.inputs.columns import narrow

V = TypeVar("V")

MOST_POINTS = 100_000
_POINTS = re.compile(r"[+＋]?(\d{1,5}(?:\.\d+)?)\s*(?:分|points?|%)?(?:/[处个项次])?")
_SPELLED = re.compile(rf"^{NUMERAL}(?=分?$)")
_ANY_NUMBER = re.compile(r"[+＋－−-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*分?")
_NO_POINTS = re.compile(r"0+(?:\.0*)?\s*分?|[-－—–−/无]+|[-－−]\d{1,4}(?:\.\d{1,2})?\s*分?")
_BRACKETED = re.compile(r"[（(](?:共|满分|计)?(\d{1,4}(?:\.\d{1,2})?)分[)）]")
_AT_END = re.compile(r"(?<![扣得加减给计记\d.])(\d{1,4}(?:\.\d{1,2})?)分$")
_RANGE = re.compile(r"\d+(?:\.\d+)?\s*分?\s*[-~—–～至到]\s*\d+(?:\.\d+)?\s*分?")
_BETWEEN = re.compile(r"[、，,;；/／\n\r\t]+|\s{2,}")
_YES = frozenset({"是", "√", "✓", "✔", "y", "yes", "1", "true", "可", "可以", "允许", "有"})
_NO = frozenset({"否", "×", "✗", "x", "n", "no", "0", "false", "不可", "不可以", "不允许", "无", "-", "—"})
_VETO_WORDS: dict[str, Literal["", "item", "site", "campaign"]] = {
    **VETOES, "否": "", "无": "", "是": "item", "√": "item",
}  # fmt: skip
_METHOD_WORDS: tuple[tuple[str, Method], ...] = (
    ("拨打", "call"), ("电话", "call"), ("询问", "ask"), ("访谈", "ask"), ("问卷", "ask"), ("测量", "measure"),
    ("检测", "measure"), ("计数", "count"), ("清点", "count"), ("数量", "count"), ("查阅", "inspect"),
    ("查看资料", "inspect"), ("台账", "inspect"), ("材料", "inspect"), ("查看", "inspect"), ("观察", "observe"),
    ("实地", "observe"), ("现场", "observe"), ("暗访", "observe"),
)  # fmt: skip
_LONGEST_METHOD = 8
"""A longer text describes how to check; it is no name of a method."""
_CAMPAIGN = re.compile(r"^(?:创建?)?(?:全国|国家)?|(?:典范)?(?:城市|城)(?:创建)?$|创建$")
_FEW = re.compile(r"[一二两三四五七](?=个?工作日|日|天)")
_FEW_DAYS = {"一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5", "七": "7"}
_SPELLED_DEADLINES = {
    "立即": "立行立改",
    "立即整改": "立行立改",
    "当日": "立行立改",
    "当天": "立行立改",
    "长期坚持": "长期",
    "一周": "7日",
    "1周": "7日",
    "半月": "15日",
    "0.5个月": "15日",
}
_UNIT = re.compile(
    r"(?:每|要求\d+|抽查\d+|分/)(?:发现)?(?:1|一)?(平方米|平米|公里|厘米|[处个次人项辆件条例起张段块户米宗只根副幅桶栋幢间份套批摊堆])"
)
_LEVEL = re.compile(r"\d(处|个|条|项|次|户|块|段|点|家|辆|人|名|座)(?:及?以上)?的?，?(?:得|给|计|记)\d")


class Fault(Exception):
    """What keeps a line out."""

    def __init__(self, key: str, zh: str, en: str, hint_zh: str, hint_en: str) -> None:
        super().__init__(zh)
        self.remark = Remark(key, zh, en, hint_zh, hint_en)

    @classmethod
    def of(cls, remark: Remark) -> Fault:
        """One that was worded before."""
        return cls(remark.key, remark.zh, remark.en, remark.hint_zh, remark.hint_en)


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a column, and where doubts about it go."""

    key: str
    text: str
    doubts: list[Remark]

    @property
    def name(self) -> tuple[str, str]:
        """What the column is called in both languages."""
        return NAMES[self.key]

    def doubt(self, zh: str, en: str, hint_zh: str, hint_en: str) -> None:
        """Note what a person should look at."""
        self.doubts.append(Remark(self.key, zh, en, hint_zh, hint_en, fatal=False))


def needed(cell: Cell) -> str:
    """A text that must be there."""
    if not cell.text:
        zh, en = cell.name
        raise Fault(cell.key, f"没有{zh}", f"the {en} is missing", f"填上{zh}", f"enter the {en}")
    return cell.text


def points(cell: Cell, *, least: int = 1) -> int:
    """Points in hundredths: 5, 5分, ５分, 满分5分."""
    plain = _SPELLED.sub(lambda found: arabic(found[0]), re.sub(r"^(?:满分|共|计|标准分)", "", narrow(cell.text)))
    if not plain:
        raise Fault("points", "没有分值", "the points are missing", "填上分值，例如 5", "enter the points, such as 5")
    if _RANGE.fullmatch(plain):
        raise Fault("points", f"分值“{plain}”是一个区间", f'the points "{plain}" are a range',
                    "填一个确定的分值", "enter one number")  # fmt: skip
    found = _POINTS.fullmatch(plain)
    if found is None and _ANY_NUMBER.fullmatch(plain):
        raise _out_of_range(plain)
    if found is None:
        raise Fault("points", f"分值“{plain[:30]}”不是数", f'the points "{plain[:30]}" are no number',
                    "只填数字，例如 5 或 2.5", "enter a number only, such as 5 or 2.5")  # fmt: skip
    try:
        value = to_hundredths(found[1])
    except Refusal:
        raise Fault("points", f"分值“{plain}”小数超过两位", f'the points "{plain}" have more than two decimals',
                    "最多保留两位小数", "keep two decimals at most") from None  # fmt: skip
    if not least <= value <= MOST_POINTS:
        raise _out_of_range(plain)
    if plain.endswith("%"):
        cell.doubt(f"分值写成百分数，按 {short(value)} 分处理", f"the points are a percentage, taken as {short(value)}",
                   "填分数，例如 5", "enter points, such as 5")  # fmt: skip
    return value


def is_nothing(text: str) -> bool:
    """Whether a cell of points says that there are none: 0, a dash, or what is taken off (-3)."""
    plain = narrow(text)
    return _NO_POINTS.fullmatch(plain) is not None


def _out_of_range(plain: str) -> Fault:
    return Fault("points", f"分值“{plain[:30]}”超出范围", f'the points "{plain[:30]}" are out of range',
                 "填 0.01 至 1000 之间的数", "enter a number between 0.01 and 1000")  # fmt: skip


def points_in(texts: Iterable[str]) -> int | None:
    """Points that stand in brackets within a text: 路面整洁（5分）."""
    for text in texts:
        found = _BRACKETED.search(tidy(text))
        if found is not None and to_hundredths(found[1]):
            return to_hundredths(found[1])
    return None


def points_named(text: str) -> int | None:
    """Points that a name bears, in brackets or at its end: 内部保洁（40分）, 内部保洁 40分."""
    found = _AT_END.search(tidy(text))
    return points_in([text]) or (to_hundredths(found[1]) if found is not None else None) or None


def yes(cell: Cell, *, default: bool) -> bool:
    """是 or 否, in the ways in which they are written."""
    plain = narrow(cell.text).casefold()
    if not plain:
        return default
    if plain in _YES or plain in _NO:
        return plain in _YES
    zh, en = cell.name
    raise Fault(cell.key, f"“{zh}”应填是或否，现为“{cell.text[:30]}”", f'{en} must be 是 or 否, not "{cell.text[:30]}"',
                "填“是”或“否”", "enter 是 or 否")  # fmt: skip


def _word(cell: Cell, words: Mapping[str, V], default: V) -> V:
    plain = narrow(cell.text)
    if not plain:
        return default
    if plain in words:
        return words[plain]
    zh, en = cell.name
    known = "、".join(word for word in words if word)
    raise Fault(cell.key, f"{zh}“{plain[:30]}”不认识", f'the {en} "{plain[:30]}" is unknown',
                f"可填：{known}", f"one of {known}")  # fmt: skip


def veto(cell: Cell) -> Literal["", "item", "site", "campaign"]:
    """On which level the item vetoes; a plain yes means the item."""
    return _word(cell, _VETO_WORDS, "")


def severity(cell: Cell) -> Literal["light", "normal", "grave"]:
    """How grave a problem is unless somebody says otherwise."""
    return _word(cell, SEVERITIES, "normal")


def confidence(cell: Cell) -> Certainty:
    """How sure the item is."""
    return _word(cell, CERTAINTIES, "confirmed")


def method(cell: Cell) -> Method:
    """One of the program's own words for how to check."""
    return _word(cell, METHODS, "observe")


def method_and_words(own: Cell, how: str, requirement: str) -> tuple[Method, str]:
    """The way of checking that an office's words come nearest to; words that are more than a name stay as they are."""
    said = f"{own.text} {how}" if own.text or how else requirement
    fitting: list[Method] = [value for word, value in _METHOD_WORDS if word in said]
    if own.text and not fitting and own.text not in METHODS and len(own.text) <= _LONGEST_METHOD:
        known = "、".join(METHODS)
        own.doubt(
            f"测评方法“{own.text}”不认识，按“观察”处理",
            f'the method "{own.text}" is unknown; 观察 is taken',
            f"可填：{known}",
            f"one of {known}",
        )
    words = [text for text in (how, own.text) if text and text not in METHODS]
    return (fitting[0] if fitting else "observe"), "；".join(dict.fromkeys(words))


def deadline(cell: Cell) -> str:
    """A class of deadline by its name, also 3天, 三日内, 24小时内."""
    plain = tidy(narrow(cell.text))
    if not plain:
        return ""
    short = re.sub(r"[之以]?内|完成|整改(?!$)|前$", "", plain)
    days = re.sub(r"个?工作日|天", "日", _FEW.sub(lambda found: _FEW_DAYS[found[0]], short))
    for text in (narrow(cell.text), short, days, _SPELLED_DEADLINES.get(short, "")):
        try:
            return deadline_of(text).code
        except Refusal:
            continue
    known = "、".join(each.label_zh for each in DEADLINES.values())
    raise Fault("deadline", f"整改时限“{plain[:30]}”不认识", f'the deadline "{plain[:30]}" is unknown',
                f"可填：{known}", f"one of {known}")  # fmt: skip


def photos(required: Cell, most: Cell) -> tuple[int, int]:
    """How many photos a finding needs, and at most has."""
    low, high = _count(required, 0), _count(most, 0)
    high = high if most.text.strip() else max(low, 6)
    if low > high:
        raise Fault(most.key, f"最多照片 {high} 少于必拍照片 {low}", f"at most {high} photos, but {low} are required",
                    "最多不少于必拍", "allow at least as many as are required")  # fmt: skip
    return low, high


def _count(cell: Cell, default: int) -> int:
    plain = narrow(cell.text).removesuffix("张")
    if not plain:
        return default
    if plain.isascii() and plain.isdigit() and len(plain) <= 2:
        return int(plain)
    zh, en = cell.name
    raise Fault(cell.key, f"{zh}“{cell.text[:30]}”不是张数", f'{en}: "{cell.text[:30]}" is no count of photos',
                "填 0 至 99 的整数", "enter a whole number from 0 to 99")  # fmt: skip


def order(cell: Cell, row: int) -> int:
    """The place of an item on its sheet."""
    plain = narrow(cell.text)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 6 else row


def several(text: str) -> tuple[str, ...]:
    """Names in one cell, however they are kept apart."""
    return tuple(dict.fromkeys(part.strip() for part in _BETWEEN.split(text) if part.strip()))


def phrases(cell: Cell, known: Known) -> tuple[Phrase, ...]:
    """Quick phrases, each with its problem code where it has one."""
    found: list[Phrase] = []
    for line in unlisted(cell.text):
        phrase = phrase_of(line)
        if phrase.problem and phrase.problem not in known.problems:
            cell.doubt(
                f"问题编号“{phrase.problem[:20]}”不在编码表中，没有采用",
                f'problem code "{phrase.problem[:20]}" is in no table and was left out',
                "改用编码表中的编号",
                "use a code of the tables",
            )
            phrase = Phrase(phrase.text, "")
        found.append(phrase)
    return tuple(found)


def nodes(cell: Cell, known: Known, *, exact: bool) -> tuple[CampaignNode, ...]:
    """The nodes that an item serves; an unknown one is left out, and told."""
    found: list[CampaignNode] = []
    for text in unnamed(cell.text) if exact else several(cell.text):
        code, worth = node_of(text)
        code = code if exact or code in known.nodes else _usual_node(cell, code, known) or code
        if (campaign := known.nodes.get(code)) is None:
            cell.doubt(
                f"创建节点“{text[:30]}”不认识，没有采用",
                f'the campaign node "{text[:30]}" is unknown and was left out',
                "填标准里的节点编号，例如 W-公共环境",
                "use a node's code, such as W-公共环境",
            )
        else:
            found.append(CampaignNode(campaign, code, to_hundredths(worth) if worth else None))
    return tuple(found)


def _usual_node(cell: Cell, text: str, known: Known) -> str:
    """The node of a campaign that is named whole (文明, H), as a doubt where there are several."""
    plain = _CAMPAIGN.sub("", text)
    fitting = (code for code, title in known.titles.items() if plain and _CAMPAIGN.sub("", title).startswith(plain))
    nodes = known.usual.get(text.upper() if text.upper() in known.titles else next(fitting, ""), ())
    if len(nodes) > 1:
        cell.doubt(
            f"“{text[:30]}”没有写到节点，按这类点位常用的 {nodes[0]} 处理",
            f'"{text[:30]}" names no node; the usual one, {nodes[0]}, is taken',
            "填标准里的节点编号，例如 W-公共环境",
            "use a node's code, such as W-公共环境",
        )
    return nodes[0] if nodes else ""


def exact_rule(words: str, data: str, amount: int) -> Reading | None:
    """The rule that a sheet of the program holds beside its words, while the words still say the same."""
    rule = rule_of(data) if data else None
    if rule is None or rule_words(rule, "zh", amount) != words:
        return None
    try:
        check_rule(rule, amount, words)
    except RuleTextRefusal:
        return None
    return Reading(rule, words)


def with_known_parameters(rule: Rule | None, known: Known) -> Rule:
    """The rule, whose numbers may name parameters of the city only."""
    if rule is None:
        raise AssertionError
    strange = next((key for _, key in rule.parameters if key not in known.parameters), "")
    if strange:
        raise Fault("rule", f"参数“{strange[:30]}”不存在", f'there is no parameter "{strange[:30]}"',
                    "先在“参数”里建立，或直接写数", "make the parameter first, or write a number")  # fmt: skip
    return rule


def unit_of(words: str, rule: Rule | None) -> str:
    """What is counted, by the rule's words as the office wrote them."""
    plain = tidy(words)
    if rule is not None and rule.kind == "tier" and (level := _LEVEL.search(plain)) is not None:
        return level[1]
    if rule is not None and rule.kind in ("linear", "bonus", "tier", "grade_value"):
        return "%"
    found = _UNIT.search(plain)
    return found[1] if found else "处"
