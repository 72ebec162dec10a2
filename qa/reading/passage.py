"""What the reader reads: a question, what the passage is from, and the passage, as word pieces.

``[CLS] question [SEP] headline, day [SEP] passage [SEP]``; the headline tells what "it" is about.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ...index.model import Article, Span
from ...index.sentences import paragraphs, split_sentences

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

QUESTION_PIECES = 64
_HEADING_PIECES = 28
_LONGEST = 320  # word pieces in all


@dataclass(frozen=True)
class ReadPassage:
    """A slice of an article with its sentences, as slices of the article's text too; ``heading`` tells what the article is."""

    article: Article
    span: Span
    sentences: tuple[Span, ...]
    heading: str

    @classmethod
    def of(cls, article: Article, span: Span, sentences: Sequence[Span] | None = None) -> ReadPassage:
        """``sentences`` are those of the slice, worked out where they aren't given."""
        day = date.fromisoformat(article.published) if article.published else None
        heading = f"{article.label}, {day.day} {day:%B %Y}" if day else article.label
        return cls(article, span, tuple(sentences_in(article.text, span) if sentences is None else sentences), heading)

    @cached_property
    def text(self) -> str:
        return self.article.text[slice(*self.span)]


def sentences_in(text: str, span: Span) -> list[Span]:
    """The sentences of a slice, cut to it."""
    inside = (paragraph for paragraph in paragraphs(text) if paragraph.start < span.end and span.start < paragraph.end)
    found = (sentence for paragraph in inside for sentence in split_sentences(text, paragraph))
    cut = (Span(max(each.start, span.start), min(each.end, span.end)) for each in found)
    return [each for each in cut if each.start < each.end]


@dataclass(frozen=True)
class PassagePieces:
    """Word pieces of a question and a passage. ``offsets`` are those of the passage's, in characters of the article's text."""

    ids: list[int]
    body: int
    offsets: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    """Of each sentence the range of its word pieces, empty where it was cut off."""

    def covering(self, slice: Span) -> Span:
        """The first and the last word piece that a slice of the article stands in, both included; (0, 0) if it was cut off."""
        first = bisect_right([end for _, end in self.offsets], slice.start)
        last = bisect_left([start for start, _ in self.offsets], slice.end) - 1
        return Span(self.body + first, self.body + last) if 0 <= first <= last < len(self.offsets) else Span(0, 0)


class Pieces:
    """Makes word pieces of what is read; it holds no state, so that several threads may share it."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """``tokenizer`` neither pads nor cuts."""
        self._tokenizer = tokenizer
        self._cls, self._sep = tokenizer.encode("").ids

    def of_passage(self, question: str, passage: ReadPassage) -> PassagePieces:
        asked, heading, text = self._encoded([question, passage.heading, passage.text])
        opening = [self._cls, *asked.ids[:QUESTION_PIECES], self._sep, *heading.ids[:_HEADING_PIECES], self._sep]
        body = len(opening)
        ids = text.ids[: _LONGEST - body - 1]
        start = passage.span.start
        offsets = [(start + first, start + last) for first, last in text.offsets[: len(ids)]]
        starts = [first for first, _ in offsets]
        sentences = [(body + bisect_left(starts, each.start), body + bisect_left(starts, each.end)) for each in passage.sentences]
        return PassagePieces([*opening, *ids, self._sep], body, offsets, sentences)

    def of_claim(self, claim: str, text: str) -> list[int]:
        """``[CLS] claim [SEP] [SEP] text [SEP]``, in the form that questions have."""
        asked, read = self._encoded([claim, text])
        opening = [self._cls, *asked.ids[: 2 * QUESTION_PIECES], self._sep, self._sep]
        return [*opening, *read.ids[: _LONGEST - len(opening) - 1], self._sep]

    def _encoded(self, texts: Sequence[str]) -> list[Encoding]:
        return self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
