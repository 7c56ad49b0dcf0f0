"""Which screens there are, in which order each role sees them, and how each is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.conflicts.view import ConflictsScreen
from chuangjian_desktop.ui.exchange.duplicates.view import DuplicatesScreen
from chuangjian_desktop.ui.fieldwork.handin.view import HandInScreen
from chuangjian_desktop.ui.fieldwork.photos.view import PhotosScreen
from chuangjian_desktop.ui.fieldwork.rechecks.view import RechecksScreen
from chuangjian_desktop.ui.fieldwork.sites.view import SitesScreen
from chuangjian_desktop.ui.fieldwork.today.view import TodayScreen
from chuangjian_desktop.ui.office.cases.view import CasesScreen
from chuangjian_desktop.ui.office.ledger.view import LedgerScreen
from chuangjian_desktop.ui.office.merge.view import MergeScreen
from chuangjian_desktop.ui.office.notices.view import NoticesScreen
from chuangjian_desktop.ui.office.results.view import ResultsScreen
from chuangjian_desktop.ui.office.standards.view import StandardsScreen
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.text.words import t

Make = Callable[[Desk], Screen]

MAKERS: Mapping[str, Make] = {
    "today": TodayScreen,
    "sites": SitesScreen,
    "photos": PhotosScreen,
    "handin": HandInScreen,
    "rechecks": RechecksScreen,
    "merge": MergeScreen,
    "conflicts": ConflictsScreen,
    "duplicates": DuplicatesScreen,
    "ledger": LedgerScreen,
    "cases": CasesScreen,
    "notices": NoticesScreen,
    "results": ResultsScreen,
    "standards": StandardsScreen,
}
ICONS: Mapping[str, str] = {
    "today": "today",
    "sites": "site",
    "walk": "walk",
    "photos": "camera",
    "handin": "handin",
    "rechecks": "again",
    "merge": "merge",
    "conflicts": "conflict",
    "duplicates": "copy",
    "ledger": "ledger",
    "cases": "rectify",
    "notices": "notice",
    "results": "results",
    "standards": "standard",
    "settings": "settings",
}


@dataclass(frozen=True, slots=True)
class RailPlan:
    """The rail of a role: screens in order, where the line between the two groups is, and the first screen."""

    names: tuple[str, ...]
    split: int
    first: str

    def with_icons(self) -> tuple[tuple[str, str], ...]:
        """Names with their icons."""
        return tuple((name, ICONS[name]) for name in self.names)


TEAM = RailPlan(
    (
        *("today", "sites", "walk", "photos", "handin"),
        *("ledger", "notices", "results", "standards", "rechecks", "conflicts", "settings"),
    ),
    5,
    "today",
)
OFFICE = RailPlan(
    (
        *("ledger", "cases", "notices", "results", "standards", "merge", "conflicts", "duplicates"),
        *("today", "sites", "walk", "photos", "handin", "settings"),
    ),
    8,
    "ledger",
)

UNIT = RailPlan(("cases", "notices", "handin", "conflicts", "settings"), 3, "cases")


def plan_of(role: str) -> RailPlan:
    """The rail of a workspace's role."""
    return {"office": OFFICE, "unit": UNIT}.get(role, TEAM)


def words() -> dict[str, str]:
    """What the rail says, in the language in force."""
    return {
        "today": t("今日"),
        "sites": t("点位"),
        "walk": t("测评"),
        "photos": t("照片"),
        "handin": t("交回"),
        "rechecks": t("回头看"),
        "merge": t("合并"),
        "conflicts": t("冲突"),
        "duplicates": t("重复"),
        "ledger": t("台账"),
        "cases": t("整改"),
        "notices": t("文书"),
        "results": t("成绩"),
        "standards": t("标准"),
        "settings": t("设置"),
    }
