"""Explore, courses, examination, sets and projector of study mode."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from footmap.core.ids import SIDES
from footmap.data.footset import Footset, read_footset, write_footset
from footmap.study.examination import Examination, Result
from footmap.study.exercise import ChoiceAnswer, Thing
from footmap.ui.study.study import COURSES, EXAMINATION, EXPLORE, SETS, Study
from footmap.ui.window import Window

from .studying import answer, ask, click


def turn(study: Study, tab: int) -> None:
    """Turn to a tab by its key."""
    assert study.page is not None
    focused = study.around.host.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key(Qt.Key.Key_1 + tab), Qt.KeyboardModifier.ControlModifier)
    assert study.page.tabs.currentIndex() == tab


def notice(study: Study) -> str:
    assert study.page is not None
    return study.page.notice.text()


# ---- explore


@pytest.mark.parametrize(
    ("text", "found"),
    [("peroneal", "common_fibular"), ("LFCN", "lateral_femoral_cutaneous"), ("n. suralis", "sural")],
)
def test_a_structure_is_found_by_any_name_and_lit(study: Study, text: str, found: str) -> None:
    turn(study, EXPLORE)
    assert study.explore is not None
    assert study.room is not None
    part = study.explore.lookup
    QTest.keyClicks(part.line, text)
    entries = [part.hits.itemAt(k) for k in range(part.hits.count())]
    hits = [entry.widget() for entry in entries if entry is not None]
    name = study.room.words.name(Thing("nerve", found))
    hit = next(h for h in hits if isinstance(h, QPushButton) and h.text().startswith(f"{name}  ("))
    click(hit)
    assert part.title.text() == name
    assert study.room.board.scene.choice.lit is not None
    assert study.room.board.scene.choice.lit.id == found
    assert part.who.isVisible()


@pytest.mark.parametrize("text", ["soleus", "ankle jerk", "meralgia", "S1", "tarsal tunnel", "Baxter"])
def test_whatever_is_looked_up_is_seen_on_the_picture(study: Study, text: str) -> None:
    turn(study, EXPLORE)
    assert study.explore is not None
    assert study.room is not None
    part = study.explore.lookup
    QTest.keyClicks(part.line, text)
    QTest.keyClick(part.line, Qt.Key.Key_Return)
    assert part.title.text()
    shown = study.room.board.scene.choice.shown
    assert shown.lit is not None or shown.way is not None


def test_the_handle_is_dragged_and_the_other_layer_goes_with_the_part(study: Study) -> None:
    turn(study, EXPLORE)
    assert study.explore is not None
    assert study.room is not None
    click(study.explore.ways[1])
    canvas = study.room.board.canvas
    assert canvas.other is not None
    middle = QPoint(round(canvas.share * canvas.width()), canvas.height() // 3)
    before = canvas.grab().toImage()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(canvas, middle + QPoint(canvas.width() // 4, 0))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert canvas.share == pytest.approx(0.75, abs=0.02)
    assert canvas.grab().toImage() != before
    QTest.keyClick(canvas, Qt.Key.Key_Comma)
    assert canvas.share < 0.75
    turn(study, 0)
    assert canvas.other is None


def test_what_if_tells_muscles_reflexes_and_reasons(study: Study) -> None:
    turn(study, EXPLORE)
    assert study.explore is not None
    click(study.explore.ways[2])
    part = study.explore.change
    part.change.setCurrentIndex(part.change.findData("press"))
    part.change.activated.emit(part.change.currentIndex())
    part.subject.setCurrentIndex(part.subject.findData("S1"))
    part.subject.activated.emit(part.subject.currentIndex())
    study.settle()
    assert part.found is not None
    assert part.found.subject.id == "S1"
    assert part.found.reflexes
    assert part.legend.entries
    assert part.why.isVisible()
    assert part.told.text()


# ---- courses


def test_a_case_is_solved_and_counts_in_its_course(study: Study) -> None:
    turn(study, COURSES)
    assert study.courses is not None
    assert study.room is not None
    assert study.room.desk is not None
    courses, desk = study.courses, study.room.desk
    course = desk.courses.courses[0]
    courses.open(course)
    QTest.keyClick(courses.rows, Qt.Key.Key_Return)
    case = desk.courses.of(course)[0]
    part = courses.part
    assert part.story.text() == case.record.story.to("en")
    part.candidates.take(case.accepted.ids[0])
    part.candidates.emergency.setChecked(case.record.emergency)
    click(part.candidates.done)
    assert part.outcome is not None
    assert part.outcome.place == 1
    assert part.verdict.text().startswith("Right")
    assert part.lesson.text()
    assert part.ground.isVisible() == (case.lesson.recalled is not None)
    assert desk.course_scores(course)[case.id] == 1.0


def test_an_overlooked_emergency_is_not_called_right(study: Study) -> None:
    turn(study, COURSES)
    assert study.courses is not None
    assert study.room is not None
    assert study.room.desk is not None
    courses, desk = study.courses, study.room.desk
    course = desk.courses.courses[0]
    courses.open(course)
    numbers = [k for k, case in enumerate(desk.courses.of(course)) if case.record.emergency]
    courses.rows.setCurrentRow(numbers[0])
    QTest.keyClick(courses.rows, Qt.Key.Key_Return)
    part = courses.part
    part.candidates.take(desk.courses.of(course)[numbers[0]].accepted.ids[0])
    click(part.candidates.done)
    assert part.outcome is not None
    assert part.outcome.overlooked
    assert not part.verdict.text().startswith("Right")


# ---- examination


def sit(study: Study, questions: int) -> Examination:
    turn(study, EXAMINATION)
    assert study.exam is not None
    panel = study.exam
    panel.exercises.setValue(questions)
    panel.cases.setValue(1)
    click(panel.start)
    study.settle()
    assert panel.exam is not None
    return panel.exam


def finished(study: Study) -> Result:
    assert study.exam is not None
    study.settle()
    assert study.exam.result is not None
    return study.exam.result


def test_an_examination_says_nothing_until_its_end_and_is_kept_and_printed(study: Study, tmp_path: Path) -> None:
    exam = sit(study, 2)
    panel = study.exam
    assert panel is not None
    for _ in range(2):
        study.settle()
        click(panel.question.skip)
        assert panel.question.feedback is None
        assert not panel.question.said.isVisible()
    study.settle()
    panel.case.candidates.take("sural")
    click(panel.case.candidates.done)
    assert panel.case.outcome is None
    result = finished(study)
    assert len(result.marked) == len(exam.questions) == 3
    assert panel.rows.count() == 3
    assert study.room is not None
    assert study.room.desk is not None
    assert len(study.room.desk.studying.answers) == 1  # what was left open is no answer
    panel.show_marked(0)  # what was left open shows what was meant
    study.settle()
    assert panel.question.feedback is not None
    assert panel.question.feedback.score == 0.0
    panel.save_to(tmp_path / "result")
    study.settle()
    assert (tmp_path / "result.pdf").read_bytes().startswith(b"%PDF")


def test_an_examination_ends_when_its_time_is_up(study: Study) -> None:
    exam = sit(study, 1)
    panel = study.exam
    assert panel is not None
    assert study.room is not None
    later = study.room.clock() + exam.minutes * 60 + 1
    study.room.clock = lambda: later
    panel._tick()
    assert not panel.sitting
    assert finished(study).right == 0


# ---- sets


def test_a_teacher_makes_a_set_and_a_learner_solves_it(study: Study, tmp_path: Path) -> None:
    turn(study, SETS)
    panel = study.sets
    assert panel is not None
    panel._make_case()
    panel.maker.save_to(tmp_path / "mine")
    assert notice(study)
    assert not (tmp_path / "mine.footset").exists()
    QTest.keyClicks(panel.maker.question, "Where is it?")
    panel.maker.answers.take("S1")
    for count in (1, 2):
        panel.maker.save_to(tmp_path / "mine")
        assert len(read_footset(tmp_path / "mine.footset").cases) == count
    panel.enter()
    panel.open_set(tmp_path / "mine.footset")
    panel.ask(0)
    panel.part.candidates.take("S1")
    click(panel.part.candidates.done)
    assert panel.part.outcome is not None
    assert panel.part.outcome.score == 1.0


def test_a_broken_set_changes_nothing_and_it_is_said(study: Study, tmp_path: Path) -> None:
    turn(study, SETS)
    panel = study.sets
    assert panel is not None
    broken = tmp_path / "broken.footset"
    broken.write_text("{", encoding="utf-8")
    panel.open_set(broken)
    assert panel.footset is None
    assert notice(study)


def test_cards_are_written_with_progress(study: Study, tmp_path: Path) -> None:
    turn(study, SETS)
    panel = study.sets
    assert panel is not None
    panel.sets.setCurrentIndex(panel.sets.findData("reflexes"))
    panel.export_deck(tmp_path / "reflexes.csv")
    assert panel.bar.isVisible()
    study.settle()
    assert not panel.bar.isVisible()
    assert "reflexes.csv" in notice(study)
    assert (tmp_path / "reflexes.csv").stat().st_size > 0


def test_progress_goes_out_and_comes_back(study: Study, tmp_path: Path) -> None:
    ask(study, "muscle")
    assert study.room is not None
    assert study.room.desk is not None
    assert study.exercise.prepared is not None
    study.exercise.give(ChoiceAnswer(study.exercise.prepared.exercise.best[0]), ())
    study.learners.export_progress(tmp_path / "eva")
    study._add_learner("Max")
    study.learners.import_progress(tmp_path / "eva.json")
    assert study.room.desk is not None
    assert study.room.desk.studying.learner.name == "Eva"
    assert len(study.room.desk.studying.answers) == 1
    (tmp_path / "bad.json").write_text("[]", encoding="utf-8")
    study.learners.import_progress(tmp_path / "bad.json")
    assert study.room.desk.studying.learner.name == "Eva"
    assert notice(study)


def pressed(study: Study, words: str) -> None:
    """Click the button that says this."""
    assert study.page is not None
    QTest.qWait(0)  # what was just added is laid out
    part = study.page.side.currentWidget()
    assert part is not None
    shown = part.findChildren(QPushButton)
    click(next(one for one in shown if one.isVisible() and one.text() == words))


def opens(monkeypatch: pytest.MonkeyPatch, *names: Path) -> None:
    """The next dialogs for files are answered with these."""
    wanted = [str(name) for name in names]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (wanted[0], ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (wanted[:-1], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **_options: (wanted[-1], ""))


def test_the_facts_of_a_set_are_asked_one_after_the_other_until_nothing_is_due(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = ("muscle:soleus", "reflex:ankle_jerk")
    write_footset(tmp_path / "mine.footset", Footset("mine", "Ankle", facts=facts))
    turn(study, SETS)
    opens(monkeypatch, tmp_path / "mine.footset")
    pressed(study, "Open a set…")
    pressed(study, "Study its facts")
    assert study.home.own.isVisible()
    assert "Ankle" in study.home.own.text()
    click(study.home.start)
    asked = []
    for _ in facts:
        study.settle()
        assert study.exercise.prepared is not None
        asked.append(study.exercise.prepared.exercise.fact)
        answer(study)
        study.settle()
        click(study.exercise.following)
    assert tuple(asked) == facts
    assert study.exercise.prepared is None
    study.show_home()
    assert not study.home.start.isVisible()
    click(study.home.no_own)
    assert study.home.start.isVisible()
    assert not study.home.own.isVisible()


def test_a_teacher_makes_a_set_of_what_is_studied_and_adds_to_it(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert study.room is not None
    assert study.room.desk is not None
    desk, wanted = study.room.desk, tmp_path / "mine"
    made = wanted.with_suffix(".footset")
    desk.choose(("reflexes",))
    turn(study, SETS)
    opens(monkeypatch, wanted)
    pressed(study, "Make a set of what I study…")
    first = read_footset(made)
    assert first.facts == tuple(fact.id for fact in desk.facts)
    desk.choose(("muscles",))
    pressed(study, "Make a set of what I study…")
    both = read_footset(made)
    assert (both.id, both.title) == (first.id, "mine")
    assert both.facts == (*first.facts, *(fact.id for fact in desk.facts))
    made.write_bytes(b"{")
    pressed(study, "Make a set of what I study…")
    assert made.read_bytes() == b"{"
    assert "JSON" in notice(study)


def test_a_class_hands_its_progress_in_and_the_teacher_reads_a_table(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_footset(tmp_path / "mine.footset", Footset("mine", "Ankle", facts=("reflex:ankle_jerk",)))
    ask(study, "reflex")
    answer(study)
    turn(study, SETS)
    opens(monkeypatch, tmp_path / "eva.json")
    pressed(study, "Save my progress…")
    opens(monkeypatch, tmp_path / "mine.footset")
    pressed(study, "Open a set…")
    opens(monkeypatch, tmp_path / "eva.json", tmp_path / "class")
    pressed(study, "Results of a class…")
    head, row = (tmp_path / "class.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "Eva" in row
    assert "reflex:ankle_jerk" in row
    assert "class.csv" in notice(study)
    assert row.count(",") == head.count(",")
    assert row.split(",")[2] == "1"


def test_the_room_is_quizzed_with_the_facts_of_a_set(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = ("muscle:soleus", "reflex:ankle_jerk")
    write_footset(tmp_path / "mine.footset", Footset("mine", "Ankle", facts=facts))
    turn(study, SETS)
    opens(monkeypatch, tmp_path / "mine.footset")
    pressed(study, "Open a set…")
    pressed(study, "Quiz the room with it")
    asked = []
    for _ in facts:
        study.settle()
        projector = study.projector
        assert projector is not None
        assert projector.prepared is not None
        asked.append(projector.prepared.exercise.fact)
        for shown in (True, False):
            assert bool(projector.answer.text()) is not shown
            QTest.keyClick(study.around.host.focusWidget(), Qt.Key.Key_Space)
    assert sorted(asked) == sorted(facts)


# ---- projector and pictures


def test_the_room_is_quizzed_by_space(study: Study) -> None:
    turn(study, SETS)
    assert study.sets is not None
    assert study.page is not None
    study.sets.sets.setCurrentIndex(study.sets.sets.findData("muscles"))
    click(study.sets.quiz)
    study.settle()
    projector = study.projector
    assert projector is not None
    assert not study.page.top.isVisible()
    assert not projector.answer.text()
    first = projector.prepared
    QTest.keyClick(projector, Qt.Key.Key_Space)
    assert projector.answer.text()
    QTest.keyClick(projector, Qt.Key.Key_Space)
    study.settle()
    assert projector.prepared is not first
    assert not projector.answer.text()
    QTest.keyClick(projector, Qt.Key.Key_Escape)
    assert study.page.top.isVisible()


def test_the_answer_about_a_place_is_named_and_shown_on_the_projector(study: Study) -> None:
    turn(study, SETS)
    study.quiz(("site:deep_gluteal",))  # it can only be pointed to
    study.settle()
    projector, room = study.projector, study.room
    assert projector is not None
    assert projector.prepared is not None
    assert room is not None
    assert projector.prepared.exercise.kind == "point"
    assert not room.board.patches
    QTest.keyClick(projector, Qt.Key.Key_Space)
    assert room.words.name(Thing("site", "deep_gluteal")) in projector.answer.text()
    assert room.board.patches


def test_a_room_is_told_what_is_known_of_the_patient(study: Study) -> None:
    from footmap.study.facts import fact_by_id
    from footmap.study.generate import generate
    from footmap.ui.study.room import with_light

    turn(study, SETS)
    study.quiz(("site:tarsal_tunnel",))
    study.settle()
    projector, room = study.projector, study.room
    assert projector is not None
    assert room is not None
    fact = fact_by_id(room.material.facts, "site:tarsal_tunnel")
    asked = (generate(fact, np.random.default_rng(seed), room.material, "rank") for seed in range(20))
    exercise = next(one for one in asked if one.clues)
    projector.show_question(with_light(exercise, room.material))
    for clue, told in exercise.clues.items():
        assert room.words.name(Thing("clue", clue)) in projector.choices.text()
        assert room.words.answer(clue, told) in projector.choices.text()


def test_a_place_that_was_missed_is_shown(study: Study) -> None:
    from footmap.study.facts import fact_by_id
    from footmap.study.generate import generate
    from footmap.ui.study.room import with_light

    room, panel = study.room, study.exercise
    assert room is not None
    assert study.page is not None
    exercise = generate(
        fact_by_id(room.material.facts, "site:tarsal_tunnel"), np.random.default_rng(5), room.material, "point"
    )
    study.page.turn(0, panel)
    panel.ask(with_light(exercise, room.material))
    click(panel.skip)
    assert panel.feedback is not None
    assert not panel.feedback.right
    assert room.board.patches
    assert panel.legend.isVisible()


def test_the_present_picture_is_copied_and_saved_with_its_legend(study: Study, tmp_path: Path) -> None:
    study.save_picture(tmp_path / "home")
    study.save_picture(tmp_path / "home.svg")
    assert (tmp_path / "home.png").read_bytes().startswith(b"\x89PNG")
    assert "Forgotten" in (tmp_path / "home.svg").read_text(encoding="utf-8")
    study.save_picture(tmp_path / "home.bmp")
    assert "home.bmp" in notice(study)
    assert study.page is not None
    study.page.copy_wanted.emit()
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_map_of_what_is_known_changes_with_an_answer(study: Study) -> None:
    from footmap.ui.study import looks
    from footmap.ui.study.known import known_patches, seen_skin

    assert study.room is not None
    assert study.room.desk is not None
    desk, seen = study.room.desk, seen_skin(study.room.board.session.engine.atlas, "nerve")
    before = known_patches(seen, "nerve", desk.skin_recall(), frozenset(desk.studying.cards))
    assert {id(patch.look) for patch in before} == {id(looks.NEVER)}
    ask(study, "name")
    assert study.exercise.prepared is not None
    study.exercise.give(ChoiceAnswer(study.exercise.prepared.exercise.best[0]), ())
    after = known_patches(seen, "nerve", desk.skin_recall(), frozenset(desk.studying.cards))
    changed = [patch for patch in after if patch.look is not looks.NEVER]
    assert changed
    assert {patch.side for patch in changed} == set(SIDES)


def test_another_language_makes_study_mode_anew(study: Study, window: Window) -> None:
    study.close()
    study.retranslate()
    assert study.room is None
    study.open()
    study.settle()
    assert study.room is not None
    assert study.room.desk is not None
    assert study.room.desk.studying.learner.name == "Eva"


def test_home_stands_there_before_its_map_and_the_map_comes_without_a_jump(study: Study, qtbot: QtBot) -> None:
    """The first time a layer is wanted the body is shown bare at once; its skin follows where nothing else is shown."""
    assert study.room is not None
    board, home = study.room.board, study.home
    click(home.layer_level)
    bare, places = board.grab().toImage(), [part.geometry() for part in home.findChildren(QPushButton)]
    assert not board.patches
    home.settle()
    board.settle()
    assert board.patches
    assert board.grab().toImage() != bare
    assert [part.geometry() for part in home.findChildren(QPushButton)] == places


def test_the_map_of_home_does_not_fall_upon_a_question(study: Study) -> None:
    assert study.room is not None
    click(study.home.layer_level)
    ask(study, "point")
    asked = study.room.board.patches
    study.home.settle()
    assert study.room.board.patches == asked
