"""An article's text, cut into the passages that are embedded and retrieved: about a paragraph each, every one an exact slice."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .model import Span
from .sentences import paragraphs, quotations, split_sentences

TARGET = 100  # word pieces; paragraphs with fewer are joined until they come near it
MAX_CHARACTERS = 2_000  # of a passage; a tokenizer may call a megabyte without a blank one unknown word
_LEAST = TARGET // 2  # a passage with fewer is a leftover, and goes to a neighbour
_LONGEST_HEADING = 120  # characters

# A clause's end; each part of the pattern takes all it can get, so that matching never goes back over a long run.
_CLAUSE = re.compile(r"(?P<mark>[,;:–—，、；：]+)(?P<close>[\"'”’»)\]]*)(?P<gap>\s*)")
_UNSPACED_CLAUSES = "，、；："
_BLANKS = re.compile(r"\s+")
_FINAL = re.compile(r"[.!?…:。！？؟۔।॥][\"'”’»“‘«)\]]*\Z")


@dataclass(frozen=True)
class PassageSpan:
    """A passage as a slice of its article's text: ``start`` inclusive, ``end`` exclusive, in characters.

    ``sentences`` are slices of the article's text too, in order, inside the passage; nothing but white space lies between them.
    A sentence longer than a passage may be is given by the part of it that lies in this one.
    """

    start: int
    end: int
    sentences: tuple[Span, ...]


class _Piece(NamedTuple):
    """A slice that is not cut further, with its number of word pieces."""

    start: int
    end: int
    tokens: int


_Pieces = list[_Piece]  # in a row, with white space between them or nothing
_Cut = Callable[[str, Span], Iterable[Span]]


def split_passages(text: str, count_tokens: Callable[[Sequence[str]], list[int]], window: int) -> list[PassageSpan]:
    """Cut a text into passages, in order; nothing but white space lies outside them.

    A paragraph is a passage; short ones are joined until they come near ``TARGET`` word pieces, and a heading goes with what
    follows it. A paragraph longer than the window is cut into about equal parts: between sentences, and never inside a
    quotation that would fit; a sentence longer than the window is cut after a clause, or else at a blank, or else anywhere.

    Args:
        count_tokens: the number of word pieces in each string, special ones left out. Strings side by side must have no more
            pieces together than apart where white space lies between them, as it is with WordPiece.
        window: how many word pieces a passage may have; 254 for a model that takes 256 with its two special ones.

    Raises:
        ValueError: a window below 1.
    """
    if window < 1:
        raise ValueError(f"the window is {window} word pieces; at least 1 is needed: give the embedder's, less its special ones")
    sizer = _Sizer(text, count_tokens, window)
    sentences = [split_sentences(text, paragraph) for paragraph in paragraphs(text)]
    blocks = _with_headings(_cut_units(sentences, sizer), sizer)
    parts = sizer.whole([row for block in blocks for row in _about_equal(block, sizer)])
    passages = _joined_leftovers(_joined(parts, sizer), sizer)
    return list(_with_sentences(passages, [sentence for paragraph in sentences for sentence in paragraph]))


@dataclass(frozen=True)
class _Sizer:
    """How long slices of the text are, and how long they may be."""

    text: str
    count_tokens: Callable[[Sequence[str]], list[int]]
    window: int

    def sized(self, spans: Sequence[Span]) -> list[_Piece]:
        """Spans too long in characters aren't counted: they are longer than the window whatever the tokenizer makes of them."""
        counted = [span for span in spans if span.end - span.start <= MAX_CHARACTERS]
        counts = iter(self.count_tokens([self.text[span.start : span.end] for span in counted]) if counted else ())
        return [_Piece(*span, next(counts) if span.end - span.start <= MAX_CHARACTERS else self.window + 1) for span in spans]

    def fits(self, *pieces: _Piece) -> bool:
        """Whether pieces in a row can be one passage."""
        return _tokens(pieces) <= self.window and pieces[-1].end - pieces[0].start <= MAX_CHARACTERS

    def whole(self, rows: Sequence[_Pieces]) -> list[_Piece]:
        """Each row as one piece. With a seam in it, it may have more word pieces than its parts: where it doesn't fit, they stay apart."""
        recounted = iter(self.sized([Span(row[0].start, row[-1].end) for row in rows if _has_seam(row)]))
        whole: list[_Piece] = []
        for row in rows:
            piece = next(recounted) if _has_seam(row) else _as_one(*row)
            whole.extend([piece] if self.fits(piece) else row)
        return whole


