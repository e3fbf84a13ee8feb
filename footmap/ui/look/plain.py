"""Text that others wrote, shown as it is: no markup, no mnemonics, no invisible characters that change what is read."""

from __future__ import annotations

import html
import unicodedata


def visible(text: str) -> str:
    """A text in which control and direction characters are seen as what they are (``\\u202e``, ``\\x1b``)."""
    return "".join(_shown(letter) for letter in text)


def tip(text: str) -> str:
    """A tooltip that says `text` and nothing else; Qt would read ``<b>`` as markup. It wraps."""
    return f"<span>{html.escape(visible(text))}</span>" if text else ""


def tip_of(text: str) -> str:
    """As `tip`, but a text that Qt would not take for markup stays as it is."""
    return tip(text) if "<" in text or "&" in text else visible(text)


def in_title(text: str) -> str:
    """A text for the title of a window, where Qt would take ``[*]`` for the place of the mark of changes."""
    return visible(text).replace("[*]", "[*][*]")


def on_button(text: str) -> str:
    """A text for a button or a menu, where Qt would take ``&`` for the mark of a key."""
    return text.replace("&", "&&")


def _shown(letter: str) -> str:
    if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or letter in "\u00ad\u200c\u200d":
        return letter
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
