"""The words that answer "what did Karsk say about the plan?" at their shortest: a sentence that was said, or a few words in marks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from ..index.cues import CUES
from ..index.lexical import WORD
from ..index.model import Span, Statement
from ..index.sentences import quotations, split_sentences
from .asked import Asked
from .phrases import stem

LONGEST = 16  # words; more are no short answer
_WHOLE = 12  # words said in a row that are not taken apart, though they be several sentences
_FEWEST = 2  # words in marks that tell by themselves
_INSIDE, _AROUND = 1.2, 0.6  # what the question's words weigh that stand in the part, and around it
_MARKS = "\"“”„«»‹›‘’‚'「」『』"
_OPENING = re.compile(r"(?:that|how|and|but)\s+", re.IGNORECASE)
_INTRODUCED = re.compile(r"[^.!?\n“”\"]*\Z")
_NOT = re.compile(r"\b(?:not|never|no)\b|n[’']t\b", re.IGNORECASE)
_AS = re.compile(r"\bas\s+(?=(?:an?|the|both|being|too|so|\w+ed|\w+ing|\w+ous|\w+al|[“\"‘]|un\w+|\w+ical)\b|[“\"‘])")
_INTRODUCES = 40  # characters before words in marks that may tell who says them, or not


class _Part(NamedTuple):
    """Words that were said, and how well they stand alone."""

    span: Span
    worth: float


def spoken(asked: Asked, text: str, statement: Statement, within: Span) -> tuple[float, Span] | None:
    """The part of a statement that comes nearest to what was asked, with a sum of what speaks for it; None where all are long.

    Of words in marks within marks, and of those in marks that somebody else's sentence holds, nothing is left out.
    """
    best: tuple[float, Span] | None = None
    beside = {stem(word.lower()) for word in WORD.findall(text[slice(*within)])}
    speaker = {stem(word.lower()) for word in WORD.findall(statement.speaker or "")}
    around = _AROUND * _share(asked, beside) if (asked.stems - speaker) & beside else -_AROUND
    for part in _parts(asked, text, statement, within):
        words = WORD.findall(text[slice(*part.span)])
        if not words or len(words) > LONGEST:
            continue
        stems = {stem(word.lower()) for word in words}
        if stems <= asked.stems:
            continue
        score = part.worth + _INSIDE * _share(asked, stems) + around
        if best is None or score > best[0]:
            best = score, part.span
    return best and (best[0], _after_as(asked, text, best[1]))


def _share(asked: Asked, stems: Collection[str]) -> float:
    return len(asked.stems.intersection(stems)) / len(asked.stems) if asked.stems else 0.0


def _parts(asked: Asked, text: str, statement: Statement, within: Span) -> Iterator[_Part]:
    for content in statement.content:
        part = _bare(text, Span(max(content.start, within.start), min(content.end, within.end)))
        if part.start >= part.end:
            continue
        direct = any(mark in _MARKS for mark in text[max(content.start - 1, 0) : content.start + 1])
        inner = [_bare(text, each) for each in quotations(text, Span(part.start, min(content.end, within.end)))]
        yield from (_nested(asked, text, each, statement, direct) for each in inner if len(WORD.findall(text[slice(*each)])) >= _FEWEST)
        if len(WORD.findall(text[slice(*part)])) <= _WHOLE:
            yield _Part(part, 0.8)
        else:
            yield from (_Part(_bare(text, each), 0.8 if direct else 0.5) for each in split_sentences(text, part))


def _nested(asked: Asked, text: str, part: Span, statement: Statement, direct: bool) -> _Part:
    """Words in marks: a saying within what is said, a few words of a speaker's own in somebody's sentence, or a word that is only named."""
    if not direct:
        return _Part(part, 1.4)
    opening = _INTRODUCED.search(text[max(part.start - _INTRODUCES, 0) : part.start].rstrip(_MARKS + " "))
    before = opening[0] if opening else ""
    words = [word.lower() for word in WORD.findall(before)]
    if not text[part.start].isupper() or not any(word in CUES or word in ("was", "is", "thought", "think") for word in words[-3:]):
        return _Part(part, 0.6)
    by_speaker = bool({stem(word.lower()) for word in (statement.speaker or "").split()} & asked.stems)
    return _Part(part, 1.4 + 0.2 * (("i" in words) == by_speaker) - 0.5 * bool(_NOT.search(before)))


def _bare(text: str, part: Span) -> Span:
    """Without marks around it, and without "that"."""
    start, end = part
    while start < end and (text[start] in _MARKS or text[start].isspace()):
        start += 1
    if opening := _OPENING.match(text, start, end):
        start = opening.end()
    while end > start and (text[end - 1] in _MARKS + ",." or text[end - 1].isspace()):
        end -= 1
    return Span(start, end)


def _after_as(asked: Asked, text: str, part: Span) -> Span:
    """ "How did Karsk portray the plan?": "false" of "the plan as false"."""
    found = _AS.search(text, *part)
    if found is None:
        return part
    before = {stem(word.lower()) for word in WORD.findall(text[part.start : found.start()])}
    return _bare(text, Span(found.end(), part.end)) if before and len(before & asked.stems) >= len(before) / 2 else part