def _has_seam(pieces: _Pieces) -> bool:
    """Whether two of the pieces in a row touch, with no blank between them."""
    return any(piece.end == following.start for piece, following in pairwise(pieces))


def _as_one(*pieces: _Piece) -> _Piece:
    return _Piece(pieces[0].start, pieces[-1].end, _tokens(pieces))


def _tokens(pieces: Iterable[_Piece]) -> int:
    return sum(piece.tokens for piece in pieces)


def units(text: str, span: Span) -> list[Span]:
    """The slice ``span`` of a text as the smallest runs of whole sentences that cut no quotation in two."""
    return [_hull(unit) for paragraph in paragraphs(text, span) for unit in _units(text, split_sentences(text, paragraph))]


def _hull(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end)


def _units(text: str, sentences: Sequence[Span]) -> Iterator[list[Span]]:
    """Those of one paragraph, each as its sentences."""
    marks = iter(quotations(text, _hull(sentences)))
    quotation = next(marks, None)
    unit: list[Span] = []
    for sentence in sentences:
        unit.append(sentence)
        while quotation and quotation.end <= sentence.end:
            quotation = next(marks, None)
        if not quotation or quotation.start >= sentence.end:
            yield unit
            unit = []


def _cut_units(sentences: Sequence[Sequence[Span]], sizer: _Sizer) -> list[_Pieces]:
    """Each paragraph as pieces that fit: its units; of a unit too long its sentences; of a sentence too long its parts."""
    of_unit = {_hull(unit): unit for paragraph in sentences for unit in _units(sizer.text, paragraph)}
    finer: list[_Cut] = [lambda _, span: of_unit[span], _clauses, _stretches]
    cuts = iter(finer)
    pieces = sizer.sized(list(of_unit))
    while any(not sizer.fits(piece) and piece.end - piece.start > 1 for piece in pieces):
        pieces = _cut_long(pieces, next(cuts, _halves), sizer)
    return _grouped(pieces, iter([paragraph[-1].end for paragraph in sentences]))


def _cut_long(pieces: Sequence[_Piece], cut: _Cut, sizer: _Sizer) -> list[_Piece]:
    """The pieces with those that don't fit cut further; all that is new is counted in one call."""
    cuts = [None if sizer.fits(piece) else list(cut(sizer.text, Span(piece.start, piece.end))) for piece in pieces]
    sized = iter(sizer.sized([span for spans in cuts for span in spans or ()]))
    return [new for piece, spans in zip(pieces, cuts, strict=True) for new in ([piece] if spans is None else [next(sized) for _ in spans])]


def _grouped(pieces: Iterable[_Piece], ends: Iterator[int]) -> list[_Pieces]:
    """The pieces by the paragraphs that end at ``ends``."""
    groups: list[_Pieces] = []
    group: _Pieces = []
    end = next(ends, 0)
    for piece in pieces:
        group.append(piece)
        if piece.end == end:
            groups.append(group)
            group, end = [], next(ends, 0)
    return groups


def _clauses(text: str, span: Span) -> Iterator[Span]:
    begin = span.start
    for match in _CLAUSE.finditer(text, *span):
        if match.end() < span.end and (match["gap"] or match["mark"][-1] in _UNSPACED_CLAUSES):
            yield Span(begin, match.end("close"))
            begin = match.end()
    yield Span(begin, span.end)


def _stretches(text: str, span: Span) -> Iterator[Span]:
    """Cut to ``MAX_CHARACTERS``: each stretch ends at the last blank it can, or else between two characters."""
    begin = span.start
    while span.end - begin > MAX_CHARACTERS:
        limit = begin + MAX_CHARACTERS
        blanks = list(_BLANKS.finditer(text, begin, limit + 1))
        cut = blanks[-1].start() if blanks else _between_characters(text, begin, limit)
        yield Span(begin, cut)
        begin = cut
        while text[begin].isspace():
            begin += 1
    yield Span(begin, span.end)


def _halves(text: str, span: Span) -> list[Span]:
    """Two halves, cut at the blank nearest the middle, or else between two characters."""
    if span.end - span.start < 2:
        return [span]  # a single character is never cut
    middle = (span.start + span.end) // 2
    blanks = [Span(*match.span()) for match in _BLANKS.finditer(text, *span)]
    if blanks:
        blank = min(blanks, key=lambda blank: abs(blank.start - middle))
        return [Span(span.start, blank.start), Span(blank.end, span.end)]
    cut = _between_characters(text, span.start, middle)
    return [Span(span.start, cut), Span(cut, span.end)]


