"""What a lesion at a site would do, in words: parts for the window, plain text for the command line."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from footmap.core.anatomy import Anatomy, in_language
from footmap.core.forward import EffectGrade, Form, Prediction, SkinEffect, predict
from footmap.data.knowledge.clinical import Clinical
from footmap.data.phrases import load_phrases
from footmap.words.naming import Naming

WIDTH: Final = 100


@dataclass(frozen=True)
class Part:
    """One thing that is said of a lesion.

    Attributes
    ----------
    title : str
        Empty where the sentence stands alone.
    items : tuple of str
    form : {"row", "ways", "why", "alarm", "note"}
        Names after a title; how it shows, or why, one line each; what to do now; a remark.
    """

    title: str
    items: tuple[str, ...]
    form: Literal["row", "ways", "why", "alarm", "note"] = "row"

    def lines(self) -> list[str]:
        """The part as lines of text."""
        if self.form == "row":
            head = f"{self.title + ':':<15} "
            text = head + "; ".join(self.items)
            return textwrap.wrap(text, WIDTH, subsequent_indent=" " * 16, break_on_hyphens=False)
        if self.form in ("alarm", "note"):
            mark = "!! " if self.form == "alarm" else ""
            return [line for item in self.items for line in textwrap.wrap(mark + item, WIDTH)]
        if self.form == "ways":
            return [self.title + ":", *(f"  {item}" for item in self.items)]
        wrapped = (textwrap.wrap(i, WIDTH, initial_indent="  ", subsequent_indent="      ") for i in self.items)
        return [self.title + ":", *(line for lines in wrapped for line in lines)]


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
        hint = f"similar ones are {', '.join(near[:5])}" if near else "“footmap predict --list” shows all"
        return f"There is no site {site_id}; {hint}."
    return ""


def predict_text(clinical: Clinical, site_id: str, language: str = "en") -> str:
    """What a lesion at a site would do, in words.

    Parameters
    ----------
    site_id : str
        Site, place in the spine or level.
    language : str
        ``en`` or ``de``.

    Raises
    ------
    KeyError
        If there is no such site; `site_list` names them all.
    """
    name, parts = predict_parts(clinical, site_id, language)
    return "\n".join([name, *(line for part in parts for line in part.lines())])


def predict_parts(clinical: Clinical, site_id: str, language: str = "en") -> tuple[str, list[Part]]:
    """The name of a lesion and what it would do, part by part; parameters as of `predict_text`."""
    anatomy = clinical.anatomy
    picture = predict(anatomy, site_id)
    site = picture.site
    place = anatomy.places.get(site_id)
    words = Naming(language, clinical, load_phrases())
    name = words.to(site.names)
    parts = _emergency(clinical, picture, words)
    parts += _row(words.say("predict_beyond"), [words.to(text) for text in site.beyond])
    parts += _skin(clinical, picture, words)
    parts += _power(clinical, picture, words)
    parts += _reflexes(clinical, picture, words)
    if len(picture.forms) > 1 and any(form.text for form in picture.forms):
        ways = tuple(f"{form.share:4.0%}  {words.to(form.text)}" for form in picture.forms if form.text)
        parts.append(Part(words.say("predict_ways"), ways, "ways"))
    parts += _why(clinical, picture, words)
    conditions = [words.candidate(c) for c in (*site.conditions, *site.mechanisms)]
    parts += _row(words.say("predict_conditions"), conditions)
    parts.append(Part("", (words.say("predict_model"),), "note"))
    return f"{words.to(place.names)} ({name})" if place else name, parts


def weak_muscles(clinical: Clinical, site_id: str, language: str = "en") -> dict[EffectGrade, list[str]]:
    """Muscles that a lesion weakens, by how much, each with its roots and the nerve that reaches it."""
    anatomy = clinical.anatomy
    words = Naming(language, clinical, load_phrases())
    out: dict[EffectGrade, list[str]] = {}
    for effect in predict(anatomy, site_id).muscles:
        if effect.grade == "kept":
            continue
        muscle = anatomy.muscles[effect.id]
        roots = ", ".join(root for root, share in muscle.roots.items() if share > 0)
        ways = [anatomy.segments[step] for step in effect.path if step in anatomy.segments]
        nerves = [words.candidate(way.nerve) if way.nerve is not None else words.to(way.names) for way in ways]
        supply = "; ".join([roots, *(_within(nerve, language) for nerve in nerves[-1:])])
        out.setdefault(effect.grade, []).append(f"{words.to(muscle.names)} ({supply})")
    return out


def _emergency(clinical: Clinical, picture: Prediction, words: Naming) -> list[Part]:
    """What to do now where the lesion is an emergency."""
    causes = [c for c in picture.site.conditions if clinical.conditions[c].urgency == "emergency"]
    flags = (flag for flag in clinical.red_flags.values() if set(causes) & {*flag.conditions, *flag.also})
    flag = next(flags, None)
    return [] if flag is None else [Part("", (f"{words.say('emergency')}. {words.to(flag.now)}",), "alarm")]


def _skin(clinical: Clinical, picture: Prediction, words: Naming) -> list[Part]:
    parts: list[Part] = []
    for grade, title in (("affected", "predict_numb"), ("some", "predict_some")):
        effects = [e for e in picture.skin if e.grade == grade and _own(e)]
        parts += _row(words.say(title), [_territory(clinical, e, words) for e in effects])
    if picture.site.kind == "nerve" and not parts:
        parts += _row(words.say("predict_numb"), [words.say("predict_none")])
    for form in picture.forms:
        if form.area is not None:
            parts += _row(
                words.say("predict_felt", share=f"{form.share:.0%}"), _regions(clinical, form.area.regions, words)
            )
        if form.height is not None:
            parts += _row(words.say("predict_skin", share=f"{form.share:.0%}"), [words.to(form.height.names)])
    # shares of an area of pain say where it is felt most, not how many people feel it
    where = sorted(picture.site.pain, key=lambda id_: (-picture.site.pain[id_], id_))
    return parts + _row(words.say("predict_pain"), [_region(clinical, id_, words) for id_ in where])


def _power(clinical: Clinical, picture: Prediction, words: Naming) -> list[Part]:
    movements = clinical.anatomy.movements

    def names(grade: EffectGrade, with_muscles: bool = True) -> list[str]:
        out = []
        graded = ((m.id, _at_most(m.grade, _spared(clinical, picture, m.id))) for m in picture.movements)
        for id_ in (id_ for id_, found in graded if found == grade):
            text = words.to(movements[id_])
            out.append(f"{text} ({_muscles(clinical, picture, id_, words)})" if with_muscles else text)
        return out

    kept = names("kept", with_muscles=False)
    if len(kept) == len(picture.movements):
        return _row(words.say("predict_power_kept"), [words.say("predict_all")])
    return [
        *_row(words.say("predict_weak"), names("affected")),
        *_row(words.say("predict_may_be_weak"), names("some")),
        *_row(words.say("predict_beside"), _beside(clinical, picture, words)),
        *_row(words.say("predict_power_kept"), kept),
    ]


def _beside(clinical: Clinical, picture: Prediction, words: Naming) -> list[str]:
    """Muscles that are lost although no movement shows it: others keep what they do."""
    weak = {m.id for m in picture.movements if m.grade != "kept"}
    muscles = clinical.anatomy.muscles.values()
    return [
        words.to(m.names)
        for m in muscles
        if picture.muscle(m.id).grade == "affected" and not weak & {m.movement, *m.helps}
    ]


def _at_most(grade: EffectGrade, spared: bool) -> EffectGrade:
    """A grade, "some" at most where a usual form of the lesion spares it."""
    return "some" if spared and grade == "affected" else grade


def _spared(clinical: Clinical, picture: Prediction, movement: str) -> bool:
    """Whether forms that many people show leave no muscle of a movement plainly weak."""
    own = {m.id for m in clinical.anatomy.muscles.values() if movement in (m.movement, *m.helps)}
    return _some_form(
        clinical, picture, lambda form: max((m.function for m in form.muscles if m.id in own), default=0.0)
    )


def _reflex_spared(clinical: Clinical, picture: Prediction, reflex: str) -> bool:
    return _some_form(clinical, picture, lambda form: next(r.function for r in form.reflexes if r.id == reflex))


def _some_form(clinical: Clinical, picture: Prediction, lost: Callable[[Form], float]) -> bool:
    constants = clinical.anatomy.constants.values
    share = sum(form.share for form in picture.forms if lost(form) < constants["weak_from"])
    return share >= 1.0 - constants["skin_from"]  # then fewer people have it than count as affected


def _muscles(clinical: Clinical, picture: Prediction, movement: str, words: Naming) -> str:
    """The muscles of a movement, also those that only take part where they are weaker; where a lesion spares those that
    test it, which are weaker and which are kept.
    """
    muscles = clinical.anatomy.muscles.values()
    testing = [m for m in muscles if m.movement == movement]
    kept = [m for m in testing if picture.muscle(m.id).grade == "kept"]
    weaker = [m for m in muscles if movement in m.helps and picture.muscle(m.id).grade != "kept"]
    if len(kept) < len(testing):
        return " + ".join(words.to(m.names) for m in (*testing, *weaker))
    return words.say(
        "predict_spared",
        weaker=", ".join(words.to(m.names) for m in weaker),
        kept=", ".join(words.to(m.names) for m in kept),
    )


def _reflexes(clinical: Clinical, picture: Prediction, words: Naming) -> list[Part]:
    def names(grade: EffectGrade) -> list[str]:
        reflexes = clinical.anatomy.reflexes
        shown = (
            r.id
            for r in picture.reflexes
            if reflexes[r.id].kind == "tendon" and _at_most(r.grade, _reflex_spared(clinical, picture, r.id)) == grade
        )
        return [words.to(reflexes[id_].names) for id_ in shown]

    parts = [
        *_row(words.say("predict_lower"), names("affected")),
        *_row(words.say("predict_may_be_lower"), names("some")),
    ]
    if picture.brisk > 0:
        jerks = words.say("predict_brisk_jerks", share=f"{picture.brisk:.0%}")
        return [*parts, *_row(words.say("predict_brisk"), [jerks])]
    return [*parts, *_row(words.say("predict_reflexes_kept"), names("kept"))]


def _why(clinical: Clinical, picture: Prediction, words: Naming) -> list[Part]:
    """The ways from the lesion to what it does, one for each segment at the end of a way."""
    anatomy = clinical.anatomy
    ends: dict[tuple[str, ...], list[str]] = {}
    for muscle in picture.muscles:
        if muscle.grade == "affected" and muscle.path:
            ends.setdefault(muscle.path, []).append(words.to(anatomy.muscles[muscle.id].names))
    for effect in picture.skin:
        if effect.grade == "affected" and effect.layer == "nerve" and _own(effect):
            ends.setdefault(effect.path, []).append(words.say("predict_its_skin"))
    rows = tuple(
        " > ".join(_step(anatomy, step, words) for step in path) + ": " + ", ".join(what)
        for path, what in sorted(ends.items())
    )
    return [Part(words.say("predict_why"), rows, "why")] if rows else []


def _row(title: str, items: Iterable[str]) -> list[Part]:
    names = tuple(items)
    return [Part(title, names)] if any(names) else []


def _own(effect: SkinEffect) -> bool:
    """Whether the skin is a territory of its own and not one side of one toe inside another."""
    return effect.part in (None, "own") or effect.id == "common_plantar_digital" or len(effect.path) == 1


def _territory(clinical: Clinical, effect: SkinEffect, words: Naming) -> str:
    if effect.layer == "level":
        name = words.say("predict_dermatome", level=words.candidate(effect.id))
        return name if effect.share > 0.995 else f"{name} ({effect.share:.0%})"
    name = words.candidate(effect.id)
    if effect.part not in (None, "own"):
        name = _step(clinical.anatomy, effect.path[-1], words)  # a toe's or a web's own branch
    name = words.say("predict_skin_of", nerve=_within(name, words.language))
    return name if effect.share > 0.995 else f"{name} ({effect.share:.0%})"


def _within(name: str, language: str) -> str:
    """A name inside a sentence: in English without its capital."""
    return name[0].lower() + name[1:] if language == "en" else name


def _regions(clinical: Clinical, regions: Mapping[str, float], words: Naming) -> list[str]:
    strong = sorted((-weight, id_) for id_, weight in regions.items())
    out = []
    for weight, id_ in strong:
        name = _region(clinical, id_, words)
        out.append(name if weight == -1 else f"{name} ({-weight:.0%})")
    return out


def _region(clinical: Clinical, id_: str, words: Naming) -> str:
    return words.to(clinical.region_names.get(id_) or clinical.anatomy.pain_areas[id_].names)


def _step(anatomy: Anatomy, step: str, words: Naming) -> str:
    return words.to(anatomy.segments[step].names) if step in anatomy.segments else words.say("predict_root", level=step)
