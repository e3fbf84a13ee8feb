"""Decks: brought into the real Anki, twice; and tables."""

from __future__ import annotations

import csv
import io
import re
import socket
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PIL import Image

from footmap.core.drawing import Case, Drawing, Stroke
from footmap.data.assets import load_atlas
from footmap.data.footset import Accepted, Footset, SetCase, write_footset
from footmap.errors import FootmapError
from footmap.study import deck as decks
from footmap.study.anki import apkg_bytes
from footmap.study.card_words import StudyNames
from footmap.study.deck import export_deck, sets
from footmap.study.deck_notes import Note, notes_of
from footmap.study.deck_pictures import Picture, polygons_svg
from footmap.study.facts import SETS, facts_of, load_facts

anki = pytest.importorskip("anki.collection", reason="the real Anki is part of the extra 'test'")

STROKE = Stroke("left", "foot_plantar", "add", "brush", "numbness", ((0.0, 60.0), (5.0, 90.0)), 8.0)
LESSON = Footset(
    "week-1",
    "Week 1",
    cases=(
        SetCase("sole", "Which nerve?", Case(Drawing((STROKE,)), {"back_pain": "no"}), Accepted(("tibial",)), "Look!"),
        SetCase("words", "And this?", Case(), Accepted((), ("S1",))),
    ),
    facts=("reflex:ankle_jerk", "skin:nerve:sural", "skin:nerve:of_a_later_edition"),
)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture
def collection(tmp_path: Path, no_network: None) -> Iterator[Any]:
    opened = anki.Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("set") / "week.footset"
    write_footset(path, LESSON)
    return path


def bring_in(collection: Any, path: Path) -> Any:
    options = anki.ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=False)
    request = anki.ImportAnkiPackageRequest(package_path=str(path), options=options)
    return collection.import_anki_package(request).log


def media(collection: Any) -> list[Path]:
    return sorted(Path(collection.media.dir()).iterdir())


def test_anki_takes_a_deck_in_and_a_second_time_updates_it(collection: Any, lesson: Path, tmp_path: Path) -> None:
    first = export_deck(str(lesson), tmp_path / "week.apkg", at_s=1_000_000_000)
    log = bring_in(collection, first.path)
    assert (collection.note_count(), collection.card_count()) == (first.notes, first.cards)
    assert len(log.new) == first.notes
    assert len(media(collection)) == first.pictures
    (model,) = {n["name"] for n in collection.models.all() if n["name"].startswith("footmap")}
    assert model == "footmap"

    changed = replace(LESSON, cases=(replace(LESSON.cases[0], lesson="Look again!"), *LESSON.cases[1:]))
    write_footset(tmp_path / "week.footset", changed)
    second = export_deck(str(tmp_path / "week.footset"), tmp_path / "again.apkg", at_s=1_000_100_000)
    bring_in(collection, second.path)
    assert (collection.note_count(), collection.card_count()) == (first.notes, first.cards)
    assert len(media(collection)) == first.pictures
    (found,) = collection.find_notes("Id:set?week-1?sole") or collection.find_notes('"Why:Look again!"')
    assert collection.get_note(found)["Why"] == "Look again!"
    assert [d.name for d in collection.decks.all_names_and_ids() if "Week" in d.name] == ["footmap: Week 1"]


def test_each_card_asks_something_and_its_answer_says_it(collection: Any, lesson: Path, tmp_path: Path) -> None:
    bring_in(collection, export_deck(str(lesson), tmp_path / "week.apkg", at_s=1e9).path)
    names = {path.name for path in media(collection)}
    covered = 0
    for id_ in collection.find_cards(""):
        card = collection.get_card(id_)
        question, answer = card.question(), card.answer()
        note = card.note()
        assert re.sub(r"<[^>]+>|\s", "", re.sub(r"<style>.*?</style>", "", question, flags=re.S))
        assert note["Answer"] in answer
        if card.ord == 0:
            assert f'class="answer">{note["Answer"]}' not in question
        covered += 'class="cover"' in question
        assert set(re.findall(r'src="([^"]+)"', question + answer)) <= names
    assert covered == sum("skin:nerve:sural@" in collection.get_note(n)["Id"] for n in collection.find_notes(""))
    css = next(m["css"] for m in collection.models.all() if m["name"] == "footmap")
    assert ".nightMode" in css


