"""A deck as a file for Anki: one note type, picture occlusion by polygons, light and night mode, ids that stay.

The file is written by ``genanki``; Anki finds a note that it has already by the note's guid, which follows from the
note's id alone, and updates it.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import genanki

from footmap.core.atlas import Atlas

from .deck_notes import Note, as_html
from .deck_pictures import Pictures, polygons_svg

NOTE_TYPE: Final = 1_583_274_611
"""Id of the note type; never changed, as decks in use refer to it."""
FIELDS: Final = ("Id", "Front", "Point", "Picture", "Cover", "Shown", "Answer", "Why", "Sources")
_STYLE: Final = """
.card { font-family: system-ui, sans-serif; font-size: 18px; text-align: center; color: #1d2733; background: #ffffff; }
.question { margin: 0 auto 12px; max-width: 40em; }
.answer { font-weight: 600; font-size: 1.2em; margin: 12px; }
.why { max-width: 44em; margin: 8px auto; text-align: left; }
.sources { max-width: 44em; margin: 8px auto; text-align: left; font-size: 0.75em; color: #52606d; }
.stage { position: relative; display: inline-block; background: #ffffff; border-radius: 8px; padding: 0; }
.stage img { display: block; max-width: 100%; max-height: 70vh; border-radius: 8px; }
.stage svg { position: absolute; left: 0; top: 0; width: 100%; height: 100%; }
.cover path { fill: #1b5fae; stroke: #0b2f5b; stroke-width: 3px; }
.shown path { fill: none; stroke: #c2185b; stroke-width: 6px; stroke-dasharray: 14 6; }
.card.nightMode, .night_mode .card { color: #e4e7eb; background: #1f2933; }
.nightMode .sources, .night_mode .sources { color: #9aa5b1; }
.nightMode .stage, .night_mode .stage { background: #d5dae0; }
.nightMode .stage img, .night_mode .stage img { filter: brightness(0.84); }
.nightMode .cover path, .night_mode .cover path { fill: #6fb1fc; stroke: #dbeafe; }
.nightMode .shown path, .night_mode .shown path { stroke: #a3004c; }
"""
_ANSWER: Final = """
<div class="answer">{{Answer}}</div>
<div class="stage">{{Picture}}{{Shown}}</div>
<div class="why">{{Why}}</div>
<div class="sources">{{Sources}}</div>
"""
_TEMPLATES: Final = (
    {
        "name": "Name",
        "qfmt": '<div class="question">{{Front}}</div><div class="stage">{{Picture}}{{Cover}}</div>',
        "afmt": f'<div class="question">{{{{Front}}}}</div>{_ANSWER}',
    },
    {
        "name": "Point",
        "qfmt": '{{#Point}}<div class="question">{{Point}}</div><div class="stage">{{Picture}}</div>{{/Point}}',
        "afmt": f'<div class="question">{{{{Point}}}}</div>{_ANSWER}',
    },
)


class _StableNote(genanki.Note):  # type: ignore[misc]  # genanki ships no types
    """A note that Anki knows again by its first field."""

    @property
    def guid(self) -> str:
        return str(genanki.guid_for("footmap", self.fields[0]))


def deck_id(set_id: str, language: str) -> int:
    """Id of a deck: stays for a set and a language."""
    digest = hashlib.sha256(f"footmap:{set_id}:{language}".encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4], "big") % (1 << 30)


def note_type() -> genanki.Model:
    """The one note type of all decks."""
    fields = [{"name": name} for name in FIELDS]
    return genanki.Model(NOTE_TYPE, "footmap", fields=fields, templates=[dict(t) for t in _TEMPLATES], css=_STYLE)


def apkg_bytes(
    set_id: str,
    title: str,
    notes: Sequence[Note],
    atlas: Atlas,
    language: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
    at_s: float = 0.0,
) -> tuple[bytes, int, int]:
    """A deck as the bytes of an ``.apkg`` file.

    Parameters
    ----------
    set_id, title, language : str
    notes : sequence of Note
    progress : callable
        Called with the number of notes done and of all.
    at_s : float
        Seconds since 1970 that the notes bear; of two imports the later one counts.

    Returns
    -------
    data : bytes
    cards, pictures : int
        Numbers of them.
    """
    pictures = Pictures(atlas, language)
    model = note_type()
    deck = genanki.Deck(deck_id(set_id, language), title)
    cards = 0
    for done, note in enumerate(notes, 1):
        packed = _StableNote(model=model, fields=_fields(note, atlas, pictures, language), tags=["footmap"])
        cards += len(packed.cards)
        deck.add_note(packed)
        progress(done, len(notes))
    drawn = list(pictures.drawn.values())
    with tempfile.TemporaryDirectory(prefix="footmap-") as folder:
        files = []
        for picture in drawn:
            path = Path(folder) / picture.name
            path.write_bytes(picture.data)
            files.append(str(path))
        out = Path(folder) / "deck.apkg"
        genanki.Package(deck, files).write_to_file(str(out), timestamp=at_s)
        return _same_again(out.read_bytes()), cards, len(drawn)


def _fields(note: Note, atlas: Atlas, pictures: Pictures, language: str) -> list[str]:
    picture = pictures.of(note)
    cover = shown = image = ""
    if picture is not None:
        image = f'<img src="{picture.name}">'
        if note.covered is not None:
            cover = polygons_svg(atlas, note, note.covered, picture, "cover")
        if note.shown is not None:
            shown = polygons_svg(atlas, note, note.shown, picture, "shown")
    id_ = note.id if language == "en" else f"{note.id}#{language}"
    texts = (note.answer, note.why, note.sources)
    return [id_, as_html(note.front), as_html(note.point), image, cover, shown, *map(as_html, texts)]


def _same_again(data: bytes) -> bytes:
    """The archive with the same date in every entry, so that the same deck is the same file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()
