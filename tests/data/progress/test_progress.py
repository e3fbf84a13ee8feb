"""The progress file: kept after each answer, several learners, two windows, full disks, broken and newer files."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footmap.core.learning import DAY_MS, Answer, Card, Grade, Learner, study_time
from footmap.data.progress.export import from_json, read_export
from footmap.data.progress.store import Progress, Studying
from footmap.errors import StudyError
from footmap.study.schedule import Schedule

START = 1_790_000_000_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "study" / "progress.footstudy"


@pytest.fixture
def progress(path: Path) -> Iterator[Progress]:
    with Progress(path) as opened:
        yield opened


def give(studying: Studying, fact: str, grade: Grade = Grade.GOOD, days: float = 0.0, uid: str = "") -> Answer:
    told = START + int(days * DAY_MS)
    last = studying.answers[-1] if studying.answers else None
    at_ms = study_time(told, last)
    answer = Answer(
        uid or f"{studying.learner.id}-{len(studying.answers)}", fact, "name:1", told, at_ms, 0.9, grade, 7.5
    )
    studying.keep(answer, Schedule().review(fact, studying.cards.get(fact), grade, at_ms))
    return answer


def test_what_was_answered_is_there_after_a_kill(path: Path) -> None:
    code = (
        "import os, sys; sys.path.insert(0, '.'); from pathlib import Path;"
        "from tests.data.progress.test_progress import give; from footmap.data.progress.store import Progress;"
        f"p = Progress(Path({str(path)!r})); s = p.study(p.add('Ada'));"
        "give(s, 'nerve:sural'); give(s, 'level:S1', days=1); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 9, done.stderr
    with Progress(path) as again, again.study(again.learner("Ada")) as ada:
        assert ada.writable
        assert [a.fact for a in ada.answers] == ["nerve:sural", "level:S1"]
        assert set(ada.cards) == {"nerve:sural", "level:S1"}


def test_cards_that_are_kept_are_those_that_follow_from_the_answers(progress: Progress) -> None:
    with progress.study(progress.add("Ada")) as ada:
        for day, grade in enumerate([Grade.GOOD, Grade.GOOD, Grade.AGAIN, Grade.EASY, Grade.HARD]):
            give(ada, "nerve:sural", grade, 3 * day)
    with progress.study(progress.learner("Ada")) as ada:
        assert ada.cards == Schedule().replay(ada.answers)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_the_file_is_for_its_owner_alone(progress: Progress, path: Path) -> None:
    with progress.study(progress.add("Ada")) as ada:
        give(ada, "nerve:sural")
    for found in path.parent.rglob("*"):
        if found.is_file():
            assert stat.S_IMODE(found.stat().st_mode) == 0o600, found


def test_learners_do_not_see_each_other(progress: Progress) -> None:
    ada, ben = progress.add("Ada"), progress.add("Ben")
    with progress.study(ada) as a, progress.study(ben) as b:
        give(a, "nerve:sural")
        assert not b.answers
        give(b, "nerve:sural")
    with progress.study(ben) as b:
        assert [x.uid for x in b.answers] == [f"{ben.id}-0"]
    with pytest.raises(StudyError, match="studies here already"):
        progress.add("  Ada ")
    with pytest.raises(StudyError, match="Ada, Ben"):
        progress.learner("Cy")


def test_a_second_window_reads_only_and_says_so(progress: Progress, path: Path) -> None:
    ada = progress.add("Ada")
    with progress.study(ada) as first:
        give(first, "nerve:sural")
        with Progress(path) as other, other.study(ada) as second:
            assert not second.writable
            assert "another window" in second.notice
            assert len(second.answers) == 1
            with pytest.raises(StudyError, match="another window"):
                give(second, "level:S1")
            with pytest.raises(StudyError, match="close it there"):
                other.take_in(ada, [], Schedule().replay)
        give(first, "level:S1")
    with Progress(path) as other, other.study(ada) as second:
        assert second.writable
        assert len(second.answers) == 2


def test_a_full_disk_is_said_at_once_and_loses_nothing(progress: Progress, path: Path) -> None:
    ada = progress.add("Ada")
    with progress.study(ada) as studying:
        give(studying, "nerve:sural")
        pages = progress._connection.execute("PRAGMA page_count").fetchone()[0]
        progress._connection.execute(f"PRAGMA max_page_count = {pages}")
        kept, said = 0, ""
        for kept in range(2000):
            try:
                give(studying, f"nerve:{'x' * 100}{kept}")
            except StudyError as error:
                said = str(error)
                break
        assert "disk is full: this answer was not kept" in said
        assert len(studying.answers) == kept + 1
        assert len(studying.cards) == kept + 1
        progress._connection.execute("PRAGMA max_page_count = 100000")
        give(studying, "level:S1")
    with Progress(path) as again, again.study(ada) as studying:
        assert len(studying.answers) == kept + 2
        assert studying.answers[0].fact == "nerve:sural"


def test_an_import_on_a_full_disk_is_refused_and_nothing_has_changed(progress: Progress, tmp_path: Path) -> None:
    with Progress(tmp_path / "far.footstudy") as far, far.study(far.add("Far")) as studying:
        for k in range(400):
            give(studying, f"nerve:{'x' * 100}{k}")
        sent = from_json(far.export(studying.learner))
    ada = progress.add("Ada")
    with progress.study(ada) as studying:
        give(studying, "nerve:sural")
    before = progress.export(ada)
    pages = progress._connection.execute("PRAGMA page_count").fetchone()[0]
    progress._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StudyError, match="disk is full: this was not kept"):
        progress.take_in(*sent, Schedule().replay)
    assert [x.name for x in progress.learners()] == ["Ada"]
    assert progress.export(ada) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a database at all, but long enough to be looked at" * 40, "is damaged; nothing was changed"),
        (b"SQLite format 3\x00" + b"\xff" * 4000, "is damaged; nothing was changed"),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence_and_stays(path: Path, content: bytes, words: str) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StudyError, match=words):
        Progress(path)
    assert path.read_bytes() == content


def test_a_newer_or_foreign_file_is_refused_and_stays(path: Path) -> None:
    Progress(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StudyError, match="newer footmap"):
        Progress(path)
    assert path.read_bytes() == before
    connection = sqlite3.connect(path.with_name("other.footstudy"))
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(StudyError, match="not a progress file"):
        Progress(path.with_name("other.footstudy"))


def test_an_older_file_is_copied_before_it_is_brought_up_to_date(path: Path) -> None:
    from footmap.data.progress.schema import MIGRATIONS

    with Progress(path) as progress:
        progress.add("Ada")

    def later(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE learner ADD COLUMN mood TEXT")

    with Progress(path, (*MIGRATIONS, later)) as progress:
        assert progress.learners()[0].name == "Ada"
    assert (path.parent / "progress.backups" / "before-version-2.footstudy").is_file()


def test_copies_are_made_as_answers_come_whatever_the_clock_says(path: Path) -> None:
    for _ in range(8):
        with Progress(path) as progress:
            ada = progress.learners()[0] if progress.learners() else progress.add("Ada")
            with progress.study(ada) as studying:
                for _ in range(50):
                    give(studying, "nerve:sural")
    copies = sorted(p.name for p in (path.parent / "progress.backups").iterdir())
    assert copies == [f"answers-{n:08d}.footstudy" for n in (150, 200, 250, 300, 350)]


def test_an_export_is_taken_in_elsewhere_and_twice_is_once(progress: Progress, tmp_path: Path) -> None:
    ada = progress.add("Ada")
    with progress.study(ada) as studying:
        for i in range(5):
            give(studying, f"nerve:{i % 2}", days=i)
        cards = dict(studying.cards)
    export = progress.export(ada)
    (tmp_path / "ada.json").write_bytes(export)
    with Progress(tmp_path / "b" / "progress.footstudy") as other:
        other.add("Ada")  # somebody else of the same name
        learner, new = other.take_in(*read_export(tmp_path / "ada.json"), Schedule().replay)
        assert (learner.name, new) == ("Ada (2)", 5)
        with other.study(learner) as studying:
            assert studying.cards == cards
            give(studying, "level:S1", days=9, uid="there-1")
        assert other.take_in(*from_json(export), Schedule().replay)[1] == 0
        back = other.export(learner)
    assert progress.take_in(*from_json(back), Schedule().replay) == (ada, 1)
    with progress.study(ada) as studying:
        assert [a.uid for a in studying.answers][-1] == "there-1"
        assert studying.cards == Schedule().replay(studying.answers)


def broken(change: dict[str, object], answer: dict[str, object] | None = None) -> bytes:
    document = {
        "format": "footmap-progress",
        "version": 1,
        "learner": {"id": "a1", "name": "Ada", "new_per_day": 10},
        "answers": [
            {"uid": "u", "fact": "nerve:sural", "exercise": "", "told_ms": 5, "at_ms": 5, "score": 1.0, "grade": 3}
            | {"seconds": 1.0}
            | (answer or {})
        ],
    }
    return json.dumps(document | change).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "not valid JSON"),
        (b"[]", "not a footmap progress file"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"format": "footmap-case"}', "not an export"),
        (broken({"version": 2}), "newer footmap"),
        (broken({"version": "1"}), "version"),
        (broken({"more": 1}), "more: is not known"),
        (broken({}, {"score": 2.0}), "score"),
        (broken({}, {"grade": 9}), "grade"),
        (broken({}, {"told_ms": 10**18}), "told_ms"),
        (broken({}, {"fact": "a b"}), "fact"),
        (b'{"format": "footmap-progress", "format": "footmap-progress"}', "appears twice"),
    ],
)
def test_a_broken_or_newer_export_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(StudyError, match=words) as caught:
        from_json(data)
    assert "\n" not in str(caught.value)
    assert from_json(broken({}))[0] == Learner("a1", "Ada", 10)


def test_a_refused_import_changes_nothing(progress: Progress) -> None:
    ada = progress.add("Ada")
    with progress.study(ada) as studying:
        give(studying, "nerve:sural")
    before = progress.export(ada)

    def fails(_: object) -> dict[str, Card]:
        raise StudyError("no")

    with pytest.raises(StudyError):
        progress.take_in(ada, [], fails)
    assert progress.export(ada) == before


def test_the_last_answer_can_be_given_another_grade(progress: Progress) -> None:
    with progress.study(progress.add("Ada")) as ada:
        first = give(ada, "nerve:sural")
        second = give(ada, "nerve:tibial")
        easy = Schedule().review("nerve:tibial", None, Grade.EASY, second.at_ms)
        ada.regrade(replace(second, grade=Grade.EASY), easy)
        with pytest.raises(StudyError, match="last answer"):
            ada.regrade(replace(first, grade=Grade.EASY), None)
    with progress.study(progress.learner("Ada")) as ada:
        assert ada.cards == Schedule().replay(ada.answers)
        assert ada.cards["nerve:tibial"] == easy


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader_of_exports(data: bytes) -> None:
    with pytest.raises(StudyError):
        from_json(data)
