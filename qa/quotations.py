"""Quotations in a sentence, found in sources to the character, by the one who is said to have said them.

Whatever marks stand around words, they say "these are their words". So words in marks either stand so in a source, and are shown as they
stand there, or the sentence falls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..index.model import Span
from ..index.naming import is_named
from ..index.sentences import paragraphs, quotations
from ..index.statements import extract
from ..index.verbatim import GAP, find_verbatim
from .told import Saying, Told
from .voices import is_anybody, is_voice

_ALIKE = str.maketrans({"`": "'", "´": "'", "‛": "'", "′": "'", "″": '"', "＂": '"', "〝": '"', "〞": '"', "‟": '"', "❝": '"', "❞": '"',
                        "＇": "'", "❛": "'", "❜": "'"})  # fmt: skip
_MARKS = "\"“”„«»‹›‘’‚'「」『』"
_DOUBLE = re.compile("[\"“”„«»‹›‘‚「」『』]|''|(?:(?<=[\\s(\\[—–:])|^)[’'](?=[^\\W\\d])(?!(?:tis|twas|em|til|cause|n)\\b)", re.IGNORECASE)
_CLOSING = re.compile(r"['’](?!\w)")
_TRIM = "\"“”„‟‘’‚‛«»‹›「」『』' \t\r\n\xa0"
_STOPS = ".,;:!?…"


class Quotation(NamedTuple):
    """Words in marks: ``span`` with the marks, in the sentence, and ``words`` without them."""

    span: Span
    words: str


class Place(NamedTuple):
    """Where a quotation stands: a slice of the text of the source, without the marks around it."""

    told: Told
    span: Span

    @property
    def text(self) -> str:
        return self.told.text[slice(*self.span)]

    @property
    def is_spoken(self) -> bool:
        """Whether it stands in quotation marks in the article too."""
        return any(each.start <= self.span.start and self.span.end <= each.end for each in self.told.quoted)

    @property
    def saying(self) -> Saying | None:
        return self.told.saying_at(*self.span)


def straightened(sentence: str) -> str:
    """The sentence, as long, with rare marks as common ones, so that none goes unseen."""
    return sentence.translate(_ALIKE)


def quotations_in(sentence: str) -> list[Quotation]:
    """What stands in marks of any kind, in order; of marks inside marks the outer ones. An apostrophe is no mark."""
    found: list[Quotation] = []
    for part in paragraphs(sentence):
        for start, end in quotations(sentence, part):
            words = sentence[start:end].strip(_TRIM)
            if any(map(str.isalnum, words)):
                found.append(Quotation(Span(start, end), words))
    return found


def stray_mark(sentence: str, found: Sequence[Quotation]) -> str | None:
    """A mark that opens or closes nothing: where its quotation begins or ends can't be told."""
    rest = list(sentence)
    for span, _ in found:
        rest[span.start : span.end] = " " * (span.end - span.start)
    match = _DOUBLE.search("".join(rest))
    return match[0] if match else None


def places_of(quotation: Quotation, told: Sequence[Told]) -> list[Place]:
    """Where its words stand in the sources, in their order; each slice is one stretch of speech or one of the article's own words."""
    return [
        Place(each, span)
        for each in told
        for found in find_verbatim(quotation.words, each.text)
        if _is_one(each, span := _bare(each.text, found), GAP.search(quotation.words) is not None)
    ]


def _bare(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM and not (text[end - 1] in "’'" and _is_possessive(text, end)):
        end -= 1
    return Span(start, end)


def _is_possessive(text: str, end: int) -> bool:
    return text[end - 2 : end - 1] == "s" and text[end : end + 1] == " "


def _is_one(told: Told, span: Span, gap: bool) -> bool:
    """Not the end of one quotation with the beginning of the next, and what stands between them."""
    inside = [each for each in told.quoted if each.start < span.end and span.start < each.end]
    if not inside:
        return True
    return any(each.start <= span.start and span.end <= each.end for each in inside) or (
        not gap and len(inside) == 1 and span.start <= inside[0].start and inside[0].end <= span.end
    )


def speaker_named(sentence: str, quotation: Quotation) -> str | None:
    """Who the sentence says these words are by; None where it names nobody."""
    for statement in extract(sentence):
        overlaps = any(part.start < quotation.span.end and quotation.span.start < part.end for part in statement.content)
        if overlaps and statement.source:
            mention = sentence[slice(*statement.source)]
            return None if is_anybody(mention) else mention
    return None


def is_by(place: Place, mention: str) -> bool:
    """Whether the words there are said by one who may be called so; the article's own words are by its outlet and author."""
    holding = [each for each in place.told.sayings if each.holds(*place.span)]
    if not holding:
        return is_voice(mention, place.told.outlet)
    for saying in holding:
        if is_voice(mention, saying.names):
            return True
        if any(is_named(name) for name in saying.names):
            return False  # what somebody else is reported to have said is theirs
    return False
