"""Drafts of checklists: drawn up from a version or from nothing, edited item by item, thrown away or published.

A draft is never used by a visit. Every step is one act in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from chuangjian_desktop.domain.drafting import Known
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.scenarios import moved
from chuangjian_desktop.domain.standard import Checklist, Item
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.domain.versions import Review, Verdict, Version, scored_alike
from chuangjian_desktop.services.office.standards.checklists import next_version, put_checklist
from chuangjian_desktop.services.office.standards.scenarios import put_scenario, scenarios
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import people
from chuangjian_desktop.store.writer import Writer


def version(workspace: Workspace, identity: str) -> Version:
    """A version as its author wrote it; `Refusal` M21."""
    found = workspace.catalogue.written.get(identity)
    if found is None:
        raise Refusal("M21", what="checklist", value=identity)
    return found


def draft(workspace: Workspace, identity: str) -> Version:
    """A version that may still be edited; `Refusal` M21, M22 unless an office, M26 for one that was published."""
    workspace.require_office()
    found = version(workspace, identity)
    if found.checklist.state != "draft":
        raise Refusal("M26", what="checklist", reason="published")
    return found


def known(workspace: Workspace) -> Known:
    """What the items of a checklist may refer to in this workspace."""
    catalogue = workspace.catalogue
    nodes = {node.code: standard.code for standard in catalogue.standards.values() for node in standard.nodes}
    with workspace.store.reading() as connection:
        roles = {role for unit in people.units(connection) for role in unit.roles}
    in_use = (item for each in catalogue.current.values() for item in each.checklist.items)
    used = {role for item in in_use for role in item.departments}
    return Known(catalogue.problems.keys(), nodes, roles | used, catalogue.parameters)


def new_draft(workspace: Workspace, base: str, note: str = "") -> str:
    """A draft of the next version of a checklist, with its test runs; answers its id. M21, M22.

    As long as nobody touches an item it means the same as before.
    """
    workspace.require_office()
    before = version(workspace, base)
    taken = [each.checklist.version for each in _versions(workspace, before.checklist.code)]
    items = tuple(replace(item, replaces=(item.code,)) for item in before.checklist.items)
    name = next_version(before.checklist.version, taken)
    checklist = replace(before.checklist, version=name, items=items, state="draft", date="")
    same: dict[str, Verdict] = {item.code: "same" for item in items}
    runs = scenarios(workspace, base)
    with workspace.writing() as writer:
        made = save(writer, workspace, Version("", checklist, {}, base, Review(same), fit("note", note)))
        for run in runs:
            put_scenario(writer, made, replace(run, id=""))
    return made


def _versions(workspace: Workspace, code: str) -> list[Version]:
    return [each for each in workspace.catalogue.written.values() if each.checklist.code == code]


def blank(workspace: Workspace, code: str, title: str) -> str:
    """A draft of a checklist for a type of site that has none yet; answers its id. M26 where there is one, M27."""
    workspace.require_office()
    if not (code.isascii() and code.isalnum()):
        raise Refusal("M27", field="code", value=code)
    if _versions(workspace, code):
        raise Refusal("M26", what="checklist", reason="exists")
    if not fit("title", title).strip():
        raise Refusal("M27", field="title", value=title)
    checklist = Checklist(code, title.strip(), (), next_version("", ()), (), "draft")
    with workspace.writing() as writer:
        return save(writer, workspace, Version("", checklist, {}))


def save_head(workspace: Workspace, identity: str, title: str, synonyms: tuple[str, ...], note: str) -> None:
    """The title of a draft, the names that workbooks may call its type of site, and what is new in it."""
    found = draft(workspace, identity)
    checklist = replace(found.checklist, title=fit("title", title), synonyms=tuple(fit("title", s) for s in synonyms))
    with workspace.writing() as writer:
        save(writer, workspace, replace(found, checklist=checklist, note=fit("note", note)))


def save_item(workspace: Workspace, identity: str, item: Item, code: str = "", *, place: int | None = None) -> None:
    """Put an item into a draft in place of the one with `code`, or as a new one at a `place` (the end without one).

    `Refusal` M26 for a code that another item bears, M27 for text that cannot be kept. What now costs other points, or
    asks for something else, has to be reviewed anew.
    """
    found = draft(workspace, identity)
    items = list(found.checklist.items)
    here = _place_of(items, code) if code else len(items) if place is None else place
    if any(each.code == item.code and each.code != code for each in items):
        raise Refusal("M26", what=item.code, reason="exists")
    _fit(item)
    review = found.review
    if code:
        review = _touched(review, items[here], item)
        items[here] = item
    else:
        items.insert(here, replace(item, replaces=()))
    with workspace.writing() as writer:
        save(writer, workspace, _with(found, items, review))
        if code and code != item.code:
            for run in scenarios(workspace, identity):
                put_scenario(writer, identity, moved(run, {code: item.code}))


def _touched(review: Review, before: Item, after: Item) -> Review:
    verdicts = dict(review.verdicts)
    verdict = verdicts.pop(before.code, None)
    if verdict is not None and scored_alike(before, after) and before.requirement == after.requirement:
        verdicts[after.code] = verdict
    return replace(review, verdicts=verdicts)


def remove_items(workspace: Workspace, identity: str, codes: Iterable[str]) -> None:
    """Take items off a draft."""
    found = draft(workspace, identity)
    gone = set(codes)
    items = [item for item in found.checklist.items if item.code not in gone]
    verdicts = {code: verdict for code, verdict in found.review.verdicts.items() if code not in gone}
    with workspace.writing() as writer:
        save(writer, workspace, _with(found, items, replace(found.review, verdicts=verdicts)))


def move_item(workspace: Workspace, identity: str, code: str, by: int) -> None:
    """Move an item up (below zero) or down on a draft; at the end it stays."""
    found = draft(workspace, identity)
    items = list(found.checklist.items)
    here = _place_of(items, code)
    items.insert(max(0, min(len(items) - 1, here + by)), items.pop(here))
    with workspace.writing() as writer:
        save(writer, workspace, _with(found, items, found.review))


def discard(workspace: Workspace, identity: str) -> None:
    """Throw a draft away; it can be restored from the journal."""
    found = draft(workspace, identity)
    with workspace.writing() as writer:
        for run in scenarios(workspace, identity):
            writer.remove("office.scenario", run.id)
        for item in found.items:
            writer.remove("office.item", item)
        writer.remove("office.checklist", identity)


def save(writer: Writer, workspace: Workspace, found: Version) -> str:
    """Write a version as it is, with its review, within a transaction; answers its id."""
    identity = put_checklist(writer, workspace.office, found.checklist, base=found.base, note=found.note)
    verdicts = [[code, verdict] for code, verdict in sorted(found.review.verdicts.items())]
    review = {"verdicts": verdicts, "dropped": sorted(found.review.dropped)}
    writer.put("office.checklist", identity, {"review": review})
    return identity


def _with(found: Version, items: list[Item], review: Review) -> Version:
    numbered = tuple(replace(item, order=place) for place, item in enumerate(items, 1))
    return replace(found, checklist=replace(found.checklist, items=numbered), review=review)


def _place_of(items: list[Item], code: str) -> int:
    codes = [item.code for item in items]
    if code not in codes:
        raise Refusal("M21", what="item", value=code)
    return codes.index(code)


def _fit(item: Item) -> None:
    if not item.code.strip() or item.code != item.code.strip():
        raise Refusal("M27", field="code", value=item.code)
    texts: Mapping[str, str] = {
        "code": item.code,
        "section": item.section,
        "title": item.title,
        "requirement": item.requirement,
        "how_to_check": item.how_to_check,
        "unit": item.unit,
        "exemption": item.exemption,
    }
    for field, text in texts.items():
        fit(field, text)
    for phrase in item.phrases:
        fit("text", phrase.text)
