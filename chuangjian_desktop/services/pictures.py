"""The bytes of stored pictures, for screens and documents alike."""

from __future__ import annotations

import hashlib

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.workspace import Workspace


def picture(workspace: Workspace, sha256: str) -> bytes:
    """The bytes of a working copy or thumbnail; `Refusal` M15 when they are missing or differ from their name."""
    data = workspace.store.blob(sha256)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refusal("M15", file=sha256[:12])
    return data
