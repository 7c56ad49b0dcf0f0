"""Decides what Settings shows and carries its acts out. No Qt but its version number."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop import __version__
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services import places, upkeep, workspace
from chuangjian_desktop.services.info import SQLITE_VERSION
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.office.settings import DocumentSettings, document_settings, save_document_settings
from chuangjian_desktop.services.places import TeamRow, UnitRow
from chuangjian_desktop.services.upkeep import Backup, Problem
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.shell.settings.state import SettingsState
from chuangjian_desktop.ui.shell.start_state import size_words
from chuangjian_desktop.ui.text.words import language, t


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from the file and the installation."""

    units: tuple[UnitRow, ...]
    teams: tuple[TeamRow, ...]
    backups: tuple[Backup, ...]
    documents: DocumentSettings


class SettingsPresenter:
    """`show` gets every new state."""

    def __init__(
        self, desk: Desk, installation: Installation, qt_version: str, show: Callable[[SettingsState], None]
    ) -> None:
        self._desk = desk
        self._installation = installation
        self._qt = qt_version
        self._show = show
        self._read: Read | None = None
        self.state = SettingsState()

    def refresh(self) -> None:
        """Read anew."""
        self._desk.runner.run(lambda _progress: self._fetch(), self._took, self._desk.failed, lane="work")

    def _fetch(self) -> Read:
        ws = self._desk.workspace
        found = upkeep.backups(self._installation, ws.path)
        return Read(places.units(ws), places.teams(ws), found, document_settings(ws))

    def _took(self, read: Read) -> None:
        self._read = read
        self._publish()

    def act_as(self, name: str) -> None:
        """Everything written from now on names this person."""
        ws = self._desk.workspace
        if name.strip():
            self._installation.change(person=name.strip())
            self._desk.runner.run(
                lambda _progress: workspace.act_as(ws, name),
                lambda _nothing: self.tell(t("以后的记录都记在 {name} 名下", name=name.strip())),
                self._desk.failed,
            )

    def register(self) -> None:
        """Write under an identity of its own from now on: for one of two laptops of which one is a copy."""
        ws = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: workspace.register_anew(ws),
            lambda _nothing: self.tell(t("已重新登记：以后的记录用新的编号")),
            self._desk.failed,
        )

    def keep(self, **values: object) -> None:
        """Keep settings of this installation."""
        self._installation.change(**values)
        self._publish()

    def save_documents(self, settings: DocumentSettings) -> None:
        """Keep what documents say about the office."""
        ws = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: save_document_settings(ws, settings),
            lambda _nothing: self.tell(t("文书设置已保存")),
            self._desk.failed,
        )

    def backup(self, progress: Progress) -> Backup:
        """An automatic backup now. On a lane."""
        return upkeep.backup(self._desk.workspace, progress)

    def backed_up(self, made: Backup) -> None:
        """Tell of the backup."""
        self.tell(t("已备份 {time}", time=f"{made.made_at:%H:%M:%S}"))

    def copy_to(self, path: Path) -> Path:
        """A whole copy under a name of one's own. On a lane."""
        upkeep.backup_to(self._desk.workspace, path)
        return path

    def copied(self, path: Path) -> None:
        """Tell of the copy."""
        self.tell(t("整份副本已核对，存在 {file}", file=str(path)))

    def check(self, progress: Progress) -> list[Problem]:
        """Prove the file. On a lane."""
        return upkeep.check(self._desk.workspace, progress)

    def checked(self, problems: list[Problem]) -> None:
        """Tell what the proof found."""
        if problems:
            first = t(
                "发现 {n} 处不符，没有删改任何内容：{what}",
                n=len(problems),
                what=f"{problems[0].kind} {problems[0].where} {problems[0].detail}".strip(),
            )
            self.tell(first, "loss")
        else:
            self.tell(t("检查完毕：完整，界面数据与日志一致"))

    def restore(self, copy: str, out: Path) -> Path:
        """Make a workspace file out of a backup; the open file stays as it is. On a lane."""
        upkeep.restore(Path(copy), out)
        return out

    def restored(self, out: Path) -> None:
        """Tell where the restored file is."""
        self.tell(t("已恢复成 {file}，用 Ctrl+O 打开", file=str(out)))

    def tell(self, words: str, mood: str = "gain") -> None:
        """Say what an act came to, and read anew."""
        self.state = replace(self.state, told=words, mood=mood)
        self.refresh()

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def _publish(self) -> None:
        read = self._read
        if read is None:
            return
        kept = self._installation.settings
        ws = self._desk.workspace
        role = {"office": t("创建办"), "unit": t("责任单位")}.get(ws.role, t("测评组"))
        self.state = replace(
            self.state,
            loaded=True,
            facts=f"{ws.name} · {role} · {ws.path.name}",
            person=kept.person,
            theme=kept.theme,
            language=language(),
            backup_on_close=kept.backup_on_close,
            budget_gb=max(1, kept.backup_budget_mb // 1024),
            unit_columns=(
                Column("name", t("责任单位")),
                Column("area", t("区划"), 160),
                Column("roles", t("职能"), 160),
            ),
            units=tuple(_unit(unit) for unit in read.units),
            team_columns=(Column("code", t("编号"), 80), Column("name", t("测评组"), 180), Column("people", t("人员"))),
            teams=tuple(_team(team) for team in read.teams),
            backup_columns=(Column("time", t("备份时间")), Column("size", t("大小"), 110, right=True)),
            backups=tuple(_backup(each) for each in read.backups),
            documents=read.documents,
            versions=self._versions(),
        )
        self._show(self.state)

    def _versions(self) -> tuple[tuple[str, str], ...]:
        return (
            (t("创建测评"), __version__),
            ("SQLite", SQLITE_VERSION),
            ("Qt", self._qt),
            ("Python", platform.python_version()),
            (t("数据文件夹"), str(self._installation.folder)),
        )


def _unit(unit: UnitRow) -> Row:
    cells = (Cell(unit.name), Cell(unit.area.replace("/", " "), "text_2"), Cell(t("、").join(unit.roles), "text_2"))
    return Row(unit.id, cells)


def _team(team: TeamRow) -> Row:
    members = t("、").join(f"{name}（{post}）" if post else name for name, post in team.members)
    return Row(team.id, (Cell(team.code, "text_3"), Cell(team.name), Cell(members, "text_2")))


def _backup(each: Backup) -> Row:
    return Row(str(each.path), (Cell(f"{each.made_at:%Y-%m-%d %H:%M:%S}"), Cell(size_words(each.size), "text_2")))
