"""Decides what the checklists of Standards show, and lets the office edit drafts. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.drafting import Fault
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.rule_text import RuleTextRefusal, rule_words
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.domain.versions import Version
from chuangjian_desktop.services.office.standards import drafts, publishing
from chuangjian_desktop.services.office.standards.publishing import Readiness
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.office.standards.checklists import fields, rows
from chuangjian_desktop.ui.office.standards.checklists.state import ChecklistsState, FormState
from chuangjian_desktop.ui.office.standards.reading import Facts
from chuangjian_desktop.ui.text.words import language, t

R = TypeVar("R")
_FORM_OF = {"departments": "departments", "campaigns": "nodes", "how_to_check": "how"}


@dataclass(frozen=True, slots=True)
class Read:
    """The catalogue, the version shown, and what it still lacks if it is a draft."""

    catalogue: Catalogue
    chosen: str
    lacking: Readiness | None
    office: bool


class ChecklistsPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[ChecklistsState], None]) -> None:
        self._desk, self._show = desk, show
        self._chosen, self._item = "", ""
        self._typed: dict[str, tuple[str, str]] = {}
        self._read: Read | None = None

    # ---- reading ----

    def refresh(self) -> None:
        """Read the catalogue anew."""
        wanted = self._chosen
        self._desk.runner.run(lambda _progress: self._fetch(wanted), self._took, self._desk.failed, lane="work")

    def _fetch(self, wanted: str) -> Read:
        workspace = self._desk.workspace
        catalogue = workspace.catalogue
        first = next(iter(catalogue.current.values()), None)
        chosen = wanted if wanted in catalogue.versions else first.id if first else ""
        found = catalogue.versions.get(chosen)
        draft = found is not None and found.checklist.state == "draft"
        office = workspace.role == "office"
        return Read(catalogue, chosen, publishing.readiness(workspace, chosen) if draft else None, office)

    def _took(self, read: Read) -> None:
        if self._chosen and self._chosen != read.chosen and self._chosen in read.catalogue.versions:
            return  # another one was chosen meanwhile; its own reading is under way
        self._read, self._chosen = read, read.chosen
        self.retranslate()

    def choose(self, version: str) -> None:
        """Show the items of a version."""
        if version and version != self._chosen:
            self._chosen, self._item = version, ""
            self._typed.clear()
            self.refresh()

    def choose_item(self, code: str) -> None:
        """Show one item whole."""
        if code and code != self._item:
            self._item = code
            self._typed.clear()
            self.retranslate()

    @property
    def chosen(self) -> str:
        """The version shown (id)."""
        return self._chosen

    # ---- versions ----

    def new_draft(self) -> None:
        """Draw up the next version of the one shown, and show it."""
        base = self._chosen
        self._act(lambda: drafts.new_draft(self._desk.workspace, base), self._go)

    def _go(self, version: str) -> None:
        self._chosen, self._item = version, ""
        self.refresh()

    @property
    def head(self) -> tuple[str, str, str]:
        """Title, other names (with 、 between them) and note of the version shown."""
        found = self._read.catalogue.versions.get(self._chosen) if self._read else None
        if found is None:
            return "", "", ""
        return found.checklist.title, "、".join(found.checklist.synonyms), found.note

    def save_head(self, title: str, names: str, note: str) -> None:
        """Give the draft shown a title, other names of its type of site, and a note."""
        draft, others = self._chosen, tuple(each for each in re.split(r"[、，,;；\s]+", names) if each)
        self._act(lambda: drafts.save_head(self._desk.workspace, draft, title, others, note), self._refreshed)

    def discard(self) -> None:
        """Throw the draft shown away, and show what it came from."""
        gone, read = self._chosen, self._read
        base = read.catalogue.versions[gone].base if read else ""
        self._act(lambda: drafts.discard(self._desk.workspace, gone), lambda _nothing: self._go(base))

    def retire(self) -> None:
        """Take the version shown out of use."""
        version = self._chosen
        self._act(lambda: publishing.retire(self._desk.workspace, version), self._refreshed)

    def reinstate(self) -> None:
        """Bring the version shown back."""
        version = self._chosen
        self._act(lambda: publishing.reinstate(self._desk.workspace, version), self._refreshed)

    def use(self) -> None:
        """Let the present round use the version shown."""
        version = self._chosen
        self._act(lambda: publishing.use(self._desk.workspace, version), self._refreshed)

    # ---- items of a draft ----

    def add_item(self) -> None:
        """A new item after the one shown, to be filled in."""
        version, read = self._chosen, self._read
        if read is None:
            return
        items = read.catalogue.written[version].checklist.items
        codes = [item.code for item in items]
        here = codes.index(self._item) if self._item in codes else len(codes) - 1
        made = fields.blank(_free_code(read.catalogue.written[version]), items[here].section if items else "")
        self._act(
            lambda: drafts.save_item(self._desk.workspace, version, made, place=here + 1),
            lambda _nothing: self._open(made.code),
        )

    def _open(self, code: str) -> None:
        self._item = code
        self.refresh()

    def remove_item(self) -> None:
        """Take the item shown off the draft."""
        version, code = self._chosen, self._item
        self._act(lambda: drafts.remove_items(self._desk.workspace, version, [code]), self._refreshed)

    def move_item(self, by: int) -> None:
        """Move the item shown up or down."""
        version, code = self._chosen, self._item
        self._act(lambda: drafts.move_item(self._desk.workspace, version, code, by), self._refreshed)

    def edit(self, field: str, text: str) -> None:
        """A field of the item shown, as typed. What it cannot be stays in the form with the reason, not saved."""
        read = self._read
        item = self._written()
        if read is None or item is None or fields.texts(item)[field] == text:
            self._typed.pop(field, None)
            self.retranslate()
            return
        nodes = {node.code: code for code, each in read.catalogue.standards.items() for node in each.nodes}
        try:
            after = fields.changed(item, field, text, nodes)
        except Refusal as refusal:
            self._typed[field] = (text, _reason(refusal))
            self.retranslate()
            return
        self._typed.pop(field, None)
        version, code = self._chosen, item.code
        self._act(
            lambda: drafts.save_item(self._desk.workspace, version, after, code),
            lambda _nothing: self._open(after.code),
        )

    def _written(self) -> Item | None:
        read = self._read
        found = None if read is None else read.catalogue.written.get(self._chosen)
        items = found.checklist.items if found else ()
        return next((item for item in items if item.code == self._item), None)

    def _act(self, work: Callable[[], R], done: Callable[[R], None]) -> None:
        self._desk.runner.run(lambda _progress: work(), done, self._failed)

    def _failed(self, fault: Exception) -> None:
        self._desk.failed(fault)
        self.refresh()

    def _refreshed(self, _nothing: None) -> None:
        self.refresh()

    # ---- what is shown ----

    def retranslate(self) -> None:
        """Make the words anew from what was read."""
        read = self._read
        version = None if read is None else read.catalogue.versions.get(read.chosen)
        if read is None or version is None:
            return
        items = version.checklist.items
        codes = [item.code for item in items]
        if self._item not in codes:
            self._item = codes[0] if codes else ""
        wrong = {fault.item for fault in read.lacking.faults if fault.item} if read.lacking else set[str]()
        draft = read.lacking is not None and read.office
        shown = next((item for item in items if item.code == self._item), None)
        self._show(
            ChecklistsState(
                loaded=True,
                facts=_facts(read.catalogue),
                list_columns=rows.list_columns(),
                lists=rows.list_rows(read.catalogue),
                chosen=version.id,
                title=f"{version.checklist.code} {version.checklist.title}",
                headline=_headline(read.catalogue, version),
                state=version.checklist.state,
                columns=rows.item_columns(read.lacking is not None),
                rows=rows.item_rows(version, wrong),
                item=self._item,
                detail=rows.item_facts(shown, read.catalogue) if shown else Facts(t("还没有条目")),
                form=self._form(read.lacking) if draft else None,
                warned=_warned(read.lacking) if draft else "",
                may_draft=read.office and not draft,
                may_retire=read.office and version.checklist.state == "published",
                may_reinstate=read.office and version.checklist.state == "retired",
                may_use=read.office and not draft and read.catalogue.current.get(version.checklist.code) is not version,
            )
        )

    def _form(self, lacking: Readiness | None) -> FormState | None:
        item = self._written()
        if item is None or lacking is None:
            return None
        typed = {field: text for field, (text, _) in self._typed.items()}
        found = {_FORM_OF.get(f.field, f.field): _fault(f) for f in lacking.faults if f.item == item.code}
        found |= {field: reason for field, (_, reason) in self._typed.items()}
        lang = "en" if language() == "en" else "zh"
        return FormState(item.code, fields.texts(item) | typed, rule_words(item.rule, lang, item.points), found)


def _free_code(version: Version) -> str:
    """The next code after the greatest: ZG16 is followed by ZG17."""
    taken = {item.code for item in version.checklist.items}
    number = len(taken) + 1
    while f"{version.checklist.code}{number:02d}" in taken:
        number += 1
    return f"{version.checklist.code}{number:02d}"


def _facts(catalogue: Catalogue) -> str:
    current = catalogue.current.values()
    said = t("{n} 张测评表 · {items} 个条目", n=len(current), items=sum(len(each.items) for each in current))
    drafts_ = sum(each.checklist.state == "draft" for each in catalogue.versions.values())
    return f"{said} · " + t("{n} 份草稿", n=drafts_) if drafts_ else said


def _headline(catalogue: Catalogue, version: Version) -> str:
    checklist = version.checklist
    in_force = catalogue.current.get(checklist.code) is version
    base = catalogue.versions.get(version.base)
    parts = (
        rows.state_words(version, in_force),
        t("版本 {version}", version=checklist.version),
        checklist.date,
        t("由 {version} 改来", version=base.checklist.version) if base else "",
        rows.total_words(checklist.items),
    )
    return " · ".join(part for part in parts if part)


def _warned(lacking: Readiness | None) -> str:
    if lacking is None or lacking.ready:
        return ""
    whole = [_fault(each) for each in lacking.faults if not each.item]
    parts = (
        *whole,
        t("{n} 处条目有错", n=len(lacking.faults) - len(whole)) if len(lacking.faults) > len(whole) else "",
        t("{n} 个试算不符", n=len(lacking.failing)) if lacking.failing else "",
        t("{n} 个条目待核对", n=len(lacking.unreviewed)) if lacking.unreviewed else "",
    )
    return t("发布前还差：{what}", what=t("；").join(part for part in parts if part))


def _fault(fault: Fault) -> str:
    return fault.reason_en if language() == "en" else fault.reason_zh


def _reason(refusal: Refusal) -> str:
    if isinstance(refusal, RuleTextRefusal):
        return refusal.reason_en if language() == "en" else refusal.reason_zh
    return sentence(refusal.code, refusal.details, language())
