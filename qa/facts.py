"""Answers to questions of fact: the sentences that tell, with the short answer in them."""

from __future__ import annotations

from collections.abc import Sequence

from ..index.index import Index
from .circumstances import is_withheld
from .draft import Draft
from .evidence import Evidence, apart, around, said_in, understood
from .gate import Gate, log_odds
from .page import Block
from .polarity import polarity
from .question import Question, Wants
from .reader import Reader
from .short import role_beside, short_answer
from .support import Support, confidence, supported

_PASSAGES = 5
_SHOWN = 3
_AS_GOOD = 0.4  # log-odds that a further sentence may lie behind the best one
_LOOKED_AT = 1.0  # the same, for one that has a better short answer
_READ = 5  # pieces of evidence in which a short answer is looked for
_LIKELY = 0.15  # of a short answer, from where on it is worth showing
_BEHIND = 0.4  # log-odds by which a short answer must be better to come from the next piece of evidence
_ABOUT = 0.6  # of the question's words, by weight, that a sentence must be about to say that it isn't told
NOT_ANSWERED = "The articles don't say."
WITHHELD = "The articles say that this wasn't told."


def tell(index: Index, gate: Gate, question: Question, reader: Reader | None = None) -> Draft:
    """The sentences that answer, the surest first; ``reader`` finds the short answer in them."""
    found = _found(index, question)
    if introduced := _introduced(question, found):
        return Draft((Block((evidence_of(introduced[0], gate.sure),)),), gate.sure, introduced[1])
    sure = gate.told(confidence(found[0].signals)) if found else 0.0
    evidence = [evidence_of(each, sure) for each in found]
    if found and found[0].signals["around"] >= _ABOUT and question.wants is not Wants.YES_NO and is_withheld(evidence[0], question.text):
        return Draft((Block(tuple(evidence)),), min(sure, 1 - sure), refusal=WITHHELD)
    if sure < gate.tells:
        return Draft((Block(tuple(evidence)),), sure, refusal=NOT_ANSWERED)
    pool = [(piece, each.score) for piece, each in zip(evidence, found, strict=True) if each.score >= found[0].score - _LOOKED_AT][:_SHOWN]
    if question.latest:
        newest = max(piece.day for piece, _ in pool)
        pool = [(piece, score) for piece, score in pool if piece.day == newest]
    pieces = [piece for piece, _ in pool]
    if reader is not None and question.wants is not Wants.YES_NO:
        shown = [piece for piece, score in pool if score >= pool[0][1] - _AS_GOOD]
        return Draft((Block(tuple(apart(shown))),), sure, _read(reader, question, shown))
    place, answer = _short(question, pieces) or (0, None)
    shown = [piece for i, (piece, score) in enumerate(pool) if score >= pool[0][1] - _AS_GOOD or i == place]
    return Draft((Block(tuple(apart(shown))),), sure, answer)


def closest(index: Index, question: Question) -> Block:
    """What comes nearest to a question that has no answer."""
    return Block(tuple(evidence_of(each, 0.0) for each in _found(index, question)))


def _found(index: Index, question: Question) -> list[Support]:
    return supported(question, index.search_sentences(question.text, _PASSAGES, question.asked_in), index.rarity(question.text))


def _introduced(question: Question, found: Sequence[Support]) -> tuple[Support, str] | None:
    """ "Who is Ann Karsk?": the first sentence that tells what she is beside her name, and what that is."""
    for each in found if question.wants is Wants.PERSON else ():
        text = each.hit.hit.article.text
        if role := role_beside(question.text, text, [each.hit.sentence]):
            return each, text[slice(*role)]
    return None


def evidence_of(support: Support, sure: float) -> Evidence:
    hit = support.hit
    span = around(hit.hit, hit.sentence)
    return understood(Evidence(hit.hit.article, span, said_in(span, hit.hit.statements), sure, parts=hit.parts))


def _read(reader: Reader, question: Question, evidence: Sequence[Evidence]) -> str | None:
    """The words that the model is surest of."""
    quotes = [each.quote for each in evidence]
    best = max(zip(reader.read(question.text, quotes), quotes, strict=True), key=lambda each: (each[0].end > each[0].start, each[0].score))
    return best[1][best[0].start : best[0].end] or None


def short(question: Question, evidence: Sequence[Evidence]) -> str | None:
    """The slice that answers "how many", "who", "where" best; "Yes" or "No"; None of several things said that answer together."""
    several = len(evidence) > 1 and not question.topic and not question.setting
    changed = question.order == "time" and not question.latest
    if question.wants is Wants.WORDS and (several or changed or len(question.speakers) > 1):
        return None
    if question.verb is not None and not question.topic and not question.setting and question.wants in (Wants.PLACE, Wants.DATE):
        return None  # "Where did he say it?": that doesn't stand in what he said
    found = _short(question, evidence)
    return found[1] if found else None


def _short(question: Question, evidence: Sequence[Evidence]) -> tuple[int, str] | None:
    """Which piece of evidence has it, and the short answer; of two that fit as well, that of the surer piece."""
    best: tuple[float, int, str] | None = None
    for i, each in enumerate(evidence[:_READ]):
        if question.wants is Wants.YES_NO:
            if told := _yes_or_no(question, each):
                return i, told
            continue
        found = short_answer(question.text, question.wants.value, each.article.text, [each.span], each.statement)
        if found is None or found.score < _LIKELY:
            continue
        score = log_odds(found.score) - _BEHIND * i
        if best is None or score > best[0]:
            best = score, i, each.article.text[slice(*found.span)]
    return best[1:] if best else None


def _yes_or_no(question: Question, evidence: Evidence) -> str | None:
    speaks = (evidence.statement.speaker or "", *evidence.statement.roles) if evidence.statement else ()
    known = " ".join((*speaks, evidence.context or "", evidence.article.title or ""))
    told = polarity(question.text, evidence.article.text, evidence.span, known)
    return None if told is None else "Yes" if told else "No"
