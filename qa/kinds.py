"""Does the kind of answer that is asked for stand in a sentence: a number of that very thing, a day, a place where something is?"""

from __future__ import annotations

from collections.abc import Iterator

from ..index.lexical import WORD
from ..index.model import Span
from .asked import Asked, asked_by, plain
from .entities import KINDS, Candidate, found
from .phrases import Sentence, read, stem
from .quantities import UNIT_KINDS
from .question import Wants

UNTOLD = 0.5
"""Where a kind is asked for of which every sentence has something, or where what stands there may be of another thing."""
_IDLE = frozenset(("the", "a", "an", "of"))
_LOCAL = frozenset("in at on near from to into onto outside inside across throughout around off aboard under beside".split())
_DAYS = frozenset(("day", "relative"))
_AHEAD = 5  # words between a number and what it counts


def kind(question: str, wants: Wants, text: str, sentence: Span, known: frozenset[str]) -> float:
    """1 where it stands there in words that the question lacks, 0 where not; ``known`` are the stems of the question's words."""
    if wants is Wants.REASON:
        kinds = {each.kind for each in found(text, sentence, read(text, sentence))}
        return 1.0 if "reason" in kinds else UNTOLD if kinds & {"weak", "purpose"} else 0.0
    if wants not in (Wants.NUMBER, Wants.DATE, Wants.PERSON, Wants.PLACE):
        return UNTOLD
    words = read(text, sentence)
    asked = asked_by(plain(question, wants.value)[0])
    met = [_binds(asked, wants, words, each) for each in _new(wants, text, sentence, words, known)]
    return 1.0 if any(met) else UNTOLD if met else 0.0


def _new(wants: Wants, text: str, span: Span, sentence: Sentence, known: frozenset[str]) -> Iterator[Candidate]:
    """The candidates that are of the kind, and not of the question's own words."""
    for each in found(text, span, sentence):
        words = [word.lower() for word in WORD.findall(text[slice(*each.span)])]
        if each.kind in KINDS[wants.value] and any(word not in _IDLE and stem(word) not in known for word in words):
            yield each


def _binds(asked: Asked, wants: Wants, sentence: Sentence, each: Candidate) -> bool:
    """Whether a number counts the thing asked for and is in its units, a date is as exact as asked for, and a place is where it is."""
    words = sentence.words
    if wants is Wants.NUMBER:
        if asked.many and asked.focus and not (UNIT_KINDS - {"times"}).intersection(asked.measure):
            beside = words[max(each.first - 2, 0) : each.last + 1 + _AHEAD]
            return asked.focus[-1] in {stem(word.low) for word in beside}
        return not asked.measure or each.kind in asked.measure or asked.many
    if wants is Wants.DATE:
        return not (_DAYS & set(asked.measure)) or each.kind not in ("month", "year", "century")
    if wants is Wants.PLACE:
        return any(word.low in _LOCAL for word in words[max(each.first - 2, 0) : each.first])
    return True
