"""Decks to take away: a set of facts or a teacher's set as ``.apkg`` for Anki, or as a CSV table."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from footmap.core.atlas import Atlas
from footmap.data.assets import load_atlas
from footmap.data.footset import SUFFIX, Footset, read_footset
from footmap.data.output import check_output, write_output
from footmap.data.table import csv_text
from footmap.errors import Message, StudyError

from .card_words import StudyNames
from .deck_notes import Note, notes_of, notes_of_set
from .facts import SETS, Fact, facts_of, load_facts

FORMATS = (".apkg", ".csv")


@dataclass(frozen=True)
class Exported:
    """What was written."""

    path: Path
    notes: int
    cards: int
    pictures: int


def sets(language: str = "en") -> tuple[tuple[str, str, int], ...]:
    """Id, title and number of facts of every built-in set."""
    names = StudyNames(language)
    facts = load_facts()
    return tuple((id_, names.say(f"set_{id_}"), len(facts_of(facts, id_))) for id_ in SETS)


def export_deck(
    wanted: str,
    output: Path,
    language: str = "en",
    progress: Callable[[int, int], None] = lambda done, total: None,
    at_s: float | None = None,
) -> Exported:
    """Write a deck.

    Parameters
    ----------
    wanted : str
        Id of a built-in set, or the path of a ``.footset`` file.
    output : Path
        ``.apkg`` or ``.csv``; never one of the inputs.
    language : {"en", "de"}
    progress : callable
        Called with the number of notes done and of all.
    at_s : float, optional
        Seconds since 1970 that the notes bear; now if left out.

    Raises
    ------
    FootmapError
        One sentence: no such set, or the place cannot be written.
    """
    if output.suffix.lower() not in FORMATS:
        raise StudyError(
            Message(
                "A deck is an {first} or {second} file, not {name}.",
                first=FORMATS[0],
                second=FORMATS[1],
                name=output.name,
            )
        )
    used = Path(wanted) if Path(wanted).suffix.lower() == SUFFIX else None
    check_output(output, [used])
    names = StudyNames(language)
    atlas = load_atlas()
    set_id, title, notes = _notes(wanted, used, atlas, names)
    if output.suffix.lower() == ".csv":
        write_output(output, _table(notes).encode(), [used], private=False)
        return Exported(output, len(notes), len(notes), 0)
    from .anki import apkg_bytes  # genanki takes a tenth of a second to load

    data, cards, pictures = apkg_bytes(
        set_id,
        names.say("deck_title", title=title),
        notes,
        atlas,
        language,
        progress,
        time.time() if at_s is None else at_s,
    )
    write_output(output, data, [used], private=False)
    return Exported(output, len(notes), cards, pictures)


def _notes(wanted: str, path: Path | None, atlas: Atlas, names: StudyNames) -> tuple[str, str, Sequence[Note]]:
    facts = load_facts()
    if path is not None:
        footset: Footset = read_footset(path)
        notes = tuple(notes_of_set(footset, facts, atlas, names))
        if not notes:
            raise StudyError(Message("This footmap knows none of the facts of {name}; update footmap.", name=path.name))
        return f"set:{footset.id}", footset.title, notes
    chosen: tuple[Fact, ...] | None = next((facts_of(facts, id_) for id_ in SETS if id_ == wanted), None)
    if chosen is None:
        known = ", ".join(SETS)
        raise StudyError(
            Message(
                "There is no set {wanted}; choose from {known}, or give a {suffix} file.",
                wanted=ascii(wanted),
                known=known,
                suffix=SUFFIX,
            )
        )
    return wanted, names.say(f"set_{wanted}"), tuple(notes_of(chosen, atlas, names))


def _table(notes: Sequence[Note]) -> str:
    rows = [("id", "question", "answer", "why", "sources")]
    rows += [(n.id, n.point or n.front, n.answer, n.why, n.sources) for n in notes]
    return csv_text(rows)
