"""Answers to questions of fact: the sentences that tell, with the short answer in them."""

from __future__ import annotations

from collections.abc import Sequence

from ..index.filters import Filters
from ..index.index import Index
from ..index.model import SentenceHit
from .circumstances import is_withheld
from .draft import Block, Draft
from .evidence import Evidence, around, said_in
from .gate import Gate
from .question import Question, Wants
from .short import short_answer

_PASSAGES = 5
_SHOWN = 3
_OF_BEST = 0.8  # of the best one's confidence, that a further sentence needs
NOT_ANSWERED = "The articles don't say."
WITHHELD = "The articles say that this wasn't told."


def tell(index: Index, gate: Gate, question: Question, filters: Filters) -> Draft:
    """The sentences that answer, the surest first."""
    found = index.search_sentences(question.text, _PASSAGES, filters)
    evidence = sorted((_evidence(hit, gate.told(question, hit)) for hit in found), key=lambda each: -each.confidence)
    confidence = evidence[0].confidence if evidence else 0.0
    if confidence < gate.answers:
        return Draft((Block(tuple(evidence)),), confidence, refusal=NOT_ANSWERED)
    if question.wants is not Wants.YES_NO and is_withheld(evidence[0]):
        return Draft((Block(tuple(evidence)),), 1 - confidence, refusal=WITHHELD)
    chosen = [each for each in evidence if each.confidence >= _OF_BEST * confidence][:_SHOWN]
    return Draft((Block(tuple(_apart(chosen))),), confidence, _short(question, chosen))


def closest(index: Index, gate: Gate, question: Question, filters: Filters) -> Block:
    """What comes nearest to a question that has no answer."""
    return Block(tuple(_evidence(hit, gate.told(question, hit)) for hit in index.search_sentences(question.text, _PASSAGES, filters)))


def _evidence(hit: SentenceHit, confidence: float) -> Evidence:
    span = around(hit.hit, hit.sentence)
    return Evidence(hit.hit.article, span, said_in(span, hit.hit.statements), confidence, hit.parts)


def _apart(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Without slices that another one holds."""
    return [
        each
        for n, each in enumerate(evidence)
        if not any(
            other.article.id == each.article.id and _holds(other, each) and (other.span != each.span or m < n)
            for m, other in enumerate(evidence)
        )
    ]


def _holds(other: Evidence, each: Evidence) -> bool:
    return other.span.start <= each.span.start and each.span.end <= other.span.end


def _short(question: Question, evidence: Sequence[Evidence]) -> str | None:
    if question.wants in (Wants.WORDS, Wants.ARTICLE, Wants.YES_NO):
        return None
    for each in evidence:
        found = short_answer(question.text, question.wants.value, each.article.text, [each.span], each.statement)
        if found is not None:
            return each.article.text[slice(*found.span)]
    return None
