"""One line of a score sheet that was filled in by hand: which item it is, its answer, its problems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.domain.scoring import FindingFact, ScoringProfile, cap_of, cost
from chuangjian_desktop.domain.sheet import AnswerState, FindingRow, ItemRow, VisitSheet
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.domain.versions import Version
from chuangjian_desktop.inputs.checklists.values import Remark
from chuangjian_desktop.inputs.columns import narrow
from chuangjian_desktop.inputs.filled_sheets import FilledRow
from chuangjian_desktop.services.documents import problem_words
from chuangjian_desktop.services.fieldwork import answers
from chuangjian_desktop.services.fieldwork.filled_amounts import (
    NOTHING,
    NUMBER,
    Misread,
    amount,
    lost_of,
    said_lost,
)
from chuangjian_desktop.services.fieldwork.filled_measures import disagreement, measured_apart, takes_value, value_in
from chuangjian_desktop.services.fieldwork.filled_remarks import remark
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store import rows as record_rows
from chuangjian_desktop.store.plausible import MOST_COUNT
from chuangjian_desktop.store.queries import people, rounds

LONGEST = 2_000
_COMPARED, _ALIKE = 120, 0.8
"""Words are nearly the same from this likeness on, looked at over so many characters."""
_SPLIT = re.compile(r"[①-⑳]|[；;\n\r]+|(?:(?<=^)|(?<=[。\s]))[（(]?\d{1,2}[.、．)）](?!\d)\s*")
_TIMES = re.compile(r"[（(]\s*(\d{1,4})\s*处\s*[)）]$")
_SPOKEN_COUNT = re.compile(r"(?<![第\d.])(\d{1,3})\s*处")
_PLACE = re.compile(r"([^：:，。；]{1,40})[：:](.+)", re.DOTALL)
_NO_PLACES = frozenset({"问题", "存在问题", "扣分原因", "扣分说明", "问题描述", "备注", "说明", "发现问题", "扣分"})
_YES = frozenset({"√", "✓", "✔", "是", "y", "yes", "1", "不适用", "不涉及", "未涉及", "true"})
_GOOD = frozenset({"符合", "合格", "达标", "是", "√", "✓", "✔", "通过", "优", "好", "有", "无问题"})
_EXEMPT = re.compile(r"^免扣[：:]?")
_KEPT = re.compile(r"[\s　，,。.、；;：:（）()“”\"'‘’]+")


@dataclass(frozen=True, slots=True)
class PlannedAnswer:
    """The answer that an item gets."""

    state: AnswerState
    reason: str = ""
    measured: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedFinding:
    """A new problem under the id that its words give it."""

    id: str
    draft: FindingDraft


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What a line comes to: another answer or none, new problems, those (ids) that are here already, and photos."""

    item: Item
    item_id: str
    answer: PlannedAnswer | None
    new: tuple[PlannedFinding, ...]
    known: tuple[str, ...]
    photos: tuple[Path, ...]


