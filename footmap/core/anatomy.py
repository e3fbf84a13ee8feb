"""The anatomy graph as frozen values: roots, nerve segments, muscles, reflexes and the sites where lesions sit.

Nothing here reads files; `footmap.data.knowledge.anatomy` builds these values from ``assets/knowledge``. Shares are
0-1. A lesion of a segment takes the segment and everything that leaves it further down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .views import ViewId

SiteKind = Literal["nerve", "root", "roots", "plexus", "length_dependent", "cord", "central", "local"]
DiscLesion = Literal["paracentral", "foraminal", "central"]
Names = Mapping[str, str]
"""Language -> name or text; ``en`` is always there."""


@dataclass(frozen=True)
class SkinPart:
    """Skin that a segment reaches: a nerve's territory, or one part of it (``own``, ``web3``, ``toe2_lateral``)."""

    nerve: str
    part: str | None = None


@dataclass(frozen=True)
class Segment:
    """A stretch of nerve.

    Attributes
    ----------
    nerve : str or None
        Nerve of the knowledge base to which the stretch belongs.
    above : mapping of segment id to float
        Share of the fibres (or of people) that arrive by each segment above; adds up to 1, empty at the top.
    roots : tuple of level id
        Only of segments that begin at the roots.
    skin : tuple of SkinPart
    muscles : mapping of muscle id to float
        Share of each muscle that branches off here.
    """

    id: str
    names: Names
    nerve: str | None
    above: Mapping[str, float]
    roots: tuple[str, ...]
    skin: tuple[SkinPart, ...]
    muscles: Mapping[str, float]


@dataclass(frozen=True)
class Muscle:
    """A muscle with the share of each root in it (adds up to 1) and the movement that tests it.

    `helps` names movements that it only takes part in, with its weight beside a muscle that the movement tests (1).
    """

    id: str
    names: Names
    movement: str | None
    roots: Mapping[str, float]
    helps: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Reflex:
    """A reflex, the segments its arc runs through and the share of each root in it (adds up to 1).

    `hard_to_obtain` is the share of healthy people in whom it cannot be obtained, 0-1.
    """

    id: str
    names: Names
    kind: Literal["tendon", "skin", "plantar"]
    arc: tuple[str, ...]
    roots: Mapping[str, float]
    hard_to_obtain: float = 0.0


@dataclass(frozen=True)
class Pattern:
    """One way a lesion shows; `loss` sets segments or roots to a loss of their own, branches follow."""

    share: float
    text: Names
    loss: Mapping[str, float]


@dataclass(frozen=True)
class Area:
    """Skin regions (or pain areas) with their weight, as one way a cause without a nerve shows."""

    share: float
    regions: Mapping[str, float]


@dataclass(frozen=True)
class Height:
    """Everything beyond a line round the limb, as one way a stocking or cord pattern shows.

    Attributes
    ----------
    leg, foot : str or None
        Landmark of the line on the leg, or on the foot; neither for the whole limb.
    """

    share: float
    id: str
    names: Names
    leg: str | None
    foot: str | None


@dataclass(frozen=True)
class Site:
    """A place where a lesion can sit.

    Attributes
    ----------
    at : tuple of segment id
        Segments that are lost with all below; one of them at a time where `one_of`.
    roots : mapping of level id to float
        Part of each root that is lost.
    patterns, areas, heights : tuple
        Alternative ways it shows; their shares add up to 1.
    pain : mapping of region or pain area to float
        Where pain is felt beyond the nerve's own skin.
    spread : mapping of region or pain area to float
        Where tingling, burning or numbness is felt beyond it.
    sensation : float
        0 where no skin becomes numb.
    both : float
        Share of people with both sides.
    weak, reflexes : mapping of id to float
        Given directly for causes that do not follow a nerve.
    weak_all, brisk : float
        Weakness of every muscle and brisk reflexes (cord, brain).
    beyond : tuple of mapping of language to text
        What else a lesion does: bladder, bowel, sexual function, sphincters.
    conditions : mapping of condition id to float
        Share of the condition that sits here.
    mechanisms : mapping of condition id to float
        What presses the root; share of the root's prior.
    distal_form, pain_alone : bool
        A root that may be felt below the knee only; pain that may be felt there and not in the nerve's own skin.
    sensory_symptom : float or None
        How often numbness or tingling is drawn, where it differs from the row of `symptom`.
    """

    id: str
    names: Names
    kind: SiteKind
    nerve: str | None
    severity: str
    symptom: str
    both: float
    at: tuple[str, ...] = ()
    one_of: bool = False
    roots: Mapping[str, float] = field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()
    areas: tuple[Area, ...] = ()
    heights: tuple[Height, ...] = ()
    pain: Mapping[str, float] = field(default_factory=dict)
    spread: Mapping[str, float] = field(default_factory=dict)
    sensation: float = 1.0
    weak: Mapping[str, float] = field(default_factory=dict)
    weak_all: float = 0.0
    reflexes: Mapping[str, float] = field(default_factory=dict)
    brisk: float = 0.0
    beyond: tuple[Names, ...] = ()
    distal_form: bool = False
    pain_alone: bool = False
    conditions: Mapping[str, float] = field(default_factory=dict)
    mechanisms: Mapping[str, float] = field(default_factory=dict)
    prior: float = 0.0
    sensory_symptom: float | None = None


