"""Excerpts: one to three neighbouring sentences of an article that tell something together, an exact slice each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..index.lexical import WORD, stem
from ..index.model import Hit, Span, Statement
from ..index.passages import units
from .evidence import Evidence, attributed, leans, shared
from .relevance import Judged

SHOWN = 3
WIDE = 6  # of a question that asks for several things
_LONGEST = 900  # characters
_SENTENCES = 3  # of one excerpt
_SAME = 0.6  # of the words of two excerpts, from which on they tell the same
_LEAST = 0.25  # of the best one's relevance, that a further excerpt needs
_BESIDE = 0.4  # of a sentence's own relevance, from which on its neighbour comes along


def choose(judged: Sequence[Judged], most: int, by: frozenset[str] | None = None) -> list[Evidence]:
    """The likeliest, each with the neighbours that belong to it; distinct stories before second prints of one.

    ``judged`` are sentences, the likeliest first; what isn't among them comes into no excerpt. ``by`` are the names of those who must
    be the ones that speak in it.
    """
    if not judged:
        return []
    of_passage: dict[int, list[Judged]] = {}
    for each in judged:
        of_passage.setdefault(each.hit.hit.passage.id, []).append(each)
    enough = _LEAST * judged[0].relevance
    chosen: list[Evidence] = []
    again: list[Evidence] = []
    for each in judged:
        if len(chosen) >= most or each.relevance < enough:
            break
        if any(_lies_in(each, other) for other in (*chosen, *again)):
            continue
        excerpt = _around(each, of_passage[each.hit.hit.passage.id], by)
        others = [*chosen, *again]
        if near := [other for other in others if overlap(excerpt, other)]:
            joined = _joined(near[0], excerpt)
            alone = len(near) == 1 and not any(overlap(joined, other) for other in others if other is not near[0])
            if alone and near[0] in chosen and sum(_lies_in(one, joined) for one in of_passage[each.hit.hit.passage.id]) <= _SENTENCES:
                chosen[chosen.index(near[0])] = joined
                continue
            excerpt = _around(each, [each], by)
            if any(overlap(excerpt, other) for other in others):
                continue
        if any(_tell_the_same(excerpt, other) for other in chosen):
            again.append(excerpt)
        else:
            chosen.append(excerpt)
    return [*chosen, *again][:most]


def _lies_in(judged: Judged, excerpt: Evidence) -> bool:
    inside = excerpt.span.start <= judged.hit.sentence.start and judged.hit.sentence.end <= excerpt.span.end
    return inside and excerpt.article.id == judged.hit.hit.article.id


def overlap(one: Evidence, other: Evidence) -> bool:
    """Whether they share words of an article."""
    return one.article.id == other.article.id and one.span.start < other.span.end and other.span.start < one.span.end


def _joined(first: Evidence, other: Evidence) -> Evidence:
    """Two that share a sentence as one; the statement of the first, if the other has no other speaker."""
    span = Span(min(first.span.start, other.span.start), max(first.span.end, other.span.end))
    speakers = {each.statement.speaker if each.statement else None for each in (first, other)}
    return replace(first, span=span, statement=first.statement if len(speakers) == 1 else None, telling=first.telling or first.span)


def _around(core: Judged, passage: Sequence[Judged], by: frozenset[str] | None) -> Evidence:
    """The sentence with the one after it and the one before, where these bear on the question too, or it leans on them."""
    hit = core.hit.hit
    sentences = sorted(passage, key=lambda each: each.hit.sentence)
    at = next(i for i, each in enumerate(sentences) if each is core)
    first = last = at
    text = hit.article.text
    statements = [each for each in hit.statements if by is None or each.speaker in by]
    speaker = _speaker_of(core.hit.sentence, statements)

    def belongs(i: int) -> bool:
        if not 0 <= i < len(sentences) or text[slice(*_gap(sentences[i].hit.sentence, sentences[at].hit.sentence))].strip():
            return False
        other = _speaker_of(sentences[i].hit.sentence, hit.statements)
        return other == speaker or other is None or speaker is None

    if belongs(at + 1) and sentences[at + 1].relevance >= _BESIDE * core.relevance:
        last = at + 1
    if belongs(at - 1) and (leans(text[slice(*core.hit.sentence)]) or sentences[at - 1].relevance >= _BESIDE * core.relevance):
        first = at - 1
    span = _whole(hit, Span(sentences[first].hit.sentence.start, sentences[last].hit.sentence.end))
    statement = spoken(span, hit.statements) or spoken(core.hit.sentence, hit.statements, whole=span)
    if by is not None:
        statement = max(statements, key=lambda each: (shared(core.hit.sentence, each), -each.content[0].start))
    opens = statement is not None and statement.source is not None and statement.source.start == span.start
    who = statement.speaker if statement and opens and by is None and leans(text[slice(*span)]) else None
    telling = core.hit.sentence if first < last else None
    return Evidence(hit.article, span, statement, core.relevance, who, core.hit.parts, telling)


def _gap(one: Span, other: Span) -> Span:
    """What lies between two sentences."""
    return Span(min(one.end, other.end), max(one.start, other.start))


def _whole(hit: Hit, span: Span) -> Span:
    """Widened within the passage so that no quotation is cut, as long as it stays an excerpt."""
    inside = [
        unit
        for unit in units(hit.article.text, Span(hit.passage.start, hit.passage.end))
        if unit.start < span.end and span.start < unit.end
    ]
    wide = Span(min((unit.start for unit in inside), default=span.start), max((unit.end for unit in inside), default=span.end))
    return wide if wide.end - wide.start <= _LONGEST else span


def _speaker_of(span: Span, statements: Sequence[Statement]) -> str | None:
    statement = spoken(span, statements)
    return statement.speaker if statement else None


def spoken(span: Span, statements: Sequence[Statement], whole: Span | None = None) -> Statement | None:
    """The statement that a slice mostly is, with who says it; None where it is the article’s own, or others speak in ``whole`` too."""
    within = [each for each in statements if shared(whole or span, each)]
    best = max((each for each in within if shared(span, each)), key=lambda each: shared(span, each), default=None)
    if best is None or any(each.speaker != best.speaker for each in within):
        return None
    return best if sum(attributed(span, each) for each in within) >= (span.end - span.start) / 2 else None


def _tell_the_same(one: Evidence, other: Evidence) -> bool:
    words, others = ({stem(word) for word in WORD.findall(each.quote)} for each in (one, other))
    return len(words & others) >= _SAME * min(len(words), len(others)) if words and others else False
