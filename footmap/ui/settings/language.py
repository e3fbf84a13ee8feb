"""The language of the window: the chosen one, else that of the desktop, else English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from footmap.core import ids
from footmap.data import resources

_OWN_NAMES: Final[Mapping[ids.LanguageId, str]] = {"en": "English", "de": "Deutsch"}
LANGUAGES: Final[Mapping[str, str]] = {code: _OWN_NAMES[code] for code in ids.LANGUAGES}
"""Languages of the window, each by its own name. English is the language of the sources and needs no file."""


def of_desktop() -> str:
    """The first language of the desktop that the window knows."""
    wanted = (tag.split("-")[0].split("_")[0] for tag in QLocale.system().uiLanguages())
    return next((language for language in wanted if language in LANGUAGES), "en")


def current() -> str:
    """The language in which the window speaks now, for names and sentences that come from the knowledge base."""
    return QCoreApplication.translate("Language", "en", "the code of the language of this file")


def install(app: QCoreApplication, language: str) -> None:
    """Let everything that is made from now on speak a language; `relabel` says anew what is on the screen.

    Numbers are written as the desktop does where it speaks the same language.
    """
    system = QLocale.system()
    same = QLocale(language).language() == system.language()
    QLocale.setDefault(system if same else QLocale(language))
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    files = (
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}"),
        (str(resources.root() / "translations"), f"footmap_{language}"),
    )
    for folder, name in files:
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
        else:
            translator.deleteLater()  # English, or a Qt without its own words in this language
