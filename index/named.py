"""Words in quotation marks that name something and that nobody says: a nickname, the title of a work."""

from __future__ import annotations

import re

from .cues import CUES
from .model import Span
from .sentences import CLOSING_MARKS

_SHORT_WORD = 3  # letters; longer words have a capital letter in a title
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w.’'-]*[ \xa0]\Z")
_NAME_AFTER = re.compile(r"[ \xa0][^\W\d_a-z]")
_WORD_BEFORE = re.compile(r"([\w’'-]+)[ \xa0]\Z")
_REACH = 30  # characters


def is_named(text: str, quotation: Span) -> bool:
    """Whether a quotation is a part of a noun phrase: "Ann “Lofty” Karsk", "author of “The Long Winter”"."""
    words = _inner(text, quotation).split()
    before = text[max(quotation.start - _REACH, 0) : quotation.start]
    if len(words) < 3 and all(word[0].isupper() and word[-1].isalpha() for word in words):
        return bool(words and _NAME_BEFORE.search(before) and _NAME_AFTER.match(text, quotation.end))
    word = _WORD_BEFORE.search(before)
    if word is None or not is_title(text, quotation):
        return False
    cue = CUES.get(word[1].lower())
    return cue is None or cue.lemma == "write"


def is_title(text: str, quotation: Span) -> bool:
    """Whether a quotation is written as the title of a work: all words but small ones with capitals."""
    words = _inner(text, quotation).rstrip(".,").split()
    if len(words) < 2 or not words[0][0].isupper() or any(word[-1] in ".,;:?!" for word in words[:-1]):
        return False
    return all(word[0].isupper() for word in words if len(word) > _SHORT_WORD) and sum(word[0].isupper() for word in words) > 1


def end_of_name(text: str, quotation: Span) -> int:
    """Where a name in marks ends before the stop that American printers put inside: the comma of “The Long Winter,”."""
    last = len(text[quotation.start : quotation.end].rstrip(CLOSING_MARKS)) + quotation.start - 1
    return last if text[last] in ".,?!" else quotation.end


def _inner(text: str, quotation: Span) -> str:
    return text[quotation.start + 1 : min(quotation.end, quotation.start + 200)].rstrip(CLOSING_MARKS)
