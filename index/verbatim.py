"""Finding words in a text as they stand, whatever marks, dashes, blanks and capitals somebody wrote them with."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .model import Span

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("'`´‘’‚‛′“”„‟«»‹›″", '"'),
        **dict.fromkeys("\u2010\u2011‒–—―−", "-"),
    }
)
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What is not shown, and a language model may read nevertheless: Default_Ignorable_Code_Point in Unicode's DerivedCoreProperties.txt."""
GAP = re.compile(r"\[?\s*(?:…|\.\s?\.\s?\.)\s*\]?")
_STOPS = ".,;:!?…"
_MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』 \t\r\n"
_REACH = 2_000  # characters that "..." may stand for


def find_verbatim(words: str, text: str) -> list[Span]:
    """All places where the words stand in the text; "..." in them stands for what was left out, and marks around them need not be there.

    Where "..." stands in the text itself, it is found as it is.
    """
    wanted = _folded(words.strip(_MARKS + _STOPS))[0]
    if not any(map(str.isalnum, wanted)):
        return []
    folded, places = _folded(text)
    found = [_span(places, start, start + len(wanted)) for start in _starts(wanted, folded)]
    return [_with_marks(words, span, text) for span in found or _with_gaps(words, folded, places)]


def _with_marks(words: str, span: Span, text: str) -> Span:
    """The place with its quotation marks and its stop, if the words came with some, be they these or others."""
    words = words.strip()
    opening, closing = words[: len(words) - len(words.lstrip(_MARKS))], words[len(words.rstrip(_MARKS + _STOPS)) :]
    start, end = span
    while start > 0 and opening and text[start - 1] in _MARKS.rstrip() and span.start - start < len(opening):
        start -= 1
    allowed = "".join(kind for kind in (_MARKS.rstrip(), _STOPS) if any(sign in kind for sign in closing))
    while end < len(text) and text[end] in allowed and end - span.end < len(closing):
        end += 1
    return Span(start, end)


def _with_gaps(words: str, folded: str, places: list[int]) -> list[Span]:
    parts = [part for whole in GAP.split(words) if any(map(str.isalnum, part := _folded(whole.strip(_MARKS + ".,;"))[0]))]
    if len(parts) < 2:
        return []
    found: list[Span] = []
    for start in _starts(parts[0], folded):
        end = start + len(parts[0])
        for part in parts[1:]:
            at = folded.find(part, end, end + _REACH)
            if at < 0:
                break
            end = at + len(part)
        else:
            found.append(_span(places, start, end))
    return found


def _starts(wanted: str, folded: str) -> list[int]:
    """Where it begins in the folded text, as whole words."""
    starts: list[int] = []
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        cut = (at > 0 and folded[at - 1].isalnum() and wanted[0].isalnum()) or (
            end < len(folded) and folded[end].isalnum() and wanted[-1].isalnum()
        )
        if not cut:
            starts.append(at)
        at = folded.find(wanted, max(end, at + 1))
    return starts


def _span(places: list[int], start: int, end: int) -> Span:
    return Span(places[start], places[end - 1] + 1)


@lru_cache(64)
def _folded(text: str) -> tuple[str, list[int]]:
    """The text with what is alike made the same, and for each of its characters where it came from."""
    folded: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        if character.isspace():
            if folded and folded[-1] != " ":
                folded.append(" ")
                places.append(at)
            continue
        if not character.isascii() and INVISIBLE.match(character):
            continue
        alike = character if character.isascii() and character.isalnum() else unicodedata.normalize("NFKC", character).translate(_ALIKE)
        if character in "'`":
            alike = '"'
        for part in alike.casefold():
            if (part == '"' and folded and folded[-1] == '"') or (part == "-" and folded and folded[-1] == "-"):
                continue  # two single marks for a double one, two hyphens for a dash
            folded.append(part)
            places.append(at)
    return "".join(folded), places
