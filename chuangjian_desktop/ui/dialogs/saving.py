"""Asking where a file goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_where(
    parent: QWidget, title: str, proposed: str, act: Callable[[str], object], *, name: str, forms: str = ""
) -> QFileDialog:
    """Open the system's question, named `name`; `act` gets the chosen place. The ending is that of `proposed`, which
    stands there to begin with; `forms` are other filters than that ending alone."""
    ending = PurePath(proposed).suffix
    dialog = QFileDialog(parent, title, proposed, forms or f"*{ending}")
    dialog.setObjectName(name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending.lstrip("."))
    dialog.selectFile(proposed)
    dialog.fileSelected.connect(act)
    dialog.open()
    return dialog
