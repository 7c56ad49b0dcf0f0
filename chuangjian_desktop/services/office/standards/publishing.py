"""From a draft to a version in force: reviewing it against the version before, publishing, retiring, choosing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chuangjian_desktop.domain.drafting import Fault, faults
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.scenarios import Outcome
from chuangjian_desktop.domain.versions import Match, Review, Verdict, Version, propose
from chuangjian_desktop.services.office.standards.drafts import draft, known, save, version
from chuangjian_desktop.services.office.standards.scenarios import run_all
from chuangjian_desktop.services.workspace import Workspace, now, shipped_packs
from chuangjian_desktop.store.queries import checklists
from chuangjian_desktop.store.shipping import records, ship
from chuangjian_desktop.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An item of a draft beside what it continues: what was said of it (`done`), or else what is proposed."""

    match: Match
    done: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """What still keeps a draft from being published: faults, test runs that fail, and items (codes) that nobody has
    reviewed against the version before."""

    faults: tuple[Fault, ...]
    failing: tuple[Outcome, ...]
    unreviewed: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether it may be published."""
        return not (self.faults or self.failing or self.unreviewed)


def visits_by_version(workspace: Workspace) -> dict[str, int]:
    """How many visits were begun with each version (id)."""
    with workspace.store.reading() as connection:
        return checklists.visits_by_version(connection)


def review(workspace: Workspace, identity: str) -> tuple[Reviewed, ...]:
    """Every item of a draft, then every item of the version before that it drops; empty where there is none before."""
    found = version(workspace, identity)
    before = workspace.catalogue.written.get(found.base)
    if before is None:
        return ()
    kept = {code for item in found.checklist.items for code in item.replaces}
    proposed = {match.code: match for match in propose(before.checklist, found.checklist) if match.code}
    rows: list[Reviewed] = []
    for item in found.checklist.items:
        said = found.review.verdicts.get(item.code)
        match = proposed[item.code] if said is None else Match(item.code, item.replaces, said)
        rows.append(Reviewed(match, said is not None))
        kept |= set(match.old)
    gone = [item.code for item in before.checklist.items if item.code not in kept]
    return (*rows, *(Reviewed(Match("", (code,), "dropped"), code in found.review.dropped) for code in gone))


def decide(workspace: Workspace, identity: str, code: str, verdict: Verdict, old: tuple[str, ...] = ()) -> None:
    """Say how an item of a draft stands to the version before: `old` are the codes there that it continues (none for a
    new one). `Refusal` M21 for an unknown code, M27 for a verdict that does not fit, M26 for no draft."""
    found = draft(workspace, identity)
    before = workspace.catalogue.written.get(found.base)
    if code not in found.item_ids:
        raise Refusal("M21", what="item", value=code)
    if before is None or (verdict == "new") == bool(old) or (verdict == "same" and len(old) != 1):
        raise Refusal("M27", field="verdict", value=verdict)
    if strange := [each for each in old if each not in before.item_ids]:
        raise Refusal("M21", what="item", value=strange[0])
    _write(workspace, found, {code: (verdict, old)}, found.review.dropped - set(old))


def drop(workspace: Workspace, identity: str, code: str) -> None:
    """Say that an item of the version before is left out of a draft on purpose; M21, M26."""
    found = draft(workspace, identity)
    before = workspace.catalogue.written.get(found.base)
    if before is None or code not in before.item_ids:
        raise Refusal("M21", what="item", value=code)
    _write(workspace, found, {}, found.review.dropped | {code})


def accept_all(workspace: Workspace, identity: str) -> int:
    """Take every proposal of `review` as it is; answers how many there were."""
    found = draft(workspace, identity)
    waiting = [each.match for each in review(workspace, identity) if not each.done]
    said: dict[str, tuple[Verdict, tuple[str, ...]]] = {
        match.code: (match.verdict, match.old) for match in waiting if match.verdict != "dropped"
    }
    dropped = {match.old[0] for match in waiting if match.verdict == "dropped"}
    _write(workspace, found, said, found.review.dropped | dropped)
    return len(waiting)


def _write(
    workspace: Workspace, found: Version, said: Mapping[str, tuple[Verdict, tuple[str, ...]]], dropped: frozenset[str]
) -> None:
    items = tuple(
        replace(item, replaces=said[item.code][1]) if item.code in said else item for item in found.checklist.items
    )
    verdicts: dict[str, Verdict] = {**found.review.verdicts, **{code: verdict for code, (verdict, _) in said.items()}}
    checklist = replace(found.checklist, items=items)
    with workspace.writing() as writer:
        save(writer, workspace, replace(found, checklist=checklist, review=Review(verdicts, dropped)))


def readiness(workspace: Workspace, identity: str) -> Readiness:
    """What a draft still lacks; `Refusal` M21."""
    found = version(workspace, identity)
    waiting = [each.match for each in review(workspace, identity) if not each.done]
    return Readiness(
        faults(found.checklist, known(workspace)),
        tuple(outcome for outcome in run_all(workspace, identity) if not outcome.passed),
        tuple(match.code or match.old[0] for match in waiting),
    )


def publish(workspace: Workspace, identity: str, *, from_next_round: bool = False) -> None:
    """Put a draft in force: from now on new visits use it, visits already begun keep theirs. With `from_next_round` the
    present round goes on with the version that it uses now.

    `Refusal` M22 unless an office, M26 for what is no draft or is not ready.
    """
    found = draft(workspace, identity)
    lacking = readiness(workspace, identity)
    if not lacking.ready:
        raise Refusal("M26", what="checklist", **_reasons(lacking))
    used = workspace.catalogue.current.get(found.checklist.code)
    with workspace.writing() as writer:
        fields = {"state": "published", "date": f"{now():%Y-%m-%d}"}
        writer.put("office.checklist", identity, fields)
        if from_next_round and used is not None:
            _use(writer, workspace, used)


def use(workspace: Workspace, identity: str) -> None:
    """Let the present round begin its visits with a version that is not the newest; M21, M22, M26 for a draft."""
    workspace.require_office()
    found = version(workspace, identity)
    if found.checklist.state == "draft":
        raise Refusal("M26", what="checklist", reason="a draft")
    with workspace.writing() as writer:
        _use(writer, workspace, found)


def _use(writer: Writer, workspace: Workspace, found: Version) -> None:
    """The round names a version only where it differs from the newest one."""
    catalogue = workspace.catalogue
    chosen = (catalogue.versions[each] for each in catalogue.chosen if each in catalogue.versions)
    others = {each.id for each in chosen if each.checklist.code != found.checklist.code}
    writer.put("office.round", workspace.round_id, {"checklists": sorted(others | {found.id})})


def retire(workspace: Workspace, identity: str) -> None:
    """Take a version out of use: no visit is begun with it any more, those that were are read as before. M21, M22, M26
    for one that is not in use."""
    _set_state(workspace, identity, "published", "retired")


def reinstate(workspace: Workspace, identity: str) -> None:
    """Bring a retired version back into use; M21, M22, M26 for one that is not retired."""
    _set_state(workspace, identity, "retired", "published")


def _set_state(workspace: Workspace, identity: str, before: str, after: str) -> None:
    workspace.require_office()
    if version(workspace, identity).checklist.state != before:
        raise Refusal("M26", what="checklist", reason=f"not {before}")
    with workspace.writing() as writer:
        writer.put("office.checklist", identity, {"state": after})


def take_in_shipped(workspace: Workspace) -> int:
    """Take in the standards of this program, for a workspace that an older one made; answers how many records were new.

    Checklists come as further versions beside those that are there; what was begun keeps its own. Standards, problem
    types and parameters of the older program give way to the new ones. M22 unless an office.
    """
    workspace.require_office()
    packs = shipped_packs()
    coming = {(entity, identity): fields for pack in packs for entity, identity, fields in records(pack)}
    with workspace.writing() as writer:
        absent = [key for key in coming if not writer.exists(*key)]
        for pack in packs:
            ship(writer.connection, pack)
        for entity, identity in absent:
            writer.touched.setdefault(entity, set()).add(identity)
        for entity, identity in checklists.outdated(writer.connection, coming):
            writer.remove(entity, identity)
    return len(absent)


def _reasons(lacking: Readiness) -> dict[str, str]:
    parts = (
        (len(lacking.faults), "处错误", "faults"),
        (len(lacking.failing), "个试算不符", "test runs that fail"),
        (len(lacking.unreviewed), "个条目未核对", "items to review"),
    )
    told = [part for part in parts if part[0]]
    return {
        "reason_zh": "还有" + "、".join(f"{n}{zh}" for n, zh, _ in told),
        "reason_en": "there are " + ", ".join(f"{n} {en}" for n, _, en in told),
    }
