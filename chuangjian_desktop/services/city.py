"""The city's name as documents head it."""

from __future__ import annotations

import re

from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import notices

_CITY = re.compile(r"^.{1,12}?(?:自治州|地区|市|县|盟)")


def city_of(workspace: Workspace) -> str:
    """From the document settings, else what the office's name begins with, else the workspace's name."""
    with workspace.store.reading() as connection:
        issuer = str(notices.settings(connection, "documents").get("issuer", ""))
    for name in (issuer, workspace.name):
        if found := _CITY.match(name):
            return found.group()
    return issuer or workspace.name
