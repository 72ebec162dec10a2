"""Who has the word in a printed talk: lines that begin with a name and a colon, or with "Q." and "A."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .model import Span
from .runs import RUN, parse
from .sentences import Paragraph

_LABEL = re.compile(r"((?:[^\W\d_a-z][\w.’'-]*[ \xa0]){0,3}[^\W\d_a-z][\w.’'-]*):\s")
_QUESTION = re.compile(r"Q[.:]\s")
_ANSWER = re.compile(r"A[.:]\s")
_FEWEST_TURNS = 3


def turns(text: str, paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """The names that begin the lines of a transcript, each with a colon after it; none where a text is no transcript."""
    found = Counter(match[1] for each in paragraphs if (match := _LABEL.match(text, *each.span)))
    often = frozenset(label for label, times in found.items() if times > 1)
    return frozenset(found) if often and len(found) > 1 and found.total() >= _FEWEST_TURNS else frozenset()


def label(text: str, start: int) -> str | None:
    """The name and colon with which a line begins."""
    match = _LABEL.match(text, start)
    return match[1] if match else None


def asks(text: str, start: int) -> bool:
    return _QUESTION.match(text, start) is not None


def answer(text: str, start: int) -> Span | None:
    """The "A." with which an answer begins."""
    match = _ANSWER.match(text, start)
    return Span(match.start(), match.start() + 2) if match else None


def interviewed(text: str, end: int) -> Span | None:
    """The only one whom the text names in full before the first question, which begins at ``end``."""
    names: dict[str, Span] = {}
    for run in RUN.finditer(text, 0, end):
        parsed = parse(run[0])
        if " " in parsed.name and not parsed.body:
            names.setdefault(parsed.name, Span(run.start() + parsed.offset, run.end()))
    return next(iter(names.values())) if len(names) == 1 else None
