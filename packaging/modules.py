"""Writes the column of modules in the table of ARCHITECTURE.md from the files that are there.

    python packaging/modules.py

A folder with modules must have a row; what the row says about it is written by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

PAGE: Final = "ARCHITECTURE.md"
PACKAGE: Final = "footmap"
HEADING: Final = "## Tree"
UNLISTED: Final = frozenset({"__init__", "__main__"})


class TableError(Exception):
    """The table and the folders do not belong together; the text says what to do."""


def modules(root: Path) -> dict[str, list[str]]:
    """Folder of the package, such as ``footmap/core/``, -> the modules in it, by name; empty folders are left out."""
    found: dict[str, list[str]] = {}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        if path.stem not in UNLISTED:
            found.setdefault(path.parent.relative_to(root).as_posix() + "/", []).append(path.stem)
    return found


def with_modules(text: str, root: Path) -> str:
    """The page with the column of modules as the folders are now; everything else stays as it is.

    Raises
    ------
    TableError
        If the table is missing, or if a folder with modules has no row, or more than one.
    """
    before, heading, rest = text.partition(f"{HEADING}\n")
    tree, line, after = rest.partition("\n## ")
    if not heading:
        raise TableError(f"{PAGE} has no section '{HEADING}'.")
    present = modules(root)
    named: list[str] = []
    lines = []
    for row in tree.split("\n"):
        cells = row.split("|")
        folder = cells[1].strip().strip("`") if row.startswith("|") and len(cells) == 5 else ""
        if folder.startswith(f"{PACKAGE}/"):
            named.append(folder)
            names = ", ".join(f"`{name}`" for name in present.get(folder, []))
            row = "|".join([*cells[:3], f" {names} " if names else " ", ""])
        lines.append(row)
    for folder in present:
        if named.count(folder) != 1:
            wrong = "is missing from" if folder not in named else "stands more than once in"
            raise TableError(f"{folder} {wrong} the table of {PAGE}; give it one row that says what it holds.")
    return before + heading + "\n".join(lines) + line + after


def main() -> int:
    """Write the page; returns the exit code."""
    root = Path(__file__).resolve().parents[1]
    page = root / PAGE
    try:
        page.write_text(with_modules(page.read_text(encoding="utf-8"), root), encoding="utf-8", newline="\n")
    except TableError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
