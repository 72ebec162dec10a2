"""A manuscript: what a language model writes, piece by piece, as sentences with the numbers that they cite.

Models are told to write plain sentences that each end in a number, and many do otherwise. So numbers are found in all the forms that
are common ("[1]", "[1, 2]", "(passage 3)", "【4】"), before a full stop or after it; and Markdown is taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from ..index.model import Span
from ..index.passages import units
from ..index.verbatim import INVISIBLE

LONGEST = 1_500  # characters of a sentence

_NUMBER = r"\^?#?\d{1,3}"
_LABEL = r"(?:n\s?=\s?|no\.?\s?|(?:passage|source|citation|ref(?:erence)?)s?\.?:?\s?)"
_NUMBERS = rf"{_NUMBER}(?:\s?(?:,|;|&|and|-|–)\s?{_LABEL}?{_NUMBER}){{0,20}}(?:†[^\]】\n]{{0,40}})?"
_MARK = rf"(?:[\[【]\s?{_LABEL}?{_NUMBERS}\s?[\]】]|\(\s?{_LABEL}{_NUMBERS}\s?\)|\({_NUMBERS}\)(?=\s*(?:[.!?\[(【\n]|\Z)))"
_MARKS = re.compile(rf"\s?{_MARK}", re.IGNORECASE)
_BEHIND_STOP = re.compile(rf"([.!?…][\"”’»)*_]{{0,3}})((?:\s?{_MARK})+)", re.IGNORECASE)
_END = re.compile(rf"({_MARK}[.!?…][\"”’»)]{{0,2}})\s+(?=[^\s\[(【])", re.IGNORECASE)  # where a number and a stop are, a sentence ends
_RANGE = re.compile(r"(\d{1,3})\s?[-–]\s?\^?#?(\d{1,3})")
_MOST_IN_RANGE = 20

_CONTROL = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]|{INVISIBLE.pattern}")
_MARKDOWN = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|[-*•>][ \t]+|\d{1,2}[.)][ \t]+|```\w*)|\*\*|__|`", re.MULTILINE)
_BLANK_BEFORE_STOP = re.compile(r"\s+(?=[.,;:!?…])")


class Sentence(NamedTuple):
    """``text`` has no numbers any more; ``cited`` are those it had, in order. ``whole`` is false of what has no end, or too late a one."""

    text: str
    cited: tuple[int, ...]
    whole: bool = True


class Manuscript:
    """Takes a model's text as it comes, and gives out each sentence when the next one has begun."""

    def __init__(self) -> None:
        self._text = ""
        self._overlong = False  # the sentence that is being written was given out already, as far as it went

    def feed(self, text: str) -> Iterator[Sentence]:
        """The sentences that this completes."""
        self._text += text
        yield from self._sentences(final=False)

    def close(self, cut: bool = False) -> Iterator[Sentence]:
        """What is left; ``cut`` says that the model didn't come to its end."""
        for sentence in self._sentences(final=True):
            ended = sentence.text[-1:] in tuple('.?!…"”’»)') or bool(sentence.cited)
            yield sentence if ended or not cut else sentence._replace(whole=False)

    def _sentences(self, final: bool) -> Iterator[Sentence]:
        text = _BEHIND_STOP.sub(r"\2\1", _MARKDOWN.sub("", _CONTROL.sub("", self._text)))
        text = _END.sub(r"\1\n\n", text)
        spans = units(text, Span(0, len(text))) if text.strip() else []
        done = spans if final else spans[: _complete(text, spans)]
        for span in done:
            yield from self._given_out(text[slice(*span)])
            self._overlong = False
        if done:
            self._text = "" if final else text[done[-1].end :]
        if len(self._text) > LONGEST:
            yield from self._given_out(self._text)
            self._text, self._overlong = "", True

    def _given_out(self, text: str) -> Iterator[Sentence]:
        if self._overlong:
            return
        if len(text) > LONGEST:
            yield Sentence(text[:LONGEST].strip(), (), whole=False)
            return
        cited = tuple(dict.fromkeys(n for mark in _MARKS.findall(text) for n in _numbers(mark)))
        plain = unescape(" ".join(_BLANK_BEFORE_STOP.sub("", _MARKS.sub("", text)).split()))  # the prompt's references, copied
        if any(map(str.isalnum, plain)):
            yield Sentence(plain, cited)


def _complete(text: str, spans: list[Span]) -> int:
    """How many of the spans are whole: those behind which another one has begun in words, or an empty line follows."""
    if spans and text[spans[-1].end :].count("\n") > 1:
        return len(spans)
    if spans and not any(map(str.isalpha, _MARKS.sub("", text[slice(*spans[-1])]))):
        return max(len(spans) - 2, 0)
    return max(len(spans) - 1, 0)


def _numbers(mark: str) -> Iterator[int]:
    for first, last in _RANGE.findall(mark):
        if int(first) < int(last) <= int(first) + _MOST_IN_RANGE:
            yield from range(int(first), int(last) + 1)
    yield from map(int, re.findall(r"\d{1,3}", _RANGE.sub(lambda found: f"{found[1]}, {found[2]}", mark)))
