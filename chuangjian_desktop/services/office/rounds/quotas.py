"""Sample sizes of a standard as quotas of a round, for a city of the size that the office chose once."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.quotas import Candidate, QuotaRow, plan, sections
from chuangjian_desktop.services import places
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import notices

KIND = "quotas"


@dataclass(frozen=True, slots=True)
class Sampling:
    """The quotas of a standard in the present round, for one of its `sizes` (empty while none is chosen)."""

    standard: str
    title: str
    sizes: tuple[str, ...]
    size: str
    rows: tuple[QuotaRow, ...]


def sampling(workspace: Workspace, code: str, size: str = "") -> Sampling:
    """How a round stands against a standard's quotas: for the size asked for (`size_named`), else the chosen one.
    `Refusal` M21 for an unknown standard, M27 for a size that it does not have."""
    catalogue = workspace.catalogue
    standard = catalogue.standards.get(code)
    if standard is None:
        raise Refusal("M21", what="standard", value=code)
    sizes = standard.judging.sizes
    chosen = size_named(workspace, code, size) if size else chosen_size(workspace, code)
    sites = [Candidate(each.type, each.state == "finished") for each in places.sites(workspace)]
    served = sections(standard, tuple(catalogue.checklists.values()))
    return Sampling(code, standard.title, sizes, chosen, plan(standard, chosen, served, sites))


def size_named(workspace: Workspace, code: str, text: str) -> str:
    """A size by its name, its place (1, 2 …) or the number of sites that it asks for in all; `Refusal` M27."""
    judging = workspace.catalogue.standards[code].judging
    whole = next((quota.numbers for quota in judging.quotas if not quota.parent), ())
    for place, name in enumerate(judging.sizes):
        if text == name or text == str(place + 1) or (place < len(whole) and text == str(whole[place])):
            return name
    raise Refusal("M27", field="size", value=text)


def chosen_size(workspace: Workspace, code: str) -> str:
    """The size that the office chose for a standard, or an empty text; one that the standard no longer has is none."""
    standard = workspace.catalogue.standards.get(code)
    found = str(_stored(workspace).get(code, ""))
    return found if standard is not None and found in standard.judging.sizes else ""


def choose_size(workspace: Workspace, code: str, size: str) -> None:
    """Say how large the city is in the words of a standard; an empty text takes it back. `Refusal` M22 unless an
    office, M21, M27."""
    workspace.require_office()
    if code not in workspace.catalogue.standards:
        raise Refusal("M21", what="standard", value=code)
    stored = _stored(workspace)
    stored[code] = size_named(workspace, code, size) if size else ""
    with workspace.writing() as writer:
        identity = named("office.settings", workspace.office, KIND)
        options = {name: value for name, value in sorted(stored.items()) if value}
        writer.put("office.settings", identity, {"kind": KIND, "options": {**options}})


def _stored(workspace: Workspace) -> dict[str, str]:
    with workspace.store.reading() as connection:
        return {name: str(value) for name, value in notices.settings(connection, KIND).items()}
