"""A text as the rules read it: without what typesetting, markup and tokenizers put between its letters, each slice traced back to the text.

Accents are composed, invisible characters gone, Markdown's emphasis and links are their words, words broken over lines are whole,
and the marks of tokenized text stand where a printer would have set them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from .model import Span

# Anything of what is looked for; most texts have none of it.
_ANY = re.compile('[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff*_`]|\\]\\(|[-\u2010][ \\t]*\\r?\\n| [,."]')
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_DECOMPOSED = re.compile("\\w[\u0300-\u036f]+")
_BROKEN = re.compile("(?<=[^\\W\\d_])[-\u00ad\u2010][ \\t]*\\r?\\n[ \\t]*(?=[^\\W\\d_])")
_EMPHASIS = re.compile(r"(?<![\w*_\\])(\*{1,3}|_{1,3})(?=[^\s*_])[^\n]{0,300}?(?<=[^\s*_])(\1)(?![\w*_])")
_LINK = re.compile(r"\[(?=[^\[\]\n]{1,200}(\]\([^\s()]{0,1000}\)))")
_APART = re.compile(r" (?=[.,;:!?](?:\s|\Z)|(?:[’'](?:s|re|ve|ll|d|m)|n[’']t)\b)")  # what a tokenizer set apart
_STRAIGHT = re.compile("\n|\"|``|''")
_TYPED = {"``": "“", "''": "”"}

_Edit = tuple[int, int, str]


class _Piece(NamedTuple):
    """A stretch of what is read, with the slice that it stands for; ``same``: character by character."""

    start: int
    origin: Span
    same: bool


class Legible:
    """What is read of a text; ``origin`` tells where a slice of it stands in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._pieces = [_Piece(0, Span(0, len(text)), True)]
        if _ANY.search(text) and (edits := sorted(_edits(text), key=lambda edit: (edit[0], -edit[1]))):
            self._edit(text, edits)

    def origin(self, span: Span) -> Span:
        first, last = self._piece(span.start), self._piece(max(span.end - 1, span.start))
        start = first.origin.start + (span.start - first.start if first.same else 0)
        end = last.origin.start + span.end - last.start if last.same else last.origin.end
        return Span(start, end)

    def _piece(self, at: int) -> _Piece:
        return self._pieces[bisect_right(self._pieces, at, key=lambda piece: piece.start) - 1]

    def _edit(self, text: str, edits: list[_Edit]) -> None:
        parts: list[str] = []
        self._pieces = []
        read = at = 0
        for start, end, instead in [*edits, (len(text), len(text), "")]:
            if start < at:
                continue  # it lies in another one
            for part, origin, same in ((text[at:start], Span(at, start), True), (instead, Span(start, end), False)):
                if part:
                    self._pieces.append(_Piece(read, origin, same))
                    parts.append(part)
                    read += len(part)
            at = end
        self.text = "".join(parts)
        self._pieces = self._pieces or [_Piece(0, Span(0, len(text)), False)]


def _edits(text: str) -> Iterator[_Edit]:
    """What is read otherwise than it is written: slices of the text, and what stands for each."""
    for match in _BROKEN.finditer(text):
        yield match.start(), match.end(), "" if text[match.end()].islower() else "-"
    for match in _INVISIBLE.finditer(text):
        yield match.start(), match.end(), ""
    for match in _DECOMPOSED.finditer(text):
        yield match.start(), match.end(), unicodedata.normalize("NFC", match[0])
    for match in _EMPHASIS.finditer(text):
        yield match.start(1), match.end(1), ""
        yield match.start(2), match.end(2), ""
    for match in _LINK.finditer(text):
        yield match.start(), match.end(), ""
        yield match.start(1), match.end(1), ""
    apart = text.count(" ,") + text.count(" .")
    if 2 * apart > text.count(",") + text.count("."):
        for match in _APART.finditer(text):
            yield match.start(), match.end(), ""
    if "``" in text or '" ' in text:
        yield from _marks(text)


def _marks(text: str) -> Iterator[_Edit]:
    """Quotation marks as tokenizers leave them, apart on both sides, and as typewriters have them."""
    opened, typed = False, "``" in text
    for match in _STRAIGHT.finditer(text):
        start, end = match.span()
        if match[0] == "\n" or (match[0] == "''" and not typed):
            opened = opened and match[0] != "\n"
            continue
        begins, ends = start == 0 or text[start - 1].isspace(), end == len(text) or text[end].isspace()
        opens = match[0] == "``" or (match[0] == '"' and begins and not (ends and opened))
        outer = (start, end + (begins and text[end : end + 1] == " ")) if opens else (start - (text[start - 1 : start] == " "), end)
        instead = _TYPED.get(match[0], match[0]) if typed else match[0]
        if instead != text[slice(*outer)]:
            yield *outer, instead
        opened = opens
