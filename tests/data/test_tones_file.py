"""The skin tones that ship, and what a wrong file says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from footmap.data.tones import load_tones, read_tones
from footmap.errors import AssetError

ROW = '{ink: "#120B08", deep: "#3A241A", shade: "#6A4732", skin: "#83583F", lit: "#AC8062"}'


def luminance(rgb: tuple[int, int, int]) -> float:
    """Relative luminance of an sRGB colour, 0-1."""
    c = np.array(rgb) / 255
    return float(np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ (0.2126, 0.7152, 0.0722))


def test_three_tones_grow_darker_and_ink_stays_legible_on_each() -> None:
    tones = load_tones()
    assert tones.names() == ("light", "medium", "dark")
    skins = [luminance(t.skin) for t in tones.tones.values()]
    assert skins == sorted(skins, reverse=True)
    for tone in tones.tones.values():
        assert (luminance(tone.skin) + 0.05) / (luminance(tone.ink) + 0.05) > 3.0


def test_soles_are_paler_than_the_rest_of_darker_skin() -> None:
    tones = load_tones()
    assert set(tones.soles) == set(tones.names()) - {tones.drawn}
    for name, sole in tones.soles.items():
        assert luminance(sole.skin) > 1.2 * luminance(tones.tones[name].skin)


def test_drawn_tone_gives_the_picture_itself() -> None:
    tones = load_tones()
    picture = np.random.default_rng(1).integers(0, 256, (5, 6, 4), dtype=np.uint8)
    assert tones.picture(picture, tones.drawn) is picture
    assert not np.array_equal(tones.picture(picture, "dark"), picture)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"version: 1\ndrawn: pale\ntones:\n  dark: {ROW}\n", "pale"),
        (f"version: 1\ndrawn: dark\ntones:\n  dark: {ROW.replace('#120B08', '#FFFFFF')}\n", "lighter"),
        (f"version: 1\ndrawn: dark\ntones:\n  dark: {ROW.replace('#120B08', 'black')}\n", "pattern"),
        (f"version: 1\ndrawn: dark\ntones:\n  dark: {ROW}\n  extra: 3\n", "tones.yaml:5"),
        (f"version: 1\ndrawn: dark\ntones:\n  dark: {ROW}\nsoles:\n  pale: {ROW}\n", "pale"),
    ],
)
def test_wrong_files_are_refused_with_their_fault(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "tones.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AssetError, match=said):
        read_tones(path)
