"""Study mode in the window: opened, studied in with real events, left; alone by keys; and for reading alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from footmap.core.learning import Grade
from footmap.core.views import Side
from footmap.data.progress.store import Progress
from footmap.study.exercise import ExerciseKind
from footmap.ui.accessible.keyboard_hand import STEP_PX
from footmap.ui.app import with_study
from footmap.ui.study.study import Study
from footmap.ui.window import Window

from .studying import KINDS, LEFT, answer, ask, click, focus_of, target_point


@pytest.mark.parametrize("kind", KINDS)
def test_a_learner_answers_each_kind_and_it_is_kept(study: Study, kind: ExerciseKind, progress_file: Path) -> None:
    ask(study, kind)
    answer(study)
    assert study.exercise.feedback is not None
    assert study.exercise.feedback.right or kind == "paint"  # a region alone is not the whole territory
    assert study.exercise.verdict.text()
    assert study.exercise.who.isVisible()
    assert study.exercise.rule.isVisible()
    study.stop()
    with Progress(progress_file) as progress, progress.study(progress.learner("Eva")) as studying:
        assert [a.fact for a in studying.answers] == [KINDS[kind]]


def test_the_grade_can_be_overridden(study: Study) -> None:
    ask(study, "muscle")
    answer(study)
    panel, room = study.exercise, study.room
    assert room is not None
    assert room.desk is not None
    given = next(grade for grade, one in panel.grades.items() if one.isChecked())
    other = Grade.HARD if given != Grade.HARD else Grade.GOOD
    click(panel.grades[other])
    assert room.desk.studying.answers[-1].grade == other


def test_a_whole_question_by_keys_alone(study: Study) -> None:
    page = study.page
    assert page is not None
    assert focus_of(study) is study.home.start
    QTest.keyClick(study.home.start, Qt.Key.Key_Space)
    study.settle()
    assert page.side.currentWidget() is study.exercise
    ask(study, "name")
    QTest.keyClick(focus_of(study), Qt.Key.Key_2)
    assert study.exercise.feedback is not None
    assert focus_of(study) is study.exercise.following
    study.settle()
    QTest.keyClick(study.exercise.following, Qt.Key.Key_Space)
    study.settle()
    assert study.exercise.prepared is not None
    assert study.exercise.feedback is None
    QTest.keyClick(focus_of(study), Qt.Key.Key_Escape)
    assert page.side.currentWidget() is study.home
    QTest.keyClick(focus_of(study), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not study.is_open


def test_the_sole_alone_is_learned_and_the_choice_is_kept(study: Study, window: Window, progress_file: Path) -> None:
    where = study.home.where
    where.setFocus()
    while where.currentData() != "foot_plantar":
        before = where.currentIndex()
        QTest.keyClick(where, Qt.Key.Key_Down)
        assert where.currentIndex() == before + 1
    assert study.room is not None
    assert study.room.desk is not None
    assert study.room.board.scene.focus == "foot_plantar"
    asked = study.room.desk.facts
    click(study.home.start)
    for _ in range(2):
        study.settle()
        assert study.exercise.prepared is not None
        assert study.exercise.prepared.exercise.view == "foot_plantar"
        click(study.exercise.skip)
        click(study.exercise.following)
    study.close()
    study.open()
    assert study.home.where.currentData() == "foot_plantar"
    assert study.room.desk.facts == asked
    study._add_learner("Max")
    assert not study.home.where.currentData()


def test_a_place_is_tapped_by_keys_alone(study: Study) -> None:
    ask(study, "point")
    assert study.room is not None
    canvas = study.room.board.canvas
    assert focus_of(study) is canvas
    exercise = study.exercise.prepared.exercise if study.exercise.prepared is not None else None
    assert exercise is not None
    slot = study.room.board.scene.layout.slot(exercise.view, exercise.side)
    assert slot is not None
    x, y = canvas.port.to_screen(*slot.to_px(*target_point(study)))
    QTest.keyClick(canvas, Qt.Key.Key_K)
    for way, less, more in (
        (x - canvas.width() / 2, Qt.Key.Key_Left, Qt.Key.Key_Right),
        (y - canvas.height() / 2, Qt.Key.Key_Up, Qt.Key.Key_Down),
    ):
        for _ in range(round(abs(way) / STEP_PX)):
            QTest.keyClick(canvas, less if way < 0 else more)
    assert study.exercise.feedback is None
    QTest.keyClick(canvas, Qt.Key.Key_Space)  # down
    QTest.keyClick(canvas, Qt.Key.Key_Space)  # and up
    assert study.exercise.feedback is not None


def test_paint_of_the_other_limb_does_not_count_and_it_is_said(study: Study) -> None:
    ask(study, "paint")
    assert study.room is not None
    assert study.page is not None
    assert study.exercise.prepared is not None
    board, exercise = study.room.board, study.exercise.prepared.exercise
    x, y = target_point(study)
    other: Side = "left" if exercise.side == "right" else "right"
    slot = board.scene.layout.slot(exercise.view, other)
    assert slot is not None
    at = QPointF(*board.canvas.port.to_screen(*slot.to_px(x, y))).toPoint()
    QTest.mouseClick(board.canvas, LEFT, Qt.KeyboardModifier.NoModifier, at)
    board.session.settle()
    assert board.session.derived.paint.is_empty
    assert study.page.notice.isVisible()


def test_a_second_window_only_reads_and_says_so(study: Study, progress_file: Path) -> None:
    with Progress(progress_file) as progress, progress.study(progress.learner("Eva")) as second:
        assert not second.writable
    study.close()
    with Progress(progress_file) as progress, progress.study(progress.learner("Eva")) as first:
        assert first.writable
        study.open()
        assert study.page is not None
        assert "Eva" in study.page.notice.text()
        ask(study, "muscle")
        answer(study)
        assert study.exercise.feedback is not None
        assert not study.exercise.grading.isVisible()
        assert not first.answers


def test_the_drawing_below_is_as_it_was(study: Study, window: Window) -> None:
    assert window.session is not None
    before = window.session.case
    ask(study, "paint")
    answer(study)
    study.close()
    assert window.session.case == before
    assert window.parts.canvas.isEnabled()


def test_study_mode_that_was_closed_while_it_was_read_opens_again(window: Window, progress_file: Path) -> None:
    with_study(window, lambda: progress_file)
    window.ready.emit()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    study = window.study
    assert study is not None
    assert study.room is None
    study.close()
    study.settle()
    study.open()
    study.settle()
    assert study.room is not None
    assert study.home.isVisible()


def test_nothing_of_study_is_imported_before_it_is_opened() -> None:
    script = (
        "import sys; import footmap.ui.app; from footmap.ui.loader import load; load();"
        "found = [m for m in sys.modules if m.startswith(('footmap.study', 'footmap.ui.study', 'fsrs', 'genanki'))];"
        "sys.exit(str(found) if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
