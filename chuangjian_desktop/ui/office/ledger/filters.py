"""What the Ledger can be narrowed, grouped and sorted by, and the filter of the services for it. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.rectification import STATES, state_named
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework.options import case_options
from chuangjian_desktop.services.casework.reading import CaseFilter, LedgerFilter
from chuangjian_desktop.services.office.views import ViewRow, views
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.office.cases.asking import Around
from chuangjian_desktop.ui.office.cases.words import SEVERITY_ORDER, deadline_words, severity_words, state_words
from chuangjian_desktop.ui.office.ledger.state import Choices, View, Wanted
from chuangjian_desktop.ui.text.words import t

SCREEN = "ledger"
_GROUP_SORT = {"unit": "unit", "site": "site", "item": "item", "state": "state"}


@dataclass(frozen=True, slots=True)
class Known:
    """What filters can be set to, and saved views."""

    areas: Choices = ()
    types: Choices = ()
    items: Choices = ()
    around: Around = field(default_factory=Around)
    views: tuple[View, ...] = ()
    round_name: str = ""


def read_known(workspace: Workspace) -> Known:
    """Read it; runs on a lane."""
    catalogue = workspace.catalogue
    used = {site.type for site in places.sites(workspace)}
    items = tuple(
        (item.code, f"{item.code} {item.title}")
        for code, checklist in catalogue.checklists.items()
        if code in used
        for item in checklist.items
    )
    units = tuple((unit.id, unit.name) for unit in places.units(workspace))
    return Known(
        tuple((node.path, node.path.replace("/", " ")) for node in places.areas(workspace)),
        tuple((code, title) for code, title in catalogue.titles.items() if code in used),
        items,
        Around(units, case_options(workspace).fives, workspace.actor),
        tuple(_view(row) for row in views(workspace, SCREEN)),
        places.current_round(workspace).name,
    )


def _view(row: ViewRow) -> View:
    return View(row.id, row.name, wanted_of(row.options))


def wanted_of(options: Mapping[str, Any]) -> Wanted:
    """What a saved view sets; what a later version wrote and this one does not know is left out."""
    names = {each.name for each in fields(Wanted)}
    return Wanted(**{name: str(value) for name, value in options.items() if name in names})


def options_of(wanted: Wanted) -> dict[str, str]:
    """How a view is kept."""
    return {name: value for name, value in asdict(wanted).items() if value}


def case_filter(wanted: Wanted, moment: dt.datetime) -> CaseFilter:
    """The filter of the services."""
    sort = _GROUP_SORT.get(wanted.group, wanted.sort or "site")
    where = LedgerFilter(
        area=wanted.area,
        site_type=wanted.site_type,
        unit_id=wanted.unit_id,
        words=wanted.words,
        deadline=wanted.deadline,
        item=wanted.item,
        severity=wanted.severity,
        sort=sort,
        descending=bool(wanted.descending) and not wanted.group,
    )
    at = moment.isoformat(timespec="seconds")
    end = moment.replace(hour=23, minute=59, second=59, microsecond=0).isoformat()
    today = wanted.special == "today"
    return CaseFilter(
        where,
        states=(state_named(wanted.state),) if wanted.state else (),
        overdue_at=at if wanted.special == "overdue" else "",
        due_from=at if today else "",
        due_until=end if today else "",
        recurring=wanted.special == "recurring",
    )


def choices(known: Known, *, office: bool) -> tuple[tuple[str, str, Choices], ...]:
    """Every filter with its title and what it can be set to."""
    special = (("overdue", t("已逾期")), ("today", t("今天到期")), ("recurring", t("反弹")))
    sorts = (
        ("site", t("点位")),
        ("unit", t("责任单位")),
        ("item", t("条目")),
        ("state", t("状态")),
        ("due", t("到期时间")),
        ("severity", t("严重程度")),
        ("time", t("发现时间")),
        ("count", t("处数")),
        ("problem", t("问题")),
    )
    groups = (("unit", t("责任单位")), ("site", t("点位")), ("item", t("条目")), ("state", t("状态")))
    return (
        ("state", t("状态"), tuple((state, state_words(state)) for state in STATES)),
        ("area", t("区划"), known.areas),
        ("site_type", t("类别"), known.types),
        ("unit_id", t("责任单位"), known.around.units),
        ("item", t("条目"), known.items),
        ("severity", t("严重程度"), tuple((code, severity_words(code)) for code in SEVERITY_ORDER)),
        ("deadline", t("时限"), tuple((code, deadline_words(code)) for code in DEADLINES)),
        ("special", t("逾期与反弹"), special if office else special[2:]),
        ("group", t("分组"), groups),
        ("sort", t("排序"), sorts),
    )
