"""Packages as an office and its teams send them to each other, each on a computer of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.tables import SiteTableRow
from chuangjian_desktop.services import registry
from chuangjian_desktop.services.exchange import handout, merging, opening
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import open_workspace
from tests.helpers.offices import opened
from tests.helpers.window import Person

MORE = (SiteTableRow("s", 1, "ZG-009", "建设路", "ZG", "建设路1号", "东区", "光明街道", "", "", "光明街道办事处"),)


def task(folder: Path, code: str = "T1", name: str = "任务.cjpkg") -> Path:
    """What the office hands out to a team now."""
    with opened(folder / "office", "office") as office:
        return handout.hand_out(office, code, folder / name).packages[0].path


def correction(folder: Path) -> Path:
    """The office has one more site since."""
    with opened(folder / "office", "office") as office:
        registry.add_sites(office, MORE)
    return task(folder, name="更正.cjpkg")


def team_file(folder: Path, installation: Installation, package: Path) -> Path:
    """The team's workspace out of a task package."""
    path = folder / "第一组.cjdb"
    opening.create_from(path, package, installation).close()
    return path


def receipt(folder: Path, package: Path) -> Path:
    """The office takes a return in, and writes what has arrived."""
    with opened(folder / "office", "office") as office:
        key = opening.envelope(package).sender.key
        trust = Choice(trust=frozenset({fingerprint(bytes.fromhex(key))}))
        report = merging.merge(office, [package], trust, receipts_to=folder / "receipts")
        return report.receipts[0].path


def sites_of(path: Path, installation: Installation) -> list[str]:
    """Codes of the sites that a file holds."""
    from chuangjian_desktop.services import places

    workspace = open_workspace(path, installation, writing=False)
    try:
        return [site.code for site in places.sites(workspace)]
    finally:
        workspace.close()


def drop(target: QWidget, paths: Sequence[Path]) -> None:
    """Drag files onto a widget and let them go; who does not want them lets the window have them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at, copy, left = QPoint(60, 60), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, copy, mime, left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted(), "nobody takes the files"
    QApplication.sendEvent(target, QDropEvent(QPointF(at), copy, mime, left, none))


def words_in(person: Person, name: str) -> str:
    """All that is said inside a widget."""
    top = person.await_(QWidget, name)
    return " ".join(each.accessibleName() for each in (top, *top.findChildren(QWidget)) if each.isVisible())
