"""The bytes of stored pictures, for screens and documents alike."""

from __future__ import annotations

import hashlib

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.local_time import local_day
from chuangjian_desktop.domain.message_words import word
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import erasures
from chuangjian_desktop.store.queries.erasures import Erasure


def picture(workspace: Workspace, sha256: str) -> bytes:
    """The bytes of a working copy or thumbnail; `Refusal` M15 when they are missing or differ from their name.

    In the place of an erased one stands a card that says by whom and why.
    """
    return _picture(workspace, sha256, printed=False)


def printed_picture(workspace: Workspace, sha256: str) -> bytes:
    """The same for documents that leave the office: the card names the erasing role instead of the person."""
    return _picture(workspace, sha256, printed=True)


def erasure(workspace: Workspace, sha256: str) -> Erasure | None:
    """By whom and why a photo's bytes were erased; None for a photo that was not."""
    with workspace.store.reading() as connection:
        return erasures.erasure(connection, sha256)


def _picture(workspace: Workspace, sha256: str, *, printed: bool) -> bytes:
    try:
        data = workspace.store.blob(sha256)
    except Refusal as refusal:
        found = erasure(workspace, sha256) if refusal.code == "M15" else None
        if found is None:
            raise
        return _card(found, printed=printed)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refusal("M15", file=sha256[:12])
    return data


def _card(found: Erasure, *, printed: bool) -> bytes:
    from chuangjian_desktop.outputs.erased_picture import erased_picture

    role = word(found.role, "zh")
    who = role if printed or not found.by else f"{role} {found.by}"
    return erased_picture("照片已删除", f"{who} {local_day(found.at)}\n{found.reason}")
