"""Changing the language while the program runs, Qt's own words (OK, Cancel, Copy) included."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from chuangjian_desktop.ui.text.words import Language, use_language


class _Catalogue:
    """Keeps Qt's translator alive while it is installed."""

    loaded: QTranslator | None = None


def switch(app: QApplication, name: Language) -> None:
    """Use a language everywhere. Every widget gets a `LanguageChange` event and sets its words anew."""
    use_language(name)
    if _Catalogue.loaded is not None:
        app.removeTranslator(_Catalogue.loaded)
        _Catalogue.loaded = None
    if name == "zh":
        translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load("qtbase_zh_CN", folder):
            app.installTranslator(translator)
            _Catalogue.loaded = translator
    for widget in app.allWidgets():
        # Screens that build parts anew on the change delete others of this list.
        if isValid(widget):
            QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
