"""Desktop entry, MIME type, metadata, icon and bundle agree with each other and with the program."""

from __future__ import annotations

import ast
import configparser
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import footmap
from footmap.core.drawing import Case
from footmap.data.casefile import dump_case

PACKAGING = Path(__file__).resolve().parents[1] / "packaging"
LINUX = PACKAGING / "linux"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


class CaseSensitive(configparser.ConfigParser):
    def optionxform(self, optionstr: str) -> str:
        return optionstr


def desktop_entry() -> configparser.SectionProxy:
    parser = CaseSensitive(interpolation=None, strict=True)
    parser.read(LINUX / "footmap.desktop", encoding="utf-8")
    assert parser.sections() == ["Desktop Entry"]
    return parser["Desktop Entry"]


def test_the_desktop_entry_starts_the_program_with_a_file() -> None:
    entry = desktop_entry()
    assert entry["Type"] == "Application"
    assert entry["Exec"].split() == ["footmap", "%f"]
    assert entry["Terminal"] == "false"
    assert (LINUX / f"{entry['Icon']}.svg").is_file()
    for key in ("Categories", "MimeType", "Keywords"):
        assert entry[key].endswith(";"), key


def test_one_mime_type_everywhere() -> None:
    root = ET.parse(LINUX / "footmap-mime.xml").getroot()
    kind = root.find(f"{MIME}mime-type")
    assert kind is not None
    assert [e.get("pattern") for e in kind.findall(f"{MIME}glob")] == ["*.footmap"]
    assert f"{kind.get('type')};" in desktop_entry()["MimeType"]
    metadata = ET.parse(LINUX / "footmap.metainfo.xml").getroot()
    assert [e.text for e in metadata.iter("mediatype")] == [kind.get("type")]


def test_the_magic_of_the_mime_type_finds_a_real_case() -> None:
    root = ET.parse(LINUX / "footmap-mime.xml").getroot()
    match = next(root.iter(f"{MIME}match"))
    first, last = (int(n) for n in match.get("offset", "").split(":"))
    text = dump_case(Case())
    assert json.loads(text)["format"] == "footmap-case"
    assert first <= text.index(match.get("value", "?")) <= last


def test_metadata_names_this_version_and_this_licence() -> None:
    metadata = ET.parse(LINUX / "footmap.metainfo.xml").getroot()
    assert next(metadata.iter("release")).get("version") == footmap.__version__
    assert metadata.findtext("project_license") == "MIT"
    launchable = metadata.findtext("launchable")
    assert launchable is not None
    assert (LINUX / launchable).is_file()
    summary = metadata.findtext("summary") or ""
    assert not summary.endswith(".")
    assert len(summary) < 80
    description = metadata.find("description")
    assert description is not None
    assert "not a diagnosis" in "".join(description.itertext())


def test_the_icon_is_plain_svg_and_its_pictures_have_the_named_size() -> None:
    names = {e.tag.rpartition("}")[2] for e in ET.parse(LINUX / "footmap.svg").iter()}
    # What the small SVG renderers of desktops draw; no text, no scripts, nothing from elsewhere.
    assert names <= {"svg", "g", "path", "rect", "ellipse"}
    for edge in (64, 256):
        data = (LINUX / f"footmap-{edge}.png").read_bytes()
        assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (edge, edge)


def test_the_bundle_is_made_of_files_that_exist() -> None:
    tree = ast.parse((PACKAGING / "footmap.spec").read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert "launch.py" in texts
    assert (PACKAGING / "launch.py").is_file()
    assert "footmap/assets" in texts
    assert "unittest" not in texts, "matplotlib imports unittest"
