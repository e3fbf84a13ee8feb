"""What the tests of study mode share: questions of each kind, and hands that answer them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from shapely import maximum_inscribed_circle

from footmap.study.exercise import ExerciseKind
from footmap.study.generate import generate
from footmap.ui.study.room import with_light
from footmap.ui.study.study import Study

LEFT = Qt.MouseButton.LeftButton
KINDS: dict[ExerciseKind, str] = {
    "name": "skin:nerve:sural",
    "paint": "skin:nerve:sural",
    "point": "skin:nerve:sural",
    "rank": "site:tarsal_tunnel",
    "apart": "apart:L5|common_fibular",
    "muscle": "muscle:soleus",
    "reflex": "reflex:ankle_jerk",
    "maps": "maps:L5",
}


def ask(study: Study, kind: ExerciseKind) -> None:
    """Ask a question of a kind, made as the desk makes them."""
    import numpy as np

    from footmap.study.facts import fact_by_id

    assert study.room is not None
    assert study.page is not None
    material = study.room.material
    fact = fact_by_id(material.facts, KINDS[kind])
    exercise = generate(fact, np.random.default_rng(5), material, kind)
    study.page.turn(0, study.exercise)
    study.exercise.ask(with_light(exercise, material))
    study.room.board.settle()


def focus_of(study: Study) -> QWidget:
    found = study.around.host.focusWidget()
    assert found is not None
    return found


def click(button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)


def answer(study: Study) -> None:
    """Give the best answer to what is asked, with the mouse."""
    panel, room = study.exercise, study.room
    assert panel.prepared is not None
    assert room is not None
    exercise = panel.prepared.exercise
    if exercise.kind == "paint":
        room.board.choose_tool("fill")
        x, y = target_point(study)
        tap(study, x, y)
        room.board.session.settle()
        click(panel.painted_button)
    elif exercise.kind == "point":
        tap(study, *target_point(study))
    elif exercise.kind == "rank":
        for id_ in exercise.best:
            click(panel.choices.buttons[id_])
        click(panel.choices.done)
    else:
        click(panel.choices.buttons[exercise.best[0]])


def target_point(study: Study) -> tuple[float, float]:
    from footmap.study.lit import lit_shapes

    assert study.room is not None
    assert study.exercise.prepared is not None
    exercise = study.exercise.prepared.exercise
    assert exercise.target is not None
    shape = lit_shapes(exercise, exercise.target, study.room.material)[exercise.view]
    largest = max(shape.geoms, key=lambda part: part.area)
    x, y = maximum_inscribed_circle(largest).coords[0]  # not within a pixel of the edge of the limb
    return float(x), float(y)


def tap(study: Study, x_mm: float, y_mm: float) -> None:
    assert study.room is not None
    assert study.exercise.prepared is not None
    exercise, canvas = study.exercise.prepared.exercise, study.room.board.canvas
    slot = study.room.board.scene.layout.slot(exercise.view, exercise.side)
    assert slot is not None
    at: QPoint = QPointF(*canvas.port.to_screen(*slot.to_px(x_mm, y_mm))).toPoint()
    QTest.mouseMove(canvas, at)
    QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, at)
