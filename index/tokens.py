"""A sentence as words and marks, each quotation one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .model import Span
from .named import end_of_name, is_named

# Most words have a blank after them, and no form but the plain one is tried for those, nor any at the blanks between.
_WORD = re.compile(
    r"(?=\S)(?:\w++(?=\s)"
    r"|(?:\w{1,2}-)?(?:[^\W\d_]\.){2,}"  # "U.S."
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Prof|Sens|Reps|Jr|Sr|Rev|St|Capt|Sgt|Maj|Adm|Del|Atty|Hon|Supt)\."
    r"|[A-Z]\.(?=\s+[A-Z])|[\w-]{1,8}\.(?=[,)])"  # "J. Karsk", "Inc.,"
    r"|(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|[Yy]ou|I|[Ww]ho|[Tt]here)(?=[’'](?:s|d|m|ve|ll|re)\b)"
    r"|(?<=[a-zI])[’'](?:s|d|m|ve|ll|re)\b"  # "he", "’s"
    r"|\w+(?:[’'.,&@/-]\w+)*(?:(?<=s)[’'](?=\s\w))?|--|\.\.\.|[^\w\s])"
)
CLITICS = frozenset("'s 'd 'm 've 'll 're".split())


class Token(NamedTuple):
    """A word, a mark, or a whole quotation, as a slice of the text; ``low`` is a word in lower case, "" for a quotation."""

    start: int
    end: int
    text: str
    low: str
    quotation: bool
    is_word: bool
    is_name: bool


def tokens(text: str, span: Span, quoted: Sequence[Span]) -> list[Token]:
    """The words and marks of ``text[span]``; each of ``quoted`` (in order, inside the span) is one token."""
    found: list[Token] = []
    at = span.start
    for quotation in quoted:
        found.extend(_words(text, at, quotation.start))
        at = quotation.end
        if is_named(text, quotation):
            name = Span(quotation.start, end_of_name(text, quotation))
            word = text[slice(*name)]
            found.append(Token(*name, word, word.lower(), False, True, True))
            if name.end < at:
                found.append(Token(name.end, at, text[name.end], text[name.end], False, False, False))
            continue
        found.append(Token(quotation.start, quotation.end, text[quotation.start : quotation.end], "", True, False, False))
    found.extend(_words(text, at, span.end))
    return found


def _words(text: str, start: int, end: int) -> list[Token]:
    found: list[Token] = []
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        low = word.lower().replace("’", "'")
        is_word = word[0].isalnum() or low in CLITICS
        found.append(Token(match.start(), match.end(), word, low, False, is_word, is_word and word[0].isupper()))
    return found
