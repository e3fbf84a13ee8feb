"""What a lesion at a site would do, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from footmap.core.forward import Form, MovementEffect, SkinEffect, predict
from footmap.data.knowledge.clinical import Clinical
from footmap.data.phrases import load_phrases

from .naming import Naming

FORMAT: Final = "footmap-prediction"
VERSION: Final = 1
_DIGITS: Final = 9


def prediction_json(clinical: Clinical, site_id: str, language: str = "en") -> str:
    """JSON text; shares are 0 to 1, `share` of a muscle, movement or reflex is the part of its function that is lost.

    Parameters
    ----------
    site_id : str
        Site, place in the spine or level.

    Raises
    ------
    KeyError
        If there is no such site.
    """
    anatomy = clinical.anatomy
    picture = predict(anatomy, site_id)
    words = Naming(language, clinical, load_phrases())
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "site": site_id,
        "name": words.site(site_id),
        "skin": [_skin(effect, words) for effect in picture.skin],
        "muscles": [_effect(e.id, words.to(anatomy.muscles[e.id].names), e.function, e.grade) for e in picture.muscles],
        "movements": _movements(picture.movements, clinical, words),
        "reflexes": [
            _effect(e.id, words.to(anatomy.reflexes[e.id].names), e.function, e.grade) for e in picture.reflexes
        ],
        "brisk": _number(picture.brisk),
        "pain": {id_: _number(share) for id_, share in picture.site.pain.items()},
        "forms": [_form(form, words) for form in picture.forms],
        "conditions": [*picture.site.conditions, *picture.site.mechanisms],
    }
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False)


def _skin(effect: SkinEffect, words: Naming) -> dict[str, Any]:
    entry = _effect(effect.id, words.candidate(effect.id), effect.share, effect.grade)
    return {**entry, "layer": effect.layer, "part": effect.part}


def _movements(effects: Iterable[MovementEffect], clinical: Clinical, words: Naming) -> list[dict[str, Any]]:
    names = clinical.anatomy.movements
    return [_effect(e.id, words.to(names[e.id]), e.function, e.grade) for e in effects]


def _form(form: Form, words: Naming) -> dict[str, Any]:
    regions = {} if form.area is None else {id_: _number(share) for id_, share in form.area.regions.items()}
    return {"share": _number(form.share), "text": words.to(form.text) if form.text else "", "regions": regions}


def _effect(id_: str, name: str, share: float, grade: str) -> dict[str, Any]:
    return {"id": id_, "name": name, "share": _number(share), "grade": grade}


def _number(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), _DIGITS) + 0.0