class Reader:
    """Reads the lines of one sheet against the checklist of its visit and what is recorded there already."""

    def __init__(self, workspace: Workspace, version: Version, visit: str, recorded: VisitSheet | None) -> None:
        self._workspace = workspace
        self._version = version
        self._visit = visit
        self._recorded = {row.item.code: row for row in recorded.rows} if recorded else {}
        self._by_words: dict[str, set[str]] = {}
        for item in version.checklist.items:
            coded = item.code + item.title
            for words in {item.code, item.title, item.requirement, item.title + item.requirement, coded}:
                self._by_words.setdefault(_bare(words), set()).add(item.code)
        with workspace.store.reading() as connection:
            self._units = {name: unit.id for unit in people.units(connection) for name in (unit.short, unit.name)}
            profile = rounds.by_id(connection, workspace.round_id).profile_id
            self._profile = rounds.profiles(connection).get(profile, ScoringProfile())

    def read(self, row: FilledRow) -> tuple[PlannedRow | None, list[Remark]]:
        """The line as a plan (None when it is not understood), and what is to be said about it."""
        said = list(row.remarks)
        if any(each.fatal for each in said):
            return None, said
        try:
            return self._planned(row, said), said
        except Misread as bad:
            return None, [*said, bad.remark]

    def _planned(self, row: FilledRow, said: list[Remark]) -> PlannedRow:
        item = self._item(row, said)
        row = measured_apart(row, item)
        item_id = answers.item_id(self._version, item.code)
        before = self._recorded.get(item.code)
        texts = self._problems(row, item)
        absent = narrow(row.text("na")).casefold() in _YES
        if absent and texts:
            said.append(remark("both"))
        known, new = self._findings(row, (item, item_id), texts, said)
        answer = None
        if _valued(row, item) or not (known or new):
            answer = self._answer(row, item, before, absent=absent)
        if row.photos and not (known or new):
            said.append(remark("photo"))
        return PlannedRow(item, item_id, answer, tuple(new), tuple(known), row.photos)

    def _item(self, row: FilledRow, said: list[Remark]) -> Item:
        title, requirement = row.text("title"), row.text("requirement")
        fitting: set[str] = set()
        for words in (row.text("code"), title + requirement, requirement, title):
            fitting = self._by_words.get(_bare(words), set()) if words else set()
            if len(fitting) == 1:
                return self._version.items[self._version.item_ids[next(iter(fitting))]]
        if not (title or requirement or row.text("code")):
            raise Misread(remark("unnamed"))
        near = None if fitting or row.text("code") else self._nearest(title or requirement)
        if near is None:
            raise Misread(remark("twice" if fitting else "item", text=title or requirement or row.text("code")))
        said.append(remark("near", text=title or requirement, site=f"{near.code} {near.title}"))
        return near

    def _nearest(self, text: str) -> Item | None:
        """The one item whose words are nearly these."""
        words = _bare(text)[:_COMPARED]
        alike = {
            code: ratio
            for known, codes in self._by_words.items()
            for code in codes
            if (ratio := SequenceMatcher(None, words, known[:_COMPARED]).ratio()) >= _ALIKE
        }
        best = max(alike.values(), default=0.0)
        codes = [code for code, ratio in alike.items() if ratio == best]
        return self._version.items[self._version.item_ids[codes[0]]] if len(codes) == 1 else None

    # ---- answers ----

    def _answer(self, row: FilledRow, item: Item, before: ItemRow | None, *, absent: bool) -> PlannedAnswer | None:
        wanted = self._wanted(row, item, absent=absent)
        if wanted is None:
            return None
        try:
            answers.check(self._version, item.code, wanted.state, wanted.reason, wanted.measured)
        except Refusal as refusal:
            if refusal.details["field"] == "measured":
                raise Misread(_unmeasured(row.text("measured"), refusal)) from refusal
            raise Misread(remark("na" if wanted.state == "na" else "unfit", text=item.title)) from refusal
        return None if before is not None and _stands(before, wanted) else wanted

    def _wanted(self, row: FilledRow, item: Item, *, absent: bool) -> PlannedAnswer | None:
        if absent:
            return PlannedAnswer("na", row.text("note"))
        note = row.text("note")
        if note.startswith("免扣"):
            return PlannedAnswer("exempt", _EXEMPT.sub("", note).strip() or "免扣")
        if measured := row.text("measured"):
            if (value := value_in(measured)) is None:
                raise Misread(remark("number", text=measured, key="measured"))
            return PlannedAnswer("conforming", "", value)
        lost, earned = amount(row, "lost"), amount(row, "earned")
        good = narrow(row.text("result")) in _GOOD or row.text("problems").strip() in NOTHING - {""}
        if lost == 0 or earned == item.points or (good and not lost):
            return PlannedAnswer("conforming")
        return None

    # ---- problems ----

    def _problems(self, row: FilledRow, item: Item) -> list[str]:
        """What the line says is wrong; one without words where only points were lost, unless a value took them."""
        text = row.text("problems")
        plain = narrow(text)
        if len(text) > LONGEST:
            raise Misread(remark("long", text=str(LONGEST)))
        try:
            fit("text", text + row.text("note") + row.text("place"))
        except Refusal as refusal:
            raise Misread(remark("unfit", text=str(refusal.details["value"]))) from refusal
        number = NUMBER.fullmatch(plain)
        if plain not in NOTHING and number is None:
            return [text]
        if _valued(row, item):
            return []
        lost = lost_of(row, item)
        bad = narrow(row.text("result")) in {"不符合", "不合格", "不达标", "否", "×", "✗", "x", "C"}
        counted = row.text("count") not in ("", "0")
        if lost or bad or counted:
            return [""]
        if number is not None and to_hundredths(number[1]):
            raise Misread(remark("bare", text=text))
        return []

    def _findings(
        self, row: FilledRow, item: tuple[Item, str], texts: list[str], said: list[Remark]
    ) -> tuple[list[str], list[PlannedFinding]]:
        before = self._recorded.get(item[0].code)
        recorded = list(before.findings) if before else []
        known, rest = _without_known(texts[0], recorded, item[0].title) if texts else ([], "")
        parts = [part for part in _parts(rest) if part] if texts and (rest or not known) else []
        if texts and not parts and not known:
            parts = [""]
        drafts = self._drafts(row, item[0], parts, said)
        counted = Counter[tuple[str, str]]()
        new: list[PlannedFinding] = []
        for draft in drafts:
            words = draft.text, draft.place
            identity = named("finding", self._visit, item[1], "sheet", *words, counted[words])
            counted[words] += 1
            if self._is_here(identity):
                known.append(identity)
            else:
                new.append(PlannedFinding(identity, draft))
        lasting = [each for each in recorded if each.id in known]
        return known, self._with_points(row, item[0], (lasting, new), said)

    def _is_here(self, finding: str) -> bool:
        """Taken in before; it may have been changed since, and stays so. One that was taken back counts as new."""
        with self._workspace.store.reading() as connection:
            found = record_rows.load(connection, "finding", finding)
        return found is not None and not found.removed

    def _drafts(self, row: FilledRow, item: Item, parts: list[str], said: list[Remark]) -> list[FindingDraft]:
        counts = _counts(row, parts, said)
        units = self._responsible(row, len(parts), said)
        drafts: list[FindingDraft] = []
        for part, count, unit in zip(parts, counts, units, strict=True):
            words = _TIMES.sub("", part).strip()
            place, text = _placed(words, row.text("place"))
            problem = next((each.problem for each in item.phrases if each.text == text), "")
            note = _EXEMPT.sub("", row.text("note")).strip() if len(parts) == 1 else ""
            drafts.append(FindingDraft(text, problem, count, place=place, note=note, unit_id=unit))
        return drafts

    def _responsible(self, row: FilledRow, wanted: int, said: list[Remark]) -> list[str | None]:
        names = [name for name in re.split(r"[、，,;；\n]+", row.text("unit")) if name.strip()]
        found: list[str] = []
        for name in names:
            if (unit := self._units.get(name.strip(), "")) and name.strip():
                found.append(unit)
            else:
                said.append(remark("unit", text=name))
        if len(found) == wanted:
            return list(found)
        return [found[0] if found else None] * wanted

    def _with_points(
        self, row: FilledRow, item: Item, problems: tuple[list[FindingRow], list[PlannedFinding]], said: list[Remark]
    ) -> list[PlannedFinding]:
        """The points that the sheet takes off, where they are others than the rule's: on the first new problem."""
        known, new = problems
        stated = lost_of(row, item, said)
        if _valued(row, item):
            differs = disagreement(item, value_in(row.text("measured")), stated, self._profile)
            said.extend(() if differs is None else (differs,))
            return new
        if stated is None:
            stated = said_lost(row, len(known) + len(new))
        if stated is None or not (known or new):
            return new
        costs = [_cost(item, each.draft) for each in new]
        asked = sum(each.asked for each in known)
        most = cap_of(item)
        by_rule = min(most, asked + sum(costs))
        if stated == by_rule:
            return new
        if stated > most:
            said.append(remark("more", text=short(stated), site=short(most)))
            stated = most
            if stated == by_rule:
                return new
        elif item.rule.kind == "all_or_nothing" and stated:
            said.append(remark("partial", text=short(stated), site=short(item.points)))
        own = stated - asked - sum(costs[1:])
        if not new or own < 0:
            said.append(remark("lost", text=short(stated), site=short(by_rule)))
            return new
        return [replace(new[0], draft=replace(new[0].draft, points=own)), *new[1:]]


