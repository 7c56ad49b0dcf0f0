"""Beginning at a package: what it says of itself, whom to ask about its fingerprint, and where the file goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from chuangjian_desktop.domain.filenames import safe_name
from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.domain.package import Manifest
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.exchange import opening
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.dialogs.refusal import facts
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.exchange import words
from chuangjian_desktop.ui.exchange.proof import Fingerprint
from chuangjian_desktop.ui.jobs.runner import Runner
from chuangjian_desktop.ui.testing_names import (
    TASK,
    TASK_CANCEL,
    TASK_FINGERPRINT,
    TASK_OK,
    TASK_OTHER_PLACE,
    TASK_PERSON,
    TASK_PLACE,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

TASKS = ("assignment", "correction")


@dataclass(frozen=True, slots=True)
class Envelope:
    """A package and what it says of itself."""

    path: Path
    manifest: Manifest

    @property
    def is_task(self) -> bool:
        """Whether a workspace can begin with it."""
        return self.manifest.purpose in TASKS and bool(self.manifest.addressee.role)


class TaskDialog(Dialog):
    """A task package: from whom, for whom, by which fingerprint, and where its workspace shall be. `made` hands over
    the open workspace; a refusal is shown over the dialog, which stays."""

    made = Signal(object)

    def __init__(self, envelope: Envelope, around: tuple[Installation, Runner], parent: QWidget) -> None:
        super().__init__(TASK, parent, width=600)
        self._envelope = envelope
        self._installation, self._runner = around
        manifest = envelope.manifest
        self.head(t("{name}的任务包", name=manifest.addressee.name or manifest.addressee.team), _lead(manifest.purpose))
        self._groups = Fingerprint(TASK_FINGERPRINT)
        self._groups.show_fingerprint(fingerprint(bytes.fromhex(manifest.sender.key)))
        self._person, self._place = QLineEdit(self._installation.settings.person), QLineEdit()
        self._person.setObjectName(TASK_PERSON)
        self._person.setMaxLength(60)
        self._person.setPlaceholderText(t("记在每条记录上，可不填"))
        self._place.setObjectName(TASK_PLACE)
        self._place.setText(str(proposed(manifest)))
        self._other = Button(t("换个位置…"), icon="folder")
        self._other.setObjectName(TASK_OTHER_PLACE)
        self._make = Button(t("建工作文件并打开"), "primary", key="Enter")
        self._make.setObjectName(TASK_OK)
        self._cancel = Button(t("取消"), key="Esc")
        self._cancel.setObjectName(TASK_CANCEL)
        self._lay_out()
        self._other.clicked.connect(self._ask_place)
        self._make.clicked.connect(self._create)
        self._cancel.clicked.connect(self.reject)
        self._place.textChanged.connect(self._enable)

    def _lay_out(self) -> None:
        self.content.addWidget(facts(rows_of(self._envelope)))
        hint = TextBlock(13, 20)
        hint.show_text(t("和创建办对一下这六组数字；一致，才是他们发的。"), ink="text_2")
        proof = QHBoxLayout()
        proof.setSpacing(u(16))
        proof.addWidget(self._groups)
        proof.addWidget(hint, 1)
        self.content.addWidget(label(t("发出者的签名指纹"), 13, bold=True))
        self.content.addLayout(proof)
        self.content.addLayout(field(t("您的姓名"), self._person))
        place = QHBoxLayout()
        place.setSpacing(u(8))
        place.addWidget(self._place, 1)
        place.addWidget(self._other)
        self.content.addWidget(label(t("工作文件放在"), 12, ink="2"))
        self._place.setAccessibleName(t("工作文件放在"))
        self.content.addLayout(place)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._cancel)
        self.buttons.addWidget(self._make)
        self.finish_with(self._make)

    def _enable(self) -> None:
        self._make.setEnabled(bool(self._place.text().strip()))

    def _ask_place(self) -> None:
        ask_where(self, t("工作文件放在"), self._place.text(), self._place.setText, name="task.place.choose")

    def _create(self) -> None:
        place, person = Path(self._place.text().strip()), self._person.text().strip()
        if person:
            self._installation.change(person=person)

        def make(progress: Progress) -> Workspace:
            place.parent.mkdir(parents=True, exist_ok=True)
            return opening.create_from(place, self._envelope.path, self._installation, progress)

        run_long(t("正在建工作文件"), (self, self._runner), make, self._created, self._failed)

    def _created(self, workspace: Workspace) -> None:
        self.accept()
        self.made.emit(workspace)

    failed = Signal(object)

    def _failed(self, error: Exception) -> None:
        self.failed.emit(error)


def proposed(manifest: Manifest) -> Path:
    """A free name in the person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = safe_name(manifest.addressee.name or manifest.addressee.team or t("任务"))
    place = Path(documents or Path.home()) / f"{name}.cjdb"
    number = 2
    while place.exists():
        place = place.with_name(f"{name}-{number}.cjdb")
        number += 1
    return place


def rows_of(envelope: Envelope) -> tuple[tuple[str, str], ...]:
    """What a package says of itself, as captions with words."""
    m = envelope.manifest
    held = {kind: n for kind, n in m.counts.items() if kind not in ("change", "blob")}
    to = m.addressee.name or m.addressee.team
    code = m.addressee.team if m.addressee.role != "unit" else ""
    rows = (
        (t("来自"), m.sender.name + (f"（{m.sender.person}）" if m.sender.person else "")),
        (t("给"), f"{to}  {code}" if code and code != to else to),
        (t("轮次"), t("、").join(m.rounds)),
        (t("内容"), words.counts(held, 6)),
        (t("写成时间"), words.when(m.made_at)),
        (t("这个文件"), envelope.path.name),
    )
    return tuple(row for row in rows if row[1])


def _lead(purpose: str) -> str:
    if purpose == "correction":
        return t("这是更正包。这台电脑上已有这个组的工作文件时，先打开那一个，再把更正包拖进去；没有才新建。")
    return ""


class AstrayDialog(Dialog):
    """A package that no workspace begins with: what it is, and which file takes it in. Accepted to open that one."""

    def __init__(self, envelope: Envelope, parent: QWidget) -> None:
        super().__init__(TASK, parent)
        manifest = envelope.manifest
        kind = words.purpose(manifest.purpose)
        self.head(t("这是{name}的{kind}", name=manifest.sender.name, kind=kind), self._advice(manifest))
        self.content.addWidget(facts(rows_of(envelope)))
        cancel, done = Button(t("取消"), key="Esc"), Button(t("打开工作文件…"), "primary", key="Enter")
        cancel.setObjectName(TASK_CANCEL)
        done.setObjectName(TASK_OK)
        self.close_with(done, self.accept, cancel)

    def _advice(self, manifest: Manifest) -> str:
        if manifest.purpose == "receipt":
            to = manifest.addressee.name or manifest.addressee.team
            return t("先打开{name}的工作文件，回执会接着收下。没有任何变化。", name=to)
        return t("先打开创建办的工作文件，接着并入。没有任何变化。")
