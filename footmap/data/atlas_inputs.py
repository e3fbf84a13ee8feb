"""What an atlas was made from, as digests: to notice an atlas that is older than its sources or its builder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from footmap.errors import AssetError, Problem

from . import yaml_strict
from .territories.authored import DRAWN

FILE: Final = "inputs.json"
BUILDER: Final = "builder"
MODEL: Final = "atlas_model/"
_PACKAGE: Final = Path(__file__).resolve().parents[1]
_CODE: Final = (
    "atlas_build/**/*.py",
    "core/chart.py",
    "core/localiser/cells.py",
    "data/territories/consensus.py",
    "data/territories/courses.py",
    "data/territories/file.py",
    "data/territories/grid.py",
)
"""Code on which the shapes depend."""


def inputs(assets_root: Path, body: str, package: Path = _PACKAGE) -> dict[str, str]:
    """Digest of everything that the atlas of a body is made from.

    Parameters
    ----------
    assets_root : Path
        The assets folder.
    body : str
    package : Path
        Folder of the program's code.

    Returns
    -------
    dict of str to str
        File name of each authored territory, ``atlas_model/...`` of the body's numbers, and ``builder`` of the code
        (left out where the code is not there to be read) -> SHA-256.
    """
    territories = sorted(path for path in (assets_root / "territories").glob("*.yaml") if path.name in DRAWN)
    out = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in territories}
    for name in _models(assets_root, body):
        path = assets_root / MODEL / f"{name}.yaml"
        out[f"{MODEL}{path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    code = sorted({path for pattern in _CODE for path in package.glob(pattern)})
    if any(path.parent.name == "atlas_build" for path in code):
        whole = hashlib.sha256()
        for path in code:
            whole.update(f"{path.relative_to(package).as_posix()}\n".encode())
            whole.update(_working_lines(path.read_text(encoding="utf-8")).encode())
        out[BUILDER] = whole.hexdigest()
    return out


def _models(assets_root: Path, body: str) -> Iterator[str]:
    """A body and the bodies from which its numbers are derived."""
    name: object = body
    known: set[str] = set()
    while isinstance(name, str) and name not in known and (assets_root / MODEL / f"{name}.yaml").is_file():
        yield name
        known.add(name)
        value = yaml_strict.load(assets_root / MODEL / f"{name}.yaml").value
        name = value.get("base") if isinstance(value, dict) else None


def _working_lines(text: str) -> str:
    """Code without blank lines and lines of comment: to reword one does not make an atlas old."""
    lines = (line.rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.lstrip().startswith("#"))


def recorded(assets_root: Path, body: str) -> Mapping[str, str] | None:
    """What the atlas of a body says that it was made from; None where it does not say."""
    try:
        built = json.loads((assets_root / "atlas" / body / FILE).read_bytes())
    except (OSError, ValueError):
        return None
    return built if isinstance(built, dict) else None


def stale_problems(assets_root: Path, *bodies: str) -> Iterator[Problem]:
    """One problem for all atlases that are older than what they are made from: it says what to run."""
    old: list[str] = []
    changed: list[str] = []
    for body in bodies:
        built = recorded(assets_root, body)
        try:
            now = inputs(assets_root, body)
        except AssetError as error:
            yield from error.problems
            continue
        if built is None:
            old.append(body)
            changed.append(f"atlas/{body}/{FILE}, which is missing")
            continue
        different = _different(built, now)
        if different:
            old.append(body)
            changed += [name for name in different if name not in changed]
    if old:
        yield Problem(f"atlas/{old[0]}/{FILE}", _what_to_run(old, changed, len(bodies)))


def _different(built: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Names of what has changed since."""
    names = set(built) | set(now)
    if BUILDER not in built:  # built before builder and numbers of the body were recorded
        names = {name for name in names if name != BUILDER and not name.startswith(MODEL)}
    if BUILDER not in now:  # a bundle without source code
        names.discard(BUILDER)
    return sorted(name for name in names if built.get(name) != now.get(name))


def _what_to_run(old: Sequence[str], changed: Sequence[str], bodies: int) -> str:
    names = ["the code that builds it" if name == BUILDER else name for name in changed]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    whose = f"body {old[0]}" if len(old) == 1 else f"bodies {' and '.join(old)}"
    only = f" --body {old[0]}" if len(old) == 1 and bodies > 1 else ""
    drawn = all(name in DRAWN for name in changed)  # territories lie over the pictures, which show skin alone
    keep = " --keep-pictures" if drawn else ""
    return f"The atlas of the {whose} is older than {listed}; run: footmap atlas build{only}{keep}"


def without_builder(assets_root: Path, *bodies: str) -> list[str]:
    """Bodies whose atlas does not say which code built it, so that nothing tells whether it is as new as the code."""
    return [body for body in bodies if BUILDER not in (recorded(assets_root, body) or {BUILDER: ""})]
