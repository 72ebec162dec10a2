"""Answers to questions of fact: the sentences that tell, with the short answer in them."""

from __future__ import annotations

from collections.abc import Sequence

from ..index.index import Index
from .circumstances import is_withheld
from .draft import Block, Draft
from .evidence import Evidence, apart, around, said_in, understood
from .gate import Gate, log_odds
from .polarity import polarity
from .question import Question, Wants
from .reader import Reader
from .short import short_answer
from .support import Support, confidence, supported

_PASSAGES = 5
_SHOWN = 3
_AS_GOOD = 1.0  # log-odds that a further sentence may lie behind the best one
_READ = 5  # pieces of evidence in which a short answer is looked for
_BEHIND = 0.4  # log-odds by which a short answer must be better to come from the next piece of evidence
_ABOUT = 0.6  # of the question's words, by weight, that a sentence must be about to say that it isn't told
NOT_ANSWERED = "The articles don't say."
WITHHELD = "The articles say that this wasn't told."


def tell(index: Index, gate: Gate, question: Question, reader: Reader | None = None) -> Draft:
    """The sentences that answer, the surest first; ``reader`` finds the short answer in them."""
    found = _found(index, question)
    sure = gate.told(confidence(found[0].signals)) if found else 0.0
    evidence = [_evidence(each, sure) for each in found]
    if found and found[0].signals["around"] >= _ABOUT and question.wants is not Wants.YES_NO and is_withheld(evidence[0], question.text):
        return Draft((Block(tuple(evidence)),), min(sure, 1 - sure), refusal=WITHHELD)
    if sure < gate.tells:
        return Draft((Block(tuple(evidence)),), sure, refusal=NOT_ANSWERED)
    shown = [piece for piece, each in zip(evidence, found, strict=True) if each.score >= found[0].score - _AS_GOOD][:_SHOWN]
    if question.latest:
        shown.sort(key=lambda each: each.day, reverse=True)
    answer = short(question, shown) if reader is None or question.wants is Wants.YES_NO else _read(reader, question, shown)
    return Draft((Block(tuple(apart(shown))),), sure, answer)


def closest(index: Index, question: Question) -> Block:
    """What comes nearest to a question that has no answer."""
    return Block(tuple(_evidence(each, 0.0) for each in _found(index, question)))


def _found(index: Index, question: Question) -> list[Support]:
    return supported(question, index.search_sentences(question.text, _PASSAGES), index.rarity(question.text))


def _evidence(support: Support, sure: float) -> Evidence:
    hit = support.hit
    span = around(hit.hit, hit.sentence)
    return understood(Evidence(hit.hit.article, span, said_in(span, hit.hit.statements), sure, parts=hit.parts))


def _read(reader: Reader, question: Question, evidence: Sequence[Evidence]) -> str | None:
    """The words that the model is surest of."""
    quotes = [each.quote for each in evidence]
    best = max(zip(reader.read(question.text, quotes), quotes, strict=True), key=lambda each: (each[0].end > each[0].start, each[0].score))
    return best[1][best[0].start : best[0].end] or None


def short(question: Question, evidence: Sequence[Evidence]) -> str | None:
    """The slice that answers "how many", "who", "where" best; of two that do so as well, that of the surer evidence."""
    if question.wants is Wants.ARTICLE:
        return None
    if question.wants is Wants.YES_NO:
        return _yes_or_no(question, evidence)
    best: tuple[float, str] | None = None
    for rank, each in enumerate(evidence[:_READ]):
        found = short_answer(question.text, question.wants.value, each.article.text, [each.span], each.statement)
        if found is not None and (best is None or log_odds(found.score) - _BEHIND * rank > best[0]):
            best = log_odds(found.score) - _BEHIND * rank, each.article.text[slice(*found.span)]
    return best[1] if best else None


def _yes_or_no(question: Question, evidence: Sequence[Evidence]) -> str | None:
    """By the first piece of evidence that tells plainly."""
    for each in evidence[:_SHOWN]:
        speaks = (each.statement.speaker or "", *each.statement.roles) if each.statement else ()
        known = " ".join((*speaks, each.context or "", each.article.title or ""))
        told = polarity(question.text, each.article.text, each.span, known)
        if told is not None:
            return "Yes" if told else "No"
    return None
