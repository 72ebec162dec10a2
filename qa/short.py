"""The exact slice of the articles that answers a question: a name, a number, a date, a phrase. Rules, no model.

Every sentence offers its candidates; the best is of the kind asked for, stands where the sentence has what the question leaves open
("Who opened the inquiry?": before "opened"), stands near the question's other words, and is not itself in the question.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..index.model import Span, Statement
from ..index.roles import office
from ..index.titles import role_after
from .asked import Asked, asked_by, plain
from .entities import KINDS, found
from .fit import WELCOME, fit, place
from .phrases import stem
from .spoken import spoken

_MOST_SENTENCES = 12
_SAYING = frozenset(stem(verb) for verb in ("say", "tell", "write", "answer", "reply", "ask"))
_NOBODY = frozenset("he she it they we i you who which that".split())
# The sum at which an answer is as likely right as wrong, seen on questions of an encyclopedia; a day is rarely mistaken, a thing often.
_EVEN = {"date": 1.5, "number": 1.8, "person": 2.1}
_EVEN_OTHERS = 2.5
_EVEN_SAID = 1.0  # what a statement says is little in doubt
_WHO_IS = re.compile(r"who(?:['’]s|\s(?:is|was|are|were))\s(?P<name>\w[\w’'.-]*(?:\s\w[\w’'.-]*){0,4})\s?\??", re.IGNORECASE)
_WHICH = re.compile(r"which\s(?:of\sthe\s(?:\w+\s)?)?(?P<name>(?-i:[A-Z])[\w-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class ShortAnswer:
    """A slice of the article's text that answers; ``score``, from 0 to 1, tells how well its kind and its place fit."""

    span: Span
    score: float


def short_answer(question: str, wants: str, text: str, sentences: Sequence[Span], statement: Statement | None = None) -> ShortAnswer | None:
    """The slice of ``text`` that answers, out of ``sentences`` (slices of it, best first); None where none fits.

    ``wants`` is the value of a ``Wants``; for "yes_no" and "article" there is no slice. ``statement`` is the one that the sentences
    report: its speaker answers "who said", and what it says answers "what did Karsk say". The first dozen sentences are read, and
    time grows with their length.
    """
    sentences = sentences[:_MOST_SENTENCES]
    if wants in ("yes_no", "article") or not sentences:
        return None
    line, wants = plain(question, wants)
    asked = asked_by(line)
    if statement is not None and (asked.reverse or _is_of(line, statement)) and (named := _speaker(text, statement)):
        return ShortAnswer(named, 0.9)
    if wants == "person" and asked.copula and (role := role_beside(line, text, sentences)):
        return ShortAnswer(role, 0.8)
    wants = _really(wants, asked, statement)
    best: tuple[float, Span] | None = None
    for rank, sentence in enumerate(sentences):
        passage = _passage(sentence, sentences) if statement is not None else sentence
        for score, span in _scored(asked, wants, text, sentence, passage, statement):
            score -= 0.15 * min(rank, 4)
            if span.start < span.end and (best is None or score > best[0]):
                best = score, span
    even = _EVEN_SAID if wants == "words" and statement is not None else _EVEN.get(wants, _EVEN_OTHERS)
    return ShortAnswer(best[1], _share(best[0], even)) if best else None


def _really(wants: str, asked: Asked, statement: Statement | None) -> str:
    """ "What caused the fire?" wants a thing; "What does the doctor's note say?" words; "what the repair would cost" a number."""
    if wants == "reason" and asked.side == -1:
        return "thing"
    if wants == "thing" and statement is not None and asked.says and asked.side == 1 and asked.verb in _SAYING:
        return "words"
    if wants == "thing" and asked.measure and not asked.focus:
        return "number" if asked.measure[0] in KINDS["number"] else "date"
    return wants


def _share(score: float, even: float) -> float:
    """A sum as a share from 0 to 1, a half where it is ``even``."""
    return 1 / (1 + math.exp(-2.0 * (score - even)))


def _passage(sentence: Span, sentences: Sequence[Span]) -> Span:
    """The sentence with those of the others that follow on it, or go before it, with nothing between."""
    start, end = sentence
    for other in sorted(sentences):
        if 0 <= other.start - end < 3:
            end = other.end
    for other in sorted(sentences, reverse=True):
        if 0 <= start - other.end < 3:
            start = other.start
    return Span(start, end)


def _scored(asked: Asked, wants: str, text: str, span: Span, passage: Span, statement: Statement | None) -> Iterator[tuple[float, Span]]:
    """The candidates of one sentence with their scores."""
    if statement is not None and wants == "words":
        if said := spoken(asked, text, statement, passage):
            yield said
        return
    where = place(text, span, asked)
    candidates = [each for each in found(text, span, where.sentence) if each.kind in WELCOME.get(wants, WELCOME["thing"])]
    source = statement.source if statement is not None else None
    for each in candidates:
        is_source = source is not None and source.start <= each.span.start < source.end
        yield fit(asked, wants, where, each) - 0.8 * is_source, each.span


def _is_of(line: str, statement: Statement) -> bool:
    """ "Which Marrow has a parrot?": whether the one who speaks is one of those asked for."""
    which = _WHICH.match(line)
    return which is not None and stem(which["name"].lower()) in {stem(word.lower()) for word in (statement.speaker or "").split()}


def _speaker(text: str, statement: Statement) -> Span | None:
    """Where the text names the one who speaks: in the statement's source, or else nearest before it, or else after."""
    source, name = statement.source, statement.speaker
    if name:
        at = source.end if source else statement.content[0].start if statement.content else len(text)
        found_at = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        before = [start for start in found_at if start < at]
        if start := before[-1:] or found_at[:1]:
            return Span(start[0], start[0] + len(name))
    return source if source and text[slice(*source)].lower() not in _NOBODY else None


def role_beside(question: str, text: str, sentences: Sequence[Span]) -> Span | None:
    """For "Who is Ann Karsk?": what the sentences call her, behind her name and a comma, or before it."""
    who = _WHO_IS.fullmatch(question.strip())
    if who is None or office(who["name"]):
        return None
    name = re.compile(rf"(?<!\w){re.escape(who['name'])}(?!\w)", re.IGNORECASE)
    for sentence in sentences:
        match = name.search(text, *sentence)
        if match is None:
            continue
        role = role_after(text, match.end())[0]
        after = text.find(role, match.end(), sentence.end) if role else -1
        if after >= 0:
            return Span(after, after + len(role))
        begins = [found.start() for found in re.finditer(r"[^\s,;:“”\"]+", text[max(sentence.start, match.start() - 80) : match.start()])]
        for begin in begins[-6:]:
            start = max(sentence.start, match.start() - 80) + begin
            title = text[start : match.start()].rstrip(" ,\xa0")
            if not re.search(r"[,;:“”\"]", title) and office(title):
                return Span(start, start + len(title))
    return None
