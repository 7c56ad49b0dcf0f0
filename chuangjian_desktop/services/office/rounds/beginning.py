"""A further round: the same campaigns, the same way to score, and the newest checklists."""

from __future__ import annotations

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services import places
from chuangjian_desktop.services.workspace import Workspace, add_round
from chuangjian_desktop.store.queries import rounds


def begin(workspace: Workspace, name: str) -> str:
    """Begin the next round, which is the present one from now on; what was recorded before stays with its round.

    It takes over campaigns, options and a copy of the scoring profile, so that tuning one round leaves the others as
    they were; versions chosen for the round before are not taken over. Answers the new round's code. `Refusal` M22
    unless an office, M27 for an empty name or one that a round has.
    """
    workspace.require_office()
    name = fit("round", name.strip())
    listed = places.rounds(workspace)
    if not name or name in {each.name for each in listed}:
        raise Refusal("M27", field="round", value=name)
    taken = {each.code for each in listed}
    code = next(each for number in range(1, len(listed) + 2) if (each := f"R{number}") not in taken)
    before = places.current_round(workspace)
    with workspace.store.reading() as connection:
        campaigns = rounds.campaigns(connection, before.id)
        profile = rounds.profiles(connection).get(before.profile_id)
        options: dict[str, Value] = {**rounds.options(connection, before.profile_id)}
    with workspace.transaction() as writer:
        identity = add_round(writer, workspace.office, code, name, campaigns)
        writer.put("office.round", identity, {"undercover": before.undercover, "keep_originals": before.keep_originals})
        if profile is not None:
            own = rounds.by_id(writer.connection, identity).profile_id
            writer.put("office.profile", own, {"code": profile.code, "name": profile.name, "options": options})
    workspace.round_id = identity
    workspace.tell(writer.written())
    return code
