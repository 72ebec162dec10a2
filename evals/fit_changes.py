"""Questions changed so that the articles no longer answer them: another name, another number, an opposite, a negation."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from ..index.model import Span
from ..qa.opposites import OPPOSITES
from ..qa.phrases import DAYS, MONTHS, NUMBER_WORDS, Word, read

_NAME = re.compile(r"(?<![.?!“\"'] )(?<=\s)[^\W\da-z_][\w’'-]+(?: [^\W\da-z_][\w’'-]+)*")
_DO = frozenset("did does do".split())
_FINITE = _DO | frozenset("is are was were has have had will would can could".split())
_SPELT = ("two", "three", "five", "seven", "nine", "eleven", "forty")
_STEPS = (1, 3, 7, -1)  # from a number to another one
_LONGEST = 9  # digits of a number that is changed
_NEGATED = 0.5  # of the questions


class Changes:
    """Makes such changes; the names that it puts in are those of all ``questions``. The same questions in the same order change alike."""

    def __init__(self, questions: Sequence[str], seed: int) -> None:
        self._random = random.Random(seed)
        self._names = sorted({match.group() for text in questions for match in _NAME.finditer(text)})
        self._opposites: dict[str, str] = {}
        for pair in OPPOSITES.split(","):
            one, other = pair.split()
            self._opposites.setdefault(one, other)
            self._opposites.setdefault(other, one)

    def of(self, text: str) -> list[tuple[str, str]]:
        """The question with one thing changed, a kind of change each: ("name" | "number" | "opposite" | "not", changed)."""
        words, tags = read(text, Span(0, len(text)))
        found = {
            "name": self._renamed(text),
            "number": self._renumbered(text, [word for word, tag in zip(words, tags, strict=True) if _is_number(word, tag)]),
            "opposite": self._opposed(text, words),
            "not": self._negated(text, words),
        }
        return [(kind, other) for kind, other in found.items() if other is not None and other != text]

    def _renamed(self, text: str) -> str | None:
        names = [match for match in _NAME.finditer(text) if match.group().lower() not in MONTHS | DAYS]
        here = set(text.lower().split())
        others = [name for name in self._names if not here.intersection(name.lower().split())]
        if not names or not others:
            return None
        return _put(text, Span(*self._random.choice(names).span()), self._random.choice(others))

    def _renumbered(self, text: str, numbers: Sequence[Word]) -> str | None:
        if not numbers:
            return None
        word = self._random.choice(numbers)
        shape = text[word.start : word.end]
        other = self._other_number(shape.lower())
        return _put(text, Span(word.start, word.end), other.capitalize() if shape[0].isupper() else other)

    def _other_number(self, low: str) -> str:
        if low.isdigit() and len(low) < _LONGEST:
            return str(int(low) + self._random.choice(_STEPS))
        pool = MONTHS if low in MONTHS else DAYS if low in DAYS else _SPELT
        return self._random.choice(sorted(word for word in pool if word != low and len(word) > 2))

    def _opposed(self, text: str, words: Sequence[Word]) -> str | None:
        known = [word for word in words if text[word.start : word.end].lower() in self._opposites]
        if not known:
            return None
        word = self._random.choice(known)
        return _put(text, Span(word.start, word.end), self._opposites[text[word.start : word.end].lower()])

    def _negated(self, text: str, words: Sequence[Word]) -> str | None:
        auxiliary = next((word for word in words if word.low in _FINITE), None)
        if auxiliary is None or self._random.random() >= _NEGATED:
            return None
        return _put(text, Span(auxiliary.end, auxiliary.end), "n't" if auxiliary.low in _DO else " not")


def _is_number(word: Word, tag: str) -> bool:
    return (tag == "X" and (word.low.isdigit() or word.low in NUMBER_WORDS)) or word.low in MONTHS | DAYS


def _put(text: str, span: Span, new: str) -> str:
    return text[: span.start] + new + text[span.end :]
