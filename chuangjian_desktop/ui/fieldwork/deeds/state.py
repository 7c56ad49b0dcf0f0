"""What can be done about a site besides walking it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.services.fieldwork.moving import newer
from chuangjian_desktop.services.fieldwork.refused import Reserve
from chuangjian_desktop.services.places import SiteRow
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.text.words import t

MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class SiteDeed:
    """A site: whether it may be noted that nobody could get in, and whether its visit may go on with the version of its
    checklist that the round uses now."""

    site_id: str
    title: str
    refusable: bool
    movable: bool

    @property
    def any(self) -> bool:
        """Whether there is anything to do."""
        return self.refusable or self.movable


def deed_of(workspace: Workspace, site: SiteRow) -> SiteDeed:
    """What can be done about a site as it stands."""
    waiting = site.state in ("", "open") and not site.answered
    movable = site.state == "open" and newer(workspace, site.checklist_id, site.type) is not None
    return SiteDeed(site.id, site.name, waiting, movable)


def refused_words(title: str, reserve: tuple[Reserve, ...]) -> str:
    """What was noted, and what may stand in."""
    said = t("已记下“{site}”没能进去。", site=title)
    if not reserve:
        return said + t("同类没有别的点位可以替补。")
    offered = "、".join(f"{each.code} {each.name}" for each in reserve[:MOST_OFFERED])
    return said + t("就近可以替补：{sites}。", sites=offered)
