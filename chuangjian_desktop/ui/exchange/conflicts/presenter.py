"""Decides what the Conflicts screen shows and settles what a person decides. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.services import places
from chuangjian_desktop.services.exchange import conflicts, settling
from chuangjian_desktop.services.exchange.conflicts import Conflict
from chuangjian_desktop.services.exchange.settling import Decision, Foreseen, Ruled, Settled
from chuangjian_desktop.services.exchange.stakes import Stake, stakes
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.compare.state import CompareState
from chuangjian_desktop.ui.exchange.compare.stepping import beside
from chuangjian_desktop.ui.exchange.conflicts import wording
from chuangjian_desktop.ui.text.refusals import warning_text
from chuangjian_desktop.ui.text.words import language, t

OPEN, SETTLED = "open", "settled"
TABS = (OPEN, SETTLED)
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What is in conflict and what was settled."""

    open: tuple[Conflict, ...] = ()
    settled: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to settle many at once: its name for the service, and its words."""

    name: str
    words: str


class ConflictsPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[CompareState], None]) -> None:
        self._desk, self._show = desk, show
        self._found = Found()
        self._asked = 0
        self._stakes: dict[str, Mapping[str, Stake]] = {}
        self.state = CompareState(tab=OPEN)

    def refresh(self) -> None:
        """Read all conflicts anew."""
        self._asked += 1
        asked, workspace, lang = self._asked, self._desk.workspace, language()

        def read() -> Found:
            return Found(
                wording.once(conflicts.conflicts(workspace, lang)), wording.once(conflicts.settled(workspace, lang))
            )

        def took(found: Found) -> None:
            if asked == self._asked:
                self._took(found)

        self._desk.runner.run(lambda _progress: read(), took, self._desk.failed, lane="work")

    def _took(self, found: Found) -> None:
        before = self._keys()
        self._found, self._stakes = found, {}
        self.choose(beside(self.state.current, before, self._keys()))

    def retranslate(self) -> None:
        """Words of records come from the services, so all is read anew."""
        self._publish()
        if self.state.loaded:
            self.refresh()

    def show_tab(self, tab: str) -> None:
        """What waits, or what was settled."""
        self.state = replace(self.state, tab=tab, told="")
        self.choose(next(iter(self._keys()), ""))

    def choose(self, key: str) -> None:
        """Another conflict; what each side costs follows as soon as it is known."""
        self.state = replace(self.state, current=key, loaded=True)
        self._publish()
        found, asked, workspace = self.current(), self._asked, self._desk.workspace
        if found is None or key in self._stakes:
            return

        def took(known: Mapping[str, Stake]) -> None:
            if asked == self._asked:
                self._stakes[key] = known
                self._publish()

        self._desk.runner.run(lambda _progress: stakes(workspace, found), took, self._desk.failed, lane="work")

    def step(self, by: int) -> None:
        """The next conflict or the one before."""
        keys = self._keys()
        if keys:
            place = keys.index(self.state.current) if self.state.current in keys else -by
            self.choose(keys[(place + by) % len(keys)])

    def current(self) -> Conflict | None:
        """The conflict that is shown."""
        return next((each for each in self._listed() if each.id == self.state.current), None)

    def erases(self, side: str) -> bool:
        """Whether taking this side makes a photo vanish for good."""
        found = self.current()
        chosen = next((each for each in found.candidates if each.id == side), None) if found else None
        return found is not None and chosen is not None and wording.about_erasing(found) and chosen.value is True

    def take(self, side: str) -> None:
        """Keep this value."""
        self._settle(Decision(candidate=side))

    def both(self) -> None:
        """Keep all of them."""
        if (found := self.current()) is not None and found.both and found.open:
            self._settle(Decision(both=True))

    def write(self, value: str) -> None:
        """Settle on a value that nobody had."""
        self._settle(Decision(value=value))

    def _settle(self, decision: Decision) -> None:
        found, workspace = self.current(), self._desk.workspace
        if found is None or not found.allowed:
            return

        lang = language()

        def work() -> tuple[Settled, Conflict]:
            settled = settling.settle(workspace, found.id, decision)
            return settled, conflicts.conflict(workspace, found.id, lang)

        def done(result: tuple[Settled, Conflict]) -> None:
            told = t("已定。移到“已定”，随时可以改。") if found.open else t("已改定。")
            words = " ".join([told, *(warning_text(each) for each in result[0].warnings)])
            self.state = replace(self.state, told=words)
            self._moved(result[1])

        self._desk.runner.run(lambda _progress: work(), done, self._desk.failed)

    def _moved(self, one: Conflict) -> None:
        """Show at once where a conflict is now; thousands of others need not be read for that."""
        self._asked += 1  # a list that was being read is an old one
        mine = settling.matter(one.id)
        still = tuple(each for each in self._found.open if settling.matter(each.id) != mine)
        rest = [each for each in self._found.settled if settling.matter(each.id) != mine]
        settled = self._found.settled if one.open else tuple(sorted([*rest, one], key=lambda each: each.id))
        self._took(Found((*still, one) if one.open else still, settled))

    def undo(self) -> None:
        """Take the last decision of this sitting back."""
        workspace = self._desk.workspace

        def done(undone: bool) -> None:
            self._told(
                t("已撤销，恢复裁定前显示的值；仍列在“已定”里，可以再改。") if undone else t("没有可以撤销的裁定。")
            )

        self._desk.runner.run(lambda _progress: settling.undo_last(workspace), done, self._desk.failed)

    def _told(self, words: str) -> None:
        self.state = replace(self.state, told=words)
        self.refresh()

    def rules(self) -> tuple[Rule, ...]:
        """Ways to settle many, with the laptops that wrote any of the values."""
        laptops: dict[str, str] = {}
        for found in self._found.open:
            for each in found.candidates:
                if each.replica and each.replica not in laptops:
                    name = each.replica_name or t("电脑 {id}", id=each.replica[-4:])
                    laptops[each.replica] = f"{name}（{each.by}）" if each.by and each.by not in name else name
        chosen = [Rule("latest", t("各取最后写的（按显示的时间）")), Rule("office", t("各取创建办写的"))]
        return (
            *chosen,
            *(Rule(f"replica:{key}", t("各取“{laptop}”写的", laptop=name)) for key, name in laptops.items()),
        )

    def foresee(self, rule: str, show: Callable[[Foreseen], None]) -> None:
        """How many conflicts a rule would settle, and how many it leaves."""
        workspace = self._desk.workspace
        self._desk.runner.run(lambda _progress: settling.foresee(workspace, rule), show, self._desk.failed, lane="work")

    def settle_by(self, rule: str) -> None:
        """Settle many."""
        workspace = self._desk.workspace

        def done(ruled: Ruled) -> None:
            told = t("已按规则定了 {n} 处。", n=ruled.settled)
            rest = len({settling.matter(each) for each in ruled.left})
            left = t("还有 {n} 处要您一处一处定。", n=rest) if rest else ""
            self._told(f"{told} {left}".strip())

        self._desk.runner.run(lambda _progress: settling.settle_by_rule(workspace, rule), done, self._desk.failed)

    def choices(self, show: Callable[[Conflict, Choices], None]) -> None:
        """What the field of the current conflict may hold; none for free text."""
        found, workspace = self.current(), self._desk.workspace
        if found is None or not found.allowed or not found.free:
            return

        def read() -> Choices:
            if found.field in ("unit", "assists"):
                return tuple((unit.id, unit.name) for unit in places.units(workspace))
            return ()

        fixed = fixed_choices(found)
        if fixed:
            show(found, fixed)
        else:
            self._desk.runner.run(
                lambda _progress: read(), lambda some: show(found, some), self._desk.failed, lane="work"
            )

    def _listed(self) -> tuple[Conflict, ...]:
        return self._found.open if self.state.tab == OPEN else self._found.settled

    def _keys(self) -> list[str]:
        return [each.id for each in self._listed()]

    def _publish(self) -> None:
        listed, found = self._listed(), self.current()
        waiting, settled = len(self._found.open), len(self._found.settled)
        said = wording.hint(found) if found else ("", "info", "plain")
        self.state = replace(
            self.state,
            title=t("冲突"),
            facts=t("几方改了同一处，请您定；没定之前也不影响别的工作"),
            tabs=((OPEN, t("待定 {n}", n=waiting)), (SETTLED, t("已定 {n}", n=settled))),
            lines=tuple(wording.line(each) for each in listed),
            headline=self._headline(found) if found else "",
            what=found.words if found else "",
            hint=said[0],
            hint_icon=said[1],
            hint_mood=said[2],
            sides=wording.sides(found, self._stakes.get(found.id, {})) if found else (),
            photos=wording.photos(found) if found else (),
            deeds=wording.deeds(found) if found else (),
            foot=wording.foot(found) if found else "",
            empty=self._empty(),
            note=t("{n} 处待定", n=waiting) if waiting else "",
            keys=self._key_rows(found),
        )
        self._show(self.state)

    def _headline(self, found: Conflict) -> str:
        listed = self._listed()
        place, field = listed.index(found) + 1, wording.field_words(found)
        if self.state.tab == OPEN:
            return t("冲突 {place} / {n} · {field}", place=place, n=len(listed), field=field)
        return t("已定 {place} / {n} · {field}", place=place, n=len(listed), field=field)

    def _empty(self) -> tuple[str, str]:
        if self.state.tab == SETTLED:
            return t("还没有定过冲突"), t("定下的都会列在这里：谁定的、怎么定的，随时可以改")
        return t("没有待定的冲突"), t("并入别人的文件后，几方改了同一处的会列在这里，等您来定")

    def _key_rows(self, found: Conflict | None) -> tuple[tuple[tuple[str, ...], str], ...]:
        if found is None:
            return ((("Ctrl", "Z"), t("撤销")),)
        numbers = tuple(each.cap for each in wording.sides(found, {}) if each.action)[:3]
        rows: list[tuple[tuple[str, ...], str]] = [(numbers, t("采用"))] if numbers else []
        if found.allowed and found.both and found.open:
            rows.append((("B",), t("都留下")))
        if found.allowed and found.free:
            rows.append((("E",), t("另写一个值")))
        rows += [((t("空格"),), t("下一处")), (("Ctrl", "Z"), t("撤销"))]
        return (*rows, (("R",), t("按规则"))) if found.open else tuple(rows)


def fixed_choices(found: Conflict) -> Choices:
    """The values of a field that has only a few."""
    if found.field == "state" and found.entity == "answer":
        return (("conforming", t("符合")), ("exempt", t("免扣")), ("na", t("不适用")), ("unanswered", t("未答")))
    if found.field == "severity":
        return (("light", t("轻微")), ("normal", t("一般")), ("grave", t("严重")))
    if found.field == "deadline":
        english = language() == "en"
        return tuple((each.code, each.label_en if english else each.label_zh) for each in DEADLINES.values())
    if isinstance(found.shown, bool):
        return (("true", t("是")), ("false", t("否")))
    return ()
