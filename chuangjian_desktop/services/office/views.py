"""Saved views: what a clerk narrows and sorts a screen to, under a name, for everybody in the office."""

from __future__ import annotations

from collections.abc import Mapping

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import views as queries
from chuangjian_desktop.store.queries.views import ViewRow

__all__ = ["ViewRow", "remove_view", "save_view", "views"]


def views(workspace: Workspace, screen: str) -> tuple[ViewRow, ...]:
    """The views of a screen by name."""
    with workspace.store.reading() as connection:
        return queries.views(connection, screen)


def save_view(workspace: Workspace, screen: str, name: str, options: Mapping[str, str]) -> str:
    """Keep a view; one of the same name is replaced. Answers its id. `Refusal` M22 unless an office, M27 without a
    name."""
    workspace.require_office()
    wanted = fit("name", name.strip())
    if not wanted:
        raise Refusal("M27", field="name", value=name)
    identity = named("office.view", workspace.office, screen, wanted)
    kept: dict[str, Value] = {key: value for key, value in options.items() if value}
    with workspace.writing() as writer:
        if writer.exists("office.view", identity):
            writer.restore("office.view", identity)
        writer.put("office.view", identity, {"screen": screen, "name": wanted, "options": kept})
    return identity


def remove_view(workspace: Workspace, view_id: str) -> None:
    """Take a view away. `Refusal` M22 unless an office."""
    workspace.require_office()
    with workspace.writing() as writer:
        writer.remove("office.view", view_id)
