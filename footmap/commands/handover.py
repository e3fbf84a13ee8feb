"""Commands that hand one case over encrypted, and open what was handed over: seal, unseal."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .common import DONE, add_output, may_write
from .passphrase import NEW, WAYS, ask, ask_new

if TYPE_CHECKING:
    from .common import Commands


def add(sub: Commands) -> None:
    """Add the commands to a parser."""
    words = "encrypt a case, to hand it over (age)"
    parser = sub.add_parser(
        "seal", help=words, description=f"{words[:1].upper()}{words[1:]}.", epilog=f"The passphrase: {WAYS}"
    )
    parser.add_argument("case", metavar="CASE", type=Path, help="case file (.footmap)")
    add_output(parser, "OUT.footmap.age")
    add_recipients(parser)
    parser.set_defaults(run=_seal)
    words = "decrypt a case that was handed over"
    parser = sub.add_parser(
        "unseal", help=words, description=f"{words[:1].upper()}{words[1:]}.", epilog=f"The passphrase: {WAYS}"
    )
    parser.add_argument("sealed", metavar="FILE.age", type=Path, help="encrypted case")
    add_output(parser, "OUT.footmap")
    parser.add_argument("--identity", metavar="KEYFILE", type=Path, help="your key file, if it was made for your key")
    parser.set_defaults(run=_unseal)


def add_recipients(parser: argparse.ArgumentParser) -> None:
    """Let a command encrypt for the holder of a key instead of by a passphrase."""
    parser.add_argument(
        "--to", metavar="AGE1…", action="append", default=[], help="for the holder of this key, instead of a passphrase"
    )


def write_sealed(output: Path, data: bytes, recipients: list[str], inputs: list[Path]) -> None:
    """Encrypt the bytes of a case file and write them."""
    from footmap.data.handover import seal
    from footmap.data.output import check_output, write_output

    check_output(output, inputs)
    passphrase = "" if recipients else ask_new("Passphrase for the recipient", NEW)
    write_output(output, seal(data, passphrase, recipients), inputs)


def _seal(arguments: argparse.Namespace) -> int:
    from footmap.data.casefile import read_file
    from footmap.data.patient_file import parse_record

    may_write(arguments.output, [arguments.case])
    data = read_file(arguments.case)
    parse_record(data)  # only what can be opened again is handed over
    write_sealed(arguments.output, data, arguments.to, [arguments.case])
    return DONE


def _unseal(arguments: argparse.Namespace) -> int:
    from footmap.data.casefile import read_file, save_file
    from footmap.data.handover import by_passphrase, is_sealed, read_identity, unseal
    from footmap.data.patient_file import parse_record
    from footmap.errors import CaseError

    may_write(arguments.output, [arguments.sealed, arguments.identity])
    data = read_file(arguments.sealed)
    if not is_sealed(data):
        raise CaseError("This is not an encrypted case.", arguments.sealed.name)
    if by_passphrase(data):
        plain = unseal(data, passphrase=ask(f"Passphrase of {arguments.sealed.name}"))
    else:
        plain = unseal(data, identity=read_identity(arguments.identity) if arguments.identity else "")
    parse_record(plain)
    save_file(arguments.output, plain)
    return DONE
