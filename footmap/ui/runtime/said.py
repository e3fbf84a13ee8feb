"""What an error says, in the language that the window speaks now."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from footmap.errors import AssetError, FootmapError, Message


def said(what: FootmapError | str) -> str:
    """An error, or a sentence that the data hand on, for the user to read.

    It is English where the sentence is not known in the language of the window, or the file of sentences is damaged.
    """
    sentence = what.message if isinstance(what, FootmapError) else what
    language = QCoreApplication.translate("Language", "en", "the code of the language of this file")
    if not isinstance(sentence, Message) or language == "en":
        return str(sentence)
    from footmap.data.error_words import in_language

    try:
        return in_language(sentence, language)
    except AssetError:
        return str(sentence)
