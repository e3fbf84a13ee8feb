"""Study mode on one sheet: home, each exercise asked and answered, exploring, courses, an examination, the projector.

Every state is drawn twice: in English by day and in German in the dark. The learner of the pictures has studied for a
few weeks by the program's own schedule; answers and exercises follow from a seed: the same picture comes again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QPixmap

from footmap.core.drawing import Stroke
from footmap.core.learning import DAY_MS, Answer, Grade
from footmap.errors import FootmapError

from .contact_sheet import compose
from .loader import load
from .look.tokens import ThemeName
from .screenshot import drawing, render, save, speaking

if TYPE_CHECKING:
    from footmap.core.views import Side, ViewId
    from footmap.data.progress.store import Progress
    from footmap.study.exercise import Answer as Given
    from footmap.study.exercise import Exercise, ExerciseKind
    from footmap.study.material import Material
    from footmap.ui.study.study import Study

NAME: Final = "study_sheet.png"
SIZE: Final = (1280, 800)
CELL: Final = QSize(380, 238)
COLUMNS: Final = 5
NOW_S: Final = 1_790_000_000.0
DAYS: Final = 24
NEW_A_DAY: Final = 4
SEED: Final = 7
TRIES: Final = 40
ON_FOOT: Final = ("paint", "name", "point")
"""Exercises that are drawn on a foot, where skin is seen best on a small picture."""
SEARCHED: Final = "peroneal"
FOUND: Final = "common_fibular"
PLACE: Final = "foot_plantar"
LARGE: Final = "foot_dorsal"
SHARE: Final = 0.45
CUT: Final = "tibial"
PRESSED: Final = "L5"
STEP_MM: Final = 7.0
RADIUS_MM: Final = 9.0
LOOKS: Final[tuple[tuple[ThemeName, str], ...]] = (("light", "en"), ("dark", "de"))
ASKED: Final[Mapping[ExerciseKind, str]] = {
    "paint": "skin:nerve:sural",
    "name": "skin:nerve:saphenous",
    "point": "skin:nerve:deep_fibular",
    "muscle": "muscle:tibialis_anterior",
    "reflex": "reflex:ankle_jerk",
    "apart": "apart:L5|common_fibular",
    "maps": "maps:L5",
    "rank": "site:tarsal_tunnel",
}
"""Exercises that are drawn, and what they are about."""
TITLES: Final[Mapping[ExerciseKind, str]] = {
    "paint": "Paint it from memory",
    "name": "Name it",
    "point": "Point to it",
    "muscle": "Muscles",
    "reflex": "Reflexes",
    "apart": "Tell them apart",
    "maps": "Maps disagree",
    "rank": "Which level, which nerve",
}


@dataclass(frozen=True)
class Scene:
    """A state of study mode and the words below it."""

    title: str
    picture: QPixmap


def save_sheet(folder: Path) -> Path:
    """Draw the sheet into a folder that exists.

    Raises
    ------
    AssetError
        If the atlas or the knowledge cannot be read.
    FootmapError
        If the picture cannot be written.
    """
    with drawing():
        frames = [(scene.title, scene.picture) for theme, language in LOOKS for scene in scenes(theme, language)]
        save(compose(frames, CELL, COLUMNS), folder / NAME)
    return folder / NAME


def scenes(theme: ThemeName, language: str) -> Iterator[Scene]:
    """Every state in one look."""
    from footmap.data.progress.store import Progress
    from footmap.study.wording import load_material

    with speaking(language), tempfile.TemporaryDirectory() as name:
        new, known = Path(name) / "new.footstudy", Path(name) / "known.footstudy"
        with Progress(known) as progress:
            let_study(progress, load_material())
        with opened(theme, new) as study:
            yield Scene("The first time", picture(study))
        with opened(theme, known) as study:
            yield from _home(study)
            yield from _exercises(study)
            yield from _explore(study)
            yield from _more(study)


def let_study(progress: Progress, material: Material) -> None:
    """A learner who answers what is due, every day; some facts are harder than others."""
    from footmap.study.facts import facts_of
    from footmap.study.schedule import Schedule, queue

    rng, schedule = np.random.default_rng(SEED), Schedule()
    facts = [fact.id for fact in facts_of(material.facts, "core")]
    ease = dict(zip(facts, rng.uniform(0.35, 1.0, len(facts)), strict=True))
    learner = progress.add("Eva", new_per_day=NEW_A_DAY)
    with progress.study(learner) as studying:
        for day in range(DAYS):
            at_ms = round(NOW_S * 1000) - (DAYS - day) * DAY_MS
            for k, fact in enumerate(queue(facts, studying.cards, learner, at_ms, schedule=schedule).facts):
                right = bool(rng.random() < ease[fact])
                grade, now_ms = Grade.GOOD if right else Grade.AGAIN, at_ms + k * 30_000
                answer = Answer(f"{day}-{k}", fact, "", now_ms, now_ms, float(right), grade, 12.0)
                studying.keep(answer, schedule.review(fact, studying.cards.get(fact), grade, now_ms))


class opened:  # noqa: N801  # used as a statement, like `open`
    """Study mode in a window of its own, with its home shown."""

    def __init__(self, theme: ThemeName, path: Path, clock: Callable[[], float] = lambda: NOW_S) -> None:
        self._theme, self._path, self._clock = theme, path, clock

    def __enter__(self) -> Study:
        from footmap.ui.settings.preferences import Preferences

        from .app import with_study
        from .window import Window

        window = self._window = Window(Preferences(self._path.with_suffix(".ini")), theme=self._theme)
        window.resize(*SIZE)
        with_study(window, lambda: self._path, clock=self._clock)
        window.attach(*load())
        assert window.assessment is not None
        window.assessment.settle(deep=True)
        render(window, 1.0)
        window.parts.commands.study.trigger()
        study = window.study
        if study is None:
            raise FootmapError("Study mode could not be opened for its picture.")
        study.settle()
        return study

    def __exit__(self, *_: object) -> None:
        self._window.close()
        self._window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def picture(study: Study) -> QPixmap:
    """The window as it is now."""
    study.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no event loop runs that would do it
    render(study.around.host, 1.0)  # lays everything out
    if study.room is not None:
        study.room.board.scene.read_large_now()
        study.room.board.strip.draw()
        study.room.board.settle()
    return render(study.around.host, 1.0)


# ---- what is drawn


def _home(study: Study) -> Iterator[Scene]:
    yield Scene("Home: what is due, and the map of what is known", picture(study))
    study.home.show_layer("level")
    yield Scene("The levels: weak spots are red and hatched", picture(study))
    home = study.home
    for place in (PLACE, ""):
        home.where.setCurrentIndex(home.where.findData(place))
        home.where.activated.emit(home.where.currentIndex())
        if place:
            yield Scene("One place alone: the soles", picture(study))


def _exercises(study: Study) -> Iterator[Scene]:
    from footmap.study.facts import fact_by_id
    from footmap.study.generate import generate
    from footmap.ui.study.room import with_light

    room = study.room
    assert room is not None
    assert study.page is not None
    for kind, fact in ASKED.items():
        about = fact_by_id(room.material.facts, fact)
        made = (generate(about, np.random.default_rng(seed), room.material, kind) for seed in range(SEED, SEED + TRIES))
        exercise = next((one for one in made if one.view.startswith("foot") or kind not in ON_FOOT), None)
        if exercise is None:
            raise FootmapError(f"No picture of the foot asks about {fact}.")
        study.page.turn(0, study.exercise)
        study.exercise.ask(with_light(exercise, room.material))
        yield Scene(f"{TITLES[kind]}: asked", picture(study))
        _answer(study, exercise)
        yield Scene(f"{TITLES[kind]}: answered", picture(study))


def _answer(study: Study, exercise: Exercise) -> None:
    """Answer as a learner does: painted past the border, tapped right, chosen wrong, ranked with the second first."""
    from footmap.study.exercise import ChoiceAnswer, PaintAnswer, PointAnswer, RankAnswer

    room = study.room
    assert room is not None
    given: Given
    ids: tuple[str, ...] = ()
    if exercise.kind == "paint":
        room.board.session.add_strokes(painted(exercise, room.material), "")
        given = PaintAnswer(room.board.skin(exercise.side))
    elif exercise.kind == "point":
        given = PointAnswer(exercise.view, *_middle(exercise, room.material))
    elif exercise.kind == "rank":
        order = (exercise.best[1], exercise.best[0], *exercise.best[2:])
        given, ids = RankAnswer(order), order
    else:
        right = {*exercise.best, *exercise.accepted}
        wrong = next((thing.id for thing in exercise.choices if thing.id not in right), exercise.best[0])
        given, ids = ChoiceAnswer(wrong), (wrong,)
    study.exercise.give(given, ids)


def _middle(exercise: Exercise, material: Material) -> tuple[float, float]:
    from footmap.study.lit import lit_shapes

    if exercise.target is None:
        return material.course_sites(exercise.body)[exercise.best[0]][exercise.view].point_mm
    shape = lit_shapes(exercise, exercise.target, material)[exercise.view]
    point = max(shape.geoms, key=lambda part: part.area).representative_point()
    return point.x, point.y


def painted(exercise: Exercise, material: Material) -> list[Stroke]:
    """A brush drawn up the territory, a little beside its middle."""
    from shapely import box

    from footmap.core.geometry import intersection
    from footmap.study.lit import lit_shapes

    assert exercise.target is not None
    shape = lit_shapes(exercise, exercise.target, material)[exercise.view]
    part = max(shape.geoms, key=lambda one: one.area)
    left, low, right, high = part.bounds
    points = []
    for y in np.arange(low + STEP_MM, high - STEP_MM, STEP_MM):
        row = intersection(part, box(left - 1, y - 0.5, right + 1, y + 0.5))
        if not row.is_empty:
            a, _, b, _ = row.bounds
            points.append((a + 0.4 * (b - a), float(y)))
    sign = 1.0 if exercise.side == "right" else -1.0
    side: Side = exercise.side
    view: ViewId = exercise.view
    return [Stroke(side, view, "add", "brush", "tingling", tuple((sign * x, y) for x, y in points), RADIUS_MM)]


def _explore(study: Study) -> Iterator[Scene]:
    from footmap.study.exercise import Thing
    from footmap.ui.study.explore import CHANGE, FIND, LAYERS
    from footmap.ui.study.study import EXPLORE

    assert study.page is not None
    study.page.tab_chosen.emit(EXPLORE)
    panel, room = study.explore, study.room
    assert panel is not None
    assert room is not None
    panel.show_part(FIND)
    panel.lookup.line.setText(SEARCHED)
    yield Scene("Explore: looked up by another name", picture(study))
    panel.lookup.show_card(Thing("nerve", FOUND))
    yield Scene("Explore: its way, roots, muscles and sources", picture(study))
    panel.show_part(LAYERS)
    yield Scene("Explore: nerves and roots, with a handle", picture(study))
    room.board.canvas.focus_view(LARGE)
    room.board.canvas.set_share(SHARE)
    yield Scene("Explore: the handle on one foot", picture(study))
    room.board.canvas.focus_view(None)
    panel.show_part(CHANGE)
    for change, subject, title in (
        ("cut", CUT, "What if a nerve is cut"),
        ("press", PRESSED, "What if a root is pressed"),
    ):
        panel.change.choose(change, subject)
        yield Scene(title, picture(study))


def _more(study: Study) -> Iterator[Scene]:
    from footmap.ui.study.study import COURSES, EXAMINATION, SETS

    tabs: Mapping[int, Callable[[], Iterator[Scene]]] = {
        COURSES: lambda: _course(study),
        EXAMINATION: lambda: _examination(study),
        SETS: lambda: _sets(study),
    }
    assert study.page is not None
    for tab, draw in tabs.items():
        study.page.tab_chosen.emit(tab)
        study.settle()
        yield from draw()


def _course(study: Study) -> Iterator[Scene]:
    panel = study.courses
    assert panel is not None
    yield Scene("Courses", picture(study))


def _examination(study: Study) -> Iterator[Scene]:
    panel = study.exam
    assert panel is not None
    panel.exercises.setValue(6)
    panel.cases.setValue(1)
    panel.compose()
    study.settle()
    yield Scene("Examination: nothing is said", picture(study))
    while panel.sitting and panel.question.isVisibleTo(panel):
        prepared = panel.question.prepared
        if prepared is None:
            break
        exercise = prepared.exercise
        if exercise.choices and exercise.kind != "rank":
            from footmap.study.exercise import ChoiceAnswer

            panel.question.give(ChoiceAnswer(exercise.best[0]), ())
        else:
            panel.question.skip.click()
        study.settle()
    panel.finish()
    study.settle()
    yield Scene("Examination: its result", picture(study))


def _sets(study: Study) -> Iterator[Scene]:
    yield Scene("Sets: cards, teachers, progress", picture(study))
    study.quiz(("skin:nerve:sural",))
    study.settle()
    yield Scene("Quiz the room: the question", picture(study))
    assert study.projector is not None
    study.projector.reveal()
    yield Scene("Quiz the room: Space shows the answer", picture(study))
