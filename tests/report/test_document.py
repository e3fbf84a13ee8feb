"""The report as a file: tags, title, language and words as a foreign library reads them; nothing of a case is lost."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from footmap import __version__
from footmap.cli import main
from footmap.core.atlas import Atlas, MapId
from footmap.core.drawing import Case, ClueAnswer, Drawing, Stroke
from footmap.core.record import Pain, Patient, Visit
from footmap.core.views import SIDES, VIEW_IDS
from footmap.data import resources
from footmap.data.casefile import read_case, write_case
from footmap.data.practice import Practice, read_practice
from footmap.data.visit_json import case_of
from footmap.errors import FootmapError
from footmap.report import document, typeset
from footmap.report.document import READERS, ReportChoices, report_bytes, report_pages
from footmap.report.panels import painted_panels
from footmap.report.printable import printable, printable_signs
from footmap.words.assessment_words import load_wording
from footmap.words.blocks import paragraphs
from footmap.words.documents import ReadVisit, load_document_words, read_visit

from .pdf_reader import Pdf

PATIENT = Patient("p1", "quiet otter", "Maria Schneider", 1961, "20417")
EMERGENCY = {"saddle_or_sphincter": "yes", "foot_drop": "yes", "sudden_cold_pale": "no", "no_such_clue": "yes"}


@pytest.fixture(scope="module")
def visit(case: Case) -> Visit:
    at = datetime(2026, 11, 28, 14, 5, tzinfo=UTC)
    pain = Pain(4, 8, 5.5)
    return Visit("v1", at, case, "Dr. A. Sommer", "patient", "both", pain, ("first visit",))


@pytest.fixture(scope="module")
def plain(visit: Visit) -> Pdf:
    return made(visit)


@pytest.fixture(scope="module")
def alarming(visit: Visit) -> Visit:
    return replace(visit, case=replace(visit.case, clues=EMERGENCY, cleared={"foot_drop": "EMG is normal"}))


def made(visit: Visit, patient: Patient | None = PATIENT, **choices: Any) -> Pdf:
    return Pdf(report_bytes(visit, patient, "pdf", ReportChoices(**choices)))


def packed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def test_a_screen_reader_gets_title_language_headings_tables_and_pictures(plain: Pdf, atlas: Atlas) -> None:
    words = load_document_words()
    assert plain.marked
    assert plain.ua_part == "1"
    assert plain.language == "en"
    assert plain.shows_title
    assert "Maria Schneider" in plain.title
    assert "28 November 2026" in plain.title
    assert len(plain.kinds("Title")) == 1
    assert len(plain.kinds("H1")) >= 6
    assert plain.kinds("TH")
    assert all("Table" in tag.above for kind in ("TR", "TH", "TD") for tag in plain.kinds(kind))
    assert len(plain.kinds("Table")) == len(plain.kinds("THead"))
    alts = [tag.alt for tag in plain.kinds("Figure")]
    assert all(alts)
    captions = {words.say(f"panel_{view}", side=side) for view in VIEW_IDS for side in SIDES}
    assert sum(any(alt.startswith(caption) for caption in captions) for alt in alts) >= 2
    assert any("cm²" in alt for alt in alts)


def test_each_cell_of_a_table_knows_its_head(plain: Pdf) -> None:
    heads = {tag.id for tag in plain.kinds("TH")}
    assert "" not in heads
    assert {tag.scope for tag in plain.kinds("TH")} == {"Column"}
    cells = plain.kinds("TD")
    assert cells
    assert all(tag.headers and set(tag.headers) <= heads for tag in cells)


def test_a_file_gets_every_part_in_the_order_in_which_it_is_read(alarming: Visit) -> None:
    words = load_document_words()
    said = made(alarming).text
    keys = (
        *("title", "who_patient", "who_pain", "head_flags", "in_short", "head_drawing", "scale_bar", "head_areas"),
        *("head_findings", "head_reading", "reading_words", "head_next", "head_note", "head_mind", "head_limits"),
        *("sign_date", "sign_name"),
    )
    at = 0
    for key in keys:
        assert packed(words.say(key)) in said[at:], key
        at = said.index(packed(words.say(key)), at)
    read, atlas, paint = read_visit(alarming, PATIENT)
    limits = said[said.index(packed(words.say("head_limits"))) :]
    versions = words.say("versions", program=__version__, atlas=atlas.version)
    assert packed(versions) in limits
    for source in read.found.alarms.raised[0].sources:
        assert packed(words.source(source)) in limits
    legend = [words.quality(q) for q in words.qualities(read.areas)]
    drawn = said[said.index(packed(words.say("head_drawing"))) : said.index(packed(words.say("head_areas")))]
    assert all(packed(name) in drawn for name in legend)
    shown = {words.say(f"panel_{panel.view}", side=panel.side) for panel in painted_panels(atlas, paint)}
    every = {words.say(f"panel_{view}", side=side) for view in VIEW_IDS for side in SIDES}
    assert {caption for caption in every if packed(caption) in said} == shown, "only views that are painted"


def test_denied_red_flags_are_told_as_denied(alarming: Visit) -> None:
    words = load_document_words()
    read, _, _ = read_visit(alarming, PATIENT)
    denied = words.denied(read.found)
    assert denied
    said = made(alarming).text
    head = said[said.index(packed(words.say("flags_denied"))) : said.index(packed(words.say("head_drawing")))]
    assert all(packed(words.words.clue(id_)) in head for id_ in denied)


def test_the_report_says_who_when_what_and_what_it_is_not(plain: Pdf, visit: Visit) -> None:
    said = plain.text
    for text in (
        *("Maria Schneider", "1961", "20417", "28 November 2026, 14:05", "Dr. A. Sommer", "the patient", "both sides"),
        *("now 4, worst 8, mean 5.5", "first visit", "Worse at night.", "Tight boots since May.", "Signature"),
        load_wording().say("report_head"),
    ):
        assert packed(text) in said, text
    assert "notprobab" not in said
    assert packed("it is not the probability of a disease") in said


def test_findings_areas_and_reading_are_the_assessments(visit: Visit) -> None:
    clues: dict[str, ClueAnswer] = {
        "back_pain": "yes",
        "ankle_reflex": {"right": "reduced_one_side", "left": "normal"},
        "rash": "no",
    }
    asked = replace(visit, case=replace(visit.case, clues=clues))
    said, words = made(asked).text, load_document_words()
    read, _, _ = read_visit(asked, PATIENT)
    for _, clue, answer in words.answers(read.found):
        assert packed(clue) in said
        assert packed(answer) in said
    assert packed(words.say("flags_denied")) in said
    for side, regions in read.areas.items():
        for id_, row in regions.items():
            assert packed(words.words.region(id_)) in said
            assert all(packed(words.words.number(area)) in said for area in row.values() if area >= 0.05), (side, id_)
    first = read.found.conditions[0]
    assert packed(words.candidate(first)) in said
    assert packed(words.words.support(first.candidate.words)) in said
    assert not re.search(r"(fit|Fit):?0\.\d\d", said)


def test_an_emergency_stands_before_everything_and_keeps_its_mark(alarming: Visit) -> None:
    words = load_document_words()
    said = made(alarming).text
    read, _, _ = read_visit(alarming, PATIENT)
    flag = words.words.red_flag(read.found.alarms.raised[0])
    assert said.index(packed(flag.name)) < said.index(packed(words.say("head_drawing")))
    assert packed(flag.now) in said
    emergency = words.say("reading_emergency", name=words.candidate(read.found.emergencies[0]))
    others = [a for a in read.found.conditions if not a.emergency]
    table = said[said.index(packed(words.say("reading_reason"))) :]
    assert table.index(packed(emergency)) < table.index(packed(words.candidate(others[0])))
    assert packed("EMG is normal") in said
    assert "no_such_clue" in said


def test_the_patient_gets_large_print_and_no_candidates(alarming: Visit) -> None:
    words = load_document_words()
    page = made(alarming, reader="patient")
    read, _, _ = read_visit(alarming, PATIENT)
    said = page.text
    assert packed(words.say("patient_emergency")) in said
    for rows in (read.found.nerves, read.found.levels, read.found.conditions):
        for assessed in rows:
            name = words.words.candidate(assessed.candidate.id)
            assert len(name) < 4 or packed(name) not in said, name
    assert "Tightboots" not in said, "the note is the clinician's"
    sizes = page.sizes()
    assert max(sizes) > 20
    assert min(sizes) >= 11
    assert {tag.alt for tag in page.kinds("Figure")} >= {words.say("swatch_alt", quality=words.quality("pain"))}


@pytest.mark.parametrize("reader", READERS)
def test_a_german_report_speaks_german(alarming: Visit, reader: str) -> None:
    page = made(alarming, language="de", reader=reader)
    mine, english = load_document_words("de"), load_document_words("en")
    keys: tuple[str, ...] = ("title", "head_flags", "head_findings", "head_reading", "head_limits", "sign_name")
    keys = keys if reader == "file" else ("patient_title", "patient_where", "patient_agreed", "patient_emergency")
    assert page.language == "de"
    for key in keys:
        assert packed(mine.say(key)) in page.text
        assert packed(english.say(key)) not in page.text
    assert "28.November2026" in page.text


def test_nothing_is_printed_smaller_than_a_reader_can_read(plain: Pdf) -> None:
    assert min(plain.sizes()) >= 8.0


def test_an_ordinary_visit_takes_one_page_where_that_is_enough(visit: Visit) -> None:
    dot = Stroke("right", "foot_plantar", "add", "brush", "pain", ((-10.0, 180.0),), 6.0)
    short = replace(visit, case=Case(Drawing((dot,))))
    assert len(made(short).file.pages) == 1


def test_and_at_most_two(plain: Pdf) -> None:
    assert len(plain.file.pages) <= 2


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_two_emergencies_at_once_take_two_pages(language: str, paper: str) -> None:
    case = read_case(resources.root() / "samples" / "l5_root_foot_drop.footmap")
    clues = {**case.clues, "saddle_or_sphincter": "urine", "urinary_retention": "yes", "sudden_cold_pale": "yes"}
    at, pain = datetime(2026, 11, 28, 14, 5, tzinfo=UTC), Pain(4, 8, 5.5)
    visit = Visit("v1", at, replace(case, clues=clues), "Dr. A. Sommer", "patient", "left", pain, ("first visit",))
    practice = Practice("Neurology", ("Market 1", "1000 Town"), ("555 123",))
    read, _, _ = read_visit(visit, PATIENT)
    assert len(read.found.emergencies) >= 2
    assert len(made(visit, language=language, paper=paper, practice=practice).file.pages) == 2


def test_a_long_note_is_printed_whole(visit: Visit) -> None:
    note = " ".join(f"word{k}" for k in range(4000))
    long = made(replace(visit, case=replace(visit.case, note=note)))
    said = long.text
    assert all(f"word{k}" in said for k in range(4000))
    assert len(long.file.pages) > 3


def test_the_paper_is_the_one_that_was_asked_for(visit: Visit) -> None:
    for paper, size in (("a4", (595, 842)), ("letter", (612, 792))):
        page = made(visit, paper=paper)
        box = page.file.pages[0].mediabox
        assert (round(float(box[2])), round(float(box[3]))) == size


def test_the_argument_in_numbers_comes_only_on_wish(visit: Visit, plain: Pdf) -> None:
    title = packed(load_document_words().say("head_argument"))
    total = packed(load_wording().say("row_sum"))
    assert title not in plain.text
    with_numbers = made(visit, argument=True).text
    assert title in with_numbers
    assert total in with_numbers


def test_the_same_visit_gives_the_same_bytes(visit: Visit) -> None:
    assert report_bytes(visit, PATIENT, "pdf") == report_bytes(visit, PATIENT, "pdf")


def test_pages_as_pictures_stand_below_each_other(visit: Visit) -> None:
    pages = report_pages(visit, PATIENT, "png")
    assert isinstance(pages, list)
    with Image.open(io.BytesIO(report_bytes(visit, PATIENT, "png"))) as image:
        assert image.height == len(pages) * Image.open(io.BytesIO(pages[0])).height
        assert np.asarray(image.convert("L")).min() < 60
        assert image.width / image.info["dpi"][0] * 25.4 == pytest.approx(210.0, abs=0.5), "the width of A4"
        assert "not a diagnosis" in image.info["Description"]
        assert PATIENT.pseudonym not in image.info["Title"]


def test_a_single_page_is_a_list_of_one_picture() -> None:
    pages = typeset.typeset([lambda: short("x")], "png", missing)
    assert isinstance(pages, list)
    assert len(pages) == 1


def test_the_map_that_levels_follow_is_named(visit: Visit, plain: Pdf) -> None:
    map_: MapId = "lee_2008"
    said = packed(load_wording().say("text_map", map=load_wording().map(map_)))
    assert said in made(visit, map=map_).text
    assert said not in plain.text


@pytest.mark.parametrize("reader", READERS)
def test_an_empty_case_has_a_report_too(reader: str) -> None:
    page = made(Visit("v"), None, reader=reader)
    words = load_document_words()
    key = "nothing_painted" if reader == "file" else "patient_nothing"
    assert packed(words.say(key)) in page.text


# ---- text of a case is shown, never read as anything else

HOSTILE = (
    '$x_{ #import "x": * #panic() *b* _i_ `raw` <b>&amp; @ref = // /* \\ ~ -- ... \'q\' "q" [c] ]{ }',
    "\u202eturned\u202c \u2066iso\u2069 \x00\x1b[31m\x7f",
    "שלום مرحبا Ελλάδα Кто 😀 李 e\u0301 \U000e0001",
    "x" * 10_000,
    "\u0301\u0489" * 30,
    "../../etc/passwd %s {0} {patient}",
)
hostile = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(HOSTILE)


def short(text: str) -> dict[str, Any]:
    """A document of one paragraph and a heading that hold a text."""
    return {
        "title": text or "x",
        "heading": f"Title {text}",
        "description": text,
        "author": [text],
        "language": "en",
        "paper": "a4",
        "size": 10,
        "tight": False,
        "practice": {"name": text, "address": [text], "contact": [text], "logo": None},
        "running": text[:50],
        "kind": "",
        "page": "Page",
        "page-of": "of",
        "foot": text[:50],
        "blocks": [
            {"kind": "heading", "level": 1, "text": f"Heading {text}"},
            {"kind": "facts", "rows": [[text, text, True]], "columns": 2},
            {"kind": "alarm", "title": text, "now": text, "lines": [text]},
            {"kind": "bullets", "items": [text]},
            paragraphs([text]),
        ],
    }


def missing(example: str) -> dict[str, Any]:
    return paragraphs([f"missing {example}"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=hostile)
@example(text=HOSTILE[0])
@example(text=HOSTILE[1])
@example(text=HOSTILE[2])
@example(text=HOSTILE[3])
@example(text=HOSTILE[4])
def test_any_text_can_be_printed_and_stands_as_it_is(text: str) -> None:
    data = typeset.typeset([lambda: short(text)], "pdf", missing)
    assert isinstance(data, bytes)
    page = Pdf(data)
    gone: list[str] = []
    shown = printable(text, gone)
    assert page.text.count("missing[U+") == (1 if gone else 0)
    plain = [word for word in re.findall(r"[!-~]+", shown) if not set(word) & set("-'\"f")]
    for word in plain:  # letters that join or turn round are drawn in another order
        assert word in page.text, word


@given(text=hostile)
def test_what_no_font_has_stands_as_its_number(text: str) -> None:
    gone: list[str] = []
    shown = printable(text, gone)
    assert all(sign in "\n\u200b\u200c\u200d" or ord(sign) in printable_signs() for sign in shown)
    for number in gone:
        assert chr(int(number[3:-1], 16)) in text
    back = re.sub(r"\[U\+([0-9A-F]{4,6})\]", lambda found: chr(int(found[1], 16)), shown)
    as_lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    assert back.replace("\u200b", "") == as_lines.replace("\u200b", ""), "nothing is lost"


def test_a_hostile_case_is_written_and_its_texts_are_shown(visit: Visit) -> None:
    text = HOSTILE[0] + "\n" + HOSTILE[2]
    patient = Patient("p", HOSTILE[3], HOSTILE[3], 1960, HOSTILE[0])
    case = replace(visit.case, note=text, cleared={"foot_drop": HOSTILE[0]}, clues={"foot_drop": "yes"})
    page = made(replace(visit, case=case, examiner=HOSTILE[1], tags=(HOSTILE[5],)), patient)
    assert "$x_{#import" in page.text
    assert "[U+674E]" in page.text
    assert "[U+202E]turned" in page.text
    assert "[U+0000]" in page.text
    assert page.text.count("x" * 100) >= 1
    said = load_document_words().say("cannot_draw", example="[U+674E]").split("[")[0]
    assert page.text.count(packed(said)) == 1
    assert len(page.title) < 400


# ---- the heading of the practice, and the command


def practice(folder: Path, logo: bytes | None = None, extra: str = "") -> Path:
    file = folder / "practice.yaml"
    lines = ["format: footmap-practice", "version: 1", "name: Practice *Sommer*", "address: [12 Garden Way, Town]"]
    if logo is not None:
        (folder / "logo.png").write_bytes(logo)
        lines.append("logo: logo.png")
    file.write_text("\n".join([*lines, extra]) + "\n", encoding="utf-8")
    return file


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "#0B5A78").save(out, "png")
    return out.getvalue()


def test_the_heading_of_the_practice_stands_on_the_report(visit: Visit, tmp_path: Path) -> None:
    page = made(visit, practice=read_practice(practice(tmp_path, png())))
    assert "Practice*Sommer*" in page.text
    assert "12GardenWay" in page.text
    assert load_document_words().say("logo_alt", practice="Practice *Sommer*") in [t.alt for t in page.kinds("Figure")]


@pytest.mark.parametrize(
    ("logo", "extra", "said"),
    [
        (b"GIF89a", "", "neither a PNG nor a JPEG"),
        (png(), "nmae: x", "nmae"),
        (b"\x89PNG\r\n\x1a\nbroken", "", "damaged"),
    ],
)
def test_a_broken_heading_is_refused_in_one_sentence(
    case: Case, tmp_path: Path, logo: bytes, extra: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_case(tmp_path / "a.footmap", case)
    heading = practice(tmp_path, logo, extra)
    out = tmp_path / "a.pdf"
    assert main(["report", str(tmp_path / "a.footmap"), "--practice", str(heading), "-o", str(out)]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert len(error.strip().splitlines()) == 1
    assert not out.exists()


def test_the_command_writes_both_kinds_from_a_file(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "a.footmap"
    write_case(file, case_of(visit, PATIENT))
    for reader in READERS:
        out = tmp_path / f"{reader}.pdf"
        options = ["--for", reader, "--paper", "letter", "--language", "de"]
        assert main(["report", str(file), "-o", str(out), *options]) == 0
        assert "Maria Schneider" in Pdf(out.read_bytes()).title


def test_a_report_does_not_replace_its_case(visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.footmap"
    write_case(file, case_of(visit, PATIENT))
    before = file.read_bytes()
    assert main(["report", str(file), "-o", str(file)]) == 1
    assert "not a.footmap" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_what_cannot_be_set_is_one_sentence(visit: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "document.typ").write_text("#panic()", encoding="utf-8")
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    with pytest.raises(FootmapError, match="could not be set"):
        typeset.typeset([lambda: short("x")], "pdf", missing)


def test_read_visits_may_be_handed_on(visit: Visit) -> None:
    read, atlas, _ = read_visit(visit, PATIENT)
    assert isinstance(read, ReadVisit)
    assert read.atlas_version == atlas.version
    assert sum(sum(row.values()) for rows in read.areas.values() for row in rows.values()) == pytest.approx(
        read.found.paint_cm2, rel=0.01
    )
    assert document.SUFFIXES
