"""Rules that the whole repository keeps: sizes of files, what the packages are pinned to, what the scripts promise."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from footmap import __version__
from footmap.data import yaml_strict

ROOT = Path(__file__).resolve().parents[1]
SKIPPED = {"build", "dist", "out", "__pycache__"}
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".txt", ".sh", ".xml", ".desktop", ".svg", ".spec", ".json", ".cfg", ""}


def sources(*suffixes: str) -> list[Path]:
    """Files of the repository, without what is built or ignored."""
    found = []
    for folder, names, files in os.walk(ROOT):
        names[:] = [n for n in names if n not in SKIPPED and (n == ".ci" or not n.startswith("."))]
        found += [Path(folder, f) for f in files if Path(f).suffix in suffixes]
    return sorted(found)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_source_file_is_longer_than_800_lines() -> None:
    long = {relative(p): n for p in sources(".py", ".sh", "") if (n := len(p.read_bytes().splitlines())) > 800}
    assert not long


def test_no_file_names_a_place_outside_the_repository() -> None:
    # Home folders, temporary folders and absolute checkouts mean nothing to whoever clones this.
    outside = re.compile(r"(?<![\w.$}])/(home|root|work|Users|opt)/\w")
    hits = []
    for path in sources(*TEXT):
        if path == Path(__file__):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        hits += [f"{relative(path)}: {m.group(0)}" for m in outside.finditer(text)]
    assert not hits


def test_python_sources_are_utf8_without_tabs() -> None:
    for path in sources(".py"):
        assert "\t" not in path.read_text(encoding="utf-8"), relative(path)


def test_no_type_error_is_ignored_without_a_reason() -> None:
    # The reason names the library at fault; what is ours is mended.
    bare = re.compile(r"# type: ignore(?!\[[\w, -]+\]  # \w)")
    hits = [
        f"{relative(path)}:{number}"
        for path in sources(".py")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert not hits


def swallowing(path: Path) -> list[int]:
    """Lines that catch every error and do not raise it again."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ExceptHandler):
            continue
        every = node.type is None or (
            isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
        )
        if every and not any(isinstance(part, ast.Raise) for part in node.body):
            found.append(node.lineno)
    return found


def test_no_rule_is_set_aside_and_no_error_swallowed_without_a_reason() -> None:
    bare = re.compile(r"# noqa(?!: [A-Z]+\d+(, [A-Z]+\d+)*  # \w)")
    hits = []
    for path in sources(".py"):
        if path == Path(__file__):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        hits += [f"{relative(path)}:{n}" for n, line in enumerate(lines, 1) if bare.search(line)]
        hits += [f"{relative(path)}:{n}" for n in swallowing(path) if "  # " not in lines[n - 1]]
    assert not hits


def project() -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return data


def name_of(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def locked() -> dict[str, str]:
    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {name.lower().replace("_", "-"): version for name, version in pairs}


PART_OF_ANOTHER = {"pydantic-core", "shiboken6"}
"""What a declared package brings in the one version that fits it."""


def imported(folder: Path) -> set[str]:
    """Distributions that the modules under a folder import, inside functions too."""
    modules: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module)
    foreign = {m.split(".")[0] for m in modules} - set(sys.stdlib_module_names) - {"footmap"}
    owners = packages_distributions()
    return {name_of(owners[module][0]) for module in foreign}


def test_what_is_declared_is_what_is_imported() -> None:
    needed = {name_of(r) for r in project()["project"]["dependencies"]}
    offline = {name_of(r) for r in project()["project"]["optional-dependencies"]["atlas"]}
    sealed = {name_of(r) for r in project()["project"]["optional-dependencies"]["encrypted"]}
    package, build = ROOT / "footmap", ROOT / "footmap" / "atlas_build"
    rest = [folder for folder in package.iterdir() if folder.is_dir() and folder != build]
    assert set().union(*map(imported, rest)) - PART_OF_ANOTHER == needed | sealed
    assert imported(build) - needed == offline


def test_every_extra_has_its_use() -> None:
    extras = project()["project"]["optional-dependencies"]
    wanted = {"atlas", "encrypted", "test", "lint", "bundle"}
    assert set(extras) == wanted, "an extra comes with the module that imports it"


def test_what_every_day_needs_is_locked() -> None:
    table: dict[str, list[str]] = project()["project"]["optional-dependencies"]
    wanted = list(project()["project"]["dependencies"])
    for extra in ("test", "lint", "atlas", "encrypted", "bundle"):
        wanted += table[extra]
    missing = {name_of(r) for r in wanted} - set(locked())
    assert not missing


def test_the_locked_qt_is_not_an_excluded_one() -> None:
    requirement = next(r for r in project()["project"]["dependencies"] if r.startswith("PySide6"))
    excluded = re.findall(r"!=([\d.]+)", requirement)
    assert len(excluded) == 3
    assert locked()["pyside6-essentials"] not in excluded
    assert locked()["shiboken6"] == locked()["pyside6-essentials"]


@pytest.mark.parametrize("script", ["dev", ".ci/run", "packaging/prove_bare_debian.sh"])
def test_scripts_are_executable_and_parse(script: str) -> None:
    path = ROOT / script
    assert os.access(path, os.X_OK)
    shell = path.read_text(encoding="utf-8").splitlines()[0].split("/")[-1].split()[-1]
    subprocess.run([shell, "-n", str(path)], check=True)


def test_dev_explains_every_command_it_knows() -> None:
    text = (ROOT / "dev").read_text(encoding="utf-8")
    known = re.findall(r"^    (\w+)\)", text[text.index("case $command in") :], re.MULTILINE)
    help_text = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True).stdout
    assert {"run", "test", "long", "lint", "atlas"} <= set(known)
    for command in known:
        assert re.search(rf"^  {command}\b", help_text, re.MULTILINE), command


def test_dev_refuses_an_unknown_command_with_exit_code_2() -> None:
    result = subprocess.run([ROOT / "dev", "fly"], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "fly" in result.stderr
    assert not result.stdout


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A PATH with the few commands of a small system and no Python, sudo or root."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "dirname", "uname", "cat", "cksum", "find", "head"):
        source = next(Path(d, tool) for d in ("/usr/bin", "/bin") if Path(d, tool).exists())
        (tools / tool).symlink_to(source)
    for name, body in {"apt-get": "exit 99", "id": "echo 1000", "ldconfig": "exit 0"}.items():
        (tools / name).write_text(f"#!/bin/sh\n{body}\n")
        (tools / name).chmod(0o755)
    return tools


def test_dev_prints_the_one_line_to_run_when_it_may_not_install(bare_path: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    clone.mkdir()
    (clone / "dev").write_bytes((ROOT / "dev").read_bytes())
    (clone / "dev").chmod(0o755)
    result = subprocess.run(
        [clone / "dev", "run"], env={"PATH": str(bare_path)}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    lines = [line for line in result.stderr.splitlines() if "apt-get" in line]
    assert len(lines) == 1
    # /usr/bin/python3 is tried by its full name too, so python3-venv is named only where that fails.
    for package in ("libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0"):
        assert f" {package}" in lines[0]
    assert "xcb" not in lines[0], "X11 libraries are for a display"
    with_display = subprocess.run(
        [clone / "dev", "run"],
        env={"PATH": str(bare_path), "DISPLAY": ":7"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "libxcb-cursor0" in with_display.stderr


def test_what_is_cited_is_what_this_is() -> None:
    cited = json.loads(yaml_strict.load(ROOT / "CITATION.cff").text)
    assert cited["version"] == __version__
    assert cited["license"] == project()["project"]["license"]
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