@dataclass(frozen=True)
class Place:
    """A place in the spine that is the same as a root's site (a disc, a slip, a recess).

    Attributes
    ----------
    disc : str or None
        Name of the disc (``L4/5``) where the place is one.
    lesion : {"paracentral", "foraminal", "central"} or None
        Where the disc bulges; paracentral and foraminal to one side.
    """

    id: str
    names: Names
    site: str
    disc: str | None = None
    lesion: DiscLesion | None = None


@dataclass(frozen=True)
class PainArea:
    """Skin where pain is felt that no region names: all near the line through landmarks of a view.

    Attributes
    ----------
    path : tuple of str
        Landmarks, or the middle between two (``mtp3+mtp4``).
    radius_mm : float
        How far from the line.
    """

    id: str
    names: Names
    view: ViewId
    path: tuple[str, ...]
    radius_mm: float


@dataclass(frozen=True)
class ForwardConstants:
    """The numbers of the forward model (``forward.yaml`` gives the reason of each).

    Attributes
    ----------
    values : mapping of constant id to float
    severities : mapping of severity id to three floats
        Share of sensory-only, moderate and severe lesions.
    motor_gain, reflex_gain : tuple of three floats
        Chance that a fully supplied muscle is weak, a fully supplied jerk lower, in the three severities.
    symptoms : mapping of symptom id to float
        How often numbness, tingling or burning is drawn.
    """

    values: Mapping[str, float]
    severities: Mapping[str, tuple[float, float, float]]
    motor_gain: tuple[float, float, float]
    reflex_gain: tuple[float, float, float]
    symptoms: Mapping[str, float]


@dataclass(frozen=True)
class Anatomy:
    """The whole graph.

    Attributes
    ----------
    order : tuple of segment id
        Each after all above it.
    movements : mapping of movement id to names
        What is tested by hand, from hip to toes.
    hidden_movements : set of movement id
        Those of the small muscles of the foot: their weakness is neither noticed nor part of power as a whole.
    """

    segments: Mapping[str, Segment]
    order: tuple[str, ...]
    muscles: Mapping[str, Muscle]
    movements: Mapping[str, Names]
    reflexes: Mapping[str, Reflex]
    sites: Mapping[str, Site]
    places: Mapping[str, Place]
    pain_areas: Mapping[str, PainArea]
    constants: ForwardConstants
    hidden_movements: frozenset[str] = frozenset()

    def site(self, id_: str) -> Site:
        """A site by its id, by a place in the spine, or by a level id (``L5`` is ``L5_root``).

        Raises
        ------
        KeyError
            If nothing has that id.
        """
        if id_ in self.places:
            return self.sites[self.places[id_].site]
        if id_ not in self.sites and f"{id_}_root" in self.sites:
            return self.sites[f"{id_}_root"]
        return self.sites[id_]

    @property
    def site_ids(self) -> tuple[str, ...]:
        """Every id that `site` accepts, level ids excepted."""
        return (*self.sites, *self.places)


def in_language(names: Names, language: str) -> str:
    """The name or text in a language; English where it has none."""
    return names.get(language) or names["en"]