def _between_characters(text: str, begin: int, limit: int) -> int:
    """The last place up to ``limit`` that doesn't part a letter from its accents, or an emoji from what it is joined with."""
    cut = limit
    while cut > begin and (unicodedata.category(text[cut])[0] == "M" or "\u200d" in text[cut - 1 : cut + 1]):
        cut -= 1
    return cut if cut > begin else limit


def _is_heading(text: str, pieces: _Pieces) -> bool:
    """A short line that no stop ends; one that ends in a colon leads to what follows just so."""
    start, end = pieces[0].start, pieces[-1].end
    if end - start > _LONGEST_HEADING or _has_seam(pieces):
        return False
    final = _FINAL.search(text, start, end)
    return final is None or final[0][0] == ":"


def _with_headings(blocks: Sequence[_Pieces], sizer: _Sizer) -> list[_Pieces]:
    """The paragraphs, each with the headings over it, which its first piece takes up if they fit."""
    joined: list[_Pieces] = []
    headings: _Pieces = []
    tokens = 0  # in the headings; a list without a stop is not one long heading
    for block in blocks:
        if tokens < TARGET and _is_heading(sizer.text, block):
            headings.extend(block)
            tokens += _tokens(block)
            continue
        if headings and sizer.fits(*headings, block[0]):
            block = [_as_one(*headings, block[0]), *block[1:]]
        elif headings:
            joined.append(headings)
        joined.append(block)
        headings, tokens = [], 0
    return [*joined, headings] if headings else joined


def _about_equal(pieces: _Pieces, sizer: _Sizer) -> list[_Pieces]:
    """The fewest rows that fit, and of the ways to have so few the one whose longest row is shortest."""
    fewest = len(_filled(pieces, sizer, sizer.window))
    limit = bisect_left(range(1, sizer.window), -fewest, key=lambda limit: -len(_filled(pieces, sizer, limit))) + 1
    return _filled(pieces, sizer, limit)


def _filled(pieces: _Pieces, sizer: _Sizer, limit: int) -> list[_Pieces]:
    """Rows filled one after the other with as many pieces as ``limit`` word pieces hold; one with more stands alone."""
    rows: list[_Pieces] = []
    tokens = 0
    for piece in pieces:
        tokens += piece.tokens
        if rows and tokens <= limit and piece.end - rows[-1][0].start <= MAX_CHARACTERS:
            rows[-1].append(piece)
        else:
            rows.append([piece])
            tokens = piece.tokens
    return rows


def _can_join(before: _Piece | None, after: _Piece | None, sizer: _Sizer) -> bool:
    """Never over a seam: the sum of both is no bound there."""
    return before is not None and after is not None and before.end < after.start and sizer.fits(before, after)


def _joined(parts: Iterable[_Piece], sizer: _Sizer) -> list[_Piece]:
    """Short neighbours joined, as long as each brings the passage nearer to ``TARGET``."""
    joined: list[_Piece] = []
    for part in parts:
        if joined and part.tokens < min(TARGET, 2 * (TARGET - joined[-1].tokens)) and _can_join(joined[-1], part, sizer):
            joined[-1] = _as_one(joined[-1], part)
        else:
            joined.append(part)
    return joined


def _joined_leftovers(parts: Iterable[_Piece], sizer: _Sizer) -> list[_Piece]:
    """Passages of under half the target joined to the smaller neighbour that has room for them, the one before if they are equal."""
    joined: list[_Piece] = []
    ahead = list(parts)[::-1]
    while ahead:
        part = ahead.pop()
        before, after = (joined[-1] if joined else None), (ahead[-1] if ahead else None)
        room_before, room_after = _can_join(before, part, sizer), _can_join(part, after, sizer)
        if part.tokens >= _LEAST or not (room_before or room_after):
            joined.append(part)
        elif room_before and not (room_after and ahead[-1].tokens < joined[-1].tokens):
            joined[-1] = _as_one(joined[-1], part)
        else:
            ahead[-1] = _as_one(part, ahead[-1])
    return joined


def _with_sentences(passages: Iterable[_Piece], sentences: Sequence[Span]) -> Iterator[PassageSpan]:
    """Each passage with its sentences; both lists run through the text side by side."""
    at = 0
    for start, end, _ in passages:
        inside: list[Span] = []
        while at < len(sentences) and sentences[at].start < end:
            inside.append(Span(max(sentences[at].start, start), min(sentences[at].end, end)))
            if sentences[at].end > end:
                break  # the next passage has more of it
            at += 1
        yield PassageSpan(start, end, tuple(inside))
