"""材料审核: what has to be handed in under each node by when, what came, and what it earned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.city.facts import Document, DocumentState
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.office.city.entries import checked_date
from chuangjian_desktop.services.office.city.scoring import standard_of
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import city

STATES: Mapping[str, tuple[str, str]] = {
    "open": ("未交", "open"),
    "submitted": ("已交", "handed in"),
    "passed": ("通过", "passed"),
    "returned": ("退回", "returned"),
}
_KNOWN: Mapping[str, DocumentState] = {
    "open": "open",
    "submitted": "submitted",
    "passed": "passed",
    "returned": "returned",
}
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What to change of a document; None leaves it as it is. `no_points` takes given points back."""

    node: str | None = None
    code: str | None = None
    title: str | None = None
    points: int | None = None
    due: str | None = None
    state: DocumentState | None = None
    earned: int | None = None
    files: tuple[str, ...] | None = None
    unit: str | None = None
    note: str | None = None
    no_points: bool = False


def documents_of(workspace: Workspace, code: str) -> tuple[Document, ...]:
    """The documents of a standard in the present round, by node and code."""
    with workspace.store.reading() as connection:
        return city.documents(connection, workspace.round_id, code)


def add_document(workspace: Workspace, code: str, document: Document) -> str:
    """Ask for a document (its `id` is made here); answers the record.

    `Refusal` M22 for a team, M21 for an unknown standard or node, M27 for what cannot be.
    """
    workspace.require_office()
    standard = standard_of(workspace, code)
    _check(standard, document)
    record = fresh()
    with workspace.writing() as writer:
        writer.put("office.document", record, _fields(workspace, code, document))
    return record


def plan_documents(workspace: Workspace, code: str, due: str = "") -> int:
    """Ask for a document under each node without nodes below it that has none yet; one act. Answers how many.

    A node's own points are the document's, 1.00 where the standard says none.
    """
    workspace.require_office()
    standard = standard_of(workspace, code)
    checked_date("due", due)
    parents = {node.parent for node in standard.nodes}
    taken = {each.node for each in documents_of(workspace, code)}
    wanted = [node for node in standard.nodes if node.code not in parents and node.code not in taken]
    with workspace.writing() as writer:
        for node in wanted:
            document = Document("", node.code, node.code, node.title, node.points or 100, due)
            writer.put("office.document", fresh(), _fields(workspace, code, document))
    return len(wanted)


def change_document(workspace: Workspace, record: str, change: DocumentChange) -> None:
    """Change a document, for example mark it 通过 with its points; refused like `add_document`."""
    workspace.require_office()
    with workspace.store.reading() as connection:
        found = city.document(connection, record)
    if found is None:
        raise Refusal("M21", what="document", value=record)
    code, before = found
    said = {each.name: getattr(change, each.name) for each in fields(change) if each.name != "no_points"}
    after = replace(before, **{name: value for name, value in said.items() if value is not None})
    if change.no_points:
        after = replace(after, earned=None)
    _check(standard_of(workspace, code), after)
    written = _fields(workspace, code, after)
    if after.state != before.state:
        written["checked_at"] = now().isoformat(timespec="seconds")
    del written["round"]
    with workspace.writing() as writer:
        writer.put("office.document", record, written)


def checked_state(state: str) -> DocumentState:
    """A state that a document may have; `Refusal` M27."""
    if state not in _KNOWN:
        raise Refusal("M27", field="state", value=state)
    return _KNOWN[state]


def remove_document(workspace: Workspace, record: str) -> None:
    """Ask for a document no longer; it can be restored."""
    workspace.require_office()
    with workspace.writing() as writer:
        writer.remove("office.document", record)


def _check(standard: Standard, document: Document) -> None:
    if document.node not in {node.code for node in standard.nodes}:
        raise Refusal("M21", what="node", value=document.node)
    checked_state(document.state)
    if not document.title.strip():
        raise Refusal("M27", field="title", value="")
    if not 0 < document.points <= MOST:
        raise Refusal("M27", field="points", value=two_decimals(document.points))
    if document.earned is not None and not 0 <= document.earned <= document.points:
        raise Refusal("M27", field="earned", value=two_decimals(document.earned))
    checked_date("due", document.due)
    for name in ("code", "title", "note"):
        fit(name, asdict(document)[name])
    for file in document.files:
        fit("files", file)


def _fields(workspace: Workspace, code: str, document: Document) -> dict[str, Value]:
    return {
        "standard_code": code,
        "round": ref("office.round", workspace.round_id),
        "node": document.node,
        "code": document.code,
        "title": document.title,
        "points": document.points,
        "due": document.due,
        "state": document.state,
        "earned": document.earned,
        "files": list(document.files),
        "unit": ref("office.unit", document.unit) if document.unit else None,
        "note": document.note,
    }
