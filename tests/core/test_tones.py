"""A skin tone changes colours along the ramp and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from footmap.core.tones import Pixels, Tone, Tones, channel_tables, retone

LIGHT = Tone((52, 37, 31), (133, 96, 79), (194, 152, 127), (239, 216, 197), (251, 241, 231))
DARK = Tone((18, 11, 8), (58, 36, 26), (106, 71, 50), (131, 88, 63), (172, 128, 98))
PICTURES = arrays(np.uint8, st.tuples(st.integers(1, 7), st.integers(1, 7), st.just(4)))


@given(PICTURES)
def test_same_tone_changes_nothing(picture: Pixels) -> None:
    assert np.array_equal(retone(picture, LIGHT, LIGHT), picture)


@given(PICTURES)
def test_opacity_is_kept_and_colours_follow_the_tables(picture: Pixels) -> None:
    before = picture.copy()
    out = retone(picture, LIGHT, DARK)
    assert np.array_equal(picture, before)
    assert np.array_equal(out[..., 3], picture[..., 3])
    tables = channel_tables(LIGHT, DARK)
    for k in range(3):
        assert np.array_equal(out[..., k], tables[k][picture[..., k]])


@pytest.mark.parametrize("step", range(5))
def test_ramp_goes_to_ramp(step: int) -> None:
    colour = LIGHT.ramp()[step]
    picture = np.array([[[*colour, 255]]], np.uint8)
    assert np.array_equal(retone(picture, LIGHT, DARK)[0, 0, :3], DARK.ramp()[step].astype(np.uint8))


def test_tables_never_turn_lighter_into_darker() -> None:
    assert (np.diff(channel_tables(LIGHT, DARK).astype(int), axis=1) >= 0).all()


def test_redness_goes_and_the_ramp_stays() -> None:
    calm = replace(DARK, redness=0.0)
    flushed = np.array([[[233, 180, 161, 255]]], np.uint8)  # a pad: as red as skin, less green and blue
    before, after = retone(flushed, LIGHT, DARK)[0, 0].astype(int), retone(flushed, LIGHT, calm)[0, 0].astype(int)
    assert after[0] == before[0]
    assert after[1] > before[1]
    assert after[2] > before[2]
    plain = LIGHT.ramp()[3].astype(np.uint8)
    assert np.array_equal(retone(np.array([[[*plain, 9]]], np.uint8), LIGHT, calm)[0, 0], (*DARK.skin, 9))


@given(PICTURES)
def test_only_the_sole_has_its_own_tone(picture: Pixels) -> None:
    sole = replace(DARK, skin=(188, 140, 110), lit=(214, 170, 140))
    tones = Tones("light", {"light": LIGHT, "dark": DARK}, {"dark": sole})
    assert np.array_equal(tones.picture(picture, "dark", "foot_plantar"), retone(picture, LIGHT, sole))
    assert np.array_equal(tones.picture(picture, "dark", "foot_dorsal"), retone(picture, LIGHT, DARK))
    assert np.array_equal(tones.picture(picture, "light", "foot_plantar"), picture)
