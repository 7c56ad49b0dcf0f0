"""Decides what the what-if screen shows: a profile in the making, and what would change under it. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.scoring import PRESETS, ScoringProfile, option_names
from chuangjian_desktop.services import places
from chuangjian_desktop.services.office.rounds.profiles import (
    StoredProfile,
    changed,
    keep,
    known_names,
    preset,
    profiles,
    save_as,
)
from chuangjian_desktop.services.office.rounds.whatif import WhatIf, what_if
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.office.whatif.rows import columns, rows_of, summary
from chuangjian_desktop.ui.office.whatif.state import WhatIfState
from chuangjian_desktop.ui.office.whatif.words import Names, Question, groups, read, written
from chuangjian_desktop.ui.text.words import language, t

_PRESET = "preset:"


@dataclass(frozen=True, slots=True)
class Read:
    """What is there to tune."""

    stored: tuple[StoredProfile, ...]
    names: Names
    known: Mapping[str, frozenset[str]]


class WhatIfPresenter:
    """`show` gets every new state. A change is reckoned at once; of several in a row only the last one."""

    def __init__(self, desk: Desk, show: Callable[[WhatIfState], None]) -> None:
        self._desk = desk
        self._show = show
        self._read: Read | None = None
        self._draft = ScoringProfile()
        self._texts: dict[str, str] = {}
        self._result: WhatIf | None = None
        self._asked = 0
        self.state = WhatIfState()

    def refresh(self) -> None:
        """Read the profiles anew; a draft in the making stays."""
        workspace = self._desk.workspace

        def work(_progress: object) -> Read:
            types = dict(workspace.catalogue.titles)
            teams = {team.code: team.name for team in places.teams(workspace)}
            return Read(profiles(workspace), Names(types, teams), known_names(workspace))

        self._desk.runner.run(work, self._took, self._desk.failed, lane="work")

    def _took(self, found: Read) -> None:
        first = self._read is None
        self._read = found
        if first:
            self._draft = self._own
        self._reckon()

    @property
    def _own(self) -> ScoringProfile:
        stored = self._read.stored if self._read else ()
        return next((each.profile for each in stored if each.used), ScoringProfile())

    def start_from(self, source: str) -> None:
        """Take all answers of a stored profile, or of a preset; empty is what counts now."""
        if self._read is None:
            return
        if source.startswith(_PRESET):
            self._draft = preset(self._own, source.removeprefix(_PRESET))
        else:
            chosen = (each.profile for each in self._read.stored if each.id == source)
            found = next(chosen, self._own)
            self._draft = replace(found, code=self._own.code, name=self._own.name)
        self._texts.clear()
        self.state = replace(self.state, source=source, wrong=("", ""))
        self._reckon()

    def answer(self, key: str, text: str) -> None:
        """Another answer. One that cannot be read is told beside its field, and changes nothing."""
        question = self._question(key)
        if question is None or self._read is None:
            return
        try:
            given = {key: read(question, text, self._read.names)}
            self._draft = changed(self._draft, given, self._read.known)
        except Refusal as refusal:
            self._texts[key] = text
            self.state = replace(self.state, wrong=(key, sentence(refusal.code, refusal.details, language())))
            self._publish()
            return
        self._texts.pop(key, None)
        wrong = ("", "") if self.state.wrong[0] == key else self.state.wrong
        self.state = replace(self.state, wrong=wrong)
        self._reckon()

    def choose_level(self, by: str) -> None:
        """Show another level."""
        self.state = replace(self.state, by=by)
        self._publish()

    def show_changed(self, *, only: bool) -> None:
        """All rows, or those alone that change."""
        self.state = replace(self.state, only_changed=only)
        self._publish()

    def keep(self) -> None:
        """Score the round so from now on."""
        workspace, draft = self._desk.workspace, self._draft
        self._desk.runner.run(lambda _progress: keep(workspace, draft), self._kept, self._desk.failed)

    def save_as(self, name: str, *, use: bool) -> None:
        """Save as a further profile."""
        workspace, draft = self._desk.workspace, self._draft
        self._desk.runner.run(lambda _progress: save_as(workspace, draft, name, use=use), self._kept, self._desk.failed)

    def _kept(self, _record: str) -> None:
        self.state = replace(self.state, source="")
        self.refresh()

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def _question(self, key: str) -> Question | None:
        return next((each for group in groups() for each in group.questions if each.key == key), None)

    def _reckon(self) -> None:
        """Compute beside the window; a result that a newer question has overtaken is dropped."""
        self._asked += 1
        asked, workspace, draft = self._asked, self._desk.workspace, self._draft
        self.state = replace(self.state, busy=True)
        self._publish()

        def done(found: WhatIf) -> None:
            if asked == self._asked:
                self._result = found
                self.state = replace(self.state, busy=False)
                self._publish()

        self._desk.runner.run(lambda _progress: what_if(workspace, draft), done, self._desk.failed, lane="work")

    def _publish(self) -> None:
        found = self._read
        if found is None:
            return
        own, by = self._own, self.state.by
        listed = groups()
        fields = {each.key: written(each, self._draft, found.names) for group in listed for each in group.questions}
        differ = frozenset(key for key in option_names() if getattr(self._draft, key) != getattr(own, key))
        result = self._result or WhatIf({})
        city = result.levels.get("round", ())
        self.state = replace(
            self.state,
            loaded=True,
            groups=listed,
            answers=tuple((fields | self._texts).items()),
            changed=differ,
            profiles=_sources(found.stored),
            summary=summary(result, by),
            city=" → ".join(dict.fromkeys((each or "—") for row in city for each in (row.rate_before, row.rate_after))),
            columns=columns(by),
            rows=rows_of(result.levels.get(by, ()), by, only_changed=self.state.only_changed),
            may_keep=bool(differ) and self._desk.workspace.role == "office" and not self.state.wrong[0],
        )
        self._show(self.state)


def _sources(stored: tuple[StoredProfile, ...]) -> tuple[tuple[str, str], ...]:
    shipped = {"simulation": t("模拟测评（常用）"), "league": t("街道联赛（常用）")}
    own = tuple((each.id, each.profile.name) for each in stored if not each.used)
    return (*own, *((f"{_PRESET}{name}", shipped[name]) for name in PRESETS))
