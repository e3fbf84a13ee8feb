"""`footmap predict`: every site has a readable picture, in both languages."""

from __future__ import annotations

import pytest

from footmap.data.knowledge.clinical import Clinical, load_clinical
from footmap.report.predict_text import WIDTH, predict_text, site_list
from footmap.words.assessment_words import load_wording


@pytest.fixture(scope="module")
def clinical() -> Clinical:
    return load_clinical()


def lines_of(text: str, title: str) -> str:
    """The row that begins with a title, with its continuation lines."""
    rows = text.splitlines()
    start = next(i for i, row in enumerate(rows) if row.startswith(title + ":"))
    out = [rows[start]]
    for row in rows[start + 1 :]:
        if not row.startswith(" " * 16):
            break
        out.append(row.strip())
    return " ".join(out)


def test_fibular_neck_reads_like_the_textbook(clinical: Clinical) -> None:
    text = predict_text(clinical, "fibular_neck")
    assert text.startswith("Common fibular nerve at the fibular neck\n")
    assert "ankle dorsiflexion" in lines_of(text, "Weak")
    assert "eversion" in lines_of(text, "Weak")
    assert "inversion" in lines_of(text, "Power kept")
    assert "hip abduction" in lines_of(text, "Power kept")
    assert "Ankle jerk" in lines_of(text, "Reflexes kept")
    assert "Lateral sural" not in lines_of(text, "Numb skin")
    assert "Deep fibular nerve in the leg: Tibialis anterior" in " ".join(text.split())


def test_disc_names_its_root(clinical: Clinical) -> None:
    text = predict_text(clinical, "disc_l5_s1_paracentral")
    assert text.splitlines()[0] == "Disc L5/S1, paracentral (S1 root)"
    assert "S1 dermatome" in lines_of(text, "Numb skin")
    assert "Ankle jerk" in lines_of(text, "Lower")


def test_nerve_without_skin_says_so(clinical: Clinical) -> None:
    assert lines_of(predict_text(clinical, "baxter"), "Numb skin") == "Numb skin:      none"


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_site_reads_in_one_screen_width(clinical: Clinical, language: str) -> None:
    for site in (*clinical.anatomy.site_ids, *clinical.base.levels):
        text = predict_text(clinical, site, language)
        assert all(len(row) <= WIDTH for row in text.splitlines()), site
        assert "{" not in text
        assert ("not a diagnosis" if language == "en" else "keine Diagnose") in text


def test_list_names_every_site(clinical: Clinical) -> None:
    text = site_list(clinical)
    assert [row.split()[0] for row in text.splitlines()] == list(clinical.anatomy.site_ids)


def test_unknown_site_is_refused(clinical: Clinical) -> None:
    with pytest.raises(KeyError):
        predict_text(clinical, "elbow")


def test_cauda_equina_says_that_it_is_an_emergency_and_what_it_does_to_the_bladder(clinical: Clinical) -> None:
    text = predict_text(clinical, "cauda_equina")
    assert text.splitlines()[1].startswith("!! Emergency: act now.")
    besides = lines_of(text, "Besides")
    for function in ("bladder", "bowel", "sexual function", "anal tone"):
        assert function in besides
    # four in ten have the saddle alone: weak legs and a lower ankle jerk are no rule
    assert "plantar flexion" in lines_of(text, "May be weak")
    assert "Ankle jerk" in lines_of(text, "May be lower")
    assert "plantar flexion" not in lines_of(text, "Weak")


@pytest.mark.parametrize("site", ["S3_root", "S4_S5_root"])
def test_lower_sacral_roots_supply_bladder_and_bowel(clinical: Clinical, site: str) -> None:
    assert "bladder" in lines_of(predict_text(clinical, site), "Besides")


def test_no_emergency_is_invented(clinical: Clinical) -> None:
    urgent = {s for s in clinical.anatomy.site_ids if "!!" in predict_text(clinical, s)}
    assert "cauda_equina" in urgent
    for site in urgent:
        causes = clinical.anatomy.site(site).conditions
        assert any(clinical.conditions[c].urgency == "emergency" for c in causes), site


def test_the_short_toe_extensor_may_be_weak_with_s1(clinical: Clinical) -> None:
    assert "short toe extensor" in lines_of(predict_text(clinical, "S1_root"), "May be weak")


def test_numb_skin_is_skin_and_pain_has_no_share_without_a_source(clinical: Clinical) -> None:
    text = predict_text(clinical, "fibular_neck")
    assert "skin of the deep fibular nerve" in lines_of(text, "Numb skin")
    assert "%" not in lines_of(text, "Pain, if any")


@pytest.mark.parametrize(
    ("site", "row", "muscle"),
    [
        ("L4_root", "predict_may_be_weak", "tibialis_anterior"),
        ("sciatic_buttock", "predict_beside", "adductor_magnus_ischial"),
        ("femoral_groin", "predict_beside", "pectineus"),
    ],
)
def test_muscles_that_only_take_part_are_named_where_they_are_weak(
    clinical: Clinical, site: str, row: str, muscle: str
) -> None:
    names = clinical.anatomy.muscles[muscle].names
    for language in ("en", "de"):
        found = lines_of(predict_text(clinical, site, language), load_wording(language).say(row))
        assert names[language] in found
