"""A dialog that looks through the laptop's camera and takes one picture. The camera runs on the work lane."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.fieldwork.camera import CameraChoice
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.camera_feed import Feed, Frame, Preview
from chuangjian_desktop.ui.fieldwork.walk.dialogs import Sheet
from chuangjian_desktop.ui.fieldwork.walk.ports import WalkServices
from chuangjian_desktop.ui.jobs.runner import Job, Runner
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner

LOOK_MS = 33
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CameraDialog(Sheet):
    """Space or Enter takes the picture, C goes to the next camera, Esc leaves. `taken` carries a JPEG."""

    taken = Signal(object)

    def __init__(self, services: WalkServices, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(t("拍照"), parent)
        self.setObjectName(names.CAMERA_DIALOG)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._services, self._runner = services, runner
        self._choices: tuple[CameraChoice, ...] = ()
        self._place = 0
        self._feed = Feed()
        self._job: Job | None = None
        self._frame: Frame | None = None
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._say(t("正在打开相机…"))
        self._job = runner.run(lambda _progress: services.cameras(), self._found, self._failed, lane="work")

    def _build(self) -> None:
        self.preview = Preview()
        self.sentence = Banner()
        self.sentence.setObjectName(names.CAMERA_SENTENCE)
        self.take = Button(t("拍下"), "primary", key=t("空格"))
        self.other = Button(t("换一个相机"), key="C")
        cancel = Button(t("不拍了"), key="Esc")
        shown = ((self.other, names.CAMERA_OTHER), (cancel, names.CAMERA_CANCEL), (self.take, names.CAMERA_TAKE))
        for button, name in shown:
            button.setObjectName(name)
            self.buttons.addWidget(button)
        self.body.addWidget(self.preview, 1)
        self.body.addWidget(self.sentence)
        self.take.setEnabled(False)
        self.other.hide()
        self.take.clicked.connect(self._take)
        self.other.clicked.connect(self._next)
        cancel.clicked.connect(self.reject)

    def _say(self, text: str, mood: str = "info") -> None:
        self.sentence.show_banner(text, mood)

    # ---- the camera ----------------------------------------------------------------------------------------------

    def _found(self, choices: tuple[CameraChoice, ...]) -> None:
        self._choices = choices
        self.other.setVisible(len(choices) > 1)
        if choices:
            self._open()
        else:
            self._say(t("没有找到相机。可以用手机拍好，再把照片拖进来、粘贴或选文件。"))

    def _open(self) -> None:
        feed, choice, services = self._feed, self._choices[self._place], self._services

        def run(_progress: Progress) -> None:
            for jpeg in services.frames(choice, feed.stop):
                if not feed.put(Frame(jpeg, QImage.fromData(jpeg))):
                    return

        self.preview.setAccessibleName(choice.name)
        self._timer.start()
        self._job = self._runner.run(run, lambda _none: self._ended(), self._failed, lane="work")

    def _look(self) -> None:
        frame = self._feed.take()
        if frame is None:
            return
        self._frame = frame
        self.preview.show_image(frame.image)
        if not self.take.isEnabled():
            self._say("")
            self.take.setEnabled(True)
            self.take.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _ended(self) -> None:
        """The camera gives no more, though nobody told it to stop."""
        self._rest()
        self._say(t("相机不再给画面：可能拔掉了，或别的程序正用着。可以改用手机拍，再拖入或粘贴。"), "lack")

    def _failed(self, error: Exception) -> None:
        self._rest()
        self._say(t("相机打不开：{reason}", reason=str(error) or type(error).__name__), "loss")

    def _rest(self) -> None:
        self._timer.stop()
        self._frame = None
        self.preview.show_image(None)
        self.take.setEnabled(False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """Give the camera back; its thread ends by itself with the next frame."""
        self._timer.stop()
        self._feed.end()
        if self._job is not None:
            self._job.drop()

    def _next(self) -> None:
        if len(self._choices) > 1:
            self._leave()
            self._rest()
            self._feed, self._place = Feed(), (self._place + 1) % len(self._choices)
            self._say(t("正在打开相机…"))
            self._open()

    # ---- a person ------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        if self._frame is not None:
            self.taken.emit(self._frame.jpeg)
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        if event.key() in _ENTER and isinstance(focus, Button) and focus is not self.take:
            focus.click()
        elif event.key() in _ENTER or event.key() == Qt.Key.Key_Space:
            self._take()
        elif event.key() == Qt.Key.Key_C:
            self._next()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Every way out gives the camera back."""
        self._leave()
        super().done(result)