def _valued(row: FilledRow, item: Item) -> bool:
    """Whether a value decides the line; problems beside it are its evidence."""
    return bool(row.text("measured")) and takes_value(item)


def _stands(before: ItemRow, wanted: PlannedAnswer) -> bool:
    """Whether an answer is recorded already. What a value took points from shows as deducted."""
    states = {before.state, "conforming"} if before.measured is not None else {before.state}
    return wanted.state in states and (before.reason, before.measured) == (wanted.reason, wanted.measured)


def _cost(item: Item, draft: FindingDraft) -> int:
    return cost(item.rule, item.points, FindingFact("", item.code, draft.problem, draft.place, draft.count))


def _bare(text: str) -> str:
    return _KEPT.sub("", narrow(text)).casefold()


def _without_known(text: str, recorded: list[FindingRow], title: str) -> tuple[list[str], str]:
    """The recorded problems (ids) whose words stand in a text, and what else it says."""
    known: list[str] = []
    for each in sorted(recorded, key=lambda one: -len(problem_words(one, title))):
        words = problem_words(each, title)
        if words and words in text:
            known.append(each.id)
            text = text.replace(words, "；", 1)
    return known, text if any(_parts(text)) else ""


def _parts(text: str) -> Iterator[str]:
    for part in _SPLIT.split(text):
        if words := part.strip(" 　，,。；;、"):
            yield words


