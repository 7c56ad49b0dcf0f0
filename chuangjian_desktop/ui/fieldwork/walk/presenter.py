"""The Walk's decisions, without Qt: intentions come in as calls, services run on lanes, states go to the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.domain.sheet import AnswerState, FindingRow
from chuangjian_desktop.ui.fieldwork.walk.acting import Home
from chuangjian_desktop.ui.fieldwork.walk.moving import Moving
from chuangjian_desktop.ui.fieldwork.walk.state import Draft, Notice, typed_points
from chuangjian_desktop.ui.text.words import t

MOST_COUNT = 10_000


class WalkPresenter(Moving):
    """One visit. Every intention is a method; each ends in `view.show_state`."""

    # ---- answering -----------------------------------------------------------------------------------------------

    def answer(self, state: AnswerState) -> None:
        """Answer the item. *Exempt* asks for its reason first; *deducted* is answered by recording a finding."""
        row = self.state.row
        if row is None or self._refuse_locked():
            return
        if state == "exempt":
            self._set(asking_reason=True, draft=None, picked=-1)
        elif state == "deducted":
            if self.state.chips and self.state.draft is None:
                self.pick(0)
        else:
            code = row.item.code
            self.act(lambda: self._services.set_answer(self._visit, code, state))

    def give_reason(self, text: str) -> None:
        """The reason of an exemption, which answers the item."""
        row = self.state.row
        if row is None or not text.strip() or self._refuse_locked():
            return
        code = row.item.code
        self.state = replace(self.state, asking_reason=False)
        self.act(lambda: self._services.set_answer(self._visit, code, "exempt", text.strip()))

    def measure(self, text: str) -> None:
        """A measured value, for items that are judged by one: 85 or 85.5, in the item's unit."""
        row = self.state.row
        if row is None or not text.strip() or self._refuse_locked():
            return
        try:
            value = to_hundredths(text, "measured")
            if value < 0 and row.item.rule.kind != "ledger":
                raise Refusal("M27", field="measured", value=text)
        except Refusal as refusal:
            self.refused(refusal)
            return
        code = row.item.code
        self.act(lambda: self._services.set_answer(self._visit, code, "conforming", measured=value))

    # ---- composing -----------------------------------------------------------------------------------------------

    def pick(self, place: int) -> None:
        """Pick a chip of the page shown; nothing counts before `record`."""
        chips = self.state.page_chips
        if not 0 <= place < len(chips) or self._refuse_locked():
            return
        kept = self.state.draft or Draft("")
        draft = replace(kept, text=chips[place].text, problem=chips[place].problem)
        self._set(
            draft=draft, picked=self.state.chip_page * self.state.page_size + place, editing=False, asking_reason=False
        )

    def free(self, text: str) -> None:
        """A wording of one's own; one that is known brings its problem type."""
        if not text.strip() or self._refuse_locked():
            return
        known = next((chip for chip in self.state.chips if chip.text == text.strip()), None)
        kept = self.state.draft or Draft("")
        draft = replace(kept, text=text.strip(), problem=known.problem if known else "")
        self._set(draft=draft, picked=-1, editing=False, asking_reason=False)

    def page(self, by: int) -> None:
        """Turn the page of chips, around at the end."""
        self._set(chip_page=(self.state.chip_page + by) % self.state.pages)

    def resize_page(self, size: int) -> None:
        """How many chips fit now."""
        if size != self.state.page_size and size > 0:
            first = self.state.chip_page * self.state.page_size
            self._set(page_size=size, chip_page=min(first // size, max(0, -(-len(self.state.chips) // size) - 1)))

    def count(self, value: int) -> None:
        """Set the count of the draft or of the selected finding."""
        if not 1 <= value <= MOST_COUNT:
            self._set(notice=Notice(t("处数要在 1 到 {n} 之间。", n=MOST_COUNT), "lack"))
            return
        self.change(count=value)

    def bump(self, by: int) -> None:
        """One more or one less 处."""
        draft, finding = self.state.draft, self.state.finding
        current = draft.count if draft else finding.count if finding else 0
        if current and current + by >= 1:
            self.count(current + by)

    def points(self, text: str) -> None:
        """Another deduction than the rule's, as typed; empty goes back to the rule."""
        try:
            value = typed_points(text)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.change(points=abs(value) if value is not None else None)

    def change(self, **fields: object) -> None:
        """Change the draft, or at once the finding that is being edited."""
        if self._refuse_locked():
            return
        if self.state.draft is not None:
            self._set(draft=replace(self.state.draft, **fields))  # pyright: ignore[reportArgumentType]
            return
        finding = self.state.finding
        if finding is None:
            return
        before = as_draft(finding)
        after = replace(before, **fields)  # pyright: ignore[reportArgumentType]
        if after != before:
            self.act(lambda: self._services.edit(finding.id, after))

    def toggle_units(self) -> None:
        """Show or hide units, severity, deadline and note in the composer."""
        if self.state.draft is None and self.state.finding is not None and not self.state.editing:
            self._set(editing=True, units_open=True)
        else:
            self._set(units_open=not self.state.units_open)

    def record(self) -> None:
        """Record the draft with the photos that wait for it; a refusal gives the draft back."""
        row, draft = self.state.row, self.state.draft
        if row is None or draft is None or self._refuse_locked():
            return
        code, photos, home, picked = row.item.code, self.state.basket, self.home, self.state.picked
        home.sent = True
        self.home = Home()
        self.state = replace(self.state, draft=None, picked=-1, units_open=False, basket=())

        def told(made: object) -> None:
            home.finding_id = str(made)
            self._select_made(code, made)
            self.recorded(home)

        def failed() -> None:
            home.sent = False
            if self.state.item_code == code and self.state.draft is None:
                self.home = home
                self.state = replace(self.state, draft=draft, picked=picked, basket=(*photos, *home.late))

        self.act(lambda: self._services.record(self._visit, code, draft, photos), told, failed)

    def _select_made(self, code: str, made: object) -> None:
        if made and self.state.item_code == code:
            self.state = replace(self.state, selected=str(made))

    def repeat(self) -> None:
        """Record the visit's last finding once more, here."""
        row = self.state.row
        if row is None or self._refuse_locked():
            return
        code = row.item.code

        def told(made: object) -> None:
            if made is None:
                self.state = replace(self.state, notice=Notice(t("这个点位还没有记录过问题。")))
            self._select_made(code, made)

        self.act(lambda: self._services.repeat_last(self._visit, code), told)

    # ---- findings ------------------------------------------------------------------------------------------------

    def select(self, finding_id: str, *, edit: bool = False) -> None:
        """Select a finding of the item; `edit` opens it in the composer."""
        if self.state.draft is not None and edit:
            return
        self._set(selected=finding_id, editing=edit and not self.state.locked, units_open=edit)

    def remove_selected(self) -> None:
        """Take the selected finding off; undo brings it back."""
        finding = self.state.finding
        if finding is None or self._refuse_locked():
            return
        self.state = replace(self.state, selected="", editing=False)
        self.act(lambda: self._services.remove(finding.id))

    def undo(self) -> None:
        """Take back the last step of the visit."""
        self._back(self._services.undo, t("没有可撤销的了。"))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._back(self._services.redo, t("没有可重做的了。"))

    def _back(self, service: Callable[[str], bool], nothing: str) -> None:
        if self._refuse_locked():
            return
        visit = self._visit

        def told(moved: object) -> None:
            if moved is False:
                self.state = replace(self.state, notice=Notice(nothing))

        self.act(lambda: service(visit), told)

    # ---- finishing -----------------------------------------------------------------------------------------------

    def ask_finish(self) -> None:
        """Look what is missing; the view then asks for names."""
        if self.state.sheet is None or self.state.locked:
            return
        visit = self._visit
        self._runner.run(
            lambda _progress: self._services.check(visit), lambda found: self._set(finish=found), self.refused
        )

    def finish(self, people: tuple[str, ...] | None) -> None:
        """Lock the visit with these names; None goes on measuring."""
        self._set(finish=None)
        if people is not None:
            self.act(lambda: self._services.finish(self._visit, people))

    def reopen(self, reason: str) -> None:
        """Unlock the visit."""
        if reason.strip():
            self.act(lambda: self._services.reopen(self._visit, reason.strip()))

    # ---- one level out -------------------------------------------------------------------------------------------

    def escape(self) -> bool:
        """One level out, losing nothing recorded; False when there was no level left."""
        s = self.state
        if s.search is not None:
            self.search(None)
        elif s.asking_reason:
            self._set(asking_reason=False)
        elif s.draft is not None:
            self._set(draft=None, picked=-1, units_open=False)
        elif s.editing:
            self._set(editing=False, units_open=False)
        elif s.notice is not None and not s.notice.action:
            self._set(notice=None)
        else:
            return False
        return True


def as_draft(finding: FindingRow) -> Draft:
    """A recorded finding as a draft, to change it."""
    return Draft(
        finding.text,
        finding.problem,
        finding.count,
        finding.points_override,
        finding.place,
        finding.note,
        finding.unit_id,
        finding.assist_ids,
        finding.severity,
        finding.deadline,
    )
