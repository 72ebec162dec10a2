"""What the articles tell about a fact, an event, a topic: the excerpts that answer, whoever's words they are."""

from __future__ import annotations

from collections.abc import Sequence

from ..index.filters import Filters
from ..index.index import Index
from ..index.model import Span
from .draft import UNSURE, Draft, unsure
from .evidence import Evidence
from .excerpts import SHOWN, WIDE, choose
from .followup import completed_parts
from .page import Block
from .question import Question
from .relevance import Judged, Relevance, likeliest_first
from .short import short_answer

PASSAGES = 8  # that are read


def tell(index: Index, relevance: Relevance, question: Question, lead: str = UNSURE) -> Draft:
    """The excerpts that answer, the likeliest first, or by time; under ``lead`` what comes nearest, where none is likely enough."""
    judged = look_up(index, relevance, question, question.asked_in)
    confidence = relevance.confidence(question.text, judged)
    if confidence < relevance.answered or lead != UNSURE:
        return unsure((Block(tuple(in_order(question, choose(judged, WIDE)))),), min(confidence, relevance.answered), lead)
    evidence = choose(judged, WIDE if question.wide else SHOWN)
    return Draft((Block(tuple(in_order(question, evidence))),), confidence, short=short_answer(question, judged, evidence))


def look_up(index: Index, relevance: Relevance, question: Question, filters: Filters) -> list[Judged]:
    """The sentences of the passages nearest to the question, judged, the likeliest first.

    Each part of a question is looked up as well, with the first, on which it may lean; a sentence counts by what it answers best.
    """
    found = [_judged(index, relevance, question.text, question.text, filters)]
    if question.has_parts and not question.excerpt:
        first, *others = completed_parts(question.parts)
        found.append(_judged(index, relevance, first, first, filters))
        for part in others:
            found.append(_judged(index, relevance, part, part if part.startswith(first) else f"{first}; {part}", filters))
    best: dict[tuple[int, Span], Judged] = {}
    for each in (each for judged in found for each in judged):
        key = (each.hit.hit.passage.id, each.hit.sentence)
        if key not in best or best[key].relevance < each.relevance:
            best[key] = each
    return likeliest_first(best.values())


def _judged(index: Index, relevance: Relevance, question: str, sought: str, filters: Filters) -> list[Judged]:
    return relevance.judge(question, index.search_sentences(sought, PASSAGES, filters))


def in_order(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The likeliest first, unless time is asked for; of the latest only what is of the newest day."""
    if question.latest and evidence:
        newest = max(each.day for each in evidence)
        return [each for each in evidence if each.day == newest]
    return sorted(evidence, key=lambda each: each.day) if question.order == "time" else list(evidence)
