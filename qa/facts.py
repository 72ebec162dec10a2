"""What the articles tell about a fact, an event, a topic: the excerpts that answer, whoever's words they are."""

from __future__ import annotations

from collections.abc import Sequence

from ..index.filters import Filters
from ..index.index import Index
from .draft import UNSURE, Draft, unsure
from .evidence import Evidence
from .excerpts import SHOWN, WIDE, choose
from .page import Block
from .question import Question
from .relevance import Judged, Relevance
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
    """The sentences of the passages nearest to the question, judged, the likeliest first."""
    return relevance.judge(question.text, index.search_sentences(question.text, PASSAGES, filters))


def in_order(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The likeliest first, unless time is asked for; of the latest only what is of the newest day."""
    if question.latest and evidence:
        newest = max(each.day for each in evidence)
        return [each for each in evidence if each.day == newest]
    return sorted(evidence, key=lambda each: each.day) if question.order == "time" else list(evidence)
