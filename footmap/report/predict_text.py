"""What a lesion at a site would do, as plain text for the command line."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable, Mapping
from typing import Final

from footmap.core.anatomy import Anatomy, in_language
from footmap.core.forward import Grade, Picture, SkinEffect, predict
from footmap.data.knowledge_clinical import Clinical

WIDTH: Final = 100


def site_list(clinical: Clinical, language: str = "en") -> str:
    """All sites, places in the spine and levels that `predict_text` knows, one per line with the name."""
    rows = [(id_, in_language(site.names, language)) for id_, site in clinical.anatomy.sites.items()]
    rows += [(id_, in_language(place.names, language)) for id_, place in clinical.anatomy.places.items()]
    width = max(len(id_) for id_, _ in rows)
    return "\n".join(f"{id_:<{width}}  {name}" for id_, name in rows)


def unknown_site(clinical: Clinical, site_id: str) -> str:
    """A sentence that names the nearest ids where there is no such site; else empty."""
    anatomy = clinical.anatomy
    try:
        anatomy.site(site_id)
    except KeyError:
        known = {id_.casefold(): id_ for id_ in (*anatomy.site_ids, *clinical.base.levels)}
        names = {in_language(site.names, "en").casefold(): id_ for id_, site in anatomy.sites.items()}
        wanted = site_id.casefold()
        near = [known[found] for found in difflib.get_close_matches(wanted, known, n=3)]
        near += [id_ for name, id_ in names.items() if wanted and (wanted in name or wanted in id_) and id_ not in near]
        near += [names[found] for found in difflib.get_close_matches(wanted, names, n=2) if names[found] not in near]
        hint = f"near it are {', '.join(near[:5])}" if near else "“footmap predict --list” shows all"
        return f"There is no site {site_id}; {hint}."
    return ""


def predict_text(clinical: Clinical, site_id: str, language: str = "en") -> str:
    """The picture of a lesion at a site in words.

    Parameters
    ----------
    site_id : str
        Site, place in the spine or level.
    language : str
        Language of names, where they have one.

    Raises
    ------
    KeyError
        If there is no such site; `site_list` names them all.
    """
    anatomy = clinical.anatomy
    picture = predict(anatomy, site_id)
    site = picture.site
    place = anatomy.places.get(site_id)
    lines = [
        in_language(place.names, language) + f" ({in_language(site.names, language)})"
        if place
        else in_language(site.names, language)
    ]
    lines += _skin(clinical, picture, language)
    lines += _power(clinical, picture, language)
    lines += _reflexes(clinical, picture, language)
    if len(picture.forms) > 1 and any(form.text for form in picture.forms):
        lines.append("Ways it shows:")
        lines += [f"  {form.share:4.0%}  {in_language(form.text, language)}" for form in picture.forms if form.text]
    lines += _why(clinical, picture, language)
    conditions = [in_language(clinical.conditions[c].names, language) for c in (*site.conditions, *site.mechanisms)]
    lines += _row("Conditions", conditions)
    lines.append("A model of textbook anatomy, not a diagnosis: people differ, and partial lesions show less.")
    return "\n".join(lines)


def _skin(clinical: Clinical, picture: Picture, language: str) -> list[str]:
    lines = []
    for grade, words in (("affected", "Numb skin"), ("some", "Numb in some")):
        effects = [e for e in picture.skin if e.grade == grade and _own(e)]
        lines += _row(words, [_territory(clinical, e, language) for e in effects])
    if picture.site.kind == "nerve" and not lines:
        lines.append("Numb skin:      none")
    for form in picture.forms:
        if form.area is not None:
            lines += _row(f"Felt ({form.share:.0%})", _regions(clinical, form.area.regions, language))
        if form.height is not None:
            lines += _row(f"Skin ({form.share:.0%})", [in_language(form.height.names, language)])
    return lines + _row("Pain also felt", _regions(clinical, picture.site.pain, language))


def _power(clinical: Clinical, picture: Picture, language: str) -> list[str]:
    movements = clinical.anatomy.movements

    def names(grade: Grade, with_muscles: bool = True) -> list[str]:
        out = []
        for id_ in (m.id for m in picture.movements if m.grade == grade):
            muscles = (m for m in clinical.anatomy.muscles.values() if m.movement == id_)
            text = in_language(movements[id_], language)
            out.append(
                f"{text} ({', '.join(in_language(m.names, language) for m in muscles)})" if with_muscles else text
            )
        return out

    kept = names("kept", with_muscles=False)
    if len(kept) == len(picture.movements):
        return ["Power kept:     all"]
    return [*_row("Weak", names("affected")), *_row("May be weak", names("some")), *_row("Power kept", kept)]


def _reflexes(clinical: Clinical, picture: Picture, language: str) -> list[str]:
    def names(grade: Grade) -> list[str]:
        reflexes = clinical.anatomy.reflexes
        shown = (r.id for r in picture.reflexes if r.grade == grade and reflexes[r.id].kind == "tendon")
        return [in_language(reflexes[id_].names, language) for id_ in shown]

    lines = _row("Lower", names("affected")) + _row("May be lower", names("some"))
    if picture.brisk > 0:
        return [
            *lines,
            *_row("Brisk", [f"tendon jerks in about {picture.brisk:.0%}, with an upgoing plantar response"]),
        ]
    return [*lines, *_row("Reflexes kept", names("kept"))]


def _why(clinical: Clinical, picture: Picture, language: str) -> list[str]:
    """The ways from the lesion to what it does, one line per segment at the end of a way."""
    anatomy = clinical.anatomy
    ends: dict[tuple[str, ...], list[str]] = {}
    for muscle in picture.muscles:
        if muscle.grade == "affected" and muscle.path:
            ends.setdefault(muscle.path, []).append(in_language(anatomy.muscles[muscle.id].names, language))
    for effect in picture.skin:
        if effect.grade == "affected" and effect.layer == "nerve" and _own(effect):
            ends.setdefault(effect.path, []).append("its skin")
    rows = [
        " > ".join(_step(anatomy, step, language) for step in path) + ": " + ", ".join(what)
        for path, what in sorted(ends.items())
    ]
    lines = [
        line for row in rows for line in textwrap.wrap(row, WIDTH, initial_indent="  ", subsequent_indent="      ")
    ]
    return ["Why:", *lines] if lines else []


def _row(title: str, items: Iterable[str]) -> list[str]:
    text = "; ".join(items)
    if not text:
        return []
    head = f"{title + ':':<16}"
    return textwrap.wrap(head + text, WIDTH, subsequent_indent=" " * 16, break_on_hyphens=False)


def _own(effect: SkinEffect) -> bool:
    """Whether the skin is a territory of its own and not one side of one toe inside another."""
    return effect.part in (None, "own") or effect.id == "common_plantar_digital" or len(effect.path) == 1


def _territory(clinical: Clinical, effect: SkinEffect, language: str) -> str:
    if effect.layer == "level":
        name = f"{clinical.base.levels[effect.id].name.to(language)} dermatome"
        return name if effect.share > 0.995 else f"{name} ({effect.share:.0%})"
    name = clinical.base.nerves[effect.id].name.to(language)
    if effect.part not in (None, "own"):
        name += f", {effect.part.replace('_', ' ')}" if effect.part else ""
    return name if effect.share > 0.995 else f"{name} ({effect.share:.0%})"


def _regions(clinical: Clinical, regions: Mapping[str, float], language: str) -> list[str]:
    strong = sorted((-weight, id_) for id_, weight in regions.items())
    out = []
    for weight, id_ in strong:
        names = clinical.region_names.get(id_)
        names = names or clinical.anatomy.pain_areas[id_].names
        out.append(in_language(names, language) if weight == -1 else f"{in_language(names, language)} ({-weight:.0%})")
    return out


def _step(anatomy: Anatomy, step: str, language: str) -> str:
    return in_language(anatomy.segments[step].names, language) if step in anatomy.segments else f"root {step}"
