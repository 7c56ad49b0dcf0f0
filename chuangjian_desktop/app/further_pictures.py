"""What a screen shows further than its first sight: its pages, its tabs, and the dialogs that are worth a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget

from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.office.standards import drafts
from chuangjian_desktop.ui.office.city.state import TABS
from chuangjian_desktop.ui.office.standards.view import PAGES
from chuangjian_desktop.ui.office.standards_import.view import ChecklistImportDialog
from chuangjian_desktop.ui.shell.desk_area import DeskArea
from chuangjian_desktop.ui.shell.session import Session
from chuangjian_desktop.ui.testing_names import (
    CASES_PART,
    CHECKLIST_IMPORT_PASTE,
    CHECKLIST_IMPORT_ROWS,
    CITY_TABS,
    LEDGER_TABLE,
    RESULTS_PROFILE,
    STANDARDS_IMPORT,
    STANDARDS_ITEMS,
    STANDARDS_LISTS,
    STANDARDS_PART,
    WHATIF_BACK,
    WHATIF_OPTION,
)
from chuangjian_desktop.ui.widgets.buttons import Segmented
from chuangjian_desktop.ui.widgets.table import Table

Picture = tuple[str, QWidget]
SHEET = """地铁站实地测评细则
序号\t测评项目\t测评内容及标准\t分值\t评分办法\t责任单位
1\t环境卫生\t站厅、站台地面和墙面干净，无乱张贴。\t20\t每处扣0.5分，扣完为止\t轨道公司
2\t环境卫生\t垃圾分类设施齐全，标识清楚。\t15\t少一处扣2分，最多扣10分\t轨道公司
3\t公共秩序\t有序排队，先下后上，无吸烟现象。\t20\t发现吸烟不得分\t公安
4\t公益广告\t出入口和站厅有公益广告。\t25\t抽查5处：A符合5处，B符合4处，其余C\t宣传部
5\t便民服务\t无障碍设施完好，母婴室开放。\t20\t视情况酌情扣分\t轨道公司
合计\t\t\t100
"""
"""An office's own sheet as it would be pasted: one rule of it says nothing that can be counted."""

SHOWN = ("replied", "to_recheck", "passed", "closed")
"""States in which a unit has shown what it put right."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where pictures are taken; `settle` waits until everything asked for is drawn."""

    area: DeskArea
    session: Session
    settle: Callable[[], None]

    def find(self, name: str) -> QWidget | None:
        """A widget of that name that is seen."""
        found = [each for each in self.area.findChildren(QWidget, name) if each.isVisible()]
        return found[0] if found else None

    def press(self, name: str) -> None:
        """Press a button, and wait for what comes of it."""
        button = self.find(name)
        if isinstance(button, QAbstractButton):
            button.click()
            self.settle()

    def turn(self, name: str, key: str) -> None:
        """Take one of a few words beside each other."""
        choice = self.find(name)
        if isinstance(choice, Segmented):
            choice.choose(key)
            choice.chosen.emit(key)
            self.settle()

    def rows(self, name: str) -> Table | None:
        """A table that is seen."""
        found = self.find(name)
        return found if isinstance(found, Table) else None


def further(screen: str, stage: Stage) -> Iterator[Picture]:
    """Bring up one sight after the other, each with the name of its picture; the screen is left as it was."""
    if screen in _OF:
        yield from _OF[screen](stage)


def _standards(stage: Stage) -> Iterator[Picture]:
    stage.turn(STANDARDS_PART, "judging")
    yield "standards-figures", stage.area
    stage.turn(STANDARDS_PART, "nodes")
    for page in PAGES[1:]:
        stage.area.go("standards", page)
        stage.settle()
        yield f"standards-{page}", stage.area
        if page == "checklists" and stage.session.workspace.role == "office":
            yield from _editor(stage)
            yield from _import(stage)
    stage.area.go("standards", PAGES[0])
    stage.settle()


def _editor(stage: Stage) -> Iterator[Picture]:
    """A draft of the first checklist, thrown away again."""
    workspace, lists = stage.session.workspace, stage.rows(STANDARDS_LISTS)
    first = next(iter(workspace.catalogue.current.values()), None)
    if lists is None or first is None:
        return
    draft = drafts.new_draft(workspace, first.id)
    stage.area.go("standards", "checklists")
    stage.settle()
    lists.choose(draft)
    stage.settle()
    items = stage.rows(STANDARDS_ITEMS)
    if items is not None:
        items.choose(first.checklist.items[1].code)
        stage.settle()
    yield "standards-editor", stage.area
    lists.choose(first.id)
    stage.settle()
    drafts.discard(workspace, draft)
    stage.area.go("standards", "checklists")
    stage.settle()


def _import(stage: Stage) -> Iterator[Picture]:
    stage.press(STANDARDS_IMPORT)
    dialog = stage.area.window().findChild(ChecklistImportDialog)
    if dialog is None:
        return
    QGuiApplication.clipboard().setText(SHEET)
    paste, rows = dialog.findChild(QAbstractButton, CHECKLIST_IMPORT_PASTE), dialog.findChild(Table)
    if paste is not None:
        paste.click()
        stage.settle()
    if rows is not None and rows.objectName() == CHECKLIST_IMPORT_ROWS and (doubtful := rows.rows.row(4)):
        rows.choose(doubtful.key)
        stage.settle()
    yield "standards-import", dialog
    dialog.reject()
    dialog.deleteLater()
    stage.settle()


def _results(stage: Stage) -> Iterator[Picture]:
    for tab, standard in zip(TABS, ("W", "H", "W", "W", "S", "W", "W"), strict=True):
        stage.area.go("results", f"campaign/{standard}")
        stage.settle()
        stage.turn(CITY_TABS, tab)
        yield f"city-{tab}", stage.area
    stage.area.go("results", "area")
    stage.settle()
    stage.press(RESULTS_PROFILE)
    stage.turn(WHATIF_OPTION.format(key="repeated"), "once")
    yield "whatif", stage.area
    stage.turn(WHATIF_OPTION.format(key="repeated"), "cap")
    stage.press(WHATIF_BACK)


def _cases(stage: Stage) -> Iterator[Picture]:
    workspace = stage.session.workspace
    rows = [row for row in reading.cases(workspace).rows if row.state in SHOWN]
    pairs = ((row, reading.photos(workspace, row)) for row in sorted(rows, key=lambda row: SHOWN.index(row.state)))
    shown = next((row.finding_id for row, photos in pairs if photos.before and photos.after), "")
    if shown:
        stage.area.go("cases", shown)
        stage.settle()
        yield "cases-photos", stage.area
    stage.turn(CASES_PART, "chase")
    yield "cases-chase", stage.area
    stage.turn(CASES_PART, "cases")


def _ledger(stage: Stage) -> Iterator[Picture]:
    table = stage.rows(LEDGER_TABLE)
    if table is None:
        return
    table.selectAll()
    stage.settle()
    yield "ledger-many", stage.area
    table.choose(table.current_key())
    stage.settle()


_OF: Mapping[str, Callable[[Stage], Iterator[Picture]]] = {
    "standards": _standards,
    "results": _results,
    "cases": _cases,
    "ledger": _ledger,
}