def _placed(words: str, place: str) -> tuple[str, str]:
    """Place and problem: 18号门前：墙面张贴小广告."""
    found = _PLACE.fullmatch(words)
    if place or found is None:
        return place, words
    first, rest = found[1].strip(), found[2].strip()
    return ("", rest) if first in _NO_PLACES else (first, rest)


def _counts(row: FilledRow, parts: list[str], said: list[Remark]) -> list[int]:
    """How often each problem was found: what stands behind it, and what the column 数量 says of the whole line."""
    own = [int(found[1]) if (found := _TIMES.search(part)) else 0 for part in parts]
    text = narrow(row.text("count")).removesuffix("处")
    if not text:
        spoken = (_SPOKEN_COUNT.search(part) for part in parts)
        return [max(1, count or int(found[1] if found else 1)) for count, found in zip(own, spoken, strict=True)]
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MOST_COUNT):
        raise Misread(remark("count", text=text))
    counts = [max(1, count) for count in own]
    over = int(text) - sum(counts)
    if over > 0 and counts:
        free = next((place for place, count in enumerate(own) if not count), 0)
        counts[free] += over
        if len(counts) > 1:
            said.append(remark("counts", text=text, site=str(len(counts))))
    return counts


def _unmeasured(text: str, refusal: Refusal) -> Remark:
    zh, en = refusal.details["detail_zh"], refusal.details["detail_en"]
    hint = ("核对实测值和评分规则", "compare the value with the rule")
    return Remark("measured", f"实测值“{text[:40]}”{zh}", f'the measured value "{text[:40]}": {en}', *hint)
