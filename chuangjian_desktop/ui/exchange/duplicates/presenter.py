"""Decides what the Duplicates screen shows: proposals, joined and distinct pairs, and what can be done. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.services.exchange import duplicates
from chuangjian_desktop.services.exchange.duplicates import Duplicates, Twins
from chuangjian_desktop.services.exchange.duplicates import Side as Found
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.compare.state import CompareState, Deed, Line, Side, Tile
from chuangjian_desktop.ui.exchange.compare.stepping import beside
from chuangjian_desktop.ui.exchange.erasing.port import when_words
from chuangjian_desktop.ui.text.words import language, t

PROPOSED, JOINED, DISTINCT = "proposed", "joined", "distinct"
TABS = (PROPOSED, JOINED, DISTINCT)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What people said of a pair before: nothing, that it is one (kept first), or that it is two."""

    first: str
    second: str
    kind: str


class DuplicatesPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[CompareState], None]) -> None:
        self._desk, self._show = desk, show
        self._found = Duplicates((), (), ())
        self._done: list[Verdict] = []
        self.state = CompareState(tab=PROPOSED)

    def refresh(self) -> None:
        """Read all pairs anew."""
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: duplicates.overview(workspace), self._took, self._desk.failed, lane="work"
        )

    def _took(self, found: Duplicates) -> None:
        before = self._pairs()
        self._found = found
        self.state = replace(self.state, loaded=True, current=beside(self.state.current, before, self._pairs()))
        self._publish()

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def show_tab(self, tab: str) -> None:
        """Another list."""
        self.state = replace(self.state, tab=tab, current="", told="")
        self.choose(next(iter(self._pairs()), ""))

    def choose(self, key: str) -> None:
        """Another pair."""
        self.state = replace(self.state, current=key)
        self._publish()

    def step(self, by: int) -> None:
        """The next pair or the one before."""
        keys = self._pairs()
        if keys:
            place = keys.index(self.state.current) if self.state.current in keys else -by
            self.choose(keys[(place + by) % len(keys)])

    def take(self, side: str) -> None:
        """One and the same: this finding is kept, the other counts with it."""
        pair = self._current()
        if pair is not None and self._deciding():
            other = pair.second.line.id if side == pair.first.line.id else pair.first.line.id
            self._decide(pair, Verdict(side, other, JOINED))

    def part(self) -> None:
        """Two different problems."""
        if (pair := self._current()) is not None and self._deciding():
            self._decide(pair, Verdict(pair.first.line.id, pair.second.line.id, DISTINCT))

    def take_back(self) -> None:
        """No verdict any more: both count, and they may be proposed again."""
        if (pair := self._current()) is not None and self._deciding() and self.state.tab != PROPOSED:
            self._decide(pair, Verdict(pair.first.line.id, pair.second.line.id, PROPOSED))

    def undo(self) -> None:
        """Take the last decision of this sitting back."""
        if self._done:
            verdict = self._done.pop()
            self._write(verdict, t("已撤销。"))

    def _deciding(self) -> bool:
        return self._desk.workspace.role == "office"

    def _decide(self, pair: Twins, verdict: Verdict) -> None:
        self._done.append(Verdict(pair.first.line.id, pair.second.line.id, self.state.tab))
        kept = pair.first if verdict.first == pair.first.line.id else pair.second
        told = {
            JOINED: t("已算作一条，保留 {number}，只计一次。在“已合并”里可以撤回。", number=kept.line.number),
            DISTINCT: t("已定为两条，各自计分。在“不是同一个”里可以撤回。"),
            PROPOSED: t("已撤回，两条各自计分。"),
        }
        self._write(verdict, told[verdict.kind])

    def _write(self, verdict: Verdict, told: str) -> None:
        workspace = self._desk.workspace
        ways = {JOINED: duplicates.join, DISTINCT: duplicates.distinct, PROPOSED: duplicates.take_back}

        def done(_change: str) -> None:
            self.state = replace(self.state, told=told)
            self.refresh()

        self._desk.runner.run(
            lambda _progress: ways[verdict.kind](workspace, verdict.first, verdict.second), done, self._desk.failed
        )

    def _listed(self) -> tuple[Twins, ...]:
        return {PROPOSED: self._found.proposals, JOINED: self._found.joined}.get(self.state.tab, self._found.distinct)

    def _pairs(self) -> list[str]:
        return [_key(each) for each in self._listed()]

    def _current(self) -> Twins | None:
        return next((each for each in self._listed() if _key(each) == self.state.current), None)

    def _publish(self) -> None:
        listed, found = self._listed(), self._found
        pair = self._current()
        self.state = replace(
            self.state,
            title=t("重复"),
            facts=t("同一个问题两组都记了，只计一次；两条都留作依据"),
            tabs=(
                (PROPOSED, t("疑似重复 {n}", n=len(found.proposals))),
                (JOINED, t("已合并 {n}", n=len(found.joined))),
                (DISTINCT, t("不是同一个 {n}", n=len(found.distinct))),
            ),
            lines=tuple(self._line(each) for each in listed),
            headline=self._headline(pair) if pair else "",
            what=_where(pair) if pair else "",
            hint=self._hint(pair) if pair else "",
            hint_icon="link",
            sides=self._sides(pair) if pair else (),
            deeds=self._deeds() if pair else (),
            foot=self._foot() if pair else "",
            empty=self._empty(),
            note="" if self._deciding() else t("由创建办裁定"),
            keys=self._keys(),
        )
        self._show(self.state)

    def _headline(self, pair: Twins) -> str:
        listed = self._listed()
        place = listed.index(pair) + 1
        if self.state.tab == JOINED:
            return t("已合并 {place} / {n}", place=place, n=len(listed))
        if self.state.tab == DISTINCT:
            return t("不是同一个 {place} / {n}", place=place, n=len(listed))
        return t("疑似重复 {place} / {n}", place=place, n=len(listed))

    def _line(self, pair: Twins) -> Line:
        if self.state.tab == PROPOSED:
            count, mood = likeness(pair.strength)
        else:
            count, mood = "", "plain"
        return Line(_key(pair), pair.first.line.words, _where(pair), count, mood)

    def _hint(self, pair: Twins) -> str:
        if self.state.tab == JOINED:
            return t("已算作一条：{number} 计分，另一条作为旁证。", number=pair.first.line.number)
        if self.state.tab == DISTINCT:
            return t("已定为两个不同的问题，各自计分。")
        return t("相像的地方：{reasons}。", reasons=t("、").join([t("同一点位"), *reasons(pair.reasons)]))

    def _sides(self, pair: Twins) -> tuple[Side, ...]:
        made: list[Side] = []
        for number, (mine, other) in enumerate(((pair.first, pair.second), (pair.second, pair.first)), 1):
            kept = self.state.tab == JOINED and mine is pair.first
            deciding = self._deciding() and not kept
            action = t("改为保留这条") if self.state.tab == JOINED else t("是同一个，保留这条")
            made.append(side_of(mine, other, kept=kept, action=action if deciding else "", cap=str(number)))
        return tuple(made)

    def _deeds(self) -> tuple[Deed, ...]:
        office = self._deciding()
        deeds: list[Deed] = []
        if office and self.state.tab != DISTINCT:
            deeds.append(Deed("distinct", t("不是同一个"), "D"))
        if office and self.state.tab != PROPOSED:
            deeds.append(Deed("back", t("撤回裁定"), "T"))
        return (*deeds, Deed("next", t("以后再定") if self.state.tab == PROPOSED else t("下一对"), t("空格")))

    def _foot(self) -> str:
        if not self._deciding():
            return t("由创建办裁定；两条记录都会保留")
        return t("两条记录和照片都会保留，定了也能改回")

    def _empty(self) -> tuple[str, str]:
        return {
            PROPOSED: (t("没有疑似重复的问题"), t("并入各组的交回包后，同一点位相像的问题会列在这里")),
            JOINED: (t("还没有合并过"), t("定为同一个的问题会列在这里，随时可以撤回")),
            DISTINCT: (t("还没有定为两个的"), t("定为不是同一个的问题会列在这里，随时可以撤回")),
        }[self.state.tab]

    def _keys(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        keys: list[tuple[tuple[str, ...], str]] = []
        if self._deciding():
            keys += [(("1", "2"), t("是同一个，保留它")), (("D",), t("不是同一个")), (("T",), t("撤回裁定"))]
        keys += [((t("空格"),), t("下一对"))]
        return (*keys, (("Ctrl", "Z"), t("撤销"))) if self._deciding() else tuple(keys)


def _key(pair: Twins) -> str:
    return " ".join(sorted((pair.first.line.id, pair.second.line.id)))


def _where(pair: Twins) -> str:
    line = pair.first.line
    return f"{line.site} {line.site_code} · {line.item_code} {line.item}"


def likeness(strength: int) -> tuple[str, str]:
    """How alike two findings are, as a word and its mood."""
    if strength >= 75:
        return t("很像"), "lack"
    return (t("较像"), "lack") if strength >= 50 else (t("可能"), "plain")


def reasons(found: tuple[str, ...]) -> list[str]:
    """Why two findings are proposed, in words."""
    known = {
        "item": t("同一测评项"),
        "problem": t("同一问题类别"),
        "phrase": t("文字相同"),
        "text": t("文字相近"),
        "photo": t("照片相近"),
    }
    return [known.get(each, each) for each in found]


def side_of(mine: Found, other: Found, *, kept: bool = False, action: str = "", cap: str = "") -> Side:
    """One of two findings as a card, beside the other one."""
    line = mine.line
    elsewhere = line.site_code != other.line.site_code
    deadline = DEADLINES.get(line.deadline)
    words = (deadline.label_en if language() == "en" else deadline.label_zh) if deadline else ""
    told = (
        (t("所在点位"), line.site if elsewhere else "", ""),
        (t("问题内容"), line.words, other.line.words),
        (t("具体位置"), line.place, other.line.place),
        (t("备注"), line.note, other.line.note),
        (t("责任单位"), line.unit, other.line.unit),
        (t("时限"), words, ""),
    )
    return Side(
        line.id,
        line.team or t("未分组"),
        when_words(line.found_at),
        t("问题 {number}", number=line.number),
        t("{n} 处", n=line.count),
        rows=tuple((caption, value) for caption, value, theirs in told if value or theirs),
        photos=tuple(
            Tile(blob, thumb, blob, f"{line.number} {line.words}")
            for blob, thumb in zip(mine.photos, mine.thumbs, strict=True)
        ),
        tag=t("保留的一条") if kept else "",
        action=action,
        cap=cap,
        taken=kept,
    )
