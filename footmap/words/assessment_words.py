"""What the localiser found, in words: the one place where its values become sentences, in every language.

The window, the command line and the report use the same `Wording`; templates are in ``assets/words/phrases.yaml``,
names and texts in ``assets/knowledge``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from footmap.core.views import SIDES
from footmap.data.once import read_once

from .answer_words import AnswerWords

if TYPE_CHECKING:
    from footmap.core.localiser.assessment import Assessed, Assessment
    from footmap.core.localiser.candidates import Candidate, Depth
    from footmap.core.localiser.engine import Estimate
    from footmap.core.localiser.explain import Explanation, Mimic, Remains
    from footmap.core.localiser.ledger import LedgerRow, Words
    from footmap.core.localiser.questions import Outcome, Question
    from footmap.core.localiser.red_flags import Caution, Cleared, Points, Raised
    from footmap.core.localiser.scoring import Scoring
    from footmap.core.localiser.special import SpecialAnswers, TwoCauses
    from footmap.core.localiser.stability import Stability
    from footmap.data.knowledge.clinical import Clinical
    from footmap.data.knowledge.scoring import LimitRecord
    from footmap.data.phrases import Phrases


class Said(NamedTuple):
    """A sentence with what it is about, for an icon or a key."""

    kind: str
    text: str


class FlagWords(NamedTuple):
    """A red flag to be shown: name, how soon, why, what to do, what raised it, and what to do now in one line."""

    name: str
    urgency: str
    reason: str
    action: str
    because: str
    now: str


class MimicWords(NamedTuple):
    """A condition that looks alike, sentences that begin with its name and say what it would add, and the sources."""

    condition: str
    text: str
    sources: tuple[str, ...]


class LimitWords(NamedTuple):
    """What the ranking cannot know, with its sources."""

    text: str
    sources: tuple[str, ...]


class Wording(AnswerWords):
    """Names and sentences in one language; see `load_wording`."""

    def __init__(
        self, language: str, clinical: Clinical, phrases: Phrases, scoring: Scoring, limits: Iterable[LimitRecord]
    ) -> None:
        super().__init__(language, clinical, phrases)
        self._scoring = scoring
        self.told_from = scoring.told_from
        self._limits = {limit.id: limit for limit in limits}

    # ---- support and ledger

    def support(self, words: Words) -> str:
        """Strongly for ... strongly against."""
        return self.say("neither" if words.startswith("neither") else words.replace(" ", "_"))

    def verdict(self, assessed: Assessed) -> str:
        """What is said of a row: its support, or that it has to be excluded, whatever speaks for or against it."""
        if assessed.emergency:
            return self.say("exclude_first")
        return self.say("to_exclude") if assessed.to_exclude else self.support(assessed.candidate.words)

    def row(self, row: LedgerRow, found: Assessment | None = None) -> str:
        """A row of the ledger, short: what contributes; of a case with its grades, and for which limb."""
        if row.clue is not None and row.answer is not None:
            return self.say("row_clue", clue=self.clue(row.clue), answer=self._told(row.clue, row.answer, found))
        return self.say(f"row_{row.kind}")

    def row_sentence(self, row: LedgerRow | None, candidate: str, found: Assessment | None = None) -> str:
        """A row of a candidate as a sentence; empty for none and for the row that sets the leader to zero."""
        if row is None or row.kind == "leader":
            return ""
        if row.clue is not None and row.answer is not None:
            speaks = self.say(
                "speaks_nothing" if abs(row.value) < self._scoring.told_from else f"speaks_{self.degree(row.value)}"
            )
            return self.say(
                "says_clue", clue=self.clue(row.clue), answer=self._told(row.clue, row.answer, found), speaks=speaks
            )
        if row.kind == "place":
            return self.say(f"says_place_{self.degree(row.value)}", candidate=self.candidate(candidate))
        return self.say(f"says_{row.kind}_{'for' if row.value > 0 else 'against'}")

    def degree(self, value: float) -> str:
        """How far a value speaks for or against, as the end of the id of a phrase."""
        direction = "for" if value > 0 else "against"
        if abs(value) >= self._scoring.strong:
            return f"strongly_{direction}"
        return direction if abs(value) >= self._scoring.slight else f"slightly_{direction}"

    # ---- the argument for one candidate

    def speaks_for(self, explanation: Explanation) -> str:
        """The strongest reason for it, or that there is none."""
        return self.row_sentence(explanation.speaks_for, explanation.candidate.id) or self.say("nothing_for")

    def speaks_against(self, explanation: Explanation) -> str:
        """The strongest reason against it, or that there is none."""
        skin = "nothing_against_but_skin" if explanation.core_not_painted else "nothing_against"
        return self.row_sentence(explanation.speaks_against, explanation.candidate.id) or self.say(skin)

    def answers(self, explanation: Explanation) -> tuple[str, ...]:
        """What each answer says of it, also those that say nothing; without the two strongest, which stand beside."""
        told = (explanation.speaks_for, explanation.speaks_against)
        rows = [row for row in explanation.answers if row not in told]
        return tuple(self.row_sentence(row, explanation.candidate.id) for row in rows)

    def explained(self, explanation: Explanation) -> str:
        """How much of the paint it explains; empty without paint."""
        if explanation.candidate.side is None:
            return ""
        return self.say("explained", share=self.percent(explanation.explained))

    def not_painted(self, explanation: Explanation) -> str:
        """What of its core is not painted; empty without paint."""
        if explanation.candidate.side is None:
            return ""
        left = explanation.core_not_painted
        return self.say("not_painted", regions=self._regions(left)) if left else self.say("all_painted")

    def paint_left(self, explanation: Explanation) -> str:
        """What of the paint it does not explain; empty without paint."""
        if explanation.candidate.side is None:
            return ""
        left = explanation.paint_left
        if left:
            return self.say("paint_left", regions=self._regions(left))
        return self.say("no_paint_left" if round(explanation.explained, 2) >= 1.0 else "small_paint_left")

    def where(self, candidate: Candidate) -> str:
        """Where along the nerve or at which root, and what presses it."""
        parts = [self.say("site", site=self.site(candidate.site))]
        if candidate.mechanism is not None:
            parts.append(self.say("mechanism", condition=self.candidate(candidate.mechanism)))
        return " ".join(parts)

    def place(self, candidate: Candidate) -> str:
        """What `where` says in a few words, where the name of the candidate does not say it; else empty."""
        if candidate.depth != "nerve":
            return self.candidate(candidate.mechanism) if candidate.mechanism is not None else ""
        return _beyond(self.site(candidate.site), self.candidate(candidate.id))

    def limits_of(self, found: Assessment) -> tuple[LimitRecord, ...]:
        """What cannot be known about a whole assessment."""
        paint = found.estimate.paint
        only_pain = paint is not None and paint.loss_share == 0
        return tuple(limit for limit in self._limits.values() if only_pain or limit.about != "pain")

    def citation(self, source: str) -> str:
        """What a source id stands for."""
        record = self._clinical.base.sources[source]
        return f"{record.citation} ({self.say('source_recalled')})" if record.recalled else record.citation

    def mimics(self, explanation: Explanation) -> tuple[MimicWords, ...]:
        """How to tell it from what looks alike, nearest first."""
        return tuple(MimicWords(self.candidate(m.other), self.mimic(m), m.sources) for m in explanation.mimics)

    def mimic(self, mimic: Mimic) -> str:
        """What another condition would add, and what it would not give."""
        name, adds = self.candidate(mimic.other), self.to(mimic.added)
        text = self.say("mimic", condition=name, adds=adds)
        if mimic.lacking:
            text = self.say("mimic_lacks", condition=name, adds=adds, lacks=self.to(mimic.lacking))
        return f"{text} {self.to(mimic.ruled)}." if mimic.ruled else text

    def limits(self, explanation: Explanation) -> tuple[LimitWords, ...]:
        """What the ranking cannot know here."""
        found = (self._limits[id_] for id_ in explanation.limits)
        return tuple(LimitWords(limit.text.to(self.language), limit.sources) for limit in found)

    def argument(self, explanation: Explanation) -> tuple[Said, ...]:
        """The whole argument in order: place, for, against, answers, not painted, left over, mimics, limits."""
        candidate = explanation.candidate
        said = [
            Said("where", self.where(candidate)),
            Said("for", self.speaks_for(explanation)),
            Said("against", self.speaks_against(explanation)),
            *(Said("answer", text) for text in self.answers(explanation)),
            Said("explained", self.explained(explanation)),
            Said("not_painted", self.not_painted(explanation)),
            Said("paint_left", self.paint_left(explanation)),
        ]
        said += [Said("mimic", m.text) for m in self.mimics(explanation)]
        said += [Said("limit", limit.text) for limit in self.limits(explanation)]
        return tuple(s for s in said if s.text)

    def _regions(self, remains: Sequence[Remains]) -> str:
        return "; ".join(
            self.say(
                "region_left" if r.whole else "region_part_left",
                region=self.region(r.region),
                side=self.side(r.side),
                area=self.area(r.area_cm2),
            )
            for r in remains
        )

    # ---- answers beside the lists

    def special(self, found: SpecialAnswers) -> tuple[Said, ...]:
        """Everything to be said beside the lists, the most consequential first."""
        said: list[Said] = []
        for kind, ids in (("upper_motor_neurone", found.upper_motor_neurone), ("both_sides", found.both_sides)):
            if ids:
                said.append(Said(kind, self.say(kind, conditions=self._candidates(ids))))
        if found.no_nerve_fits is not None:
            reason = found.no_nerve_fits
            parts = [self.say(f"no_nerve_{reason.reason}", conditions=self._candidates(reason.conditions))]
            if reason.because:
                parts.append(self.say("no_nerve_because", clues=self.listed([self.clue(c) for c in reason.because])))
            said.append(Said("no_nerve_fits", " ".join(parts)))
        if found.stocking:
            said.append(Said("stocking", self._stocking(found)))
        if found.two_causes is not None:
            said.append(Said("two_causes", self._two(found.two_causes)))
        if found.patchy:
            nerves = [f"{self.candidate(nerve)} ({self.side(side)})" for side, nerve in found.patchy]
            said.append(Said("patchy", self.say("patchy", nerves=self.listed(nerves))))
        for one, other in found.tied:
            said.append(Said("tied", self.say("tied", first=self.candidate(one), second=self.candidate(other))))
        if found.map_dependent:
            maps = [
                self.say("map_says", map=self.map(map_), level=self.candidate(level))
                for map_, level in found.map_dependent.items()
            ]
            said.append(Said("map_dependent", self.say("map_dependent", maps=self.listed(maps))))
        return tuple(said)

    def _stocking(self, found: SpecialAnswers) -> str:
        conditions = self._candidates(found.stocking)
        if len(found.stocking_sides) == 1:
            return self.say("stocking_one", side=self.side(found.stocking_sides[0]), conditions=conditions)
        return self.say("stocking_both", conditions=conditions)

    def _two(self, pair: TwoCauses) -> str:
        first, second = (
            self.say("place_of", condition=self.candidate(condition), site=self.site(site))
            if condition is not None
            else self.site(site)
            for site, condition in zip(pair.sites, pair.conditions, strict=True)
        )
        if pair.sides[0] != pair.sides[1]:
            first, second = (
                self.say("place_of_side", place=place, side=self.side(side))
                for place, side in zip((first, second), pair.sides, strict=True)
            )
        if set(pair.sides) == set(SIDES) and pair.explained <= pair.single:  # findings, not paint, tell the two apart
            return self.say("two_causes_limbs", first=first, second=second)
        return self.say(
            "two_causes",
            first=first,
            second=second,
            together=self.percent(pair.explained),
            single=self.percent(pair.single),
        )

    def _candidates(self, ids: Sequence[str]) -> str:
        return "; ".join(self.candidate(id_) for id_ in ids)

    # ---- the next question and stability

    def next_question(self, question: Question, estimate: Estimate) -> str:
        """The question, and what it separates."""
        asked = self.question(question.clue)
        if question.flag:
            phrase = "question_checks" if question.stands else "question_both_sides"
            return self.say(phrase, question=asked, **({"flag": self.flag(question.flag)} if question.stands else {}))
        # what a flag names is thought of first, but the question is not asked to tell it from the rest
        plain = [o for o in question.outcomes if not o.flags] or list(question.outcomes)
        leaders = list(dict.fromkeys(o.leader for o in sorted(plain, key=lambda o: -o.chance)))
        rivals = [c.id for c in estimate.conditions if c.id != leaders[0]]
        second = leaders[1] if len(leaders) > 1 else next(iter(rivals), None)
        if second is None:
            return self.say("question_settles", question=asked, first=self.candidate(leaders[0]))
        return self.say(
            "question_separates", question=asked, first=self.candidate(leaders[0]), second=self.candidate(second)
        )

    def question_title(self, question: Question) -> str:
        """What a question is asked for, as a heading."""
        if not question.flag:
            return self.say("title_best_question")
        if question.stands:
            return self.say("title_checks", flag=self.flag(question.flag))
        return self.say("title_both_sides")

    def outcomes(self, question: Question) -> tuple[str, ...]:
        """What each answer would change; in an emergency only which other emergency it would raise."""
        said = []
        for outcome in question.outcomes:
            far, ahead = outcome.ahead >= self._scoring.strong, outcome.ahead >= self._scoring.slight
            phrase = "outcome_far_ahead" if far else "outcome_ahead" if ahead else "outcome_leads"
            answer = self.answer(question.clue, outcome.answer)
            flags = [f for f in outcome.flags if not question.stands or self._emergency(f)]
            if flags:
                said.append(self.flagged(answer, flags[0]))
                continue
            if not question.stands:  # in an emergency no order counts but what has to be excluded
                said.append(self.say(phrase, answer=answer, condition=self.candidate(outcome.leader)))
        return tuple(said)

    def _emergency(self, flag: str) -> bool:
        return self._clinical.red_flags[flag].urgency == "emergency"

    def flagged(self, answer: str, flag: str) -> str:
        """That an answer, or several, would raise a flag."""
        found = self._clinical.red_flags[flag]
        return self.say("outcome_flag", answer=answer, flag=self.to(found.names), urgency=self.say(found.urgency))

    def change(self, outcome: Outcome, first: str) -> str:
        """What an answer would do to the first place: nothing is said to lead that is not ahead."""
        if outcome.leader == first:
            return self.say("text_stays", condition=self.candidate(first))
        phrase = "text_draws_level" if outcome.ahead < self.told_from else "text_leads"
        return self.say(phrase, condition=self.candidate(outcome.leader))

    def stability(self, found: Stability, depth: Depth, leader: str) -> str:
        """Whether the same leader remains when the drawing is drawn again with small changes."""
        name = self.candidate(leader)
        if found.kept[depth] >= self._scoring.stable_from:
            return self.say("stable", candidate=name)
        if depth not in found.rivals:
            return self.say("unstable", candidate=name)
        return self.say("unstable_rival", candidate=name, rival=self.candidate(found.rivals[depth]))

    # ---- before the ranking

    def cautions(self, found: Assessment) -> tuple[str, ...]:
        """Contradictions, each "no" that must not reassure, and scores as far as they are answered."""
        return (
            *(self.contradiction(pair) for pair in found.contradictions),
            *(self.caution(caution) for caution in found.alarms.cautions),
            *(self.score(points) for points in found.alarms.scores),
        )

    def red_flag(self, raised: Raised) -> FlagWords:
        """An alarm in words."""
        because = self.say("because", reasons=self.listed([self._because(id_) for id_ in raised.because]))
        if raised.since:
            since = self.listed([self._because(id_) for id_ in raised.since])
            again = self.say("flag_cleared_before", reason=raised.cleared_before.rstrip("."), since=since)
            because = f"{because} {again}"
        return FlagWords(
            self.flag(raised.id),
            self.say(raised.urgency),
            self.to(raised.reason),
            self.to(raised.action),
            because,
            self.to(raised.now),
        )

    def flags_of(self, assessed: Assessed, found: Assessment) -> str:
        """How soon, and the names of the flags that bring a condition among the first; empty where none does."""
        raised = [flag for flag in found.alarms.raised if flag.id in assessed.flags]
        return "; ".join(f"{self.say(flag.urgency)} ({self.flag(flag.id)})" for flag in raised)

    def checks(self, raised: Raised, found: Assessment) -> str:
        """What is still to be examined, in order, and what excludes the flag; empty where it has no checks."""
        if not raised.checks:
            return ""
        left = "; ".join(self.clue(id_) for id_ in raised.checks if id_ not in found.told)
        decides = self.to(raised.decides)
        if raised.clears:
            clears = self.listed([self.clue(id_) for id_ in raised.clears])
            examine = self.say("flag_examine", checks=left)
            excludes = self.say("flag_clears", clears=clears, decides=decides)
        else:
            examine = self.say("flag_examine_at_once", checks=left, decides=decides)
            excludes = self.say("flag_decides", decides=decides)
        return f"{examine} {excludes}" if left else excludes

    def cleared(self, cleared: Cleared) -> str:
        """A flag that was cleared, with its reason."""
        reason = cleared.reason.rstrip(".")
        if not cleared.because:
            return self.say("flag_cleared", flag=self.flag(cleared.id), reason=reason)
        reasons = self.listed([self._because(id_) for id_ in cleared.because])
        return self.say("flag_cleared_in_spite", flag=self.flag(cleared.id), reason=reason, reasons=reasons)

    def caution(self, caution: Caution) -> str:
        """A "no" that must not reassure."""
        return self.say(
            "caution", clue=self.clue(caution.clue), flag=self.flag(caution.flag), text=self.to(caution.text)
        )

    def score(self, points: Points) -> str:
        """A published score as far as it is answered."""
        return self.say(
            "score",
            score=self.to(self._clinical.scores[points.id].name.all()),
            points=points.points,
            band=self.to(points.text),
            answered=points.answered,
            items=points.items,
        )

    def _because(self, id_: str) -> str:
        if id_ == "paint":
            return self.say("because_paint")
        score = self._clinical.scores.get(id_)
        return self.to(score.name.all()) if score else self.clue(id_)


def _beyond(site: str, nerve: str) -> str:
    """What the name of a site says beyond the name of its nerve, explanations in brackets left out."""
    rest = site.split()
    known = [word for word in re.sub(r"\([^)]*\)", "", nerve).split() if word != "the"]
    shared = 0
    while rest and (rest[0] == "the" or rest[:1] == known[shared : shared + 1]):
        shared += rest[0] != "the"
        rest = rest[1:]
    named = known[shared : shared + 1] in ([], ["of"])
    beyond = " ".join(rest) if named and shared else site
    return beyond[1:-1] if beyond.startswith("(") and beyond.endswith(")") else beyond


@read_once
def load_wording(language: str = "en") -> Wording:
    """The wording of a language with everything that is installed.

    Raises
    ------
    AssetError
        With every problem of the files behind it.
    """
    from footmap.data.knowledge.clinical import load_clinical
    from footmap.data.knowledge.scoring import load_limits, load_scoring
    from footmap.data.phrases import load_phrases

    return Wording(language, load_clinical(), load_phrases(), load_scoring(), load_limits())
