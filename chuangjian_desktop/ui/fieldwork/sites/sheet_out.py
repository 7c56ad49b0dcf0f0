"""Writing a site's 评分表 from the Sites screen: asks for a place, writes in the background, says where it lies."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.filenames import safe_name
from chuangjian_desktop.services import documents
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.fieldwork.sites.state import SiteCard
from chuangjian_desktop.ui.text.refusals import with_warnings
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.parts import Banner

_FORMS = "PDF (*.pdf);;Excel (*.xlsx)"


class SheetOut:
    """Belongs to a screen; its banner tells what was written."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        self._parent = parent
        self._desk = desk
        self.banner = Banner()
        self.banner.show_banner("")
        self.banner.acted.connect(lambda: self.banner.show_banner(""))

    def ask(self, card: SiteCard) -> None:
        """Ask where the sheet of a site goes."""
        name = safe_name(f"评分表-{card.title}")
        ask_where(
            self._parent,
            t("评分表…"),
            f"{name}.pdf",
            partial(self.write, card.code),
            name="sites.sheet.place",
            forms=_FORMS,
        )

    def write(self, code: str, place: str) -> None:
        """Write the sheet of a site; PDF or workbook by the ending of the name."""
        path = Path(place)
        workspace = self._desk.workspace
        run_long(
            t("正在导出 {file}", file=path.name),
            (self._parent, self._desk.runner),
            lambda _progress: documents.export_site_sheet(workspace, code, path),
            lambda warnings: self._written(path, warnings),
            self._desk.failed,
        )

    def _written(self, path: Path, warnings: tuple[Warn, ...]) -> None:
        told = with_warnings(t("已导出到 {file}", file=str(path)), warnings)
        self.banner.show_banner(told, "lack" if warnings else "gain", "tick", t("知道了"))
