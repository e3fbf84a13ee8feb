"""All clues that a case may answer, to read and for programs: ids, questions, answers, groups and sources."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, Final

from footmap.core.anatomy import in_language
from footmap.core.clinical import Clue
from footmap.data.knowledge.clinical import Clinical
from footmap.data.phrases import load_phrases

from .search import build_index

WIDTH: Final = 112


def find_clues(clinical: Clinical, search: str = "") -> tuple[Clue, ...]:
    """Clues in which every word of `search` occurs, in any language; all of them for none."""
    found = {hit.id for hit in build_index(clinical).find(search, {"clue"})}
    return tuple(clue for clue in clinical.clues.values() if clue.id in found)


def sources_of(clue: Clue) -> tuple[str, ...]:
    """Sources behind any of its answers, each once."""
    return tuple(dict.fromkeys(source for answer in clue.answers.values() for source in answer.sources))


def clue_text(clinical: Clinical, clues: Sequence[Clue], language: str = "en") -> str:
    """Clues under their headings; a family is one entry where all of its members are listed."""
    whole = {
        family: [c for c in clinical.clues.values() if c.family == family]
        for family in dict.fromkeys(c.family for c in clinical.clues.values() if c.family is not None)
    }
    given = {clue.id for clue in clues}
    lines: list[str] = []
    for topic, names in clinical.topics.items():
        shown: list[str] = []
        folded: set[str] = set()
        for clue in (c for c in clues if c.topic == topic):
            family = clue.family
            if family is not None and all(member.id in given for member in whole[family]):
                if family not in folded:
                    shown += _family(family, whole[family], language)
                    folded.add(family)
            else:
                shown += _clue(clue, clue.id, in_language(clue.questions, language), language)
        if shown:
            lines += ["", in_language(names, language), *shown]
    end = load_phrases().say(language, "clues_count", count=len(clues), example='"foot_drop": "yes"')
    return "\n".join([*lines[1:], "", end])


def _family(family: str, members: Sequence[Clue], language: str) -> list[str]:
    first = members[0]
    place = first.id.removeprefix(f"{family}.")
    question = in_language(first.questions, language)
    head = load_phrases().say(language, "clues_family", family=family, count=len(members), place=place)
    return _clue(first, head, question, language)


def _clue(clue: Clue, head: str, question: str, language: str) -> list[str]:
    texts = {answer.id: in_language(answer.texts, language) for answer in clue.answers.values()}
    answers = "; ".join(id_ if text == id_ else f"{id_} ({text})" for id_, text in texts.items())
    notes: list[str] = [clue.kind]
    if clue.group is not None:
        notes.append(f"group {clue.group}")
    if clue.several:
        notes.append("several answers")
    if clue.sided:
        notes.append("right and left")
    if clue.scale is not None:
        notes.append("grades " + " ".join(clue.scale.grades))
    if clue.red_flag is not None:
        notes.append(f"red flag: {clue.red_flag}")
    if clue.applies_if is not None:
        notes.append(f"only if {clue.applies_if} is yes")
    count = len(sources_of(clue))
    notes.append(f"{count} source" + ("s" if count != 1 else ""))
    return [
        *_wrap(f"  {head}  [{', '.join(notes)}]", "      "),
        *_wrap(f"      {question}", "      "),
        *_wrap(f"      {answers}", "        "),
    ]


def clue_json(clinical: Clinical, clues: Iterable[Clue], language: str = "en") -> str:
    """Clues as a JSON list, in the order of the clues panel."""
    order = list(clinical.topics)
    out: list[dict[str, Any]] = [
        {
            "id": clue.id,
            "name": in_language(clue.names, language),
            "question": in_language(clue.questions, language),
            "kind": clue.kind,
            "topic": clue.topic,
            "group": clue.group,
            "family": clue.family,
            "red_flag": clue.red_flag,
            "applies_if": clue.applies_if,
            "several": clue.several,
            "sided": clue.sided,
            "grades": list(clue.scale.grades) if clue.scale else [],
            "seconds": clue.effort.seconds,
            "tool": in_language(clue.effort.tool, language) if clue.effort.tool else None,
            "synonyms": list(clue.synonyms),
            "answers": [{"id": a.id, "text": in_language(a.texts, language)} for a in clue.answers.values()],
            "sources": list(sources_of(clue)),
        }
        for clue in sorted(clues, key=lambda c: order.index(c.topic))
    ]
    return json.dumps({"clues": out}, indent=2, sort_keys=True, ensure_ascii=False)


def _wrap(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
