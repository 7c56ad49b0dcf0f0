"""The city's name as documents head it."""

from __future__ import annotations

import re

from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import notices

_CITY = re.compile(r"^.{1,12}?(?:自治州|地区|市|县|盟)")


def city_of(workspace: Workspace) -> str:
    """What the issuer's or the workspace's name begins with; else an office's whole name, and nothing for a team."""
    with workspace.store.reading() as connection:
        issuer = str(notices.settings(connection, "documents").get("issuer", ""))
    for name in (issuer, workspace.name):
        if found := _CITY.match(name):
            return found.group()
    return issuer or (workspace.name if workspace.role == "office" else "")