def test_the_same_deck_is_the_same_file(lesson: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        export_deck(str(lesson), tmp_path / f"{name}.apkg", at_s=1e9)
    first, second = (zipfile.ZipFile(tmp_path / f"{name}.apkg") for name in ("a", "b"))
    with first, second:
        assert first.namelist() == second.namelist()
        for name in first.namelist():
            if name != "collection.anki2":
                assert first.read(name) == second.read(name)


def test_every_set_of_facts_becomes_notes_whose_ids_never_change() -> None:
    atlas, facts = load_atlas(), load_facts()
    english = [n for s in SETS if s != "core" for n in notes_of(facts_of(facts, s), atlas, StudyNames("en"))]
    german = [n for s in SETS if s != "core" for n in notes_of(facts_of(facts, s), atlas, StudyNames("de"))]
    assert [n.id for n in english] == [n.id for n in german]
    assert len({n.id for n in english}) == len(english)
    assert {n.id.split("@")[0] for n in english} == {f.id for f in facts}
    cards = sum(1 + bool(n.point) for n in english)
    assert cards > 200
    for note in (*english, *german):
        assert note.front
        assert note.answer
        assert note.sources
        assert (note.covered is None) == (not note.point)
    assert sum(a.front == b.front for a, b in zip(english, german, strict=True)) == 0


def test_the_cover_lies_on_the_skin_of_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    atlas = load_atlas()
    (fact,) = [f for f in load_facts() if f.id == "skin:nerve:medial_plantar"]
    note = next(iter(notes_of([fact], atlas, StudyNames())))
    assert note.view == "foot_plantar"
    data, cards, pictures = apkg_bytes("x", "X", [note], atlas, "en")
    assert (cards, pictures) == (2, 1)
    with zipfile.ZipFile(io.BytesIO(data)) as package, Image.open(io.BytesIO(package.read("0"))) as image:
        pixels = image.convert("RGB").load()
        width, height = image.size
    frame = atlas.views["foot_plantar"].picture
    assert abs(width - 2 * frame.width_px) <= 2
    picture = Picture("x", b"", width, height)
    assert note.covered is not None
    path = polygons_svg(atlas, note, note.covered, picture, "cover")
    points = [tuple(map(int, p.split(","))) for p in re.findall(r"\d+,\d+", path)]
    assert len(points) > 10
    assert all(0 <= x <= width and 0 <= y <= height for x, y in points)
    x, y = (sum(p[i] for p in points) // len(points) for i in (0, 1))
    assert pixels is not None
    assert pixels[x, y] != pixels[1, 1]


def test_a_table_holds_every_note(tmp_path: Path) -> None:
    found = export_deck("reflexes", tmp_path / "reflexes.csv", "de")
    rows = list(csv.reader(io.StringIO((tmp_path / "reflexes.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == 1 + found.notes
    assert {row[0] for row in rows[1:]} == {f.id for f in facts_of(load_facts(), "reflexes")}


def test_progress_is_told_for_every_note(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    found = export_deck("muscles", tmp_path / "m.apkg", progress=lambda done, total: told.append((done, total)))
    assert told == [(i, found.notes) for i in range(1, found.notes + 1)]


def test_what_cannot_be_made_is_said_and_nothing_is_overwritten(lesson: Path, tmp_path: Path) -> None:
    before = lesson.read_bytes()
    for wanted, output, words in (
        ("nothing", tmp_path / "x.apkg", "no set 'nothing'; choose from core"),
        ("core", tmp_path / "x.txt", r"\.apkg or \.csv"),
        ("core", tmp_path / "none" / "x.apkg", "folder does not exist"),
        (str(tmp_path / "none.footset"), tmp_path / "x.apkg", "no set none"),
    ):
        with pytest.raises(FootmapError, match=words):
            export_deck(wanted, output)
    link = tmp_path / "link.apkg"
    link.symlink_to(lesson)
    with pytest.raises(FootmapError, match="read by this command"):
        export_deck(str(lesson), link)
    assert lesson.read_bytes() == before


def test_sets_are_listed_with_their_sizes() -> None:
    assert {id_: count for id_, _, count in sets()} == {s: len(facts_of(load_facts(), s)) for s in SETS}
    assert decks.sets("de") != decks.sets("en")


def test_a_note_without_picture_is_text(tmp_path: Path) -> None:
    data, cards, pictures = apkg_bytes("x", "X", [Note("reflex:x", "a < b?", "a & b")], load_atlas(), "en")
    assert (cards, pictures) == (1, 0)
    assert b"collection.anki2" in data
