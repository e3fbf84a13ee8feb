"""Commands about a library: import, list, show, export, check, repair, backup, restore."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footmap.errors import CaseError, FootmapError, LibraryError

from .common import DONE, REFUSED, add_output, complain, may_write
from .handover import add_recipients, write_sealed
from .passphrase import WAYS, ask_new, key_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from footmap.core.drawing import Case
    from footmap.data.library.cards import Summary
    from footmap.data.library.cipher import Key
    from footmap.data.library.library import Library, VisitEntry

    from .common import Commands


def add(sub: Commands) -> None:
    """Add the commands to a parser."""
    parser = sub.add_parser("library", help="keep, find and export the visits of many patients")
    actions = parser.add_subparsers(
        metavar="import | list | show | export | check | repair | backup | restore | encrypt | decrypt | rekey",
        required=True,
    )
    own = _action(actions, "import", "take case files into the library, which is made if there is none", _import)
    own.set_defaults(tells=True)
    own.add_argument("files", metavar="FILE", type=Path, nargs="+", help="case files (.footmap)")
    own.add_argument("--plain", action="store_true", help="do not rank them: quicker, but not found by candidate")
    own = _action(actions, "list", "list the visits, the newest first", _list)
    own.add_argument("--search", metavar="TEXT", default="", help="words of name, tag, note, candidate or region")
    own.add_argument("--tag", metavar="TAG", default="", help="only visits with this tag")
    own.add_argument("--since", metavar="DATE", type=_day, help="only visits from this day on, such as 2026-11-28")
    own.add_argument("--until", metavar="DATE", type=_day, help="only visits up to this day")
    own.add_argument("--trash", action="store_true", help="what lies in the trash")
    own.add_argument("--json", action="store_true", help="print JSON, for other programs")
    own = _action(actions, "show", "print what the library holds about a visit", _show)
    own.add_argument("id", metavar="ID", help="of a visit")
    own = _action(actions, "export", "write a visit, or a patient with all visits, as a case file", _export)
    own.add_argument("id", metavar="ID", help="of a visit or a patient")
    add_output(own, "OUT.footmap[.age]")
    add_recipients(own)
    words = "say whether the library is sound (else exit code 1), and what could be saved"
    _action(actions, "check", words, _check)
    _action(actions, "repair", "save what can be read of a damaged library", _repair)
    own = _action(actions, "backup", "write a backup now, and list all backups", _backup)
    own.add_argument("--list", action="store_true", help="only list them")
    own = _action(actions, "restore", "put a backup in the place of the library", _restore)
    own.add_argument("backup", metavar="BACKUP", type=Path, help="a file that 'library backup' lists")
    _action(actions, "encrypt", "put the library and its backups under a passphrase", _encrypt)
    _action(actions, "decrypt", "take the passphrase away", _decrypt)
    _action(actions, "rekey", "change the passphrase", _rekey)


def _action(actions: Any, name: str, words: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(
        name,
        help=words,
        description=f"{words[:1].upper()}{words[1:]}.",
        epilog=f"The passphrase of an encrypted library: {WAYS}",
    )
    parser.add_argument(
        "--library", metavar="PATH", type=Path, help="*.footlib, or a folder that holds one; default your own"
    )
    parser.set_defaults(run=run)
    return parser


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").astimezone()
    except (ValueError, OverflowError) as error:
        raise argparse.ArgumentTypeError("write the day like this: 2026-11-28") from error


def _path(arguments: argparse.Namespace) -> Path:
    from footmap.data.library.place import library_path

    return library_path(arguments.library)


def _open(arguments: argparse.Namespace, *, make: bool = False) -> Library:
    from footmap.data.library.library import Library

    path = _path(arguments)
    library = Library(path, make=make, key=key_for(path))
    if library.notice:
        complain(library.notice)
    return library


def _import(arguments: argparse.Namespace) -> int:
    refused = 0
    with _open(arguments, make=True) as library:
        if not library.writable:
            return REFUSED
        ranked = None if arguments.plain else _Ranked()
        for path in arguments.files:
            try:
                _import_file(library, path, ranked)
            except CaseError as error:
                refused += 1
                complain(f"{path.name}: {error}" + (f" [{error.where}]" if error.where else ""))
    return REFUSED if refused else DONE


def _import_file(library: Library, path: Path, ranked: _Ranked | None) -> None:
    from footmap.core.record import PatientRecord
    from footmap.data.casefile import read_file
    from footmap.data.patient_file import parse_record

    data = read_file(path)
    found = parse_record(data)
    if isinstance(found, PatientRecord):
        patient, visits = found.patient, found.visits
    else:
        patient, visits = library.new_patient(), (found,)
    for i, visit in enumerate(visits):
        if f'"{visit.id}"'.encode() not in data:  # the file gives no id: the same file is to have the same one
            visit = replace(visit, id=hashlib.sha256(data + bytes([i % 256])).hexdigest()[:16])
            if library.holds(visit.id):
                print(f"{path.name}: already there as visit {visit.id}")
                continue
        if visit.at is None:
            visit = replace(visit, at=datetime.fromtimestamp(path.stat().st_mtime).astimezone())
            complain(f"{path.name} has no date; the time of the file is taken ({visit.at:%Y-%m-%d %H:%M}).")
        added = library.add(patient, visit)
        if added.how != "already there" and ranked is not None:
            library.describe(added.visit_id, ranked.summary(visit.case))
        print(f"{path.name}: {added.how} as visit {added.visit_id} of {library.patient_of(added.visit_id).called}")


class _Ranked:
    """Ranks cases for the index; engines are read once."""

    def __init__(self) -> None:
        self._engines: dict[str, Any] = {}

    def summary(self, case: Case) -> Summary:
        """Leader and regions of a case."""
        from footmap.core.ids import LANGUAGES
        from footmap.core.localiser.assessment import assess
        from footmap.core.paint import replay
        from footmap.words.assessment_words import load_wording
        from footmap.words.visit_summary import visit_summary

        if case.body not in self._engines:
            from footmap.core.coverage import RegionCover
            from footmap.data.assets import load_atlas
            from footmap.data.localiser import load_localiser

            atlas = load_atlas(case.body)
            self._engines[case.body] = atlas, load_localiser(atlas), RegionCover(atlas)
        atlas, localiser, cover = self._engines[case.body]
        paint = replay(atlas, case.drawing)
        found = assess(localiser, paint, case.clues)
        return visit_summary(found, cover, paint, [load_wording(language) for language in LANGUAGES])


def _list(arguments: argparse.Namespace) -> int:
    from footmap.data.library.library import Wanted

    until = arguments.until + timedelta(days=1) - timedelta(seconds=1) if arguments.until else None
    wanted = Wanted(arguments.search, arguments.since, until, arguments.tag, trashed=arguments.trash)
    with _open(arguments) as library:
        entries = library.visits(wanted, limit=-1)
    if arguments.json:
        from footmap.data.library.listing import list_json

        print(list_json(entries))
    else:
        print("\n".join(_row(entry) for entry in entries) if entries else "No visit.")
    return DONE


def _row(entry: VisitEntry) -> str:
    parts = [f"{entry.at:%Y-%m-%d %H:%M}", f"{entry.visit.id:<16}", _one_line(entry.patient.called)]
    if entry.leader:
        parts.append(entry.leader)
    if entry.visit.tags:
        parts.append("#" + " #".join(_one_line(tag) for tag in entry.visit.tags))
    return "  ".join(parts)


def _one_line(text: str) -> str:
    """A text in a list: no line end, no tab, and not longer than a line."""
    joined = " ".join(text.split())
    return joined if len(joined) <= 60 else joined[:59] + "…"


def _show(arguments: argparse.Namespace) -> int:
    with _open(arguments) as library:
        visit, patient = library.visit(arguments.id), library.patient_of(arguments.id)
    year = f", born {patient.birth_year}" if patient.birth_year is not None else ""
    number = f", number {patient.number}" if patient.number else ""
    name = f" ({patient.name})" if patient.name else ""
    lines = [f"Patient    {patient.pseudonym}{name}{year}{number}  [{patient.id}]"]
    if visit.at is not None:
        lines.append(f"Date       {visit.at:%Y-%m-%d %H:%M %z}")
    pain = {"now": visit.pain.now, "worst": visit.pain.worst, "mean": visit.pain.mean}
    facts = {
        "Examiner": visit.examiner,
        "Drawn by": visit.drawn_by or "",
        "Complaint": visit.complaint_side or "",
        "Pain": ", ".join(f"{key} {value:g}" for key, value in pain.items() if value is not None),
        "Tags": ", ".join(visit.tags),
    }
    lines += [f"{key:<11}{value}" for key, value in facts.items() if value]
    lines.append(f"Drawing    {len(visit.case.drawing.strokes)} strokes on the body {visit.case.body}")
    lines += [f"Answer     {clue}: {_answer(value)}" for clue, value in sorted(visit.case.clues.items())]
    if visit.case.note:
        lines += ["Note", visit.case.note]
    print("\n".join(lines))
    return DONE


def _answer(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ", ".join(value)
    return "; ".join(f"{side} {_answer(answer)}" for side, answer in value.items())


def _export(arguments: argparse.Namespace) -> int:
    from footmap.core.record import PatientRecord
    from footmap.data.handover import SUFFIX as SEALED
    from footmap.data.patient_file import record_bytes, write_record

    may_write(arguments.output, [_path(arguments)])
    with _open(arguments) as library:
        if library.holds(arguments.id):
            record = PatientRecord(library.patient_of(arguments.id), (library.visit(arguments.id),))
        else:
            try:
                record = library.record(arguments.id)
            except LibraryError as error:
                if error.damaged:
                    raise
                words = f"There is no visit and no patient {arguments.id!a} in the library {library.path.name}."
                raise FootmapError(words) from error
    if arguments.output.suffix.lower() == SEALED:
        write_sealed(arguments.output, record_bytes(record), arguments.to, [_path(arguments)])
    else:
        write_record(arguments.output, record)
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    from footmap.data.library.health import check

    path = _path(arguments)
    health = check(path, key_for(path))
    if health.sound:
        print(f"The library {path} is sound: {_visits(health.visits)}.")
        return DONE
    complain(f"The library {path} is damaged.")
    for problem in health.problems:
        complain(f"  {problem}")
    words = f"{_visits(health.visits)} can be read"
    if health.backup is not None:
        words += f", and {_visits(health.from_backup)} more from the backup {health.backup.path.name}"
    print(f"{words}; 'footmap library repair' saves them and keeps the damaged file.")
    return REFUSED


def _repair(arguments: argparse.Namespace) -> int:
    from footmap.data.library.health import check, repair

    path = _path(arguments)
    key = key_for(path)
    if path.exists():
        health = check(path, key)
        if health.sound:
            print(f"The library {path} is sound; there is nothing to repair.")
            return DONE
    done = repair(path, key)
    print(f"The library {path} holds {_visits(done.visits)} now; the damaged file is in {done.aside}.")
    if done.from_backup and done.backup is not None:
        print(f"{_visits(done.from_backup)} of them came from the backup {done.backup.path.name}.")
    if done.cut:
        print(f"{_visits(done.cut)} lost the last changes.")
    return DONE


def _backup(arguments: argparse.Namespace) -> int:
    from footmap.data.library import backups
    from footmap.data.library.library import Library
    from footmap.data.library.opening import explained

    path = _path(arguments)
    if not arguments.list:
        key = key_for(path)
        Library(path, key=key).close()  # is it a library, and whole enough to be opened?
        try:
            now = datetime.now().astimezone()
            backups.back_up(path, now, tuple(dict.fromkeys(("hourly", *backups.due(path, now)))), key)
        except (OSError, sqlite3.Error) as error:
            raise explained(error, path) from error
    found = backups.backups(path)
    print("\n".join(f"{b.at:%Y-%m-%d %H:%M}  {b.path}" for b in found) if found else "No backup.")
    return DONE


def _restore(arguments: argparse.Namespace) -> int:
    from footmap.data.library.health import restore

    path = _path(arguments)
    aside = restore(path, arguments.backup, key_for(path if path.exists() else arguments.backup))
    print(f"The library {path} is that of the backup {arguments.backup.name} now; what was there is in {aside}.")
    return DONE


def _encrypt(arguments: argparse.Namespace) -> int:
    from footmap.data.library.cipher import is_encrypted, may_encrypt, missing, new_key

    path = _path(arguments)
    if not path.exists():
        raise LibraryError(f"There is no library {path}.")
    if is_encrypted(path):
        raise LibraryError(f"The library {path.name} is encrypted already; 'footmap library rekey' changes that.")
    if not may_encrypt():
        raise missing()
    _convert(path, None, new_key(ask_new()))
    print(f"The library {path} and its backups are encrypted now. Without the passphrase nobody can open them.")
    return DONE


def _decrypt(arguments: argparse.Namespace) -> int:
    path = _path(arguments)
    _convert(path, _key_of_encrypted(path), None)
    print(f"The library {path} and its backups are not encrypted any more.")
    return DONE


def _rekey(arguments: argparse.Namespace) -> int:
    from footmap.data.library.cipher import new_key

    path = _path(arguments)
    _convert(path, _key_of_encrypted(path), new_key(ask_new()))
    print(f"The library {path} and its backups have the new passphrase.")
    return DONE


def _key_of_encrypted(path: Path) -> Key:
    if not path.exists():
        raise LibraryError(f"There is no library {path}.")
    key = key_for(path)
    if key is None:
        raise LibraryError(f"The library {path.name} is not encrypted.")
    return key


def _convert(path: Path, old: Key | None, new: Key | None) -> None:
    from footmap.data.library.place import drafts_path, library_path
    from footmap.data.library.sealing import convert, follow

    done = convert(path, old, new)
    if path == library_path(None):  # the window's drafts go with it
        with contextlib.suppress(LibraryError):  # they are in use; the window does it at its next start
            if said := follow(drafts_path(), old, new):
                complain(said)
    for left in done.left:
        complain(f"{left} holds an older copy as it was before; remove it if nobody is to read it.")


def _visits(count: int) -> str:
    return "1 visit" if count == 1 else f"{count} visits"
