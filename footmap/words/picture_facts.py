"""What a picture says of itself, in a language: what it shows, and that it is not a diagnosis."""

from __future__ import annotations

from typing import Literal

from footmap.data.phrases import load_phrases
from footmap.data.png_facts import with_facts

Shown = Literal["chart", "prediction", "report", "comparison", "timeline", "plate", "window"]


def described(png: bytes, shows: Shown, language: str, dpi: float) -> bytes:
    """A PNG file that says what it shows, by which program, and how large it is on paper (`dpi` pixels per inch)."""
    phrases = load_phrases()
    return with_facts(png, phrases.say(language, f"file_{shows}"), phrases.say(language, "notice"), dpi)
